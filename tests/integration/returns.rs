//! The SEN2 return from end to end, in every shape (`fixtures/returns`, invented people).

use std::borrow::Cow;
use std::path::PathBuf;

use continuum::domain::account::Remark;
use continuum::domain::day::Day;
use continuum::exchange::caseload::{Aside, ReadPupil};
use continuum::exchange::fault::Fault;
use continuum::exchange::returns::{look, pupils, read_collect};
use serde_json::Value;

use super::program::Office;

fn path(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/returns");
    folder.join(name).to_str().unwrap().to_owned()
}

fn today() -> Day {
    "2026-01-15".parse().unwrap()
}

/// All that a return holds.
struct Whole {
    read: u64,
    pupils: Vec<ReadPupil>,
    rejected: Vec<Remark>,
    warnings: Vec<Remark>,
}

fn whole(mut pupils: Vec<ReadPupil>, aside: Aside) -> Whole {
    pupils.sort_by_key(|pupil| pupil.row);
    Whole {
        read: (pupils.len() + aside.rejected.len()) as u64,
        pupils,
        rejected: aside.rejected,
        warnings: aside.warnings,
    }
}

fn xml(name: &str) -> Whole {
    let bytes = std::fs::read(path(name)).unwrap();
    let go_on = &mut |_| Ok::<_, Fault>(());
    let looked = look(name, bytes.as_slice(), today(), go_on).unwrap();
    let mut all = Vec::new();
    let aside = pupils(name, bytes.as_slice(), today(), &looked, &mut |pupil| {
        all.push(pupil);
        Ok::<_, Fault>(())
    });
    whole(all, aside.unwrap())
}

fn collect() -> Whole {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path("collect")).unwrap() {
        let entry = entry.unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        files.push((entry.file_name().into_string().unwrap(), Cow::Owned(bytes)));
    }
    assert_eq!(files.len(), 9);
    let read = read_collect(&files, today()).unwrap();
    whole(read.pupils, read.aside)
}

#[test]
fn every_shape_tells_the_same_of_the_same_people() {
    let latest = xml("2025.xml");
    assert_eq!((latest.read, latest.pupils.len()), (7, 5));
    assert_eq!(latest.warnings, []);
    let facts = |read: &Whole| -> Vec<Value> {
        let pupils = read.pupils.iter();
        pupils
            .map(|pupil| serde_json::to_value(&pupil.facts).unwrap())
            .collect()
    };
    assert_eq!(facts(&xml("2026.xml")), facts(&latest));
    let collect = collect();
    assert_eq!(collect.warnings, []);
    assert_eq!(facts(&collect), facts(&latest));
    // What a shape does not have is not there; all else is the same.
    for (name, lacks) in [
        ("2024.xml", &["phase_transfer_due"][..]),
        (
            "2023.xml",
            &["phase_transfer_due", "last_review", "review_due"],
        ),
    ] {
        let read = xml(name);
        assert_eq!((read.read, &read.warnings), (7, &vec![]), "{name}");
        for (mut earlier, mut later) in facts(&read).into_iter().zip(facts(&latest)) {
            for lack in lacks {
                earlier[lack] = Value::Null;
                later[lack] = Value::Null;
            }
            assert_eq!(earlier, later, "{name}");
        }
    }
    let first = &facts(&latest)[0];
    for (key, value) in [
        ("surname", "Okafor"),
        ("dob", "2014-10-01"),
        ("sex", "F"),
        ("ethnicity", "BAFR"),
        ("urn", "118001"),
        ("base", "sen_unit"),
        ("need_1", "ASD"),
        ("need_2", "SLCN"),
        ("plan_start", "2019-05-28"),
        ("last_review", "2024-06-11"),
        ("review_due", "2025-06-11"),
        ("phase_transfer_due", "2026-02-15"),
        ("authority", "886"),
    ] {
        assert_eq!(first[key], value, "{key}");
    }
    let all = facts(&latest);
    assert_eq!(
        all[1]["ref"].as_str().or(all[1]["reference"].as_str()),
        Some("9276308686")
    );
    assert_eq!(all[1]["surname"], "Bell");
    assert_eq!(all[1]["forename"], "Siân");
    assert_eq!(all[1]["last_review"], "2024-03-01");
    assert_eq!(all[2]["setting"], "elsewhere");
    assert_eq!(all[2]["sen_setting"], "EHE");
    assert_eq!(all[3]["plan_ceased"], "2024-07-31");
    assert_eq!(all[3]["cease_reason"], "2");
    assert_eq!(all[3]["base"], "resourced_provision");
    let why: Vec<String> = latest.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        why,
        [
            "2025.xml, line 174: has a request but no plan: nothing to map",
            "2025.xml, line 239, element \"Exported\": \"887\" is the authority to which the person moved before there was a plan: nothing to map",
        ]
    );
}

