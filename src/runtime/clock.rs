//! The clock: the one place that reads the time, or is told it by `--now`.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::domain::day::{Day, Moment};

/// Tells the time; set to a day by `--now`, it starts at nine that morning and runs on from there.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    from: Moment,
    since: Instant,
}

impl Clock {
    /// Gives the machine's clock.
    pub fn system() -> Self {
        Self {
            from: system_now(),
            since: started(),
        }
    }

    /// Gives a clock that starts on a day of one's own.
    pub fn set(day: Day) -> Self {
        Self {
            from: Moment::of_day(day),
            since: started(),
        }
    }

    /// The moment it is now; it never runs backwards, whatever the machine's clock does.
    pub fn now(&self) -> Moment {
        let elapsed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.from.plus_millis(elapsed)
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock's home")]
fn started() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "the clock's home")]
fn system_now() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
