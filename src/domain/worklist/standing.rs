//! Standing: why a pupil stands where they stand.

use super::super::caseload::Entry;
use super::super::day::{Day, SchoolYear};
use super::super::pupil::{PhaseTransfer, PlacementChange};
use super::basis::Basis;
use super::current::current;
use super::reason::{Reason, leads_to_post16};
use super::scope::year_group;
use super::state::{State, state};

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

fn applying(basis: &Basis<'_>, entry: &Entry) -> [Option<Reason>; 5] {
    [
        phase_transfer(basis, entry),
        entry.audited.map(|drawn| Reason::AuditSample { drawn }),
        new_plan(basis, entry),
        placement_change(entry),
        annual_review(basis, entry),
    ]
}

/// The first year group of a post-16 institution.
const FIRST_OF_POST16: i16 = 12;

/// How many months before a transfer between post-16 institutions the plan must be final: at least five, whatever the
/// time of the year (SEND Regulations 2014, reg. 18(2)).
const POST16_NOTICE: i32 = 5;

/// A transfer that the file names, or that the year group tells: into Reception, secondary or post-16.
///
/// Year 2 is a transfer only for pupils of infant schools, and those of middle schools leave in other years: the
/// register of schools says so by the ages taught, or the file does.
pub(super) fn phase_transfer(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let from = year_group(entry, basis.school_year());
    let applies = match entry.facts.phase_transfer {
        PhaseTransfer::Yes(_) => true,
        PhaseTransfer::No => false,
        PhaseTransfer::Unsaid => from.is_some_and(|from| {
            let leaves = entry.ages.leaves(from);
            leaves.unwrap_or(matches!(from, -1 | 6 | 11))
        }),
    };
    let facts = &entry.facts;
    let within_post16 = from.is_some_and(|from| from >= FIRST_OF_POST16);
    let date = if leads_to_post16(from) {
        basis.dates.post16_transfer
    } else {
        basis.dates.transfer
    };
    let before = facts.next_from.filter(|_| within_post16);
    let notice = before.map(|next| next.plus_months(-POST16_NOTICE));
    let due = facts.phase_transfer_due.or(notice);
    let due = due.or_else(|| date.in_summer_of(basis.school_year()));
    // A file's own date may be of another school year than the framework's; the years named are of the
    // transfer's.
    let of = before.or(due);
    let from = of.map_or(from, |day| year_group(entry, SchoolYear::of(day)));
    applies.then_some(Reason::PhaseTransfer { from, due })
}

/// A plan first issued within the twelve months before it was mapped, or before today.
///
/// A mapped pupil stays in the group they were taken in, or a finished group would empty itself.
fn new_plan(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let issued = entry.facts.plan_start?;
    let mapped = current(entry).map(|mapping| mapping.recorded.day());
    let day = mapped.unwrap_or(basis.today);
    let new = issued <= day && new_until(issued) >= day;
    new.then_some(Reason::NewPlan { issued })
}

/// The last day on which a plan is new.
pub(super) fn new_until(issued: Day) -> Day {
    issued.plus_months(12)
}

pub(super) fn placement_change(entry: &Entry) -> Option<Reason> {
    match entry.facts.placement_change {
        PlacementChange::Requested(asked) => Some(Reason::PlacementChange { asked }),
        PlacementChange::No => None,
    }
}

fn annual_review(basis: &Basis<'_>, entry: &Entry) -> Option<Reason> {
    let due = review_due(entry)?;
    let overdue = due < basis.today;
    (due <= horizon(basis)).then_some(Reason::AnnualReview { due, overdue })
}

/// The last day on which an annual review that is due moves a pupil up today.
pub(super) fn horizon(basis: &Basis<'_>) -> Day {
    basis.today.plus_days(i32::from(basis.dates.review_window))
}

