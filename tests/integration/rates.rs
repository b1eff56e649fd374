//! Rates from end to end: files, cost, affordable rates, gains and losses, sheets; recomputed by plain loops in pence.

use std::collections::BTreeMap;

use serde_json::Value;

use super::program::Office;

/// The yearly pence of a tariff by `equal-2027`.
fn equal(tariff: &str) -> i64 {
    match tariff {
        "T1" => 300_000,
        "T2" => 650_000,
        "T3" => 1_350_000,
        "T4" => 2_400_000,
        _ => 0,
    }
}

fn sum(rows: &Value, key: &str) -> i64 {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_i64().unwrap_or_default())
        .sum()
}

/// The rows of a CSV without a quoted line break, by their header.
fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| -> BTreeMap<String, String> {
        let cells = line.split(',').map(str::to_owned);
        header
            .iter()
            .map(|name| (*name).to_owned())
            .zip(cells)
            .collect()
    };
    lines.map(row).collect()
}

fn pence(pounds: &str) -> i64 {
    let (whole, rest) = pounds.split_once('.').unwrap_or((pounds, "00"));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = whole.trim_start_matches('-').parse().unwrap();
    sign * (whole * 100 + rest.parse::<i64>().unwrap())
}

#[test]
fn rates_files_are_begun_checked_and_refused_at_their_line() {
    let office = Office::new();
    let own = office.home().join("own.toml");
    let path = own.to_str().unwrap();
    office.ok(&["rates", "new", "our-own", "--out", path]);
    let said = office.ok(&["rates", "check", path]);
    assert!(
        said.contains("rates our-own, 0 errors, 0 warnings"),
        "{said}"
    );
    let again = office.refused(&["rates", "new", "our-own", "--out", path], 1);
    assert!(
        again.contains("is there already and is not written over"),
        "{again}"
    );
    let text = std::fs::read_to_string(&own).unwrap();
    let broken = office.file(
        "broken.toml",
        &text
            .replace("pounds = 1000 ", "pounds = -1 ")
            .replace("[\"2026", "[\"1026"),
    );
    let line = text
        .lines()
        .position(|line| line.starts_with("pounds = 1000 "))
        .unwrap()
        + 1;
    let checked = office.run(&["rates", "check", &broken, "--json"]);
    assert_eq!(checked.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(told["ok"], false);
    let finding = &told["files"][0]["findings"][0];
    assert_eq!(
        (&finding["line"], &finding["column"]),
        (&Value::from(line), &Value::from(10))
    );
    let nothing = office.refused(&["rates", "check"], 1);
    assert!(nothing.contains("rates new NAME"), "{nothing}");
    let missing = office.refused(&["rates", "cost", path], 1);
    assert!(missing.contains("workspace"), "{missing}");
}

#[test]
fn the_cost_is_what_a_plain_loop_over_the_distribution_says() {
    let office = Office::with_demo(160, "0.8");
    let checked = office.json(&["rates", "check", "--json"]);
    assert_eq!(
        (
            checked["ok"].clone(),
            checked["files"].as_array().unwrap().len()
        ),
        (Value::Bool(true), 6)
    );
    let cost = office.json(&[
        "rates",
        "cost",
        "equal-2027",
        "--envelope",
        "envelope-2027",
        "--json",
    ]);
    let counted = office.json(&["distribution", "--by", "setting", "--format", "json"]);
    let (mut whole, mut settings) = (0, BTreeMap::new());
    for cell in counted["cells"].as_array().unwrap() {
        let each = equal(cell["tariff"].as_str().unwrap()) * cell["count"].as_i64().unwrap();
        whole += each;
        *settings
            .entry(cell["setting"].as_str().unwrap().to_owned())
            .or_insert(0) += each;
    }
    assert!(whole > 0, "nobody has a tariff");
    assert_eq!(cost["cost"], whole);
    for row in cost["by_setting"].as_array().unwrap() {
        assert_eq!(row["cost"], settings[row["setting"].as_str().unwrap()]);
    }
    for key in ["mapped", "not_yet", "in_scope"] {
        assert_eq!(cost[key], counted[key], "{key}");
    }
    assert_eq!(cost["headroom"], 190_000_000 - whole);
    assert_eq!(sum(&cost["lines"], "cost"), whole);
    // Seven twelfths of it from September; both parts of the year are the whole.
    let part = |from: &str| {
        let told = office.json(&["rates", "cost", "equal-2027", "--from", from, "--json"]);
        told["cost_in_year"].as_i64().unwrap()
    };
    assert!((part("2027-09") * 12 - whole * 7).abs() <= 6);
    assert_eq!(part("2027-04"), whole);
    let past = office.refused(&["rates", "cost", "equal-2027", "--from", "2029-01"], 2);
    assert!(
        past.contains("is not in the year from 1 Apr 2027 to 31 Mar 2028"),
        "{past}"
    );
    let weights = office.refused(&["rates", "cost", "weights-2027"], 1);
    assert!(weights.contains("rates solve"), "{weights}");
    // In pounds as a table, and with the remark that no total goes without.
    let csv = office.ok(&["rates", "cost", "equal-2027", "--format", "csv"]);
    let rows = table(&csv);
    let pounds: i64 = rows
        .iter()
        .filter(|row| !row["cost"].is_empty())
        .map(|row| pence(&row["cost"]))
        .sum();
    assert_eq!(pounds, whole);
    assert!(csv.contains("# Pupils at SEN Support without a plan are in no caseload"));
}

#[test]
fn rates_that_are_found_cost_no_more_than_there_is() {
    let office = Office::with_demo(160, "0.8");
    let found = office.home().join("found.toml");
    let path = found.to_str().unwrap();
    for (more, limit) in [(None, 190_000_000), (Some("--by-part"), 190_000_000)] {
        let _ = std::fs::remove_file(&found);
        let mut order = vec![
            "rates",
            "solve",
            "weights-2027",
            "--envelope",
            "envelope-2027",
            "--out",
            path,
            "--json",
        ];
        order.extend(more);
        let solved = office.json(&order);
        let (cost, residue) = (
            solved["cost"].as_i64().unwrap(),
            solved["residue"].as_i64().unwrap(),
        );
        assert_eq!(cost + residue, limit);
        assert!(
            residue >= 0 && residue < solved["one_more"].as_i64().unwrap(),
            "{solved}"
        );
        office.ok(&["rates", "check", path]);
        let costed = office.json(&[
            "rates",
            "cost",
            path,
            "--envelope",
            "envelope-2027",
            "--json",
        ]);
        assert_eq!(costed["cost"], cost);
        for part in costed["parts"].as_array().unwrap() {
            assert!(
                more.is_none() || part["headroom"].as_i64().unwrap() >= 0,
                "{part}"
            );
        }
    }
    let side = office.json(&[
        "rates",
        "compare",
        "equal-2027",
        "by-setting-2027",
        path,
        "--envelope",
        "envelope-2027",
        "--json",
    ]);
    let cost = side["whole"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["figure"] == "cost")
        .unwrap();
    for id in ["equal-2027", "by-setting-2027"] {
        let alone = office.json(&["rates", "cost", id, "--json"]);
        assert_eq!(cost[id], alone["cost"]);
    }
    assert!(cost["found"].as_i64().is_some());
}

#[test]
fn gains_and_losses_are_what_a_plain_loop_over_the_pupils_says() {
    let office = Office::with_demo(160, "0.8");
    let impact = |by: &str| {
        office.json(&[
            "rates",
            "impact",
            "equal-2027",
            "--by",
            by,
            "--unknown",
            "--averages",
            "--json",
        ])
    };
    let pupils = impact("pupil");
    // Today's, from the table that was imported: of those whose top-up it says.
    let text = std::fs::read_to_string(office.workspace().join("caseload.csv")).unwrap();
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|one| *one == name).unwrap();
    let (top_up, epn) = (column("current_top_up"), column("current_epn"));
    let mut today = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("K-")) {
        // The first columns have no comma within them, and what comes behind the money is not needed.
        let cells: Vec<&str> = line.split(',').collect();
        let money = |at: usize| {
            cells
                .get(at)
                .filter(|cell| !cell.is_empty())
                .map(|cell| pence(cell))
        };
        if let Some(known) = money(top_up) {
            today.insert(cells[0].to_owned(), known + money(epn).unwrap_or_default());
        }
    }
    let (mut before, mut unknown) = (0, 0);
    for row in pupils["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["mapped"] == 1)
    {
        match today.get(row["name"].as_str().unwrap()) {
            Some(known) if row["by_hand"] == 0 => {
                assert_eq!(row["before"], *known, "{row}");
                before += known;
            }
            None if row["by_hand"] == 0 => {
                assert_eq!(
                    (&row["before"], &row["today_unknown"]),
                    (&Value::Null, &Value::from(1))
                );
                unknown += 1;
            }
            Some(_) | None => assert_eq!(row["compared"], 0),
        }
    }
    assert!(before > 0 && unknown > 0, "{before} {unknown}");
    assert_eq!(pupils["unknown"].as_array().unwrap().len(), unknown);
    let cost = office.json(&["rates", "cost", "equal-2027", "--json"]);
    let all = ["all", "setting", "district", "community", "school", "pupil"].map(&impact);
    for told in &all {
        let groups = &told["groups"];
        assert_eq!(sum(groups, "before"), before);
        assert_eq!(
            sum(groups, "new") + sum(groups, "new_of_unknown"),
            cost["cost"].as_i64().unwrap()
        );
        assert_eq!(
            sum(groups, "protection"),
            told["envelope_pays"].as_i64().unwrap()
        );
        for key in ["in_scope", "mapped", "compared", "gain", "lose"] {
            assert_eq!(sum(groups, key), sum(&pupils["groups"], key), "{key}");
        }
    }
    // Caps pay for floors and guarantees: they take no more than is brought.
    let brought = pupils["guarantees"].as_i64().unwrap() + pupils["floors"].as_i64().unwrap();
    assert!(pupils["caps_take"].as_i64().unwrap() <= brought && brought > 0);
    assert!(
        pupils["averages"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["one_comes"].is_number())
    );
}

