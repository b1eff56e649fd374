//! Encrypted files: what opens them and what does not, their copies, what is saved of a damaged one, and every older form.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at the bytes of files, and damage some"
)]

use tempfile::TempDir;

use super::*;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::store::connection::Store;
use crate::store::fixtures::{at, draft, pupil, sheet, workspace};
use crate::store::mint::Mint;
use crate::store::{FILE, Held, KEY_FILE, Rev, copy, is_readable, opens, save};

const WORDS: &str = "correct horse battery staple";

fn passphrase(words: &str) -> Passphrase {
    Passphrase::of(words.into()).unwrap()
}

fn door(folder: &TempDir, words: &str) -> Door {
    Door::of(folder.path()).with(passphrase(words))
}

fn open(door: &Door) -> Result<Store> {
    Store::open_existing(door, Mint::seeded(9), at(20))
}

/// A closed workspace with records and a draft, in whose place an encrypted one was put.
fn encrypted(pupils: usize) -> TempDir {
    let (folder, mut store) = workspace(pupils);
    for n in 1..=pupils {
        let one = pupil(&store, &format!("K-{n}"));
        store.record(sheet(&store, &one, "3"), None, at(3)).unwrap();
    }
    let mut kept = draft(&pupil(&store, "K-1"));
    kept.parked = Some("wait for Okafor's school".to_owned());
    store.save_draft(&kept, Rev::NONE, at(4)).unwrap();
    drop(store);
    anew(&Door::of(folder.path()), WORDS);
    folder
}

/// Puts a file with another passphrase in the place of the one behind a door.
fn anew(door: &Door, words: &str) {
    let to = tempfile::tempdir().unwrap();
    let mut held = Rekeying::begin(door).unwrap();
    held.write(&self::door(&to, words), &mut |_, _, _| Ok(()))
        .unwrap();
    std::fs::copy(to.path().join(FILE), door.file()).unwrap();
}

/// Every byte of every file in a folder.
fn bytes(folder: &TempDir) -> Vec<u8> {
    let files = std::fs::read_dir(folder.path()).unwrap();
    let files = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.flatten().collect()
}

#[track_caller]
fn nothing_is_read_in(folder: &TempDir) {
    let bytes = bytes(folder);
    assert!(bytes.len() > 100_000);
    for words in [
        "Okafor",
        "minutes a day",
        "Sian Price",
        "caseload.csv",
        "SQLite",
        "CREATE TABLE",
    ] {
        let words = words.as_bytes();
        let found = bytes.windows(words.len()).any(|part| part == words);
        assert!(!found, "{}", String::from_utf8_lossy(words));
    }
}

#[test]
fn what_was_encrypted_has_all_it_had_and_nothing_can_be_read_of_it() {
    let folder = encrypted(3);
    let mut store = open(&door(&folder, WORDS)).unwrap();
    assert!(store.is_encrypted());
    let found = store.verified().unwrap();
    assert_eq!(
        (found.records, found.keyed, found.faults),
        (3, true, vec![])
    );
    assert!(
        !folder.path().join(KEY_FILE).exists(),
        "the key lies in the file"
    );
    // A new record stands in the log, and a second connection reads it there.
    let one = pupil(&store, "K-2");
    store
        .record(sheet(&store, &one, "4"), None, at(21))
        .unwrap();
    let beside = open(&door(&folder, WORDS)).unwrap();
    assert_eq!(beside.verified().unwrap().records, 4);
    assert!(
        folder
            .path()
            .join("workspace.sqlite-wal")
            .metadata()
            .unwrap()
            .len()
            > 0
    );
    nothing_is_read_in(&folder);
}

#[test]
fn only_its_passphrase_opens_it_and_what_is_refused_is_left_alone() {
    let folder = encrypted(1);
    let before = bytes(&folder);
    let none = open(&Door::of(folder.path())).map(drop).unwrap_err();
    assert!(matches!(none, StoreError::NoPassphrase(_)), "{none}");
    let wrong = door(&folder, "correct horse battery stapler");
    let told = open(&wrong).map(drop).unwrap_err().to_string();
    assert!(told.contains("not the passphrase"), "{told}");
    assert!(!opens(&wrong).unwrap() && opens(&door(&folder, WORDS)).unwrap());
    for refused in [
        Held::take(&wrong).map(drop),
        Rekeying::begin(&wrong).map(drop),
    ] {
        let fault = refused.unwrap_err();
        assert!(matches!(fault, StoreError::WrongPassphrase(_)), "{fault}");
    }
    assert_eq!(bytes(&folder), before);
}

#[test]
fn sqlcipher_itself_opens_it_by_the_same_passphrase() {
    let folder = encrypted(2);
    let db = Connection::open(folder.path().join(FILE)).unwrap();
    db.pragma_update(None, "key", WORDS).unwrap();
    db.pragma_update(None, "cipher_page_size", 16384).unwrap();
    assert_eq!(
        ask::count(&db, "SELECT count(*) FROM pupil", []).unwrap(),
        2
    );
    let whole = "SELECT count(*) FROM pragma_cipher_integrity_check";
    assert_eq!(ask::count(&db, whole, []).unwrap_or(0), 0);
}

