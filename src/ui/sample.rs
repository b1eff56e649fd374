//! An invented workspace for the tests of the screens: a framework, pupils, a forecast.

use std::sync::Arc;

use super::message::{Opening, Page};
use crate::domain::amendment::Changes;
use crate::domain::column::Column;
use crate::domain::columns::Use;
use crate::domain::day::Day;
use crate::domain::derivation::{AreaLevelRule, Condition, Derivation, DerivationKind, Rule};
use crate::domain::digest::Digest;
use crate::domain::framework::{
    Area, Descriptor, DescriptorKind, Framework, Level, Route, Scope, Status, Tariff, Walk,
    YearShape,
};
use crate::domain::identity::{
    AreaId, DescriptorId, FrameworkKey, LevelId, PupilId, PupilRef, TariffId,
};
use crate::domain::place::{Phase, Setting};
use crate::domain::survey::{Heading, Shape, Survey, Why, Word};
use crate::domain::worklist::{
    Amended, Forecast, Group, OutOfScope, Outlook, Pace, Reason, Row, State,
};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A table with words of its own, as its survey shows it.
pub(super) fn survey() -> Survey {
    let heading = |place, header: &str, samples: &[&str], why, guess| Heading {
        header: header.to_owned(),
        place,
        samples: samples.iter().map(ToString::to_string).collect(),
        told: None,
        why,
        guess,
    };
    let alike = Some(Why::Alike);
    let births = Some(Why::Values(Shape::Births));
    let upn = Heading {
        told: Some(Use::As(Column::Upn)),
        ..heading(5, "UPN", &["B801200005001"], Some(Why::Named), None)
    };
    Survey {
        file: "county.xlsx".to_owned(),
        sheet: Some("Pupils".to_owned()),
        row: 3,
        rows: 412,
        headings: vec![
            heading(
                1,
                "Child ID",
                &["C-1042", "C-1043", "C-1044"],
                alike,
                Some(Column::Ref),
            ),
            heading(
                2,
                "Born",
                &["2014-10-01", "2012-02-13"],
                births,
                Some(Column::Dob),
            ),
            heading(3, "", &["x"], None, None),
            heading(
                4,
                "Setting type (as held by the placement team)",
                &["SRP - Unit", "Special (LA)", "Boat"],
                alike,
                Some(Column::Setting),
            ),
            upn,
            heading(
                6,
                "Remarks",
                &[
                    "moved in from another authority; see the file, and ask the officer before any letter goes out",
                ],
                None,
                None,
            ),
        ],
        words: vec![
            Word {
                word: "SRP - Unit".to_owned(),
                count: 31,
                guess: Some(Setting::Srp),
            },
            Word {
                word: "Boat".to_owned(),
                count: 1,
                guess: None,
            },
        ],
        map: None,
    }
}

const AREAS: [(&str, &str); 3] = [
    ("ci", "Communication and interaction"),
    ("cl", "Cognition and learning"),
    ("semh", "Social, emotional and mental health"),
];

const LEVELS: [&str; 5] = [
    "Universal",
    "Wider support",
    "SEN Support",
    "Part of the week",
    "Most of the week",
];

fn text(rank: usize) -> String {
    let hours = [
        "No hours",
        "Up to 1 hour a week",
        "More than 1, up to 3 hours a week",
        "More than 3, up to 8 hours a week",
        "More than 8 hours a week",
    ][rank];
    format!(
        "Curriculum: The class curriculum, adapted {rank} times in 5 lessons.\nAdults: {hours} of adult time, in groups of 4 or fewer.\nPlace: The ordinary classroom.\n"
    )
}

fn rule(tariff: &str, at_least: &str, count: usize) -> Rule {
    let when = vec![Condition::Count {
        count,
        at_least: LevelId::new(at_least),
    }];
    Rule {
        tariff: TariffId::new(tariff),
        when: if count == 0 { vec![] } else { when },
        settings: vec![],
        phases: vec![],
    }
}

/// Three areas, five levels, four tariffs, rules; of version `version`.
pub(super) fn framework(version: &str) -> Framework {
    let ids = || (1..=LEVELS.len()).map(|level| LevelId::new(level.to_string()));
    let descriptor = |(area, rank): (&str, usize)| Descriptor {
        id: DescriptorId::new(format!("{area}-{}", rank + 1)),
        area: AreaId::new(area),
        level: LevelId::new((rank + 1).to_string()),
        kind: DescriptorKind::Provision,
        text: text(rank),
        phases: vec![],
        settings: vec![],
        points: None,
        exclusive: None,
    };
    let tariff = |(rank, route): (usize, Route)| Tariff {
        id: TariffId::new(format!("T{rank}")),
        name: format!("Tariff {rank}"),
        route,
        settings: vec![],
        open: route == Route::Bespoke,
    };
    let routes = [Route::Core, Route::Community, Route::Tariff, Route::Bespoke];
    Framework {
        key: FrameworkKey {
            id: "invented".to_owned(),
            version: version.to_owned(),
        },
        hash: Digest::of(version.as_bytes()),
        title: "An invented continuum".to_owned(),
        status: Status::Released,
        authority: None,
        effective_from: Some(day("2026-09-01")),
        previous: None,
        notice: "Invented for illustration; no authority's policy.".to_owned(),
        phases: Phase::ALL.to_vec(),
        scope: Scope {
            years: (0, 11),
            settings: vec![Setting::Mainstream, Setting::Srp, Setting::Special],
            sixth_form: true,
        },
        year: YearShape::default(),
        walk: Walk::Provision,
        levels: (ids().zip(LEVELS))
            .map(|(id, name)| Level {
                id,
                name: name.to_owned(),
                points: 0,
            })
            .collect(),
        areas: (AREAS.into_iter())
            .map(|(id, name)| Area {
                id: AreaId::new(id),
                name: name.to_owned(),
                code: None,
                parent: None,
                levels: ids().collect(),
                weight: 1,
                cap: None,
            })
            .collect(),
        // The last area says nothing at the lowest level.
        descriptors: (AREAS.into_iter())
            .flat_map(|(area, _)| (0..LEVELS.len()).map(move |rank| (area, rank)))
            .filter(|one| *one != ("semh", 0))
            .map(descriptor)
            .collect(),
        tariffs: routes
            .into_iter()
            .enumerate()
            .map(|(rank, route)| tariff((rank, route)))
            .collect(),
        derivation: Derivation {
            kind: DerivationKind::Rules(vec![
                rule("T3", "5", 2),
                rule("T2", "4", 1),
                rule("T1", "3", 1),
                rule("T0", "1", 0),
            ]),
            area_level: AreaLevelRule::Reader,
            adjust: vec![],
        },
        lineage: vec![],
    }
}