/// When the next annual review is due: as the file says, else twelve months after the last one or after the plan began.
pub fn review_due(entry: &Entry) -> Option<Day> {
    let facts = &entry.facts;
    let since = facts.last_review.or(facts.plan_start);
    facts
        .review_due
        .or_else(|| since.map(|day| day.plus_months(12)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::pupil::Facts;
    use crate::domain::sample::{day, entry, framework, mapping};

    const TODAY: &str = "2026-11-02";

    /// A pupil of the autumn of 2026, in that school year's group.
    fn pupil(year: i16, change: impl FnOnce(&mut Facts)) -> Entry {
        let mut pupil = entry("K-1");
        pupil.as_of = day(TODAY);
        pupil.facts.year_group = Some(year);
        change(&mut pupil.facts);
        pupil
    }

    #[track_caller]
    fn stands(pupil: &Entry, due: Option<&str>, words: &[&str]) {
        let framework = framework();
        let basis = Basis::new(&framework, day(TODAY));
        let said: Vec<_> = reasons(&basis, pupil).iter().map(Reason::words).collect();
        assert_eq!(said, words);
        let standing = Standing::of(&basis, pupil);
        assert_eq!(standing.reason.due(), due.map(day));
        assert_eq!(standing.reason, reasons(&basis, pupil)[0]);
    }

    #[test]
    fn phase_transfers_are_told_by_the_year_or_by_the_file() {
        let feb = Some("2027-02-15");
        let no = |_: &mut Facts| {};
        stands(&pupil(6, no), feb, &["phase transfer Y6→7, by 15 Feb 2027"]);
        stands(
            &pupil(-1, no),
            feb,
            &["phase transfer nursery→R, by 15 Feb 2027"],
        );
        let march = ["phase transfer Y11→post-16, by 31 Mar 2027"];
        stands(&pupil(11, no), Some("2027-03-31"), &march);
        stands(&pupil(2, no), None, &["no date known"]);
        stands(&pupil(12, no), None, &["no date known"]);
        let yes = |facts: &mut Facts| facts.phase_transfer = PhaseTransfer::Yes(None);
        stands(
            &pupil(2, yes),
            feb,
            &["phase transfer Y2→3, by 15 Feb 2027"],
        );
        let next = |facts: &mut Facts| {
            yes(facts);
            facts.next_from = Some(day("2027-01-06"));
        };
        let notice = ["phase transfer Y13→post-16, by 6 Aug 2026"];
        stands(&pupil(13, next), Some("2026-08-06"), &notice);
        let post16 = ["phase transfer Y13→post-16, by 31 Mar 2027"];
        stands(&pupil(13, yes), Some("2027-03-31"), &post16);
        let denied = |facts: &mut Facts| facts.phase_transfer = PhaseTransfer::No;
        stands(&pupil(6, denied), None, &["no date known"]);
        let due = |facts: &mut Facts| facts.phase_transfer_due = Some(day("2027-01-31"));
        let own = ["phase transfer Y6→7, by 31 Jan 2027"];
        stands(&pupil(6, due), Some("2027-01-31"), &own);
    }

    #[test]
    fn pupils_of_infant_and_middle_schools_move_in_years_of_their_own() {
        let feb = Some("2027-02-15");
        let taught = |year, low, high| {
            let mut pupil = pupil(year, |_| {});
            (pupil.ages.low, pupil.ages.high) = (Some(low), Some(high));
            pupil
        };
        stands(
            &taught(2, 4, 7),
            feb,
            &["phase transfer Y2→3, by 15 Feb 2027"],
        );
        stands(&taught(6, 9, 13), None, &["no date known"]);
        stands(
            &taught(8, 9, 13),
            feb,
            &["phase transfer Y8→9, by 15 Feb 2027"],
        );
        let mut denied = taught(2, 4, 7);
        denied.facts.phase_transfer = PhaseTransfer::No;
        stands(&denied, None, &["no date known"]);
    }

    #[test]
    fn whoever_was_drawn_comes_after_the_transfers() {
        let mut drawn = pupil(6, |_| {});
        drawn.audited = Some(day("2026-10-30"));
        let words = [
            "phase transfer Y6→7, by 15 Feb 2027",
            "audit sample, drawn at random on 30 Oct 2026",
        ];
        stands(&drawn, Some("2027-02-15"), &words);
        drawn.facts.phase_transfer = PhaseTransfer::No;
        stands(&drawn, None, &words[1..]);
    }

    #[test]
    fn every_reason_is_given_and_the_first_decides() {
        let all = |facts: &mut Facts| {
            facts.plan_start = Some(day("2026-02-01"));
            facts.placement_change = PlacementChange::Requested(Some(day("2026-10-20")));
            facts.last_review = Some(day("2025-10-01"));
        };
        let words = [
            "phase transfer Y6→7, by 15 Feb 2027",
            "new plan, issued 1 Feb 2026",
            "change of placement asked for on 20 Oct 2026",
            "annual review overdue since 1 Oct 2026",
        ];
        stands(&pupil(6, all), Some("2027-02-15"), &words);
        stands(&pupil(7, all), None, &words[1..]);
        let framework = framework();
        let basis = Basis {
            order: "annual_review".parse().unwrap(),
            ..Basis::new(&framework, day(TODAY))
        };
        let first = Standing::of(&basis, &pupil(6, all)).reason;
        assert_eq!(first.due(), Some(day("2026-10-01")));
    }

    #[track_caller]
    fn reviewed(due: Option<&str>, last: Option<&str>, start: Option<&str>, words: &str) {
        let facts = |facts: &mut Facts| {
            facts.review_due = due.map(day);
            facts.last_review = last.map(day);
            facts.plan_start = start.map(day);
        };
        let due = words
            .starts_with("annual")
            .then(|| review_due(&pupil(7, facts)));
        let due = due.flatten().map(|day| day.to_string());
        stands(&pupil(7, facts), due.as_deref(), &[words]);
    }

    #[test]
    fn annual_reviews_fall_due_within_the_window() {
        let old = Some("2020-01-06");
        reviewed(
            Some("2026-11-01"),
            None,
            old,
            "annual review overdue since 1 Nov 2026",
        );
        reviewed(
            Some("2026-11-02"),
            None,
            old,
            "annual review due 2 Nov 2026",
        );
        reviewed(
            Some("2027-01-01"),
            None,
            old,
            "annual review due 1 Jan 2027",
        );
        reviewed(
            Some("2027-01-02"),
            None,
            old,
            "next annual review 2 Jan 2027",
        );
        reviewed(
            None,
            Some("2025-12-01"),
            old,
            "annual review due 1 Dec 2026",
        );
        reviewed(None, None, old, "annual review overdue since 6 Jan 2021");
        reviewed(None, None, None, "no date known");
    }

    #[test]
    fn a_plan_is_new_for_twelve_months_and_stays_so_once_mapped() {
        let issued = |on: &str| {
            let on = day(on);
            pupil(7, move |facts| {
                facts.plan_start = Some(on);
                facts.review_due = Some(day("2028-01-01"));
            })
        };
        let later = "next annual review 1 Jan 2028";
        stands(
            &issued("2025-11-02"),
            None,
            &["new plan, issued 2 Nov 2025"],
        );
        stands(&issued("2025-11-01"), None, &[later]);
        stands(&issued("2026-11-03"), None, &[later]);
        let mut mapped = issued("2025-06-01");
        mapped.mappings = vec![mapping(Role::Officer, "2026-05-20", Ok("T1"))];
        stands(&mapped, None, &["new plan, issued 1 Jun 2025"]);
        mapped.mappings = vec![mapping(Role::School, "2026-05-20", Ok("T1"))];
        stands(&mapped, None, &[later]);
    }
}
