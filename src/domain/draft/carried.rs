//! What a draft brings along from an earlier version of the plan: what stands untouched, and what was made of the rest.

use serde::{Deserialize, Serialize};

use super::super::amendment::{Changes, Fate};
use super::super::identity::{AreaId, RecordId};
use super::super::judgement::{AreaLevel, Judgement, Verdict};
use super::{ItemId, Step};

/// What a draft brings along from a reading of an earlier version of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The mapping whose judgements these are; nothing where there was only an unfinished draft.
    pub from: Option<RecordId>,
    /// Whose reading it was, in words: `version 1, 2 Oct 2026, by A. Officer`.
    pub told: String,
    /// What became of each provision of the draft's base, in order.
    pub items: Vec<Brought>,
    /// The earlier provisions that are no longer there.
    pub gone: Vec<Past>,
    /// The levels that the areas were settled at.
    pub levels: Vec<AreaLevel>,
    /// The judgements and levels that stand untouched, as steps before the reader's own. Undo does not reach them.
    pub steps: Vec<Step>,
}

/// What became of a provision since the earlier reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Its fate.
    pub fate: Fate,
    /// What stood there, and what was made of it; of a new one, what it was split from, where it was.
    pub before: Option<Past>,
}

impl Brought {
    /// Whether what was made of it stands untouched.
    pub fn stands(&self) -> bool {
        let judged = |past: &Past| !past.judgements.is_empty();
        self.fate == Fate::Same && self.before.as_ref().is_some_and(judged)
    }
}

/// A provision of an earlier version, and what was made of it: history, never an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Its number there.
    pub n: u32,
    /// Its words.
    pub text: String,
    /// Who delivered it, and how much of it.
    pub delivery: String,
    /// What it was taken for; empty where nobody had judged it.
    pub judgements: Vec<Judgement>,
    /// Whose reading that was, in words.
    pub told: String,
    /// The number of the provision that it was merged into, where it was.
    pub merged_into: Option<u32>,
}

impl Past {
    /// The areas that it was evidence for.
    pub fn areas(&self) -> impl Iterator<Item = &AreaId> {
        self.judgements
            .iter()
            .filter_map(|judgement| match &judgement.verdict {
                Verdict::Evidence { area, .. } => Some(area),
                Verdict::SetAside(_) => None,
            })
    }
}

impl Carried {
    /// How many provisions met each fate.
    pub fn changes(&self) -> Changes {
        let fates = self.items.iter().map(|item| item.fate);
        Changes::counting(fates.chain(self.gone.iter().map(|_| Fate::Gone)))
    }

    /// The areas whose level stands untouched.
    pub fn kept_areas(&self) -> impl Iterator<Item = &AreaId> {
        self.steps.iter().filter_map(|step| match step {
            Step::Settle(level) => Some(&level.area),
            Step::Judge { .. }
            | Step::Weigh { .. }
            | Step::SetAside { .. }
            | Step::Clear { .. }
            | Step::Note { .. }
            | Step::Recut { .. }
            | Step::Unsettle { .. }
            | Step::Choose { .. }
            | Step::CannotMap(_)
            | Step::Unsure(_) => None,
        })
    }

    /// What became of a provision of the base.
    pub fn item(&self, id: ItemId) -> Option<&Brought> {
        let place = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.items.get(place)
    }
}
