//! The whole program over files of every format: it refuses them by its exit code, changes nothing, and sends no
//! character to the terminal that one would obey.

use continuum::domain::printable::is_obeyed;

use super::super::program::Office;
use super::corpus::{files, folder};

const TABLE: &str = "ref,surname,dob,setting,year_group,section_f\n\
    K-1,Okafor,2014-10-01,mainstream,6,A TA will read for 20 minutes a day.\n";

/// How a file of a format is given to the program; `FILE` stands for it.
const COMMANDS: [(&str, &[&str]); 17] = [
    ("caseload", &["import", "FILE"]),
    ("workbooks", &["import", "FILE"]),
    ("sen2", &["import", "FILE"]),
    ("gias", &["import", "FILE"]),
    ("pdf", &["read", "FILE"]),
    ("word", &["read", "FILE"]),
    ("plans", &["read", "FILE"]),
    ("maps", &["import", "GOOD", "--map", "FILE"]),
    ("frameworks", &["frameworks", "check", "FILE"]),
    ("rate-sets", &["rates", "check", "FILE"]),
    ("envelopes", &["rates", "check", "FILE"]),
    ("cost-books", &["rates", "check", "FILE"]),
    ("methods", &["rates", "check", "FILE"]),
    (
        "ratings",
        &["moderate", "agreement", "FILE", "--levels", "1,2,3,4"],
    ),
    ("judgements", &["map", "K-1", "--from", "FILE"]),
    ("keys", &["keys", "trust", "FILE"]),
    ("word-lists", &["wording", "--check", "FILE"]),
];

/// How many files of each format go through the whole program.
const EACH: usize = 3;

/// The names of the files that the reader refuses, by the table of their format.
fn refused(format: &str) -> Vec<String> {
    let table = std::fs::read_to_string(folder().join(format!("{format}.txt"))).unwrap();
    let lines = table.lines().filter_map(|line| line.split_once('\t'));
    let refused = lines.filter(|(_, verdict)| verdict.starts_with("refused: "));
    refused.map(|(file, _)| file.to_owned()).collect()
}

#[test]
fn what_is_refused_is_told_on_standard_error_and_changes_nothing() {
    let office = Office::new();
    let good = office.file("good.csv", TABLE);
    office.ok(&["import", &good]);
    office.ok(&["set", "reader", "R. Hale"]);
    let before = office.json(&["worklist", "--json"]);
    let imports = office.json(&["import", "list", "--json"]);
    for (format, command) in COMMANDS {
        let names = refused(format);
        let stride = names.len().div_ceil(EACH).max(1);
        for name in names.iter().step_by(stride) {
            let file = folder().join(format).join(name);
            let arguments: Vec<&str> = (command.iter())
                .map(|word| match *word {
                    "FILE" => file.to_str().unwrap(),
                    "GOOD" => good.as_str(),
                    other => other,
                })
                .collect();
            let output = office.run(&arguments);
            let told = String::from_utf8(output.stderr).unwrap()
                + &String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(1), "{format}/{name}: {told}");
            assert!(told.contains(name.as_str()), "{format}/{name}: {told}");
            assert!(!told.contains(is_obeyed), "{format}/{name}: {told:?}");
        }
    }
    assert_eq!(office.json(&["worklist", "--json"]), before);
    assert_eq!(office.json(&["import", "list", "--json"]), imports);
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn a_folder_of_every_hostile_plan_is_imported_with_each_accounted_for() {
    let office = Office::new();
    let good = office.file("good.csv", TABLE);
    office.ok(&["import", &good]);
    let plans = office.home().join("plans");
    std::fs::create_dir_all(&plans).unwrap();
    let mut count = 0;
    for format in ["pdf", "word", "plans"] {
        for (name, bytes) in files(format) {
            std::fs::write(plans.join(&name), bytes).unwrap();
            count += 1;
        }
    }
    let told = office.json(&["import", plans.to_str().unwrap(), "--json"]);
    let documents = &told["documents"];
    let unmatched = documents["unmatched"].as_array().unwrap().len() as u64;
    let matched = documents["matched"].as_u64().unwrap();
    assert_eq!(unmatched + matched, count, "{documents}");
    let text = office.ok(&["documents", "list", "--all"]);
    assert!(!text.contains(is_obeyed), "{text:?}");
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}
