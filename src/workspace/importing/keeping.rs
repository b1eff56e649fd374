//! What was read goes into the store: all of it in one change, or nothing.

use crate::domain::account::{Account, Amendments};
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::paper::PaperId;
use crate::store::{Batch, End, IncomingPlan, Order, SchoolBatch};

use super::super::Workspace;
use super::super::problem::Result;
use super::super::watching::{Step, Watch};
use super::{Papered, Wish, tell};

/// Everything that an import brings, read.
pub(super) struct Coming {
    pub(super) registers: Vec<SchoolBatch>,
    pub(super) batches: Vec<Batch>,
    /// Plans of pupils whom only an earlier import named.
    pub(super) known: Vec<(PupilId, IncomingPlan)>,
    /// Documents that stand for the plan of a row.
    pub(super) papered: Papered,
    /// Documents that had waited, and whose they are.
    pub(super) settled: Vec<(PaperId, PupilRef)>,
    /// Documents that wait for somebody to settle them: file and text.
    pub(super) waiting: Vec<(String, String)>,
    /// The headers of tables that were read by a map, and its name.
    pub(super) tables: Vec<(Vec<String>, String)>,
}

impl Workspace {
    /// Keeps what an import brings, and the documents that were settled before; it is a part of [`Workspace::whole`].
    pub(super) fn keep_coming(
        &mut self,
        mut coming: Coming,
        (wish, now): (Wish, Moment),
        account: &mut Account,
        watch: &mut Watch<'_>,
    ) -> Result<((), End)> {
        let mut kept = !wish.dry_run && self.take_settled(now, watch)? > 0;
        self.register(&coming.registers, wish.dry_run, now, watch, account)?;
        let schools = &account.schools;
        kept |= schools.new + schools.changed + schools.successions > 0;
        let done = self.done(&coming.batches, &coming.known, now)?;
        let pupils: usize = coming.batches.iter().map(|batch| batch.pupils.len()).sum();
        let of = (pupils + coming.known.len()) as u64;
        let what = "Keeping pupils";
        let order = Order {
            batches: &coming.batches,
            known: &coming.known,
            now,
            whole: wish.whole,
            dry_run: wish.dry_run,
            compare: wish.compare.then_some(&self.framework.key),
        };
        let taken = self.store.import(order, &mut |done| {
            let done = done as u64;
            watch(Step { what, done, of })
        })?;
        let batches = coming.batches.iter().zip(&taken.batches);
        for (place, (batch, imported)) in batches.enumerate() {
            let left = tell(batch, imported, place, &coming.papered, account);
            coming.waiting.extend(left);
        }
        if !wish.dry_run {
            self.keep_papers(&coming.waiting, &coming.settled, now)?;
            self.remember_maps(&coming.tables)?;
        }
        let others = [
            coming.waiting.len(),
            coming.settled.len(),
            coming.tables.len(),
        ];
        kept |= taken.news || others.iter().any(|count| *count > 0);
        account.no_plan_text = taken.no_plan_text;
        account.departed = taken.departed;
        account.movements = wish
            .compare
            .then(|| self.movements(&taken.changes, now.day()));
        account.plans = Amendments {
            amended: taken.amended.len() as u64,
            untouched: taken.untouched,
            sent_back: (taken.amended.iter())
                .filter(|pupil| done.contains(pupil))
                .count() as u64,
        };
        // What brings nothing leaves the file as it was, byte for byte.
        let end = if kept && !wish.dry_run {
            End::Keep
        } else {
            End::TakeBack
        };
        Ok(((), end))
    }
}
