//! A small framework and plain entries for the tests of this room.

use super::caseload::{DraftHead, Entry, MappingHead, MappingResult, PlanHead};
use super::day::{Day, Moment};
use super::derivation::{AreaLevelRule, Derivation, DerivationKind};
use super::digest::Digest;
use super::dose::Dose;
use super::framework::{Area, Framework, Level, Route, Scope, Status, Tariff, Walk, YearShape};
use super::identity::{
    AreaId, FrameworkKey, LevelId, PlanId, PupilId, PupilRef, Reader, RecordId, Role, TariffId,
};
use super::judgement::CannotMapWhy;
use super::place::{Phase, Setting};
use super::provision::{AreaCode, Provision, Span};
use super::pupil::Facts;
use super::school::Ages;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

/// Two areas, levels 1 to 7, tariffs T0 to T4 of which the last is open; the highest level decides.
pub(crate) fn framework() -> Framework {
    let levels = || (1..=7).map(|level: usize| LevelId::new(level.to_string()));
    let area = |id: &str, name: &str| Area {
        id: AreaId::new(id),
        name: name.to_owned(),
        code: None,
        parent: None,
        levels: levels().collect(),
        weight: 1,
        cap: None,
    };
    let tariff = |rank: usize| Tariff {
        id: TariffId::new(format!("T{rank}")),
        name: format!("Tariff {rank}"),
        route: if rank == 0 {
            Route::Core
        } else {
            Route::Tariff
        },
        settings: vec![],
        open: rank == 4,
    };
    let to_tariff = |(level, id): (usize, LevelId)| {
        let rank = level.saturating_sub(2);
        (id, TariffId::new(format!("T{rank}")))
    };
    Framework {
        key: FrameworkKey {
            id: "small".to_owned(),
            version: "1".to_owned(),
        },
        hash: Digest::of(b"small"),
        title: "Small".to_owned(),
        status: Status::Released,
        authority: None,
        effective_from: Some(day("2026-09-01")),
        previous: None,
        notice: "Invented.".to_owned(),
        phases: Phase::ALL.to_vec(),
        scope: Scope {
            years: (0, 11),
            settings: vec![Setting::Mainstream, Setting::Srp, Setting::Special],
            sixth_form: true,
        },
        year: YearShape::default(),
        walk: Walk::Provision,
        levels: levels()
            .map(|id| Level {
                name: format!("Level {id}"),
                id,
                points: 0,
            })
            .collect(),
        areas: vec![area("ci", "Communication"), area("cl", "Learning")],
        descriptors: vec![],
        tariffs: (0..5).map(tariff).collect(),
        derivation: Derivation {
            kind: DerivationKind::Highest(levels().enumerate().map(to_tariff).collect()),
            area_level: AreaLevelRule::Reader,
            adjust: vec![],
        },
        lineage: vec![],
    }
}

/// A pupil of year 8 in a mainstream school, with a plan, as of 12 January 2026.
pub(super) fn entry(reference: &str) -> Entry {
    Entry {
        departed: None,
        pupil: PupilId::new(format!("id of {reference}")),
        facts: Facts {
            year_group: Some(8),
            setting: Some(Setting::Mainstream),
            ..Facts::unknown(PupilRef::new(reference))
        },
        as_of: day("2026-01-12"),
        ages: Ages::default(),
        lies_in: None,
        out_of_cohort: None,
        plan: Some(PlanHead {
            id: PlanId::new("plan"),
            provisions: 5,
        }),
        versions: vec![],
        mappings: vec![],
        earlier: None,
        drafts: vec![],
        audited: None,
    }
}

/// A mapping to a tariff, or to none, recorded on a day.
pub(super) fn mapping(role: Role, on: &str, result: Result<&str, CannotMapWhy>) -> MappingHead {
    MappingHead {
        adopted: false,
        again: None,
        touched: None,
        levels: vec![],
        several: vec![],
        id: RecordId::new(format!("{} on {on}", role.code())),
        plan: None,
        reader: reader(role.code(), role),
        recorded: Moment::of_day(day(on)),
        result: match result {
            Ok(tariff) => MappingResult::Tariff(TariffId::new(tariff), Route::Tariff),
            Err(why) => MappingResult::CannotMap(why),
        },
        flags: 0,
    }
}

pub(super) fn draft(reader: Reader, parked: Option<&str>) -> DraftHead {
    DraftHead {
        reader,
        saved: Moment::from_millis(0),
        parked: parked.map(str::to_owned),
    }
}

pub(super) fn provision(n: u32) -> Provision {
    Provision {
        n,
        text: format!("provision {n}"),
        span: Span { start: 0, end: 1 },
        area: AreaCode::Ci,
        heading: None,
        who: None,
        dose: Dose::default(),
        vague: vec![],
        duplicate_of: None,
        notes: vec![],
    }
}
