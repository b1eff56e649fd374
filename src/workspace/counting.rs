//! The distribution: counted from the caseload, with where it comes from.

use crate::domain::case::CellPupil;
use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::distribution::{
    self, Dimension, Distribution, Part, Provenance, Selection, Table, part,
};
use crate::domain::framework::Framework;
use crate::exchange;

use super::problem::Result;
use super::{Workspace, files};

impl Workspace {
    /// Counts the distribution, crossed by any dimensions.
    pub fn distribution(
        &mut self,
        by: &[Dimension],
        now: Moment,
    ) -> Result<(Provenance, Distribution)> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let origin = self.store.origin().clone();
        let caseload = self.caseload(now.day())?;
        let counted = distribution::tally(&basis, &caseload.entries, by);
        Ok((Provenance::of(&basis, &counted, origin), counted))
    }

    /// Counts the distribution as it stands under another version or framework, whose mappings stay on the record.
    pub fn distribution_under(
        &self,
        framework: &Framework,
        by: &[Dimension],
        now: Moment,
    ) -> Result<(Provenance, Distribution)> {
        let basis = self.basis(framework, now.day());
        let entries = self.store.entries(&framework.key)?;
        let counted = distribution::tally(&basis, &entries, by);
        let origin = self.store.origin().clone();
        Ok((Provenance::of(&basis, &counted, origin), counted))
    }

    /// Lays the distribution out as a table: the values of a dimension against the tariffs.
    pub fn table(&mut self, dimension: Dimension, now: Moment) -> Result<Table> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        Ok(distribution::table(&basis, &caseload.entries, dimension))
    }

    /// The pupils behind a count.
    pub fn cell(&mut self, selection: &Selection, now: Moment) -> Result<Vec<CellPupil>> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        let found = distribution::pupils(&basis, &caseload.entries, selection).into_iter();
        let pupil = |entry: &Entry| CellPupil {
            pupil: entry.pupil.clone(),
            reference: entry.facts.reference.clone(),
            name: entry.facts.name(),
            tariff: match part(&basis, entry) {
                Part::OutOfScope(why) => why.words().to_owned(),
                Part::NotYet => "not yet".to_owned(),
                Part::CannotMap(why) => why.words().to_owned(),
                Part::Mapped(tariff, _) => tariff.to_string(),
            },
        };
        Ok(found.map(pupil).collect())
    }

    /// Writes the distribution as CSV into the workspace's folder; gives the file's path.
    pub fn export(&mut self, by: &[Dimension], now: Moment) -> Result<String> {
        let (provenance, counted) = self.distribution(by, now)?;
        let codes: Vec<&str> = by.iter().map(|dimension| dimension.code()).collect();
        let crossed = if codes.is_empty() {
            "all".to_owned()
        } else {
            codes.join("-")
        };
        let name = format!("distribution-{}-{crossed}.csv", now.day());
        let path = self.folder.join("exports").join(name);
        let mut bytes = Vec::new();
        let written = exchange::distribution::csv(&counted, &provenance, &mut bytes);
        written.map_err(|error| files::unwritten(&path, error))?;
        files::write(&path, &bytes)?;
        Ok(path.display().to_string())
    }
}
