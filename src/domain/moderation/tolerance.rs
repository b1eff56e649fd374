//! Tolerance: how far two readings of a plan may lie apart before somebody should ask why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::super::identity::AreaId;
use super::ranks::{Measure, Ranks};

/// How many ranks apart is still the same; a setting per framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tolerance {
    /// At the tariff: 0.
    pub tariff: usize,
    /// At an area's level: 1.
    pub area: usize,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self { tariff: 0, area: 1 }
    }
}

impl Tolerance {
    /// How many ranks apart is still the same at a measure.
    pub fn at(self, measure: &Measure) -> usize {
        match measure {
            Measure::Tariff => self.tariff,
            Measure::Area(_) => self.area,
        }
    }
}

/// Two readings side by side at one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The tariff, or the area.
    pub measure: Measure,
    /// The rank of the reading looked at; nothing where it cannot map, or did not settle the area.
    pub read: Option<usize>,
    /// The rank that it is held against, likewise.
    pub agreed: Option<usize>,
    /// By how many ranks the reading lies above what it is held against; nothing between a tariff and cannot-map.
    ///
    /// An area that one of them did not settle stands one rank below the lowest of its scale: somebody saw evidence of
    /// need there where the other saw none.
    pub by: Option<i64>,
    /// Whether that is within tolerance.
    pub within: bool,
}

/// How two readings of one plan differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The tariff, then each area that either settled.
    pub sides: Vec<Beside>,
}

impl Difference {
    /// Whether all of it is within tolerance.
    pub fn within(&self) -> bool {
        self.sides.iter().all(|side| side.within)
    }

    /// What lies outside tolerance.
    pub fn outside(&self) -> impl Iterator<Item = &Beside> {
        self.sides.iter().filter(|side| !side.within)
    }

    /// The readings at one measure; nothing where neither settled the area.
    pub fn at(&self, measure: &Measure) -> Option<&Beside> {
        self.sides.iter().find(|side| side.measure == *measure)
    }
}

/// Lays a reading beside the one that it is held against.
///
/// A tariff against cannot-map is outside tolerance, whatever the tolerance. Where both cannot map, that is agreement and
/// the areas, which decide nothing then, are left out.
pub fn differ(read: &Ranks, agreed: &Ranks, tolerance: Tolerance) -> Difference {
    let tariff = tariff(read.tariff, agreed.tariff, tolerance);
    let mut sides = vec![tariff];
    if read.tariff.is_some() || agreed.tariff.is_some() {
        let areas: BTreeSet<&AreaId> = read.areas.keys().chain(agreed.areas.keys()).collect();
        // Where one cannot map there is nothing to hold the other's areas against.
        let both = read.tariff.is_some() && agreed.tariff.is_some();
        let areas = areas.into_iter().filter(|_| both);
        sides.extend(areas.map(|area| beside(area, read, agreed, tolerance)));
    }
    Difference { sides }
}

fn tariff(read: Option<usize>, agreed: Option<usize>, tolerance: Tolerance) -> Beside {
    let (by, within) = match (read, agreed) {
        (None, None) => (Some(0), true),
        (Some(read), Some(agreed)) => {
            let within = read.abs_diff(agreed) <= tolerance.tariff;
            (Some(rank(read) - rank(agreed)), within)
        }
        (Some(_), None) | (None, Some(_)) => (None, false),
    };
    Beside {
        measure: Measure::Tariff,
        read,
        agreed,
        by,
        within,
    }
}

fn beside(area: &AreaId, read: &Ranks, agreed: &Ranks, tolerance: Tolerance) -> Beside {
    let (read, agreed) = (
        read.areas.get(area).copied(),
        agreed.areas.get(area).copied(),
    );
    let stand = |one: Option<usize>| one.map_or(-1, rank);
    let by = stand(read) - stand(agreed);
    Beside {
        measure: Measure::Area(area.clone()),
        read,
        agreed,
        by: Some(by),
        within: by.unsigned_abs() <= tolerance.area as u64,
    }
}

/// A rank as a number with a sign.
pub(super) fn rank(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranks(tariff: Option<usize>, ci: Option<usize>) -> Ranks {
        Ranks {
            tariff,
            areas: ci
                .map(|rank| (AreaId::new("ci"), rank))
                .into_iter()
                .collect(),
        }
    }

    #[track_caller]
    fn case(
        read: (Option<usize>, Option<usize>),
        agreed: (Option<usize>, Option<usize>),
        within: bool,
    ) {
        let differ =
            |a: (_, _), b: (_, _)| differ(&ranks(a.0, a.1), &ranks(b.0, b.1), Tolerance::default());
        assert_eq!(differ(read, agreed).within(), within);
        assert_eq!(differ(agreed, read).within(), within);
    }

    #[test]
    fn tolerance_is_none_at_the_tariff_and_one_at_a_level() {
        case((Some(2), Some(3)), (Some(2), Some(3)), true);
        case((Some(2), Some(4)), (Some(2), Some(3)), true);
        case((Some(2), Some(5)), (Some(2), Some(3)), false);
        case((Some(3), Some(3)), (Some(2), Some(3)), false);
    }

    #[test]
    fn an_area_not_settled_stands_below_the_lowest() {
        case((Some(2), None), (Some(2), Some(0)), true);
        case((Some(2), None), (Some(2), Some(1)), false);
        let found = differ(
            &ranks(Some(2), None),
            &ranks(Some(2), Some(1)),
            Tolerance::default(),
        );
        assert_eq!(
            found.at(&Measure::Area(AreaId::new("ci"))).unwrap().by,
            Some(-2)
        );
    }

    #[test]
    fn cannot_map_agrees_with_itself_alone() {
        case((None, None), (None, Some(6)), true);
        case((None, None), (Some(0), Some(0)), false);
        let lax = Tolerance { tariff: 9, area: 9 };
        let found = differ(&ranks(None, None), &ranks(Some(0), Some(0)), lax);
        assert_eq!((found.within(), found.sides.len()), (false, 1));
        assert_eq!(found.outside().next().unwrap().by, None);
    }
}
