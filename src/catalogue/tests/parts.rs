//! Heads, levels, areas and descriptors: read with the documented defaults, faults at their line.

use super::{SMALL, fault};
use crate::catalogue::{Lock, Shelf, check, json, load};
use crate::domain::derivation::{AreaLevelRule, DerivationKind};
use crate::domain::framework::{Status, Walk, YearShape};
use crate::domain::place::{Phase, Setting};

#[test]
fn what_is_left_out_has_the_documented_default() {
    let framework = load("f", SMALL.as_bytes(), &Lock::shipped()).unwrap();
    assert_eq!(framework.status, Status::Draft);
    assert_eq!(
        (framework.notice.as_str(), framework.walk),
        ("", Walk::Provision)
    );
    assert_eq!(framework.phases, Phase::ALL);
    assert_eq!(framework.scope.settings, Setting::ALL);
    assert!(!framework.scope.sixth_form);
    assert_eq!(framework.year, YearShape::default());
    assert_eq!(
        (framework.levels[1].points, framework.areas[0].weight),
        (0, 1)
    );
    assert_eq!(framework.areas[0].levels.len(), 2);
    assert_eq!(framework.derivation.area_level, AreaLevelRule::Reader);
    assert!(framework.lineage.is_empty() && !framework.tariffs[0].open);
    assert!(
        check("f", SMALL.as_bytes(), &Lock::shipped())
            .findings
            .is_empty()
    );
}

#[test]
fn line_ends_do_not_change_the_hash() {
    let here = load("f", SMALL.as_bytes(), &Lock::shipped()).unwrap();
    let windows = load(
        "f",
        SMALL.replace('\n', "\r\n").as_bytes(),
        &Lock::shipped(),
    )
    .unwrap();
    assert_eq!(here, windows);
    let other = load(
        "f",
        SMALL.replace("A lot.", "A lot!").as_bytes(),
        &Lock::shipped(),
    )
    .unwrap();
    assert_ne!(here.hash, other.hash);
}

#[test]
fn every_unknown_key_is_named_at_its_line() {
    let here = [
        "f:5:1: \"titel\" is not a key of the table [framework]",
        "f:6:1: \"colour\" is not",
    ];
    fault(
        "title = \"Small\"",
        "title = \"Small\"\ncolor = 1",
        &["f:6:1: its keys are \"id\", \"version\""],
    );
    let missing = "f:2:1: \"title\" is missing";
    fault(
        "title = \"Small\"",
        "titel = \"S\"\ncolour = 1",
        &[missing, here[0], here[1]],
    );
    fault(
        "route = \"core\"",
        "route = \"core\"\nweekly_rate = 3",
        &["f:31:1: belong in a dated rates file"],
    );
    fault(
        "schema = 1",
        "schema = 1\nlevels = 3",
        &["f:2:1: \"levels\" is not a key of a framework file"],
    );
}

#[test]
fn values_of_the_wrong_kind_say_what_to_write() {
    fault("schema = 1", "schema = 2", &["f:1:10: write schema = 1"]);
    fault(
        "\"1.0\"",
        "1.0",
        &["f:4:11: the number 1.0 is not a text; put it in quotes"],
    );
    fault(
        "\"1.0\"",
        "\"1.x\"",
        &["f:4:11: numbers with points between them"],
    );
    fault(
        "\"core\"",
        "\"cheap\"",
        &["f:30:9: \"cheap\" is not known here; write one of \"core\", \"community\""],
    );
    fault("name = \"None\"", "name = \"£300\"", &["f:29:8: no money"]);
    fault(
        "\"A lot.\"",
        "\"A \\u001b[1m lot.\"",
        &["f:26:8: control character"],
    );
    fault(
        "id = \"ci\"",
        "id = \"ci\"\nweight = 1.5",
        &["f:14:10: the number 1.5 is not a whole number"],
    );
    fault(
        "title =",
        "scope = { years = [5] }\ntitle =",
        &["f:5:19: years = [0, 11]"],
    );
    fault(
        "\n[[level]]",
        "\nyear = { weeks = 0 }\n[[level]]",
        &["f:6:18: without weeks"],
    );
}

