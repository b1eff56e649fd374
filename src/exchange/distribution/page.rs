//! The distribution as a page: its provenance, what its marks mean, the chart and the table.

use super::bars;
use super::cross::Cross;
use super::source;
use crate::domain::distribution::disclosure::{Release, Shown};
use crate::domain::distribution::{Distribution, Provenance};
use crate::domain::exact::grouped;
use crate::exchange::document::{Block, Document};
use crate::exchange::{html, markdown};

/// Writes one page that needs nothing beside itself.
pub(super) fn html(counted: &Distribution, release: &Release, from: &Provenance) -> String {
    let cross = Cross::of(counted, release);
    let before = before(counted, release, from);
    html::page_around(&before, &bars::picture(&cross.bars), &table(&cross))
}

/// Writes the page as Markdown.
pub(super) fn markdown(counted: &Distribution, release: &Release, from: &Provenance) -> String {
    let cross = Cross::of(counted, release);
    let before = before(counted, release, from);
    markdown::page(&before) + &markdown::page(&table(&cross))
}

/// What comes before the numbers.
fn before(counted: &Distribution, release: &Release, from: &Provenance) -> Document {
    let by: Vec<&str> = counted.by.iter().map(|by| by.words()).collect();
    let title = if by.is_empty() {
        "Tariff distribution".to_owned()
    } else {
        format!("Tariff distribution by {}", by.join(", "))
    };
    let lines = source::lines(counted, release, from);
    let lines = lines
        .into_iter()
        .map(|(key, value)| vec![key.replace('_', " "), value]);
    let head = vec!["what".to_owned(), "value".to_owned()];
    let mut blocks = vec![
        Block::Heading(1, title),
        Block::Heading(2, "Where the numbers come from".to_owned()),
        Block::Table([head].into_iter().chain(lines).collect()),
    ];
    if release.rule.is_public() {
        blocks.push(Block::Heading(2, "What the marks mean".to_owned()));
        let marks = [
            (
                Shown::Suppressed,
                "not shown, to protect pupils: a count of 1 to 4, or one that would give such a count away",
            ),
            (Shown::NotApplicable, "cannot apply"),
            (Shown::NotAvailable, "not available"),
        ];
        blocks.extend(marks.map(|(mark, words)| Block::Bullet(format!("{mark} {words}"))));
    }
    blocks.push(Block::Heading(2, "Pupils by tariff".to_owned()));
    Document { blocks }
}

fn table(cross: &Cross) -> Document {
    let line = cross.lines.iter().map(|line| {
        let counts = line
            .counts
            .iter()
            .map(|count| count.number().map_or_else(|| count.to_string(), grouped));
        line.keys.iter().cloned().chain(counts).collect::<Vec<_>>()
    });
    Document {
        blocks: vec![Block::Table(
            [cross.head.clone()].into_iter().chain(line).collect(),
        )],
    }
}
