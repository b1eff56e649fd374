//! Budgets by hand, and what always holds of them.

use proptest::prelude::*;

use super::*;
use crate::domain::digest::Digest;

fn pounds(pounds: i64) -> Money {
    Money::from_pence(pounds * 100)
}

fn year(historic: u32, pot: Money) -> Year {
    Year {
        name: "2026-27".to_owned(),
        from: "2026-04-01".parse().unwrap(),
        pot,
        historic: historic.into(),
    }
}

/// Half by pupils, 25 % by IDACI, 10 % by looked-after children, 15 % by low prior attainment.
fn method(protection: Option<(u32, Payer)>) -> Method {
    let weights = [50_u32, 25, 10, 15].map(Quantity::from);
    Method {
        id: "m".to_owned(),
        title: "M".to_owned(),
        source: "invented".to_owned(),
        hash: Digest::of(b"m"),
        weights: Indicator::ALL.into_iter().zip(weights).collect(),
        years: Vec::new(),
        protection: protection.map(|(claims, paid_by)| Protection {
            claims: claims.into(),
            until: "2026-08-31".parse().unwrap(),
            paid_by,
        }),
    }
}

fn community(figures: [u32; 4], historic: i64, claims: i64) -> Community {
    let [pupils, idaci, looked_after, low_prior_attainment] = figures.map(Quantity::from);
    Community {
        name: "C".to_owned(),
        pupils,
        idaci,
        looked_after,
        low_prior_attainment,
        historic: pounds(historic),
        claims: pounds(claims),
        choice: String::new(),
    }
}

/// Two communities: 3,000 and 1,000 pupils; 300 and 700 in deprived areas; 10 and 30 looked after; 400 and 600.
fn two() -> [Community; 2] {
    [
        community([3_000, 300, 10, 400], 40_000, 20_000),
        community([1_000, 700, 30, 600], 60_000, 90_000),
    ]
}

fn of(budgets: &Budgets, part: fn(&Budget) -> Money) -> Vec<i64> {
    budgets
        .budgets
        .iter()
        .map(|one| part(one).pence() / 100)
        .collect()
}

#[test]
fn the_first_year_is_three_quarters_what_was_and_one_quarter_formula() {
    let found = budgets(&method(None), &year(75, pounds(100_000)), &two()).unwrap();
    // The formula alone of £100,000: pupils £50,000 × ¾ = 37,500; IDACI £25,000 × 0.3 = 7,500; looked after £10,000 × ¼
    // = 2,500; attainment £15,000 × 0.4 = 6,000: £53,500 and £46,500.
    assert_eq!(of(&found, Budget::formula_alone), [53_500, 46_500]);
    // £75,000 by 40 : 60 are 30,000 and 45,000; a quarter of the formula 13,375 and 11,625.
    assert_eq!(of(&found, |one| one.by_historic), [30_000, 45_000]);
    assert_eq!(of(&found, |one| one.by_formula), [13_375, 11_625]);
    assert_eq!(of(&found, Budget::budget), [43_375, 56_625]);
    assert_eq!(of(&found, Budget::change), [3_375, -3_375]);
    // £43,375 ÷ 3,000 = £14.458…, £56,625 ÷ 1,000 = £56.625, which goes to the even penny.
    let per_pupil: Vec<_> = found.budgets.iter().map(|one| one.per_pupil).collect();
    let pence = |pence| Some(Money::from_pence(pence));
    assert_eq!(per_pupil, [pence(1_446), pence(5_662)]);
}

#[test]
fn by_the_third_year_the_formula_is_alone() {
    let found = budgets(&method(None), &year(0, pounds(100_000)), &two()).unwrap();
    assert_eq!(of(&found, Budget::budget), [53_500, 46_500]);
    assert!(
        found
            .budgets
            .iter()
            .all(|one| one.budget() == one.formula_alone())
    );
}

#[test]
fn protection_holds_for_its_months_and_somebody_pays() {
    let year = year(75, pounds(100_000));
    let on_top = budgets(&method(Some((75, Payer::OnTop))), &year, &two()).unwrap();
    // 75 % of £90,000 is £67,500, £10,875 above £56,625; April to August are 5 of 12 months: £4,531.25.
    assert_eq!(on_top.months, 5);
    assert_eq!(on_top.protection(), Money::from_pence(453_125));
    assert_eq!(on_top.total(), Money::from_pence(10_453_125));
    let others = budgets(&method(Some((75, Payer::Others))), &year, &two()).unwrap();
    assert_eq!(others.total(), pounds(100_000));
    assert_eq!(others.budgets[0].pays, Money::from_pence(453_125));
    assert_eq!(others.budgets[0].protected, Some(pounds(15_000)));
    // In the year after nothing is protected any more.
    let after = Year {
        from: "2027-04-01".parse().unwrap(),
        ..year
    };
    let after = budgets(&method(Some((75, Payer::Others))), &after, &two()).unwrap();
    assert_eq!((after.months, after.protection()), (0, Money::default()));
    assert_eq!(after.budgets[0].protected, None);
}

