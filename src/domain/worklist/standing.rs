//! Standing: why a pupil stands where they stand, by when, and how far their mapping has come.

use super::super::caseload::{DraftHead, Entry, MappingHead, MappingResult};
use super::super::day::Day;
use super::super::identity::Role;
use super::super::place::Phase;
use super::super::pupil::{PhaseTransfer, PlacementChange};
use super::basis::Basis;
use super::order::Priority;
use super::scope::year_group;

/// One reason for a pupil's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pupil moves from one phase to the next.
    PhaseTransfer {
        /// The year group they leave.
        from: Option<i16>,
        /// By when the plan must be final.
        due: Option<Day>,
    },
    /// The plan was first issued within the last twelve months.
    NewPlan {
        /// When.
        issued: Day,
    },
    /// Another placement was asked for.
    PlacementChange {
        /// When, where the file says it.
        asked: Option<Day>,
    },
    /// The annual review is due, soon or since.
    AnnualReview {
        /// When.
        due: Day,
        /// Whether that day is past.
        overdue: bool,
    },
    /// None of these.
    Other {
        /// When the next annual review is due.
        review: Option<Day>,
    },
}

impl Reason {
    /// The group it puts the pupil into.
    pub fn priority(&self) -> Priority {
        match self {
            Self::PhaseTransfer { .. } => Priority::PhaseTransfer,
            Self::NewPlan { .. } => Priority::NewPlan,
            Self::PlacementChange { .. } => Priority::PlacementChange,
            Self::AnnualReview { .. } => Priority::AnnualReview,
            Self::Other { .. } => Priority::Other,
        }
    }

    /// The day by which the mapping is wanted.
    pub fn due(&self) -> Option<Day> {
        match self {
            Self::PhaseTransfer { due, .. } => *due,
            Self::AnnualReview { due, .. } => Some(*due),
            Self::NewPlan { .. } | Self::PlacementChange { .. } | Self::Other { .. } => None,
        }
    }

    /// The reason in words: `phase transfer Y6→7, by 15 Feb 2027`.
    pub fn words(&self) -> String {
        match self {
            Self::PhaseTransfer { from, due } => {
                let step = from.map(|year| format!(" {}", step(year)));
                let by = due.map(|due| format!(", by {}", due.long()));
                let (step, by) = (step.unwrap_or_default(), by.unwrap_or_default());
                format!("phase transfer{step}{by}")
            }
            Self::NewPlan { issued } => format!("new plan, issued {}", issued.long()),
            Self::PlacementChange { asked: Some(day) } => {
                format!("change of placement asked for on {}", day.long())
            }
            Self::PlacementChange { asked: None } => "change of placement asked for".to_owned(),
            Self::AnnualReview { due, overdue: true } => {
                format!("annual review overdue since {}", due.long())
            }
            Self::AnnualReview { due, .. } => format!("annual review due {}", due.long()),
            Self::Other { review: Some(day) } => format!("next annual review {}", day.long()),
            Self::Other { review: None } => "no date known".to_owned(),
        }
    }
}

/// Writes the step out of a year group: `Y6→7`.
fn step(year: i16) -> String {
    match year {
        i16::MIN..=-1 => "nursery→R".to_owned(),
        0 => "R→Y1".to_owned(),
        1..=10 => format!("Y{year}→{}", year + 1),
        11..=i16::MAX => format!("Y{year}→post-16"),
    }
}

/// How far a pupil's mapping has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nobody has begun.
    NotStarted,
    /// Somebody is at it.
    Draft,
    /// A mapping with a tariff stands.
    Recorded,
    /// It was put aside for later.
    Parked,
    /// A mapping stands that says why there is no tariff.
    CannotMap,
    /// The plan's text has not come in.
    NoPlanText,
}

impl State {
    /// Every state, in the order of the screens.
    pub const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::Draft,
        Self::Parked,
        Self::NoPlanText,
        Self::Recorded,
        Self::CannotMap,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Draft => "draft",
            Self::Recorded => "recorded",
            Self::Parked => "parked",
            Self::CannotMap => "cannot_map",
            Self::NoPlanText => "no_plan_text",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::Draft => "draft",
            Self::Recorded => "recorded",
            Self::Parked => "parked",
            Self::CannotMap => "cannot map",
            Self::NoPlanText => "no plan text",
        }
    }

    /// Gives the state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the pupil has an outcome.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Recorded | Self::CannotMap)
    }
}

/// Where a pupil stands: the reason that decides, and how far the mapping has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The reason that comes first in the order.
    pub reason: Reason,
    /// How far the mapping has come.
    pub state: State,
}

