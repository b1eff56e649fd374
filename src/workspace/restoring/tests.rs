//! Restoring: the backup is in its place and the old one aside, or nothing was changed; broken off at any step, it is finished.

use super::placing::place;
use super::*;
use crate::store::MANIFEST;
use crate::workspace::backup::FOLDER;
use crate::workspace::backup::tests::{begun, record};
use crate::workspace::{Workspace, backups, unwatched};

fn at(hour: i64) -> Moment {
    let day = "2026-10-05".parse().unwrap();
    Moment::of_day(day).plus_millis(hour * 3_600_000)
}

/// A workspace with a backup of one record, after which a second one was recorded; it is closed.
fn two() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (keep, mut workspace) = begun();
    files::write(&workspace.folder.join("rates/old.toml"), b"# old").unwrap();
    let made = workspace
        .back_up(None, Why::Asked, at(3), &mut unwatched)
        .unwrap();
    record(&mut workspace, "K-2", 4);
    let folder = workspace.folder.clone();
    files::write(&folder.join("rates/new.toml"), b"# new").unwrap();
    files::write(&folder.join("maps/own.toml"), b"").unwrap();
    (keep, folder, made.folder)
}

fn records(folder: &Path) -> u64 {
    store::contents(folder).unwrap().records.unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = files::entries(folder)
        .unwrap()
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        // What reading alone leaves beside a file with a log.
        .filter(|name| !name.ends_with("-shm") && !name.ends_with("-wal"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_takes_the_workspaces_place_and_nothing_is_deleted() {
    let (_keep, folder, backup) = two();
    let done = restore(&folder, &backup, at(6), &mut unwatched).unwrap();
    assert_eq!((done.records, done.beyond), (1, Some(1)));
    assert_eq!(records(&folder), 1);
    assert_eq!(names(&folder.join("rates")), ["old.toml"]);
    let aside = done.aside.unwrap();
    assert_eq!(
        aside,
        folder.join(FOLDER).join("2026-10-05T150000-before-restore")
    );
    assert_eq!(records(&aside), 2);
    assert_eq!(
        names(&aside),
        ["backup.json", "maps", "rates", "workspace.key", FILE]
    );
    assert_eq!(names(&aside.join("rates")), ["new.toml", "old.toml"]);
    assert_eq!(names(&folder), [FOLDER, "rates", "workspace.key", FILE]);
    let workspace = Workspace::open_existing(&folder, at(7)).unwrap();
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
    drop(workspace);
    let listed = backups(&folder, None, &mut unwatched).unwrap();
    let faults: Vec<_> = listed.iter().map(|one| one.fault()).collect();
    assert_eq!(faults, [None, None]);
    // And back again: what was put aside is a backup like any other.
    let back = restore(&folder, &aside, at(8), &mut unwatched).unwrap();
    assert_eq!((back.records, back.beyond), (2, Some(0)));
    assert_eq!(names(&folder.join("rates")), ["new.toml", "old.toml"]);
}

#[test]
fn broken_off_at_any_step_it_is_refused_to_be_opened_and_then_finished() {
    for stops in 0.. {
        let (_keep, folder, backup) = two();
        let part = folder.join("restoring.part");
        files::make_folder(&part).unwrap();
        let from = manifest(&backup).unwrap();
        lay(
            &Door::of(&backup),
            &from,
            (&part, &[]),
            at(6),
            &mut unwatched,
        )
        .unwrap();
        let here = present(&part);
        let aside = leave(&folder, &part, Contents::default(), at(6), &mut unwatched).unwrap();
        write(&part, PLAN, &Plan { aside, names: here }).unwrap();
        // Until now the old one is whole, whatever lies beside it.
        drop(Workspace::open_existing(&folder, at(6)).unwrap());
        assert_eq!(records(&folder), 2);
        lasting::rename(&part, &folder.join(RESTORING)).unwrap();
        let mut steps = 0;
        let broken = place(&folder, &mut || {
            steps += 1;
            if steps > stops {
                return Err(Problem::Stopped);
            }
            Ok(())
        });
        if broken.is_ok() {
            assert!(stops > 6, "{stops} steps");
            return;
        }
        for opened in [
            Workspace::open(&folder, None, at(7)).map(drop),
            Workspace::open_existing(&folder, at(7)).map(drop),
        ] {
            let told = opened.unwrap_err().to_string();
            assert!(told.contains("broken off half-way"), "{stops}: {told}");
        }
        let aside = finish(&folder).unwrap().unwrap();
        assert_eq!((records(&folder), records(&aside)), (1, 2), "{stops}");
        assert_eq!(names(&folder.join("rates")), ["old.toml"], "{stops}");
        assert_eq!(
            names(&folder),
            [FOLDER, "rates", "workspace.key", FILE],
            "{stops}"
        );
        assert!(aside.join(MANIFEST).is_file());
        let workspace = Workspace::open_existing(&folder, at(8)).unwrap();
        assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
    }
}

#[test]
fn an_empty_folder_left_by_the_last_step_is_finished_too() {
    let (_keep, folder, _backup) = two();
    let told = finish(&folder).unwrap_err().to_string();
    assert!(told.contains("nothing to finish"), "{told}");
    files::make_folder(&folder.join(RESTORING)).unwrap();
    assert_eq!(finish(&folder).unwrap(), None);
    assert_eq!(records(&folder), 2);
}

#[test]
fn what_was_killed_before_the_point_of_no_return_goes_with_the_next_work_and_what_runs_stays() {
    let (keep, folder, backup) = two();
    let left = |name: &str| {
        let lock = folder.join(name).with_extension("lock");
        files::write(&folder.join(name).join(FILE), b"half").unwrap();
        lock
    };
    files::write(&left("restoring.7.part"), b"").unwrap();
    files::write(&left("encrypting.8.part"), b"").unwrap();
    // That of another's work goes on, and what nobody knows of a person's own is left alone.
    let runs = files::Held::make(&left("restoring.9.part")).unwrap();
    files::write(&folder.join("mine.lock"), b"").unwrap();
    restore(&folder, &backup, at(6), &mut unwatched).unwrap();
    let seen = names(&folder);
    assert!(
        !seen
            .iter()
            .any(|name| name.contains(".7.") || name.contains(".8.")),
        "{seen:?}"
    );
    for name in ["mine.lock", "restoring.9.lock", "restoring.9.part"] {
        assert!(seen.iter().any(|one| one == name), "{name} in {seen:?}");
    }
    drop(runs);
    let saved = keep.path().join("work-repaired.9.part");
    files::write(&saved.join(FILE), b"half").unwrap();
    files::write(&saved.with_extension("lock"), b"").unwrap();
    let workspace = Workspace::open_existing(&folder, at(7)).unwrap();
    (workspace.back_up(None, Why::Asked, at(8), &mut unwatched)).unwrap();
    assert!(!saved.exists() && !saved.with_extension("lock").exists());
    assert!(!folder.join("restoring.9.part").exists());
}

#[test]
fn it_is_refused_while_somebody_has_the_workspace_open() {
    let (_keep, folder, backup) = two();
    let open = Workspace::open_existing(&folder, at(5)).unwrap();
    let told = restore(&folder, &backup, at(6), &mut unwatched)
        .unwrap_err()
        .to_string();
    assert!(told.contains("open in another window"), "{told}");
    drop(open);
    assert_eq!(records(&folder), 2);
    assert!(
        !names(&folder)
            .iter()
            .any(|name| name.starts_with("restoring"))
    );
}

#[test]
fn what_a_restoring_would_lose_is_told_before_and_what_cannot_be_restored_is_refused_there() {
    let (keep, folder, backup) = two();
    let workspace = Workspace::open_existing(&folder, at(5)).unwrap();
    let loss = workspace.loss(&backup).unwrap();
    assert_eq!((loss.records, loss.erased), (1, 0));
    assert_eq!((loss.made, loss.why), (at(3), Why::Asked));
    let refused = |workspace: &Workspace| workspace.loss(&backup).unwrap_err().to_string();
    let other = Workspace::open(&keep.path().join("other"), Some(9), at(7)).unwrap();
    let told = refused(&other);
    assert!(told.contains("a backup of another workspace"), "{told}");
    covered(&backup, |told| told.contents.form = Some(99));
    let told = refused(&workspace);
    assert!(told.contains("a newer Continuum"), "{told}");
    files::clear(&backup, &[MANIFEST]).unwrap();
    let told = refused(&workspace);
    assert!(told.contains("is no backup"), "{told}");
}

#[test]
fn a_damaged_workspace_is_put_aside_as_it_is() {
    let (_keep, folder, backup) = two();
    files::write(&folder.join(FILE), &vec![7; 50_000]).unwrap();
    let done = restore(&folder, &backup, at(6), &mut unwatched).unwrap();
    assert_eq!((done.records, done.beyond), (1, None));
    assert_eq!(
        files::read(&done.aside.unwrap().join(FILE)).unwrap(),
        vec![7; 50_000]
    );
    assert_eq!(records(&folder), 1);
}

#[test]
fn a_backup_is_restored_where_no_workspace_is() {
    let (keep, _folder, backup) = two();
    let new = keep.path().join("new");
    let done = restore(&new, &backup, at(6), &mut unwatched).unwrap();
    assert_eq!((done.records, done.aside, done.beyond), (1, None, None));
    assert_eq!(names(&new), ["rates", "workspace.key", FILE]);
    let other = Workspace::open(&keep.path().join("other"), Some(9), at(7)).unwrap();
    let (folder, closed) = (other.folder.clone(), other);
    drop(closed);
    let other = folder;
    let told = restore(&other, &backup, at(8), &mut unwatched)
        .unwrap_err()
        .to_string();
    assert!(told.contains("a backup of another workspace"), "{told}");
}

#[track_caller]
fn refused(harm: impl FnOnce(&Path), said: &str) {
    let (_keep, folder, backup) = two();
    harm(&backup);
    let before = names(&folder);
    let told = restore(&folder, &backup, at(6), &mut unwatched)
        .unwrap_err()
        .to_string();
    assert!(told.contains(said), "{told}");
    assert_eq!((records(&folder), names(&folder)), (2, before));
}

/// Writes the manifest of a backup anew, as somebody would who covers a change up.
fn covered(backup: &Path, change: impl FnOnce(&mut Manifest)) {
    let mut told_of = manifest(backup).unwrap();
    let names: Vec<String> = told_of.files.iter().map(|file| file.name.clone()).collect();
    told_of.files = told(backup, &names, "", &mut unwatched).unwrap();
    change(&mut told_of);
    write(backup, MANIFEST, &told_of).unwrap();
}

fn tamper(backup: &Path, sql: &str) {
    let copy = backup.with_file_name("tampered");
    files::make_folder(&copy).unwrap();
    lasting::rename(&backup.join(FILE), &copy.join(FILE)).unwrap();
    lasting::rename(&backup.join(KEY_FILE), &copy.join(KEY_FILE)).unwrap();
    let store = Store::open_existing(&copy, Mint::seeded(3), at(5)).unwrap();
    store.db.execute_batch(sql).unwrap();
    drop(store);
    lasting::rename(&copy.join(FILE), &backup.join(FILE)).unwrap();
    lasting::rename(&copy.join(KEY_FILE), &backup.join(KEY_FILE)).unwrap();
    files::remove_folder(&copy).unwrap();
}

#[test]
fn what_is_no_sound_backup_changes_nothing() {
    refused(
        |backup| files::clear(backup, &[MANIFEST]).unwrap(),
        "is no backup",
    );
    refused(
        |backup| files::write(&backup.join(KEY_FILE), &[1; 32]).unwrap(),
        "its bytes are others",
    );
    refused(
        |backup| covered(backup, |told| told.files[1].name = "../../key".to_owned()),
        "leads out",
    );
    refused(
        |backup| covered(backup, |told| told.contents.form = Some(99)),
        "a newer Continuum",
    );
    let tampered = "DROP TRIGGER mapping_is_not_changed; UPDATE mapping SET reader = 'Nobody'";
    refused(
        |backup| {
            tamper(backup, tampered);
            covered(backup, |_| ());
        },
        "is not sound",
    );
    // A chain that is sound by itself, and not the one whose head was signed.
    refused(
        |backup| covered(backup, |told| told.contents.heads[0].records = 9),
        "is not sound",
    );
}

#[test]
fn a_backup_with_a_changed_fact_is_restored_and_the_fact_told() {
    let (_keep, folder, backup) = two();
    tamper(&backup, "UPDATE pupil SET departed = named WHERE seq = 1");
    covered(&backup, |_| ());
    let done = restore(&folder, &backup, at(6), &mut unwatched).unwrap();
    assert_eq!((done.records, done.changed), (1, 1));
    let told = done.told().join("\n");
    assert!(
        told.contains("! 1 fact that no record holds is not as written"),
        "{told}"
    );
    let workspace = Workspace::open_existing(&folder, at(7)).unwrap();
    let faults = workspace.verify(&mut unwatched).unwrap().faults;
    assert!(
        faults.iter().all(|fault| fault.fact) && faults.len() == 1,
        "{faults:?}"
    );
}