#[test]
fn files_that_are_not_toml_or_not_text_are_named() {
    fault("schema = 1", "schema = = 1", &["f:1:10: error"]);
    let findings = load("f", b"schema = 1\n\xff", &Lock::shipped()).unwrap_err();
    assert_eq!(
        findings[0].to_string(),
        "f:2:1: error: this byte is not UTF-8; save the file as UTF-8"
    );
    let findings = load("f", b"", &Lock::shipped()).unwrap_err();
    assert!(
        findings
            .iter()
            .any(|one| one.what.contains("[framework] is missing"))
    );
}

#[test]
fn ids_are_given_once_and_named_only_then() {
    fault(
        "id = \"T1\"",
        "id = \"T0\"",
        &[
            "f:32:6: stands on line 28 already",
            "f:37:28: \"T1\" is no tariff of this file; there are \"T0\"",
        ],
    );
    fault("id = \"ci-low\"", "id = \"\"", &["f:16:6: cannot be an id"]);
    fault(
        "id = \"ci-low\"\n",
        "",
        &["f:15:1: \"id\" is missing in a descriptor"],
    );
    fault(
        "level = \"low\"",
        "level = \"mid\"",
        &["f:18:9: \"mid\" is no level of this file"],
    );
}

#[test]
fn areas_with_parts_and_scales_are_held_to_them() {
    let part = "[[area]]\nid = \"talk\"\nname = \"Talk\"\nparent = \"ci\"\n[[descriptor]]\n";
    fault(
        "[[descriptor]]\n",
        part,
        &[
            "f:15:1: warning: the area \"talk\" has no descriptor for level \"low\"",
            "f:15:1: no descriptor for level \"high\"",
            "f:21:8: only those are judged",
            "f:27:8: only those are judged",
        ],
    );
    fault(
        "name = \"Communication\"",
        "name = \"C\"\nparent = \"ci\"",
        &[
            "f:15:10: a part of itself",
            "f:18:8: has parts",
            "f:24:8: has parts",
        ],
    );
    fault(
        "name = \"Communication\"",
        "name = \"C\"\nlevels = [\"low\"]",
        &["f:25:9: has no level \"high\""],
    );
}

#[test]
fn a_cell_has_one_descriptor_for_each_pupil() {
    fault(
        "level = \"high\"",
        "level = \"low\"",
        &["f:21:1: \"ci-low\" and \"ci-high\" both describe ci"],
    );
    let narrowed =
        "level = \"low\"\nphases = [\"primary\", \"secondary\"]\nsettings = [\"special\"]";
    let rest = "no descriptor for level \"low\"";
    fault("level = \"low\"", narrowed, &[&format!("f:12:1: {rest}")]);
    let narrowed = "level = \"low\"\nphases = [\"primary\", \"secondary\"]";
    fault(
        "level = \"low\"",
        narrowed,
        &[&format!("f:12:1: {rest} in phase early_years, post16")],
    );
}

#[test]
fn a_framework_is_told_whole() {
    let framework = load("f", SMALL.as_bytes(), &Lock::shipped()).unwrap();
    let value = json(&framework);
    assert_eq!(value["descriptors"][1]["text"], "A lot.");
    assert_eq!(value["derivation"]["map"]["high"], "T1");
    assert_eq!(value["scope"]["years"], serde_json::json!([-5, 20]));
    assert!(matches!(
        framework.derivation.kind,
        DerivationKind::Highest(_)
    ));
}

#[test]
fn hostile_files_are_refused_without_a_fall() {
    let deep = [
        format!("a = {}", "[".repeat(50_000)),
        format!("{} = 1", vec!["a"; 50_000].join(".")),
        format!("[{}]", vec!["a"; 50_000].join(".")),
        format!("a = {}1{}", "{ b = ".repeat(50_000), "}".repeat(50_000)),
    ];
    for text in deep {
        assert!(load("f", text.as_bytes(), &Lock::shipped()).is_err());
    }
}

proptest::proptest! {
    #[test]
    fn a_broken_file_is_refused_or_read_but_never_falls(
        at in 0..SMALL.len(), gone in 0..40_usize, new in "[\\PC\n]{0,4}",
    ) {
        let end = (at + gone).min(SMALL.len());
        let (before, _) = SMALL.split_at(at);
        let (_, after) = SMALL.split_at(end);
        let text = format!("{before}{new}{after}");
        let checked = Shelf::default().check("f", text.as_bytes(), &Lock::default());
        proptest::prop_assert!(checked.framework.is_some() || !checked.findings.is_empty());
    }
}
