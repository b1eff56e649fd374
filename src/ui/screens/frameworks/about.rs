//! What a framework is: whom it is for, its tariffs, and the rule in words.

use crate::domain::derive::in_sentences;
use crate::domain::framework::{Framework, Status, Walk};
use crate::domain::place::{Setting, year_in_words};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes all but the descriptors.
pub(super) fn lines(framework: &Framework, adopted: bool, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    text.title(framework.title.as_str());
    text.runs(&[Run::new(framework.notice.as_str(), Meaning::Doubt)]);
    let state = match (adopted, framework.status) {
        (true, _) => "✓ Adopted: pupils are mapped against it.",
        (false, Status::Draft) => "A draft: A adopts it, but its words may change.",
        (false, Status::Consultation) => "Out for views. A adopts it.",
        (false, Status::Released) => "Released. A adopts it.",
        (false, Status::Withdrawn) => "Withdrawn; what was mapped against it stays readable.",
    };
    text.plain(state);
    if let Some(day) = framework.effective_from {
        text.said("In effect from ", &day.long());
    }
    text.said("For ", &scope(framework));
    let walk = match framework.walk {
        Walk::Provision => "provision by provision, then the areas are settled",
        Walk::Area => "area by area, provisions attached as evidence",
    };
    text.said("Walked ", walk);
    tariffs(&mut text, framework);
    rule(&mut text, framework);
    text.title("File");
    text.said("SHA-256 ", &framework.hash.to_string());
    text.lines()
}

fn scope(framework: &Framework) -> String {
    let scope = &framework.scope;
    let (first, last) = scope.years;
    let sixth = if scope.sixth_form {
        ", sixth forms too"
    } else {
        ""
    };
    format!(
        "{} to {} in {}{sixth}",
        year_in_words(first),
        year_in_words(last),
        settings(&scope.settings, ", ")
    )
}

fn settings(settings: &[Setting], between: &str) -> String {
    let words: Vec<&str> = settings.iter().map(|one| one.words()).collect();
    words.join(between)
}

fn tariffs(text: &mut Prose, framework: &Framework) {
    text.title("Tariffs");
    for tariff in &framework.tariffs {
        let paid = format!(" {}, paid by {}", tariff.name, tariff.route.words());
        let only = (!tariff.settings.is_empty())
            .then(|| format!("only in {}", settings(&tariff.settings, " or ")));
        let open = tariff.open.then(|| "open, needs a reason".to_owned());
        let words: Vec<String> = [Some(paid), only, open].into_iter().flatten().collect();
        text.runs(&[
            Run::new(tariff.id.as_str(), Meaning::Level),
            Run::text(words.join("; ")),
        ]);
    }
}

fn rule(text: &mut Prose, framework: &Framework) {
    text.title("The rule");
    for sentence in in_sentences(framework) {
        text.plain(sentence);
    }
}
