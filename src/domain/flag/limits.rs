//! From where on the rules flag: settings of the workspace.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::super::exact::Quantity;
use super::super::summary::school_week;

/// From where on a rule flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Unquantified provisions in a hundred, above which a plan is flagged: 40.
    ///
    /// A plan less than 60 % quantified cannot be costed.
    pub unquantified: u32,
    /// The same in special schools, maintained or not: 70. Their plans may lawfully say less.
    pub unquantified_special: u32,
    /// Vague provisions in a hundred, above which a plan is flagged: 25.
    pub vague: u32,
    /// The same in special schools, maintained or not: 50.
    pub vague_special: u32,
    /// Levels between the highest and the lowest area from which a profile is uneven: 3.
    pub uneven: usize,
    /// Months after which an annual review is old: 12.
    pub stale_months: i32,
    /// Hours in a school week: 32.5.
    pub school_week: Quantity,
    /// Earlier judgements of the same words from which theirs is compared: 3.
    pub same_words: u32,
    /// How many in a hundred of those mapped in a setting are its outer ones, half of them at either end: 5.
    pub unusual: u32,
    /// How many must be mapped in a setting before a tariff can be unusual there: 40, below which half of the outer five in
    /// a hundred is less than one.
    pub unusual_least: u32,
    /// How many tariffs an officer and the school may lie apart: 0.
    pub school_apart: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unquantified: 40,
            unquantified_special: 70,
            vague: 25,
            vague_special: 50,
            uneven: 3,
            stale_months: 12,
            school_week: school_week(),
            same_words: 3,
            unusual: 5,
            unusual_least: 40,
            school_apart: 0,
        }
    }
}

/// Why a limit cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitFault {
    /// None is called so.
    #[error("No limit is called \"{0}\". There are {names}.", names = listed())]
    Unknown(String),
    /// The value is none.
    #[error("\"{1}\" is no value for {0}: write a number that is not negative.")]
    Value(String, String),
}

impl Limits {
    /// The names of the limits, in the order of the rules.
    pub const NAMES: [&str; 11] = [
        "unquantified",
        "unquantified_special",
        "vague",
        "vague_special",
        "uneven",
        "stale_months",
        "school_week",
        "same_words",
        "unusual",
        "unusual_least",
        "school_apart",
    ];

    /// Sets one of them by its name.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), LimitFault> {
        let wrong = || LimitFault::Value(name.to_owned(), value.to_owned());
        let whole = || value.parse::<u32>().map_err(|_| wrong());
        let places = || whole().and_then(|count| usize::try_from(count).map_err(|_| wrong()));
        match name {
            "unquantified" => self.unquantified = whole()?,
            "unquantified_special" => self.unquantified_special = whole()?,
            "vague" => self.vague = whole()?,
            "vague_special" => self.vague_special = whole()?,
            "uneven" => self.uneven = places()?,
            "stale_months" => {
                self.stale_months = i32::try_from(whole()?).map_err(|_| wrong())?;
            }
            "school_week" => {
                let hours: Quantity = value.parse().map_err(|_| wrong())?;
                if hours < Quantity::ZERO {
                    return Err(wrong());
                }
                self.school_week = hours;
            }
            "same_words" => self.same_words = whole()?,
            "unusual" => self.unusual = whole()?,
            "unusual_least" => self.unusual_least = whole()?,
            "school_apart" => self.school_apart = places()?,
            _ => return Err(LimitFault::Unknown(name.to_owned())),
        }
        Ok(())
    }
}

fn listed() -> String {
    let mut text = String::new();
    for (at, name) in Limits::NAMES.iter().enumerate() {
        let before = match at {
            0 => "",
            at if at + 1 == Limits::NAMES.len() => " and ",
            _ => ", ",
        };
        let _ = write!(text, "{before}{name}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_and_kept() {
        let mut limits = Limits::default();
        for name in Limits::NAMES {
            let before = limits;
            limits.set(name, "77").unwrap();
            assert_ne!(limits, before, "{name}");
        }
        let written = serde_json::to_string(&limits).unwrap();
        assert_eq!(serde_json::from_str::<Limits>(&written).unwrap(), limits);
        // A workspace of an earlier program knows fewer of them.
        let few: Limits = serde_json::from_str("{\"vague\": 30}").unwrap();
        assert_eq!(
            few,
            Limits {
                vague: 30,
                ..Limits::default()
            }
        );
    }

    #[test]
    fn what_is_no_limit_is_refused_in_words() {
        let mut limits = Limits::default();
        let told = limits.set("vagueness", "3").unwrap_err().to_string();
        assert!(told.starts_with("No limit is called \"vagueness\". There are unquantified, "));
        assert!(told.ends_with("unusual_least and school_apart."), "{told}");
        for value in ["-1", "many", "", "1.5"] {
            assert!(limits.set("vague", value).is_err(), "{value}");
        }
        assert!(limits.set("school_week", "-2").is_err());
        assert_eq!(limits, Limits::default());
    }
}
