//! Schools' forms through the program: sent out, filled in as a spreadsheet saves them, taken in, compared.

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

use super::program::Office;

/// Saves a form anew with the answers that `answer` gives for a row of a sheet, by headings; the hidden sheets come along.
fn fill(path: &str, answer: impl Fn(&str, &[(String, String)]) -> Vec<(&'static str, String)>) {
    let mut read: Xlsx<_> = open_workbook(path).unwrap();
    let mut written = Workbook::new();
    for name in read.sheet_names() {
        let range = read.worksheet_range(&name).unwrap();
        let text = |cell: &Data| cell.to_string();
        let mut rows = range
            .rows()
            .map(|row| row.iter().map(text).collect::<Vec<String>>());
        let heads = rows.next().unwrap();
        let page = written.add_worksheet();
        page.set_name(&name)
            .unwrap()
            .set_hidden(name == "Continuum" || name == "Lists");
        let mut put = |row: u32, column: usize, text: &str| {
            page.write_string(row, u16::try_from(column).unwrap(), text)
                .unwrap();
        };
        for (column, head) in heads.iter().enumerate() {
            put(0, column, head);
        }
        for (row, number) in rows.zip(1..) {
            let named: Vec<(String, String)> =
                heads.iter().cloned().zip(row.iter().cloned()).collect();
            for (column, cell) in row.iter().enumerate() {
                put(number, column, cell);
            }
            for (head, value) in answer(&name, &named) {
                put(
                    number,
                    heads.iter().position(|one| one == head).unwrap(),
                    &value,
                );
            }
        }
    }
    written.save(path).unwrap();
}

fn cell<'a>(row: &'a [(String, String)], head: &str) -> &'a str {
    row.iter()
        .find(|(name, _)| name == head)
        .map_or("", |(_, value)| value)
}

/// Judges every provision of one pupil for one area, and settles the area, at a level.
fn judge(path: &str, reference: &str, level: &str) {
    fill(path, |sheet, row| {
        let own = cell(row, "Pupil") == reference;
        match sheet {
            "Provisions" if own => vec![("Area", "ci".to_owned()), ("Level", level.to_owned())],
            "Areas" if own && cell(row, "Area").starts_with("ci:") => {
                vec![("Level", level.to_owned())]
            }
            _ => vec![],
        }
    });
}

const PLAN: &str = "Section F\n\nCommunication and interaction\n\
    - A Teaching Assistant will run a group of four pupils for 30 minutes every week.\n\
    - A Teaching Assistant will read with the pupil 1:1 for 20 minutes every school day.\n";

fn office() -> Office {
    let office = Office::new();
    let row = |n: u32, school: &str| format!("K-{n},{school},mainstream,5,\"{PLAN}\"\n");
    let rows = [
        row(1, "Hill School,118900"),
        row(2, "Hill School,118900"),
        row(3, "Vale School,118901"),
    ];
    let table = format!(
        "ref,school,urn,setting,year_group,section_f\n{}",
        rows.concat()
    );
    let table = office.file("caseload.csv", &table);
    office.json(&["import", &table, "--json"]);
    office.ok(&["set", "reader", "Ada"]);
    office
}

/// The officer judges the same pupil at another level.
fn map(office: &Office, reference: &str, level: &str) {
    let judged = serde_json::json!({
        "judgements": [{"n": 1, "area": "ci", "level": level}, {"n": 2, "area": "ci", "level": level}],
        "area_levels": [{"area": "ci", "level": level}]});
    let file = office.file("judged.json", &judged.to_string());
    office.json(&["map", reference, "--from", &file]);
}

fn counts(form: &Value) -> [u64; 5] {
    let keys = ["read", "imported", "unchanged", "not_filled_in", "rejected"];
    keys.map(|key| form[key].as_u64().unwrap())
}

#[test]
fn a_form_goes_out_comes_back_and_is_compared() {
    let office = office();
    let forms = office.home().join("forms");
    let forms = forms.to_str().unwrap();
    let sent = office.json(&["school", "export", forms, "--by", "2026-02-02", "--json"]);
    assert_eq!(
        (
            sent["pupils"].as_u64(),
            sent["files"].as_array().unwrap().len()
        ),
        (Some(3), 2)
    );
    let hill = sent["files"][0]["file"].as_str().unwrap();
    judge(hill, "K-1", "6");
    let dry = office.json(&["school", "import", hill, "--dry-run", "--json"]);
    assert_eq!(counts(&dry["files"][0]), [2, 1, 0, 1, 0]);
    let taken = office.json(&["school", "import", hill, "--json"]);
    assert_eq!(counts(&taken["files"][0]), [2, 1, 0, 1, 0]);
    let again = office.json(&["school", "import", hill, "--json"]);
    assert_eq!(counts(&again["files"][0]), [2, 0, 1, 1, 0]);
    assert_eq!(
        office.json(&["distribution", "--format", "json"])["mapped"],
        0
    );
    map(&office, "K-1", "3");
    let flags = office.json(&["moderate", "flags", "--json"]);
    let rules = flags["rules"].as_array().unwrap();
    let differs = rules
        .iter()
        .find(|one| one["rule"] == "school_differs")
        .unwrap();
    assert_eq!(differs["carried"], 1);
    let schools = office.json(&["moderate", "schools", "--json"]);
    let stands = &schools["schools"][0];
    assert_eq!(
        (&stands["school"], &stands["back"], &stands["outside"]),
        (&"Hill School".into(), &1.into(), &1.into())
    );
    assert_eq!(schools["all"]["differ"][0], "K-1");
    let refused = office.refused(&["moderate", "compare", "K-1", "--reader", "Moira"], 1);
    assert!(refused.contains("not read K-1 blind"), "{refused}");
    let laid = office.json(&["moderate", "compare", "K-1", "--json"]);
    assert_eq!(laid["provisions"][0]["school"][0], "ci 6");
    assert_eq!(laid["provisions"][0]["officer"][0], "ci 3");
    let text = office.ok(&["moderate", "compare", "K-1"]);
    assert!(
        text.contains("mapped by Ada, read by Hill School")
            && text.contains("2 judged differently"),
        "{text}"
    );
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn what_cannot_be_taken_is_told_at_its_cell() {
    let office = office();
    let forms = office.home().join("forms");
    let forms = forms.to_str().unwrap();
    office.ok(&[
        "school",
        "export",
        forms,
        "--school",
        "vale school",
        "--names",
    ]);
    let vale = format!("{forms}/vale-school-118901.xlsx");
    fill(&vale, |sheet, _| match sheet {
        "Provisions" => vec![("Area", "ci".to_owned()), ("Level", "12".to_owned())],
        _ => vec![],
    });
    let told = office.ok(&["school", "import", &vale]);
    assert!(
        told.contains("sheet \"Provisions\", row 2, column \"Level\": \"12\" is no level of"),
        "{told}"
    );
    assert!(
        told.contains("read 1 pupil: 0 imported, 0 unchanged, 0 not filled in, 1 rejected"),
        "{told}"
    );
    let other = office.file("notes.xlsx", "no workbook");
    let refused = office.refused(&["school", "import", &other], 1);
    assert!(refused.contains("notes.xlsx"), "{refused}");
    let nobody = office.refused(&["school", "export", forms, "--school", "Nowhere"], 1);
    assert!(
        nobody.contains("at a school called \"Nowhere\""),
        "{nobody}"
    );
}
