//! A rate set that is proposed: what it costs as it may be told, what is expected of it, whom it moves, what it covers.

use crate::domain::distribution::disclosure::Release;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::publishing::{Between, ShownCosts};
use crate::domain::rates::impact::Group;
use crate::domain::rates::{ExpectedCost, NoExpected};
use crate::domain::sufficiency;
use crate::exchange::rates::Choice;

use super::Rested;

/// A rate set that is proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its file.
    pub file: Rested,
    /// The set, what it costs, whom it touches.
    pub choice: Choice,
    /// What it costs by the counts that are shown.
    pub shown: ShownCosts,
    /// What it would cost were all mapped, or why that is not told; nothing where there is no estimate.
    pub expected: Option<Result<ExpectedCost, NoExpected>>,
    /// Gains and losses by setting.
    pub by_setting: Vec<Group>,
    /// Gains and losses by district.
    pub by_district: Vec<Group>,
    /// Whether it covers the plans, where there is a cost book.
    pub covered: Option<sufficiency::Report>,
}

impl Proposal {
    /// What it costs those who are mapped, as it may be told.
    pub(super) fn cost(&self, release: &Release) -> Option<Between> {
        if release.rule.is_public() {
            return self.shown.all;
        }
        Some(Between::just(self.choice.cost.total))
    }

    /// The same of each setting, by its words.
    pub(super) fn by_setting(&self, release: &Release) -> Vec<(String, Option<Between>)> {
        if release.rule.is_public() {
            let words = |(code, sum): &(String, Option<Between>)| {
                let setting = Setting::from_code(code);
                let words = setting.map(|one| one.words().to_owned());
                (words.unwrap_or_else(|| code.clone()), *sum)
            };
            return self.shown.by_setting.iter().map(words).collect();
        }
        let sums = self.choice.cost.by_setting().into_iter();
        let sums = sums.map(|(setting, sum)| {
            let words = setting.map_or("not recorded", Setting::words);
            (words.to_owned(), Some(Between::just(sum.cost)))
        });
        sums.collect()
    }

    /// What it would cost were all mapped: expected, at least, at most; in public each to a unit, so that the range only grows.
    pub(super) fn expected(&self, unit: Option<Money>) -> Option<(Money, Money, Money)> {
        let found = self.expected.as_ref()?.as_ref().ok()?;
        let Some(unit) = unit else {
            return Some((found.cost, found.low, found.high));
        };
        let (low, high) = (found.low.within(unit).0, found.high.within(unit).1);
        Some((found.cost.nearest(unit), low, high))
    }
}
