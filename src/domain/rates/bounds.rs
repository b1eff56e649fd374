//! How little and how much pupils can bring whose counts are known within bounds.

use super::super::exact::Quantity;

/// A tariff, how many pupils it has at least and at most, and what each brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The fewest pupils.
    pub low: u64,
    /// The most pupils.
    pub high: u64,
    /// What each brings.
    pub each: Quantity,
}

/// The least and the most that a whole number of pupils brings together, where each tariff's count lies within its bounds
/// and the counts sum to the whole; nothing where no counts do, or out of range.
///
/// A linear sum over a box with one total: the best is found greedily, all at their least and then the dearest (for the
/// most) or the cheapest (for the least) filled up first. With simultaneous bounds at 95 %, the true sum lies between the
/// two with at least that confidence.
pub fn extremes(bounds: &[Bounded], whole: u64) -> Option<(Quantity, Quantity)> {
    let mut cheapest: Vec<&Bounded> = bounds.iter().collect();
    cheapest.sort_by_key(|one| one.each);
    let least = filled(&cheapest, whole)?;
    cheapest.reverse();
    Some((least, filled(&cheapest, whole)?))
}

fn filled(order: &[&Bounded], whole: u64) -> Option<Quantity> {
    let at_least: u64 = (order.iter()).try_fold(0_u64, |sum, one| sum.checked_add(one.low))?;
    let mut left = whole.checked_sub(at_least)?;
    let mut total = Quantity::ZERO;
    for one in order {
        let more = one.high.checked_sub(one.low)?.min(left);
        left -= more;
        total = total.plus(one.each.times(Quantity::count(one.low + more))?)?;
    }
    (left == 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounded(low: u64, high: u64, each: u32) -> Bounded {
        Bounded {
            low,
            high,
            each: each.into(),
        }
    }

    #[test]
    fn the_dearest_are_filled_first_for_the_most() {
        // 10 pupils: at the most 4 at 100, 3 at 10, 3 at 0; at the least 2 at 100, 1 at 10, 7 at 0.
        let bounds = [bounded(3, 7, 0), bounded(1, 4, 10), bounded(2, 4, 100)];
        assert_eq!(extremes(&bounds, 10), Some((210.into(), 430.into())));
        assert_eq!(extremes(&bounds, 5), None);
        assert_eq!(extremes(&bounds, 16), None);
        assert_eq!(extremes(&[], 0), Some((Quantity::ZERO, Quantity::ZERO)));
    }

    /// Every way to put so many pupils within the bounds, by what they bring.
    fn every(bounds: &[Bounded], whole: u64, sum: Quantity, found: &mut Vec<Quantity>) {
        let Some((first, rest)) = bounds.split_first() else {
            if whole == 0 {
                found.push(sum);
            }
            return;
        };
        for count in first.low..=first.high.min(whole) {
            let sum = sum
                .plus(first.each.times(Quantity::count(count)).unwrap())
                .unwrap();
            every(rest, whole - count, sum, found);
        }
    }

    proptest! {
        #[test]
        fn nothing_within_the_bounds_brings_less_or_more(
            bounds in prop::collection::vec((0u64..4, 0u64..4, 0u32..9), 1..5), whole in 0u64..14,
        ) {
            let bounds: Vec<Bounded> =
                bounds.into_iter().map(|(low, more, each)| bounded(low, low + more, each)).collect();
            let mut found = Vec::new();
            every(&bounds, whole, Quantity::ZERO, &mut found);
            let expected = found.iter().min().copied().zip(found.iter().max().copied());
            prop_assert_eq!(extremes(&bounds, whole), expected);
        }
    }
}
