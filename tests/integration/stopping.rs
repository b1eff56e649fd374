//! Long work in a real pseudo-terminal: stopped by key, let through to its end, and worked beside.

use std::fmt::Write as _;

use rusqlite::Connection;

use super::program::{Office, TODAY};
use super::terminal::Terminal;

/// The size of the terminal; a path and its progress fit on one line.
const SIZE: (u16, u16) = (120, 30);

/// A caseload of so many pupils, each with a plan in the table.
fn table(pupils: u32) -> String {
    let mut table = "ref,surname,forename,year_group,setting,section_f\n".to_owned();
    for n in 1..=pupils {
        let _ = writeln!(
            table,
            "N-{n},Bell,Sian,{},mainstream,\"1. A Teaching Assistant will deliver the talk programme 1:1 for {} minutes every day. 2. All staff will use a visual timetable in every lesson.\"",
            n % 11 + 1,
            n % 40 + 5
        );
    }
    table
}

/// Asks for an import by its path.
fn import(terminal: &mut Terminal, path: &str) {
    terminal.keys("i");
    terminal.shows("Which file is to come in?");
    terminal.keys(path);
    let end = path.rsplit('/').next().unwrap().to_owned();
    terminal.shows(&end);
    terminal.keys("\r");
}

fn count(office: &Office, table: &str) -> u32 {
    let database = Connection::open(office.workspace().join("workspace.sqlite")).unwrap();
    let sql = format!("SELECT count(*) FROM {table}");
    database.query_row(&sql, (), |row| row.get(0)).unwrap()
}

#[test]
fn an_import_is_worked_beside_and_stopped_by_key_and_nothing_came_in() {
    let office = Office::with_demo(12, "0");
    let large = office.file("large.csv", &table(30_000));
    let before = office.ok(&["worklist", "--json"]);
    let mut terminal = Terminal::open(&office, SIZE);
    import(&mut terminal, &large);
    terminal.shows("ctrl-x stop");
    // A plan is opened and read while the import goes on.
    terminal.keys("n");
    terminal.shows("to settle");
    assert!(
        terminal.text().contains("ctrl-x stop"),
        "{}",
        terminal.text()
    );
    terminal.keys("q");
    terminal.wait("the worklist again", |text| !text.contains("to settle"));
    // Another long piece of work is refused while it runs.
    terminal.keys("x");
    terminal.shows("the import is still running");
    // So is leaving, at first.
    terminal.keys("\x03");
    terminal.shows("Leaving stops it");
    terminal.keys("\x18");
    terminal.shows("Stopped; nothing was changed.");
    assert!(!terminal.text().contains("ctrl-x stop"));
    terminal.keys("q");
    assert!(terminal.ends());
    assert_eq!(office.ok(&["worklist", "--json"]), before);
    assert_eq!(count(&office, "import"), 1);
}

#[test]
fn an_import_that_is_let_through_tells_and_shows_what_came_in() {
    let office = Office::with_demo(12, "0");
    let more = office.file("more.csv", &table(700));
    let mut terminal = Terminal::open(&office, SIZE);
    import(&mut terminal, &more);
    terminal.shows("700 read = 700 new");
    assert!(!terminal.text().contains("ctrl-x stop"));
    terminal.keys("q");
    assert!(terminal.ends());
    assert_eq!(count(&office, "pupil"), 712);
}

#[test]
fn leaving_stops_an_import_and_says_so() {
    let office = Office::with_demo(12, "0");
    let large = office.file("large.csv", &table(30_000));
    let mut terminal = Terminal::open(&office, SIZE);
    import(&mut terminal, &large);
    terminal.shows("ctrl-x stop");
    terminal.keys("\x03");
    terminal.shows("Leaving stops it");
    terminal.keys("\x03");
    assert!(!terminal.ends());
    assert!(
        terminal.text().contains("Stopped; nothing was changed."),
        "{}",
        terminal.text()
    );
    assert_eq!(count(&office, "pupil"), 12);
}

/// Runs a command on the office's workspace, and stops it with ctrl-c once it shows some words.
#[track_caller]
fn stop(office: &Office, arguments: &[&str], once: &str) {
    let folder = office.workspace();
    let place = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
    let mut terminal = Terminal::start(office.home(), &[arguments, &place].concat(), SIZE);
    terminal.shows(once);
    terminal.keys("\x03");
    assert!(!terminal.ends());
    assert!(
        terminal.text().contains("Stopped; nothing was changed."),
        "{}",
        terminal.text()
    );
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 130);
}

#[test]
fn ctrl_c_stops_a_command_and_nothing_came_in() {
    let office = Office::with_demo(12, "0");
    let large = office.file("large.csv", &table(30_000));
    stop(&office, &["import", &large], "of 30,000 · ");
    assert_eq!(count(&office, "pupil"), 12);
    assert_eq!(count(&office, "import"), 1);
}

#[test]
fn a_first_import_that_is_stopped_leaves_no_workspace() {
    let office = Office::new();
    let large = office.file("large.csv", &table(30_000));
    stop(&office, &["import", &large], "of 30,000");
    assert!(!office.workspace().exists());
    // What lies in the folder already is nobody's to remove.
    let own = office.file("work/own.txt", "mine");
    stop(&office, &["import", &large], "of 30,000");
    let left = std::fs::read_dir(office.workspace()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [std::path::Path::new(&own)]);
}

#[test]
fn a_demo_that_is_stopped_leaves_nothing() {
    let office = Office::new();
    let demo = ["demo", "--no-ui", "--pupils", "50000"];
    stop(&office, &demo, "Inventing pupils");
    assert!(!office.workspace().exists());
}
