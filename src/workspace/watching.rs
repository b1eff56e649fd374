//! Long work: who hears how far it has come, and ends it.
//!
//! Work that was stopped leaves the workspace and its files as they were: whatever it had read is read again when it is
//! asked for again.

use std::ops::ControlFlow;

use crate::store::{self, End, StoreError};

use super::Workspace;
use super::problem::{Problem, Result};

/// How far a piece of long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// Of how many; 0 where nobody knows.
    pub of: u64,
}

/// Hears how far the work has come, several times a second; where it breaks off, the work ends with
/// [`Problem::Stopped`] and nothing is changed.
pub type Watch<'a> = dyn FnMut(Step) -> ControlFlow<()> + 'a;

/// Tells how far the work has come.
///
/// # Errors
///
/// [`Problem::Stopped`] where the work is to end.
pub(super) fn tell(watch: &mut Watch<'_>, what: &'static str, done: u64, of: u64) -> Result<()> {
    match watch(Step { what, done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Problem::Stopped),
    }
}

/// How many bytes are one step of what is told of bytes.
const MEGABYTE: u64 = 1_000_000;

/// Tells of how many bytes the work has gone by, in whole megabytes: a country's file has ten figures of bytes.
pub(super) fn tell_bytes(
    watch: &mut Watch<'_>,
    what: &'static str,
    done: u64,
    of: u64,
) -> Result<()> {
    tell(watch, what, done / MEGABYTE, of.div_ceil(MEGABYTE))
}

/// Tells how far the work has come, from among the rows of the store.
///
/// # Errors
///
/// [`StoreError::Stopped`] where the work is to end, which becomes [`Problem::Stopped`].
pub(super) fn tell_store(
    watch: &mut Watch<'_>,
    what: &'static str,
    done: u64,
    of: u64,
) -> store::Result<()> {
    match watch(Step { what, done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(StoreError::Stopped),
    }
}

impl Workspace {
    /// Holds the workspace's file as a writer does, until this one is dropped.
    #[cfg(test)]
    pub(crate) fn hold(&mut self) -> Result<()> {
        Ok(self.store.begin()?)
    }

    /// Does work of several parts of which all is kept, or nothing where one fails or is stopped.
    ///
    /// No other process can write meanwhile: what takes long without writing belongs before it.
    pub(super) fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(T, End)>,
    ) -> Result<T> {
        if self.store.has_begun() {
            return work(self).map(|(done, _)| done);
        }
        self.store.begin()?;
        let worked = work(self).and_then(|(done, end)| {
            self.store.end(end)?;
            Ok(done)
        });
        if worked.is_err() {
            // What the work failed for is what is to be said.
            let _ = self.store.end(End::TakeBack);
            self.forget();
        }
        worked
    }
}

#[cfg(test)]
mod tests;
