//! Moderation as a whole: a sample drawn, read, decided, and what it measures.

mod carrying;
mod counting;
pub(crate) mod seeding;
mod standardising;
mod suggesting;
mod walking;

use super::*;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::review::{Decision, Stream};
use crate::domain::moderation::sample::Cohort;
use crate::domain::place::Setting;
use crate::domain::provision::Span;
use crate::domain::pupil::Newcomer;
use crate::workspace::{Problem, unwatched};

const PLAN: &str = "Section F\n\nCommunication and interaction\n\
    • A Teaching Assistant will run a social communication group of four pupils for 30 minutes every week.\n\
    • All staff will say the pupil's name before speaking and wait ten seconds for an answer.\n\n\
    Cognition and learning\n\
    • A Teaching Assistant will read with the pupil 1:1 for 20 minutes every school day.\n";

fn at(minute: i64) -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap()).plus_millis(minute * 60_000)
}

fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

fn moderator() -> Reader {
    reader("Moira", Role::Moderator)
}

/// A workspace of so many pupils who have the same plan.
fn workspace(pupils: i64) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(folder.path(), Some(7), at(0)).unwrap();
    workspace.be("Ada").unwrap();
    for n in 1..=pupils {
        let new = Newcomer {
            setting: Some(Setting::Mainstream),
            year_group: Some(5),
        };
        workspace
            .paste(&format!("K-{n}"), PLAN, new, at(0))
            .unwrap();
    }
    (folder, workspace)
}

/// All three provisions for CI and CL, and both settled at these levels.
fn judged(ci: &str, cl: &str) -> Judged {
    let evidence = |n: u32, area: &str, level: &str| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new(area),
            level: Some(LevelId::new(level)),
        },
        note: None,
    };
    let settled = |area: &str, level: &str| AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    };
    Judged {
        judgements: vec![
            evidence(1, "ci", ci),
            evidence(2, "ci", ci),
            evidence(3, "cl", cl),
        ],
        area_levels: vec![settled("ci", ci), settled("cl", cl)],
        ..Judged::default()
    }
}

fn map(workspace: &mut Workspace, n: i64, levels: (&str, &str), who: &str) -> Mapping {
    let judged = judged(levels.0, levels.1);
    let (reference, reader) = (format!("K-{n}"), reader(who, Role::Officer));
    workspace
        .record_judged(&reference, judged, None, reader, at(n))
        .unwrap()
}

fn blind(
    workspace: &mut Workspace,
    reference: &str,
    levels: (&str, &str),
    minute: i64,
) -> Result<Beside> {
    let given: (Judged, Option<Vec<Span>>) = (judged(levels.0, levels.1), None);
    workspace.read_blind(reference, given, moderator(), at(minute))
}

/// The tariff that counts for a pupil.
fn counts(workspace: &Workspace, reference: &str) -> TariffId {
    let pupil = workspace.pupil(reference).unwrap();
    let entry = workspace.store.entry(&pupil, &workspace.framework.key);
    let entry = entry.unwrap().unwrap();
    let current = crate::domain::worklist::current(&entry).unwrap();
    let crate::domain::caseload::MappingResult::Tariff(tariff, _) = &current.result else {
        panic!("no tariff");
    };
    tariff.clone()
}

fn decided(decision: Decision, reason: Option<&str>) -> Decided {
    Decided {
        decision,
        reason: reason.map(str::to_owned),
        descriptor: None,
    }
}

