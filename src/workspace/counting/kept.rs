//! The caseload as counts alone see it: from the copy that is kept packed, or from the records where none holds.
//!
//! It has nobody's name and no draft: lists are read by [`super::super::caseload`].

use crate::domain::day::{Day, Moment};
use crate::domain::digest::Digest;
use crate::domain::worklist::{Basis, Packed, Roster, Unpacking};
use crate::store::{Fault, Keeping, Kept, Marks};

use super::super::Workspace;
use super::super::problem::Result;
use super::super::watching::{Watch, tell_store};
use super::Looked;

/// Which way of packing this is: another number where a count asks what was not packed before.
const LAYOUT: u32 = 1;

/// How many pupils go by between two words on the progress.
const STRIDE: u64 = 25_000;

/// Of how many pupils something may have been recorded since before the copy is written anew: so many in any case, and
/// one in so many of the caseload beyond that. Each takes some fifty microseconds of every count until then.
const FEW: usize = 64;
const ONE_IN: usize = 4_096;

/// The caseload of a day, to be counted.
pub(in crate::workspace) struct Counts {
    day: Day,
    /// The store's count of changes when it was read.
    version: i64,
    roster: Roster,
    /// What is to be kept for the next time.
    due: Option<Due>,
}

/// A copy that is not kept yet.
struct Due {
    marks: Marks,
    shared: String,
    pupils: Vec<u8>,
    ids: Vec<u8>,
}

