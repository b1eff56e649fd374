//! Reaching the same workspace once more: beside itself, or after its disk was away.

use std::path::Path;

use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::mapping::Mapping;

use crate::store::{Door, Mint, Store};

use super::problem::{Problem, Result};
use super::restoring::{Restored, restore};
use super::watching::Watch;
use super::{Workspace, share, veil};

/// A workspace that was closed, so that another may take its place.
pub struct Closed {
    door: Door,
    backs_up: bool,
}

impl Closed {
    /// Puts a backup in its place.
    pub fn restore(&self, backup: &Path, now: Moment, watch: &mut Watch<'_>) -> Result<Restored> {
        restore(&self.door, self.door.at(backup), now, watch)
    }

    /// Opens what is there now.
    pub fn open(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Workspace> {
        let mut opened = Workspace::open_existing_watched(&self.door, now, watch)?;
        opened.backs_up = self.backs_up;
        Ok(opened)
    }
}

/// What has become of a draft that was to be recorded.
#[derive(Clone, Debug)]
pub enum Became {
    /// It is recorded.
    Mapping(Box<Mapping>),
    /// It is a draft still.
    Draft,
    /// What is there does not tell.
    Unknown,
}

impl Workspace {
    /// Closes it.
    pub fn close(self) -> Closed {
        Closed {
            door: self.store.door().clone(),
            backs_up: self.backs_up,
        }
    }

    /// Opens the same workspace a second time, for work that goes on beside this one's.
    pub fn again(&self, now: Moment) -> Result<Self> {
        share::refuse(self.store.door().folder())?;
        let store = Store::open_existing(self.store.door(), Mint::system()?, now)?;
        let mut again = Self::with(store, now)?;
        again.backs_up = self.backs_up;
        Ok(again)
    }

    /// Opens the workspace anew after its disk was away: what was opened before may lead nowhere by now.
    ///
    /// Which saving of each draft is at hand stays known, so that a draft that changed meanwhile is not overwritten.
    pub fn reach_again(&mut self, now: Moment) -> Result<()> {
        let mut again = self.again(now)?;
        // Another drive may hang where this one's did.
        if again.store.origin() != self.store.origin() {
            return Err(Problem::Another(self.folder.clone()));
        }
        again.revs = std::mem::take(&mut self.revs);
        *self = again;
        Ok(())
    }

    /// Whether a draft is kept as it is here; where it is, its saving is the one at hand.
    pub fn keeps(&mut self, draft: &Draft) -> Result<bool> {
        let kept = self
            .store
            .draft(&draft.pupil, &draft.framework, &draft.reader)?;
        let Some((kept, rev)) = kept else {
            return Ok(false);
        };
        let is_kept = kept == *draft;
        if is_kept {
            let whose = (draft.pupil.clone(), draft.reader.role);
            self.revs.insert(whose, rev);
        }
        Ok(is_kept)
    }
    /// What has become of a draft that was to be recorded at a moment or later.
    pub fn became(&mut self, draft: &Draft, since: Moment) -> Result<Became> {
        let mapping = self.store.recorded_of(draft, since)?;
        let kept = (self.store).draft(&draft.pupil, &draft.framework, &draft.reader)?;
        Ok(match (mapping, kept) {
            (Some(mut mapping), None) => {
                self.revs.remove(&(draft.pupil.clone(), draft.reader.role));
                veil::mapping(&mut mapping);
                Became::Mapping(Box::new(mapping))
            }
            (None, Some(_)) => Became::Draft,
            (Some(_), Some(_)) | (None, None) => Became::Unknown,
        })
    }
}
