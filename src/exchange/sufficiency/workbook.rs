//! Sufficiency as a workbook: what it comes to, the tariffs, the plans that cost more with their provisions, and all pupils.

use std::io;

use super::{listed, provenance, row, summary, tariffs};
use crate::domain::sufficiency::{Report, role};
use crate::exchange::sheets::{Cell, Sheet, write};

/// Gives the workbook; the same report gives the same bytes.
pub fn xlsx(report: &Report) -> io::Result<Vec<u8>> {
    let sheets = [
        about(report),
        by_tariff(report),
        plans(report),
        provisions(report),
        pupils(report),
    ];
    write(&sheets).map_err(|fault| io::Error::other(fault.to_string()))
}

fn title(words: &str) -> Cell {
    Cell::Title(words.to_owned())
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// A cell of a table of words: a number where it is one, an amount where it begins with its sign.
fn typed(words: &str) -> Cell {
    if let Ok(number) = words.parse::<u32>() {
        return Cell::Number(number);
    }
    let is_amount = words.trim_start_matches('−').starts_with('£');
    match words.replace('−', "-").parse() {
        Ok(money) if is_amount => Cell::Money(money),
        Ok(_) | Err(_) => text(words),
    }
}

fn table(name: &'static str, widths: &[u16], rows: Vec<Vec<String>>) -> Sheet {
    let mut sheet = Sheet::new(name, widths);
    sheet.frozen = 1;
    for (cells, at) in rows.into_iter().zip(0..) {
        let cell = |words: &String| if at == 0 { title(words) } else { typed(words) };
        sheet.rows.push(cells.iter().map(cell).collect());
    }
    sheet
}

fn about(report: &Report) -> Sheet {
    let mut sheet = Sheet::new("About", &[110]);
    sheet
        .rows
        .push(vec![title("Do the tariffs cover the plans?")]);
    sheet.rows.push(vec![text(summary(report))]);
    let said = provenance(report).into_iter();
    sheet.rows.extend(said.map(|said| vec![text(said)]));
    sheet
}

fn by_tariff(report: &Report) -> Sheet {
    let widths = [10, 22, 9, 9, 9, 10, 8, 16, 16, 11, 60];
    table("Tariffs", &widths, tariffs(report))
}

fn plans(report: &Report) -> Sheet {
    table(
        "Plans that cost more",
        &[14, 10, 14, 14, 14, 14, 70],
        listed(report),
    )
}

fn provisions(report: &Report) -> Sheet {
    let mut sheet = Sheet::new("Their provisions", &[14, 5, 70, 18, 8, 8, 12, 14, 40]);
    sheet.frozen = 1;
    let header = [
        "pupil",
        "n",
        "provision",
        "who",
        "adults",
        "pupils",
        "hours a year",
        "cost a year",
        "how it counts",
    ];
    sheet.rows.push(header.map(title).to_vec());
    for (one, _) in report.listed() {
        for line in &one.cost.lines {
            let (adults, pupils) = line.ratio;
            sheet.rows.push(vec![
                text(one.case.reference.as_str()),
                Cell::Number(line.n),
                text(line.text.as_str()),
                text(role(line.who)),
                Cell::Number(adults),
                Cell::Number(pupils),
                line.hours
                    .map_or_else(|| text(""), |hours| Cell::Exact(hours.to_string())),
                Cell::Money(line.cost),
                text(line.counts.words()),
            ]);
        }
    }
    sheet
}

fn pupils(report: &Report) -> Sheet {
    let mut sheet = Sheet::new("Pupils", &[14; 24]);
    sheet.frozen = 1;
    sheet.rows.push(super::HEADER.map(title).to_vec());
    for one in &report.covered {
        let cells = row(report, one);
        let amount = |at: usize| matches!(at, 8..=12 | 15 | 16 | 20);
        let cell = |(at, words): (usize, &String)| match words.parse() {
            Ok(money) if amount(at) => Cell::Money(money),
            Ok(_) | Err(_) if at == 0 => text(words.as_str()),
            Ok(_) | Err(_) => typed(words),
        };
        sheet
            .rows
            .push(cells.iter().enumerate().map(cell).collect());
    }
    sheet
}
