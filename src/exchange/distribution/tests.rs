//! What is written, format by format.

use std::collections::BTreeMap;

use super::write;
use crate::domain::digest::Digest;
use crate::domain::distribution::AreaCount;
use crate::domain::distribution::disclosure::{Release, Rounding, Rule};
use crate::domain::distribution::{
    Cell, Dimension, Distribution, Format, ImportSource, Provenance, SettingOf, Terms,
};
use crate::domain::framework::Route;
use crate::domain::identity::{AreaId, Origin, TariffId};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::worklist::{Mark, OutOfScope};
use crate::exchange::table::Row;
use crate::exchange::workbook::Workbook;

fn counted() -> Distribution {
    let cell = |keys: [&str; 2], tariff: &str, route, count| Cell {
        keys: keys.map(String::from).into(),
        tariff: TariffId::new(tariff),
        route,
        count,
    };
    Distribution {
        by_area: vec![AreaCount {
            area: AreaId::new("sp"),
            tariff: TariffId::new("T3"),
            count: 2,
        }],
        caseload: 10,
        in_scope: 7,
        out_of_scope: BTreeMap::from([(OutOfScope::Age, 2), (OutOfScope::Setting, 1)]),
        mapped: 5,
        amended_since: 2,
        marks: BTreeMap::from([
            (Mark::Flagged, 2),
            (Mark::Sampled, 3),
            (Mark::Moderated, 2),
            (Mark::Adjusted, 1),
            (Mark::School, 1),
        ]),
        not_yet: 1,
        cannot_map: BTreeMap::from([(CannotMapWhy::StalePlan, 1)]),
        tariffs: ["core", "T3"].map(TariffId::new).into(),
        by: vec![Dimension::Setting, Dimension::School],
        cells: vec![
            cell(["special", "=Hill, School"], "T3", Route::Tariff, 4),
            cell(["mainstream", "not recorded"], "core", Route::Core, 1),
        ],
    }
}

fn from() -> Provenance {
    Provenance {
        framework: "kent-illustrative".into(),
        title: "Continuum, =an\ninvention".into(),
        version: "2025.2".into(),
        hash: Digest::of(b"framework"),
        notice: "Illustrative".into(),
        as_of: "2026-01-12".parse().unwrap(),
        caseload: 10,
        in_scope: 7,
        mapped: 5,
        amended_since: 2,
        coverage: "71.4".into(),
        terms: Terms {
            as_at: "2026-01-09".parse().ok(),
            setting: SettingOf::September,
            schools: true,
        },
        moved_on: 3,
        not_placed: 1,
        flagged: 2,
        sampled: 3,
        moderated: 2,
        adjusted: 1,
        school_readings: 1,
        moderated_share: "40.0".into(),
        origin: Origin::new("o"),
        imports: vec![ImportSource {
            file: "=sen2.xml".into(),
            date: "2026-01-10".parse().unwrap(),
            digest: Digest::of(b"file"),
        }],
        imported: 3,
        exported_by: "Ada".into(),
    }
}

fn written(format: Format, rule: Rule) -> Vec<u8> {
    let (counted, mut out) = (counted(), Vec::new());
    let release = Release::of(&counted, rule).unwrap();
    write(format, &counted, &release, &from(), &mut out).unwrap();
    out
}

fn text(format: Format, rule: Rule) -> String {
    String::from_utf8(written(format, rule)).unwrap()
}

#[test]
fn the_table_begins_with_its_provenance() {
    let expected = format!(
        "# framework: kent-illustrative\n# title: Continuum, '=an invention\n# version: 2025.2\n# hash: {}\n\
         # notice: Illustrative\n# date: 2026-01-12\n# as_at: the end of 2026-01-09\n\
         # setting: september (moved on 3; not placed, so counted where they are 1)\n# schools: 1 read by the school alone\n# workspace: o\n# exported_by: Ada\n\
         # caseload_import: =sen2.xml (2026-01-10, sha256 {}); and 2 before\n# suppression: {}\n# coverage: 71.4 %\n\
         # caseload: 10\n# in_scope: 7\n# out_of_scope: 3 (age 2; setting 1)\n# mapped: 5\n# amended_since: 2\n# flagged: 2\n# sampled: 3\n\
         # moderated: 2 (40.0 % of the mapped)\n# adjusted: 1\n# not_yet: 1\n\
         # cannot_map: 1 (stale_plan 1)\n# by_area: sp T3 2\n\
         setting,school,tariff,route,count\nspecial,\"'=Hill, School\",T3,tariff,4\nmainstream,not recorded,core,core,1\n",
        from().hash,
        Digest::of(b"file"),
        Rule::Office.words(),
    );
    assert_eq!(text(Format::Csv, Rule::Office), expected);
}

