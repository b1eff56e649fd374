//! The worklist as a whole: its order, what it shows, who is next, and when it will be done.

mod plain;

use proptest::prelude::*;

use super::*;
use crate::domain::framework::Framework;
use crate::domain::identity::Role;
use crate::domain::judgement::CannotMapWhy;
use crate::domain::place::Setting;
use crate::domain::pupil::PlacementChange;
use crate::domain::sample::{day, draft, entry, framework, mapping, reader};

const TODAY: &str = "2026-11-02";

fn pupil(reference: &str, year: i16, start: Option<&str>) -> Entry {
    let mut pupil = entry(reference);
    pupil.as_of = day(TODAY);
    pupil.facts.year_group = Some(year);
    pupil.facts.plan_start = start.map(day);
    pupil.facts.review_due = Some(day("2028-01-01"));
    pupil
}

fn basis(framework: &Framework) -> Basis<'_> {
    Basis::new(framework, day(TODAY))
}

fn ranked(basis: &Basis<'_>, entries: &[Entry]) -> Worklist {
    Worklist::of(basis, entries.iter().cloned())
}

fn shares(groups: &Assignments, list: &Worklist) -> Shares {
    Shares::of(groups, list.roster())
}

fn order(entries: &[Entry]) -> Vec<&str> {
    let framework = framework();
    let list = ranked(&basis(&framework), entries);
    let places = list.places.iter();
    let references = places.map(|place| entries[place.pupil as usize].facts.reference.as_str());
    let references: Vec<_> = references.collect();
    assert_eq!(references.len() as u64, list.in_scope());
    references
}

#[test]
fn the_order_is_priority_deadline_waiting_reference() {
    let mut moved = pupil("moved", 3, Some("2019-01-01"));
    moved.facts.placement_change = PlacementChange::Requested(None);
    let entries = [
        pupil("K-10", 3, Some("2020-01-06")),
        pupil("K-9", 3, Some("2020-01-06")),
        pupil("unknown", 3, None),
        pupil("older", 3, Some("2019-01-06")),
        moved,
        pupil("new", 3, Some("2026-05-01")),
        pupil("Y11", 11, Some("2018-01-01")),
        pupil("Y6", 6, Some("2024-01-01")),
        pupil("Y6 waiting", 6, Some("2023-01-01")),
        pupil("nursery", -1, None),
    ];
    let expected = [
        "Y6 waiting",
        "Y6",
        "Y11",
        "new",
        "moved",
        "older",
        "K-9",
        "K-10",
        "unknown",
    ];
    assert_eq!(order(&entries), expected);
}

#[test]
fn what_is_out_of_scope_is_counted() {
    let framework = framework();
    let mut college = pupil("college", 13, None);
    college.facts.setting = Some(Setting::Fe);
    let entries = [pupil("nursery", -1, None), college, pupil("in", 5, None)];
    let list = ranked(&basis(&framework), &entries);
    let out = BTreeMap::from([(OutOfScope::Age, 1), (OutOfScope::Setting, 1)]);
    assert_eq!((list.in_scope(), list.out_of_scope), (1, out));
}

#[test]
fn a_filter_shows_what_is_open_until_told_otherwise() {
    let framework = framework();
    let mut done = pupil("K-1", 6, None);
    done.mappings = vec![mapping(Role::Officer, TODAY, Ok("T1"))];
    let entries = [done, pupil("K-2", 6, None), pupil("K-3", 7, None)];
    let list = ranked(&basis(&framework), &entries);
    let nobodys = shares(&Assignments::default(), &list);
    assert_eq!(list.shown(&Filter::default(), &nobodys), [1, 2]);
    assert_eq!(list.shown(&Filter::all(), &nobodys), [0, 1, 2]);
    let transfers = Filter {
        priorities: vec![Priority::PhaseTransfer],
        ..Filter::default()
    };
    assert_eq!(list.shown(&transfers, &nobodys), [1]);
    let recorded = Filter {
        states: vec![State::Recorded],
        ..Filter::all()
    };
    assert_eq!(list.shown(&recorded, &nobodys), [0]);
    let mut groups = Assignments::default();
    groups.give(group(Part::Priority, "phase_transfer", "Ada"));
    let adas = Filter {
        officer: Some("Ada".to_owned()),
        ..Filter::all()
    };
    assert_eq!(list.shown(&adas, &shares(&groups, &list)), [0, 1]);
}

