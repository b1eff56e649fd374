//! The backups, driven by keys and replies.

use std::path::PathBuf;

use crate::domain::backup::{Contents, Copied, Listed, Loss, Manifest, SCHEMA, Wholeness, Why};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::verification::Verification;
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn backup(day: &str, why: Why, wholeness: Wholeness) -> Listed {
    let made = Moment::of_day(sample::day(day));
    let file = Copied {
        name: "workspace.sqlite".to_owned(),
        length: 5_400_000,
        sha256: Digest::of(b""),
    };
    Listed {
        folder: PathBuf::from("/home/ada/desk/backups").join(Manifest::name(made, why)),
        manifest: Some(Manifest {
            schema: SCHEMA,
            made,
            why,
            program: "0.1.0".to_owned(),
            contents: Contents {
                pupils: Some(320),
                records: Some(105),
                ..Contents::default()
            },
            files: vec![file],
        }),
        wholeness,
    }
}

fn broken_off() -> Listed {
    Listed {
        folder: PathBuf::from("/home/ada/desk/backups/2025-11-01T090000-asked.7.part"),
        manifest: None,
        wholeness: Wholeness::Faulty("it was broken off; nothing needs it".to_owned()),
    }
}

fn all() -> Vec<Listed> {
    vec![
        backup("2026-01-12", Why::Asked, Wholeness::Unread),
        backup("2026-01-09", Why::BeforeImport, Wholeness::Unread),
        backup("2025-12-01", Why::BeforeRestore, Wholeness::Unread),
        broken_off(),
    ]
}

fn stage() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("B");
    stage.reply(Asked::Backups, Reply::Backups(all()));
    stage
}

fn verified(faults: &[&str]) -> Reply {
    Reply::Verified(Box::new(Verification {
        records: 105,
        stand: 105 - faults.len(),
        chains: 2,
        awaited: 3,
        keyed: true,
        faults: faults.iter().map(|fault| (*fault).to_owned()).collect(),
        mended: false,
        facts_alone: false,
    }))
}

#[test]
fn frames() {
    let mut stage = stage();
    stage.frames("backups");
    stage.keys("v");
    let faults = [
        "mapping 019bb18a-75c0-70db-b712-5f1cec9926fe: its words are not those that were recorded",
        "the chain of 019bb18a-75c0-70db-b712-5f1cec992600 ends before its signed head",
    ];
    stage.reply(Asked::Verify, verified(&faults));
    stage.frames("backups-verified");
}

#[test]
fn where_there_is_none_it_says_how_one_is_made() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("B");
    stage.shows("Looking for the backups…");
    stage.reply(Asked::Backups, Reply::Backups(Vec::new()));
    stage.shows("There is no backup yet: b makes one.");
    let before = stage.count();
    stage.keys("enter r");
    assert_eq!(stage.count(), before);
    stage.any_size();
}

#[test]
fn one_that_is_made_says_where_it_lies_and_the_list_is_read_again() {
    let mut stage = stage();
    stage.keys("down b");
    assert!(matches!(stage.last(), Request::BackUp));
    let made = backup("2026-01-13", Why::Asked, Wholeness::Unread);
    stage.reply(Asked::BackUp, Reply::BackedUp(Box::new(made.clone())));
    assert!(matches!(stage.last(), Request::Backups));
    stage.shows("✓ Backed up, 6 MB: /home/ada/desk/backups/2026-01-13T090000-asked");
    let mut now = all();
    now.insert(0, made);
    stage.reply(Asked::Backups, Reply::Backups(now));
    stage.shows("5 backups, latest first");
    stage.shows("▸ · 13 Jan 2026, 09:00");
}

#[test]
fn whoever_went_on_hears_that_it_was_made() {
    let mut stage = stage();
    stage.keys("b q");
    let made = backup("2026-01-13", Why::Asked, Wholeness::Unread);
    stage.reply(Asked::BackUp, Reply::BackedUp(Box::new(made)));
    stage.shows("Backed up, 6 MB: /home/ada/desk/backups/2026-01-13T090000-asked");
    stage.keys("B v q");
    stage.reply(Asked::Verify, verified(&["something"]));
    stage.shows("The workspace was verified. 1 thing is not as it was recorded.");
    stage.keys("B b q B");
    let before = stage.count();
    let made = backup("2026-01-14", Why::Asked, Wholeness::Unread);
    stage.reply(Asked::BackUp, Reply::BackedUp(Box::new(made)));
    assert_eq!(stage.count(), before + 1);
    assert!(matches!(stage.last(), Request::Backups));
}

