//! Workbooks being written: sheets of texts, cells to be filled in, and the lists that these are chosen from.

mod chart;

pub(super) use self::chart::Bars;
use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};

use super::table::guard::guarded;
use crate::domain::exact::Money;
use crate::domain::printable::printable;

/// The most characters of a text that a cell takes; a spreadsheet holds 32,767.
const LONGEST: usize = 32_000;

/// How high a line of a text is, in pixels, and how many lines a row has at most: a spreadsheet's are no higher.
const LINE: u32 = 20;
const MOST: u32 = 27;

/// The day that every workbook says it was made on: the same contents are the same bytes.
const MADE: (u16, u8, u8) = (2026, 1, 1);

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A heading.
    Title(String),
    /// A text, broken into lines where it is long.
    Text(String),
    /// A number.
    Number(u32),
    /// An exact number, in figures.
    Exact(String),
    /// An amount in pounds and pence.
    Money(Money),
    /// The sum of the cells above it in its column, as a formula that says so; an amount or a count.
    Sum {
        /// What they sum to.
        sum: Box<Cell>,
        /// The first and the last row that are summed, from 0.
        rows: (u32, u32),
    },
    /// A cell to be filled in, and what stands there so far.
    Answer(String),
}

/// Where the values of a list stand: a column of a sheet, from its first row on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// The sheet's name.
    pub(super) sheet: &'static str,
    /// The column, from 0.
    pub(super) column: u16,
    /// How many values there are.
    pub(super) count: usize,
}

/// Cells of one column that are chosen from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The first and the last row, from 0.
    pub(super) rows: (u32, u32),
    /// The column, from 0.
    pub(super) column: u16,
    /// The list.
    pub(super) from: Source,
    /// What is said where something else is typed.
    pub(super) told: &'static str,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: Cow<'static, str>,
    /// Its rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How wide its columns are, in characters.
    pub(super) widths: Vec<u16>,
    /// How many rows stay in sight at the top.
    pub(super) frozen: u32,
    /// The cells that are chosen from lists.
    pub(super) choices: Vec<Choice>,
    /// The bar chart of its rows.
    pub(super) bars: Option<Bars>,
    /// Whether it is out of sight.
    pub(super) hidden: bool,
}

impl Sheet {
    /// Begins a sheet of columns so wide.
    pub(super) fn new(name: impl Into<Cow<'static, str>>, widths: &[u16]) -> Self {
        Self {
            name: name.into(),
            rows: Vec::new(),
            widths: widths.to_vec(),
            frozen: 0,
            choices: Vec::new(),
            bars: None,
            hidden: false,
        }
    }
}

/// How cells look.
struct Looks {
    title: Format,
    text: Format,
    money: Format,
    answer: Format,
}

/// Writes a workbook; the same sheets give the same bytes.
pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(MADE.0, MADE.1, MADE.2)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let looks = Looks {
        title: Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        money: Format::new()
            .set_num_format("£#,##0.00")
            .set_align(FormatAlign::Top),
        answer: Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00FF_F8DC))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF)),
    };
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet, &looks)?;
    }
    workbook.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    page.set_name(sheet.name.as_ref())?.set_hidden(sheet.hidden);
    for (width, column) in sheet.widths.iter().zip(0..) {
        page.set_column_width(column, *width)?;
    }
    if sheet.frozen > 0 {
        page.set_freeze_panes(sheet.frozen, 0)?;
    }
    for (row, at) in sheet.rows.iter().zip(0..) {
        for (cell, column) in row.iter().zip(0..) {
            put(page, (at, column), cell, looks)?;
        }
        if let Some(lines) = lines(row, &sheet.widths) {
            page.set_row_height_pixels(at, lines * LINE)?;
        }
    }
    for choice in &sheet.choices {
        let (first, last) = choice.rows;
        let list = DataValidation::new()
            .allow_list_formula(Formula::new(reference(choice.from)))
            .set_error_title("Choose from the list")?
            .set_error_message(choice.told)?;
        page.add_data_validation(first, choice.column, last, choice.column, &list)?;
    }
    if let Some(bars) = &sheet.bars {
        chart::put(page, &sheet.name, bars)?;
    }
    page.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How many lines a row's texts take where they take several; not every spreadsheet finds that out by itself. Nothing of a
/// row that is to be filled in, which must be able to grow.
fn lines(row: &[Cell], widths: &[u16]) -> Option<u32> {
    if row.iter().any(|cell| matches!(cell, Cell::Answer(_))) {
        return None;
    }
    let of = |(cell, width): (&Cell, &u16)| match cell {
        Cell::Title(text) | Cell::Text(text) => {
            // Some letters are wider than a figure, by which widths are measured, and words break early.
            let room = usize::from(*width).max(1);
            let lines = text
                .lines()
                .map(|line| line.chars().count().div_ceil(room).max(1));
            lines.sum()
        }
        Cell::Number(_) | Cell::Exact(_) | Cell::Money(_) | Cell::Sum { .. } | Cell::Answer(_) => 1,
    };
    let most: usize = row.iter().zip(widths).map(of).max()?;
    (most > 1).then(|| u32::try_from(most).unwrap_or(MOST).min(MOST))
}

fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Title(text) => {
            page.write_string_with_format(row, column, shown(text), &looks.title)?;
        }
        Cell::Text(text) if text.is_empty() => {}
        Cell::Text(text) => {
            page.write_string_with_format(row, column, shown(text), &looks.text)?;
        }
        Cell::Number(number) => {
            page.write_number_with_format(row, column, *number, &looks.text)?;
        }
        Cell::Exact(figures) => figure(page, (row, column), figures, &looks.text)?,
        Cell::Money(money) => figure(page, (row, column), &money.in_pounds(), &looks.money)?,
        Cell::Sum { sum, rows } => {
            let Some((figures, look)) = summed(sum, looks) else {
                return put(page, (row, column), sum, looks);
            };
            let (letters, first, last) = (letters(column), rows.0 + 1, rows.1 + 1);
            let formula = Formula::new(format!("=SUM({letters}{first}:{letters}{last})"));
            page.write_formula_with_format(row, column, formula.set_result(figures), look)?;
        }
        Cell::Answer(text) if text.is_empty() => {
            page.write_blank(row, column, &looks.answer)?;
        }
        Cell::Answer(text) => {
            page.write_string_with_format(row, column, shown(text), &looks.answer)?;
        }
    }
    Ok(())
}

/// The figures of a cell that is a number, and how it looks.
fn summed<'a>(cell: &Cell, looks: &'a Looks) -> Option<(String, &'a Format)> {
    match cell {
        Cell::Number(number) => Some((number.to_string(), &looks.text)),
        Cell::Exact(figures) => Some((figures.clone(), &looks.text)),
        Cell::Money(money) => Some((money.in_pounds(), &looks.money)),
        Cell::Title(_) | Cell::Text(_) | Cell::Sum { .. } | Cell::Answer(_) => None,
    }
}

/// Writes a number from its figures: a spreadsheet keeps the nearest binary one, so that nothing is reckoned on the way.
fn figure(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    figures: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    match figures.parse::<f64>() {
        Ok(number) => page.write_number_with_format(row, column, number, look)?,
        Err(_) => page.write_string_with_format(row, column, shown(figures), look)?,
    };
    Ok(())
}

/// A text as a cell takes it: it does not run as a formula, has no character that XML has not, and is not too long.
fn shown(text: &str) -> String {
    let seen = text.chars().map(|c| match c {
        '\n' | '\t' => c,
        c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => ' ',
        c => c,
    });
    let text: String = seen.collect();
    let text = printable(&text).into_owned();
    // A spreadsheet counts in UTF-16, of which no character takes more than two.
    let short = match text.char_indices().nth(LONGEST / 2) {
        Some((end, _)) if text.encode_utf16().count() > LONGEST => {
            let head = text.get(..end).unwrap_or_default();
            format!("{head} … (cut here; the plan has the rest)")
        }
        Some(_) | None => text,
    };
    guarded(&short).into_owned()
}

/// The cells of a list, as a formula names them: `='Lists'!$A$1:$A$7`.
fn reference(source: Source) -> String {
    let letters = letters(source.column);
    format!(
        "='{}'!${letters}$1:${letters}${}",
        source.sheet,
        source.count.max(1)
    )
}

/// The letters of a column: A, Z, AA.
fn letters(column: u16) -> String {
    let mut left = u32::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let one = (left - 1) % 26;
        letters.extend(char::from_digit(one + 10, 36).map(|c| c.to_ascii_uppercase()));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::workbook::Workbook as Read;

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_does() {
        let case = |column, expected: &str| assert_eq!(letters(column), expected);
        case(0, "A");
        case(25, "Z");
        case(26, "AA");
        case(701, "ZZ");
        case(702, "AAA");
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let case = |row: &[Cell], expected| assert_eq!(lines(row, &[10, 20]), expected, "{row:?}");
        case(&[], None);
        case(&[text("ten signs."), text(&"x".repeat(20))], None);
        case(&[text("eleven sign"), text(&"x".repeat(41))], Some(3));
        case(&[text("a\nb"), Cell::Number(7)], Some(2));
        case(&[text(&"x".repeat(90_000))], Some(MOST));
        case(&[text("eleven sign"), Cell::Answer(String::new())], None);
    }

    #[test]
    fn what_is_written_is_read_and_does_not_run() {
        let mut sheet = Sheet::new("One", &[10, 20]);
        let text = |text: &str| Cell::Text(text.to_owned());
        sheet.rows.push(vec![text("=1+1"), text("a\nb\u{7}c")]);
        sheet.rows.push(vec![text(""), Cell::Number(7)]);
        sheet.rows.push(vec![text(&"long".repeat(10_000))]);
        let bytes = write(std::slice::from_ref(&sheet)).unwrap();
        assert_eq!(bytes, write(&[sheet]).unwrap());
        let mut read = Read::open(bytes).unwrap();
        let mut rows = Vec::new();
        read.rows("One", 2, &mut |row| {
            rows.push(row.cells().map(str::to_owned).collect::<Vec<_>>());
            true
        })
        .unwrap();
        assert_eq!(rows[0], ["=1+1", "a\nb c"]);
        assert_eq!(rows[1], ["", "7"]);
        assert!(rows[2][0].ends_with("(cut here; the plan has the rest)"));
    }
}
