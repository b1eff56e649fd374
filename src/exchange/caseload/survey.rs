//! What a table shows of itself before it comes in: headers, first cells, guesses, words for settings.

use std::collections::HashMap;

use super::super::fault::{Cause, Fault};
use super::super::table::Row;
use super::cell;
use super::columns::Columns;
use super::guess;
use super::opened::Opened;
use crate::domain::column::Column;
use crate::domain::columns::{ColumnMap, Use, plain};
use crate::domain::day::Day;
use crate::domain::place::Setting;
use crate::domain::survey::{Heading, Survey, Why, Word};

/// By how many rows the cells of a column are told.
const TOLD_BY: usize = 200;

/// How many cells of a column are shown.
const SAMPLES: usize = 3;

/// The most letters of a cell that is shown.
const SHOWN: usize = 200;

/// The most words for settings that are listed; more are no words for settings.
const MOST_WORDS: usize = 50;

/// The columns that hold kinds of place.
const PLACES: [Column; 2] = [Column::Setting, Column::NextSetting];

impl Opened<'_> {
    /// Surveys the table, by a saved map of a name where there is one.
    pub fn survey(mut self, today: Day, map: Option<(&str, &ColumnMap)>) -> Result<Survey, Fault> {
        let surveyed = surveyed(&mut self, today, map);
        surveyed.map_err(|cause| cause.of(&self.file))
    }
}

fn surveyed(
    opened: &mut Opened<'_>,
    today: Day,
    map: Option<(&str, &ColumnMap)>,
) -> Result<Survey, Cause> {
    let (name, map) = (
        map.map(|(name, _)| name.to_owned()),
        map.map(|(_, map)| map),
    );
    let Some((at, top)) = opened.surveyed(map) else {
        return Err(Cause::NoIdentity(String::new()));
    };
    let (sheet, row) = (top.sheet.clone(), top.header.number());
    let headers: Vec<String> = top.header.cells().map(str::to_owned).collect();
    let cells = first_cells(opened, at, headers.len())?;
    let headings = headings(&headers, &cells, map, today);
    let (rows, words) = words(opened, at, &headings, map)?;
    Ok(Survey {
        file: opened.file.clone(),
        sheet,
        row,
        rows,
        headings,
        words,
        map: name,
    })
}

/// The first cells of each column that hold anything.
fn first_cells(
    opened: &mut Opened<'_>,
    at: usize,
    columns: usize,
) -> Result<Vec<Vec<String>>, Cause> {
    let mut cells = vec![Vec::new(); columns];
    let mut rows = 0;
    opened.each(at, &mut |row: &Row| {
        for (cells, cell) in cells.iter_mut().zip(row.cells()) {
            if !cell.is_empty() {
                cells.push(cell.chars().take(SHOWN).collect());
            }
        }
        rows += 1;
        rows < TOLD_BY
    })?;
    Ok(cells)
}

fn headings(
    headers: &[String],
    cells: &[Vec<String>],
    map: Option<&ColumnMap>,
    today: Day,
) -> Vec<Heading> {
    let told: Vec<Option<Use>> = (headers.iter())
        .map(|header| Columns::told(header, map))
        .collect();
    let untold = headers.iter().zip(cells).zip(&told);
    let untold = untold.filter(|((header, _), told)| told.is_none() && !header.is_empty());
    let untold: Vec<(&str, &[String])> = untold
        .map(|((header, cells), _)| (header.as_str(), cells.as_slice()))
        .collect();
    let taken: Vec<Column> = told
        .iter()
        .flatten()
        .filter_map(|told| told.column())
        .collect();
    let mut guesses = guess::shared_out(&untold, &taken, today).into_iter();
    let mut headings = Vec::new();
    for (((place, header), cells), told) in (1..).zip(headers).zip(cells).zip(told) {
        let guess = if told.is_none() && !header.is_empty() {
            guesses.next().flatten()
        } else {
            None
        };
        let mapped = map.is_some_and(|map| map.of(header).is_some());
        let guessed = guess.map(|(_, shape)| shape.map_or(Why::Alike, Why::Values));
        let known = told.map(|_| if mapped { Why::Mapped } else { Why::Named });
        headings.push(Heading {
            header: header.clone(),
            place,
            samples: samples(cells),
            told,
            why: known.or(guessed),
            guess: guess.map(|(column, _)| column),
        });
    }
    headings
}

/// The first cells that say something else than those before.
fn samples(cells: &[String]) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in cells {
        if samples.len() < SAMPLES && !samples.contains(cell) {
            samples.push(cell.clone());
        }
    }
    samples
}

