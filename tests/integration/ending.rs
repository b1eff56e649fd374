//! The program ended from outside, put to sleep, and failing inside, in a real pseudo-terminal: the terminal is given
//! back every time, and the next start goes on where the last one stopped.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::program::{Office, TODAY};
use super::terminal::Terminal;

const SIZE: (u16, u16) = (100, 30);

/// What gives a terminal back: the mouse, pasting, the other screen, the cursor.
const GIVEN_BACK: [&str; 4] = ["\x1b[?1000l", "\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"];

/// The key at which the program fails inside, as terminals send it.
const F12: &str = "\x1b[24~";

fn signal(name: &str, process: u32) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Asserts that the terminal was given back after the first so many bytes.
#[track_caller]
fn given_back(terminal: &Terminal, after: usize) {
    let sent = String::from_utf8_lossy(&terminal.sent()[after..]).into_owned();
    for sequence in GIVEN_BACK {
        let last = sent.rfind(sequence);
        let undone = sent
            .rfind(&sequence.replace('l', "h"))
            .filter(|_| sequence.ends_with('l'));
        assert!(
            last > undone,
            "{}: {}",
            sequence.escape_debug(),
            sent.escape_debug()
        );
    }
    assert!(!terminal.screen().alternate_screen());
    // No name reaches the title of a window, or anything else outside the screen.
    assert!(!terminal.sent().windows(2).any(|part| part == b"\x1b]"));
}

/// Opens the first pupil of the worklist and gives one level; gives what the head of the walk says.
fn begin(terminal: &mut Terminal) -> String {
    terminal.keys("n");
    terminal.shows("to settle");
    let head = terminal.text().lines().next().unwrap().to_owned();
    terminal.keys("3");
    terminal.shows("saved ");
    head.split_whitespace().next().unwrap().to_owned()
}

fn opened(office: &Office, environment: &[(&str, &str)]) -> Terminal {
    let folder = office.workspace();
    let program = [
        env!("CARGO_BIN_EXE_continuum"),
        "--workspace",
        folder.to_str().unwrap(),
        "--now",
        TODAY,
    ];
    Terminal::run(office.home(), &program, environment, SIZE)
}

/// The program in a shell's care, which could wake it: its terminal, and its process.
fn in_a_shell(office: &Office, environment: &[(&str, &str)]) -> (Terminal, u32) {
    let folder = office.workspace();
    let program = [
        "sh",
        "-c",
        // What the terminal is like once the program has ended, and before anybody else has set it.
        "\"$@\"; echo \"ended with $?.\"; stty -a",
        "sh",
        env!("CARGO_BIN_EXE_continuum"),
        "--workspace",
        folder.to_str().unwrap(),
        "--now",
        TODAY,
    ];
    let mut terminal = Terminal::run(office.home(), &program, environment, SIZE);
    terminal.shows("Worklist");
    let shell = terminal.child.process_id().unwrap();
    let is_child = |process: &u32| stat(*process).is_some_and(|(_, parent)| parent == shell);
    let processes = std::fs::read_dir("/proc").unwrap();
    let mut processes =
        processes.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    (terminal, processes.find(is_child).unwrap())
}

/// Waits until a program in a shell has ended; asserts its code, and that the terminal is as a shell has it. Gives what
/// stands there.
#[track_caller]
fn ended(terminal: &mut Terminal, code: u32) -> String {
    assert_eq!(terminal.code(), 0);
    given_back(terminal, 0);
    let text = terminal.text();
    assert!(text.contains(&format!("ended with {code}.")), "{text}");
    assert!(
        text.contains(" icanon") && text.contains(" echo "),
        "{text}"
    );
    text
}

/// The state of a process and its parent.
fn stat(process: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut words = stat.rsplit_once(')')?.1.split_whitespace();
    Some((words.next()?.chars().next()?, words.next()?.parse().ok()?))
}

/// Waits until a process sleeps by a signal.
fn stopped(process: u32) {
    while stat(process).is_some_and(|(state, _)| state != 'T') {
        std::thread::yield_now();
    }
}

fn reports(office: &Office) -> Vec<PathBuf> {
    let folder = office.home().join("reports");
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    files.map(|file| file.unwrap().path()).collect()
}

#[test]
fn a_program_that_is_killed_leaves_the_terminal_raw() {
    // What the other tests see is seen where it is not there.
    let office = Office::with_demo(12, "0");
    let (mut terminal, process) = in_a_shell(&office, &[]);
    signal("KILL", process);
    assert_eq!(terminal.code(), 0);
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(
        sent.contains("ended with 137.") && sent.contains(" -icanon"),
        "{sent}"
    );
}

