//! Erasing and retaining, through the program itself.

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
    assert!(rejected.contains("was erased here"), "{account}");
    let list = office.json(&["erase", "--list", "--json"]);
    assert_eq!(list["erasures"][0]["reason"], "asked");
    office.ok(&["erase", "--readmit", "B801200005001"]);
    let account = office.json(&["import", &again, "--json"]);
    assert_eq!(account["new"], 1, "{account}");
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
