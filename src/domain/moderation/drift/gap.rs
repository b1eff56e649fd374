//! Gaps: how far an officer's readings lie from the moderators' on the random sample, on the mean.

use super::super::super::normal::float;
use super::super::ranks::Measure;
use super::office::Office;

/// The mean signed difference of an officer from moderators at one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Who.
    pub officer: String,
    /// The area, or the tariff.
    pub measure: Measure,
    /// How many plans both read and gave a rank.
    pub pairs: usize,
    /// The officer's rank less the moderator's, on the mean; nothing without pairs.
    pub mean: Option<f64>,
    /// Its interval, 95 %; nothing with fewer than two pairs.
    pub interval: Option<(f64, f64)>,
}

/// Every officer's gap at a measure.
pub(super) fn gaps(office: &Office<'_>, measure: &Measure) -> Vec<Gap> {
    let people = office.officers.iter().enumerate();
    let one = |(place, officer): (usize, &String)| {
        let own = office.pairs.iter().filter(|(_, at)| at.officer == place);
        let differences: Vec<f64> = own
            .filter_map(|(pair, _)| {
                let officer = float(pair.ranks.at(measure)?);
                Some(officer - float(pair.moderator.at(measure)?))
            })
            .collect();
        let (mean, interval) = mean(&differences);
        Gap {
            officer: officer.clone(),
            measure: measure.clone(),
            pairs: differences.len(),
            mean,
            interval,
        }
    };
    people.map(one).collect()
}

/// A mean and its interval. The variance is never taken for less than that of two ranks' rounding: a few pairs that all
/// agree do not make the mean certain.
fn mean(values: &[f64]) -> (Option<f64>, Option<(f64, f64)>) {
    if values.is_empty() {
        return (None, None);
    }
    let n = float(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let variance = (squares / (n - 1.0).max(1.0)).max(1.0 / 6.0);
    let wide = 1.96 * (variance / n).sqrt();
    (Some(mean), (n >= 2.0).then_some((mean - wide, mean + wide)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_needs_two_to_have_an_interval() {
        assert_eq!(mean(&[]), (None, None));
        assert_eq!(mean(&[1.0]), (Some(1.0), None));
        let (found, interval) = mean(&[1.0, 1.0, 1.0, 1.0]);
        let (low, high) = interval.unwrap();
        assert_eq!(found, Some(1.0));
        assert!(low > 0.5 && high < 1.5 && low < 1.0);
    }
}
