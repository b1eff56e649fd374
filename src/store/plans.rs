//! Plans: the texts that came in for a pupil, each version kept.

use rusqlite::{Connection, ToSql};

use super::ask;
use super::batch::{IncomingPlan, Intake};
use super::change::change;
use super::checksums::{self, Summed};
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::heads::{PLAN, plan};
use super::fault::Result;
use super::mint::Mint;
use super::pupils;
use crate::domain::amendment::Changes;
use crate::domain::caseload::Plan;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PlanId, PupilId};

impl Store {
    /// Takes in a plan's text that came by itself: a document, or words pasted on the spot.
    pub fn add_plan(&mut self, pupil: &PupilId, plan: &IncomingPlan, now: Moment) -> Result<()> {
        let change = change(&mut self.db)?;
        pupils::known(&change, pupil)?;
        receive(&change, &mut self.mint, pupil, plan, now)?;
        change.commit()
    }

    /// Gives a pupil's current plan.
    pub fn plan(&self, pupil: &PupilId) -> Result<Option<Plan>> {
        let sql =
            format!("SELECT {PLAN} FROM standing_plan WHERE pupil = ?1 ORDER BY seq DESC LIMIT 1");
        ask::one(&self.db, &sql, [pupil.as_str()], |row| {
            plan(&mut Columns::of(row))
        })
    }

    /// Gives a plan version.
    pub fn plan_by_id(&self, id: &PlanId) -> Result<Option<Plan>> {
        let sql = format!("SELECT {PLAN} FROM plan WHERE id = ?1");
        ask::one(&self.db, &sql, [id.as_str()], |row| {
            plan(&mut Columns::of(row))
        })
    }
}

/// Takes a plan's text in, unless it is the current one already.
pub(crate) fn receive(
    db: &Connection,
    mint: &mut Mint,
    pupil: &PupilId,
    plan: &IncomingPlan,
    now: Moment,
) -> Result<()> {
    if let Some(news) = news(db, pupil, plan)? {
        news.keep(db, mint, None, now)?;
    }
    Ok(())
}

/// A plan's text that is not the pupil's current one.
pub(crate) struct News<'a> {
    pupil: &'a PupilId,
    plan: &'a IncomingPlan,
    digest: Digest,
    /// The digest of the current one.
    before: Option<Digest>,
}

/// Gives what is new of a plan's text to a pupil: nothing where it is the current one already.
pub(crate) fn news<'a>(
    db: &Connection,
    pupil: &'a PupilId,
    plan: &'a IncomingPlan,
) -> Result<Option<News<'a>>> {
    let digest = Digest::of(plan.text.as_bytes());
    let before = current(db, pupil)?;
    Ok((before != Some(digest)).then_some(News {
        pupil,
        plan,
        digest,
        before,
    }))
}

impl News<'_> {
    /// Keeps the text; gives what it is to the pupil.
    pub(crate) fn keep(
        self,
        db: &Connection,
        mint: &mut Mint,
        import: Option<&str>,
        now: Moment,
    ) -> Result<Intake> {
        // What was compared with another text than the one it follows says nothing of it.
        let changes = (self.plan.amends.as_ref())
            .filter(|amends| self.before == Some(amends.earlier))
            .map(|amends| amends.changes);
        let received = match self.before {
            Some(_) => now.max(last_received(db, self.pupil)?.plus_millis(1)),
            None => now,
        };
        self.write(db, (&mint.id(now), import, received), changes)?;
        Ok(match self.before {
            None => Intake::First,
            Some(_) => Intake::Newer(changes),
        })
    }

    fn write(
        &self,
        db: &Connection,
        (id, import, received): (&str, Option<&str>, Moment),
        changes: Option<Changes>,
    ) -> Result<()> {
        let plan = self.plan;
        let row: [(&str, &dyn ToSql); 14] = [
            ("id", &id),
            ("pupil", &self.pupil.as_str()),
            ("import", &import),
            ("version", &plan.version),
            ("source", &plan.source),
            ("received", &received.millis()),
            ("provisions", &plan.provisions),
            ("digest", self.digest.bytes()),
            ("text", &plan.text),
            ("same", &changes.map(|changes| changes.same)),
            ("reworded", &changes.map(|changes| changes.reworded)),
            ("dose_changed", &changes.map(|changes| changes.dose_changed)),
            ("added", &changes.map(|changes| changes.new)),
            ("gone", &changes.map(|changes| changes.gone)),
        ];
        checksums::put(db, Summed::Plan, &row)
    }
}

/// When a pupil's current plan came in. The clock may stand still (`--now`) or go back, and a newer version must still
/// be the later one.
fn last_received(db: &Connection, pupil: &PupilId) -> Result<Moment> {
    let sql = "SELECT received FROM standing_plan WHERE pupil = ?1 ORDER BY seq DESC LIMIT 1";
    let last = ask::one(db, sql, [pupil.as_str()], |row| Columns::of(row).moment())?;
    Ok(last.unwrap_or(Moment::from_millis(0)))
}

/// The text of a pupil's current plan.
pub(crate) fn text(db: &Connection, pupil: &PupilId) -> Result<Option<String>> {
    let sql = "SELECT text FROM standing_plan WHERE pupil = ?1 ORDER BY seq DESC LIMIT 1";
    ask::one(db, sql, [pupil.as_str()], |row| Columns::of(row).plain())
}

/// The digest of a pupil's current plan.
fn current(db: &Connection, pupil: &PupilId) -> Result<Option<Digest>> {
    let sql = "SELECT digest FROM standing_plan WHERE pupil = ?1 ORDER BY seq DESC LIMIT 1";
    ask::one(db, sql, [pupil.as_str()], |row| Columns::of(row).digest())
}
