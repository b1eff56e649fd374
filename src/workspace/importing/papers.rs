//! Plan documents: read, given to the pupils whose marks they bear, and kept where it is not sure whose they are.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Unmatched};
use crate::domain::erasure::KnownBy;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::matching::{Birth, Candidate, Crowd, Document, Finding, Gathering, Known, find};
use crate::domain::paper::{Fate, PaperId};
use crate::exchange::caseload::TurnedAway;
use crate::exchange::plan;
use crate::store::{Shunned, Store};

use super::super::files;
use super::super::problem::{Problem, Result};
use super::super::watching::{Step, Watch, tell};
use super::Settled;

/// A plan document, read.
#[derive(Clone)]
pub(super) struct Paper {
    pub(super) file: String,
    pub(super) text: String,
    /// Its name in the workspace, where it has waited there.
    kept: Option<PaperId>,
}

/// Documents and whose they are.
#[derive(Default)]
pub(super) struct Given {
    /// Those of pupils whom a table of this import names.
    pub(super) coming: HashMap<PupilRef, Paper>,
    /// Those of pupils whom only an earlier one named.
    pub(super) known: Vec<(PupilId, Paper)>,
    /// Those that had waited, and whose they are.
    pub(super) settled: Vec<(PaperId, PupilRef)>,
    /// Those that wait for somebody to settle them: file and text.
    pub(super) waiting: Vec<(String, String)>,
}

/// Reads the documents; one that cannot be read goes to nobody, with the reason, and the others go on.
pub(super) fn read(
    paths: &[PathBuf],
    account: &mut Account,
    watch: &mut Watch<'_>,
) -> Result<Vec<Paper>> {
    let of = paths.len() as u64;
    let mut papers = Vec::new();
    for (path, done) in paths.iter().zip(0..) {
        tell(watch, "Reading documents", done, of)?;
        let file = super::name(path);
        match text(path, &file) {
            Ok(text) => papers.push(Paper {
                file,
                text,
                kept: None,
            }),
            Err(reason) => left(account, path, &reason),
        }
    }
    Ok(papers)
}

/// The text of a document, or why it gives none.
pub(in super::super) fn text_of(path: &Path) -> std::result::Result<String, String> {
    text(path, &super::name(path))
}

fn text(path: &Path, file: &str) -> std::result::Result<String, String> {
    // A word processor's own lock beside an open document is nobody's plan.
    if file.starts_with("~$") {
        return Err("is a word processor's lock; close the document".to_owned());
    }
    // The ending comes first: a film in the folder is not read whole to be told so.
    let bytes = if is_plan(path) {
        files::read(path).map_err(|fault| fault.to_string())?
    } else {
        Vec::new()
    };
    plan::text_of(file, &bytes).map_err(|fault| fault.cause.to_string())
}

pub(super) fn is_plan(path: &Path) -> bool {
    plan::ENDINGS.contains(&plan::ending(&super::name(path)).as_str())
}

pub(super) fn left(account: &mut Account, path: &Path, reason: &str) {
    let (file, reason) = (super::name(path), reason.to_owned());
    account.documents.unmatched.push(Unmatched { file, reason });
}

/// Puts the documents that have waited beside those that come in now, and leaves out what was settled before.
pub(super) fn with_waiting(
    papers: Vec<Paper>,
    store: &Store,
    account: &mut Account,
) -> Result<Vec<Paper>> {
    let mut all: Vec<Paper> = Vec::new();
    for paper in store.papers()? {
        if paper.fate == Fate::Waiting {
            all.push(Paper {
                file: paper.file,
                text: paper.text,
                kept: Some(paper.id),
            });
        }
    }
    for paper in papers {
        match store.fate_of(&paper.file, &paper.text)? {
            None => all.push(paper),
            Some(Fate::Waiting) => {}
            Some(Fate::Given(_) | Fate::Taken(_)) => account.documents.matched += 1,
            Some(Fate::Aside(why)) => account.documents.unmatched.push(Unmatched {
                file: paper.file,
                reason: format!("was set aside: {}", why.words()),
            }),
        }
    }
    Ok(all)
}

/// The pupils of an import, as those who give documents must know them: those of its tables, those whom earlier ones
/// named, and those whose rows were rejected, in this order.
pub(super) struct Pupils {
    crowd: Crowd,
    /// How many are of the tables.
    coming: usize,
    /// How many are of the tables or were named earlier.
    known: usize,
    /// Those whose rows were rejected.
    away: Vec<TurnedAway>,
    /// Those who were erased here.
    shunned: Option<Shunned>,
    /// Those of the tables who were.
    erased: HashSet<usize>,
}

impl Pupils {
    /// Puts those whom earlier imports named, and those whose rows were rejected, beside those of the tables.
    ///
    /// Those turned away count as well: K-1-2's plan is not K-1's because K-1-2 was rejected.
    pub(super) fn of(
        mut gathering: Gathering,
        away: Vec<TurnedAway>,
        (shunned, erased): (Option<Shunned>, HashSet<usize>),
        store: &Store,
    ) -> Result<Self> {
        let coming = gathering.len();
        store.each_known(&mut |_, known| {
            gathering.fill(known);
            Ok(())
        })?;
        let known = gathering.len();
        for away in &away {
            let reference = away.reference.clone();
            gathering.add(&Known::by_number(reference, away.upn.clone()));
        }
        Ok(Self {
            crowd: gathering.crowd(),
            coming,
            known,
            away,
            shunned,
            erased,
        })
    }

