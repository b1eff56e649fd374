//! Agreed readings, and the standardisation set from its first plan to its last attempt.

use super::*;
use crate::domain::moderation::agreed::Aim;
use crate::domain::moderation::standard::State;
use crate::domain::worklist::Filter;

/// K-1 to K-4 mapped by Ada and agreed by Moira, of so many pupils.
pub(super) fn moderated(pupils: i64) -> (tempfile::TempDir, Workspace) {
    let (folder, mut workspace) = workspace(pupils);
    for n in 1..=4 {
        map(&mut workspace, n, ("3", "3"), "Ada");
        let read = blind(&mut workspace, &format!("K-{n}"), ("3", "3"), 20 + n).unwrap();
        assert_eq!(read.closed(), Some(Decision::Agreed));
    }
    workspace.be("Ben").unwrap();
    (folder, workspace)
}

pub(super) fn agree(workspace: &mut Workspace, references: &[&str], aim: Aim) {
    for reference in references {
        let taken = workspace
            .agree(reference, aim, &moderator(), at(30))
            .unwrap();
        assert!(taken.in_use && taken.current);
    }
}

fn sit(workspace: &mut Workspace, reference: &str, ci: &str, minute: i64) -> Result<Mapping> {
    workspace.read_standard(reference, (judged(ci, "3"), None), "Ben", at(minute))
}

fn state(workspace: &Workspace, officer: &str) -> State {
    workspace.sat(officer, at(90)).unwrap().standing.state
}

fn rules(mapping: &Mapping) -> Vec<FlagRule> {
    mapping.sheet.flags.iter().map(|flag| flag.rule).collect()
}

