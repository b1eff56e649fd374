//! The walk in a real pseudo-terminal: mapped by key, resized, killed, shared with another process.

use rusqlite::Connection;
use serde_json::json;

use super::program::Office;
use super::terminal::Terminal;

/// The smallest terminal that has room for everything.
const SIZE: (u16, u16) = (100, 30);

/// Types keys and waits until the screen has answered.
fn press(terminal: &mut Terminal, keys: &str) {
    let before = terminal.text();
    terminal.keys(keys);
    terminal.wait("an answer to a key", |text| text != before);
}

/// How many provisions are left to settle, as the screen says it: `12 of 17 to settle`.
fn left(text: &str) -> Option<(usize, usize)> {
    let (before, _) = text.split_once(" to settle")?;
    let mut words = before.split_whitespace().rev();
    let of = words.next()?.parse().ok()?;
    Some((words.nth(1)?.parse().ok()?, of))
}

/// Walks the open pupil to its record.
fn walk_to_record(terminal: &mut Terminal) {
    walk(terminal, |_| {});
}

/// Walks the open pupil to its record, and looks at every screen on the way.
fn walk(terminal: &mut Terminal, mut look: impl FnMut(&str)) {
    while !terminal.text().contains("All settled") {
        look(&terminal.text());
        press(terminal, "3");
    }
    // A key too many would take the next pupil, so each waits for what it leads to.
    for leads_to in ["━ Tariff ", "Recorded."] {
        look(&terminal.text());
        terminal.keys("\r");
        terminal.shows(leads_to);
    }
}

/// The steps kept in the only draft.
fn steps_kept(office: &Office) -> usize {
    let database = Connection::open(office.workspace().join("workspace.sqlite")).unwrap();
    let bodies: Vec<String> = (database.prepare("SELECT body FROM draft").unwrap())
        .query_map((), |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let [body] = &bodies[..] else { return 0 };
    let draft: serde_json::Value = serde_json::from_str(body).unwrap();
    draft["steps"].as_array().unwrap().len()
}

fn records(office: &Office) -> u64 {
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(verified["faults"], json!([]));
    verified["records"].as_u64().unwrap()
}

#[test]
fn a_pupil_is_mapped_by_key_and_the_next_one_comes() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    let first = terminal.text().lines().next().unwrap().to_owned();
    walk_to_record(&mut terminal);
    assert_eq!(records(&office), 1);
    terminal.keys("\r");
    terminal.wait("the next pupil", |text| {
        text.contains("to settle") && text.lines().next() != Some(&first)
    });
    terminal.keys("q");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
}

#[test]
fn no_money_and_no_need_stand_on_the_screens_of_the_walk() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    let mut seen = String::new();
    walk(&mut terminal, |text| seen.push_str(text));
    assert!(!seen.contains('£'), "{seen}");
    let table = std::fs::read_to_string(office.workspace().join("caseload.csv")).unwrap();
    let (header, rows) = table.split_once('\n').unwrap();
    let reference = seen.split_whitespace().next().unwrap();
    let row = rows.lines().find(|row| row.starts_with(reference)).unwrap();
    let need = header
        .split(',')
        .position(|column| column == "need_1")
        .unwrap();
    let need = row.split(',').nth(need).unwrap();
    assert!(need.len() > 1, "{row}");
    let words = seen.split(|c: char| !c.is_alphanumeric());
    assert!(
        words.into_iter().all(|word| word != need),
        "{need} in {seen}"
    );
}

#[test]
fn the_quality_report_is_written_from_the_worklist() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("x");
    terminal.shows("Quality report written");
    terminal.shows(" plans read");
    let exports = std::fs::read_dir(office.workspace().join("exports")).unwrap();
    let mut names: Vec<String> = exports
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("quality-report-"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    for name in names {
        terminal.shows(&name);
    }
    terminal.keys("q");
    assert!(terminal.ends());
}

#[test]
fn the_screen_follows_the_terminal_down_to_sixty_by_twenty() {
    let office = Office::with_demo(12, "0");
    let mut terminal = Terminal::open(&office, SIZE);
    terminal.keys("n");
    terminal.shows("to settle");
    terminal.resize((60, 20));
    terminal.wait("a narrow walk", |text| {
        text.contains("to settle") && text.lines().all(|line| line.chars().count() <= 60)
    });
    terminal.resize((40, 10));
    terminal.shows("60");
    terminal.resize(SIZE);
    terminal.shows("to settle");
    press(&mut terminal, "3");
}

#[test]
fn a_killed_walk_loses_at_most_the_last_key_and_no_record() {
    let office = Office::with_demo(12, "0");
    for kill in 1..=4 {
        let mut terminal = if kill == 1 {
            let mut terminal = Terminal::open(&office, SIZE);
            terminal.keys("n");
            terminal
        } else {
            // The next start opens the plan that the killed one was at.
            Terminal::again(&office, SIZE)
        };
        terminal.shows("to settle");
        let (before, of) = left(&terminal.text()).unwrap();
        assert_eq!(
            of - before,
            steps_kept(&office),
            "the draft goes on where it was"
        );
        for key in 1..=2 {
            terminal.keys("3");
            terminal.wait("the key's effect", |text| {
                left(text).is_some_and(|(left, _)| left == before - key)
            });
        }
        terminal.kill();
        let kept = steps_kept(&office) - (of - before);
        assert!(
            (1..=2).contains(&kept),
            "kill {kill}: {kept} of 2 keys were kept"
        );
        assert_eq!(records(&office), 0);
    }
    let mut terminal = Terminal::again(&office, SIZE);
    terminal.shows("to settle");
    walk_to_record(&mut terminal);
    terminal.kill();
    assert_eq!(
        records(&office),
        1,
        "what the screen called recorded is there"
    );
    assert_eq!(steps_kept(&office), 0);
}

#[test]
fn two_processes_on_one_workspace_lose_nothing() {
    let office = Office::with_demo(12, "0");
    let mut one = Terminal::open(&office, SIZE);
    one.keys("n");
    one.shows("to settle");
    press(&mut one, "3");
    one.shows("saved");
    let mut two = Terminal::open(&office, SIZE);
    two.keys("n");
    two.shows("to settle");
    let (left_over, of) = left(&two.text()).unwrap();
    assert_eq!(
        of - left_over,
        1,
        "the second window finds the first one's draft"
    );
    press(&mut two, "3");
    two.shows("saved");
    one.keys("4");
    one.shows("another");
    one.keys("\u{3}");
    assert!(!one.ends(), "what is lost by leaving is a failure");
    assert!(one.text().contains("is not saved"), "{}", one.text());
    assert_eq!(
        steps_kept(&office),
        2,
        "the first window's key has not overwritten the second's"
    );
    let list = office.json(&["worklist", "--json", "--state", "not_started"]);
    let other = list["rows"][0]["ref"].as_str().unwrap().to_owned();
    let cannot =
        json!({"judgements": [], "area_levels": [], "cannot_map": "stale_plan", "unsure": false});
    let cannot = office.file("cannot.json", &cannot.to_string());
    office.ok(&["map", &other, "--from", &cannot]);
    walk_to_record(&mut two);
    assert_eq!(records(&office), 2);
}
