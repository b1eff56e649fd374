//! What a kill leaves of a restoring, a repair or a backup: nobody needs it, and it goes with the next work of these kinds.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::program::Office;

/// How often a command is begun before it is killed in time.
pub(crate) const TRIES: usize = 50;

/// What of a folder is unfinished, or says that somebody works at it.
pub(crate) fn left(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).unwrap();
    all.map(|entry| entry.unwrap().path())
        .filter(|path| (path.extension()).is_some_and(|end| end == "part" || end == "lock"))
        .collect()
}

/// What is unfinished in a folder.
fn parts(folder: &Path) -> Vec<PathBuf> {
    let mut parts = left(folder);
    parts.retain(|path| path.extension().is_some_and(|end| end == "part"));
    parts
}

/// Begins a command, and kills it once something unfinished in a folder is so far; gives what that is, and nothing where
/// the command was too fast.
pub(crate) fn killed(
    office: &Office,
    arguments: &[&str],
    folder: &Path,
    is_so_far: fn(&Path) -> bool,
) -> Option<PathBuf> {
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
    let begun = || {
        if !folder.is_dir() {
            return None;
        }
        parts(folder).into_iter().find(|part| is_so_far(part))
    };
    while child.try_wait().unwrap().is_none() {
        if begun().is_some() {
            child.kill().unwrap();
        } else {
            thread::sleep(Duration::from_millis(1));
        }
    }
    child.wait().unwrap();
    begun()
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
        killed(office, arguments, folder, Path::exists).is_some()
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
