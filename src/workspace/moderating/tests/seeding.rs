//! Seeds from the first of the day to the lifting of a review, and that nothing gives them away.

use super::standardising::{agree, moderated};
use super::*;
use crate::domain::caseload::Event;
use crate::domain::distribution::{Dimension, Wanted};
use crate::domain::moderation::agreed::Aim;
use crate::domain::moderation::seeds::{Consequence, Due};
use crate::domain::worklist::{Filter, State};

/// K-1 to K-3 are seeds, K-5 and on are to be mapped, and Ben sits before the workspace.
pub(crate) fn seeded(pupils: i64) -> (tempfile::TempDir, Workspace) {
    let (folder, mut workspace) = moderated(pupils);
    agree(&mut workspace, &["K-1", "K-2", "K-3"], Aim::Seed);
    (folder, workspace)
}

fn next(workspace: &mut Workspace, after: Option<&str>, minute: i64) -> Option<String> {
    let after = after.map(|reference| workspace.pupil(reference).unwrap());
    let next = workspace.next(after.as_ref(), at(minute)).unwrap()?;
    let named = workspace.references_of(&[next]).unwrap().pop()?;
    Some(named.to_string())
}

fn read(workspace: &mut Workspace, reference: &str, ci: &str, minute: i64) -> Mapping {
    let ben = reader("Ben", Role::Officer);
    workspace
        .record_judged(reference, judged(ci, "3"), None, ben, at(minute))
        .unwrap()
}

/// What is on record of a mapping, whatever its officer is shown.
fn record(workspace: &Workspace, mapping: &Mapping) -> Mapping {
    workspace.recorded_mapping(&mapping.id).unwrap()
}

fn is_held(workspace: &Workspace, mapping: &Mapping) -> bool {
    let flags = record(workspace, mapping).sheet.flags;
    flags.iter().any(|flag| flag.rule == FlagRule::SeedsMissed)
}

/// The state in which a pupil stands in Ben's worklist, and how many are done there.
fn listed(workspace: &mut Workspace, reference: &str, minute: i64) -> (State, u64) {
    let page = workspace.page(&Filter::all(), 0, 50, at(minute)).unwrap();
    let row = page
        .rows
        .iter()
        .find(|row| row.reference.as_str() == reference);
    (row.unwrap().state, page.done)
}

fn stand(workspace: &Workspace, minute: i64) -> crate::domain::moderation::stands::Seeded {
    let stands = workspace.stands(at(minute)).unwrap();
    let ben = stands.into_iter().find(|one| one.officer == "Ben");
    ben.unwrap().seeds
}

