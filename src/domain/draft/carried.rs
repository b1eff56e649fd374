//! What a draft brings along from an earlier version of the plan: what stands untouched, and what was made of the rest.

use serde::{Deserialize, Serialize};

use super::super::amendment::{Changes, Fate};
use super::super::identity::{AreaId, RecordId, TariffId};
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
    /// What the reader of a draft had chosen, and has to choose again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<Choice>,
    /// The version of the framework that the earlier reading was made under, where it was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
}

/// A reader's choice that rests on all that the plan says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The tariff that was named.
    pub tariff: Option<TariffId>,
    /// Why an open top was used.
    pub open_reason: Option<String>,
}

impl Choice {
    /// Gives what was chosen; nothing where nothing was.
    pub(super) fn of(tariff: Option<TariffId>, open_reason: Option<String>) -> Option<Self> {
        let some = tariff.is_some() || open_reason.is_some();
        some.then_some(Self {
            tariff,
            open_reason,
        })
    }

    /// Says that it has to be made again.
    pub fn given_up(&self) -> String {
        let tariff = self
            .tariff
            .as_ref()
            .map(|tariff| format!("tariff {tariff}"));
        let reason = self.open_reason.as_ref();
        let reason = reason.map(|reason| format!("the reason for the open top, \"{reason}\","));
        let parts: Vec<String> = tariff.into_iter().chain(reason).collect();
        format!(
            "your draft named {}; it rested on what was amended and was given up, so choose again",
            parts.join(" and ")
        )
    }
}

/// What became of a provision since the earlier reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Its fate.
    pub fate: Fate,
    /// What stood there, and what was made of it; of a new one, what it was split from, where it was.
    pub before: Option<Past>,
    /// What changed of the words it was judged against, where a later version of the framework opened it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
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
    /// What was noted where nobody had judged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whose reading that was, in words.
    pub told: String,
    /// The number of the provision that it was merged into, where it was.
    pub merged_into: Option<u32>,
}

impl Past {
    /// The reader's note, whether it was judged or not.
    pub fn noted(&self) -> Option<&str> {
        let judged = self.judgements.iter().find_map(|one| one.note.as_deref());
        self.note.as_deref().or(judged)
    }

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

    /// What became of a provision of the base.
    pub fn item(&self, id: ItemId) -> Option<&Brought> {
        let place = usize::try_from(id.0).ok()?.checked_sub(1)?;
        self.items.get(place)
    }
}
