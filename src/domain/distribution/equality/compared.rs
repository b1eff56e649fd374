//! A group beside all others: how often one of it has the higher tariff.

use super::super::disclosure::Shown;

/// How pupils of a group stand beside all others who are mapped, of a hundred pairs of one of each.
///
/// The share of pairs higher less that lower is Cliff's delta (N. Cliff, *Dominance statistics*, 1993): a standardised
/// difference that needs an order of the tariffs and no distance between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The pairs in which the pupil of the group has the higher tariff.
    pub higher: u64,
    /// The pairs in which they have the lower one.
    pub lower: u64,
    /// Ten times the difference of the two, exact to the tenth of a pair: -1000 to 1000.
    delta: i64,
}

impl Compared {
    /// How many pupils either side must have: below, a single pupil would move the pairs too far.
    pub const LEAST: u64 = 30;

    /// Compares a group with all others; `tariffs` and `all` are in rank order.
    pub fn of(tariffs: &[Shown], all: &[Shown]) -> Option<Self> {
        let numbers = |shown: &[Shown]| -> Option<Vec<u64>> {
            shown.iter().map(|one| one.number()).collect()
        };
        let (own, all) = (numbers(tariffs)?, numbers(all)?);
        let others: Vec<u64> = (own.iter().zip(&all))
            .map(|(own, all)| all.checked_sub(*own))
            .collect::<Option<_>>()?;
        let (mine, theirs) = (own.iter().sum::<u64>(), others.iter().sum::<u64>());
        if mine < Self::LEAST || theirs < Self::LEAST {
            return None;
        }
        let (mut higher, mut lower, mut below) = (0_u128, 0_u128, 0_u128);
        for (own, other) in own.iter().zip(&others) {
            higher += u128::from(*own) * below;
            below += u128::from(*other);
            lower += u128::from(*own) * (u128::from(theirs) - below);
        }
        let pairs = u128::from(mine) * u128::from(theirs);
        let thousandths = |part: u128| i64::try_from((part * 2000 + pairs) / (pairs * 2)).ok();
        let hundredths = |part: u128| u64::try_from((part * 200 + pairs) / (pairs * 2)).ok();
        Some(Self {
            higher: hundredths(higher)?,
            lower: hundredths(lower)?,
            delta: thousandths(higher)? - thousandths(lower)?,
        })
    }

    /// How large the difference is, in words, by the usual limits for Cliff's delta (0.147, 0.33 and 0.474; J. Romano and
    /// others, 2006).
    pub fn words(self) -> &'static str {
        let is_higher = self.delta > 0;
        match (self.delta.unsigned_abs(), is_higher) {
            (..147, _) => "hardly any difference",
            (147..330, true) => "somewhat higher tariffs",
            (147..330, false) => "somewhat lower tariffs",
            (330..474, true) => "higher tariffs",
            (330..474, false) => "lower tariffs",
            (474.., true) => "much higher tariffs",
            (474.., false) => "much lower tariffs",
        }
    }

    /// The standardised difference itself, from -1 (every pupil of the group lower than every other) to 1, to three decimals.
    pub fn delta(self) -> String {
        let sign = if self.delta < 0 { "-" } else { "" };
        let size = self.delta.unsigned_abs();
        format!("{sign}{}.{:03}", size / 1000, size % 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(own: [u64; 3], others: [u64; 3], expected: Option<(u64, u64, &str, &str)>) {
        let shown = |counts: [u64; 3]| counts.map(Shown::Count);
        let mut all = own;
        for (sum, other) in all.iter_mut().zip(others) {
            *sum += other;
        }
        let found = Compared::of(&shown(own), &shown(all));
        let delta = found.map(Compared::delta).unwrap_or_default();
        let found = found.map(|one| (one.higher, one.lower, delta.as_str(), one.words()));
        assert_eq!(found, expected);
    }

    #[test]
    fn pairs_are_counted_over_every_pupil_of_both_sides() {
        case(
            [10, 10, 10],
            [100, 100, 100],
            Some((33, 33, "0.000", "hardly any difference")),
        );
        case(
            [0, 0, 30],
            [40, 0, 0],
            Some((100, 0, "1.000", "much higher tariffs")),
        );
        case(
            [30, 0, 0],
            [0, 20, 20],
            Some((0, 100, "-1.000", "much lower tariffs")),
        );
        // Of 40 × 40 pairs 10 × 10 + 10 × 20 higher, 20 × 30 + 10 × 20 lower.
        case(
            [20, 10, 10],
            [10, 10, 20],
            Some((19, 50, "-0.312", "somewhat lower tariffs")),
        );
        case([29, 0, 0], [100, 0, 0], None);
        case([100, 0, 0], [0, 0, 29], None);
    }

    #[test]
    fn nothing_is_said_from_a_hidden_number() {
        let all = [Shown::Count(100), Shown::Count(100)];
        let own = [Shown::Count(50), Shown::Suppressed];
        assert_eq!(Compared::of(&own, &all), None);
        assert_eq!(Compared::of(&all, &own), None);
    }
}
