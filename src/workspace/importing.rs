//! Imports: tables and plan documents to one transaction, with an account of everybody read.

pub(super) mod papers;
mod past;
mod plans;
mod schools;
mod sheets;
pub(super) mod sorting;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Amendments, Remark, TableRead, Unmatched};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::matching::Known;
use crate::domain::paper::PaperId;
use crate::domain::provision::Provision;
use crate::domain::pupil::{Facts, Newcomer};
use crate::domain::worklist::{out_of_scope, state};
use crate::exchange::kind::Kind;
use crate::exchange::layout;
use crate::store::{Batch, Imported, Incoming, IncomingPlan, Order};

use self::papers::{Given, Paper, Pupils};
use self::plans::{count, count_all, unread};
use self::sheets::Sheet;
use super::problem::{Problem, Result};
use super::{Workspace, files};

/// How an import is wished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What all the files are, where what they hold is not to decide.
    pub kind: Option<Kind>,
    /// Whether the files are the whole caseload, so that whoever they do not name has left.
    pub whole: bool,
    /// Whether nothing is to change.
    pub dry_run: bool,
    /// Whether to tell what moved.
    pub compare: bool,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub what: &'static str,
    /// How many are done.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

/// Hears how far an import has come.
pub type Watch<'a> = dyn FnMut(Step) + 'a;

/// Documents that stand for the plan of a row, by the row's table and number.
type Papered = HashMap<(usize, usize), String>;

impl Workspace {
    /// Imports tables, returns and plan documents, folders of them among them.
    ///
    /// Everything is read before anything is written, and all of it is written or nothing.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        wish: Wish,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Account> {
        if !wish.dry_run {
            self.take_settled(now)?;
        }
        let mut account = Account::default();
        let sorted = sorting::sorted(paths, wish.kind, &mut account)?;
        let registers = schools::read(&sorted.registers, &mut account)?;
        let mapped = |headers: &[Vec<String>]| self.map_of(headers);
        let sheets = sheets::read(&sorted, now.day(), &mapped, watch)?;
        let tables = told_tables(&sheets, &mut account);
        let papers = papers::read(&sorted.papers, &mut account, watch);
        let Given {
            mut coming,
            known,
            settled,
            mut waiting,
        } = self.give(papers, &sheets, &mut account)?;
        let (mut batches, mut papered) = (Vec::new(), Papered::new());
        for (place, sheet) in sheets.into_iter().enumerate() {
            let mut batch = batch(sheet, place, &mut coming, &mut papered, &mut account);
            let of = batch.pupils.len() as u64;
            let what = "Reading plans";
            let before = |facts: &Facts| Ok(self.store.plan_before(facts)?);
            count_all(&mut batch.pupils, &self.section_f, &before, &mut |done| {
                watch(Step { what, done, of });
            })?;
            batches.push(batch);
        }
        let known = known.into_iter().map(|(pupil, paper)| {
            let plan = self.incoming(Some(&pupil), paper.text, paper.file)?;
            Ok((pupil, plan))
        });
        let known: Vec<(PupilId, IncomingPlan)> = known.collect::<Result<_>>()?;
        self.register(&registers, wish.dry_run, now, watch, &mut account)?;
        let done = self.done(&batches, &known, now)?;
        let of = (batches
            .iter()
            .map(|batch| batch.pupils.len())
            .sum::<usize>()
            + known.len()) as u64;
        let what = "Keeping pupils";
        let order = Order {
            batches: &batches,
            known: &known,
            now,
            whole: wish.whole,
            dry_run: wish.dry_run,
            compare: wish.compare.then_some(&self.framework.key),
        };
        let taken = self.store.import(order, &mut |done| {
            watch(Step {
                what,
                done: done as u64,
                of,
            });
        })?;
        for (place, (batch, imported)) in batches.iter().zip(&taken.batches).enumerate() {
            waiting.extend(tell(batch, imported, place, &papered, &mut account));
        }
        if !wish.dry_run {
            self.keep_papers(&waiting, &settled, now)?;
        }
        if !wish.dry_run {
            self.remember_maps(&tables)?;
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
        self.forget();
        Ok(account)
    }

