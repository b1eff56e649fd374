//! A folder of plans whose pupils must be told from marks: what goes in by itself, and what a person settles.

use std::collections::BTreeMap;

use continuum::demo::{self, Order, Paper};
use continuum::domain::day::Day;
use continuum::domain::identity::{PupilRef, Upn};
use continuum::domain::matching::{Crowd, Document, Known, Outcome, find};

use continuum::workspace::unwatched;

use super::program::{Office, TODAY};
use super::terminal::Terminal;

/// How many pupils the folder is of.
const PUPILS: usize = 360;

/// A document as it was laid into the folder.
struct Laid {
    /// What was planted.
    trouble: &'static str,
    file: String,
    text: String,
    /// Whose it is; nobody's of the caseload where it says nothing.
    of: Option<String>,
}

/// The rows of an invented caseload with twins and accents in it, by column.
fn rows() -> Vec<BTreeMap<&'static str, String>> {
    let order = Order {
        pupils: PUPILS,
        seed: 7,
        as_of: TODAY.parse().unwrap(),
    };
    let invented = demo::invent(&order).unwrap();
    let header = demo::Caseload::header();
    let mut rows: Vec<BTreeMap<&str, String>> = invented
        .rows()
        .map(|row| header.into_iter().zip(row).collect())
        .collect();
    for at in (0..PUPILS).step_by(12) {
        // The tenth and the eleventh are twins; the eighth has accents and a hyphen.
        for column in ["surname", "dob"] {
            let of_twin = rows[at + 9][column].clone();
            rows[at + 10].insert(column, of_twin);
        }
        let accented = format!("Núñez-{}", rows[at + 7]["surname"]);
        rows[at + 7].insert("surname", accented);
    }
    rows
}

fn known(row: &BTreeMap<&str, String>) -> Known {
    Known {
        reference: PupilRef::new(&row["ref"]),
        upn: Upn::read(&row["upn"]),
        uln: None,
        surname: Some(row["surname"].clone()),
        forename: Some(row["forename"].clone()),
        dob: row["dob"].parse().ok(),
    }
}

/// The texts of the invented plans, by reference.
fn texts() -> BTreeMap<String, String> {
    let order = Order {
        pupils: PUPILS,
        seed: 7,
        as_of: TODAY.parse().unwrap(),
    };
    let invented = demo::invent(&order).unwrap();
    let references: Vec<String> = invented.rows().map(|row| row[0].clone()).collect();
    let files: Vec<_> = invented.plan_files().collect();
    let upns: BTreeMap<String, String> = invented
        .rows()
        .map(|row| (row[1].clone(), row[0].clone()))
        .collect();
    let whose = |name: &str| {
        let by_ref = references.iter().find(|one| {
            name.split(|c: char| !(c.is_alphanumeric() || c == '-'))
                .any(|part| part == one.as_str())
        });
        let by_upn = || name.split(' ').next().and_then(|upn| upns.get(upn));
        by_ref
            .or_else(by_upn)
            .unwrap_or_else(|| panic!("{name}"))
            .clone()
    };
    let text = |paper: &Paper| match paper {
        Paper::Document(document) => document.text(),
        Paper::Text(text) => text.clone(),
    };
    (files.iter())
        .map(|file| (whose(&file.name), text(&file.paper)))
        .collect()
}

fn long(day: &str) -> String {
    day.parse::<Day>().unwrap().long()
}

