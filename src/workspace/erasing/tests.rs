//! What still holds those erased, and who is past their time.

use std::ops::ControlFlow;

use super::*;
use crate::domain::identity::Role;
use crate::store::Door;
use crate::workspace::backup::tests::begun;
use crate::workspace::unwatched;

fn by() -> Reader {
    Reader {
        name: "Ada".to_owned(),
        role: Role::Officer,
    }
}

fn at(day: &str) -> Moment {
    Moment::of_day(day.parse().unwrap())
}

#[test]
fn backups_that_hold_them_are_named_and_the_automatic_ones_go_where_it_is_asked() {
    let (_folder, mut workspace) = begun();
    let now = at("2026-10-06");
    let make = |workspace: &Workspace, why| {
        (workspace.back_up(None, why, now, &mut unwatched))
            .unwrap()
            .folder
    };
    let asked = make(&workspace, Why::Asked);
    let own = make(&workspace, Why::BeforeUndo);
    let one = workspace.pupil("K-1").unwrap();
    let wiped = workspace
        .erase(&[one], (&by(), "asked for"), true, now, &mut unwatched)
        .unwrap();
    assert_eq!(wiped.scrubbed, Scrubbed::Done);
    let told: Vec<_> = (wiped.backups.iter())
        .map(|left| (left.folder.clone(), left.is_own(), left.deleted))
        .collect();
    assert_eq!(
        told,
        [(asked.clone(), false, false), (own.clone(), true, true)]
    );
    assert!(asked.exists() && !own.exists());
    // One made since holds nobody, and the list goes on naming the one that does.
    make(&workspace, Why::Asked);
    let found = workspace.erasures(true).unwrap();
    assert_eq!((found.recorded.len(), found.backups.len()), (1, 1));
    assert_eq!(found.backups[0].folder, asked);
    assert!(asked.exists() && !found.owed);
}

#[test]
fn who_is_past_their_time_goes_by_the_setting() {
    let (_folder, mut workspace) = begun();
    let overdue = |workspace: &Workspace, day: &str| {
        let found = workspace
            .overdue(day.parse().unwrap(), &mut unwatched)
            .unwrap();
        let past = found.past.iter().map(|one| one.facts.reference.to_string());
        (past.collect::<Vec<_>>(), found.within, found.unknown)
    };
    assert_eq!(
        overdue(&workspace, "2045-03-01"),
        (vec!["K-2".to_owned()], 1, 0)
    );
    workspace.retain_for("ceased=6".parse().unwrap()).unwrap();
    assert_eq!(overdue(&workspace, "2045-03-01"), (vec![], 0, 2));
    workspace.retain_for("born=25".parse().unwrap()).unwrap();
    let both = vec!["K-2".to_owned(), "K-1".to_owned()];
    assert_eq!(overdue(&workspace, "2045-03-01"), (both, 0, 0));
    // Who was erased is past nothing any more.
    let one = workspace.pupil("K-1").unwrap();
    let now = at("2045-03-01");
    workspace
        .erase(&[one], (&by(), "past"), false, now, &mut unwatched)
        .unwrap();
    assert_eq!(
        overdue(&workspace, "2045-03-01"),
        (vec!["K-2".to_owned()], 0, 0)
    );
}

#[test]
fn an_erasure_that_is_stopped_changes_nothing() {
    let (_folder, mut workspace) = begun();
    let one = workspace.pupil("K-1").unwrap();
    let stopped = workspace.erase(
        std::slice::from_ref(&one),
        (&by(), ""),
        true,
        at("2026-10-06"),
        &mut |_| std::ops::ControlFlow::Break(()),
    );
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert_eq!(workspace.pupil("K-1").unwrap(), one);
    assert_eq!(workspace.erasures(false).unwrap().recorded, []);
}

fn erase(workspace: &mut Workspace, reference: &str, backups: bool) -> Wiped {
    let one = workspace.pupil(reference).unwrap();
    let now = at("2026-10-06");
    (workspace.erase(&[one], (&by(), "asked for"), backups, now, &mut unwatched)).unwrap()
}

#[test]
fn a_backup_that_holds_an_earlier_one_goes_by_the_list() {
    let (_folder, mut workspace) = begun();
    let now = at("2026-10-06");
    let own = workspace.back_up(None, Why::BeforeImport, now, &mut unwatched);
    let own = own.unwrap().folder;
    assert_eq!(erase(&mut workspace, "K-1", false).backups.len(), 1);
    assert_eq!(workspace.erasures(false).unwrap().backups.len(), 1);
    let found = workspace.erasures(true).unwrap();
    assert!(found.backups[0].deleted && !own.exists());
    assert_eq!(workspace.erasures(true).unwrap().backups, []);
}

#[test]
fn what_fails_after_the_erasure_is_told_with_its_account() {
    let (_folder, mut workspace) = begun();
    let now = at("2026-10-06");
    let own = workspace.back_up(None, Why::BeforeUndo, now, &mut unwatched);
    let own = own.unwrap().folder;
    let name = own.file_name().unwrap().to_str().unwrap();
    let part = format!("{name}.{}.part", std::process::id());
    files::write(&own.with_file_name(part), b"in the way").unwrap();
    // Where the file's copy would go there is no folder.
    workspace.store.door = Door::of(&workspace.folder().join("nowhere"));
    let wiped = erase(&mut workspace, "K-1", true);
    assert_eq!(wiped.erased.len(), 1);
    assert!(matches!(wiped.scrubbed, Scrubbed::Failed(_)), "{wiped:?}");
    let left = &wiped.backups[0];
    assert!(left.fault.is_some() && !left.deleted && own.exists());
    assert!(workspace.erasures(false).unwrap().owed);
}

#[test]
fn a_file_that_is_still_to_be_written_anew_is_at_the_next_start() {
    let (_folder, mut workspace) = begun();
    let (now, home) = (at("2026-10-06"), workspace.folder().to_owned());
    let other = Workspace::open_existing(&home, now).unwrap();
    let reading = "BEGIN; SELECT count(*) FROM pupil";
    other.store.db.execute_batch(reading).unwrap();
    workspace.store.wait_for_others(false).unwrap();
    assert_eq!(erase(&mut workspace, "K-1", false).scrubbed, Scrubbed::Open);
    assert!(workspace.erasures(false).unwrap().owed);
    drop((other, workspace));
    // It says so, and whoever does not wait for it has it left to the start after.
    let door = Door::of(&home);
    let mut words = Vec::new();
    let stopped = Workspace::open_existing_watched(&door, now, &mut |step| {
        words.push(step.what);
        ControlFlow::Break(())
    });
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert_eq!(words, ["Writing the file anew"]);
    let workspace = Workspace::open_existing(&home, now).unwrap();
    assert!(!workspace.erasures(false).unwrap().owed);
    drop(workspace);
    let unsaid = Workspace::open_existing_watched(&door, now, &mut |_| ControlFlow::Break(()));
    assert!(unsaid.is_ok(), "nothing is owed, and nothing said");
}
