//! What is held of pupils, and erasing it: of those who are named, or of all who are past their time; and what still holds
//! them elsewhere.

use std::path::{Path, PathBuf};

use crate::domain::access::Access;
use crate::domain::backup::Why;
use crate::domain::day::{Day, Moment};
use crate::domain::erasure::{ERASED, Erased, Erasure};
use crate::domain::identity::{PupilId, PupilRef, Reader};
use crate::domain::paper::PaperId;
use crate::domain::pupil::Facts;
use crate::domain::retention::Retention;
use crate::store::{self, Holding, StoreError};

use super::Workspace;
use super::backup::{FOLDER, let_go, manifest, sweep};
use super::files;
use super::kept;
use super::problem::{Problem, Result};
use super::watching::{Watch, tell_store};

/// The folder in a workspace's that exports go to.
const EXPORTS: &str = "exports";

/// A backup that holds somebody who was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its folder.
    pub folder: PathBuf,
    /// When it was made, where it says so.
    pub made: Option<Moment>,
    /// Why it was made, where it says so.
    pub why: Option<Why>,
    /// Whether it could not be read, so that nobody knows whom it holds.
    pub unread: bool,
    /// Whether it was deleted.
    pub deleted: bool,
    /// Why it could not be, where it was to be.
    pub fault: Option<String>,
}

impl Left {
    /// The backup in a folder.
    pub(super) fn of(folder: PathBuf, unread: bool) -> Self {
        let manifest = manifest(&folder).ok();
        Self {
            made: manifest.as_ref().map(|manifest| manifest.made),
            why: manifest.map(|manifest| manifest.why),
            folder,
            unread,
            deleted: false,
            fault: None,
        }
    }

    /// Whether the program made it by itself, and so may delete it.
    pub fn is_own(&self) -> bool {
        self.why.is_some_and(Why::goes)
    }
}

/// Whether the file was written anew without what had lain in its free places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scrubbed {
    /// It was, or nothing had to be.
    #[default]
    Done,
    /// Another program has the file open; the next start tries again.
    Open,
    /// It failed for this; the next start tries again.
    Failed(String),
}

/// What was erased so far, and what is still to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasures {
    /// Every erasure that is recorded, oldest first.
    pub recorded: Vec<Erasure>,
    /// The backups in the workspace's folder that hold any of those erased.
    pub backups: Vec<Left>,
    /// Whether the file is still to be written anew.
    pub owed: bool,
    /// Those whom a backup that was restored brought back.
    pub back: Vec<(PupilId, PupilRef)>,
}

/// What came of an erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wiped {
    /// Each pupil's account.
    pub erased: Vec<Erased>,
    /// Whether the file was written anew without what had lain in its free places.
    pub scrubbed: Scrubbed,
    /// The backups in the workspace's folder that hold any of them.
    pub backups: Vec<Left>,
    /// How many files lie in the workspace's folder of exports, which nobody knows the contents of.
    pub exports: usize,
}

/// Somebody whose record is past its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The pupil.
    pub pupil: PupilId,
    /// What is known of them.
    pub facts: Facts,
    /// Until when it was to be kept.
    pub until: Day,
}

/// Who is past their time, and of how many nobody can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Those past it, the longest first.
    pub past: Vec<Past>,
    /// How many are still to be kept.
    pub within: u64,
    /// How many no end can be told of, for the day that it runs from is not known.
    pub unknown: u64,
}

