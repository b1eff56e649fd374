//! Whose data it is: erasing, retaining, access and the page for an impact assessment, through the program itself.

use super::program::Office;

const TABLE: &str = "ref,upn,surname,forename,dob,setting,section_f\n\
    K-1,B801200005001,Quillfeather,Amaranth,2015-03-04,special,Amaranth will read with a TA for 1 hour a week.\n\
    K-2,,Bell,Sian,1990-02-01,special,A TA will help for 2 hours a week.\n";

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    office.ok(&["import", &table]);
    let cannot = office.file("cannot.json", CANNOT);
    office.ok(&["map", "K-1", "--from", &cannot]);
    office
}

#[test]
fn a_pupil_is_erased_and_a_file_does_not_bring_them_back() {
    let office = office();
    let told = office.refused(&["erase", "--pupil", "K-1", "--reason", "asked"], 2);
    assert!(told.contains("--yes"), "{told}");
    let backup = office.json(&["backup", "--json"]);
    let erased = office.json(&[
        "erase", "--pupil", "K-1", "--reason", "asked", "--yes", "--json",
    ]);
    assert_eq!(erased["scrubbed"], true);
    assert_eq!(erased["erased"][0]["plans"], 1);
    assert_eq!(erased["backups"][0]["folder"], backup["folder"]);
    assert_eq!(erased["backups"][0]["own"], false);
    let kept = erased["erased"][0]["ref"].as_str().unwrap();
    assert!(kept.starts_with("erased-"), "{kept}");
    let history = office.ok(&["history", kept]);
    assert!(
        history.contains("cannot be mapped") && !history.contains("Amaranth"),
        "{history}"
    );
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
    let again = office.file("again.csv", TABLE);
    let account = office.json(&["import", &again, "--json"]);
    let rejected = account["rejected"].to_string();
    assert!(rejected.contains("who was erased here"), "{account}");
    let list = office.json(&["erase", "--list", "--json"]);
    assert_eq!(list["erasures"][0]["reason"], "asked");
    office.ok(&["erase", "--readmit", "B801200005001"]);
    let account = office.json(&["import", &again, "--json"]);
    assert_eq!(account["new"], 1, "{account}");
}

#[test]
fn a_document_does_not_bring_them_back_either() {
    let office = office();
    let file = |name: &str, text: &str| office.file(&format!("plans/{name}"), text);
    file(
        "one.txt",
        "Plan of Amaranth Quillfeather, born 4 March 2015. A TA will help.",
    );
    file("two.txt", "UPN B801200005001. A TA will help.");
    file(
        "three.txt",
        "Sian lives with Amaranth Quillfeather. A TA will help.",
    );
    file("Quillfeather Amaranth.txt", "A TA will help for an hour.");
    let erase = [
        "erase", "--pupil", "K-1", "--reason", "asked", "--yes", "--json",
    ];
    office.json(&erase);
    let folder = office.home().join("plans");
    // With the table that names them, and without.
    let table = office.file("again.csv", TABLE);
    for arguments in [
        vec![&*table, folder.to_str().unwrap()],
        vec![folder.to_str().unwrap()],
    ] {
        let arguments = [&["import"], &*arguments, &["--json"]].concat();
        let account = office.json(&arguments);
        let told = account["documents"]["unmatched"].to_string();
        for by in [
            "names and birth date of somebody",
            "UPN of somebody",
            "the names of somebody",
        ] {
            assert!(told.contains(by), "{by} is not in {told}");
        }
        let kept = office.json(&["documents", "list", "--json"]);
        assert_eq!(kept["waiting"], 1, "{kept}");
        assert_eq!(kept["documents"][0]["file"], "three.txt");
    }
    let refused = office.refused(&["erase", "--document", "9", "--yes"], 1);
    assert!(refused.contains("no document"), "{refused}");
    let id = office.json(&["documents", "list", "--json"])["documents"][0]["id"].to_string();
    let gone = office.json(&["erase", "--document", &id, "--yes", "--json"]);
    assert_eq!(gone["scrubbed"], true, "{gone}");
    assert_eq!(office.json(&["documents", "list", "--json"])["waiting"], 0);
    // Somebody else of her name and birth date comes in after a word.
    let namesake =
        "ref,surname,forename,dob,setting\nN-1,Quillfeather,Amaranth,2015-03-04,special\n";
    let table = office.file("namesake.csv", namesake);
    let account = office.json(&["import", &table, "--json"]);
    let told = account["rejected"][0]["reason"].to_string();
    assert!(told.contains("--readmit -"), "{account}");
    office.ok(&["erase", "--readmit", "Quillfeather, Amaranth, 2015-03-04"]);
    assert_eq!(office.json(&["import", &table, "--json"])["new"], 1);
}

