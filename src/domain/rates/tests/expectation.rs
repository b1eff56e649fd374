//! What rates would cost were all mapped: known strata to the penny, sampled ones with their low and high.

use super::super::invented::{bespoke, pounds, set};
use super::super::{Expected, NoExpected, RateSet, solve, total_weight};
use super::{factor, varied};
use crate::domain::distribution::Dimension;
use crate::domain::distribution::estimate::{Estimate, Outcome, Part as StratumPart, Stratum};
use crate::domain::exact::{Money, Quantity};
use crate::domain::identity::TariffId;
use crate::domain::interval::Confidence;
use crate::domain::place::Setting;

const BY: [Dimension; 2] = [Dimension::Phase, Dimension::Setting];

/// Pupils of a phase and setting: how many there are, and how many of those counted have T0 to T4 or cannot be mapped.
fn stratum(keys: [&str; 2], of: u64, counts: [u64; 6]) -> Stratum {
    let drawn: u64 = counts.iter().sum();
    Stratum {
        keys: keys.map(str::to_owned).to_vec(),
        part: if drawn == of {
            StratumPart::Known
        } else {
            StratumPart::Remainder
        },
        of,
        drawn,
        counts: counts.to_vec(),
        so_far: counts.to_vec(),
    }
}

fn estimate(strata: &[Stratum]) -> Estimate {
    let tariffs = (0..5).map(|rank| Outcome::Tariff(TariffId::new(format!("T{rank}"))));
    let outcomes: Vec<Outcome> = tariffs.chain([Outcome::CannotMap]).collect();
    Estimate::of(&outcomes, strata.to_vec(), Confidence::default()).unwrap()
}

#[test]
fn what_is_known_whole_costs_what_it_costs() {
    let estimate = estimate(&[
        stratum(["primary", "mainstream"], 4, [1, 0, 0, 1, 1, 1]),
        stratum(["secondary", "special"], 3, [0, 2, 0, 1, 0, 0]),
    ]);
    let framework = bespoke();
    let found = Expected::of(&estimate, &BY, &framework)
        .cost(&varied())
        .unwrap();
    // T3 in primary £4,000; T1 in special schools twice £1,500, T3 in secondary £4,500.50.
    let cost = Money::from_pence(1_150_050);
    assert_eq!(
        (found.whole, found.cost, found.residue),
        (7, cost, Quantity::ZERO)
    );
    assert_eq!((found.low, found.high), (cost, cost));
    let settings = [
        (Some(Setting::Mainstream), pounds(4000)),
        (Some(Setting::Special), Money::from_pence(750_050)),
    ];
    assert_eq!(found.by_setting, settings);
    let lines: Money = found.lines.iter().map(|line| line.cost).sum();
    assert_eq!(lines, cost);
}

#[test]
fn a_sample_gives_what_is_expected_between_its_low_and_high() {
    let framework = bespoke();
    let estimate = estimate(&[
        stratum(["secondary", "mainstream"], 5, [2, 3, 0, 0, 0, 0]),
        stratum(["primary", "mainstream"], 100, [0, 15, 12, 3, 0, 0]),
    ]);
    let expected = Expected::of(&estimate, &BY, &framework);
    let found = expected.cost(&set()).unwrap();
    // 3 × £1,000 known; of 100: 50 × £1,000, 40 × £2,000, 10 × £4,000.
    assert_eq!(found.cost, pounds(173_000));
    assert!(
        found.low < found.cost && found.cost < found.high,
        "{found:?}"
    );
    // At the very least the rest brings T1, at the very most T3.
    assert!(found.low > pounds(3000) && found.high < pounds(3000 + 400_000));
    let (demands, most) = expected.demands(&set()).unwrap();
    let at = total_weight(&set(), &demands).unwrap();
    assert_eq!(at.smoothed(), 173_000_u32.into());
    let envelope = pounds(150_000);
    let likely = solve(&set(), &demands, envelope, at).unwrap();
    let sure = solve(&set(), &demands, envelope, most).unwrap();
    assert!(likely.cost <= envelope && sure.cost < likely.cost);
    // At the most that pupils may weigh, the sure rates still cost no more than there is.
    let costed = expected.cost(&sure.set).unwrap();
    assert!(costed.high <= envelope, "{costed:?}");
}

#[test]
fn nothing_is_expected_of_what_a_sample_does_not_say() {
    let framework = bespoke();
    let estimate = estimate(&[stratum(["primary", "special"], 2, [0, 2, 0, 0, 0, 0])]);
    let cost = |by: &[Dimension], set: &RateSet| Expected::of(&estimate, by, &framework).cost(set);
    assert_eq!(
        cost(&[Dimension::Phase], &varied()),
        Err(NoExpected::NotBy("setting"))
    );
    assert_eq!(cost(&BY[1..], &varied()), Err(NoExpected::NotBy("phase")));
    let mut sized = set();
    sized.factors = vec![factor(&[], 10, None, "95")];
    assert_eq!(cost(&BY, &sized), Err(NoExpected::Sizes));
    sized.factors = vec![factor(&[Setting::Special], 0, None, "95")];
    assert_eq!(cost(&BY, &sized).unwrap().cost, pounds(1900));
    sized.rates.remove(0);
    let missing = NoExpected::NoRate(TariffId::new("T1"), "special school".into());
    assert_eq!(cost(&BY, &sized), Err(missing));
}
