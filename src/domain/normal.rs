//! The normal distribution: its quantiles and tails, as intervals and alarms need them.

use statrs::distribution::{ContinuousCDF as _, Normal};

/// The point below which a standard normal number falls with probability `p`; infinite at 0 and 1.
pub fn quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    Normal::standard().inverse_cdf(p)
}

/// The probability that a standard normal number lies at least `z` away from 0, on either side.
pub fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// A count as a number to reckon with.
pub fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(value: f64, published: f64, off: f64) {
        assert!(
            (value - published).abs() < off,
            "{value} is not {published}"
        );
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        near(quantile(0.975), 1.959_963_985, 1e-8);
        near(quantile(0.995), 2.575_829_304, 1e-8);
        near(quantile(0.5), 0.0, 1e-12);
        assert!(quantile(0.0).is_infinite() && quantile(1.0).is_infinite());
    }

    #[test]
    fn tails_hold_far_out() {
        near(two_sided(1.959_963_985), 0.05, 1e-9);
        near(two_sided(-1.959_963_985), 0.05, 1e-9);
        near(two_sided(6.0) * 1e9, 1.973_175, 1e-4);
        near(two_sided(0.0), 1.0, 1e-12);
        assert!(two_sided(12.0) > 0.0);
    }
}
