//! Pupils carried from files into the store: read on one thread, kept on another, a few hundred at a time.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use crate::domain::account::{Account, Remark, Unmatched};
use crate::domain::caseload::Entry;
use crate::domain::day::Day;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::worklist::{Basis, out_of_scope, state};
use crate::exchange::caseload::{Aside, ReadPupil};
use crate::section_f::Reader;
use crate::store::{Conflict, File, Incoming, Intake, Taking};

use super::super::problem::{Problem, Result};
use super::super::watching::{Watch, tell};
use super::papers::{Paper, erased};
use super::plans::{count_all, unread};
use super::sheets::Sheet;

/// How many pupils are carried at once.
const LOAD: usize = 512;

/// How many pupils are read or kept before whoever waits for the processor goes first, a key that was pressed above all:
/// a thread that never rests holds it for milliseconds.
const BREATH: usize = 16;

/// How many loads may wait to be kept.
const WAITING: usize = 4;

/// What goes with pupils on their way.
pub(super) struct Carrying<'a, 'w> {
    pub(super) reader: &'a Reader,
    pub(super) basis: &'a Basis<'a>,
    /// Documents of pupils whom the files name.
    pub(super) papers: HashMap<PupilRef, Paper>,
    pub(super) account: &'a mut Account,
    /// Documents that wait to be settled: file and text.
    pub(super) waiting: &'a mut Vec<(String, String)>,
    /// Those in scope who were done before their plan came in amended.
    pub(super) done: HashSet<PupilId>,
    pub(super) watch: &'a mut Watch<'w>,
    /// How many have been carried, and of how many.
    pub(super) carried: u64,
    pub(super) of: u64,
}

impl Carrying<'_, '_> {
    /// Carries the pupils of a table or a return into the store.
    pub(super) fn carry(
        &mut self,
        taking: &mut Taking<'_>,
        mut sheet: Sheet,
        today: Day,
    ) -> Result<()> {
        let name = sheet.file.clone();
        let file = File {
            name: name.clone(),
            digest: sheet.digest,
            kind: sheet.kind.words().to_owned(),
            silent: sheet.silent.clone(),
        };
        let before = self.account.rejected.len();
        let mut away = Vec::new();
        taking.file(file, |intake| {
            let aside = loads(&mut sheet, today, &mut |load| {
                self.load(intake, &name, load)
            })?;
            self.account.read += aside.rejected.len() as u64;
            let rejected = &mut self.account.rejected;
            rejected.extend(aside.rejected);
            // What the store would not have came while the rows did.
            let of_file = rejected.get_mut(before..).unwrap_or_default();
            of_file.sort_by_key(|remark| remark.row);
            self.account.warnings.extend(aside.warnings);
            away = aside.turned_away;
            Ok::<_, Problem>(())
        })?;
        for away in away {
            taking.stays(&away.reference)?;
        }
        Ok(())
    }

    /// Tells how many have been carried.
    pub(super) fn tell(&mut self) -> Result<()> {
        // Rows that nobody can be made of are counted beforehand, and never carried.
        let carried = self.carried.min(self.of);
        tell(self.watch, "Keeping pupils", carried, self.of)
    }

    /// Keeps a load; gives back what it was made of.
    fn load(
        &mut self,
        intake: &mut Intake<'_>,
        file: &str,
        load: Vec<ReadPupil>,
    ) -> Result<Vec<Incoming>> {
        self.tell()?;
        self.carried += load.len() as u64;
        self.account.read += load.len() as u64;
        let mut papered = HashMap::new();
        let mut pupils: Vec<Incoming> = (load.into_iter())
            .map(|pupil| self.incoming(file, pupil, &mut papered))
            .collect();
        let before = |facts: &_| Ok(intake.plan_before(facts)?);
        count_all(&mut pupils, self.reader, &before)?;
        for (pupil, place) in pupils.iter_mut().zip(0_usize..) {
            if place.is_multiple_of(BREATH) {
                thread::yield_now();
            }
            if pupil
                .plan
                .as_ref()
                .is_some_and(|plan| plan.amends.is_some())
            {
                let before = intake.before(&pupil.facts, &self.basis.framework.key)?;
                let done = before.filter(|entry| is_done(self.basis, entry));
                self.done.extend(done.map(|entry| entry.pupil));
            }
            if let Some(conflict) = intake.take(pupil)? {
                let paper = papered.remove(&pupil.row);
                let plan = pupil.plan.take();
                self.refuse(file, conflict, paper.zip(plan.map(|plan| plan.text)));
            }
        }
        Ok(pupils)
    }

