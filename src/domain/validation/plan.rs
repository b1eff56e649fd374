//! The plan: needs, and the order of its dates.

use super::super::code::{CEASE_REASONS, NEEDS, is_of};
use super::super::day::Day;
use super::super::fact::Fact;
use super::super::pupil::PhaseTransfer;
use super::{Check, Found, shown};

/// The year groups in which a phase ends at most schools; years 3, 4, 5 and 8 are those of first and middle schools.
const LAST_OF_A_PHASE: &[i16] = &[-1, 2, 3, 4, 5, 6, 8, 11];

/// The first day a plan could be issued on: Part 3 of the Children and Families Act 2014 came into force.
const FIRST_PLANS: (i16, i8, i8) = (2014, 9, 1);

pub(super) fn check(found: &mut Found<'_>) {
    needs(found);
    start(found);
    review(found);
    ceased(found);
    transfer(found);
}

fn needs(found: &mut Found<'_>) {
    let facts = found.subject.facts;
    let missing = facts.need_1.is_none() && found.is_open();
    found.when(missing, Check::NeedMissing, Fact::Need1, "");
    for (fact, need) in [(Fact::Need1, &facts.need_1), (Fact::Need2, &facts.need_2)] {
        let odd = need.as_ref().is_some_and(|need| !is_of(NEEDS, need));
        found.when(odd, Check::NeedCode, fact, shown(need.as_ref()));
    }
    let twice = facts.need_2.is_some() && facts.need_1 == facts.need_2;
    found.when(
        twice,
        Check::NeedTwice,
        Fact::Need2,
        shown(facts.need_2.as_ref()),
    );
}

/// The first of two days where it comes before the other one.
fn before(one: Option<Day>, other: Option<Day>) -> Option<(Day, Day)> {
    one.zip(other).filter(|(one, other)| one < other)
}

fn start(found: &mut Found<'_>) {
    let (facts, today) = (found.subject.facts, found.subject.today);
    let Some(start) = facts.plan_start else {
        let missing = found.is_open();
        found.when(missing, Check::StartMissing, Fact::PlanStart, "");
        return;
    };
    found.when(start > today, Check::StartFuture, Fact::PlanStart, start);
    if let Some((start, dob)) = before(Some(start), facts.dob) {
        let against = Some(dob.to_string());
        found.note(Check::StartBeforeBirth, Fact::PlanStart, start, against);
        return;
    }
    let (year, month, day) = FIRST_PLANS;
    let early = Day::new(year, month, day).is_some_and(|first| start < first);
    found.when(early, Check::StartTooEarly, Fact::PlanStart, start);
}

fn review(found: &mut Found<'_>) {
    let (facts, today) = (found.subject.facts, found.subject.today);
    if let Some(review) = facts.last_review {
        found.when(
            review > today,
            Check::ReviewFuture,
            Fact::LastReview,
            review,
        );
        if let Some((review, start)) = before(Some(review), facts.plan_start) {
            let against = Some(start.to_string());
            found.note(Check::ReviewBeforeStart, Fact::LastReview, review, against);
        }
    } else {
        let old = facts
            .plan_start
            .is_some_and(|start| start.plus_months(12) < today);
        let missing = old && found.is_open();
        found.when(missing, Check::ReviewMissing, Fact::LastReview, "");
    }
    if let Some((due, review)) = facts.review_due.zip(facts.last_review) {
        let against = Some(review.to_string());
        if due <= review {
            found.note(Check::ReviewDueBefore, Fact::ReviewDue, due, against);
        } else if due > review.plus_months(12).plus_days(1) {
            found.note(Check::ReviewLate, Fact::ReviewDue, due, against);
        }
    }
}

fn ceased(found: &mut Found<'_>) {
    let (facts, today) = (found.subject.facts, found.subject.today);
    if let Some(ceased) = facts.plan_ceased {
        found.when(
            ceased > today,
            Check::CeasedFuture,
            Fact::PlanCeased,
            ceased,
        );
        if let Some((ceased, start)) = before(Some(ceased), facts.plan_start) {
            let against = Some(start.to_string());
            found.note(Check::CeasedBeforeStart, Fact::PlanCeased, ceased, against);
        }
    }
    match (&facts.cease_reason, facts.plan_ceased) {
        (None, Some(_)) => found.note(Check::CeasedUnsaid, Fact::CeaseReason, "", None),
        (Some(_), None) => found.note(Check::CeasedUndated, Fact::PlanCeased, "", None),
        (Some(_), Some(_)) | (None, None) => {}
    }
    let reason = facts.cease_reason.as_ref();
    let odd = reason.is_some_and(|code| !is_of(CEASE_REASONS, code));
    found.when(odd, Check::CeaseCode, Fact::CeaseReason, shown(reason));
}

fn transfer(found: &mut Found<'_>) {
    let (facts, today) = (found.subject.facts, found.subject.today);
    if !found.is_open() {
        return;
    }
    let year = facts.year_group.or(found.nominal_year());
    if let (PhaseTransfer::Yes(name), Some(year)) = (&facts.phase_transfer, year) {
        let unlikely = year < 12 && !LAST_OF_A_PHASE.contains(&year);
        if unlikely {
            let said = name.as_deref().unwrap_or("yes");
            let against = Some(format!("year group {year}"));
            found.note(Check::TransferUnlikely, Fact::PhaseTransfer, said, against);
        }
    }
    for (fact, day, check) in [
        (
            Fact::PhaseTransferDue,
            facts.phase_transfer_due,
            Check::TransferPast,
        ),
        (Fact::NextFrom, facts.next_from, Check::NextPast),
    ] {
        if let Some(day) = day.filter(|day| *day < today) {
            found.note(check, fact, day, None);
        }
    }
}
