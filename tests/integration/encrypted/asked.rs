//! The passphrase is asked for in the terminal, before the screens, and nothing of it is shown.

#[cfg(target_os = "linux")]
use crate::ending;
use crate::program::{Office, TODAY};
use crate::terminal::Terminal;

use super::opened::{encrypted, plain};

const SIZE: (u16, u16) = (100, 30);
const WORDS: &str = "correct horse battery staple";

fn start(office: &Office, command: &[&str]) -> Terminal {
    let folder = office.workspace();
    let place = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
    Terminal::start(office.home(), &[command, &place].concat(), SIZE)
}

fn is_sent(terminal: &Terminal, words: &str) -> bool {
    let sent = terminal.recorded();
    sent.windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn the_screens_open_after_it() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &[]);
    terminal.shows("Passphrase of the workspace");
    let before = terminal.sent().len();
    terminal.keys("correct horse\r");
    terminal.shows("Once more");
    terminal.sends(b"Passphrase of the workspace", before);
    terminal.keys(&format!("nonsense\x15{WORDS}x\x7f\r"));
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    assert!(!is_sent(&terminal, "horse") && !is_sent(&terminal, "nonsense"));
}

#[test]
fn after_three_wrong_ones_nothing_is_opened() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &["verify"]);
    for _ in 0..3 {
        let before = terminal.sent().len();
        terminal.sends(b"Passphrase of the workspace", before);
        terminal.keys("not these words\r");
    }
    assert_eq!(terminal.code(), 1);
    terminal.shows("or the file is damaged");
}

#[test]
fn what_is_typed_between_two_questions_is_not_shown_and_answers_the_next() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &["verify"]);
    terminal.shows("Passphrase of the workspace");
    terminal.keys("correct horse\r");
    // The answer is taken, and it is still being looked at whether it opens the file.
    let asked = terminal.sent().len();
    terminal.sends(b"\r\n", asked);
    terminal.keys(WORDS);
    terminal.shows("Once more");
    terminal.keys("\r");
    assert!(terminal.ends());
    terminal.shows("Every record is as it was recorded");
    assert!(!is_sent(&terminal, "horse") && !is_sent(&terminal, "battery"));
}

#[test]
fn whoever_is_asked_for_the_old_one_and_a_new_one_shows_neither() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &["rekey"]);
    terminal.shows("Passphrase of the workspace");
    terminal.keys(&format!("{WORDS}\ranother five words altogether\r"));
    terminal.shows("The same again");
    terminal.keys("another five words altogether\r");
    assert!(terminal.ends());
    terminal.shows("has another passphrase");
    assert!(!is_sent(&terminal, "horse") && !is_sent(&terminal, "words altogether"));
}

#[test]
fn it_is_made_plain_again_after_its_passphrase_and_a_word() {
    let (office, _key) = encrypted();
    let decrypt = |word: &str| {
        let mut terminal = start(&office, &["decrypt"]);
        terminal.shows("Passphrase of the workspace");
        terminal.keys(&format!("{WORDS}\r"));
        terminal.shows("Type decrypt to go on");
        assert!(terminal.is_cooked());
        terminal.keys(&format!("{word}\r"));
        terminal
    };
    let mut left = decrypt("no");
    assert_eq!(left.code(), 1);
    left.shows("Nothing was changed");
    assert!(office.refused(&["verify"], 1).contains("passphrase"));
    let mut done = decrypt("decrypt");
    assert!(done.ends());
    done.shows("is not encrypted any more");
    assert!(!is_sent(&done, "horse"));
    assert_eq!(office.json(&["verify", "--json"])["keyed"], true);
}

#[test]
fn whoever_leaves_the_question_has_the_terminal_as_it_was() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &["verify"]);
    terminal.shows("Passphrase of the workspace");
    terminal.keys("half of it\x03");
    assert_eq!(terminal.code(), 1);
    terminal.shows("No passphrase was given");
}

#[test]
fn a_new_one_is_asked_for_twice() {
    let (office, key) = plain();
    let mut terminal = start(&office, &["encrypt"]);
    terminal.shows("New passphrase");
    let before = terminal.sent().len();
    terminal.keys("too short\r");
    terminal.shows("at least 12 characters. Take");
    // What is typed before the question stands there is shown by the terminal itself.
    terminal.sends(b"New passphrase", before);
    terminal.keys(&format!("{WORDS}\r"));
    terminal.shows("The same again");
    let before = terminal.sent().len();
    terminal.keys("correct horse battery stable\r");
    terminal.shows("not the same");
    terminal.sends(b"New passphrase", before);
    let before = terminal.sent().len();
    terminal.keys(&format!("{WORDS}\r"));
    terminal.sends(b"The same again", before);
    terminal.keys(&format!("{WORDS}\r"));
    assert!(terminal.ends());
    terminal.shows("is encrypted");
    assert!(!is_sent(&terminal, "horse"));
    office.ok(&["verify", "--key-file", &key]);
}

/// A signal that ends the program while it asks gives the terminal back.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_shows_again_what_is_typed() {
    let (office, _key) = encrypted();
    let mut terminal = start(&office, &["verify"]);
    terminal.shows("Passphrase of the workspace");
    let id = terminal.child.process_id().unwrap().to_string();
    // The question stands before the terminal is taken.
    while terminal.is_cooked() {
        std::thread::yield_now();
    }
    let sent = std::process::Command::new("kill")
        .args(["-TERM", &id])
        .status();
    assert!(sent.unwrap().success());
    assert!(!terminal.ends());
    assert!(terminal.is_cooked());
}

/// A shell's command that verifies the workspace (`"$@"`), as far as its question.
#[cfg(target_os = "linux")]
fn verifying(office: &Office, script: &str) -> Terminal {
    let folder = office.workspace();
    let program = [
        "sh",
        "-c",
        script,
        "sh",
        env!("CARGO_BIN_EXE_continuum"),
        "verify",
        "--workspace",
        folder.to_str().unwrap(),
    ];
    let mut terminal = Terminal::run(office.home(), &program, &[], SIZE);
    terminal.shows("Passphrase of the workspace");
    terminal
}

/// The keys come from the terminal, whatever else is handed in, and whether or not that has ended.
#[cfg(target_os = "linux")]
#[test]
fn what_is_handed_in_may_end_before_the_question() {
    let (office, _key) = encrypted();
    let mut terminal = verifying(&office, "true | \"$@\"");
    terminal.keys(&format!("{WORDS}\r"));
    terminal.shows("Every record is as it was recorded");
    assert!(terminal.ends());
}

/// Whoever runs apart from the terminal is sent no signal, and does not wait for keys for ever.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_goes_away_over_the_question_ends_the_program() {
    let (office, _key) = encrypted();
    let folder = office.workspace();
    let terminal = verifying(&office, "setsid \"$@\"; true");
    let process = ending::of(&folder);
    // A wrong one, so that it is asked for once more.
    terminal.hang_up("not these words\r").wait().unwrap();
    ending::over(process);
}
