//! Every plan text of `fixtures/section_f` is read as its listing says.

use std::fs;
use std::path::{Path, PathBuf};

use continuum::domain::framework::YearShape;
use continuum::domain::provision::{Provision, Reading};
use continuum::section_f::Reader;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/section_f")
}

/// A provision as the listings have it.
fn listed(provision: &Provision) -> Value {
    let read = serde_json::to_value(provision).unwrap();
    let vague: Vec<&str> = provision
        .vague
        .iter()
        .map(|vague| vague.text.as_str())
        .collect();
    json!({"text": read["text"], "area": read["area"], "who": read["who"], "amount": read["amount"],
        "unit": read["unit"], "per": read["per"], "ratio": read["ratio"], "annual_hours": read["annual_hours"],
        "vague": vague, "duplicate_of": read["duplicate_of"]})
}

fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.to_string() == other.to_string(),
        _ => one == other,
    }
}

/// What is wrong with a reading, in words; nothing where it is as listed.
fn faults(reading: &Reading, listing: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let expected = listing["provisions"].as_array().unwrap();
    let read: Vec<Value> = reading.provisions.iter().map(listed).collect();
    for (place, wanted) in expected.iter().enumerate() {
        let got = read.get(place).unwrap_or(&Value::Null);
        for (field, value) in wanted.as_object().unwrap() {
            if !same(&got[field], value) {
                faults.push(format!(
                    "{}: {field} is {} and not {value}",
                    place + 1,
                    got[field]
                ));
            }
        }
    }
    for more in read.iter().skip(expected.len()) {
        faults.push(format!("one too many: {}", more["text"]));
    }
    for wanted in listing["left_out"].as_array().unwrap() {
        let (text, why) = (wanted[0].as_str().unwrap(), wanted[1].as_str().unwrap());
        let found = reading
            .left_out
            .iter()
            .any(|left| left.why.words() == why && left.text.contains(text));
        if !found {
            faults.push(format!("{text:?} is not left out as {why}"));
        }
    }
    if json!(reading.pupil_hint) != listing["pupil_hint"]
        || json!(reading.warnings.len()) != listing["warnings"]
    {
        faults.push(format!(
            "hint {:?}, warnings {:?}",
            reading.pupil_hint, reading.warnings
        ));
    }
    faults
}

#[test]
fn every_plan_is_read_as_listed() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let reader = Reader::new(YearShape::default());
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        count += 1;
        let text = fs::read_to_string(&path).unwrap();
        let listing = fs::read_to_string(path.with_extension("json")).unwrap();
        let reading = reader.read(&text);
        for fault in faults(&reading, &serde_json::from_str(&listing).unwrap()) {
            wrong.push(format!("{}: {fault}", path.file_stem().unwrap().display()));
        }
    }
    assert!(count >= 12, "only {count} plans were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