#[test]
fn what_others_have_not_they_cannot_pay() {
    let short = [
        community([1, 1, 1, 1], 1, 100_000),
        community([1, 1, 1, 1], 1, 200_000),
    ];
    let refused = budgets(
        &method(Some((75, Payer::Others))),
        &year(75, pounds(100)),
        &short,
    );
    assert!(
        matches!(refused, Err(Unshared::NoRoom { .. })),
        "{refused:?}"
    );
}

#[test]
fn nobody_one_and_a_column_of_nothing() {
    let year = year(75, pounds(101));
    assert_eq!(budgets(&method(None), &year, &[]), Err(Unshared::Nobody));
    let one = budgets(&method(None), &year, &two()[..1]).unwrap();
    assert_eq!(one.total(), pounds(101));
    let empty = [community([10, 0, 1, 1], 1, 1)];
    let refused = budgets(&method(None), &year, &empty).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("the column \"idaci\" is 0 in every row, so 25 %")
    );
    // A column that decides nothing may be empty.
    let mut without = method(None);
    without.weights = vec![
        (Indicator::Pupils, 100_u32.into()),
        (Indicator::Idaci, Quantity::ZERO),
    ];
    assert_eq!(
        budgets(&without, &year, &empty).unwrap().total(),
        pounds(101)
    );
    let no_history = [community([10, 1, 1, 1], 0, 1)];
    let refused = budgets(&method(None), &year, &no_history).unwrap_err();
    assert!(refused.to_string().starts_with("the column \"historic\""));
    let nobody_there = community([0, 5, 5, 5], 5, 5);
    let found = budgets(&method(None), &year, &[nobody_there, two()[0].clone()]).unwrap();
    assert_eq!(found.budgets[0].per_pupil, None);
}

prop_compose! {
    fn some()(figures in prop::array::uniform4(1u32..100_000), historic in 1i64..10_000_000, claims in 0i64..10_000_000)
        -> Community {
        community(figures, historic, claims)
    }
}

proptest! {
    #[test]
    fn everything_sums_to_the_pot_and_nobody_pays_what_they_have_not(
        communities in prop::collection::vec(some(), 1..25),
        pot in 0i64..100_000_000_000, historic in 0u32..=100, claims in 0u32..=75,
    ) {
        let year = year(historic, Money::from_pence(pot));
        let sum = |of: fn(&Budget) -> Money, found: &Budgets| -> i64 {
            found.budgets.iter().map(|one| of(one).pence()).sum()
        };
        let on_top = budgets(&method(Some((claims, Payer::OnTop))), &year, &communities).unwrap();
        prop_assert_eq!(sum(Budget::blended, &on_top), pot);
        prop_assert_eq!(sum(Budget::formula_alone, &on_top), pot);
        prop_assert_eq!(on_top.total(), year.pot + on_top.protection());
        match budgets(&method(Some((claims, Payer::Others))), &year, &communities) {
            Err(Unshared::NoRoom { cost, room }) => prop_assert!(cost > room),
            Err(other) => prop_assert!(false, "{}", other),
            Ok(found) => {
                prop_assert_eq!(found.total(), year.pot);
                for one in &found.budgets {
                    prop_assert!(one.gets.is_zero() || one.pays.is_zero());
                    let above = one.blended() - one.protected.unwrap();
                    prop_assert!(one.pays.is_zero() || one.pays <= above);
                }
            }
        }
    }

    #[test]
    fn nobody_is_more_than_a_few_pence_from_their_exact_share(
        communities in prop::collection::vec(some(), 1..25), pot in 0i64..100_000_000_000,
    ) {
        let year = year(0, Money::from_pence(pot));
        let found = budgets(&method(None), &year, &communities).unwrap();
        let totals = Indicator::ALL.map(|by| -> i128 {
            communities.iter().map(|one| one.figure(by).at_scale(0).unwrap()).sum()
        });
        for (one, community) in found.budgets.iter().zip(&communities) {
            // Exact: pot × Σ weight/100 × figure/total, over the common divisor 100 × Π totals would overflow, so indicator
            // by indicator: each may be a penny off for its own rounding, and its part of the pot a penny.
            for (((by, share), total), weight) in one.formula.iter().zip(totals).zip([50_i128, 25, 10, 15]) {
                let figure = community.figure(*by).at_scale(0).unwrap();
                let exact = i128::from(pot) * weight * figure;
                let apart = i128::from(share.pence()) * 100 * total - exact;
                prop_assert!(apart.abs() <= 200 * total, "{} {}", by.code(), apart);
            }
        }
    }
}
