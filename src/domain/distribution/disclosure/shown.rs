//! Figures as they are shown: a count, a rounded one, or the mark that stands in its place.

use std::fmt;

use serde::{Serialize, Serializer};

/// Whether what is shown is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// Counts are shown as they are.
    #[default]
    Exact,
    /// Each count is rounded by itself to the nearest multiple of 5.
    ToFive,
}

/// A figure as it leaves the office; JSON has a number or the mark as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A count.
    Count(u64),
    /// A count rounded to a multiple of 5.
    Rounded(u64),
    /// Not shown, to protect pupils: `[c]`.
    Suppressed,
    /// Not applicable: `[z]`.
    NotApplicable,
    /// Not available: `[x]`.
    NotAvailable,
}

impl Shown {
    /// Shows a count that needs no protection.
    pub fn count(count: u64, rounding: Rounding) -> Self {
        match rounding {
            Rounding::Exact => Self::Count(count),
            // A whole number is never halfway between two multiples of 5.
            Rounding::ToFive => Self::Rounded(count.saturating_add(2) / 5 * 5),
        }
    }

    /// The number; nothing where a mark stands in its place.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Count(count) | Self::Rounded(count) => Some(count),
            Self::Suppressed | Self::NotApplicable | Self::NotAvailable => None,
        }
    }

    /// The mark that stands in a number's place.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Count(_) | Self::Rounded(_) => None,
            Self::Suppressed => Some("[c]"),
            Self::NotApplicable => Some("[z]"),
            Self::NotAvailable => Some("[x]"),
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.number(), self.mark()) {
            (Some(number), _) => f.pad(&number.to_string()),
            (None, mark) => f.pad(mark.unwrap_or_default()),
        }
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number() {
            Some(number) => serializer.serialize_u64(number),
            None => serializer.serialize_str(self.mark().unwrap_or_default()),
        }
    }
}

/// What an attacker who combines everything published is left with of a hidden number: at least all from one value to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// A value it may have, at most the true one.
    pub low: u64,
    /// A value it may have, at least the true one.
    pub high: u64,
}

impl Reach {
    /// How far apart the two are.
    pub fn width(self) -> u64 {
        self.high.saturating_sub(self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_numbers_or_marks() {
        let case = |shown: Shown, text: &str, json: &str| {
            assert_eq!(shown.to_string(), text);
            assert_eq!(serde_json::to_string(&shown).unwrap(), json);
        };
        case(Shown::count(7, Rounding::Exact), "7", "7");
        case(Shown::Suppressed, "[c]", "\"[c]\"");
        case(Shown::NotApplicable, "[z]", "\"[z]\"");
        case(Shown::NotAvailable, "[x]", "\"[x]\"");
        for (count, rounded) in [(0, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)] {
            let shown = Shown::count(count, Rounding::ToFive);
            assert_eq!(shown, Shown::Rounded(rounded), "{count}");
        }
    }
}
