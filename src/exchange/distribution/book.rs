//! The distribution as a workbook: its provenance, the tariffs with a chart, the table, and the cells line by line.

use std::io;

use super::cross::{Bar, Cross};
use super::long::ALL;
use super::source;
use crate::domain::distribution::disclosure::{Release, Shown, ShownRow};
use crate::domain::distribution::{Distribution, Provenance};
use crate::domain::framework::Route;
use crate::domain::identity::TariffId;
use crate::exchange::sheets::{self, Bars, Cell, Sheet};

/// The name of the sheet with the chart.
const TARIFFS: &str = "Tariffs";

/// Writes the workbook; the same numbers are the same bytes.
pub(super) fn bytes(
    counted: &Distribution,
    release: &Release,
    from: &Provenance,
) -> io::Result<Vec<u8>> {
    let cross = Cross::of(counted, release);
    let mut pages = vec![
        provenance(counted, release, from),
        tariffs(&cross.bars),
        table(counted, &cross),
    ];
    pages.push(cells("Cells", counted, &release.rows));
    pages.push(cells("Totals", counted, &release.totals));
    sheets::write(&pages).map_err(io::Error::other)
}

fn provenance(counted: &Distribution, release: &Release, from: &Provenance) -> Sheet {
    let mut sheet = Sheet::new("Provenance", &[24, 90]);
    sheet.rows.push(titles(["what", "value"]));
    for (key, value) in source::lines(counted, release, from) {
        sheet
            .rows
            .push(vec![Cell::Text(key.replace('_', " ")), Cell::Text(value)]);
    }
    sheet.frozen = 1;
    sheet
}

/// A tariff a row, with the ends of its interval and how far these are from the count, which the chart asks for.
pub(in crate::exchange) fn tariffs(bars: &[Bar]) -> Sheet {
    let mut sheet = Sheet::new(TARIFFS, &[24, 12, 12, 12, 12, 12]);
    let with_intervals = bars.iter().any(|bar| bar.interval.is_some());
    let ends: &[&str] = if with_intervals {
        &["low", "high", "below", "above"]
    } else {
        &[]
    };
    sheet
        .rows
        .push(titles(["tariff", "count"].iter().chain(ends).copied()));
    for bar in bars {
        let mut row = vec![Cell::Text(bar.name.clone()), figure(bar.count)];
        if let (Some((low, high)), Some(count)) = (bar.interval, bar.count.number()) {
            let ends = [
                low,
                high,
                count.saturating_sub(low),
                high.saturating_sub(count),
            ];
            row.extend(ends.map(number));
        }
        sheet.rows.push(row);
    }
    sheet.frozen = 1;
    sheet.bars = Some(Bars {
        title: "Pupils by tariff",
        count: bars.len(),
        with_intervals,
    });
    sheet
}

fn table(counted: &Distribution, cross: &Cross) -> Sheet {
    let mut widths = vec![24; counted.by.len()];
    widths.resize(cross.head.len(), 12);
    let mut sheet = Sheet::new("Table", &widths);
    sheet
        .rows
        .push(titles(cross.head.iter().map(String::as_str)));
    for line in &cross.lines {
        let keys = line.keys.iter().cloned().map(Cell::Text);
        let counts = line.counts.iter().copied().map(figure);
        sheet.rows.push(keys.chain(counts).collect());
    }
    sheet.frozen = 1;
    sheet
}

fn cells(name: &'static str, counted: &Distribution, rows: &[ShownRow]) -> Sheet {
    let mut widths = vec![24; counted.by.len()];
    widths.resize(counted.by.len() + 5, 12);
    let mut sheet = Sheet::new(name, &widths);
    let with_intervals = rows.iter().any(|row| row.interval().is_some());
    let head = counted.by.iter().map(|by| by.code());
    let head = head.chain(["tariff", "route", "count"]);
    let ends: &[&str] = if with_intervals {
        &["low", "high"]
    } else {
        &[]
    };
    sheet.rows.push(titles(head.chain(ends.iter().copied())));
    for row in rows {
        let text = |text: Option<&str>| Cell::Text(text.unwrap_or(ALL).to_owned());
        let mut cells: Vec<Cell> = row.keys.iter().map(|key| text(key.as_deref())).collect();
        cells.push(text(row.tariff.as_ref().map(TariffId::as_str)));
        cells.push(text(row.route.map(Route::code)));
        cells.push(figure(row.count));
        if let Some((low, high)) = row.interval() {
            cells.extend([low, high].map(number));
        }
        sheet.rows.push(cells);
    }
    sheet.frozen = 1;
    sheet
}

fn titles<'a>(heads: impl IntoIterator<Item = &'a str>) -> Vec<Cell> {
    let heads = heads.into_iter();
    heads.map(|head| Cell::Title(head.to_owned())).collect()
}

fn figure(shown: Shown) -> Cell {
    match shown.number() {
        Some(count) => number(count),
        None => Cell::Text(shown.to_string()),
    }
}

fn number(count: u64) -> Cell {
    u32::try_from(count).map_or_else(|_| Cell::Text(count.to_string()), Cell::Number)
}
