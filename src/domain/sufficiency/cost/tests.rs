//! What plans cost, by hand and as laws.

use proptest::prelude::*;

use super::*;
use crate::domain::digest::Digest;
use crate::domain::sufficiency::book::HourPrice;

/// A TA at £16.00 and 25 % on-costs (£20.00), a therapist at £50.00 without, a teacher of thirty at £40.00.
pub(crate) fn book() -> CostBook {
    let price = |pence, on_costs: u32, shared_by| HourPrice {
        per_hour: Money::from_pence(pence),
        on_costs: on_costs.into(),
        shared_by,
    };
    CostBook {
        id: "invented".to_owned(),
        title: "Invented".to_owned(),
        effective_from: "2026-04-01".parse().unwrap(),
        source: "invented for this test".to_owned(),
        hash: Digest::of(b"book"),
        prices: BTreeMap::from([
            (Some(Who::Ta), price(1_600, 25, 1)),
            (Some(Who::SaLT), price(5_000, 0, 1)),
            (Some(Who::Teacher), price(4_000, 0, 30)),
        ]),
    }
}

/// A TA's hours, evidence, 1:1.
pub(crate) fn item(n: u32, hours: &str) -> Item {
    Item {
        n,
        who: Some(Who::Ta),
        ratio: Some(Ratio::Adults(1, 1)),
        annual_hours: hours.parse().ok(),
        duplicate_of: None,
        taken: Taken::Evidence,
    }
}

fn sums(items: &[Item]) -> [i64; 3] {
    let cost = cost(items, &book());
    let of = |counts: Counts| -> i64 {
        let lines = cost.lines.iter().filter(|line| line.counts == counts);
        lines.map(|line| line.cost.pence()).sum()
    };
    let sums = [cost.plan, cost.core, cost.queried].map(|sum| sum.money.pence());
    assert_eq!(sums, [Counts::Plan, Counts::Core, Counts::Queried].map(of));
    sums
}

#[test]
fn hours_cost_their_price_shared_by_the_group() {
    // 47.5 h × £20.00 = £950.00.
    assert_eq!(sums(&[item(1, "47.5")]), [95_000, 0, 0]);
    let with = |ratio| Item {
        ratio,
        ..item(1, "38")
    };
    // 38 h × £20.00 = £760.00; two adults £1,520.00; a group of up to four £190.00; one to three £253.33⅓.
    assert_eq!(sums(&[with(Some(Ratio::Adults(2, 1)))]), [152_000, 0, 0]);
    assert_eq!(sums(&[with(Some(Ratio::GroupUpTo(4)))]), [19_000, 0, 0]);
    assert_eq!(sums(&[with(Some(Ratio::Adults(1, 3)))]), [25_333, 0, 0]);
    // Where no ratio is stated, the book says: a teacher's hour is shared by thirty. 190 h × £40 ÷ 30 = £253.33⅓.
    let taught = Item {
        who: Some(Who::Teacher),
        ratio: None,
        ..item(1, "190")
    };
    assert_eq!(sums(&[taught]), [25_333, 0, 0]);
    // A ratio of nothing to nothing is none.
    assert_eq!(sums(&[with(Some(Ratio::Adults(0, 0)))]), [76_000, 0, 0]);
}

#[test]
fn three_thirds_are_one_and_the_rounding_is_told() {
    let third = |n| Item {
        ratio: Some(Ratio::Group(3)),
        ..item(n, "0.5")
    };
    // Half an hour is £10.00, a third of it 333⅓ p; three of them are £10.00 again.
    let found = cost(&[third(1), third(2), third(3)], &book());
    assert_eq!(found.plan.money, Money::from_pence(1_000));
    assert_eq!(found.plan.residue, Quantity::ZERO);
    let lines: Vec<i64> = found.lines.iter().map(|line| line.cost.pence()).collect();
    assert_eq!(lines, [333, 334, 333]);
    let one = cost(&[third(1)], &book()).plan;
    assert_eq!(one.residue.rounded(), "0.33".parse().unwrap());
    // Halves go to the even side: 0.01 h of a therapist among four is 12.5 p.
    let half = Item {
        who: Some(Who::SaLT),
        ratio: Some(Ratio::Group(4)),
        ..item(1, "0.01")
    };
    assert_eq!(cost(&[half], &book()).plan.money, Money::from_pence(12));
}

#[test]
fn what_was_set_aside_counts_as_it_was_taken() {
    let aside = |n, why| Item {
        taken: Taken::Aside(why),
        ..item(n, "10")
    };
    let items = [
        item(1, "10"),
        aside(2, SetAside::Core),
        aside(3, SetAside::QueryHealth),
        aside(4, SetAside::QueryCare),
        aside(5, SetAside::Duplicate),
        aside(6, SetAside::NotProvision),
    ];
    assert_eq!(sums(&items), [20_000, 20_000, 40_000]);
    let found = cost(&items, &book());
    assert_eq!((found.counted, found.quantified, found.priced), (4, 4, 4));
}

#[test]
fn what_is_said_again_costs_once_and_only_where_the_first_does_not() {
    let again = Item {
        duplicate_of: Some(1),
        ..item(2, "10")
    };
    assert_eq!(sums(&[item(1, "10"), again.clone()]), [20_000, 0, 0]);
    let first = Item {
        taken: Taken::Aside(SetAside::NotProvision),
        ..item(1, "10")
    };
    assert_eq!(sums(&[first, again]), [20_000, 0, 0]);
}

