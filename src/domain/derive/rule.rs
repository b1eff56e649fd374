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
    for (place, rule) in rules.iter().enumerate() {
        let holds = (rule.when.iter()).all(|one| holds(framework, one, standings));
        if holds && profile.within(&rule.settings, &rule.phases)? {
            let why = format!("rule {} holds: {}", place + 1, aloud(framework, rule));
            return Ok(Found::one(rule.tariff.clone(), why));
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
