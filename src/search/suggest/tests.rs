//! Suggestions tried on a framework of seven descriptors made here.

use super::*;
use crate::domain::derivation::{AreaLevelRule, Derivation, DerivationKind};
use crate::domain::digest::Digest;
use crate::domain::framework::{Area, DescriptorKind, Level, Scope, Status, Walk, YearShape};
use crate::domain::identity::FrameworkKey;

const TEXTS: [(&str, &str, &str); 7] = [
    (
        "ci",
        "1",
        "Instructions are short; a visual timetable is on the wall for everyone.",
    ),
    (
        "ci",
        "2",
        "A group of four has key words before the lesson, led by an assistant.",
    ),
    (
        "ci",
        "3",
        "A speech and language therapist sets a programme for the pupil and reviews it.",
    ),
    ("cl", "1", "Tasks are short; word mats lie on the tables."),
    (
        "cl",
        "2",
        "A group has phonics taught again, with a reading programme.",
    ),
    (
        "cl",
        "3",
        "Braille and tactile diagrams stand in for print in each lesson.",
    ),
    (
        "cl",
        "3",
        "Tasks are read aloud from a screen in each subject; phonics has ended.",
    ),
];

/// The last two descriptors share their place: one is for primary schools, one for secondary.
fn framework() -> Framework {
    let area = |(id, name): (&str, &str)| Area {
        id: AreaId::new(id),
        name: name.into(),
        code: None,
        parent: None,
        levels: ["1", "2", "3"].map(LevelId::new).to_vec(),
        weight: 1,
        cap: None,
    };
    let level = |id: &str| Level {
        id: LevelId::new(id),
        name: id.into(),
        points: 0,
    };
    let descriptor = |(place, (area, level, text)): (usize, &(&str, &str, &str))| Descriptor {
        id: DescriptorId::new(format!("{area}-{level}-{place}")),
        area: AreaId::new(*area),
        level: LevelId::new(*level),
        kind: DescriptorKind::Provision,
        text: (*text).into(),
        phases: match place {
            5 => vec![Phase::Primary],
            6 => vec![Phase::Secondary],
            _ => vec![],
        },
        settings: vec![],
        points: None,
        exclusive: None,
    };
    Framework {
        key: FrameworkKey {
            id: "small".into(),
            version: "1".into(),
        },
        hash: Digest::of(b""),
        title: String::new(),
        status: Status::Draft,
        authority: None,
        effective_from: None,
        previous: None,
        notice: String::new(),
        phases: Phase::ALL.to_vec(),
        scope: Scope {
            years: (0, 14),
            settings: Setting::ALL.to_vec(),
            sixth_form: true,
        },
        year: YearShape::default(),
        walk: Walk::Provision,
        levels: ["1", "2", "3"].map(level).to_vec(),
        areas: [("ci", "Communication"), ("cl", "Learning")]
            .map(area)
            .to_vec(),
        descriptors: TEXTS.iter().enumerate().map(descriptor).collect(),
        tariffs: vec![],
        derivation: Derivation {
            kind: DerivationKind::Reader,
            area_level: AreaLevelRule::Reader,
            adjust: vec![],
        },
        lineage: vec![],
    }
}

/// What is suggested, as `area level`, best first.
fn cells(suggestions: &[Suggestion]) -> Vec<String> {
    let cell = |one: &Suggestion| format!("{} {}", one.area, one.level);
    suggestions.iter().map(cell).collect()
}

#[track_caller]
fn first(text: &str, cell: &str, words: &[&str]) {
    let found = Suggester::new(&framework()).suggest(text, Some(Phase::Primary), None);
    assert_eq!(
        cells(&found).first().map(String::as_str),
        Some(cell),
        "{found:?}"
    );
    let mut shown = found[0].words.clone();
    shown.sort();
    assert_eq!(shown, words);
}

#[test]
fn the_words_that_matched_are_named_as_they_stand() {
    first("SaLT 1:1, 30 minutes weekly", "ci 3", &["SaLT"]);
    first(
        "A Reading programme with Phonics, daily",
        "cl 2",
        &["Phonics", "Reading", "programme"],
    );
    first(
        "Visual timetables, now and next",
        "ci 1",
        &["Visual", "timetables"],
    );
}

#[test]
fn at_most_three_are_offered_and_none_where_nothing_comes_near() {
    let suggester = Suggester::new(&framework());
    let many =
        "speech language, visual timetable, phonics reading, braille print, word mats tables";
    assert_eq!(suggester.suggest(many, None, None).len(), 3);
    for text in [
        "",
        "Access to support as required.",
        "Transport by minibus",
        "a lesson",
    ] {
        assert_eq!(suggester.suggest(text, None, None), [], "{text}");
    }
}

#[test]
fn descriptors_for_others_are_not_suggested() {
    let suggester = Suggester::new(&framework());
    let ids = |phase| -> Vec<String> {
        let found = suggester.suggest("Braille and tactile diagrams", phase, None);
        found
            .iter()
            .filter_map(|one| one.descriptor.as_ref())
            .map(ToString::to_string)
            .collect()
    };
    assert_eq!(ids(Some(Phase::Primary)), ["cl-3-5"]);
    assert_eq!(ids(None), ["cl-3-5"]);
    assert!(ids(Some(Phase::Secondary)).is_empty());
}

#[test]
fn the_same_words_judged_before_come_first() {
    let judged = |text: &str, area: &str, level: &str| {
        (text.to_owned(), AreaId::new(area), LevelId::new(level))
    };
    let suggester = Suggester::new(&framework()).with_judged(vec![
        judged("SaLT 1:1, 30 mins", "cl", "1"),
        judged("salt 1:1 30 mins!", "ci", "2"),
        judged("SALT – 1:1 – 30 mins", "ci", "2"),
        judged("Numicon and a number line in maths", "cl", "2"),
    ]);
    let found = suggester.suggest("SaLT, 1:1, 30 mins.", None, None);
    assert_eq!(cells(&found), ["ci 2", "cl 1", "ci 3"]);
    let near = suggester.suggest("Numicon, number lines", None, None);
    assert_eq!(cells(&near), ["cl 2"]);
    assert_eq!(near[0].words.len(), 3);
}
