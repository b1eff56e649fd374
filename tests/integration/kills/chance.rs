//! Chance from a seed, so that a run can be had again.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A seeded row of numbers (splitmix64).
pub(super) struct Chance(u64);

/// A seed that nobody has named.
pub(super) fn of_the_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_micros()).unwrap() % 1_000_000_007
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another one.
    pub(super) fn below(&mut self, top: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(top).unwrap()).unwrap()
    }

    /// Whether what comes so often in a hundred comes now.
    pub(super) fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// One of several.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A time between two.
    pub(super) fn between(&mut self, from: Duration, to: Duration) -> Duration {
        let span = to.saturating_sub(from).as_micros().max(1);
        let micros = u128::from(self.next()) % span;
        from + Duration::from_micros(u64::try_from(micros).unwrap())
    }
}
