//! The estimate as a workbook: its provenance, the tariffs with a chart and its intervals, and the table.

use std::io;

use super::rows::COLUMNS;
use super::source;
use crate::domain::distribution::Provenance;
use crate::domain::distribution::estimate::{EstimateRelease, Figures, Laid, ShownLine, ShownPart};
use crate::exchange::distribution::book::{estimated, figure, number, titles};
use crate::exchange::sheets::{self, Cell, Sheet};

/// Writes the workbook; the same numbers are the same bytes.
pub(super) fn bytes(
    laid: &Laid,
    release: &EstimateRelease,
    from: &Provenance,
) -> io::Result<Vec<u8>> {
    let mut pages = vec![provenance(laid, release, from)];
    let whole = release.whole.as_ref();
    pages.extend(whole.map(|whole| estimated(&source::bars(whole))));
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
