//! The estimate as a page: its provenance, how to read it, the chart and the table.

use super::source;
use crate::domain::distribution::Provenance;
use crate::domain::distribution::disclosure::Shown;
use crate::domain::distribution::estimate::{EstimateRelease, Laid, ShownLine, ShownPart};
use crate::domain::exact::grouped;
use crate::exchange::distribution::bars;
use crate::exchange::document::{Block, Document};
use crate::exchange::{html, markdown};

/// Writes one page that needs nothing beside itself.
pub(super) fn html(laid: &Laid, release: &EstimateRelease, from: &Provenance) -> String {
    let picture = release.whole.as_ref();
    let picture = picture.map_or_else(String::new, |whole| bars::picture(&source::bars(whole)));
    html::page_around(&before(laid, release, from), &picture, &table(release))
}

/// Writes the page as Markdown.
pub(super) fn markdown(laid: &Laid, release: &EstimateRelease, from: &Provenance) -> String {
    markdown::page(&before(laid, release, from)) + &markdown::page(&table(release))
}

/// What comes before the numbers.
fn before(laid: &Laid, release: &EstimateRelease, from: &Provenance) -> Document {
    let by: Vec<&str> = release.by.iter().map(|by| by.words()).collect();
    let title = if by.is_empty() {
        "Tariffs of all in scope, estimated".to_owned()
    } else {
        format!("Tariffs of all in scope by {}, estimated", by.join(", "))
    };
    let lines = source::lines(laid, release, from).into_iter();
    let lines = lines.map(|(key, value)| vec![key.replace('_', " "), value]);
    let head = vec!["what".to_owned(), "value".to_owned()];
    let mut blocks = vec![
        Block::Heading(1, title),
        Block::Heading(2, "Where the numbers come from".to_owned()),
        Block::Table([head].into_iter().chain(lines).collect()),
        Block::Heading(2, "How to read this".to_owned()),
    ];
    let words = [
        "Mapped: how many have been read to the tariff so far, in order of priority. They are no random sample of all.",
        "Of all: how many of all in scope are expected to have it. Those known before a sample was drawn are counted; the rest is reckoned from pupils drawn at random.",
        "Between: from where to where the true number lies, 95 times in 100, for one tariff by itself. All together: the same so that it holds for every tariff at once.",
    ];
    blocks.extend(words.map(|words| Block::Bullet(words.to_owned())));
    if release.rule.is_public() {
        let words = [
            "not shown, to protect pupils: a count of 1 to 4, or what would give one away",
            "not available: there is no estimate",
        ];
        let marks = [Shown::Suppressed, Shown::NotAvailable]
            .into_iter()
            .zip(words);
        blocks.extend(marks.map(|(mark, words)| Block::Bullet(format!("{mark} {words}"))));
    }
    blocks.push(Block::Heading(2, "Pupils by tariff".to_owned()));
    Document { blocks }
}

fn table(release: &EstimateRelease) -> Document {
    let by = release.by.iter().map(|by| by.words().to_owned());
    let heads = [
        "tariff",
        "mapped",
        "of all",
        "share",
        "between (95 %)",
        "all together (95 %)",
        "how",
    ];
    let head: Vec<String> = by.chain(heads.map(str::to_owned)).collect();
    let rows = release.parts.iter().flat_map(|part| {
        let lines = part.lines.iter();
        lines.map(|line| row(release, part, line))
    });
    let table = Block::Table([head].into_iter().chain(rows).collect());
    Document {
        blocks: vec![table],
    }
}

fn row(release: &EstimateRelease, part: &ShownPart, line: &ShownLine) -> Vec<String> {
    let keys = release.by.iter().zip(&part.keys);
    let mut row: Vec<String> = keys.map(|(by, key)| by.value_words(key)).collect();
    let count = line.count.number();
    row.extend([
        line.outcome.words().to_owned(),
        count.map_or_else(|| line.count.to_string(), grouped),
    ]);
    match &line.figures {
        Ok(figures) => {
            let between =
                |(low, high): (u64, u64)| format!("{} to {}", grouped(low), grouped(high));
            row.extend([
                grouped(figures.expected),
                format!("{:.1} %", figures.share * 100.0),
                between(figures.alone.pupils),
                between(figures.together.pupils),
            ]);
        }
        Err(mark) => row.extend([(); 4].map(|()| mark.to_string())),
    }
    let step = match part.step {
        1 => String::new(),
        step => format!(", in steps of {}", grouped(step)),
    };
    row.push(format!("{}{step}", part.come_by.words()));
    row
}
