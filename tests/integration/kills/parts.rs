//! What a kill leaves of a restoring, a repair or a backup: nobody needs it, and it goes with the next work of these kinds.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::program::Office;

/// How often a command is begun before it is killed in time.
const TRIES: usize = 50;

/// What of a folder is unfinished, or says that somebody works at it.
fn left(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).unwrap();
    all.map(|entry| entry.unwrap().path())
        .filter(|path| (path.extension()).is_some_and(|end| end == "part" || end == "lock"))
        .collect()
}

/// Begins a command, and kills it once it has begun something in a folder; gives false where it was too fast.
fn killed(office: &Office, arguments: &[&str], folder: &Path) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_continuum"))
        .args(arguments)
        .arg("--workspace")
        .arg(office.workspace())
        .env("CONTINUUM_HOME", office.home())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let is_part = |path: &PathBuf| path.extension().is_some_and(|end| end == "part");
    while child.try_wait().unwrap().is_none() {
        if folder.is_dir() && left(folder).iter().any(is_part) {
            child.kill().unwrap();
        } else {
            thread::sleep(Duration::from_millis(1));
        }
    }
    child.wait().unwrap();
    folder.is_dir() && left(folder).iter().any(is_part)
}

#[track_caller]
fn case(office: &Office, arguments: &[&str], folder: &Path) {
    let mut tries = 0..TRIES;
    let is_killed = tries.any(|_| {
        if office.workspace().join("restoring").exists() {
            office.ok(&["restore"]);
        }
        // One that was too fast is in the way of the next.
        let _ = std::fs::remove_dir_all(office.home().join("work-repaired"));
        killed(office, arguments, folder)
    });
    assert!(is_killed, "{arguments:?} was never killed in time");
    office.ok(&["backup"]);
    assert!(left(folder).is_empty(), "{arguments:?}");
}

#[test]
fn what_was_killed_half_way_goes_with_the_next_backup() {
    let office = Office::with_demo(60, "0.2");
    let made = office.json(&["backup", "--json"]);
    let backup = made["folder"].as_str().unwrap();
    let workspace = office.workspace();
    case(&office, &["restore", backup], &workspace);
    case(&office, &["backup"], &workspace.join("backups"));
    case(&office, &["repair"], office.home());
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}
