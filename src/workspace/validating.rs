//! The validation report: every pupil of the caseload checked, written as a table and a page.

use std::path::{Path, PathBuf};

use crate::domain::day::Day;
use crate::domain::validation::{Doubles, Subject, Tally, check};
use crate::exchange::validation::{FindingsTable, Whose, page};
use crate::store::StoreError;

use super::Workspace;
use super::files::{self, Growing};
use super::problem::Result;
use super::watching::{Step, Watch};

/// How many pupils go by between two words on the progress.
const STRIDE: u64 = 512;

/// A validation report that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validated {
    /// What it comes to.
    pub tally: Tally,
    /// The table, a row a finding.
    pub table: PathBuf,
    /// The page.
    pub page: PathBuf,
}

impl Workspace {
    /// Checks everybody in the caseload and writes what was found; into the workspace's folder where no other is named.
    pub fn validate(
        &self,
        into: Option<&Path>,
        day: Day,
        watch: &mut Watch<'_>,
    ) -> Result<Validated> {
        let exports = self.folder.join("exports");
        let into = into.unwrap_or(&exports);
        let name = format!("validation-{day}");
        let (table, html) = (format!("{name}.csv"), into.join(format!("{name}.html")));
        let path = into.join(&table);
        let of = self.store.pupils()?.saturating_mul(2);
        let mut done = 0;
        let mut step = |what| {
            if done % STRIDE == 0 && watch(Step { what, done, of }).is_break() {
                return Err(StoreError::Stopped);
            }
            done += 1;
            Ok(())
        };
        let mut doubles = Doubles::default();
        self.store.each_told(&mut |told| {
            step("Looking for doubles")?;
            doubles.meet(&told.facts);
            Ok(())
        })?;
        let doubles = doubles.findings();
        let registered = self.store.is_registered()?;
        let unwritten = |error| files::unwritten(&path, error);
        let mut rows = FindingsTable::new(Growing::begin(&path)?).map_err(unwritten)?;
        let mut tally = Tally::default();
        let mut failed = None;
        self.store.each_told(&mut |told| {
            step("Checking pupils")?;
            let mut findings = check(&Subject {
                facts: &told.facts,
                as_of: told.as_of,
                school: told.school.as_ref(),
                registered,
                today: day,
            });
            let reference = &told.facts.reference;
            findings.extend(doubles.get(reference).into_iter().flatten().cloned());
            tally.add(reference, &findings);
            let whose = Whose {
                reference,
                file: &told.file,
                line: told.line,
            };
            if failed.is_none() {
                failed = rows.add(whose, &findings).err();
            }
            Ok(())
        })?;
        if let Some(error) = failed {
            return Err(unwritten(error).into());
        }
        rows.finish().map_err(unwritten)?.finish()?;
        files::write(&html, page(&tally, day, &table).as_bytes())?;
        Ok(Validated {
            tally,
            table: path,
            page: html,
        })
    }
}