/// A folder in the demo's style, a trouble planted in most documents.
fn folder(rows: &[BTreeMap<&'static str, String>]) -> Vec<Laid> {
    let mut texts = texts();
    let mut laid = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let reference = &row["ref"];
        let plan = texts
            .remove(reference)
            .unwrap_or_else(|| "Section F\nA TA will help.".to_owned());
        // The demo writes the reference into some plans; here the marks are planted alone.
        let plan = plan.replace(reference.as_str(), "(not shown)");
        let who = format!(
            "Name: {} {}\nDate of birth: {}\n",
            row["forename"],
            row["surname"],
            long(&row["dob"])
        );
        let other = &rows[(at + 5) % rows.len()];
        let mut lay = |trouble, file: String, text: String, of: Option<&String>| {
            laid.push(Laid {
                trouble,
                file,
                text,
                of: of.cloned(),
            });
        };
        match at % 12 {
            0 => lay(
                "none",
                format!("EHCP {reference} final.txt"),
                plan,
                Some(reference),
            ),
            1 => lay(
                "no number",
                format!("plan {at}.txt"),
                who + &plan,
                Some(reference),
            ),
            2 => lay(
                "number in the text alone",
                format!("plan {at}.txt"),
                format!("Our reference: {reference}\n{who}{plan}"),
                Some(reference),
            ),
            3 => lay(
                "another's number on the file",
                format!("{}.txt", other["ref"]),
                who + &plan,
                Some(reference),
            ),
            4 => lay("no mark", format!("scan {at}.txt"), plan, Some(reference)),
            5 => lay(
                "not of the caseload",
                format!("plan {at}.txt"),
                format!("Name: Zebedee Quillfeather\nDate of birth: 1 Jan 2014\n{plan}"),
                None,
            ),
            6 => {
                lay(
                    "earlier version",
                    format!("{reference} v1.txt"),
                    plan.clone(),
                    Some(reference),
                );
                lay(
                    "later version",
                    format!("{reference} v2.txt"),
                    plan + "\nAmended.",
                    Some(reference),
                );
            }
            7 => {
                let plain = who.replace("Núñez-", "Nunez ");
                lay(
                    "accents left out",
                    format!("plan {at}.txt"),
                    plain + &plan,
                    Some(reference),
                );
            }
            8 => lay(
                "a sibling's number",
                format!("plan {at}.txt"),
                format!("{who}Lives with a sister (UPN {}).\n{plan}", other["upn"]),
                Some(reference),
            ),
            9 | 10 => lay(
                "twin",
                format!("plan {at}.txt"),
                who + &plan,
                Some(reference),
            ),
            _ => lay(
                "another's number in the text",
                format!("plan {at}.txt"),
                format!("UPN: {}\n{who}{plan}", other["upn"]),
                Some(reference),
            ),
        }
    }
    laid
}

#[test]
fn no_wrong_match_goes_in_by_itself_and_the_right_pupil_is_near() {
    let rows = rows();
    let crowd = Crowd::of(rows.iter().map(known));
    let laid = folder(&rows);
    let documents: Vec<Document<'_>> = (laid.iter())
        .map(|one| Document {
            file: &one.file,
            text: &one.text,
        })
        .collect();
    let found = find(&documents, &crowd, &mut unwatched).unwrap();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (one, finding) in laid.iter().zip(&found) {
        *counts
            .entry((one.trouble, finding.outcome.words()))
            .or_default() += 1;
        let first = finding
            .nearest
            .first()
            .map(|near| crowd.said(near.pupil).to_owned());
        if let Outcome::Sure | Outcome::Proposed = finding.outcome {
            assert_eq!(
                first,
                one.of,
                "{}: {}: {}",
                one.trouble,
                one.file,
                finding.words(&crowd)
            );
        }
        let near = finding
            .nearest
            .iter()
            .any(|near| Some(crowd.said(near.pupil)) == one.of.as_deref());
        let unmarked = ["no mark", "not of the caseload"].contains(&one.trouble);
        assert!(
            near || unmarked,
            "{}: {}: {}",
            one.trouble,
            one.file,
            finding.words(&crowd)
        );
    }
    let told: Vec<String> = (counts.iter())
        .map(|((trouble, outcome), count)| format!("{trouble}: {outcome} {count}"))
        .collect();
    assert_eq!(
        told,
        [
            "a sibling's number: proposed 30",
            "accents left out: proposed 30",
            "another's number in the text: several 30",
            "another's number on the file: several 30",
            "earlier version: several 30",
            "later version: proposed 30",
            "no mark: nobody 30",
            "no number: proposed 30",
            "none: sure 30",
            "not of the caseload: nobody 30",
            "number in the text alone: sure 30",
            "twin: proposed 60",
        ]
    );
}

