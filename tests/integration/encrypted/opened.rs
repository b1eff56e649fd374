//! A key file opens it: nothing is read beside it, another passphrase opens it no longer, and it is made plain again.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::copies::nothing_is_read_in;
use crate::program::Office;

pub(super) const TABLE: &str = "ref,upn,surname,forename,dob,setting,section_f\n\
    K-1,B801200005001,Quillfeather,Amaranth,2015-03-04,special,Amaranth will read with a TA for 1 hour a week.\n\
    K-2,,Bell,Sian,2014-02-01,special,A TA will help for 2 hours a week.\n";

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// A file of a passphrase, its owner's alone.
pub(super) fn key(office: &Office, name: &str, words: &str) -> String {
    let path = office.file(name, words);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

pub(super) fn map(office: &Office, reference: &str, key: &[&str]) {
    let cannot = office.file("cannot.json", CANNOT);
    office.ok(&[&["map", reference, "--from", &cannot], key].concat());
}

/// An office with two pupils, one mapped and one with a draft, and the passphrase's file; not encrypted yet.
pub(super) fn plain() -> (Office, String) {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    office.ok(&["import", &table]);
    office.ok(&["set", "reader", "Ada"]);
    map(&office, "K-1", &[]);
    office.ok(&["park", "K-2", "--reason", "ask the Wrenhollow school"]);
    let key = key(&office, "key", "correct horse battery staple\n");
    (office, key)
}

/// The same, encrypted.
pub(super) fn encrypted() -> (Office, String) {
    let (office, key) = plain();
    office.ok(&["encrypt", "--key-file", &key]);
    (office, key)
}

#[test]
fn nothing_of_it_is_read_in_its_folder() {
    let (office, key) = encrypted();
    let key = ["--key-file", &key];
    map(&office, "K-2", &key);
    office.ok(&[&["park", "K-1", "--reason", "Wrenhollow again"][..], &key].concat());
    let made = office.json(&[&["backup", "--json"][..], &key].concat());
    assert_eq!(made["keyed"], true);
    let more = office.file("more.csv", &TABLE.replace("K-2", "K-3"));
    let imported = office.json(&[&["import", &more, "--json"][..], &key].concat());
    assert_eq!(imported.get("notice"), None, "it is encrypted");
    nothing_is_read_in(&office.workspace());
    assert!(!office.workspace().join("workspace.key").exists());
    let verified = office.json(&[&["verify", "--json"][..], &key].concat());
    assert_eq!(
        (&verified["ok"], &verified["keyed"]),
        (&true.into(), &true.into())
    );
    let history = office.ok(&[&["history", "K-2"][..], &key].concat());
    assert!(history.contains("cannot be mapped"), "{history}");
}

#[test]
fn a_key_file_is_ones_own_long_enough_elsewhere_and_the_right_one() {
    let (office, good) = plain();
    let told = |file: &str, command: &str| office.refused(&[command, "--key-file", file], 1);
    let open = office.file("open", "correct horse battery staple");
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(told(&open, "encrypt").contains("chmod 600"));
    let short = key(&office, "short", "eleven more\n");
    assert!(told(&short, "encrypt").contains("at least 12 characters"));
    assert!(told(&key(&office, "empty", "\n"), "encrypt").contains("empty"));
    let inside = key(&office, "work/key", "correct horse battery staple");
    assert!(told(&inside, "encrypt").contains("lies in the workspace"));
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
    office.ok(&["encrypt", "--key-file", &good]);
    assert!(told(&good, "encrypt").contains("is encrypted already"));
    let wrong = key(&office, "wrong", "correct horse battery stapler");
    assert!(told(&wrong, "verify").contains("not the passphrase of"));
    // Named once for all, and with the line end of another system.
    let kept = key(&office, "kept", "correct horse battery staple\r\n");
    office.ok(&["set", "key-file", &kept]);
    office.ok(&["verify"]);
    office.ok(&["set", "key-file", "none"]);
    assert!(office.refused(&["verify"], 1).contains("--key-file"));
}

#[test]
fn a_new_workspace_is_begun_encrypted() {
    let office = Office::new();
    let key = key(&office, "key", "correct horse battery staple");
    let table = office.file("caseload.csv", TABLE);
    office.ok(&["import", &table, "--key-file", &key]);
    nothing_is_read_in(&office.workspace());
    office.ok(&["verify", "--key-file", &key]);
}

#[test]
fn another_passphrase_opens_it_and_the_backups_from_before_are_named() {
    let (office, old) = plain();
    let first = office.json(&["backup", "--json"])["folder"].clone();
    let done = office.json(&["encrypt", "--key-file", &old, "--json"]);
    assert_eq!(done["backups"][0]["folder"], first);
    assert_eq!(done["backups"][0]["own"], false);
    let second = office.json(&["backup", "--json", "--key-file", &old])["folder"].clone();
    let new = key(&office, "new", "another five words altogether\n");
    let told = office.ok(&["rekey", "--key-file", &old, "--new-key-file", &new]);
    assert!(
        told.contains(second.as_str().unwrap()) && told.contains("the old one does"),
        "{told}"
    );
    assert!(told.contains("it is not encrypted"), "{told}");
    assert!(
        office
            .refused(&["verify", "--key-file", &old], 1)
            .contains("not the passphrase")
    );
    map(&office, "K-2", &["--key-file", &new]);

    // A backup from before comes back under the passphrase of now, be it encrypted or not.
    let second = second.as_str().unwrap();
    let restored = office.json(&[
        "restore",
        second,
        "--key-file",
        &new,
        "--backup-key-file",
        &old,
        "--json",
    ]);
    assert_eq!(
        (&restored["records"], &restored["beyond"]),
        (&1.into(), &1.into())
    );
    let aside = restored["aside"].as_str().unwrap().to_owned();
    office.ok(&["restore", first.as_str().unwrap(), "--key-file", &new]);
    std::fs::remove_dir_all(first.as_str().unwrap()).unwrap();
    nothing_is_read_in(&office.workspace());
    office.ok(&["restore", &aside, "--key-file", &new]);
    let verified = office.json(&["verify", "--key-file", &new, "--json"]);
    assert_eq!(
        (&verified["ok"], &verified["records"]),
        (&true.into(), &2.into())
    );
}

#[test]
fn what_can_be_read_of_a_damaged_one_is_saved_encrypted() {
    let (office, key) = encrypted();
    let file = office.workspace().join("workspace.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let repaired = office.json(&["repair", "--key-file", &key, "--json"]);
    assert_eq!(repaired["stand"], 1);
    nothing_is_read_in(Path::new(repaired["folder"].as_str().unwrap()));
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[test]
fn it_is_made_plain_again_and_what_stays_encrypted_is_named() {
    let (office, key) = encrypted();
    let with = |command: &[&str]| office.json(&[command, &["--json", "--key-file", &key]].concat());
    let kept = with(&["backup"])["folder"].clone();
    let kept = kept.as_str().unwrap();
    let more = office.file("more.csv", &TABLE.replace("K-2", "K-3"));
    office.ok(&["import", &more, "--key-file", &key]);
    let asked = office.refused(&["decrypt", "--key-file", &key], 2);
    assert!(asked.contains("--yes"), "{asked}");
    nothing_is_read_in(&office.workspace());
    let told = office.ok(&["decrypt", "--yes", "--backups", "--key-file", &key]);
    assert!(told.contains("Whoever gets at its disk"), "{told}");
    assert!(told.contains("1 automatic backup"), "{told}");
    assert!(
        told.contains(kept) && told.contains("stays encrypted"),
        "{told}"
    );
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(
        (&verified["ok"], &verified["keyed"], &verified["records"]),
        (&true.into(), &true.into(), &1.into())
    );
    map(&office, "K-2", &[]);
    let bytes = std::fs::read(office.workspace().join("workspace.sqlite")).unwrap();
    let reads = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    assert!(bytes.starts_with(b"SQLite format 3\0") && reads(b"Quillfeather"));
    let told = office.refused(&["decrypt", "--yes"], 1);
    assert!(told.contains("is not encrypted"), "{told}");

    // A backup from before brings an encrypted one back, and that is made plain as well.
    office.ok(&["restore", kept, "--backup-key-file", &key]);
    let closed = office.refused(&["verify"], 1);
    assert!(closed.contains("passphrase is needed"), "{closed}");
    office.ok(&["decrypt", "--yes", "--key-file", &key]);
    office.ok(&["verify"]);
    office.ok(&["encrypt", "--backups", "--key-file", &key]);
    assert!(!office.workspace().join("workspace.key").exists());
}

#[test]
fn another_workspaces_key_is_not_written_over() {
    let (office, key) = encrypted();
    let other = office.workspace().join("workspace.key");
    std::fs::write(&other, [7; 32]).unwrap();
    let told = office.refused(&["decrypt", "--yes", "--key-file", &key], 1);
    assert!(told.contains("another workspace's key"), "{told}");
    assert_eq!(std::fs::read(&other).unwrap(), [7; 32]);
    office.ok(&["verify", "--key-file", &key]);
}
