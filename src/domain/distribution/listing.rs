//! The pupils one by one, as they leave the office: where each is counted, and what they are crossed by.

use super::super::framework::Route;
use super::super::identity::TariffId;
use super::super::worklist::{Basis, Brief};
use super::dimension::Dimension;
use super::part::{Part, part};
use super::tally::Distribution;

/// What a list of pupils is crossed by where nothing is asked for: what the worklist shows too.
///
/// Need, sex and ethnicity are there only where they are asked for.
pub const LISTED: [Dimension; 8] = [
    Dimension::Setting,
    Dimension::Phase,
    Dimension::YearGroup,
    Dimension::District,
    Dimension::Community,
    Dimension::School,
    Dimension::Priority,
    Dimension::Age,
];

/// A pupil of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilLine<'a> {
    /// The value in each dimension.
    pub keys: Vec<String>,
    /// Where the pupil is counted: `mapped`, `not_yet`, `cannot_map`, `out_of_scope`.
    pub counted: &'static str,
    /// Why the plan cannot be mapped, or the framework is not for the pupil.
    pub why: &'static str,
    /// The tariff and who pays, of the mapped.
    pub outcome: Option<(&'a TariffId, Route)>,
    /// Whether the plan was amended since it was read.
    pub amended: bool,
}

impl<'a> PupilLine<'a> {
    /// Writes a pupil's line.
    pub fn of(basis: &Basis<'_>, pupil: &Brief<'a>, by: &[Dimension]) -> Self {
        let (counted, why, outcome) = match part(pupil) {
            Part::Mapped(tariff, route) => ("mapped", "", Some((tariff, route))),
            Part::NotYet => ("not_yet", "", None),
            Part::CannotMap(why) => ("cannot_map", why.code(), None),
            Part::OutOfScope(why) => ("out_of_scope", why.code(), None),
        };
        Self {
            keys: by.iter().map(|by| by.value(basis, pupil).text()).collect(),
            counted,
            why,
            outcome,
            amended: outcome.is_some() && pupil.work.is_amended,
        }
    }
}

impl Distribution {
    /// Adds the account of other pupils: where they are counted, without the cells.
    pub fn absorb(&mut self, other: &Self) {
        self.caseload += other.caseload;
        self.in_scope += other.in_scope;
        self.mapped += other.mapped;
        self.amended_since += other.amended_since;
        self.not_yet += other.not_yet;
        for (mark, count) in &other.marks {
            *self.marks.entry(*mark).or_default() += count;
        }
        for (why, count) in &other.out_of_scope {
            *self.out_of_scope.entry(*why).or_default() += count;
        }
        for (why, count) in &other.cannot_map {
            *self.cannot_map.entry(*why).or_default() += count;
        }
    }
}
