//! An invented office: pupils whose needs go together, officers and moderators who read them with noise.

use crate::domain::draw::Draw;
use crate::domain::identity::{AreaId, RecordId};
use crate::domain::moderation::drift::Row;
use crate::domain::moderation::drift::expected::{Facts, expect};
use crate::domain::moderation::pair::Pair;
use crate::domain::moderation::ranks::{Ranks, Scales};
use crate::domain::moderation::week::Week;
use crate::domain::normal::{float, quantile};
use crate::domain::place::Setting;

/// What an office is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) officers: usize,
    pub(super) weeks: usize,
    /// Mappings an officer makes a week.
    pub(super) a_week: usize,
    /// One in so many is read by a moderator too.
    pub(super) double: u64,
    /// By how many levels one officer reads apart in the second area.
    pub(super) by: isize,
    /// Who.
    pub(super) who: usize,
    /// From which week on.
    pub(super) from: usize,
    /// The setting it is in alone, if one.
    pub(super) alone: Option<usize>,
    /// By how much everybody's pupils have more need from the middle week on.
    pub(super) heavier: f64,
    /// Whether plans say hours, from which what is to be expected is reckoned.
    pub(super) says_hours: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            officers: 8,
            weeks: 8,
            a_week: 40,
            double: 10,
            by: 0,
            who: 3,
            from: 2,
            alone: None,
            heavier: 0.0,
            says_hours: false,
        }
    }
}

const AREAS: [(&str, f64); 5] = [
    ("ci", 0.0),
    ("cl", 0.3),
    ("semh", -0.3),
    ("sp", -0.8),
    ("sc", 0.1),
];
const SETTINGS: [(Setting, f64); 3] = [
    (Setting::Mainstream, 2.4),
    (Setting::Srp, 3.2),
    (Setting::Special, 4.2),
];

/// How far the needs of a setting's pupils lie apart, in levels; how far two areas of a pupil go together; how far readings
/// of the same words lie apart.
const SPREAD: f64 = 1.25;
const TOGETHER: f64 = 0.5;
const NOISE: f64 = 0.5;

/// How far the hours that plans say lie apart for like needs, in levels.
const UNLIKE: f64 = 0.8;

/// The first week.
pub(super) fn first() -> Week {
    Week::of("2026-11-02".parse().unwrap())
}

/// The area that is read apart.
pub(super) fn area() -> AreaId {
    AreaId::new(AREAS[1].0)
}

fn normal(draw: &mut Draw) -> f64 {
    quantile((float(usize::try_from(draw.below(1_000_000)).unwrap()) + 0.5) / 1e6)
}

/// The mean of the areas' levels and the highest, half and half: a tariff that follows from the areas.
fn tariff(levels: &[(AreaId, usize)]) -> usize {
    let sum: usize = levels.iter().map(|(_, level)| level).sum();
    let top = levels
        .iter()
        .map(|(_, level)| *level)
        .max()
        .unwrap_or_default();
    usize::midpoint(sum / levels.len(), top)
}

fn read(needs: &[f64], shift: isize, draw: &mut Draw) -> Ranks {
    let mut levels = Vec::new();
    for (place, (need, (name, _))) in needs.iter().zip(AREAS).enumerate() {
        let noisy = need + NOISE * normal(draw);
        let mut level = (0..6).filter(|cut| noisy > float(*cut) + 0.5).count();
        if place == 1 {
            level = level.saturating_add_signed(shift).min(6);
        }
        levels.push((AreaId::new(name), level));
    }
    Ranks {
        tariff: Some(tariff(&levels)),
        areas: levels.into_iter().collect(),
    }
}

/// The needs of a pupil of a setting.
fn needs(middle: f64, draw: &mut Draw) -> Vec<f64> {
    let all = normal(draw);
    let one = |(_, more): &(&str, f64)| {
        let own = normal(draw);
        middle + more + SPREAD * (TOGETHER.sqrt() * all + (1.0 - TOGETHER).sqrt() * own)
    };
    AREAS.iter().map(one).collect()
}

/// What a plan says: hours in each area, which go with what is needed as far as plans are written alike.
fn hours(needs: &[f64], draw: &mut Draw) -> Facts {
    let said = AREAS.iter().zip(needs).map(|((name, _), need)| {
        let hours = (need + UNLIKE * normal(draw)).max(0.0) * 38.0;
        (AreaId::new(*name), hours)
    });
    let hours = said.collect();
    Facts {
        provisions: u32::try_from(draw.between(6, 18)).unwrap(),
        hours,
    }
}

/// Invents an office's rows and pairs; the settings' mix drifts towards special schools week by week.
pub(super) fn office(plan: &Plan, seed: u64) -> (Vec<Row>, Vec<Pair>, Scales) {
    let mut draw = Draw::from_seed(seed);
    let (mut rows, mut pairs, mut facts) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..plan.weeks * plan.officers * plan.a_week {
        let (week, officer) = (
            n / plan.a_week / plan.officers,
            n / plan.a_week % plan.officers,
        );
        let more = 3 * week as u64;
        let weight = |place: &usize| [60_u64.saturating_sub(more), 15, 25 + more][*place];
        let place = *draw.weighted(&[0, 1, 2], weight).unwrap();
        let heavier = if week >= plan.weeks / 2 {
            plan.heavier
        } else {
            0.0
        };
        let needs = needs(SETTINGS[place].1 + heavier, &mut draw);
        let apart = officer == plan.who
            && week >= plan.from
            && plan.alone.is_none_or(|alone| alone == place);
        let row = Row {
            mapping: RecordId::new(format!("m{n:05}")),
            officer: format!("officer {officer}"),
            week: first().plus(i32::try_from(week).unwrap()),
            setting: Some(SETTINGS[place].0),
            ranks: read(&needs, if apart { plan.by } else { 0 }, &mut draw),
            expected: [].into(),
        };
        if draw.chance(1, plan.double) {
            pairs.push(Pair {
                mapping: row.mapping.clone(),
                officer: row.officer.clone(),
                week: row.week,
                setting: row.setting,
                ranks: row.ranks.clone(),
                moderator: read(&needs, 0, &mut draw),
            });
        }
        rows.push(row);
        if plan.says_hours {
            facts.push(hours(&needs, &mut draw));
        }
    }
    expect(&mut rows, &facts);
    let scales = Scales {
        tariffs: 7,
        areas: AREAS.map(|(name, _)| (AreaId::new(name), 7)).into(),
    };
    (rows, pairs, scales)
}
