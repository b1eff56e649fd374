//! The dose of a stretch: of its phases, where it has some, else as it stands.

use crate::domain::framework::YearShape;

use super::mark::Mark;
use super::token::Words;
use super::{flat, phase};

pub(crate) use super::flat::{Amounts, Given, named_period};

/// Reads the dose of a stretch.
pub(crate) fn read(words: Words<'_>, marks: &[Mark], given: Given, year: YearShape) -> Amounts {
    if marks.is_empty() {
        return Amounts::default();
    }
    phase::read(words, marks, given, year).unwrap_or_else(|| flat::read(words, marks, given, year))
}

/// Whether a stretch has a dose of its own: how much or how often.
pub(crate) fn has_dose(words: Words<'_>, marks: &[Mark], year: YearShape) -> bool {
    let amounts = read(words, marks, Given::default(), year);
    amounts.amount.is_some() && amounts.per.is_some()
}

#[cfg(test)]
mod tests;