#[test]
fn only_what_two_names_stand_behind_is_agreed() {
    let (_folder, mut workspace) = moderated(6);
    map(&mut workspace, 5, ("3", "3"), "Ada");
    let unread = workspace.agree("K-5", Aim::Seed, &moderator(), at(30));
    let told = unread.unwrap_err().to_string();
    assert!(told.contains("moderate review K-5"), "{told}");
    let unmapped = workspace.agree("K-6", Aim::Seed, &moderator(), at(30));
    assert!(matches!(unmapped, Err(Problem::NotMapped(_))));
    // A moderator's adjustment is what is agreed, and the officer who mapped is the other name.
    blind(&mut workspace, "K-5", ("6", "3"), 31).unwrap();
    let open = workspace.agree("K-5", Aim::Seed, &moderator(), at(32));
    assert!(matches!(open, Err(Problem::NotModerated(_))));
    let adjust = decided(Decision::Adjusted, Some("daily"));
    workspace
        .decide("K-5", &adjust, &moderator(), at(33))
        .unwrap();
    agree(&mut workspace, &["K-5"], Aim::Seed);
    let listed = workspace.agreed_readings(at(40)).unwrap().remove(0);
    let agreed = &listed.agreed;
    assert_eq!(
        (agreed.officer.as_str(), agreed.moderator.as_str()),
        ("Ada", "Moira")
    );
    let mapping = workspace.recorded_mapping(&agreed.mapping).unwrap();
    assert_eq!(mapping.sheet.reader, moderator());
    let again = workspace.agree("K-5", Aim::Seed, &moderator(), at(41));
    assert!(matches!(again, Err(Problem::InUse(..))));
    let other = workspace.disagree("K-5", Aim::Standard, (&moderator(), "odd"), at(41));
    assert!(matches!(other, Err(Problem::NotInUse(..))));
    let bare = workspace.disagree("K-5", Aim::Seed, (&moderator(), " "), at(41));
    assert!(matches!(bare, Err(Problem::NoReason)));
    workspace
        .disagree("K-5", Aim::Seed, (&moderator(), "odd"), at(42))
        .unwrap();
    assert!(!workspace.agreed_readings(at(43)).unwrap()[0].in_use);
    agree(&mut workspace, &["K-5"], Aim::Seed);
    assert_eq!(workspace.agreed_readings(at(44)).unwrap().len(), 2);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn an_officer_passes_the_set_and_is_flagged_until_then() {
    let (_folder, mut workspace) = moderated(9);
    let before = map(&mut workspace, 5, ("3", "3"), "Ben");
    assert!(!rules(&before).contains(&FlagRule::NotStandardised));
    assert_eq!(state(&workspace, "Ben"), State::NoSet);
    agree(&mut workspace, &["K-1", "K-2"], Aim::Standard);
    let page = workspace.page(&Filter::default(), 0, 9, at(31)).unwrap();
    assert_eq!(page.standing.unwrap().left.len(), 2);
    let flagged = map(&mut workspace, 6, ("3", "3"), "Ben");
    assert!(rules(&flagged).contains(&FlagRule::NotStandardised));
    let counted = counts(&workspace, "K-1");
    let done = page.done;
    sit(&mut workspace, "K-2", "6", 32).unwrap();
    let half = workspace.sat("Ben", at(33)).unwrap();
    assert_eq!(half.standing.last_whole(), None);
    let twice = sit(&mut workspace, "K-2", "3", 33);
    assert!(matches!(twice, Err(Problem::NotInSet(..))));
    let read = sit(&mut workspace, "K-1", "3", 34).unwrap();
    assert_eq!(read.sheet.purpose, Some(Purpose::Standard));
    assert_eq!(
        read.sheet
            .flags
            .iter()
            .find(|one| one.rule == FlagRule::NotStandardised),
        None
    );
    assert_eq!(state(&workspace, "Ben"), State::ToRead(2));
    let sat = workspace.sat("Ben", at(35)).unwrap();
    let whole = sat.standing.last_whole().unwrap();
    assert_eq!((whole.outside, whole.of), (1, 2));
    let told: Vec<_> = (whole.plans.iter())
        .map(|(plan, difference)| (sat.references[plan].as_str(), difference.within()))
        .collect();
    assert_eq!(told, [("K-1", true), ("K-2", false)]);
    for (reference, minute) in [("K-1", 40), ("K-2", 41)] {
        sit(&mut workspace, reference, "3", minute).unwrap();
    }
    assert_eq!(state(&workspace, "Ben"), State::Passed);
    let free = map(&mut workspace, 7, ("3", "3"), "Ben");
    assert!(!rules(&free).contains(&FlagRule::NotStandardised));
    // Nothing of it counts.
    assert_eq!(counts(&workspace, "K-1"), counted);
    let page = workspace.page(&Filter::default(), 0, 9, at(50)).unwrap();
    assert_eq!((page.done, page.standing), (done + 2, None));
    assert_eq!(workspace.drifted(at(50), &mut unwatched).unwrap().mapped, 7);
    // A moderator maps no live work, and is asked nothing.
    let adjusted = workspace
        .store
        .readings_of(&[workspace.pupil("K-1").unwrap()])
        .unwrap();
    assert_eq!(
        adjusted
            .iter()
            .filter(|one| one.purpose == Some(Purpose::Standard))
            .count(),
        2
    );
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn nobody_is_asked_to_read_again_what_they_know() {
    let (_folder, mut workspace) = moderated(9);
    workspace
        .record_judged(
            "K-1",
            judged("4", "3"),
            None,
            reader("Cem", Role::Officer),
            at(25),
        )
        .unwrap();
    agree(&mut workspace, &["K-2", "K-3"], Aim::Standard);
    let left =
        |workspace: &Workspace, who: &str| workspace.sat(who, at(40)).unwrap().standing.left.len();
    assert_eq!((left(&workspace, "Ben"), left(&workspace, "Ada")), (2, 0));
    assert_eq!(state(&workspace, "Ada"), State::NoSet);
    assert_eq!(state(&workspace, "Moira"), State::NoSet);
    workspace
        .record_judged(
            "K-2",
            judged("4", "3"),
            None,
            reader("Cem", Role::Officer),
            at(41),
        )
        .unwrap();
    assert_eq!(left(&workspace, "Cem"), 1);
}

#[test]
fn a_walk_of_the_set_shows_nothing_of_others_and_keeps_its_draft() {
    let (_folder, mut workspace) = moderated(6);
    agree(&mut workspace, &["K-2", "K-1"], Aim::Standard);
    let case = workspace.standard_case(at(40)).unwrap();
    assert_eq!(case.row.reference.as_str(), "K-2");
    assert_eq!(case.draft.purpose, Some(Purpose::Standard));
    assert_eq!(case.draft.reader, reader("Ben", Role::Officer));
    assert!(case.judged.is_empty() && case.draft.carried.is_none());
    let mut draft = case.draft;
    for step in super::walking::steps("3", "3") {
        draft.take(step);
        workspace.save(&draft, at(41)).unwrap();
    }
    assert_eq!(workspace.standard_case(at(42)).unwrap().draft, draft);
    // Opened from the worklist it is the same draft, not live work.
    let pupil = workspace.pupil("K-2").unwrap();
    assert_eq!(workspace.case(&pupil, at(42)).unwrap().draft, draft);
    let read = workspace.record_draft(&draft, at(43)).unwrap();
    assert_eq!(read.sheet.purpose, Some(Purpose::Standard));
    assert_eq!(workspace.kept_draft(&pupil).unwrap(), None);
    let next = workspace.standard_case(at(44)).unwrap();
    assert_eq!(next.row.reference.as_str(), "K-1");
    sit(&mut workspace, "K-1", "3", 45).unwrap();
    assert_eq!(state(&workspace, "Ben"), State::Passed);
    let nothing = workspace.standard_case(at(46));
    let told = nothing.unwrap_err().to_string();
    assert!(told.ends_with("passed at attempt 1."), "{told}");
}

#[test]
fn a_draft_of_live_work_is_not_overwritten_by_the_set() {
    let (_folder, mut workspace) = moderated(6);
    let pupil = workspace.pupil("K-1").unwrap();
    let mut draft = workspace.case(&pupil, at(31)).unwrap().draft;
    for step in super::walking::steps("3", "3") {
        draft.take(step);
    }
    workspace.save(&draft, at(32)).unwrap();
    agree(&mut workspace, &["K-1"], Aim::Standard);
    let refused = workspace.standard_case(at(33));
    assert!(matches!(refused, Err(Problem::DraftInHand(_))));
}
