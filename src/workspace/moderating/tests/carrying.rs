//! A cohort's outcome carried out: shifted in two names, or sent back to be mapped again.

use super::*;
use crate::domain::caseload::Event;
use crate::domain::moderation::cohort::pattern::Scope;
use crate::domain::moderation::ruling::{Carry, Proposal, What};
use crate::domain::moderation::tolerance::Tolerance;
use crate::domain::worklist::{State, again, state};

/// Ada's mappings, one after the other at the same levels.
fn mapped(workspace: &mut Workspace, pupils: i64, levels: (&str, &str)) {
    for n in 1..=pupils {
        map(workspace, n, levels, "Ada");
    }
}

/// A sample of Ada's, every member read by Moira at these levels of its pupil's number.
fn read(
    workspace: &mut Workspace,
    levels: impl Fn(i64) -> (&'static str, &'static str),
) -> RecordId {
    let ada = Cohort::Officer("Ada".into());
    let kept = workspace
        .draw_sample(ada, Some(11), moderator(), at(100))
        .unwrap();
    let state = workspace.samples(at(100)).unwrap().remove(0);
    for (case, minute) in state.cases.iter().zip(101..) {
        let reference = case.reference.as_str();
        let n = reference.trim_start_matches("K-").parse().unwrap();
        blind(workspace, reference, levels(n), minute).unwrap();
    }
    kept.id
}

fn carry(sample: &RecordId, second: Option<&str>) -> Carry {
    Carry {
        sample: sample.clone(),
        second: second.map(str::to_owned),
        reason: "a level severe throughout".to_owned(),
        shown: None,
    }
}

fn proposal(workspace: &Workspace, sample: &RecordId) -> Proposal {
    workspace.proposal(sample, at(200), &mut unwatched).unwrap()
}

fn entry(workspace: &Workspace, reference: &str) -> Entry {
    let pupil = workspace.pupil(reference).unwrap();
    let entry = workspace.store.entry(&pupil, &workspace.framework.key);
    entry.unwrap().unwrap()
}

fn references(proposal: &Proposal) -> Vec<&str> {
    let moved = proposal.moved.iter();
    moved.map(|one| one.reference.as_str()).collect()
}

#[test]
fn a_severe_cohort_is_shifted_in_two_names_and_all_of_it_says_so() {
    let (_folder, mut workspace) = workspace(20);
    mapped(&mut workspace, 20, ("3", "3"));
    let severe = counts(&workspace, "K-1");
    let sample = read(&mut workspace, |_| ("4", "4"));
    let shown = proposal(&workspace, &sample);
    assert_eq!(shown.moved.len(), 20);
    let readings = shown.moved.iter().filter(|one| one.read).count();
    assert_eq!((readings, shown.left.len()), (15, 0));
    // Nothing has changed yet.
    assert_eq!(counts(&workspace, "K-1"), severe);
    let known = Carry {
        shown: Some(shown.mark()),
        ..carry(&sample, Some("Lee"))
    };
    let done = workspace.carry_out(&known, &moderator(), at(201), &mut unwatched);
    let (ruling, _) = done.unwrap();
    assert!(matches!(&ruling.ruled.what, What::Shift { second, .. } if second == "Lee"));
    assert_eq!(ruling.ruled.mappings.len(), 20);
    let rank = |tariff: &TariffId| workspace.framework.tariff_rank(tariff).unwrap();
    let before = rank(&severe);
    for one in &shown.moved {
        let reference = one.reference.as_str();
        assert!(rank(&counts(&workspace, reference)) > before, "{reference}");
        let entry = entry(&workspace, reference);
        let current = crate::domain::worklist::current(&entry).unwrap();
        let mapping = workspace.recorded_mapping(&current.id).unwrap();
        assert_eq!(mapping.sheet.reader, moderator());
        assert_eq!(mapping.sheet.ruled.as_ref(), Some(&ruling.id));
        let trace = mapping.sheet.outcome.as_ref().unwrap().trace.join(" ");
        assert!(
            trace.contains("shifted with the whole cohort (Ada), decided by Moira and Lee: Tariff"),
            "{trace}"
        );
        assert!(
            mapping
                .sheet
                .carried_words()
                .unwrap()
                .contains(ruling.id.as_str())
        );
        assert_eq!(state(&entry), State::Recorded);
    }
    let events = workspace
        .story(&workspace.pupil("K-1").unwrap(), at(202))
        .unwrap()
        .events;
    let ruled = |event: &Event| matches!(event, Event::Mapped(one) if one.sheet.ruled.is_some());
    assert!(events.iter().any(ruled));
    let standing = workspace.samples(at(202)).unwrap().remove(0);
    assert_eq!(standing.ruling, Some(ruling));
    // What is decided of as a whole waits for nobody by itself.
    let decided = standing
        .cases
        .iter()
        .map(|case| case.decided.as_deref().unwrap());
    assert!(
        decided
            .clone()
            .all(|said| said == "decided with its cohort")
    );
    assert_eq!(decided.count(), 15);
    let queue = workspace.queue(&moderator(), at(202)).unwrap();
    assert_eq!(queue.review, []);
    let again = workspace.carry_out(&known, &moderator(), at(203), &mut unwatched);
    assert!(matches!(again, Err(Problem::CarriedAlready(_))));
    let verified = workspace.verify(&mut unwatched).unwrap();
    assert_eq!(verified.faults, []);
    // Each can be taken back by itself: the officer's counts again.
    let entry = entry(&workspace, "K-1");
    let current = crate::domain::worklist::current(&entry).unwrap().id.clone();
    workspace
        .withdraw(&current, &moderator(), "this one was right", at(204))
        .unwrap();
    assert_eq!(counts(&workspace, "K-1"), severe);
}

