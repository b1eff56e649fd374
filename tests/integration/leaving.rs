//! What leaves the office: every format, what may be published, and the pupils one by one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use continuum::domain::day::Moment;
use continuum::domain::digest::Digest;
use continuum::domain::distribution::audit::AuditHead;
use continuum::domain::distribution::disclosure::{Release, Rounding, Rule};
use continuum::domain::distribution::estimate::{EstimateRelease, Laid, Outcome, Part, Stratum};
use continuum::domain::distribution::{
    Cell, Dimension, Distribution, Format, ImportSource, Provenance, Terms,
};
use continuum::domain::framework::Route;
use continuum::domain::identity::{FrameworkKey, Origin, Reader, RecordId, Role, TariffId};
use continuum::domain::interval::Confidence;
use continuum::domain::judgement::CannotMapWhy;
use continuum::domain::worklist::{Mark, OutOfScope};
use continuum::exchange::distribution::write;
use continuum::exchange::estimate;
use serde_json::Value;

use crate::program::Office;

/// A small distribution with everything in it that a format has to get right.
fn counted() -> Distribution {
    let cell = |keys: [&str; 2], tariff: &str, route, count| Cell {
        keys: keys.map(str::to_owned).into(),
        tariff: TariffId::new(tariff),
        route,
        count,
    };
    let cells = vec![
        cell(["mainstream", "=Alder & Co"], "core", Route::Core, 41),
        cell(["mainstream", "=Alder & Co"], "T1", Route::Tariff, 3),
        cell(["mainstream", "Birch | Beech"], "core", Route::Core, 17),
        cell(["mainstream", "Birch | Beech"], "T2", Route::Tariff, 12),
        cell(["special", "Birch | Beech"], "T1", Route::Tariff, 26),
        cell(["special", "Birch | Beech"], "T2", Route::Tariff, 1),
        cell(["special", "Birch | Beech"], "T2", Route::Bespoke, 9),
    ];
    let mapped = cells.iter().map(|cell| cell.count).sum();
    Distribution {
        caseload: mapped + 250,
        in_scope: mapped + 220,
        out_of_scope: BTreeMap::from([(OutOfScope::Age, 27), (OutOfScope::Setting, 3)]),
        mapped,
        amended_since: 6,
        marks: BTreeMap::from([
            (Mark::Flagged, 20),
            (Mark::Sampled, 12),
            (Mark::Moderated, 9),
            (Mark::Adjusted, 2),
        ]),
        not_yet: 200,
        cannot_map: BTreeMap::from([(CannotMapWhy::StalePlan, 20)]),
        by_area: Vec::new(),
        tariffs: ["core", "T1", "T2", "T3"].map(TariffId::new).into(),
        by: vec![Dimension::Setting, Dimension::District],
        cells,
    }
}

fn from(counted: &Distribution) -> Provenance {
    Provenance {
        framework: "kent-illustrative".to_owned(),
        title: "An invention".to_owned(),
        version: "2025.2".to_owned(),
        hash: Digest::of(b"framework"),
        notice: "Illustrative".to_owned(),
        as_of: "2026-01-12".parse().unwrap(),
        caseload: counted.caseload,
        in_scope: counted.in_scope,
        mapped: counted.mapped,
        amended_since: counted.amended_since,
        coverage: "33.1".to_owned(),
        terms: Terms::default(),
        moved_on: 0,
        not_placed: 0,
        flagged: 20,
        sampled: 12,
        moderated: 9,
        adjusted: 2,
        school_readings: 0,
        moderated_share: "8.2".to_owned(),
        origin: Origin::new("office"),
        imports: vec![ImportSource {
            file: "caseload.csv".to_owned(),
            date: "2026-01-10".parse().unwrap(),
            digest: Digest::of(b"caseload"),
        }],
        imported: 1,
        exported_by: "Ada Officer".to_owned(),
    }
}

/// Holds a file against the one that was agreed on; `CONTINUUM_DRAW=1` writes that anew.
#[track_caller]
fn agreed(name: &str, format: Format, bytes: &[u8]) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/distribution");
    let path = folder.join(format!("{name}.{}", format.code()));
    if std::env::var_os("CONTINUUM_DRAW").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let agreed = std::fs::read(&path).unwrap();
    assert!(agreed == bytes, "{} has changed", path.display());
}

