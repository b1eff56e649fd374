//! What rates cost, afford and change: laws over cohorts drawn at random, against plain loops.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::invented::{Sketch, bespoke, cohort, pounds, set};
use super::super::{
    Level, Payer, ProtectionKind, Unit, Value, cost, demands, groups, impact, solve, total_weight,
};
use super::{factor, protection, varied};
use crate::domain::exact::{Money, Quantity};
use crate::domain::place::Setting;

const SCHOOLS: [Option<&str>; 5] = [
    Some("Ash"),
    Some("Birch"),
    Some("Cedar"),
    Some("Damson"),
    None,
];
const SETTINGS: [Setting; 3] = [Setting::Mainstream, Setting::Srp, Setting::Special];
const TARIFFS: [Option<&str>; 6] = [
    None,
    Some("T0"),
    Some("T1"),
    Some("T2"),
    Some("T3"),
    Some("T4"),
];

fn pupils() -> impl Strategy<Value = Vec<Sketch>> {
    let one = |list: Vec<usize>| prop::sample::select(list);
    let sketch = (
        one((0..5).collect()),
        one((0..3).collect()),
        one((0..6).collect()),
        prop::option::of(0i64..900_000),
    )
        .prop_map(|(school, setting, tariff, today)| {
            (SCHOOLS[school], SETTINGS[setting], TARIFFS[tariff], today)
        });
    prop::collection::vec(sketch, 0..50)
}

/// What a pupil brings by `varied`, by a plain table.
fn plainly(nth: usize, sketch: &Sketch) -> i64 {
    let secondary = nth.is_multiple_of(2);
    match (sketch.2, sketch.1) {
        (Some("T1"), Setting::Special) => 150_000,
        (Some("T1"), _) => 100_000,
        (Some("T2"), _) => 200_000,
        (Some("T3"), _) if secondary => 450_050,
        (Some("T3"), _) => 400_000,
        _ => 0,
    }
}

proptest! {
    #[test]
    fn a_cost_is_what_a_plain_loop_adds_up_and_sums_over_any_parting(sketches in pupils(), at in 0usize..50) {
        let framework = bespoke();
        let (set, whole) = (varied(), cohort(&sketches));
        let found = cost(&whole, &set, &framework);
        let plain: i64 = sketches.iter().enumerate().map(|(nth, one)| plainly(nth, one)).sum();
        prop_assert_eq!(found.total.pence(), plain);
        let by_setting: Money = found.by_setting().values().map(|sum| sum.cost).sum();
        let by_route: Money = found.by_route().values().map(|sum| sum.cost).sum();
        prop_assert_eq!((by_setting, by_route), (found.total, found.total));
        let pupils: u64 = found.lines.iter().map(|line| line.pupils).sum();
        prop_assert_eq!(pupils, found.mapped);
        prop_assert_eq!(found.in_scope, found.mapped + found.not_yet + found.cannot_map);
        // Parted at an even place, so that everybody keeps their year.
        let at = (at / 2 * 2).min(sketches.len() / 2 * 2);
        let (one, other) = sketches.split_at(at);
        let parts = cost(&cohort(one), &set, &framework).total + cost(&cohort(other), &set, &framework).total;
        prop_assert_eq!(parts, found.total);
    }

    #[test]
    fn found_rates_never_cost_more_and_a_pound_more_for_all_would(
        sketches in pupils(), thousands in 1i64..200_000, weights in prop::collection::vec(1u32..400, 3),
        percent in prop::sample::select(vec!["100", "97.33", "104.999", "33.333"]),
    ) {
        let cohort = cohort(&sketches);
        let mut set = set();
        for (rate, weight) in set.rates.iter_mut().zip(&weights) {
            rate.value = Value::Weight(Quantity::from(*weight).over(100_u32.into()).unwrap());
        }
        set.factors = vec![factor(&[Setting::Special], 0, None, percent)];
        let demands = demands(&cohort, &set).unwrap();
        prop_assume!(!demands.is_empty());
        let envelope = pounds(thousands) + Money::from_pence(37);
        let at = total_weight(&set, &demands).unwrap();
        let found = solve(&set, &demands, envelope, at).unwrap();
        prop_assert!(found.cost <= envelope);
        prop_assert_eq!(found.cost + found.residue, envelope);
        prop_assert_eq!(cost(&cohort, &found.set, &bespoke()).total, found.cost);
        if percent == "100" {
            prop_assert!(found.one_more > found.residue);
        }
        for rate in &found.set.rates {
            let Value::Pounds(money) = rate.value else { panic!("a weight is left") };
            prop_assert_eq!(money.pence() % 100, 0);
        }
    }

    #[test]
    fn gains_and_losses_sum_to_the_same_at_every_level(
        sketches in pupils(), by_pupil in any::<bool>(), caps in any::<bool>(), floor in 0u32..30, cap in 0u32..30,
    ) {
        let cohort = cohort(&sketches);
        let mut set = varied();
        set.protections = vec![
            protection(ProtectionKind::Guarantee, &[Setting::Special], "1.25"),
            protection(ProtectionKind::Floor, &[], &floor.to_string()),
            protection(ProtectionKind::Cap, &[], &cap.to_string()),
        ];
        set.protect = if by_pupil { Unit::Pupil } else { Unit::School };
        set.paid_by = if caps { Payer::Caps } else { Payer::Envelope };
        let found = impact(&cohort, &set);
        let mut totals = BTreeMap::new();
        for level in Level::ALL {
            let groups = groups(&cohort, &found, level);
            let sum = |of: fn(&impact::Group) -> Money| groups.iter().map(of).sum::<Money>();
            let count = |of: fn(&impact::Group) -> u64| groups.iter().map(of).sum::<u64>();
            let told = (
                (sum(|one| one.before), sum(|one| one.new), sum(|one| one.protection), sum(|one| one.new_of_unknown)),
                (count(|one| one.in_scope), count(|one| one.mapped), count(|one| one.compared), count(|one| one.today_unknown)),
                (count(|one| one.by_hand), count(|one| one.gain), count(|one| one.lose)),
            );
            totals.insert(level.code(), told);
        }
        prop_assert!(totals.values().all(|told| *told == totals["all"]), "{totals:?}");
        // What is paid for the compared and the others together is the cost.
        let ((_, new, protection, unknown), ..) = totals["all"];
        prop_assert_eq!(new + unknown, cost(&cohort, &set, &bespoke()).total);
        prop_assert_eq!(protection, found.bill.envelope);
        let bill = found.bill;
        prop_assert_eq!(bill.brought() - bill.taken, bill.envelope);
        if caps {
            // Nothing is taken beyond what is brought, and the envelope pays only when caps cannot.
            prop_assert!(bill.taken <= bill.brought());
            prop_assert!(bill.envelope.is_zero() || bill.left.is_zero());
        }
        for held in &found.held {
            prop_assert!(held.brought.is_zero() || held.taken.is_zero());
            let least = held.before.part((100 - floor).into(), 100_u32.into()).unwrap().money;
            prop_assert!(held.after() >= least, "{held:?}");
        }
    }
}
