//! What lies in an encrypted workspace's folder while its copies are made is encrypted, at every word on the progress.

use std::ops::ControlFlow;

use super::*;
use crate::domain::backup::Why;
use crate::domain::identity::{Reader, Role};
use crate::workspace::backup::tests::{at, begun};
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