#[test]
fn the_next_is_free_or_in_ones_own_hands() {
    let framework = framework();
    let me = reader("Me", Role::Officer);
    let mut entries: Vec<_> = (1..=6).map(|n| pupil(&format!("K-{n}"), 7, None)).collect();
    entries[0].mappings = vec![mapping(Role::Officer, TODAY, Ok("T1"))];
    entries[1].drafts = vec![draft(reader("You", Role::Officer), None)];
    entries[2].drafts = vec![draft(me.clone(), None)];
    entries[3].plan = None;
    entries[4].drafts = vec![draft(me.clone(), Some("later"))];
    let list = ranked(&basis(&framework), &entries);
    let next = |after: Option<usize>| {
        let after = after.map(|at| &entries[at].pupil);
        list.next(after, &me, &shares(&Assignments::default(), &list))
    };
    let id = |at: usize| Some(entries[at].pupil.clone());
    assert_eq!(next(None), id(2));
    assert_eq!(next(Some(2)), id(5));
    assert_eq!(next(Some(5)), id(2));
    let last = &entries[5..];
    let alone = ranked(&basis(&framework), last);
    let nobodys = shares(&Assignments::default(), &alone);
    assert_eq!(alone.next(Some(&last[0].pupil), &me, &nobodys), None);
}

fn group(part: Part, value: &str, officer: &str) -> Assignment {
    Assignment {
        part,
        value: value.to_owned(),
        officer: officer.to_owned(),
    }
}

#[test]
fn the_next_is_ones_own_first_then_nobodys_never_anothers() {
    let framework = framework();
    let entries = ["North", "South", "East"].map(|district| {
        let mut pupil = pupil(district, 7, None);
        pupil.facts.district = Some(district.to_owned());
        pupil
    });
    let list = ranked(&basis(&framework), &entries);
    let mut groups = Assignments::default();
    groups.give(group(Part::District, "South", "Ada"));
    groups.give(group(Part::District, "North", "Bo"));
    let next = |who: &str| {
        let who = reader(who, Role::Officer);
        list.next(None, &who, &shares(&groups, &list))
    };
    let id = |at: usize| Some(entries[at].pupil.clone());
    assert_eq!(next("Ada"), id(1));
    assert_eq!(next("Bo"), id(0));
    assert_eq!(next("Cy"), id(2));
    let mut done = entries.clone();
    done[1].plan = None;
    done[2].plan = None;
    let list = ranked(&basis(&framework), &done);
    let ada = reader("Ada", Role::Officer);
    assert_eq!(list.next(None, &ada, &shares(&groups, &list)), None);
}

/// Year 6 transfers, the first `done` of which were done four a day on the days given.
fn caseload(transfers: usize, done_on: &[&str]) -> Vec<Entry> {
    let mut entries: Vec<_> = (0..transfers)
        .map(|n| pupil(&format!("K-{n}"), 6, None))
        .collect();
    let days = done_on.iter().flat_map(|day| [day; 4]);
    for (pupil, on) in entries.iter_mut().zip(days) {
        pupil.mappings = vec![mapping(Role::Officer, on, Ok("T1"))];
    }
    entries
}

