//! The passphrase is asked for in the terminal, before the screens, and nothing of it is shown.

use crate::program::TODAY;
use crate::terminal::Terminal;

use super::opened::{encrypted, plain};

const SIZE: (u16, u16) = (100, 30);
const WORDS: &str = "correct horse battery staple";

fn start(office: &crate::program::Office, command: &[&str]) -> Terminal {
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
