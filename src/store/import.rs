//! Imports: the pupils of files matched to those known, one by one, all in one transaction.

mod documents;
mod intake;
mod leaving;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use rusqlite::Connection;

use super::ask;
use super::batch::{File, IncomingPlan, Order, Taken};
use super::begun::follow_last;
use super::change::{Change, join};
use super::connection::Store;
use super::erased::Shunned;
use super::fault::{Result, StoreError};
use super::mint::Mint;
use super::{caseload, imports, plans, pupils};
use crate::domain::identity::{PupilId, PupilRef};

pub use intake::Intake;

impl Store {
    /// Opens an import: all that `bring` hands in goes in, or none of it where it ends in an error.
    ///
    /// Between [`Store::begin`] and [`Store::end`] it is that change which holds all or nothing: after an error and after
    /// a dry run it must end with [`End::TakeBack`](super::End::TakeBack).
    ///
    /// Pupils are matched by reference; by UPN where one side has only the UPN for a reference. A file that brings
    /// nothing new writes nothing at all, no import either, so that importing twice leaves the workspace as it was. A
    /// dry run does everything and takes it back. A file that brings something new is also the latest to have named
    /// the pupils it leaves unchanged.
    pub fn import<E: From<StoreError>>(
        &mut self,
        order: Order<'_>,
        bring: impl FnOnce(&mut Taking<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<Taken, E> {
        let shunned = Shunned::of(&self.db, self.key.as_ref(), self.door.folder())?;
        let change = join(&mut self.db)?;
        // Ids say in which order pupils came, also where another process took the last ones in at this very moment.
        if let Some(last) = pupils::last(&change)? {
            self.mint.follow(last.as_str());
        }
        follow_last(&change, &mut self.mint)?;
        let mut taking = Taking {
            change,
            mint: &mut self.mint,
            order,
            shunned,
            imports: Vec::new(),
            present: order.whole.then(HashSet::new),
            last: None,
            taken: Taken::default(),
        };
        bring(&mut taking)?;
        Ok(taking.end()?)
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

/// An import that is open: files and plans go into it one after the other.
pub struct Taking<'a> {
    change: Change<'a>,
    mint: &'a mut Mint,
    order: Order<'a>,
    /// Those who were erased.
    shunned: Option<Shunned>,
    /// The imports that brought something new.
    imports: Vec<String>,
    /// Everybody named so far, where whoever is not has left.
    present: Option<HashSet<PupilId>>,
    /// The file that came last.
    last: Option<File>,
    taken: Taken,
}

impl Taking<'_> {
    /// Takes a file in, whose pupils `bring` hands over one by one; where it brings nothing new, it writes nothing.
    pub fn file<E: From<StoreError>>(
        &mut self,
        file: File,
        bring: impl FnOnce(&mut Intake<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut intake = Intake::of(
            &self.change,
            self.mint,
            (&file, self.order.now),
            (self.present.as_mut(), self.shunned.as_ref()),
            &mut self.taken,
        )?;
        bring(&mut intake)?;
        let (account, import) = intake.finish()?;
        self.imports.extend(import);
        self.last = Some(file);
        self.taken.files.push(account);
        Ok(())
    }

    /// Notes that a file names pupils who could not be taken in: they have not left.
    pub fn stays(&mut self, reference: &PupilRef) -> Result<()> {
        if let Some(present) = &mut self.present {
            present.extend(pupils::by_reference(&self.change, reference.as_str())?);
        }
        Ok(())
    }

    /// Takes in plans of pupils who are known, as an import of its own.
    pub fn plans(&mut self, plans: &[(PupilId, IncomingPlan)]) -> Result<()> {
        let told = (&mut *self.mint, &mut self.taken);
        let import = documents::take(&self.change, told, plans, self.order.now)?;
        self.imports.extend(import);
        Ok(())
    }

    /// Says that nothing more comes: whoever a whole caseload does not name has left, and what moved is told.
    ///
    /// `told` hears how many of those of whom anything moved have been told, and may end the import.
    pub fn close<E: From<StoreError>>(
        &mut self,
        told: &mut dyn FnMut(usize) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        if let Some(present) = self.present.take() {
            self.depart(present)?;
        }
        let Some(framework) = self.order.compare else {
            return Ok(());
        };
        for import in &self.imports {
            for moved in imports::changes(&self.change, import)? {
                told(self.taken.changes.len())?;
                if let Some(entry) = caseload::one(&self.change, &moved.pupil, framework)? {
                    self.taken.changes.push((moved, entry));
                }
            }
        }
        Ok(())
    }

    fn end(self) -> Result<Taken> {
        let mut taken = self.taken;
        taken.no_plan_text = without_plan(&self.change)?;
        taken.news = !self.imports.is_empty();
        if taken.news && !self.order.dry_run {
            self.change.commit()?;
        }
        Ok(taken)
    }
}

fn without_plan(db: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM pupil p WHERE undone IS NULL
        AND NOT EXISTS (SELECT 1 FROM standing_plan WHERE standing_plan.pupil = p.id)";
    Ok(ask::count(db, sql, [])?.unsigned_abs())
}
