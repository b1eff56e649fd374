//! Prospects: what a pupil's priority and scope come to on any day, kept so that nobody's facts are read again for it.

use super::super::caseload::Entry;
use super::super::day::Day;
use super::basis::Basis;
use super::current::current;
use super::order::Priority;
use super::scope::{OutOfScope, out_while_the_plan_stands};
use super::standing::{horizon, new_until, phase_transfer, placement_change, review_due};

/// A day that never comes, among the numbers of days.
pub(super) const NEVER: u32 = (1 << 24) - 1;

/// What decides a pupil's priority and scope as the days go by; days by their [`Day::number`].
///
/// It holds for one framework, school year, dates and authority: all of a [`Basis`] but the day and the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prospect {
    /// Whether the pupil was drawn for the audit sample.
    pub(super) audited: bool,
    /// Whether a phase transfer comes.
    pub(super) transfers: bool,
    /// Whether another placement was asked for.
    pub(super) moves: bool,
    /// The first day on which the plan is new.
    pub(super) new_from: u32,
    /// The last.
    pub(super) new_until: u32,
    /// When the annual review is due.
    pub(super) review: u32,
    /// The day the plan ceases.
    pub(super) ceases: u32,
    /// Why the framework is not for the pupil while the plan stands.
    pub(super) out: Option<OutOfScope>,
}

impl Prospect {
    /// Reckons a pupil's.
    pub(super) fn of(basis: &Basis<'_>, entry: &Entry) -> Self {
        let (new_from, new_until) = newness(entry);
        let number = |day: Option<Day>| day.map_or(NEVER, Day::number);
        Self {
            audited: entry.audited.is_some(),
            transfers: phase_transfer(basis, entry).is_some(),
            moves: placement_change(entry).is_some(),
            new_from,
            new_until,
            review: number(review_due(entry)),
            ceases: number(entry.facts.plan_ceased),
            out: out_while_the_plan_stands(basis, entry),
        }
    }

    /// The priority today.
    pub(super) fn priority(&self, today: &Today) -> Priority {
        // In the order of [`REASONS`].
        let applies = [
            self.transfers,
            self.audited,
            self.new_from <= today.day && today.day <= self.new_until,
            self.moves,
            self.review <= today.horizon,
        ];
        let bits = applies
            .iter()
            .rev()
            .fold(0, |bits, applies| bits << 1 | usize::from(*applies));
        today.first.get(bits).copied().unwrap_or(Priority::Other)
    }

    /// Why the framework is not for the pupil today.
    pub(super) fn out_of_scope(&self, today: &Today) -> Option<OutOfScope> {
        if self.ceases <= today.day {
            Some(OutOfScope::Ceased)
        } else {
            self.out
        }
    }
}

/// From when until when a plan is new: of a pupil who is mapped it is so for ever or never, by the day of the mapping.
fn newness(entry: &Entry) -> (u32, u32) {
    let never = (NEVER, 0);
    let Some(issued) = entry.facts.plan_start else {
        return never;
    };
    let until = new_until(issued);
    match current(entry).map(|mapping| mapping.recorded.day()) {
        None => (issued.number(), until.number()),
        Some(day) if issued <= day && day <= until => (0, NEVER),
        Some(_) => never,
    }
}

/// The reasons that may apply; where none does, the pupil is among the rest.
const REASONS: [Priority; 5] = [
    Priority::PhaseTransfer,
    Priority::AuditSample,
    Priority::NewPlan,
    Priority::PlacementChange,
    Priority::AnnualReview,
];

/// A day that prospects are read on.
pub(super) struct Today {
    day: u32,
    /// The last day on which an annual review that is due moves a pupil up.
    horizon: u32,
    /// The priority by which of [`REASONS`] apply: whether the first does is the lowest bit.
    first: [Priority; 1 << REASONS.len()],
}

impl Today {
    /// The day of a basis, and its order.
    pub(super) fn of(basis: &Basis<'_>) -> Self {
        let first = |bits: usize| {
            let applies = |at: &usize| bits >> at & 1 == 1;
            let applying = (0..REASONS.len()).filter(applies);
            let priorities = applying.filter_map(|at| REASONS.get(at).copied());
            let first = priorities.min_by_key(|priority| basis.order.place(*priority));
            first.unwrap_or(Priority::Other)
        };
        Self {
            day: basis.today.number(),
            horizon: horizon(basis).number(),
            first: std::array::from_fn(first),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::order::Order;
    use super::super::{Standing, out_of_scope};
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::pupil::{PhaseTransfer, PlacementChange};
    use crate::domain::sample::{day, entry, framework, mapping};

    /// A day within three years around the tests' own, or none.
    fn some_day() -> impl Strategy<Value = Option<Day>> {
        let within = (-550i32..550).prop_map(|days| day("2026-11-02").plus_days(days));
        prop_oneof![Just(None), within.prop_map(Some)]
    }

    fn some_pupil() -> impl Strategy<Value = Entry> {
        let days = (some_day(), some_day(), some_day(), some_day());
        let said = (
            0u8..3,
            any::<bool>(),
            any::<bool>(),
            prop::option::of(-2i16..16),
        );
        let mapped = prop::option::of(-550i32..550);
        (days, said, mapped).prop_map(|(days, (transfer, moves, audited, year), mapped)| {
            let mut pupil = entry("K-1");
            let facts = &mut pupil.facts;
            (
                facts.plan_start,
                facts.last_review,
                facts.review_due,
                facts.plan_ceased,
            ) = days;
            facts.phase_transfer = match transfer {
                0 => PhaseTransfer::Unsaid,
                1 => PhaseTransfer::No,
                _ => PhaseTransfer::Yes(None),
            };
            if moves {
                facts.placement_change = PlacementChange::Requested(None);
            }
            facts.year_group = year;
            pupil.audited = audited.then(|| day("2026-10-30"));
            let on = |days| day("2026-11-02").plus_days(days).to_string();
            pupil.mappings = (mapped.into_iter())
                .map(|days| mapping(Role::Officer, &on(days), Ok("T1")))
                .collect();
            pupil
        })
    }

    proptest! {
        #[test]
        fn a_prospect_says_on_every_day_what_the_facts_say(
            pupil in some_pupil(), made in -400i32..400, read in -400i32..400, order in 0usize..3,
        ) {
            let orders = ["", "annual_review", "placement_change,new_plan"];
            let framework = framework();
            let order: Order = orders[order].parse().unwrap();
            let on = |days| Basis {
                order,
                ..Basis::new(&framework, day("2026-11-02").plus_days(days))
            };
            let prospect = Prospect::of(&on(made), &pupil);
            let (basis, today) = (on(read), Today::of(&on(read)));
            let standing = Standing::of(&basis, &pupil);
            prop_assert_eq!(prospect.priority(&today), standing.reason.priority());
            prop_assert_eq!(prospect.out_of_scope(&today), out_of_scope(&basis, &pupil));
        }
    }
}