/// An office with a caseload of three and a folder of documents that wait.
fn waiting() -> Office {
    let office = Office::new();
    let table = office.file(
        "caseload.csv",
        "ref,upn,surname,forename,dob,year_group,setting,school\n\
         K-1,B801200005001,Okafor,Amara,2015-03-03,6,mainstream,=Brook Lane\n\
         K-2,,Okafor,Ada,2015-03-03,6,mainstream,Brook Lane\n\
         K-3,,Price,Samuel,2010-06-07,11,special,The Elms\n",
    );
    office.file(
        "plans/a.txt",
        "Name: Amara Okafor\nDOB: 3.3.15\nSection F\nA TA will help daily.",
    );
    office.file("plans/b.txt", "Section F\nA TA will help weekly.");
    office.file("plans/K-3.txt", "Section F\nA TA will help hourly.");
    office.file(
        "plans/late.txt",
        "Our ref: K-9\nSection F\nA TA will help at lunch.",
    );
    let folder = office.home().join("plans");
    office.ok(&["import", &table, folder.to_str().unwrap()]);
    office
}

#[test]
fn documents_wait_and_are_settled_by_command() {
    let office = waiting();
    let list = office.json(&["documents", "list", "--json"]);
    assert_eq!(list["waiting"], 3);
    let first = &list["documents"][0];
    assert_eq!(
        (&first["file"], &first["outcome"]),
        (&"a.txt".into(), &"proposed".into())
    );
    assert_eq!(first["nearest"][0]["ref"], "K-1");
    assert_eq!(first["nearest"][0]["why"], "name and birth date agree");
    assert!(
        office
            .ok(&["documents", "list"])
            .contains("3 wait to be settled.")
    );

    assert_eq!(
        office.ok(&["documents", "settle", "a.txt", "K-1"]),
        "\"a.txt\" is in as the plan of K-1.\n"
    );
    let history = office.json(&["history", "K-1", "--json"]);
    assert!(history.to_string().contains("a.txt"), "{history}");
    let told = office.refused(&["documents", "settle", "a.txt", "K-2"], 1);
    assert!(told.contains("No document \"a.txt\" waits."), "{told}");
    let told = office.refused(&["documents", "settle", "b.txt", "K-77"], 1);
    assert!(told.contains("K-77"), "{told}");

    office.ok(&["documents", "set-aside", "b.txt"]);
    let told = office.refused(&["documents", "set-aside", "b.txt", "--reason", "lost"], 2);
    assert!(told.contains("nobody, earlier, no_plan"), "{told}");
    assert_eq!(office.json(&["documents", "list", "--json"])["waiting"], 1);
    let all = office.json(&["documents", "list", "--all", "--json"]);
    assert_eq!(all["documents"][0]["set_aside"], "nobody");
    let back = office.json(&["documents", "set-aside", "b.txt", "--back", "--json"]);
    assert_eq!(back["state"], "waiting");
    assert_eq!(office.json(&["documents", "list", "--json"])["waiting"], 2);
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn the_same_folder_again_changes_nothing() {
    let office = waiting();
    office.ok(&["documents", "settle", "a.txt", "K-1"]);
    office.ok(&["documents", "set-aside", "b.txt", "--reason", "no_plan"]);
    let folder = office.home().join("plans");
    let before = office.json(&["documents", "list", "--all", "--json"]);
    let account = office.json(&["import", folder.to_str().unwrap(), "--json"]);
    assert_eq!(account["documents"]["matched"], 2);
    assert_eq!(account["documents"]["waiting"], 1);
    assert_eq!(
        account["documents"]["unmatched"][0]["reason"],
        "was set aside: is no plan"
    );
    assert_eq!(
        office.json(&["documents", "list", "--all", "--json"]),
        before
    );
    let plans = office.json(&["history", "K-1", "--json"]);
    let received = plans["events"].as_array().unwrap().iter();
    assert_eq!(
        received
            .filter(|event| event.to_string().contains("a.txt"))
            .count(),
        1
    );
}

#[test]
fn a_document_that_came_before_its_pupil_goes_in_with_the_pupil() {
    let office = waiting();
    let table = office.file("later.csv", "ref,year_group,setting\nK-9,4,mainstream\n");
    let tried = office.json(&["import", &table, "--dry-run", "--json"]);
    assert_eq!(tried["documents"]["matched"], 1);
    assert_eq!(office.json(&["documents", "list", "--json"])["waiting"], 3);
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(
        (
            &account["documents"]["matched"],
            &account["documents"]["waiting"]
        ),
        (&1.into(), &2.into())
    );
    let history = office.json(&["history", "K-9", "--json"]);
    assert!(history.to_string().contains("late.txt"), "{history}");
    assert_eq!(office.json(&["documents", "list", "--json"])["waiting"], 2);
}

#[test]
fn a_document_whose_import_is_undone_comes_in_again() {
    let office = waiting();
    let table = office.file("later.csv", "ref,year_group,setting\nK-9,4,mainstream\n");
    office.ok(&["import", &table]);
    let latest = office.json(&["import", "list", "--json"])[0]["id"].clone();
    office.ok(&["import", "undo", latest.as_str().unwrap()]);
    let folder = office.home().join("plans");
    let account = office.json(&["import", folder.to_str().unwrap(), "--json"]);
    assert_eq!(account["documents"]["waiting"], 3);
    let list = office.json(&["documents", "list", "--json"]);
    let files: Vec<&str> = (list["documents"].as_array().unwrap().iter())
        .map(|one| one["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["a.txt", "b.txt", "late.txt"]);
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(account["documents"]["matched"], 1);
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn the_document_of_a_rejected_row_waits_for_it() {
    let office = Office::new();
    let table = office.file(
        "caseload.csv",
        "ref,dob,year_group,setting\nK-1,31/02/2015,6,mainstream\nK-2,,6,mainstream\n",
    );
    office.file("plans/K-1.txt", "Section F\nA TA will help daily.");
    let folder = office.home().join("plans");
    let account = office.json(&["import", &table, folder.to_str().unwrap(), "--json"]);
    assert_eq!(
        (
            &account["documents"]["matched"],
            &account["documents"]["waiting"]
        ),
        (&0.into(), &1.into())
    );
    let table = office.file(
        "mended.csv",
        "ref,dob,year_group,setting\nK-1,28/02/2015,6,mainstream\n",
    );
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(
        (
            &account["documents"]["matched"],
            &account["documents"]["waiting"]
        ),
        (&1.into(), &0.into())
    );
}

#[test]
fn who_has_no_text_is_a_list_for_the_plan_team() {
    let office = waiting();
    let list = office.json(&["documents", "missing", "--json"]);
    assert_eq!(list["in_scope"], 3);
    let missing = list["missing"].as_array().unwrap();
    let references: Vec<&str> = missing
        .iter()
        .map(|one| one["ref"].as_str().unwrap())
        .collect();
    assert_eq!(references, ["K-1", "K-2"]);
    assert!(missing[0].get("name").is_none());
    let named = office.json(&["documents", "missing", "--json", "--names"]);
    assert_eq!(named["missing"][0]["name"], "Okafor, Amara");

    let path = office.home().join("missing.csv");
    office.ok(&["documents", "missing", "--csv", path.to_str().unwrap()]);
    let csv = std::fs::read_to_string(path).unwrap();
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("ref,school,district,year_group,priority,due")
    );
    let first = lines.next().unwrap();
    assert!(first.starts_with("K-1,'=Brook Lane,,7,other,"), "{first}");
    assert!(!csv.contains("Okafor"));
    let named = office.ok(&["documents", "missing", "--csv", "-", "--names"]);
    assert!(named.contains("\"Okafor, Amara\""), "{named}");
}

#[test]
fn what_was_settled_by_key_survives_the_loss_of_power_and_goes_in() {
    let office = waiting();
    office.ok(&["set", "reader", "R. Hale"]);
    let folder = office.workspace();
    let arguments = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
    let open = || Terminal::start(office.home(), &arguments, (80, 24));
    let mut terminal = open();
    terminal.shows("3 documents wait");
    terminal.keys("P");
    terminal.shows("0 of 3 settled");
    terminal.keys("\r");
    terminal.shows("1 of 3 settled");
    terminal.kill();
    assert_eq!(
        office.json(&["documents", "list", "--json"])["documents"][0]["state"],
        "given"
    );

    let mut terminal = open();
    terminal.shows("Worklist");
    terminal.keys("P");
    terminal.shows("1 of 3 settled");
    terminal.keys("q");
    terminal.shows("1 plan text is in");
    terminal.keys("q");
    assert!(terminal.ends());
    let history = office.json(&["history", "K-1", "--json"]);
    assert!(history.to_string().contains("a.txt"), "{history}");
}
