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
mod tests {
    use super::*;

    #[track_caller]
    fn money(text: &str, pence: i64, shown: &str) {
        let money: Money = text.parse().unwrap();
        assert_eq!(money.pence(), pence);
        assert_eq!(money.to_string(), shown);
    }

    #[test]
    fn money_is_read_and_shown_to_the_penny() {
        money("6000", 600_000, "£6,000");
        money("£6,000.50", 600_050, "£6,000.50");
        money("-1234567.01", -123_456_701, "−£1,234,567.01");
        assert!("12.345".parse::<Money>().is_err());
        assert!("lots".parse::<Money>().is_err());
    }

    #[track_caller]
    fn json(text: &str, expected: &str) {
        let quantity: Quantity = text.parse().unwrap();
        let written = serde_json::to_string(&quantity).unwrap();
        assert_eq!(written, expected);
        assert_eq!(
            serde_json::from_str::<Quantity>(&written).unwrap(),
            quantity
        );
    }

    #[test]
    fn quantities_are_json_numbers() {
        json("15", "15");
        json("15.00", "15");
        json("47.5", "47.5");
        json("50.67", "50.67");
    }

    #[test]
    fn rounding_is_half_up() {
        let third = Quantity::from(80).times(38.into()).unwrap();
        assert_eq!(
            third.over(60.into()).unwrap().rounded().to_string(),
            "50.67"
        );
        let half: Quantity = "0.125".parse().unwrap();
        assert_eq!(half.rounded().to_string(), "0.13");
    }

    #[test]
    fn division_of_whole_numbers_rounds_half_to_even() {
        let cases = [
            (5, 2, 2),
            (7, 2, 4),
            (-5, 2, -2),
            (-7, 2, -4),
            (8, 3, 3),
            (7, 3, 2),
        ];
        for (number, divisor, expected) in cases {
            assert_eq!(
                half_even(number, divisor),
                Some(expected),
                "{number}/{divisor}"
            );
        }
        assert_eq!(half_even(1, 0), None);
    }

    #[test]
    fn a_root_is_the_nearest() {
        let cases = [
            (0, 0),
            (1, 1),
            (2, 1),
            (3, 2),
            (6, 2),
            (7, 3),
            (u128::MAX, 1 << 64),
        ];
        for (square, expected) in cases {
            assert_eq!(root(square), expected, "{square}");
        }
        assert_eq!(
            Quantity::of_units(2_358_000, 2).unwrap().to_string(),
            "23580"
        );
        assert_eq!(Quantity::of_units(i128::MAX, 2), None);
    }
}
