//! Imports: the pupils of files matched to those known, all in one transaction.

mod documents;
mod leaving;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::ask;
use super::batch::{Batch, Conflict, Imported, Incoming, Order, Taken};
use super::change::{Change, change};
use super::connection::Store;
use super::fault::{Result, heard};
use super::mint::Mint;
use super::pupils::Away;
use super::{caseload, imports, plans, pupils};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
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
    /// pupils it leaves unchanged. The progress counts pupils and then plans; where it breaks off, nothing comes in.
    pub fn import(
        &mut self,
        order: Order<'_>,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Taken> {
        let now = order.now;
        let mut change = change(&mut self.db)?;
        // Ids say in which order pupils came, also where another process took the last ones in at this very moment.
        if let Some(last) = pupils::last(&change)? {
            self.mint.follow(last.as_str());
        }
        let mut done = 0;
        let mut step = || {
            if done % STRIDE == 0 {
                heard(progress(done))?;
            }
            done += 1;
            Ok(())
        };
        let mut taken = Taken::default();
        let (mut imports, mut present) = (Vec::new(), HashSet::new());
        for batch in order.batches {
            let import = self.mint.id(now);
            let account = take(
                &mut change,
                &mut self.mint,
                (batch, &import),
                &mut present,
                now,
                &mut taken,
                &mut step,
            )?;
            if account.brings_news() {
                imports.push(import);
            }
            taken.batches.push(account);
        }
        if order.whole {
            let told = (&mut imports, &mut taken);
            leaving::depart(&change, &mut self.mint, order, present, told)?;
        }
        imports.extend(documents::take(
            &mut change,
            &mut self.mint,
            order,
            &mut taken,
            &mut step,
        )?);
        heard(progress(done))?;
        taken.no_plan_text = without_plan(&change)?;
        if let Some(framework) = order.compare {
            for import in &imports {
                let moved = imports::changes(&change, import)?;
                for (moved, at) in moved.into_iter().zip(0_usize..) {
                    if at % STRIDE == 0 {
                        heard(progress(done))?;
                    }
                    if let Some(entry) = caseload::one(&change, &moved.pupil, framework)? {
                        taken.changes.push((moved, entry));
                    }
                }
            }
        }
        taken.news = !imports.is_empty();
        if taken.news && !order.dry_run {
            change.commit()?;
        }
        Ok(taken)
    }

    /// Gives the pupil whom an import would find for somebody's facts; whether it then takes the row is its own matter.
    pub fn like(&self, facts: &Facts) -> Result<Option<PupilId>> {
        let found = pupils::by_reference(&self.db, facts.reference.as_str())?;
        match (found, &facts.upn) {
            (None, Some(upn)) => pupils::by_upn(&self.db, upn),
            (found, _) => Ok(found),
        }
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
    change: &mut Change<'_>,
    mint: &mut Mint,
    (batch, import): (&Batch, &str),
    present: &mut HashSet<PupilId>,
    now: Moment,
    taken: &mut Taken,
    step: &mut dyn FnMut() -> Result<()>,
) -> Result<Imported> {
    let part = change.savepoint()?;
    let file = (batch.file.as_str(), batch.digest, batch.kind.as_str());
    begin(&part, (import, now), file)?;
    let mut intake = Intake {
        db: &part,
        mint,
        import,
        now,
        silent: &batch.silent,
        seen: HashMap::with_capacity(batch.pupils.len()),
        account: Imported::default(),
        taken,
    };
    for incoming in &batch.pupils {
        step()?;
        intake.take(incoming)?;
    }
    let account = intake.account;
    present.extend(intake.seen.into_keys());
    if account.brings_news() {
        end(&part, import, &account)?;
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
    Known {
        pupil: PupilId,
        before: Box<Facts>,
        away: Away,
    },
    /// The UPN belongs to somebody else: their reference.
    Held(String),
}

impl Intake<'_> {
    fn take(&mut self, incoming: &Incoming) -> Result<()> {
        let reference = || incoming.facts.reference.to_string();
        match whose(self.db, &incoming.facts)? {
            Whose::New => self.add(incoming),
            Whose::Known {
                pupil,
                before,
                away,
            } => match self.seen.get(&pupil) {
                Some(first) => {
                    self.account.conflicts.push(Conflict::Repeated {
                        row: incoming.row,
                        reference: reference(),
                        first: *first,
                    });
                    Ok(())
                }
                None => self.renew(pupil, &before, away, incoming),
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
        pupils::add(self.db, &pupil, &incoming.facts, self.told(incoming))?;
        self.receive(&pupil, incoming)?;
        self.account.new += 1;
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    /// Where it stands what a pupil's row says.
    fn told(&self, incoming: &Incoming) -> pupils::Told<'_> {
        pupils::Told {
            import: self.import,
            line: incoming.row,
        }
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

    fn renew(
        &mut self,
        pupil: PupilId,
        before: &Facts,
        away: Away,
        incoming: &Incoming,
    ) -> Result<()> {
        let after = self.following(before, &incoming.facts);
        // Who comes back has a version of their own for it, whatever it says.
        let new_facts = *before != after || away != Away::No;
        if new_facts {
            pupils::renew(self.db, &pupil, &after, self.told(incoming))?;
        } else {
            pupils::name(self.db, &pupil, self.import)?;
        }
        let new_plan = self.receive(&pupil, incoming)?;
        if away == Away::Undone {
            self.account.new += 1;
        } else if new_facts || new_plan {
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
        let (before, away) = pupils::current(db, &pupil)?;
        let before = Box::new(before);
        Ok(Whose::Known {
            pupil,
            before,
            away,
        })
    };
    match (by_reference, by_upn) {
        (None, None) => Ok(Whose::New),
        (Some(pupil), None) => known(pupil),
        (Some(pupil), Some(holder)) if pupil == holder => known(pupil),
        (Some(_), Some(holder)) => Ok(Whose::Held(
            pupils::current(db, &holder)?.0.reference.to_string(),
        )),
        (None, Some(holder)) => {
            let (before, _) = pupils::current(db, &holder)?;
            if stands_in(facts) || stands_in(&before) {
                known(holder)
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
    let sql = "SELECT count(*) FROM pupil p WHERE undone IS NULL
        AND NOT EXISTS (SELECT 1 FROM standing_plan WHERE standing_plan.pupil = p.id)";
    Ok(ask::count(db, sql, [])?.unsigned_abs())
}

/// Writes that an import begins: its id and when, the file, its digest and its kind.
pub(crate) fn begin(
    db: &Connection,
    (import, now): (&str, Moment),
    (file, digest, kind): (&str, Digest, &str),
) -> Result<()> {
    let sql = "INSERT INTO import (id, at, file, digest, kind) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![import, now.millis(), file, digest.bytes(), kind];
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
