//! The distribution: counted from the caseload, with where it comes from.

use std::collections::HashMap;

use crate::domain::case::CellPupil;
use crate::domain::day::Moment;
use crate::domain::distribution::disclosure::{Release, Rounding, Rule};
use crate::domain::distribution::{
    self, Dimension, Distribution, Format, Part, Provenance, Selection, Table,
};
use crate::domain::framework::Framework;
use crate::domain::identity::PupilId;
use crate::domain::worklist::{Basis, Roster, natural};
use crate::exchange;

use super::problem::Result;
use super::{STRETCH, Workspace, files};

/// How many of the files that the caseload came in by are named.
const NAMED: usize = 3;

impl Workspace {
    /// Counts the distribution, crossed by any dimensions.
    pub fn distribution(
        &mut self,
        by: &[Dimension],
        now: Moment,
    ) -> Result<(Provenance, Distribution)> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let caseload = self.caseload(now.day())?;
        let counted = distribution::tally(&basis, caseload.list.roster(), by);
        Ok((self.provenance(&basis, &counted)?, counted))
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
        Ok((self.provenance(&basis, &counted)?, counted))
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

    /// Writes a distribution in a format, as it may be shown.
    ///
    /// # Errors
    ///
    /// [`Problem::TooFine`] where it is for everyone and crossed so finely that hardly a number could be shown.
    pub fn released(
        &self,
        format: Format,
        rule: Rule,
        counted: &Distribution,
        from: &Provenance,
    ) -> Result<Vec<u8>> {
        let release = Release::of(counted, rule)?;
        let mut bytes = Vec::new();
        let written = exchange::distribution::write(format, counted, &release, from, &mut bytes);
        written.map_err(|error| files::unwritten(&self.folder, error))?;
        Ok(bytes)
    }

    /// Writes the distribution into the workspace's folder; gives the file's path.
    pub fn export(
        &mut self,
        by: &[Dimension],
        format: Format,
        rule: Rule,
        now: Moment,
    ) -> Result<String> {
        let (provenance, counted) = self.distribution(by, now)?;
        let codes: Vec<&str> = by.iter().map(|dimension| dimension.code()).collect();
        let crossed = if codes.is_empty() {
            "all".to_owned()
        } else {
            codes.join("-")
        };
        let whose = match rule {
            Rule::Office => "",
            Rule::Public(Rounding::Exact) => "-public",
            Rule::Public(Rounding::ToFive) => "-public-rounded",
        };
        let name = format!(
            "distribution-{}-{crossed}{whose}.{}",
            now.day(),
            format.code()
        );
        let path = self.folder.join("exports").join(name);
        let bytes = self.released(format, rule, &counted, &provenance)?;
        files::write(&path, &bytes)?;
        Ok(path.display().to_string())
    }

    /// Says where the numbers of a distribution come from.
    pub(super) fn provenance(
        &self,
        basis: &Basis<'_>,
        counted: &Distribution,
    ) -> Result<Provenance> {
        let (imports, imported) = self.store.import_sources(NAMED)?;
        Ok(Provenance {
            imports,
            imported,
            exported_by: self.reader.name.clone(),
            ..Provenance::of(basis, counted, self.store.origin().clone())
        })
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
