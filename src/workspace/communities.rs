//! Budgets of the Communities of schools: the files, and the pupils of the caseload who go by their route.

use std::collections::BTreeMap;
use std::path::Path;

use crate::catalogue;
use crate::domain::communities::{Budgets, Community, Method, Unshared, budgets};
use crate::domain::day::Moment;
use crate::domain::framework::Route;
use crate::domain::sufficiency::Case;
use crate::domain::worklist::out_of_scope;
use crate::exchange;

use super::problem::{Problem, Result};
use super::watching::{Watch, tell_store};
use super::{Workspace, files};

/// How many pupils go by between two words on the progress.
const STRIDE: u64 = 25_000;

/// What stands for a Community that is not known.
const NOT_RECORDED: &str = "not recorded";

/// A year's budgets, and what they rest on.
#[derive(Clone, Debug)]
pub struct SharedOut {
    /// The method.
    pub method: Method,
    /// The communities.
    pub communities: Vec<Community>,
    /// Their budgets.
    pub budgets: Budgets,
    /// How many pupils of the caseload go by the Community's route, by community.
    pub routed: BTreeMap<String, u64>,
}

impl SharedOut {
    /// The budgets as they are written.
    pub fn shared(&self) -> exchange::communities::Shared<'_> {
        exchange::communities::Shared {
            method: &self.method,
            communities: &self.communities,
            budgets: &self.budgets,
            routed: &self.routed,
        }
    }
}

/// Shares a year's pot out by the files; `year` names one of the method's, its first where none is named.
///
/// The pupils of the Community's route are counted where there is a workspace.
pub fn share_out(
    (inputs, method): (&Path, &Path),
    year: Option<&str>,
    routed: BTreeMap<String, u64>,
) -> Result<SharedOut> {
    let name = |path: &Path| path.display().to_string();
    let read = files::read(method)?;
    let method = catalogue::load_method(&name(method), &read).map_err(Problem::Framework)?;
    let read = files::read(inputs)?;
    let communities = exchange::communities::read(&name(inputs), &read)?;
    let years = &method.years;
    let found = match year {
        Some(year) => years.iter().find(|one| one.name == year),
        None => years.first(),
    };
    let Some(found) = found else {
        let names: Vec<&str> = years.iter().map(|one| one.name.as_str()).collect();
        return Err(Problem::NoYear(
            year.unwrap_or_default().to_owned(),
            names.join(", "),
        ));
    };
    let unshared = |why: Unshared| Problem::Unshared {
        file: inputs.to_owned(),
        why,
    };
    let budgets = budgets(&method, found, &communities).map_err(unshared)?;
    Ok(SharedOut {
        method,
        communities,
        budgets,
        routed,
    })
}

impl Workspace {
    /// Counts the mapped pupils in scope who go by the Community's route, by their Community.
    pub fn routed_to_communities(
        &self,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<BTreeMap<String, u64>> {
        let basis = self.basis(&self.framework, now.day());
        let (of, mut done) = (self.store.pupils()?, 0);
        let mut routed = BTreeMap::new();
        self.store.each_entry(&self.framework.key, &mut |entry| {
            if done % STRIDE == 0 {
                tell_store(watch, "Reading the caseload", done, of)?;
            }
            done += 1;
            let case = Case::of(&entry).filter(|case| case.route == Route::Community);
            if case.is_some() && out_of_scope(&basis, &entry).is_none() {
                let community = entry.facts.community;
                let community = community.unwrap_or_else(|| NOT_RECORDED.to_owned());
                *routed.entry(community).or_default() += 1;
            }
            Ok(())
        })?;
        Ok(routed)
    }
}
