//! The report: what was counted, each trait's table, and what the words mean.

use crate::domain::distribution::disclosure::Shown;
use crate::domain::distribution::equality::{Audience, Band, Equality, TraitLine, TraitTable};
use crate::domain::distribution::{Dimension, Provenance};
use crate::exchange::document::{Block, Document};
use crate::exchange::{html, markdown as md};

/// Writes the report as Markdown.
pub fn markdown(equality: &Equality, from: &Provenance) -> String {
    md::page(&document(equality, from))
}

/// Writes the report as one self-contained page.
pub fn page(equality: &Equality, from: &Provenance) -> String {
    html::page(&document(equality, from))
}

pub(in crate::exchange) fn document(equality: &Equality, from: &Provenance) -> Document {
    let mut blocks = head(equality, from);
    for table in &equality.tables {
        blocks.extend(by_trait(table, equality));
    }
    blocks.extend(explained(equality));
    Document { blocks }
}

fn heading(words: impl Into<String>) -> Block {
    Block::Heading(2, words.into())
}

fn says(words: impl Into<String>) -> Block {
    Block::Paragraph(words.into())
}

fn head(equality: &Equality, from: &Provenance) -> Vec<Block> {
    let when = match from.terms.as_at {
        Some(day) => format!("As it stood at the end of {}.", day.long()),
        None => format!("As of {}.", from.as_of.long()),
    };
    let mut blocks = vec![
        Block::Heading(1, "Equality assessment of the tariffs".to_owned()),
        says(format!(
            "{}, version {} ({}), file {}. {} {when} Counted in workspace {}.",
            from.title, from.version, from.framework, from.hash, from.notice, from.origin
        )),
    ];
    // Every table has the same totals: those of the first that is shown are the head's.
    let total = equality
        .tables
        .iter()
        .find_map(|table| table.total.as_ref());
    if let Some(total) = total {
        let row = |what: &str, count: Shown| vec![what.to_owned(), count.to_string()];
        blocks.push(Block::Table(vec![
            vec!["What".to_owned(), "Pupils".to_owned()],
            row("In scope of the framework", total.in_scope),
            row("Of these mapped to a tariff", total.mapped),
            row("Not mapped yet", total.not_yet),
            row("Plan cannot be mapped", total.cannot_map),
        ]));
    }
    blocks.push(says(
        "These are counts of the pupils mapped so far. Pupils are mapped in order of priority, so the mapped are no random sample \
         of all; a group that is mapped less than the others is not to be read as standing lower.",
    ));
    blocks.push(says(match equality.audience {
        Audience::Everyone => {
            "Small numbers are protected: a count of 1 to 4 is [c], and so is every count that would give one away. Every share, \
             interval and comparison is reckoned from the counts that are shown; where one is hidden, they are [x]. Publish no \
             other count of these pupils beside this report: the two could be subtracted from each other."
        }
        Audience::Office => {
            "NOT FOR PUBLICATION: every count is shown as it is, also of one to four pupils."
        }
    }));
    if equality.joins_unmapped {
        blocks.push(says(
            "Those whose plan cannot be mapped, or those not mapped yet, are fewer than five: both are told together, under \"Not yet\".",
        ));
    }
    if equality.audience == Audience::Everyone {
        blocks.push(says(
            "Groups of fewer than five, in scope or mapped, stand in one line as \"others\"; where these are still fewer than five, \
             with the next smallest group.",
        ));
    }
    let joined = equality.bands.iter().filter(|band| band.tariffs.len() > 1);
    let joined: Vec<String> = joined.map(Band::label).collect();
    if !joined.is_empty() {
        blocks.push(says(format!(
            "Tariffs that fewer than five pupils have are told together with their neighbours, in every table: {}.",
            joined.join(", ")
        )));
    }
    blocks
}

fn by_trait(table: &TraitTable, equality: &Equality) -> Vec<Block> {
    let mut blocks = vec![heading(format!("By {}", table.by.words()))];
    let Some(total) = &table.total else {
        blocks.push(says(
            "This table is held back: too few pupils are mapped, or beside the other tables it would give away a count of 1 to 4. \
             It becomes possible as more are mapped.",
        ));
        return blocks;
    };
    blocks.push(counts(table, total, equality));
    blocks.push(shares(table, total, equality));
    if table.by == Dimension::District {
        blocks.push(says(
            "The district is that of the pupil in the caseload's file; where the file gives none, that of the school.",
        ));
    }
    blocks.extend(
        table
            .lines
            .iter()
            .filter_map(|line| sentence(table, line))
            .map(Block::Bullet),
    );
    blocks
}

