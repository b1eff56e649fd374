//! The distribution: counted from the caseload, with where it comes from.

mod kept;

use std::collections::HashMap;

use crate::domain::case::CellPupil;
use crate::domain::day::Moment;
use crate::domain::distribution::{
    self, Dimension, Distribution, Part, Provenance, Selection, Table,
};
use crate::domain::framework::Framework;
use crate::domain::identity::PupilId;
use crate::domain::worklist::{Roster, natural};
use crate::exchange;

use super::problem::Result;
use super::{STRETCH, Workspace, files};

pub(super) use kept::Counts;

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
        let counted = match self.counted(now.day())? {
            Some(roster) => distribution::tally(&basis, roster, by),
            None => distribution::tally(&basis, self.caseload(now.day())?.list.roster(), by),
        };
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
        let mut roster = Roster::default();
        self.store.each_entry(&framework.key, &mut |entry| {
            roster.add(&basis, entry);
            Ok(())
        })?;
        let counted = distribution::tally(&basis, &roster, by);
        let origin = self.store.origin().clone();
        Ok((Provenance::of(&basis, &counted, origin), counted))
    }

    /// Lays the distribution out as a table: the values of a dimension against the tariffs.
    pub fn table(&mut self, dimension: Dimension, now: Moment) -> Result<Table> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        let roster = caseload.list.roster();
        Ok(distribution::table(&basis, roster, dimension))
    }

    /// The pupils behind a count, by reference.
    pub fn cell(&mut self, selection: &Selection, now: Moment) -> Result<Vec<CellPupil>> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let roster = self.caseload(now.day())?.list.roster();
        let found = distribution::pupils(&basis, roster, selection);
        let pupil = |(at, part)| Some((roster.id(at)?, part_in_words(part)));
        let mut behind: HashMap<PupilId, String> = found.into_iter().filter_map(pupil).collect();
        let pupils: Vec<PupilId> = behind.keys().cloned().collect();
        let mut cell = Vec::with_capacity(pupils.len());
        for stretch in pupils.chunks(STRETCH) {
            for (pupil, reference, name) in self.store.names_of(stretch)? {
                let tariff = behind.remove(&pupil).unwrap_or_default();
                cell.push(CellPupil {
                    pupil,
                    reference,
                    name,
                    tariff,
                });
            }
        }
        cell.sort_by(|one, other| {
            let order = natural(one.reference.as_str(), other.reference.as_str());
            order.then_with(|| one.pupil.cmp(&other.pupil))
        });
        Ok(cell)
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

fn part_in_words(part: Part<'_>) -> String {
    match part {
        Part::OutOfScope(why) => why.words().to_owned(),
        Part::NotYet => "not yet".to_owned(),
        Part::CannotMap(why) => why.words().to_owned(),
        Part::Mapped(tariff, _) => tariff.to_string(),
    }
}
