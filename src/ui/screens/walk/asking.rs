//! What the walk can ask in between: a choice, a line of text, or where to cut.

use super::bounds::Bounds;
use crate::domain::draft::ItemId;
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::judgement::{AreaSource, CannotMapWhy, SetAside};
use crate::domain::provision::{LeftOutWhy, Span};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// What is being asked, if anything.
#[derive(Clone, Debug, Default)]
pub(super) enum Asking {
    /// Nothing: the keys are the walk's.
    #[default]
    Nothing,
    /// Which area.
    Area(Menu<AreaId>, AreaFor),
    /// Which area is primary.
    Primary(Menu<AreaId>),
    /// Which tariff, from a list.
    Tariff(Menu<TariffId>),
    /// Which level, from a list.
    Level(Menu<LevelId>),
    /// Why a provision is set aside.
    SetAside(Menu<SetAside>),
    /// What an area's level rests on; the level to settle it at, where that was said.
    Source(Menu<AreaSource>, Option<LevelId>),
    /// Why the plan cannot be mapped.
    CannotMap(Menu<CannotMapWhy>),
    /// A line of text.
    Line(Line),
    /// Where the boundaries stand.
    Cut(Box<Bounds>),
    /// Which of the words that are in no provision become one.
    LeftOut(Menu<Left>),
}

/// What an area is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AreaFor {
    /// The provision's area, in place of the one preset.
    Change,
    /// Another area for the same provision.
    Another,
    /// The area to settle.
    Settle,
}

/// A line of text and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) title: String,
    pub(super) input: Input,
    pub(super) purpose: Purpose,
}

/// What a line of text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A provision's note.
    Note(ItemId),
    /// Why a level is set against the rule.
    AgainstRule(AreaId, LevelId, AreaSource),
    /// What is added to the reason why the plan cannot be mapped.
    CannotMap(CannotMapWhy),
    /// Why the pupil is put aside for later.
    Park,
    /// Why an open top is used.
    OpenTop,
    /// Why an area is primary that the rule does not take for it.
    Primary(AreaId),
}

impl Line {
    /// Gives an empty line.
    pub(super) fn new(title: impl Into<String>, purpose: Purpose) -> Self {
        Self {
            title: title.into(),
            input: Input::default(),
            purpose,
        }
    }
}

/// A piece of the text that is in no provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) span: Span,
    /// Why it was left out; nothing where the reading knows of no reason.
    pub(super) why: Option<LeftOutWhy>,
    /// The number of the provision that it stands inside of.
    pub(super) inside: Option<u32>,
}
