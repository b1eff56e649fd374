//! An audit sample through the store: drawn, read, extended, estimated from, and looked back at.

use super::*;
use crate::domain::day::Moment;
use crate::domain::distribution::estimate::{Refused, Why};
use crate::domain::judgement::{CannotMap, CannotMapWhy, Judged};
use crate::domain::place::Setting;
use crate::domain::pupil::Newcomer;
use crate::domain::worklist::{Filter, Priority};

const PLAN: &str = "Section F\n\nCognition and learning\n\
    • A Teaching Assistant will read with the pupil 1:1 for 20 minutes every school day.\n";

fn at(day: i64, minute: i64) -> Moment {
    let first = Moment::of_day("2026-10-05".parse().unwrap());
    first.plus_millis((day * 24 * 60 + minute) * 60_000)
}

fn reader(role: Role) -> Reader {
    Reader {
        name: "Ada".to_owned(),
        role,
    }
}

fn add(workspace: &mut Workspace, n: usize, setting: Setting, now: Moment) {
    let new = Newcomer {
        setting: Some(setting),
        year_group: Some(5),
    };
    workspace.paste(&format!("K-{n}"), PLAN, new, now).unwrap();
}

/// Thirty pupils in mainstream schools and twelve in special ones.
fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(folder.path(), Some(7), at(0, 0)).unwrap();
    workspace.be("Ada").unwrap();
    for n in 1..=42 {
        let setting = if n <= 30 {
            Setting::Mainstream
        } else {
            Setting::Special
        };
        add(&mut workspace, n, setting, at(0, 0));
    }
    (folder, workspace)
}

/// Says of a pupil that the plan cannot be mapped, which is an outcome like any other.
fn read(workspace: &mut Workspace, reference: &str, now: Moment) {
    let judged = Judged {
        cannot_map: Some(CannotMap {
            why: CannotMapWhy::VagueSectionF,
            note: None,
        }),
        ..Judged::default()
    };
    let officer = reader(Role::Officer);
    workspace
        .record_judged(reference, judged, None, officer, now)
        .unwrap();
}

fn order(wanted: u64) -> AuditOrder {
    AuditOrder {
        wanted: Some(wanted),
        seed: Some(11),
        ..AuditOrder::default()
    }
}

fn drawn(workspace: &mut Workspace, order: &AuditOrder, now: Moment) -> Vec<String> {
    let audit = workspace
        .draw_audit(order, reader(Role::Moderator), now)
        .unwrap();
    let (_, cases, again) = workspace.audit(audit.head.id.as_str(), now).unwrap();
    assert!(again, "the draw comes out again from its seed");
    cases
        .iter()
        .map(|case| case.reference.to_string())
        .collect()
}

#[test]
fn the_rest_is_refused_until_a_sample_is_read_whole() {
    let (_folder, mut workspace) = workspace();
    read(&mut workspace, "K-1", at(1, 0));
    let whole = |workspace: &mut Workspace, day| {
        let (_, laid) = workspace.estimate(&[], at(day, 60)).unwrap();
        laid.whole()
    };
    let refused = whole(&mut workspace, 1).unwrap_err();
    assert!(
        refused.gaps().iter().all(|gap| gap.why == Why::NoSample),
        "{refused:?}"
    );
    assert!(matches!(
        workspace.draw_audit(&order(3), reader(Role::Moderator), at(2, 0)),
        Err(Problem::TooFew(_))
    ));
    let sample = drawn(&mut workspace, &order(10), at(2, 0));
    assert_eq!(sample.len(), 10);
    assert!(!sample.contains(&"K-1".to_owned()));
    // Those drawn come first in the list, and say so.
    let page = workspace.page(&Filter::default(), 0, 10, at(2, 1)).unwrap();
    let mut first: Vec<String> = page
        .rows
        .iter()
        .map(|row| row.reference.to_string())
        .collect();
    assert!(
        page.rows
            .iter()
            .all(|row| row.priority == Priority::AuditSample)
    );
    first.sort();
    let mut expected = sample.clone();
    expected.sort();
    assert_eq!(first, expected);
    for reference in &sample[1..] {
        read(&mut workspace, reference, at(3, 0));
    }
    let unread = whole(&mut workspace, 3).unwrap_err();
    assert!(
        matches!(unread.gaps()[0].why, Why::NotRead { .. }),
        "{unread:?}"
    );
    read(&mut workspace, &sample[0], at(4, 0));
    let estimate = whole(&mut workspace, 4).unwrap();
    assert_eq!(
        (estimate.whole, estimate.known, estimate.drawn),
        (42, 1, 10)
    );
    let cannot = estimate.lines.last().unwrap();
    assert_eq!(
        (cannot.seen, cannot.expected.to_string()),
        (11, "42".to_owned())
    );
    let state = workspace.audits(at(4, 60)).unwrap().pop().unwrap();
    assert_eq!(
        (state.drawn, state.in_scope, state.read, state.counts),
        (10, 10, 10, true)
    );
    // It stood so at the end of that day, and not before.
    let moved = workspace.estimate_moved(Turn::Day, at(6, 0)).unwrap();
    let days: Vec<String> = moved.iter().map(|one| one.day.to_string()).collect();
    assert_eq!(days, ["2026-10-09", "2026-10-10", "2026-10-11"]);
    assert_eq!(moved[0].estimate, Ok(estimate));
}

