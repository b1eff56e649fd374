//! An envelope: the money there is for a whole year, and what it covers.

use super::super::day::Day;
use super::super::exact::Money;
use super::super::place::Setting;
use super::status::RatesStatus;

/// A part of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The settings whose pupils it is for.
    pub settings: Vec<Setting>,
    /// How much for the whole year.
    pub pounds: Money,
    /// What it is called, where the file says.
    pub title: String,
}

/// An envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// How far it has come.
    pub status: RatesStatus,
    /// The first day of the year it is for; it ends twelve months later.
    pub year_from: Day,
    /// How much for the whole year.
    pub pounds: Money,
    /// How much of it is kept back for what no rate says: sums agreed pupil by pupil, and the unforeseen.
    pub kept_back: Money,
    /// What it covers, in words.
    pub covers: String,
    /// Where the figure comes from.
    pub source: String,
    /// What is shown wherever it is named.
    pub notice: String,
    /// Its parts by setting, where it is split; they sum to the whole less what is kept back.
    pub parts: Vec<Part>,
}

impl Envelope {
    /// What there is for rates: the whole less what is kept back.
    pub fn for_rates(&self) -> Money {
        self.pounds - self.kept_back
    }

    /// The part that is for a setting.
    pub fn part(&self, setting: Option<Setting>) -> Option<&Part> {
        let setting = setting?;
        (self.parts.iter()).find(|part| part.settings.contains(&setting))
    }

    /// The first day after its year.
    pub fn ends_before(&self) -> Day {
        self.year_from.plus_months(12)
    }
}