impl Standing {
    /// Reckons where a pupil stands.
    pub fn of(basis: &Basis<'_>, entry: &Entry) -> Self {
        let first = applying(basis, entry)
            .into_iter()
            .flatten()
            .min_by_key(|reason| basis.order.place(reason.priority()));
        let reason = first.unwrap_or(Reason::Other {
            review: review_due(entry),
        });
        Self {
            reason,
            state: state(entry),
        }
    }
}

/// The mapping that counts: the latest of a moderator, else the latest of an officer; never a school's.
///
/// The list is as an entry holds it: standing mappings, oldest first.
pub fn current(mappings: &[MappingHead]) -> Option<&MappingHead> {
    let latest = |role| {
        mappings
            .iter()
            .rev()
            .find(|mapping| mapping.reader.role == role)
    };
    latest(Role::Moderator).or_else(|| latest(Role::Officer))
}

/// How far a pupil's mapping has come; a school's own reading does not count.
///
/// A mapping goes before a draft (of its correction), a draft in hand before a parked one, and a
/// draft before missing text: pasted text may be what is being read.
pub fn state(entry: &Entry) -> State {
    if let Some(mapping) = current(&entry.mappings) {
        return match mapping.result {
            MappingResult::Tariff(..) => State::Recorded,
            MappingResult::CannotMap(_) => State::CannotMap,
        };
    }
    let counts = |draft: &&DraftHead| draft.reader.role != Role::School;
    let mut drafts = entry.drafts.iter().filter(counts).peekable();
    if drafts.peek().is_some() {
        let in_hand = drafts.any(|draft| draft.parked.is_none());
        return if in_hand { State::Draft } else { State::Parked };
    }
    match entry.plan {
        Some(_) => State::NotStarted,
        None => State::NoPlanText,
    }
}

/// Every reason that applies, in the order of the basis; never empty.
pub fn reasons(basis: &Basis<'_>, entry: &Entry) -> Vec<Reason> {
    let mut reasons: Vec<_> = applying(basis, entry).into_iter().flatten().collect();
    reasons.sort_by_key(|reason| basis.order.place(reason.priority()));
    if reasons.is_empty() {
        reasons.push(Reason::Other {
            review: review_due(entry),
        });
    }
    reasons
}

fn applying(basis: &Basis<'_>, entry: &Entry) -> [Option<Reason>; 4] {
    [
        phase_transfer(basis, entry),
        new_plan(basis, entry),
        placement_change(entry),
        annual_review(basis, entry),
    ]
}

/// A transfer that the file names, or that the year group tells: into Reception, secondary or post-16.
///
/// Year 2 is a transfer only for pupils of infant schools, and those of middle schools leave in other years: the file
/// says so.
fn phase_transfer(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let from = year_group(entry, basis.school_year());
    let applies = match entry.facts.phase_transfer {
        PhaseTransfer::Yes(_) => true,
        PhaseTransfer::No => false,
        PhaseTransfer::Unsaid => matches!(from, Some(-1 | 6 | 11)),
    };
    let date = if leads_to_post16(from) {
        basis.dates.post16_transfer
    } else {
        basis.dates.transfer
    };
    let due = entry.facts.phase_transfer_due;
    let due = due.or_else(|| date.in_summer_of(basis.school_year()));
    applies.then_some(Reason::PhaseTransfer { from, due })
}

/// A plan first issued within the twelve months before it was mapped, or before today.
///
/// A mapped pupil stays in the group they were taken in, or a finished group would empty itself.
fn new_plan(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let issued = entry.facts.plan_start?;
    let mapped = current(&entry.mappings).map(|mapping| mapping.recorded.day());
    let day = mapped.unwrap_or(basis.today);
    let new = issued <= day && issued.plus_months(12) >= day;
    new.then_some(Reason::NewPlan { issued })
}

fn placement_change(entry: &Entry) -> Option<Reason> {
    match entry.facts.placement_change {
        PlacementChange::Requested(asked) => Some(Reason::PlacementChange { asked }),
        PlacementChange::No => None,
    }
}

fn annual_review(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let due = review_due(entry)?;
    let horizon = basis.today.plus_days(i32::from(basis.dates.review_window));
    let overdue = due < basis.today;
    (due <= horizon).then_some(Reason::AnnualReview { due, overdue })
}

/// When the next annual review is due: as the file says, else twelve months after the last one or after the plan began.
pub fn review_due(entry: &Entry) -> Option<Day> {
    let facts = &entry.facts;
    let since = facts.last_review.or(facts.plan_start);
    facts
        .review_due
        .or_else(|| since.map(|day| day.plus_months(12)))
}

/// Whether a transfer leads to a post-16 institution, which has a date of its own.
pub(super) fn leads_to_post16(from: Option<i16>) -> bool {
    from.is_some_and(|year| Phase::of_year(year.saturating_add(1)) == Phase::Post16)
}
