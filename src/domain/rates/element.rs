//! What a school meets itself before the top-up begins: the figures are of a file.
//!
//! Mainstream schools meet the first part of a pupil's additional cost from their own budget (Element 2); specialist
//! places are funded as places (High needs funding: operational guide, Department for Education). Element 3 is the top-up
//! above it.

use super::super::exact::Money;
use super::super::place::Setting;

/// What a school of some settings meets itself for a pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The settings.
    pub settings: Vec<Setting>,
    /// How much a year, for a place that is filled.
    pub pounds: Money,
    /// How much a year a place brings that nobody fills, where that differs.
    pub vacant: Option<Money>,
    /// What it is.
    pub what: String,
}

/// What schools meet themselves, by setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elements {
    /// Where the figures come from.
    pub source: String,
    /// The figures, in the file's order; no setting stands in two.
    pub elements: Vec<Element>,
}

impl Elements {
    /// The figure of a setting, where there is one.
    pub fn of(&self, setting: Option<Setting>) -> Option<&Element> {
        let setting = setting?;
        (self.elements.iter()).find(|element| element.settings.contains(&setting))
    }
}
