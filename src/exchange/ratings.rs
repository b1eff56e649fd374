//! A table of readings: a row a pupil, a column a reader; blank where one did not read.

use super::encoding;
use super::fault::{Cause, Fault};
use super::table::{Row, Table};
use crate::domain::agreement::Readings;

/// Reads a table `unit,r1,r2,…` on a declared scale, lowest level first.
pub fn read(file: &str, bytes: &[u8], levels: &[String]) -> Result<Readings, Fault> {
    readings(bytes, levels).map_err(|cause| cause.of(file))
}

fn readings(bytes: &[u8], levels: &[String]) -> Result<Readings, Cause> {
    let text = encoding::text(bytes)?;
    let mut table = Table::open(&text)?;
    let columns = table.header().len();
    if columns < 3 {
        let what = "has fewer than two readers; write a row a pupil: unit,r1,r2 and more";
        return Err(Cause::Unread(what.to_owned()));
    }
    let readers: Vec<String> = (1..columns)
        .map(|column| table.header().cell(column).trim().to_owned())
        .collect();
    let mut units = Vec::new();
    let mut row = Row::default();
    while table.read_row(&mut row)? {
        let mut unit = Vec::with_capacity(readers.len());
        for (reader, column) in readers.iter().zip(1..) {
            unit.push(level(row.cell(column), levels).map_err(|cell| {
                let cell: String = cell.chars().take(SHOWN).collect();
                Cause::Unread(format!(
                    "row {}, column \"{reader}\": \"{cell}\" is none of the levels {}; blank means not read",
                    row.number(),
                    levels.join(", ")
                ))
            })?);
        }
        if !row.is_empty() {
            units.push(unit);
        }
    }
    Ok(Readings {
        levels: levels.len(),
        units,
    })
}

/// How much of a cell is repeated.
const SHOWN: usize = 60;

/// The place of a cell's level on the scale; nothing for a blank one.
fn level<'a>(cell: &'a str, levels: &[String]) -> Result<Option<usize>, &'a str> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let place = levels.iter().position(|level| level == cell);
    place.map(Some).ok_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Vec<String> {
        ["L1", "U1", "L2"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_row_is_a_pupil_and_blank_is_not_read() {
        let text = "unit,ada,ben,cy\nK-1,L1,U1,\nK-2, L2 ,,U1\n";
        let readings = read("t", text.as_bytes(), &scale()).unwrap();
        assert_eq!(readings.levels, 3);
        assert_eq!(
            readings.units,
            [[Some(0), Some(1), None], [Some(2), None, Some(1)]]
        );
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let fault = read("t.csv", text.as_bytes(), &scale()).unwrap_err();
        assert!(fault.to_string().contains(expected), "{fault}");
    }

    #[test]
    fn a_level_off_the_scale_is_named_with_its_row_and_column() {
        refused(
            "unit,ada,ben\nK-1,L1,U1\nK-2,L1,U9\n",
            "\"t.csv\" row 3, column \"ben\": \"U9\" is none of the levels L1, U1, L2",
        );
        refused("unit,ada\nK-1,L1\n", "fewer than two readers");
    }
}
