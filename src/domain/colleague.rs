//! Colleagues: what one tells another so that bundles can go between their workspaces, as one line.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::digest::{Digest, Digester};
use super::identity::Origin;
use super::printable::{is_seen, printable};

/// How the line begins: what it is, and the number of its form.
const MARK: &str = "continuum-key-1";

/// The longest name a colleague may have, in characters.
const LONGEST: usize = 100;

/// A person with a workspace of their own, and the public halves of its keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    /// The name as others know it.
    pub name: String,
    /// Their workspace.
    pub origin: Origin,
    /// The key that their records and bundles are signed with.
    pub signing: Digest,
    /// The key that bundles for them are encrypted to (`age1…`).
    pub encryption: String,
}

/// Why a line is nobody's keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColleagueFault {
    /// It does not begin as such a line does.
    #[error(
        "this is no line of keys; ask your colleague for the whole line that `continuum keys show` prints, beginning with {MARK}"
    )]
    NoLine,
    /// A part is missing or was changed.
    #[error(
        "the line of keys is cut short or was changed on its way; ask your colleague to send it again, as `continuum keys show` prints it"
    )]
    Garbled,
    /// The name cannot be one.
    #[error(
        "\"{0}\" cannot be a name: use one to {LONGEST} characters that can be seen; nothing was changed"
    )]
    Name(String),
}

impl Colleague {
    /// Whether a text can be a name: something that can be seen, and not long.
    pub fn is_name(text: &str) -> bool {
        let seen = printable(text) == text && !text.contains(char::is_control);
        seen && is_seen(text) && text.trim() == text && text.chars().count() <= LONGEST
    }

    /// Whether every part is what it should be; the encryption key is looked at where it is used.
    pub fn is_whole(&self) -> bool {
        let plain =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        Self::is_name(&self.name)
            && plain(self.origin.as_str())
            && plain(&self.encryption)
            && self.origin.as_str().len() <= LONGEST
            && self.encryption.len() <= LONGEST
    }

    /// Writes the line that is handed to colleagues.
    pub fn line(&self) -> String {
        format!(
            "{MARK} {} {} {} {} {}",
            self.origin,
            self.signing,
            self.encryption,
            self.digest().short(),
            self.name
        )
    }

    /// Reads such a line.
    pub fn read(line: &str) -> Result<Self, ColleagueFault> {
        let rest = line
            .trim()
            .strip_prefix(MARK)
            .ok_or(ColleagueFault::NoLine)?;
        let mut parts = rest.trim_start().splitn(5, ' ');
        let mut part = || parts.next().ok_or(ColleagueFault::Garbled);
        let (origin, signing, encryption, check, name) =
            (part()?, part()?, part()?, part()?, part()?);
        let read = Self {
            name: name.to_owned(),
            origin: Origin::new(origin),
            signing: signing.parse().map_err(|_| ColleagueFault::Garbled)?,
            encryption: encryption.to_owned(),
        };
        if read.digest().short() != check {
            return Err(ColleagueFault::Garbled);
        }
        if !read.is_whole() {
            return Err(ColleagueFault::Name(read.name));
        }
        Ok(read)
    }

    /// Four groups of four digits, to compare by telephone.
    pub fn fingerprint(&self) -> String {
        let digits: Vec<char> = self.keys().to_string().chars().take(16).collect();
        let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join("-")
    }

    /// The digest of everything.
    pub fn digest(&self) -> Digest {
        Digester::new("colleague")
            .part(self.keys().bytes())
            .part(self.name.as_bytes())
            .finish()
    }

    /// The digest of the keys and the workspace they are of; a name is only what somebody calls them.
    fn keys(&self) -> Digest {
        Digester::new("keys")
            .part(self.origin.as_str().as_bytes())
            .part(self.signing.bytes())
            .part(self.encryption.as_bytes())
            .finish()
    }
}

impl fmt::Display for Colleague {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} ({})", self.name, self.fingerprint()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maya() -> Colleague {
        Colleague {
            name: "Maya Shah".to_owned(),
            origin: Origin::new("019bb18a-75c0-70db-b712-5f1cec9926fe"),
            signing: Digest::of(b"signing"),
            encryption: "age1xyz".to_owned(),
        }
    }

    #[test]
    fn a_line_reads_back() {
        assert_eq!(Colleague::read(&maya().line()), Ok(maya()));
        assert_eq!(
            Colleague::read(&format!("  {}\r\n", maya().line())),
            Ok(maya())
        );
        let renamed = Colleague {
            name: "M".to_owned(),
            ..maya()
        };
        assert_eq!(renamed.fingerprint(), maya().fingerprint());
    }

    #[test]
    fn a_line_that_was_changed_anywhere_or_cut_is_refused() {
        let line = maya().line();
        for at in 0..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes).unwrap();
            assert!(Colleague::read(&changed).is_err(), "{changed}");
            assert!(Colleague::read(line.get(..at).unwrap()).is_err());
        }
    }

    #[test]
    fn a_name_can_be_seen() {
        for name in ["", " ", "a\u{1b}[2J", "a\u{202e}b", " a", &"a".repeat(101)] {
            assert!(!Colleague::is_name(name), "{name:?}");
        }
        assert!(Colleague::is_name("Siân O’Brien"));
    }
}
