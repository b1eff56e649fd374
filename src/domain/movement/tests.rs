//! What is said of pupils who moved, and what follows from it.

use super::*;
use crate::domain::place::Setting;
use crate::domain::sample::{day, entry, framework};

/// What is told of a pupil of year 8 with a plan after one change to what was known of them.
#[track_caller]
fn case(change: impl FnOnce(&mut Change, &mut Entry), what: &[&str], then: Option<&str>) {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-01-12"));
    let mut after = entry("K-1");
    let mut moved = Change {
        pupil: after.pupil.clone(),
        line: Some(7),
        before: Some((after.facts.clone(), day("2025-10-01"))),
        after: after.facts.clone(),
        day: day("2026-01-12"),
        plan: None,
        departed: false,
        returned: false,
    };
    change(&mut moved, &mut after);
    after.facts = moved.after.clone();
    let movement = Movement::of(&basis, &moved, &after);
    let words: Vec<String> = movement.what.iter().map(Moved::words).collect();
    assert_eq!(words, what);
    assert_eq!(movement.then.as_deref(), then);
}

#[test]
fn what_moved_is_told_with_what_follows() {
    case(|_, _| {}, &[], None);
    case(
        |change, _| change.before = None,
        &["arrived"],
        Some("in the worklist: no date known"),
    );
    case(
        |change, after| {
            change.departed = true;
            after.departed = Some(day("2026-01-12"));
        },
        &["left: the whole caseload does not name them"],
        Some("out of scope now: not in the last whole caseload"),
    );
    case(
        |change, _| {
            change.after.urn = Some("990002".to_owned());
            change.after.setting = Some(Setting::Fe);
            if let Some((facts, _)) = &mut change.before {
                facts.urn = Some("990001".to_owned());
            }
        },
        &["school 990001 → 990002", "setting mainstream → fe"],
        Some("out of scope now: in a setting that the framework is not for"),
    );
    case(
        |change, _| change.after.year_group = Some(12),
        &["phase secondary → post16"],
        None,
    );
    case(
        |change, _| change.after.plan_ceased = Some(day("2026-01-05")),
        &["plan ceased on 5 Jan 2026"],
        Some("out of scope now: the plan has ceased"),
    );
    case(
        |change, after| {
            change.plan = Some(PlanNews::First);
            change.after.surname = Some("Okafor".to_owned());
            after.plan = None;
        },
        &["changed: surname", "plan text came in"],
        None,
    );
    let touched = Changes {
        same: 9,
        reworded: 2,
        dose_changed: 1,
        new: 0,
        gone: 0,
    };
    case(
        |change, _| change.plan = Some(PlanNews::Newer(Some(touched))),
        &["plan amended: 3 provisions touched"],
        None,
    );
}

#[test]
fn a_school_whose_name_comes_in_beside_its_number_is_the_same_school() {
    case(
        |change, _| {
            change.after.urn = Some("990001".to_owned());
            change.after.school = Some("Alder".to_owned());
            if let Some((facts, _)) = &mut change.before {
                facts.urn = Some("990001".to_owned());
            }
        },
        &[],
        None,
    );
}
