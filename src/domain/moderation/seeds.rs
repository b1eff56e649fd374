//! Seeds: plans with an agreed answer, dropped in unseen, and what follows from how they were read.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::day::{Day, Moment};
use super::super::identity::PlanId;
use super::settings::{SettingFault, whole};

/// How often seeds come; settings of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rhythm {
    /// Whether the day begins with one: it does.
    pub first_of_day: bool,
    /// After how many mappings since the last the next one comes: every 20th plan is a seed; 0 for never.
    pub every: usize,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            first_of_day: true,
            every: 20,
        }
    }
}

impl Rhythm {
    /// The names of its settings.
    pub const NAMES: [&str; 2] = ["every", "first_of_day"];

    /// Sets one of them by its name.
    ///
    /// # Errors
    ///
    /// A name that none has, or a value that is none.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), SettingFault> {
        match (name, value) {
            ("every", _) => self.every = whole(name, value, 0..=10_000)?,
            ("first_of_day", "yes") => self.first_of_day = true,
            ("first_of_day", "no") => self.first_of_day = false,
            ("first_of_day", _) => return Err(SettingFault::value(name, value, "yes or no")),
            _ => return Err(SettingFault::unknown(name, &Self::NAMES)),
        }
        Ok(())
    }
}

/// A seed that an officer read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The seed.
    pub plan: PlanId,
    /// When it was recorded.
    pub at: Moment,
    /// Whether it lay within tolerance.
    pub within: bool,
}

/// All that decides about an officer's seeds under one framework version; lists in whatever order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// When each mapping that counts was recorded, seeds not among them.
    pub mapped: Vec<Moment>,
    /// The seeds read.
    pub seeds: Vec<Reading>,
    /// When the lead lifted the review of the officer's new mappings.
    pub lifted: Vec<Moment>,
}

/// Why a seed is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The last lay outside tolerance: another at once.
    Second,
    /// The day's first.
    FirstOfDay,
    /// So many were mapped since the last.
    Nth,
}

impl Due {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::FirstOfDay => "first_of_day",
            Self::Nth => "nth",
        }
    }
}

/// What comes next for an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A plan of the worklist.
    Plan,
    /// A seed, and why.
    Seed(PlanId, Due),
    /// A seed is due, but the officer has read all there are: a plan of the worklist, and the lead should add seeds.
    Exhausted(Due),
}

/// What follows from an officer's seeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing.
    Clear,
    /// The last lay outside tolerance: a second is due at once.
    Second,
    /// Two in a row lay outside: the lead is told, and the officer's new mappings go to review until the lead lifts it.
    Review {
        /// From when on.
        since: Moment,
    },
}

/// Says what follows from the seeds read so far.
pub fn consequence(past: &Past) -> Consequence {
    let mut seeds: Vec<&Reading> = past.seeds.iter().collect();
    seeds.sort_by(|one, other| (one.at, &one.plan).cmp(&(other.at, &other.plan)));
    let lifted = past.lifted.iter().max().copied();
    // What the lead lifted is settled: the officer begins afresh.
    let fresh = seeds
        .into_iter()
        .filter(|seed| lifted.is_none_or(|at| seed.at > at));
    let mut last = true;
    for seed in fresh {
        if !last && !seed.within {
            return Consequence::Review { since: seed.at };
        }
        last = seed.within;
    }
    if last {
        Consequence::Clear
    } else {
        Consequence::Second
    }
}

/// Says what comes next for an officer on a day; `order` is the recorded order of the seeds.
pub fn next(past: &Past, day: Day, order: &[PlanId], rhythm: Rhythm) -> Next {
    let Some(due) = due(past, day, rhythm) else {
        return Next::Plan;
    };
    let read: BTreeSet<&PlanId> = past.seeds.iter().map(|seed| &seed.plan).collect();
    let fresh = order.iter().find(|plan| !read.contains(plan));
    fresh.map_or(Next::Exhausted(due), |plan| Next::Seed(plan.clone(), due))
}