#[test]
fn who_comes_in_since_is_no_part_of_it_until_the_sample_is_extended() {
    let (_folder, mut workspace) = workspace();
    let sample = drawn(&mut workspace, &order(8), at(1, 0));
    for reference in &sample {
        read(&mut workspace, reference, at(2, 0));
    }
    for n in 50..56 {
        add(&mut workspace, n, Setting::Mainstream, at(3, 0));
    }
    let (_, laid) = workspace.estimate(&[], at(3, 1)).unwrap();
    let refused = laid.whole().unwrap_err();
    assert_eq!(refused.gaps()[0].why, Why::CameIn);
    assert_eq!(refused.gaps()[0].of, 6);
    let other = AuditOrder {
        by: Some(vec![Dimension::Setting]),
        ..order(5)
    };
    let refused = workspace.audit_prospect(&other, at(3, 2));
    assert!(matches!(refused, Err(Problem::OtherStrata(_))));
    let before = workspace.audit_prospect(&order(5), at(3, 2)).unwrap();
    assert!(before.extends.is_some());
    assert_eq!((before.before, before.most, before.least), (8, 40, 2));
    assert_eq!(before.prospect.drawn(), 5);
    let more = drawn(&mut workspace, &order(5), at(3, 3));
    assert_eq!(more.len(), 5);
    assert!(more.iter().all(|one| !sample.contains(one)));
    for reference in &more {
        read(&mut workspace, reference, at(4, 0));
    }
    let (_, laid) = workspace.estimate(&[], at(4, 1)).unwrap();
    let estimate = laid.whole().unwrap();
    assert_eq!((estimate.whole, estimate.drawn), (48, 13));
    assert_eq!(estimate.strata.len(), 3);
    let by = laid.crossed(&[Dimension::Setting]).unwrap();
    assert_eq!(
        by.iter().map(|part| part.whole).collect::<Vec<_>>(),
        [36, 12]
    );
    assert!(laid.crossed(&[Dimension::District]).is_none());
    // One drawn afresh takes its place: what is read by then is known.
    let afresh = AuditOrder {
        afresh: true,
        by: Some(vec![Dimension::Setting]),
        ..order(6)
    };
    drawn(&mut workspace, &afresh, at(5, 0));
    let states = workspace.audits(at(5, 1)).unwrap();
    assert_eq!(
        states.iter().map(|one| one.counts).collect::<Vec<_>>(),
        [false, false, true]
    );
    let (_, laid) = workspace.estimate(&[], at(5, 1)).unwrap();
    let known: u64 = (laid.strata.iter())
        .filter(|one| one.is_known())
        .map(|one| one.of)
        .sum();
    assert_eq!(known, 13);
}

#[test]
fn a_sample_counts_though_the_clock_was_put_back() {
    let (_folder, mut workspace) = workspace();
    read(&mut workspace, "K-1", at(5, 0));
    let sample = drawn(&mut workspace, &order(10), at(2, 0));
    for reference in &sample {
        read(&mut workspace, reference, at(2, 1));
    }
    let states = workspace.audits(at(2, 2)).unwrap();
    assert!(states[0].counts && states[0].head.recorded > at(5, 0));
    let (_, laid) = workspace.estimate(&[], at(2, 2)).unwrap();
    assert_eq!(laid.whole().unwrap().drawn, 10);
    assert_eq!(
        workspace.estimate_moved(Turn::Day, at(2, 2)).unwrap().len(),
        1
    );
}

#[test]
fn all_mapped_needs_no_sample_and_leaves_nobody_to_draw() {
    let (_folder, mut workspace) = workspace();
    for n in 1..=42 {
        read(&mut workspace, &format!("K-{n}"), at(1, n));
    }
    let (_, laid) = workspace.estimate(&[], at(2, 0)).unwrap();
    assert!(laid.whole().unwrap().is_count());
    let refused = workspace.draw_audit(&order(5), reader(Role::Moderator), at(2, 0));
    assert!(matches!(refused, Err(Problem::NobodyToDraw)));
    assert_eq!(workspace.estimate_moved(Turn::Week, at(9, 0)).unwrap(), []);
    let none = Laid {
        strata: vec![],
        ..laid
    };
    assert_eq!(none.whole(), Err(Refused::Nobody));
}
