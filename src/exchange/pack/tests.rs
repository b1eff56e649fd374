//! The pack of a small invented case: its page and its workbook, for the office and for everyone, and the cases at the edges.

mod invented;

use super::*;
use crate::domain::distribution::disclosure::{Rule, Shown};
use crate::exchange::workbook::Workbook;

use invented::{PUBLIC, USUAL, contents, pounds};

/// The rows of a sheet, cells parted by a bar.
fn rows(bytes: &[u8], sheet: &str) -> Vec<String> {
    let mut read = Workbook::open(bytes.to_vec()).unwrap();
    let mut rows = Vec::new();
    read.rows(sheet, 12, &mut |row| {
        let cells: Vec<&str> = row.cells().collect();
        rows.push(cells.join(" | ").trim_end_matches([' ', '|']).to_owned());
        true
    })
    .unwrap();
    rows
}

#[track_caller]
fn golden(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/pack"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_page_and_the_workbook_are_those_that_are_kept() {
    for (name, rule) in [("office", Rule::Office), ("public", PUBLIC)] {
        let pack = contents(rule, &USUAL);
        golden(&format!("{name}-page"), &html(&pack));
        let bytes = xlsx(&pack).unwrap();
        assert_eq!(bytes, xlsx(&pack).unwrap());
        let sheets = [
            "Numbers",
            "Tariffs",
            "Options",
            "Gains and losses",
            "Assumptions",
        ];
        let text = sheets.map(|sheet| format!("# {sheet}\n{}\n", rows(&bytes, sheet).join("\n")));
        golden(&format!("{name}-sheets"), &text.concat());
        golden(&format!("{name}-figures"), &format!("{:#}\n", json(&pack)));
    }
}

#[test]
fn the_first_page_is_what_plain_sums_say() {
    let pack = contents(Rule::Office, &USUAL);
    let page = html(&pack);
    let cost = 12 * 100_000 + 17 * 200_000 + 26 * 400_050 + 7 * 800_000;
    let money = Money::from_pence(cost);
    assert!(page.contains(&format!("the pupils mapped so far cost {money}")));
    let left = pounds(280_000) - money;
    assert!(page.contains(&left.signed()), "{left}");
    // 15.25, 20.25 and 32.5 to whole pupils: each tariff's pupils by its stratum's share.
    for expected in ["15", "20", "33"] {
        assert!(page.contains(&format!(">{expected}</td>")), "{expected}");
    }
    // 36 of 40: Wilson's interval.
    assert!(page.contains("36 of them (90.0 %) came to the same tariff both times"));
    assert!(page.contains("between 76.9 % and 96.0 %"));
}

#[test]
fn what_is_for_everyone_tells_no_small_count_and_no_cost_that_would() {
    let counts = [("mainstream", [3, 40, 50, 0]), ("special", [0, 9, 20, 7])];
    let pack = contents(PUBLIC, &counts);
    let numbers = pack.sections().remove(0);
    let hidden = pack
        .release
        .rows
        .iter()
        .filter(|row| row.count.number().is_none())
        .count();
    assert!(hidden >= 2, "{:?}", pack.release.rows);
    let cost = pack.proposals[0].cost(&pack.release).unwrap();
    let whole = pack.proposals[0].choice.cost.total;
    assert!(cost.low <= whole && whole <= cost.high && cost.low < cost.high);
    let texts: String = numbers.texts().collect();
    assert!(!texts.contains(&whole.to_string()), "{texts}");
    // With another pupil at the hidden tariffs the page says the same of money.
    let other = contents(
        PUBLIC,
        &[("mainstream", [2, 41, 50, 0]), ("special", [0, 9, 20, 7])],
    );
    assert_eq!(cost, other.proposals[0].cost(&other.release).unwrap());
    // Rounded sums: no group of three is told, nor the next smallest, which would give it away.
    let page = html(&pack);
    assert!(!page.contains("Dover") && !page.contains("Ashford") && page.contains("Thanet"));
    assert!(page.contains("2 groups are not told"));
}