    /// By what a document that is nobody's for sure names somebody who was erased. It is not theirs where it has only the
    /// names, and somebody of the caseload who is called so may be meant.
    fn shun(&self, paper: &Paper, finding: &Finding) -> Option<KnownBy> {
        let by = (self.shunned.as_ref()?).named_in(&paper.file, &paper.text)?;
        let is_anothers = |one: &Candidate| {
            let likeness = one.likeness;
            !self.erased.contains(&one.pupil)
                && likeness.name_agrees()
                && likeness.birth != Birth::Differs
        };
        let by_name = matches!(by, KnownBy::Birth | KnownBy::Names);
        (!by_name || !finding.nearest.iter().any(is_anothers)).then_some(by)
    }
}

/// Why a document is not kept that names somebody who was erased.
pub(super) fn erased(by: KnownBy) -> String {
    format!(
        "has the {} of somebody who was erased here, and nothing of it was kept; where it is another's, `continuum plan` takes it in, and where they are to come back, first `continuum erase --readmit -` and type {}",
        by.words(),
        by.typed()
    )
}

/// Gives each document whose pupil is sure to that pupil: to one of the tables, or to one known before. The others
/// wait, that of a pupil whose rows were rejected among them.
pub(super) fn give(
    papers: Vec<Paper>,
    pupils: &Pupils,
    (store, settled): (&Store, &Settled),
    account: &mut Account,
    watch: &mut Watch<'_>,
) -> Result<Given> {
    let mut given = Given::default();
    let crowd = &pupils.crowd;
    let documents: Vec<Document<'_>> = (papers.iter())
        .map(|paper| Document {
            file: &paper.file,
            text: &paper.text,
        })
        .collect();
    let of = documents.len() as u64;
    let found = find(&documents, crowd, &mut |done| {
        let (what, done) = ("Matching documents", done as u64);
        watch(Step { what, done, of })
    });
    let found = found.ok_or(Problem::Stopped)?;
    for (paper, finding) in papers.into_iter().zip(found) {
        let (pupil, said) = match whose(&paper, &finding, pupils, (store, settled))? {
            Ok(pupil) => (pupil, crowd.said(pupil)),
            Err(reason) => {
                let shunned = pupils.shun(&paper, &finding);
                given.wait(paper, reason, shunned, account);
                continue;
            }
        };
        account.documents.matched += 1;
        let reference = PupilRef::new(said);
        given
            .settled
            .extend(paper.kept.map(|id| (id, reference.clone())));
        if pupil < pupils.coming {
            given.coming.insert(reference, paper);
        } else if let Some(pupil) = store.pupil_by(said)? {
            given.known.push((pupil, paper));
        }
    }
    Ok(given)
}

/// The pupil whose a document is for sure, or why it waits.
fn whose(
    paper: &Paper,
    finding: &Finding,
    pupils: &Pupils,
    (store, settled): (&Store, &Settled),
) -> Result<std::result::Result<usize, String>> {
    let crowd = &pupils.crowd;
    let Some(pupil) = finding.sure() else {
        return Ok(Err(finding.words(crowd)));
    };
    let away = pupil.checked_sub(pupils.known);
    if let Some(away) = away.and_then(|place| pupils.away.get(place)) {
        let reason = format!("belongs to a pupil who was rejected: {}", away.remark);
        return Ok(Err(reason));
    }
    // Of two documents one may have been settled since; the other is no newer plan for that.
    let said = crowd.said(pupil);
    if paper.kept.is_some() && has_text(store, settled, said)? {
        return Ok(Err(format!("{said} has a plan text already")));
    }
    Ok(Ok(pupil))
}

fn has_text(store: &Store, settled: &Settled, reference: &str) -> Result<bool> {
    let Some(pupil) = store.pupil_by(reference)? else {
        return Ok(false);
    };
    Ok(settled.contains(&pupil) || store.plan_text(&pupil)?.is_some())
}

impl Given {
    /// Lets a document wait, and says why: at once of one that comes in now. One that comes in now and names somebody who
    /// was erased is not kept.
    fn wait(
        &mut self,
        paper: Paper,
        reason: String,
        shunned: Option<KnownBy>,
        account: &mut Account,
    ) {
        if let Some(by) = shunned.filter(|_| paper.kept.is_none()) {
            let (file, reason) = (paper.file, erased(by));
            account.documents.unmatched.push(Unmatched { file, reason });
            return;
        }
        account.documents.waiting += 1;
        if paper.kept.is_none() {
            let Paper { file, text, .. } = paper;
            self.waiting.push((file.clone(), text));
            account.documents.unmatched.push(Unmatched { file, reason });
        }
    }
}
