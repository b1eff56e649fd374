//! The edges of the watch; what it finds is tried on simulated offices.

use super::*;
use crate::domain::draw::Draw;

mod invented;
mod simulated;

use invented::{Plan, office};

fn none() -> (Vec<Row>, Vec<Pair>, Scales) {
    let plan = Plan {
        weeks: 3,
        a_week: 12,
        ..Plan::default()
    };
    office(&plan, 1)
}

fn quiet(rows: &[Row], pairs: &[Pair], scales: &Scales) -> Outlook {
    let outlook = look(rows, pairs, scales, &Settings::default());
    assert_eq!(outlook.signals, []);
    outlook
}

#[test]
fn an_empty_office_is_quiet() {
    let outlook = quiet(&[], &[], &Scales::default());
    assert_eq!(outlook, Outlook::default());
    let (_, _, scales) = none();
    assert_eq!(quiet(&[], &[], &scales), Outlook::default());
}

#[test]
fn one_mapping_is_quiet_and_has_its_point() {
    let (rows, _, scales) = none();
    let outlook = quiet(&rows[..1], &[], &scales);
    assert_eq!(outlook.series.len(), 6);
    let point = outlook.series[0].points[0];
    assert_eq!((point.mappings, point.against), (1, None));
    assert_eq!(outlook.gaps[0].mean, None);
    assert!(outlook.shares.iter().all(|one| one.moderated == 0));
    assert!(outlook.shares[0].ranks.iter().all(|share| !share.apart()));
}

#[test]
fn everybody_giving_the_same_is_quiet() {
    let (mut rows, mut pairs, scales) = none();
    let same = rows[0].ranks.clone();
    for row in &mut rows {
        row.ranks = same.clone();
    }
    for pair in &mut pairs {
        pair.ranks = same.clone();
        pair.moderator = same.clone();
    }
    let outlook = quiet(&rows, &pairs, &scales);
    assert!(
        outlook
            .gaps
            .iter()
            .all(|gap| gap.mean.is_none_or(|mean| mean == 0.0))
    );
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let plan = Plan {
        by: -2,
        weeks: 5,
        ..Plan::default()
    };
    let (mut rows, mut pairs, scales) = office(&plan, 4);
    let before = signals(&rows, &pairs, &scales, &Settings::default());
    Draw::from_seed(9).shuffle(&mut rows);
    pairs.reverse();
    let after = signals(&rows, &pairs, &scales, &Settings::default());
    assert_eq!(before.len(), 1);
    let said = |list: &[Signal]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(said(&before), said(&after));
    assert_eq!(before[0].mappings.len(), after[0].mappings.len());
}

#[test]
fn one_officer_alone_is_judged_by_the_moderators() {
    let plan = Plan {
        officers: 1,
        who: 0,
        by: -1,
        double: 3,
        ..Plan::default()
    };
    let (rows, pairs, scales) = office(&plan, 2);
    let outlook = look(&rows, &pairs, &scales, &Settings::default());
    assert_eq!(outlook.signals.len(), 1, "{:?}", outlook.signals);
    assert_eq!(outlook.signals[0].direction(), signal::Direction::Lower);
    assert!(outlook.series.iter().all(|one| one.trend.is_none()));
    assert!(signals(&rows, &[], &scales, &Settings::default()).is_empty());
}

#[test]
fn what_is_too_small_to_matter_is_no_signal() {
    let plan = Plan {
        by: -1,
        ..Plan::default()
    };
    let (rows, pairs, scales) = office(&plan, 5);
    let found = signals(&rows, &pairs, &scales, &Settings::default());
    let by = found[0].by.abs();
    let settings = Settings {
        size: by + 0.01,
        ..Settings::default()
    };
    assert!(signals(&rows, &pairs, &scales, &settings).is_empty());
}

#[test]
fn two_officers_cannot_be_told_apart_without_moderators() {
    let plan = Plan {
        officers: 2,
        who: 0,
        by: -2,
        ..Plan::default()
    };
    let (rows, _, scales) = office(&plan, 3);
    assert!(signals(&rows, &[], &scales, &Settings::default()).is_empty());
}

#[test]
fn what_is_expected_is_the_mean_of_those_alike() {
    let (mut rows, _, _) = none();
    let area = rows[0].ranks.areas.keys().next().unwrap().clone();
    let facts: Vec<expected::Facts> = (rows.iter())
        .map(|row| expected::Facts {
            provisions: 9,
            hours: [(area.clone(), float(row.ranks.areas[&area]))].into(),
        })
        .collect();
    expected::expect(&mut rows, &facts);
    let apart = rows
        .iter()
        .map(|row| (row.expected[&area] - float(row.ranks.areas[&area])).abs());
    assert!(apart.sum::<f64>() / float(rows.len()) < 0.75);
    let mut lone = vec![rows[0].clone()];
    lone[0].expected.clear();
    expected::expect(&mut lone, &facts);
    assert!(lone[0].expected.is_empty());
}