#[test]
fn a_shift_is_refused_without_two_names_that_mapped_nobody_of_it() {
    let (_folder, mut workspace) = workspace(8);
    mapped(&mut workspace, 8, ("3", "3"));
    let sample = read(&mut workspace, |_| ("4", "4"));
    let mut refused = |carry: &Carry, who: &Reader| {
        let done = workspace.carry_out(carry, who, at(201), &mut unwatched);
        done.unwrap_err()
    };
    let moira = moderator();
    for second in [None, Some(" "), Some("moira ")] {
        let why = refused(&carry(&sample, second), &moira);
        assert!(matches!(why, Problem::SecondName), "{why}");
    }
    let why = refused(&carry(&sample, Some("ADA")), &moira);
    assert!(matches!(why, Problem::MappedOfCohort(who) if who == "ADA"));
    let ada = reader("Ada", Role::Moderator);
    let why = refused(&carry(&sample, Some("Lee")), &ada);
    assert!(matches!(why, Problem::MappedOfCohort(_)));
    let officer = reader("Moira", Role::Officer);
    let why = refused(&carry(&sample, Some("Lee")), &officer);
    assert!(matches!(why, Problem::NotModerator(_)));
    let silent = Carry {
        reason: " ".to_owned(),
        ..carry(&sample, Some("Lee"))
    };
    assert!(matches!(refused(&silent, &moira), Problem::NoReason));
    let unknown = carry(&RecordId::new("none"), Some("Lee"));
    assert!(matches!(refused(&unknown, &moira), Problem::NoSample(_)));
    let stopped = workspace.carry_out(&carry(&sample, Some("Lee")), &moira, at(201), &mut |step| {
        if step.what == "Recording the shift" {
            return std::ops::ControlFlow::Break(());
        }
        std::ops::ControlFlow::Continue(())
    });
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert_eq!(workspace.samples(at(202)).unwrap()[0].ruling, None);
}

#[test]
fn what_is_no_longer_what_was_shown_is_refused() {
    let (_folder, mut workspace) = workspace(20);
    mapped(&mut workspace, 20, ("3", "3"));
    let sample = read(&mut workspace, |_| ("4", "4"));
    let shown = proposal(&workspace, &sample);
    let unread = shown.moved.iter().find(|one| !one.read).unwrap();
    let n = unread.reference.as_str().trim_start_matches("K-");
    let judged = judged("5", "5");
    let ada = reader("Ada", Role::Officer);
    workspace
        .record_judged(&format!("K-{n}"), judged, None, ada, at(210))
        .unwrap();
    let known = Carry {
        shown: Some(shown.mark()),
        ..carry(&sample, Some("Lee"))
    };
    let done = workspace.carry_out(&known, &moderator(), at(211), &mut unwatched);
    assert!(matches!(done, Err(Problem::OutcomeChanged(_))));
    assert_eq!(proposal(&workspace, &sample).moved.len(), 19);
}

