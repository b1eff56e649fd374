//! Which plans cost more than their tariff gives, what is decided of them, and budgets of Communities: from end to end.

use serde_json::{Value, json};

use super::program::Office;

const TABLE: &str = "\
ref,surname,dob,setting,community,plan_start,section_f
K-1,Okafor,01/10/2014,mainstream,Alder,2020-05-01,\"1. A Teaching Assistant will deliver the talk programme 1:1 for 15 minutes every day.
2. A Teaching Assistant will support lessons 1:1 for 20 hours a week.\"
K-2,Bell,01/10/2014,mainstream,Alder,2020-05-01,\"1. A Teaching Assistant will support reading 1:1 for 30 minutes each week.
2. Regular access to a quiet space.\"
K-3,Young,01/10/2014,mainstream,Beech,2020-05-01,A Teaching Assistant will support reading 1:1 for 30 minutes each week.
";

const BOOK: &str = "\
schema = 1
[cost_book]
id = \"plain\"
title = \"Invented\"
effective_from = 2026-04-01
source = \"invented\"
[[role]]
who = \"TA\"
per_hour = 16
on_costs = 25
";

/// An office with three plans, two of them mapped to T1.
fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", TABLE);
    office.json(&["import", &table, "--json"]);
    for (reference, levels) in [("K-1", ["4", "4"]), ("K-2", ["4", "3"])] {
        let judged = json!({
            "judgements": [{"n": 1, "area": "ci", "level": levels[0]}, {"n": 2, "area": "ci", "level": levels[1]}],
            "area_levels": [{"area": "ci", "level": "4", "evidence": "provisions"}]});
        let from = office.file(&format!("{reference}.json"), &judged.to_string());
        office.ok(&["map", reference, "--from", &from]);
    }
    // The skeleton gives the first tariff that pays a top-up, T1, £1,000.
    office.ok(&["rates", "new", "low"]);
    office.file("work/rates/cost-book.toml", BOOK);
    office
}

const ASK: [&str; 4] = ["rates", "sufficiency", "low", "--json"];

fn pupil<'a>(report: &'a Value, reference: &str) -> &'a Value {
    let pupils = report["pupils"].as_array().unwrap();
    pupils.iter().find(|one| one["ref"] == reference).unwrap()
}

