//! Repairing whole workspaces: the damaged one stays as it is, and what is saved is a workspace.

use super::*;
use crate::workspace::backup::tests::{begun, record};
use crate::workspace::{Workspace, unwatched};

fn at(hour: i64) -> Moment {
    let day = "2026-10-05".parse().unwrap();
    Moment::of_day(day).plus_millis(hour * 3_600_000)
}

/// A closed workspace of two records, its file damaged.
fn damaged(harm: impl FnOnce(&mut Vec<u8>)) -> (tempfile::TempDir, PathBuf) {
    let (keep, mut workspace) = begun();
    record(&mut workspace, "K-2", 3);
    let folder = workspace.folder.clone();
    files::write(&folder.join("maps/own.toml"), b"").unwrap();
    drop(workspace);
    let mut bytes = files::read(&folder.join(FILE)).unwrap();
    harm(&mut bytes);
    files::write(&folder.join(FILE), &bytes).unwrap();
    (keep, folder)
}

#[test]
fn an_undamaged_workspace_is_saved_whole_and_with_all_that_belongs_to_it() {
    let (_keep, folder) = damaged(|_| ());
    let before = files::read(&folder.join(FILE)).unwrap();
    let done = repair(&folder, None, at(4), &mut unwatched).unwrap();
    assert!(done.is_whole(), "{:#?}", done.tables);
    assert_eq!((done.verified.records, done.stand()), (2, 2));
    assert!(done.verified.keyed);
    assert_eq!(done.folder, folder.with_file_name("work-repaired"));
    assert!(done.folder.join("maps/own.toml").is_file());
    assert_eq!(files::read(&folder.join(FILE)).unwrap(), before);
    let [old, new] = [&folder, &done.folder].map(|one| store::contents(one).unwrap());
    assert_eq!(old, new);
    let mut workspace = Workspace::open_existing(&done.folder, at(5)).unwrap();
    record(&mut workspace, "K-1", 6);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
    let again = repair(&folder, None, at(7), &mut unwatched)
        .unwrap_err()
        .to_string();
    assert!(again.contains("is there already"), "{again}");
}

#[test]
fn a_file_whose_header_is_destroyed_is_saved_whole() {
    let (_keep, folder) = damaged(|bytes| bytes[..100].fill(0xEE));
    assert!(Workspace::open_existing(&folder, at(4)).is_err());
    let done = repair(&folder, None, at(4), &mut unwatched).unwrap();
    assert!(done.is_whole(), "{:#?}", done.tables);
    assert_eq!(done.stand(), 2);
}

#[test]
fn a_file_that_is_nothing_any_more_is_refused_and_leaves_nothing() {
    let (keep, folder) = damaged(|bytes| bytes.fill(0xEE));
    let told = repair(&folder, None, at(4), &mut unwatched)
        .unwrap_err()
        .to_string();
    assert!(told.contains("Nothing can be read of"), "{told}");
    let left = files::entries(keep.path()).unwrap();
    assert!(
        left.iter()
            .all(|path| !path.to_string_lossy().contains("repaired")),
        "{left:?}"
    );
    assert_eq!(files::read(&folder.join(FILE)).unwrap()[0], 0xEE);
}
