//! Imports looked back on: what each brought, and what undoing one did.

use serde::Serialize;

use crate::domain::day::Moment;

/// An import as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportHead {
    /// The import.
    pub id: String,
    /// When.
    pub at: Moment,
    /// The file.
    pub file: String,
    /// The kind of file.
    pub kind: String,
    /// Pupils not known before.
    pub new: u64,
    /// Pupils of whom anything changed.
    pub changed: u64,
    /// Pupils of whom all was as it was.
    pub unchanged: u64,
    /// Pupils left out because something spoke against them.
    pub conflicts: u64,
    /// Pupils whom it left out as a whole caseload.
    pub departed: u64,
    /// Plan versions that came with it.
    pub plans: u64,
    /// When it was undone, and by whom.
    pub undone: Option<(Moment, String)>,
}

impl ImportHead {
    /// How many figures of an id tell imports apart on a screen.
    const SHORT: usize = 8;

    /// What it brought, in words.
    pub fn counts(&self) -> String {
        let counts = [
            (self.new, "new"),
            (self.changed, "changed"),
            (self.unchanged, "unchanged"),
            (self.conflicts, "rejected"),
            (self.departed, "left"),
            (self.plans, "plan texts"),
        ];
        let some = counts.into_iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = some
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        words.join(" · ")
    }

    /// The end of the id, which names the import.
    pub fn short(&self) -> &str {
        let from = self.id.len().saturating_sub(Self::SHORT);
        self.id.get(from..).unwrap_or(&self.id)
    }
}

/// What undoing an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Pupils of whom an earlier import is the latest again.
    pub back: u64,
    /// Pupils whom only this import had brought, and who are out of the caseload.
    pub gone: u64,
    /// Of these, pupils who have mappings: they stay on the record, and count again when the pupil comes back.
    pub mapped: u64,
    /// Pupils who had left by it, and have not.
    pub stayed: u64,
    /// Plan versions that no longer count.
    pub plans: u64,
    /// Documents that came with it and were settled by a person since: what they are of was said of them, not by the
    /// import, and they stay.
    pub settled: u64,
}

impl Undone {
    /// Tells what was done.
    pub fn told(&self, import: &ImportHead) -> String {
        let mut lines = vec![format!(
            "The import of {} on {} is undone; no record was touched.",
            import.file,
            import.at.long()
        )];
        for (count, what) in [
            (self.back, "pupils are as they were known before"),
            (
                self.gone,
                "pupils whom only this import had brought are out of the caseload",
            ),
            (
                self.mapped,
                "of these have mappings, which count again when the pupil comes back",
            ),
            (self.stayed, "pupils whom it had left out have not left"),
            (self.plans, "plan texts no longer count"),
            (
                self.settled,
                "documents that came with it and were settled by hand since stay as plan texts",
            ),
        ] {
            if count > 0 {
                lines.push(format!("{count} {what}"));
            }
        }
        lines.join("\n") + "\n"
    }
}
