//! The invented caseload: pupils and plans that look real and are nobody's.
//!
//! Everything is drawn from a seed and a day, pupil by pupil, so that the same order always gives the
//! same caseload, and a pupil stays the same however many are ordered. Nothing is kept: a row or a plan
//! is invented when it is asked for.

mod ahead;
mod county;
mod course;
mod filler;
mod judge;
mod layout;
mod paper;
mod pattern;
mod person;
mod plan;
mod rates;
mod register;
mod review;
mod table;
mod voice;
mod world;

use std::io;

pub use self::rates::RATES;

use self::person::Person;
use self::world::World;
use crate::domain::day::{Day, Moment};
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilRef, Reader, Role};
use crate::domain::judgement::Judged;
use crate::domain::provision::Provision;
use crate::exchange::document::Document;
use crate::exchange::table::TableWriter;
use crate::source::Fault;

/// How many pupils have their plan as a file; the others have Section F in the table.
pub const FILES: usize = 400;

/// How many rows of the table are invented in one go.
const STRETCH: usize = 256;

/// The fewest mappings of one working day, all officers together.
const PACE: usize = 18;

/// The longest the officers have been at it, in working days.
const LONGEST: usize = 60;

/// What to invent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// How many pupils.
    pub pupils: usize,
    /// The number that decides everything drawn.
    pub seed: u64,
    /// The day the caseload is of.
    pub as_of: Day,
}

/// A plan as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    /// The file's name; it holds the pupil's reference, or at times the pupil number instead.
    pub name: String,
    /// What stands in it.
    pub paper: Paper,
}

/// What stands in the file of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A document, for `.docx`.
    Document(Document),
    /// Plain text, for `.txt`.
    Text(String),
}

/// What came of a pupil's annual review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The row of the table, with the days of the review, and the amended plan where it is no file.
    pub row: Vec<String>,
    /// The amended plan, where it is a file.
    pub plan: Option<PlanFile>,
}

/// An invented caseload.
#[derive(Debug)]
pub struct Caseload {
    world: World,
    pupils: usize,
}

/// Takes a stretch of the table, and how many rows are through with it.
pub type TakeStretch<'a, E> = dyn FnMut(&[u8], usize) -> Result<(), E> + 'a;

/// Invents a caseload; the fault is one of the files it is drawn from.
pub fn invent(order: &Order) -> Result<Caseload, Fault> {
    Ok(Caseload {
        world: World::read(order.seed, order.as_of)?,
        pupils: order.pupils,
    })
}

impl Caseload {
    /// How many pupils it has.
    pub fn len(&self) -> usize {
        self.pupils
    }

    /// Whether it has no pupils.
    pub fn is_empty(&self) -> bool {
        self.pupils == 0
    }

    /// The names of the table's columns.
    pub fn header() -> [&'static str; 29] {
        table::HEADER
    }

