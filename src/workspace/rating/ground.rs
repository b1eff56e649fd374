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
use super::{RATES_FOLDER, rates_files};

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
        for path in rates_files(&self.rates_folder())? {
            self.take_in(&path, &mut ground);
        }
        Ok(ground)
    }

    /// The folder of rates files.
    pub fn rates_folder(&self) -> PathBuf {
        self.folder.join(RATES_FOLDER)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{RatesKind, rates_skeleton};
    use crate::domain::exact::Money;
    use crate::domain::rates::Value;
    use crate::workspace::unwatched;

    #[test]
    fn files_are_gathered_and_a_changed_set_is_kept_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::of_day("2026-11-27".parse().unwrap());
        let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), now).unwrap();
        assert!(
            workspace
                .ground(now, &mut unwatched)
                .unwrap()
                .sets
                .is_empty()
        );
        let framework = workspace.framework().clone();
        let put = |name: &str, kind| {
            let text = rates_skeleton(kind, name, &framework, now.day()).unwrap();
            let path = workspace.rates_folder().join(format!("{name}.toml"));
            files::write(&path, text.as_bytes()).unwrap();
        };
        put("equal", RatesKind::Rates);
        put("money", RatesKind::Envelope);
        let broken = workspace.rates_folder().join("broken.toml");
        files::write(&broken, b"schema = 1\n[rates]\n").unwrap();
        let ground = workspace.ground(now, &mut unwatched).unwrap();
        assert_eq!(
            (
                ground.sets.len(),
                ground.envelopes.len(),
                ground.faults.len()
            ),
            (1, 1, 1)
        );
        assert_eq!(ground.faults[0].file, "broken.toml");
        assert!(ground.estimate.is_err());
        let mut set = ground.sets[0].held.clone();
        set.rates[0].value = Value::Pounds(Money::from_pence(123_456));
        set.status = RatesStatus::Decided;
        let kept = workspace
            .keep_rates(" mine.toml ", &set, now.day())
            .unwrap();
        assert_eq!(
            (kept.file.as_str(), kept.held.id.as_str()),
            ("mine.toml", "mine")
        );
        assert_eq!(
            (kept.held.status, &kept.held.rates),
            (RatesStatus::Draft, &set.rates)
        );
        let again = workspace.keep_rates("mine", &set, now.day()).unwrap_err();
        assert!(again.to_string().contains("is not written over"), "{again}");
        let outside = workspace
            .keep_rates("../mine", &set, now.day())
            .unwrap_err();
        assert!(
            outside.to_string().contains("is no name for a rate set"),
            "{outside}"
        );
        let after = workspace.ground(now, &mut unwatched).unwrap();
        assert_eq!(after.sets.last(), Some(&kept));
    }
}
