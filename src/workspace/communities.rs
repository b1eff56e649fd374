//! Budgets of the Communities of schools: the files, and the pupils of the caseload who go by their route.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::catalogue::{self, RatesFile};
use crate::domain::communities::{Shared, Unshared, budgets};
use crate::domain::day::Moment;
use crate::domain::distribution::{Dimension, Wanted};
use crate::domain::framework::Route;
use crate::exchange;

use super::problem::{Problem, Result};
use super::unshared::NotShared;
use super::watching::Watch;
use super::{Workspace, files, rates_files};

/// The table of Communities in the workspace's folder of rates files.
pub(super) const TABLE: &str = "communities.csv";

/// Shares a year's pot out by the files; `year` names one of the method's, its first where none is named.
///
/// The pupils of the Community's route are counted where there is a workspace.
pub fn share_out(
    (inputs, method): (&Path, &Path),
    year: Option<&str>,
    routed: BTreeMap<String, u64>,
) -> Result<Shared> {
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
        return Err(
            NotShared::NoYear(year.unwrap_or_default().to_owned(), names.join(", ")).into(),
        );
    };
    let unshared = |why: Unshared| NotShared::Unshared {
        file: inputs.to_owned(),
        why,
    };
    let budgets = budgets(&method, found, &communities).map_err(unshared)?;
    Ok(Shared {
        method,
        communities,
        budgets,
        routed,
    })
}

impl Workspace {
    /// Shares a year's pot out by the method and the table of Communities in the workspace's folder of rates; the method's
    /// first year where none is named.
    pub fn communities(
        &mut self,
        year: Option<&str>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Shared> {
        let method = self.method()?;
        let table = self.rates_folder().join(TABLE);
        if !table.is_file() {
            return Err(NotShared::NoTable(table).into());
        }
        // What is wrong with the files is told before the caseload is gone through.
        let mut shared = share_out((&table, &method), year, BTreeMap::new())?;
        shared.routed = self.routed_to_communities(now, watch)?;
        Ok(shared)
    }

    /// The one method that lies in the folder of rates; other files there are not looked into further.
    fn method(&self) -> Result<PathBuf> {
        let folder = self.rates_folder();
        let mut found = Vec::new();
        for path in rates_files(&folder)? {
            let bytes = files::read(&path)?;
            let checked = catalogue::check_rates(&path.display().to_string(), &bytes, &self.shelf);
            if matches!(checked.file, Some(RatesFile::Method(_))) {
                found.push(path);
            }
        }
        match <[PathBuf; 1]>::try_from(found) {
            Ok([method]) => Ok(method),
            Err(none) if none.is_empty() => Err(NotShared::NoMethod(folder).into()),
            Err(several) => {
                let names = several.iter().filter_map(|path| path.file_name());
                let names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
                let files = names.join(", ");
                Err(NotShared::Methods { folder, files }.into())
            }
        }
    }

    /// Counts the mapped pupils in scope who go by the Community's route, by their Community.
    pub fn routed_to_communities(
        &mut self,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<BTreeMap<String, u64>> {
        let wanted = Wanted::by(&[Dimension::Community]);
        self.read_for(&wanted, now, watch)?;
        let (_, counted) = self.distribution(&wanted, now)?;
        let mut routed = BTreeMap::new();
        for mut cell in counted.cells {
            if cell.route == Route::Community
                && let Some(community) = cell.keys.pop()
            {
                *routed.entry(community).or_default() += cell.count;
            }
        }
        Ok(routed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::unwatched;

    #[test]
    fn what_lies_in_the_folder_of_rates_is_shared_out_or_the_reason_why_not_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::of_day("2026-11-27".parse().unwrap());
        let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), now).unwrap();
        let rates = workspace.rates_folder();
        let mut share = |year: Option<&str>| workspace.communities(year, now, &mut unwatched);
        let refused = |told: Result<Shared>, words: &str| {
            let told = told.unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        };
        let put = |name: &str, text: &str| {
            files::write(&rates.join(name), text.as_bytes()).unwrap();
        };
        refused(share(None), "There is no method for Communities");
        let method = include_str!("../../fixtures/rates/community-method.toml");
        put("community-method.toml", method);
        refused(share(None), "There is no table of Communities");
        put(TABLE, include_str!("../../fixtures/rates/communities.csv"));
        let shared = share(None).unwrap();
        assert_eq!(
            (shared.budgets.year.name.as_str(), shared.each().count()),
            ("2026-27", 4)
        );
        assert_eq!(share(Some("2028-29")).unwrap().budgets.year.name, "2028-29");
        refused(share(Some("1999")), "2027-28");
        // A broken rate set beside them is none of this.
        put("broken.toml", "schema = 1\n[rates]\n");
        assert!(share(None).is_ok());
        put("other.toml", method);
        refused(share(None), "(community-method.toml, other.toml)");
    }
}