impl Workspace {
    /// Reads the caseload for those who only count: much sooner than lists have it, and without a name.
    pub fn read_counts(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<()> {
        self.counts = None;
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let version = self.store.version()?;
        let (roster, due) = match self.unpacked(&basis)? {
            Some(found) => found,
            None => self.count_anew(&basis, watch)?,
        };
        self.counts = Some(Counts {
            day: basis.today,
            version,
            roster,
            due,
        });
        Ok(())
    }

    /// Keeps what was counted anew for the next time. Where it cannot be kept, it is counted again then.
    pub fn keep_counts(&mut self) -> Result<()> {
        let Some(due) = self.counts.as_mut().and_then(|counts| counts.due.take()) else {
            return Ok(());
        };
        let framework = self.framework.clone();
        let made = self.counts.as_ref().map(|counts| counts.day);
        let Some(made) = made.map(|day| self.made_by(&self.basis(&framework, day))) else {
            return Ok(());
        };
        self.store.wait_for_others(false)?;
        // Somebody else writes, the disk is full, the file is only to be read: nothing is lost with a copy.
        let _ = self.store.keep_counted(due.keeping(&made));
        Ok(self.store.wait_for_others(true)?)
    }

    /// Counts everybody anew and holds what is kept against it: says where that is not the same, and keeps it as it should
    /// be.
    pub(in crate::workspace) fn recount(
        &mut self,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Fault>> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let made = self.made_by(&basis);
        let mut anew = Packed::default();
        let mut take = taking(&basis, &mut anew, self.store.pupils()?, watch);
        let mut pupils = Vec::new();
        let mut bytes = |bytes: &[u8]| pupils.extend_from_slice(bytes);
        let by = (&made, &framework.key);
        let kept = self.store.counted_beside(by, &mut bytes, &mut take)?;
        drop(take);
        let Some(kept) = kept else {
            return Ok(None);
        };
        let marks = kept.marks.clone();
        let told = match repacked(&basis, kept, pupils) {
            None => "cannot be read".to_owned(),
            Some(kept) => match kept.differs(&anew) {
                None => return Ok(None),
                Some((at, what)) => {
                    let names = self
                        .store
                        .names_of(&anew.id(at).into_iter().collect::<Vec<_>>())?;
                    let named = names.first().map(|(_, reference, _)| reference.to_string());
                    let named = named.unwrap_or_else(|| "somebody who is not here".to_owned());
                    format!("say otherwise of {named} than the records: {what}")
                }
            },
        };
        if let Some(due) = Due::of(&anew, marks) {
            self.store.keep_counted(due.keeping(&made))?;
        }
        Ok(Some(Fault {
            record: None,
            fact: false,
            what: format!("the counts kept for the distribution {told}; they were made anew"),
        }))
    }

    /// The digest of all that a copy is made by, but the day.
    fn made_by(&self, basis: &Basis<'_>) -> Digest {
        // Taken apart, so that whatever is added to a basis is thought of here.
        let Basis {
            framework,
            today: _,
            dates,
            order: _,
            authority,
            counts_schools,
            school_apart,
        } = *basis;
        let by = (
            (LAYOUT, self.store.form(), env!("CARGO_PKG_VERSION")),
            (&framework.key, framework.hash),
            (basis.school_year(), dates, authority),
            (counts_schools, school_apart),
        );
        Digest::of(serde_json::to_string(&by).unwrap_or_default().as_bytes())
    }

    /// The caseload of a kept copy, and what is to be kept in its place; nothing where there is none that holds.
    fn unpacked(&self, basis: &Basis<'_>) -> Result<Option<(Roster, Option<Due>)>> {
        let (made, key) = (self.made_by(basis), &basis.framework.key);
        let mut unpacking = Unpacking::on(basis);
        let mut take = |bytes: &[u8]| unpacking.take(bytes);
        let Some(kept) = self.store.counted(&made, key, false, &mut take)? else {
            return Ok(None);
        };
        if kept.since.len() > FEW + unpacking.len() / ONE_IN {
            return self.caught_up(basis);
        }
        let roster = unpacking.roster(&kept.shared, kept.ids.as_deref());
        let caught_up = |mut roster: Roster| {
            let mut since = kept.since.into_iter();
            let known = since.all(|entry| roster.replace(basis, entry));
            known.then_some((roster, None))
        };
        Ok(roster.and_then(caught_up))
    }

    /// The same where so much was recorded since that the copy is to be written anew.
    fn caught_up(&self, basis: &Basis<'_>) -> Result<Option<(Roster, Option<Due>)>> {
        let (made, key) = (self.made_by(basis), &basis.framework.key);
        let mut pupils = Vec::new();
        let mut take = |bytes: &[u8]| pupils.extend_from_slice(bytes);
        let kept = self.store.counted(&made, key, true, &mut take)?;
        let found = kept.and_then(|kept| {
            let marks = kept.marks.clone();
            let packed = repacked(basis, kept, pupils)?;
            let due = Due::of(&packed, marks);
            Some((packed.roster(basis)?, due))
        });
        Ok(found)
    }

    fn count_anew(
        &self,
        basis: &Basis<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<(Roster, Option<Due>)> {
        let mut packed = Packed::default();
        let mut take = taking(basis, &mut packed, self.store.pupils()?, watch);
        let marks = (self.store).each_entry_marked(&basis.framework.key, &mut take)?;
        drop(take);
        let due = Due::of(&packed, marks);
        Ok((packed.roster(basis).unwrap_or_default(), due))
    }
}

impl Counts {
    /// Whether it was read for a day, and nobody else has written since.
    pub(super) fn is_of(&self, day: Day, version: i64) -> bool {
        self.day == day && self.version == version
    }

    /// The caseload as it is counted.
    pub(super) fn looked(&self) -> Looked<'_> {
        Looked {
            roster: &self.roster,
            moved_on: 0,
            not_placed: 0,
        }
    }
}

/// Packs everybody as they come, and tells how far it has come.
fn taking<'a>(
    basis: &'a Basis<'_>,
    packed: &'a mut Packed,
    of: u64,
    watch: &'a mut Watch<'_>,
) -> impl FnMut(crate::domain::caseload::Entry) -> crate::store::Result<()> + 'a {
    let mut done = 0;
    move |entry| {
        if done % STRIDE == 0 && done > 0 {
            tell_store(watch, "Reading the caseload", done, of)?;
        }
        done += 1;
        packed.add(basis, entry);
        Ok(())
    }
}

/// The copy that was kept, brought up to what was recorded since; nothing where it does not read.
fn repacked(basis: &Basis<'_>, kept: Kept, pupils: Vec<u8>) -> Option<Packed> {
    let mut packed = Packed::read(&kept.shared, pupils, kept.ids.as_deref())?;
    let known = (kept.since.into_iter()).all(|entry| packed.renew(basis, entry));
    known.then_some(packed)
}

impl Due {
    fn of(packed: &Packed, marks: Marks) -> Option<Self> {
        let (shared, pupils, ids) = packed.parts()?;
        Some(Self {
            marks,
            shared,
            pupils: pupils.to_vec(),
            ids,
        })
    }

    fn keeping<'a>(&'a self, made: &'a Digest) -> Keeping<'a> {
        Keeping {
            made,
            marks: &self.marks,
            shared: &self.shared,
            pupils: &self.pupils,
            ids: &self.ids,
        }
    }
}

#[cfg(test)]
mod tests;
