//! A form that came back, before anybody asks what its answers mean: whose it is, and its rows.

use std::collections::BTreeMap;

use super::super::fault::{Cause, Fault, NotForm};
use super::super::workbook::Workbook;
use super::layout::KIND;
use super::words;
use crate::domain::identity::{FrameworkKey, Origin, PlanId};
use crate::domain::provision::Span;
use crate::domain::school::form::{self, Mark, Place};

/// A form that came back.
#[derive(Clone, Debug)]
pub struct Back {
    /// What it is recognised by.
    pub mark: Mark,
    /// The pupils it was made for.
    pub pupils: Vec<Known>,
    pub(super) provisions: Vec<Line>,
    pub(super) areas: Vec<Line>,
}

/// A pupil whom the form was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The reference.
    pub reference: String,
    /// The plan version.
    pub plan: PlanId,
    /// Where the provisions stand in its text, in their order.
    pub spans: Vec<Span>,
}

/// A row with its answers, by the headings of their columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) row: u64,
    cells: BTreeMap<&'static str, String>,
    /// Cells that hold no value.
    pub(super) faults: Vec<form::Fault>,
}

impl Line {
    /// The text of a column, without the space around it.
    pub(super) fn cell(&self, column: &'static str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Back {
    /// Opens a workbook that a school filled in.
    pub fn open(file: &str, bytes: Vec<u8>) -> Result<Self, Fault> {
        read(bytes).map_err(|cause| cause.of(file))
    }
}

fn read(bytes: Vec<u8>) -> Result<Back, Cause> {
    let mut workbook = Workbook::open(bytes)?;
    let (mark, pupils) = key(&mut workbook)?;
    let sheets = workbook.sheets();
    let lines = |workbook: &mut Workbook, sheet, columns: &[&'static str]| {
        if !sheets.iter().any(|one| one == sheet) {
            return Err(Cause::from(NotForm::NoSheet(sheet)));
        }
        lines(workbook, sheet, columns)
    };
    let asked = [
        words::PUPIL,
        words::NUMBER,
        words::AREA,
        words::LEVEL,
        words::SET_ASIDE,
        words::NOTE,
    ];
    let provisions = lines(&mut workbook, words::PROVISIONS, &asked)?;
    let asked = [
        words::PUPIL,
        words::AREA,
        words::LEVEL,
        words::REASON,
        words::RESTS_ON,
    ];
    let areas = lines(&mut workbook, words::AREAS, &asked)?;
    Ok(Back {
        mark,
        pupils,
        provisions,
        areas,
    })
}

/// The rows of a sheet under its headings, wherever these have moved to.
fn lines(
    workbook: &mut Workbook,
    sheet: &'static str,
    columns: &[&'static str],
) -> Result<Vec<Line>, Cause> {
    let mut places: Option<Vec<(usize, &'static str)>> = None;
    let mut found = Vec::new();
    workbook.rows(sheet, 1, &mut |row| {
        let Some(places) = &places else {
            let heads: Vec<String> = row.cells().map(str::to_lowercase).collect();
            let place = |column: &&'static str| {
                let at = heads.iter().position(|head| *head == column.to_lowercase());
                Some((at?, *column))
            };
            places = Some(columns.iter().filter_map(place).collect());
            return true;
        };
        let cells = places.iter();
        let cells = cells.map(|(at, column)| (*column, row.cell(*at).to_owned()));
        let faults = row.faults().iter().filter_map(|fault| {
            let (_, column) = places.iter().find(|(at, _)| *at == fault.at)?;
            Some(form::Fault {
                sheet: sheet.to_owned(),
                row: row.number(),
                column: Some((*column).to_owned()),
                what: format!("\"{}\" {}; type it again", fault.shown, fault.why),
            })
        });
        found.push(Line {
            row: row.number(),
            cells: cells.collect(),
            faults: faults.collect(),
        });
        true
    })?;
    let places = places.unwrap_or_default();
    let missing = |column: &&&'static str| !places.iter().any(|(_, one)| one == *column);
    match columns.iter().find(missing) {
        Some(column) => Err(NotForm::NoColumn { sheet, column }.into()),
        None => Ok(found),
    }
}

/// Reads the hidden sheet that says what the form is.
fn key(workbook: &mut Workbook) -> Result<(Mark, Vec<Known>), Cause> {
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let read = workbook.rows(words::KEY, 4, &mut |row| {
        rows.push((row.number(), row.cells().map(str::to_owned).collect()));
        true
    });
    let mut rows = rows.into_iter();
    let kind = rows.next().filter(|_| read.is_ok());
    let is = |(_, cells): &(u64, Vec<String>)| {
        let mut cells = cells.iter().map(String::as_str);
        (cells.next(), cells.next()) == (Some(KIND.0), Some(KIND.1))
    };
    if !kind.as_ref().is_some_and(is) {
        return Err(NotForm::NoSheet(words::KEY).into());
    }
    let mut head = Head::default();
    for (row, cells) in rows {
        if head.take(&cells).is_none() {
            let sheet = words::KEY;
            return Err(NotForm::Changed { sheet, row }.into());
        }
    }
    let pupils = std::mem::take(&mut head.pupils);
    let mark = head.mark().ok_or(NotForm::Changed {
        sheet: words::KEY,
        row: 1,
    })?;
    Ok((mark, pupils))
}

/// What the hidden sheet has said so far.
#[derive(Default)]
struct Head {
    framework: Option<(FrameworkKey, crate::domain::digest::Digest)>,
    school: Option<Place>,
    origin: Option<Origin>,
    pupils: Vec<Known>,
}

impl Head {
    /// Takes a row in; nothing where it is none of the form's.
    fn take(&mut self, cells: &[String]) -> Option<()> {
        let cell = |at: usize| cells.get(at).map(String::as_str);
        match cell(0)? {
            "framework" => {
                let key = FrameworkKey {
                    id: cell(1)?.to_owned(),
                    version: cell(2)?.to_owned(),
                };
                self.framework = Some((key, cell(3)?.parse().ok()?));
            }
            "school" => {
                self.school = Some(Place {
                    urn: Some(cell(1)?.to_owned()).filter(|urn| !urn.is_empty()),
                    name: cell(2)?.to_owned(),
                });
            }
            "workspace" => self.origin = Some(Origin::new(cell(1)?)),
            "pupil" => self.pupils.push(Known {
                reference: cell(1)?.to_owned(),
                plan: PlanId::new(cell(2)?),
                spans: Vec::new(),
            }),
            "provision" => {
                let spans = &mut self.pupils.last_mut()?.spans;
                let n: usize = cell(1)?.parse().ok()?;
                let span = [cell(2)?.parse().ok()?, cell(3)?.parse().ok()?];
                (n == spans.len() + 1).then(|| spans.push(Span::from(span)))?;
            }
            _ => return None,
        }
        Some(())
    }

    fn mark(self) -> Option<Mark> {
        let (framework, hash) = self.framework?;
        Some(Mark {
            school: self.school.filter(|school| !school.name.is_empty())?,
            framework,
            hash,
            origin: self.origin?,
        })
    }
}
