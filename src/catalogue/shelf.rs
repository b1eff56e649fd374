//! The frameworks at hand: those the program ships and those of the authority's own files.

use crate::domain::digest::Digest;
use crate::domain::framework::{Framework, Status};
use crate::domain::identity::FrameworkKey;

use super::finding::{Finding, Severity};
use super::lock::Lock;
use super::reach::Reached;
use super::reading::{self, Reading, against};
use super::{coverage, reach, scores, version};

/// The framework files that the program ships.
const SHIPPED: [(&str, &[u8]); 3] = [
    (
        "descriptors/kent-illustrative/2025.1.toml",
        include_bytes!("../../descriptors/kent-illustrative/2025.1.toml"),
    ),
    (
        "descriptors/kent-illustrative/2025.2.toml",
        include_bytes!("../../descriptors/kent-illustrative/2025.2.toml"),
    ),
    (
        "descriptors/kent-illustrative/2025.3.toml",
        include_bytes!("../../descriptors/kent-illustrative/2025.3.toml"),
    ),
];

/// What a check of a framework file finds.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The framework, where there is no error.
    pub framework: Option<Framework>,
    /// Errors and warnings, in the file's order.
    pub findings: Vec<Finding>,
    /// A profile for each tariff that can be reached, in the order of the tariffs.
    pub reached: Vec<Reached>,
}

/// The frameworks at hand, by id and then by version.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    frameworks: Vec<Framework>,
    /// The files they were read from, so that a workspace can keep its own copy.
    files: Vec<(Digest, Vec<u8>)>,
    findings: Vec<Finding>,
}

/// Gives the framework of a file, or its errors; warnings are for [`check`] to tell.
///
/// A released version that differs from what a lock says of it is an error.
pub fn load(file: &str, bytes: &[u8], lock: &Lock) -> Result<Framework, Vec<Finding>> {
    let mut reading = reading::read(file, bytes)?;
    Shelf::default().hold(&mut reading, lock);
    if reading.report.has_errors() {
        let mut findings = reading.report.findings();
        findings.retain(|finding| finding.severity == Severity::Error);
        return Err(findings);
    }
    Ok(reading.framework)
}

/// Gives the framework of a file that a workspace has kept, without reading any other: what most openings need of a shelf.
///
/// Nothing where a whole shelf must say which it is: it has errors, is another version, or one that is shipped in other
/// words.
pub fn alone(key: &FrameworkKey, bytes: &[u8]) -> Option<Framework> {
    let path = format!("descriptors/{}/{}.toml", key.id, key.version);
    let shipped = SHIPPED.iter().find(|(file, _)| *file == path);
    if shipped.is_some_and(|(_, shipped)| *shipped != bytes) {
        return None;
    }
    let framework = load(&path, bytes, &Lock::shipped()).ok()?;
    (framework.key == *key).then_some(framework)
}

/// Checks a file for everything, beside the frameworks that the program ships.
pub fn check(file: &str, bytes: &[u8], lock: &Lock) -> Checked {
    shelf(&[]).check(file, bytes, lock)
}

/// Puts the shipped frameworks and an authority's own files, as name and bytes, on a shelf.
///
/// A file with errors is left off, and a file that gives a version already there is refused
/// unless it is the same file; [`Shelf::findings`] says which and why.
pub fn shelf(extra: &[(String, Vec<u8>)]) -> Shelf {
    let shipped = SHIPPED.iter().map(|(file, bytes)| (*file, *bytes));
    let extra = extra
        .iter()
        .map(|(file, bytes)| (file.as_str(), bytes.as_slice()));
    let lock = Lock::shipped();
    let mut shelf = Shelf::default();
    let mut readings = Vec::new();
    for (file, bytes) in shipped.chain(extra) {
        // A workspace keeps the file that it was mapped by, most often one that is shipped.
        if shelf.files.iter().any(|(_, known)| known == bytes) {
            continue;
        }
        match reading::read(file, bytes) {
            Ok(reading) => {
                shelf.files.push((reading.framework.hash, bytes.to_vec()));
                readings.push(reading);
            }
            Err(findings) => shelf.findings.extend(findings),
        }
    }
    // The version before stands on the shelf when the next one is held against it; of the same
    // version, the shipped file comes first.
    readings.sort_by_key(|reading| order(&reading.framework.key));
    for reading in readings {
        shelf.put(reading, &lock);
    }
    shelf
}