impl Workspace {
    /// Erases pupils, all or none, and says what still holds them; with `backups` those that the program made by itself
    /// are deleted.
    pub fn erase(
        &mut self,
        pupils: &[PupilId],
        (by, reason): (&Reader, &str),
        backups: bool,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Wiped> {
        // Whatever fails once they are erased must not take the account of it with it.
        sweep(&self.folder);
        let (mut left, exports) = (self.left(pupils)?, self.exports()?);
        let erased = self
            .store
            .erase(pupils, by, reason, now, &mut |what, done, of| {
                tell_store(watch, what, done, of)
            });
        self.forget();
        let erased = erased?;
        let scrubbed = self.scrub(watch);
        if backups {
            left.iter_mut().for_each(delete);
        }
        Ok(Wiped {
            erased,
            scrubbed,
            backups: left,
            exports,
        })
    }

    /// Takes documents away that nobody has and that name somebody who was erased.
    pub fn erase_papers(
        &mut self,
        papers: &[PaperId],
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Scrubbed> {
        self.store.erase_papers(papers, now)?;
        Ok(self.scrub(watch))
    }

    /// What a pupil is known by, to ask about before they are erased.
    pub fn facts_of(&self, pupil: &PupilId) -> Result<Facts> {
        let entry = self.store.entry(pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| StoreError::UnknownPupil(pupil.clone()))?;
        Ok(entry.facts)
    }

    /// What was erased so far and what is still to be done; with `backups` those that the program made by itself and that
    /// hold any of those erased are deleted.
    pub fn erasures(&self, backups: bool) -> Result<Erasures> {
        let pupils = self.store.erased_pupils()?;
        let mut left = if pupils.is_empty() {
            Vec::new()
        } else {
            self.left(&pupils)?
        };
        if backups {
            left.iter_mut().for_each(delete);
        }
        Ok(Erasures {
            recorded: self.store.erasures()?,
            backups: left,
            owed: self.store.is_scrub_owed()?,
            back: self.store.back()?,
        })
    }

    /// Everything that is held of a pupil.
    pub fn held(&self, pupil: &PupilId, now: Moment) -> Result<Access> {
        let reference = self.facts_of(pupil)?.reference;
        Ok(Access::of(reference, now, self.store.held(pupil)?))
    }

    /// Lets somebody who was erased in again.
    pub fn readmit(&mut self, named: &str) -> Result<()> {
        Ok(self.store.readmit(named)?)
    }

    /// Writes the file anew without what lies in its free places.
    pub fn scrub(&mut self, watch: &mut Watch<'_>) -> Scrubbed {
        let told = &mut |what, done, of| tell_store(watch, what, done, of);
        match self.store.scrub(told) {
            Ok(true) => Scrubbed::Done,
            Ok(false) => Scrubbed::Open,
            Err(StoreError::Stopped) => Scrubbed::Failed("it was stopped".to_owned()),
            Err(StoreError::DiskFull) => Scrubbed::Failed(
                "the disk is full; it takes twice the room that the file has, for a while"
                    .to_owned(),
            ),
            Err(fault) => Scrubbed::Failed(fault.to_string()),
        }
    }

    /// How long records are kept.
    pub fn retention(&self) -> Result<Retention> {
        let kept = self.store.meta(kept::RETENTION)?;
        Ok(kept
            .and_then(|kept| serde_json::from_str(&kept).ok())
            .unwrap_or_default())
    }

    /// Keeps how long records are kept.
    pub fn retain_for(&mut self, retention: Retention) -> Result<()> {
        let written = serde_json::to_string(&retention).unwrap_or_default();
        Ok(self.store.set_meta(kept::RETENTION, &written)?)
    }

    /// Finds whose record is past its time on a day.
    pub fn overdue(&self, today: Day, watch: &mut Watch<'_>) -> Result<Overdue> {
        let retention = self.retention()?;
        let (mut found, mut done) = (Overdue::default(), 0);
        let of = self.store.pupils()?;
        self.store.each_entry(&self.framework.key, &mut |entry| {
            tell_store(watch, "Looking who is past their time", done, of)?;
            done += 1;
            if entry.facts.reference.as_str().starts_with(ERASED) {
                return Ok(());
            }
            match retention.until(&entry.facts) {
                Some(until) if until < today => found.past.push(Past {
                    pupil: entry.pupil,
                    facts: entry.facts,
                    until,
                }),
                Some(_) => found.within += 1,
                None => found.unknown += 1,
            }
            Ok(())
        })?;
        found.past.sort_by(|one, other| {
            let key = |past: &Past| (past.until, past.facts.reference.clone());
            key(one).cmp(&key(other))
        });
        Ok(found)
    }

    /// The backups in the workspace's folder that hold any of some pupils.
    fn left(&self, pupils: &[PupilId]) -> Result<Vec<Left>> {
        let mut left = Vec::new();
        for folder in entries(&self.folder.join(FOLDER))? {
            let holding = store::holds(&self.store.door().at(&folder), pupils);
            if holding != Holding::Free {
                left.push(Left::of(folder, holding == Holding::Unread));
            }
        }
        left.sort_by(|one, other| one.folder.cmp(&other.folder));
        Ok(left)
    }

    fn exports(&self) -> Result<usize> {
        exports(&self.folder)
    }
}

/// How many files lie in the exports of the workspace in a folder.
pub(super) fn exports(folder: &Path) -> Result<usize> {
    Ok(entries(&folder.join(EXPORTS))?.len())
}

/// Deletes a backup that the program made by itself and that could be read.
pub(super) fn delete(left: &mut Left) {
    if !left.is_own() || left.unread {
        return;
    }
    match let_go(&left.folder) {
        Ok(()) => left.deleted = true,
        Err(fault) => left.fault = Some(fault.to_string()),
    }
}

/// What lies in a folder; nothing where there is none.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    files::entries(folder).map_err(Problem::from)
}

#[cfg(test)]
mod tests;
