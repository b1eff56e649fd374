//! The DfE's SEN2 person-level return, as XML or as COLLECT's nine files, to the caseload.

mod blade;
mod code;
mod facts;
mod field;
mod person;
mod place;
mod reading;
mod xml;

pub use field::{Field, Module};
pub use person::{Item, Person};
pub use xml::persons;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::BufRead;

use blade::Export;
use reading::{Reading, Shape};

use super::caseload::{ReadCaseload, ReadPupil, TurnedAway};
use super::fault::{Cause, Fault};
use crate::domain::account::Remark;
use crate::domain::day::Day;
use crate::domain::fact::Fact;
use crate::domain::identity::PupilRef;

/// Reads a return's XML; the rows of what is said are lines, the columns elements.
pub fn read_xml(file: &str, source: impl BufRead, today: Day) -> Result<ReadCaseload, Fault> {
    let mut desk = Desk::new(today, false, vec![(Module::Person, file.to_owned())]);
    xml::persons(source, &mut |header, person| desk.take(header, person))
        .map_err(|cause| Cause::from(cause).of(file))?;
    Ok(desk.cleared(Vec::new()))
}

/// An export of COLLECT, read.
pub struct ReadExport {
    /// The persons' file, whose rows the pupils' are.
    pub persons: String,
    /// What the export holds.
    pub caseload: ReadCaseload,
}

/// Reads the nine files of COLLECT's export: each its name and its bytes, in any order.
pub fn read_collect(files: &[(String, Cow<'_, [u8]>)], today: Day) -> Result<ReadExport, Fault> {
    let mut export = Export::open(files)?;
    let name = |module: Module| (module, export.file(module).to_owned());
    let mut names: Vec<_> = Module::ALL.into_iter().map(name).collect();
    // The persons' file stands for what has none of its own.
    names.sort_by_key(|(module, _)| *module != Module::Person);
    let mut desk = Desk::new(today, true, names);
    export.persons(&mut |header, person| desk.take(header, person));
    Ok(ReadExport {
        persons: export.file(Module::Person).to_owned(),
        caseload: desk.cleared(export.warnings),
    })
}

/// What no return speaks of.
const SILENT: [Fact; 14] = [
    Fact::YearGroup,
    Fact::School,
    Fact::Setting,
    Fact::District,
    Fact::Community,
    Fact::PlanVersion,
    Fact::PhaseTransfer,
    Fact::NextUrn,
    Fact::NextSetting,
    Fact::NextFrom,
    Fact::PlacementStatus,
    Fact::PlacementChange,
    Fact::CurrentTopUp,
    Fact::CurrentEpn,
];

/// Where persons become pupils, one by one.
struct Desk {
    shape: Shape,
    today: Day,
    read: ReadCaseload,
    /// Where each pupil stands among those read; nothing once they are turned away.
    places: HashMap<PupilRef, usize>,
    /// The pupils who are turned away because the return tells of them twice.
    torn: HashMap<usize, Remark>,
}

impl Desk {
    fn new(today: Day, small: bool, files: Vec<(Module, String)>) -> Self {
        Self {
            shape: Shape { files, small },
            today,
            read: ReadCaseload::default(),
            places: HashMap::new(),
            torn: HashMap::new(),
        }
    }

    fn take(&mut self, header: &Person, person: &Person) {
        self.read.read += 1;
        let mut reading = Reading {
            shape: &self.shape,
            person,
            today: self.today,
            warnings: &mut self.read.warnings,
        };
        let facts = match reading.facts(header) {
            Ok(facts) => facts,
            Err(remark) => {
                self.read.rejected.push(remark);
                return;
            }
        };
        let pupil = ReadPupil {
            row: person.row(),
            facts,
            section_f: None,
        };
        if let Some(place) = self.places.get(&pupil.facts.reference) {
            self.again(*place, &pupil);
            return;
        }
        let place = self.read.pupils.len();
        self.places.insert(pupil.facts.reference.clone(), place);
        self.read.pupils.push(pupil);
    }

    /// Turns away a person whom the return tells of a second time; both, where it says two things.
    fn again(&mut self, place: usize, pupil: &ReadPupil) {
        let Some(first) = self.read.pupils.get(place) else {
            return;
        };
        let places = if self.shape.small { "row" } else { "line" };
        let same = first.facts == pupil.facts;
        let said = |row: u64| {
            if same {
                format!(
                    "is the person of {places} {row} as well, with the same facts; this one was not read"
                )
            } else {
                format!(
                    "is the person of {places} {row} as well, with other facts; keep the right one and import again"
                )
            }
        };
        let remark = |row: u64, other: u64| Remark {
            file: self.shape.file(Module::Person).to_owned(),
            row: Some(row),
            column: None,
            value: Some(pupil.facts.reference.to_string()),
            reason: said(other),
        };
        if !same {
            let theirs = remark(first.row, pupil.row);
            self.torn.entry(place).or_insert(theirs);
        }
        self.read.rejected.push(remark(pupil.row, first.row));
    }

    /// Gives what was read.
    fn cleared(self, mut warnings: Vec<Remark>) -> ReadCaseload {
        let mut read = self.read;
        let pupils = std::mem::take(&mut read.pupils);
        for (place, pupil) in pupils.into_iter().enumerate() {
            let Some(remark) = self.torn.get(&place) else {
                read.pupils.push(pupil);
                continue;
            };
            read.turned_away.push(TurnedAway {
                reference: pupil.facts.reference,
                upn: pupil.facts.upn,
                remark: remark.clone(),
            });
            read.rejected.push(remark.clone());
        }
        read.rejected.sort_by_key(|remark| remark.row);
        if !self.shape.small {
            read.warnings.sort_by_key(|remark| remark.row);
        }
        warnings.append(&mut read.warnings);
        read.warnings = warnings;
        read.silent = SILENT.to_vec();
        read
    }
}

#[cfg(test)]
mod tests;
