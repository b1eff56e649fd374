//! Both readings, and how far the decision has come.

use crate::domain::framework::Framework;
use crate::domain::identity::PupilRef;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::readings::{Beside, Descriptor, level_at};
use crate::domain::moderation::review::Decision;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// Both readings of one pupil's plan.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub(super) reference: PupilRef,
    /// Both of them; nothing before they have come in.
    pub(super) beside: Option<Box<Beside>>,
    /// The first line shown of the provisions.
    pub(super) from: usize,
    pub(super) phase: Phase,
    /// What was refused, and why.
    pub(super) refused: Option<String>,
}

/// How far the decision has come.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The moderator looks at both.
    Looking,
    /// Which descriptor an adjustment turned on.
    Turning(Menu<Option<Descriptor>>),
    /// Why.
    Writing(Writing),
    /// The worker was asked to record it; what was written, should it refuse.
    Deciding(Option<Writing>),
    /// It is decided, and the queue was asked who is next.
    GoingOn,
}

/// A decision whose reason is being written.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) decision: Decision,
    pub(super) descriptor: Option<Descriptor>,
    pub(super) input: Input,
}

impl Review {
    /// Opens it, and asks for both readings where they are not at hand.
    pub(crate) fn open(reference: PupilRef, beside: Option<Box<Beside>>) -> (Self, Vec<Request>) {
        let ask = match beside {
            Some(_) => Vec::new(),
            None => vec![Request::Beside(reference.clone())],
        };
        let screen = Self {
            reference,
            beside,
            from: 0,
            phase: Phase::Looking,
            refused: None,
        };
        (screen, ask)
    }

    /// The decision that closed the case, where one did.
    pub(super) fn closed(&self) -> Option<Decision> {
        self.beside.as_ref().and_then(|beside| beside.closed())
    }

    /// The descriptors that an adjustment can turn on: of what differs, outside tolerance first, the moderator's and the
    /// officer's.
    pub(super) fn descriptors(&self, framework: &Framework) -> Vec<(String, Descriptor)> {
        let Some(beside) = &self.beside else {
            return Vec::new();
        };
        let differs = |within| {
            let sides = beside.difference.sides.iter();
            sides.filter(move |side| side.by != Some(0) && side.within == within)
        };
        let mut found = Vec::new();
        for side in differs(false).chain(differs(true)) {
            let Measure::Area(area) = &side.measure else {
                continue;
            };
            let name = framework
                .area(area)
                .map_or(area.as_str(), |area| area.name.as_str());
            for (rank, whose) in [(side.agreed, "yours"), (side.read, "the officer's")] {
                let level = rank.and_then(|rank| level_at(framework, area, rank));
                found.extend(level.map(|level| {
                    let words = format!("{name} {level}, {whose}");
                    (words, (area.clone(), Some(level.clone())))
                }));
            }
        }
        found
    }
}