/// Says whether a seed is due for an officer on a day, and why.
pub fn due(past: &Past, day: Day, rhythm: Rhythm) -> Option<Due> {
    if consequence(past) == Consequence::Second {
        return Some(Due::Second);
    }
    let today = past.seeds.iter().filter(|seed| seed.at.day() == day);
    let last = today.map(|seed| seed.at).max();
    let began = past.mapped.iter().any(|at| at.day() == day);
    // A day that began without one, for want of seeds or before the setting, is not stopped in its midst.
    if rhythm.first_of_day && last.is_none() && !began {
        return Some(Due::FirstOfDay);
    }
    // Counted within the day: yesterday's mappings do not bring a seed early where the day does not begin with one.
    let since = past.mapped.iter().filter(|at| at.day() == day);
    let since = since
        .filter(|at| last.is_none_or(|last| **at > last))
        .count();
    (rhythm.every > 0 && since + 1 >= rhythm.every).then_some(Due::Nth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn at(minute: i64) -> Moment {
        Moment::of_day(day("2027-01-12")).plus_millis(minute * 60_000)
    }

    fn seed(n: usize, minute: i64, within: bool) -> Reading {
        Reading {
            plan: PlanId::new(format!("s{n}")),
            at: at(minute),
            within,
        }
    }

    fn order() -> Vec<PlanId> {
        (0..3).map(|n| PlanId::new(format!("s{n}"))).collect()
    }

    fn on_the_day(past: &Past) -> Option<Due> {
        due(past, day("2027-01-12"), Rhythm::default())
    }

    #[test]
    fn the_day_begins_with_one_and_every_twentieth_plan_is_one() {
        let mut past = Past::default();
        assert_eq!(on_the_day(&past), Some(Due::FirstOfDay));
        past.seeds.push(seed(0, 0, true));
        assert_eq!(on_the_day(&past), None);
        past.mapped = (1..=18).map(at).collect();
        assert_eq!(on_the_day(&past), None);
        past.mapped.push(at(19));
        assert_eq!(on_the_day(&past), Some(Due::Nth));
        past.seeds.push(seed(1, 20, true));
        assert_eq!(on_the_day(&past), None);
        let tomorrow = due(&past, day("2027-01-13"), Rhythm::default());
        assert_eq!(tomorrow, Some(Due::FirstOfDay));
    }

    #[test]
    fn the_rhythm_is_a_setting() {
        let never = Rhythm {
            first_of_day: false,
            every: 0,
        };
        let mut past = Past {
            mapped: (1..=60).map(at).collect(),
            ..Past::default()
        };
        assert_eq!(due(&past, day("2027-01-12"), never), None);
        past.seeds.push(seed(0, 0, false));
        assert_eq!(due(&past, day("2027-01-12"), never), Some(Due::Second));
        let always = Rhythm { every: 1, ..never };
        past.seeds.push(seed(1, 90, true));
        assert_eq!(due(&past, day("2027-01-12"), always), Some(Due::Nth));
    }

    #[test]
    fn a_seed_not_yet_read_is_next() {
        let mut past = Past::default();
        let ask = |past: &Past| next(past, day("2027-01-12"), &order(), Rhythm::default());
        assert_eq!(ask(&past), Next::Seed(PlanId::new("s0"), Due::FirstOfDay));
        past.seeds.push(seed(0, -2000, false));
        assert_eq!(ask(&past), Next::Seed(PlanId::new("s1"), Due::Second));
        past.seeds.extend([seed(1, 1, true), seed(2, 2, true)]);
        assert_eq!(ask(&past), Next::Plan);
        past.mapped = (3..=30).map(at).collect();
        assert_eq!(ask(&past), Next::Exhausted(Due::Nth));
        let none = next(&Past::default(), day("2027-01-12"), &[], Rhythm::default());
        assert_eq!(none, Next::Exhausted(Due::FirstOfDay));
    }

    #[test]
    fn two_outside_in_a_row_tell_the_lead_until_it_is_lifted() {
        let mut past = Past::default();
        assert_eq!(consequence(&past), Consequence::Clear);
        past.seeds = vec![seed(1, 5, true), seed(0, 1, false)];
        assert_eq!(consequence(&past), Consequence::Clear);
        past.seeds.push(seed(2, 9, false));
        assert_eq!(consequence(&past), Consequence::Second);
        past.seeds.push(seed(3, 10, false));
        let held = Consequence::Review { since: at(10) };
        assert_eq!(consequence(&past), held);
        past.seeds.push(seed(4, 12, true));
        assert_eq!(consequence(&past), held);
        assert_eq!(on_the_day(&past), None);
        past.lifted = vec![at(11)];
        assert_eq!(consequence(&past), Consequence::Clear);
        past.lifted.push(at(12));
        past.seeds.push(seed(5, 13, false));
        assert_eq!(consequence(&past), Consequence::Second);
    }

    #[test]
    fn the_rhythm_is_set_by_name() {
        let mut rhythm = Rhythm::default();
        rhythm.set("every", "3").unwrap();
        rhythm.set("first_of_day", "no").unwrap();
        assert_eq!((rhythm.every, rhythm.first_of_day), (3, false));
        assert_eq!(due(&Past::default(), day("2027-01-12"), rhythm), None);
        let mapped = vec![at(1), at(2)];
        let past = Past {
            mapped,
            ..Past::default()
        };
        assert_eq!(due(&past, day("2027-01-12"), rhythm), Some(Due::Nth));
        for (name, value) in [("every", "-1"), ("first_of_day", "perhaps"), ("often", "1")] {
            assert!(rhythm.set(name, value).is_err(), "{name}={value}");
        }
    }
}
