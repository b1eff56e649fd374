//! What a framework is: whom it is for, its tariffs, and the rule in words.

use crate::domain::derivation::{Adjust, AreaLevelRule, DerivationKind};
use crate::domain::derive::aloud;
use crate::domain::framework::{Framework, Status, Walk};
use crate::domain::place::{Phase, Setting};
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
        year(first),
        year(last),
        settings(&scope.settings, ", ")
    )
}

fn year(year: i16) -> String {
    match year {
        i16::MIN..=-1 => "nursery".to_owned(),
        0 => "Reception".to_owned(),
        1.. => format!("year {year}"),
    }
}

fn settings(settings: &[Setting], between: &str) -> String {
    let words: Vec<&str> = settings.iter().map(|one| one.words()).collect();
    words.join(between)
}

fn tariffs(text: &mut Prose, framework: &Framework) {
    text.title("Tariffs");
    for tariff in &framework.tariffs {
        let mut words = format!(" {}, paid by {}", tariff.name, tariff.route.words());
        if !tariff.settings.is_empty() {
            words = [&words, "; only in ", &settings(&tariff.settings, " or ")].concat();
        }
        if tariff.open {
            words += "; open, needs a reason";
        }
        text.runs(&[
            Run::new(tariff.id.as_str(), Meaning::Level),
            Run::text(words),
        ]);
    }
}

fn rule(text: &mut Prose, framework: &Framework) {
    text.title("The rule");
    text.plain(match framework.derivation.area_level {
        AreaLevelRule::Highest => "An area stands at the highest level judged for it.",
        AreaLevelRule::Most => "An area stands at the level judged most often, ties to the higher.",
        AreaLevelRule::Reader => "The reader weighs the evidence for an area's level.",
    });
    match &framework.derivation.kind {
        DerivationKind::Reader => text.plain("The reader names the tariff."),
        DerivationKind::Highest(map) => {
            text.plain("The highest level of any area gives the tariff:");
            let levels = framework.levels.iter();
            for (level, tariff) in levels.filter_map(|one| Some((one, map.get(&one.id)?))) {
                text.plain(format!("level {} gives {tariff}", level.id));
            }
        }
        DerivationKind::Rules(rules) => {
            text.plain("The first of these that holds gives the tariff:");
            for (at, rule) in rules.iter().enumerate() {
                text.runs(&[
                    Run::muted(format!("{}. ", at + 1)),
                    Run::new(rule.tariff.as_str(), Meaning::Level),
                    Run::text(format!(": {}", aloud(framework, rule))),
                ]);
            }
        }
    }
    for adjust in &framework.derivation.adjust {
        text.plain(adjusted(adjust));
    }
}

fn adjusted(adjust: &Adjust) -> String {
    let phases: Vec<String> = (adjust.phases.iter())
        .map(|phase: &Phase| phase.code().replace('_', " "))
        .collect();
    let whom: Vec<String> = [settings(&adjust.settings, " or "), phases.join(" or ")]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    let whom = if whom.is_empty() {
        "everybody".to_owned()
    } else {
        whom.join(", ")
    };
    let steps = adjust.shift.unsigned_abs();
    let step = if steps == 1 { "step" } else { "steps" };
    let way = if adjust.shift < 0 { "down" } else { "up" };
    format!("Then {whom}: {steps} {step} {way}.")
}
