//! The account of a bundle: read = taken + known + refused, and why.

use std::fmt::Write as _;

use serde::Serialize;

use crate::domain::day::Moment;
use crate::domain::erasure::Mention;

/// What became of the things of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many the bundle brought.
    pub read: u64,
    /// How many were new here, and are taken.
    pub taken: u64,
    /// How many were here already.
    pub known: u64,
    /// How many were not taken; each has its line.
    pub refused: u64,
}

impl Count {
    fn words(self, one: &str, many: &str) -> Option<String> {
        let noun = if self.read == 1 { one } else { many };
        (self.read > 0).then(|| {
            format!(
                "{} {noun}: {} new here, {} known, {} not taken",
                self.read, self.taken, self.known, self.refused
            )
        })
    }
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// What it is: `pupil`, `mapping`, `framework` and so on.
    pub kind: String,
    /// Which: a pupil's reference, a record's id.
    pub name: String,
    /// Why, and what to do.
    pub why: String,
}

/// What became of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Arrived {
    /// Pupils.
    pub pupils: Count,
    /// Plans.
    pub plans: Count,
    /// Mappings.
    pub mappings: Count,
    /// Withdrawals.
    pub withdrawals: Count,
    /// Samples, reviews and other records.
    pub reviews: Count,
    /// Frameworks.
    pub frameworks: Count,
    /// Of how many pupils what names them went, for a colleague erased them.
    pub erased: u64,
    /// Documents that name any of them and are another's, or may be; those stay.
    pub documents_elsewhere: Vec<Mention>,
    /// How many records of colleagues are in their chains and have not come yet, here as a whole.
    pub awaited: u64,
    /// What was not taken.
    pub refused: Vec<Refused>,
    /// When this very bundle was taken in before.
    pub before: Option<Moment>,
    /// Whether anything at all was new here.
    pub news: bool,
}

impl Arrived {
    /// The count of records of a kind.
    pub fn of_kind(&mut self, kind: &str) -> &mut Count {
        match kind {
            "mapping" => &mut self.mappings,
            "withdrawal" => &mut self.withdrawals,
            _ => &mut self.reviews,
        }
    }

    /// Whether this is a bundle that was taken in before and brings nothing new.
    pub fn is_replayed(&self) -> bool {
        self.before.is_some() && !self.news
    }

    /// Says it to a person, at most so many lines of what was not taken.
    pub fn told(&self, at_most: usize) -> String {
        let mut text = String::new();
        let counts = [
            self.pupils.words("pupil", "pupils"),
            self.plans.words("plan", "plans"),
            self.mappings.words("mapping", "mappings"),
            self.withdrawals.words("withdrawal", "withdrawals"),
            self.reviews
                .words("review or sample", "reviews and samples"),
            self.frameworks.words("framework", "frameworks"),
        ];
        for line in counts.into_iter().flatten() {
            let _ = writeln!(text, "  {line}");
        }
        for one in self.refused.iter().take(at_most) {
            let _ = writeln!(text, "! {} {}: {}", one.kind, one.name, one.why);
        }
        if let Some(more @ 1..) = self.refused.len().checked_sub(at_most) {
            let _ = writeln!(text, "! and {more} more; --json lists all");
        }
        if self.erased > 0 {
            let were = if self.erased == 1 {
                "pupil was"
            } else {
                "pupils were"
            };
            let _ = writeln!(
                text,
                "! {} {were} erased by a colleague, and so here too; backups from before still hold them: `continuum erase --list` names those",
                self.erased
            );
        }
        for mention in &self.documents_elsewhere {
            let _ = writeln!(text, "! {}", mention.told());
        }
        if self.awaited > 0 {
            let _ = writeln!(
                text,
                "  {} records of colleagues are in their chains and have not come yet; a later bundle may bring them",
                self.awaited
            );
        }
        text
    }
}
