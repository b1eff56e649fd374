//! `continuum moderate review` and `decide`: a blind reading, both side by side, the decision.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{Decide, Outcome, Review};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::moderation::readings::{Word, side_words};
use crate::domain::moderation::tolerance;
use crate::domain::printable::printable;
use crate::exchange::judgements;
use crate::workspace::{Beside, Decided, Workspace, files};

use super::moderator;

pub(super) fn run(order: &Review, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let beside = match &order.from {
        Some(path) => {
            let bytes = files::read(path).map_err(Failure::refused)?;
            let name = path.display().to_string();
            let given = judgements::read(&name, &bytes).map_err(Failure::refused)?;
            workspace.read_blind(&order.reference, given, reader, room.now())?
        }
        None => workspace.beside(&order.reference, &reader, room.now())?,
    };
    let framework = workspace.framework().clone();
    if order.json {
        return output::json(&told(&beside, &framework));
    }
    output::text(&written(&beside, &framework))
}

fn told(beside: &Beside, framework: &Framework) -> Value {
    let school = beside.school.as_ref();
    let schools = |side: &tolerance::Beside| {
        let rank = school?
            .difference
            .at(&side.measure)
            .and_then(|side| side.agreed);
        Some(side.measure.rank_words(framework, rank))
    };
    let sides = beside.difference.sides.iter().map(|side| {
        json!({"measure": side.measure.to_string(), "officer": side.measure.rank_words(framework, side.read),
            "moderator": side.measure.rank_words(framework, side.agreed), "school": schools(side), "by": side.by,
            "within": side.within})
    });
    let provisions = beside.provisions.iter().map(|one| {
        json!({"text": one.text, "officer": one.officer, "moderator": one.moderator, "school": one.school,
            "same": one.is_same()})
    });
    json!({"reference": beside.reference, "mapping": beside.officer.id, "reading": beside.moderator.id,
        "officer": beside.officer.sheet.reader.name, "school": school.map(|one| &one.mapping.sheet.reader.name),
        "within": beside.difference.within(), "decided": beside.last.as_ref().map(|last| last.decision), "said": beside.last.as_ref().map(Word::sentence),
        "sides": sides.collect::<Vec<_>>(), "provisions": provisions.collect::<Vec<_>>()})
}

fn written(beside: &Beside, framework: &Framework) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: mapped by {}, read blind by {}",
        printable(beside.reference.as_str()),
        printable(&beside.officer.sheet.reader.name),
        printable(&beside.moderator.sheet.reader.name)
    );
    for side in &beside.difference.sides {
        let _ = writeln!(
            text,
            "  {:<8} {:<12} {:<12} {}",
            side.measure.to_string(),
            side.measure.rank_words(framework, side.read),
            side.measure.rank_words(framework, side.agreed),
            side_words(side)
        );
    }
    for one in beside.provisions.iter().filter(|one| !one.is_same()) {
        let or_nothing = |words: &[String]| {
            if words.is_empty() {
                "nothing".to_owned()
            } else {
                words.join(", ")
            }
        };
        let _ = writeln!(text, "  {}", printable(&one.text));
        let _ = writeln!(
            text,
            "      officer: {}; moderator: {}",
            or_nothing(&one.officer),
            or_nothing(&one.moderator)
        );
    }
    if let Some(school) = &beside.school {
        let _ = writeln!(
            text,
            "{} sent its own reading back: continuum moderate compare {}",
            printable(&school.mapping.sheet.reader.name),
            printable(beside.reference.as_str())
        );
    }
    if let Some(last) = &beside.last {
        let _ = writeln!(text, "{}", printable(&last.sentence()));
    }
    if beside.closed().is_none() {
        let _ = writeln!(
            text,
            "To be decided: continuum moderate decide {} agree|adjust|return|cannot-map|escalate --reason …",
            printable(beside.reference.as_str())
        );
    }
    text
}

pub(super) fn decide(order: &Decide, room: &Room) -> Result<(), Failure> {
    let mut workspace: Workspace = room.workspace()?;
    let mut reader = moderator(order.reader.as_ref(), &workspace);
    if order.outcome == Outcome::Answer {
        reader.role = Role::Officer;
    }
    let decided = Decided {
        decision: order.outcome.into(),
        reason: order.reason.clone(),
        descriptor: descriptor(order.descriptor.as_deref(), workspace.framework())?,
    };
    let review = workspace.decide(&order.reference, &decided, &reader, room.now())?;
    if order.json {
        return output::json(
            &json!({"review": review.id, "mapping": review.reviewed.mapping,
            "decision": review.reviewed.decision, "stream": review.reviewed.stream, "adjusted": review.adjusted}),
        );
    }
    output::line(format!(
        "{}: {}.",
        printable(&order.reference),
        review.reviewed.decision.words()
    ))
}

/// Reads `ci` or `ci=4`, of the framework's own areas and levels.
fn descriptor(
    text: Option<&str>,
    framework: &Framework,
) -> Result<Option<(AreaId, Option<LevelId>)>, Failure> {
    let Some(text) = text else {
        return Ok(None);
    };
    let (area, level) = match text.split_once('=') {
        Some((area, level)) => (area, Some(LevelId::new(level))),
        None => (text, None),
    };
    let id = AreaId::new(area);
    let known = framework.area(&id);
    let fits = |level: &LevelId| known.is_some_and(|area| area.levels.contains(level));
    if known.is_none() || !level.as_ref().is_none_or(fits) {
        let what = format!(
            "{} has no descriptor \"{}\".",
            framework.key,
            printable(text)
        );
        return Err(Failure::usage(what).hint("Write an area and its level, as --descriptor ci=4."));
    }
    Ok(Some((id, level)))
}