#[test]
fn every_school_gets_its_sheet_and_they_sum_to_the_whole() {
    let office = Office::with_demo(160, "0.8");
    let folder = office.home().join("sheets");
    let out = folder.to_str().unwrap();
    let order = [
        "rates",
        "sheet",
        "equal-2027",
        "--out",
        out,
        "--format",
        "json",
    ];
    let said = office.ok(&order);
    assert!(said.contains(" sheets in "), "{said}");
    let school = office.json(&["rates", "impact", "equal-2027", "--by", "school", "--json"]);
    let recorded = school["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["name"] != "not recorded");
    let (mut files, mut after, mut in_scope) = (0, 0, 0);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let sheet: Value = serde_json::from_str(&text).unwrap();
        files += 1;
        after += sheet["after"].as_i64().unwrap();
        in_scope += sheet["in_scope"].as_i64().unwrap();
        assert_eq!(
            sum(&sheet["tariffs"], "pupils"),
            sheet["mapped"].as_i64().unwrap()
        );
    }
    let recorded: Vec<&Value> = recorded.collect();
    assert_eq!(files, recorded.len());
    assert_eq!(
        in_scope,
        recorded
            .iter()
            .map(|row| row["in_scope"].as_i64().unwrap())
            .sum::<i64>()
    );
    assert_eq!(
        after,
        recorded
            .iter()
            .map(|row| row["after"].as_i64().unwrap_or_default())
            .sum::<i64>()
    );
    let name = recorded[0]["name"].as_str().unwrap();
    for format in ["text", "md", "html"] {
        let page = office.ok(&[
            "rates",
            "sheet",
            "equal-2027",
            "--school",
            name,
            "--format",
            format,
        ]);
        assert!(page.contains("are in no caseload"), "{page}");
    }
    let book = office.home().join("one.xlsx");
    office.ok(&[
        "rates",
        "sheet",
        "equal-2027",
        "--school",
        name,
        "--out",
        book.to_str().unwrap(),
    ]);
    assert!(std::fs::read(&book).unwrap().starts_with(b"PK"));
    let nobody = office.refused(&["rates", "sheet", "equal-2027", "--school", "Nowhere"], 1);
    assert!(nobody.contains("as the caseload has it"), "{nobody}");
}