    /// A pupil as the store takes them; a document goes before the table's own text.
    fn incoming(
        &mut self,
        file: &str,
        read: ReadPupil,
        papered: &mut HashMap<usize, String>,
    ) -> Incoming {
        let version = read.facts.plan_version.clone();
        let row = usize::try_from(read.row).unwrap_or(usize::MAX);
        let plan = match (self.papers.remove(&read.facts.reference), read.section_f) {
            (Some(paper), _) => {
                papered.insert(row, paper.file.clone());
                Some(unread(paper.text, paper.file, version))
            }
            (None, Some(text)) => Some(unread(text, file.to_owned(), version)),
            (None, None) => None,
        };
        let facts = read.facts;
        Incoming { facts, row, plan }
    }

    /// Accounts for a pupil whom the store did not take in, and for their document, which went nowhere either.
    fn refuse(&mut self, file: &str, conflict: &Conflict, paper: Option<(String, String)>) {
        self.account.rejected.push(Remark {
            file: file.to_owned(),
            row: Some(conflict.row() as u64),
            column: None,
            value: None,
            reason: conflict.to_string(),
        });
        if let Some((file, text)) = paper {
            let documents = &mut self.account.documents;
            documents.matched = documents.matched.saturating_sub(1);
            if let Conflict::Erased { by, .. } = conflict {
                let reason = erased(*by);
                documents.unmatched.push(Unmatched { file, reason });
                return;
            }
            documents.waiting += 1;
            let reason = format!("belongs to a pupil who was rejected: {conflict}");
            documents.unmatched.push(Unmatched {
                file: file.clone(),
                reason,
            });
            self.waiting.push((file, text));
        }
    }
}

/// Reads a sheet on a thread of its own, and hands its pupils on here, so many at a time.
///
/// What they were made of goes back to that thread: two threads that free each other's room wait for each other.
fn loads(
    sheet: &mut Sheet,
    today: Day,
    keep: &mut dyn FnMut(Vec<ReadPupil>) -> Result<Vec<Incoming>>,
) -> Result<Aside> {
    let (to, loads) = sync_channel(WAITING);
    let (back, spent) = channel();
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut load = Vec::with_capacity(LOAD);
            let aside = sheet.pupils(today, &mut |pupil| {
                load.push(pupil);
                if load.len().is_multiple_of(BREATH) {
                    thread::yield_now();
                }
                if load.len() < LOAD {
                    return Ok(());
                }
                spent.try_iter().for_each(drop::<Vec<Incoming>>);
                let full = std::mem::replace(&mut load, Vec::with_capacity(LOAD));
                // Nobody takes them any more: why is said over there.
                to.send(full).map_err(|_| Problem::Stopped)
            })?;
            to.send(load).map_err(|_| Problem::Stopped)?;
            Ok(aside)
        });
        let mut loads = loads.into_iter();
        let kept: Result<()> = loads.try_for_each(|load| {
            // Where all is read, nobody needs it.
            let _ = back.send(keep(load)?);
            Ok(())
        });
        drop(loads);
        let read = reading.join().unwrap_or_else(|panic| resume_unwind(panic));
        kept?;
        read
    })
}

/// Whether a pupil is in scope and done.
pub(super) fn is_done(basis: &Basis<'_>, entry: &Entry) -> bool {
    out_of_scope(basis, entry).is_none() && state(entry).is_done()
}
