//! The caseload under one framework version: every pupil, and what has been done so far.
//!
//! Entries are handed on one by one, so that a country's needs no more memory than a county's: the plans, the mappings
//! and the drafts are walked beside the pupils, all in the order of the pupils' ids.

mod beside;
mod heads;
mod sight;
mod touched;

use std::collections::HashMap;

use rusqlite::Connection;

use self::beside::Beside;
use self::heads::{Drafts, Mappings};
pub use self::sight::Sight;
use super::change::still;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::convert::heads::{RECEIVED, Received, received};
use super::fault::{Result, StoreError};
use super::schools::{SCHOOL, school};
use super::{ask, audits};
use crate::domain::caseload::{Entry, PlanHead, Version};
use crate::domain::day::Day;
use crate::domain::identity::{FrameworkKey, PupilId, PupilRef};
use crate::domain::pupil::Facts;
use crate::domain::school::School;

impl Store {
    /// Hands on every pupil's entry, in the order the pupils came.
    pub fn each_entry(
        &self,
        framework: &FrameworkKey,
        take: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        self.each_entry_in(framework, Sight::default(), take)
    }

    /// Hands on every pupil's entry as a sight shows it, in the order the pupils came.
    ///
    /// Looked back on, an entry has no draft, for drafts are no records, and the register of schools is today's.
    pub fn each_entry_in(
        &self,
        framework: &FrameworkKey,
        sight: Sight,
        take: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        // One moment for all the passes: another process may write between two statements.
        let moment = still(&self.db)?;
        walk(&moment, framework, (&Scope::everybody(), sight), take)
    }

    /// Gives every pupil's entry, in the order the pupils came: for the small caseloads of tests.
    #[cfg(test)]
    pub(crate) fn entries(&self, framework: &FrameworkKey) -> Result<Vec<Entry>> {
        let moment = still(&self.db)?;
        gather(&moment, framework, (&Scope::everybody(), Sight::default()))
    }

    /// Gives the entries of some pupils, in the order the pupils came; whoever is not in the caseload is left out.
    pub fn entries_of(&self, pupils: &[PupilId], framework: &FrameworkKey) -> Result<Vec<Entry>> {
        self.entries_in(pupils, framework, Sight::default())
    }

    /// Gives the entries of some pupils as a sight shows them, in the order the pupils came.
    pub fn entries_in(
        &self,
        pupils: &[PupilId],
        framework: &FrameworkKey,
        sight: Sight,
    ) -> Result<Vec<Entry>> {
        let moment = still(&self.db)?;
        gather(&moment, framework, (&Scope::of(pupils)?, sight))
    }

    /// Gives one pupil's entry.
    pub fn entry(&self, pupil: &PupilId, framework: &FrameworkKey) -> Result<Option<Entry>> {
        let moment = still(&self.db)?;
        one(&moment, pupil, framework)
    }

    /// Gives the references and names of some pupils, in the order the pupils came.
    pub fn names_of(&self, pupils: &[PupilId]) -> Result<Vec<(PupilId, PupilRef, String)>> {
        let scope = Scope::of(pupils)?;
        let sql = format!(
            "SELECT p.id, v.ref, v.surname, v.forename FROM pupil p CROSS JOIN pupil_version v ON v.id = p.version
                WHERE p.undone IS NULL AND {} ORDER BY p.id",
            scope.clause("p.id")
        );
        ask::all(&self.db, &sql, [scope.asked()], |row| {
            let row = &mut Columns::of(row);
            let pupil = row.name(PupilId::new)?;
            let mut facts = Facts::unknown(row.name(PupilRef::new)?);
            (facts.surname, facts.forename) = (row.plain()?, row.plain()?);
            let name = facts.name();
            Ok((pupil, facts.reference, name))
        })
    }
}

/// Gives one pupil's entry, as a transaction that is open sees it.
pub(crate) fn one(
    db: &Connection,
    pupil: &PupilId,
    framework: &FrameworkKey,
) -> Result<Option<Entry>> {
    let scope = Scope::of(std::slice::from_ref(pupil))?;
    Ok(gather(db, framework, (&scope, Sight::default()))?.pop())
}

/// Whom a walk goes over: everybody, or those of a list.
struct Scope {
    /// The ids as a JSON list.
    only: Option<String>,
}

impl Scope {
    fn everybody() -> Self {
        Self { only: None }
    }