    /// Gives the documents of an import, and those that have waited, to the pupils whose they are for sure.
    fn give(&self, papers: Vec<Paper>, sheets: &[Sheet], account: &mut Account) -> Result<Given> {
        let papers = papers::with_waiting(papers, &self.store, account)?;
        if papers.is_empty() {
            return Ok(Given::default());
        }
        let coming = sheets.iter().flat_map(|sheet| &sheet.read.pupils);
        let away = sheets.iter().flat_map(|sheet| &sheet.read.turned_away);
        let pupils = Pupils {
            coming: coming.map(|pupil| Known::from(&pupil.facts)).collect(),
            known: self.store.known()?,
            away: away.cloned().collect(),
        };
        papers::give(papers, pupils, &self.store, account)
    }

    /// Keeps the documents that wait, and notes of those that had waited that they are in.
    fn keep_papers(
        &mut self,
        waiting: &[(String, String)],
        settled: &[(PaperId, PupilRef)],
        now: Moment,
    ) -> Result<()> {
        if !waiting.is_empty() {
            self.store.keep_papers(waiting, &self.reader, now)?;
        }
        for (paper, reference) in settled {
            if let Some(pupil) = self.store.pupil_by(reference.as_str())? {
                self.store.paper_is_in(*paper, &pupil, &self.reader, now)?;
            }
        }
        Ok(())
    }

    /// Writes an import's account into the workspace's folder; gives what to say of it.
    pub fn keep_account(&self, account: &Account, now: Moment) -> Result<String> {
        let name = format!("import-{}.txt", now.day());
        let path = self.folder.join("exports").join(name);
        files::write(&path, account.told(usize::MAX).as_bytes())?;
        Ok(format!(
            "{}. The whole account is in {}",
            account.sum(),
            path.display()
        ))
    }

    /// Makes a plan of a text, for a pupil of the caseload or for a new one.
    pub fn paste(
        &mut self,
        reference: &str,
        text: &str,
        new: Newcomer,
        now: Moment,
    ) -> Result<PupilId> {
        if text.trim().is_empty() {
            return Err(Problem::NothingPasted);
        }
        let text = layout::untangle(text).into_owned();
        let known = self.store.pupil_by(reference)?;
        let plan = self.incoming(known.as_ref(), text.clone(), PASTED.to_owned())?;
        if let Some(pupil) = known {
            self.store.add_plan(&pupil, &plan, now)?;
            self.forget();
            return Ok(pupil);
        }
        let unseen = || Problem::NoReference(reference.to_owned());
        let mut facts = Facts::unknown(PupilRef::read(reference).ok_or_else(unseen)?);
        (facts.setting, facts.year_group) = (new.setting, new.year_group);
        // A slip in a reference must not make a pupil of its own whom nobody can map.
        if facts.setting.is_none() || facts.year_group.is_none() {
            return Err(Problem::Newcomer(facts.reference.to_string()));
        }
        let batch = Batch {
            file: PASTED.to_owned(),
            digest: Digest::of(text.as_bytes()),
            kind: PASTED.to_owned(),
            silent: Vec::new(),
            turned_away: Vec::new(),
            pupils: vec![Incoming {
                facts,
                row: 1,
                plan: Some(plan),
            }],
        };
        let order = Order {
            batches: &[batch],
            known: &[],
            now,
            whole: false,
            dry_run: false,
            compare: None,
        };
        self.store.import(order, &mut |_| {})?;
        self.forget();
        self.pupil(reference)
    }

    /// The provisions of a pupil's plan, as read; none where its text has not come in.
    pub fn provisions(&self, pupil: &PupilId) -> Result<Vec<Provision>> {
        let plan = self.store.plan(pupil)?;
        Ok(plan
            .map(|plan| self.read(&plan.text).provisions)
            .unwrap_or_default())
    }

    /// A plan's text that came by itself, held against the pupil's current one.
    pub(super) fn incoming(
        &self,
        pupil: Option<&PupilId>,
        text: String,
        source: String,
    ) -> Result<IncomingPlan> {
        let before = match pupil {
            Some(pupil) => self.store.plan_text(pupil)?,
            None => None,
        };
        let mut plan = unread(text, source, None);
        count(&mut plan, before.as_deref(), &self.section_f);
        Ok(plan)
    }

