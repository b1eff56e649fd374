//! Agreed readings, the standardisation set and seeds through the program itself.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::program::Office;

const PUPILS: usize = 7;

/// An office whose pupils have one provision each; Ada mapped three, and Moira read these blind as Ada did.
fn office() -> Office {
    let office = Office::new();
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for n in 1..=PUPILS {
        let _ = writeln!(
            table,
            "K-{n},Bell,Sian,2015-03-04,mainstream,A TA will lead a talk group for {n}0 minutes every day."
        );
    }
    let table = office.file("caseload.csv", &table);
    office.ok(&["import", &table]);
    office.ok(&["set", "reader", "Ben"]);
    for n in 1..=3 {
        let reference = format!("K-{n}");
        map(&office, &reference, "3", "Ada");
        let file = judged(&office, "3");
        let reading = ["moderate", "review", &reference, "--from", &file];
        let moira = ["--reader", "Moira", "--json"];
        let read = office.json(&[&reading[..], &moira].concat());
        assert_eq!(read["decided"], "agreed");
    }
    office
}

fn judged(office: &Office, level: &str) -> String {
    let judged = json!({"judgements": [{"n": 1, "area": "ci", "level": level}],
        "area_levels": [{"area": "ci", "level": level, "evidence": "provisions"}], "cannot_map": null, "unsure": false});
    office.file("judged.json", &judged.to_string())
}

fn map(office: &Office, reference: &str, level: &str, who: &str) -> Value {
    let file = judged(office, level);
    office.json(&["map", reference, "--from", &file, "--reader", who])
}

fn rules(told: &Value) -> Vec<&str> {
    let flags = told["flags"].as_array().unwrap();
    let rules = flags.iter().map(|flag| flag["rule"].as_str().unwrap());
    rules.collect()
}

fn agree(office: &Office, reference: &str, aim: &str) -> Value {
    let add = ["moderate", "agreed", "add", reference, "--for", aim];
    office.json(&[&add[..], &["--reader", "Moira", "--json"]].concat())
}

fn of<'a>(told: &'a Value, officer: &str) -> &'a Value {
    let mut officers = told["officers"].as_array().unwrap().iter();
    officers.find(|one| one["officer"] == officer).unwrap()
}

#[test]
fn an_officer_passes_the_set_by_commands() {
    let office = office();
    map(&office, "K-4", "3", "Ada");
    let add = ["moderate", "agreed", "add", "K-4", "--for", "standard"];
    let said = office.refused(&add, 1);
    assert!(said.contains("moderate review K-4 --from"), "{said}");
    let none = office.ok(&["moderate", "standard"]);
    assert!(none.contains("There is no standardisation set"), "{none}");
    for reference in ["K-1", "K-2"] {
        let taken = agree(&office, reference, "standard");
        let names = (&taken["officer"], &taken["moderator"]);
        assert_eq!(names, (&json!("Ada"), &json!("Moira")));
    }
    let listed = office.ok(&["moderate", "agreed", "list"]);
    assert!(
        listed.contains("K-1") && listed.contains("Ada and Moira"),
        "{listed}"
    );
    let flagged = map(&office, "K-5", "3", "Ben");
    assert!(rules(&flagged).contains(&"not_standardised"), "{flagged}");
    let show = office.json(&["moderate", "standard", "show", "--json"]);
    let told = (&show["to_read"], &show["whole"]);
    assert_eq!(told, (&json!(["K-1", "K-2"]), &Value::Null));
    read_the_set(&office);
    let stands = office.json(&["moderate", "standard", "--json"]);
    let ben = of(&stands, "Ben");
    let passed = (&ben["state"], &ben["attempts"][1]["passed"]);
    assert_eq!(passed, (&json!("passed"), &json!(true)));
    assert_eq!(of(&stands, "Ada")["state"], "no_set");
    let free = map(&office, "K-6", "3", "Ben");
    assert!(!rules(&free).contains(&"not_standardised"), "{free}");
    let remove = ["moderate", "agreed", "remove", "K-1", "--for", "standard"];
    office.ok(&[&remove[..], &["--reason", "too odd"]].concat());
    let listed = office.json(&["moderate", "agreed", "list", "--json"]);
    assert_eq!(listed["agreed"][0]["removed"]["reason"], "too odd");
    assert_eq!(listed["agreed"][1]["in_use"], true);
    office.ok(&["set", "standard", "attempts=3"]);
    let said = office.refused(&["set", "standard", "attempts=none"], 1);
    assert!(said.contains("from 1 to 9"), "{said}");
    assert_eq!(office.json(&["verify", "--json"])["faults"], json!([]));
}