#[test]
fn every_planted_fault_is_named_once() {
    let read = xml("faulty.xml");
    assert_eq!(read.read, 20);
    let said = |remarks: &[continuum::domain::account::Remark]| -> Vec<String> {
        let told = remarks.iter().map(ToString::to_string);
        told.map(|told| told.replacen("faulty.xml, ", "", 1))
            .collect()
    };
    let told = format!(
        "Rejected ({}):\n{}\n\nWarnings ({}):\n{}\n",
        read.rejected.len(),
        said(&read.rejected).join("\n"),
        read.warnings.len(),
        said(&read.warnings).join("\n"),
    );
    let golden = path("faulty.txt");
    if std::env::var_os("CONTINUUM_DRAW").is_some() {
        std::fs::write(&golden, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(golden).unwrap());
}

fn counts(account: &Value) -> [u64; 4] {
    ["read", "new", "changed", "unchanged"].map(|key| account[key].as_u64().unwrap())
}

#[test]
fn a_return_is_imported_in_either_shape_and_twice_changes_nothing() {
    let office = Office::new();
    let (file, folder) = (path("2025.xml"), path("collect"));
    let dry = office.json(&["import", &file, "--dry-run", "--json"]);
    assert!(!office.workspace().exists(), "a dry run makes no workspace");
    let mut first = office.json(&["import", &file, "--json"]);
    // Once real pupils are in, it is said that they are not encrypted.
    let notice = first.as_object_mut().unwrap().remove("notice");
    assert!(notice.is_some(), "{first}");
    assert_eq!(dry, first);
    assert_eq!(counts(&first), [7, 5, 0, 0]);
    assert_eq!(first["rejected"][0]["row"], 174);
    let again = office.json(&["import", &folder, "--json"]);
    assert_eq!(counts(&again), [7, 0, 0, 5]);
    assert_eq!(again["rejected"].as_array().unwrap().len(), 2);
    // The nine files may be named one by one.
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
        .collect();
    let mut words = vec!["import", "--json"];
    words.extend(names.iter().map(String::as_str));
    assert_eq!(counts(&office.json(&words)), [7, 0, 0, 5]);
}

#[test]
fn a_kind_can_be_said() {
    let office = Office::new();
    let file = office.file("return.txt", "<Message><Persons/></Message>");
    let account = office.json(&["import", &file, "--as", "sen2", "--json"]);
    assert_eq!(counts(&account), [0, 0, 0, 0]);
    let schools = office.file(
        "schools.csv",
        "URN,EstablishmentName,TypeOfEstablishment (code)\n990001,Alder Infants,1\n",
    );
    let account = office.json(&["import", &schools, "--json"]);
    assert_eq!(account["schools"]["new"], 1);
}

#[test]
fn a_return_after_a_table_leaves_what_it_does_not_speak_of() {
    let office = Office::new();
    let table = office.file(
        "caseload.csv",
        "ref,upn,surname,community,current_top_up,setting,urn\n\
         K-1,H886200105001,Okafor,Ashford 1,6000,special,\n",
    );
    office.json(&["import", &table, "--json"]);
    let file = path("2025.xml");
    let account = office.json(&["import", &file, "--json"]);
    assert_eq!(counts(&account), [7, 4, 1, 0]);
    let list = office.json(&["worklist", "--json", "--limit", "100"]);
    let rows = list["rows"].as_array().unwrap();
    let pupil = rows.iter().find(|row| row["ref"] == "K-1").unwrap();
    assert_eq!(pupil["community"], "Ashford 1", "{list}");
}