fn order(key: &FrameworkKey) -> (String, Option<Vec<u64>>) {
    (key.id.clone(), version::parts(&key.version))
}

impl Shelf {
    /// Every framework, by id and then by version.
    pub fn frameworks(&self) -> &[Framework] {
        &self.frameworks
    }

    /// What was wrong with the files, in the order of the frameworks.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Gives the file that a framework on the shelf was read from.
    pub fn file(&self, framework: &Framework) -> Option<&[u8]> {
        let file = self.files.iter().find(|(hash, _)| *hash == framework.hash);
        file.map(|(_, bytes)| bytes.as_slice())
    }

    /// One version of one framework.
    pub fn get(&self, key: &FrameworkKey) -> Option<&Framework> {
        self.frameworks
            .iter()
            .find(|framework| framework.key == *key)
    }

    /// The versions of a framework, earliest first.
    pub fn versions<'a>(&'a self, id: &'a str) -> impl DoubleEndedIterator<Item = &'a Framework> {
        self.frameworks
            .iter()
            .filter(move |framework| framework.key.id == id)
    }

    /// The latest released version of a framework.
    pub fn latest(&self, id: &str) -> Option<&Framework> {
        let released = |one: &&Framework| one.key.id == id && one.status == Status::Released;
        self.frameworks.iter().rev().find(released)
    }

    /// The version that a framework names as the one before it.
    pub fn previous(&self, framework: &Framework) -> Option<&Framework> {
        let version = framework.previous.clone()?;
        let id = framework.key.id.clone();
        self.get(&FrameworkKey { id, version })
    }

    /// Checks a file for everything, its lineage against the version before if it is on the shelf.
    pub fn check(&self, file: &str, bytes: &[u8], lock: &Lock) -> Checked {
        let mut reading = match reading::read(file, bytes) {
            Ok(reading) => reading,
            Err(findings) => {
                return Checked {
                    framework: None,
                    findings,
                    reached: Vec::new(),
                };
            }
        };
        self.hold(&mut reading, lock);
        let Reading {
            framework,
            places,
            mut report,
        } = reading;
        let sound = !report.has_errors();
        let mut reached = Vec::new();
        if sound {
            coverage::gaps(&framework, &places, &mut report);
            scores::look(&framework, &places, &mut report);
            reached = reach::tariffs(&framework, &places, &mut report);
        }
        Checked {
            framework: sound.then_some(framework),
            findings: report.findings(),
            reached,
        }
    }

    /// The checks that go beyond reading and that a framework must pass.
    fn hold(&self, reading: &mut Reading<'_>, lock: &Lock) {
        let Reading {
            framework,
            places,
            report,
        } = reading;
        coverage::twofold(framework, places, report);
        if !report.has_errors() {
            reach::starts(framework, places, report);
        }
        lock.hold(framework, places, report);
        if let Some(previous) = self.previous(framework) {
            against(framework, previous, places, report);
        }
    }

    fn put(&mut self, mut reading: Reading<'_>, lock: &Lock) {
        self.hold(&mut reading, lock);
        let Reading {
            framework,
            places,
            mut report,
        } = reading;
        let twin = self.get(&framework.key).map(|twin| twin.hash);
        let same = twin == Some(framework.hash);
        if twin.is_some() && !same {
            let what = format!(
                "{} is there already from another file; give this one a new version",
                framework.key
            );
            report.error(places.version, what);
        }
        let sound = !report.has_errors();
        let mut findings = report.findings();
        findings.retain(|finding| finding.severity == Severity::Error);
        self.findings.extend(findings);
        if sound && !same {
            self.frameworks.push(framework);
        }
    }
}
