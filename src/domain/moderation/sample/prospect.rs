//! What would be drawn of a cohort, before it is.

use std::collections::BTreeMap;

use super::{Cohort, Limits, Ranked, Stratum, strata};

/// A cohort that a sample can be drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The cohort.
    pub cohort: Cohort,
    /// How many mappings it has.
    pub of: usize,
    /// What would be drawn of each result, lowest first.
    pub strata: Vec<Stratum>,
}

impl Prospect {
    /// Reckons what would be drawn of a cohort with so many mappings of each result.
    pub fn of(cohort: Cohort, results: &BTreeMap<Ranked, usize>, limits: &Limits) -> Self {
        let counts = results.iter().map(|(result, count)| (result, *count));
        Self {
            cohort,
            of: results.values().sum(),
            strata: strata::planned(&counts.collect::<Vec<_>>(), limits),
        }
    }

    /// How many would be drawn; an officer whom chance leaves out is brought in beside these.
    pub fn drawn(&self) -> usize {
        self.strata.iter().map(|one| one.drawn).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::TariffId;

    #[test]
    fn what_would_be_drawn_follows_the_table_and_has_its_least_of_each_result() {
        let tariff = |rank: usize| Ranked::Tariff(rank, TariffId::new(format!("T{rank}")));
        let results = [
            (Ranked::CannotMap, 3),
            (tariff(1), 60),
            (tariff(2), 30),
            (tariff(3), 7),
        ];
        let prospect = Prospect::of(Cohort::All, &results.into(), &Limits::default());
        assert_eq!(prospect.of, 100);
        let random: usize = prospect.strata.iter().map(|one| one.random).sum();
        assert_eq!(random, 15);
        let drawn: Vec<usize> = prospect.strata.iter().map(|one| one.drawn).collect();
        assert_eq!(drawn, [3, 10, 10, 7]);
        assert_eq!(prospect.drawn(), 30);
    }
}
