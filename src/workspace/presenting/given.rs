//! The files that a pack rests on: those that are named, else what lies in the workspace's folder of rates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::catalogue::{self, RatesFile};
use crate::domain::digest::Digest;
use crate::domain::rates::{Envelope, RateSet};
use crate::domain::sufficiency::CostBook;
use crate::exchange::pack::{Budgeted, Rested};

use super::super::communities::TABLE;
use super::super::problem::{Problem, Result};
use super::super::{Workspace, files, rates_files, share_out};
use super::PackOrder;

/// Rate sets with their files.
type Sets = Vec<(PathBuf, RateSet, Rested)>;

/// The files, read; what is not there comes with the sentence that says so.
pub(super) struct Given {
    pub(super) sets: Sets,
    pub(super) passed_over: Vec<String>,
    pub(super) envelope: std::result::Result<(Envelope, Rested), String>,
    pub(super) book: std::result::Result<(PathBuf, CostBook, Rested), String>,
    pub(super) communities: std::result::Result<Budgeted, String>,
}

/// What lies in the folder of rates, kind by kind.
#[derive(Default)]
struct Found {
    sets: Vec<(PathBuf, RateSet)>,
    envelopes: Vec<PathBuf>,
    books: Vec<PathBuf>,
    methods: Vec<PathBuf>,
}

impl Workspace {
    /// Reads the files that are named, and of those that are not what lies in the folder of rates.
    pub(super) fn given(&self, order: &PackOrder) -> Result<Given> {
        let found = self.lying(order)?;
        let (sets, passed_over) = self.sets(order, &found)?;
        let envelope = one_of(
            order.envelope.as_ref(),
            &found.envelopes,
            ("envelope", "--envelope"),
        );
        let book = one_of(
            order.cost_book.as_ref(),
            &found.books,
            ("cost book", "--cost-book"),
        );
        let envelope = match envelope {
            Ok(path) => Ok((self.envelope(&path)?, rested(&path)?)),
            Err(why) => Err(format!(
                "{why}, so nothing is held against the money there is."
            )),
        };
        let book = match book {
            Ok(path) => {
                let bytes = files::read(&path)?;
                let book = catalogue::load_cost_book(&path.display().to_string(), &bytes);
                let file = rested(&path)?;
                Ok((path, book.map_err(Problem::Framework)?, file))
            }
            Err(why) => Err(format!("{why}, so no plan is costed.")),
        };
        Ok(Given {
            sets,
            passed_over,
            envelope,
            book,
            communities: self.shared(order, &found)?,
        })
    }

    /// Looks through the workspace's folder of rates; not where everything is named.
    fn lying(&self, order: &PackOrder) -> Result<Found> {
        let mut found = Found::default();
        let all_named = !order.rates.is_empty()
            && order.envelope.is_some()
            && order.cost_book.is_some()
            && order.method.is_some();
        if all_named {
            return Ok(found);
        }
        for path in rates_files(&self.rates_folder())? {
            let bytes = files::read(&path)?;
            let checked = catalogue::check_rates(&path.display().to_string(), &bytes, &self.shelf);
            match checked.file {
                Some(RatesFile::Set(set)) => found.sets.push((path, set)),
                Some(RatesFile::Envelope(_)) => found.envelopes.push(path),
                Some(RatesFile::CostBook(_)) => found.books.push(path),
                Some(RatesFile::Method(_)) => found.methods.push(path),
                Some(RatesFile::Elements(_)) => {}
                None => return Err(Problem::Framework(checked.findings)),
            }
        }
        Ok(found)
    }

    /// The rate sets in pounds for the framework; of those that were not named, why others are passed over.
    fn sets(&self, order: &PackOrder, found: &Found) -> Result<(Sets, Vec<String>)> {
        let (mut sets, mut passed_over) = (Vec::new(), Vec::new());
        if !order.rates.is_empty() {
            for path in &order.rates {
                let set = self.rate_set(path)?;
                if set.is_weighted() {
                    return Err(Problem::Weighted(set.id));
                }
                sets.push((path.clone(), set, rested(path)?));
            }
            return Ok((sets, passed_over));
        }
        for (path, set) in &found.sets {
            if !set.is_for(&self.framework.key) {
                passed_over.push(format!(
                    "The rate set \"{}\" is for another framework, so it is left out.",
                    set.title
                ));
            } else if set.is_weighted() {
                passed_over.push(format!("The rate set \"{}\" is in weights, from which rates are still to be found, so it is left out.", set.title));
            } else {
                sets.push((path.clone(), set.clone(), rested(path)?));
            }
        }
        Ok((sets, passed_over))
    }

    /// The Communities' budgets, where both of their files are there.
    fn shared(
        &self,
        order: &PackOrder,
        found: &Found,
    ) -> Result<std::result::Result<Budgeted, String>> {
        let lying = self.rates_folder().join(TABLE);
        let lying: Vec<PathBuf> = lying.is_file().then_some(lying).into_iter().collect();
        let inputs = one_of(
            order.communities.as_ref(),
            &lying,
            ("table of Communities", "--communities"),
        );
        let method = one_of(
            order.method.as_ref(),
            &found.methods,
            ("method for Communities", "--method"),
        );
        let (inputs, method) = match (inputs, method) {
            (Ok(inputs), Ok(method)) => (inputs, method),
            (Err(why), _) | (_, Err(why)) => {
                return Ok(Err(format!("{why}, so nothing is said of their budgets.")));
            }
        };
        let shared = share_out((&inputs, &method), order.year.as_deref(), BTreeMap::new())?;
        Ok(Ok(Budgeted {
            shared,
            by: rested(&method)?,
            inputs: rested(&inputs)?,
        }))
    }
}

/// The file that is named, or the only one that lies there; else why there is none.
fn one_of(
    named: Option<&PathBuf>,
    lying: &[PathBuf],
    (what, option): (&str, &str),
) -> std::result::Result<PathBuf, String> {
    match (named, lying) {
        (Some(path), _) | (None, [path]) => Ok(path.clone()),
        (None, []) => Err(format!("No {what} is given")),
        (None, [..]) => Err(format!(
            "The folder of rates has several of the kind \"{what}\" and {option} named none"
        )),
    }
}

/// A file's name, and the digest of its text.
fn rested(path: &Path) -> Result<Rested> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok(Rested {
        file: name.unwrap_or_default(),
        hash: Digest::of_text(&files::read(path)?),
    })
}
