//! Rules, of which the first that holds gives the tariff.

use crate::domain::derivation::{Condition, Rule};
use crate::domain::framework::Framework;
use crate::domain::identity::LevelId;

use super::Found;
use super::aloud::aloud;
use super::profile::{Profile, ProfileFault, Standing};

/// Finds the first rule that holds, and says which and why.
pub(super) fn first(
    framework: &Framework,
    rules: &[Rule],
    profile: &Profile,
    standings: &[Standing<'_>],
) -> Result<Found, ProfileFault> {
    let (place, rule) = holding(framework, rules, profile, standings)?;
    let why = format!("rule {} holds: {}", place + 1, aloud(framework, rule));
    Ok(Found::one(rule.tariff.clone(), why))
}

/// The first rule that holds, and its place.
pub(super) fn holding<'a>(
    framework: &Framework,
    rules: &'a [Rule],
    profile: &Profile,
    standings: &[Standing<'_>],
) -> Result<(usize, &'a Rule), ProfileFault> {
    for (place, rule) in rules.iter().enumerate() {
        let holds = (rule.when.iter()).all(|one| holds(framework, one, standings));
        if holds && profile.within(&rule.settings, &rule.phases)? {
            return Ok((place, rule));
        }
    }
    Err(ProfileFault::NoRule)
}

fn holds(framework: &Framework, condition: &Condition, standings: &[Standing<'_>]) -> bool {
    let reaches = |standing: &&Standing<'_>, level: &LevelId| {
        (framework.level_rank(level)).is_some_and(|rank| standing.rank >= rank)
    };
    match condition {
        Condition::Count { count, at_least } => {
            let found = (standings.iter()).filter(|standing| reaches(standing, at_least));
            found.count() >= *count
        }
        Condition::Area { area, at_least } => (standings.iter())
            .filter(|standing| standing.area.id == *area)
            .any(|standing| reaches(&standing, at_least)),
    }
}
