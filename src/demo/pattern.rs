//! The provisions plans are made of, as `patterns.toml` gives them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::dose::Who;
use crate::domain::judgement::SetAside;
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::AreaCode;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patterns {
    pub(super) pattern: Vec<Pattern>,
}

/// One sentence of Section F with slots for its doses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pattern {
    /// Its name in the file.
    pub(super) id: String,
    /// The area it stands under.
    pub(super) area: AreaCode,
    /// Who delivers it.
    pub(super) who: Option<Who>,
    /// The lowest and the highest of seven levels it is evidence for.
    pub(super) levels: [i64; 2],
    /// The sentence.
    pub(super) text: String,
    /// What, by whom, how often, for tables.
    pub(super) cells: Option<[String; 3]>,
    /// The same in note form.
    pub(super) note: String,
    /// Values of its slots, mildest first.
    #[serde(default)]
    pub(super) slots: BTreeMap<String, Vec<String>>,
    /// Whether a word of it cannot be counted.
    pub(super) vague: bool,
    /// Why it is set aside instead of judged.
    pub(super) aside: Option<SetAside>,
    /// The needs it is for; empty means all.
    #[serde(default)]
    pub(super) needs: Vec<String>,
    /// The phases it is for; empty means all.
    #[serde(default)]
    pub(super) phases: Vec<Phase>,
    /// The settings it is for; empty means all.
    #[serde(default)]
    pub(super) settings: Vec<Setting>,
}

impl Pattern {
    /// The level nearest to `rank` that it is evidence for.
    pub(super) fn nearest(&self, rank: i64) -> i64 {
        let [low, high] = self.levels;
        rank.max(low).min(high)
    }

    /// Whether it is evidence for a level.
    pub(super) fn reaches(&self, rank: i64) -> bool {
        self.nearest(rank) == rank
    }
}
