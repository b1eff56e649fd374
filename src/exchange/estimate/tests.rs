//! An estimate in every format: its intervals drawn and in columns, and nothing of what is hidden.

use super::write;
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::estimate::{EstimateRelease, Laid, Outcome, Part, Stratum};
use crate::domain::distribution::{Dimension, Format, Provenance, tally};
use crate::domain::identity::{Origin, TariffId};
use crate::domain::interval::Confidence;
use crate::domain::sample::framework;
use crate::domain::worklist::{Basis, Roster};

fn from() -> Provenance {
    let framework = framework();
    let basis = Basis::new(&framework, "2026-01-12".parse().unwrap());
    let counted = tally(&basis, &Roster::default(), &[]);
    Provenance::of(&basis, &counted, Origin::new("o"))
}

/// Sixty known in mainstream schools, and of ninety others twenty drawn; three are at T2.
fn laid() -> Laid {
    let stratum = |part, of, drawn: [u64; 4], so_far: [u64; 4]| Stratum {
        keys: vec!["mainstream".to_owned()],
        part,
        of,
        drawn: drawn.iter().sum(),
        counts: drawn.to_vec(),
        so_far: so_far.to_vec(),
    };
    let tariffs = ["T0", "T1", "T2"].map(|one| Outcome::Tariff(TariffId::new(one)));
    Laid {
        by: vec![Dimension::Setting],
        audits: vec![],
        outcomes: tariffs.into_iter().chain([Outcome::CannotMap]).collect(),
        strata: vec![
            stratum(Part::Known, 60, [30, 22, 2, 6], [30, 22, 2, 6]),
            stratum(Part::Remainder, 90, [9, 8, 1, 2], [12, 8, 1, 2]),
        ],
        confidence: Confidence::default(),
    }
}

const EVERYONE: Rule = Rule::Public(Rounding::Exact);

fn written(format: Format, by: &[Dimension], rule: Rule) -> Vec<u8> {
    let (laid, mut out) = (laid(), Vec::new());
    let release = EstimateRelease::of(&laid, by, rule).unwrap().unwrap();
    write(format, &laid, &release, &from(), &mut out).unwrap();
    out
}

fn text(format: Format, by: &[Dimension], rule: Rule) -> String {
    String::from_utf8(written(format, by, rule)).unwrap()
}

#[test]
fn the_columns_say_what_was_estimated_and_how() {
    let csv = text(Format::Csv, &[Dimension::Setting], Rule::Office);
    let rows: Vec<&str> = csv.lines().filter(|row| !row.starts_with('#')).collect();
    assert_eq!(
        rows[0],
        "setting,tariff,count,share,expected,share_low,share_high,low,high,together_share_low,together_share_high,together_low,together_high,how,step"
    );
    assert!(rows[1].starts_with("mainstream,T0,42,") && rows[1].ends_with(",sample,1"));
    assert_eq!(rows.len(), 5);
    for format in Format::ALL {
        let again = || written(format, &[], EVERYONE);
        assert!(again() == again(), "{format:?}");
    }
}

#[test]
fn intervals_stand_over_the_bars_of_a_page() {
    let page = text(Format::Html, &[], Rule::Office);
    assert_eq!(page.matches("<circle").count(), 4);
    assert!(page.contains("T0: 42 mapped; "), "{page}");
    assert!(page.contains("<th>between (95 %)</th>"));
    let markdown = text(Format::Md, &[], Rule::Office);
    assert!(markdown.contains("| between (95 %) |"), "{markdown}");
}

#[test]
fn what_is_hidden_has_no_figure_in_any_format() {
    let csv = text(Format::Csv, &[], EVERYONE);
    let row = csv.lines().find(|row| row.starts_with("T2,")).unwrap();
    assert_eq!(row.matches("[c]").count(), 11, "{row}");
    assert!(!csv.contains("# mapped") && !csv.contains("seed"), "{csv}");
    let page = text(Format::Html, &[], EVERYONE);
    assert!(
        page.contains("T2: [c];") && page.contains("[c] not shown"),
        "{page}"
    );
    let json = written(Format::Json, &[], EVERYONE);
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let lines = json["estimates"][0]["lines"].as_array().unwrap();
    assert_eq!(lines[2]["expected"], "[c]");
    assert_eq!(
        (&lines[2]["count"], &lines[2]["interval"]),
        (&"[c]".into(), &"[c]".into())
    );
    assert!(
        lines.iter().all(|line| line.get("seen").is_none()),
        "{json}"
    );
    assert_eq!(json["strata"], serde_json::json!([]));
    assert_eq!(json["provenance"]["mapped"], serde_json::Value::Null);
}
