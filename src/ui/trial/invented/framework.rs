//! The invented framework.

use crate::domain::day::Day;
use crate::domain::derivation::{AreaLevelRule, Derivation, DerivationKind};
use crate::domain::digest::Digest;
use crate::domain::framework::{
    Area, Descriptor, DescriptorKind, Framework, Level, Route, Scope, Status, Tariff, Walk,
    YearShape,
};
use crate::domain::identity::{AreaId, DescriptorId, FrameworkKey, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::AreaCode;

/// A framework of four areas and five levels, walked in this way, its tariff derived so.
pub(crate) fn framework(walk: Walk, by_reader: bool) -> Framework {
    let levels = levels();
    let areas = areas(&levels);
    let pairs = areas
        .iter()
        .flat_map(|area| levels.iter().map(move |level| (area, level)));
    let kind = if by_reader {
        DerivationKind::Reader
    } else {
        let tariffs = levels
            .iter()
            .map(|level| (level.id.clone(), tariff(level).id));
        DerivationKind::Highest(tariffs.collect())
    };
    Framework {
        key: FrameworkKey {
            id: "invented".into(),
            version: "1".into(),
        },
        hash: Digest::of(b"invented"),
        title: "An invented framework".into(),
        status: Status::Released,
        authority: None,
        effective_from: Day::new(2026, 9, 1),
        previous: None,
        notice: "Invented for trials.".into(),
        phases: vec![Phase::Primary, Phase::Secondary],
        scope: Scope {
            years: (0, 11),
            settings: vec![Setting::Mainstream],
            sixth_form: false,
        },
        year: YearShape::default(),
        walk,
        descriptors: pairs.map(|(area, level)| descriptor(area, level)).collect(),
        tariffs: levels.iter().map(tariff).collect(),
        derivation: Derivation {
            kind,
            area_level: AreaLevelRule::Highest,
            adjust: vec![],
        },
        lineage: vec![],
        areas,
        levels,
    }
}

fn levels() -> Vec<Level> {
    let names = [
        "Universal",
        "Wider support",
        "SEN Support",
        "Part of the week",
        "All of the week",
    ];
    (names.into_iter().zip(1..))
        .map(|(name, rank)| Level {
            id: LevelId::new(rank.to_string()),
            name: name.into(),
            points: rank,
        })
        .collect()
}

fn areas(levels: &[Level]) -> Vec<Area> {
    let area = |id: &str, name: &str, code| Area {
        id: AreaId::new(id),
        name: name.into(),
        code: Some(code),
        parent: None,
        levels: levels.iter().map(|level| level.id.clone()).collect(),
        weight: 1,
        cap: None,
    };
    vec![
        area("ci", "Communication and interaction", AreaCode::Ci),
        area("cl", "Cognition and learning", AreaCode::Cl),
        area(
            "semh",
            "Social, emotional and mental health",
            AreaCode::Semh,
        ),
        area("sp", "Sensory and physical", AreaCode::Sp),
    ]
}

fn descriptor(area: &Area, level: &Level) -> Descriptor {
    let (hours, lessons) = (level.points * 3, level.points);
    let what = match area.id.as_str() {
        "ci" => "speech and language therapist, social communication group",
        "cl" => "tasks broken into small steps",
        "semh" => "mentor and calm corner",
        _ => "sensory room and physiotherapist",
    };
    Descriptor {
        id: DescriptorId::new(format!("{}-{}", area.id, level.id)),
        area: area.id.clone(),
        level: level.id.clone(),
        kind: DescriptorKind::Provision,
        text: format!(
            "Day: Adaptations planned in up to {lessons} lessons in 5.\nAdults: Up to {hours} hours a week of adult time: {what}."
        ),
        phases: vec![],
        settings: vec![],
        points: None,
        exclusive: None,
    }
}

fn tariff(level: &Level) -> Tariff {
    Tariff {
        id: TariffId::new(format!("T{}", level.id)),
        name: format!("Tariff {}", level.id),
        route: Route::Tariff,
        settings: vec![],
        open: level.id.as_str() == "5",
    }
}
