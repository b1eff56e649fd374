//! Bands: tariffs of a few pupils joined with their neighbours, so that no total of the report is a small number.
//!
//! Every table of the report has the same totals. A small one among them could be hidden only together with another, and
//! that would have to be hidden in each table alike; so the tariffs are told together instead, in all of them.

use super::super::super::identity::TariffId;
use super::super::disclosure::SMALL;
use super::super::table::Line;

/// Tariffs that are told together; mostly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The tariffs, lowest first.
    pub tariffs: Vec<TariffId>,
}

impl Band {
    /// What stands at its head: `T4`, `T4 to T5`.
    pub fn label(&self) -> String {
        match self.tariffs.as_slice() {
            [] => String::new(),
            [only] => only.to_string(),
            [first, .., last] => format!("{first} to {last}"),
        }
    }
}

/// What is told together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bands {
    /// The places of the tariffs of each band.
    places: Vec<Vec<usize>>,
    /// Whether those whose plan cannot be mapped are told together with those not mapped yet.
    pub(super) joins_unmapped: bool,
}

fn is_small(count: u64) -> bool {
    (1..=SMALL).contains(&count)
}

impl Bands {
    /// Tells everything by itself.
    pub(super) fn single(total: &Line) -> Self {
        Self {
            places: (0..total.counts.len()).map(|at| vec![at]).collect(),
            joins_unmapped: false,
        }
    }

    /// Joins what is small in the totals: a tariff with the one below, the lowest with the one above.
    pub(super) fn of(total: &Line) -> Self {
        let sum = |band: &[usize]| -> u64 {
            let counts = band.iter().filter_map(|at| total.counts.get(*at));
            counts.sum()
        };
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (at, count) in total.counts.iter().enumerate() {
            match places.last_mut() {
                Some(last) if is_small(*count) || is_small(sum(last)) => last.push(at),
                Some(_) | None => places.push(vec![at]),
            }
        }
        while places.len() > 1 && places.last().is_some_and(|last| is_small(sum(last))) {
            let last = places.pop().unwrap_or_default();
            if let Some(before) = places.last_mut() {
                before.extend(last);
            }
        }
        Self {
            places,
            joins_unmapped: is_small(total.not_yet) || is_small(total.cannot_map),
        }
    }

    /// Tells a line by the bands.
    pub(super) fn join(&self, line: &Line) -> Line {
        let count = |band: &Vec<usize>| {
            let counts = band.iter().filter_map(|at| line.counts.get(*at));
            counts.sum()
        };
        let (not_yet, cannot_map) = if self.joins_unmapped {
            (line.not_yet + line.cannot_map, 0)
        } else {
            (line.not_yet, line.cannot_map)
        };
        Line {
            counts: self.places.iter().map(count).collect(),
            not_yet,
            cannot_map,
            ..line.clone()
        }
    }

    /// The tariffs of each band.
    pub(super) fn named(&self, tariffs: &[TariffId]) -> Vec<Band> {
        let band = |places: &Vec<usize>| Band {
            tariffs: (places.iter())
                .filter_map(|at| tariffs.get(*at).cloned())
                .collect(),
        };
        self.places.iter().map(band).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(counts: &[u64], expected: &[&[usize]]) {
        let total = Line {
            counts: counts.to_vec(),
            ..Line::default()
        };
        let bands = Bands::of(&total);
        assert_eq!(bands.places, expected);
        let joined = bands.join(&total);
        let all: u64 = counts.iter().sum();
        assert_eq!(joined.counts.iter().sum::<u64>(), all);
        assert!(joined.counts.len() == 1 || !joined.counts.iter().any(|one| is_small(*one)));
    }

    #[test]
    fn a_small_tariff_is_told_with_its_neighbour() {
        case(&[10, 20, 5], &[&[0], &[1], &[2]]);
        case(&[10, 20, 3], &[&[0], &[1, 2]]);
        case(&[2, 20, 7], &[&[0, 1], &[2]]);
        case(&[10, 0, 3], &[&[0, 1, 2]]);
        case(&[10, 0, 7], &[&[0], &[1], &[2]]);
        case(&[1, 1, 1], &[&[0, 1, 2]]);
        case(&[0, 0, 2], &[&[0, 1, 2]]);
        case(&[9, 2, 2], &[&[0, 1, 2]]);
        case(&[], &[]);
    }

    #[test]
    fn the_unmapped_are_told_together_where_either_is_small() {
        let bands = |not_yet, cannot_map| {
            let total = Line {
                not_yet,
                cannot_map,
                ..Line::default()
            };
            let bands = Bands::of(&total);
            let joined = bands.join(&total);
            (bands.joins_unmapped, joined.not_yet, joined.cannot_map)
        };
        assert_eq!(bands(9, 2), (true, 11, 0));
        assert_eq!(bands(9, 6), (false, 9, 6));
        assert_eq!(bands(0, 6), (false, 0, 6));
    }
}
