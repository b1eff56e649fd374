//! Verifying: the chains are walked again, and the counts kept for the distribution are counted again.

use std::collections::HashSet;

use crate::domain::day::Moment;
use crate::domain::verification::Verification;
use crate::store::Verified;

use super::Workspace;
use super::problem::Result;
use super::watching::{Watch, tell_store};

impl Workspace {
    /// Walks the chains of records again.
    pub fn verify(&self, watch: &mut Watch<'_>) -> Result<Verified> {
        let told = &mut |what, done, of| tell_store(watch, what, done, of);
        Ok(self.store.verify(told)?)
    }

    /// The same, and counts again what is kept for the distribution, which is made anew where it differs; says whether that
    /// was so.
    pub fn verify_whole(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<(Verified, bool)> {
        let mut verified = self.verify(watch)?;
        // A file that is damaged may not be read through; what is wrong with it is known by now.
        if !verified.faults.is_empty() {
            return Ok((verified, false));
        }
        let counts = self.recount(now, watch)?;
        let mended = counts.is_some();
        verified.faults.extend(counts);
        Ok((verified, mended))
    }

    /// The same for a person.
    pub fn verification(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<Verification> {
        let (verified, mended) = self.verify_whole(now, watch)?;
        let is_well = verified.faults.is_empty();
        Ok(Verification {
            facts_alone: !is_well && verified.faults.iter().all(|fault| fault.fact),
            records: verified.records,
            stand: stand(&verified),
            chains: verified.chains.len(),
            awaited: verified.awaited,
            keyed: verified.keyed,
            faults: verified.faults.iter().map(ToString::to_string).collect(),
            mended,
        })
    }
}

/// How many records stand as they were recorded.
pub(super) fn stand(verified: &Verified) -> usize {
    let named = verified.faults.iter();
    let wrong: HashSet<_> = named.filter_map(|fault| fault.record.as_ref()).collect();
    verified.records.saturating_sub(wrong.len())
}