#[test]
fn a_role_without_a_price_is_named_and_not_costed_at_nothing_in_silence() {
    let nobody = Item {
        who: None,
        ..item(2, "10")
    };
    let nurse = Item {
        who: Some(Who::Nurse),
        ..item(3, "10")
    };
    let found = cost(&[item(1, "10"), nobody, nurse], &book());
    assert_eq!((found.counted, found.quantified, found.priced), (3, 3, 1));
    assert_eq!(found.missing, BTreeSet::from([None, Some(Who::Nurse)]));
    assert_eq!(found.lines[2].counts, Counts::NoPrice);
}

#[test]
fn hours_beyond_counting_are_said() {
    let most = item(1, "7000000000000000000000000");
    let found = cost(&[most], &book());
    assert!(found.too_much);
    assert_eq!(found.plan.money, Money::default());
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let who = prop_oneof![
        Just(Some(Who::Ta)),
        Just(Some(Who::SaLT)),
        Just(Some(Who::Teacher))
    ];
    let ratio = prop_oneof![
        Just(None),
        (1u16..3, 1u16..9).prop_map(|(adults, pupils)| Some(Ratio::Adults(adults, pupils))),
        (1u16..9).prop_map(|size| Some(Ratio::GroupUpTo(size))),
    ];
    let one = (who, ratio, 0u32..100_000).prop_map(|(who, ratio, hundredths)| Item {
        who,
        ratio,
        annual_hours: Quantity::from(hundredths).over(100_u32.into()),
        ..item(0, "0")
    });
    prop::collection::vec(one, 0..20).prop_map(|mut items| {
        for (item, n) in items.iter_mut().zip(1..) {
            item.n = n;
        }
        items
    })
}

/// The pence of a plan by whole numbers alone, doubled so that a half can be seen: (floor, whether rest, exactly half).
fn by_fractions(items: &[Item]) -> i64 {
    // In pence × 100 (hours) × 100 (on-costs), over 2520, which 1 to 9 divide, and 30 for the teacher: 2520 × 12.
    let of = 2_520_i128 * 12;
    let sum: i128 = (items.iter())
        .map(|item| {
            let hours_of = [
                (Who::Ta, 1_600 * 125),
                (Who::SaLT, 5_000 * 100),
                (Who::Teacher, 4_000 * 100),
            ];
            let hour = hours_of.into_iter().find(|(who, _)| item.who == Some(*who));
            let hour: i128 = hour.unwrap().1;
            let alone = if item.who == Some(Who::Teacher) {
                30
            } else {
                1
            };
            let (adults, pupils) = match item.ratio {
                None => (1, alone),
                Some(Ratio::Adults(adults, pupils)) => (i128::from(adults), i128::from(pupils)),
                Some(Ratio::GroupUpTo(size) | Ratio::Group(size) | Ratio::ClassUpTo(size)) => {
                    (1, i128::from(size))
                }
            };
            let hours = item.annual_hours.unwrap().at_scale(2).unwrap();
            hour * hours * adults * of / pupils
        })
        .sum();
    let of = of * 10_000;
    let (whole, rest) = (sum / of, sum % of * 2);
    let up = rest > of || rest == of && whole % 2 == 1;
    i64::try_from(whole + i128::from(up)).unwrap()
}

proptest! {
    #[test]
    fn a_plan_costs_what_whole_numbers_make_of_it(items in items()) {
        prop_assert_eq!(sums(&items)[0], by_fractions(&items));
    }

    #[test]
    fn more_hours_never_cost_less(items in items(), at in 0usize..20, more in 0u32..10_000) {
        let before = cost(&items, &book()).plan.money;
        let mut after = items;
        if let Some(item) = after.get_mut(at) {
            let more = Quantity::from(more).over(100_u32.into()).unwrap();
            item.annual_hours = item.annual_hours.and_then(|hours| hours.plus(more));
        }
        prop_assert!(cost(&after, &book()).plan.money >= before);
    }

    #[test]
    fn what_is_vague_changes_nothing_but_the_quantified_share(items in items()) {
        let before = cost(&items, &book());
        let mut after = items;
        let n = u32::try_from(after.len()).unwrap() + 1;
        after.push(Item { annual_hours: None, ..item(n, "0") });
        let after = cost(&after, &book());
        prop_assert_eq!((after.plan, after.priced), (before.plan, before.priced));
        prop_assert_eq!((after.counted, after.quantified), (before.counted + 1, before.quantified));
    }

    #[test]
    fn the_shares_of_a_group_sum_to_the_hour(hundredths in 1u32..1_000_000, size in 1u16..30) {
        let hours = Quantity::from(hundredths).over(100_u32.into());
        let one = |n: u32, ratio| Item { annual_hours: hours, ratio: Some(ratio), ..item(n, "0") };
        let shares: Vec<Item> = (1..=u32::from(size)).map(|n| one(n, Ratio::Group(size))).collect();
        prop_assert_eq!(sums(&shares), sums(&[one(1, Ratio::Adults(1, 1))]));
    }
}
