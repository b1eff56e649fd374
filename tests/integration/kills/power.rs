//! The power goes at a random moment: what was synced is there, of the rest any part, and nothing acknowledged is lost.
//!
//! A kill leaves all that the program has handed to the system; a stop of the machine does not. Each command of a course
//! is run once under `strace`, which writes down every call that changes the disk, with its bytes, and every word of
//! acknowledgement among them. From these a disk is put together that knows what was synced, the power is let go at
//! random calls, and what may be left is laid into a folder and opened by the program. `strace` sees what the program
//! really asks the system for, SQLite's part and its own, and no code of ours lies between; a layer of our own below
//! SQLite would need `unsafe`, and would not see the key, the backups and the renaming of a restoring.
//!
//! `CONTINUUM_POWER` says how many stops (60 where it is not set), `CONTINUUM_SEED` which chance. Without `strace`
//! (Linux: `apt-get install strace`) it is left out and says so, and fails where `CONTINUUM_POWER` is set.

mod course;
mod disk;
pub(super) mod recording;
mod screens;

use std::collections::BTreeSet;
use std::path::Path;

use self::disk::Disk;
use self::recording::{Call, Name};
use super::chance;
use crate::program::left_out;

/// How many stops are wanted; none where there is no `strace` and nobody asked for them.
fn wanted() -> u32 {
    let named = std::env::var("CONTINUUM_POWER").ok();
    if !recording::is_there() {
        assert!(
            named.is_none(),
            "CONTINUUM_POWER is set and there is no strace; install it (apt-get install strace)"
        );
        left_out("the power goes only where there is an strace (apt-get install strace)");
        return 0;
    }
    named.map_or(60, |stops| {
        stops.parse().expect("CONTINUUM_POWER is a number of stops")
    })
}

#[test]
fn the_power_goes_in_commands_and_nothing_acknowledged_is_lost() {
    let wanted = wanted();
    let mut chance = super::chance("power");
    let mut told = course::Told::default();
    while told.stops < wanted {
        let stops = (wanted - told.stops).min(course::EPISODE);
        course::episode(stops, &mut chance, &mut told);
        println!("{told}");
    }
}

#[test]
fn what_no_sync_has_kept_is_lost_so_that_the_other_tests_can_fail() {
    if wanted() > 0 {
        let mut chance = super::chance("power without syncs");
        assert!(course::unsynced(12, &mut chance) > 0);
    }
}

#[test]
fn the_power_goes_at_the_screens_and_nothing_called_saved_is_lost() {
    let wanted = wanted();
    let mut chance = super::chance("power at the screens");
    let mut told = screens::Told::default();
    while told.stops < wanted {
        let stops = (wanted - told.stops).min(screens::EPISODE);
        screens::episode(stops, &mut chance, &mut told);
        println!("{told}");
    }
}

/// What is left of a file that was written in these calls, after so many stops.
fn left(calls: &[Call]) -> BTreeSet<Option<Vec<u8>>> {
    let mut chance = chance::Chance::new(7);
    let home = Path::new("/home");
    let stop = |_| {
        let mut disk = Disk::new(home);
        for call in calls {
            disk.act(call);
        }
        let left = tempfile::tempdir().unwrap();
        disk.stop(left.path(), &mut chance);
        std::fs::read(left.path().join("new")).ok()
    };
    (0..200).map(stop).collect()
}

#[test]
fn a_disk_keeps_for_certain_only_what_was_synced() {
    let name = |path: &str| Name {
        from: None,
        path: path.to_owned(),
    };
    let bytes = [vec![1; 512], vec![2; 512]].concat();
    let folder = Call::Open {
        name: name("/home"),
        creates: false,
        empties: false,
        file: 4,
    };
    let mut calls = vec![
        Call::Open {
            name: name("/home/old"),
            creates: true,
            empties: false,
            file: 3,
        },
        Call::Write {
            file: 3,
            at: None,
            bytes: bytes.clone(),
        },
        Call::Rename {
            from: name("/home/old"),
            to: name("/home/new"),
        },
    ];
    let torn = left(&calls);
    let half = [vec![0; 512], vec![2; 512]].concat();
    for one in [None, Some(Vec::new()), Some(half), Some(bytes.clone())] {
        assert!(torn.contains(&one), "{one:?} is never left");
    }
    calls.push(Call::Sync { file: 3 });
    assert_eq!(left(&calls), BTreeSet::from([None, Some(bytes.clone())]));
    calls.extend([folder, Call::Sync { file: 4 }]);
    assert_eq!(left(&calls), BTreeSet::from([Some(bytes)]));
}
