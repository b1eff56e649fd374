//! Imports: tables and plan documents to one transaction, with an account of everybody read.

mod carrying;
mod keeping;
pub(super) mod papers;
mod past;
mod plans;
mod schools;
mod sheets;
pub(super) mod sorting;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Remark, TableRead};
use crate::domain::backup::Why;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::matching::{Gathering, Known};
use crate::domain::paper::PaperId;
use crate::domain::provision::Provision;
use crate::domain::pupil::{Facts, Newcomer};
use crate::exchange::kind::Kind;
use crate::exchange::layout;
use crate::store::{End, File, Incoming, IncomingPlan, Order};

use self::keeping::Coming;
use self::papers::{Given, Paper, Pupils};
use self::plans::{count, unread};
use self::sheets::{Sheet, Tabled};
use super::problem::{Problem, Result};
use super::watching::{Watch, tell};
use super::{Workspace, files};

/// How many pupils are listed between two words on the progress.
const STRIDE: usize = 1024;

/// The pupils whose documents were settled before and come in with an import.
type Settled = HashSet<PupilId>;

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
    /// Whose data it is.
    pub whose: Whose,
}

/// Whose data comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Pupils'.
    #[default]
    Pupils,
    /// Nobody's: it is invented.
    Nobodys,
}

impl Workspace {
    /// Imports tables, returns and plan documents, folders of them among them.
    ///
    /// Every file is looked at before anything is written, and all of it is written or nothing.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        wish: Wish,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Account> {
        // A country's list would take its room for nothing: it is read anew afterwards.
        self.forget();
        let mut account = Account::default();
        let sorted = sorting::sorted(paths, wish.kind, &mut account)?;
        let registers = schools::read(&sorted.registers, &mut account, watch)?;
        let mapped = |headers: &[Vec<String>]| self.map_of(headers);
        let mut sheets = sheets::look(&sorted, now.day(), &mapped, watch)?;
        let tables = told_tables(&sheets, &mut account);
        let papers = papers::read(&sorted.papers, &mut account, watch)?;
        let given = self.give(papers, &mut sheets, (wish, now), &mut account, watch)?;
        let coming = Coming {
            registers,
            sheets,
            given,
            tables,
        };
        let guard = if wish.dry_run {
            None
        } else {
            Some(self.guard(Why::BeforeImport, now, watch)?)
        };
        let once = self.store.write_once()?;
        let kept =
            self.whole(|workspace| workspace.keep_coming(coming, (wish, now), &mut account, watch));
        if let Some(guard) = guard {
            self.guarded(guard, matches!(kept, Ok(End::Keep)));
        }
        if once {
            // What became of the import is what is to be said: whoever opens the file next brings its log back too.
            let _ = self.store.log_again();
        }
        kept?;
        self.forget();
        if account.read > 0 && !wish.dry_run && wish.whose == Whose::Pupils {
            // What came in is in, whether or not this can be said.
            account.notice = self.notice().ok().flatten().map(str::to_owned);
        }
        Ok(account)
    }

    /// Gives the documents of an import, and those that have waited, to the pupils whose they are for sure.
    fn give(
        &self,
        papers: Vec<Paper>,
        sheets: &mut [Sheet],
        (wish, now): (Wish, Moment),
        account: &mut Account,
        watch: &mut Watch<'_>,
    ) -> Result<Given> {
        let papers = papers::with_waiting(papers, &self.store, account)?;
        if papers.is_empty() {
            return Ok(Given::default());
        }
        // They come in with this import, and before all else of it.
        let settled = if wish.dry_run {
            Vec::new()
        } else {
            self.settled()?
        };
        let settled: Settled = settled.into_iter().map(|(pupil, _)| pupil).collect();
        let (mut coming, mut away) = (Gathering::default(), Vec::new());
        let (shunned, mut erased) = (self.store.shunned()?, HashSet::new());
        let of = sheets.iter().map(|sheet| sheet.count).sum();
        for sheet in sheets {
            let aside = sheet.pupils(now.day(), &mut |pupil| {
                if coming.len().is_multiple_of(STRIDE) {
                    tell(watch, "Listing pupils", coming.len() as u64, of)?;
                }
                if (shunned.as_ref()).is_some_and(|one| one.whose(&pupil.facts).is_some()) {
                    erased.insert(coming.len());
                }
                coming.add(&Known::from(&pupil.facts));
                Ok(())
            })?;
            away.extend(aside.turned_away);
        }
        let pupils = Pupils::of(coming, away, (shunned, erased), &self.store)?;
        papers::give(papers, &pupils, (&self.store, &settled), account, watch)
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
        let mut told = format!(
            "{}. The whole account is in {}",
            account.sum(),
            path.display()
        );
        if let Some(notice) = &account.notice {
            told = [&told, ". ", notice].concat();
        }
        Ok(told)
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
        let file = File {
            name: PASTED.to_owned(),
            digest: Digest::of(text.as_bytes()),
            kind: PASTED.to_owned(),
            silent: Vec::new(),
        };
        let incoming = Incoming {
            facts,
            row: 1,
            plan: Some(plan),
        };
        let order = Order {
            now,
            whole: false,
            dry_run: false,
            compare: None,
        };
        self.store.import(order, |taking| {
            taking.file(file, |intake| intake.take(&incoming).map(drop))
        })?;
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
}

/// Tells of the tables where they stood; gives the headers of those read by a map, and its name.
fn told_tables(sheets: &[Sheet], account: &mut Account) -> Vec<(Vec<String>, String)> {
    let mut mapped = Vec::new();
    for (sheet, table) in sheets
        .iter()
        .filter_map(|one| Some((one, one.table.as_ref()?)))
    {
        if sheet.count == 0 {
            account.warnings.push(rowless(sheet, table));
        }
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

/// Says of a table that nobody stands in it, and what to do.
fn rowless(sheet: &Sheet, table: &Tabled) -> Remark {
    let named = table.sheet.as_ref();
    let named = named.map_or_else(String::new, |name| format!("its sheet \"{name}\" "));
    Remark {
        file: sheet.file.clone(),
        row: None,
        column: None,
        value: None,
        reason: format!(
            "{named}has a heading and no row under it, so nobody came in; see whether it was exported with its pupils, and import it again"
        ),
    }
}

/// Where a plan came from that came from no file.
const PASTED: &str = "pasted";

/// A file's name without its folders: what the account and the history show.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
