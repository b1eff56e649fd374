//! The forecast: when each group will be done at the pace so far, and whether that is in time.

use std::collections::BTreeMap;

use super::super::day::Day;
use super::super::exact::Quantity;
use super::basis::Basis;
use super::order::Priority;
use super::reason::{Reason, leads_to_post16};
use super::standing::Standing;

/// A group of the forecast: a priority, phase transfers apart by the date that holds for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Phase transfers but those to post-16: 15 February.
    PhaseTransfer,
    /// Phase transfers to post-16: 31 March.
    Post16Transfer,
    /// The audit sample.
    AuditSample,
    /// New plans.
    NewPlan,
    /// Changes of placement.
    PlacementChange,
    /// Annual reviews.
    AnnualReview,
    /// The rest.
    Other,
}

impl Group {
    /// Every group, in the order of their declaration.
    const ALL: [Self; 7] = [
        Self::PhaseTransfer,
        Self::Post16Transfer,
        Self::AuditSample,
        Self::NewPlan,
        Self::PlacementChange,
        Self::AnnualReview,
        Self::Other,
    ];

    /// The group that a reason puts a pupil into.
    pub fn of(reason: &Reason) -> Self {
        match reason {
            Reason::PhaseTransfer { from, .. } if leads_to_post16(*from) => Self::Post16Transfer,
            Reason::PhaseTransfer { .. } => Self::PhaseTransfer,
            Reason::AuditSample { .. } => Self::AuditSample,
            Reason::NewPlan { .. } => Self::NewPlan,
            Reason::PlacementChange { .. } => Self::PlacementChange,
            Reason::AnnualReview { .. } => Self::AnnualReview,
            Reason::Other { .. } => Self::Other,
        }
    }

    /// The priority that the group is of.
    fn priority(self) -> Priority {
        match self {
            Self::PhaseTransfer | Self::Post16Transfer => Priority::PhaseTransfer,
            Self::AuditSample => Priority::AuditSample,
            Self::NewPlan => Priority::NewPlan,
            Self::PlacementChange => Priority::PlacementChange,
            Self::AnnualReview => Priority::AnnualReview,
            Self::Other => Priority::Other,
        }
    }

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Post16Transfer => "post16_transfer",
            Self::PhaseTransfer
            | Self::AuditSample
            | Self::NewPlan
            | Self::PlacementChange
            | Self::AnnualReview
            | Self::Other => self.priority().code(),
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Post16Transfer => "transfer to post-16",
            Self::PhaseTransfer
            | Self::AuditSample
            | Self::NewPlan
            | Self::PlacementChange
            | Self::AnnualReview
            | Self::Other => self.priority().words(),
        }
    }
}

/// How fast pupils were done of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many pupils were done.
    pub done: u32,
    /// In how many working days; never 0.
    pub days: u32,
}

impl Pace {
    /// Takes the pace from the days on which pupils were done, today's among them.
    ///
    /// The last `pace_days` working days count, or those since the very first pupil was done: work
    /// that began on Monday is not slow for the week before. Nothing where nobody was done in them.
    pub fn of(basis: &Basis<'_>, done: &BTreeMap<Day, u32>) -> Option<Self> {
        let today = basis.today;
        let (first, _) = done.first_key_value()?;
        let back = i32::from(basis.dates.pace_days.max(1)) - i32::from(today.is_working());
        let start = today.plus_working_days(-back).max(*first);
        if start > today {
            return None;
        }
        let done = done.range(start..=today).map(|(_, count)| count).sum();
        let mut days = u32::from(start.is_working());
        let mut day = start.plus_working_days(1);
        while day <= today {
            days += 1;
            day = day.plus_working_days(1);
        }
        let days = days.max(1);
        (done > 0).then_some(Self { done, days })
    }

    /// Pupils a working day, to two decimals.
    pub fn per_day(self) -> Quantity {
        let share = Quantity::from(self.done).over(self.days.into());
        share.unwrap_or_default().rounded()
    }

