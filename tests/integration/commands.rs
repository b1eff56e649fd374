//! The commands from end to end, on files as an authority would have them.

use serde_json::{Value, json};

use super::program::Office;

const TABLE: &str = "\
ref,surname,forename,dob,setting,year_group,phase_transfer,plan_start,section_f
K-1,Okafor,Amara,01/10/2014,mainstream,,yes,2020-05-01,\"1. A Teaching Assistant will deliver the talk programme 1:1 for 15 minutes every day.
2. The class teacher will keep a visual timetable.\"
K-2,Bell,Siân,13/02/2012,special,,,2025-09-01,A TA will support reading 1:1 for 30 minutes each week.
K-3,Young,Tom,31/02/2012,special,,,2025-09-01,A TA.
K-4,Old,Ann,13/02/2001,mainstream,,,2010-09-01,A TA.
K-5,Away,Bo,13/02/2012,independent,,,2022-09-01,A TA.
K-6,Quiet,Cy,13/02/2012,mainstream,,,2022-09-01,
";

fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    let account = office.json(&["import", &table, "--json"]);
    assert_eq!(account["read"], 6);
    assert_eq!(account["new"], 5);
    office
}

fn judgements(office: &Office, name: &str, judged: &Value) -> String {
    office.file(name, &judged.to_string())
}

/// Both provisions of K-1 judged, and its area settled.
fn whole() -> Value {
    json!({"judgements": [{"n": 1, "area": "ci", "level": "4"}, {"n": 2, "area": "ci", "level": "2"}],
        "area_levels": [{"area": "ci", "level": "4", "evidence": "provisions"}], "cannot_map": null, "unsure": true})
}

#[test]
fn an_import_accounts_for_everybody_and_twice_changes_nothing() {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    let plan = office.file(
        "plans/K-6 final plan.txt",
        "A TA will read with Cy for 20 minutes a day.",
    );
    let stray = office.file("plans/K-99.txt", "Nobody's.");
    let files = ["import", &table, &plan, &stray, "--json"];
    let dry = office.json(&[&files[..], &["--dry-run"]].concat());
    assert!(!office.workspace().exists(), "a dry run makes no workspace");
    let mut first = office.json(&files);
    // That the workspace is not encrypted is said of what came in alone.
    let notice = first.as_object_mut().unwrap().remove("notice");
    assert!(notice.is_some());
    assert_eq!(dry, first, "a dry run says what will happen");
    let rejected = &first["rejected"][0];
    assert_eq!(
        (&rejected["row"], &rejected["column"]),
        (&json!(4), &json!("dob"))
    );
    assert_eq!(rejected["value"], "31/02/2012");
    assert_eq!(first["documents"]["matched"], 1);
    assert_eq!(first["documents"]["unmatched"][0]["file"], "K-99.txt");
    assert_eq!(first["no_plan_text"], 0);
    let again = office.json(&files);
    let counts = ["read", "new", "changed", "unchanged"].map(|key| again[key].as_u64().unwrap());
    assert_eq!(counts, [6, 0, 0, 5]);
}

