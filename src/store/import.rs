//! Imports: a file's pupils matched to those known, all in one transaction.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::ask;
use super::batch::{Batch, Conflict, ImportId, Imported, Incoming};
use super::connection::{Store, change};
use super::fault::Result;
use super::mint::Mint;
use super::{plans, pupils};
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, Upn};
use crate::domain::pupil::Facts;

/// How many pupils lie between two words on the progress.
const STRIDE: usize = 256;

impl Store {
    /// Takes a file's pupils in, all of them or none.
    ///
    /// Pupils are matched by reference; by UPN where one side has only the UPN for a reference. A batch that brings
    /// nothing new writes nothing at all, no import either, so that importing twice leaves the file as it was. A dry
    /// run does everything and takes it back.
    pub fn import(
        &mut self,
        batch: &Batch,
        now: Moment,
        dry_run: bool,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Imported> {
        let change = change(&mut self.db)?;
        let mut intake = Intake {
            db: &change,
            mint: &mut self.mint,
            import: String::new(),
            now,
            seen: HashMap::with_capacity(batch.pupils.len()),
            account: Imported::default(),
        };
        intake.import = intake.mint.id(now);
        for (done, incoming) in batch.pupils.iter().enumerate() {
            if done % STRIDE == 0 {
                progress(done);
            }
            intake.take(incoming)?;
        }
        progress(batch.pupils.len());
        let (mut account, import) = (intake.account, intake.import);
        account.no_plan_text = without_plan(&change)?;
        if !dry_run && account.new + account.changed > 0 {
            write(&change, &import, batch, &account, now)?;
            change.commit()?;
            account.import = Some(ImportId::new(import));
        }
        Ok(account)
    }
}

/// An import under way.
struct Intake<'a> {
    db: &'a Connection,
    mint: &'a mut Mint,
    import: String,
    now: Moment,
    /// The pupils met so far, and in which row.
    seen: HashMap<PupilId, usize>,
    account: Imported,
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
        pupils::add(self.db, &pupil, &incoming.facts, &self.import)?;
        self.receive(&pupil, incoming)?;
        self.account.new += 1;
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    fn renew(&mut self, pupil: PupilId, before: &Facts, incoming: &Incoming) -> Result<()> {
        let after = keeping_reference(before, &incoming.facts);
        let new_facts = *before != after;
        if new_facts {
            pupils::renew(self.db, &pupil, &after, &self.import)?;
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

    fn receive(&mut self, pupil: &PupilId, incoming: &Incoming) -> Result<bool> {
        let Some(plan) = &incoming.plan else {
            return Ok(false);
        };
        let received = plans::receive(
            self.db,
            self.mint,
            pupil,
            plan,
            Some(&self.import),
            self.now,
        )?;
        Ok(received.new)
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

/// The facts that came in; a UPN that stands in does not replace a true reference.
fn keeping_reference(before: &Facts, incoming: &Facts) -> Facts {
    let mut after = incoming.clone();
    if stands_in(incoming) {
        after.reference.clone_from(&before.reference);
    }
    after
}

fn without_plan(db: &Connection) -> Result<usize> {
    let sql = "SELECT count(*) FROM pupil WHERE NOT EXISTS (SELECT 1 FROM plan WHERE plan.pupil = pupil.id)";
    Ok(usize::try_from(ask::count(db, sql, [])?).unwrap_or(0))
}

fn write(
    db: &Connection,
    import: &str,
    batch: &Batch,
    account: &Imported,
    now: Moment,
) -> Result<()> {
    let sql =
        "INSERT INTO import (id, at, file, digest, kind, added, changed, unchanged, conflicts)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let row = params![
        import,
        now.millis(),
        batch.file,
        batch.digest.bytes(),
        batch.kind,
        count(account.new),
        count(account.changed),
        count(account.unchanged),
        count(account.conflicts.len()),
    ];
    ask::act(db, sql, row).map(drop)
}
