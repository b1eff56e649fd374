//! The rows that tell of samples, of what reviews ended in, and of what was changed.

use crate::domain::framework::Framework;
use crate::domain::identity::{LevelId, TariffId};
use crate::domain::moderation::board::{Board, Sampled};
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::sample::Ranked;

use super::Row;

pub(super) fn samples(board: &Board, framework: &Framework) -> Vec<Row> {
    let all = board.samples.iter();
    all.flat_map(|one| sample(one, board, framework)).collect()
}

fn sample(one: &Sampled, board: &Board, framework: &Framework) -> Vec<Row> {
    let drawn = &one.kept.drawn;
    let row = |number: &str, value: String| Row {
        part: "sample",
        of: drawn.cohort.words(),
        place: one.kept.id.to_string(),
        number: number.to_owned(),
        value,
        by: drawn.reader.name.clone(),
        on: one.kept.recorded.day().to_string(),
        ..Row::default()
    };
    let mut rows = vec![
        row("seed", drawn.sample.seed.to_string()),
        row("mapped", drawn.sample.of.to_string()),
        row("drawn", drawn.sample.members.len().to_string()),
        row("read", one.read.to_string()),
    ];
    for stratum in &drawn.sample.strata {
        let result = match &stratum.result {
            Ranked::CannotMap => "cannot_map".to_owned(),
            Ranked::Tariff(_, tariff) => tariff.to_string(),
        };
        rows.push(Row {
            measure: format!("tariff {result}"),
            n: Some(stratum.of),
            ..row("drawn_at", stratum.drawn.to_string())
        });
    }
    for (measure, count) in &one.outside {
        rows.push(Row {
            measure: measure.to_string(),
            n: Some(one.read),
            ..row("outside_tolerance", count.to_string())
        });
    }
    rows.push(Row {
        words: one.outcome.sentence(framework),
        ..row("outcome", String::new())
    });
    if let Some(ruling) = &one.ruling {
        rows.push(Row {
            words: ruling.sentence(framework),
            n: Some(ruling.ruled.mappings.len()),
            by: ruling.ruled.reader.name.clone(),
            on: ruling.recorded.day().to_string(),
            ..row("carried_out", String::new())
        });
    }
    if let Outcome::Shift(shift) = &one.outcome {
        for line in &shift.lines {
            let rank = |rank| line.measure.rank_words(framework, Some(rank));
            let read = if line.read { "read" } else { "not read" };
            rows.push(Row {
                of: board.reference(&line.mapping),
                measure: line.measure.to_string(),
                moved: (rank(line.from), rank(line.to)),
                words: read.to_owned(),
                ..row("shift_proposed", String::new())
            });
        }
    }
    rows
}

pub(super) fn ended(board: &Board) -> Vec<Row> {
    let decided = board.decided.iter();
    let row = decided.map(|((stream, decision), count)| Row {
        part: "reviews",
        of: stream.words().to_owned(),
        number: decision.words().to_owned(),
        value: count.to_string(),
        ..Row::default()
    });
    row.collect()
}

pub(super) fn changes(board: &Board) -> Vec<Row> {
    let changes = board.changes.iter().map(|one| {
        let tariff = |id: Option<&TariffId>| id.map_or("cannot_map", TariffId::as_str).to_owned();
        let to = if one.taken_back {
            "taken_back".to_owned()
        } else {
            tariff(one.to.as_ref())
        };
        let descriptor = one.descriptor.iter().map(|(area, level)| {
            let level = level.as_ref().map_or("", LevelId::as_str);
            format!("{area} {level}").trim_end().to_owned()
        });
        Row {
            part: "adjusted",
            of: one.reference.to_string(),
            measure: descriptor.collect(),
            place: one.stream.words().to_owned(),
            moved: (tariff(one.from.as_ref()), to),
            by: one.by.clone(),
            on: one.at.day().to_string(),
            words: one.reason.clone().unwrap_or_default(),
            ..Row::default()
        }
    });
    let referred = board.referred.iter().map(|one| Row {
        part: "referred",
        of: one.reference.to_string(),
        number: one.decision.words().to_owned(),
        moved: (String::new(), one.now.words().to_owned()),
        by: one.by.clone(),
        on: one.at.day().to_string(),
        words: one.reason.clone().unwrap_or_default(),
        ..Row::default()
    });
    changes.chain(referred).collect()
}
