//! The distribution through the program: looked back on, moved on to September, kept as a view.

use serde_json::{Value, json};

use super::program::Office;

/// Two pupils, of whom one goes on to a special school.
const CASELOAD: &str = "ref,surname,forename,dob,setting,phase_transfer,next_setting,section_f\n\
    K-1,Bell,Sian,2015-03-04,mainstream,yes,special,A TA will lead talk 1:1 for 15 minutes every day.\n\
    K-2,Day,Ade,2016-03-04,mainstream,no,,A TA will lead talk 1:1 for 15 minutes every day.\n";

fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", CASELOAD);
    office.ok_on("2026-01-05", &["import", &table]);
    office
}

fn map_on(office: &Office, day: &str, reference: &str, role: &str) {
    let judged = json!({
        "judgements": [{"n": 1, "area": "ci", "level": "4"}],
        "area_levels": [{"area": "ci", "level": "4"}]});
    let file = office.file("judged.json", &judged.to_string());
    office.ok_on(day, &["map", reference, "--from", &file, "--role", role]);
}

fn counted(office: &Office, more: &[&str]) -> Value {
    office.json(&[&["distribution", "--format", "json"], more].concat())
}

#[test]
fn a_past_day_is_counted_as_it_stood() {
    let office = office();
    map_on(&office, "2026-01-06", "K-1", "officer");
    map_on(&office, "2026-01-08", "K-2", "officer");
    let mapped = |day: &str| counted(&office, &["--as-at", day])["mapped"].clone();
    let days = [
        "2026-01-04",
        "2026-01-05",
        "2026-01-06",
        "2026-01-07",
        "2026-01-08",
    ];
    assert_eq!(days.map(mapped), [0, 0, 1, 1, 2]);
    let before = counted(&office, &["--as-at", "2026-01-04"]);
    assert_eq!(
        (&before["caseload"], &before["in_scope"]),
        (&json!(0), &json!(0))
    );
    let back = counted(&office, &["--as-at", "2026-01-06"]);
    assert_eq!(back["provenance"]["as_at"], "2026-01-06");
    assert_eq!(back["provenance"]["date"], "2026-01-06");
    let csv = office.ok(&["distribution", "--as-at", "2026-01-06"]);
    assert!(csv.contains("\n# as_at: the end of 2026-01-06\n"), "{csv}");
    let ahead = office.refused(&["distribution", "--as-at", "2026-02-01"], 1);
    assert!(ahead.contains("1 Feb 2026 lies ahead"), "{ahead}");
}

#[test]
fn the_setting_from_september_and_schools_readings_count_where_they_are_asked_for() {
    let office = office();
    map_on(&office, "2026-01-06", "K-1", "officer");
    map_on(&office, "2026-01-06", "K-2", "school");
    let settings = |more: &[&str]| {
        let counted = counted(&office, &[&["--by", "setting"], more].concat());
        let cells = counted["cells"].as_array().unwrap().iter();
        let cells = cells.map(|cell| format!("{} {}", cell["setting"], cell["count"]));
        (
            cells.collect::<Vec<_>>().join(", "),
            counted["provenance"].clone(),
        )
    };
    assert_eq!(settings(&[]).0, "\"mainstream\" 1");
    let (cells, from) = settings(&["--setting", "september"]);
    assert_eq!(cells, "\"special\" 1");
    assert_eq!(
        (&from["moved_on"], &from["school_readings"]),
        (&json!(1), &Value::Null)
    );
    let (cells, from) = settings(&["--count-school-readings"]);
    assert_eq!(cells, "\"mainstream\" 2");
    assert_eq!(from["school_readings"], 1);
    let areas = counted(&office, &["--by", "area,moderation"]);
    let cell = &areas["cells"][0];
    assert_eq!((&cell["area"], &cell["count"]), (&json!("ci"), &json!(1)));
    assert!(cell["moderation"].is_string());
}

