//! Work that travels: four workspaces, officer to moderator to officer to lead, through the program itself.

use std::path::Path;

use serde_json::{Value, json};

use super::program::Office;

const TABLE: &str = "\
ref,surname,forename,dob,setting,year_group,phase_transfer,plan_start,section_f
K-1,Okafor,Amara,01/10/2014,mainstream,,yes,2020-05-01,\"1. A Teaching Assistant will deliver the talk programme 1:1 for 15 minutes every day.
2. The class teacher will keep a visual timetable.\"
K-2,Bell,Siân,13/02/2012,special,,,2025-09-01,A TA will support reading 1:1 for 30 minutes each week.
";

/// A workspace with keys of its own.
fn of(name: &str) -> Office {
    let office = Office::new();
    let made = office.json(&["keys", "new", name, "--json"]);
    assert_eq!(made["name"], name);
    office.ok(&["set", "reader", name]);
    office
}

fn acquaint(offices: &[&Office]) {
    let line = |office: &&Office| {
        office.json(&["keys", "show", "--json"])["line"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let lines: Vec<String> = offices.iter().map(line).collect();
    for (at, office) in offices.iter().enumerate() {
        let others: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(of, _)| *of != at)
            .map(|(_, line)| line.as_str())
            .collect();
        let file = office.file("colleagues.txt", &(others.join("\n") + "\n"));
        let trusted = office.json(&["keys", "trust", &file, "--json"]);
        assert_eq!(trusted.as_array().unwrap().len(), offices.len() - 1);
    }
}

/// Sends all that one has to another; gives what became of it.
fn send(from: &Office, to: &Office, name: &str) -> Value {
    let file = from.home().join(format!("for {name}.bundle"));
    let file = file.to_str().unwrap();
    from.ok(&["bundle", "export", "--to", name, file]);
    take(to, file)
}

fn take(to: &Office, file: &str) -> Value {
    let told = to.json(&["bundle", "import", file, "--json"]);
    told["bundles"][0].clone()
}

fn map(office: &Office, reference: &str, level: &str, role: &str) -> String {
    let judged = json!({"judgements": [{"n": 1, "area": "ci", "level": level}, {"n": 2, "set_aside": "core"}],
        "area_levels": [{"area": "ci", "level": level, "evidence": "provisions"}], "cannot_map": null, "unsure": false});
    let file = office.file("judged.json", &judged.to_string());
    let told = office.json(&["map", reference, "--from", &file, "--role", role]);
    told["mapping"].as_str().unwrap().to_owned()
}

fn counts(told: &Value, key: &str) -> [u64; 4] {
    ["read", "taken", "known", "refused"].map(|part| told[key][part].as_u64().unwrap())
}

#[test]
fn work_goes_from_officer_to_moderator_to_officer_to_lead() {
    let [lead, officer, moderator, second] =
        ["Lena Lead", "Otto Officer", "Maya Moderator", "Sam Second"].map(of);
    acquaint(&[&lead, &officer, &moderator, &second]);
    let table = lead.file("caseload.csv", TABLE);
    lead.ok(&["import", &table]);
    let told = send(&lead, &officer, "otto officer");
    assert_eq!(counts(&told, "pupils"), [2, 2, 0, 0]);
    let mapping = map(&officer, "K-1", "4", "officer");
    let told = send(&officer, &moderator, "Maya Moderator");
    assert_eq!(
        (counts(&told, "pupils"), counts(&told, "mappings")),
        ([2, 2, 0, 0], [1, 1, 0, 0])
    );
    let adjusted = map(&moderator, "K-1", "3", "moderator");
    let told = send(&moderator, &second, "Sam Second");
    assert_eq!(counts(&told, "mappings"), [2, 2, 0, 0]);
    let own = map(&second, "K-1", "5", "officer");
    second.ok(&["withdraw", &own, "--reason", "the wrong pupil"]);
    let told = send(&second, &lead, "Lena Lead");
    assert_eq!(
        (
            counts(&told, "pupils"),
            counts(&told, "mappings"),
            counts(&told, "withdrawals")
        ),
        ([2, 0, 2, 0], [3, 3, 0, 0], [1, 1, 0, 0])
    );
    assert_eq!(told["from"], "Sam Second");
    let verified = lead.json(&["verify", "--json"]);
    assert_eq!(
        (&verified["ok"], &verified["records"], &verified["awaited"]),
        (&json!(true), &json!(4), &json!(0))
    );
    assert_eq!(verified["chains"].as_array().unwrap().len(), 3);
    // The moderator's reading counts, and the history has all of them.
    let history = lead.ok(&["history", "K-1", "--json"]);
    for record in [&mapping, &adjusted, &own] {
        assert!(history.contains(record.as_str()), "{history}");
    }
    let spread =
        |office: &Office| office.json(&["distribution", "--format", "json"])["cells"].clone();
    send(&lead, &officer, "Otto Officer");
    assert_eq!(spread(&officer), spread(&lead));
    assert_eq!(
        officer.ok(&["history", "K-1"]),
        lead.ok(&["history", "K-1"])
    );
}

#[test]
fn a_preview_and_a_replay_change_nothing_and_say_so() {
    let [lead, officer] = ["Lena", "Otto"].map(of);
    acquaint(&[&lead, &officer]);
    let table = lead.file("caseload.csv", TABLE);
    lead.ok(&["import", &table]);
    let made = lead.json(&[
        "bundle", "export", "--to", "Otto", "--pupils", "K-2", "--json",
    ]);
    assert_eq!(
        (&made["pupils"], &made["plans"], &made["to"]),
        (&json!(1), &json!(1), &json!(["Otto"]))
    );
    let file = made["file"].as_str().unwrap();
    assert!(Path::new(file).starts_with(lead.workspace()));
    let preview = officer.ok(&["bundle", "import", file, "--dry-run"]);
    assert!(
        preview.contains("from Lena")
            && preview.contains("1 pupil: 1 new here, 0 known, 0 not taken"),
        "{preview}"
    );
    assert_eq!(officer.json(&["worklist", "--json"])["in_scope"], 0);
    let taken = officer.ok(&["bundle", "import", file]);
    assert_eq!(
        taken,
        preview.replace("Nothing was changed. It would be:\n", "")
    );
    assert_eq!(officer.json(&["worklist", "--json"])["in_scope"], 1);
    let again = take(&officer, file);
    assert_eq!(
        (&again["replayed"], counts(&again, "pupils")),
        (&json!(true), [1, 0, 1, 0])
    );
    assert!(
        officer
            .ok(&["bundle", "import", file])
            .contains("nothing in it is new")
    );
    // Another one of the same day does not take its place.
    let other = lead.json(&["bundle", "export", "--to", "Otto", "--json"]);
    assert_ne!(other["file"], made["file"]);
}

#[test]
fn of_who_is_trusted_no_longer_nothing_more_comes_in_whoever_passes_it_on() {
    let [lead, officer, third] = ["Lena", "Otto", "Ida"].map(of);
    acquaint(&[&lead, &officer, &third]);
    let table = lead.file("caseload.csv", TABLE);
    lead.ok(&["import", &table]);
    let bundle = |from: &Office, to: &str| {
        let made = from.json(&["bundle", "export", "--to", to, "--json"]);
        made["file"].as_str().unwrap().to_owned()
    };
    take(&officer, &bundle(&lead, "Otto"));
    take(&third, &bundle(&lead, "Ida"));
    map(&third, "K-1", "4", "officer");
    let before = take(&officer, &bundle(&third, "Otto"));
    assert_eq!(before["mappings"]["taken"], 1);
    map(&third, "K-1", "5", "officer");
    assert_eq!(
        officer.json(&["keys", "distrust", "ida", "--json"])["name"],
        "Ida"
    );
    assert!(!officer.ok(&["keys", "list"]).contains("Ida"));
    let said = officer.refused(&["bundle", "export", "--to", "Ida"], 1);
    assert!(said.contains("Ida"), "{said}");
    let said = officer.refused(&["bundle", "import", &bundle(&third, "Otto")], 1);
    assert!(said.contains("trusted here no longer"), "{said}");
    take(&lead, &bundle(&third, "Lena"));
    let passed = take(&officer, &bundle(&lead, "Otto"));
    assert_eq!(passed["mappings"]["taken"], 0);
    assert!(passed["refused"].to_string().contains("trusted no longer"));
    assert_eq!(officer.json(&["verify", "--json"])["ok"], true);
    let line = third.json(&["keys", "show", "--json"])["line"]
        .as_str()
        .unwrap()
        .to_owned();
    officer.ok(&["keys", "trust", &line]);
    let again = take(&officer, &bundle(&lead, "Otto"));
    assert_eq!(again["mappings"]["taken"], 1);
}

#[test]
fn a_bundle_with_a_fault_changes_nothing_and_says_what_to_do() {
    let [lead, officer, stranger] = ["Lena", "Otto", "Eve"].map(of);
    acquaint(&[&lead, &officer]);
    let line = officer.json(&["keys", "show", "--json"])["line"]
        .as_str()
        .unwrap()
        .to_owned();
    stranger.ok(&["keys", "trust", &line]);
    let table = lead.file("caseload.csv", TABLE);
    lead.ok(&["import", &table]);
    stranger.ok(&["import", &table]);
    let bundle = |from: &Office, to: &str| {
        let made = from.json(&["bundle", "export", "--to", to, "--json"]);
        std::fs::read(made["file"].as_str().unwrap()).unwrap()
    };
    let good = bundle(&lead, "Otto");
    let before = officer.ok(&["verify", "--json"]);
    let refuses = |bytes: &[u8], said: &str| {
        let path = officer.home().join("came.bundle");
        std::fs::write(&path, bytes).unwrap();
        let output = officer.run(&["bundle", "import", path.to_str().unwrap()]);
        let told =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            told.contains(said) && told.contains("nothing was changed"),
            "{told}"
        );
        assert_eq!(officer.ok(&["verify", "--json"]), before);
        assert_eq!(officer.json(&["worklist", "--json"])["in_scope"], 0);
    };
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    refuses(&changed, "was cut short or changed on its way");
    refuses(
        &good[..good.len() - 1],
        "was cut short or changed on its way",
    );
    refuses(&bundle(&stranger, "Otto"), "whom nobody here trusts");
    refuses(b"PK\x03\x04", "is no bundle");
    refuses(
        &[b"continuum-bundle 7\n", &good[19..]].concat(),
        "was made by a newer Continuum",
    );
    refuses(
        &bundle(&officer_s_own(&officer, &lead), "Lena"),
        "was made for somebody else",
    );
    // With the good one beside, that one is taken, and the command says that the other was not.
    let path = officer.file("good.bundle", "");
    std::fs::write(&path, &good).unwrap();
    let bad = officer.home().join("came.bundle");
    let output = officer.run(&["bundle", "import", bad.to_str().unwrap(), &path, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        told["bundles"][0]["error"]
            .as_str()
            .unwrap()
            .contains("somebody else")
    );
    assert_eq!(counts(&told["bundles"][1], "pupils"), [2, 2, 0, 0]);
    let unknown = lead.refused(&["bundle", "export", "--to", "Nobody"], 1);
    assert!(
        unknown.contains("Nobody called \"Nobody\" is trusted"),
        "{unknown}"
    );
}

/// Somebody whom the officer trusts and who knows the lead: what they make for the lead is not for the officer.
fn officer_s_own(officer: &Office, lead: &Office) -> Office {
    let third = of("Theo");
    let line = |office: &Office| {
        office.json(&["keys", "show", "--json"])["line"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    third.ok(&["keys", "trust", &line(lead)]);
    officer.ok(&["keys", "trust", &line(&third)]);
    third
}

#[test]
fn keys_are_named_once_handed_out_and_told_apart() {
    let office = Office::new();
    let said = office.refused(&["keys", "show"], 1);
    assert!(
        said.contains("there is no workspace") || said.contains("keys new"),
        "{said}"
    );
    let made = office.json(&["keys", "new", "Otto", "--json"]);
    let again = office.json(&["keys", "new", "Otto O.", "--json"]);
    assert_eq!(
        (&made["fingerprint"], &made["origin"]),
        (&again["fingerprint"], &again["origin"])
    );
    let own = again["line"].as_str().unwrap();
    assert!(
        office
            .refused(&["keys", "trust", own], 1)
            .contains("of this workspace itself")
    );
    let cut = &own[..own.len() / 2];
    assert!(
        office
            .refused(&["keys", "trust", cut], 1)
            .contains("cut short")
    );
    assert!(
        office
            .refused(&["keys", "trust", "nonsense"], 1)
            .contains("no line of keys")
    );
    assert!(
        office
            .ok(&["keys", "list"])
            .contains("Nobody is trusted yet")
    );
    let other = of("Maya");
    let line = other.json(&["keys", "show", "--json"])["line"]
        .as_str()
        .unwrap()
        .to_owned();
    let words: Vec<&str> = std::iter::once("keys")
        .chain(["trust"])
        .chain(line.split(' '))
        .collect();
    assert!(office.ok(&words).contains("Maya is trusted now"));
    assert!(
        office
            .ok(&["keys", "trust", &line])
            .contains("was trusted already")
    );
    assert_eq!(office.json(&["keys", "list", "--json"])[0]["name"], "Maya");
}

#[test]
fn suggestions_turned_off_by_the_lead_are_off_wherever_the_bundle_goes() {
    let [lead, officer] = ["Lena", "Otto"].map(of);
    acquaint(&[&lead, &officer]);
    let turn = |office: &Office, way: &str| {
        let order = ["moderate", "suggestions", way, "--reason", "they anchor"];
        office.json(&[&order[..], &["--json"]].concat())["off"].clone()
    };
    officer.refused(&["moderate", "suggestions", "--off"], 2);
    assert_eq!(turn(&lead, "--off")["by"], "Lena");
    let told = send(&lead, &officer, "Otto");
    assert_eq!(counts(&told, "reviews"), [1, 1, 0, 0]);
    let off = |office: &Office| office.json(&["moderate", "suggestions", "--json"])["off"].clone();
    assert_eq!(off(&officer)["reason"], "they anchor");
    // Nobody overrules it from elsewhere.
    assert_eq!(turn(&officer, "--on")["by"], "Lena");
    assert_eq!(off(&officer)["by"], "Lena");
    assert_eq!(turn(&lead, "--on"), json!(null));
    send(&lead, &officer, "Otto");
    assert_eq!(off(&officer), json!(null));
    assert_eq!(officer.json(&["verify", "--json"])["ok"], true);
}
