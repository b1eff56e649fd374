//! What lies in an encrypted workspace's folder while its copies are made is encrypted, at every word on the progress, and
//! what is left of one that was being made plain is written over.

use std::ops::ControlFlow;

use super::*;
use crate::domain::backup::Why;
use crate::domain::identity::{Reader, Role};
use crate::workspace::backup::PART;
use crate::workspace::backup::tests::{at, begun};
use crate::workspace::problem::Problem;
use crate::workspace::watching::Step;
use crate::workspace::{Wish, restore, unwatched};

const WORDS: &str = "correct horse battery staple";

/// What nobody may read: names, a plan's words, a file's name, and what a plain file begins with.
const SECRETS: [&str; 5] = [
    "Okafor",
    "Amara",
    "minutes a day",
    "first.csv",
    "SQLite format 3",
];

/// Looks into every file below a folder; gives how many files are not finished, and so go again.
fn look(folder: &Path) -> usize {
    let mut parts = 0;
    for path in files::entries(folder).unwrap() {
        if path.is_dir() {
            let is_part = path.extension().is_some_and(|end| end == PART);
            parts += usize::from(is_part && path.join(FILE).exists()) + look(&path);
            continue;
        }
        let bytes = files::read(&path).unwrap();
        for secret in SECRETS {
            let is_there = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!is_there, "{secret} in {}", path.display());
        }
    }
    parts
}

#[test]
fn whatever_lies_there_while_a_copy_is_made_is_encrypted() {
    let (_folder, workspace) = begun();
    let folder = workspace.folder.clone();
    drop(workspace);
    let [old, new] =
        [WORDS, "another five words altogether"].map(|words| Passphrase::of(words.into()).unwrap());
    let plain = Door::of(&folder);
    encrypt(&plain, &old, false, at(2), &mut unwatched).unwrap();
    let door = plain.clone().with(old);
    let mut seen = 0;
    let mut watch = |_: Step| {
        seen += look(&folder);
        ControlFlow::Continue(())
    };
    let mut workspace = Workspace::open_existing(&door, at(3)).unwrap();
    let made = workspace
        .back_up(None, Why::Asked, at(3), &mut watch)
        .unwrap();
    let table = [folder.with_file_name("first.csv")];
    workspace
        .import(&table, Wish::default(), at(4), &mut watch)
        .unwrap();
    let pupil = workspace.pupil("K-2").unwrap();
    let by = Reader {
        name: "Ada".to_owned(),
        role: Role::Officer,
    };
    workspace
        .erase(&[pupil], (&by, "asked to"), false, at(5), &mut watch)
        .unwrap();
    drop(workspace);
    restore(&door, door.at(&made.folder), at(6), &mut watch).unwrap();
    rekey(&door, &new, false, at(7), &mut watch).unwrap();
    assert!(seen > 3, "copies were seen {seen} times");
    look(&folder);
}

/// A closed workspace that is encrypted, its door, and a folder beside it for second names of files.
fn closed() -> (tempfile::TempDir, Door, std::path::PathBuf) {
    let (keep, workspace) = begun();
    let plain = Door::of(&workspace.folder);
    drop(workspace);
    let words = Passphrase::of(WORDS.into()).unwrap();
    encrypt(&plain, &words, false, at(2), &mut unwatched).unwrap();
    let beside = keep.path().join("beside");
    files::make_folder(&beside).unwrap();
    (keep, plain.with(words), beside)
}

/// The parts and the locks in a folder.
fn left(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut left = files::entries(folder).unwrap();
    left.retain(|path| (path.extension()).is_some_and(|end| end == PART || end == "lock"));
    left
}

#[track_caller]
fn is_written_over(second: &Path) {
    let bytes = files::read(second).unwrap();
    assert!(bytes.len() > 100_000, "{}", bytes.len());
    assert!(bytes.iter().all(|byte| *byte == 0), "{}", second.display());
}

#[test]
fn one_that_is_stopped_while_it_is_made_plain_leaves_nothing_plain() {
    let (_keep, door, beside) = closed();
    let folder = door.folder().to_owned();
    for stops in 1.. {
        let second = beside.join(stops.to_string());
        let (mut heard, mut words) = (0, Vec::new());
        let mut watch = |step: Step| {
            heard += 1;
            words.push(step.what);
            if heard < stops {
                return ControlFlow::Continue(());
            }
            // What has no name any more is still read by its second one.
            let part = left(&folder).into_iter().find(|path| path.is_dir());
            let file = part.unwrap().join(FILE);
            std::fs::hard_link(file, &second).unwrap();
            ControlFlow::Break(())
        };
        let made = decrypt(&door, false, at(3), &mut watch);
        if made.is_ok() {
            assert!(stops > 1, "it was never stopped");
            break;
        }
        assert!(matches!(made, Err(Problem::Stopped)), "{made:?}");
        assert_eq!(left(&folder), [] as [std::path::PathBuf; 0], "{words:?}");
        look(&folder);
        if words.last().is_some_and(|word| word.contains("disk")) {
            is_written_over(&second);
        } else {
            look(&beside);
        }
    }
    assert!(!store::is_encrypted(&folder));
}

#[test]
fn one_that_fails_while_it_is_made_plain_leaves_nothing_plain() {
    let (_keep, door, beside) = closed();
    let folder = door.folder().to_owned();
    let other = folder.join(store::KEY_FILE);
    files::write(&other, &[7; 32]).unwrap();
    let second = beside.join("whole");
    let mut watch = |step: Step| {
        if step.what.contains("disk") {
            let part = left(&folder).into_iter().find(|path| path.is_dir());
            std::fs::hard_link(part.unwrap().join(FILE), &second).unwrap();
            assert!(
                files::read(&second)
                    .unwrap()
                    .starts_with(b"SQLite format 3")
            );
        }
        ControlFlow::Continue(())
    };
    let told = decrypt(&door, false, at(3), &mut watch).unwrap_err();
    assert!(
        told.to_string().contains("another workspace's key"),
        "{told}"
    );
    assert_eq!(left(&folder), [] as [std::path::PathBuf; 0]);
    look(&folder);
    is_written_over(&second);
}

#[test]
fn what_a_kill_left_plain_is_written_over_by_the_next_opening_and_what_runs_stays() {
    let (_keep, door, beside) = closed();
    let folder = door.folder().to_owned();
    let plain = vec![b'a'; 200_000];
    let lay = |name: &str| {
        let file = folder.join(name).join(FILE);
        files::write(&file, &plain).unwrap();
        std::fs::hard_link(file, beside.join(name)).unwrap();
        folder.join(name).with_extension("lock")
    };
    files::write(&lay("encrypting.7.part"), b"").unwrap();
    let runs = files::Held::make(&lay("encrypting.9.part")).unwrap();
    drop(Workspace::open_existing(&door, at(4)).unwrap());
    assert!(!folder.join("encrypting.7.part").exists());
    assert_eq!(left(&folder).len(), 2);
    is_written_over(&beside.join("encrypting.7.part"));
    assert_eq!(
        files::read(&beside.join("encrypting.9.part")).unwrap(),
        plain
    );
    // Whoever does not know the passphrase, and the build that does not open it, leaves nothing plain either.
    drop(runs);
    let refused = Workspace::open_existing(&folder, at(5)).map(drop);
    assert!(refused.is_err());
    assert_eq!(left(&folder), [] as [std::path::PathBuf; 0]);
    is_written_over(&beside.join("encrypting.9.part"));
}
