//! The search for the change that readings speak of most: whose, in what, where, since when.

use super::super::super::normal::{float, two_sided};
use super::super::ranks::Measure;
use super::Settings;
use super::fit::{Fit, Score};
use super::layout::{Change, Layout, Stream};
use super::office::{Found, Office};

/// How much more a single setting must explain before a change is said to be its alone, in log-likelihood.
const ALONE: f64 = 4.0;

/// The least variance of a mapping about what is expected of it: that of rounding to whole ranks.
const ROUNDED: f64 = 1.0 / 12.0;

/// The fits of one measure.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// The measure.
    pub(super) measure: Measure,
    /// The mappings; nothing where fewer than three officers have any, for then nobody can say who moved.
    pub(super) mappings: Option<Fit>,
    /// The pairs.
    pub(super) pairs: Fit,
}

/// A change that readings speak of.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The change, in its measure.
    pub(super) found: Found,
    /// What readings say of it.
    pub(super) score: Score,
    /// The same of each week it could have begun in.
    pub(super) weeks: Vec<(usize, Score)>,
    /// How often a quiet office would show as much, over all that is watched.
    pub(super) chance: f64,
}

impl Score {
    /// Twice the gain in log-likelihood.
    pub(super) fn gain(&self) -> f64 {
        if self.i > 0.0 {
            self.u * self.u / self.i
        } else {
            0.0
        }
    }

    /// The size, in ranks.
    pub(super) fn size(&self) -> f64 {
        if self.i > 0.0 { self.u / self.i } else { 0.0 }
    }
}

impl Model {
    /// Fits a measure beside others, given the changes found already.
    pub(super) fn of(
        office: &Office<'_>,
        measure: &Measure,
        beside: &[Measure],
        found: &[Found],
        settings: &Settings,
    ) -> Self {
        let known = found.iter().filter(|one| one.measure == *measure);
        let known: Vec<Change> = known.map(|one| one.change).collect();
        let layout = |stream, parts| Layout {
            stream,
            weeks: office.weeks.len(),
            officers: office.officers.len(),
            parts,
            known: known.clone(),
        };
        let (cells, parts) = office.mappings(measure, beside, found);
        let mappings = (cells.officers() >= 3).then(|| {
            let layout = layout(Stream::Mappings, parts);
            Fit::of(layout, cells, settings.caseloads.powi(2), ROUNDED)
        });
        let (cells, parts) = office.doubles(measure);
        let layout = layout(Stream::Pairs, parts);
        let pairs = Fit::of(layout, cells, settings.office.powi(2), 2.0 * ROUNDED);
        Self {
            measure: measure.clone(),
            mappings,
            pairs,
        }
    }

    /// Scores an officer's changes by the week they begin in, latest first, mappings and pairs together.
    pub(super) fn scores(&self, officer: usize, setting: Option<usize>) -> Vec<(usize, Score)> {
        let fit = self.mappings.as_ref();
        let own = fit.map_or(Vec::new(), |fit| fit.scores(officer, setting));
        let pairs = self.pairs.scores(officer, setting);
        let mut weeks: Vec<usize> = own.iter().chain(&pairs).map(|(week, _)| *week).collect();
        weeks.sort_unstable_by(|one, other| other.cmp(one));
        weeks.dedup();
        // From the latest week back: what holds from a later week on holds from this one where this one has no readings.
        let upto = |list: &[(usize, Score)], week: usize| {
            let mut after = list.iter().filter(|(at, _)| *at >= week);
            after
                .next_back()
                .map_or(Score::default(), |(_, score)| *score)
        };
        let both = |week: usize| (week, upto(&own, week).and(upto(&pairs, week)));
        weeks.into_iter().map(both).collect()
    }

    /// The week from which an officer's readings speak most of a change.
    fn best(
        &self,
        officer: usize,
        setting: Option<usize>,
        settings: &Settings,
    ) -> Option<Candidate> {
        let scores = self.scores(officer, setting);
        let enough = |score: &Score| score.n >= float(settings.least) && score.gain() > 0.0;
        let weeks: Vec<(usize, Score)> = scores
            .into_iter()
            .filter(|(_, score)| enough(score))
            .collect();
        let best = (weeks.iter()).max_by(|one, other| one.1.gain().total_cmp(&other.1.gain()))?;
        let (week, score) = *best;
        Some(Candidate {
            found: Found {
                measure: self.measure.clone(),
                change: Change {
                    officer,
                    week,
                    setting,
                },
                by: score.size(),
            },
            score,
            weeks,
            chance: 1.0,
        })
    }

