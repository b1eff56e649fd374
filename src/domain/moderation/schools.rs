//! How schools read beside officers: school by school how many plans both read, and how far apart.

use std::collections::BTreeMap;

use super::super::identity::PupilRef;
use super::super::interval::{Confidence, Interval, wilson_of};
use super::super::normal::float;
use super::drift::gap::mean;
use super::ranks::Ranks;
use super::tolerance::{Tolerance, differ};

/// A plan that a school and an officer both read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The school.
    pub school: String,
    /// The pupil.
    pub reference: PupilRef,
    /// The officer's reading.
    pub officer: Ranks,
    /// The school's own.
    pub own: Ranks,
}

/// How a school's readings stand beside the officers'.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The school; nothing for all of them together.
    pub school: Option<String>,
    /// How many pupils' readings came back.
    pub back: usize,
    /// How many of those plans an officer read too, the same version.
    pub read: usize,
    /// How many of these both read the same.
    pub same: usize,
    /// How many differ within tolerance.
    pub within: usize,
    /// How many differ by more.
    pub outside: usize,
    /// The share of the same, 95 %.
    pub same_interval: Interval,
    /// The share of those outside tolerance, 95 %.
    pub outside_interval: Interval,
    /// The school's tariff less the officer's, in ranks, on the mean; nothing where no pair has both.
    pub mean: Option<f64>,
    /// Its interval, 95 %; nothing with fewer than two pairs.
    pub interval: Option<(f64, f64)>,
    /// The pupils outside tolerance.
    pub differ: Vec<PupilRef>,
}

impl Standing {
    /// Says who reads higher at the tariff, and by how many ranks, on the mean.
    pub fn words(&self) -> String {
        let Some(mean) = self.mean else {
            return "no tariff to compare".to_owned();
        };
        let sure = self.interval.map_or(String::new(), |(low, high)| {
            format!(" ({low:+.2} to {high:+.2})")
        });
        let who = if mean > 0.0 {
            "school higher by"
        } else if mean < 0.0 {
            "school lower by"
        } else {
            return format!("neither higher{sure}");
        };
        format!("{who} {:.2}{sure}", mean.abs())
    }
}

/// Reckons each school's standing, by name, and all of them together at the end.
///
/// `back` counts the readings that came back, by school; a school that is not in it has none.
pub fn standings(
    back: &BTreeMap<String, usize>,
    pairs: &[Pair],
    tolerance: Tolerance,
) -> Vec<Standing> {
    let own = |school: &String| {
        let pairs: Vec<&Pair> = pairs.iter().filter(|pair| pair.school == *school).collect();
        let count = back.get(school).copied().unwrap_or_default();
        standing(Some(school.clone()), count, &pairs, tolerance)
    };
    let mut found: Vec<Standing> = back.keys().map(own).collect();
    let all: Vec<&Pair> = pairs.iter().collect();
    found.push(standing(None, back.values().sum(), &all, tolerance));
    found
}

fn standing(
    school: Option<String>,
    back: usize,
    pairs: &[&Pair],
    tolerance: Tolerance,
) -> Standing {
    let (mut same, mut within, mut differing) = (0, 0, Vec::new());
    for pair in pairs {
        let difference = differ(&pair.officer, &pair.own, tolerance);
        if difference.sides.iter().all(|side| side.by == Some(0)) {
            same += 1;
        } else if difference.within() {
            within += 1;
        } else {
            differing.push(pair.reference.clone());
        }
    }
    let above = pairs.iter().filter_map(|pair| {
        let (own, officer) = (pair.own.tariff?, pair.officer.tariff?);
        Some(float(own) - float(officer))
    });
    let (mean, interval) = mean(&above.collect::<Vec<_>>());
    let (read, outside) = (pairs.len(), differing.len());
    let share = |count| wilson_of(count, read, Confidence::NINETY_FIVE);
    Standing {
        school,
        back,
        read,
        same,
        within,
        outside,
        same_interval: share(same),
        outside_interval: share(outside),
        mean,
        interval,
        differ: differing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::AreaId;

    fn ranks(tariff: usize, ci: usize) -> Ranks {
        Ranks {
            tariff: Some(tariff),
            areas: [(AreaId::new("ci"), ci)].into(),
        }
    }

    fn pair(n: usize, school: &str, officer: (usize, usize), own: (usize, usize)) -> Pair {
        Pair {
            school: school.to_owned(),
            reference: PupilRef::new(format!("K-{n}")),
            officer: ranks(officer.0, officer.1),
            own: ranks(own.0, own.1),
        }
    }

    #[test]
    fn each_school_is_counted_and_all_together() {
        let pairs = [
            pair(1, "Hill", (2, 3), (2, 3)),
            pair(2, "Hill", (2, 3), (2, 4)),
            pair(3, "Hill", (2, 3), (3, 5)),
            pair(4, "Vale", (2, 3), (1, 3)),
        ];
        let back = [("Hill".to_owned(), 5), ("Vale".to_owned(), 1)].into();
        let found = standings(&back, &pairs, Tolerance::default());
        let counts: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.school.as_deref(),
                    one.back,
                    one.read,
                    one.same,
                    one.within,
                    one.outside,
                )
            })
            .collect();
        let expected = [
            (Some("Hill"), 5, 3, 1, 1, 1),
            (Some("Vale"), 1, 1, 0, 0, 1),
            (None, 6, 4, 1, 1, 2),
        ];
        assert_eq!(counts, expected);
        assert_eq!(found[0].differ, [PupilRef::new("K-3")]);
        assert!(
            found[0].words().starts_with("school higher by 0.33 ("),
            "{}",
            found[0].words()
        );
        assert_eq!(found[1].words(), "school lower by 1.00");
        assert!(found[2].words().starts_with("neither higher"));
        assert!(found[0].same_interval.holds(1.0 / 3.0));
    }

    #[test]
    fn a_school_nobody_else_has_read_is_not_compared() {
        let back = [("Hill".to_owned(), 2)].into();
        let found = standings(&back, &[], Tolerance::default());
        assert_eq!((found.len(), found[0].read), (2, 0));
        assert_eq!(found[0].outside_interval, Interval::WHOLE);
        assert_eq!(found[0].words(), "no tariff to compare");
    }
}
