//! Imports: tables and plan documents to one batch, with an account of everybody read.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Remark, Unmatched};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::provision::Provision;
use crate::domain::pupil::{Facts, Newcomer};
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

/// Documents and whose they are.
#[derive(Default)]
struct Given {
    /// Those of pupils whom a table of this import names.
    coming: HashMap<PupilRef, Paper>,
    /// Those of pupils whom only an earlier one named.
    known: Vec<(PupilId, Paper)>,
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
        let Given { mut coming, known } = self.match_papers(papers, &sheets, &mut account)?;
        for sheet in sheets {
            self.import_sheet(sheet, &mut coming, dry_run, &mut account, now, watch)?;
        }
        if !dry_run {
            self.import_known(known, now, watch)?;
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
        let reference = reference.trim();
        let mut facts = Facts::unknown(PupilRef::new(reference));
        (facts.setting, facts.year_group) = (new.setting, new.year_group);
        // A slip in a reference must not make a pupil of its own whom nobody can map.
        if facts.setting.is_none() || facts.year_group.is_none() {
            return Err(Problem::Newcomer(reference.to_owned()));
        }
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

    /// Gives each document to a pupil: to one of the tables, or to one known before.
    fn match_papers(
        &self,
        papers: Vec<Paper>,
        sheets: &[Sheet],
        account: &mut Account,
    ) -> Result<Given> {
        let coming = sheets.iter().flat_map(|sheet| &sheet.read.pupils);
        let coming = coming.map(|pupil| (&pupil.facts.reference, pupil.facts.upn.as_ref()));
        let listed: HashSet<&PupilRef> = coming.clone().map(|(name, _)| name).collect();
        let mut known = self.store.references()?;
        known.retain(|(_, name, _)| !listed.contains(name));
        let before = known.iter().map(|(_, name, upn)| (name, upn.as_ref()));
        let names: Vec<(&PupilRef, Option<&Upn>)> = coming.chain(before).collect();

        let files: Vec<&str> = papers.iter().map(|paper| paper.file.as_str()).collect();
        let matched = matching::matched(&files, names.iter().copied());
        account.documents.matched = matched.pairs.len() as u64;
        account.documents.unmatched.extend(matched.unmatched);
        let of_tables = names.len() - known.len();
        let mut papers: Vec<Option<Paper>> = papers.into_iter().map(Some).collect();
        let mut given = Given::default();
        for (file, pupil) in matched.pairs {
            let Some(paper) = papers.get_mut(file).and_then(Option::take) else {
                continue;
            };
            match (pupil.checked_sub(of_tables), names.get(pupil)) {
                (Some(place), _) => {
                    let whose = known.get(place).map(|(id, ..)| id.clone());
                    given.known.extend(whose.map(|whose| (whose, paper)));
                }
                (None, Some((name, _))) => {
                    given.coming.insert((*name).clone(), paper);
                }
                (None, None) => {}
            }
        }
        Ok(given)
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
        for (read, done) in sheet.read.pupils.into_iter().zip(1..) {
            let version = read.facts.plan_version.clone();
            let plan = match (texts.remove(&read.facts.reference), read.section_f) {
                (Some(paper), _) => Some(self.incoming(paper.text, paper.file, version)),
                (None, Some(text)) => Some(self.incoming(text, sheet.file.clone(), version)),
                (None, None) => None,
            };
            let row = usize::try_from(read.row).unwrap_or(usize::MAX);
            pupils.push(Incoming {
                facts: read.facts,
                row,
                plan,
            });
            watch(Step {
                what: "Reading plans",
                done,
                of,
            });
        }
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
    fn import_known(
        &mut self,
        known: Vec<(PupilId, Paper)>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        let of = known.len() as u64;
        for ((pupil, paper), done) in known.into_iter().zip(1..) {
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
        let provisions = section_f::read(&text, self.framework.year).provisions.len();
        let provisions = u32::try_from(provisions).unwrap_or(u32::MAX);
        IncomingPlan {
            text,
            source,
            version,
            provisions,
        }
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