#[test]
fn a_cohort_read_within_tolerance_stands() {
    let (_folder, mut workspace) = workspace(9);
    for n in 1..=8 {
        map(&mut workspace, n, ("4", "3"), "Ada");
    }
    let none = workspace.draw_sample(Cohort::Officer("Ben".into()), None, moderator(), at(30));
    assert!(matches!(none, Err(Problem::NobodyMapped(_))));
    let ada = Cohort::Officer("Ada".into());
    let kept = workspace
        .draw_sample(ada, Some(11), moderator(), at(30))
        .unwrap();
    assert_eq!(kept.drawn.sample.members.len(), 8);
    let queue = workspace.queue(&moderator(), at(31)).unwrap();
    assert_eq!(queue.review.len(), 6);
    assert!(queue.review.iter().all(|one| one.stream == Stream::Random));
    // Nobody is given what they mapped themselves.
    let own = workspace.queue(&reader("Ada", Role::Moderator), at(31));
    let own = own.unwrap();
    assert_eq!((own.review.len(), own.barred), (0, 6));
    let before = counts(&workspace, "K-1");
    for (case, minute) in queue.review.iter().zip(40..) {
        let beside = blind(&mut workspace, case.reference.as_str(), ("4", "3"), minute).unwrap();
        assert_eq!(beside.closed(), Some(Decision::Agreed));
        assert!(beside.provisions.iter().all(Provisioned::is_same));
    }
    let state = workspace.samples(at(50)).unwrap().pop().unwrap();
    assert_eq!(state.outcome, Outcome::Stands { read: 6 });
    assert_eq!(counts(&workspace, "K-1"), before);
    assert_eq!(workspace.queue(&moderator(), at(51)).unwrap().review, []);
    let measured = workspace.agreed(at(52)).unwrap();
    assert_eq!((measured.pairs, measured.mapped), (6, 8));
    let verified = workspace.verify(&mut unwatched).unwrap();
    assert_eq!((verified.records, verified.faults), (8 + 1 + 6 + 6, vec![]));
}

#[test]
fn a_reading_outside_tolerance_widens_the_sample_and_waits_for_a_decision() {
    let (_folder, mut workspace) = workspace(8);
    for n in 1..=8 {
        map(&mut workspace, n, ("3", "3"), "Ada");
    }
    workspace
        .draw_sample(Cohort::All, Some(3), moderator(), at(30))
        .unwrap();
    let queue = workspace.queue(&moderator(), at(31)).unwrap();
    let reference = queue.review[0].reference.to_string();
    let refused = workspace.decide(
        &reference,
        &decided(Decision::Adjusted, Some("daily")),
        &moderator(),
        at(32),
    );
    assert!(matches!(refused, Err(Problem::NotRead(_))));
    let beside = blind(&mut workspace, &reference, ("6", "3"), 33).unwrap();
    assert_eq!(beside.last, None);
    assert!(!beside.difference.within());
    assert!(!beside.provisions[0].is_same() && beside.provisions[2].is_same());
    let state = workspace.samples(at(34)).unwrap().pop().unwrap();
    assert_eq!(state.outcome, Outcome::Whole { left: 7 });
    // The reading counts for nothing until somebody decides.
    assert_eq!(counts(&workspace, &reference), counts(&workspace, "K-8"));
    let again = blind(&mut workspace, &reference, ("6", "3"), 35);
    assert!(matches!(again, Err(Problem::ReadAlready(_))));
    let bare = workspace.decide(
        &reference,
        &decided(Decision::Adjusted, None),
        &moderator(),
        at(36),
    );
    assert!(matches!(bare, Err(Problem::NoReason)));
    let adjusting = decided(Decision::Adjusted, Some("the group is daily"));
    let review = workspace
        .decide(&reference, &adjusting, &moderator(), at(37))
        .unwrap();
    let adjusted = review.adjusted.unwrap();
    let adjusted = workspace.store.mapping(&adjusted).unwrap().unwrap();
    let tariff = adjusted.sheet.outcome.unwrap().tariff;
    assert_eq!(counts(&workspace, &reference), tariff);
    assert_ne!(
        tariff,
        beside.officer.sheet.outcome.as_ref().unwrap().tariff
    );
    let measured = workspace.agreed(at(38)).unwrap();
    assert_eq!(measured.pairs, 1);
}