    /// How many working days so many pupils take.
    fn working_days(self, pupils: u64) -> u64 {
        pupils
            .saturating_mul(self.days.into())
            .div_ceil(u64::from(self.done).max(1))
    }
}

/// What is to come for one group, when the groups are taken in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The group.
    pub group: Group,
    /// All its pupils in scope.
    pub total: u64,
    /// Those with an outcome, a plan that cannot be mapped among them.
    pub done: u64,
    /// The others.
    pub left: u64,
    /// The first and the last deadline of those left.
    pub due: Option<(Day, Day)>,
    /// The day the last of them is done; nothing where none is left or no pace is known.
    pub done_by: Option<Day>,
    /// How many of those left will be done after their own deadline.
    pub late: u64,
    /// Whether all are done by their deadlines; nothing where no pace is known.
    pub in_time: Option<bool>,
    /// Whether all are done before schools' budgets are published; nothing where no pace is known.
    pub before_budgets: Option<bool>,
}

impl Forecast {
    fn new(group: Group) -> Self {
        Self {
            group,
            total: 0,
            done: 0,
            left: 0,
            due: None,
            done_by: None,
            late: 0,
            in_time: None,
            before_budgets: None,
        }
    }

    fn leave(&mut self, due: Option<Day>, done_by: Option<Day>) {
        self.left += 1;
        self.done_by = done_by;
        if let Some(due) = due {
            let (first, last) = self.due.unwrap_or((due, due));
            self.due = Some((first.min(due), last.max(due)));
            self.late += u64::from(done_by.is_some_and(|day| day > due));
        }
    }

    fn conclude(mut self, budgets: Option<Day>) -> Self {
        if self.left == 0 || self.done_by.is_some() {
            self.in_time = Some(self.late == 0);
            self.before_budgets = budgets.map(|day| self.done_by.is_none_or(|done| done < day));
        }
        self
    }
}

/// When every group will be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The pace it rests on; nothing where nobody was done of late: no pace yet.
    pub pace: Option<Pace>,
    /// The next day on which schools' budgets are published.
    pub budgets: Option<Day>,
    /// The groups that have pupils, in the order they are taken.
    pub forecasts: Vec<Forecast>,
}

impl Outlook {
    /// Reckons it from where pupils stand, in the order of a worklist, and from how many were done on which day.
    pub fn of<'a>(
        basis: &Basis<'_>,
        standings: impl Iterator<Item = &'a Standing>,
        done: &BTreeMap<Day, u32>,
    ) -> Self {
        let pace = Pace::of(basis, done);
        let mut calendar = Calendar {
            day: basis.today,
            past: 0,
        };
        let mut left: u64 = 0;
        let mut forecasts = Group::ALL.map(Forecast::new);
        for standing in standings {
            let group = Group::of(&standing.reason);
            let Some(forecast) = forecasts.get_mut(group as usize) else {
                continue;
            };
            forecast.total += 1;
            if standing.state.is_done() {
                forecast.done += 1;
                continue;
            }
            left += 1;
            let done_by = pace.map(|pace| calendar.reach(pace.working_days(left)));
            forecast.leave(standing.reason.due(), done_by);
        }
        let budgets = basis.dates.budgets.next_from(basis.today);
        let mut forecasts: Vec<Forecast> = (forecasts.into_iter())
            .filter(|forecast| forecast.total > 0)
            .collect();
        forecasts
            .sort_by_key(|forecast| (basis.order.place(forecast.group.priority()), forecast.group));
        Self {
            pace,
            budgets,
            forecasts: (forecasts.into_iter())
                .map(|group| group.conclude(budgets))
                .collect(),
        }
    }
}

/// Walks forward over the working days, each once however many pupils are asked for.
struct Calendar {
    day: Day,
    past: u64,
}

impl Calendar {
    fn reach(&mut self, working_days: u64) -> Day {
        while self.past < working_days {
            let next = self.day.plus_working_days(1);
            if next == self.day {
                break;
            }
            self.day = next;
            self.past += 1;
        }
        self.day
    }
}
