//! Whom the rates move, and how far: by setting, district, Community, school or pupil; and whom protection moves.

use std::cmp::Reverse;
use std::fmt::Write as _;

use crate::domain::exact::{Money, grouped};
use crate::domain::place::Setting;
use crate::domain::rates::impact::{Group, Held};
use crate::domain::rates::{Cohort, Ground, Impact, Level, RateSet, groups, impact};

/// By what gains and losses are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The groups of a level.
    Level(Level),
    /// The totals that protection moves.
    Protected,
}

impl By {
    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Level(Level::All) => "all together",
            Self::Level(Level::Setting) => "by setting",
            Self::Level(Level::District) => "by district",
            Self::Level(Level::Community) => "by Community of schools",
            Self::Level(Level::School) => "by school",
            Self::Level(Level::Pupil) => "by pupil",
            Self::Protected => "who is protected or capped",
        }
    }
}

/// In which order they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Who loses most first.
    Losses,
    /// Who gains most first.
    Gains,
    /// By name.
    Name,
}

impl Order {
    /// The next one.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Losses => Self::Gains,
            Self::Gains => Self::Name,
            Self::Name => Self::Losses,
        }
    }

    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Losses => "losses first",
            Self::Gains => "gains first",
            Self::Name => "by name",
        }
    }
}

/// A line: whom it is of, today's, the new, and what protection makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) setting: Option<Setting>,
    /// The school, by its number in the cohort, where the line is one school's.
    pub(super) school: Option<usize>,
    /// Those compared.
    pub(super) pupils: u64,
    pub(super) before: Money,
    pub(super) new: Money,
    pub(super) protection: Money,
    /// Whom the line counts, and who is in no sum of it.
    pub(super) about: String,
}

impl Line {
    /// What is paid in the end.
    pub(super) fn after(&self) -> Money {
        self.new + self.protection
    }

    /// How far that moves from today's.
    pub(super) fn moves(&self) -> Money {
        self.after() - self.before
    }
}

/// Gains and losses, laid out.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    pub(super) impact: Impact,
    /// All together.
    pub(super) all: Group,
    pub(super) lines: Vec<Line>,
}

impl Moved {
    /// Works gains and losses out and lays them out.
    pub(super) fn of(ground: &Ground, set: &RateSet, by: By, order: Order) -> Self {
        let impact = impact(&ground.cohort, set);
        let all = groups(&ground.cohort, &impact, Level::All);
        let mut lines: Vec<Line> = match by {
            By::Level(level) => (groups(&ground.cohort, &impact, level).iter())
                .map(of_group)
                .collect(),
            By::Protected => (impact.held.iter())
                .filter(|held| !held.moved().is_zero() || held.above_cap > Money::default())
                .map(|held| of_held(&ground.cohort, held))
                .collect(),
        };
        match order {
            Order::Losses => lines.sort_by_key(Line::moves),
            Order::Gains => lines.sort_by_key(|line| Reverse(line.moves())),
            Order::Name => lines.sort_by(|one, other| one.name.cmp(&other.name)),
        }
        Self {
            impact,
            all: all.into_iter().next().unwrap_or_default(),
            lines,
        }
    }
}

fn of_group(group: &Group) -> Line {
    let mut about = format!(
        "{} in scope, {} mapped, {} compared: {} gain, {} lose",
        grouped(group.in_scope),
        grouped(group.mapped),
        grouped(group.compared),
        grouped(group.gain),
        grouped(group.lose)
    );
    if group.today_unknown > 0 {
        let _ = write!(
            about,
            "; today's of {} not known (new {})",
            grouped(group.today_unknown),
            group.new_of_unknown
        );
    }
    for (count, words) in [
        (group.by_hand, "agreed by hand"),
        (group.no_rate, "without a rate"),
    ] {
        if count > 0 {
            let _ = write!(about, "; {} {words}", grouped(count));
        }
    }
    Line {
        name: group.name.clone(),
        setting: group.setting,
        school: group.school,
        pupils: group.compared,
        before: group.before,
        new: group.new,
        protection: group.protection,
        about,
    }
}

fn of_held(cohort: &Cohort, held: &Held) -> Line {
    let school = held.school.and_then(|at| cohort.schools.get(at));
    let pupil = held.pupil.and_then(|at| cohort.pupils.get(at));
    let name = match (pupil, school) {
        (Some(pupil), _) => pupil.reference.to_string(),
        (None, Some(school)) => school.name.clone(),
        (None, None) => "no school that is known".to_owned(),
    };
    let limits: Vec<String> = (held.limits.iter())
        .map(|(kind, limit)| format!("{} at {limit} % of today's", kind.code()))
        .collect();
    let mut about = limits.join(", ");
    if let Some(kind) = held.by {
        let _ = write!(about, "; the {} brings {}", kind.code(), held.brought);
    }
    if held.above_cap > Money::default() {
        let _ = write!(
            about,
            "; {} above its cap, {} taken",
            held.above_cap, held.taken
        );
    }
    Line {
        name,
        setting: school.and_then(|school| school.setting),
        school: held.school,
        pupils: held.pupils,
        before: held.before,
        new: held.new,
        protection: held.moved(),
        about,
    }
}
