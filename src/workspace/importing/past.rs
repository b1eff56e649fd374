//! Imports looked back on: what each moved and what followed, and undoing one.

use crate::domain::backup::Why;
use crate::domain::caseload::Entry;
use crate::domain::day::{Day, Moment};
use crate::domain::identity::Reader;
use crate::domain::movement::{Change, ImportHead, Movement, Undone};

use super::super::Workspace;
use super::super::problem::{Problem, Result};
use super::super::watching::{Watch, tell_store};

impl Workspace {
    /// Every import, the latest first.
    pub fn imports(&self) -> Result<Vec<ImportHead>> {
        Ok(self.store.imports()?)
    }

    /// Finds an import by its id or the end of it.
    ///
    /// # Errors
    ///
    /// None is named so, or several are.
    pub fn import_named(&self, name: &str) -> Result<ImportHead> {
        let name = name.trim();
        let mut named = self.store.imports()?;
        named.retain(|head| !name.is_empty() && head.id.ends_with(name));
        match named.len() {
            0 => Err(Problem::NoImport(name.to_owned())),
            1 => named
                .pop()
                .ok_or_else(|| Problem::NoImport(name.to_owned())),
            several => Err(Problem::SeveralImports(name.to_owned(), several)),
        }
    }

    /// Tells what an import moved, and what follows for the work as it stands on a day.
    pub fn moved_by(&self, import: &ImportHead, day: Day) -> Result<Vec<Movement>> {
        let changes = self.store.moved_by(&import.id, &self.framework.key)?;
        Ok(self.movements(&changes, day))
    }

    /// Undoes an import as a whole; no record is touched.
    pub fn undo_import(
        &mut self,
        import: &ImportHead,
        by: &Reader,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Undone> {
        let guard = self.guard(Why::BeforeUndo, now, watch)?;
        let told = &mut |what, done, of| tell_store(watch, what, done, of);
        let undone = self.store.undo_import(&import.id, by, now, told);
        self.guarded(guard, undone.is_ok());
        self.forget();
        Ok(undone?)
    }

    /// What moved, of those of whom anything did.
    pub(super) fn movements(&self, changes: &[(Change, Entry)], day: Day) -> Vec<Movement> {
        let basis = self.basis(&self.framework, day);
        let moved = changes.iter();
        moved
            .map(|(change, entry)| Movement::of(&basis, change, entry))
            .filter(|movement| !movement.what.is_empty())
            .collect()
    }
}