#[test]
fn a_signal_that_ends_the_program_gives_the_terminal_back_and_the_next_start_goes_on() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let office = Office::with_demo(12, "0");
        let (mut terminal, process) = in_a_shell(&office, &[]);
        let pupil = begin(&mut terminal);
        signal(name, process);
        let words = ended(&mut terminal, 128 + number);
        assert!(words.contains(&format!("(signal {number})")), "{words}");
        assert!(!words.contains(&pupil), "{words}");

        let mut next = opened(&office, &[]);
        next.shows("was not left by key");
        next.shows("to settle");
        assert!(next.text().contains(&pupil), "{}", next.text());
        next.keys("q");
        next.shows("Worklist");
        next.keys("q");
        assert!(next.ends());
        // What was left by key is not spoken of.
        let mut last = opened(&office, &[]);
        last.shows("Worklist");
        assert!(!last.text().contains("was not left"), "{}", last.text());
    }
}

// A release build has no key at which it fails.
#[cfg(debug_assertions)]
#[test]
fn a_failure_inside_leaves_a_report_without_a_pupil_and_the_next_start_goes_on() {
    let office = Office::with_demo(12, "0");
    let (mut terminal, _) = in_a_shell(&office, &[("CONTINUUM_FAILS_AT", "f12")]);
    let pupil = begin(&mut terminal);
    terminal.keys(F12);
    let words = ended(&mut terminal, 1).replace('\n', "");
    let [report] = &reports(&office)[..] else {
        panic!("one report: {:?}\n{words}", reports(&office));
    };
    let name = report.file_name().unwrap().to_str().unwrap();
    assert!(words.contains(name), "{words}");
    let text = std::fs::read_to_string(report).unwrap();
    for told in [
        "src/runtime/show.rs:",
        "thread    main",
        "100 columns, 30 rows",
        "map-next, level",
        env!("CARGO_PKG_VERSION"),
    ] {
        assert!(text.contains(told), "{told} in {text}");
    }
    for kept_quiet in ["Arlo", &pupil] {
        assert!(!text.contains(kept_quiet), "{kept_quiet} in {text}");
        assert!(!words.contains(kept_quiet), "{kept_quiet} in {words}");
    }

    let mut next = opened(&office, &[]);
    next.shows("failed inside the last time");
    next.shows("to settle");
    assert!(next.text().contains(&pupil), "{}", next.text());
}

#[test]
fn a_command_that_is_refused_leaves_no_report() {
    let office = Office::new();
    office.refused(&["history", "K-1"], 1);
    assert_eq!(reports(&office), [] as [&Path; 0]);
}

#[test]
fn the_program_sleeps_by_key_and_by_signal_and_draws_anew_once_it_is_woken() {
    let office = Office::with_demo(12, "0");
    let (mut terminal, process) = in_a_shell(&office, &[]);
    begin(&mut terminal);
    for by_key in [true, false] {
        let before = terminal.sent().len();
        if by_key {
            terminal.keys("\x1a");
        } else {
            signal("TSTP", process);
        }
        terminal.sends(b"\x1b[?1049l", before);
        stopped(process);
        terminal.sends(b"\x1b[?25h", before);
        given_back(&terminal, before);
        assert!(terminal.is_cooked());
        signal("CONT", process);
        terminal.sends(b"\x1b[?1049h", before);
        terminal.shows("to settle");
        assert!(!terminal.is_cooked());
    }
    // The keys are heard again.
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    ended(&mut terminal, 0);
}

#[test]
fn a_program_that_was_stopped_without_a_word_draws_anew_once_it_is_woken() {
    let office = Office::with_demo(12, "0");
    let (mut terminal, process) = in_a_shell(&office, &[]);
    signal("STOP", process);
    stopped(process);
    let before = terminal.sent().len();
    signal("CONT", process);
    terminal.sends(b"\x1b[?1049h", before);
    terminal.shows("Worklist");
    assert!(!terminal.is_cooked());
    terminal.keys("q");
    ended(&mut terminal, 0);
}

#[test]
fn a_program_that_nobody_could_wake_does_not_sleep() {
    let office = Office::with_demo(12, "0");
    let mut terminal = opened(&office, &[]);
    terminal.shows("Worklist");
    terminal.keys("\x1a");
    terminal.shows("Nobody could wake");
    terminal.keys("n");
    terminal.shows("to settle");
}

