//! Names of things: pupils, plans, records, frameworks, readers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::printable::{is_seen, printable};

/// Declares a name: a text of its own type, so that no two kinds are mixed up.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Gives the name that a text spells.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

name! {
    /// The authority's own reference of a pupil, as people say it (`K-1042`).
    PupilRef
}
name! {
    /// A pupil within the workspace: a UUIDv7 that says nothing of the person.
    PupilId
}
name! {
    /// One version of one pupil's plan: a UUIDv7.
    PlanId
}
name! {
    /// A recorded mapping, review or withdrawal: a UUIDv7.
    RecordId
}
name! {
    /// The workspace that made a record: a UUIDv7.
    Origin
}
name! {
    /// An area of a framework (`ci`).
    AreaId
}
name! {
    /// A level of a framework (`3`, `U1`).
    LevelId
}
name! {
    /// A tariff of a framework (`T2`).
    TariffId
}
name! {
    /// A descriptor of a framework (`ci-3`).
    DescriptorId
}

/// A framework and its version; shown as `kent-illustrative 2025.2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FrameworkKey {
    /// The framework's id.
    pub id: String,
    /// The version.
    pub version: String,
}

impl fmt::Display for FrameworkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.id, self.version))
    }
}

impl PupilRef {
    /// The longest reference, in characters.
    const LONGEST: usize = 100;

    /// Reads a reference: something that can be seen, without the space around it, and not long.
    ///
    /// None holds a character that a terminal would obey or show nothing for. Two may look alike all the same: letters of
    /// other scripts do.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let seen = is_seen(text)
            && printable(text) == text
            && !text.contains(char::is_control)
            && text.chars().count() <= Self::LONGEST;
        seen.then(|| Self::new(text))
    }
}

/// What a reader is to a mapping; it decides whether the mapping counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An SEN officer: their mapping counts unless a moderator's stands.
    #[default]
    Officer,
    /// A school reading its own pupil: compared, never counted.
    School,
    /// A moderator: their mapping counts before the officer's.
    Moderator,
}

impl Role {
    /// Every role, in the order of the screens.
    pub const ALL: [Self; 3] = [Self::Officer, Self::School, Self::Moderator];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::School => "school",
            Self::Moderator => "moderator",
        }
    }

    /// Gives the role of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Whoever maps: a name as colleagues know it, and the role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reader {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} ({})", self.name, self.role.code()))
    }
}

/// A unique pupil number, thirteen characters; shown masked, for it must stay blind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Upn(String);

/// The letters a UPN's check can give, in order; I, O and S are never used.
const CHECK_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl Upn {
    /// Reads a UPN's shape: a letter, eleven digits, and a digit or (temporary) a letter.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let (first, rest) = text.as_bytes().split_first()?;
        let (last, middle) = rest.split_last()?;
        let shaped = CHECK_LETTERS.contains(first)
            && middle.len() == 11
            && middle.iter().all(u8::is_ascii_digit)
            && (last.is_ascii_digit() || CHECK_LETTERS.contains(last));
        shaped.then_some(Self(text))
    }

    /// The text as it stands in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The letter that belongs in front: Σ value × position over characters 2 to 13, modulo 23
    /// (DfE, UPN guide of June 2019).
    pub fn right_letter(&self) -> Option<char> {
        let sum: usize = self
            .0
            .bytes()
            .skip(1)
            .zip(2..)
            .filter_map(|(byte, weight)| {
                let digit = usize::from(byte.wrapping_sub(b'0'));
                let letter = || CHECK_LETTERS.iter().position(|letter| *letter == byte);
                let value = if byte.is_ascii_digit() {
                    Some(digit)
                } else {
                    letter()
                };
                value.map(|value| value * weight)
            })
            .sum();
        CHECK_LETTERS
            .get(sum % 23)
            .map(|letter| char::from(*letter))
    }

    /// Says what is wrong with the letter in front; nothing where it is the right one.
    pub fn slip(&self) -> Option<String> {
        let right = self.right_letter().filter(|_| !self.checks())?;
        Some(format!(
            "has the wrong check letter: with these figures it would be {right}; compare it with the school's record"
        ))
    }

    /// Whether the letter in front is the right one.
    pub fn checks(&self) -> bool {
        self.0.chars().next() == self.right_letter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn upn(text: &str, checks: bool, letter: char) {
        let upn = Upn::read(text).unwrap();
        assert_eq!(upn.checks(), checks);
        assert_eq!(upn.right_letter(), Some(letter));
    }

    #[test]
    fn check_letters_follow_the_guide() {
        upn("B801200005001", true, 'B');
        upn("a801200005001", false, 'B');
        upn("A88699992412A", true, 'A');
        assert_eq!(Upn::read("B80120000500"), None);
        assert_eq!(Upn::read("I801200005001"), None);
    }
}
