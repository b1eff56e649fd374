//! What the rates screen stands on, and keeping what was made there as a rate set of its own.

use std::path::{Path, PathBuf};

use crate::catalogue::{self, CheckedRates, Finding, RatesFile, Severity};
use crate::domain::day::{Day, Moment};
use crate::domain::distribution::Dimension;
use crate::domain::rates::{Crowd, Filed, Ground, RateSet, RatesStatus};

use super::super::problem::{Problem, Result};
use super::super::unkept::NotKept;
use super::super::watching::Watch;
use super::super::{Workspace, files};
use super::FOLDER;

impl Workspace {
    /// Gathers what the rates screen stands on: everybody in scope, the estimate, and the files of the folder `rates`.
    pub fn ground(&mut self, now: Moment, watch: &mut Watch<'_>) -> Result<Ground> {
        self.read_caseload(now, watch)?;
        let laid = self.laid(&[Dimension::Phase, Dimension::Setting], now)?;
        let by = laid.by.clone();
        let estimate = laid.whole().map(|estimate| (estimate, by));
        let cohort = self.cohort(now, watch)?;
        let mut ground = Ground {
            framework: self.framework.clone(),
            crowd: Crowd::of(&cohort),
            cohort,
            estimate: estimate.map_err(|refused| refused.to_string()),
            sets: Vec::new(),
            envelopes: Vec::new(),
            faults: Vec::new(),
            elements: catalogue::usual_elements(),
            folder: self.rates_folder().display().to_string(),
        };
        for path in self.rates_files()? {
            self.take_in(&path, &mut ground);
        }
        Ok(ground)
    }

    /// The folder of rates files.
    pub fn rates_folder(&self) -> PathBuf {
        self.folder.join(FOLDER)
    }

    /// The rates files, in the order of their names; none where there is no folder.
    fn rates_files(&self) -> Result<Vec<PathBuf>> {
        let folder = self.rates_folder();
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut paths = files::entries(&folder)?;
        paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
        paths.sort();
        Ok(paths)
    }

    /// Puts what a file holds where it belongs; what is no use here, and why, among the faults.
    fn take_in(&self, path: &Path, ground: &mut Ground) {
        let file = path.file_name().unwrap_or_default();
        let file = file.to_string_lossy().into_owned();
        let bytes = match files::read(path) {
            Ok(bytes) => bytes,
            Err(fault) => {
                let held = fault.to_string();
                return ground.faults.push(Filed { file, held });
            }
        };
        let CheckedRates {
            file: held,
            findings,
        } = catalogue::check_rates(&file, &bytes, &self.shelf);
        match held {
            Some(RatesFile::Envelope(held)) => ground.envelopes.push(Filed { file, held }),
            Some(RatesFile::Elements(elements)) => ground.elements = elements,
            Some(RatesFile::CostBook(_) | RatesFile::Method(_)) => {}
            // A set may be sound, and yet not for the framework that pupils are mapped to.
            Some(RatesFile::Set(_)) => {
                match catalogue::load_rates(&file, &bytes, &self.framework) {
                    Ok(held) => ground.sets.push(Filed { file, held }),
                    Err(findings) => ground.faults.extend(fault(file, &findings)),
                }
            }
            None => ground.faults.extend(fault(file, &findings)),
        }
    }

    /// Keeps a set as a draft of its own in the folder `rates`, under a name that no file has; gives it as it was kept.
    pub fn keep_rates(&self, name: &str, set: &RateSet, today: Day) -> Result<Filed<RateSet>> {
        let name = name.trim();
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if !catalogue::is_id(name) {
            return Err(NotKept::Name(name.to_owned()).into());
        }
        let file = format!("{name}.toml");
        let path = self.rates_folder().join(&file);
        if path.exists() {
            return Err(NotKept::There(path).into());
        }
        let source = format!("Changed on {today} from \"{}\": {}", set.id, set.source);
        let held = RateSet {
            id: name.to_owned(),
            title: format!("{}, changed {}", set.title, today.long()),
            status: RatesStatus::Draft,
            source: source.clone(),
            ..set.clone()
        };
        let text = catalogue::written_rates(&held, &[source]);
        // What could not be read back is not written.
        let held = catalogue::load_rates(&file, text.as_bytes(), &self.framework);
        let held = held.map_err(Problem::Framework)?;
        files::write(&path, text.as_bytes())?;
        Ok(Filed { file, held })
    }
}

/// The first error of a file.
fn fault(file: String, findings: &[Finding]) -> Option<Filed<String>> {
    let error = findings.iter().find(|one| one.severity == Severity::Error);
    error.map(|error| Filed {
        file,
        held: error.to_string(),
    })
}
