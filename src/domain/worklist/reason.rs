//! Reasons: what moves a pupil up the worklist, by when, and how it is said.

use super::super::day::Day;
use super::super::place::Phase;
use super::order::Priority;

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
    /// The pupil was drawn at random for the audit sample.
    AuditSample {
        /// When.
        drawn: Day,
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
            Self::AuditSample { .. } => Priority::AuditSample,
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
            Self::AuditSample { .. }
            | Self::NewPlan { .. }
            | Self::PlacementChange { .. }
            | Self::Other { .. } => None,
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
            Self::AuditSample { drawn } => {
                format!("audit sample, drawn at random on {}", drawn.long())
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

/// Whether a transfer leads to a post-16 institution, which has a date of its own.
pub(super) fn leads_to_post16(from: Option<i16>) -> bool {
    from.is_some_and(|year| Phase::of_year(year.saturating_add(1)) == Phase::Post16)
}
