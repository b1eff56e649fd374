//! Erasures that a bundle brings, and pupils who were erased here: neither comes back with a bundle from before.

use rusqlite::Connection;

use super::super::rows::unfit;
use super::Arrival;
use crate::domain::erasure::{KnownBy, Person};
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::pupil::Facts;
use crate::domain::travel::{Cell, Entry, Pupil, Row};
use crate::store::ask;
use crate::store::erased::{sweep_all, unname};
use crate::store::fault::Result;
use crate::store::pupils::is_erased;

impl Arrival<'_> {
    /// Whether a pupil was erased here, and so is not taken: what came of them is known, or refused where it comes under
    /// another id.
    pub(super) fn turn_away(&mut self, pupil: &Pupil) -> Result<bool> {
        if is_erased(&self.change, &PupilId::new(pupil.id.as_str()))? {
            self.account.pupils.known += 1;
            self.account.plans.known += pupil.plans.len() as u64;
            self.unname(pupil)?;
            return Ok(true);
        }
        let Some(by) = self.known_again(pupil) else {
            return Ok(false);
        };
        let why = format!(
            "they have the {} of somebody who was erased here; where they are to come back or are somebody else, first `continuum erase --readmit -` and type {}",
            by.words(),
            by.typed()
        );
        self.refuse_pupil(pupil.clone(), &why);
        self.unname(pupil)?;
        Ok(true)
    }

    /// Takes the names of files that the bundle brings with somebody who is not taken, where they are called after them or
    /// brought their plan alone.
    fn unname(&self, pupil: &Pupil) -> Result<()> {
        let mut person = Person::default();
        pupil
            .versions
            .iter()
            .for_each(|row| person.take(&told(row)));
        let text = |row: &Row, name| row.get(name).and_then(Cell::text).map(str::to_owned);
        let sources: Vec<(String, String)> = (pupil.plans.iter())
            .filter_map(|plan| text(plan, "import").zip(text(plan, "source")))
            .collect();
        unname(&self.change, &person, |import, file| {
            let mut sources = sources.iter().filter(|(_, source)| !source.is_empty());
            sources.any(|(of, source)| of == import && file.starts_with(source.as_str()))
        })
        .map(drop)
    }

    /// Refuses a record without its words, but where an erasure that would explain it is in a chain that is not taken.
    pub(super) fn wordless(&self, entry: &Entry) -> Result<()> {
        let left_out = self
            .account
            .refused
            .iter()
            .any(|one| one.kind == "records of");
        if entry.words.is_some() || left_out {
            return Ok(());
        }
        unfit("a record without its words, and no erasure of its pupil")
    }

    /// Takes away what names those of whom a record says that they were erased.
    pub(super) fn erase(&mut self) -> Result<()> {
        let erased = sweep_all(&self.change, self.coder.as_ref(), self.now)?;
        self.account.erased = erased.len() as u64;
        let named = erased.into_iter().flat_map(|one| one.documents_elsewhere);
        self.account.documents_elsewhere = named.collect();
        self.account.news |= self.account.erased > 0;
        unexplained(&self.change)
    }

    pub(super) fn refuse_pupil(&mut self, pupil: Pupil, why: &str) {
        self.account.pupils.refused += 1;
        self.account.plans.refused += pupil.plans.len() as u64;
        self.refuse("pupil", pupil.reference.clone(), why);
        self.refused.insert(pupil.id, pupil.reference);
    }

    /// By what a pupil is somebody who was erased here under another id.
    fn known_again(&self, pupil: &Pupil) -> Option<KnownBy> {
        let shunned = self.shunned.as_ref()?;
        let mut versions = pupil.versions.iter().map(told);
        versions.find_map(|facts| shunned.whose(&facts).map(|(_, by)| by))
    }
}

/// What a version of a pupil's facts calls them.
fn told(row: &Row) -> Facts {
    let cell = |name| row.get(name).and_then(Cell::text);
    let text = |name| cell(name).map(str::to_owned);
    let mut facts = Facts::unknown(PupilRef::new(cell("ref").unwrap_or_default()));
    facts.upn = cell("upn").and_then(Upn::read);
    facts.uln = text("uln");
    facts.forename = text("forename");
    facts.surname = text("surname");
    facts.dob = cell("dob").and_then(|day| day.parse().ok());
    facts
}

/// Refuses plans whose words are gone where no record says that their pupil was erased.
fn unexplained(db: &Connection) -> Result<()> {
    let sql = "SELECT count(*) FROM plan l WHERE l.digest = zeroblob(32)
        AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.pupil = l.pupil)";
    match ask::count(db, sql, [])? {
        0 => Ok(()),
        _ => unfit(
            "the plan of somebody who was erased by a colleague whose keys nobody here trusts; trust their keys first",
        ),
    }
}