/// Ben reads the set, loses an attempt, and passes the second.
fn read_the_set(office: &Office) {
    let read = |reference: &str, level: &str| {
        let file = judged(office, level);
        let words = ["moderate", "standard", "read", reference, "--from", &file];
        office.run(&[&words[..], &["--json"]].concat())
    };
    let told = |reference: &str, level: &str| -> Value {
        serde_json::from_slice(&read(reference, level).stdout).unwrap()
    };
    let half = told("K-1", "6");
    // Where it differs is not told before all is read.
    let shown = (&half["whole"], &half["attempts"][0]["outside"]);
    assert_eq!(shown, (&Value::Null, &Value::Null));
    let whole = told("K-2", "3");
    assert_eq!(whole["whole"]["outside"], 1);
    assert_eq!(whole["whole"]["plans"][0]["within"], false);
    assert_eq!(whole["says"], "not passed yet: attempt 2, 0 of 2 read");
    let shown = office.ok(&["moderate", "standard", "show"]);
    assert!(
        shown.contains("Attempt 1: 1 of 2 outside tolerance"),
        "{shown}"
    );
    assert_eq!(read("K-3", "3").status.code(), Some(1));
    for reference in ["K-1", "K-2"] {
        told(reference, "3");
    }
}

#[test]
fn two_seeds_missed_hold_an_officers_mappings_until_the_lead_lifts_it() {
    let office = office();
    for reference in ["K-1", "K-2"] {
        agree(&office, reference, "seed");
    }
    let cells =
        |office: &Office| office.json(&["distribution", "--format", "json"])["cells"].clone();
    let before = cells(&office);
    for reference in ["K-1", "K-2"] {
        let told = map(&office, reference, "6", "Ben").to_string();
        let history = office.ok(&["history", reference, "--json"]);
        let shown = told + &history + &office.ok(&["history", reference]);
        assert!(!shown.contains("seed") && !shown.contains("Ada"), "{shown}");
    }
    assert_eq!(cells(&office), before, "seeds are counted nowhere");
    let seeds = office.json(&["moderate", "seeds", "--json"]);
    let ben = of(&seeds, "Ben");
    let read = (&ben["read"], &ben["outside"], &ben["consequence"]);
    assert_eq!(read, (&json!(2), &json!(2), &json!("review")));
    let left = (&ben["left"], &ben["exhausted"]);
    assert_eq!(left, (&json!(0), &json!(true)));
    let told = map(&office, "K-4", "3", "Ben");
    assert!(!rules(&told).contains(&"seeds_missed"), "{told}");
    let queue = office.ok(&["moderate", "queue", "--open", "--reader", "Moira"]);
    assert!(queue.contains("seeds_missed"), "{queue}");
    let lift = ["moderate", "seeds", "lift"];
    office.refused(&[&lift[..], &["Ada", "--reason", "none"]].concat(), 1);
    let why = ["Ben", "--reason", "talked", "--reader", "Lee", "--json"];
    let lifted = office.json(&[&lift[..], &why].concat());
    assert_eq!(
        (&lifted["officer"], &lifted["by"]),
        (&json!("Ben"), &json!("Lee"))
    );
    let said = office.ok(&["moderate", "seeds"]);
    let words = "2 seeds read, 2 outside tolerance; no seed is left";
    assert!(said.contains(words), "{said}");
    // Whoever took part sees all of it.
    office.ok(&["set", "reader", "Moira"]);
    let history = office.ok(&["history", "K-1"]);
    assert!(
        history.contains("read as a seed") && history.contains("Ada"),
        "{history}"
    );
    office.ok(&["set", "seeds", "every=5"]);
    let said = office.refused(&["set", "seeds", "often=5"], 1);
    assert!(said.contains("every and first_of_day"), "{said}");
    let said = office.refused(&["set", "seeds", "5"], 2);
    assert!(said.contains("every=20"), "{said}");
    assert_eq!(office.json(&["verify", "--json"])["faults"], json!([]));
}
