//! Whether the differences of a sample run one way throughout, and where they sit if not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::super::identity::AreaId;
use super::super::ranks::Measure;
use super::super::tolerance::{Beside, Difference};
use super::LEAST;

/// By how much a measure is read apart from the moderators throughout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The tariff, or an area.
    pub measure: Measure,
    /// By how many ranks the officer's readings lie above the moderators', below 0 where under; a shift takes that off.
    pub by: i64,
}

/// What is to be mapped again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole cohort.
    Cohort,
    /// One area: every mapping outside tolerance is so in that area, and in none other.
    Area(AreaId),
    /// One descriptor: the same, in two mappings or more, and the officer's level is one and the same in all of them.
    Descriptor(AreaId, usize),
}

/// Finds the steps of a pattern, or what is to be mapped again for want of one.
pub(super) fn pattern(read: &[&Difference]) -> Result<Vec<Step>, Scope> {
    let outside: Vec<&Beside> = read.iter().flat_map(|one| one.outside()).collect();
    let cases = read.iter().filter(|one| !one.within()).count();
    let signs: BTreeSet<Option<i64>> = outside
        .iter()
        .map(|side| side.by.map(i64::signum))
        .collect();
    let one_way = signs.len() == 1 && !signs.contains(&None) && cases >= LEAST;
    let steps: Option<Vec<Step>> = (at_fault(&outside).into_iter())
        .map(|measure| step(read, measure))
        .collect();
    match steps {
        Some(steps) if one_way => Ok(steps),
        _ => Err(scope(read)),
    }
}

/// The areas with a difference outside tolerance, or the tariff where there are none: it follows from the areas.
fn at_fault(outside: &[&Beside]) -> BTreeSet<Measure> {
    let mut measures: BTreeSet<Measure> = outside.iter().map(|side| side.measure.clone()).collect();
    if measures.len() > 1 {
        measures.remove(&Measure::Tariff);
    }
    measures
}

/// The step of a measure: the median of all read, of the two middle ones the one nearer to none; nothing where that is
/// none.
fn step(read: &[&Difference], measure: Measure) -> Option<Step> {
    let sides = read.iter().filter_map(|one| one.at(&measure));
    let mut by: Vec<i64> = sides.filter_map(|side| side.by).collect();
    by.sort_unstable();
    let upper = by.get(by.len() / 2)?;
    let lower = by.get(by.len().saturating_sub(1) / 2)?;
    let by = if upper.abs() < lower.abs() {
        upper
    } else {
        lower
    };
    (*by != 0).then_some(Step { measure, by: *by })
}

/// Where the differences sit: in one area, whose echo at the tariff does not count, or anywhere.
fn scope(read: &[&Difference]) -> Scope {
    let cases: Vec<&&Difference> = read.iter().filter(|one| !one.within()).collect();
    let areas_of = |one: &Difference| -> BTreeSet<AreaId> {
        let area = |side: &Beside| match &side.measure {
            Measure::Area(area) => Some(area.clone()),
            Measure::Tariff => None,
        };
        one.outside().filter_map(area).collect()
    };
    let areas: Vec<BTreeSet<AreaId>> = cases.iter().map(|one| areas_of(one)).collect();
    let all: BTreeSet<&AreaId> = areas.iter().flatten().collect();
    let (Some(area), 1, false) = (all.first(), all.len(), areas.iter().any(BTreeSet::is_empty))
    else {
        return Scope::Cohort;
    };
    let measure = Measure::Area((*area).clone());
    let levels: BTreeSet<Option<usize>> = cases
        .iter()
        .map(|one| one.at(&measure).and_then(|side| side.read))
        .collect();
    match levels.first() {
        Some(Some(level)) if levels.len() == 1 && cases.len() > 1 => {
            Scope::Descriptor((*area).clone(), *level)
        }
        _ => Scope::Area((*area).clone()),
    }
}
