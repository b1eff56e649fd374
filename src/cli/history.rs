//! `continuum history`: all that happened to a pupil's case, latest first.

use serde::Serialize;

use crate::domain::caseload::{CohortWord, Event};
use crate::domain::mapping::Mapping;
use crate::domain::printable::printable;
use crate::domain::sufficiency::Outcome;

use super::arguments::History;
use super::failure::Failure;
use super::output;
use super::room::Room;

/// The JSON of a history.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    events: &'a [Event],
}

pub(super) fn run(order: &History, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let story = workspace.story(&workspace.pupil(&order.reference)?, room.now())?;
    if order.json {
        let reference = story.facts.reference.as_str();
        return output::json(&Told {
            reference,
            events: &story.events,
        });
    }
    let lines: Vec<String> = (0..story.events.len())
        .filter_map(|at| story.events.get(at..))
        .filter_map(line)
        .collect();
    output::line(printable(&lines.join("\n")))
}

/// The line of the latest of some events; the earlier ones say which version of the plan it is.
fn line(events: &[Event]) -> Option<String> {
    let event = events.first()?;
    let at = event.at().long();
    let plans = events
        .iter()
        .filter(|event| matches!(event, Event::PlanReceived { .. }));
    Some(match event {
        Event::Imported { file, changed, .. } if changed.is_empty() => {
            format!("{at}  came in with \"{file}\"")
        }
        Event::Imported { file, changed, .. } => {
            format!("{at}  changed by \"{file}\": {}", changed.join(", "))
        }
        Event::PlanReceived { file, changes, .. } => {
            let touched = changes.map(|changes| format!(": {}", changes.all_words()));
            let (number, touched) = (plans.count(), touched.unwrap_or_default());
            format!("{at}  plan version {number} came in with \"{file}\"{touched}")
        }
        Event::Cohort(word) => {
            let (said, reader, reason) =
                (CohortWord::words(word.years), &word.reader, &word.reason);
            format!("{at}  {said}, {reader} says: {reason}")
        }
        Event::Mapped(mapping) => format!("{at}  {}", mapped(mapping)),
        Event::Withdrawn(withdrawal) => format!(
            "{at}  mapping {} taken back by {}: {}",
            withdrawal.mapping, withdrawal.reader, withdrawal.reason
        ),
        Event::Decided(word) => {
            let outcome = Outcome::from_code(&word.outcome, word.top_up);
            let outcome = outcome.map_or_else(|| word.outcome.clone(), Outcome::words);
            format!(
                "{at}  plan that costs {} more than it is given: {outcome}, {}: {}",
                word.shortfall, word.reader, word.reason
            )
        }
    })
}

fn mapped(mapping: &Mapping) -> String {
    let sheet = &mapping.sheet;
    let result = match (&sheet.outcome, &sheet.judged.cannot_map) {
        (Some(outcome), _) => outcome.tariff.to_string(),
        (None, Some(cannot_map)) => format!("cannot be mapped ({})", cannot_map.why.words()),
        (None, None) => "without a tariff".to_owned(),
    };
    let purpose = sheet.purpose.map(|purpose| {
        let words = purpose.words();
        format!("; read as {words}, which counts for nothing by itself")
    });
    let over = sheet.carried_words().map(|words| format!("; {words}"));
    format!(
        "mapped by {} against {}: {result} (mapping {}){}{}",
        sheet.reader,
        sheet.framework,
        mapping.id,
        over.unwrap_or_default(),
        purpose.unwrap_or_default()
    )
}
