//! The report for a board as one self-contained page: numbers first, then what stands behind them.

mod drift;
mod reviews;

use crate::domain::framework::Framework;
use crate::domain::moderation::board::Board;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::review::Decision;
use crate::domain::moderation::slice::{Slice, Sliced};

use super::super::document::{Block, Document};
use super::super::html;

/// Writes the page; it names pupils by reference alone.
pub fn page(board: &Board, framework: &Framework) -> String {
    let mut blocks = head(board, framework);
    blocks.extend(reviews::samples(board, framework));
    blocks.extend(agreement(board, framework));
    blocks.extend(drift::drift(board, framework));
    blocks.extend(reviews::changes(board, framework));
    blocks.extend(reviews::referred(board));
    blocks.extend(reviews::flags(board));
    blocks.extend(suggestions(board));
    html::page(&Document { blocks })
}

fn heading(words: &str) -> Block {
    Block::Heading(2, words.to_owned())
}

fn says(words: impl Into<String>) -> Block {
    Block::Paragraph(words.into())
}

/// A table with its header; where there is no row, the words instead.
fn table(header: &[&str], rows: Vec<Vec<String>>, none: &str) -> Block {
    if rows.is_empty() {
        return says(none);
    }
    let header = header.iter().map(|&cell| cell.to_owned()).collect();
    Block::Table(std::iter::once(header).chain(rows).collect())
}

/// What is said of a reading that has none.
const NO_NAME: &str = "all";

fn head(board: &Board, framework: &Framework) -> Vec<Block> {
    let count = |what: &str, count: usize| vec![what.to_owned(), count.to_string()];
    let mut rows = vec![
        count("Pupils mapped by officers", board.mapped),
        count("Officers", board.officers),
        count("Samples drawn", board.samples.len()),
        count("Plans of the random samples read twice", board.pairs),
        count(
            "Officers who read otherwise (drift)",
            board.drift.signals.len(),
        ),
    ];
    let whole = |one: &&Sliced| one.slice == Slice::All && one.measure == Measure::Tariff;
    if let Some(tariff) = board.agreement.iter().find(whole) {
        let words = alpha(tariff);
        rows.push(vec!["Agreement at the tariff, α ordinal".to_owned(), words]);
    }
    for decision in Decision::ALL {
        let words = format!("Reviews: {}", decision.words());
        rows.push(count(&words, board.ended(decision)));
    }
    let header = vec!["What".to_owned(), "How many".to_owned()];
    vec![
        Block::Heading(1, "Moderation: report for the board".to_owned()),
        says(format!(
            "{}, version {} ({}). {} As of {}.",
            framework.title,
            framework.key.version,
            framework.key.id,
            framework.notice,
            board.as_of.long()
        )),
        says(format!(
            "Two readings agree within tolerance where they lie at most {} ranks apart at the tariff and {} at an area's level. \
             Pupils stand here by reference alone.",
            board.tolerance.tariff, board.tolerance.area
        )),
        Block::Table(std::iter::once(header).chain(rows).collect()),
    ]
}

fn suggestions(board: &Board) -> Vec<Block> {
    let found = &board.suggestions;
    let rows = [
        (
            "Random sample: the first names a level given",
            found.random.first,
        ),
        ("Random sample: one of three does", found.random.top),
        (
            "Random sample: nothing is suggested",
            found.random.abstained,
        ),
        (
            "All blind readings: the first names a level given",
            found.all.first,
        ),
        ("All blind readings: one of three does", found.all.top),
        (
            "All blind readings: nothing is suggested",
            found.all.abstained,
        ),
        ("Shown, of officers' provisions", found.shown),
        ("Taken, of those shown", found.taken),
        (
            "Mappings with one taken, changed after the tariff was shown",
            found.revealed,
        ),
        (
            "Taken and reviewed, changed by an adjustment",
            found.adjusted,
        ),
    ];
    let rows = rows.map(|(what, share)| vec![what.to_owned(), share.words()]);
    vec![
        heading("Suggestions"),
        says(
            "Suggestions are hidden in blind reading. Tried on the provisions that moderators gave a level there, without what was judged of the same pupil: how often they would have named it.",
        ),
        table(&["What", "How many, and 95 %"], rows.to_vec(), ""),
    ]
}

/// α with its interval, or that there are too few to speak of.
fn alpha(sliced: &Sliced) -> String {
    if sliced.too_few() {
        return "too few".to_owned();
    }
    let found = &sliced.agreement;
    let Some(alpha) = found.alpha_ordinal else {
        return "not defined".to_owned();
    };
    found.alpha_ordinal_interval.map_or_else(
        || format!("{alpha:.3}"),
        |(low, high)| format!("{alpha:.3} ({low:.3} to {high:.3})"),
    )
}

fn agreement(board: &Board, framework: &Framework) -> Vec<Block> {
    let header = [
        "Of",
        "What",
        "Read twice",
        "α ordinal (95 %)",
        "AC2, linear",
        "The same",
        "Within one",
        "Who reads higher",
    ];
    let row = |one: &Sliced| {
        let name = one.slice.name(framework);
        let ac2 = one.agreement.ac2_linear.filter(|_| !one.too_few());
        let of = one.agreement.units;
        vec![
            name.unwrap_or_else(|| NO_NAME.to_owned()),
            one.measure.words(framework),
            of.to_string(),
            alpha(one),
            ac2.map_or("–".to_owned(), |ac2| format!("{ac2:.3}")),
            format!("{} of {of}", one.same()),
            format!("{} of {of}", one.within_one()),
            one.higher_words(),
        ]
    };
    let rows = board.agreement.iter().map(row).collect();
    let none =
        "No plan of a random sample has been read twice yet, so nothing is said of agreement.";
    let mut blocks = vec![
        heading("Agreement"),
        says(
            "Officers against moderators who read blind, on the random samples alone. α (Krippendorff, ordinal) is 1 where all \
             agree and 0 where agreement is no better than chance; AC2 (Gwet, linear) is the same question, less moved by \
             rare levels. Fewer than 30 plans are too few, and only counted.",
        ),
        table(&header, rows, none),
    ];
    let whole = board.agreement.iter().filter(|one| one.slice == Slice::All);
    for one in whole {
        blocks.extend(crossed(one, framework));
    }
    blocks
}

/// How often each rank of the officers stood beside each of the moderators.
fn crossed(one: &Sliced, framework: &Framework) -> [Block; 2] {
    let scale = one.measure.scale(framework);
    let header = std::iter::once("officers ↓ moderators →".to_owned()).chain(scale.clone());
    let mut rows: Vec<Vec<String>> = vec![header.collect()];
    for (name, counts) in scale.into_iter().zip(&one.agreement.table) {
        let cells = counts.iter().map(u64::to_string);
        rows.push(std::iter::once(name).chain(cells).collect());
    }
    let title = format!("{}: both readings", one.measure.words(framework));
    [Block::Heading(3, title), Block::Table(rows)]
}
