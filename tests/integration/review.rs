//! A review in a real terminal: read blind, laid side by side, sent back with a question, answered, and agreed to.

use serde_json::json;

use super::program::Office;
use super::terminal::Terminal;

const TABLE: &str = "\
ref,surname,forename,dob,setting,year_group,phase_transfer,plan_start,section_f
K-1,Okafor,Amara,01/10/2014,mainstream,,yes,2020-05-01,\"1. A Teaching Assistant will deliver the talk programme 1:1 for 15 minutes every day.
2. The class teacher will keep a visual timetable.\"
";

/// An office where an officer was not sure of the one plan there is.
fn mapped() -> Office {
    let office = Office::new();
    office.ok(&["import", &office.file("caseload.csv", TABLE)]);
    let judged = json!({"judgements": [{"n": 1, "area": "ci", "level": "4"}, {"n": 2, "set_aside": "core"}],
        "area_levels": [{"area": "ci", "level": "4", "evidence": "provisions"}], "cannot_map": null, "unsure": true});
    let file = office.file("judged.json", &judged.to_string());
    office.ok(&["map", "K-1", "--from", &file, "--reader", "Otto Officer"]);
    office
}

/// Opens moderation as somebody in a terminal, once the worklist says something.
fn moderation(office: &Office, reader: &str, list: &str) -> Terminal {
    office.ok(&["set", "reader", reader]);
    let folder = office.workspace();
    let arguments = ["--workspace", folder.to_str().unwrap()];
    let mut terminal = Terminal::start(office.home(), &arguments, (120, 40));
    terminal.shows(list);
    terminal.keys("M");
    terminal.shows("What waits");
    terminal
}

fn pressed(terminal: &mut Terminal, steps: &[(&str, &str)]) {
    for (keys, then) in steps {
        terminal.keys(keys);
        terminal.shows(then);
    }
}

#[test]
fn a_case_is_read_blind_sent_back_answered_and_agreed_to() {
    let office = mapped();
    let mut moderator = moderation(&office, "Maya Shah", "Worklist");
    pressed(
        &mut moderator,
        &[
            ("\r", "read blind K-1 as Maya Shah, moderator"),
            ("\r", "nothing of others is shown"),
            ("2", "1 of 2 to settle"),
            ("2", "all 2 settled"),
            ("2", "All settled"),
            ("\r", "━ Tariff "),
            ("\r", "mapped by Otto Officer, read blind by Maya Shah"),
        ],
    );
    for words in [
        "Judged differently: 2",
        "2 outside tolerance",
        "T1          TC",
        "the reader asked for a second pair of eyes",
    ] {
        moderator.shows(words);
    }
    pressed(
        &mut moderator,
        &[
            ("r", "What do you ask the officer?"),
            ("Where is level 4 seen?\r", "Returned to officers: 1"),
        ],
    );
    moderator.keys("\u{3}");
    assert!(moderator.ends());
    let mut officer = moderation(
        &office,
        "Otto Officer",
        "1 case came back to you with a question: M shows it",
    );
    pressed(
        &mut officer,
        &[
            ("", "“Where is level 4 seen?”"),
            ("a", "enter go on"),
            ("In the sixth line.\r", "Answered"),
        ],
    );
    officer.keys("\u{3}");
    assert!(officer.ends());
    let mut moderator = moderation(&office, "Maya Shah", "Worklist");
    pressed(
        &mut moderator,
        &[
            ("\r", "decide K-1 as Maya Shah, moderator"),
            ("\r", "Otto Officer answered: “In the sixth line.”"),
            ("a", "Nothing waits for a review"),
        ],
    );
    let report = office.json(&["moderate", "report", "--format", "json"]);
    assert_eq!(
        report["decided"],
        json!([{"stream": "flagged", "decision": "agreed", "reviews": 1},
            {"stream": "flagged", "decision": "returned", "reviews": 1},
            {"stream": "flagged", "decision": "answered", "reviews": 1}])
    );
    let said: Vec<_> = (report["referred"].as_array().unwrap().iter())
        .map(|one| (one["reference"].as_str(), one["decision"].as_str()))
        .collect();
    assert_eq!(said, [(Some("K-1"), Some("returned"))], "{report}");
    assert_eq!(office.json(&["verify", "--json"])["faults"], json!([]));
}
