//! Settings of moderation by name: `every=20`.

use std::ops::RangeInclusive;

/// Why a setting cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingFault {
    /// None is called so.
    #[error("There is no \"{name}\" to set; there is {names}.")]
    Unknown {
        /// The name.
        name: String,
        /// Those that there are.
        names: String,
    },
    /// The value is none.
    #[error("\"{value}\" is no value for {name}: write {wanted}.")]
    Value {
        /// The name.
        name: String,
        /// The value.
        value: String,
        /// What is wanted.
        wanted: String,
    },
}

impl SettingFault {
    /// A name that none of these is.
    pub(super) fn unknown(name: &str, names: &[&str]) -> Self {
        Self::Unknown {
            name: name.to_owned(),
            names: names.join(" and "),
        }
    }

    /// A value that is none.
    pub(super) fn value(name: &str, value: &str, wanted: impl Into<String>) -> Self {
        Self::Value {
            name: name.to_owned(),
            value: value.to_owned(),
            wanted: wanted.into(),
        }
    }
}

/// Reads a whole number within bounds.
pub(super) fn whole(
    name: &str,
    value: &str,
    within: RangeInclusive<usize>,
) -> Result<usize, SettingFault> {
    let read = value.parse().ok().filter(|number| within.contains(number));
    let wanted = || format!("a whole number from {} to {}", within.start(), within.end());
    read.ok_or_else(|| SettingFault::value(name, value, wanted()))
}
