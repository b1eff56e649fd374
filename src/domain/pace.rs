//! How far long work has come, how fast it goes and how long it will still take, in whole numbers and in words.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use super::day::Moment;
use super::exact::grouped;

/// How long work goes on before its rate is said, in milliseconds: a shorter time would make a guess of it.
const SETTLES: i64 = 1_000;

/// The course of one piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    what: String,
    /// When this piece began, and how many were done then.
    began: (Moment, u64),
    now: Moment,
    done: u64,
    of: Option<u64>,
}

impl Pace {
    /// Begins with nothing done.
    pub fn new(what: &str, now: Moment) -> Self {
        Self {
            what: what.to_owned(),
            began: (now, 0),
            now,
            done: 0,
            of: None,
        }
    }

    /// Hears how many are done by now, and of how many where that is known. Other work, or work that counts anew, has a
    /// pace of its own.
    pub fn hear(&mut self, what: &str, done: u64, of: Option<u64>, now: Moment) {
        if self.what != what || done < self.done || self.of.is_some() && self.of != of {
            what.clone_into(&mut self.what);
            self.began = (now, done);
        }
        (self.now, self.done, self.of) = (now, done, of);
    }

    /// What is being done.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// How many are done in a second; nothing before it can be told.
    pub fn rate(&self) -> Option<u64> {
        let millis = self.now.millis() - self.began.0.millis();
        let done = self.done.saturating_sub(self.began.1);
        if millis < SETTLES || done == 0 {
            return None;
        }
        Some((done.saturating_mul(1_000) / millis.unsigned_abs()).max(1))
    }

    /// How many seconds the rest will take at this pace, rounded up; nothing before it can be told.
    pub fn left(&self) -> Option<u64> {
        let rest = self.of?.checked_sub(self.done)?;
        Some(rest.div_ceil(self.rate()?))
    }

    /// Says all of it: `Keeping pupils: 1,200 of 20,635 · 3,100 a second · 7 s left`.
    pub fn words(&self) -> String {
        let mut words = self.what.clone();
        if self.of.is_some() || self.done > 0 {
            words.push_str(": ");
            words.push_str(&grouped(self.done));
        }
        if let Some(of) = self.of {
            words.push_str(" of ");
            words.push_str(&grouped(of));
        }
        if let Some(rate) = self.rate() {
            let _ = write!(words, " · {} a second", grouped(rate));
        }
        if let Some(left) = self.left() {
            let _ = write!(words, " · {} left", lasting(left));
        }
        words
    }
}

/// Hears how far work has come, and lets it go on.
pub fn unwatched<T>(_: T) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A time of so many seconds: `7 s`, `3 min`, `2 h 5 min`.
fn lasting(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (seconds, minutes) {
        (0..=90, _) => format!("{seconds} s"),
        (_, 0..=90) => format!("{minutes} min"),
        (_, _) => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Moment {
        Moment::from_millis(1_768_210_200_000).plus_millis(millis)
    }

    #[track_caller]
    fn case(steps: &[(u64, i64)], of: Option<u64>, words: &str) {
        let mut pace = Pace::new("Keeping pupils", at(0));
        for (done, millis) in steps {
            pace.hear("Keeping pupils", *done, of, at(*millis));
        }
        assert_eq!(pace.words(), words);
    }

    #[test]
    fn a_pace_is_said_once_it_can_be_told() {
        case(&[], None, "Keeping pupils");
        case(&[(0, 0)], Some(20_635), "Keeping pupils: 0 of 20,635");
        case(&[(256, 999)], Some(20_635), "Keeping pupils: 256 of 20,635");
        case(
            &[(256, 100), (6_200, 2_000)],
            Some(20_635),
            "Keeping pupils: 6,200 of 20,635 · 3,100 a second · 5 s left",
        );
        case(&[(0, 5_000)], Some(9), "Keeping pupils: 0 of 9");
        case(
            &[(2_000, 4_000)],
            None,
            "Keeping pupils: 2,000 · 500 a second",
        );
        case(
            &[(1, 10_000)],
            Some(100),
            "Keeping pupils: 1 of 100 · 1 a second · 2 min left",
        );
        case(
            &[(100, 100_000)],
            Some(10_000),
            "Keeping pupils: 100 of 10,000 · 1 a second · 2 h 45 min left",
        );
    }

    #[test]
    fn other_work_has_a_pace_of_its_own() {
        let mut pace = Pace::new("Reading plans", at(0));
        pace.hear("Reading plans", 9_000, Some(9_000), at(3_000));
        assert_eq!(pace.rate(), Some(3_000));
        pace.hear("Keeping pupils", 0, Some(9_000), at(3_100));
        assert_eq!((pace.what(), pace.rate()), ("Keeping pupils", None));
        pace.hear("Keeping pupils", 2_000, Some(9_000), at(5_100));
        assert_eq!((pace.rate(), pace.left()), (Some(1_000), Some(7)));
        // A second file counts anew under the same words.
        pace.hear("Keeping pupils", 0, Some(50), at(5_200));
        assert_eq!(pace.rate(), None);
    }
}
