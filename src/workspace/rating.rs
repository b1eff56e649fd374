//! Rates: the pupils as rates see them, and the files of rates that are meant.

mod ground;

use std::path::{Path, PathBuf};

use crate::catalogue;
use crate::domain::day::Moment;
use crate::domain::rates::{Cohort, Elements, Envelope, RateSet};
use crate::exchange::rates::Source;

use super::problem::{Problem, Result};
use super::watching::{Watch, tell_store};
use super::{Workspace, files};

/// How many pupils go by between two words on the progress.
const STRIDE: u64 = 25_000;

/// The folder of a workspace that its rates files are in.
pub const RATES_FOLDER: &str = "rates";
/// The file in it of what schools meet themselves.
const ELEMENTS: &str = "elements.toml";

/// The rates files (.toml) of a folder, in the order of their names; none where there is no such folder.
pub fn rates_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = files::entries(folder)?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    Ok(paths)
}

impl Workspace {
    /// Reads everybody in scope as rates see them: with the mapping that counts now, and what is paid today.
    pub fn cohort(&self, now: Moment, watch: &mut Watch<'_>) -> Result<Cohort> {
        let basis = self.basis(&self.framework, now.day());
        let of = self.store.pupils()?;
        let (mut cohort, mut done) = (Cohort::default(), 0);
        self.store.each_entry(&self.framework.key, &mut |entry| {
            if done % STRIDE == 0 && done > 0 {
                tell_store(watch, "Reading the caseload", done, of)?;
            }
            done += 1;
            cohort.add(&basis, entry);
            Ok(())
        })?;
        Ok(cohort)
    }

    /// Says where the numbers of a report of rates come from.
    pub fn rates_source(&self, now: Moment) -> Source {
        Source {
            framework: self.framework.key.clone(),
            hash: self.framework.hash,
            notice: self.framework.notice.clone(),
            as_of: now.day(),
            origin: self.store.origin().clone(),
        }
    }

    /// Reads a rate set for the framework that pupils are mapped to.
    pub fn rate_set(&self, path: &Path) -> Result<RateSet> {
        let bytes = files::read(path)?;
        let named = path.display().to_string();
        catalogue::load_rates(&named, &bytes, &self.framework).map_err(Problem::Framework)
    }

    /// Reads an envelope.
    pub fn envelope(&self, path: &Path) -> Result<Envelope> {
        let bytes = files::read(path)?;
        let named = path.display().to_string();
        catalogue::load_envelope(&named, &bytes).map_err(Problem::Framework)
    }

    /// Gives what schools meet themselves: by the rate set where it says so, by the workspace's own file where it has one,
    /// else the usual figures.
    pub fn elements(&self, set: Option<&RateSet>) -> Result<Elements> {
        if let Some(own) = set.and_then(|set| set.elements.clone()) {
            return Ok(own);
        }
        let path = self.rates_folder().join(ELEMENTS);
        if !path.is_file() {
            return Ok(catalogue::usual_elements());
        }
        let bytes = files::read(&path)?;
        let named = path.display().to_string();
        catalogue::load_elements(&named, &bytes).map_err(Problem::Framework)
    }
}
