//! Costs from shown counts: they hold the true cost, and say nothing that the counts do not.

use proptest::prelude::*;

use super::super::tests::set;
use super::*;
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Cell, Distribution};
use crate::domain::rates::{Factor, FactorCount};

const SETTINGS: [&str; 3] = ["mainstream", "special", "srp"];

/// A distribution by setting over T1 to T4, a row a setting.
fn counted(counts: &[[u64; 4]]) -> Distribution {
    let mut cells = Vec::new();
    for (setting, row) in SETTINGS.iter().zip(counts) {
        for (count, number) in row.iter().zip(1..) {
            if *count > 0 {
                cells.push(Cell {
                    keys: vec![(*setting).to_owned()],
                    tariff: TariffId::new(format!("T{number}")),
                    route: Route::Tariff,
                    count: *count,
                });
            }
        }
    }
    let mapped = cells.iter().map(|cell| cell.count).sum();
    Distribution {
        caseload: mapped,
        in_scope: mapped,
        mapped,
        tariffs: (1..=4).map(|n| TariffId::new(format!("T{n}"))).collect(),
        by: vec![Dimension::Setting],
        cells,
        ..Distribution::default()
    }
}

fn rates() -> RateSet {
    set(&[("T1", 3_000), ("T2", 6_500), ("T3", 13_500), ("T4", 24_000)])
}

fn pounds(pounds: i64) -> Money {
    Money::from_pence(pounds * 100)
}

fn costs(counts: &[[u64; 4]]) -> ShownCosts {
    let counted = counted(counts);
    let release = Release::of(&counted, Rule::Public(Rounding::Exact)).unwrap();
    shown_costs(&rates(), &release, &counted.by)
}

#[test]
fn a_cost_of_shown_counts_is_exact() {
    let found = costs(&[[10, 20, 5, 0], [0, 7, 9, 30]]);
    let mainstream = pounds(10 * 3_000 + 20 * 6_500 + 5 * 13_500);
    let special = pounds(7 * 6_500 + 9 * 13_500 + 30 * 24_000);
    assert_eq!(found.all, Some(Between::just(mainstream + special)));
    let settings = [("mainstream", mainstream), ("special", special)];
    let settings = settings.map(|(code, cost)| (code.to_owned(), Some(Between::just(cost))));
    assert_eq!(found.by_setting, settings);
    assert_eq!(costs(&[]).all, Some(Between::default()));
}

#[test]
fn a_hidden_count_leaves_a_range_that_its_alternatives_share() {
    let case = |one: [u64; 4], other: [u64; 4]| {
        let (one, other) = (costs(&[one]), costs(&[other]));
        assert_eq!(one, other);
        assert!(one.all.unwrap().exact().is_none());
    };
    // Three and forty, or two and forty-one: what is shown is the same, and so is the cost.
    case([3, 40, 50, 60], [2, 41, 50, 60]);
}

#[test]
fn counts_that_are_hidden_in_the_settings_alone_leave_the_cost_of_all_exact() {
    let counted = counted(&[[3, 20, 30, 40], [17, 2, 30, 40], [20, 20, 30, 40]]);
    let release = Release::of(&counted, Rule::Public(Rounding::Exact)).unwrap();
    assert!(release.hidden > 0);
    let found = shown_costs(&rates(), &release, &counted.by);
    let whole = pounds(40 * 3_000 + 42 * 6_500 + 90 * 13_500 + 120 * 24_000);
    assert_eq!(found.all, Some(Between::just(whole)));
    assert!(
        found
            .by_setting
            .iter()
            .any(|(_, sum)| sum.is_none_or(|sum| sum.exact().is_none()))
    );
}

#[test]
fn a_factor_for_schools_of_some_size_leaves_a_range() {
    let counted = counted(&[[10, 0, 0, 0]]);
    let release = Release::office(&counted);
    let mut set = rates();
    let factor = |to, percent: u32| Factor {
        settings: vec![Setting::Mainstream],
        count: FactorCount::InScope,
        from: 0,
        to,
        percent: percent.into(),
    };
    set.factors = vec![factor(Some(9), 110)];
    let found = shown_costs(&set, &release, &counted.by).all.unwrap();
    assert_eq!((found.low, found.high), (pounds(30_000), pounds(33_000)));
    set.factors = vec![factor(None, 110)];
    let found = shown_costs(&set, &release, &counted.by).all.unwrap();
    assert_eq!(found.exact(), Some(pounds(33_000)));
}

proptest! {
    #[test]
    fn the_true_cost_lies_within(counts in prop::collection::vec(prop::array::uniform4(0_u64..12), 1..4)) {
        let found = costs(&counts);
        let each = [3_000, 6_500, 13_500, 24_000];
        let cost = |row: &[u64; 4]| -> i64 {
            row.iter().zip(each).map(|(count, each)| i64::try_from(*count).unwrap() * each).sum()
        };
        if let Some(all) = found.all {
            let whole = pounds(counts.iter().map(cost).sum());
            prop_assert!(all.low <= whole && whole <= all.high, "{all:?} {whole}");
        }
        for (code, between) in &found.by_setting {
            let at = SETTINGS.iter().position(|one| one == code).unwrap();
            let Some(between) = between else { continue };
            let own = pounds(cost(&counts[at]));
            prop_assert!(between.low <= own && own <= between.high, "{code} {between:?} {own}");
        }
    }
}
