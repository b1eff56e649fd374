//! What may be said of money in public: sums that are reckoned from the counts that are shown, and sums so coarse that no
//! pupil's rate shows in them.
//!
//! A cost is a count times a rate, and rates are public: an exact cost would give a hidden count away. So where counts are
//! hidden a cost is told as the least and the most that it can be by what is shown, which says nothing that the counts do
//! not. Sums that do not follow from the counts (today's top-ups, what protection brings, what an estimate expects) are
//! rounded to a unit that is no smaller than the highest rate.

mod costs;

use super::exact::Money;
use super::rates::set::factored;
use super::rates::{RateSet, Value};

pub use costs::{Between, ShownCosts, shown_costs};

/// The fewest pupils or plans of a group of whom sums are told in public.
pub const FEWEST: u64 = 10;

/// The smallest unit that sums are rounded to: £1,000.
const SMALLEST: i64 = 100_000;

/// The unit that sums are rounded to in public: the first of £1,000, £10,000 and so on that no rate of the sets exceeds.
pub fn unit<'a>(sets: impl IntoIterator<Item = &'a RateSet>) -> Money {
    let highest = sets.into_iter().flat_map(rates).max().unwrap_or_default();
    let mut unit = Money::from_pence(SMALLEST);
    while unit < highest && unit < unit * 10 {
        unit = unit * 10;
    }
    unit
}

/// Every rate of a set, with each of its factors.
fn rates(set: &RateSet) -> impl Iterator<Item = Money> + '_ {
    let pounds = set.rates.iter().filter_map(|rate| match rate.value {
        Value::Pounds(money) => Some(money),
        Value::Weight(_) => None,
    });
    pounds.flat_map(|money| {
        let factors = set.factors.iter().map(|factor| Some(factor.percent));
        let raised = factors.filter_map(move |percent| factored(money, percent));
        std::iter::once(money).chain(raised.map(|one| one.money))
    })
}

/// Says which groups' sums may be told, by how many each is of: those of [`FEWEST`] or more; and where one alone would be left
/// out, the next smallest is left out too, for the sum of all would give it away. Groups of nobody have nothing to hide.
pub fn told(sizes: &[u64]) -> Vec<bool> {
    let mut told: Vec<bool> = (sizes.iter())
        .map(|size| *size == 0 || *size >= FEWEST)
        .collect();
    if told.iter().filter(|one| !**one).count() == 1 {
        let others = sizes.iter().zip(&mut told);
        let others = others.filter(|(size, one)| **one && **size > 0);
        if let Some((_, next)) = others.min_by_key(|(size, _)| **size) {
            *next = false;
        }
    }
    told
}

/// A count of a group that is told, to the nearest 5.
pub fn to_five(count: u64) -> u64 {
    count.saturating_add(2) / 5 * 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::TariffId;
    use crate::domain::rates::set::Factor;
    use crate::domain::rates::{FactorCount, Rate};

    pub(super) fn set(rates: &[(&str, i64)]) -> RateSet {
        let rate = |(tariff, pounds): &(&str, i64)| Rate {
            tariff: TariffId::new(*tariff),
            settings: vec![],
            phases: vec![],
            value: Value::Pounds(Money::from_pence(pounds * 100)),
        };
        RateSet {
            id: "one".into(),
            title: "One".into(),
            status: crate::domain::rates::RatesStatus::Draft,
            effective_from: "2027-04-01".parse().unwrap(),
            source: "Invented.".into(),
            notice: String::new(),
            framework: "small".into(),
            versions: vec![],
            rates: rates.iter().map(rate).collect(),
            factors: vec![],
            protections: vec![],
            protect: crate::domain::rates::Unit::School,
            paid_by: crate::domain::rates::Payer::Envelope,
            elements: None,
        }
    }

    #[test]
    fn the_unit_is_no_smaller_than_the_highest_rate() {
        let case = |pounds: i64, expected: i64| {
            let set = set(&[("T1", 10), ("T2", pounds)]);
            assert_eq!(unit([&set]), Money::from_pence(expected * 100), "{pounds}");
        };
        case(999, 1_000);
        case(1_000, 1_000);
        case(1_001, 10_000);
        case(24_000, 100_000);
        assert_eq!(unit([]), Money::from_pence(100_000));
        let mut raised = set(&[("T1", 9_900)]);
        raised.factors = vec![Factor {
            settings: vec![],
            count: FactorCount::InScope,
            from: 0,
            to: None,
            percent: 110_u32.into(),
        }];
        assert_eq!(unit([&raised]), Money::from_pence(10_000_000));
    }

    #[test]
    fn no_group_is_left_out_alone() {
        assert_eq!(told(&[10, 9, 30]), [false, false, true]);
        assert_eq!(told(&[3, 9, 30]), [false, false, true]);
        assert_eq!(told(&[12, 30, 0]), [true, true, true]);
        assert_eq!(told(&[4]), [false]);
        assert_eq!(told(&[4, 0]), [false, true]);
        assert_eq!([0, 2, 3, 12, 13].map(to_five), [0, 0, 5, 10, 15]);
    }
}
