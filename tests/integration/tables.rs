//! Caseload tables as spreadsheets save them (`fixtures/tables`, invented people): every file tells the same.

use std::path::PathBuf;

use continuum::domain::account::Remark;
use continuum::domain::columns::ColumnMap;
use continuum::domain::day::Day;
use continuum::exchange::caseload::{Aside, Opened, ReadPupil};
use continuum::exchange::fault::Fault;
use serde_json::{Value, json};

use super::program::{Office, TODAY};
use super::terminal::Terminal;

fn path(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables");
    folder.join(name).to_str().unwrap().to_owned()
}

fn today() -> Day {
    "2026-11-02".parse().unwrap()
}

/// All that a table holds, and where it stood.
struct Taken {
    sheet: Option<String>,
    pupils: Vec<ReadPupil>,
    aside: Aside,
}

fn read(name: &str, map: Option<&ColumnMap>) -> Taken {
    let file = std::fs::File::open(path(name)).unwrap();
    let opened = Opened::of(name, file).unwrap();
    let go_on = &mut |_| Ok::<_, Fault>(());
    let mut rows = opened.look(today(), map, go_on).unwrap();
    let mut pupils = Vec::new();
    let aside = rows.pupils(&mut |pupil| {
        pupils.push(pupil);
        Ok::<_, Fault>(())
    });
    Taken {
        sheet: rows.sheet().map(str::to_owned),
        pupils,
        aside: aside.unwrap(),
    }
}

/// The pupils of a table: what is said of each, and the text of their plan.
fn pupils(taken: &Taken) -> Vec<Value> {
    let pupils = taken.pupils.iter().map(|pupil| {
        let mut facts = serde_json::to_value(&pupil.facts).unwrap();
        let facts_of = facts.as_object_mut().unwrap();
        facts_of.retain(|_, value| !value.is_null());
        facts_of.insert("section_f".into(), json!(pupil.section_f));
        facts
    });
    pupils.collect()
}

#[test]
fn every_spreadsheet_s_file_tells_the_same_of_the_same_pupils() {
    let told = std::fs::read_to_string(path("pupils.json")).unwrap();
    let told: Vec<Value> = serde_json::from_str(&told).unwrap();
    for (name, sheet, rows) in [
        ("utf8.csv", None, [2, 3, 4]),
        ("semicolon.csv", None, [2, 3, 4]),
        ("utf16-tabs.csv", None, [2, 3, 4]),
        ("plain.xlsx", Some("Caseload"), [2, 3, 4]),
        ("days-from-1904.xlsx", Some("EHCP list"), [2, 3, 4]),
        // A title above the headers, an empty row below them, other sheets before, one of them hidden.
        ("excel.xlsx", Some("Pupils"), [5, 6, 7]),
    ] {
        let taken = read(name, None);
        assert_eq!(taken.sheet.as_deref(), sheet, "{name}");
        let caseload = &taken.aside;
        assert_eq!(
            (&caseload.rejected, &caseload.warnings),
            (&vec![], &vec![]),
            "{name}"
        );
        let read_rows: Vec<u64> = taken.pupils.iter().map(|pupil| pupil.row).collect();
        assert_eq!(read_rows, rows, "{name}");
        assert_eq!(pupils(&taken), told, "{name}");
    }
}

fn said(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(ToString::to_string).collect()
}

#[test]
fn a_workbook_with_words_of_its_own_is_read_by_a_map() {
    let map = std::fs::read(path("own-words.toml")).unwrap();
    let map = continuum::exchange::maps::read("own-words.toml", &map).unwrap();
    let taken = read("own-words.xlsx", Some(&map));
    let file = "own-words.xlsx, row";
    let rounded = "\"1.2345678901234568e24\" is a number that the spreadsheet has rounded, so its last figures are lost; correct it and import again";
    assert_eq!(
        said(&taken.aside.rejected),
        [format!("{file} 5, column \"Child ID\": {rounded}")]
    );
    let error = "is the error of a formula, no value; it was left out";
    assert_eq!(
        said(&taken.aside.warnings),
        [
            format!("{file} 4, column \"Birth\": \"#N/A\" {error}"),
            format!("{file} 4, column \"Plan issued\": \"#DIV/0!\" {error}"),
        ]
    );
    let pupils = pupils(&taken);
    let told = |at: usize, key: &str| pupils[at][key].clone();
    assert_eq!(pupils.len(), 3);
    // The reference is merged over two rows, each with a provision.
    assert_eq!(
        told(0, "section_f"),
        "A TA will read with Amara for 20 minutes a day.\nSaLT for 30 minutes a week."
    );
    assert_eq!(
        (told(0, "setting"), told(1, "setting")),
        (json!("srp"), json!("special"))
    );
    assert_eq!(
        (told(2, "reference"), told(2, "dob")),
        (json!("10045"), json!("2013-10-01"))
    );
}

