//! The tally: every pupil of the caseload counted once.

use std::collections::{BTreeMap, HashMap};

use super::super::derive::AreaTariff;
use super::super::framework::Route;
use super::super::identity::{AreaId, TariffId};
use super::super::judgement::CannotMapWhy;
use super::super::worklist::{Basis, Mark, OutOfScope, Roster};
use super::alike::alike;
use super::dimension::{Dimension, Value};
use super::part::{Part, part};

/// The pupils of one tariff who are alike in every dimension asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Their value in each dimension, in the order asked for.
    pub keys: Vec<String>,
    /// The tariff.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// How many they are.
    pub count: u64,
}

/// The pupils who have a tariff in an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaCount {
    /// The area.
    pub area: AreaId,
    /// The tariff.
    pub tariff: TariffId,
    /// How many they are.
    pub count: u64,
}

/// The whole caseload, counted.
///
/// Caseload = in scope + out of scope; in scope = mapped + not yet + cannot map; the cells add up to the mapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// All pupils.
    pub caseload: u64,
    /// Those the framework is for.
    pub in_scope: u64,
    /// Those it is not for, by reason.
    pub out_of_scope: BTreeMap<OutOfScope, u64>,
    /// Those with a tariff.
    pub mapped: u64,
    /// Those of the mapped whose plan was amended since it was read; their earlier mapping counts until a new one is
    /// recorded.
    pub amended_since: u64,
    /// How many of the mapped carry each mark; a pupil may be counted under several.
    pub marks: BTreeMap<Mark, u64>,
    /// Those nobody has mapped yet.
    pub not_yet: u64,
    /// Those whose plan cannot be mapped, by reason.
    pub cannot_map: BTreeMap<CannotMapWhy, u64>,
    /// How many of the mapped have which tariff in which area, where the framework gives several; a pupil counts once for
    /// each of their areas. By area in the framework's order, then by the tariffs' rank.
    pub by_area: Vec<AreaCount>,
    /// Every tariff of the framework in rank order, then any that a mapping names beside them.
    pub tariffs: Vec<TariffId>,
    /// What the cells are crossed by.
    pub by: Vec<Dimension>,
    /// The mapped, by key and then by the tariffs' rank; no cell is empty.
    pub cells: Vec<Cell>,
}

impl Distribution {
    /// How many of the mapped carry a mark.
    pub fn marked(&self, mark: Mark) -> u64 {
        self.marks.get(&mark).copied().unwrap_or(0)
    }
}

/// A tariff with its rank; one that the framework does not know stands last.
type Ranked<'a> = (usize, &'a TariffId, Route);

/// Counts a caseload by tariff, crossed by any dimensions.
pub fn tally(basis: &Basis<'_>, roster: &Roster, by: &[Dimension]) -> Distribution {
    let mut counted = Distribution {
        caseload: roster.len() as u64,
        by: by.to_vec(),
        tariffs: (basis.framework.tariffs.iter())
            .map(|tariff| tariff.id.clone())
            .collect(),
        ..Distribution::default()
    };
    let mut groups: HashMap<Vec<Value<'_>>, BTreeMap<Ranked<'_>, u64>> = HashMap::new();
    let mut areas: BTreeMap<(usize, &AreaId, usize, &TariffId), u64> = BTreeMap::new();
    let mut keys = Vec::with_capacity(by.len());
    for (pupil, count) in alike(basis, roster, by) {
        let part = part(&pupil);
        if !matches!(part, Part::OutOfScope(_)) {
            counted.in_scope += count;
        }
        match part {
            Part::OutOfScope(why) => *counted.out_of_scope.entry(why).or_default() += count,
            Part::NotYet => counted.not_yet += count,
            Part::CannotMap(why) => *counted.cannot_map.entry(why).or_default() += count,
            Part::Mapped(tariff, route) => {
                counted.mapped += count;
                if pupil.work.is_amended {
                    counted.amended_since += count;
                }
                for mark in Mark::ALL {
                    if pupil.work.moderated.has(mark) {
                        *counted.marks.entry(mark).or_default() += count;
                    }
                }
                keys.clear();
                keys.extend(by.iter().map(|dimension| dimension.value(basis, &pupil)));
                for own in &pupil.work.several {
                    *areas.entry(placed(basis, own)).or_default() += count;
                }
                let rank = basis.framework.tariff_rank(tariff).unwrap_or(usize::MAX);
                let ranked = (rank, tariff, route);
                // A key is kept only the first time: most kinds share theirs with others.
                if let Some(group) = groups.get_mut(keys.as_slice()) {
                    *group.entry(ranked).or_default() += count;
                } else {
                    groups.insert(keys.clone(), BTreeMap::from([(ranked, count)]));
                }
            }
        }
    }
    counted.cells = cells(groups);
    for cell in &counted.cells {
        if !counted.tariffs.contains(&cell.tariff) {
            counted.tariffs.push(cell.tariff.clone());
        }
    }
    let area = |((_, area, _, tariff), count): ((_, &AreaId, _, &TariffId), u64)| AreaCount {
        area: area.clone(),
        tariff: tariff.clone(),
        count,
    };
    counted.by_area = areas.into_iter().map(area).collect();
    counted
}

/// An area's tariff with the places of both in the framework.
fn placed<'a>(basis: &Basis<'_>, own: &'a AreaTariff) -> (usize, &'a AreaId, usize, &'a TariffId) {
    let mut areas = basis.framework.areas.iter();
    let area = areas.position(|area| area.id == own.area);
    let rank = basis.framework.tariff_rank(&own.tariff);
    (
        area.unwrap_or(usize::MAX),
        &own.area,
        rank.unwrap_or(usize::MAX),
        &own.tariff,
    )
}

fn cells(groups: HashMap<Vec<Value<'_>>, BTreeMap<Ranked<'_>, u64>>) -> Vec<Cell> {
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let mut cells = Vec::new();
    for (keys, tariffs) in groups {
        let keys: Vec<String> = keys.into_iter().map(Value::text).collect();
        cells.extend(tariffs.into_iter().map(|((_, tariff, route), count)| Cell {
            keys: keys.clone(),
            tariff: tariff.clone(),
            route,
            count,
        }));
    }
    cells
}