#[test]
fn a_view_is_saved_counted_by_listed_and_forgotten() {
    let office = office();
    let by = ["--by", "setting,phase", "--setting", "september"];
    let saved = counted(&office, &[&by[..], &["--save", "monthly"]].concat());
    assert_eq!(counted(&office, &["--view", "monthly"]), saved);
    let back = counted(&office, &["--view", "monthly", "--as-at", "2026-01-04"]);
    assert_eq!(back["by"], saved["by"]);
    assert_eq!(back["provenance"]["as_at"], "2026-01-04");
    let views = office.json(&["distribution", "--views", "--format", "json"]);
    assert_eq!(views[0]["name"], "monthly");
    assert_eq!(views[0]["wanted"]["by"], json!(["setting", "phase"]));
    assert_eq!(
        office.ok(&["distribution", "--views"]),
        "monthly: setting × phase, the setting from September\n"
    );
    office.refused(&["distribution", "--view", "monthly", "--by", "phase"], 2);
    let told = office.ok(&["distribution", "--forget", "monthly"]);
    assert!(
        told.starts_with("The view \"monthly\" is forgotten"),
        "{told}"
    );
    let gone = office.refused(&["distribution", "--view", "monthly"], 1);
    assert!(gone.contains("There is no view \"monthly\""), "{gone}");
}

/// Whether a value holds a count of 1 to 4 anywhere.
fn has_small(value: &Value) -> bool {
    match value {
        Value::Number(number) => number
            .as_u64()
            .is_some_and(|count| (1..=4).contains(&count)),
        Value::Array(all) => all.iter().any(has_small),
        Value::Object(all) => {
            let counts = [
                "count",
                "mapped",
                "not_yet",
                "cannot_map",
                "in_scope",
                "tariffs",
            ];
            all.iter()
                .any(|(key, value)| counts.contains(&key.as_str()) && has_small(value))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

#[test]
fn the_equality_assessment_protects_small_numbers_in_every_format() {
    let office = Office::with_demo(400, "0.5");
    let assessed = office.json(&["equality", "--format", "json"]);
    assert_eq!(assessed["suppressed"], true);
    let tables = assessed["tables"].as_array().unwrap();
    let by: Vec<&str> = tables
        .iter()
        .map(|table| table["by"].as_str().unwrap())
        .collect();
    assert_eq!(by, ["sex", "ethnicity", "age_group", "need", "district"]);
    let lines = |told: &Value| -> Vec<Value> {
        let tables = told["tables"].as_array().unwrap().iter();
        tables
            .flat_map(|table| table["lines"].as_array().unwrap().clone())
            .collect()
    };
    assert!(
        tables.iter().all(|table| table["held_back"] == false),
        "{assessed}"
    );
    assert!(!lines(&assessed).iter().any(has_small), "{assessed}");
    let whole = office.json(&["equality", "--format", "json", "--unsuppressed"]);
    assert!(lines(&whole).iter().any(has_small));
    let counted = office.json(&["distribution", "--format", "json"]);
    let all = whole["tables"][0]["lines"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&all["value"], &all["mapped"]),
        (&json!("all"), &counted["mapped"])
    );
    let csv = office.ok(&["equality", "--format", "csv"]);
    assert!(
        csv.contains("\nby,value,outcome,count,share,low,high\nsex,"),
        "{csv}"
    );
    let page = office.home().join("equality.html");
    let told = office.ok(&["equality", "--out", page.to_str().unwrap()]);
    assert_eq!(told, format!("Written to {}\n", page.display()));
    let said = office.refused(&["equality", "--out", "equality.xlsx"], 2);
    assert!(said.contains(".html"), "{said}");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("<h2>By ethnicity</h2>") && !page.contains("NOT FOR PUBLICATION"));
    let text = office.ok(&["equality", "--unsuppressed"]);
    assert!(text.starts_with("# Equality assessment") && text.contains("NOT FOR PUBLICATION"));
}
