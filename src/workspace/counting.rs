//! The distribution: counted from the caseload, with where it comes from.

mod kept;
mod otherwise;
mod views;

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::case::CellPupil;
use crate::domain::day::Moment;
use crate::domain::distribution::equality::{Audience, Equality};
use crate::domain::distribution::{
    self, Dimension, Distribution, Grid, Part, Provenance, Selection, Table, Terms, Wanted, Which,
};
use crate::domain::framework::Framework;
use crate::domain::identity::PupilId;
use crate::domain::worklist::{Basis, Roster, natural};

use super::problem::{Problem, Result};
use super::watching::Watch;
use super::{STRETCH, Workspace, unwatched};

pub(super) use kept::Counts;
pub(super) use otherwise::Otherwise;

/// A caseload as it is counted.
struct Looked<'a> {
    roster: &'a Roster,
    moved_on: u64,
    not_placed: u64,
}

/// How many of the files that the caseload came in by are named.
const NAMED: usize = 3;

impl Workspace {
    /// Reads what a count needs, where it is not in memory as it is now; tells how far it has come.
    pub fn read_for(&mut self, wanted: &Wanted, now: Moment, watch: &mut Watch<'_>) -> Result<()> {
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        self.look(&basis, wanted, now, watch).map(drop)
    }

    /// Counts the distribution.
    ///
    /// # Errors
    ///
    /// A day to look back on that lies ahead, a framework that is not at hand, and what the store says.
    pub fn distribution(
        &mut self,
        wanted: &Wanted,
        now: Moment,
    ) -> Result<(Provenance, Distribution)> {
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        let looked = self.look(&basis, wanted, now, &mut unwatched)?;
        let counted = distribution::tally(&basis, looked.roster, &wanted.by);
        let (moved_on, not_placed) = (looked.moved_on, looked.not_placed);
        let from = Provenance {
            terms: wanted.terms,
            moved_on,
            not_placed,
            ..self.provenance(&basis, &counted)?
        };
        Ok((from, counted))
    }

    /// Lays the distribution out as a table: the values of the first dimension wanted against the tariffs.
    pub fn table(&mut self, wanted: &Wanted, now: Moment) -> Result<Table> {
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        let down = wanted.by.first().copied().unwrap_or(Dimension::Setting);
        let looked = self.look(&basis, wanted, now, &mut unwatched)?;
        Ok(distribution::table(&basis, looked.roster, down))
    }

    /// Crosses the first two dimensions wanted for those who are `which`; nothing where there are not two.
    pub fn grid(&mut self, wanted: &Wanted, which: &Which, now: Moment) -> Result<Option<Grid>> {
        let [down, across, ..] = wanted.by.as_slice() else {
            return Ok(None);
        };
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        let looked = self.look(&basis, wanted, now, &mut unwatched)?;
        let grid = distribution::grid(&basis, looked.roster, (*down, *across), which);
        Ok(Some(grid))
    }

    /// Assesses who stands at which tariff: by sex, ethnicity, age group, first need and district.
    pub fn equality(
        &mut self,
        wanted: &Wanted,
        audience: Audience,
        now: Moment,
    ) -> Result<(Provenance, Equality)> {
        let (from, _) = self.distribution(wanted, now)?;
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        let looked = self.look(&basis, wanted, now, &mut unwatched)?;
        let assessed = distribution::equality::equality(&basis, looked.roster, audience);
        Ok((from, assessed))
    }

    /// The framework that is counted under.
    pub fn counted_under(&self, wanted: &Wanted) -> Result<Arc<Framework>> {
        match &wanted.under {
            Some(key) if *key != self.framework.key => Ok(Arc::new(self.shelved(key)?)),
            Some(_) | None => Ok(Arc::clone(&self.framework)),
        }
    }

    /// What is counted by: of a look back, the day that is looked back on.
    fn counted_by<'a>(
        &self,
        framework: &'a Framework,
        wanted: &Wanted,
        now: Moment,
    ) -> Result<Basis<'a>> {
        let today = now.day();
        if let Some(day) = wanted.terms.as_at.filter(|day| *day > today) {
            return Err(Problem::DayAhead(day));
        }
        Ok(Basis {
            counts_schools: wanted.terms.schools,
            ..self.basis(framework, wanted.terms.as_at.unwrap_or(today))
        })
    }

    /// The caseload as it is wanted: the worklist's own, or one read on other terms and kept until anything changes.
    fn look(
        &mut self,
        basis: &Basis<'_>,
        wanted: &Wanted,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Looked<'_>> {
        let is_own = wanted.terms == Terms::default() && basis.framework.key == self.framework.key;
        if is_own {
            let version = self.store.version()?;
            let counts = self.counts.take();
            if let Some(counts) = counts.filter(|kept| kept.is_of(basis.today, version)) {
                return Ok(self.counts.insert(counts).looked());
            }
            if wanted.asks_levels() && !self.levels {
                self.levels = true;
                self.forget();
            }
            let roster = self.caseload_watched(now.day(), watch)?.list.roster();
            return Ok(Looked {
                roster,
                moved_on: 0,
                not_placed: 0,
            });
        }
        let otherwise = self.read_otherwise(basis, wanted, watch)?;
        Ok(otherwise.looked())
    }

    /// The pupils behind a count, by reference.
    pub fn cell(
        &mut self,
        wanted: &Wanted,
        selection: &Selection,
        now: Moment,
    ) -> Result<Vec<CellPupil>> {
        let framework = self.counted_under(wanted)?;
        let basis = self.counted_by(&framework, wanted, now)?;
        // What was read only to be counted names nobody.
        self.counts = None;
        let roster = self.look(&basis, wanted, now, &mut unwatched)?.roster;
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
