//! What each event of the record says, in one line and in full.

use super::mapping;
use super::state::History;
use crate::domain::caseload::{CohortWord, Event, OutcomeWord};
use crate::domain::framework::Framework;
use crate::domain::mapping::Mapping;
use crate::domain::sufficiency::Outcome;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// Writes an event in one line, without its time.
pub(super) fn head(history: &History, at: usize, event: &Event) -> Run {
    match event {
        Event::Imported { changed, .. } if changed.is_empty() => Run::text("came in"),
        Event::Imported { changed, .. } => Run::text(format!("changed: {}", changed.join(", "))),
        Event::PlanReceived { changes, .. } => {
            let version = format!("plan version {}", history.plan_number(at));
            let touched = changes.map(|changes| format!(": {}", changes.words()));
            Run::text(version + &touched.unwrap_or_default())
        }
        Event::Cohort(word) => Run::text(CohortWord::words(word.years)),
        Event::Mapped(mapping) => {
            let result = result(mapping);
            match mapping.withdrawn {
                Some(_) => Run::muted(format!("mapped: {result} (taken back)")),
                None => Run::new(format!("✓ mapped: {result}"), Meaning::Good),
            }
        }
        Event::Withdrawn(withdrawal) => Run::new(
            format!("× taken back by {}", withdrawal.reader),
            Meaning::Doubt,
        ),
        Event::Decided(word) => Run::text(format!("plan that costs more: {}", decided(word))),
    }
}

/// What was decided, in words.
fn decided(word: &OutcomeWord) -> String {
    let outcome = Outcome::from_code(&word.outcome, word.top_up);
    outcome.map_or_else(|| word.outcome.clone(), Outcome::words)
}

/// The tariff of a mapping, or why there is none.
fn result(mapping: &Mapping) -> String {
    let sheet = &mapping.sheet;
    match (&sheet.outcome, &sheet.judged.cannot_map) {
        (Some(outcome), _) => outcome.tariff.to_string(),
        (None, Some(cannot)) => cannot.why.words().to_owned(),
        (None, None) => "no tariff".to_owned(),
    }
}

/// Writes all that an event says.
pub(super) fn lines(
    history: &History,
    event: &Event,
    framework: Option<&Framework>,
    width: usize,
) -> Vec<Line> {
    let mut text = Prose::new(width);
    text.muted(format!("{} UTC", event.at().long()));
    match event {
        Event::Imported { file, changed, .. } => {
            text.said("From ", file);
            if changed.is_empty() {
                text.plain("The pupil came in with this file.");
            } else {
                text.title("Columns that changed");
                for column in changed {
                    text.plain(format!("· {column}"));
                }
            }
        }
        Event::PlanReceived {
            file,
            plan,
            changes,
            ..
        } => {
            let number = history.plan_number(history.cursor);
            text.plain(match changes {
                Some(changes) => {
                    let told = changes.all_words();
                    format!("Version {number} of the plan came in: {told}.")
                }
                None => format!("Version {number} of the plan came in."),
            });
            text.said("From ", file);
            text.said("Id ", plan.as_str());
        }
        Event::Cohort(word) => {
            let said = CohortWord::words(word.years);
            text.plain(format!("The pupil {said}."));
            text.said("Said by ", &word.reader.to_string());
            text.said("Because ", &word.reason);
        }
        Event::Mapped(mapping) => mapping::lines(&mut text, mapping, framework),
        Event::Withdrawn(withdrawal) => {
            text.said("Taken back by ", &withdrawal.reader.to_string());
            text.said("Because ", &withdrawal.reason);
            text.said("The mapping ", withdrawal.mapping.as_str());
        }
        Event::Decided(word) => {
            text.plain(format!(
                "The plan cost {} more than it is given: {}.",
                word.shortfall,
                decided(word)
            ));
            text.said("Decided by ", &word.reader.to_string());
            text.said("Because ", &word.reason);
            text.said("Held against the rates ", &word.rates);
            text.said("The record ", word.id.as_str());
        }
    }
    text.lines()
}
