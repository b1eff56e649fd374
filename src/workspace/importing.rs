//! Imports: tables and plan documents to one batch, with an account of everybody read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Remark, Unmatched};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::framework::YearShape;
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::place::Setting;
use crate::domain::provision::Provision;
use crate::domain::pupil::Facts;
use crate::exchange::caseload::{self, ReadCaseload};
use crate::exchange::{matching, plan};
use crate::section_f;
use crate::store::{Batch, Incoming, IncomingPlan};

use super::problem::{Problem, Result};
use super::{Workspace, files};

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

/// A caseload table, read.
struct Sheet {
    file: String,
    digest: Digest,
    read: ReadCaseload,
}

/// A plan document, read.
struct Paper {
    file: String,
    text: String,
}

impl Workspace {
    /// Imports tables and plan documents, folders of documents among them.
    ///
    /// Everything is read before anything is written: a file that is refused changes nothing.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        dry_run: bool,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Account> {
        let mut account = Account::default();
        let (tables, papers) = sorted(paths)?;
        let mut sheets = Vec::new();
        for path in tables {
            sheets.push(sheet(&path, now)?);
        }
        let papers = read_papers(&papers, &mut account, watch)?;
        let (mut texts, loose) = self.match_papers(papers, &sheets, &mut account)?;
        for sheet in sheets {
            self.import_sheet(sheet, &mut texts, dry_run, &mut account, now, watch)?;
        }
        if !dry_run {
            self.import_loose(loose, now, watch)?;
        }
        account.no_plan_text = self.without_text(dry_run, &account)?;
        self.forget();
        Ok(account)
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
        let plan = self.incoming(text.to_owned(), "pasted".to_owned(), None);
        if let Some(pupil) = self.store.pupil_by(reference)? {
            self.store.add_plan(&pupil, &plan, now)?;
            self.forget();
            return Ok(pupil);
        }
        let mut facts = Facts::unknown(PupilRef::new(reference.trim()));
        (facts.setting, facts.year_group) = (new.setting, new.year_group);
        let batch = Batch {
            file: "pasted".to_owned(),
            digest: Digest::of(text.as_bytes()),
            kind: "pasted".to_owned(),
            pupils: vec![Incoming {
                facts,
                row: 1,
                plan: Some(plan),
            }],
        };
        self.store.import(&batch, now, false, &mut |_| {})?;
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

    /// Gives each document to a pupil: by reference for pupils of the tables, by id for those known before.
    fn match_papers(
        &self,
        papers: Vec<Paper>,
        sheets: &[Sheet],
        account: &mut Account,
    ) -> Result<(HashMap<PupilRef, Paper>, Vec<(PupilId, Paper)>)> {
        let known = self.store.references()?;
        let coming = sheets.iter().flat_map(|sheet| &sheet.read.pupils);
        let mut names: Vec<(PupilRef, Option<Upn>)> = coming
            .map(|pupil| (pupil.facts.reference.clone(), pupil.facts.upn.clone()))
            .collect();
        let of_tables = names.len();
        let listed: std::collections::HashSet<PupilRef> =
            names.iter().map(|(name, _)| name.clone()).collect();
        let others: Vec<_> = known
            .into_iter()
            .filter(|(_, name, _)| !listed.contains(name))
            .collect();
        names.extend(
            others
                .iter()
                .map(|(_, name, upn)| (name.clone(), upn.clone())),
        );

        let of_files: Vec<&str> = papers.iter().map(|paper| paper.file.as_str()).collect();
        let matched = matching::matched(
            &of_files,
            names.iter().map(|(name, upn)| (name, upn.as_ref())),
        );
        account.documents.matched = matched.pairs.len() as u64;
        account.documents.unmatched.extend(matched.unmatched);
        let mut papers: Vec<Option<Paper>> = papers.into_iter().map(Some).collect();
        let (mut texts, mut loose) = (HashMap::new(), Vec::new());
        for (file, pupil) in matched.pairs {
            let Some(paper) = papers.get_mut(file).and_then(Option::take) else {
                continue;
            };
            if let Some((_, place)) =
                (pupil >= of_tables).then_some(((), pupil - of_tables.min(pupil)))
            {
                loose.extend(others.get(place).map(|(id, ..)| (id.clone(), paper)));
            } else if let Some((name, _)) = names.get(pupil) {
                texts.insert(name.clone(), paper);
            }
        }
        Ok((texts, loose))
    }

