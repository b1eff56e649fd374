//! The estimate as a workbook: its provenance, the tariffs with a chart and its intervals, and the table.

use std::io;

use super::rows::COLUMNS;
use super::source;
use crate::domain::distribution::Provenance;
use crate::domain::distribution::estimate::{EstimateRelease, Figures, Laid, ShownLine, ShownPart};
use crate::exchange::distribution::book::{figure, number, titles};
use crate::exchange::sheets::{self, Bars, Cell, Sheet};

/// Writes the workbook; the same numbers are the same bytes.
pub(super) fn bytes(
    laid: &Laid,
    release: &EstimateRelease,
    from: &Provenance,
) -> io::Result<Vec<u8>> {
    let mut pages = vec![provenance(laid, release, from)];
    pages.extend(release.whole.as_ref().map(tariffs));
    pages.push(table(release));
    sheets::write(&pages).map_err(io::Error::other)
}

fn provenance(laid: &Laid, release: &EstimateRelease, from: &Provenance) -> Sheet {
    let mut sheet = Sheet::new("Provenance", &[24, 90]);
    sheet.rows.push(titles(["what", "value"]));
    for (key, value) in source::lines(laid, release, from) {
        let row = vec![Cell::Text(key.replace('_', " ")), Cell::Text(value)];
        sheet.rows.push(row);
    }
    sheet.frozen = 1;
    sheet
}

/// An outcome a row: how many are mapped, how many of all are expected, the interval, and how far its ends are from what is
/// expected, which the chart asks for.
fn tariffs(whole: &ShownPart) -> Sheet {
    let mut sheet = Sheet::new("Tariffs", &[24, 12, 12, 12, 12, 12, 12]);
    let heads = [
        "tariff", "mapped", "expected", "low", "high", "below", "above",
    ];
    sheet.rows.push(titles(heads));
    for line in &whole.lines {
        let mut row = vec![
            Cell::Text(line.outcome.words().to_owned()),
            figure(line.count),
        ];
        match &line.figures {
            Ok(figures) => {
                let (expected, (low, high)) = (figures.expected, figures.alone.pupils);
                let numbers = [
                    expected,
                    low,
                    high,
                    expected.saturating_sub(low),
                    high.saturating_sub(expected),
                ];
                row.extend(numbers.map(number));
            }
            Err(mark) => row.extend([(); 3].map(|()| Cell::Text(mark.to_string()))),
        }
        sheet.rows.push(row);
    }
    sheet.frozen = 1;
    sheet.bars = Some(Bars {
        title: "Pupils of all in scope by tariff",
        count: whole.lines.len(),
        numbers: 2,
        ends: Some((5, 6)),
        place: 8,
    });
    sheet
}

fn table(release: &EstimateRelease) -> Sheet {
    let mut widths = vec![24; release.by.len() + 1];
    widths.resize(release.by.len() + 1 + COLUMNS.len(), 12);
    let mut sheet = Sheet::new("Estimate", &widths);
    let head = release.by.iter().map(|by| by.code());
    sheet
        .rows
        .push(titles(head.chain(["tariff"]).chain(COLUMNS)));
    for part in &release.parts {
        for line in &part.lines {
            sheet.rows.push(row(part, line));
        }
    }
    sheet.frozen = 1;
    sheet
}

fn row(part: &ShownPart, line: &ShownLine) -> Vec<Cell> {
    let mut row: Vec<Cell> = part.keys.iter().cloned().map(Cell::Text).collect();
    row.extend([
        Cell::Text(line.outcome.code().to_owned()),
        figure(line.count),
    ]);
    match &line.figures {
        Ok(figures) => row.extend(numbers(figures)),
        Err(mark) => row.extend([(); 10].map(|()| Cell::Text(mark.to_string()))),
    }
    row.extend([
        Cell::Text(part.come_by.code().to_owned()),
        number(part.step),
    ]);
    row
}

fn numbers(figures: &Figures) -> Vec<Cell> {
    let exact = |share: f64| Cell::Exact(source::six(share));
    let mut row = vec![exact(figures.share), number(figures.expected)];
    for bounds in [figures.alone, figures.together] {
        row.extend([exact(bounds.share.0), exact(bounds.share.1)]);
        row.extend([number(bounds.pupils.0), number(bounds.pupils.1)]);
    }
    row
}