#[test]
fn plans_that_cost_more_are_listed_with_the_sum_and_the_provisions() {
    let office = office();
    let report = office.json(&ASK);
    // 47.5 h + 20 × 38 h = 807.5 h at £16 + 25 % = £20: £16,150, beside £1,000 + £6,000.
    let short = pupil(&report, "K-1");
    assert_eq!(
        (&short["cost"], &short["shortfall"]),
        (&json!(1_615_000), &json!(915_000))
    );
    assert_eq!(
        (&short["verdict"], &short["state"]),
        (&json!("exceeds"), &json!("waits"))
    );
    let costs: Vec<&Value> = short["provisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["cost"])
        .collect();
    assert_eq!(costs, [&json!(95_000), &json!(1_520_000)]);
    assert!(
        short["provisions"][0]["text"]
            .as_str()
            .unwrap()
            .contains("talk programme")
    );
    // One of two provisions is quantified: less than 60 %.
    let vague = pupil(&report, "K-2");
    assert_eq!(
        (&vague["verdict"], &vague["why"]),
        (&json!("cannot_be_costed"), &json!("not_quantified"))
    );
    assert_eq!(
        (&report["totals"]["mapped"], &report["not_yet"]),
        (&json!(2), &json!(1))
    );
    assert!(
        report["law"]
            .as_str()
            .unwrap()
            .contains("[2019] EWHC 943 (Admin)")
    );
    // The rows of the table come to the same, by a sum of their own.
    let csv = office.ok(&["rates", "sufficiency", "low", "--format", "csv"]);
    let rows = csv.lines().filter(|line| line.starts_with("K-"));
    let shortfalls: Vec<&str> = rows.map(|row| row.split(',').nth(15).unwrap()).collect();
    assert_eq!(shortfalls, ["9150.00", ""]);
    for (format, says) in [
        ("md", "# Do the tariffs cover the plans?"),
        ("html", "<h1>Do the tariffs"),
    ] {
        let text = office.ok(&["rates", "sufficiency", "low", "--format", format]);
        assert!(text.contains(says) && text.contains("£9,150"), "{text}");
    }
    let book = office.home().join("s.xlsx");
    let out = [
        "rates",
        "sufficiency",
        "low",
        "--format",
        "xlsx",
        "--out",
        book.to_str().unwrap(),
    ];
    office.ok(&out);
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let piped = office.run(&out[..5]);
    assert!(piped.status.success() && piped.stdout.starts_with(b"PK"));
    let text = office.ok(&ASK[..3]);
    assert!(
        text.contains("K-1") && text.contains("waits for an outcome"),
        "{text}"
    );
}

#[test]
fn an_outcome_has_a_name_a_date_and_a_reason_and_holds_until_something_changes() {
    let office = office();
    let decide = |outcome: &[&str]| -> Vec<String> {
        let words = [
            &[
                "rates",
                "outcome",
                "K-1",
                "--by",
                "R. Hale",
                "--reason",
                "two share",
                "--rates",
                "low",
            ],
            outcome,
        ];
        words.concat().into_iter().map(str::to_owned).collect()
    };
    let run = |words: &[String]| office.json(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let refuse = |words: &[String], code| {
        office.refused(&words.iter().map(String::as_str).collect::<Vec<_>>(), code)
    };
    let little = refuse(
        &decide(&["--outcome", "topped_up", "--top-up", "9149.99"]),
        1,
    );
    assert!(little.contains("lacks £9,150"), "{little}");
    refuse(&decide(&["--outcome", "topped_up"]), 2);
    refuse(&decide(&["--outcome", "remapped", "--top-up", "5"]), 2);
    let told = run(&decide(&[
        "--outcome",
        "topped_up",
        "--top-up",
        "9150",
        "--json",
    ]));
    assert_eq!(
        (&told["outcome"], &told["top_up"], &told["date"]),
        (&json!("topped_up"), &json!(915_000), &json!("2026-01-12"))
    );
    let report = office.json(&ASK);
    let settled = pupil(&report, "K-1");
    assert_eq!(
        (&settled["state"], &report["waiting"]),
        (&json!("settled"), &json!(0))
    );
    assert_eq!(settled["outcome"]["by"], "R. Hale");
    // A dearer hour makes another shortfall: the outcome holds no longer.
    office.file("work/rates/cost-book.toml", &BOOK.replace("= 25", "= 50"));
    let report = office.json(&ASK);
    let stale = pupil(&report, "K-1");
    assert_eq!(stale["state"], "stale");
    assert_eq!(stale["stale"][0], "it was £9,150 then and is £12,380 now");
    run(&decide(&["--outcome", "plan_to_be_amended", "--json"]));
    assert_eq!(pupil(&office.json(&ASK), "K-1")["state"], "settled");
    run(&decide(&["--outcome", "open", "--json"]));
    assert_eq!(pupil(&office.json(&ASK), "K-1")["state"], "waits");
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(
        (&verified["ok"], &verified["records"]),
        (&json!(true), &json!(5))
    );
    // The pupil's history tells every outcome, the latest first.
    let history = office.json(&["history", "K-1", "--json"]);
    let decided = history["events"].as_array().unwrap().iter();
    let decided = decided.filter_map(|event| event.get("decided"));
    let decided: Vec<_> = decided
        .map(|one| (&one["outcome"], &one["top_up"], &one["reader"]["name"]))
        .collect();
    let (by, none) = (json!("R. Hale"), json!(null));
    let expected = [
        (&json!("open"), &none, &by),
        (&json!("plan_to_be_amended"), &none, &by),
        (&json!("topped_up"), &json!(915_000), &by),
    ];
    assert_eq!(decided, expected);
    // Nobody decides of a plan that is covered, or not mapped.
    let mut other = decide(&["--outcome", "remapped"]);
    other[2] = "K-2".to_owned();
    assert!(refuse(&other, 1).contains("nothing to decide for K-2"));
    other[2] = "K-3".to_owned();
    assert!(refuse(&other, 1).contains("no recorded mapping"));
}

#[test]
fn a_cost_book_with_faults_is_refused_at_each_of_them() {
    let office = office();
    office.file(
        "work/rates/cost-book.toml",
        &BOOK.replace("= 16", "= -16").replace("TA", "TAs"),
    );
    let said = office.refused(&ASK, 1);
    assert!(
        said.contains("cost-book.toml:8:7: error: \"TAs\" is no role"),
        "{said}"
    );
    assert!(
        said.contains("cost-book.toml:9:12: error: \"per_hour\""),
        "{said}"
    );
    std::fs::remove_file(office.workspace().join("rates/cost-book.toml")).unwrap();
    let said = office.refused(&ASK, 1);
    assert!(said.contains("--kind cost-book"), "{said}");
}

#[test]
fn a_pot_is_shared_out_over_communities_to_the_penny() {
    let office = office();
    let inputs = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/rates/communities.csv"
    );
    let method = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/rates/community-method.toml"
    );
    let ask = [
        "rates",
        "communities",
        "--inputs",
        inputs,
        "--method",
        method,
    ];
    let report = office.json(&[&ask[..], &["--json"]].concat());
    let rows = report["communities"].as_array().unwrap();
    let sum = |key: &str| -> i64 { rows.iter().map(|row| row[key].as_i64().unwrap()).sum() };
    assert_eq!(
        (sum("budget"), sum("blended"), sum("formula")),
        (120_000_000, 120_000_000, 120_000_000)
    );
    assert_eq!(sum("gets"), sum("pays"));
    assert_eq!(rows[0]["choice"], "one school holds it for all");
    let last = office.json(&[&ask[..], &["--year", "2028-29", "--json"]].concat());
    let rows = last["communities"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["budget"] == row["formula"]));
    let said = office.refused(&[&ask[..], &["--year", "1999"]].concat(), 1);
    assert!(said.contains("2026-27, 2027-28, 2028-29"), "{said}");
    for (format, says) in [
        ("csv", "Alder,268000.00,"),
        ("md", "| Alder |"),
        ("html", "<td>Alder</td>"),
    ] {
        let text = office.ok(&[&ask[..], &["--format", format]].concat());
        assert!(text.contains(says), "{text}");
    }
    let broken = office.file(
        "c.csv",
        "community,pupils,idaci,looked_after,low_prior_attainment,historic,claims\nA,x,1,1,1,1,1\n",
    );
    let said = office.refused(
        &[
            "rates",
            "communities",
            "--inputs",
            &broken,
            "--method",
            method,
        ],
        1,
    );
    assert!(
        said.contains("row 2, column \"pupils\": \"x\" is not a number"),
        "{said}"
    );
}

