//! Rules, of which the first that holds gives the tariff.

use std::fmt::Write as _;

use crate::domain::derivation::{Condition, Rule};
use crate::domain::framework::Framework;
use crate::domain::identity::{LevelId, TariffId};

use super::profile::{Profile, ProfileFault, Standing};

/// Finds the first rule that holds, and says which and why.
pub(super) fn first(
    framework: &Framework,
    rules: &[Rule],
    profile: &Profile,
    standings: &[Standing<'_>],
) -> Result<(TariffId, String), ProfileFault> {
    for (place, rule) in rules.iter().enumerate() {
        let holds = (rule.when.iter()).all(|one| holds(framework, one, standings));
        if holds && profile.within(&rule.settings, &rule.phases)? {
            let why = format!("rule {} holds: {}", place + 1, aloud(framework, rule));
            return Ok((rule.tariff.clone(), why));
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

/// Says in words what must hold for a rule.
pub fn aloud(framework: &Framework, rule: &Rule) -> String {
    let one = |condition: &Condition| match condition {
        Condition::Count { count, at_least } => {
            let areas = if *count == 1 { "area" } else { "areas" };
            format!("{} {areas} at {at_least} or above", in_words(*count))
        }
        Condition::Area { area, at_least } => {
            let name = framework
                .area(area)
                .map_or(area.as_str(), |area| &area.name);
            format!("{name} at {at_least} or above")
        }
    };
    let conditions: Vec<String> = rule.when.iter().map(one).collect();
    let mut words = if conditions.is_empty() {
        "none before it does".to_owned()
    } else {
        conditions.join(", and ")
    };
    let settings: Vec<&str> = rule.settings.iter().map(|one| one.words()).collect();
    let phases: Vec<String> = (rule.phases.iter())
        .map(|one| one.code().replace('_', " "))
        .collect();
    for (of, list) in [
        ("setting", settings.join(" or ")),
        ("phase", phases.join(" or ")),
    ] {
        if !list.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(words, "; {of} {list}");
        }
    }
    words
}

fn in_words(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    words
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