#[test]
fn the_screen_goes_blank_by_key_and_the_minutes_are_a_setting_of_the_person() {
    let office = Office::with_demo(12, "0");
    assert_eq!(office.ok(&["set", "idle", "25"]), "Kept.\n");
    let settings = std::fs::read_to_string(office.home().join("settings.toml")).unwrap();
    assert!(settings.contains("idle = 25"), "{settings}");
    let told = office.refused(&["set", "idle", "soon"], 2);
    assert!(told.contains("0 for never"), "{told}");
    let mut terminal = opened(&office, &[]);
    terminal.shows("Worklist");
    terminal.keys("\x0c");
    terminal.wait("nothing else", |text| {
        text.trim() == "The screen is blank. Any key brings it back."
    });
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
}

#[test]
fn it_is_said_once_that_a_workspace_of_real_pupils_is_not_encrypted() {
    let office = Office::with_demo(12, "0");
    let table = office.file("real.csv", "ref,year_group,setting\nR-1,5,mainstream\n");
    let told = office.json(&["import", &table, "--json"]);
    let notice = told["notice"].as_str().unwrap();
    assert!(notice.contains("not encrypted"), "{notice}");
    let again = office.json(&["import", &table, "--json"]);
    assert!(again.get("notice").is_none(), "{again}");

    let office = Office::new();
    let table = office.file("real.csv", "ref,year_group,setting\nR-1,5,mainstream\n");
    let told = office.ok(&["import", &table]);
    assert!(told.contains("not encrypted"), "{told}");
}

/// Whether a process has ended, be it that nobody has asked after it yet.
fn is_over(process: u32) -> bool {
    stat(process).is_none_or(|(state, _)| state == 'Z')
}

/// How long a program may take to end; only one that hangs takes so long.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until a process has ended.
#[track_caller]
pub(crate) fn over(process: u32) {
    let begun = Instant::now();
    while !is_over(process) {
        assert!(begun.elapsed() < PATIENCE, "the program goes on");
        std::thread::yield_now();
    }
}

/// How many provisions the walk shows as settled.
fn settled(terminal: &Terminal) -> usize {
    terminal.text().matches('✓').count()
}

/// Opens an office's workspace again, and finds the pupil who was being read, with no fewer provisions settled.
#[track_caller]
fn goes_on(office: &Office, pupil: &str, before: usize) {
    let mut next = opened(office, &[]);
    next.shows("was not left by key");
    next.shows("to settle");
    assert!(next.text().contains(pupil), "{}", next.text());
    assert!(before > 0 && settled(&next) >= before, "{}", next.text());
    next.keys("q");
    next.shows("Worklist");
    next.keys("q");
    assert!(next.ends());
}

#[test]
fn a_window_that_is_closed_ends_the_program_and_loses_no_draft() {
    let office = Office::with_demo(12, "0");
    let mut terminal = opened(&office, &[]);
    terminal.shows("Worklist");
    let pupil = begin(&mut terminal);
    let before = settled(&terminal);
    // One more key, of which nobody waits to see that it is saved.
    let mut child = terminal.hang_up("3");
    let process = child.process_id().unwrap();
    over(process);
    let ended = child.wait().unwrap();
    assert!(!ended.success(), "{ended:?}");
    goes_on(&office, &pupil, before);
}

#[test]
fn a_terminal_that_goes_away_without_a_word_ends_it_too() {
    let office = Office::with_demo(12, "0");
    let folder = office.workspace();
    // Out of the terminal's session, nobody sends it a signal.
    let program = [
        "sh",
        "-c",
        "setsid \"$@\"; true",
        "sh",
        env!("CARGO_BIN_EXE_continuum"),
        "--workspace",
        folder.to_str().unwrap(),
        "--now",
        TODAY,
    ];
    let mut terminal = Terminal::run(office.home(), &program, &[], SIZE);
    terminal.shows("Worklist");
    let process = of(&folder);
    let pupil = begin(&mut terminal);
    let before = settled(&terminal);
    terminal.hang_up("3").wait().unwrap();
    over(process);
    goes_on(&office, &pupil, before);
}

/// The process of a workspace's program.
pub(crate) fn of(workspace: &Path) -> u32 {
    let names = |process: &u32| {
        let line = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).into_owned();
        line.starts_with(env!("CARGO_BIN_EXE_continuum"))
            && line.contains(workspace.to_str().unwrap())
    };
    let processes = std::fs::read_dir("/proc").unwrap();
    let mut processes =
        processes.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    processes.find(names).unwrap()
}
