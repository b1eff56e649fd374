//! What moderation did with a mapping so far, as a count needs it: without names, words and readings.

use super::super::flag::FlagRule;
use super::review::Decision;

/// What moderation did with a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Whether it was drawn in a sample.
    pub sampled: bool,
    /// Whether it takes the place of an officer's: a review adjusted that one, or a ruling shifted it.
    pub adjusts: bool,
    /// Whether its cohort was decided of as a whole, and the mapping with it.
    pub ruled: bool,
    /// The last decision on it; that a flag was found harmless is none.
    pub decided: Option<Decision>,
    /// The rules whose flags on it were found harmless.
    pub aside: Vec<FlagRule>,
    /// How many of the flags that it carries were found harmless.
    pub harmless: u32,
}

impl Touched {
    /// Takes over what a review decided of the mapping; reviews are told oldest first.
    pub fn review(&mut self, decision: Decision, rule: Option<FlagRule>) {
        match rule {
            Some(rule) => {
                if !self.aside.contains(&rule) {
                    self.aside.push(rule);
                }
            }
            None => self.decided = Some(decision),
        }
    }
}
