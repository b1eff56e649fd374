//! Plans: the texts that came in for a pupil, each version kept.

use rusqlite::{Connection, params};

use super::ask;
use super::batch::{IncomingPlan, Intake};
use super::change::change;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::heads::{PLAN, plan};
use super::fault::Result;
use super::mint::Mint;
use super::pupils;
use crate::domain::caseload::Plan;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PlanId, PupilId};

impl Store {
    /// Takes in a plan's text that came by itself: a document, or words pasted on the spot.
    pub fn add_plan(&mut self, pupil: &PupilId, plan: &IncomingPlan, now: Moment) -> Result<()> {
        let change = change(&mut self.db)?;
        pupils::known(&change, pupil)?;
        receive(&change, &mut self.mint, pupil, plan, None, now)?;
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
    import: Option<&str>,
    now: Moment,
) -> Result<Intake> {
    let digest = Digest::of(plan.text.as_bytes());
    let before = current(db, pupil)?;
    if before == Some(digest) {
        return Ok(Intake::Known);
    }
    // What was compared with another text than the one it follows says nothing of it.
    let changes = (plan.amends.as_ref())
        .filter(|amends| before == Some(amends.earlier))
        .map(|amends| amends.changes);
    let received = match before {
        Some(_) => now.max(last_received(db, pupil)?.plus_millis(1)),
        None => now,
    };
    let sql =
        "INSERT INTO plan (id, pupil, import, version, source, received, provisions, digest, text,
            same, reworded, dose_changed, added, gone)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let row = params![
        mint.id(now),
        pupil.as_str(),
        import,
        plan.version,
        plan.source,
        received.millis(),
        plan.provisions,
        digest.bytes(),
        plan.text,
        changes.map(|changes| changes.same),
        changes.map(|changes| changes.reworded),
        changes.map(|changes| changes.dose_changed),
        changes.map(|changes| changes.new),
        changes.map(|changes| changes.gone),
    ];
    ask::act(db, sql, row)?;
    Ok(match before {
        None => Intake::First,
        Some(_) => Intake::Newer(changes),
    })
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
