//! Standardisation: every officer reads the same agreed plans before live work under a framework version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::identity::{FrameworkKey, PlanId};
use super::ranks::Ranks;
use super::tolerance::{Tolerance, differ};

/// A standardisation set: plans with the reading that two seniors agreed on, under one framework version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The framework version.
    pub framework: FrameworkKey,
    /// The agreed readings.
    pub agreed: BTreeMap<PlanId, Ranks>,
}

/// How a set is passed; settings of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// How many in a hundred of the set may lie outside tolerance: 20, one in five, so that four fifths lie within.
    pub outside: usize,
    /// How many attempts there are: 2.
    pub attempts: u8,
    /// What counts as within.
    pub tolerance: Tolerance,
}

impl Default for Bar {
    fn default() -> Self {
        Self {
            outside: 20,
            attempts: 2,
            tolerance: Tolerance::default(),
        }
    }
}

/// An officer's reading of one plan of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Who read.
    pub officer: String,
    /// The framework version.
    pub framework: FrameworkKey,
    /// Which attempt, from 1.
    pub attempt: u8,
    /// The plan.
    pub plan: PlanId,
    /// What the officer made of it.
    pub ranks: Ranks,
}

/// What one attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which, from 1.
    pub attempt: u8,
    /// How many of the set were read.
    pub read: usize,
    /// How many the set has.
    pub of: usize,
    /// How many of those read lie outside tolerance.
    pub outside: usize,
    /// What it came to.
    pub result: Passed,
}

/// Whether an attempt is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Few enough lie outside tolerance.
    Yes,
    /// Too many do; the rest of the set is still read, so that the officer learns of all of it.
    No,
    /// Not all of the set was read.
    NotFinished,
}

/// Where an officer stands under a framework version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub officer: String,
    /// Every attempt begun, the first first.
    pub attempts: Vec<Attempt>,
    /// What follows.
    pub state: State,
}

/// What follows from an officer's attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no set, so there is nothing to pass.
    NoSet,
    /// The set is to be read, for this attempt.
    ToRead(u8),
    /// Passed.
    Passed,
    /// No attempt is left.
    Failed,
}

impl Standing {
    /// Whether the officer may map live.
    pub fn may_map(&self) -> bool {
        matches!(self.state, State::Passed | State::NoSet)
    }
}

/// Says where each officer stands with a set, by name; readings under other framework versions do not count.
///
/// A plan read twice in one attempt counts by its first reading: the second was read knowing more.
pub fn standings(set: &Set, sittings: &[Sitting], officers: &[String], bar: &Bar) -> Vec<Standing> {
    let mut names: Vec<&String> = officers.iter().collect();
    names.sort_unstable();
    names.dedup();
    let one = |name: &String| {
        let own = sittings
            .iter()
            .filter(|one| one.officer == *name && one.framework == set.framework);
        standing(set, name, &own.collect::<Vec<_>>(), bar)
    };
    names.into_iter().map(one).collect()
}

fn standing(set: &Set, officer: &str, own: &[&Sitting], bar: &Bar) -> Standing {
    let begun = |number: &u8| own.iter().any(|one| one.attempt == *number);
    let numbers = (1..=bar.attempts).filter(begun);
    let attempts: Vec<Attempt> = numbers
        .map(|number| attempt(set, number, own, bar))
        .collect();
    let passed = attempts.iter().any(|one| one.result == Passed::Yes);
    let lost = |number: u8| {
        let mut of = attempts.iter().filter(|one| one.attempt == number);
        of.any(|one| one.result == Passed::No && one.read == one.of)
    };
    let next = (1..=bar.attempts).find(|number| !lost(*number));
    let state = match next {
        _ if set.agreed.is_empty() => State::NoSet,
        _ if passed => State::Passed,
        Some(number) => State::ToRead(number),
        None => State::Failed,
    };
    Standing {
        officer: officer.to_owned(),
        attempts,
        state,
    }
}

