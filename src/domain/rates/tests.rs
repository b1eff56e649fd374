//! What rates cost, afford and change: by cases with their sums.

mod expectation;
mod laws;

use super::impact::{Change, Held};
use super::invented::{bespoke, cohort, pounds, set};
use super::*;
use crate::domain::exact::{Money, Quantity};
use crate::domain::framework::Route;
use crate::domain::identity::TariffId;
use crate::domain::place::{Phase, Setting};

/// T1 £1,000 and £1,500 in special schools, T2 £2,000, T3 £4,000 and £4,500.50 in secondary.
fn varied() -> RateSet {
    let mut set = set();
    let line = |tariff: &str, settings: &[Setting], phases: &[Phase], pence| Rate {
        tariff: TariffId::new(tariff),
        settings: settings.to_vec(),
        phases: phases.to_vec(),
        value: Value::Pounds(Money::from_pence(pence)),
    };
    set.rates
        .push(line("T1", &[Setting::Special], &[], 150_000));
    set.rates
        .push(line("T3", &[], &[Phase::Secondary], 450_050));
    set
}

fn factor(settings: &[Setting], from: u32, to: Option<u32>, percent: &str) -> Factor {
    Factor {
        settings: settings.to_vec(),
        count: FactorCount::InScope,
        from,
        to,
        percent: percent.parse().unwrap(),
    }
}

fn protection(kind: ProtectionKind, settings: &[Setting], percent: &str) -> Protection {
    Protection {
        kind,
        settings: settings.to_vec(),
        percent: percent.parse().unwrap(),
        from: None,
        until: None,
    }
}

