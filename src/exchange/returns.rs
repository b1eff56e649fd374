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

use super::caseload::{Aside, ReadPupil, TurnedAway};
use super::fault::{Cause, Fault};
use super::runs::{Census, Shared};
use crate::domain::account::Remark;
use crate::domain::day::Day;
use crate::domain::fact::Fact;
use crate::domain::identity::PupilRef;

/// Looks at a return's XML once: who its persons are; `told` hears how many have gone by and may end the looking.
pub fn look<E: From<Fault>>(
    file: &str,
    source: impl BufRead,
    today: Day,
    told: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<Looked, E> {
    let shape = Shape::of_xml(file);
    let mut census = Census::default();
    let (mut persons, mut ended, mut warnings) = (0, None, Vec::new());
    let met = xml::persons(source, &mut |_, person| {
        let mut reading = Reading {
            shape: &shape,
            person,
            today,
            warnings: &mut warnings,
        };
        persons += 1;
        if let Ok(who) = reading.who() {
            census.note(persons, &who.named());
        }
        // They are said when the persons are read.
        warnings.clear();
        ended = told(u64::from(persons)).err();
        ended.is_none()
    });
    met.map_err(|cause| Cause::from(cause).of(file))?;
    ended.map_or_else(
        || {
            Ok(Looked {
                persons,
                shared: census.shared(),
            })
        },
        Err,
    )
}

/// What a first look at a return's XML has told.
#[derive(Clone, Debug)]
pub struct Looked {
    persons: u32,
    /// The persons who share a reference with another.
    shared: Shared,
}

impl Looked {
    /// How many persons there are.
    pub fn count(&self) -> u64 {
        u64::from(self.persons)
    }
}

/// Hands on the pupils of a return's XML that was looked at, those of whom it tells twice last; gives what is said
/// beside them. The rows of what is said are lines, the columns elements.
pub fn pupils<E: From<Fault>>(
    file: &str,
    source: impl BufRead,
    today: Day,
    looked: &Looked,
    take: &mut dyn FnMut(ReadPupil) -> Result<(), E>,
) -> Result<Aside, E> {
    let mut desk = Desk::new(today, Shape::of_xml(file));
    let (mut at, mut refused) = (0, None);
    let met = xml::persons(source, &mut |header, person| {
        at += 1;
        let alone = desk.take(header, person, looked.shared.has(at));
        refused = alone.map_or(Ok(()), &mut *take).err();
        refused.is_none()
    });
    met.map_err(|cause| Cause::from(cause).of(file))?;
    if let Some(refused) = refused {
        return Err(refused);
    }
    let (pupils, aside) = desk.cleared(Vec::new());
    pupils.into_iter().try_for_each(take)?;
    Ok(aside)
}

/// An export of COLLECT, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadExport {
    /// The persons' file, whose rows the pupils' are.
    pub persons: String,
    /// The pupils.
    pub pupils: Vec<ReadPupil>,
    /// What is said beside them.
    pub aside: Aside,
}

/// Reads the nine files of COLLECT's export: each its name and its bytes, in any order.
pub fn read_collect(files: &[(String, Cow<'_, [u8]>)], today: Day) -> Result<ReadExport, Fault> {
    let mut export = Export::open(files)?;
    let name = |module: Module| (module, export.file(module).to_owned());
    let mut names: Vec<_> = Module::ALL.into_iter().map(name).collect();
    // The persons' file stands for what has none of its own.
    names.sort_by_key(|(module, _)| *module != Module::Person);
    let shape = Shape {
        files: names,
        small: true,
    };
    let mut desk = Desk::new(today, shape);
    export.persons(&mut |header, person| {
        // The files are in memory as a whole, so whoever is told of twice is found among all.
        desk.take(header, person, true);
    });
    let persons = export.file(Module::Person).to_owned();
    let (pupils, aside) = desk.cleared(export.warnings);
    Ok(ReadExport {
        persons,
        pupils,
        aside,
    })
}

/// What no return speaks of.
pub const SILENT: [Fact; 14] = [
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
    /// The pupils who may be told of twice.
    kept: Vec<ReadPupil>,
    /// Where each of them stands.
    places: HashMap<PupilRef, usize>,
    /// The pupils who are turned away because the return tells of them twice.
    torn: HashMap<usize, Remark>,
    aside: Aside,
}

impl Desk {
    fn new(today: Day, shape: Shape) -> Self {
        Self {
            shape,
            today,
            kept: Vec::new(),
            places: HashMap::new(),
            torn: HashMap::new(),
            aside: Aside::default(),
        }
    }

    /// Takes a person; gives the pupil at once, unless they are to be kept until all have come.
    fn take(&mut self, header: &Person, person: &Person, keep: bool) -> Option<ReadPupil> {
        let mut reading = Reading {
            shape: &self.shape,
            person,
            today: self.today,
            warnings: &mut self.aside.warnings,
        };
        let facts = match reading.facts(header) {
            Ok(facts) => facts,
            Err(remark) => {
                self.aside.rejected.push(remark);
                return None;
            }
        };
        let pupil = ReadPupil {
            row: person.row(),
            facts,
            section_f: None,
        };
        if !keep {
            return Some(pupil);
        }
        if let Some(place) = self.places.get(&pupil.facts.reference) {
            self.again(*place, &pupil);
            return None;
        }
        let place = self.kept.len();
        self.places.insert(pupil.facts.reference.clone(), place);
        self.kept.push(pupil);
        None
    }

    /// Turns away a person whom the return tells of a second time; both, where it says two things.
    fn again(&mut self, place: usize, pupil: &ReadPupil) {
        let Some(first) = self.kept.get(place) else {
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
        let mine = remark(pupil.row, first.row);
        self.aside.rejected.push(mine);
    }

    /// Gives the pupils who were kept, and what is said of the others.
    fn cleared(self, mut warnings: Vec<Remark>) -> (Vec<ReadPupil>, Aside) {
        let mut aside = self.aside;
        let mut pupils = Vec::with_capacity(self.kept.len());
        for (place, pupil) in self.kept.into_iter().enumerate() {
            let Some(remark) = self.torn.get(&place) else {
                pupils.push(pupil);
                continue;
            };
            aside.turned_away.push(TurnedAway {
                reference: pupil.facts.reference,
                upn: pupil.facts.upn,
                remark: remark.clone(),
            });
            aside.rejected.push(remark.clone());
        }
        aside.rejected.sort_by_key(|remark| remark.row);
        if !self.shape.small {
            aside.warnings.sort_by_key(|remark| remark.row);
        }
        warnings.append(&mut aside.warnings);
        aside.warnings = warnings;
        (pupils, aside)
    }
}

#[cfg(test)]
mod tests;
