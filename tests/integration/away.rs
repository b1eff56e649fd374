//! A disk that is away, full or read-only, and a clock set back: said, nothing half-written, and gone on from there.

#[cfg(target_os = "linux")]
use std::io::{BufRead as _, BufReader};
use std::process::Command;
#[cfg(target_os = "linux")]
use std::process::Stdio;
#[cfg(target_os = "linux")]
use std::thread::JoinHandle;

use rusqlite::Connection;
use serde_json::json;

use super::program::{Office, TODAY, left_out};
use super::terminal::Terminal;

const SIZE: (u16, u16) = (120, 30);

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

fn steps(office: &Office) -> usize {
    let db = Connection::open(office.workspace().join("workspace.sqlite")).unwrap();
    let body: String = (db.query_row("SELECT body FROM draft", (), |row| row.get(0))).unwrap();
    let draft: serde_json::Value = serde_json::from_str(&body).unwrap();
    draft["steps"].as_array().unwrap().len()
}

/// Opens a pupil, settles a provision, and lets the folder be away while the next one is settled.
fn walked_while_away(office: &Office, comes_back: impl FnOnce(&std::path::Path)) {
    let mut terminal = Terminal::open(office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    terminal.keys("3");
    terminal.shows("saved 09:0");
    let away = office.home().join("away");
    std::fs::rename(office.workspace(), &away).unwrap();
    terminal.keys("3");
    terminal.shows("no longer where it was opened");
    terminal.shows("not saved");
    comes_back(&away);
    terminal.keys("3");
    terminal.wait("the draft to be saved", |text| {
        text.contains("saved 09:0") && !text.contains("not saved")
    });
    assert_eq!(steps(office), 3, "the key that was refused is kept too");
    terminal.kill();
    assert_eq!(office.json(&["verify", "--json"])["faults"], json!([]));
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_away_is_gone_on_with_when_it_is_back() {
    let office = Office::with_demo(12, "0");
    walked_while_away(&office, |away| {
        std::fs::rename(away, office.workspace()).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_drive_that_was_put_in_again_is_opened_anew() {
    let office = Office::with_demo(12, "0");
    walked_while_away(&office, |away| {
        // The same files by other numbers, as after a drive was mounted again.
        std::fs::create_dir(office.workspace()).unwrap();
        for name in ["workspace.sqlite", "workspace.sqlite-wal", "workspace.key"] {
            if away.join(name).exists() {
                std::fs::copy(away.join(name), office.workspace().join(name)).unwrap();
            }
        }
    });
}

/// Lets the next call of a program that syncs a file fail, once, by `strace`; nothing where that cannot be. Gives how many
/// calls were failed by then, once the program has ended.
#[cfg(target_os = "linux")]
fn failing_next(process: u32) -> Option<JoinHandle<usize>> {
    let fails = |call: &str| format!("inject={call}:error=EIO:when=1");
    let mut strace = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync", "-e", &fails("fsync")])
        .args(["-e", &fails("fdatasync"), "-p", &process.to_string()])
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // It says so of each thread that it holds.
    let told = strace.stderr.take().unwrap();
    let mut lines = BufReader::new(told).lines().map_while(Result::ok);
    lines.find(|line| line.contains("attached"))?;
    Some(std::thread::spawn(move || {
        let failed = lines.filter(|line| line.contains("INJECTED")).count();
        strace.wait().unwrap();
        failed
    }))
}

#[cfg(target_os = "linux")]
#[test]
fn what_an_error_of_the_disk_left_in_doubt_is_looked_for_and_saved() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    terminal.keys("3");
    terminal.shows("saved 09:0");
    let Some(failed) = failing_next(terminal.child.process_id().unwrap()) else {
        left_out("nobody may trace another program here (strace -p)");
        return;
    };
    terminal.keys("3");
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    assert!(failed.join().unwrap() > 0, "no call failed");
    assert_eq!(steps(&office), 2);
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(!sent.contains("not saved"), "it was said not to be saved");
    assert_eq!(office.json(&["verify", "--json"])["faults"], json!([]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_record_that_an_error_of_the_disk_left_in_doubt_is_made_once() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    // The plan cannot be mapped, for the first of the reasons.
    terminal.keys("x1\r");
    terminal.shows("saved 09:0");
    let Some(failed) = failing_next(terminal.child.process_id().unwrap()) else {
        left_out("nobody may trace another program here (strace -p)");
        return;
    };
    terminal.keys("\r");
    terminal.shows("Recorded. Enter takes");
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    assert!(failed.join().unwrap() > 0, "no call failed");
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(
        (&verified["faults"], &verified["records"]),
        (&json!([]), &1.into())
    );
}

#[test]
fn a_clock_set_back_changes_neither_the_order_nor_the_chain() {
    let office = Office::new();
    let table = "ref,surname,forename,dob,setting,section_f\n\
        K-1,Bell,Sian,2014-02-01,special,A TA will help for 3 hours a week.\n";
    let table = office.file("caseload.csv", table);
    office.ok(&["import", &table]);
    let cannot = office.file("cannot.json", CANNOT);
    let map = |day: &str| {
        let told = office.ok_on(day, &["map", "K-1", "--from", &cannot]);
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        told["mapping"].as_str().unwrap().to_owned()
    };
    let first = map("2026-01-12");
    let second = map("2025-12-01");
    let db = Connection::open(office.workspace().join("workspace.sqlite")).unwrap();
    let mut asked = db.prepare("SELECT record FROM chain ORDER BY n").unwrap();
    let rows = asked.query_map((), |row| row.get::<_, String>(0)).unwrap();
    let order: Vec<_> = rows.map(Result::unwrap).collect();
    assert_eq!(order, [first, second.clone()]);
    office.ok_on("2025-11-01", &["withdraw", &second, "--reason", "a slip"]);
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(
        (&verified["faults"], &verified["records"]),
        (&json!([]), &3.into())
    );
}

/// Files may not grow beyond so many blocks of 512 bytes: the same as a full disk, and every Unix has it.
#[cfg(unix)]
#[test]
fn files_that_may_not_grow_are_said_and_leave_nothing_half_written() {
    let office = Office::new();
    let table = "ref,surname,forename,dob,setting,section_f\n\
        K-1,Bell,Sian,2014-02-01,special,A TA will help for 3 hours a week.\n";
    let table = office.file("caseload.csv", table);
    office.ok(&["import", &table]);
    let cannot = office.file("cannot.json", CANNOT);
    // The index beside the log cannot be made; then that can, and the log ends in the middle of the change.
    for (blocks, said) in [
        (40, "the disk is full; nothing was saved"),
        (80, "whether what you did last is saved is not known"),
    ] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let done = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_continuum")])
            .args([
                "map",
                "K-1",
                "--from",
                &cannot,
                "--now",
                TODAY,
                "--workspace",
            ])
            .arg(office.workspace())
            .env("CONTINUUM_HOME", office.home())
            .output()
            .unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{told}");
        assert!(told.contains(said), "{blocks}: {told}");
        let verified = office.json(&["verify", "--json"]);
        assert_eq!(
            (&verified["faults"], &verified["records"]),
            (&json!([]), &0.into())
        );
    }
    office.ok(&["map", "K-1", "--from", &cannot]);
    assert_eq!(office.json(&["verify", "--json"])["records"], 1);
}

/// Runs a script in a room of its own, where it may mount disks; nothing where the system gives no such room.
fn in_a_room(script: &str) -> Option<String> {
    let room = |script: &str| {
        let room = Command::new("unshare")
            .args(["-rm", "sh", "-c", script])
            .output();
        room.ok().filter(|room| room.status.success())
    };
    if room("mount -t tmpfs tmpfs /mnt").is_none() {
        left_out("this system lets nobody mount a disk of their own (`unshare -rm`)");
        return None;
    }
    let room = Command::new("unshare")
        .args(["-rm", "sh", "-c", script])
        .output()
        .unwrap();
    let told = [room.stdout, room.stderr].concat();
    Some(String::from_utf8(told).unwrap())
}

#[test]
fn a_full_disk_and_a_read_only_one_are_said_and_leave_nothing_half_written() {
    let office = Office::new();
    let table = "ref,surname,forename,dob,setting,section_f\n\
        K-1,Bell,Sian,2014-02-01,special,A TA will help for 3 hours a week.\n";
    let table = office.file("caseload.csv", table);
    office.ok(&["import", &table]);
    let cannot = office.file("cannot.json", CANNOT);
    let (binary, home) = (env!("CARGO_BIN_EXE_continuum"), office.home().display());
    let begun = office.workspace();
    let begun = begun.display();
    let script = format!(
        "mkdir -p {home}/small && mount -t tmpfs -o size=6m tmpfs {home}/small || exit 9
        cp {begun}/workspace.* {home}/small/
        run() {{ CONTINUUM_HOME={home} {binary} \"$@\" --workspace {home}/small --now 2026-01-12 2>&1; echo \"=$?\"; }}
        cat /dev/zero > {home}/small/other 2>/dev/null
        echo FULL; run map K-1 --from {cannot}
        echo BACKUP; run backup; ls {home}/small/backups 2>&1
        rm {home}/small/other
        echo ROOM; run map K-1 --from {cannot}; run verify
        mount -o remount,ro {home}/small
        echo READ; run map K-1 --from {cannot}"
    );
    let Some(told) = in_a_room(&script) else {
        return;
    };
    let part = |from: &str, to: &str| {
        let (_, rest) = told.split_once(from).unwrap_or_else(|| panic!("{told}"));
        rest.split(to).next().unwrap().to_owned()
    };
    let full = part("FULL\n", "BACKUP\n");
    assert!(
        full.contains("the disk is full; nothing was") && full.ends_with("=1\n"),
        "{told}"
    );
    let backup = part("BACKUP\n", "ROOM\n");
    assert!(
        backup.contains("=1\n") && !backup.contains("asked"),
        "{told}"
    );
    let room = part("ROOM\n", "READ\n");
    assert!(
        room.contains("\"mapping\"") && room.ends_with("=0\n"),
        "{told}"
    );
    let read = part("READ\n", "never");
    assert!(
        read.contains("read-only") && read.ends_with("=1\n"),
        "{told}"
    );
}
