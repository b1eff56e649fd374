//! Whether suggestions are any good: how often they would have named what moderators gave without seeing them, and what
//! became of those that officers took.

use super::super::identity::{AreaId, LevelId};
use super::super::interval::{Confidence, Interval, wilson_of};
use super::super::normal::float;

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Counts one more, which is so or is not.
    pub fn add(&mut self, is: bool) {
        self.count += usize::from(is);
        self.of += 1;
    }

    /// The share, from 0 to 1; nothing of none.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| float(self.count) / float(self.of))
    }

    /// Its interval, 95 % (Wilson), as if each were counted by itself: provisions of one plan are alike, so that it is
    /// rather too narrow than too wide.
    pub fn interval(self) -> Option<Interval> {
        (self.of > 0).then(|| wilson_of(self.count, self.of, Confidence::NINETY_FIVE))
    }

    /// Says it: `12 of 40, 30 % (18 to 45)`.
    pub fn words(self) -> String {
        let (Some(share), Some(interval)) = (self.share(), self.interval()) else {
            return "none to count".to_owned();
        };
        format!(
            "{} of {}, {:.0} % ({:.0} to {:.0})",
            self.count,
            self.of,
            100.0 * share,
            100.0 * interval.low,
            100.0 * interval.high
        )
    }
}

/// What suggestions would have named in readings that were made without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// How many blind readings.
    pub readings: usize,
    /// The provisions given a level in them; at how many of these nothing would have been suggested.
    pub abstained: Share,
    /// At how many the first suggestion would have named an area and level given.
    pub first: Share,
    /// At how many one of the three would have.
    pub top: Share,
}

impl Hits {
    /// Counts a provision: the areas and levels it was given, and what would have been suggested, best first.
    pub fn add(&mut self, given: &[(AreaId, LevelId)], suggested: &[(AreaId, LevelId)]) {
        self.abstained.add(suggested.is_empty());
        let first = suggested.first();
        self.first.add(first.is_some_and(|one| given.contains(one)));
        self.top
            .add(suggested.iter().any(|one| given.contains(one)));
    }
}

/// Whether suggestions are any good, and what they do to those who see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Honesty {
    /// In all blind readings.
    pub all: Hits,
    /// In those of the random samples alone, which speak for all plans.
    pub random: Hits,
    /// The provisions of officers' mappings at which suggestions were shown.
    pub shown: Share,
    /// Of these, where the officer gave what was suggested.
    pub taken: Share,
    /// The mappings in which something was taken that were changed after the tariff was shown.
    pub revealed: Share,
    /// The judgements taken in mappings that a moderator read and decided on, which an adjustment then changed.
    pub adjusted: Share,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(area: &str, level: &str) -> (AreaId, LevelId) {
        (AreaId::new(area), LevelId::new(level))
    }

    #[test]
    fn what_was_named_is_counted_and_what_was_left_unsaid() {
        let mut hits = Hits::default();
        let given = [at("ci", "4"), at("cl", "3")];
        hits.add(&given, &[at("cl", "3"), at("ci", "1")]);
        hits.add(&given, &[at("ci", "1"), at("sp", "2"), at("ci", "4")]);
        hits.add(&given, &[at("ci", "1")]);
        hits.add(&given, &[]);
        let counts = |share: Share| (share.count, share.of);
        assert_eq!(counts(hits.first), (1, 4));
        assert_eq!(counts(hits.top), (2, 4));
        assert_eq!(counts(hits.abstained), (1, 4));
    }

    #[test]
    fn a_share_is_told_with_its_interval() {
        let share = Share { count: 18, of: 20 };
        assert_eq!(share.words(), "18 of 20, 90 % (70 to 97)");
        assert_eq!(Share::default().words(), "none to count");
        assert_eq!(Share::default().interval(), None);
    }
}
