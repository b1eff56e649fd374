//! Suggestions tried on blind readings, turned off for everyone; and the weights of flags, which a workspace keeps.

use super::*;
use crate::domain::flag::FlagRule;
use crate::domain::moderation::suggested::Share;

fn share(count: usize, of: usize) -> Share {
    Share { count, of }
}

#[test]
fn what_moderators_judged_of_others_is_suggested_and_never_the_pupils_own() {
    let (_folder, mut workspace) = workspace(2);
    map(&mut workspace, 1, ("3", "3"), "Ada");
    map(&mut workspace, 2, ("3", "3"), "Ada");
    // Nobody moderated anything before the first reading: only descriptors speak.
    blind(&mut workspace, "K-1", ("6", "3"), 10).unwrap();
    let before = workspace
        .suggestions_honesty(at(11), &mut unwatched)
        .unwrap();
    assert_eq!((before.all.readings, before.all.first.of), (1, 3));
    assert_eq!(
        before.random,
        crate::domain::moderation::suggested::Hits::default()
    );
    let adjusting = decided(Decision::Adjusted, Some("daily"));
    workspace
        .decide("K-1", &adjusting, &moderator(), at(12))
        .unwrap();
    // What was adjusted of the pupil's own is not asked of the reading that it came from, nor of a later one of the pupil.
    let other = reader("Mo", Role::Moderator);
    let own = workspace
        .suggestions_honesty(at(13), &mut unwatched)
        .unwrap();
    assert_eq!(own.all, before.all);
    // The same words of another pupil are: each of the three was given what K-1's were.
    let given = (judged("6", "3"), None);
    workspace.read_blind("K-2", given, other, at(14)).unwrap();
    let after = workspace
        .suggestions_honesty(at(15), &mut unwatched)
        .unwrap();
    assert_eq!(after.all.readings, 2);
    assert_eq!(after.all.first.count, before.all.first.count + 3);
    assert_eq!(after.all.top.of, 6);
    let mut stop = |_| std::ops::ControlFlow::Break(());
    let stopped = workspace.suggestions_honesty(at(16), &mut stop);
    assert!(matches!(stopped, Err(Problem::Stopped)));
}

#[test]
fn what_officers_took_is_counted_and_what_became_of_it() {
    let (_folder, mut workspace) = workspace(2);
    for n in 1..=2 {
        let pupil = workspace.pupil(&format!("K-{n}")).unwrap();
        let mut mapping = map(&mut workspace, n, ("3", "3"), "Ada");
        let offered = |n: u32, area: &str, taken| crate::domain::mapping::Offered {
            n,
            area: AreaId::new(area),
            level: LevelId::new("3"),
            place: 1,
            taken,
        };
        mapping.sheet.course.offered = vec![
            offered(1, "ci", true),
            offered(3, "cl", true),
            offered(2, "sp", false),
        ];
        mapping.sheet.course.changed_after_reveal = n == 2;
        workspace
            .store
            .record(mapping.sheet, None, at(20 + n))
            .unwrap();
        workspace.refresh(&pupil);
    }
    let honesty = workspace
        .suggestions_honesty(at(30), &mut unwatched)
        .unwrap();
    assert_eq!(honesty.shown, share(6, 6));
    assert_eq!(honesty.taken, share(4, 6));
    assert_eq!(
        (honesty.revealed, honesty.adjusted),
        (share(1, 2), share(0, 0))
    );
    blind(&mut workspace, "K-1", ("6", "3"), 31).unwrap();
    let adjusting = decided(Decision::Adjusted, Some("daily"));
    workspace
        .decide("K-1", &adjusting, &moderator(), at(32))
        .unwrap();
    blind(&mut workspace, "K-2", ("3", "3"), 33).unwrap();
    let honesty = workspace
        .suggestions_honesty(at(34), &mut unwatched)
        .unwrap();
    assert_eq!(honesty.adjusted, share(1, 4));
}

#[test]
fn suggestions_are_turned_off_for_everyone_and_the_case_says_by_whom() {
    let (_folder, mut workspace) = workspace(1);
    let pupil = workspace.pupil("K-1").unwrap();
    assert_eq!(workspace.case(&pupil, at(1)).unwrap().suggestions_off, None);
    let bare = workspace.rule_suggestions(true, &moderator(), " ", at(2));
    assert!(matches!(bare, Err(Problem::NoReason)));
    let officer = reader("Ada", Role::Officer);
    let refused = workspace.rule_suggestions(true, &officer, "they anchor", at(2));
    assert!(matches!(refused, Err(Problem::NotModerator(_))));
    let off = workspace.rule_suggestions(true, &moderator(), "they anchor", at(2));
    assert_eq!(off.unwrap().unwrap().reason, "they anchor");
    let case = workspace.case(&pupil, at(3)).unwrap();
    assert_eq!(case.suggestions_off.as_deref(), Some("Moira"));
    let on = workspace.rule_suggestions(false, &moderator(), "looked at", at(4));
    assert_eq!(on.unwrap(), None);
    assert_eq!(workspace.case(&pupil, at(5)).unwrap().suggestions_off, None);
}

#[test]
fn the_queue_goes_by_the_weights_that_the_workspace_keeps() {
    let (folder, mut workspace) = workspace(2);
    for (n, unsure) in [(1, true), (2, false)] {
        let judged = Judged {
            unsure,
            ..judged("7", "1")
        };
        let officer = reader("Ada", Role::Officer);
        let reference = format!("K-{n}");
        workspace
            .record_judged(&reference, judged, None, officer, at(n))
            .unwrap();
    }
    let first = |workspace: &Workspace| {
        let queue = workspace.queue(&moderator(), at(30)).unwrap();
        (
            queue.review[0].reference.to_string(),
            queue.review[0].weight,
        )
    };
    let (reference, weight) = first(&workspace);
    assert_eq!(reference, "K-1");
    workspace.weigh("unsure", "50").unwrap();
    assert_eq!(first(&workspace), ("K-1".to_owned(), weight + 46));
    assert!(matches!(
        workspace.weigh("unsur", "5"),
        Err(Problem::Weight(_))
    ));
    drop(workspace);
    let workspace = Workspace::open_existing(folder.path(), at(40)).unwrap();
    assert_eq!(workspace.weights().of(FlagRule::Unsure), 50);
    let flags = workspace.worth_of_flags(at(41)).unwrap();
    let unsure = flags
        .iter()
        .find(|one| one.rule == FlagRule::Unsure)
        .unwrap();
    assert_eq!((unsure.weight, unsure.carried), (50, 1));
}