#[test]
fn whom_a_restored_backup_brings_back_is_told_until_they_are_erased_again() {
    let office = office();
    let backup = office.json(&["backup", "--json"]);
    let erase = ["erase", "--pupil", "K-1", "--reason", "asked", "--yes"];
    office.ok(&erase);
    let backup = backup["folder"].as_str().unwrap();
    let told = office.ok(&["restore", backup]);
    assert!(told.contains("back with the backup: K-1."), "{told}");
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
    let table = office.file("again.csv", TABLE);
    let account = office.json(&["import", &table, "--json"]);
    assert!(
        account["rejected"]
            .to_string()
            .contains("who was erased here"),
        "{account}"
    );
    let list = office.json(&["erase", "--list", "--json"]);
    assert_eq!(list["back"], serde_json::json!(["K-1"]));
    let again = office.json(&["erase", "--again", "--yes", "--json"]);
    assert_eq!(again["erased"].as_array().unwrap().len(), 1);
    assert_eq!(
        office.json(&["erase", "--list", "--json"])["back"],
        serde_json::json!([])
    );
    // Whoever was erased before the backup is not.
    let backup = office.json(&["backup", "--json"]);
    let restored = office.json(&["restore", backup["folder"].as_str().unwrap(), "--json"]);
    assert_eq!(restored["back"], serde_json::json!([]));
}

#[test]
fn everything_that_is_held_is_told() {
    let office = office();
    let held = office.json(&["subject-access", "--pupil", "K-1", "--json"]);
    assert_eq!(held["sections"][0]["rows"][0]["surname"], "Quillfeather");
    assert_eq!(held["sections"][0]["rows"][0]["row"], 2);
    let page = office.ok(&["subject-access", "--pupil", "B801200005001"]);
    for told in [
        "Quillfeather",
        "caseload.csv",
        "stale",
        "log of who only looked",
    ] {
        assert!(page.contains(told), "{told} is not in {page}");
    }
    let file = office.file("held.html", "");
    office.ok(&[
        "subject-access",
        "--pupil",
        "K-1",
        "--to",
        &file,
        "--hide-readers",
    ]);
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(
        page.contains("reader 1") && page.contains("Amaranth"),
        "{page}"
    );
    assert!(!page.contains("--hide-readers") && !page.contains("before they go out"));
    // What is written for a program shows what an editor would obey, as everywhere.
    let turned = TABLE.replace("read with a TA", "read \u{202e}with a TA");
    let table = office.file("turned.csv", &turned);
    office.ok(&["import", &table]);
    let file = office.file("held.json", "");
    office.ok(&["subject-access", "--pupil", "K-1", "--to", &file]);
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("\\u202e") && !written.contains('\u{202e}'));
    let wrong = office.refused(&["subject-access", "--pupil", "K-1", "--to", "held.doc"], 2);
    assert!(wrong.contains(".html"), "{wrong}");
}

#[test]
fn whoever_is_past_their_time_is_listed_and_then_erased() {
    let office = office();
    let listed = office.json(&["retain", "--dry-run", "--json"]);
    assert_eq!(listed["past"][0]["ref"], "K-2", "{listed}");
    assert_eq!(
        (&listed["within"], &listed["erased"]),
        (&1.into(), &serde_json::json!([]))
    );
    office.ok(&["set", "retention", "born=60"]);
    assert_eq!(
        office.json(&["retain", "--json"])["past"],
        serde_json::json!([])
    );
    office.ok(&["set", "retention", "born=31"]);
    assert!(office.refused(&["retain"], 2).contains("--yes"));
    let done = office.json(&["retain", "--yes", "--json"]);
    assert_eq!(done["erased"].as_array().unwrap().len(), 1);
    assert_eq!(
        office.json(&["retain", "--json"])["past"],
        serde_json::json!([])
    );
}

/// The words behind `continuum` of every command that a text names.
fn commands(text: &str) -> Vec<Vec<&str>> {
    let spans = text.split('`').skip(1).step_by(2);
    let named = spans.filter_map(|span| span.strip_prefix("continuum "));
    named
        .map(|span| span.split_whitespace().collect())
        .collect()
}

#[test]
fn every_command_that_the_impact_assessment_names_is_one() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/dpia.md")).unwrap();
    let office = Office::new();
    let found = commands(&text);
    assert!(found.len() > 30, "{found:?}");
    for words in found {
        let is_word = |word: &&str| !word.starts_with('-');
        let mut called: Vec<&str> = words.iter().copied().filter(is_word).collect();
        if called.first() == Some(&"set") {
            let setting = called.get(1).copied().unwrap();
            called.truncate(1);
            assert!(
                office
                    .ok(&["set", "--help"])
                    .contains(&format!("- {setting}:")),
                "{setting}"
            );
        }
        called.push("--help");
        let help = office.ok(&called);
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{words:?} has no {option}");
        }
    }
}

/// Commands that print nothing of a pupil.
const NOBODYS: [&str; 10] = [
    "decrypt",
    "demo",
    "encrypt",
    "frameworks",
    "help",
    "keys",
    "rekey",
    "set",
    "verify",
    "wording",
];

#[test]
fn every_command_is_in_the_impact_assessment_or_says_nothing_of_a_pupil() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/dpia.md")).unwrap();
    let leaves = text.split("## What leaves").nth(1).unwrap();
    let leaves = leaves.split("\n## ").next().unwrap();
    let named = commands(leaves);
    let help = Office::new().ok(&["--help"]);
    let listed = help.split("Commands:").nth(1).unwrap();
    let mut count = 0;
    let listed = listed.split("Options:").next().unwrap();
    // What is indented further goes on with what a command does.
    let is_one = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    for line in listed.lines().filter(is_one) {
        let command = line.split_whitespace().next().unwrap();
        let is_named = named.iter().any(|words| words.first() == Some(&command));
        assert_ne!(is_named, NOBODYS.contains(&command), "{command}");
        count += 1;
    }
    assert!(count > 30, "{help}");
}