#[test]
fn levels_are_shifted_where_levels_lie_outside_and_the_rule_gives_the_tariff() {
    let (_folder, mut workspace) = workspace(20);
    workspace.tolerance = Tolerance { tariff: 9, area: 0 };
    mapped(&mut workspace, 20, ("3", "3"));
    let sample = read(&mut workspace, |_| ("4", "3"));
    let shown = proposal(&workspace, &sample);
    let unread = shown.moved.iter().find(|one| !one.read).unwrap().clone();
    let words = unread.words(&workspace.framework);
    assert!(
        words.contains("Communication and interaction 3 → 4"),
        "{words}"
    );
    workspace
        .carry_out(
            &carry(&sample, Some("Lee")),
            &moderator(),
            at(201),
            &mut unwatched,
        )
        .unwrap();
    let entry = entry(&workspace, unread.reference.as_str());
    let current = crate::domain::worklist::current(&entry).unwrap();
    let sheet = workspace.recorded_mapping(&current.id).unwrap().sheet;
    let level = |area: &str| {
        let mut levels = sheet.judged.area_levels.iter();
        levels
            .find(|one| one.area.as_str() == area)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (level("ci").level, level("cl").level),
        (LevelId::new("4"), LevelId::new("3"))
    );
    assert!(
        level("ci")
            .reason
            .unwrap()
            .starts_with("shifted with the whole cohort")
    );
    let over = sheet.taken_over.unwrap();
    assert_eq!(
        (over.from, over.areas),
        (unread.mapping, vec![AreaId::new("cl")])
    );
}

#[test]
fn a_mixed_cohort_goes_back_and_counts_until_it_is_mapped_again() {
    let (_folder, mut workspace) = workspace(8);
    mapped(&mut workspace, 8, ("3", "3"));
    let before = counts(&workspace, "K-1");
    let sample = read(&mut workspace, |n| {
        if n % 2 == 0 { ("5", "5") } else { ("1", "1") }
    });
    let shown = proposal(&workspace, &sample);
    assert_eq!(
        (shown.scope.clone(), shown.moved.len()),
        (Some(Scope::Cohort), 8)
    );
    let order = Carry {
        reason: "no pattern in it".to_owned(),
        ..carry(&sample, None)
    };
    workspace
        .carry_out(&order, &moderator(), at(201), &mut unwatched)
        .unwrap();
    let one = entry(&workspace, "K-1");
    assert_eq!(state(&one), State::Remap);
    assert_eq!(counts(&workspace, "K-1"), before);
    let words = again(&one).unwrap().words();
    assert_eq!(words, "to map again, says Moira: no pattern in it");
    let page = workspace
        .page(&crate::domain::worklist::Filter::all(), 0, 9, at(202))
        .unwrap();
    assert!(
        page.rows
            .iter()
            .all(|row| row.back().as_ref() == Some(&words))
    );
    let case = workspace.case(&one.pupil, at(202)).unwrap();
    let warnings = case.reading.warnings.join(" ");
    assert!(warnings.contains("no pattern in it"), "{warnings}");
    let ada = reader("Ada", Role::Officer);
    workspace
        .record_judged("K-1", judged("4", "4"), None, ada, at(210))
        .unwrap();
    assert_eq!(state(&entry(&workspace, "K-1")), State::Recorded);
    assert_ne!(counts(&workspace, "K-1"), before);
    assert_eq!(state(&entry(&workspace, "K-2")), State::Remap);
    let queue = workspace
        .queue(&reader("Lee", Role::Moderator), at(211))
        .unwrap();
    assert!(queue.review.iter().all(|one| one.sample.is_none()));
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn for_one_descriptor_only_those_resting_on_it_go_back() {
    let (_folder, mut workspace) = workspace(9);
    for n in 1..=9 {
        map(
            &mut workspace,
            n,
            (if n < 4 { "2" } else { "4" }, "3"),
            "Ada",
        );
    }
    let sample = read(&mut workspace, |n| match n {
        1 | 2 => ("5", "3"),
        3 => ("2", "3"),
        _ => ("4", "3"),
    });
    let shown = proposal(&workspace, &sample);
    let descriptor = Scope::Descriptor(AreaId::new("ci"), 1);
    assert_eq!(shown.scope, Some(descriptor));
    assert_eq!(references(&shown), ["K-1", "K-2"]);
    assert_eq!(shown.left.len(), 1, "{:?}", shown.left);
    let done = workspace.carry_out(&carry(&sample, None), &moderator(), at(201), &mut unwatched);
    let (ruling, _) = done.unwrap();
    let said = ruling.sentence(&workspace.framework);
    assert!(said.contains("2 mappings sent back"), "{said}");
    let words = again(&entry(&workspace, "K-1")).unwrap().words();
    assert!(
        words.starts_with("to map again for ci, says Moira"),
        "{words}"
    );
    assert_eq!(state(&entry(&workspace, "K-3")), State::Recorded);
}

#[test]
fn a_cohort_that_stands_has_nothing_to_carry_out() {
    let (_folder, mut workspace) = workspace(7);
    mapped(&mut workspace, 7, ("3", "3"));
    let sample = read(&mut workspace, |_| ("3", "3"));
    let none = workspace.proposal(&sample, at(200), &mut unwatched);
    assert!(matches!(none, Err(Problem::NothingToCarry(_))));
}
