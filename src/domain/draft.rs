//! Drafts: an unfinished mapping as the steps that led to it, so that undo has no end.

mod carried;
mod carry;
mod passed;
mod working;

pub use carried::{Brought, Carried, Choice, Past};
pub use carry::Earlier;
pub use passed::Onward;
pub use working::{Item, Working};

use serde::{Deserialize, Serialize};

use super::day::Moment;
use super::identity::{AreaId, FrameworkKey, LevelId, PlanId, PupilId, Reader, TariffId};
use super::judgement::{AreaLevel, CannotMap, PrimaryArea, SetAside};
use super::mapping::Purpose;
use super::provision::Provision;

/// An item of a draft: a provision as it is bounded now. Its number on the screen may change, this does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u32);

/// One key's worth of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step", content = "of")]
pub enum Step {
    /// Takes a provision for evidence of an area; evidence of other areas stays.
    Judge {
        /// The provision.
        item: ItemId,
        /// The area.
        area: AreaId,
        /// The level, or none.
        level: Option<LevelId>,
    },
    /// Lays down all that a provision is evidence of, in place of what was said of it.
    Weigh {
        /// The provision.
        item: ItemId,
        /// The areas, each with its level or none; empty opens the provision again.
        evidence: Vec<(AreaId, Option<LevelId>)>,
    },
    /// Sets a provision aside; what it was evidence of goes.
    SetAside {
        /// The provision.
        item: ItemId,
        /// Why.
        why: SetAside,
    },
    /// Takes back all that was said of a provision but its note.
    Clear {
        /// The provision.
        item: ItemId,
    },
    /// Writes a provision's note; an empty one removes it.
    Note {
        /// The provision.
        item: ItemId,
        /// The words.
        note: String,
    },
    /// Draws provisions anew: split, merged, with a moved boundary, or made of words that were in
    /// none. The new ones are open.
    Recut {
        /// The provisions that go; none where the words were in none.
        from: Vec<ItemId>,
        /// The provisions in their place, in the order of the text.
        to: Vec<Provision>,
    },
    /// Settles an area at a level.
    Settle(AreaLevel),
    /// Opens an area again.
    Unsettle {
        /// The area.
        area: AreaId,
    },
    /// Names the tariff, or why an open top is used.
    Choose {
        /// The tariff, where the framework leaves it to the reader.
        tariff: Option<TariffId>,
        /// Why an open top is used.
        open_reason: Option<String>,
    },
    /// Takes an area for the primary one, or leaves that to the framework's rule again.
    Primary(Option<PrimaryArea>),
    /// Says that the plan cannot be mapped, or takes that back.
    CannotMap(Option<CannotMap>),
    /// Asks for a second pair of eyes, or takes that back.
    Unsure(bool),
}

impl Step {
    /// Whether it bears on the tariff: such a step after the reveal is recorded as one.
    fn bears_on_tariff(&self) -> bool {
        match self {
            Self::Judge { .. }
            | Self::Weigh { .. }
            | Self::SetAside { .. }
            | Self::Clear { .. }
            | Self::Recut { .. }
            | Self::Settle(_)
            | Self::Unsettle { .. }
            | Self::Primary(_)
            | Self::CannotMap(_) => true,
            // The open top's reason is asked for only once the tariff is known.
            Self::Choose { tariff, .. } => tariff.is_some(),
            Self::Note { .. } | Self::Unsure(_) => false,
        }
    }
}

/// A suggestion that was on the screen when a provision was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The provision.
    pub item: ItemId,
    /// The area suggested.
    pub area: AreaId,
    /// The level suggested.
    pub level: LevelId,
    /// Its place among those offered, from 1.
    pub place: u32,
}

/// An unfinished mapping of one pupil by one reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The pupil.
    pub pupil: PupilId,
    /// The plan version being read.
    pub plan: Option<PlanId>,
    /// The framework and its version.
    pub framework: FrameworkKey,
    /// Who reads.
    pub reader: Reader,
    /// When the walk began.
    pub opened: Moment,
    /// The provisions as they were first read.
    pub base: Vec<Provision>,
    /// The steps since, oldest first.
    pub steps: Vec<Step>,
    /// When the tariff was first shown.
    pub revealed: Option<Moment>,
    /// Whether a step that bears on the tariff came, or was undone, after that.
    pub changed_after_reveal: bool,
    /// Why it was put aside for later.
    pub parked: Option<String>,
    /// The suggestions shown so far.
    pub shown: Vec<Shown>,
    /// What it brings along from an earlier version of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Box<Carried>>,
    /// What it is read for, where the reader knows that it does not count by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
}

impl Draft {
    /// Takes a step.
    pub fn take(&mut self, step: Step) {
        self.changed_after_reveal |= self.revealed.is_some() && step.bears_on_tariff();
        self.steps.push(step);
    }

    /// Takes the last step back; gives it, or nothing where there is none.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.steps.pop()?;
        self.changed_after_reveal |= self.revealed.is_some() && step.bears_on_tariff();
        Some(step)
    }

    /// Remembers when the tariff was first shown; undo does not take that back.
    pub fn reveal(&mut self, now: Moment) {
        self.revealed.get_or_insert(now);
    }

    /// Remembers that suggestions were on the screen; each counts once.
    pub fn show(&mut self, shown: impl IntoIterator<Item = Shown>) {
        for one in shown {
            if !self.shown.contains(&one) {
                self.shown.push(one);
            }
        }
    }

    /// Whether nothing has been done yet.
    pub fn is_untouched(&self) -> bool {
        self.steps.is_empty() && self.parked.is_none()
    }

    /// Lays the steps out: the provisions as they are bounded and judged now.
    pub fn working(&self) -> Working {
        Working::laid(&self.base, self.carried.as_deref(), &self.steps)
    }
}
