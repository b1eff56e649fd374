//! What the watch finds in invented offices, seed by seed.

use super::invented::{Plan, area, first, office};
use crate::domain::moderation::drift::signal::Signal;
use crate::domain::moderation::drift::{Settings, look, signals};
use crate::domain::moderation::ranks::Measure;
use crate::domain::place::Setting;

fn found(plan: &Plan, seed: u64) -> Vec<Signal> {
    let (rows, pairs, scales) = office(plan, seed);
    signals(&rows, &pairs, &scales, &Settings::default())
}

#[track_caller]
fn named(plan: &Plan, seed: u64) -> Signal {
    let found = found(plan, seed);
    assert_eq!(found.len(), 1, "seed {seed}: {found:?}");
    let signal = found.into_iter().next().unwrap();
    assert_eq!(
        signal.officer,
        format!("officer {}", plan.who),
        "seed {seed}"
    );
    assert_eq!(signal.measure, Measure::Area(area()), "seed {seed}");
    assert_eq!(signal.since, first().plus(2), "seed {seed}");
    assert!(
        (signal.by < 0.0) == (plan.by < 0),
        "seed {seed}: {signal:?}"
    );
    assert!(signal.between.0 <= signal.since && signal.since <= signal.between.1);
    signal
}

const SEVERE: Plan = Plan {
    officers: 8,
    weeks: 8,
    a_week: 40,
    double: 10,
    by: -1,
    who: 3,
    from: 2,
    alone: None,
    heavier: 0.0,
    says_hours: false,
};

#[test]
fn a_severe_officer_is_named_in_twenty_offices_of_twenty() {
    for seed in 0..20 {
        let signal = named(&SEVERE, seed);
        assert_eq!(signal.setting, None, "seed {seed}");
        assert_eq!(signal.pupils(), 240, "seed {seed}");
        assert!(
            signal.interval.0 < -0.8 && -0.8 < signal.interval.1 + 0.2,
            "seed {seed}: {signal:?}"
        );
    }
}

#[test]
fn twenty_quiet_offices_are_quiet() {
    let alarmed = (100..120).filter(|seed| !found(&Plan::default(), *seed).is_empty());
    assert!(alarmed.count() <= 1);
}

#[test]
fn hours_that_plans_say_show_it_after_fewer_mappings() {
    // Of forty offices at 16 a week the right one alone is named in 18 after six weeks without the hours, in 25 with.
    let few = |says_hours, by| Plan {
        weeks: 6,
        a_week: 16,
        by,
        says_hours,
        ..SEVERE
    };
    let right = |says_hours| {
        let named = |found: &[Signal]| {
            let officers: Vec<&str> = found.iter().map(|one| one.officer.as_str()).collect();
            officers == ["officer 3"]
        };
        let plan = few(says_hours, -1);
        let seeds = (600..612).filter(|seed| named(&found(&plan, *seed)));
        seeds.count()
    };
    assert!(right(true) > right(false));
    assert!((700..706).all(|seed| found(&few(true, 0), seed).is_empty()));
}

#[test]
fn a_caseload_that_grows_heavier_for_all_is_no_alarm() {
    let plan = Plan {
        heavier: 0.8,
        ..Plan::default()
    };
    assert!((200..203).all(|seed| found(&plan, seed).is_empty()));
    named(
        &Plan {
            heavier: 0.8,
            ..SEVERE
        },
        204,
    );
}

#[test]
fn a_lenient_officer_among_four_is_named_too() {
    let plan = Plan {
        officers: 4,
        by: 1,
        ..SEVERE
    };
    let signal = named(&plan, 300);
    let tariff = signal.tariff.unwrap();
    assert!(tariff > 0.0 && tariff < signal.by, "{signal:?}");
}

#[test]
fn one_settings_change_is_said_to_be_its_alone() {
    let plan = Plan {
        alone: Some(2),
        by: -2,
        ..SEVERE
    };
    let signal = named(&plan, 400);
    assert_eq!(signal.setting, Some(Setting::Special));
    assert!(signal.pupils() < 150);
    assert!(
        signal.to_string().contains("(special school only)"),
        "{signal}"
    );
}

#[test]
fn a_look_shows_what_the_alarm_rests_on() {
    let (rows, pairs, scales) = office(&SEVERE, 500);
    let outlook = look(&rows, &pairs, &scales, &Settings::default());
    let is = |officer: &str, measure: &Measure| {
        officer == "officer 3" && *measure == Measure::Area(area())
    };
    let series = outlook
        .series
        .iter()
        .find(|one| is(&one.officer, &one.measure))
        .unwrap();
    let against: Vec<f64> = series
        .points
        .iter()
        .map(|point| point.against.unwrap())
        .collect();
    assert!(
        against[..2].iter().all(|mean| mean.abs() < 0.5),
        "{against:?}"
    );
    assert!(against[2..].iter().all(|mean| *mean < -0.4), "{against:?}");
    assert!(series.points.iter().all(|point| point.mappings == 40));
    assert!(series.trend.unwrap().high < 0.0);
    let gap = outlook
        .gaps
        .iter()
        .find(|one| is(&one.officer, &one.measure))
        .unwrap();
    assert!(
        gap.mean.unwrap() < -0.3 && gap.interval.unwrap().1 < 0.0,
        "{gap:?}"
    );
    let shares = outlook
        .shares
        .iter()
        .find(|one| is(&one.officer, &one.measure))
        .unwrap();
    assert_eq!(
        (shares.mappings, shares.setting, shares.ranks.len()),
        (320, None, 7)
    );
    assert!(shares.moderated > 200);
}
