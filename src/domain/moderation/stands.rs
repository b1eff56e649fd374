//! Where each officer stands: with the standardisation set, and with their seeds.

use std::collections::HashMap;

use super::super::identity::{PlanId, PupilRef};
use super::agreed::Lift;
use super::seeds::{Consequence, Due};
use super::standard::Standing;

/// Where an officer stands under a framework version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Who.
    pub officer: String,
    /// With the standardisation set.
    pub standing: Standing,
    /// With the seeds.
    pub seeds: Seeded,
}

/// Where an officer stands with the standardisation set, and whose its plans are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sat {
    /// Where the officer stands.
    pub standing: Standing,
    /// The references of the pupils whose plans are in the set, or were.
    pub references: HashMap<PlanId, PupilRef>,
}

/// Where an officer stands with their seeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// How many they read.
    pub read: usize,
    /// How many of these lay outside tolerance.
    pub outside: usize,
    /// What follows.
    pub consequence: Consequence,
    /// Why one is due now, where one is.
    pub due: Option<Due>,
    /// How many there are that they have not read and do not know.
    pub left: usize,
    /// The last time that the review of their mappings was lifted.
    pub lifted: Option<Lift>,
}

impl Seeded {
    /// What an officer sees of their own seeds: nothing.
    pub fn unseen() -> Self {
        Self {
            read: 0,
            outside: 0,
            consequence: Consequence::Clear,
            due: None,
            left: 0,
            lifted: None,
        }
    }

    /// Whether there are seeds, and the officer has read all they may be given.
    pub fn is_exhausted(&self) -> bool {
        self.left == 0 && (self.read > 0 || self.due.is_some())
    }

    /// Whether the officer's new mappings go to review.
    pub fn held(&self) -> bool {
        matches!(self.consequence, Consequence::Review { .. })
    }

    /// Where the officer stands, in a sentence without its stop.
    pub fn words(&self) -> String {
        let mut words = match (self.read, self.outside) {
            (0, _) => "no seed read".to_owned(),
            (1, 0) => "1 seed read, within tolerance".to_owned(),
            (1, _) => "1 seed read, outside tolerance".to_owned(),
            (read, 0) => format!("{read} seeds read, all within tolerance"),
            (read, outside) => format!("{read} seeds read, {outside} outside tolerance"),
        };
        match &self.consequence {
            Consequence::Clear => {}
            Consequence::Second => words += "; the last was outside, a second comes next",
            Consequence::Review { since } => {
                words += "; two in a row outside: new mappings go to review since ";
                words += &since.day().long();
            }
        }
        if self.is_exhausted() {
            words += "; no seed is left for them";
        }
        words
    }
}

impl Stands {
    /// Whether the lead should look: the set not passed, mappings under review, or no seed left.
    pub fn calls_for_attention(&self) -> bool {
        !self.standing.may_map() || self.seeds.held() || self.seeds.is_exhausted()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Moment;

    fn seeded(read: usize, outside: usize, left: usize, consequence: Consequence) -> Seeded {
        Seeded {
            read,
            outside,
            consequence,
            due: None,
            left,
            lifted: None,
        }
    }

    #[test]
    fn seeds_are_told_in_a_sentence() {
        let since = Moment::of_day("2027-01-12".parse().unwrap());
        let held = seeded(4, 2, 0, Consequence::Review { since });
        assert_eq!(
            held.words(),
            "4 seeds read, 2 outside tolerance; two in a row outside: new mappings go to review since 12 Jan 2027; no seed is left for them"
        );
        assert!(held.held() && held.is_exhausted());
        let fresh = seeded(0, 0, 0, Consequence::Clear);
        assert_eq!(fresh.words(), "no seed read");
        assert!(!fresh.is_exhausted());
        let second = seeded(1, 1, 3, Consequence::Second);
        assert_eq!(
            second.words(),
            "1 seed read, outside tolerance; the last was outside, a second comes next"
        );
    }
}
