//! The caseload that is kept packed for the distribution: counted from, caught up, held against the records.

use rusqlite::Connection;

use super::program::Office;

const BY: [&str; 5] = [
    "distribution",
    "--by",
    "setting,phase,district,priority",
    "--format",
    "csv",
];

fn database(office: &Office) -> Connection {
    Connection::open(office.workspace().join("workspace.sqlite")).unwrap()
}

fn kept(office: &Office) -> i64 {
    let sql = "SELECT count(*) FROM counted";
    database(office)
        .query_row(sql, [], |row| row.get(0))
        .unwrap()
}

/// The day of the demo stays one, so that two counts may be compared.
fn counted(office: &Office) -> String {
    let said = office.ok(&BY);
    assert!(
        said.contains("\nsetting,phase,district,priority,tariff,route,count\n"),
        "{said}"
    );
    said
}

#[test]
fn the_distribution_is_counted_from_what_is_kept_and_caught_up_with_what_is_recorded() {
    let office = Office::with_demo(60, "0.5");
    assert_eq!(kept(&office), 0);
    let first = counted(&office);
    assert_eq!(kept(&office), 1);
    assert_eq!(counted(&office), first);
    let history = office.json(&["worklist", "--state", "recorded", "--json"]);
    let reference = history["rows"][0]["ref"].as_str().unwrap().to_owned();
    let events = office.json(&["history", &reference, "--json"]);
    let events = events["events"].as_array().unwrap().iter();
    let mappings = events.map(|event| &event["mapped"]);
    for mapping in mappings.filter(|mapping| mapping["withdrawn"].is_null()) {
        let id = mapping["id"].as_str();
        if let Some(id) = id {
            office.ok(&["withdraw", id, "--reason", "a slip"]);
        }
    }
    let caught_up = counted(&office);
    assert_ne!(caught_up, first);
    database(&office)
        .execute_batch("DELETE FROM counted")
        .unwrap();
    assert_eq!(counted(&office), caught_up, "as the records have it");
}

#[test]
fn verify_says_where_what_is_kept_differs_and_makes_it_anew() {
    let office = Office::with_demo(60, "0.5");
    let first = counted(&office);
    let tampered = "UPDATE counted SET shared = replace(shared, '\"T1\"', '\"T9\"')";
    database(&office).execute_batch(tampered).unwrap();
    assert_ne!(counted(&office), first, "what is kept is what is counted");
    let said = office.refused(&["verify"], 1);
    assert!(said.contains("not those of the records"), "{said}");
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
    assert_eq!(counted(&office), first);
}
