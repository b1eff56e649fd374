//! The blind walk: the officer's plan version, a draft of its own, a reading that does not count.

use super::*;
use crate::domain::draft::{ItemId, Step};

pub(super) fn steps(ci: &str, cl: &str) -> Vec<Step> {
    let judge = |item: u32, area: &str, level: &str| Step::Judge {
        item: ItemId(item),
        area: AreaId::new(area),
        level: Some(LevelId::new(level)),
    };
    let settle = |area: &str, level: &str| {
        Step::Settle(AreaLevel {
            area: AreaId::new(area),
            level: LevelId::new(level),
            reason: None,
            evidence: AreaSource::Provisions,
        })
    };
    vec![
        judge(1, "ci", ci),
        judge(2, "ci", ci),
        judge(3, "cl", cl),
        settle("ci", ci),
        settle("cl", cl),
    ]
}

/// K-1 mapped by Ada, and Moira before the workspace.
fn mapped() -> (tempfile::TempDir, Workspace) {
    let (folder, mut workspace) = workspace(1);
    map(&mut workspace, 1, ("3", "3"), "Ada");
    workspace.be("Moira").unwrap();
    (folder, workspace)
}

#[test]
fn a_blind_walk_reads_the_version_that_was_mapped_and_shows_nothing_of_others() {
    let (_folder, mut workspace) = mapped();
    let pupil = workspace.pupil("K-1").unwrap();
    let longer = format!("{PLAN}\u{2022} A mentor will see the pupil for 1 hour every week.\n");
    workspace
        .paste("K-1", &longer, Newcomer::default(), at(20))
        .unwrap();
    let case = workspace.blind_case("K-1", at(30)).unwrap();
    let first = workspace.officers_mapping("K-1", at(30)).unwrap().head.plan;
    assert_eq!(case.draft.plan, first);
    assert_eq!(case.plan.map(|plan| plan.id), first);
    assert_eq!(case.draft.reader, moderator());
    assert!(case.judged.is_empty() && case.draft.carried.is_none() && case.newer.is_none());
    assert!(case.reading.warnings.is_empty());
    // The officer's own walk of the pupil is on the new version, and a draft of its own.
    let own = workspace.case(&pupil, at(31)).unwrap().draft;
    assert_ne!(own.plan, first);
    let mut blind = case.draft;
    for step in steps("3", "3") {
        blind.take(step);
        workspace.save(&blind, at(32)).unwrap();
        workspace.save(&own, at(32)).unwrap();
    }
    workspace.read_blind_draft(&blind, at(33)).unwrap();
    assert!(
        workspace
            .kept_draft_of(&pupil, Role::Officer)
            .unwrap()
            .is_some()
    );
}

#[test]
fn a_blind_draft_goes_with_its_recording_and_counts_for_nothing() {
    let (_folder, mut workspace) = mapped();
    let before = counts(&workspace, "K-1");
    let mut draft = workspace.blind_case("K-1", at(30)).unwrap().draft;
    for step in steps("6", "3") {
        draft.take(step);
        workspace.save(&draft, at(31)).unwrap();
    }
    assert_eq!(workspace.blind_case("K-1", at(32)).unwrap().draft, draft);
    let beside = workspace.read_blind_draft(&draft, at(33)).unwrap();
    assert!(!beside.difference.within());
    assert_eq!(beside.moderator.sheet.purpose, Some(Purpose::Blind));
    assert_eq!(counts(&workspace, "K-1"), before);
    let pupil = workspace.pupil("K-1").unwrap();
    assert_eq!(
        workspace.kept_draft_of(&pupil, Role::Moderator).unwrap(),
        None
    );
    let again = workspace.blind_case("K-1", at(34));
    assert!(matches!(again, Err(Problem::ReadAlready(_))));
    let waits = workspace.bench(at(35)).unwrap().queue.review;
    assert!(waits[0].own && waits[0].read);
    let other = workspace.queue(&reader("Noor", Role::Moderator), at(35));
    assert!(!other.unwrap().review[0].own);
    let seen = workspace.beside("K-1", &moderator(), at(36)).unwrap();
    assert_eq!(seen.closed(), None);
}

#[test]
fn a_blind_draft_of_a_mapping_that_gave_way_is_not_laid_beside_the_next() {
    let (_folder, mut workspace) = mapped();
    let mut draft = workspace.blind_case("K-1", at(30)).unwrap().draft;
    for step in steps("3", "3") {
        draft.take(step);
    }
    workspace.save(&draft, at(31)).unwrap();
    let longer = PLAN.replace("four pupils", "three pupils");
    workspace
        .paste("K-1", &longer, Newcomer::default(), at(32))
        .unwrap();
    map(&mut workspace, 1, ("4", "3"), "Ada");
    let late = workspace.read_blind_draft(&draft, at(40));
    assert!(matches!(late, Err(Problem::MappedAnew(_))), "{late:?}");
    let anew = workspace.blind_case("K-1", at(41)).unwrap().draft;
    assert!(anew.steps.is_empty() && anew.plan != draft.plan);
    workspace.save(&anew, at(42)).unwrap();
}

#[test]
fn nobody_reads_their_own_mapping_or_what_they_brought_to_the_board() {
    let (_folder, mut workspace) = mapped();
    workspace.be("Ada").unwrap();
    let own = workspace.blind_case("K-1", at(30));
    assert!(matches!(own, Err(Problem::OwnMapping(_))));
    workspace.be("Moira").unwrap();
    blind(&mut workspace, "K-1", ("6", "3"), 31).unwrap();
    let board = decided(Decision::Escalated, Some("Two readings."));
    workspace
        .decide("K-1", &board, &moderator(), at(32))
        .unwrap();
    let seen = workspace.blind_case("K-1", at(33));
    assert!(matches!(seen, Err(Problem::SeenAlready(_))));
}