    fn import_sheet(
        &mut self,
        sheet: Sheet,
        texts: &mut HashMap<PupilRef, Paper>,
        dry_run: bool,
        account: &mut Account,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        let of = sheet.read.pupils.len() as u64;
        let mut pupils = Vec::with_capacity(sheet.read.pupils.len());
        for read in sheet.read.pupils {
            let version = read.facts.plan_version.clone();
            let plan = match (texts.remove(&read.facts.reference), read.section_f) {
                (Some(paper), _) => Some(unread(paper.text, paper.file, version)),
                (None, Some(text)) => Some(unread(text, sheet.file.clone(), version)),
                (None, None) => None,
            };
            let row = usize::try_from(read.row).unwrap_or(usize::MAX);
            pupils.push(Incoming {
                facts: read.facts,
                row,
                plan,
            });
        }
        read_plans(&mut pupils, self.framework.year, &mut |done| {
            watch(Step {
                what: "Reading plans",
                done,
                of,
            });
        });
        let batch = Batch {
            file: sheet.file.clone(),
            digest: sheet.digest,
            kind: "caseload table".to_owned(),
            pupils,
        };
        let imported = self.store.import(&batch, now, dry_run, &mut |done| {
            watch(Step {
                what: "Keeping pupils",
                done: done as u64,
                of,
            });
        })?;
        account.read += sheet.read.read;
        account.new += imported.new as u64;
        account.changed += imported.changed as u64;
        account.unchanged += imported.unchanged as u64;
        account.rejected.extend(sheet.read.rejected);
        account
            .rejected
            .extend(imported.conflicts.iter().map(|conflict| Remark {
                file: sheet.file.clone(),
                row: Some(conflict.row() as u64),
                column: None,
                value: None,
                reason: conflict.to_string(),
            }));
        account.warnings.extend(sheet.read.warnings);
        account.no_plan_text = imported.no_plan_text as u64;
        Ok(())
    }

    /// Takes in the documents of pupils whom no table of this import names.
    fn import_loose(
        &mut self,
        loose: Vec<(PupilId, Paper)>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        let of = loose.len() as u64;
        for ((pupil, paper), done) in loose.into_iter().zip(1..) {
            let plan = self.incoming(paper.text, paper.file, None);
            self.store.add_plan(&pupil, &plan, now)?;
            watch(Step {
                what: "Keeping plans",
                done,
                of,
            });
        }
        Ok(())
    }

    fn incoming(&self, text: String, source: String, version: Option<String>) -> IncomingPlan {
        let mut plan = unread(text, source, version);
        count(&mut plan, self.framework.year);
        plan
    }

    /// Counts the pupils without plan text after the import; a dry run of a table has counted them already.
    fn without_text(&self, dry_run: bool, account: &Account) -> Result<u64> {
        if dry_run && account.read > 0 {
            return Ok(account.no_plan_text);
        }
        let entries = self.store.entries(&self.framework.key)?;
        Ok(entries.iter().filter(|entry| entry.plan.is_none()).count() as u64)
    }
}

/// What is known of a pupil whose plan is pasted before any import named them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// The kind of place.
    pub setting: Option<Setting>,
    /// The national curriculum year.
    pub year_group: Option<i16>,
}

/// A plan whose provisions are not counted yet.
fn unread(text: String, source: String, version: Option<String>) -> IncomingPlan {
    IncomingPlan {
        text,
        source,
        version,
        provisions: 0,
    }
}

/// Counts the provisions of a plan.
fn count(plan: &mut IncomingPlan, year: YearShape) {
    let provisions = section_f::read(&plan.text, year).provisions.len();
    plan.provisions = u32::try_from(provisions).unwrap_or(u32::MAX);
}

/// How many pupils' plans are read between two words on the progress.
const STRIDE: usize = 512;

/// Counts the provisions of every plan, on two threads; `told` hears on the caller's how many are done.
fn read_plans(pupils: &mut [Incoming], year: YearShape, told: &mut dyn FnMut(u64)) {
    let read = |part: &mut [Incoming]| {
        let plans = part.iter_mut().filter_map(|pupil| pupil.plan.as_mut());
        plans.for_each(|plan| count(plan, year));
    };
    let mut done = 0;
    for stretch in pupils.chunks_mut(STRIDE) {
        done += stretch.len() as u64;
        let (one, other) = stretch.split_at_mut(stretch.len() / 2);
        std::thread::scope(|scope| {
            scope.spawn(|| read(one));
            read(other);
        });
        told(done);
    }
}

/// Sorts paths into tables and documents; a folder is all the files in it.
fn sorted(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let (mut tables, mut papers) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            papers.extend(files::list(path)?);
        } else if plan::ENDINGS.contains(&plan::ending(&path.display().to_string()).as_str()) {
            papers.push(path.clone());
        } else {
            tables.push(path.clone());
        }
    }
    Ok((tables, papers))
}

fn sheet(path: &Path, now: Moment) -> Result<Sheet> {
    let bytes = files::read(path)?;
    let file = name(path);
    let read = caseload::read(&file, &bytes, now.day())?;
    Ok(Sheet {
        file,
        digest: Digest::of(&bytes),
        read,
    })
}

/// Reads the documents; one that cannot be read goes to nobody, with the reason, and the others go on.
fn read_papers(
    paths: &[PathBuf],
    account: &mut Account,
    watch: &mut Watch<'_>,
) -> Result<Vec<Paper>> {
    let of = paths.len() as u64;
    let mut papers = Vec::new();
    for (path, done) in paths.iter().zip(1..) {
        let bytes = files::read(path)?;
        let file = name(path);
        match plan::text_of(&file, &bytes) {
            Ok(text) => papers.push(Paper { file, text }),
            Err(fault) => {
                let reason = fault.cause.to_string();
                account.documents.unmatched.push(Unmatched { file, reason });
            }
        }
        watch(Step {
            what: "Reading documents",
            done,
            of,
        });
    }
    Ok(papers)
}

/// A file's name without its folders: what the account and the history show.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