/// An estimate of a hundred known and four hundred others of whom eighty were drawn.
fn laid() -> Laid {
    let stratum = |setting: &str, part, of, drawn: [u64; 5], so_far: [u64; 5]| Stratum {
        keys: vec![setting.to_owned()],
        part,
        of,
        drawn: drawn.iter().sum(),
        counts: drawn.to_vec(),
        so_far: so_far.to_vec(),
    };
    let tariffs = ["core", "T1", "T2", "T3"].map(|one| Outcome::Tariff(TariffId::new(one)));
    let known = [41, 30, 22, 1, 6];
    let (mainstream, special) = ([24, 18, 12, 1, 5], [0, 5, 8, 6, 1]);
    Laid {
        by: vec![Dimension::Setting],
        audits: vec![AuditHead {
            id: RecordId::new("019b0000-0000-7000-8000-000000000000"),
            recorded: Moment::of_day("2025-11-03".parse().unwrap()),
            framework: FrameworkKey {
                id: "kent-illustrative".to_owned(),
                version: "2025.2".to_owned(),
            },
            extends: None,
            by: vec![Dimension::Setting],
            seed: 11,
            asked: 80,
            reader: Reader {
                name: "Mo Moderator".to_owned(),
                role: Role::Moderator,
            },
        }],
        outcomes: tariffs.into_iter().chain([Outcome::CannotMap]).collect(),
        strata: vec![
            stratum("mainstream", Part::Known, 100, known, known),
            stratum(
                "mainstream",
                Part::Remainder,
                300,
                mainstream,
                [29, 19, 12, 1, 5],
            ),
            stratum("special", Part::Remainder, 100, special, [0, 5, 8, 11, 1]),
        ],
        confidence: Confidence::default(),
    }
}

#[test]
fn every_estimate_is_as_it_was_agreed_on() {
    let (laid, from) = (laid(), from(&counted()));
    let rules = [
        ("estimate-office", Rule::Office),
        ("estimate-public", Rule::Public(Rounding::Exact)),
    ];
    for (name, rule) in rules {
        let release = EstimateRelease::of(&laid, &[], rule).unwrap().unwrap();
        for format in Format::ALL {
            let mut bytes = Vec::new();
            estimate::write(format, &laid, &release, &from, &mut bytes).unwrap();
            agreed(name, format, &bytes);
        }
    }
}

#[test]
fn every_format_is_as_it_was_agreed_on() {
    let counted = counted();
    let rules = [
        ("office", Rule::Office),
        ("public", Rule::Public(Rounding::Exact)),
        ("rounded", Rule::Public(Rounding::ToFive)),
    ];
    for (name, rule) in rules {
        let release = Release::of(&counted, rule).unwrap();
        for format in Format::ALL {
            let mut bytes = Vec::new();
            write(format, &counted, &release, &from(&counted), &mut bytes).unwrap();
            agreed(name, format, &bytes);
        }
    }
}

#[test]
fn each_format_is_written_to_a_file_and_the_same_again() {
    let office = Office::with_demo(120, "0.6");
    for format in ["csv", "xlsx", "json", "md", "html"] {
        for rule in [&[][..], &["--public"], &["--public", "--round"]] {
            let mut written = Vec::new();
            for name in ["one", "two"] {
                let path = office.home().join(format!("{name}.{format}"));
                let out = path.to_str().unwrap();
                let order = ["distribution", "--by", "setting,phase", "--format", format];
                let told = office.ok(&[&order[..], &["--out", out], rule].concat());
                assert!(told.starts_with("Written to "), "{told}");
                written.push(std::fs::read(&path).unwrap());
            }
            assert!(written[0] == written[1], "{format} {rule:?}");
        }
    }
}

/// The counts of an export by their keys; a total has `all`.
fn counts(csv: &str) -> BTreeMap<Vec<String>, String> {
    let rows = csv.lines().filter(|line| !line.starts_with('#')).skip(1);
    let split = rows.map(|row| row.split(',').map(str::to_owned).collect::<Vec<_>>());
    split
        .map(|mut cells| {
            let count = cells.pop().unwrap();
            (cells, count)
        })
        .collect()
}