fn lines<'a>(table: &'a TraitTable, total: &'a TraitLine) -> impl Iterator<Item = &'a TraitLine> {
    table.lines.iter().chain([total])
}

fn tariffs(equality: &Equality) -> impl Iterator<Item = String> {
    equality.bands.iter().map(Band::label)
}

/// The pupils at each tariff, and how far the group is mapped.
fn counts(table: &TraitTable, total: &TraitLine, equality: &Equality) -> Block {
    let header = std::iter::once(capital(table.by.words()))
        .chain(tariffs(equality))
        .chain(
            [
                "Mapped",
                "Not yet",
                "Cannot map",
                "In scope",
                "Mapped of in scope",
            ]
            .map(str::to_owned),
        );
    let row = |line: &TraitLine| {
        let sums = [line.mapped, line.not_yet, line.cannot_map, line.in_scope];
        let figures = line.tariffs.iter().copied().chain(sums);
        std::iter::once(line.value.clone())
            .chain(figures.map(|figure| figure.to_string()))
            .chain([line
                .coverage()
                .map_or_else(unavailable, |share| format!("{share} %"))])
            .collect()
    };
    Block::Table(
        std::iter::once(header.collect())
            .chain(lines(table, total).map(row))
            .collect(),
    )
}

/// The share of the mapped at each tariff, with its interval.
fn shares(table: &TraitTable, total: &TraitLine, equality: &Equality) -> Block {
    let header = std::iter::once(capital(table.by.words()))
        .chain(tariffs(equality).map(|tariff| format!("{tariff}, % of mapped (95 %)")));
    let row = |line: &TraitLine| {
        let share = |at| {
            line.share(at)
                .map_or_else(unavailable, |(share, interval)| {
                    format!(
                        "{:.1} ({:.1} to {:.1})",
                        share * 100.0,
                        interval.low * 100.0,
                        interval.high * 100.0
                    )
                })
        };
        std::iter::once(line.value.clone())
            .chain((0..line.tariffs.len()).map(share))
            .collect()
    };
    Block::Table(
        std::iter::once(header.collect())
            .chain(lines(table, total).map(row))
            .collect(),
    )
}

/// What is to be said of a group: how far it is mapped, and how it stands beside all others.
fn sentence(table: &TraitTable, line: &TraitLine) -> Option<String> {
    let mut words = Vec::new();
    if table.is_mapped_less(line) {
        words.push(format!(
            "only {} % of those in scope are mapped, far fewer than of all: the group cannot be read beside the others yet",
            line.coverage()?
        ));
    }
    if let Some(compared) = line.compared {
        words.push(format!(
            "{}: of 100 pairs of a pupil of this group and one of the others, the one of this group has the higher tariff in {}, the \
             lower in {} (difference {})",
            compared.words(),
            compared.higher,
            compared.lower,
            compared.delta()
        ));
    }
    (!words.is_empty()).then(|| format!("{}: {}.", line.value, words.join("; ")))
}

fn explained(equality: &Equality) -> Vec<Block> {
    let hidden: usize = equality.tables.iter().map(|table| table.hidden).sum();
    let mut blocks = vec![heading("How to read this")];
    let words = [
        "Tariff: what the framework's rule makes of the levels that an officer, or a moderator, gave the provision in the pupil's \
         plan. T-numbers rise with need.".to_owned(),
        "Mapped: the plan has been read to a tariff. Not yet: nobody has read it. Cannot map: it was read, and no tariff follows \
         (no text, too vague, out of date).".to_owned(),
        "The interval (95 %): if the mapped pupils of a group were a random draw from very many pupils like them, the share among \
         all of those would lie in the interval 95 times in 100 (Wilson, 1927). It speaks of chance in small groups. It does not \
         speak of the pupils who are not mapped yet.".to_owned(),
        "Pairs and difference: the difference is the share of pairs higher less the share lower, from -1 to 1 (Cliff's delta): under \
         0.147 hardly any, under 0.33 somewhat, under 0.474 plain, above that much. It is given where the group and the others each \
         have 30 pupils mapped or more.".to_owned(),
        "A difference is no cause: groups differ in need, age and setting, and the tables take one trait at a time.".to_owned(),
        format!("Numbers hidden in all tables together: {hidden}."),
    ];
    blocks.extend(words.into_iter().map(Block::Bullet));
    blocks
}

fn unavailable() -> String {
    Shown::NotAvailable.to_string()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
