//! What was looked at goes into the store: all of it in one change, or nothing.

use std::collections::HashSet;
use std::sync::Arc;

use crate::domain::account::{Account, Amendments};
use crate::domain::day::Moment;
use crate::domain::identity::PupilId;
use crate::domain::worklist::Basis;
use crate::store::{End, IncomingPlan, Order, SchoolBatch};

use super::super::Workspace;
use super::super::problem::{Problem, Result};
use super::super::watching::{Watch, tell};
use super::Wish;
use super::carrying::{Carrying, is_done};
use super::papers::{Given, Paper};
use super::sheets::Sheet;

/// Everything that an import brings.
pub(super) struct Coming {
    pub(super) registers: Vec<SchoolBatch>,
    pub(super) sheets: Vec<Sheet>,
    /// The documents, and whose they are.
    pub(super) given: Given,
    /// The headers of tables that are read by a map, and its name.
    pub(super) tables: Vec<(Vec<String>, String)>,
}

/// Plans of pupils whom only an earlier import named, and those of these pupils who were done.
type KnownPlans = (Vec<(PupilId, IncomingPlan)>, HashSet<PupilId>);

impl Workspace {
    /// Keeps what an import brings, and the documents that were settled before; it is a part of [`Workspace::whole`].
    /// Says whether it was kept: what brings nothing is not.
    pub(super) fn keep_coming(
        &mut self,
        coming: Coming,
        (wish, now): (Wish, Moment),
        account: &mut Account,
        watch: &mut Watch<'_>,
    ) -> Result<(End, End)> {
        let Coming {
            registers,
            sheets,
            mut given,
            tables,
        } = coming;
        let mut kept = !wish.dry_run && self.take_settled(now, watch)? > 0;
        self.register(&registers, wish.dry_run, now, watch, account)?;
        let schools = &account.schools;
        kept |= schools.new + schools.changed + schools.successions > 0;
        kept |= self.carry(sheets, &mut given, (wish, now), account, watch)?;
        if !wish.dry_run {
            self.keep_papers(&given.waiting, &given.settled, now)?;
            self.remember_maps(&tables)?;
        }
        let others = [given.waiting.len(), given.settled.len(), tables.len()];
        kept |= others.iter().any(|count| *count > 0);
        // What brings nothing leaves the file as it was, byte for byte.
        let end = if kept && !wish.dry_run {
            End::Keep
        } else {
            End::TakeBack
        };
        Ok((end, end))
    }

    /// Carries the pupils of files, and the plans of those known before, into the store; says whether anything was new.
    fn carry(
        &mut self,
        sheets: Vec<Sheet>,
        given: &mut Given,
        (wish, now): (Wish, Moment),
        account: &mut Account,
        watch: &mut Watch<'_>,
    ) -> Result<bool> {
        let framework = Arc::clone(&self.framework);
        let basis = self.basis(&framework, now.day());
        let known = std::mem::take(&mut given.known);
        let (known, done) = self.read_known(known, &basis, watch)?;
        let order = Order {
            now,
            whole: wish.whole,
            dry_run: wish.dry_run,
            compare: wish.compare.then_some(&framework.key),
        };
        let of = sheets.iter().map(|sheet| sheet.count).sum();
        let mut carrying = Carrying {
            reader: &self.section_f,
            basis: &basis,
            papers: std::mem::take(&mut given.coming),
            account,
            waiting: &mut given.waiting,
            done,
            watch,
            carried: 0,
            of,
        };
        let taken = self.store.import(order, |taking| {
            for sheet in sheets {
                carrying.carry(taking, sheet, now.day())?;
            }
            carrying.tell()?;
            taking.plans(&known)?;
            taking.close(&mut |_| carrying.tell())
        })?;
        let done = carrying.done;
        for file in &taken.files {
            account.new += file.new as u64;
            account.changed += file.changed as u64;
            account.unchanged += file.unchanged as u64;
        }
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
        Ok(taken.news)
    }

    /// Reads the plans that documents bring for pupils whom only an earlier import named.
    fn read_known(
        &self,
        known: Vec<(PupilId, Paper)>,
        basis: &Basis<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<KnownPlans> {
        let of = known.len() as u64;
        let (mut read, mut done) = (Vec::with_capacity(known.len()), HashSet::new());
        for ((pupil, paper), count) in known.into_iter().zip(0..) {
            tell(watch, "Reading plans", count, of)?;
            let plan = self.incoming(Some(&pupil), paper.text, paper.file)?;
            if plan.amends.is_some()
                && let Some(entry) = self.store.entry(&pupil, &basis.framework.key)?
                && is_done(basis, &entry)
            {
                done.insert(pupil.clone());
            }
            read.push((pupil, plan));
        }
        Ok::<_, Problem>((read, done))
    }
}
