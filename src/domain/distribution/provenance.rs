//! Provenance: what every export says first of where its numbers come from.

use serde::{Deserialize, Serialize};

use super::super::day::Day;
use super::super::digest::Digest;
use super::super::identity::Origin;
use super::super::worklist::{Basis, Mark};
use super::tally::Distribution;
use super::wanted::Terms;

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
    /// The day of the count; of a count that looks back, the day at whose end all stood so.
    pub as_of: Day,
    /// The terms of the count.
    pub terms: Terms,
    /// Pupils counted where a phase transfer takes them by September, where that is asked for.
    pub moved_on: u64,
    /// Pupils of whom a file says that they change phase, but not where to: they are counted where they are.
    pub not_placed: u64,
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
    /// Those of the mapped whose mapping carries a flag.
    pub flagged: u64,
    /// Those whose mapping was drawn in a sample.
    pub sampled: u64,
    /// Those of whom a moderator decided.
    pub moderated: u64,
    /// Those whose mapping a moderator's took the place of.
    pub adjusted: u64,
    /// Those whom the school alone read.
    pub school_readings: u64,
    /// The moderated in a hundred of the mapped, to one decimal.
    pub moderated_share: String,
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
            terms: Terms::default(),
            moved_on: 0,
            not_placed: 0,
            caseload: counted.caseload,
            in_scope: counted.in_scope,
            mapped: counted.mapped,
            amended_since: counted.amended_since,
            coverage: share(counted.mapped, counted.in_scope),
            flagged: counted.marked(Mark::Flagged),
            sampled: counted.marked(Mark::Sampled),
            moderated: counted.marked(Mark::Moderated),
            adjusted: counted.marked(Mark::Adjusted),
            school_readings: counted.marked(Mark::School),
            moderated_share: share(counted.marked(Mark::Moderated), counted.mapped),
            origin,
            imports: Vec::new(),
            imported: 0,
            exported_by: String::new(),
        }
    }
}

/// Writes a share in a hundred, cut off after one decimal: `100.0` means all, never nearly all.
pub fn share(part: u64, whole: u64) -> String {
    let thousandths = u128::from(part) * 1000 / u128::from(whole.max(1));
    format!("{}.{}", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_whole_only_where_all_are_mapped() {
        assert_eq!(share(0, 0), "0.0");
        assert_eq!(share(1, 3), "33.3");
        assert_eq!(share(9_999, 10_000), "99.9");
        assert_eq!(share(10_000, 10_000), "100.0");
    }
}
