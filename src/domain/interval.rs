//! Intervals of shares: Wilson's for one share, Goodman's for all shares of one whole together.
//!
//! Wilson (1927); Goodman (1965), *On simultaneous confidence intervals for multinomial proportions*. Both are found by
//! inverting the score test, so neither leaves 0 to 1 and neither is empty at 0 or at all.

use super::normal::{float, quantile};

/// How sure an interval is to hold the true value: a share of 1, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// The usual one.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// Gives the confidence of a share; nothing unless it lies between 0 and 1, both excluded.
    pub fn new(share: f64) -> Option<Self> {
        (share > 0.0 && share < 1.0).then_some(Self(share))
    }

    /// The share.
    pub fn share(self) -> f64 {
        self.0
    }

    /// The square of the normal quantile that leaves out the rest on both sides, the rest parted among `parts`.
    fn squared(self, parts: usize) -> f64 {
        let out = (1.0 - self.0) / float(parts.max(1));
        quantile(1.0 - out / 2.0).powi(2)
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}

/// From where to where a share lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// All that a share can be: nothing is known.
    pub const WHOLE: Self = Self {
        low: 0.0,
        high: 1.0,
    };

    /// Whether a share lies in it, its ends included.
    pub fn holds(self, share: f64) -> bool {
        self.low <= share && share <= self.high
    }

    /// How wide it is.
    pub fn width(self) -> f64 {
        self.high - self.low
    }
}

/// Wilson's interval of a share found among `n`, which may be an effective number and need not be whole.
///
/// [`Interval::WHOLE`] where `n` is not above 0.
pub fn wilson(share: f64, n: f64, confidence: Confidence) -> Interval {
    score(share, n, confidence.squared(1))
}

/// Wilson's interval of one of so many shares of a whole, all of which are to hold together; Goodman's, where each share
/// may have an effective `n` of its own.
pub fn wilson_among(share: f64, n: f64, parts: usize, confidence: Confidence) -> Interval {
    score(share, n, confidence.squared(parts))
}

/// Wilson's interval of `count` among `n`.
pub fn wilson_of(count: usize, n: usize, confidence: Confidence) -> Interval {
    if n == 0 {
        return Interval::WHOLE;
    }
    wilson(float(count) / float(n), float(n), confidence)
}

/// Goodman's intervals: one for each count, all of which hold together with the confidence.
///
/// [`Interval::WHOLE`] for each where nothing was counted.
pub fn goodman(counts: &[usize], confidence: Confidence) -> Vec<Interval> {
    let n = float(counts.iter().sum());
    let squared = confidence.squared(counts.len());
    let one = |count: &usize| score(float(*count) / n.max(1.0), n, squared);
    counts.iter().map(one).collect()
}

/// The shares that a score test at `squared` does not refuse.
fn score(share: f64, n: f64, squared: f64) -> Interval {
    if !(n > 0.0 && n.is_finite()) {
        return Interval::WHOLE;
    }
    let share = share.clamp(0.0, 1.0);
    let middle = share + squared / (2.0 * n);
    let spread = (squared * (share * (1.0 - share) / n + squared / (4.0 * n * n))).sqrt();
    let whole = 1.0 + squared / n;
    // At the ends the root is exact in reals but not in floats, and 0 of n should say 0.
    Interval {
        low: if share <= 0.0 {
            0.0
        } else {
            ((middle - spread) / whole).clamp(0.0, share)
        },
        high: if share >= 1.0 {
            1.0
        } else {
            ((middle + spread) / whole).clamp(share, 1.0)
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn near(interval: Interval, low: f64, high: f64, off: f64) {
        let close = (interval.low - low).abs() <= off && (interval.high - high).abs() <= off;
        assert!(close, "{interval:?} is not ({low}, {high})");
    }

    #[test]
    fn wilson_as_published() {
        let at = Confidence::default();
        near(wilson_of(18, 20, at), 0.698_966, 0.972_134, 5e-7);
        near(wilson_of(0, 30, at), 0.0, 0.113_513, 5e-7);
        assert!(wilson_of(0, 30, at).low <= 0.0);
        assert!(wilson_of(30, 30, at).high >= 1.0);
    }

    #[test]
    fn goodman_as_published() {
        let counts = [56, 72, 73, 59, 62, 87, 58];
        let published = [
            (0.085, 0.166),
            (0.115, 0.204),
            (0.116, 0.207),
            (0.091, 0.173),
            (0.096, 0.181),
            (0.143, 0.239),
            (0.089, 0.171),
        ];
        let found = goodman(&counts, Confidence::default());
        for (interval, (low, high)) in found.into_iter().zip(published) {
            near(interval, low, high, 5e-4);
        }
    }

    #[test]
    fn nothing_counted_is_nothing_known() {
        let at = Confidence::default();
        assert_eq!(wilson_of(0, 0, at), Interval::WHOLE);
        assert_eq!(wilson(0.5, f64::NAN, at), Interval::WHOLE);
        assert_eq!(goodman(&[0, 0], at), [Interval::WHOLE; 2]);
        assert!(goodman(&[], at).is_empty());
        assert_eq!(Confidence::new(1.0), None);
        assert_eq!(Confidence::new(f64::NAN), None);
    }

    #[test]
    fn one_count_alone_is_wilsons() {
        let at = Confidence::default();
        assert_eq!(goodman(&[7], at), [wilson_of(7, 7, at)]);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_narrows_with_n(count in 0usize..200, more in 0usize..200, share in 0.5..0.999f64) {
            let (n, at) = (count + more, Confidence::new(share).unwrap());
            let interval = wilson_of(count, n, at);
            prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
            if n > 0 {
                let share = float(count) / float(n);
                prop_assert!(interval.holds(share));
                let four = wilson(share, 4.0 * float(n), at);
                prop_assert!(four.width() < interval.width());
                prop_assert!(wilson_of(count, n, Confidence::NINETY_FIVE).holds(share));
            }
        }

        #[test]
        fn an_effective_n_lies_between_its_neighbours(n in 2usize..60, part in 0.01..0.99f64) {
            let at = Confidence::default();
            let width = |n: f64| wilson(0.3, n, at).width();
            prop_assert!(width(float(n)) > width(float(n) + part));
            prop_assert!(width(float(n) + part) > width(float(n + 1)));
        }
    }
}
