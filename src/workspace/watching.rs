//! Long work: who hears how far it has come, and ends it.

use super::problem::Result;

/// How far a piece of long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

/// Hears how far the work has come.
pub type Watch<'a> = dyn FnMut(Step) + 'a;

/// Tells how far the work has come.
pub(super) fn tell(watch: &mut Watch<'_>, what: &'static str, done: u64, of: u64) -> Result<()> {
    watch(Step { what, done, of });
    Ok(())
}