/// A workspace, read by Ada Reader.
pub(super) fn opening() -> Opening {
    Opening {
        framework: Arc::new(framework("2")),
        reader: "Ada Reader".to_owned(),
        told: None,
    }
}

const NAMES: [&str; 8] = [
    "Okafor, Amara",
    "Evans, Siân",
    "O’Brien-Featherstonehaugh, Maximilian",
    "Żak, Ola",
    "Patel, Dev",
    "Nguyễn, Minh",
    "Hart, Jo\u{1b}[2J",
    "Bell, Ruth",
];

/// One pupil of the list, told by the place.
pub(super) fn row(at: usize) -> Row {
    let review = Reason::AnnualReview {
        due: day("2026-03-03"),
        overdue: false,
    };
    let reasons = match at % 4 {
        0 => vec![
            Reason::PhaseTransfer {
                from: Some(6),
                due: Some(day("2027-02-15")),
            },
            review,
        ],
        1 => vec![Reason::NewPlan {
            issued: day("2025-11-20"),
        }],
        2 => vec![review],
        _ => vec![Reason::Other { review: None }],
    };
    let state = State::ALL[at % State::ALL.len()];
    let changes = Changes {
        same: 11,
        reworded: 2,
        gone: 1,
        ..Changes::default()
    };
    Row {
        pupil: PupilId::new(format!("pupil {at}")),
        reference: PupilRef::new(format!("K-{}", 1042 + at)),
        name: NAMES[at % NAMES.len()].to_owned(),
        priority: reasons[0].priority(),
        due: reasons[0].due(),
        reasons,
        provisions: u32::try_from(at % 17).unwrap() + 1,
        again: None,
        mapped_under: None,
        amended: (state == State::Amended).then_some(Amended {
            changes: Some(changes),
            versions: 1,
        }),
        state,
        waiting_since: Some(day("2021-05-04")),
        setting: Some(Setting::ALL[at % 3]),
        phase: Some(Phase::Primary),
        year_group: Some(6),
        district: Some("Westmarsh".to_owned()),
        community: Some("Westmarsh East".to_owned()),
        school: Some("Alder Lane Primary School".to_owned()),
        elsewhere: at.is_multiple_of(5).then_some(873),
        has_text: state != State::NoPlanText,
        leads_to: (at.is_multiple_of(4))
            .then(|| "school 118888, special school, from 1 Sep 2026, named".to_owned()),
    }
}

fn forecast(
    group: Group,
    (done, total): (u64, u64),
    due: Option<&str>,
    by: &str,
    late: u64,
) -> Forecast {
    Forecast {
        group,
        total,
        done,
        left: total - done,
        due: due.map(|due| (day(due), day(due))),
        done_by: Some(day(by)),
        late,
        in_time: Some(late == 0),
        before_budgets: Some(day(by) < day("2026-02-28")),
    }
}

/// The forecast of 318 pupils of whom 96 are done.
pub(super) fn outlook() -> Outlook {
    Outlook {
        pace: Some(Pace { done: 96, days: 10 }),
        budgets: Some(day("2026-02-28")),
        forecasts: vec![
            forecast(
                Group::PhaseTransfer,
                (48, 60),
                Some("2027-02-15"),
                "2026-01-14",
                0,
            ),
            forecast(Group::NewPlan, (30, 70), None, "2026-01-20", 0),
            forecast(
                Group::AnnualReview,
                (10, 100),
                Some("2026-02-03"),
                "2026-02-02",
                7,
            ),
            forecast(Group::Other, (8, 88), None, "2026-03-02", 0),
        ],
    }
}

/// The first 60 rows of a list of 222.
pub(super) fn page() -> Page {
    Page {
        officers: Vec::new(),
        rows: (0..60).map(row).collect(),
        from: 0,
        total: 222,
        in_scope: 318,
        elsewhere: 41,
        out_of_scope: vec![(OutOfScope::Age, 9), (OutOfScope::SettingUnknown, 3)],
        done: 96,
        standing: None,
        came_back: 0,
        papers: 0,
        outlook: outlook(),
    }
}
