//! The files of an import, sorted by what they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::account::Account;
use crate::exchange::kind::{Kind, is_packed};

use super::super::files;
use super::super::problem::Result;
use super::papers::{is_plan, left};

/// The files of an import, sorted.
#[derive(Default)]
pub(super) struct Sorted {
    /// Caseload tables.
    pub(super) tables: Vec<PathBuf>,
    /// Files of the register of schools.
    pub(super) registers: Vec<(PathBuf, Kind)>,
    /// Plan documents, and what stood among them.
    pub(super) papers: Vec<PathBuf>,
    /// SEN2 returns as XML.
    pub(super) returns: Vec<PathBuf>,
    /// The files of COLLECT's exports, by the folder they stand in.
    pub(super) exports: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// Sorts paths by what they hold, or as the kind of file that they are said to be; a folder is all
/// the files in it.
pub(super) fn sorted(
    paths: &[PathBuf],
    said: Option<Kind>,
    account: &mut Account,
) -> Result<Sorted> {
    let mut sorted = Sorted::default();
    for path in paths {
        if !path.is_dir() {
            let kind = said.map_or_else(|| alone(path), Ok)?;
            sorted.put(path, kind);
            continue;
        }
        let listing = files::list(path)?;
        for file in listing.files {
            let kind = said.map_or_else(|| among(&file), Ok)?;
            sorted.put(&file, kind);
        }
        for other in listing.others {
            let reason = "is a link or a device, no file; put the file itself there";
            left(account, &other, reason);
        }
    }
    Ok(sorted)
}

impl Sorted {
    fn put(&mut self, path: &Path, kind: Kind) {
        match kind {
            Kind::Caseload => self.tables.push(path.to_owned()),
            Kind::Sen2 => self.returns.push(path.to_owned()),
            Kind::Plan => self.papers.push(path.to_owned()),
            Kind::Blade => {
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                let files = self.exports.entry(folder).or_default();
                // One file may be named by itself and by its folder.
                if !files.iter().any(|file| file == path) {
                    files.push(path.to_owned());
                }
            }
            Kind::Gias | Kind::GiasLinks => self.registers.push((path.to_owned(), kind)),
        }
    }
}

/// The kind of a file that was named by itself.
pub(in super::super) fn alone(path: &Path) -> Result<Kind> {
    let head = files::head(path)?;
    if is_packed(&head)
        && let Some(kind) = Kind::of_packed(&files::tail(path)?)
    {
        return Ok(kind);
    }
    let kind = Kind::of(&head);
    let told = kind.filter(|kind| !matches!(kind, Kind::Caseload | Kind::Plan));
    // Tables of a plan's provisions and plans pasted into a table look alike: the name decides.
    let named = if is_plan(path) {
        Kind::Plan
    } else {
        Kind::Caseload
    };
    Ok(told.unwrap_or(named))
}

/// The kind of a file that stands in a folder: a return's, else a document's.
fn among(path: &Path) -> Result<Kind> {
    // Thousands of documents are not opened twice to be told what they are.
    if is_plan(path) {
        return Ok(Kind::Plan);
    }
    let kind = Kind::of(&files::head(path)?);
    let told = kind.filter(|kind| !matches!(kind, Kind::Caseload | Kind::Plan));
    Ok(told.unwrap_or(Kind::Plan))
}