#[test]
fn the_plan_of_a_pupil_told_two_ways_waits_for_the_right_row() {
    let office = Office::new();
    let table = office.file("two.csv", "ref,surname\nK-1-2,A\nK-1-2,B\nK-1,C\n");
    let plan = office.file(
        "plans/K-1-2.txt",
        "A TA will read with Cy for 20 minutes a day.",
    );
    let said = office.json(&["import", &table, &plan, "--json"]);
    let counts = ["read", "new"].map(|key| said[key].as_u64().unwrap());
    assert_eq!(counts, [3, 1]);
    let rows: Vec<&Value> = said["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["row"])
        .collect();
    assert_eq!(rows, [&json!(2), &json!(3)]);
    assert_eq!(said["documents"]["matched"], 0);
    // It is not given to K-1, whose reference its name begins with.
    assert_eq!(
        said["documents"]["unmatched"][0]["reason"],
        "belongs to a pupil who was rejected: two.csv, row 2, column \"ref\": \"K-1-2\" is in row 3 as well, with another surname; keep the right row and import again"
    );
}

#[test]
fn a_broken_file_changes_nothing() {
    let office = office();
    let before = office.ok(&["worklist", "--json"]);
    let broken = office.file("broken.csv", "name,age\nx,3\n");
    let better = office.file("better.csv", "ref,dob,setting\nK-50,01/10/2014,special\n");
    let said = office.refused(&["import", &better, &broken], 1);
    assert!(
        said.contains("broken.csv") && said.contains("\"ref\""),
        "{said}"
    );
    assert_eq!(office.ok(&["worklist", "--json"]), before);
}

#[test]
fn the_worklist_says_who_is_next_and_who_is_not_in_scope() {
    let office = office();
    let list = office.json(&["worklist", "--json"]);
    assert_eq!(list["as_of"], "2026-01-12");
    assert_eq!(
        (&list["in_scope"], &list["out_of_scope"]),
        (&json!(3), &json!({"age": 1, "setting": 1}))
    );
    let rows = list["rows"].as_array().unwrap();
    let told = |key: &str| {
        rows.iter()
            .map(|row| row[key].as_str().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("ref"), ["K-1", "K-2", "K-6"]);
    assert_eq!(
        told("priority"),
        ["phase_transfer", "new_plan", "annual_review"]
    );
    assert_eq!(
        told("state"),
        ["not_started", "not_started", "no_plan_text"]
    );
    assert_eq!(rows[0]["provisions"], 2);
    let found = office.json(&["worklist", "--json", "--find", "sian"]);
    assert_eq!(found["rows"][0]["ref"], "K-2");
    assert_eq!(
        office.json(&["worklist", "--json", "--limit", "1"])["rows"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_mapping_is_recorded_once_every_provision_is_accounted_for() {
    let office = office();
    let part = json!({"judgements": [{"n": 1, "area": "ci", "level": "4"}],
        "area_levels": [{"area": "ci", "level": "4", "evidence": "provisions"}], "cannot_map": null, "unsure": false});
    let part = judgements(&office, "part.json", &part);
    let said = office.refused(&["map", "K-1", "--from", &part], 1);
    assert!(said.contains('2') && said.contains("judgement"), "{said}");
    let whole = judgements(&office, "whole.json", &whole());
    let mapped = office.json(&["map", "K-1", "--from", &whole, "--reader", "R. Ash"]);
    assert_eq!(
        (&mapped["tariff"], &mapped["route"]),
        (&json!("T1"), &json!("tariff"))
    );
    assert!(!mapped["trace"].as_array().unwrap().is_empty());
    assert!(
        mapped["flags"]
            .as_array()
            .unwrap()
            .iter()
            .any(|flag| flag["rule"] == "unsure")
    );
    let page = office.ok(&["explain", "K-1"]);
    for words in [
        "Tariff 1",
        "talk programme",
        "R. Ash",
        "kent-illustrative 2025.2",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert!(
        office
            .ok(&["explain", "K-1", "--format", "html"])
            .starts_with("<!doctype html>")
    );
    let history = office.json(&["history", "K-1", "--json"]);
    assert_eq!(history["events"].as_array().unwrap().len(), 3);
    let id = mapped["mapping"].as_str().unwrap();
    office.ok(&["withdraw", id, "--reason", "wrong pupil"]);
    let said = office.refused(&["withdraw", id, "--reason", "again"], 1);
    assert!(said.contains(id), "{said}");
    assert_eq!(
        office.json(&["worklist", "--json"])["rows"][0]["state"],
        "not_started"
    );
    assert_eq!(office.json(&["verify", "--json"])["records"], 2);
}

#[test]
fn a_file_may_bound_the_provisions_otherwise_than_they_are_read() {
    let office = office();
    let set_aside = |n: u32| json!({"n": n, "set_aside": "core"});
    let sheet = |spans: Value| {
        json!({"provisions": spans, "judgements": [{"n": 1, "area": "cl", "level": "3"}, set_aside(2)],
            "area_levels": [{"area": "cl", "level": "3"}]})
    };
    // "A TA will support reading 1:1 for 30 minutes each week."
    let map = |name: &str, spans: Value| judgements(&office, name, &sheet(spans));
    let from = |file: &str| ["map", "K-2", "--from", file].map(str::to_owned);
    let refused = |file: &str| {
        let from = from(file);
        office.refused(&from.each_ref().map(String::as_str), 1)
    };
    let dropped = refused(&map("dropped.json", json!([[0, 25]])));
    assert!(
        dropped.contains("the words \"1:1 for 30 minutes each week.…\" at character 26"),
        "{dropped}"
    );
    let over = refused(&map("over.json", json!([[0, 30], [26, 55]])));
    assert!(
        over.contains("provision 2 goes from character 26 to 55"),
        "{over}"
    );
    refused(&map("beyond.json", json!([[0, 55], [56, 99]])));
    let file = map("two.json", json!([[0, 25], [26, 55]]));
    office.json(&["map", "K-2", "--from", &file]);
    let page = office.ok(&["explain", "K-2"]);
    assert!(page.contains("A TA will support reading"), "{page}");
    assert!(!page.contains("reading 1:1 for"), "{page}");
}

#[test]
fn a_plan_that_cannot_be_mapped_is_counted_until_its_text_comes() {
    let office = office();
    let cannot =
        json!({"judgements": [], "area_levels": [], "cannot_map": "no_plan_text", "unsure": false});
    let cannot = judgements(&office, "cannot.json", &cannot);
    let mapped = office.json(&["map", "K-6", "--from", &cannot]);
    assert_eq!(mapped["tariff"], Value::Null);
    let counted = || office.json(&["distribution", "--format", "json"]);
    assert_eq!(counted()["cannot_map"], json!({"no_plan_text": 1}));
    let plan = office.file("K-6.txt", "A TA will read with Cy for 20 minutes a day.");
    office.ok(&["plan", "K-6", &plan]);
    assert_eq!(counted()["cannot_map"], json!({}));
    assert_eq!(counted()["not_yet"], 3);
}

#[test]
fn a_schools_reading_is_kept_and_never_counted() {
    let office = office();
    let whole = judgements(&office, "whole.json", &whole());
    office.json(&[
        "map", "K-1", "--from", &whole, "--role", "school", "--reader", "A school",
    ]);
    assert_eq!(
        office.json(&["distribution", "--format", "json"])["mapped"],
        0
    );
    assert_eq!(
        office.json(&["history", "K-1", "--json"])["events"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn the_distribution_always_adds_up() {
    let office = Office::with_demo(320, "0.3");
    for by in [
        "setting",
        "phase",
        "district",
        "community",
        "priority",
        "setting,phase,district,priority",
    ] {
        let told = office.json(&["distribution", "--by", by, "--format", "json"]);
        let sum = |part: &Value| {
            part.as_object()
                .unwrap()
                .values()
                .map(|n| n.as_u64().unwrap())
                .sum::<u64>()
        };
        let count = |key: &str| told[key].as_u64().unwrap();
        assert_eq!(count("caseload"), 320);
        assert_eq!(count("in_scope") + sum(&told["out_of_scope"]), 320);
        assert_eq!(
            count("mapped") + count("not_yet") + sum(&told["cannot_map"]),
            count("in_scope")
        );
        let cells = told["cells"].as_array().unwrap();
        assert_eq!(
            cells
                .iter()
                .map(|cell| cell["count"].as_u64().unwrap())
                .sum::<u64>(),
            count("mapped")
        );
        assert!(
            cells
                .iter()
                .all(|cell| by.split(',').all(|key| cell[key].is_string())),
            "{by}"
        );
    }
    let csv = office.ok(&["distribution", "--by", "setting"]);
    assert!(
        csv.starts_with("# framework: kent-illustrative\n")
            && csv.contains("\nsetting,tariff,route,count\n")
    );
}

#[test]
fn the_same_seed_and_day_give_the_same_demo() {
    let (one, two) = (Office::with_demo(60, "0.5"), Office::with_demo(60, "0.5"));
    for command in [
        &["worklist", "--json"][..],
        &["distribution", "--format", "json"],
        &["verify", "--json"],
    ] {
        assert_eq!(one.ok(command), two.ok(command), "{command:?}");
    }
}

#[test]
fn the_register_of_schools_says_what_kind_of_place_a_school_is() {
    let office = Office::new();
    let table = "ref,dob,urn,base,section_f\nK-1,01/10/2019,990001,,A TA will read with Amara for 20 minutes a day.\n\
        K-2,01/10/2012,990003,sen_unit,A TA will read with Bo for 20 minutes a day.\nK-3,01/10/2012,990009,,A TA.\n";
    let table = office.file("caseload.csv", table);
    let register = office.file(
        "edubasealldata20261101.csv",
        "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),StatutoryLowAge,StatutoryHighAge,DistrictAdministrative (name)\n\
         990001,886,Alder Infants,1,2,4,7,Ashford\n990002,886,Alder Infant Academy,34,1,4,7,Ashford\n990003,886,Hopwhistle School,1,1,11,18,Dover\nnone,886,Nowhere,1,1,,,\n",
    );
    let links = office.file(
        "links_edubasealldata20261101.csv",
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n990001,990002,Alder Infant Academy,Successor,01-09-2025\n",
    );
    let account = office.json(&["import", &table, &register, &links, "--json"]);
    let schools = &account["schools"];
    assert_eq!((&schools["read"], &schools["new"]), (&json!(5), &json!(3)));
    assert_eq!(schools["successions"], 1);
    assert_eq!(schools["rejected"][0]["row"], 5);
    assert_eq!(account["new"], 3);
    let list = office.json(&["worklist", "--json"]);
    assert_eq!(list["out_of_scope"]["setting_unknown"], 1);
    let rows = list["rows"].as_array().unwrap();
    let row = |reference: &str| rows.iter().find(|row| row["ref"] == reference).unwrap();
    let infant = row("K-1");
    assert_eq!(infant["school"], "Alder Infant Academy");
    assert_eq!(infant["setting"], "mainstream");
    assert_eq!(infant["why"][0], "phase transfer Y2→3, by 15 Feb 2027");
    let based = row("K-2");
    assert_eq!(
        (&based["setting"], &based["district"]),
        (&json!("srp"), &json!("Dover"))
    );
    let again = office.json(&["import", &register, &links, "--json"]);
    assert_eq!(again["schools"]["unchanged"], 3);
    assert_eq!(
        (&again["schools"]["new"], &again["schools"]["successions"]),
        (&json!(0), &json!(0))
    );
}

#[test]
fn frameworks_are_listed_shown_checked_and_derived_without_a_workspace() {
    let office = Office::new();
    let listed = office.json(&["frameworks", "list", "--json"]);
    assert_eq!(listed.as_array().unwrap().len(), 3);
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/descriptors/kent-illustrative/2025.2.toml"
    );
    assert_eq!(
        office.json(&["frameworks", "check", file, "--json"])["ok"],
        true
    );
    assert!(
        office
            .ok(&["frameworks", "show", "kent-illustrative@2025.1"])
            .contains("Invented")
    );
    let derived = office.json(&[
        "frameworks",
        "derive",
        file,
        "--level",
        "ci=4",
        "--setting",
        "special",
        "--json",
    ]);
    assert_eq!(derived["tariff"], "T1");
    let broken = std::fs::read_to_string(file)
        .unwrap()
        .replace("route = \"core\"", "rout = \"core\"");
    let broken = office.file("broken.toml", &broken);
    let said = office.run(&["frameworks", "check", &broken]);
    assert_eq!(said.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said.stdout).contains("\"rout\""));
}

#[test]
fn an_authority_s_own_vague_words_take_the_place_of_the_built_in_ones() {
    let office = office();
    let plan = office.file(
        "plan.txt",
        "A TA will give regular cuddles. A TA will help R-2.",
    );
    let read = office.json(&["read", &plan, "--json"]);
    assert_eq!(read["wording"], "built-in");
    assert_eq!(read["provisions"][0]["vague"][0]["text"], "regular");
    let question = read["provisions"][0]["vague"][0]["question"].as_str();
    assert!(question.unwrap().ends_with('?'));
    assert_eq!(read["summary"]["vague"], 1);
    assert_eq!(read["summary"]["can_be_costed"], false);
    assert_eq!(read["foreign_codes"], json!([]));

    // What `wording` prints can be kept as it is.
    let printed = office.file("printed.toml", &office.ok(&["wording"]));
    let checked = office.json(&["wording", "--check", &printed, "--json"]);
    assert_eq!(checked["ok"], true);

    let own = "[[vague]]\nwhy = \"no care\"\nquestion = \"What care?\"\nphrases = [\"cuddles\"]\n";
    let file = office.file("own.toml", own);
    let by_file = office.json(&["read", &plan, "--json", "--wording", &file]);
    assert_eq!(by_file["provisions"][0]["vague"][0]["text"], "cuddles");
    let mark = office.json(&["wording", "--check", &file, "--json"])["wording"].clone();
    assert_eq!(by_file["wording"], mark);

    office.file("work/wording.toml", own);
    let by_workspace = office.json(&["read", &plan, "--json"]);
    assert_eq!(by_workspace, by_file);

    office.file("work/wording.toml", &own.replace("why", "wy"));
    let told = office.refused(&["worklist"], 1);
    assert!(
        told.contains("wording.toml:2:1: unknown field \"wy\""),
        "{told}"
    );
    assert!(told.contains("the built-in list is used"), "{told}");
    let bad = office.file("bad.toml", "vague = []\n");
    let told = office.refused(&["wording", "--check", &bad], 1);
    assert!(
        told.contains("bad.toml:1:1: there is no [[vague]] group"),
        "{told}"
    );
}

#[test]
fn the_wording_of_many_plans_is_reported_with_what_could_not_be_read() {
    let office = office();
    office.file(
        "plans/K-1.txt",
        "A TA will give regular help.\nAccess to a hub, weekly.\nA TA will help for 1 hour a week.",
    );
    office.file("plans/sub/K-1.txt", "A TA will help for 1 hour a day.");
    office.file("plans/~$K-1.docx", "x");
    office.file("plans/photo.png", "x");
    let (plans, out) = (office.home().join("plans"), office.home().join("out"));
    let (plans, out) = (plans.to_str().unwrap(), out.to_str().unwrap());
    let told = office.json(&["read", "--report", plans, "--out", out, "--json"]);
    assert_eq!(told["totals"]["plans"], 2);
    assert_eq!(told["totals"]["not_read"], 2);
    assert_eq!(told["totals"]["provisions"], 4);
    assert_eq!(told["totals"]["cannot_be_costed"], 1);
    assert_eq!(told["quantified_percent"], 50);
    assert_eq!(told["not_read"][0]["plan"], "photo.png");
    assert_eq!(told["phrases"][0]["count"], 1);
    let read = |kind: &str| std::fs::read_to_string(told["files"][kind].as_str().unwrap()).unwrap();
    let words = read("words");
    let row = words.lines().find(|row| row.contains(",regular,")).unwrap();
    assert!(
        row.starts_with("K-1.txt,1,A TA will give regular help.,regular,no frequency"),
        "{row}"
    );
    assert!(row.ends_with("each time?\""), "{row}");
    let names: Vec<String> = (read("plans").lines().skip(1))
        .map(|row| row.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["K-1.txt", "photo.png", "sub/K-1.txt", "~$K-1.docx"]);
    assert!(read("page").contains("<mark>regular</mark>"));

    // Every pupil's current plan: K-6 has none.
    let told = office.json(&["read", "--report", "--json"]);
    assert_eq!(told["totals"]["plans"], 4);
    assert_eq!(told["not_read"][0]["plan"], "K-6");
    let page = told["files"]["page"].as_str().unwrap();
    let exports = office.workspace().join("exports");
    assert_eq!(
        page,
        exports
            .join("quality-report-2026-01-12.html")
            .to_str()
            .unwrap()
    );
    let text = office.ok(&["read", "--report"]);
    assert!(
        text.contains("! 1 plan could not be read") && text.contains(page),
        "{text}"
    );
    office.refused(&["read", "--report", "nowhere"], 1);
    office.refused(&["read"], 2);
}

#[test]
fn wrong_usage_is_told_from_refusal() {
    let office = office();
    assert!(
        office
            .refused(&["distribution", "--by", "shoe_size"], 2)
            .contains("setting")
    );
    assert!(
        office
            .refused(&["worklist", "--state", "asleep"], 2)
            .contains("not_started")
    );
    assert!(office.refused(&["explain", "K-404"], 1).contains("K-404"));
    office.refused(&["import"], 2);
}

#[test]
fn a_released_framework_that_was_changed_is_refused_by_the_lock_beside_it() {
    let office = Office::new();
    let folder = office.home().join("descriptors/ours");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("1.toml");
    let path = file.to_str().unwrap();
    office.ok(&["frameworks", "new", "ours", "--out", path]);
    let text = std::fs::read_to_string(&file).unwrap();
    let released = text.replacen("\"draft\"", "\"released\"", 1);
    std::fs::write(&file, &released).unwrap();
    let digest = continuum::domain::digest::Digest::of_text(released.as_bytes());
    let lock = folder.parent().unwrap().join("released.lock");
    std::fs::write(lock, format!("ours 1 {digest}\n")).unwrap();
    office.ok(&["frameworks", "check", path]);
    office.ok(&["frameworks", "adopt", path]);
    std::fs::write(&file, released.replace("<more of it", "<much more")).unwrap();
    let said = office.run(&["frameworks", "check", path]);
    assert_eq!(said.status.code(), Some(1));
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("a released version never changes"), "{said}");
    for command in [
        &["adopt", path][..],
        &["derive", path, "--level", "communication=1"],
    ] {
        let said = office.refused(&[&["frameworks"], command].concat(), 1);
        assert!(said.contains("a released version never changes"), "{said}");
    }
}
