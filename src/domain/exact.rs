//! Exact numbers: quantities as decimals, money as whole pence; the one file that rounds.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact number of minutes, hours, sessions or times.
///
/// JSON carries it as a number, whole where it is whole (`15`, `47.5`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(Decimal);

impl Quantity {
    /// Nothing at all.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Divides; nothing where the divisor is zero or the result has no decimal form in range.
    pub fn over(self, divisor: Self) -> Option<Self> {
        self.0.checked_div(divisor.0).map(Self)
    }

    /// Multiplies; nothing where the product is out of range.
    pub fn times(self, factor: Self) -> Option<Self> {
        self.0.checked_mul(factor.0).map(Self)
    }

    /// Takes an amount away; nothing where less than nothing would be left.
    pub fn minus(self, other: Self) -> Option<Self> {
        let left = self.0.checked_sub(other.0)?;
        (!left.is_sign_negative()).then_some(Self(left))
    }

    /// Adds; nothing where the sum is out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Gives a count, of pupils say.
    pub fn count(count: u64) -> Self {
        Self(Decimal::from(count))
    }

    /// Gives a whole number, which may lie below nothing.
    pub fn signed(value: i64) -> Self {
        Self(Decimal::from(value))
    }

    /// How far apart two amounts are.
    #[must_use]
    pub fn apart(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).abs())
    }

    /// Rounds away the tail that periodic divisions leave: to six decimals, half up.
    #[must_use]
    pub fn smoothed(self) -> Self {
        let smoothed = self
            .0
            .round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero);
        Self(smoothed.normalize())
    }

    /// Rounds to two decimals, half up, as annual hours are given.
    #[must_use]
    pub fn rounded(self) -> Self {
        let rounded = self
            .0
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Self(rounded.normalize())
    }

    /// Gives so many of the smallest unit that a number of decimals has; nothing out of range.
    pub fn of_units(units: i128, decimals: u32) -> Option<Self> {
        let decimal = Decimal::try_from_i128_with_scale(units, decimals).ok()?;
        Some(Self(decimal.normalize()))
    }

    /// Rounds to a whole number, half up, for the screen; nothing beyond 64 bits.
    pub fn whole(self) -> Option<i64> {
        self.0
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
    }

    /// The whole number that this is at so many decimals (`12.5` at 2 is `1250`); nothing where it has more decimals, or
    /// is out of range.
    pub fn at_scale(self, decimals: u32) -> Option<i128> {
        let bare = self.0.normalize();
        let more = decimals.checked_sub(bare.scale())?;
        bare.mantissa().checked_mul(10_i128.checked_pow(more)?)
    }

    /// How many decimals it has, those that say nothing left out.
    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    /// Whether it lies below nothing.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }
}

impl From<u32> for Quantity {
    fn from(value: u32) -> Self {
        Self(Decimal::from(value))
    }
}

/// What was wrong with a text that should have been a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a number; write it in figures, as 12.5")]
pub struct NumberFault(pub String);

impl FromStr for Quantity {
    type Err = NumberFault;

    fn from_str(text: &str) -> Result<Self, NumberFault> {
        if text.bytes().all(|figure| figure.is_ascii_digit())
            && let Ok(whole) = text.parse::<u32>()
        {
            return Ok(whole.into());
        }
        Decimal::from_str_exact(text.trim())
            .map(|decimal| Self(decimal.normalize()))
            .map_err(|_| NumberFault(text.to_owned()))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.normalize().to_string())
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.fold(Decimal::ZERO, |total, next| total.saturating_add(next.0)))
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract().is_zero()
            && let Some(whole) = self.0.to_i64()
        {
            return serializer.serialize_i64(whole);
        }
        // A JSON number has no other form; the text of the decimal is what is printed.
        let number = self.0.to_string().parse::<f64>();
        serializer.serialize_f64(number.map_err(serde::ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        number.to_string().parse().map_err(serde::de::Error::custom)
    }
}