#[test]
fn a_new_workspace_is_begun_encrypted_by_two_at_once() {
    let folder = tempfile::tempdir().unwrap();
    // Each has a passphrase object of its own, as two processes have.
    let begin = |seed| {
        let door = door(&folder, WORDS);
        let begun = Store::open(&door, Mint::seeded(seed), Moment::from_millis(0)).unwrap();
        begun.origin().clone()
    };
    let (one, other) = std::thread::scope(|scope| {
        let [one, other] = [3, 4].map(|seed| scope.spawn(move || begin(seed)));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(one, other);
    let store = open(&door(&folder, WORDS)).unwrap();
    assert!(store.is_encrypted() && store.verified().unwrap().keyed);
    assert!(!folder.path().join(KEY_FILE).exists());
    nothing_is_read_in(&folder);
}

#[test]
fn another_passphrase_opens_it_and_the_old_one_no_longer() {
    let folder = encrypted(2);
    let old = door(&folder, WORDS);
    let copied = tempfile::tempdir().unwrap();
    copy(&old, &copied.path().join(FILE), &mut |_, _, _| Ok(())).unwrap();
    anew(&old, "another five words altogether");
    assert!(!opens(&old).unwrap());
    let new = door(&folder, "another five words altogether");
    let found = open(&new).unwrap().verified().unwrap();
    assert_eq!(
        (found.records, found.keyed, found.faults),
        (2, true, vec![])
    );
    // A copy from before keeps the passphrase from before.
    assert!(opens(&old.at(copied.path())).unwrap());
    assert!(!opens(&new.at(copied.path())).unwrap());
    nothing_is_read_in(&copied);
}

#[test]
fn what_is_made_plain_again_has_all_it_had_and_its_key_beside_it_alone() {
    let folder = encrypted(3);
    let (door, to) = (door(&folder, WORDS), tempfile::tempdir().unwrap());
    let bare = Door::of(to.path());
    let mut held = Rekeying::begin(&door).unwrap();
    held.write(&bare, &mut |_, _, _| Ok(())).unwrap();
    held.lay_key().unwrap();
    let key = std::fs::read(folder.path().join(KEY_FILE)).unwrap();
    let spelt = Key::held(&held.db).unwrap().unwrap().spelt();
    assert_eq!(
        Digest::from(<[u8; 32]>::try_from(&key[..]).unwrap()).to_string(),
        *spelt
    );
    // Another's, which is not written over.
    std::fs::write(folder.path().join(KEY_FILE), [7; 32]).unwrap();
    let refused = held.lay_key().unwrap_err();
    assert!(matches!(refused, StoreError::KeyInTheWay(_)), "{refused}");
    drop(held);

    let file = std::fs::read(bare.file()).unwrap();
    assert!(file.starts_with(b"SQLite format 3\0"));
    for secret in [spelt.as_bytes(), &key] {
        assert!(!file.windows(secret.len()).any(|part| part == secret));
    }
    std::fs::write(to.path().join(KEY_FILE), key).unwrap();
    let mut store = open(&bare).unwrap();
    let one = pupil(&store, "K-2");
    store
        .record(sheet(&store, &one, "4"), None, at(21))
        .unwrap();
    let found = store.verified().unwrap();
    assert!(!store.is_encrypted() && found.keyed);
    assert_eq!((found.records, found.faults), (4, vec![]));
    let pages: u32 = store
        .db
        .pragma_query_value(None, "page_size", |row| row.get(0))
        .unwrap();
    assert_eq!(pages, 16384);
}

#[test]
fn nobody_has_it_open_while_it_is_written_anew() {
    let folder = encrypted(1);
    let door = door(&folder, WORDS);
    let store = open(&door).unwrap();
    let refused = Rekeying::begin(&door).map(drop).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    drop(store);
    let mut held = Rekeying::begin(&door).unwrap();
    let to = tempfile::tempdir().unwrap();
    let told = &mut |_, _, _| Err(StoreError::Stopped);
    // It may be done before the first word on the progress.
    if let Err(fault) = held.write(&self::door(&to, WORDS), told) {
        assert!(matches!(fault, StoreError::Stopped), "{fault}");
    }
}

#[test]
fn around_a_page_that_is_destroyed_the_rest_is_saved() {
    let folder = encrypted(40);
    let door = door(&folder, WORDS);
    let sound = std::fs::read(door.file()).unwrap();
    let (mut whole, mut kept, mut lists) = (0, 0, 0);
    // The first page has the salt and the list of tables.
    for page in (1..sound.len() / 16384).step_by(7) {
        let mut harmed = sound.clone();
        harmed[page * 16384 + 5000] ^= 1;
        let (damaged, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(damaged.path().join(FILE), harmed).unwrap();
        if !is_readable(door.at(damaged.path())) {
            // A page of the list of tables was hit.
            lists += 1;
            continue;
        }
        match save(door.at(damaged.path()), to.path(), &mut |_, _, _| Ok(())) {
            Ok(tables) => {
                let saved = tables.iter().find(|one| one.table == "mapping").unwrap();
                (whole, kept) = (whole + usize::from(saved.whole), kept + saved.kept);
                assert!(opens(&door.at(to.path())).unwrap());
                nothing_is_read_in(&to);
            }
            // The page of the workspace's name was hit.
            Err(fault) => assert!(fault.to_string().contains("name"), "page {page}: {fault}"),
        }
    }
    assert!(
        whole > 0 && kept > 40 && lists < 4,
        "{whole} {kept} {lists}"
    );
}

#[test]
fn a_flipped_byte_is_found() {
    let folder = encrypted(3);
    let file = folder.path().join(FILE);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() - 9000;
    bytes[at] ^= 4;
    std::fs::write(&file, bytes).unwrap();
    let faults = open(&door(&folder, WORDS)).and_then(|store| store.verified());
    assert!(faults.map_or(true, |found| !found.faults.is_empty()));
}