#[test]
fn the_day_begins_with_a_seed_that_looks_like_any_pupil() {
    let (_folder, mut workspace) = seeded(9);
    let before = workspace
        .distribution(&Wanted::by(&[Dimension::Setting]), at(31))
        .unwrap()
        .1;
    assert_eq!(next(&mut workspace, None, 31).as_deref(), Some("K-1"));
    assert_eq!(listed(&mut workspace, "K-1", 31), (State::NotStarted, 3));
    assert_eq!(listed(&mut workspace, "K-2", 31).0, State::Recorded);
    let pupil = workspace.pupil("K-1").unwrap();
    let case = workspace.case(&pupil, at(31)).unwrap();
    assert_eq!(
        (case.row.state, case.draft.purpose),
        (State::NotStarted, None)
    );
    assert_eq!(case.group, (3, 9));
    let mapped = |workspace: &Workspace| {
        let story = workspace.story(&pupil, at(40)).unwrap();
        let mapped = story.events.into_iter().filter_map(|event| match event {
            Event::Mapped(one) => Some((one.sheet.reader.name, one.sheet.purpose)),
            Event::Imported { .. }
            | Event::PlanReceived { .. }
            | Event::Cohort(_)
            | Event::Withdrawn(_)
            | Event::Decided(_) => None,
        });
        mapped.collect::<Vec<_>>()
    };
    assert_eq!(mapped(&workspace), []);
    // How others judged the very words says nothing of this plan's own reading.
    let counted = workspace.same_words(
        "All staff will say the pupil's name before speaking and wait ten seconds for an answer.",
        at(31),
    );
    assert_eq!(
        counted.unwrap(),
        [(AreaId::new("ci"), Some(LevelId::new("3")), 1)]
    );
    let counted = counts(&workspace, "K-1");
    let told = read(&mut workspace, "K-1", "3", 32);
    assert_eq!(told.sheet.purpose, None);
    assert_eq!(record(&workspace, &told).sheet.purpose, Some(Purpose::Seed));
    assert_eq!(counts(&workspace, "K-1"), counted);
    assert_eq!(mapped(&workspace), [("Ben".to_owned(), None)]);
    assert_eq!(listed(&mut workspace, "K-1", 33), (State::Recorded, 4));
    assert_eq!(
        next(&mut workspace, Some("K-1"), 33).as_deref(),
        Some("K-5")
    );
    // What is distributed is what it was, before and after.
    let after = workspace
        .distribution(&Wanted::by(&[Dimension::Setting]), at(33))
        .unwrap()
        .1;
    assert_eq!(format!("{before:?}"), format!("{after:?}"));
    let seeds = stand(&workspace, 34);
    assert_eq!((seeds.read, seeds.outside, seeds.left), (1, 0, 2));
    assert_eq!(seeds.consequence, Consequence::Clear);
    assert_eq!(workspace.drifted(at(34), &mut unwatched).unwrap().mapped, 4);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn two_missed_in_a_row_hold_the_officers_new_mappings_until_the_lead_lifts() {
    let (_folder, mut workspace) = seeded(12);
    let early = read(&mut workspace, "K-5", "3", 30);
    assert!(!is_held(&workspace, &early));
    workspace.set_seeds("every", "2").unwrap();
    assert_eq!(
        next(&mut workspace, Some("K-5"), 31).as_deref(),
        Some("K-1")
    );
    read(&mut workspace, "K-1", "6", 32);
    assert_eq!(stand(&workspace, 33).consequence, Consequence::Second);
    assert_eq!(
        next(&mut workspace, Some("K-1"), 33).as_deref(),
        Some("K-2")
    );
    read(&mut workspace, "K-2", "6", 34);
    assert!(stand(&workspace, 35).held());
    let told = read(&mut workspace, "K-6", "3", 36);
    assert!(is_held(&workspace, &told));
    assert!(
        told.sheet
            .flags
            .iter()
            .all(|flag| flag.rule != FlagRule::SeedsMissed)
    );
    let story = workspace.story(&told.sheet.pupil, at(37)).unwrap();
    assert!(!format!("{story:?}").contains("SeedsMissed"));
    let queue = workspace.queue(&moderator(), at(37)).unwrap();
    let held = queue
        .review
        .iter()
        .filter(|one| one.flags.contains(&FlagRule::SeedsMissed));
    assert_eq!(held.count(), 1);
    let lee = reader("Lee", Role::Moderator);
    let bare = workspace.lift("Ben", (&lee, ""), at(38));
    assert!(matches!(bare, Err(Problem::NoReason)));
    let other = workspace.lift("Ada", (&lee, "talked"), at(38));
    assert!(matches!(other, Err(Problem::NotHeld(_))));
    workspace
        .lift("Ben", (&lee, "talked it through"), at(38))
        .unwrap();
    let seeds = stand(&workspace, 39);
    assert_eq!(
        (seeds.consequence.clone(), seeds.left),
        (Consequence::Clear, 1)
    );
    assert_eq!(seeds.lifted.unwrap().reason, "talked it through");
    let free = read(&mut workspace, "K-7", "3", 40);
    assert!(!is_held(&workspace, &free));
    // The last seed, and then there is none left to give.
    assert_eq!(next(&mut workspace, None, 41).as_deref(), Some("K-3"));
    read(&mut workspace, "K-3", "3", 42);
    let seeds = stand(&workspace, 43);
    assert!(seeds.is_exhausted());
    read(&mut workspace, "K-8", "3", 44);
    assert_eq!(next(&mut workspace, None, 45).as_deref(), Some("K-9"));
    assert_eq!(stand(&workspace, 45).due, Some(Due::Nth));
}

#[test]
fn a_seed_that_is_left_or_put_aside_waits_like_any_pupil() {
    let (_folder, mut workspace) = seeded(9);
    assert_eq!(next(&mut workspace, None, 31).as_deref(), Some("K-1"));
    // Passed over for the moment: the list goes on.
    assert_eq!(
        next(&mut workspace, Some("K-1"), 31).as_deref(),
        Some("K-5")
    );
    assert_eq!(
        next(&mut workspace, Some("K-5"), 31).as_deref(),
        Some("K-6")
    );
    let pupil = workspace.pupil("K-1").unwrap();
    let mut draft = workspace.case(&pupil, at(32)).unwrap().draft;
    draft.take(super::walking::steps("3", "3").remove(0));
    workspace.save(&draft, at(32)).unwrap();
    assert_eq!(listed(&mut workspace, "K-1", 33).0, State::Draft);
    let ben = reader("Ben", Role::Officer);
    workspace
        .park(&pupil, ben, "ask the school", at(34))
        .unwrap();
    assert_eq!(listed(&mut workspace, "K-1", 35).0, State::Parked);
    assert_eq!(next(&mut workspace, None, 35).as_deref(), Some("K-2"));
    // What was begun as a seed is recorded as one, also where it was taken out of use meanwhile.
    workspace
        .disagree("K-1", Aim::Seed, (&moderator(), "odd"), at(36))
        .unwrap();
    let mut draft = workspace.kept_draft(&pupil).unwrap().unwrap();
    for step in super::walking::steps("3", "3").into_iter().skip(1) {
        draft.take(step);
    }
    let told = workspace.record_draft(&draft, at(37)).unwrap();
    assert_eq!(record(&workspace, &told).sheet.purpose, Some(Purpose::Seed));
}

#[test]
fn a_missed_seed_that_is_taken_back_stays_missed_and_comes_back_like_any_pupil() {
    let (_folder, mut workspace) = seeded(9);
    let told = read(&mut workspace, "K-1", "6", 31);
    let ben = reader("Ben", Role::Officer);
    workspace
        .withdraw(&told.id, &ben, "a slip", at(32))
        .unwrap();
    assert_eq!(listed(&mut workspace, "K-1", 33).0, State::NotStarted);
    assert_eq!(stand(&workspace, 33).consequence, Consequence::Second);
    let again = read(&mut workspace, "K-1", "3", 34);
    assert_eq!(
        record(&workspace, &again).sheet.purpose,
        Some(Purpose::Seed)
    );
    assert_eq!(listed(&mut workspace, "K-1", 35).0, State::Recorded);
    assert_eq!(stand(&workspace, 35).outside, 1);
}

#[test]
fn whoever_knows_the_answer_is_given_their_ordinary_pupils() {
    let (_folder, mut workspace) = seeded(9);
    for who in ["Ada", "Moira"] {
        workspace.be(who).unwrap();
        assert_eq!(
            next(&mut workspace, None, 31).as_deref(),
            Some("K-5"),
            "{who}"
        );
        assert_eq!(listed(&mut workspace, "K-1", 31), (State::Recorded, 4));
    }
    // Ada maps her own pupil again: that counts, and is no seed.
    let again = workspace
        .record_judged(
            "K-1",
            judged("4", "3"),
            None,
            reader("Ada", Role::Officer),
            at(32),
        )
        .unwrap();
    assert_eq!(record(&workspace, &again).sheet.purpose, None);
    // Its answer is out of date now, and the next seed is given.
    workspace.be("Ben").unwrap();
    assert_eq!(next(&mut workspace, None, 33).as_deref(), Some("K-2"));
    assert!(!workspace.agreed_readings(at(33)).unwrap()[0].current);
}

#[test]
fn a_new_day_begins_with_a_seed_again() {
    let (_folder, mut workspace) = seeded(9);
    read(&mut workspace, "K-1", "3", 31);
    assert_eq!(next(&mut workspace, None, 32).as_deref(), Some("K-5"));
    let tomorrow = 24 * 60 + 5;
    assert_eq!(next(&mut workspace, None, tomorrow).as_deref(), Some("K-2"));
    workspace.set_seeds("first_of_day", "no").unwrap();
    assert_eq!(next(&mut workspace, None, tomorrow).as_deref(), Some("K-5"));
    let told = workspace.set_seeds("often", "1").unwrap_err().to_string();
    assert!(told.contains("every and first_of_day"), "{told}");
}