#[test]
fn a_map_is_proposed_kept_and_remembered_for_the_same_headers() {
    let office = Office::new();
    let file = path("own-words.xlsx");
    let shown = office.json(&["import", &file, "--columns", "--json"]);
    assert!(!office.workspace().exists(), "a look makes no workspace");
    assert_eq!(
        (&shown["sheet"], &shown["header_row"]),
        (&json!("Sheet1"), &json!(1))
    );
    let of = |header: &str| {
        let columns = shown["columns"].as_array().unwrap();
        columns
            .iter()
            .find(|one| one["header"] == header)
            .unwrap()
            .clone()
    };
    let child = of("Child ID");
    assert_eq!(
        (&child["column"], &child["guess"]),
        (&Value::Null, &json!("ref"))
    );
    assert_eq!(
        (&child["why"], &child["samples"][0]),
        (&json!("likeness"), &json!("C-1"))
    );
    assert_eq!(of("Notes")["guess"], Value::Null);
    assert_eq!(shown["missing"][0]["columns"], json!(["ref", "upn"]));
    assert_eq!(
        shown["settings"][0],
        json!({"word": "SRP - Unit", "rows": 1, "guess": "srp"})
    );
    let text = office.ok(&["import", &file, "--columns"]);
    assert!(
        text.contains("  1  Child ID                     ? ref"),
        "{text}"
    );
    assert!(
        text.contains("Nothing marked ? is read before you agree."),
        "{text}"
    );

    // Not without consent.
    let refused = office.refused(&["import", &file], 1);
    assert!(
        refused.contains("neither a column \"ref\"") && refused.contains("--columns"),
        "{refused}"
    );
    let kept = office.ok(&["import", &file, "--columns", "--save", "county list"]);
    assert!(kept.contains("county list.toml"), "{kept}");
    let written =
        std::fs::read_to_string(office.workspace().join("maps/county list.toml")).unwrap();
    assert!(
        written.contains("\"Child ID\" = \"ref\"") && written.contains("Notes = \"leave out\""),
        "{written}"
    );
    let account = office.json(&["import", &file, "--json"]);
    assert_eq!(
        (&account["new"], &account["rejected"][0]["row"]),
        (&json!(3), &json!(5))
    );
    assert_eq!(
        account["tables"],
        json!([{"file": "own-words.xlsx", "sheet": "Sheet1", "map": "county list"}])
    );
    let text = office.ok(&["import", &file]);
    assert!(
        text.contains(
            "Read of own-words.xlsx: sheet \"Sheet1\", columns by the map \"county list\""
        ),
        "{text}"
    );
    // The same headers in another file, in another order.
    let next = "Notes,Provision text,Plan issued,Setting type,Birth,CHILD ID\n,A TA.,,SRP - Unit,2014-10-01,C-9\n";
    let next = office.file("next.csv", next);
    assert_eq!(office.json(&["import", &next, "--json"])["new"], 1);
}

#[test]
fn a_map_is_named_or_given_as_a_file() {
    let office = Office::new();
    let (file, map) = (path("own-words.xlsx"), path("own-words.toml"));
    let account = office.json(&["import", &file, "--map", &map, "--json"]);
    assert_eq!(account["new"], 3);
    // A file is meant for this once.
    office.refused(&["import", &file], 1);
    let said = office.refused(&["import", &file, "--map", "county"], 1);
    assert!(
        said.contains("There is no column map \"county\". Those of this workspace: none."),
        "{said}"
    );
    let said = office.refused(&["import", &file, "--columns", "--save", "../county"], 1);
    assert!(
        said.contains("cannot be the name of a column map"),
        "{said}"
    );
    let broken = office.file("broken.toml", "[columns]\nNotes = \"shoe\"\n");
    let said = office.refused(&["import", &file, "--map", &broken], 1);
    assert!(
        said.contains("line 2, column 9: there is no column \"shoe\""),
        "{said}"
    );
    office.refused(&["import", &file, "--save", "x"], 2);
}

#[test]
fn the_screens_settle_the_columns_of_a_workbook_and_import_it() {
    let office = Office::new();
    office.file("first.csv", "ref,dob,setting\nK-1,2014-10-01,special\n");
    let table = office.home().join("first.csv");
    office.ok(&["import", table.to_str().unwrap()]);
    office.ok(&["set", "reader", "R. Ash"]);
    let folder = office.workspace();
    let arguments = ["--now", TODAY, "--workspace", folder.to_str().unwrap()];
    let mut terminal = Terminal::start(office.home(), &arguments, (110, 30));
    terminal.shows("K-1");
    terminal.keys("i");
    terminal.shows("Which file is to come in?");
    terminal.keys(&path("own-words.xlsx"));
    terminal.keys("\r");
    terminal.shows("Columns of own-words.xlsx, sheet Sheet1");
    terminal.shows("C-1 · C-2");
    // All that is proposed, one by one; what nothing is proposed for is left out; then the name.
    terminal.keys("A");
    terminal.shows("all settled");
    terminal.keys("s");
    terminal.shows("Keep this under which name?");
    terminal.keys("\r");
    terminal.shows("3 new");
    terminal.shows("10045");
    terminal.keys("q");
    assert!(terminal.ends());
    assert!(folder.join("maps/own-words.toml").exists());
    let list = office.json(&["worklist", "--json", "--find", "C-1"]);
    assert_eq!(list["rows"][0]["setting"], "srp");
}

#[test]
fn a_workbook_is_known_by_its_parts_and_a_broken_one_changes_nothing() {
    let office = Office::new();
    let whole = std::fs::read(path("excel.xlsx")).unwrap();
    let named = office.home().join("caseload.docx");
    std::fs::write(&named, &whole).unwrap();
    let account = office.json(&["import", named.to_str().unwrap(), "--json"]);
    assert_eq!(account["new"], 3);
    let cut = office.home().join("cut.xlsx");
    std::fs::write(&cut, &whole[..whole.len() - 700]).unwrap();
    let said = office.refused(&["import", cut.to_str().unwrap()], 1);
    assert!(said.contains("\"cut.xlsx\" is no whole workbook"), "{said}");
    let folder = office.home().join("plans");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("list.xlsx"), &whole).unwrap();
    let account = office.json(&["import", folder.to_str().unwrap(), "--json"]);
    let reason = account["documents"]["unmatched"][0]["reason"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(reason.contains("import it by itself"), "{reason}");
}
