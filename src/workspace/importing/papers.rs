//! Plan documents: sorted from tables, read, and given to the pupils whose names they bear.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::account::{Account, Unmatched};
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::exchange::caseload::TurnedAway;
use crate::exchange::{matching, plan};

use super::super::files;
use super::{Step, Watch};

/// A plan document, read.
pub(super) struct Paper {
    pub(super) file: String,
    pub(super) text: String,
}

/// Documents and whose they are.
#[derive(Default)]
pub(super) struct Given {
    /// Those of pupils whom a table of this import names.
    pub(super) coming: HashMap<PupilRef, Paper>,
    /// Those of pupils whom only an earlier one named.
    pub(super) known: Vec<(PupilId, Paper)>,
}

/// Reads the documents; one that cannot be read goes to nobody, with the reason, and the others go on.
pub(super) fn read(paths: &[PathBuf], account: &mut Account, watch: &mut Watch<'_>) -> Vec<Paper> {
    let of = paths.len() as u64;
    let mut papers = Vec::new();
    for (path, done) in paths.iter().zip(1..) {
        let file = super::name(path);
        match text(path, &file) {
            Ok(text) => papers.push(Paper { file, text }),
            Err(reason) => left(account, path, &reason),
        }
        let what = "Reading documents";
        watch(Step { what, done, of });
    }
    papers
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

/// Gives each document to a pupil: to one of the tables, or to one known before; that of a pupil
/// whose rows were rejected waits for them.
pub(super) fn give(
    papers: Vec<Paper>,
    coming: &[(PupilRef, Option<Upn>)],
    mut known: Vec<(PupilId, PupilRef, Option<Upn>)>,
    mut away: Vec<TurnedAway>,
    account: &mut Account,
) -> Given {
    let listed: HashSet<&PupilRef> = coming.iter().map(|(name, _)| name).collect();
    known.retain(|(_, name, _)| !listed.contains(name));
    let before: HashSet<&PupilRef> = known.iter().map(|(_, name, _)| name).collect();
    away.retain(|away| !listed.contains(&away.reference) && !before.contains(&away.reference));
    let now = coming.iter().map(|(name, upn)| (name, upn.as_ref()));
    let before = known.iter().map(|(_, name, upn)| (name, upn.as_ref()));
    let turned = away.iter().map(|away| (&away.reference, away.upn.as_ref()));
    // Those turned away count as well: K-1-2's plan is not K-1's because K-1-2 was rejected.
    let names: Vec<(&PupilRef, Option<&Upn>)> = now.chain(before).chain(turned).collect();
    let files: Vec<&str> = papers.iter().map(|paper| paper.file.as_str()).collect();
    let matched = matching::matched(&files, names.iter().copied());
    account.documents.unmatched.extend(matched.unmatched);
    let mut papers: Vec<Option<Paper>> = papers.into_iter().map(Some).collect();
    let mut given = Given::default();
    for (file, pupil) in matched.pairs {
        let Some(paper) = papers.get_mut(file).and_then(Option::take) else {
            continue;
        };
        match (pupil.checked_sub(coming.len()), names.get(pupil)) {
            (Some(place), _) => {
                if let Some((whose, ..)) = known.get(place) {
                    given.known.push((whose.clone(), paper));
                } else if let Some(away) = away.get(place.saturating_sub(known.len())) {
                    account.documents.unmatched.push(waiting(paper, away));
                }
            }
            (None, Some((name, _))) => {
                given.coming.insert((*name).clone(), paper);
            }
            (None, None) => {}
        }
    }
    account.documents.matched = (given.coming.len() + given.known.len()) as u64;
    given
}

/// Says of a document whose pupil was not taken in that it waits for the row.
fn waiting(paper: Paper, away: &TurnedAway) -> Unmatched {
    Unmatched {
        file: paper.file,
        reason: format!("belongs to a pupil who was rejected: {}", away.remark),
    }
}
