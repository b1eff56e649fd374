//! Every copy that the program makes of an encrypted workspace is encrypted too.

use std::path::Path;

use super::opened::{TABLE, encrypted, map};

/// Looks into every file below a folder for what nobody may read there.
pub(super) fn nothing_is_read_in(folder: &Path) {
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
                "SQLite format 3",
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
fn whatever_is_copied_of_it_is_encrypted() {
    let (office, key) = encrypted();
    let key = ["--key-file", &key];
    let with = |command: &[&str]| office.json(&[command, &["--json"], &key].concat());
    map(&office, "K-2", &key);
    let beside = office.home().join("beside");
    let elsewhere = office.home().join("elsewhere");
    with(&["backup", "--to", elsewhere.to_str().unwrap()]);
    // A backup before the import, and one before it is undone.
    let more = office.file("more.csv", &TABLE.replace("K-2", "K-3"));
    with(&["import", &more]);
    let imports = with(&["import", "list"]);
    with(&["import", "undo", imports[0]["id"].as_str().unwrap()]);
    // The file is written anew without what was erased.
    let erased = with(&["erase", "--pupil", "K-2", "--reason", "asked to", "--yes"]);
    assert_eq!(erased["scrubbed"], true);
    with(&["repair", "--to", beside.to_str().unwrap()]);
    let made = with(&["backup", "list"]);
    let last = made[0]["folder"].as_str().unwrap();
    with(&["restore", last]);
    let backups = with(&["backup", "list"]);
    let why: Vec<&str> = (backups.as_array().unwrap().iter())
        .map(|one| one["why"].as_str().unwrap())
        .collect();
    for wanted in ["before_import", "before_undo", "before_restore"] {
        assert!(why.contains(&wanted), "{wanted}: {why:?}");
    }
    for folder in [&office.workspace(), &elsewhere, &beside] {
        nothing_is_read_in(folder);
    }
}