#[test]
fn every_format_gives_the_same_bytes_again_and_says_where_its_numbers_come_from() {
    for rule in [
        Rule::Office,
        Rule::Public(Rounding::Exact),
        Rule::Public(Rounding::ToFive),
    ] {
        for format in Format::ALL {
            assert_eq!(written(format, rule), written(format, rule), "{format:?}");
        }
        for format in [Format::Csv, Format::Json, Format::Html, Format::Md] {
            // Markdown takes a bracket for a mark of its own.
            let text = text(format, rule).replace("\\[", "[");
            let hash = from().hash.to_string();
            for said in [
                "kent-illustrative",
                "2025.2",
                &hash,
                "2026-01-12",
                "Ada",
                rule.words(),
            ] {
                assert!(text.contains(said), "{format:?} {said}");
            }
        }
    }
}

#[test]
fn nothing_small_leaves_in_what_is_for_everyone() {
    let csv = text(Format::Csv, Rule::Public(Rounding::Exact));
    let rows: Vec<&str> = csv
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .collect();
    assert!(rows.iter().any(|row| row.ends_with(",[c]")));
    for row in rows {
        let count = row.rsplit(',').next().unwrap();
        assert!(!matches!(count, "1" | "2" | "3" | "4"), "{row}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&written(Format::Json, Rule::Public(Rounding::Exact))).unwrap();
    assert_eq!(json["cells"][0]["count"], "[c]");
    assert_eq!(json["not_yet"], "[c]");
}

#[test]
fn the_page_is_whole_in_itself_and_its_chart_is_told_in_words() {
    let page = text(Format::Html, Rule::Office);
    assert!(page.contains("<svg role=\"img\" aria-labelledby=\"chart-title chart-words\""));
    assert!(page.contains("<desc id=\"chart-words\">core: 1; T3: 4.</desc>"));
    assert!(
        !page.contains("http") || page.matches("http").count() == 1,
        "only the name of SVG"
    );
    assert!(!page.contains("<script") && !page.contains("href"));
}

#[test]
fn the_workbook_reads_back() {
    let mut book = Workbook::open(written(Format::Xlsx, Rule::Office)).unwrap();
    let mut rows = |sheet: &str| {
        let mut rows = Vec::new();
        let took = &mut |row: &Row| {
            rows.push(row.cells().map(str::to_owned).collect::<Vec<_>>());
            true
        };
        book.rows(sheet, 1, took).unwrap();
        rows
    };
    assert_eq!(rows("Provenance")[1], ["framework", "kent-illustrative"]);
    assert_eq!(rows("Tariffs")[1..], [["core", "1"], ["T3", "4"]]);
    assert_eq!(
        rows("Cells")[1],
        ["special", "=Hill, School", "T3", "tariff", "4"]
    );
    assert_eq!(
        rows("Table").last().unwrap(),
        &["all", "all", "1", "4", "5"]
    );
}

#[test]
fn the_json_has_the_keys_of_the_contract() {
    let written: serde_json::Value =
        serde_json::from_slice(&written(Format::Json, Rule::Office)).unwrap();
    let expected = serde_json::json!({
        "provenance": {"framework": "kent-illustrative", "title": "Continuum, =an\ninvention", "version": "2025.2",
            "hash": from().hash.to_string(), "notice": "Illustrative", "date": "2026-01-12", "workspace": "o", "coverage": 71.4,
            "amended_since": 2, "as_at": "2026-01-09", "setting": "september", "moved_on": 3, "not_placed": 1,
            "school_readings": 1, "flagged": 2, "sampled": 3, "moderated": 2, "adjusted": 1, "moderated_share": 40.0, "exported_by": "Ada", "imported": 3, "suppression": Rule::Office.words(),
            "caseload_imports": [{"file": "=sen2.xml", "date": "2026-01-10", "digest": Digest::of(b"file").to_string()}]},
        "caseload": 10, "in_scope": 7, "out_of_scope": {"age": 2, "setting": 1}, "mapped": 5, "not_yet": 1,
        "cannot_map": {"stale_plan": 1}, "by_area": [{"area": "sp", "tariff": "T3", "count": 2}],
        "by": ["setting", "school"],
        "cells": [
            {"setting": "special", "school": "=Hill, School", "tariff": "T3", "route": "tariff", "count": 4},
            {"setting": "mainstream", "school": "not recorded", "tariff": "core", "route": "core", "count": 1}],
        "totals": [
            {"setting": "special", "school": "=Hill, School", "tariff": null, "route": null, "count": 4},
            {"setting": "mainstream", "school": "not recorded", "tariff": null, "route": null, "count": 1},
            {"setting": null, "school": null, "tariff": "core", "route": "core", "count": 1},
            {"setting": null, "school": null, "tariff": "T3", "route": "tariff", "count": 4},
            {"setting": null, "school": null, "tariff": null, "route": null, "count": 5}]
    });
    assert_eq!(written, expected);
}