#[test]
fn a_case_goes_back_with_a_question_and_comes_again_with_the_answer() {
    let (_folder, mut workspace) = workspace(1);
    map(&mut workspace, 1, ("3", "3"), "Ada");
    blind(&mut workspace, "K-1", ("6", "3"), 30).unwrap();
    let asked = decided(Decision::Returned, Some("Is the group daily?"));
    workspace
        .decide("K-1", &asked, &moderator(), at(31))
        .unwrap();
    let queue = workspace.queue(&moderator(), at(32)).unwrap();
    assert_eq!((queue.review.len(), queue.returned.len()), (0, 1));
    assert_eq!(
        queue.returned[0].said.as_deref(),
        Some("Is the group daily?")
    );
    let answer = decided(Decision::Answered, Some("Weekly, says the school."));
    let other = workspace.decide("K-1", &answer, &reader("Ben", Role::Officer), at(33));
    assert!(matches!(other, Err(Problem::NothingAsked(_))));
    let ada = reader("Ada", Role::Officer);
    workspace.decide("K-1", &answer, &ada, at(34)).unwrap();
    let queue = workspace.queue(&moderator(), at(35)).unwrap();
    assert_eq!(
        queue.review[0].said.as_deref(),
        Some("Weekly, says the school.")
    );
    let agreed = decided(Decision::Agreed, None);
    workspace
        .decide("K-1", &agreed, &moderator(), at(36))
        .unwrap();
    let queue = workspace.queue(&moderator(), at(37)).unwrap();
    assert_eq!(queue, Queue::default());
}

#[test]
fn an_appeal_goes_to_a_moderator_who_has_not_seen_the_case() {
    let (_folder, mut workspace) = workspace(1);
    map(&mut workspace, 1, ("3", "3"), "Ada");
    blind(&mut workspace, "K-1", ("6", "3"), 30).unwrap();
    let board = decided(Decision::Escalated, Some("Two readings of one sentence."));
    workspace
        .decide("K-1", &board, &moderator(), at(31))
        .unwrap();
    let queue = workspace.queue(&moderator(), at(32)).unwrap();
    assert_eq!((queue.review.len(), queue.board.len()), (0, 1));
    let again = workspace.decide(
        "K-1",
        &decided(Decision::Agreed, None),
        &moderator(),
        at(33),
    );
    assert!(matches!(again, Err(Problem::SeenAlready(_))), "{again:?}");
    let other = reader("Noor", Role::Moderator);
    let given = (judged("6", "3"), None);
    let beside = workspace.read_blind("K-1", given, other.clone(), at(34));
    assert_eq!(beside.unwrap().last, None);
    let adjust = decided(Decision::Adjusted, Some("Both moderators say 6."));
    workspace.decide("K-1", &adjust, &other, at(35)).unwrap();
    assert_eq!(
        workspace.queue(&moderator(), at(36)).unwrap(),
        Queue::default()
    );
}

#[test]
fn nobody_judges_their_own_mapping_or_a_school_they_declared() {
    let (_folder, mut workspace) = workspace(1);
    map(&mut workspace, 1, ("3", "3"), "Ada");
    let given = || (judged("3", "3"), None);
    let own = workspace.read_blind("K-1", given(), reader("Ada", Role::Moderator), at(30));
    assert!(matches!(own, Err(Problem::OwnMapping(_))));
    let officer = workspace.read_blind("K-1", given(), reader("Ben", Role::Officer), at(30));
    assert!(matches!(officer, Err(Problem::NotModerator(_))));
    let conflict = Conflict {
        reader: moderator(),
        school: "Alder".to_owned(),
        reason: "a governor there".to_owned(),
    };
    workspace.declare(&conflict, at(31)).unwrap();
    let one = workspace.officers_mapping("K-1", at(32)).unwrap();
    let at_alder = |school: &str, urn: Option<&str>| Officers {
        school: Some(school.to_owned()),
        urn: urn.map(str::to_owned),
        ..one.clone()
    };
    let conflicts = workspace.conflicts().unwrap();
    assert!(at_alder("ALDER", None).is_barred(&conflicts, &moderator()));
    assert!(!at_alder("Birch", Some("100001")).is_barred(&conflicts, &moderator()));
    assert!(!at_alder("Alder", None).is_barred(&conflicts, &reader("Noor", Role::Moderator)));
    assert!(!one.is_barred(&conflicts, &moderator()));
}

