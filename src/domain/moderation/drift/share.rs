//! Shares: how an officer's mappings spread over the ranks, against the moderated baseline.

use super::super::super::interval::{Confidence, Interval, goodman};
use super::super::super::normal::float;
use super::super::super::place::Setting;
use super::super::ranks::Measure;
use super::office::Office;

/// An officer's spread over the ranks of one measure, in all settings or one.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Who.
    pub officer: String,
    /// The area, or the tariff.
    pub measure: Measure,
    /// The setting; nothing for all together.
    pub setting: Option<Setting>,
    /// How many mappings.
    pub mappings: usize,
    /// How many readings the baseline rests on: what moderators gave in the random sample, everybody's.
    pub moderated: usize,
    /// The ranks, lowest first.
    pub ranks: Vec<Share>,
}

/// One rank's share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many of the officer's mappings.
    pub count: usize,
    /// Their share's interval; those of all ranks hold together, 95 % (Goodman).
    pub interval: Interval,
    /// The moderators' share; nothing where they read none.
    pub baseline: Option<f64>,
    /// The interval of the moderators' share, likewise.
    pub baseline_interval: Interval,
}

impl Share {
    /// Whether the officer's and the moderators' shares lie apart, their intervals not touching.
    pub fn apart(&self) -> bool {
        let (one, other) = (self.interval, self.baseline_interval);
        self.baseline.is_some() && (one.high < other.low || other.high < one.low)
    }
}

impl Shares {
    /// The ranks at which the officer's and the moderators' shares lie apart.
    pub fn apart(&self) -> impl Iterator<Item = (usize, &Share)> {
        let ranks = self.ranks.iter().enumerate();
        ranks.filter(|(_, share)| share.apart())
    }

    /// Says of a rank's share what the officer gives and what the moderators do.
    pub fn words(&self, share: &Share) -> String {
        let percent = |value: f64| format!("{:.0}", value * 100.0);
        let around = |one: Interval| format!("{} to {} %", percent(one.low), percent(one.high));
        let own = float(share.count) / float(self.mappings.max(1));
        format!(
            "{} % of {} mappings ({}); moderators {} % of {} readings ({})",
            percent(own),
            self.mappings,
            around(share.interval),
            percent(share.baseline.unwrap_or_default()),
            self.moderated,
            around(share.baseline_interval),
        )
    }
}

/// Every officer's shares at a measure: in all settings, then in each that is known.
pub(super) fn shares(office: &Office<'_>, measure: &Measure) -> Vec<Shares> {
    let known = office.settings.iter().filter(|setting| setting.is_some());
    let settings: Vec<Option<Setting>> = std::iter::once(&None).chain(known).copied().collect();
    let size = office.scales.size(measure);
    let mut all = Vec::new();
    for setting in settings {
        let here = |one: Option<Setting>| setting.is_none() || one == setting;
        let pairs = office.pairs.iter().filter(|(pair, _)| here(pair.setting));
        let baseline = tally(
            pairs.filter_map(|(pair, _)| pair.moderator.at(measure)),
            size,
        );
        for (place, officer) in office.officers.iter().enumerate() {
            let own = office.rows.iter().filter(|(_, at)| at.officer == place);
            let own = own.filter(|(row, _)| here(row.setting));
            let counts = tally(own.filter_map(|(row, _)| row.ranks.at(measure)), size);
            all.push(Shares {
                officer: officer.clone(),
                measure: measure.clone(),
                setting,
                mappings: counts.iter().sum(),
                moderated: baseline.iter().sum(),
                ranks: lay(&counts, &baseline),
            });
        }
    }
    all
}

fn tally(ranks: impl Iterator<Item = usize>, size: usize) -> Vec<usize> {
    let mut counts = vec![0; size];
    for rank in ranks {
        if let Some(count) = counts.get_mut(rank) {
            *count += 1;
        }
    }
    counts
}

fn lay(counts: &[usize], baseline: &[usize]) -> Vec<Share> {
    let whole: usize = baseline.iter().sum();
    let at = Confidence::NINETY_FIVE;
    let own = counts.iter().zip(goodman(counts, at));
    let other = baseline.iter().zip(goodman(baseline, at));
    let share =
        |((count, interval), (base, around)): ((&usize, Interval), (&usize, Interval))| Share {
            count: *count,
            interval,
            baseline: (whole > 0).then(|| float(*base) / float(whole)),
            baseline_interval: around,
        };
    own.zip(other).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_apart_is_said() {
        let shares = Shares {
            officer: "Ann".to_owned(),
            measure: Measure::Tariff,
            setting: None,
            mappings: 100,
            moderated: 100,
            ranks: lay(&[80, 20], &[20, 80]),
        };
        let apart: Vec<String> = shares.apart().map(|(_, one)| shares.words(one)).collect();
        assert_eq!(apart.len(), 2);
        assert_eq!(
            apart[0],
            "80 % of 100 mappings (70 to 87 %); moderators 20 % of 100 readings (13 to 30 %)"
        );
        let same = Shares {
            ranks: lay(&[50, 50], &[48, 52]),
            ..shares
        };
        assert_eq!(same.apart().count(), 0);
    }
}