fn attempt(set: &Set, number: u8, own: &[&Sitting], bar: &Bar) -> Attempt {
    let mut read: BTreeMap<&PlanId, &Ranks> = BTreeMap::new();
    for one in own.iter().filter(|one| one.attempt == number) {
        if set.agreed.contains_key(&one.plan) {
            read.entry(&one.plan).or_insert(&one.ranks);
        }
    }
    let out = |(plan, agreed): &(&PlanId, &Ranks)| {
        let found = read
            .get(*plan)
            .map(|ranks| differ(ranks, agreed, bar.tolerance));
        found.is_some_and(|difference| !difference.within())
    };
    let (of, outside) = (set.agreed.len(), set.agreed.iter().filter(out).count());
    let too_many = outside * 100 > bar.outside * of;
    Attempt {
        attempt: number,
        read: read.len(),
        of,
        outside,
        result: match (too_many, read.len() == of) {
            (true, _) => Passed::No,
            (false, true) => Passed::Yes,
            (false, false) => Passed::NotFinished,
        },
    }
}

/// The officers who may not map live.
pub fn barred(standings: &[Standing]) -> impl Iterator<Item = &str> {
    let barred = standings.iter().filter(|one| !one.may_map());
    barred.map(|one| one.officer.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(version: &str) -> FrameworkKey {
        FrameworkKey {
            id: "small".to_owned(),
            version: version.to_owned(),
        }
    }

    fn ranks(tariff: usize) -> Ranks {
        Ranks {
            tariff: Some(tariff),
            ..Ranks::default()
        }
    }

    fn set(count: usize) -> Set {
        Set {
            framework: key("1"),
            agreed: (0..count)
                .map(|n| (PlanId::new(format!("p{n}")), ranks(2)))
                .collect(),
        }
    }

    /// Readings of an attempt, plan by plan: `=` as agreed, `x` outside.
    fn sit(attempt: u8, text: &str) -> Vec<Sitting> {
        let one = |(n, sign): (usize, char)| Sitting {
            officer: "Ann".to_owned(),
            framework: key("1"),
            attempt,
            plan: PlanId::new(format!("p{n}")),
            ranks: ranks(if sign == '=' { 2 } else { 3 }),
        };
        text.chars().enumerate().map(one).collect()
    }

    #[track_caller]
    fn case(plans: usize, first: &str, second: &str, state: State) {
        let mut all = sit(1, first);
        all.extend(sit(2, second));
        let found = standings(&set(plans), &all, &["Ann".to_owned()], &Bar::default());
        assert_eq!(found[0].state, state);
        let may = matches!(state, State::Passed | State::NoSet);
        assert_eq!(barred(&found).count(), usize::from(!may));
    }

    #[test]
    fn one_in_five_may_lie_outside() {
        case(10, "========xx", "", State::Passed);
        case(10, "=======xxx", "", State::ToRead(2));
        case(4, "===x", "", State::ToRead(2));
        case(5, "====x", "", State::Passed);
        case(1, "=", "", State::Passed);
    }

    #[test]
    fn all_of_the_set_is_read() {
        case(10, "", "", State::ToRead(1));
        case(10, "========", "", State::ToRead(1));
        case(10, "xxxxxxxx", "", State::ToRead(1));
        case(10, "xxxxxxxxxx", "========", State::ToRead(2));
    }

    #[test]
    fn there_are_two_attempts() {
        case(10, "xxxxxxxxxx", "==========", State::Passed);
        case(10, "xxxxxxxxxx", "xxxxxxxxxx", State::Failed);
        case(0, "", "", State::NoSet);
    }

    #[test]
    fn an_attempt_says_how_far_it_is() {
        let mut all = sit(1, "x==");
        all.extend(sit(1, "="));
        all[1].framework = key("2");
        let found = standings(
            &set(4),
            &all,
            &["Bo".to_owned(), "Ann".to_owned()],
            &Bar::default(),
        );
        let attempt = found[0].attempts[0];
        assert_eq!((attempt.read, attempt.of, attempt.outside), (2, 4, 1));
        assert_eq!(attempt.result, Passed::No);
        assert_eq!(
            (found[1].officer.as_str(), found[1].attempts.len()),
            ("Bo", 0)
        );
        assert_eq!(barred(&found).collect::<Vec<_>>(), ["Ann", "Bo"]);
    }
}