    fn of(pupils: &[PupilId]) -> Result<Self> {
        let unwritable = |_| StoreError::Damaged("a pupil's id that cannot be written".into());
        let only = serde_json::to_string(pupils).map_err(unwritable)?;
        Ok(Self { only: Some(only) })
    }

    /// The clause that keeps a query to those of the scope; `?1` is [`Self::asked`].
    fn clause(&self, column: &str) -> String {
        match self.only {
            Some(_) => format!("{column} IN (SELECT value FROM json_each(?1))"),
            None => "?1 IS NULL".to_owned(),
        }
    }

    fn asked(&self) -> Option<&str> {
        self.only.as_deref()
    }
}

fn gather(db: &Connection, framework: &FrameworkKey, whom: (&Scope, Sight)) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    walk(db, framework, whom, &mut |entry| {
        found.push(entry);
        Ok(())
    })?;
    Ok(found)
}

/// Puts entries together from one pass over each table.
fn walk(
    db: &Connection,
    framework: &FrameworkKey,
    (scope, sight): (&Scope, Sight),
    take: &mut dyn FnMut(Entry) -> Result<()>,
) -> Result<()> {
    let days = import_days(db)?;
    let audited = audits::drawn(db, framework)?;
    let plans = format!(
        "SELECT pupil, {RECEIVED} FROM {} WHERE {} ORDER BY pupil, seq",
        sight.plans(),
        scope.clause("pupil")
    );
    let mut plans = db.prepare_cached(&plans)?;
    let mut plans = Beside::begin(plans.query([scope.asked()])?)?;
    let mut mappings = db.prepare_cached(&Mappings::query(scope, sight))?;
    let mut mappings = Mappings::begin(
        db,
        (framework, scope, sight),
        mappings.query((scope.asked(), &framework.id))?,
    )?;
    let mut drafts = db.prepare_cached(&Drafts::query(scope, sight))?;
    let asked = (scope.asked(), &framework.id, &framework.version);
    let mut drafts = Drafts::begin(drafts.query(asked)?)?;
    let sql = format!(
        "{} {}, {}, {SCHOOL} FROM {}
            LEFT JOIN school o ON o.urn = v.urn LEFT JOIN school_version s ON s.id = o.now
            WHERE {} AND {} ORDER BY p.id",
        sight.with(),
        sight.heads(),
        selected("v"),
        sight.pupils(),
        sight.there(),
        scope.clause("p.id")
    );
    ask::each(db, &sql, [scope.asked()], |row| {
        let row = &mut Columns::of(row);
        let pupil = row.name(PupilId::new)?;
        let mut kept = Vec::new();
        plans.of(&pupil, |row| {
            kept.push(received(&mut Columns::after(row, 1))?);
            Ok(())
        })?;
        let (plan, versions) = versions(kept);
        let (mappings, earlier) = mappings.of(&pupil)?;
        let as_of = days.get(&row.plain()?).copied();
        let as_of = as_of.ok_or_else(nameless)?;
        let departed = row.plain::<Option<i64>>()?;
        let departed = departed.and_then(|import| days.get(&import).copied());
        let out_of_cohort = row.plain()?;
        let mut facts = facts(row)?;
        let school = school(row)?;
        if let Some(school) = &school {
            school.lend(&mut facts);
        }
        take(Entry {
            as_of,
            departed,
            out_of_cohort,
            facts,
            lies_in: school.as_ref().and_then(School::lies_in),
            ages: school.map(|school| school.ages).unwrap_or_default(),
            plan,
            versions,
            earlier: earlier.map(Box::new),
            mappings,
            drafts: drafts.of(&pupil)?,
            audited: audited.get(&pupil).copied(),
            pupil,
        })
    })
}

/// The current plan version, and all versions where there are several: a country's worth of lists of one would take
/// its room.
fn versions(mut received: Vec<Received>) -> (Option<PlanHead>, Vec<Version>) {
    if received.len() < 2 {
        return (received.pop().map(|only| only.head), Vec::new());
    }
    let head = received.last().map(|last| last.head.clone());
    let version = |one: Received| Version {
        id: one.head.id,
        digest: one.digest,
        changes: one.changes,
    };
    (head, received.into_iter().map(version).collect())
}

fn nameless() -> StoreError {
    StoreError::Damaged("a pupil whom no import names".into())
}

/// The day of each import, by its number.
fn import_days(db: &Connection) -> Result<HashMap<i64, Day>> {
    let days = ask::all(db, "SELECT seq, at FROM import", [], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.moment()?.day()))
    })?;
    Ok(days.into_iter().collect())
}

#[cfg(test)]
mod tests;
