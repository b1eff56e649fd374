//! What reaches the terminal and what leaves: a recorder beside the screens, and every export looked through.

use continuum::domain::printable::is_obeyed;

use super::super::program::Office;
use super::super::terminal::Terminal;

/// Text of ill will as a cell of a table may hold it: escapes, C1, a title, turned round, hidden, heaped.
const ILL: &str = "\u{1b}[31mRED\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}turned\u{2066}\u{200b}\u{ad}\u{61c}\u{2028}\u{e0041}o\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";

/// A caseload whose every field that takes a text holds such a one; and one whose texts are formulas and markup.
fn table() -> String {
    let row = |reference: &str, text: &str| {
        format!(
            "{reference},{text},{text},2014-10-01,mainstream,6,{text},{text},{text},\"1. A TA will read {text} for 20 minutes a day.\n2. SaLT {text} for 30 minutes a week.\"\n"
        )
    };
    let header =
        "ref,surname,forename,dob,setting,year_group,school,district,community,section_f\n";
    [
        header,
        &row("K-1", ILL),
        &row("K-2", ILL),
        &row("K-3", "=1+1<b>x</b>"),
    ]
    .concat()
}

fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", &table());
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(
        (&account["read"], &account["new"]),
        (&3.into(), &3.into()),
        "{account}"
    );
    office.ok(&["set", "reader", "R. Hale"]);
    office
}

/// Holds that a recording has no sequence but those by which screens are drawn, and no character that is obeyed.
///
/// Screens are drawn with CSI sequences alone: they move the cursor, set looks, clear, and switch modes.
#[track_caller]
fn is_ours(recorded: &[u8]) {
    let mut rest = recorded;
    let mut text = Vec::new();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != 0x1b {
            text.push(*byte);
            continue;
        }
        let Some(parameters) = rest.strip_prefix(b"[") else {
            let near = String::from_utf8_lossy(&rest[..rest.len().min(20)]);
            panic!("a sequence that is not ours: {near:?}");
        };
        let length = parameters
            .iter()
            .take_while(|byte| matches!(byte, 0x20..=0x3f))
            .count();
        let (said, end) = parameters.split_at(length);
        let (last, after) = end.split_first().unwrap();
        assert!(
            b"HJKmhlABCDGdnqXu".contains(last),
            "{:?}",
            char::from(*last)
        );
        // What moves to a column, sets a look or a mode is made of numbers alone.
        assert!(
            said.iter().all(|byte| b"0123456789;:?".contains(byte)),
            "{said:?}"
        );
        rest = after;
    }
    let text = String::from_utf8(text).unwrap();
    let obeyed = text.chars().find(|c| is_obeyed(*c) && *c != '\r');
    assert_eq!(obeyed, None, "reached the terminal");
    assert!(!text.contains("owned\u{7}"));
}

#[test]
fn no_field_of_a_pupil_reaches_the_terminal_alive() {
    let office = office();
    let mut terminal = Terminal::open(&office, (120, 40));
    terminal.shows("K-1");
    terminal.shows("[31mRED");
    for (keys, shows) in [
        ("H", "History"),
        ("q", "Worklist"),
        ("D", "Tariff distribution"),
        ("q", "Worklist"),
        ("I", "Imports"),
        ("q", "Worklist"),
        ("\r", "Section F"),
    ] {
        terminal.keys(keys);
        terminal.shows(shows);
    }
    // A note, pasted as a terminal pastes: brackets around it, and another one's end within.
    terminal.keys("n\u{1b}[200~\u{202e}pasted\u{9b}\u{1b}]0;x\u{7}\u{1b}[201~");
    terminal.shows("pasted");
    terminal.kill();
    is_ours(terminal.recorded());
}

#[test]
fn what_is_pasted_and_cut_goes_to_no_clipboard() {
    let office = office();
    let mut terminal = Terminal::open(&office, (120, 40));
    terminal.keys("v");
    terminal.shows("Reference or UPN");
    terminal.keys("K-1\u{1b}[200~A TA will read\nfor 20 minutes a day.\u{1b}[201~");
    terminal.shows("20 minutes a day");
    // To the start of the line, cut to its end, and put back.
    terminal.keys("\u{1}\u{b}");
    terminal.wait("the line to be cut", |text| {
        !text.contains("20 minutes a day")
    });
    terminal.keys("\u{19}");
    terminal.shows("20 minutes a day");
    terminal.keys("\u{1b}");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    // A clipboard is written by a sequence of the system's kind (OSC 52), or by another program, which none is started for.
    is_ours(terminal.recorded());
}

#[test]
fn a_recording_with_anything_else_in_it_is_told() {
    is_ours(b"\x1b[?1049h\x1b[2J\x1b[1;1HWorklist\x1b[0m\r\n");
    for strange in [
        &b"\x1b]0;owned\x07"[..],
        b"\x1b]52;c;QmVsbA==\x07",
        b"\x1bPq\x1b\\",
        b"\x1bc",
        b"\xc2\x9b2J",
        b"\xe2\x80\xae",
        b"\x07",
        b"\x1b[5i",
    ] {
        assert!(
            std::panic::catch_unwind(|| is_ours(strange)).is_err(),
            "{strange:?}"
        );
    }
}

/// The commands that show or write what came in, with a form for a terminal, a program and a spreadsheet.
const TOLD: [&[&str]; 19] = [
    &["worklist"],
    &["worklist", "--json"],
    &["history", "K-1"],
    &["history", "K-1", "--json"],
    &["explain", "K-1"],
    &["explain", "K-1", "--format", "html"],
    &["import", "list"],
    &["import", "list", "--json"],
    &["documents", "missing", "--names"],
    &["documents", "missing", "--names", "--csv", "-"],
    &["documents", "missing", "--names", "--json"],
    &["distribution", "--by", "district", "--format", "csv"],
    &["distribution", "--by", "district", "--format", "json"],
    &["distribution", "--by", "district", "--format", "md"],
    &["distribution", "--by", "district", "--format", "html"],
    &[
        "distribution",
        "--pupils",
        "--identifiable",
        "--format",
        "csv",
    ],
    &[
        "distribution",
        "--pupils",
        "--identifiable",
        "--format",
        "json",
    ],
    &["validate"],
    &["moderate", "sample"],
];

#[test]
fn nothing_that_is_printed_or_written_is_obeyed_or_runs() {
    let office = office();
    let judged = r#"{"judgements": [], "cannot_map": {"reason": "stale_plan", "note": "\u001b[2J\u202e=1+1"}}"#;
    let file = office.file("judged.json", judged);
    office.run(&["map", "K-1", "--from", &file]);
    for command in TOLD {
        let output = office.run(command);
        let told =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("panicked"), "{command:?}: {told}");
        assert!(!told.contains(is_obeyed), "{command:?}: {told:?}");
        if command.contains(&"csv") || command.contains(&"--csv") {
            for cell in told.lines().flat_map(|line| line.split(',')) {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '@']), "{command:?}: {cell}");
            }
        }
        if command.contains(&"html") {
            assert!(!told.contains("<b>"), "{command:?}");
        }
    }
    // What a shell makes of a file's name comes back in what is said of it.
    for arguments in [
        &["import", "none\u{1b}[2J\u{202e}.csv"][..],
        &["\u{1b}[2J\u{202e}"],
        &["worklist", "--top", "\u{9b}2J"],
        &["history", "K\u{1b}]0;owned\u{7}"],
    ] {
        let output = office.run(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(!told.contains(is_obeyed), "{arguments:?}: {told:?}");
    }
}