/// A JSON number with two decimals at most, in hundredths.
fn hundredths(number: &Value) -> i128 {
    let text = number.to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let whole: i128 = whole.parse().unwrap();
    whole * 100 + format!("{rest:0<2}").parse::<i128>().unwrap()
}

/// What a demo's plans cost, by whole numbers alone from what the JSON says of each provision.
#[test]
fn the_costs_of_a_demo_are_what_a_sum_of_ones_own_makes_of_them() {
    let office = Office::with_demo(60, "0.8");
    office.ok(&["rates", "new", "trial"]);
    office.ok(&["rates", "new", "book", "--kind", "cost-book"]);
    office.ok(&["rates", "check"]);
    // Pence of an hour with on-costs, times a thousand.
    let price = |who: &str| -> Option<i128> {
        let (pence, on_costs) = match who {
            "TA" | "staff" | "not_named" => (1_350, 285),
            "HLTA" | "ELSA" => (1_580, 285),
            "teacher" => (3_240, 285),
            "SENCO" => (3_860, 285),
            "specialist_teacher" => (3_720, 285),
            "QToD" | "QTVI" | "MSI" => (3_890, 285),
            "SaLT" | "OT" => (6_200, 0),
            "physio" => (6_000, 0),
            "EP" => (8_500, 0),
            "mentor" => (2_450, 285),
            _ => return None,
        };
        Some(pence * (1_000 + on_costs))
    };
    let ask = [
        "rates",
        "sufficiency",
        "trial",
        "--cost-book",
        "book",
        "--json",
    ];
    let report = office.json(&ask);
    let pupils = report["pupils"].as_array().unwrap();
    let listed = pupils.iter().filter(|one| one["provisions"].is_array());
    let mut looked_at = 0;
    for pupil in listed {
        looked_at += 1;
        // 2 × 2 × 3 × … of every group there is: 28 × 2520.
        let over = 28 * 2_520_i128;
        let mut exact = 0;
        for line in pupil["provisions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["counts"] == "plan")
        {
            let hour = price(line["who"].as_str().unwrap()).unwrap();
            let (adults, shared) = (
                line["adults"].as_i64().unwrap(),
                line["pupils"].as_i64().unwrap(),
            );
            let product = hour * hundredths(&line["annual_hours"]) * i128::from(adults) * over;
            assert_eq!(product % i128::from(shared), 0);
            exact += product / i128::from(shared);
        }
        let by = over * 100_000;
        let (whole, rest) = (exact / by, exact % by * 2);
        let pence = whole + i128::from(rest > by || rest == by && whole % 2 == 1);
        assert_eq!(
            i128::from(pupil["cost"].as_i64().unwrap()),
            pence,
            "{}",
            pupil["ref"]
        );
        let lines = pupil["provisions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["counts"] == "plan");
        let sum: i64 = lines.map(|line| line["cost"].as_i64().unwrap()).sum();
        assert_eq!(pupil["cost"], sum);
        let given = pupil["rate"].as_i64().unwrap()
            + (pupil["share"].as_i64().unwrap() - pupil["core"].as_i64().unwrap()).max(0);
        assert_eq!(pupil["shortfall"], pupil["cost"].as_i64().unwrap() - given);
    }
    assert!(
        looked_at > 0,
        "no plan of the demo costs more; the test looks at nothing"
    );
    // Every mapped pupil is in one group, and the groups come to the whole.
    let of = |key: &str| -> i64 {
        let groups = report["by_tariff"].as_array().unwrap().iter();
        groups.map(|one| one[key].as_i64().unwrap()).sum()
    };
    for key in [
        "mapped",
        "costed",
        "sufficient",
        "exceeds",
        "shortfall",
        "cost",
    ] {
        assert_eq!(report["totals"][key], of(key), "{key}");
    }
    let short = |one: &&Value| one["verdict"] == "exceeds";
    let sum: i64 = pupils
        .iter()
        .filter(short)
        .map(|one| one["shortfall"].as_i64().unwrap())
        .sum();
    assert_eq!(report["totals"]["shortfall"], sum);
}
