//! Recording many at once: plans are read and judged on a thread of their own, and all of it is kept in one change.

mod tally;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::flag::rules::Officer;
use crate::domain::identity::{PupilId, PupilRef, Reader};
use crate::domain::judgement::Judged;
use crate::domain::mapping::{Course, Sheet};
use crate::domain::provision::Provision;
use crate::domain::worklist::{Basis, Filter};
use crate::section_f;
use crate::store::End;

use self::tally::Tally;
use super::mapping::{Settling, Work, named, scoped, texted};
use super::problem::{Problem, Result};
use super::watching::{Watch, tell};
use super::{STRETCH, Workspace};

/// What a reader made of one of many plans, and when.
#[derive(Clone, Debug)]
pub struct Made {
    /// The judgements.
    pub judged: Judged,
    /// Whose they are.
    pub reader: Reader,
    /// The moment to record them at; later ones come later.
    pub at: Moment,
}

/// Says what is made of the plan of a pupil: the reference, the place in the list, and the provisions as read.
pub type Judge<'a> = dyn Fn(&PupilRef, usize, &[Provision]) -> Option<Made> + Sync + 'a;

/// A pupil whose plan is to be read.
struct Unread {
    place: usize,
    entry: Entry,
    text: String,
}

/// A pupil whose plan was judged, and what follows from it.
struct Read {
    entry: Entry,
    work: Work,
    settling: Settling,
    at: Moment,
}

impl Workspace {
    /// Gives the pupils whom a filter shows, in the order of the worklist.
    pub fn shown(&mut self, filter: &Filter, now: Moment) -> Result<Vec<PupilId>> {
        let groups = Arc::clone(&self.assignments);
        let caseload = self.caseload(now.day())?;
        let shares = caseload.shares(&groups);
        let places = caseload.list.shown(filter, &shares);
        let pupil = |at: &u32| caseload.list.pupil(caseload.list.place(*at)?);
        Ok(places.iter().filter_map(pupil).collect())
    }

    /// Gives the references of pupils, in the order of the list.
    pub fn references_of(&self, pupils: &[PupilId]) -> Result<Vec<PupilRef>> {
        let mut found = Vec::with_capacity(pupils.len());
        for stretch in pupils.chunks(STRETCH) {
            let mut named: HashMap<_, _> = (self.store.names_of(stretch)?)
                .into_iter()
                .map(|(pupil, reference, _)| (pupil, reference))
                .collect();
            found.extend(stretch.iter().filter_map(|pupil| named.remove(pupil)));
        }
        Ok(found)
    }

