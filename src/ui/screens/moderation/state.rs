//! What waits, the case under the cursor, and what the keys are for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::flag::FlagRule;
use crate::domain::identity::PupilRef;
use crate::domain::moderation::queue::{Bench, SampleState, Waits};
use crate::domain::moderation::stands::Stands;
use crate::ui::desk::Desk;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// The moderator's screen; an officer finds here what came back to them.
#[derive(Clone, Debug)]
pub(crate) struct Moderation {
    /// What waits; nothing before it has come in.
    pub(super) bench: Option<Box<Bench>>,
    pub(super) cursor: usize,
    pub(super) seat: Seat,
    pub(super) sight: Sight,
    /// Those marked for what is done in bulk.
    pub(super) marked: BTreeSet<PupilRef>,
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
}

/// How the person sits here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seat {
    /// As everywhere: as the officer who reads in this workspace.
    Officer,
    /// As a moderator, for they have said so.
    Moderator,
}

/// Whether it is shown who mapped and which rules flagged a case before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Not shown.
    Blind,
    /// Shown.
    Open,
    /// It was shown, and is hidden again.
    Seen,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The list.
    Browsing,
    /// Whether the person sits as a moderator, for this case.
    Sitting(Menu<Waits>),
    /// Which rule is put aside.
    Choosing(Menu<FlagRule>),
    /// Why it is harmless.
    Excusing(FlagRule, Input),
    /// The answer to a question that came back.
    Answering(PupilRef, Input),
    /// Why the review of an officer's mappings is lifted.
    Lifting(String, Input),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Answered,
    PutAside(usize),
    Lifted(String),
    Refused(String),
}

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What came back to the person themselves.
    Mine,
    /// What waits for a review.
    Review,
    /// What came back to other officers.
    Returned,
    /// What is before the board.
    Board,
    /// The officers to look at.
    Officers,
    /// The samples.
    Samples,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    Case(Part, &'a Waits),
    Officer(&'a Stands),
    Sample(&'a SampleState),
}

impl Row<'_> {
    /// The part of the list that it stands in.
    pub(super) fn part(&self) -> Part {
        match self {
            Self::Case(part, _) => *part,
            Self::Officer(_) => Part::Officers,
            Self::Sample(_) => Part::Samples,
        }
    }
}

impl Moderation {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            bench: None,
            cursor: 0,
            seat: Seat::Officer,
            sight: Sight::Blind,
            marked: BTreeSet::new(),
            phase: Phase::Browsing,
            said: None,
        };
        (screen, vec![Request::Bench])
    }

    /// The rows in their order: first what came back to whoever sits here.
    pub(super) fn rows(&self, desk: &Desk) -> Vec<Row<'_>> {
        let Some(bench) = &self.bench else {
            return Vec::new();
        };
        let name = desk.opening.as_ref().map(|opening| &opening.reader);
        let queue = &bench.queue;
        let is_mine = |one: &&Waits| Some(&one.officer) == name;
        let case = |part| move |one| Row::Case(part, one);
        let mine = queue.returned.iter().filter(is_mine);
        let others = queue.returned.iter().filter(move |one| !is_mine(one));
        (mine.map(case(Part::Mine)))
            .chain(queue.review.iter().map(case(Part::Review)))
            .chain(others.map(case(Part::Returned)))
            .chain(queue.board.iter().map(case(Part::Board)))
            .chain(bench.officers.iter().map(Row::Officer))
            .chain(bench.samples.iter().map(Row::Sample))
            .collect()
    }

    /// The rules that flag the marked cases, or all to review where none is marked; the heaviest first, each with how
    /// many cases it flags.
    pub(super) fn rules(&self) -> Vec<(FlagRule, usize)> {
        let mut counts: BTreeMap<FlagRule, usize> = BTreeMap::new();
        let review = self.bench.iter().flat_map(|bench| &bench.queue.review);
        for one in review.filter(|one| self.is_meant(&one.reference)) {
            let rules: BTreeSet<FlagRule> = one.flags.iter().copied().collect();
            for rule in rules {
                *counts.entry(rule).or_default() += 1;
            }
        }
        let mut rules: Vec<(FlagRule, usize)> = counts.into_iter().collect();
        let weight = |rule| self.bench.as_ref().map(|bench| bench.weights.of(rule));
        rules.sort_by_key(|(rule, count)| Reverse((weight(*rule), *count)));
        rules
    }

    /// Whether what is done in bulk is done to a case.
    pub(super) fn is_meant(&self, reference: &PupilRef) -> bool {
        self.marked.is_empty() || self.marked.contains(reference)
    }
}
