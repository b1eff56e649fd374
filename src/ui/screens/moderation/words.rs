//! What is said of a row of the list, in full; before a case is read, neither who mapped it nor what flagged it.

use super::state::{Moderation, Part, Row, Sight};
use crate::domain::blind::blind;
use crate::domain::framework::Framework;
use crate::domain::moderation::queue::{SampleState, Waits};
use crate::domain::moderation::stands::Stands;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// The words over a part of the list.
pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Mine => "Returned to you",
        Part::Review => "To review",
        Part::Returned => "Returned to officers",
        Part::Board => "Before the board",
        Part::Officers => "Officers to look at",
        Part::Samples => "Samples",
    }
}

/// How many flags a case has, and what they weigh.
pub(super) fn flags(waits: &Waits) -> String {
    match waits.flags.len() {
        0 => String::new(),
        1 => format!("1 flag, weight {}", waits.weight),
        count => format!("{count} flags, weight {}", waits.weight),
    }
}

/// A sample in one line.
pub(super) fn sample(state: &SampleState) -> String {
    let drawn = &state.kept.drawn;
    format!(
        "{}, drawn {}: {} of {} read",
        drawn.cohort.words(),
        state.kept.recorded.day().long(),
        state.read(),
        state.cases.len()
    )
}

/// Writes all that is said of a row.
pub(super) fn lines(
    screen: &Moderation,
    row: Row<'_>,
    framework: Option<&Framework>,
    width: usize,
) -> Vec<Line> {
    let mut text = Prose::new(width);
    match row {
        Row::Officer(one) => stands(&mut text, one),
        Row::Sample(state) => told(&mut text, state, framework),
        Row::Case(part, waits) => case(&mut text, screen, part, waits),
    }
    text.lines()
}

fn case(text: &mut Prose, screen: &Moderation, part: Part, waits: &Waits) {
    let said = waits.said.as_deref().map(blind).unwrap_or_default();
    match part {
        Part::Mine | Part::Returned => {
            text.said("Asked: ", &said);
            if part == Part::Mine {
                text.muted("Enter maps the plan again; a answers in words, and the mapping stays.");
            } else {
                text.said("Waits for ", &waits.officer);
            }
            return;
        }
        Part::Review | Part::Board | Part::Officers | Part::Samples => {}
    }
    let flags = flags(waits);
    let parts = [waits.stream.words(), flags.as_str()];
    let parts = parts.into_iter().filter(|one| !one.is_empty());
    text.plain(parts.collect::<Vec<_>>().join(", "));
    // What was asked, answered or brought to the board tells of the officer's reading.
    if waits.own && !said.is_empty() {
        text.said("Said last: ", &said);
    }
    if screen.sight == Sight::Open {
        text.said("Mapped by ", &waits.officer);
        for rule in &waits.flags {
            text.runs(&[Run::new("! ", Meaning::Doubt), Run::text(rule.words())]);
        }
    }
    text.muted(if waits.own {
        "You have read it blind. Enter lays both readings side by side, to decide."
    } else {
        "Enter reads the plan blind, as moderator; then both readings stand side by side."
    });
}

/// An officer in one line: what calls for the lead.
pub(super) fn officer(one: &Stands) -> (String, Meaning) {
    let mut parts = Vec::new();
    if one.seeds.held() {
        parts.push("two seeds in a row missed");
    }
    if one.seeds.is_exhausted() {
        parts.push("no seed left");
    }
    if !one.standing.may_map() {
        parts.push("set not passed");
    }
    let meaning = if one.seeds.held() {
        Meaning::Danger
    } else {
        Meaning::Doubt
    };
    (format!("{}: {}", one.officer, parts.join(", ")), meaning)
}

fn stands(text: &mut Prose, one: &Stands) {
    text.said("Standardisation set: ", &one.standing.words());
    text.said("Seeds: ", &one.seeds.words());
    if let Some(lift) = &one.seeds.lifted {
        let words = format!(
            "{} by {}: {}",
            lift.recorded.day().long(),
            lift.reader.name,
            lift.reason
        );
        text.said("Lifted ", &words);
    }
    if one.seeds.held() {
        text.muted("Each new mapping carries a flag until you lift it: l, and why.");
    }
    if one.seeds.is_exhausted() {
        text.muted("Take more readings for seeds: continuum moderate agreed add REF --for seed.");
    }
}

fn told(text: &mut Prose, state: &SampleState, framework: Option<&Framework>) {
    let drawn = &state.kept.drawn;
    if let Some(framework) = framework {
        text.plain(state.outcome.sentence(framework));
        if let Some(ruling) = &state.ruling {
            text.runs(&[
                Run::new("✓ ", Meaning::Good),
                Run::text(ruling.sentence(framework)),
            ]);
        }
    }
    text.muted(format!(
        "{} of {} mappings, drawn by {} from seed {}.",
        state.cases.len(),
        drawn.sample.of,
        drawn.reader.name,
        drawn.sample.seed
    ));
    text.muted("Enter opens it.");
}