#[test]
fn nobody_mapped_costs_nothing_and_says_so() {
    let office = Office::with_demo(40, "0");
    let cost = office.json(&["rates", "cost", "equal-2027", "--json"]);
    assert_eq!(
        (&cost["cost"], &cost["mapped"]),
        (&Value::from(0), &Value::from(0))
    );
    let impact = office.json(&["rates", "impact", "equal-2027", "--json"]);
    assert_eq!(impact["envelope_pays"], 0);
    let solved = office.refused(
        &[
            "rates",
            "solve",
            "weights-2027",
            "--envelope",
            "envelope-2027",
        ],
        1,
    );
    assert!(
        solved.starts_with("Nobody is mapped to a tariff"),
        "{solved}"
    );
}

#[test]
fn all_mapped_is_expected_to_cost_what_it_costs_and_less_is_refused() {
    let office = Office::new();
    let table = office.file(
        "one.csv",
        "ref,setting,year_group,school,section_f\nK-1,special,8,Hill,A TA will support reading 1:1 for 30 minutes each week.\n",
    );
    office.ok(&["import", &table]);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/rates/");
    let of = |name: &str| [folder, name, ".toml"].concat();
    let (rates, weights, envelope) = (of("equal-2027"), of("weights-2027"), of("envelope-2027"));
    let order = [
        "rates",
        "cost",
        &rates,
        "--envelope",
        &envelope,
        "--estimate",
        "--json",
    ];
    let refused = office.refused(&order, 1);
    assert!(refused.contains("moderate sample --audit N"), "{refused}");
    let judged = office.file(
        "whole.json",
        r#"{"judgements": [{"n": 1, "area": "ci", "level": "4"}],
            "area_levels": [{"area": "ci", "level": "4", "evidence": "provisions"}], "cannot_map": null, "unsure": false}"#,
    );
    let mapped: Value =
        serde_json::from_str(&office.ok(&["map", "K-1", "--from", &judged])).unwrap();
    let each = equal(mapped["tariff"].as_str().unwrap());
    assert!(each > 0, "{mapped}");
    let cost = office.json(&order);
    for key in ["cost", "expected", "expected_low", "expected_high"] {
        assert_eq!(cost[key], each, "{key}");
    }
    assert_eq!(cost["headroom_at_most"], 190_000_000 - each);
    assert_eq!(sum(&cost["expected_by_setting"], "cost"), each);
    // One pupil gets all there is: whatever it is found for.
    for more in [&[][..], &["--estimate"], &["--estimate", "--sure"]] {
        let base = [
            "rates",
            "solve",
            &weights,
            "--envelope",
            &envelope,
            "--json",
        ];
        let solved = office.json(&[&base[..], more].concat());
        assert_eq!(
            (&solved["cost"], &solved["residue"]),
            (&Value::from(190_000_000), &Value::from(0)),
            "{more:?}"
        );
    }
}
