//! Imports: the pupils of files matched to those known, all in one transaction.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, params};

use super::ask;
use super::batch::{Batch, Conflict, Imported, Incoming, IncomingPlan, Taken};
use super::connection::{Store, change};
use super::fault::Result;
use super::mint::Mint;
use super::{plans, pupils};
use crate::domain::day::Moment;
use crate::domain::fact::Fact;
use crate::domain::identity::{PupilId, Upn};
use crate::domain::pupil::Facts;

/// How many pupils lie between two words on the progress.
const STRIDE: usize = 256;

impl Store {
    /// Takes the pupils of files in, and plans of pupils who are `known` already: all of them or none.
    ///
    /// Pupils are matched by reference; by UPN where one side has only the UPN for a reference. A batch that brings
    /// nothing new writes nothing at all, no import either, so that importing twice leaves the file as it was. A dry
    /// run does everything and takes it back. A batch that brings something new is also the latest to have named the
    /// pupils it leaves unchanged. The progress counts pupils and then plans.
    pub fn import(
        &mut self,
        batches: &[Batch],
        known: &[(PupilId, IncomingPlan)],
        now: Moment,
        dry_run: bool,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Taken> {
        let mut change = change(&mut self.db)?;
        // Ids say in which order pupils came, also where another process took the last ones in at this very moment.
        if let Some(last) = pupils::last(&change)? {
            self.mint.follow(last.as_str());
        }
        let mut done = 0;
        let mut step = || {
            if done % STRIDE == 0 {
                progress(done);
            }
            done += 1;
        };
        let mut taken = Taken::default();
        let mut news = false;
        for batch in batches {
            let account = take(
                &mut change,
                &mut self.mint,
                batch,
                now,
                &mut taken,
                &mut step,
            )?;
            news |= account.brings_news();
            taken.batches.push(account);
        }
        for (pupil, plan) in known {
            step();
            pupils::known(&change, pupil)?;
            let intake = plans::receive(&change, &mut self.mint, pupil, plan, None, now)?;
            news |= taken.note(pupil, intake);
        }
        progress(done);
        taken.no_plan_text = without_plan(&change)?;
        if news && !dry_run {
            change.commit()?;
        }
        Ok(taken)
    }

    /// Gives the text that a plan coming in for somebody would follow: nothing where they are not known yet, or
    /// their plan has not come in.
    ///
    /// The pupil is the one whom an import would find; whether it then takes the row is its own matter.
    pub fn plan_before(&self, facts: &Facts) -> Result<Option<String>> {
        let found = match (
            pupils::by_reference(&self.db, facts.reference.as_str())?,
            &facts.upn,
        ) {
            (None, Some(upn)) => pupils::by_upn(&self.db, upn)?,
            (found, _) => found,
        };
        found.map_or(Ok(None), |pupil| self.plan_text(&pupil))
    }

    /// Gives the text of a pupil's current plan.
    pub fn plan_text(&self, pupil: &PupilId) -> Result<Option<String>> {
        plans::text(&self.db, pupil)
    }

    /// Counts the pupils of the whole caseload whose plan text has not come in.
    pub fn without_plan(&self) -> Result<u64> {
        without_plan(&self.db)
    }
}

/// Takes a batch in; where it brings nothing new, it is taken back by itself.
fn take(
    change: &mut Transaction<'_>,
    mint: &mut Mint,
    batch: &Batch,
    now: Moment,
    taken: &mut Taken,
    step: &mut dyn FnMut(),
) -> Result<Imported> {
    let part = change.savepoint()?;
    let import = mint.id(now);
    begin(&part, &import, batch, now)?;
    let mut intake = Intake {
        db: &part,
        mint,
        import: &import,
        now,
        silent: &batch.silent,
        seen: HashMap::with_capacity(batch.pupils.len()),
        account: Imported::default(),
        taken,
    };
    for incoming in &batch.pupils {
        step();
        intake.take(incoming)?;
    }
    let account = intake.account;
    if account.brings_news() {
        end(&part, &import, &account)?;
        part.commit()?;
    }
    Ok(account)
}

/// An import under way.
struct Intake<'a> {
    db: &'a Connection,
    mint: &'a mut Mint,
    import: &'a str,
    now: Moment,
    silent: &'a [Fact],
    /// The pupils met so far, and in which row.
    seen: HashMap<PupilId, usize>,
    account: Imported,
    taken: &'a mut Taken,
}

/// Whose facts a row holds.
enum Whose {
    New,
    Known(PupilId, Box<Facts>),
    /// The UPN belongs to somebody else: their reference.
    Held(String),
}

