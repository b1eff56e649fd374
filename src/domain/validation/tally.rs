//! What a validation comes to: how many findings of each check, and whose the first are.

use std::collections::BTreeMap;

use super::super::identity::PupilRef;
use super::{Check, Finding, Severity};

/// How many references of each check a page lists; the table has all.
const LISTED: usize = 40;

/// The findings of one check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfCheck {
    /// How many there are.
    pub count: u64,
    /// Whose the first are, and what was held against what.
    pub first: Vec<(PupilRef, String)>,
}

/// What a validation comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pupils who were checked.
    pub pupils: u64,
    /// Of these, pupils of whom anything was found.
    pub with_findings: u64,
    /// The findings by check, in the order of the report.
    pub checks: BTreeMap<Check, OfCheck>,
}

impl Tally {
    /// Adds a pupil's findings.
    pub fn add(&mut self, reference: &PupilRef, findings: &[Finding]) {
        self.pupils += 1;
        self.with_findings += u64::from(!findings.is_empty());
        for finding in findings {
            let of_check = self.checks.entry(finding.check).or_default();
            of_check.count += 1;
            if of_check.first.len() < LISTED {
                let told = format!("{} {}", finding.fact.name(), finding.told());
                of_check.first.push((reference.clone(), told));
            }
        }
    }

    /// How many findings of a severity there are.
    pub fn of(&self, severity: Severity) -> u64 {
        let checks = self.checks.iter();
        let counted = checks.filter(|(check, _)| check.severity() == severity);
        counted.map(|(_, of_check)| of_check.count).sum()
    }

    /// The one line: how many pupils, errors and queries.
    pub fn sum(&self) -> String {
        format!(
            "{} pupils checked: {} errors and {} queries, of {} pupils",
            self.pupils,
            self.of(Severity::Error),
            self.of(Severity::Query),
            self.with_findings
        )
    }
}