#[test]
fn a_cost_is_pupils_times_rate_and_says_who_is_not_in_it() {
    let special = Setting::Special;
    let cohort = cohort(&[
        (Some("Ash"), special, Some("T1"), None),
        (Some("Ash"), special, Some("T1"), None),
        (Some("Birch"), Setting::Mainstream, Some("T3"), None),
        (Some("Birch"), Setting::Mainstream, Some("T0"), None),
        (Some("Birch"), Setting::Mainstream, Some("T4"), None),
        (None, special, None, None),
    ]);
    let found = cost(&cohort, &varied(), &bespoke());
    let lines: Vec<_> = (found.lines.iter())
        .map(|line| {
            (
                line.setting.unwrap().code(),
                line.tariff.as_str(),
                line.rate,
                line.pupils,
                line.cost,
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("mainstream", "T0", Some(pounds(0)), 1, pounds(0)),
            (
                "mainstream",
                "T3",
                Some(Money::from_pence(450_050)),
                1,
                Money::from_pence(450_050)
            ),
            ("mainstream", "T4", None, 1, pounds(0)),
            ("special", "T1", Some(pounds(1500)), 2, pounds(3000)),
        ]
    );
    assert_eq!(found.total, Money::from_pence(750_050));
    assert_eq!(
        (found.in_scope, found.mapped, found.not_yet, found.by_hand),
        (6, 5, 1, 1)
    );
    assert_eq!(
        found.by_setting()[&Some(special)],
        Sum {
            pupils: 2,
            cost: pounds(3000)
        }
    );
    assert_eq!(found.by_route()[&Route::Bespoke].pupils, 1);
    // Nobody at all costs nothing.
    assert_eq!(
        cost(&Cohort::default(), &varied(), &bespoke()),
        Cost::default()
    );
}

#[test]
fn a_factor_goes_by_the_size_of_the_school_and_its_rounding_is_kept() {
    let special = Setting::Special;
    let mut set = varied();
    set.factors = vec![
        factor(&[special], 0, Some(2), "101.5555"),
        factor(&[special], 3, None, "90"),
    ];
    let of = |school, tariff| (Some(school), special, tariff, None);
    let cohort = cohort(&[
        of("Ash", Some("T1")),
        of("Ash", None),
        of("Birch", Some("T1")),
        of("Birch", None),
        of("Birch", Some("T2")),
    ]);
    // £1,500 × 1.015555 = £1,523.3325, a quarter of a penny over; £1,500 × 0.9 + £2,000 × 0.9.
    let found = cost(&cohort, &set, &bespoke());
    assert_eq!(found.total, Money::from_pence(152_333 + 135_000 + 180_000));
    assert_eq!(found.residue, "0.25".parse().unwrap());
}

#[test]
fn rates_are_found_in_whole_pounds_and_say_what_is_left() {
    let of = |setting, tariff| (Some("Ash"), setting, Some(tariff), None);
    let main = Setting::Mainstream;
    let cohort = cohort(&[
        of(main, "T1"),
        of(main, "T2"),
        of(main, "T3"),
        of(Setting::Special, "T3"),
    ]);
    let mut set = set();
    for (rate, weight) in set.rates.iter_mut().zip(["1", "2.5", "4"]) {
        rate.value = Value::Weight(weight.parse().unwrap());
    }
    let demands = demands(&cohort, &set).unwrap();
    let at = total_weight(&set, &demands).unwrap();
    assert_eq!(at, "11.5".parse().unwrap());
    let found = solve(&set, &demands, pounds(10_000), at).unwrap();
    // £10,000 / 11.5 = £869.565: £869, £2,173 (.91) and £3,478 (.26), twice.
    let rates: Vec<Value> = found.set.rates.iter().map(|rate| rate.value).collect();
    assert_eq!(
        rates,
        [869, 2173, 3478].map(|one| Value::Pounds(pounds(one)))
    );
    assert_eq!((found.cost, found.residue), (pounds(9998), pounds(2)));
    assert_eq!(found.one_more, pounds(4));
    assert_eq!(found.scales[0].scale.to_string(), "869.565217");
    // By parts: £4,000 among 7.5 in mainstream, £6,000 for one T3 in special schools.
    let parts = [
        (vec![main, Setting::Srp], pounds(4000)),
        (vec![Setting::Special], pounds(6000)),
    ];
    let found = solve_parts(&set, &demands, &parts).unwrap();
    let rate = |tariff: &str, setting| found.set.rate(&TariffId::new(tariff), Some(setting), None);
    assert_eq!(rate("T3", main), Some(pounds(2133)));
    assert_eq!(rate("T3", Setting::Special), Some(pounds(6000)));
    assert_eq!(rate("T1", Setting::Special), Some(pounds(1500)));
    assert_eq!(found.set.rates[0].settings, [main, Setting::Srp]);
    let lost = solve_parts(&set, &demands, &parts[..1]).unwrap_err();
    assert_eq!(lost, Unsolvable::NoPart("special school".into()));
    assert_eq!(
        solve(&set, &[], pounds(1), Quantity::ZERO),
        Err(Unsolvable::Nobody)
    );
}

#[test]
fn a_guarantee_a_floor_and_a_cap_hold_a_school_near_todays() {
    let (main, special) = (Setting::Mainstream, Setting::Special);
    let mut set = set();
    set.protections = vec![
        protection(ProtectionKind::Guarantee, &[special], "0"),
        protection(ProtectionKind::Floor, &[], "10"),
        protection(ProtectionKind::Cap, &[], "20"),
    ];
    let cohort = cohort(&[
        // Ash: £3,000 today, £2,000 new: the guarantee brings £1,000.
        (Some("Ash"), special, Some("T1"), Some(100_000)),
        (Some("Ash"), special, Some("T1"), Some(200_000)),
        // Birch: £2,000 today, £1,000 new: the floor at 90 % brings £800.
        (Some("Birch"), main, Some("T1"), Some(200_000)),
        // Cedar: £1,000 today, £4,000 new: £2,800 above the cap at £1,200.
        (Some("Cedar"), main, Some("T3"), Some(100_000)),
        (Some("Cedar"), main, Some("T1"), None),
        (Some("Cedar"), main, Some("T4"), Some(1)),
        (None, main, Some("T1"), Some(500_000)),
    ]);
    let found = impact(&cohort, &set);
    let held: Vec<_> = (found.held.iter())
        .map(|one: &Held| (one.brought, one.taken, one.after()))
        .collect();
    assert_eq!(
        held,
        [
            (pounds(1000), pounds(0), pounds(3000)),
            (pounds(800), pounds(0), pounds(1800)),
            (pounds(0), pounds(2800), pounds(1200))
        ]
    );
    let bill = found.bill;
    assert_eq!(
        (bill.guarantees, bill.floors, bill.taken),
        (pounds(1000), pounds(800), pounds(2800))
    );
    assert_eq!(
        (bill.envelope, bill.left, bill.brought_up, bill.brought_down),
        (pounds(-1000), pounds(0), 2, 1)
    );
    assert_eq!(found.without_school, 1);
    // By today's sums: a third and two thirds of £1,000.
    let shares: Vec<i64> = found
        .rows
        .iter()
        .map(|row| row.protection.pence())
        .collect();
    assert_eq!(shares, [33_333, 66_667, 80_000, -280_000, 0, 0, 0]);
    let changes: Vec<Change> = found.rows.iter().map(|row| row.change).collect();
    assert_eq!(changes[4..6], [Change::TodayUnknown, Change::ByHand]);
    // Where those above their cap pay, they pay what is brought and keep the rest.
    set.paid_by = Payer::Caps;
    let bill = impact(&cohort, &set).bill;
    assert_eq!(
        (bill.taken, bill.left, bill.envelope),
        (pounds(1800), pounds(1000), pounds(0))
    );
    // Pupil by pupil, the second of Ash loses £1,000 and the first nothing; the one without a school is protected too.
    set.protect = Unit::Pupil;
    let found = impact(&cohort, &set);
    assert_eq!(found.bill.guarantees, pounds(1000));
    assert_eq!(found.bill.floors, pounds(800 + 3500));
    assert_eq!(found.without_school, 0);
}

#[test]
fn an_average_moves_as_pupils_come_and_go() {
    let special = Setting::Special;
    let cohort = cohort(&[
        (Some("Ash"), special, Some("T1"), None),
        (Some("Ash"), special, Some("T2"), None),
        (Some("Ash"), special, Some("T4"), None),
        (Some("Ash"), special, None, None),
        (Some("Birch"), Setting::Mainstream, Some("T1"), None),
        (Some("Cedar"), special, Some("T3"), None),
        (Some("Damson"), special, None, None),
    ]);
    let found = averages(&cohort, &set(), &bespoke(), &[special]);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].pupils, found[0].left_out), (2, 1));
    assert_eq!(found[0].average.money, pounds(1500));
    let moves: Vec<_> = (found[0].moves.iter())
        .map(|one| {
            (
                one.tariff.as_str(),
                one.pupils,
                one.comes.map(Money::pence),
                one.goes.map(Money::pence),
            )
        })
        .collect();
    assert_eq!(
        moves,
        [
            ("T0", 0, Some(100_000), None),
            ("T1", 1, Some(133_333), Some(200_000)),
            ("T2", 1, Some(166_667), Some(100_000)),
            ("T3", 0, Some(233_333), None),
        ]
    );
    // A school with one pupil has nobody left when they go.
    assert_eq!(found[1].moves[3].goes, None);
}

#[test]
fn a_size_factor_moves_an_average_for_everybody() {
    let special = Setting::Special;
    let mut set = set();
    set.factors = vec![
        factor(&[special], 0, Some(2), "100"),
        factor(&[special], 3, None, "50"),
    ];
    let of = |tariff| (Some("Ash"), special, Some(tariff), None);
    let found = averages(&cohort(&[of("T1"), of("T1")]), &set, &bespoke(), &[special]);
    assert_eq!(found[0].average.money, pounds(1000));
    // A third pupil makes the school a large one.
    assert_eq!(found[0].moves[1].comes, Some(pounds(500)));
}
