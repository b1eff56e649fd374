//! The part of a board's page that tells of drift.

use crate::domain::framework::Framework;
use crate::domain::moderation::board::Board;
use crate::domain::moderation::drift::gap::Gap;
use crate::domain::moderation::drift::series::{Series, Trend, between};

use super::super::super::document::Block;
use super::{heading, says, table};

/// How many pupils of a signal the page names.
const SHOWN: usize = 200;

pub(super) fn drift(board: &Board, framework: &Framework) -> Vec<Block> {
    let mut blocks = vec![
        heading("Drift"),
        says(
            "An officer who has come to read otherwise than colleagues do of like pupils, and than moderators do of the same \
             plans, beyond what chance would show in a quiet office.",
        ),
    ];
    if board.drift.signals.is_empty() {
        blocks.push(says(
            "Nobody reads otherwise, beyond what chance would show: the office is quiet.",
        ));
    }
    for signal in &board.drift.signals {
        let (from, to) = signal.between;
        let (low, high) = signal.interval;
        let mut pupils: Vec<String> = (signal.mappings.iter().take(SHOWN))
            .map(|mapping| board.reference(mapping))
            .collect();
        let more = signal.pupils().saturating_sub(SHOWN);
        if more > 0 {
            pupils.push(format!("and {more} more, whom the table and the JSON name"));
        }
        blocks.push(Block::Heading(3, signal.sentence(framework)));
        blocks.push(says(format!(
            "By {:+.2} ranks on the mean (95 %: {low:+.2} to {high:+.2}). It began between {from} and {to}, most likely in {}.",
            signal.by, signal.since
        )));
        blocks.push(says(format!("Pupils: {}", pupils.join(", "))));
    }
    blocks.push(Block::Heading(3, "Weekly means".to_owned()));
    let points = board.drift.series.first().map(|one| one.points.as_slice());
    if let Some([first, .., last]) = points {
        blocks.push(says(format!(
            "A sign a week, from {} to {}; · where the officer mapped nobody.",
            first.week, last.week
        )));
    }
    blocks.push(weekly(board, framework));
    blocks.push(Block::Heading(
        3,
        "Shares that lie apart from the moderators'".to_owned(),
    ));
    blocks.push(apart(board, framework));
    blocks
}

/// Officer by officer: a sign a week, the trend against colleagues, the gap to moderators.
fn weekly(board: &Board, framework: &Framework) -> Block {
    let header = [
        "Officer",
        "What",
        "Weekly means, lowest ▁ to highest █ of all officers",
        "Against colleagues",
        "Against moderators",
    ];
    let row = |one: &Series| {
        let of = |gap: &&Gap| gap.officer == one.officer && gap.measure == one.measure;
        let gap = board.drift.gaps.iter().find(of);
        let range = between(&board.drift.series, &one.measure);
        vec![
            one.officer.clone(),
            one.measure.words(framework),
            one.sparkline(range),
            one.trend.map_or("–".to_owned(), Trend::words),
            gap.map_or("–".to_owned(), Gap::words),
        ]
    };
    let mut series: Vec<&Series> = board.drift.series.iter().collect();
    // Each officer's measures together; within an officer they stand in the framework's order already.
    series.sort_by_key(|one| &one.officer);
    let rows = series.into_iter().map(row).collect();
    table(&header, rows, "Nobody has mapped yet.")
}

fn apart(board: &Board, framework: &Framework) -> Block {
    let mut rows = Vec::new();
    for shares in &board.drift.shares {
        for (rank, share) in shares.apart() {
            let setting = shares.setting.map_or("all settings", |one| one.words());
            rows.push(vec![
                shares.officer.clone(),
                shares.measure.words(framework),
                setting.to_owned(),
                shares.measure.rank_words(framework, Some(rank)),
                shares.words(share),
            ]);
        }
    }
    let header = ["Officer", "What", "Where", "Given", "How often"];
    table(
        &header,
        rows,
        "None: every officer's intervals meet the moderators' (Goodman, 95 %).",
    )
}
