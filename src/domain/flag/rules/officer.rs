//! The rules that flag a mapping for whose it is: an officer who has not passed the standardisation set, or whose seeds went
//! wrong.

use super::super::super::day::Day;
use super::Case;

/// What is known of the officer who mapped, apart from the mapping; nothing speaks against a moderator or a school.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Officer {
    /// Whether there is a standardisation set that the officer has not passed.
    pub not_standardised: bool,
    /// Since when two seeds in a row lay outside tolerance, where the review of the officer's mappings was not lifted.
    pub held_since: Option<Day>,
}

pub(super) fn not_standardised(case: &Case<'_>) -> Option<String> {
    let key = &case.framework.key;
    (case.officer.not_standardised)
        .then(|| format!("the officer has not passed the standardisation set of {key}"))
}

pub(super) fn seeds_missed(case: &Case<'_>) -> Option<String> {
    let since = case.officer.held_since?.long();
    Some(format!(
        "two of the officer's seeds in a row lay outside tolerance, the second on {since}, and nobody has lifted the review"
    ))
}
