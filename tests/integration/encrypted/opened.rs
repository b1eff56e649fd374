//! A key file opens it: nothing is read beside it, another passphrase opens it no longer, and a kill leaves one whole file.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use crate::kills::killing::{Moment, Running};
use crate::program::{Office, TODAY};

const TABLE: &str = "ref,upn,surname,forename,dob,setting,section_f\n\
    K-1,B801200005001,Quillfeather,Amaranth,2015-03-04,special,Amaranth will read with a TA for 1 hour a week.\n\
    K-2,,Bell,Sian,2014-02-01,special,A TA will help for 2 hours a week.\n";

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// A file of a passphrase, its owner's alone.
pub(super) fn key(office: &Office, name: &str, words: &str) -> String {
    let path = office.file(name, words);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path
}

fn map(office: &Office, reference: &str, key: &[&str]) {
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

/// Looks into every file below a folder for what nobody may read there.
fn nothing_is_read_in(folder: &Path) {
    let mut folders = vec![folder.to_owned()];
    let mut bytes = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read(&path).unwrap();
            bytes += text.len();
            for words in [
                "Quillfeather",
                "Amaranth",
                "B801200005001",
                "hours a week",
                "Wrenhollow",
                "caseload.csv",
                "CREATE TABLE",
            ] {
                let found = text
                    .windows(words.len())
                    .any(|part| part == words.as_bytes());
                assert!(!found, "{words} in {}", path.display());
            }
        }
    }
    assert!(bytes > 1_000_000, "{bytes}");
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

fn is_encrypted(office: &Office) -> bool {
    let file = std::fs::read(office.workspace().join("workspace.sqlite")).unwrap();
    !file.starts_with(b"SQLite format 3")
}

#[test]
fn a_kill_while_it_is_encrypted_or_given_another_passphrase_leaves_one_whole_file() {
    let (office, first) = plain();
    let second = key(&office, "second", "another five words altogether\n");
    let words = |command: &str| command.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let encrypt = words(&format!("encrypt --key-file {first}"));
    let mut took = Duration::from_millis(400);
    let (mut killed, mut open): (u32, Option<String>) = (0, None);
    for turn in 0..12 {
        let (next, command) = match &open {
            None => (first.clone(), encrypt.clone()),
            Some(now) => {
                let next = if *now == first { &second } else { &first };
                let rekey = format!("rekey --key-file {now} --new-key-file {next}");
                (next.clone(), words(&rekey))
            }
        };
        // Every fourth is spared, and says how long one takes.
        let moment = match turn % 4 {
            3 => Moment::Spared,
            part => Moment::After(took * (part + 3) / 6),
        };
        let fate = Running::start(&office, TODAY, &command).end(moment);
        killed += u32::from(fate.is_killed);
        if fate.is_well {
            took = fate.took;
        }
        // One of the two opens it, and all is there.
        let opens = |key: Option<&str>| {
            let named = key.map_or(vec![], |key| vec!["--key-file", key]);
            let done = office.run(&[&["verify", "--json"][..], &named].concat());
            let told = String::from_utf8_lossy(&done.stdout).into_owned();
            done.status.success()
                && told.contains("\"records\": 1")
                && told.contains("\"keyed\": true")
        };
        if is_encrypted(&office) && opens(Some(&next)) {
            open = Some(next);
        } else {
            assert!(!fate.is_well, "{}", fate.refused);
            assert!(opens(open.as_deref()), "turn {turn}: neither opens it");
        }
    }
    assert!(killed > 0, "nothing was killed in time");
    let done = [
        "rekey",
        "--key-file",
        open.as_deref().unwrap(),
        "--new-key-file",
    ];
    let third = key(&office, "third", "six more words for the end\n");
    office.ok(&[&done[..], &[&third]].concat());
    let mut there = std::fs::read_dir(office.workspace()).unwrap();
    let is_left = |name: std::ffi::OsString| name.to_string_lossy().starts_with("encrypting");
    assert!(!there.any(|entry| is_left(entry.unwrap().file_name())));
    nothing_is_read_in(&office.workspace());
}
