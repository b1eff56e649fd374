//! A framework to test with.

use crate::domain::derivation::{AreaLevelRule, Derivation, DerivationKind};
use crate::domain::digest::Digest;
use crate::domain::framework::{Area, Framework, Level, Scope, Status, Walk, YearShape};
use crate::domain::identity::{AreaId, FrameworkKey, LevelId};
use crate::domain::provision::AreaCode;

/// A framework of five areas and seven levels; the rule is of no account here.
pub(super) fn framework() -> Framework {
    let codes = [
        AreaCode::Ci,
        AreaCode::Cl,
        AreaCode::Semh,
        AreaCode::Sp,
        AreaCode::Gen,
    ];
    let area = |code: AreaCode| Area {
        id: AreaId::new(code.code()),
        name: code.code().to_owned(),
        code: Some(code),
        parent: None,
        levels: vec![],
        weight: 1,
        cap: None,
    };
    let level = |rank: i32| Level {
        id: LevelId::new(rank.to_string()),
        name: rank.to_string(),
        points: 0,
    };
    Framework {
        key: FrameworkKey {
            id: "sample".to_owned(),
            version: "1".to_owned(),
        },
        hash: Digest::of(b"sample"),
        title: String::new(),
        status: Status::default(),
        authority: None,
        effective_from: None,
        previous: None,
        notice: String::new(),
        phases: vec![],
        scope: Scope {
            years: (0, 11),
            settings: vec![],
            sixth_form: true,
        },
        year: YearShape::default(),
        walk: Walk::default(),
        levels: (1..=7).map(level).collect(),
        areas: codes.into_iter().map(area).collect(),
        descriptors: vec![],
        tariffs: vec![],
        derivation: Derivation {
            kind: DerivationKind::Reader,
            area_level: AreaLevelRule::Reader,
            adjust: vec![],
        },
        lineage: vec![],
    }
}
