//! Lines that would both hold for one pupil or one school.

use crate::catalogue::finding::Report;
use crate::domain::rates::{Factor, Rate, RateSet};

use super::places::Places;

/// Reports every rate that holds where another one, equally narrow, holds as well.
pub(super) fn rates(set: &RateSet, places: &Places, report: &mut Report<'_>) {
    let placed: Vec<(&Rate, usize)> = set.rates.iter().zip(places.rates.iter().copied()).collect();
    for (nth, (rate, at)) in placed.iter().enumerate() {
        let twin = (placed.iter().take(nth)).find(|(other, _)| is_twin(other, rate));
        if let Some((_, other)) = twin {
            let what = format!(
                "{} has a rate for the same pupils in line {}; narrow one by settings or phases, or take it away",
                rate.tariff,
                report.line(*other)
            );
            report.error(*at, what);
        }
    }
}

fn is_twin(one: &Rate, other: &Rate) -> bool {
    one.tariff == other.tariff
        && one.narrowness() == other.narrowness()
        && meet(&one.settings, &other.settings)
        && meet(&one.phases, &other.phases)
}

/// Whether two lists have one in common; an empty list is everything.
pub(super) fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|each| other.contains(each))
}

/// Whether a school could have the size of both; sizes by different counts cannot be told apart.
pub(super) fn factors(one: &Factor, other: &Factor) -> bool {
    let ends = |factor: &Factor| factor.to.unwrap_or(u32::MAX);
    let sizes = one.from <= ends(other) && other.from <= ends(one);
    meet(&one.settings, &other.settings) && (one.count != other.count || sizes)
}
