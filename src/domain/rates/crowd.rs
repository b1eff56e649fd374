//! Pupils who bring the same whatever the rates, taken together: what is reckoned with while a rate is being changed.

use std::collections::BTreeMap;

use super::super::framework::Framework;
use super::cohort::{Cohort, Pupil, Standing};
use super::cost::{Cost, Sum, costed};
use super::set::RateSet;
use super::solve::{Demand, Unsolvable, demanded};

/// One of those who are alike, by their number in the cohort, and how many there are.
type Alike = (usize, u64);

/// The mapped pupils of a cohort by what a rate can tell them apart by.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// By tariff, setting and phase.
    coarse: Vec<Alike>,
    /// By school too, whose size a factor may go by.
    fine: Vec<Alike>,
}

impl Crowd {
    /// Takes those together who are alike.
    pub fn of(cohort: &Cohort) -> Self {
        let (mut coarse, mut fine) = (BTreeMap::new(), BTreeMap::new());
        for (pupil, at) in cohort.pupils.iter().zip(0_usize..) {
            let Standing::Mapped(tariff) = pupil.standing else {
                continue;
            };
            let key = (tariff, cohort.setting(pupil), pupil.phase);
            let school = cohort.school_of(pupil).map(|(school, _)| school);
            coarse.entry(key).or_insert((at, 0)).1 += 1;
            fine.entry((key, school)).or_insert((at, 0)).1 += 1;
        }
        Self {
            coarse: coarse.into_values().collect(),
            fine: fine.into_values().collect(),
        }
    }

    /// One of each kind and how many they are, as finely as a set needs it.
    fn alike<'a>(
        &'a self,
        cohort: &'a Cohort,
        set: &RateSet,
    ) -> impl Iterator<Item = (&'a Pupil, u64)> {
        let alike = if set.factors.is_empty() {
            &self.coarse
        } else {
            &self.fine
        };
        (alike.iter()).filter_map(|(at, count)| Some((cohort.pupils.get(*at)?, *count)))
    }

    /// Costs a rate set: the same as pupil by pupil.
    pub fn cost(&self, cohort: &Cohort, set: &RateSet, framework: &Framework) -> Cost {
        costed(cohort, self.alike(cohort, set), set, framework)
    }

    /// What the pupils demand of a set: the same as pupil by pupil.
    ///
    /// # Errors
    ///
    /// A pupil's tariff has no line.
    pub fn demands(&self, cohort: &Cohort, set: &RateSet) -> Result<Vec<Demand>, Unsolvable> {
        demanded(cohort, self.alike(cohort, set), set)
    }

    /// How many pupils each line of a set holds for and what they cost, in the order of the lines.
    pub fn by_line(&self, cohort: &Cohort, set: &RateSet) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); set.rates.len()];
        for (pupil, count) in self.alike(cohort, set) {
            let tariff = cohort.tariff_of(pupil);
            let line = tariff.and_then(|(id, _)| set.line(id, cohort.setting(pupil), pupil.phase));
            let Some(sum) = line.and_then(|line| sums.get_mut(line)) else {
                continue;
            };
            let each = cohort.price(set, pupil).and_then(super::Price::known);
            sum.pupils += count;
            sum.cost = sum.cost + each.unwrap_or_default() * i64::try_from(count).unwrap_or(0);
        }
        sums
    }

    /// How many pupils were mapped to each tariff, by its number in the cohort.
    pub fn by_tariff(&self, cohort: &Cohort) -> Vec<u64> {
        let mut counts = vec![0; cohort.tariffs.len()];
        for (at, count) in &self.coarse {
            let standing = cohort.pupils.get(*at).map(|pupil| pupil.standing);
            if let Some(Standing::Mapped(tariff)) = standing
                && let Some(sum) = counts.get_mut(tariff)
            {
                *sum += count;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exact::Money;
    use crate::domain::place::Setting;
    use crate::domain::rates::invented::{Sketch, bespoke, cohort, pounds, set};
    use crate::domain::rates::{Factor, FactorCount, cost, demands};
    use proptest::prelude::*;

    const SCHOOLS: [Option<&str>; 3] = [Some("Ash"), Some("Birch"), None];
    const SETTINGS: [Setting; 2] = [Setting::Mainstream, Setting::Special];
    const TARIFFS: [Option<&str>; 6] = [
        None,
        Some("T0"),
        Some("T1"),
        Some("T2"),
        Some("T3"),
        Some("T4"),
    ];

    fn sized(percent: &str) -> RateSet {
        let factor = Factor {
            settings: vec![Setting::Special],
            count: FactorCount::InScope,
            from: 0,
            to: Some(3),
            percent: percent.parse().unwrap(),
        };
        RateSet {
            factors: vec![factor],
            ..set()
        }
    }

    proptest! {
        #[test]
        fn those_taken_together_cost_and_demand_what_each_does(
            sketches in prop::collection::vec((0usize..3, 0usize..2, 0usize..6), 0..40),
        ) {
            let sketch = |(school, setting, tariff): (usize, usize, usize)| -> Sketch {
                (SCHOOLS[school], SETTINGS[setting], TARIFFS[tariff], None)
            };
            let sketches: Vec<Sketch> = sketches.into_iter().map(sketch).collect();
            let (cohort, framework) = (cohort(&sketches), bespoke());
            let crowd = Crowd::of(&cohort);
            for set in [set(), sized("103.33")] {
                prop_assert_eq!(crowd.cost(&cohort, &set, &framework), cost(&cohort, &set, &framework));
                prop_assert_eq!(crowd.demands(&cohort, &set), demands(&cohort, &set));
                let lines: Money = crowd.by_line(&cohort, &set).iter().map(|sum| sum.cost).sum();
                prop_assert_eq!(lines, cost(&cohort, &set, &framework).total);
            }
            prop_assert_eq!(crowd.by_tariff(&cohort).iter().sum::<u64>(), cohort.counts().0);
        }
    }

    #[test]
    fn each_line_has_its_pupils() {
        let special = Setting::Special;
        let cohort = cohort(&[
            (Some("Ash"), special, Some("T1"), None),
            (Some("Ash"), special, Some("T1"), None),
            (None, special, Some("T3"), None),
            (None, special, Some("T0"), None),
        ]);
        let sums = Crowd::of(&cohort).by_line(&cohort, &set());
        let sum = |pupils, cost| Sum {
            pupils,
            cost: pounds(cost),
        };
        assert_eq!(sums, [sum(2, 2000), sum(0, 0), sum(1, 4000)]);
    }
}
