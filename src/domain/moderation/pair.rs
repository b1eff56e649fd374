//! Pairs: plans that an officer and, blind, a moderator have read.

use super::super::identity::RecordId;
use super::super::place::Setting;
use super::ranks::Ranks;
use super::week::Week;

/// A plan of the random sample, read by its officer and, blind, by a moderator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The officer's mapping.
    pub mapping: RecordId,
    /// Who mapped.
    pub officer: String,
    /// The week that the officer's mapping was recorded in.
    pub week: Week,
    /// The pupil's setting.
    pub setting: Option<Setting>,
    /// What the officer made of the plan.
    pub ranks: Ranks,
    /// What the moderator made of it.
    pub moderator: Ranks,
}