#[test]
fn what_was_read_through_stays_known() {
    let mut stage = stage();
    stage.keys("enter");
    assert!(
        matches!(stage.last(), Request::CheckBackup(folder) if folder.ends_with("2026-01-12T090000-asked"))
    );
    let whole = backup("2026-01-12", Why::Asked, Wholeness::Whole);
    stage.reply(Asked::CheckBackup, Reply::BackupChecked(Box::new(whole)));
    stage.shows("✓ 2026-01-12T090000-asked is whole.");
    stage.keys("down enter");
    let why = "The backup is not whole: its bytes are others.";
    let faulty = backup(
        "2026-01-09",
        Why::BeforeImport,
        Wholeness::Faulty(why.to_owned()),
    );
    stage.reply(Asked::CheckBackup, Reply::BackupChecked(Box::new(faulty)));
    stage.keys("b");
    let made = backup("2026-01-13", Why::Asked, Wholeness::Unread);
    stage.reply(Asked::BackUp, Reply::BackedUp(Box::new(made)));
    stage.reply(Asked::Backups, Reply::Backups(all()));
    stage.shows("✓ 12 Jan 2026, 09:00");
    stage.shows("✗ 9 Jan 2026, 09:00");
    stage.keys("end enter");
    stage.shows("Nothing can be made of this one. Take another.");
}

#[test]
fn restoring_is_asked_with_what_is_lost_and_nothing_else_goes_meanwhile() {
    let mut stage = stage();
    stage.keys("down r");
    assert!(
        matches!(stage.last(), Request::Loss(folder) if folder.ends_with("2026-01-09T090000-before-import"))
    );
    let chosen = all().remove(1);
    let loss = Loss {
        folder: chosen.folder.clone(),
        made: chosen.manifest.unwrap().made,
        why: Why::BeforeImport,
        records: 14,
        erased: 0,
    };
    stage.reply(Asked::Loss, Reply::Loss(Box::new(loss)));
    stage.frames("backups-restore");
    stage.keys("y");
    let restores =
        |one: &Request| matches!(one, Request::Restore(folder) if *folder == chosen.folder);
    assert!(stage.requests().any(restores));
    let before = stage.count();
    stage.keys("q t b ctrl-n ctrl-t");
    assert_eq!(stage.count(), before);
    stage.shows("A backup is being put in the workspace's place.");
    stage.keys("ctrl-x");
    let stopped = "Stopped; nothing was changed.".to_owned();
    stage.reply(Asked::Restore, Reply::Refused(stopped));
    stage.shows("Stopped; nothing was changed.");
    stage.keys("q");
    stage.shows("Reading the caseload…");
}

#[test]
fn a_restored_workspace_begins_at_its_worklist_and_says_what_was_done() {
    let mut stage = stage();
    stage.keys("r");
    let chosen = all().remove(0);
    let loss = Loss {
        folder: chosen.folder,
        made: chosen.manifest.unwrap().made,
        why: Why::Asked,
        records: 0,
        erased: 1,
    };
    stage.reply(Asked::Loss, Reply::Loss(Box::new(loss)));
    stage.shows("Every record of");
    stage.keys("y");
    let (told, opening) = (
        "The workspace of 12 Jan 2026, 09:00 is back".to_owned(),
        Some(Box::new(sample::opening())),
    );
    stage.reply(Asked::Restore, Reply::Restored(told, opening));
    stage.shows("The workspace of 12 Jan 2026, 09:00 is back");
    stage.keys("D");
    assert!(matches!(stage.last(), Request::Distribution(..)));
}

#[test]
fn a_workspace_that_is_well_says_so_until_another_backup_is_looked_at() {
    let mut stage = stage();
    stage.keys("v");
    stage.reply(Asked::Verify, verified(&[]));
    stage.shows("✓ Every record is as it was recorded.");
    stage.shows("105 records in 2 chains.");
    stage.shows("3 more are in the chains of colleagues");
    stage.keys("down");
    stage.shows("9 Jan 2026, 09:00, before an import");
    stage.keys("v");
    stage.reply(Asked::Verify, verified(&[]));
    stage.shows("─ The workspace ─");
    stage.keys("enter");
    stage.shows("9 Jan 2026, 09:00, before an import");
    stage.any_size();
}
