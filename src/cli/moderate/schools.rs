//! `continuum moderate schools` and `compare`: the schools' own readings beside the officers'.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{Compare, Schools};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::identity::PupilRef;
use crate::domain::moderation::readings::{Provisioned, SchoolBeside, side_words};
use crate::domain::moderation::schools::Standing;
use crate::domain::printable::printable;

use super::moderator;

pub(super) fn run(order: &Schools, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let mut standings = workspace.schools_standings(room.now())?;
    let all = standings.pop();
    if !order.json {
        return output::text(&printable(&written(&standings, all.as_ref())));
    }
    let mut told = super::head(&workspace, room);
    told.insert("tolerance".to_owned(), json!(workspace.tolerance()));
    let schools: Vec<Value> = standings.iter().map(standing).collect();
    told.insert("schools".to_owned(), json!(schools));
    told.insert("all".to_owned(), json!(all.as_ref().map(standing)));
    output::json(&told)
}

fn standing(one: &Standing) -> Value {
    let share = |interval: crate::domain::interval::Interval| {
        (one.read > 0).then_some([interval.low, interval.high])
    };
    json!({"school": one.school, "back": one.back, "read": one.read, "same": one.same,
        "same_ci": share(one.same_interval), "within": one.within, "outside": one.outside,
        "outside_ci": share(one.outside_interval), "mean_difference": one.mean,
        "mean_difference_ci": one.interval, "differ": one.differ})
}

fn written(standings: &[Standing], all: Option<&Standing>) -> String {
    if standings.is_empty() {
        return "No school has sent a reading back. `continuum school export` writes the forms to send.\n".to_owned();
    }
    let mut text = format!(
        "{:<32} {:>5} {:>5} {:>5} {:>7} {:>8}  at the tariff\n",
        "School", "back", "read", "same", "within", "outside"
    );
    for one in standings.iter().chain(all) {
        let _ = writeln!(
            text,
            "{:<32} {:>5} {:>5} {:>5} {:>7} {:>8}  {}",
            one.school.as_deref().unwrap_or("All schools"),
            one.back,
            one.read,
            one.same,
            one.within,
            one.outside,
            one.words()
        );
        if one.school.is_some() && !one.differ.is_empty() {
            let differ: Vec<&str> = one.differ.iter().map(PupilRef::as_str).collect();
            let _ = writeln!(text, "  outside tolerance: {}", differ.join(", "));
        }
    }
    text.push_str("`continuum moderate compare REF` lays both readings of one side by side.\n");
    text
}

pub(super) fn compare(order: &Compare, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let beside = workspace.school_beside(&order.reference, &reader, room.now())?;
    let framework = workspace.framework();
    if order.json {
        return output::json(&compared(&beside, framework));
    }
    output::text(&laid(&beside, framework))
}

fn compared(beside: &SchoolBeside, framework: &Framework) -> Value {
    let sides = beside.difference.sides.iter().map(|side| {
        json!({"measure": side.measure.to_string(), "officer": side.measure.rank_words(framework, side.read),
            "school": side.measure.rank_words(framework, side.agreed), "by": side.by, "within": side.within})
    });
    let provisions = beside.provisions.iter().map(|one| {
        json!({"text": one.text, "officer": one.officer, "school": one.school, "same": one.is_schools()})
    });
    json!({"reference": beside.reference, "mapping": beside.officer.id, "reading": beside.school.id,
        "officer": beside.officer.sheet.reader.name, "school": beside.school.sheet.reader.name,
        "within": beside.difference.within(), "sides": sides.collect::<Vec<_>>(),
        "provisions": provisions.collect::<Vec<_>>()})
}

fn laid(beside: &SchoolBeside, framework: &Framework) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: mapped by {}, read by {}",
        printable(beside.reference.as_str()),
        printable(&beside.officer.sheet.reader.name),
        printable(&beside.school.sheet.reader.name)
    );
    let _ = writeln!(text, "  {:<8} {:<12} {:<12}", "", "officer", "school");
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
    let words = |words: &[String]| match words {
        [] => "nothing".to_owned(),
        some => some.join(", "),
    };
    let differ: Vec<&Provisioned> = (beside.provisions.iter())
        .filter(|one| !one.is_schools())
        .collect();
    for one in &differ {
        let school = one.school.as_deref().unwrap_or_default();
        let _ = writeln!(text, "  {}", printable(&one.text));
        let _ = writeln!(
            text,
            "      officer: {}; school: {}",
            words(&one.officer),
            words(school)
        );
    }
    let same = beside.provisions.len() - differ.len();
    let _ = writeln!(
        text,
        "{} judged differently, {same} the same.",
        differ.len()
    );
    text
}
