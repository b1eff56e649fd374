//! What exact numbers do, by cases and as laws.

use proptest::prelude::*;

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

#[track_caller]
fn part(pence: i64, parts: &str, of: &str, expected: i64, residue: &str) {
    let (parts, of): (Quantity, Quantity) = (parts.parse().unwrap(), of.parse().unwrap());
    let rounded = Money::from_pence(pence).part(parts, of).unwrap();
    let residue: Quantity = residue.parse().unwrap();
    assert_eq!(
        (rounded.money.pence(), rounded.residue),
        (expected, residue)
    );
}

#[test]
fn a_half_penny_goes_to_the_even_side_and_the_residue_is_kept() {
    part(1, "1", "2", 0, "0.5");
    part(3, "1", "2", 2, "-0.5");
    part(5, "1", "2", 2, "0.5");
    part(-1, "1", "2", 0, "-0.5");
    part(-3, "1", "2", -2, "0.5");
    part(600_000, "97.5", "100", 585_000, "0");
    part(333_333, "101.5", "100", 338_333, "-0.005");
    assert_eq!(
        Money::from_pence(1).part(1_u32.into(), Quantity::ZERO),
        None
    );
    assert_eq!(Money::from_pence(i64::MAX).times(2_u32.into()), None);
}

#[test]
fn whole_pounds_are_never_more() {
    let case = |pence, pounds: i64| {
        let money = Money::from_pence(pence).whole_pounds();
        assert_eq!(money, Money::from_pence(pounds * 100));
    };
    case(199, 1);
    case(200, 2);
    case(-1, -1);
    case(0, 0);
}

#[test]
fn money_stands_in_tables_in_pounds() {
    assert_eq!(Money::from_pence(600_050).in_pounds(), "6000.50");
    assert_eq!(Money::from_pence(-7).in_pounds(), "-0.07");
    assert_eq!(Money::from_pence(1250).signed(), "+£12.50");
    assert_eq!(Money::from_pence(-300).signed(), "−£3");
    assert_eq!(Money::default().signed(), "£0");
}

#[test]
fn a_quantity_is_a_whole_number_at_a_scale() {
    let of = |text: &str, decimals| text.parse::<Quantity>().unwrap().at_scale(decimals);
    assert_eq!(of("12.5", 2), Some(1250));
    assert_eq!(of("12.50", 1), Some(125));
    assert_eq!(of("-0.25", 2), Some(-25));
    assert_eq!(of("0.125", 2), None);
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

proptest! {
    #[test]
    fn rounding_is_never_further_than_half_a_penny(
        pence in -1_000_000_000_000i64..1_000_000_000_000, parts in 0u32..100_000, of in 1u32..100_000,
    ) {
        let money = Money::from_pence(pence);
        let rounded = money.part(parts.into(), of.into()).unwrap();
        // By whole numbers: |of × rounded − pence × parts| is at most half of `of`.
        let exact = i128::from(pence) * i128::from(parts);
        let apart = i128::from(rounded.money.pence()) * i128::from(of) - exact;
        prop_assert!(apart.abs() * 2 <= i128::from(of));
        let half: Quantity = "0.5".parse().unwrap();
        prop_assert!(rounded.residue.apart(Quantity::ZERO) <= half);
    }
}

#[test]
fn amounts_are_rounded_to_units_without_a_float() {
    let unit = Money::from_pence(100_000);
    let case = |pence: i64, nearest: i64, within: (i64, i64)| {
        let money = Money::from_pence(pence);
        assert_eq!(money.nearest(unit).pence(), nearest, "{pence}");
        let (low, high) = money.within(unit);
        assert_eq!((low.pence(), high.pence()), within, "{pence}");
    };
    case(149_999, 100_000, (100_000, 200_000));
    case(150_000, 200_000, (100_000, 200_000));
    case(250_000, 200_000, (200_000, 300_000));
    case(200_000, 200_000, (200_000, 200_000));
    case(-1, 0, (-100_000, 0));
    case(0, 0, (0, 0));
    let odd = Money::from_pence(7);
    assert_eq!(odd.nearest(Money::default()), odd);
    assert_eq!(odd.within(Money::default()), (odd, odd));
}
