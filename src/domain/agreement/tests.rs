//! Values of published data, to the digits they were published with.

use proptest::prelude::*;

use super::*;

/// Reads units of one character a reader, the levels from 1, `-` where one did not read.
fn units(text: &str, levels: usize) -> Readings {
    let level = |c: char| c.to_digit(10).map(|digit| digit as usize - 1);
    Readings {
        levels,
        units: (text.split_whitespace())
            .map(|unit| unit.chars().map(level).collect())
            .collect(),
    }
}

/// Lays out a table of counts, first reader down.
fn table(rows: &[&[usize]]) -> Readings {
    let mut units = Vec::new();
    for (one, row) in rows.iter().enumerate() {
        for (other, count) in row.iter().enumerate() {
            units.extend((0..*count).map(|_| vec![Some(one), Some(other)]));
        }
    }
    Readings {
        levels: rows.len(),
        units,
    }
}

#[track_caller]
fn near(value: Option<f64>, published: f64, digits: f64) {
    let value = value.unwrap();
    assert!(
        (value - published).abs() <= digits,
        "{value} is not {published}"
    );
}

#[test]
fn gwets_four_readers_with_gaps() {
    let readings = units(
        "11-1 2232 3333 3333 2222 1234 4444 1121 2222 -555 --11 --3-",
        5,
    );
    let agreement = readings.agreement();
    assert_eq!((agreement.units, agreement.readers), (11, 4));
    near(agreement.alpha_nominal, 0.743, 0.0005);
    near(agreement.alpha_ordinal, 0.815, 0.0005);
    near(agreement.alpha_interval, 0.849, 0.0005);
    near(agreement.ac1, 0.77544, 0.000_005);
    near(agreement.ac2_linear, 0.859, 0.0005);
    near(agreement.ac2_quadratic, 0.914, 0.0005);
    assert_eq!(agreement.kappa, None);
    let (low, high) = agreement.alpha_ordinal_interval.unwrap();
    assert!(low < 0.815 && 0.815 < high);
}

/// Two label lists laid beside each other in order, as `46×0, 44×1, 10×2`.
fn lists(one: &[usize], other: &[usize]) -> Readings {
    let laid = |counts: &[usize]| -> Vec<usize> {
        let runs = counts.iter().enumerate();
        runs.flat_map(|(level, count)| vec![level; *count])
            .collect()
    };
    let pairs = laid(one).into_iter().zip(laid(other));
    Readings {
        levels: 3,
        units: pairs.map(|(a, b)| vec![Some(a), Some(b)]).collect(),
    }
}

#[test]
fn kappas_of_published_lists() {
    let close = lists(&[46, 44, 10], &[50, 40, 10]).agreement();
    near(close.kappa, 0.9315, 0.00005);
    near(close.kappa_linear, 0.9412, 0.00005);
    near(close.kappa_quadratic, 0.9541, 0.00005);
    let far = lists(&[46, 44, 10], &[52, 32, 16]).agreement();
    near(far.kappa, 0.8013, 0.00005);
    let cohen = table(&[&[44, 7, 9], &[5, 20, 5], &[1, 3, 6]]).agreement();
    near(cohen.kappa, 0.492, 0.0005);
    assert_eq!(cohen.table, [[44, 7, 9], [5, 20, 5], [1, 3, 6]]);
    near(cohen.exact, 0.70, 1e-9);
}

#[test]
fn a_level_that_nobody_used_counts_on_the_scale() {
    let second = "3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4";
    let third = "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2";
    let pairs = second.split(' ').zip(third.split(' '));
    let text: Vec<String> = pairs.map(|(one, other)| format!("{one}{other}")).collect();
    let agreement = units(&text.join(" "), 6).agreement();
    near(agreement.kappa_linear, 0.126, 0.0005);
    near(agreement.kappa_quadratic, 0.230, 0.0005);
}

#[test]
fn what_is_not_defined_is_nothing() {
    let same = units("11 11 11", 3).agreement();
    assert_eq!((same.alpha_ordinal, same.kappa), (None, None));
    assert_eq!(same.exact, Some(1.0));
    let once = units("1- -2", 3).agreement();
    assert_eq!((once.units, once.exact, once.ac1), (0, None, None));
    let signed = units("12 24 33", 4).agreement();
    near(signed.mean_difference, 1.0, 1e-9);
    near(signed.within_one, 2.0 / 3.0, 1e-9);
}

proptest! {
    #[test]
    fn the_order_of_pupils_and_readers_never_matters_to_alpha(
        rows in proptest::collection::vec(proptest::collection::vec(proptest::option::of(0..5_usize), 3), 1..20),
        turn in 0..3_usize,
    ) {
        let one = Readings { levels: 5, units: rows.clone() };
        let mut turned = rows;
        turned.reverse();
        for unit in &mut turned {
            unit.rotate_left(turn);
        }
        let other = Readings { levels: 5, units: turned };
        let close = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => (one - other).abs() < 1e-9,
            (one, other) => one.is_none() == other.is_none(),
        };
        let (one, other) = (one.agreement(), other.agreement());
        prop_assert!(close(one.alpha_ordinal, other.alpha_ordinal));
        prop_assert!(close(one.ac2_quadratic, other.ac2_quadratic));
        prop_assert!(one.alpha_ordinal.is_none_or(|alpha| alpha <= 1.0 + 1e-9));
    }
}
