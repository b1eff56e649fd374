//! What the screen says: where the reader stands, what is next, and plan by plan where they differed.

use crate::domain::framework::Framework;
use crate::domain::identity::PlanId;
use crate::domain::moderation::readings::side_words;
use crate::domain::moderation::standard::{Attempt, Passed, State};
use crate::domain::moderation::stands::Sat;
use crate::domain::moderation::tolerance::Difference;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes all of it.
pub(super) fn lines(sat: &Sat, framework: &Framework, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    let standing = &sat.standing;
    let (words, meaning) = match standing.state {
        State::Passed => ("✓ ", Meaning::Good),
        State::NoSet => ("", Meaning::Text),
        State::ToRead(_) | State::Failed => ("! ", Meaning::Doubt),
    };
    text.runs(&[Run::new(format!("{words}{}", stands(sat)), meaning)]);
    if let Some(next) = standing.left.first() {
        text.title(format!("To read: {}", standing.left.len()));
        text.said("Enter opens the next: ", reference(sat, next));
        text.muted(
            "You read each as live work, without suggestions and without sight of what others made of it. It counts for nothing; where you differ is shown once all of them are read.",
        );
    }
    if let Some(whole) = standing.last_whole() {
        attempt(&mut text, sat, whole, framework);
    }
    text.lines()
}

fn stands(sat: &Sat) -> String {
    match sat.standing.state {
        State::NoSet => {
            "There is no standardisation set, or you know all of its plans: nothing is to be read."
                .to_owned()
        }
        State::Passed => format!(
            "You have {}. Your mappings carry no flag for it.",
            sat.standing.words()
        ),
        State::ToRead(_) => format!(
            "You have {}. What you map before that carries a flag.",
            sat.standing.words()
        ),
        State::Failed => format!(
            "You have {}. What you map carries a flag; your lead says what comes next.",
            sat.standing.words()
        ),
    }
}

fn attempt(text: &mut Prose, sat: &Sat, whole: &Attempt, framework: &Framework) {
    let passed = if whole.result == Passed::Yes {
        "passed"
    } else {
        "not passed"
    };
    text.title(format!(
        "Attempt {}: {} of {} outside tolerance, {passed}",
        whole.attempt, whole.outside, whole.of
    ));
    for (plan, difference) in &whole.plans {
        let meaning = if difference.within() {
            Meaning::Good
        } else {
            Meaning::Doubt
        };
        let sign = if difference.within() { "✓ " } else { "! " };
        text.runs(&[Run::new(sign, meaning), Run::text(reference(sat, plan))]);
        sides(text, difference, framework);
    }
}

/// Where a reading differs from the agreed one; nothing where it does not.
fn sides(text: &mut Prose, difference: &Difference, framework: &Framework) {
    for side in difference.sides.iter().filter(|side| side.by != Some(0)) {
        let words = format!(
            "· {}: you {}, agreed {}, {}",
            side.measure.words(framework),
            side.measure.rank_words(framework, side.read),
            side.measure.rank_words(framework, side.agreed),
            side_words(side)
        );
        text.plain(words);
    }
}

fn reference<'a>(sat: &'a Sat, plan: &'a PlanId) -> &'a str {
    let known = sat.references.get(plan);
    known.map_or(plan.as_str(), |reference| reference.as_str())
}
