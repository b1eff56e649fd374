//! The invented caseload: pupils and plans that look real and are nobody's.
//!
//! Everything is drawn from a seed and a day, pupil by pupil, so that the same order always gives the
//! same caseload, and a pupil stays the same however many are ordered. Nothing is kept: a row or a plan
//! is invented when it is asked for.

mod county;
mod course;
mod filler;
mod judge;
mod layout;
mod paper;
mod pattern;
mod person;
mod plan;
mod register;
mod table;
mod voice;
mod world;

use self::person::Person;
use self::world::World;
use crate::domain::day::{Day, Moment};
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilRef, Reader, Role};
use crate::domain::judgement::Judged;
use crate::domain::provision::Provision;
use crate::exchange::document::Document;
use crate::source::Fault;

/// How many pupils have their plan as a file; the others have Section F in the table.
pub const FILES: usize = 400;

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

/// An invented caseload.
#[derive(Debug)]
pub struct Caseload {
    world: World,
    pupils: usize,
}

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
        (0..self.pupils).map(|index| {
            let person = self.person(index);
            let section_f = if person.has_text && index >= FILES {
                self.section_f(&person)
            } else {
                String::new()
            };
            table::row(&person, section_f)
        })
    }

    /// Gives the plans of the first [`FILES`] pupils, by turns a document and plain text; a pupil
    /// whose plan has not come in has none.
    pub fn plan_files(&self) -> impl Iterator<Item = PlanFile> + '_ {
        (0..self.pupils.min(FILES)).filter_map(|index| {
            let person = self.person(index);
            person.has_text.then(|| self.plan_file(&person))
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

    fn plan_file(&self, person: &Person<'_>) -> PlanFile {
        let plan = plan::write(&self.world, person);
        let pieces = layout::lay_out(&self.world, person, &plan, true);
        let reference = &person.facts.reference;
        let (paper, end) = if person.index.is_multiple_of(2) {
            (Paper::Document(paper::as_document(&pieces)), "docx")
        } else {
            (Paper::Text(paper::as_text(&pieces)), "txt")
        };
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
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::identity::Upn;

    fn caseload(pupils: usize, seed: u64) -> Caseload {
        let as_of = "2026-01-12".parse().unwrap();
        invent(&Order {
            pupils,
            seed,
            as_of,
        })
        .unwrap()
    }

    /// The column of a name, in every row.
    fn column<'a>(rows: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
        let place = Caseload::header().iter().position(|one| *one == name);
        rows.iter()
            .map(|row| row[place.unwrap()].as_str())
            .collect()
    }

    #[test]
    fn the_same_order_gives_the_same_and_a_longer_one_only_more() {
        let rows: Vec<_> = caseload(450, 7).rows().collect();
        assert_eq!(rows.len(), 450);
        assert_eq!(rows, caseload(450, 7).rows().collect::<Vec<_>>());
        assert_eq!(rows, caseload(500, 7).rows().take(450).collect::<Vec<_>>());
        assert_ne!(rows, caseload(450, 8).rows().collect::<Vec<_>>());
    }

    #[test]
    fn references_and_pupil_numbers_are_unique_and_right() {
        let rows: Vec<_> = caseload(1200, 7).rows().collect();
        assert!(rows.iter().all(|row| row.len() == Caseload::header().len()));
        let references: BTreeSet<_> = column(&rows, "ref").into_iter().collect();
        assert_eq!(references.len(), rows.len());
        let upns = column(&rows, "upn");
        let given: Vec<_> = upns.iter().filter(|upn| !upn.is_empty()).collect();
        assert!(given.len() > 1000);
        assert!(given.iter().all(|upn| Upn::read(upn).unwrap().checks()));
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len());
    }

    #[test]
    fn the_caseload_looks_like_the_county() {
        let rows: Vec<_> = caseload(3000, 7).rows().collect();
        let share = |name: &str, value: &str| {
            let values = column(&rows, name);
            values.iter().filter(|one| **one == value).count() * 1000 / values.len()
        };
        for (name, value, per_mille) in [
            ("setting", "special", 311),
            ("setting", "mainstream", 302),
            ("setting", "srp", 52),
            ("setting", "fe", 143),
            ("need_1", "ASD", 464),
            ("need_1", "SEMH", 187),
            ("need_1", "SLCN", 174),
            ("sex", "M", 717),
            ("last_review", "", 42),
        ] {
            let found = share(name, value);
            assert!(found.abs_diff(per_mille) <= 30, "{name} {value}: {found}");
        }
        let due = column(&rows, "review_due");
        let stale = due.iter().filter(|due| **due < "2026-01-12").count();
        assert!((200..400).contains(&stale), "{stale}");
        let communities: BTreeSet<_> = column(&rows, "community").into_iter().collect();
        assert_eq!(communities.len(), 54, "53 and none");
        for due in column(&rows, "phase_transfer_due") {
            assert!(["", "2026-02-15", "2026-03-31"].contains(&due), "{due}");
        }
        let written = column(&rows, "section_f");
        let without = written.iter().skip(FILES).filter(|text| text.is_empty());
        assert!((30..150).contains(&without.count()));
        assert!(written.iter().take(FILES).all(|text| text.is_empty()));
    }

    #[test]
    fn the_first_pupils_have_files_that_name_them() {
        let caseload = caseload(420, 7);
        let files: Vec<_> = caseload.plan_files().collect();
        assert!((370..400).contains(&files.len()), "{}", files.len());
        let names: BTreeSet<_> = files.iter().map(|file| &file.name).collect();
        assert_eq!(names.len(), files.len());
        let keys: Vec<_> = (0..420)
            .flat_map(|index| {
                let facts = caseload.person(index).facts;
                [
                    Some(facts.reference.to_string()),
                    facts.upn.map(|upn| upn.as_str().to_owned()),
                ]
            })
            .flatten()
            .collect();
        for file in &files {
            let named = keys.iter().filter(|key| file.name.contains(key.as_str()));
            assert_eq!(named.count(), 1, "{}", file.name);
            let (text, end) = match &file.paper {
                Paper::Document(document) => (document.text(), ".docx"),
                Paper::Text(text) => (text.clone(), ".txt"),
            };
            assert!(
                file.name.ends_with(end) && text.len() > 150,
                "{}",
                file.name
            );
        }
    }

    #[test]
    fn days_follow_one_another() {
        let caseload = caseload(2000, 3);
        for index in 0..2000 {
            let facts = caseload.person(index).facts;
            let (born, start) = (facts.dob.unwrap(), facts.plan_start.unwrap());
            assert!(born < start && start < caseload.world.as_of, "{facts:?}");
            assert!(
                facts
                    .last_review
                    .is_none_or(|review| start < review && review < caseload.world.as_of)
            );
            let money = facts.current_top_up.map_or(0, |sum| sum.pence() % 100);
            assert_eq!(money, 0);
        }
    }

    #[test]
    fn mappings_were_recorded_one_after_another_before_the_day() {
        let caseload = caseload(1, 7);
        for total in [1, 5, 96, 6190] {
            let moments: Vec<_> = (0..total)
                .map(|nth| caseload.recorded(nth, total))
                .collect();
            assert!(moments.is_sorted(), "{total}");
            assert!(
                moments
                    .iter()
                    .all(|moment| moment.day() < caseload.world.as_of)
            );
            let days: BTreeSet<_> = moments.iter().map(|moment| moment.day()).collect();
            assert!(days.len() <= LONGEST && days.iter().all(|day| day.is_working()));
        }
    }
}