    /// Gives the rows of the table, one a pupil, in the order of the references.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        (0..self.pupils).map(|index| self.row(index))
    }

    /// Hands on the table as a file has it, its header first, so many rows at a time, each stretch with how many rows are
    /// through with it. They are invented ahead, on threads of their own.
    pub fn each_stretch<E: From<io::Error>>(&self, take: &mut TakeStretch<'_, E>) -> Result<(), E> {
        let mut done = 0;
        let stretch = |number: usize| {
            let from = number * STRETCH;
            let rows = from..self.pupils.min(from + STRETCH);
            let mut table = if number == 0 {
                TableWriter::new(Vec::new(), &table::HEADER)?
            } else {
                TableWriter::resume(Vec::new())
            };
            for index in rows.clone() {
                table.row(&self.row(index))?;
            }
            Ok((table.into_inner()?, rows.len()))
        };
        let count = self.pupils.div_ceil(STRETCH).max(1);
        ahead::in_order(count, &stretch, &mut |made: io::Result<_>| {
            let (bytes, rows) = made?;
            done += rows;
            take(&bytes, done)
        })
    }

    fn row(&self, index: usize) -> Vec<String> {
        let person = self.person(index);
        let section_f = if person.has_text && index >= FILES {
            self.section_f(&person)
        } else {
            String::new()
        };
        table::row(&person, section_f)
    }

    /// Gives the plans of the first [`FILES`] pupils, by turns a document and plain text; a pupil
    /// whose plan has not come in has none.
    pub fn plan_files(&self) -> impl Iterator<Item = PlanFile> + '_ {
        (0..self.pupils.min(FILES)).filter_map(|index| {
            let person = self.person(index);
            person.has_text.then(|| self.plan_file(&person))
        })
    }

    /// Gives what came of an annual review held since the caseload was written: the pupil's days, and the plan amended,
    /// as a file for number `nth` (from 0) below [`FILES`] and where the plan was one before, else in the row. Nothing for
    /// a pupil whose plan has not come in, or who is not of this caseload.
    pub fn review(&self, pupil: &PupilRef, nth: usize) -> Option<Review> {
        let index = person::index(pupil).filter(|index| *index < self.pupils)?;
        let mut person = self.person(index);
        if !person.has_text {
            return None;
        }
        let mut plan = plan::write(&self.world, &person);
        review::amend(&self.world, &person, &mut plan);
        let pieces = layout::lay_out(&self.world, &person, &plan, index < FILES);
        review::hold(&self.world, &mut person);
        if index.min(nth) >= FILES {
            return Some(Review {
                row: table::row(&person, paper::as_text(&pieces)),
                plan: None,
            });
        }
        let (paper, end) = Self::paper(&person, &pieces);
        let name = format!("{pupil} amended after review.{end}");
        Some(Review {
            row: table::row(&person, String::new()),
            plan: Some(PlanFile { name, paper }),
        })
    }

    /// The officers who have mapped part of the caseload.
    pub fn officers(&self) -> Vec<Reader> {
        let names = self.world.register.officers.iter();
        names
            .map(|name| Reader {
                name: name.clone(),
                role: Role::Officer,
            })
            .collect()
    }

    /// Gives what the officer of this number (from 0) makes of a pupil's plan; nothing for a pupil
    /// who is not of this caseload.
    ///
    /// Every provision gets a judgement or is set aside; every area with evidence is settled.
    pub fn judge(
        &self,
        pupil: &PupilRef,
        officer: u8,
        framework: &Framework,
        provisions: &[Provision],
    ) -> Option<Judged> {
        let index = person::index(pupil).filter(|index| *index < self.pupils)?;
        let person = self.person(index);
        Some(judge::judge(
            &self.world,
            &person,
            officer,
            framework,
            provisions,
        ))
    }

    /// Gives the moment at which mapping number `nth` (from 0) of `total` was recorded: later ones
    /// later, all in the working days before the caseload's day.
    pub fn recorded(&self, nth: usize, total: usize) -> Moment {
        let pace = PACE.max(total.div_ceil(LONGEST));
        let left = total.saturating_sub(nth.saturating_add(1));
        let back = i32::try_from(left / pace).unwrap_or(i32::MAX);
        let day = self.world.as_of.plus_working_days(-1 - back);
        let from_nine = 7 * 3_600_000 * (pace - 1 - left % pace) / pace;
        Moment::of_day(day).plus_millis(i64::try_from(from_nine).unwrap_or_default())
    }

    fn person(&self, index: usize) -> Person<'_> {
        let mut person = person::invent(&self.world, index);
        course::fill(&self.world, &mut person);
        person
    }

    fn section_f(&self, person: &Person<'_>) -> String {
        let plan = plan::write(&self.world, person);
        paper::as_text(&layout::lay_out(&self.world, person, &plan, false))
    }

    /// A laid out plan as a document or as text, by turns, and the ending of its name.
    fn paper(person: &Person<'_>, pieces: &[layout::Piece]) -> (Paper, &'static str) {
        if person.index.is_multiple_of(2) {
            (Paper::Document(paper::as_document(pieces)), "docx")
        } else {
            (Paper::Text(paper::as_text(pieces)), "txt")
        }
    }

    fn plan_file(&self, person: &Person<'_>) -> PlanFile {
        let plan = plan::write(&self.world, person);
        let pieces = layout::lay_out(&self.world, person, &plan, true);
        let reference = &person.facts.reference;
        let (paper, end) = Self::paper(person, &pieces);
        // Offices name files as they like; one in thirty by the pupil number.
        let name = match (person.index % 30, &person.facts.upn) {
            (29, Some(upn)) => format!("{} EHCP.{end}", upn.as_str()),
            (0..10, _) => format!("{reference} EHC plan final.{end}"),
            (10..20, _) => format!(
                "EHCP_{reference}_v{}.{end}",
                person.facts.plan_version.as_deref().unwrap_or("1")
            ),
            _ => format!("{reference} Section F.{end}"),
        };
        PlanFile { name, paper }
    }
}

#[cfg(test)]
mod tests;