#[test]
fn what_is_published_has_no_small_count_and_its_totals_are_true() {
    let office = Office::with_demo(300, "0.8");
    let order = ["distribution", "--by", "setting,phase"];
    let (open, public) = (
        counts(&office.ok(&order)),
        counts(&office.ok(&[&order[..], &["--public"]].concat())),
    );
    let mut hidden = 0;
    for (keys, shown) in &public {
        let alike = open.iter().filter(|(own, _)| {
            let pairs = keys.iter().zip(*own);
            pairs
                .into_iter()
                .all(|(key, own)| key == "all" || key == own)
        });
        let count: u64 = alike.map(|(_, count)| count.parse::<u64>().unwrap()).sum();
        if shown == "[c]" {
            hidden += 1;
        } else {
            assert_eq!(*shown, count.to_string(), "{keys:?}");
            assert!(!(1..=4).contains(&count), "{keys:?}");
        }
    }
    assert!(hidden > 0 && hidden < public.len());
}

#[test]
fn the_pupils_one_by_one_come_to_the_same_counts() {
    let office = Office::with_demo(240, "0.7");
    let told: Value = office.json(&[
        "distribution",
        "--by",
        "setting,district",
        "--format",
        "json",
    ]);
    let listed = office.json(&[
        "distribution",
        "--pupils",
        "--by",
        "setting,district",
        "--format",
        "json",
    ]);
    let pupils = listed["pupils"].as_array().unwrap();
    let with = |wanted: &[(&str, &str)]| {
        let holds = |pupil: &&Value| wanted.iter().all(|(key, value)| pupil[key] == *value);
        pupils.iter().filter(holds).count() as u64
    };
    assert_eq!(told["caseload"], pupils.len());
    for part in ["mapped", "not_yet"] {
        assert_eq!(told[part], with(&[("counted", part)]), "{part}");
    }
    for (part, whys) in [
        ("cannot_map", &told["cannot_map"]),
        ("out_of_scope", &told["out_of_scope"]),
    ] {
        for (why, count) in whys.as_object().unwrap() {
            assert_eq!(
                *count,
                with(&[("counted", part), ("why", why)]),
                "{part} {why}"
            );
        }
    }
    let cells = told["cells"].as_array().unwrap();
    assert!(!cells.is_empty());
    for cell in cells {
        let keys = ["setting", "district", "tariff", "route"];
        let wanted: Vec<(&str, &str)> = keys
            .iter()
            .map(|key| (*key, cell[key].as_str().unwrap()))
            .collect();
        assert_eq!(cell["count"], with(&wanted), "{cell}");
    }
}

#[test]
fn pupils_leave_by_pseudonyms_that_are_the_same_every_time() {
    let office = Office::with_demo(60, "0.5");
    let csv = office.ok(&["distribution", "--pupils"]);
    assert_eq!(csv, office.ok(&["distribution", "--pupils"]));
    let worklist = office.json(&["worklist", "--json"]);
    for row in worklist["rows"].as_array().unwrap() {
        let reference = row["ref"].as_str().unwrap();
        assert!(!csv.contains(&format!("{reference},")), "{reference}");
    }
    let pupils: Vec<String> = counts(&csv)
        .into_keys()
        .map(|mut row| row.remove(0))
        .collect();
    let unique: std::collections::BTreeSet<&String> = pupils.iter().collect();
    assert!(
        unique.len() == 60
            && pupils
                .iter()
                .all(|one| one.starts_with("P-") && one.len() == 22)
    );
    let header = csv.lines().find(|line| !line.starts_with('#')).unwrap();
    assert_eq!(
        header,
        "pupil,setting,phase,year_group,district,community,school,priority,age,counted,why,tariff,route,amended_since"
    );
}

#[test]
fn names_leave_only_where_that_was_agreed_to_and_never_for_publication() {
    let office = Office::with_demo(40, "0.5");
    let told = office.refused(&["distribution", "--pupils", "--public"], 2);
    assert!(told.contains("cannot be published"), "{told}");
    let told = office.refused(&["distribution", "--pupils", "--identifiable"], 1);
    assert!(told.contains("has to be agreed to"), "{told}");
    office.refused(&["distribution", "--pupils", "--format", "xlsx"], 2);
    office.refused(&["distribution", "--identifiable"], 2);
    let out = office.home().join("pupils.csv");
    let order = [
        "distribution",
        "--pupils",
        "--identifiable",
        "--yes",
        "--out",
    ];
    office.ok(&[&order[..], &[out.to_str().unwrap()]].concat());
    let csv = std::fs::read_to_string(out).unwrap();
    assert!(
        csv.contains("\nref,upn,name,dob,setting,") && csv.contains("--identifiable was asked for")
    );
    let worklist = office.json(&["worklist", "--json"]);
    let reference = worklist["rows"][0]["ref"].as_str().unwrap();
    assert!(csv.contains(&format!("\n{reference},")));
}
