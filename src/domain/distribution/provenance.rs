//! Provenance: what every export says first of where its numbers come from.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::digest::Digest;
use super::super::identity::Origin;
use super::super::worklist::Basis;
use super::disclosure::share;
use super::tally::Distribution;

/// A file that the caseload came in by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSource {
    /// The file's name.
    pub file: String,
    /// The day it was imported.
    pub date: Day,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// Where the numbers of a distribution come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The framework's id.
    pub framework: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The digest of its file.
    pub hash: Digest,
    /// What is said wherever it is named.
    pub notice: String,
    /// The day of the count.
    pub as_of: Day,
    /// All pupils.
    pub caseload: u64,
    /// Those in scope.
    pub in_scope: u64,
    /// Those with a tariff.
    pub mapped: u64,
    /// Those of the mapped whose plan was amended since it was read.
    pub amended_since: u64,
    /// The mapped in a hundred of those in scope, to one decimal (`31.2`).
    pub coverage: String,
    /// The workspace that counted.
    pub origin: Origin,
    /// The files that the caseload came in by, the latest first; the first few where there are many.
    pub imports: Vec<ImportSource>,
    /// How many files these are in all.
    pub imported: u64,
    /// Who asked for the numbers.
    pub exported_by: String,
}

impl Provenance {
    /// Writes where a distribution comes from.
    pub fn of(basis: &Basis<'_>, counted: &Distribution, origin: Origin) -> Self {
        let framework = basis.framework;
        Self {
            framework: framework.key.id.clone(),
            title: framework.title.clone(),
            version: framework.key.version.clone(),
            hash: framework.hash,
            notice: framework.notice.clone(),
            as_of: basis.today,
            caseload: counted.caseload,
            in_scope: counted.in_scope,
            mapped: counted.mapped,
            amended_since: counted.amended_since,
            coverage: share(counted.mapped, counted.in_scope),
            origin,
            imports: Vec::new(),
            imported: 0,
            exported_by: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::share as coverage;

    #[test]
    fn coverage_is_whole_only_where_all_are_mapped() {
        assert_eq!(coverage(0, 0), "0.0");
        assert_eq!(coverage(1, 3), "33.3");
        assert_eq!(coverage(9_999, 10_000), "99.9");
        assert_eq!(coverage(10_000, 10_000), "100.0");
    }
}