/// Counts the rows, and lists the words for settings that nothing tells.
fn words(
    opened: &mut Opened<'_>,
    at: usize,
    headings: &[Heading],
    map: Option<&ColumnMap>,
) -> Result<(u64, Vec<Word>), Cause> {
    let own: HashMap<String, Setting> = map.into_iter().flat_map(ColumnMap::words).collect();
    let is_place = |heading: &&Heading| {
        let column = heading.told.map_or(heading.guess, Use::column);
        column.is_some_and(|column| PLACES.contains(&column))
    };
    let places: Vec<usize> = headings
        .iter()
        .filter(is_place)
        .map(|heading| heading.place - 1)
        .collect();
    let mut rows = 0;
    let mut words: Vec<Word> = Vec::new();
    opened.each(at, &mut |row: &Row| {
        rows += 1;
        for word in places.iter().map(|place| row.cell(*place)) {
            if word.is_empty() || cell::setting(word).is_some() || own.contains_key(&plain(word)) {
                continue;
            }
            let known = words.iter_mut().find(|known| known.word == word);
            if let Some(known) = known {
                known.count += 1;
            } else if words.len() < MOST_WORDS {
                words.push(Word {
                    word: word.to_owned(),
                    count: 1,
                    guess: guess::setting(word),
                });
            }
        }
        true
    })?;
    Ok((rows, words))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::tests::whole;
    use super::*;
    use crate::domain::survey::Shape;

    fn survey(text: &str, map: Option<&ColumnMap>) -> Survey {
        let today = "2026-11-02".parse().unwrap();
        let opened = Opened::of("a.csv", Cursor::new(text)).unwrap();
        opened
            .survey(today, map.map(|map| ("county", map)))
            .unwrap()
    }

    const TABLE: &str = "\
Child ID,Born,Setting type,upn,Remarks
C-1,2015-02-28,SRP - Unit,,
C-2,,special,B801200005001,late
C-3,2012-05-03,SRP - Unit,,
C-4,2013-05-03,Boat,,
";

    #[test]
    fn headers_are_told_guessed_or_left_open() {
        let survey = survey(TABLE, None);
        let told: Vec<_> = (survey.headings.iter())
            .map(|one| (one.header.as_str(), one.told, one.guess, one.why))
            .collect();
        assert_eq!(
            told,
            [
                ("Child ID", None, Some(Column::Ref), Some(Why::Alike)),
                (
                    "Born",
                    None,
                    Some(Column::Dob),
                    Some(Why::Values(Shape::Births))
                ),
                (
                    "Setting type",
                    None,
                    Some(Column::Setting),
                    Some(Why::Alike)
                ),
                ("upn", Some(Use::As(Column::Upn)), None, Some(Why::Named)),
                ("Remarks", None, None, None),
            ]
        );
        assert_eq!(survey.headings[0].samples, ["C-1", "C-2", "C-3"]);
        assert_eq!(survey.headings[4].samples, ["late"]);
        assert_eq!((survey.row, survey.rows), (1, 4));
        let words: Vec<_> = (survey.words.iter())
            .map(|one| (one.word.as_str(), one.count, one.guess))
            .collect();
        assert_eq!(
            words,
            [("SRP - Unit", 2, Some(Setting::Srp)), ("Boat", 1, None)]
        );
        assert!(!survey.is_settled());
    }

    #[test]
    fn a_map_settles_a_survey() {
        let map = survey(TABLE, None).proposal();
        let mapped = survey(TABLE, Some(&map));
        assert!(mapped.is_settled());
        assert_eq!(mapped.map.as_deref(), Some("county"));
        assert_eq!(mapped.headings[0].why, Some(Why::Mapped));
        assert_eq!(mapped.words.len(), 1);
    }

    #[test]
    fn a_map_is_how_the_table_is_read() {
        let map = survey(TABLE, None).proposal();
        let today = "2026-11-02".parse().unwrap();
        let read = |map| {
            let opened = Opened::of("a.csv", Cursor::new(TABLE)).unwrap();
            whole(opened, today, map).unwrap()
        };
        let with = read(Some(&map));
        let first = &with.pupils[0].facts;
        assert_eq!(first.reference.as_str(), "C-1");
        assert_eq!(first.dob, "2015-02-28".parse().ok());
        assert_eq!(first.setting, Some(Setting::Srp));
        assert_eq!(with.warnings.len(), 1, "{:?}", with.warnings);
        assert!(
            with.warnings[0]
                .to_string()
                .contains("\"Boat\" is no kind of place")
        );
        // Without it nothing that is only alike is read, and the account says what it may be.
        let without = read(None);
        assert_eq!(without.pupils.len(), 1);
        let said: Vec<String> = without.warnings.iter().map(ToString::to_string).collect();
        assert!(
            said[0].contains("column 1 is no column of a caseload; it was not read; it may be ref: `continuum import FILE --columns`"),
            "{said:?}"
        );
        assert!(said[3].ends_with("it was not read"), "{said:?}");
    }
}