    /// The officer's most telling change, in all settings or in one alone, with its chance in a quiet office.
    pub(super) fn telling(
        &self,
        office: &Office<'_>,
        officer: usize,
        settings: &Settings,
    ) -> Option<Candidate> {
        let looks = settings.looks(office);
        let chance = |gain: f64, share: f64| two_sided(gain.sqrt()) * looks / share;
        let mut whole = self.best(officer, None, settings)?;
        whole.chance = chance(whole.score.gain(), 0.7);
        let known = office.settings.iter().enumerate();
        let known: Vec<usize> =
            (known.filter(|(_, one)| one.is_some()).map(|(at, _)| at)).collect();
        if known.len() < 2 {
            return Some(whole);
        }
        let one = |setting: &usize| self.best(officer, Some(*setting), settings);
        let alone = (known.iter().filter_map(one))
            .max_by(|one, other| one.score.gain().total_cmp(&other.score.gain()));
        let Some(mut alone) = alone else {
            return Some(whole);
        };
        alone.chance = chance(alone.score.gain(), 0.3 / float(known.len()));
        let more = alone.score.gain() - whole.score.gain() > 2.0 * ALONE;
        Some(if more && alone.chance < whole.chance {
            alone
        } else {
            whole
        })
    }
}

/// Finds every change beyond what a quiet office would show, the most telling first.
///
/// Areas before the tariff: each change found is taken into account before the next is sought, so that neither its echo in
/// the other officers (who are compared with an office that holds it) nor that in the other areas is taken for another. An
/// officer with a change in an area has the tariff's as its consequence.
///
/// `fitted` is asked after each fit whether to go on; where not, there is nothing.
pub(super) fn changes(
    office: &Office<'_>,
    settings: &Settings,
    fitted: &mut dyn FnMut() -> bool,
) -> Option<Vec<Candidate>> {
    let mut found: Vec<Candidate> = Vec::new();
    let areas: Vec<Measure> = (office.scales.measures())
        .filter(|measure| *measure != Measure::Tariff)
        .collect();
    for measures in [areas, vec![Measure::Tariff]] {
        loop {
            let mut going = true;
            let mut fitted = || {
                going = fitted();
                going
            };
            let next = most_telling(office, &measures, &found, (settings, &mut fitted));
            if !going {
                return None;
            }
            let Some(next) = next else { break };
            found.push(next);
        }
    }
    Some(found)
}

/// The changes found, as a measure's fit knows them.
///
/// The tariff's knows every officer's change in an area as its own.
pub(super) fn known(found: &[Candidate], measure: &Measure) -> Vec<Found> {
    let as_tariff = |one: &Candidate| Found {
        measure: Measure::Tariff,
        ..one.found.clone()
    };
    let all = found.iter();
    if *measure == Measure::Tariff {
        all.map(as_tariff).collect()
    } else {
        all.map(|one| one.found.clone()).collect()
    }
}

/// The most telling change, where there is one; the search ends where `fitted` says so.
fn most_telling(
    office: &Office<'_>,
    measures: &[Measure],
    found: &[Candidate],
    (settings, fitted): (&Settings, &mut dyn FnMut() -> bool),
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for measure in measures {
        let known = known(found, measure);
        let model = Model::of(office, measure, &office.beside(measure), &known, settings);
        for officer in 0..office.officers.len() {
            let done = |one: &Found| one.measure == *measure && one.change.officer == officer;
            if known.iter().any(done) {
                continue;
            }
            let Some(next) = model.telling(office, officer, settings) else {
                continue;
            };
            let more = best.as_ref().is_none_or(|best| next.chance < best.chance);
            let worth = next.found.by.abs() >= settings.size;
            if next.chance <= settings.false_alarms && worth && more {
                best = Some(next);
            }
        }
        if !fitted() {
            return None;
        }
    }
    best
}
