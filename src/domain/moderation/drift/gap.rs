//! Gaps: how far an officer's readings lie from the moderators' on the random sample, on the mean.

use super::super::super::agreement::TOO_FEW;
use super::super::super::normal::float;
use super::super::ranks::Measure;
use super::super::slice::Higher;
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

impl Gap {
    /// Whether it rests on too few plans to speak of.
    pub fn too_few(&self) -> bool {
        self.pairs < TOO_FEW
    }

    /// Who reads higher, the officers meaning this one; nothing where neither does.
    pub fn higher(&self) -> Option<Higher> {
        Higher::of(self.mean?)
    }

    /// Says it in words: how far from the moderators, on how many plans, and how sure that is.
    pub fn words(&self) -> String {
        let plans = match self.pairs {
            1 => "1 plan".to_owned(),
            many => format!("{many} plans"),
        };
        let Some(mean) = self.mean else {
            return "no plan read twice".to_owned();
        };
        let few = if self.too_few() { ", too few" } else { "" };
        let way = match self.higher() {
            Some(Higher::Officers) => "higher than",
            Some(Higher::Moderators) => "lower than",
            None => return format!("as moderators ({plans}{few})"),
        };
        let sure = self.interval.map_or(String::new(), |(low, high)| {
            format!("; {low:+.2} to {high:+.2}")
        });
        format!("{:.2} {way} moderators ({plans}{few}{sure})", mean.abs())
    }
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
pub(in crate::domain::moderation) fn mean(values: &[f64]) -> (Option<f64>, Option<(f64, f64)>) {
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

    #[track_caller]
    fn said(values: &[f64], expected: &str) {
        let (mean, interval) = mean(values);
        let gap = Gap {
            officer: "Ann".to_owned(),
            measure: Measure::Tariff,
            pairs: values.len(),
            mean,
            interval,
        };
        assert_eq!(gap.words(), expected);
    }

    #[test]
    fn a_gap_says_which_way() {
        said(&[], "no plan read twice");
        said(&[-0.5], "0.50 lower than moderators (1 plan, too few)");
        said(&[1.0, -1.0], "as moderators (2 plans, too few)");
        said(
            &[1.0; 40],
            "1.00 higher than moderators (40 plans; +0.87 to +1.13)",
        );
    }
}
