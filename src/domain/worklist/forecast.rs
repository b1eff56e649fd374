//! The forecast: when each group will be done at the pace so far, and whether that is in time.

use std::collections::BTreeMap;

use super::super::day::Day;

/// A group of the forecast: a priority, phase transfers by the date the law gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Phase transfers but those to post-16.
    Transfer,
}
/// tmp
#[derive(Clone, Debug)]
pub struct Pace;
/// tmp
#[derive(Clone, Debug)]
pub struct GroupForecast;
/// tmp
#[derive(Clone, Debug)]
pub struct Forecast(pub BTreeMap<Day, u8>);