#[test]
fn a_harmless_flag_leaves_the_queue_and_the_others_stay() {
    let (_folder, mut workspace) = workspace(3);
    for n in 1..=2 {
        let mut judged = judged("4", "3");
        judged.unsure = true;
        let (reference, ada) = (format!("K-{n}"), reader("Ada", Role::Officer));
        workspace
            .record_judged(&reference, judged, None, ada, at(1))
            .unwrap();
    }
    let waiting = workspace.queue(&moderator(), at(2)).unwrap().review;
    let unsure = waiting
        .iter()
        .filter(|one| one.flags.contains(&FlagRule::Unsure));
    assert_eq!(unsure.count(), 2);
    let only = ["K-2".to_owned()];
    let found = workspace.find_harmless(FlagRule::Unsure, &only, "asked", &moderator(), at(3));
    assert_eq!(found.unwrap(), 1);
    let waiting = workspace.queue(&moderator(), at(4)).unwrap().review;
    let unsure = waiting
        .iter()
        .filter(|one| one.flags.contains(&FlagRule::Unsure));
    let unsure: Vec<&str> = unsure.map(|one| one.reference.as_str()).collect();
    assert_eq!(unsure, ["K-1"]);
    let blank = workspace.find_harmless(FlagRule::Unsure, &[], "  ", &moderator(), at(5));
    assert!(matches!(blank, Err(Problem::NoReason)));
}

#[test]
fn the_cohorts_that_have_mappings_say_what_would_be_drawn_of_each() {
    let (_folder, mut workspace) = workspace(9);
    assert_eq!(workspace.cohorts(at(1)).unwrap(), []);
    for n in 1..=6 {
        let who = if n < 5 { "Ada" } else { "Ben" };
        map(
            &mut workspace,
            n,
            (if n == 1 { "2" } else { "4" }, "3"),
            who,
        );
    }
    let cohorts = workspace.cohorts(at(20)).unwrap();
    let named: Vec<(String, usize, usize)> = (cohorts.iter())
        .map(|one| (one.cohort.words(), one.of, one.drawn()))
        .collect();
    let expected = [("everybody", 6, 6), ("Ada", 4, 4), ("Ben", 2, 2)];
    assert_eq!(
        named[..3],
        expected.map(|(name, of, drawn)| (name.to_owned(), of, drawn))
    );
    assert_eq!(cohorts[1].strata.len(), 2);
    for one in cohorts {
        let kept = workspace
            .draw_sample(one.cohort.clone(), None, moderator(), at(30))
            .unwrap();
        assert_eq!(kept.drawn.sample.strata, one.strata, "{:?}", one.cohort);
    }
}

#[test]
fn a_look_at_drift_says_how_far_it_is_and_can_be_stopped() {
    use std::ops::ControlFlow;
    let (_folder, mut workspace) = workspace(9);
    for n in 1..=3 {
        map(&mut workspace, n, ("4", "3"), "Ada");
    }
    let mut told = Vec::new();
    let drifted = workspace.drifted(at(20), &mut |step: crate::workspace::Step| {
        told.push(step.what);
        ControlFlow::Continue(())
    });
    let drifted = drifted.unwrap();
    assert_eq!((drifted.people.len(), drifted.mapped), (1, 3));
    assert_eq!(drifted.people[0].mapped.len(), 3);
    told.dedup();
    assert_eq!(told.len(), 4, "{told:?}");
    for last in told {
        let stopped = workspace.drifted(at(20), &mut |step: crate::workspace::Step| {
            if step.what == last {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        assert!(matches!(stopped, Err(Problem::Stopped)), "{last}");
    }
}
