//! The rate-setting pack from end to end: every figure of its first page and its options recomputed from the exported pupils.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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

/// A table of the page: its heads and its rows, cell by cell.
#[derive(Debug)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The cell of a row that begins so, under a head.
    #[track_caller]
    fn cell(&self, row: &str, head: &str) -> &str {
        let at = self.head.iter().position(|one| one == head);
        let at = at.unwrap_or_else(|| panic!("no column {head} in {:?}", self.head));
        let row = self.rows.iter().find(|one| one[0] == row);
        &row.unwrap_or_else(|| panic!("no such row in {self:?}"))[at]
    }
}

/// What stands between two marks of a page, each time.
fn within<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let pieces = text.split(from).skip(1);
    pieces
        .filter_map(|piece| piece.split_once(to))
        .map(|(inside, _)| inside)
        .collect()
}

/// The words of some markup.
fn words(markup: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The cells of a line of a table.
fn cells(line: &str, tag: &str) -> Vec<String> {
    let opened = format!("<{tag}");
    let pieces = line.split(&opened).skip(1);
    pieces
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, rest)| words(rest.split_once("</").map_or(rest, |(inside, _)| inside)))
        .collect()
}

/// The tables of a section.
fn tables(page: &str, section: &str) -> Vec<Table> {
    let own = within(page, &format!("<section id=\"{section}\">"), "</section>")[0];
    within(own, "<table", "</table>")
        .into_iter()
        .map(|table| {
            let (head, body) = table.split_once("</thead>").unwrap();
            Table {
                head: cells(head.split_once("<tr>").unwrap().1, "th"),
                rows: within(body, "<tr", "</tr>")
                    .into_iter()
                    .map(|row| cells(row, "td"))
                    .collect(),
            }
        })
        .collect()
}

#[track_caller]
fn table<'a>(tables: &'a [Table], first: &str) -> &'a Table {
    let found = tables.iter().find(|one| one.head[0] == first);
    found.unwrap_or_else(|| panic!("no table of {first} in {tables:?}"))
}

