//! `descriptors/released.lock`: the digests of released versions, which never change again.

use std::collections::BTreeMap;

use crate::domain::digest::Digest;
use crate::domain::framework::{Framework, Status};
use crate::domain::identity::FrameworkKey;
use crate::source::{Fault, Place};

use super::finding::Report;
use super::places::Places;

/// The lock of the versions that the program ships.
const SHIPPED: &str = include_str!("../../descriptors/released.lock");

/// The digests of released versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<FrameworkKey, Digest>);

impl Lock {
    /// The lock of the versions that the program ships.
    pub fn shipped() -> Self {
        Self::read("released.lock", SHIPPED).unwrap_or_default()
    }

    /// Reads a lock: a line for each version, `id version sha256`; lines after `#` are remarks.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let mut lock = Self::default();
        for (place, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |what: &str| {
                let place = Place {
                    line: place + 1,
                    column: 1,
                };
                Fault::at(file, place, what)
            };
            let mut words = line.split_whitespace();
            let (Some(id), Some(version), Some(digest), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(fault("a line of the lock is an id, a version and a digest"));
            };
            let digest: Digest = digest
                .parse()
                .map_err(|_| fault("the third word is not a SHA-256 digest"))?;
            lock.0.insert(key(id, version), digest);
        }
        Ok(lock)
    }

    /// Adds the lines of another lock; of a version that stands in both, this one's holds.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (key, digest) in other.0 {
            self.0.entry(key).or_insert(digest);
        }
        self
    }

    /// The digest that a version was released with.
    pub fn digest(&self, key: &FrameworkKey) -> Option<&Digest> {
        self.0.get(key)
    }

    /// Reports a version that is no longer what was released; withdrawing one changes its file.
    pub(super) fn hold(&self, framework: &Framework, places: &Places, report: &mut Report<'_>) {
        let Some(released) = self.digest(&framework.key) else {
            return;
        };
        if *released != framework.hash && framework.status != Status::Withdrawn {
            let what = format!(
                "{} was released as {}… and this file is {}…; a released version never changes, so give this one a new version",
                framework.key,
                released.short(),
                framework.hash.short(),
            );
            report.error(places.version, what);
        }
    }
}

fn key(id: &str, version: &str) -> FrameworkKey {
    FrameworkKey {
        id: id.to_owned(),
        version: version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_the_line_that_is_wrong() {
        let good = format!("# made by hand\n\nsmall 1.2 {}\n", Digest::of(b"a"));
        let lock = Lock::read("l", &good).unwrap();
        assert_eq!(lock.digest(&key("small", "1.2")), Some(&Digest::of(b"a")));
        assert_eq!(lock.digest(&key("small", "1.3")), None);
        for (text, line) in [
            ("\nsmall 1.2\n", "l:2:1: "),
            ("small 1 abc", "l:1:1: the third"),
        ] {
            let fault = Lock::read("l", text).unwrap_err().to_string();
            assert!(fault.starts_with(line), "{fault}");
        }
    }
}
