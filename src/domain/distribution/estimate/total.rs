//! Totals: what whole numbers add up to over a stratified sample, and the standard error of that, without a float.

use super::super::super::exact::{Quantity, half_even, root};

/// What was found of a stratum's sample: a whole number of each (pence, pupils).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// How many the stratum has.
    pub of: u64,
    /// The number of each one drawn.
    pub values: Vec<i64>,
}

/// A stratified total and its standard error, both to two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// `Σ N_h ȳ_h`.
    pub total: Quantity,
    /// The root of `Σ N_h² (1 − n_h/N_h) s²_h/n_h`, with `s²_h` over `n_h − 1`.
    pub error: Quantity,
}

/// Adds up a stratified sample (Cochran 1977, §5.3).
///
/// Each stratum's total and variance is rounded once, half to even, to hundredths and to ten-thousandths. Nothing where a
/// stratum that is not drawn whole has fewer than two, or where a number leaves the range.
pub fn total(strata: &[Drawn]) -> Option<Total> {
    let (mut total, mut variance) = (0_i128, 0_i128);
    for stratum in strata {
        total = total.checked_add(sum(stratum)?)?;
        variance = variance.checked_add(spread(stratum)?)?;
    }
    Some(Total {
        total: Quantity::of_units(total, 2)?,
        error: Quantity::of_units(i128::try_from(root(variance.unsigned_abs())).ok()?, 2)?,
    })
}

/// A stratum's total in hundredths.
fn sum(stratum: &Drawn) -> Option<i128> {
    let sum: i128 = stratum.values.iter().copied().map(i128::from).sum();
    let drawn = i128::try_from(stratum.values.len()).ok()?;
    if stratum.of == 0 {
        return Some(0);
    }
    let all = i128::from(stratum.of).checked_mul(sum)?.checked_mul(100)?;
    half_even(all, drawn)
}

/// A stratum's variance in ten-thousandths: `N(N − n) (n Σy² − (Σy)²) / (n² (n − 1))`.
fn spread(stratum: &Drawn) -> Option<i128> {
    let drawn = i128::try_from(stratum.values.len()).ok()?;
    let of = i128::from(stratum.of);
    if drawn == of {
        return Some(0);
    }
    if drawn < 2 || drawn > of {
        return None;
    }
    let (mut sum, mut squares) = (0_i128, 0_i128);
    for value in stratum.values.iter().copied().map(i128::from) {
        sum = sum.checked_add(value)?;
        squares = squares.checked_add(value.checked_mul(value)?)?;
    }
    let apart = drawn
        .checked_mul(squares)?
        .checked_sub(sum.checked_mul(sum)?)?;
    let scaled = of.checked_mul(of - drawn)?.checked_mul(apart)?;
    let over = drawn.checked_mul(drawn)?.checked_mul(drawn - 1)?;
    half_even(scaled.checked_mul(10_000)?, over)
}
