//! Who mapped, in which weeks and settings: the places that the fit reckons with.

use std::collections::BTreeSet;

use super::super::super::identity::RecordId;
use super::super::super::place::Setting;
use super::super::ranks::{Measure, Scales};
use super::super::week::Week;
use super::cells::Cells;
use super::layout::Change;
use super::{Pair, Row};

/// A change that was found in one measure, and its size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// The measure.
    pub(super) measure: Measure,
    /// The change.
    pub(super) change: Change,
    /// By how many ranks.
    pub(super) by: f64,
}

/// The rows and pairs of an office, with a place for each officer, week and setting.
#[derive(Clone, Debug)]
pub(super) struct Office<'a> {
    /// The officers, by name.
    pub(super) officers: Vec<String>,
    /// The weeks in which the office mapped.
    pub(super) weeks: Vec<Week>,
    /// The settings that occur; nothing where it is not known.
    pub(super) settings: Vec<Option<Setting>>,
    /// The mappings, with the places of officer, week and setting.
    pub(super) rows: Vec<(&'a Row, Place)>,
    /// The pairs, likewise.
    pub(super) pairs: Vec<(&'a Pair, Place)>,
    /// The scales.
    pub(super) scales: &'a Scales,
    /// The mappings that are in a pair.
    paired: BTreeSet<&'a RecordId>,
}

/// Where a reading stands: officer, week and setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The officer's place.
    pub(super) officer: usize,
    /// The week's.
    pub(super) week: usize,
    /// The setting's.
    pub(super) setting: usize,
}

impl<'a> Office<'a> {
    /// Gives everything its place.
    pub(super) fn of(rows: &'a [Row], pairs: &'a [Pair], scales: &'a Scales) -> Self {
        let said = rows.iter().map(|row| (&row.officer, row.week, row.setting));
        let read = pairs
            .iter()
            .map(|pair| (&pair.officer, pair.week, pair.setting));
        let mut names = BTreeSet::new();
        let mut settings = BTreeSet::new();
        let mut weeks = BTreeSet::new();
        for (officer, week, setting) in said.chain(read) {
            names.insert(officer.clone());
            settings.insert(setting);
            weeks.insert(week);
        }
        let weeks: Vec<Week> = weeks.into_iter().collect();
        let officers: Vec<String> = names.into_iter().collect();
        let settings: Vec<Option<Setting>> = settings.into_iter().collect();
        let place = |officer: &String, week: Week, setting: Option<Setting>| {
            Some(Place {
                officer: officers.binary_search(officer).ok()?,
                week: weeks.binary_search(&week).ok()?,
                setting: settings.binary_search(&setting).ok()?,
            })
        };
        let rows = rows
            .iter()
            .filter_map(|row| Some((row, place(&row.officer, row.week, row.setting)?)));
        let both = pairs
            .iter()
            .filter_map(|pair| Some((pair, place(&pair.officer, pair.week, pair.setting)?)));
        Self {
            rows: rows.collect(),
            pairs: both.collect(),
            scales,
            paired: pairs.iter().map(|pair| &pair.mapping).collect(),
            officers,
            weeks,
            settings,
        }
    }

    /// The mappings that a change covers, oldest week first; those that stand in pairs alone included.
    pub(super) fn covered(&self, found: &Found) -> Vec<RecordId> {
        let under = |at: &Place| found.change.covers(at.officer, at.week, at.setting);
        let rows = self
            .rows
            .iter()
            .filter(|(row, at)| under(at) && row.ranks.at(&found.measure).is_some());
        let pairs = self
            .pairs
            .iter()
            .filter(|(pair, at)| under(at) && pair.ranks.at(&found.measure).is_some());
        let rows = rows.map(|(row, at)| (at.week, &row.mapping));
        let both = rows.chain(pairs.map(|(pair, at)| (at.week, &pair.mapping)));
        let ordered: BTreeSet<(usize, &RecordId)> = both.collect();
        ordered
            .into_iter()
            .map(|(_, mapping)| mapping.clone())
            .collect()
    }

    /// The parts that every reading begins with: the one, and the settings' marks.
    fn begin(&self, setting: usize) -> Vec<f64> {
        let mut values = vec![0.0; self.settings.len() + 1];
        for (at, value) in values.iter_mut().enumerate() {
            *value = f64::from(u8::from(at == 0 || at == setting + 1));
        }
        values
    }

    /// The mappings of a measure, and how many parts a reading has.
    ///
    /// It is set `beside` other measures of the same pupil, and an area's level beside what was expected too: a caseload that is heavier all round
    /// moves them all. What is known of an officer's change in another area is taken off there first. A mapping that a
    /// moderator read too speaks among the pairs, where the caseload cannot blur it.
    pub(super) fn mappings(
        &self,
        measure: &Measure,
        beside: &[Measure],
        found: &[Found],
    ) -> (Cells, usize) {
        let mut cells = Cells::default();
        let mut parts = self.settings.len() + 1;
        for (row, place) in &self.rows {
            let Some(rank) = row.ranks.at(measure) else {
                continue;
            };
            if self.paired.contains(&row.mapping) {
                continue;
            }
            let mut values = self.begin(place.setting);
            for other in beside {
                values.extend(self.predict(row, *place, other, found));
            }
            if let Measure::Area(area) = measure {
                let expected = row.expected.get(area);
                let middle = self.middle(measure);
                values.push(expected.map_or(0.0, |value| value - middle));
                values.push(f64::from(u8::from(expected.is_none())));
            }
            parts = values.len();
            values.push(rank_as(rank));
            cells.push(place.officer, place.week, &values);
        }
        (cells, parts)
    }

    /// The pairs of a measure: officer less moderator.
    pub(super) fn doubles(&self, measure: &Measure) -> (Cells, usize) {
        let mut cells = Cells::default();
        for (pair, place) in &self.pairs {
            let both = (pair.ranks.at(measure), pair.moderator.at(measure));
            if let (Some(officer), Some(moderator)) = both {
                let mut values = self.begin(place.setting);
                values.push(rank_as(officer) - rank_as(moderator));
                cells.push(place.officer, place.week, &values);
            }
        }
        (cells, self.settings.len() + 1)
    }

    /// The measures that are set beside a measure: of an area the other areas; of the tariff none, for it follows them.
    pub(super) fn beside(&self, measure: &Measure) -> Vec<Measure> {
        if *measure == Measure::Tariff {
            return Vec::new();
        }
        let areas = self.scales.areas.keys().cloned().map(Measure::Area);
        areas.filter(|area| area != measure).collect()
    }

    fn middle(&self, measure: &Measure) -> f64 {
        rank_as(self.scales.size(measure).saturating_sub(1)) / 2.0
    }

    /// Another area's level, from the middle of its scale, and whether it was not settled.
    fn predict(&self, row: &Row, place: Place, other: &Measure, found: &[Found]) -> [f64; 2] {
        let Some(rank) = row.ranks.at(other) else {
            return [0.0, 1.0];
        };
        let here = |one: &&Found| {
            let change = one.change;
            one.measure == *other && change.covers(place.officer, place.week, place.setting)
        };
        let drifted: f64 = found.iter().filter(here).map(|one| one.by).sum();
        [rank_as(rank) - drifted - self.middle(other), 0.0]
    }
}

/// A rank as a number to reckon with.
fn rank_as(rank: usize) -> f64 {
    super::super::super::normal::float(rank)
}