#[track_caller]
fn forecast(
    entries: &[Entry],
    pace: Option<&str>,
    expected: &[(&str, u64, Option<&str>, Option<bool>)],
) {
    let framework = framework();
    let basis = basis(&framework);
    let outlook = ranked(&basis, entries).outlook(&basis);
    let per_day = outlook.pace.map(|pace| pace.per_day().to_string());
    assert_eq!(per_day.as_deref(), pace);
    let found: Vec<_> = (outlook.forecasts.iter())
        .map(|group| (group.group.code(), group.left, group.done_by, group.in_time))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(group, left, by, in_time)| (*group, *left, by.map(day), *in_time))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_pace_counts_working_days_since_the_first_mapping() {
    // Thursday, Friday and Monday, four a day: forty left take ten working days.
    let entries = caseload(52, &["2026-10-29", "2026-10-30", "2026-11-02"]);
    let by = Some("2026-11-16");
    forecast(
        &entries,
        Some("4"),
        &[("phase_transfer", 40, by, Some(true))],
    );
    // Begun four weeks ago, only Monday's four fall into the last ten working days.
    let entries = caseload(48, &["2026-10-02", "2026-11-02"]);
    let by = Some("2027-03-22");
    forecast(
        &entries,
        Some("0.4"),
        &[("phase_transfer", 40, by, Some(false))],
    );
    // A weekend's work counts to the Friday before it.
    let entries = caseload(12, &["2026-10-31", "2026-11-01"]);
    forecast(
        &entries,
        Some("8"),
        &[("phase_transfer", 4, Some("2026-11-03"), Some(true))],
    );
}

#[test]
fn without_a_pace_there_is_no_day() {
    let entries = caseload(3, &[]);
    forecast(&entries, None, &[("phase_transfer", 3, None, None)]);
    let long_ago = caseload(8, &["2026-09-01"]);
    forecast(&long_ago, None, &[("phase_transfer", 4, None, None)]);
    let done = caseload(4, &["2026-09-01"]);
    forecast(&done, None, &[("phase_transfer", 0, None, Some(true))]);
}

#[test]
fn groups_are_taken_in_order_and_transfers_by_their_date() {
    let mut entries = caseload(8, &["2026-11-02"]);
    entries.extend((0..4).map(|n| pupil(&format!("L-{n}"), 11, None)));
    entries.extend((0..8).map(|n| pupil(&format!("M-{n}"), 4, None)));
    let expected = [
        ("phase_transfer", 4, Some("2026-11-03"), Some(true)),
        ("post16_transfer", 4, Some("2026-11-04"), Some(true)),
        ("other", 8, Some("2026-11-06"), Some(true)),
    ];
    forecast(&entries, Some("4"), &expected);
}

#[test]
fn a_plan_that_cannot_be_mapped_is_done_and_a_late_one_is_named() {
    let mut entries = caseload(6, &["2026-11-02"]);
    entries[0].mappings = vec![mapping(Role::Officer, TODAY, Err(CannotMapWhy::StalePlan))];
    entries[5].facts.phase_transfer_due = Some(day("2026-10-01"));
    let framework = framework();
    let basis = basis(&framework);
    let outlook = ranked(&basis, &entries).outlook(&basis);
    let group = &outlook.forecasts[0];
    assert_eq!(
        (group.total, group.done, group.left, group.late),
        (6, 4, 2, 1)
    );
    assert_eq!(group.due, Some((day("2026-10-01"), day("2027-02-15"))));
    assert_eq!(
        (group.in_time, group.before_budgets),
        (Some(false), Some(true))
    );
    assert_eq!(outlook.budgets, Some(day("2027-02-28")));
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_the_files(
        pupils in prop::collection::vec((0i16..12, prop::option::of(0i32..900), "[JK]-[0-9]{1,3}"), 1..40),
        turn in 0usize..40,
    ) {
        let entry = |(n, (year, start, reference)): (usize, (i16, Option<i32>, String))| {
            let mut pupil = pupil(&format!("{reference}/{n}"), year, None);
            pupil.facts.plan_start = start.map(|days| day("2024-06-01").plus_days(days));
            pupil
        };
        let mut entries: Vec<_> = pupils.into_iter().enumerate().map(entry).collect();
        let before: Vec<String> = order(&entries).into_iter().map(str::to_owned).collect();
        let turn = turn % entries.len();
        entries.rotate_left(turn);
        prop_assert_eq!(order(&entries), before);
    }
}