    /// Records what `judge` makes of the plans of pupils, one after the other in the order of the list; gives how many.
    ///
    /// All are recorded in one change, or none where one is refused or the work is stopped.
    pub fn record_all(
        &mut self,
        pupils: &[PupilId],
        judge: &Judge<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<usize> {
        // A country's list would take its room for nothing: it is read anew afterwards.
        self.forget();
        let recorded = self.whole(|workspace| {
            let recorded = workspace.record_each(pupils, judge, watch)?;
            Ok((recorded, End::Keep))
        })?;
        self.forget();
        Ok(recorded)
    }

    fn record_each(
        &mut self,
        pupils: &[PupilId],
        judge: &Judge<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<usize> {
        let framework = self.framework.clone();
        // Each is recorded as of its own day.
        let basis = self.basis(&framework, Moment::from_millis(0).day());
        let (of, mut recorded, mut tally) = (pupils.len() as u64, 0, Tally::default());
        let section_f = self.section_f.clone();
        // A key that is not there is missed before the work, not after it.
        self.store.seal()?;
        thread::scope(|scope| {
            let (to, unread) = sync_channel(1);
            let (back, read) = channel();
            let read_one = |one| read_one(one, judge, basis, &section_f).transpose();
            scope.spawn(move || {
                // Until no more comes, or nobody waits for it.
                let stretches = unread.into_iter().map(Vec::into_iter);
                let mut read = stretches.map(|one| one.filter_map(&read_one).collect());
                read.try_for_each(|read: Result<Vec<Read>>| back.send(read))
            });
            // While one stretch is written, the next is read.
            let stretches = pupils.chunks(STRETCH).map(Some).chain([None]);
            let mut waiting = 0;
            for (stretch, place) in stretches.zip((0..).step_by(STRETCH)) {
                if let Some(stretch) = stretch {
                    let stretch = self.unread(stretch, place)?;
                    to.send(stretch).map_err(|_| Problem::Stopped)?;
                    waiting += 1;
                }
                if waiting > usize::from(stretch.is_some()) {
                    let read = read.recv().map_err(|_| Problem::Stopped)??;
                    waiting -= 1;
                    for read in read {
                        if recorded % TOLD == 0 {
                            tell(watch, "Mapping", recorded as u64, of)?;
                        }
                        self.write(read, &basis, &mut tally)?;
                        recorded += 1;
                    }
                }
            }
            tell(watch, "Mapping", recorded as u64, of)
        })?;
        self.store.seal()?;
        Ok(recorded)
    }

    /// The pupils of a stretch with the texts of their plans, in its order.
    fn unread(&self, stretch: &[PupilId], place: usize) -> Result<Vec<Unread>> {
        let mut entries = self.entries_by_id(stretch.to_vec())?;
        let mut found = Vec::with_capacity(stretch.len());
        for (pupil, place) in stretch.iter().zip(place..) {
            let entry = entries.remove(pupil);
            let entry = entry.ok_or_else(|| Problem::NobodyCalled(pupil.to_string()))?;
            let plan = match &entry.plan {
                Some(plan) => self.store.plan_by_id(&plan.id)?,
                None => None,
            };
            let text = plan.map(|plan| plan.text).unwrap_or_default();
            found.push(Unread { place, entry, text });
        }
        Ok(found)
    }

    fn write(&mut self, read: Read, basis: &Basis<'_>, tally: &mut Tally) -> Result<()> {
        let Read {
            entry,
            work,
            settling,
            at,
        } = read;
        let key = &basis.framework.key;
        let before = tally.before(&self.store, key, &work.provisions)?;
        let mapped = tally.mapped(&self.store, key, settling.setting)?;
        let basis = Basis {
            today: at.day(),
            ..*basis
        };
        let sheet: Sheet = {
            // What is recorded at once is invented or brought along: no officer sat before it.
            let limits = (&self.limits, Officer::default());
            work.sheet(&basis, &entry, settling, (&before, &mapped), limits)
        };
        tally.count(&sheet);
        self.store.record_part(sheet, at)?;
        Ok(())
    }
}

/// How many are recorded between two words on the progress.
const TOLD: usize = 64;

fn read_one(
    unread: Unread,
    judge: &Judge<'_>,
    basis: Basis<'_>,
    section_f: &section_f::Reader,
) -> Result<Option<Read>> {
    let Unread { place, entry, text } = unread;
    let reading = section_f.read(&text);
    let Some(made) = judge(&entry.facts.reference, place, &reading.provisions) else {
        return Ok(None);
    };
    named(&made.reader)?;
    let basis = Basis {
        today: made.at.day(),
        ..basis
    };
    scoped(&basis, &entry)?;
    texted(&entry, &made.judged)?;
    let mut work = Work {
        plan: entry.plan.as_ref().map(|plan| plan.id.clone()),
        provisions: reading.provisions.clone(),
        reading,
        judged: made.judged,
        reader: made.reader,
        course: Course::at_once(made.at),
        taken_over: None,
    };
    let settling = work.settle(&basis, &entry)?;
    Ok(Some(Read {
        entry,
        work,
        settling,
        at: made.at,
    }))
}

#[cfg(test)]
mod tests;
