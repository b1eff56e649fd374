//! Runs: rows that stand together because they name the same pupil, told apart before anybody is taken in.
//!
//! A file is gone through twice. The first time only who each row names is looked at, so that a country's file needs
//! little room; the second time pupils are handed on as soon as their run ends, but for those whom another run names
//! as well: these are put together at the end.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use crate::domain::identity::{PupilRef, Upn};

/// Who a row names: a reference, a UPN, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) reference: Option<PupilRef>,
    pub(super) upn: Option<Upn>,
}

impl Named {
    /// Whether a row that names somebody so goes with the row before it.
    fn continues(&self, before: &Self) -> bool {
        self.reference == before.reference && (self.upn.is_none() || self.upn == before.upn)
    }

    /// The texts under which the pupil may be known: a UPN stands in for a reference that is not there.
    fn reference(&self) -> &str {
        let stands_in = self.upn.as_ref().map_or("", |upn| upn.as_str());
        self.reference.as_ref().map_or(stands_in, PupilRef::as_str)
    }
}

/// Counts runs, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    last: Option<Named>,
    runs: u32,
}

impl Walk {
    /// Gives the number of the run that a row belongs to, and whether the row begins it; a row that names nobody is
    /// one by itself.
    pub(super) fn meet(&mut self, named: Option<&Named>) -> (u32, bool) {
        let goes_on = named.zip(self.last.as_ref());
        if goes_on.is_some_and(|(named, last)| named.continues(last)) {
            return (self.runs, false);
        }
        self.last = named.cloned();
        self.runs += 1;
        (self.runs, true)
    }
}

/// Which runs of a file name somebody whom another run names too.
///
/// Of each name a number of eight bytes is kept; should two names have the same, their runs are put together at the
/// end for nothing.
#[derive(Default)]
pub(super) struct Census {
    hasher: RandomState,
    references: Numbers,
    upns: Numbers,
    shared: Vec<u32>,
}

/// The first run of each number.
type Numbers = HashMap<u64, u32, BuildHasherDefault<AsItIs>>;

/// Takes a number for its own hash, for it is one: no file can choose which numbers fall together.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The runs of a file that share a pupil with another, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared(Vec<u32>);

impl Census {
    /// Takes note of whom a run names.
    pub(super) fn note(&mut self, run: u32, named: &Named) {
        let reference = self.hasher.hash_one(named.reference());
        note(&mut self.references, reference, run, &mut self.shared);
        if let Some(upn) = &named.upn {
            let upn = self.hasher.hash_one(upn.as_str());
            note(&mut self.upns, upn, run, &mut self.shared);
        }
    }

    /// Gives the runs that share a pupil with another.
    pub(super) fn shared(mut self) -> Shared {
        self.shared.sort_unstable();
        self.shared.dedup();
        Shared(self.shared)
    }
}

fn note(known: &mut Numbers, name: u64, run: u32, shared: &mut Vec<u32>) {
    let before = *known.entry(name).or_insert(run);
    if before != run {
        shared.extend([before, run]);
    }
}

impl Shared {
    /// Whether a run is one of them.
    pub(super) fn has(&self, run: u32) -> bool {
        self.0.binary_search(&run).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(reference: &str, upn: &str) -> Named {
        Named {
            reference: PupilRef::read(reference),
            upn: Upn::read(upn),
        }
    }

    #[track_caller]
    fn case(rows: &[Option<Named>], runs: &[u32], shared: &[u32]) {
        let (mut walk, mut census) = (Walk::default(), Census::default());
        let meet = |row: &Option<Named>| {
            let (run, _) = walk.meet(row.as_ref());
            if let Some(named) = row {
                census.note(run, named);
            }
            run
        };
        let met: Vec<u32> = rows.iter().map(meet).collect();
        assert_eq!(met, runs);
        let told = census.shared();
        let all = 1..=*runs.last().unwrap();
        assert_eq!(all.filter(|run| told.has(*run)).collect::<Vec<_>>(), shared);
    }

    #[test]
    fn rows_that_stand_together_are_a_run() {
        const UPN: &str = "B801200005001";
        let k1 = || Some(named("K-1", UPN));
        case(&[k1(), Some(named("K-1", "")), k1()], &[1, 1, 1], &[]);
        case(
            &[k1(), k1(), Some(named("K-2", "")), None, None],
            &[1, 1, 2, 3, 4],
            &[],
        );
        // The reference comes again later, the UPN under another reference, or by itself.
        case(
            &[k1(), Some(named("K-2", "")), Some(named("K-1", ""))],
            &[1, 2, 3],
            &[1, 3],
        );
        case(&[k1(), Some(named("K-2", UPN))], &[1, 2], &[1, 2]);
        case(&[Some(named("", UPN)), k1()], &[1, 2], &[1, 2]);
        case(&[k1(), None, k1()], &[1, 2, 3], &[1, 3]);
    }
}