#[test]
fn the_cases_at_the_edges_are_told() {
    for rule in [Rule::Office, PUBLIC] {
        // Nobody mapped; one; a tariff nobody has.
        for counts in [
            &[][..],
            &[("mainstream", [1, 0, 0, 0])][..],
            &[("mainstream", [30, 0, 0, 40])][..],
        ] {
            let mut pack = contents(rule, counts);
            pack.estimate = Err(Refused::Gaps(Vec::new()));
            pack.proposals[0].expected = None;
            let page = html(&pack);
            assert!(page.contains("There is no estimate for those not mapped"));
            for tariff in ["T0", "T1", "T2", "T3", "T4"] {
                assert!(page.contains(&format!("<td>{tariff}</td>")), "{tariff}");
            }
            xlsx(&pack).unwrap();
        }
        let mut pack = contents(rule, &USUAL);
        pack.proposals.clear();
        pack.envelope =
            Err("No envelope is given, so nothing is held against the money there is.".into());
        let page = html(&pack);
        assert!(page.contains("No rate set is given, so nothing is said of money."));
        assert_eq!(json(&pack)["for_rates"], serde_json::Value::Null);
    }
    let one = contents(PUBLIC, &[("mainstream", [1, 0, 0, 0])]);
    assert!(html(&one).contains("[c]"));
}

#[test]
fn who_else_an_envelope_pays_is_named_while_there_is_anybody() {
    let said = |not_yet: u64, cannot: u64| {
        let mut pack = contents(Rule::Office, &[("mainstream", [30, 0, 0, 0])]);
        pack.proposals[0].expected = None;
        pack.release.account.not_yet = Shown::Count(not_yet);
        pack.release.account.cannot_map = Shown::Count(cannot);
        let page = html(&pack);
        let (_, sentence) = page.split_once("That is within the envelope of").unwrap();
        let sentence = sentence.split('<').next().unwrap();
        let sentence = sentence.split(". ").next().unwrap();
        sentence
            .split_once(", which ")
            .map(|(_, who)| who.to_owned())
    };
    let paid = "are to be paid from too";
    let not_yet = said(3, 2).unwrap();
    assert!(not_yet.starts_with("the pupils not mapped yet") && not_yet.contains(paid));
    let cannot = said(0, 2).unwrap();
    assert!(cannot.starts_with("the pupils whose plans cannot be mapped") && cannot.contains(paid));
    assert_eq!(said(0, 0), None);
}

#[test]
fn no_word_is_left_unexplained() {
    let watched = [
        "adjusted",
        "audit sample",
        "caps",
        "caseload",
        "community",
        "confidence",
        "core",
        "cost book",
        "digest",
        "envelope",
        "factor",
        "flagged",
        "floors",
        "framework",
        "guarantees",
        "in scope",
        "interval",
        "lower bound",
        "mapped",
        "moderated",
        "officer",
        "plan",
        "priority",
        "protection",
        "provision",
        "quantified",
        "rate",
        "sampled",
        "section f",
        "sen support",
        "setting",
        "sha256",
        "shortfall",
        "tariff",
        "top-up",
        "wilson",
        "workspace",
    ];
    for rule in [Rule::Office, PUBLIC] {
        let sections = contents(rule, &USUAL).sections();
        let told = sections.iter().find(|one| one.code == "glossary").unwrap();
        let told: Vec<&str> = told.texts().collect();
        let explains = |word: &str| {
            let mut entries = glossary::WORDS.iter().chain(codes::CODES);
            entries.any(|(listed, forms, _)| forms.contains(&word) && told.contains(listed))
        };
        let others = sections.iter().filter(|one| one.code != "glossary");
        let texts: Vec<&str> = others.flat_map(Section::texts).collect();
        let text = texts.join(" \n ");
        let small = text.to_lowercase();
        for word in watched
            .into_iter()
            .filter(|word| glossary::is_in(&small, word))
        {
            assert!(explains(word), "{word} is not explained");
        }
        // Every word in capital letters is a short name, and explained.
        let words = text.split(|c: char| !c.is_alphanumeric());
        let shorts =
            words.filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()));
        let known = ["NOT", "FOR", "PUBLICATION"];
        for word in shorts.filter(|word| !known.contains(word)) {
            assert!(explains(&word.to_lowercase()), "{word} is not explained");
        }
    }
    assert!(glossary::is_in("a tariff.", "tariff") && !glossary::is_in("tariffs", "tariff"));
}

#[test]
fn what_files_say_is_neither_markup_nor_a_formula() {
    let pack = contents(Rule::Office, &USUAL);
    let page = html(&pack);
    assert!(page.contains("Invented &lt;rates&gt;") && !page.contains("Invented <rates>"));
    let bytes = xlsx(&pack).unwrap();
    let text = rows(&bytes, "Assumptions").join("\n");
    assert!(text.contains("=Invented."), "{text}");
}
