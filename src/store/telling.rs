//! How far long work has come.

use super::fault::Result;

/// Hears what is being done, how much is and of how much; ends the work where it gives an error.
pub type Told<'a> = dyn FnMut(&'static str, u64, u64) -> Result<()> + 'a;

/// How many are checked between two words.
const STRIDE: u64 = 256;

/// Whom the checks tell how far they have come.
pub(crate) struct Telling<'a> {
    told: &'a mut Told<'a>,
    what: &'static str,
    done: u64,
    of: u64,
}

impl<'a> Telling<'a> {
    pub(crate) fn to(told: &'a mut Told<'a>) -> Self {
        Self {
            told,
            what: "",
            done: 0,
            of: 0,
        }
    }

    /// Begins to check so many.
    pub(crate) fn begin(&mut self, what: &'static str, of: i64) -> Result<()> {
        (self.what, self.done, self.of) = (what, 0, of.unsigned_abs());
        self.say()
    }

    /// One more is to be checked.
    pub(crate) fn next(&mut self) -> Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) {
            return self.say();
        }
        Ok(())
    }

    /// Says where it stands, once more.
    pub(crate) fn say(&mut self) -> Result<()> {
        (self.told)(self.what, self.done.min(self.of), self.of)
    }
}
