//! A rate set held against the frameworks whose tariffs it is for.

use std::collections::BTreeSet;

use crate::catalogue::finding::Report;
use crate::catalogue::shelf::Shelf;
use crate::domain::framework::{Framework, Route, Tariff};
use crate::domain::identity::FrameworkKey;
use crate::domain::place::{Phase, Setting};
use crate::domain::rates::{RateSet, Value};

use super::places::Places;

/// Holds a set against every version on a shelf that it names; against the latest where it names none.
pub(super) fn shelf(set: &RateSet, places: &Places, shelf: &Shelf, report: &mut Report<'_>) {
    if shelf.versions(&set.framework).next().is_none() {
        let what = format!(
            "no framework \"{}\" is at hand; `continuum frameworks list` shows those that are",
            set.framework
        );
        return report.error(places.framework, what);
    }
    if set.versions.is_empty()
        && let Some(latest) = shelf.versions(&set.framework).last()
    {
        whole(set, places, latest, report);
    }
    for version in &set.versions {
        let key = FrameworkKey {
            id: set.framework.clone(),
            version: version.clone(),
        };
        match shelf.get(&key) {
            Some(framework) => whole(set, places, framework, report),
            None => report.error(
                places.versions,
                format!("version \"{version}\" of {} is not at hand", set.framework),
            ),
        }
    }
}

/// Holds a set against the framework that is mapped to.
pub(super) fn one(set: &RateSet, places: &Places, framework: &Framework, report: &mut Report<'_>) {
    if !set.is_for(&framework.key) {
        let (id, versions) = (&set.framework, set.versions.join(", "));
        let what = format!(
            "these rates are for {id} {versions}, but pupils here are mapped to {}; name another file, or add the version",
            framework.key
        );
        return report.error(places.versions, what);
    }
    whole(set, places, framework, report);
}

fn whole(set: &RateSet, places: &Places, framework: &Framework, report: &mut Report<'_>) {
    if let Some(from) = framework.effective_from
        && set.effective_from < from
    {
        let what = format!("{} itself takes effect only on {from}", framework.key);
        report.warning(places.effective_from, what);
    }
    lines(set, places, framework, report);
    gaps(set, places, framework, report);
    falls(set, places, framework, report);
}

fn lines(set: &RateSet, places: &Places, framework: &Framework, report: &mut Report<'_>) {
    for (rate, at) in set.rates.iter().zip(&places.rates) {
        let Some(tariff) = framework.tariff(&rate.tariff) else {
            let known: Vec<&str> = paid(framework).map(|one| one.id.as_str()).collect();
            let what = format!(
                "\"{}\" is no tariff of {}; those with a rate are {}",
                rate.tariff,
                framework.key,
                known.join(", ")
            );
            report.error(*at, what);
            continue;
        };
        if tariff.route != Route::Tariff {
            let what = format!(
                "{} has no rate: it is paid from {}; take it away",
                tariff.id,
                tariff.route.words()
            );
            report.error(*at, what);
        }
        let nobody = |setting: &&Setting| !settings(framework, tariff).any(|one| one == **setting);
        for setting in rate.settings.iter().filter(nobody) {
            let what = format!(
                "nobody in {} can have {}, by {}",
                setting.words(),
                tariff.id,
                framework.key
            );
            report.warning(*at, what);
        }
    }
}

/// The tariffs that a rate is for, lowest first.
fn paid(framework: &Framework) -> impl Iterator<Item = &Tariff> {
    (framework.tariffs.iter()).filter(|tariff| tariff.route == Route::Tariff)
}

/// The settings in which a tariff may be given.
fn settings<'a>(
    framework: &'a Framework,
    tariff: &'a Tariff,
) -> impl Iterator<Item = Setting> + 'a {
    let valid = |setting: &Setting| tariff.settings.is_empty() || tariff.settings.contains(setting);
    framework.scope.settings.iter().copied().filter(valid)
}

/// The phases that the framework's years reach.
fn phases(framework: &Framework) -> Vec<Phase> {
    let (first, last) = framework.scope.years;
    let mut phases: BTreeSet<Phase> = (first..=last).map(Phase::of_year).collect();
    if framework.scope.sixth_form {
        phases.insert(Phase::Post16);
    }
    phases.into_iter().collect()
}

/// Reports every tariff without a rate for somebody who may have it.
fn gaps(set: &RateSet, places: &Places, framework: &Framework, report: &mut Report<'_>) {
    for tariff in paid(framework) {
        let line = set.rates.iter().position(|rate| rate.tariff == tariff.id);
        let Some(at) = line.and_then(|line| places.rates.get(line)) else {
            let what = format!(
                "{} ({}) has no rate; add a [[rate]] for it",
                tariff.id, tariff.name
            );
            report.error(places.head, what);
            continue;
        };
        for setting in settings(framework, tariff) {
            let phases = phases(framework);
            let without = |phase: &&Phase| {
                set.value(&tariff.id, Some(setting), Some(**phase))
                    .is_none()
            };
            let missing: Vec<String> = (phases.iter().filter(without))
                .map(|phase| phase.code().replace('_', " "))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let whom = if missing.len() == phases.len() {
                setting.words().to_owned()
            } else {
                format!("{}, {}", setting.words(), missing.join(" and "))
            };
            let what = format!(
                "{} has no rate for {whom}; add a [[rate]] for them, or one without settings and phases",
                tariff.id
            );
            report.error(*at, what);
        }
    }
}

/// Warns of every rate that is less than that of a tariff below it.
fn falls(set: &RateSet, places: &Places, framework: &Framework, report: &mut Report<'_>) {
    let mut told = BTreeSet::new();
    let phases = phases(framework);
    for setting in &framework.scope.settings {
        for phase in &phases {
            let mut below: Option<(&Tariff, Value)> = None;
            for tariff in paid(framework) {
                let value = set.value(&tariff.id, Some(*setting), Some(*phase));
                if let (Some((lower, before)), Some(value)) = (&below, value)
                    && less(value, *before)
                    && told.insert((tariff.id.clone(), *setting))
                {
                    let line = set.rates.iter().position(|rate| rate.tariff == tariff.id);
                    let at = line.and_then(|line| places.rates.get(line));
                    let what = format!(
                        "{} brings less than {}, which is below it, in {}",
                        tariff.id,
                        lower.id,
                        setting.words()
                    );
                    report.warning(at.copied().unwrap_or(places.head), what);
                }
                below = value.map(|value| (tariff, value)).or(below);
            }
        }
    }
}

fn less(one: Value, other: Value) -> bool {
    match (one, other) {
        (Value::Pounds(one), Value::Pounds(other)) => one < other,
        (Value::Weight(one), Value::Weight(other)) => one < other,
        (Value::Pounds(_), Value::Weight(_)) | (Value::Weight(_), Value::Pounds(_)) => false,
    }
}
