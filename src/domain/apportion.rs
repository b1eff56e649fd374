//! Apportionment: a pot shared out by weights, to the penny, so that the shares sum to the pot.

use super::exact::{Money, Quantity};

/// Shares a pot out by weights, by the method of the largest remainder (Hamilton).
///
/// Each gets the whole pence of its exact share; the pence left go one each to the largest remainders, of equal ones to
/// the first in the list. The shares sum to the pot, and none is a penny away from its exact share. A pot below nothing
/// is shared out as what is owed. Nothing where a weight lies below nothing, where all are nothing and the pot is not, or
/// out of range.
pub fn apportion(pot: Money, weights: &[Quantity]) -> Option<Vec<Money>> {
    let decimals = weights.iter().map(|weight| weight.decimals()).max();
    let decimals = decimals.unwrap_or_default();
    let scaled = |weight: &Quantity| u128::try_from(weight.at_scale(decimals)?).ok();
    let weights: Vec<u128> = weights.iter().map(scaled).collect::<Option<_>>()?;
    let total = (weights.iter()).try_fold(0_u128, |total, weight| total.checked_add(*weight))?;
    if total == 0 {
        let nothing = vec![Money::default(); weights.len()];
        return pot.is_zero().then_some(nothing);
    }
    let pence = u128::from(pot.pence().unsigned_abs());
    let mut shares = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (weight, at) in weights.iter().zip(0_usize..) {
        let product = pence.checked_mul(*weight)?;
        shares.push(i64::try_from(product / total).ok()?);
        remainders.push((std::cmp::Reverse(product % total), at));
    }
    let given: i64 = shares.iter().sum();
    let left = i64::try_from(pence).ok()?.checked_sub(given)?;
    remainders.sort_unstable();
    for (_, at) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    let sign = pot.pence().signum();
    Some(
        (shares.into_iter())
            .map(|share| Money::from_pence(share * sign))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(pot: i64, weights: &[&str], expected: &[i64]) {
        let weights: Vec<Quantity> = weights.iter().map(|one| one.parse().unwrap()).collect();
        let shares = apportion(Money::from_pence(pot), &weights).unwrap();
        let shares: Vec<i64> = shares.into_iter().map(Money::pence).collect();
        assert_eq!(shares, expected);
    }

    #[test]
    fn the_pence_left_go_to_the_largest_remainders() {
        case(100, &["1", "1", "1"], &[34, 33, 33]);
        // 100/7 × 3 = 42.857, × 2 = 28.571, × 2 = 28.571: one penny to the first, one to the second.
        case(100, &["3", "2", "2"], &[43, 29, 28]);
        case(-100, &["1", "1", "1"], &[-34, -33, -33]);
        case(10, &["0.5", "0", "0.25"], &[7, 0, 3]);
        case(0, &["0", "0"], &[0, 0]);
        case(1, &["0", "5"], &[0, 1]);
    }

    #[test]
    fn what_cannot_be_shared_out_is_not() {
        let weights = |list: &[&str]| -> Vec<Quantity> {
            list.iter().map(|one| one.parse().unwrap()).collect()
        };
        let penny = Money::from_pence(1);
        assert_eq!(apportion(penny, &weights(&["0"])), None);
        assert_eq!(apportion(penny, &[]), None);
        assert_eq!(apportion(penny, &weights(&["-1", "2"])), None);
        assert_eq!(apportion(Money::default(), &[]), Some(vec![]));
    }

    proptest! {
        #[test]
        fn shares_sum_to_the_pot_and_keep_to_their_exact_share(
            pot in -10_000_000_000i64..10_000_000_000,
            weights in prop::collection::vec(0u32..1_000_000, 1..60),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let quantities: Vec<Quantity> = weights.iter().map(|one| (*one).into()).collect();
            let shares = apportion(Money::from_pence(pot), &quantities).unwrap();
            let sum: i64 = shares.iter().map(|share| share.pence()).sum();
            prop_assert_eq!(sum, pot);
            let total: i128 = weights.iter().map(|one| i128::from(*one)).sum();
            for (share, weight) in shares.iter().zip(&weights) {
                let apart = i128::from(share.pence()) * total - i128::from(pot) * i128::from(*weight);
                prop_assert!(apart.abs() < total);
            }
        }
    }
}
