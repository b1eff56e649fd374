//! Plans that come in again amended: who goes back to an officer, what is asked, what is kept.

use serde_json::{Value, json};

use super::program::Office;

/// Section F as it was mapped.
pub(crate) const FIRST: &str = "Section F

Communication and interaction
1. A Teaching Assistant will run a social communication group of no more than four pupils for 30 minutes every week.
2. All staff will say Cy's name before speaking and wait ten seconds for an answer.
Cognition and learning
3. A Teaching Assistant will read with Cy 1:1 for 20 minutes every school day.
4. Cy will have a quiet workstation away from the door.
";

/// The same with a dose changed, a provision reworded, one new and one gone.
pub(crate) const SECOND: &str = "Section F

Communication and interaction
1. A Teaching Assistant will run a social communication group of no more than four pupils for 45 minutes every week.
2. All staff will say Cy's name before speaking and then wait quietly for an answer.
3. A Speech and Language Therapist will review Cy's targets and train the staff every term.
Cognition and learning
4. A Teaching Assistant will read with Cy 1:1 for 20 minutes every school day.
";

/// An office with one pupil, mapped from the first version by Ada.
pub(crate) fn mapped() -> Office {
    let office = Office::new();
    let plan = office.file("plan.txt", FIRST);
    let new = ["--setting", "mainstream", "--year-group", "5"];
    office.ok(&[&["plan", "K-1", &plan][..], &new].concat());
    map(&office, 4, "Ada");
    office
}

/// Maps the pupil: every provision evidence of learning, and the level that the rule makes of it.
pub(crate) fn map(office: &Office, provisions: u32, reader: &str) {
    let judgement = |n| match n {
        1 | 2 => json!({"n": n, "area": "ci", "level": "4", "note": format!("note {n}")}),
        _ => json!({"n": n, "area": "cl", "level": "3"}),
    };
    let judged = json!({"judgements": (1..=provisions).map(judgement).collect::<Vec<_>>(),
        "area_levels": [{"area": "ci", "level": "4"}, {"area": "cl", "level": "3"}]});
    let judged = office.file("judged.json", &judged.to_string());
    office.ok(&["map", "K-1", "--from", &judged, "--reader", reader]);
}

fn take_in(office: &Office, text: &str) {
    let plan = office.file("again.txt", text);
    office.ok(&["plan", "K-1", &plan]);
}

fn row(office: &Office) -> Value {
    let states = "not_started,amended,draft,recorded";
    office.json(&["worklist", "--json", "--state", states])["rows"][0].clone()
}

#[test]
fn only_a_touched_plan_goes_back_and_its_mapping_counts_until_then() {
    let office = mapped();
    assert_eq!(row(&office)["state"], "recorded");
    take_in(&office, &format!("{FIRST}\n\nSection G\nNone.\n"));
    assert_eq!(row(&office)["state"], "recorded");
    take_in(&office, SECOND);
    let back = row(&office);
    assert_eq!(back["state"], "amended");
    assert_eq!(
        back["amended"],
        json!({"why": "plan amended: 1 reworded, 1 dose changed, 1 new, 1 gone", "versions": 1,
            "changes": {"same": 1, "reworded": 1, "dose_changed": 1, "new": 1, "gone": 1}})
    );
    let counted = office.json(&["distribution", "--format", "json"]);
    assert_eq!(
        (&counted["mapped"], &counted["not_yet"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(counted["provenance"]["amended_since"], 1);
    let told = office.ok(&["history", "K-1"]);
    assert!(
        told.contains("plan version 2 came in with \"pasted\": 4 same, nothing touched"),
        "{told}"
    );
    assert!(
        told.contains("plan version 3 came in with \"pasted\": 1 same, 1 reworded"),
        "{told}"
    );
    map(&office, 4, "Ben");
    assert_eq!(row(&office)["state"], "recorded");
    let counted = office.json(&["distribution", "--format", "json"]);
    assert_eq!(counted["provenance"]["amended_since"], 0);
}

#[test]
fn the_changes_are_told_word_by_word_beside_what_was_judged() {
    let office = mapped();
    let once = office.refused(&["changes", "K-1"], 1);
    assert!(once.contains("nothing to compare it with"), "{once}");
    take_in(&office, SECOND);
    let told = office.json(&["changes", "K-1", "--json"]);
    assert_eq!(
        (&told["before"]["version"], &told["now"]["version"]),
        (&json!(1), &json!(2))
    );
    assert!(told["mapping"].is_string());
    assert_eq!(told["stands"], json!({"provisions": [4], "areas": []}));
    let provisions = told["provisions"].as_array().unwrap();
    let fates: Vec<_> = provisions
        .iter()
        .map(|one| one["fate"].as_str().unwrap())
        .collect();
    assert_eq!(fates, ["dose_changed", "reworded", "new", "same", "gone"]);
    assert_eq!(
        provisions[0]["dose_before"],
        "TA, 30 minutes a week, group<=4 (19 h a year)"
    );
    assert_eq!(
        provisions[0]["judged"],
        json!([{"area": "ci", "level": "4", "set_aside": null, "note": "note 1"}])
    );
    let page = office.ok(&["changes", "K-1"]);
    for words in [
        "1 same, 1 reworded, 1 dose changed, 1 new, 1 gone",
        "for [-30-]{+45+} minutes every week",
        "judged before (there 2): ci 4 (note: note 2)",
        "-   4  gone: Cy will have a quiet workstation",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Mapped again, the version before is compared, which nobody has judged since.
    map(&office, 4, "Ben");
    let told = office.json(&["changes", "K-1", "--json"]);
    assert_eq!(
        (&told["mapping"], &told["changes"]["gone"]),
        (&Value::Null, &json!(1))
    );
}

#[test]
fn a_plan_amended_and_taken_back_sends_nobody_back() {
    let office = mapped();
    take_in(&office, SECOND);
    assert_eq!(row(&office)["state"], "amended");
    take_in(&office, FIRST);
    assert_eq!(row(&office)["state"], "recorded");
}

#[test]
fn the_account_of_an_import_says_how_many_go_back() {
    let office = mapped();
    let untold = office.json(&["import", &office.file("plans/K-1.txt", FIRST), "--json"]);
    assert_eq!(
        untold["plans"],
        json!({"amended": 0, "untouched": 0, "sent_back": 0})
    );
    let plan = office.file("plans/K-1.txt", SECOND);
    let told = json!({"amended": 1, "untouched": 0, "sent_back": 1});
    let dry = office.json(&["import", &plan, "--dry-run", "--json"]);
    assert_eq!(dry["plans"], told);
    assert_eq!(row(&office)["state"], "recorded");
    let account = office.json(&["import", &plan, "--json"]);
    assert_eq!(account["plans"], told);
    let again = office.json(&["import", &plan, "--json"]);
    assert_eq!(again["plans"]["amended"], 0);
    let table = format!("ref,setting,year_group,section_f\nK-1,mainstream,5,\"{FIRST}\"\n");
    let account = office.json(&["import", &office.file("table.csv", &table), "--json"]);
    assert_eq!(account["plans"]["amended"], 1);
}
