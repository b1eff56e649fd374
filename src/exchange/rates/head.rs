//! What every report of rates says first: of which set, framework, day and workspace it is, and who is not in it.

use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, Origin};
use crate::domain::rates::{NOT_IN_HERE, RateSet};

use super::{Cell, Report};

/// Where the numbers of a report come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The framework that is mapped to.
    pub framework: FrameworkKey,
    /// The digest of its file.
    pub hash: Digest,
    /// What is said wherever it is named.
    pub notice: String,
    /// The day of the count.
    pub as_of: Day,
    /// The workspace that counted.
    pub origin: Origin,
}

/// Whom a report counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Those in scope.
    pub in_scope: u64,
    /// Those mapped.
    pub mapped: u64,
    /// Those nobody has mapped yet.
    pub not_yet: u64,
    /// Those whose plan cannot be mapped.
    pub cannot_map: u64,
}

impl Report {
    /// Says where the numbers come from and whom they count.
    pub(super) fn source(&mut self, source: &Source, about: About) {
        self.figure(
            "framework",
            "Framework",
            Cell::text(source.framework.to_string()),
        );
        self.figure(
            "hash",
            "Digest of its file",
            Cell::text(source.hash.to_string()),
        );
        self.figure("date", "As of", Cell::text(source.as_of.to_string()));
        self.figure(
            "workspace",
            "Workspace",
            Cell::text(source.origin.to_string()),
        );
        self.figure("in_scope", "Pupils in scope", Cell::Count(about.in_scope));
        self.figure("mapped", "of them mapped", Cell::Count(about.mapped));
        self.figure("not_yet", "not yet mapped", Cell::Count(about.not_yet));
        self.figure(
            "cannot_map",
            "whose plan cannot be mapped",
            Cell::Count(about.cannot_map),
        );
        if !source.notice.is_empty() {
            self.remarks.push(source.notice.clone());
        }
    }

    /// Says which rate set it is of.
    pub(super) fn of_set(&mut self, set: &RateSet) {
        let words = format!("{} ({})", set.title, set.status.code());
        self.figure("rates", "Rate set", Cell::text(set.id.clone()));
        self.figure("rates_title", "its title", Cell::text(words));
        self.figure(
            "effective_from",
            "in effect from",
            Cell::text(set.effective_from.to_string()),
        );
        if !set.notice.is_empty() {
            self.remarks.push(set.notice.clone());
        }
    }

    /// Says who is in no figure.
    pub(super) fn not_in_here(&mut self, about: About) {
        if about.not_yet + about.cannot_map > 0 {
            self.remarks.push(format!(
                "{} pupils in scope are not mapped, and in no sum of those who are.",
                about.not_yet + about.cannot_map
            ));
        }
        self.remarks.push(NOT_IN_HERE.to_owned());
    }
}
