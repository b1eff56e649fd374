//! Series: an officer's weekly means, as a sparkline shows them, and their trend.

use super::super::super::normal::float;
use super::super::ranks::Measure;
use super::super::week::Week;
use super::office::Office;
use super::scan::Model;

/// An officer's weeks at one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Who.
    pub officer: String,
    /// The area, or the tariff.
    pub measure: Measure,
    /// The weeks in which the office mapped.
    pub points: Vec<Point>,
    /// By how many ranks a week the officer moves away from the office; nothing where fewer than three weeks say.
    pub trend: Option<Trend>,
}

/// One week of an officer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The week.
    pub week: Week,
    /// How many mappings.
    pub mappings: usize,
    /// Their mean rank.
    pub mean: Option<f64>,
    /// By how many ranks that lies above what the office gave the same week to like pupils, as far as settings and other
    /// areas tell; nothing where fewer than three officers mapped.
    pub against: Option<f64>,
}

/// A slope and its interval, 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Ranks a week.
    pub slope: f64,
    /// From.
    pub low: f64,
    /// To.
    pub high: f64,
}

impl Trend {
    /// Says which way, where it is beyond doubt.
    pub fn words(self) -> String {
        let way = if self.low > 0.0 {
            "rising"
        } else if self.high < 0.0 {
            "falling"
        } else {
            return "steady".to_owned();
        };
        format!("{way} {:.2} ranks a week", self.slope.abs())
    }
}

/// The signs of a sparkline, lowest first.
const SIGNS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What stands in a sparkline for a week in which the officer mapped nobody.
const NOBODY: char = '·';

/// The means that the sparklines of a measure run between, everybody's on one scale: the lowest and the highest week's.
///
/// They are at least a rank apart, so that what is rounding to whole ranks does not look like drift.
pub fn between(all: &[Series], measure: &Measure) -> (f64, f64) {
    let own = all.iter().filter(|one| one.measure == *measure);
    let means = own.flat_map(|one| one.points.iter().filter_map(|point| point.mean));
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for mean in means {
        (low, high) = (low.min(mean), high.max(mean));
    }
    if low > high {
        return (0.0, 1.0);
    }
    let more = ((1.0 - (high - low)) / 2.0).max(0.0);
    (low - more, high + more)
}

impl Series {
    /// The weekly means as a line of signs, a sign a week.
    pub fn sparkline(&self, (low, high): (f64, f64)) -> String {
        let sign = |point: &Point| {
            let Some(mean) = point.mean else {
                return NOBODY;
            };
            // Signs whose floor is reached: the topmost is left for the very top.
            let part = (mean - low) / (high - low) * float(SIGNS.len());
            let reached = (1..SIGNS.len()).filter(|floor| part >= float(*floor));
            SIGNS.get(reached.count()).copied().unwrap_or(NOBODY)
        };
        self.points.iter().map(sign).collect()
    }
}

/// The series of every officer at a fitted measure.
pub(super) fn series(office: &Office<'_>, model: &Model) -> Vec<Series> {
    let mut sums = vec![vec![(0usize, 0usize); office.weeks.len()]; office.officers.len()];
    for (row, place) in &office.rows {
        let cell = sums
            .get_mut(place.officer)
            .and_then(|weeks| weeks.get_mut(place.week));
        if let (Some(cell), Some(rank)) = (cell, row.ranks.at(&model.measure)) {
            *cell = (cell.0 + 1, cell.1 + rank);
        }
    }
    let people = office.officers.iter().zip(sums).enumerate();
    let own = people.map(|(place, (officer, sums))| {
        let fit = model.mappings.as_ref();
        let against = fit.map_or(Vec::new(), |fit| fit.against(place));
        Series {
            officer: officer.clone(),
            measure: model.measure.clone(),
            points: points(&office.weeks, &sums, &against),
            trend: trend(&against),
        }
    });
    own.collect()
}

/// The points of weeks: how many mappings and their ranks' sum, and the weeks against the office.
fn points(weeks: &[Week], sums: &[(usize, usize)], against: &[(usize, f64, f64)]) -> Vec<Point> {
    let known = |place: usize| against.iter().find(|point| point.0 == place);
    let weeks = weeks.iter().zip(sums).enumerate();
    let point = weeks.map(|(place, (week, (mappings, sum)))| Point {
        week: *week,
        mappings: *mappings,
        mean: (*mappings > 0).then(|| float(*sum) / float(*mappings)),
        against: known(place).map(|point| point.1),
    });
    point.collect()
}

/// The slope of weekly means by weighted least squares; each is a week, a mean and its variance.
fn trend(means: &[(usize, f64, f64)]) -> Option<Trend> {
    if means.len() < 3 {
        return None;
    }
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        let each = means
            .iter()
            .map(|(week, mean, variance)| of(float(*week), *mean) / variance);
        each.sum()
    };
    let whole = sum(&|_, _| 1.0);
    let (week, mean) = (sum(&|x, _| x) / whole, sum(&|_, y| y) / whole);
    let squares = sum(&|x, _| (x - week).powi(2));
    let slope = sum(&|x, y| (x - week) * (y - mean)) / squares;
    let wide = 1.96 / squares.sqrt();
    Some(Trend {
        slope,
        low: slope - wide,
        high: slope + wide,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_has_its_slope() {
        let line = [(0, 1.0, 0.1), (1, 1.5, 0.2), (3, 2.5, 0.1)];
        let trend = trend(&line).unwrap();
        assert!((trend.slope - 0.5).abs() < 1e-12);
        assert!(trend.low < 0.5 && 0.5 < trend.high);
        assert_eq!(trend.words(), "rising 0.50 ranks a week");
        let unsure = Trend { low: -0.1, ..trend };
        assert_eq!(unsure.words(), "steady");
        assert_eq!(super::trend(&line[..2]), None);
    }

    fn drawn(means: &[Option<f64>]) -> String {
        let week = Week::of("2027-01-04".parse().unwrap());
        let points = means.iter().map(|mean| Point {
            week,
            mappings: 1,
            mean: *mean,
            against: None,
        });
        let one = Series {
            officer: "Ann".to_owned(),
            measure: Measure::Tariff,
            points: points.collect(),
            trend: None,
        };
        let between = between(std::slice::from_ref(&one), &Measure::Tariff);
        one.sparkline(between)
    }

    #[test]
    fn a_sparkline_has_a_sign_a_week() {
        let all: Vec<Option<f64>> = (0..8).map(|rank| Some(float(rank))).collect();
        assert_eq!(drawn(&all), "▁▂▃▄▅▆▇█");
        assert_eq!(drawn(&[Some(2.0), None, Some(6.0)]), "▁·█");
        // Less than a rank apart is no mountain.
        assert_eq!(drawn(&[Some(2.0), Some(2.1)]), "▄▅");
        assert_eq!(drawn(&[None]), "·");
        assert_eq!(drawn(&[]), "");
    }
}
