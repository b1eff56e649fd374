//! The distribution as a workbook: its provenance, the tariffs with a chart, the table, and the cells line by line.

use std::io;

use super::cross::{Bar, Cross, Whisker};
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

/// A tariff a row, and the chart of them.
pub(in crate::exchange) fn tariffs(bars: &[Bar]) -> Sheet {
    if bars.iter().any(|bar| bar.estimate.is_some()) {
        return estimated(bars);
    }
    let mut sheet = Sheet::new(TARIFFS, &[24, 12, 12, 12, 12, 12]);
    sheet.rows.push(titles(["tariff", "count"]));
    for bar in bars {
        sheet
            .rows
            .push(vec![Cell::Text(bar.name.clone()), figure(bar.count)]);
    }
    sheet.frozen = 1;
    sheet.bars = Some(Bars {
        title: "Pupils by tariff",
        count: bars.len(),
        numbers: 1,
        ends: None,
        place: 7,
    });
    sheet
}

/// A tariff a row: how many are mapped, how many of all are expected, the interval, and how far its ends are from what is
/// expected, which the chart asks for.
pub(in crate::exchange) fn estimated(bars: &[Bar]) -> Sheet {
    let mut sheet = Sheet::new(TARIFFS, &[24, 12, 12, 12, 12, 12, 12]);
    let heads = [
        "tariff", "mapped", "expected", "low", "high", "below", "above",
    ];
    sheet.rows.push(titles(heads));
    for bar in bars {
        let mut row = vec![Cell::Text(bar.name.clone()), figure(bar.count)];
        if let Some(Whisker { expected, ends }) = bar.estimate {
            let (low, high) = ends;
            let numbers = [
                expected,
                low,
                high,
                expected.saturating_sub(low),
                high.saturating_sub(expected),
            ];
            row.extend(numbers.map(number));
        } else {
            let mark = bar.count.mark().map_or(Shown::NotAvailable, |_| bar.count);
            row.extend([(); 3].map(|()| Cell::Text(mark.to_string())));
        }
        sheet.rows.push(row);
    }
    sheet.frozen = 1;
    sheet.bars = Some(Bars {
        title: "Pupils of all in scope by tariff",
        count: bars.len(),
        numbers: 2,
        ends: Some((5, 6)),
        place: 8,
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
    let head = counted.by.iter().map(|by| by.code());
    sheet
        .rows
        .push(titles(head.chain(["tariff", "route", "count"])));
    for row in rows {
        let text = |text: Option<&str>| Cell::Text(text.unwrap_or(ALL).to_owned());
        let mut cells: Vec<Cell> = row.keys.iter().map(|key| text(key.as_deref())).collect();
        cells.push(text(row.tariff.as_ref().map(TariffId::as_str)));
        cells.push(text(row.route.map(Route::code)));
        cells.push(figure(row.count));
        sheet.rows.push(cells);
    }
    sheet.frozen = 1;
    sheet
}

pub(in crate::exchange) fn titles<'a>(heads: impl IntoIterator<Item = &'a str>) -> Vec<Cell> {
    let heads = heads.into_iter();
    heads.map(|head| Cell::Title(head.to_owned())).collect()
}

pub(in crate::exchange) fn figure(shown: Shown) -> Cell {
    match shown.number() {
        Some(count) => number(count),
        None => Cell::Text(shown.to_string()),
    }
}

pub(in crate::exchange) fn number(count: u64) -> Cell {
    u32::try_from(count).map_or_else(|_| Cell::Text(count.to_string()), Cell::Number)
}
