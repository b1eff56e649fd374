//! The parts of a board's page that tell of samples, of what was changed, of what waits, and of flags.

use crate::domain::framework::Framework;
use crate::domain::identity::TariffId;
use crate::domain::moderation::board::{Board, Change, Sampled};
use crate::domain::moderation::cohort::{Line, Outcome};
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::worth::{Adjusted, Flagged, Worth};

use super::super::super::document::Block;
use super::{heading, says, table};

pub(super) fn samples(board: &Board, framework: &Framework) -> Vec<Block> {
    let header = [
        "Cohort",
        "Drawn by",
        "On",
        "Seed",
        "Mapped",
        "Drawn",
        "Read",
        "Outside tolerance",
        "Outcome",
        "Carried out",
    ];
    let rows = board.samples.iter().map(|one| row(one, framework));
    let rows = rows.collect();
    let mut blocks = vec![
        heading("Cohorts and samples"),
        table(&header, rows, "No sample has been drawn yet."),
    ];
    for one in &board.samples {
        if let Outcome::Shift(shift) = &one.outcome {
            let title = format!(
                "A shift proposed for {}, pupil by pupil",
                one.kept.drawn.cohort.words()
            );
            blocks.push(Block::Heading(3, title));
            let lines = shift.lines.iter();
            let rows = lines.map(|line| shifted(line, board, framework)).collect();
            let header = ["Pupil", "What", "From", "To", "Read by a moderator"];
            blocks.push(table(&header, rows, "It touches nobody."));
        }
    }
    blocks
}

fn row(one: &Sampled, framework: &Framework) -> Vec<String> {
    let drawn = &one.kept.drawn;
    let outside: Vec<String> = (one.outside.iter())
        .map(|(measure, count)| format!("{}: {count}", measure.words(framework)))
        .collect();
    vec![
        drawn.cohort.words(),
        drawn.reader.name.clone(),
        one.kept.recorded.day().long(),
        drawn.sample.seed.to_string(),
        drawn.sample.of.to_string(),
        drawn.sample.members.len().to_string(),
        one.read.to_string(),
        if outside.is_empty() {
            "none".to_owned()
        } else {
            outside.join("; ")
        },
        one.outcome.sentence(framework),
        (one.ruling.as_ref()).map_or_else(String::new, |ruling| ruling.sentence(framework)),
    ]
}

fn shifted(line: &Line, board: &Board, framework: &Framework) -> Vec<String> {
    let rank = |rank| line.measure.rank_words(framework, Some(rank));
    vec![
        board.reference(&line.mapping),
        line.measure.words(framework),
        rank(line.from),
        rank(line.to),
        if line.read { "yes" } else { "no" }.to_owned(),
    ]
}

pub(super) fn changes(board: &Board, framework: &Framework) -> Vec<Block> {
    let header = [
        "Pupil",
        "Officer",
        "From",
        "To",
        "Turned on",
        "Reviewed as",
        "By",
        "On",
        "Why",
    ];
    let rows = board.changes.iter().map(|one| {
        vec![
            one.reference.to_string(),
            one.officer.clone(),
            tariff(one.from.as_ref()),
            if one.taken_back {
                "taken back since".to_owned()
            } else {
                tariff(one.to.as_ref())
            },
            turned_on(one, framework),
            one.stream.words().to_owned(),
            one.by.clone(),
            one.at.day().long(),
            reason(one.reason.as_ref()),
        ]
    });
    vec![
        heading("Changes made"),
        table(&header, rows.collect(), "No mapping has been adjusted."),
    ]
}

fn tariff(id: Option<&TariffId>) -> String {
    id.map_or_else(|| "cannot map".to_owned(), TariffId::to_string)
}

fn turned_on(one: &Change, framework: &Framework) -> String {
    let Some((area, level)) = &one.descriptor else {
        return "–".to_owned();
    };
    let area = Measure::Area(area.clone()).words(framework);
    level
        .as_ref()
        .map_or(area.clone(), |level| format!("{area}, level {level}"))
}

/// Reasons are what staff wrote of a pupil; they stand here only where they are wanted.
fn reason(reason: Option<&String>) -> String {
    reason.map_or_else(|| "not shown".to_owned(), String::clone)
}

pub(super) fn referred(board: &Board) -> Vec<Block> {
    let header = ["Pupil", "Officer", "What", "By", "On", "Why", "Now"];
    let rows = board.referred.iter().map(|one| {
        vec![
            one.reference.to_string(),
            one.officer.clone(),
            one.decision.words().to_owned(),
            one.by.clone(),
            one.at.day().long(),
            reason(one.reason.as_ref()),
            if one.now == one.decision {
                "open".to_owned()
            } else {
                one.now.words().to_owned()
            },
        ]
    });
    let none = "Nothing was returned or escalated.";
    vec![
        heading("Returned and escalated"),
        table(&header, rows.collect(), none),
    ]
}

pub(super) fn flags(board: &Board) -> Vec<Block> {
    let header = [
        "Flag",
        "Mappings that carry it",
        "Found harmless",
        "Adjusted of those reviewed",
        "Of the random sample",
        "What it is worth",
    ];
    let carried = |one: &&Flagged| one.carried > 0 || one.worth.is_some();
    let rows = board.flags.iter().filter(carried).map(|one| {
        let worth = one.worth.as_ref();
        let dash = || "–".to_owned();
        vec![
            one.rule.words().to_owned(),
            one.carried.to_string(),
            one.harmless.to_string(),
            worth.map_or_else(dash, |worth| adjusted(worth.flagged)),
            worth.map_or_else(dash, |worth| adjusted(worth.random)),
            worth.map_or("none reviewed yet".to_owned(), Worth::sentence),
        ]
    });
    let rows = rows.collect();
    let found = board.harmless.iter().map(|one| {
        vec![
            one.rule.words().to_owned(),
            one.mappings.to_string(),
            one.by.clone(),
            one.on.long(),
            reason(one.reason.as_ref()),
        ]
    });
    let harmless = ["Flag", "Mappings", "By", "On", "Why"];
    vec![
        heading("Flags"),
        says(
            "A flag is worth its reading where those it flags end adjusted more often than mappings drawn at random.",
        ),
        table(&header, rows, "No mapping carries a flag."),
        Block::Heading(3, "Flags found harmless".to_owned()),
        table(&harmless, found.collect(), "None."),
    ]
}

fn adjusted(one: Adjusted) -> String {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    let Some(share) = one.share else {
        return "none reviewed".to_owned();
    };
    format!(
        "{} of {}: {} % ({} to {} %)",
        one.adjusted,
        one.reviewed,
        percent(share),
        percent(one.interval.low),
        percent(one.interval.high)
    )
}
