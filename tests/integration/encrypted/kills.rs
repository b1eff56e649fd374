//! A kill while a workspace is encrypted, given another passphrase or made plain again leaves one whole file, and what lies
//! beside an encrypted one by then is encrypted too.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::copies::nothing_is_read_in;
use super::opened::{key, plain};
use crate::kills::killing::{Moment, Running};
use crate::kills::parts::{TRIES, killed, left};
use crate::program::{Office, TODAY};

fn is_encrypted(office: &Office) -> bool {
    let file = std::fs::read(office.workspace().join("workspace.sqlite")).unwrap();
    !file.starts_with(b"SQLite format 3")
}

/// Whether a passphrase opens it, or none does where none is named, and all is there.
fn opens(office: &Office, key: Option<&String>) -> bool {
    let named = key.map_or(vec![], |key| vec!["--key-file", key]);
    let done = office.run(&[&["verify", "--json"][..], &named].concat());
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let is_beside = office.workspace().join("workspace.key").exists();
    is_encrypted(office) == key.is_some()
        && done.status.success()
        && told.contains("\"records\": 1")
        && told.contains("\"keyed\": true")
        && is_beside == key.is_none()
}

/// What opens it after the next step, and the command for that: encrypted, given another passphrase, plain again.
fn next(open: Option<&String>, keys: &[String; 2]) -> (Option<String>, String) {
    let [first, second] = keys;
    match open {
        None => (Some(first.clone()), format!("encrypt --key-file {first}")),
        Some(now) if now == first => (
            Some(second.clone()),
            format!("rekey --key-file {first} --new-key-file {second}"),
        ),
        Some(_) => (None, format!("decrypt --yes --key-file {second}")),
    }
}

#[test]
fn a_kill_at_any_moment_leaves_one_whole_file() {
    let (office, first) = plain();
    let keys = [
        first,
        key(&office, "second", "another five words altogether\n"),
    ];
    let mut took = Duration::from_millis(400);
    let (mut killed, mut open): (u32, Option<String>) = (0, None);
    for turn in 0..18 {
        let (then, command) = next(open.as_ref(), &keys);
        let command: Vec<String> = command.split(' ').map(str::to_owned).collect();
        // Every third is spared, and says how long one takes.
        let moment = match turn % 3 {
            2 => Moment::Spared,
            part => Moment::After(took * (part + 4) / 6),
        };
        let fate = Running::start(&office, TODAY, &command).end(moment);
        killed += u32::from(fate.is_killed);
        if open.is_some() && then.is_some() {
            nothing_is_read_in(&office.workspace());
        }
        if fate.is_well {
            took = fate.took;
        }
        if opens(&office, then.as_ref()) {
            open = then;
        } else {
            assert!(!fate.is_well, "{}", fate.refused);
            assert!(
                opens(&office, open.as_ref()),
                "turn {turn}: neither opens it"
            );
        }
    }
    assert!(killed > 0, "nothing was killed in time");
    // Each of them has been opened since.
    assert_eq!(left(&office.workspace()), [] as [PathBuf; 0]);
    if open.is_none() {
        office.ok(&["encrypt", "--key-file", &keys[0]]);
    }
    nothing_is_read_in(&office.workspace());
}

/// Whether all is in what is to take the place of the workspace's file, and can be read by anybody.
fn is_plain(part: &Path) -> bool {
    let file = std::fs::read(part.join("workspace.sqlite")).unwrap_or_default();
    file.starts_with(b"SQLite format 3") && file.len() > 1_000_000
}

#[test]
fn what_a_killed_decrypt_left_plain_goes_with_the_next_start() {
    let (office, key) = plain();
    let (workspace, second) = (office.workspace(), office.home().join("second"));
    let decrypt = ["decrypt", "--yes", "--key-file", &key];
    let mut tries = 0..TRIES;
    let part = tries.find_map(|_| {
        if !is_encrypted(&office) {
            office.ok(&["encrypt", "--key-file", &key]);
        }
        killed(&office, &decrypt, &workspace, is_plain)
    });
    let part = part.expect("it was never killed in time");
    // What has no name any more is still read by its second one.
    std::fs::hard_link(part.join("workspace.sqlite"), &second).unwrap();
    office.ok(&["verify", "--key-file", &key]);
    assert_eq!(left(&workspace), [] as [PathBuf; 0]);
    nothing_is_read_in(&workspace);
    assert!(!workspace.join("workspace.key").exists());
    let bytes = std::fs::read(&second).unwrap();
    assert!(bytes.len() > 1_000_000 && bytes.iter().all(|byte| *byte == 0));
}