fn page(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn number(text: &str) -> u64 {
    text.replace(',', "").parse().unwrap()
}

/// An amount as the page has it, in pence.
fn pence(text: &str) -> i64 {
    let sign = if text.starts_with('−') { -1 } else { 1 };
    let bare = text.trim_start_matches(['−', '+', '£']).replace(',', "");
    let (pounds, rest) = bare.split_once('.').unwrap_or((&bare, "00"));
    sign * (pounds.parse::<i64>().unwrap() * 100 + rest.parse::<i64>().unwrap())
}

/// The pupils one by one, as the office exports them: setting and tariff.
fn pupils(office: &Office) -> Vec<(String, Option<String>)> {
    let listed = office.json(&[
        "distribution",
        "--pupils",
        "--by",
        "setting",
        "--format",
        "json",
    ]);
    let rows = listed["pupils"]
        .as_array()
        .unwrap_or_else(|| panic!("{listed}"))
        .clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    rows.iter()
        .map(|row| {
            (
                text(&row["setting"]).unwrap_or_default(),
                text(&row["tariff"]).filter(|one| !one.is_empty()),
            )
        })
        .collect()
}

fn packed(office: &Office, options: &[&str]) -> (Value, String, PathBuf) {
    let folder = office.home().join("out");
    let all = [&["pack", folder.to_str().unwrap(), "--json"], options].concat();
    let told = office.json(&all);
    let files = told["files"].as_array().unwrap();
    let path = |at: usize| PathBuf::from(files[at].as_str().unwrap());
    let text = page(&path(0));
    (told.clone(), text, path(1))
}

#[test]
fn every_figure_is_what_a_plain_loop_over_the_pupils_says() {
    let office = Office::with_demo(240, "0.7");
    let (told, page, _) = packed(&office, &["--office"]);
    let mut tariffs: BTreeMap<String, u64> = BTreeMap::new();
    let mut settings: BTreeMap<String, (u64, i64)> = BTreeMap::new();
    let mut mapped = 0;
    for (setting, tariff) in pupils(&office) {
        let Some(tariff) = tariff else { continue };
        mapped += 1;
        let sum = settings.entry(setting).or_default();
        sum.0 += 1;
        sum.1 += equal(&tariff);
        *tariffs.entry(tariff).or_default() += 1;
    }
    let cost: i64 = settings.values().map(|(_, cost)| cost).sum();
    assert!(mapped > 100 && cost > 0);
    let numbers = tables(&page, "numbers");
    assert_eq!(
        number(table(&numbers, "Pupils").cell("of these mapped to a tariff", "How many")),
        mapped
    );
    for (tariff, count) in &tariffs {
        assert_eq!(
            number(table(&numbers, "Tariff").cell(tariff, "Pupils mapped")),
            *count,
            "{tariff}"
        );
    }
    let costs = table(&numbers, "Option");
    let title = "Equal rates in every setting";
    assert_eq!(pence(costs.cell(title, "For those mapped")), cost);
    let left = numbers.iter().rfind(|one| one.head[0] == "Option").unwrap();
    assert_eq!(
        pence(left.cell(title, "Those mapped paid")),
        190_000_000 - cost
    );
    let options = tables(&page, "options");
    let by_setting = options
        .iter()
        .rfind(|one| one.head[0] == "Setting" && one.head.contains(&"equal-2027".to_owned()));
    let by_setting = by_setting.unwrap();
    let words = |code: &str| match code {
        "srp" => "resource provision".to_owned(),
        "special" => "special school".to_owned(),
        other => other.to_owned(),
    };
    for (setting, (_, cost)) in &settings {
        assert_eq!(
            pence(by_setting.cell(&words(setting), "equal-2027")),
            *cost,
            "{setting}"
        );
    }
    assert_eq!(pence(by_setting.cell("all", "equal-2027")), cost);
    assert_eq!(
        told["rates"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == "equal-2027")
            .unwrap()["cost_low"],
        cost
    );
    // Gains and losses and what is covered are those of their own reports.
    let moves = tables(&page, "moves");
    let impact = office.json(&[
        "rates",
        "impact",
        "equal-2027",
        "--by",
        "district",
        "--json",
    ]);
    for group in impact["groups"].as_array().unwrap() {
        let name = group["name"].as_str().unwrap();
        // The sets stand in the order of their files: by setting, then equal.
        let own = moves.iter().rfind(|one| one.head[0] == "District").unwrap();
        assert_eq!(
            own.cell(name, "Compared").replace(',', ""),
            group["compared"].to_string()
        );
        if group["compared"] != 0 {
            assert_eq!(
                pence(own.cell(name, "In the end")),
                group["after"].as_i64().unwrap(),
                "{name}"
            );
        }
    }
    let covered = tables(&page, "covered");
    let enough = office.json(&["rates", "sufficiency", "equal-2027", "--json"]);
    let own = covered.last().unwrap();
    assert_eq!(
        own.cell("all", "Cost more"),
        enough["totals"]["exceeds"].to_string()
    );
    assert_eq!(
        pence(own.cell("all", "Short together")),
        enough["totals"]["shortfall"].as_i64().unwrap()
    );
}

#[test]
fn the_public_pack_tells_no_small_number_and_no_pupil() {
    let office = Office::with_demo(120, "0.6");
    let (told, page, _) = packed(&office, &[]);
    assert_eq!(told["public"], true);
    let shown = table(&tables(&page, "options"), "Setting").rows.len();
    assert!(shown > 1, "no setting is shown");
    for table in tables(&page, "options")
        .iter()
        .filter(|one| one.head[0] == "Setting" && one.head.len() > 4)
    {
        for cell in table.rows.iter().flat_map(|row| &row[1..]) {
            if let Ok(count) = cell.parse::<u64>() {
                assert!(count == 0 || count > 4, "{table:?}");
            }
        }
    }
    let rows = office.json(&["worklist", "--json"]);
    for row in rows["rows"].as_array().unwrap() {
        let reference = row["ref"].as_str().unwrap();
        assert!(!page.contains(reference), "{reference}");
    }
    assert!(!page.contains("NOT FOR PUBLICATION"));
}

#[test]
fn the_same_workspace_gives_the_same_bytes_and_a_fault_leaves_nothing() {
    let office = Office::with_demo(40, "0.5");
    let (_, first, book) = packed(&office, &[]);
    let bytes = std::fs::read(&book).unwrap();
    let (_, again, book) = packed(&office, &[]);
    assert_eq!(first, again);
    assert_eq!(bytes, std::fs::read(&book).unwrap());
    let folder = office.home().join("never");
    let broken = office.workspace().join("rates/broken.toml");
    std::fs::write(&broken, "schema = 1\n[rates]\nid = 7\n").unwrap();
    let said = office.refused(&["pack", folder.to_str().unwrap()], 1);
    assert!(said.contains("broken.toml") && said.contains('3'), "{said}");
    std::fs::remove_file(&broken).unwrap();
    let weights = office.refused(
        &["pack", folder.to_str().unwrap(), "--rates", "weights-2027"],
        1,
    );
    assert!(weights.contains("rates solve"), "{weights}");
    let missing = office.refused(
        &["pack", folder.to_str().unwrap(), "--envelope", "nowhere"],
        1,
    );
    assert!(
        missing.contains("There is no rates file \"nowhere\""),
        "{missing}"
    );
    assert!(!folder.exists());
}

#[test]
fn nobody_mapped_and_nothing_given_is_said_in_words() {
    let office = Office::with_demo(20, "0");
    std::fs::remove_dir_all(office.workspace().join("rates")).unwrap();
    for options in [&[][..], &["--office"]] {
        let (told, page, _) = packed(&office, options);
        assert_eq!(told["mapped"], 0);
        let left: Vec<&str> = told["sections"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| !one["left_out"].is_null())
            .map(|one| one["code"].as_str().unwrap())
            .collect();
        for code in ["moves", "covered", "communities"] {
            assert!(left.contains(&code), "{left:?}");
        }
        assert!(page.contains("No rate set is given, so nothing is said of money."));
        assert!(page.contains("There is no estimate for those not mapped"));
        let numbers = tables(&page, "numbers");
        for row in &table(&numbers, "Tariff").rows {
            assert_eq!(row[2], "0", "{row:?}");
        }
    }
}
