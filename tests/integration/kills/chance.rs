//! Chance from a seed, so that a run can be had again.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use continuum::domain::draw::Draw;

/// A seeded row of numbers.
pub(super) struct Chance(Draw);

/// A seed that nobody has named.
pub(super) fn of_the_clock() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_micros()).unwrap() % 1_000_000_007
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(Draw::from_seed(seed))
    }

    /// A number below another one.
    pub(super) fn below(&mut self, top: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(top).unwrap())).unwrap()
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
        let micros = self.0.below(u64::try_from(span).unwrap());
        from + Duration::from_micros(micros)
    }
}