impl Intake<'_> {
    fn take(&mut self, incoming: &Incoming) -> Result<()> {
        let reference = || incoming.facts.reference.to_string();
        match whose(self.db, &incoming.facts)? {
            Whose::New => self.add(incoming),
            Whose::Known(pupil, before) => match self.seen.get(&pupil) {
                Some(first) => {
                    self.account.conflicts.push(Conflict::Repeated {
                        row: incoming.row,
                        reference: reference(),
                        first: *first,
                    });
                    Ok(())
                }
                None => self.renew(pupil, &before, incoming),
            },
            Whose::Held(holder) => {
                self.account.conflicts.push(Conflict::UpnHeld {
                    row: incoming.row,
                    reference: reference(),
                    holder,
                });
                Ok(())
            }
        }
    }

    fn add(&mut self, incoming: &Incoming) -> Result<()> {
        let pupil = PupilId::new(self.mint.id(self.now));
        pupils::add(self.db, &pupil, &incoming.facts, self.import)?;
        self.receive(&pupil, incoming)?;
        self.account.new += 1;
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    /// The facts that came in; a UPN that stands in does not replace a true reference, and what the file is silent on
    /// stays.
    fn following(&self, before: &Facts, incoming: &Facts) -> Facts {
        let mut after = incoming.clone();
        if stands_in(incoming) {
            after.reference.clone_from(&before.reference);
        }
        after.follow(before, self.silent);
        after
    }

    fn renew(&mut self, pupil: PupilId, before: &Facts, incoming: &Incoming) -> Result<()> {
        let after = self.following(before, &incoming.facts);
        let new_facts = *before != after;
        if new_facts {
            pupils::renew(self.db, &pupil, &after, self.import)?;
        } else {
            pupils::name(self.db, &pupil, self.import)?;
        }
        let new_plan = self.receive(&pupil, incoming)?;
        if new_facts || new_plan {
            self.account.changed += 1;
        } else {
            self.account.unchanged += 1;
        }
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    /// Takes the plan in, where one came; says whether it is new.
    fn receive(&mut self, pupil: &PupilId, incoming: &Incoming) -> Result<bool> {
        let Some(plan) = &incoming.plan else {
            return Ok(false);
        };
        let import = Some(self.import);
        let intake = plans::receive(self.db, self.mint, pupil, plan, import, self.now)?;
        Ok(self.taken.note(pupil, intake))
    }
}

fn whose(db: &Connection, facts: &Facts) -> Result<Whose> {
    let by_reference = pupils::by_reference(db, facts.reference.as_str())?;
    let by_upn = match &facts.upn {
        Some(upn) => pupils::by_upn(db, upn)?,
        None => None,
    };
    let known = |pupil: PupilId| {
        let before = pupils::current(db, &pupil)?;
        Ok(Whose::Known(pupil, Box::new(before)))
    };
    match (by_reference, by_upn) {
        (None, None) => Ok(Whose::New),
        (Some(pupil), None) => known(pupil),
        (Some(pupil), Some(holder)) if pupil == holder => known(pupil),
        (Some(_), Some(holder)) => Ok(Whose::Held(
            pupils::current(db, &holder)?.reference.to_string(),
        )),
        (None, Some(holder)) => {
            let before = pupils::current(db, &holder)?;
            if stands_in(facts) || stands_in(&before) {
                Ok(Whose::Known(holder, Box::new(before)))
            } else {
                Ok(Whose::Held(before.reference.to_string()))
            }
        }
    }
}

/// Whether the UPN stands in for a reference that the file did not have.
fn stands_in(facts: &Facts) -> bool {
    facts.upn.as_ref().map(Upn::as_str) == Some(facts.reference.as_str())
}

fn without_plan(db: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM pupil WHERE NOT EXISTS (SELECT 1 FROM plan WHERE plan.pupil = pupil.id)";
    Ok(ask::count(db, sql, [])?.unsigned_abs())
}

fn begin(db: &Connection, import: &str, batch: &Batch, now: Moment) -> Result<()> {
    let sql = "INSERT INTO import (id, at, file, digest, kind) VALUES (?1, ?2, ?3, ?4, ?5)";
    let digest = batch.digest.bytes();
    let row = params![import, now.millis(), batch.file, digest, batch.kind];
    ask::act(db, sql, row).map(drop)
}

fn end(db: &Connection, import: &str, account: &Imported) -> Result<()> {
    let sql = "INSERT INTO import_account (import, added, changed, unchanged, conflicts)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let row = params![
        import,
        count(account.new),
        count(account.changed),
        count(account.unchanged),
        count(account.conflicts.len()),
    ];
    ask::act(db, sql, row).map(drop)
}