/// An amount of money in whole pence; shown as `£6,000` or `£12.50`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Gives an amount of whole pence.
    pub fn from_pence(pence: i64) -> Self {
        Self(pence)
    }

    /// The pence.
    pub fn pence(self) -> i64 {
        self.0
    }

    /// Whether it is nothing at all.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What of it lies above nothing.
    #[must_use]
    pub fn above_nothing(self) -> Self {
        Self(self.0.max(0))
    }

    /// Takes it so often, rounded to the penny half to even; nothing where it is out of range.
    pub fn times(self, factor: Quantity) -> Option<Rounded> {
        Rounded::of(Decimal::from(self.0).checked_mul(factor.0)?)
    }

    /// Gives so many parts of so many, rounded to the penny half to even: a percentage is so many of a hundred. Nothing
    /// where there are no parts, or out of range.
    pub fn part(self, parts: Quantity, of: Quantity) -> Option<Rounded> {
        let product = Decimal::from(self.0).checked_mul(parts.0)?;
        Rounded::of(product.checked_div(of.0)?)
    }

    /// Gives so many parts of so many in whole pence, never more than the exact share. Nothing where there are no parts,
    /// where it would be below nothing, or out of range.
    pub fn part_below(self, parts: Quantity, of: Quantity) -> Option<Self> {
        let product = Decimal::from(self.0).checked_mul(parts.0)?;
        let exact = product.checked_div(of.0)?;
        exact.floor().to_i64().filter(|pence| *pence >= 0).map(Self)
    }

    /// Rounds an exact number of pence half to even; nothing beyond 64 bits.
    pub fn rounded(pence: Quantity) -> Option<Rounded> {
        Rounded::of(pence.0)
    }

    /// Gives the largest amount of whole pounds that is no more: so a rate never costs more than what it was found from.
    #[must_use]
    pub fn whole_pounds(self) -> Self {
        Self(self.0.div_euclid(100).saturating_mul(100))
    }

    /// The multiple of a unit nearest to it, half to even; itself where the unit is not above nothing.
    #[must_use]
    pub fn nearest(self, unit: Self) -> Self {
        let times = half_even(self.0.into(), unit.0.into());
        let times = times.and_then(|times| i64::try_from(times).ok());
        times.map_or(self, |times| unit * times)
    }

    /// The multiples of a unit that it lies between, below and above; itself where it is one, or where there is no unit.
    pub fn within(self, unit: Self) -> (Self, Self) {
        let over = self.0.checked_rem_euclid(unit.0).unwrap_or_default();
        let below = Self(self.0.saturating_sub(over));
        (below, if over == 0 { below } else { below + unit })
    }

    /// How often another amount goes into it, exactly as far as decimals go; nothing where that is nothing.
    pub fn over(self, other: Self) -> Option<Quantity> {
        let ratio = Decimal::from(self.0).checked_div(Decimal::from(other.0));
        ratio.map(Quantity)
    }

    /// Writes it in pounds with both decimals, as tables have it: `6000.00`.
    pub fn in_pounds(self) -> String {
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{pounds}.{pence:02}")
    }

    /// Writes it with its sign, as changes are shown: `+£12.50`, `−£3`, `£0`.
    pub fn signed(self) -> String {
        let plus = if self.0 > 0 { "+" } else { "" };
        format!("{plus}{self}")
    }
}

/// An amount that was rounded to the penny, half to even, and what the rounding left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rounded {
    /// The amount.
    pub money: Money,
    /// The exact amount less the rounded one, in pence: from −0.5 to 0.5.
    pub residue: Quantity,
}

impl Rounded {
    /// Rounds an exact number of pence; nothing beyond 64 bits.
    fn of(pence: Decimal) -> Option<Self> {
        let whole = pence.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
        Some(Self {
            money: Money(whole.to_i64()?),
            residue: Quantity((pence - whole).normalize()),
        })
    }
}

/// What was wrong with a text that should have been an amount in pounds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an amount in pounds and pence; write it as 6000 or £6,000.50")]
pub struct MoneyFault(pub String);

impl FromStr for Money {
    type Err = MoneyFault;

    fn from_str(text: &str) -> Result<Self, MoneyFault> {
        let fault = || MoneyFault(text.to_owned());
        let bare: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, '£' | ',' | ' '))
            .collect();
        let pounds = Decimal::from_str_exact(&bare).map_err(|_| fault())?;
        let pence = pounds.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(fault)?;
        // A third decimal is a fault, not a rounding: no penny is made or lost in reading.
        if !pence.fract().is_zero() {
            return Err(fault());
        }
        pence.to_i64().map(Self).ok_or_else(fault)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pounds, pence) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "−" } else { "" };
        let pounds = grouped(pounds);
        if pence == 0 {
            return f.pad(&format!("{sign}£{pounds}"));
        }
        f.pad(&format!("{sign}£{pounds}.{pence:02}"))
    }
}

/// Divides whole numbers, a half rounded to the even neighbour; nothing where the divisor is not above 0.
pub fn half_even(number: i128, divisor: i128) -> Option<i128> {
    if divisor <= 0 {
        return None;
    }
    let (below, left) = (number.div_euclid(divisor), number.rem_euclid(divisor));
    let up = match left.cmp(&(divisor - left)) {
        Ordering::Less => false,
        Ordering::Equal => below.rem_euclid(2) == 1,
        Ordering::Greater => true,
    };
    Some(below + i128::from(up))
}

/// The whole number nearest to a square root; never half way between two.
pub fn root(square: u128) -> u128 {
    let below = square.isqrt();
    below + u128::from(square - below * below > below)
}

/// Writes a count with a comma at every thousand: `20,635`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Money {
    type Output = Self;
    fn mul(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests;