    /// The pupils in scope who are done before an import, where it amends any plan.
    fn done(
        &self,
        batches: &[Batch],
        known: &[(PupilId, IncomingPlan)],
        now: Moment,
    ) -> Result<HashSet<PupilId>> {
        let coming = batches.iter().flat_map(|batch| &batch.pupils);
        let coming = coming.filter_map(|pupil| pupil.plan.as_ref());
        let mut plans = coming.chain(known.iter().map(|(_, plan)| plan));
        if !plans.any(|plan| plan.amends.is_some()) {
            return Ok(HashSet::new());
        }
        let basis = self.basis(&self.framework, now.day());
        let mut done = HashSet::new();
        self.store.each_entry(&self.framework.key, &mut |entry| {
            if out_of_scope(&basis, &entry).is_none() && state(&entry).is_done() {
                done.insert(entry.pupil);
            }
            Ok(())
        })?;
        Ok(done)
    }
}

/// Tells of the tables where they stood; gives the headers of those read by a map, and its name.
fn told_tables(sheets: &[Sheet], account: &mut Account) -> Vec<(Vec<String>, String)> {
    let mut mapped = Vec::new();
    for (sheet, table) in sheets
        .iter()
        .filter_map(|one| Some((one, one.table.as_ref()?)))
    {
        account.tables.push(TableRead {
            file: sheet.file.clone(),
            sheet: table.sheet.clone(),
            map: table.map.clone(),
        });
        let named = table.map.clone();
        mapped.extend(named.map(|name| (table.headers.clone(), name)));
    }
    mapped
}

/// Where a plan came from that came from no file.
const PASTED: &str = "pasted";

/// Makes a table's batch; a document goes before the table's own text.
fn batch(
    sheet: Sheet,
    place: usize,
    texts: &mut HashMap<PupilRef, Paper>,
    papered: &mut Papered,
    account: &mut Account,
) -> Batch {
    account.read += sheet.read.read;
    account.rejected.extend(sheet.read.rejected);
    account.warnings.extend(sheet.read.warnings);
    let mut pupils = Vec::with_capacity(sheet.read.pupils.len());
    for read in sheet.read.pupils {
        let version = read.facts.plan_version.clone();
        let row = usize::try_from(read.row).unwrap_or(usize::MAX);
        let plan = match (texts.remove(&read.facts.reference), read.section_f) {
            (Some(paper), _) => {
                papered.insert((place, row), paper.file.clone());
                Some(unread(paper.text, paper.file, version))
            }
            (None, Some(text)) => Some(unread(text, sheet.file.clone(), version)),
            (None, None) => None,
        };
        let facts = read.facts;
        pupils.push(Incoming { facts, row, plan });
    }
    Batch {
        file: sheet.file,
        digest: sheet.digest,
        kind: sheet.kind.words().to_owned(),
        silent: sheet.read.silent,
        turned_away: sheet
            .read
            .turned_away
            .into_iter()
            .map(|away| away.reference)
            .collect(),
        pupils,
    }
}

/// Adds to the account what the store made of a batch; gives the documents of those whom it did not take in.
fn tell(
    batch: &Batch,
    imported: &Imported,
    place: usize,
    papered: &Papered,
    account: &mut Account,
) -> Vec<(String, String)> {
    let mut waiting = Vec::new();
    account.new += imported.new as u64;
    account.changed += imported.changed as u64;
    account.unchanged += imported.unchanged as u64;
    for conflict in &imported.conflicts {
        account.rejected.push(Remark {
            file: batch.file.clone(),
            row: Some(conflict.row() as u64),
            column: None,
            value: None,
            reason: conflict.to_string(),
        });
        // The document of a pupil who was not taken in went nowhere either.
        if let Some(file) = papered.get(&(place, conflict.row())) {
            account.documents.matched = account.documents.matched.saturating_sub(1);
            let reason = format!("belongs to a pupil who was rejected: {conflict}");
            let file = file.clone();
            let whose = batch.pupils.iter().find(|one| one.row == conflict.row());
            let plan = whose.and_then(|pupil| pupil.plan.as_ref());
            waiting.extend(plan.map(|plan| (file.clone(), plan.text.clone())));
            account.documents.waiting += 1;
            account.documents.unmatched.push(Unmatched { file, reason });
        }
    }
    waiting
}

/// A file's name without its folders: what the account and the history show.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
