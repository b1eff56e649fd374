//! What became of a framework's parts other than its descriptors, in sentences.

use std::collections::BTreeSet;

use crate::domain::derive::in_sentences;
use crate::domain::framework::{Area, Framework, Level, Tariff};
use crate::domain::identity::LevelId;
use crate::domain::place::{Phase, Setting};

/// Says what changed of the levels, areas, tariffs and the head.
pub(super) fn sentences(earlier: &Framework, later: &Framework) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(listed(
        "level",
        &earlier.levels,
        &later.levels,
        |level| (level.id.as_str(), &level.name),
        level,
    ));
    lines.extend(listed(
        "area",
        &earlier.areas,
        &later.areas,
        |area| (area.id.as_str(), &area.name),
        area,
    ));
    lines.extend(listed(
        "tariff",
        &earlier.tariffs,
        &later.tariffs,
        |tariff| (tariff.id.as_str(), &tariff.name),
        tariff,
    ));
    lines.extend(head(earlier, later));
    lines
}

/// The sentences of the rule that are no more, and those that are new.
pub(super) fn rule(earlier: &Framework, later: &Framework) -> (Vec<String>, Vec<String>) {
    let (before, after) = (in_sentences(earlier), in_sentences(later));
    let only = |these: &[String], those: &[String]| {
        let lines = these.iter().filter(|line| !those.contains(line));
        lines.cloned().collect()
    };
    (only(&before, &after), only(&after, &before))
}

/// Whether anything that a tariff is derived from changed, the descriptors' own words aside.
pub(super) fn is_derived_otherwise(earlier: &Framework, later: &Framework) -> bool {
    fn levels(one: &Framework) -> Vec<(&LevelId, i32)> {
        let levels = one.levels.iter();
        levels.map(|level| (&level.id, level.points)).collect()
    }
    let areas = |one: &Framework| -> Vec<Area> {
        let nameless = |area: &Area| Area {
            name: String::new(),
            code: None,
            ..area.clone()
        };
        one.areas.iter().map(nameless).collect()
    };
    let tariffs = |one: &Framework| -> Vec<Tariff> {
        let nameless = |tariff: &Tariff| Tariff {
            name: String::new(),
            ..tariff.clone()
        };
        one.tariffs.iter().map(nameless).collect()
    };
    let scores = |one: &Framework| -> BTreeSet<_> {
        let scores = one.descriptors.iter();
        let scores = scores.filter(|one| one.points.is_some() || one.exclusive.is_some());
        let score = scores.map(|one| {
            let place = (one.area.clone(), one.level.clone());
            (place, one.points, one.exclusive.clone())
        });
        score.collect()
    };
    earlier.derivation != later.derivation
        || earlier.year != later.year
        || levels(earlier) != levels(later)
        || areas(earlier) != areas(later)
        || tariffs(earlier) != tariffs(later)
        || scores(earlier) != scores(later)
}

/// What became of a list of parts that are known by their ids and stand in rank order.
fn listed<T>(
    what: &str,
    before: &[T],
    after: &[T],
    name: fn(&T) -> (&str, &String),
    changed: fn(&T, &T) -> Vec<String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let find = |list: &'_ [T], id: &str| list.iter().position(|one| name(one).0 == id);
    for one in before {
        let (id, own) = name(one);
        let Some(other) = find(after, id).and_then(|at| after.get(at)) else {
            lines.push(format!("the {what} {id} ({own}) is no more"));
            continue;
        };
        if name(other).1 != own {
            let now = name(other).1;
            lines.push(format!(
                "the {what} {id} is called \"{now}\", before \"{own}\""
            ));
        }
        let changes = changed(one, other).into_iter();
        lines.extend(changes.map(|change| format!("the {what} {id} {change}")));
    }
    for one in after
        .iter()
        .filter(|one| find(before, name(one).0).is_none())
    {
        let (id, own) = name(one);
        lines.push(format!("the {what} {id} ({own}) is new"));
    }
    let kept = |these: &'_ [T], those: &'_ [T]| -> Vec<String> {
        let both = these
            .iter()
            .filter(|one| find(those, name(one).0).is_some());
        both.map(|one| name(one).0.to_owned()).collect()
    };
    let (order_before, order_after) = (kept(before, after), kept(after, before));
    if order_before != order_after {
        let reversed = order_before.iter().rev().eq(order_after.iter());
        lines.push(if reversed {
            format!("the order of the {what}s is turned round: what was lowest is highest")
        } else {
            format!(
                "the {what}s stand in another order: {}, before {}",
                order_after.join(", "),
                order_before.join(", ")
            )
        });
    }
    lines
}

fn level(before: &Level, after: &Level) -> Vec<String> {
    let points = (before.points != after.points)
        .then(|| format!("brings {} points, before {}", after.points, before.points));
    points.into_iter().collect()
}

fn area(before: &Area, after: &Area) -> Vec<String> {
    let mut changes = Vec::new();
    if before.weight != after.weight {
        changes.push(format!(
            "has weight {}, before {}",
            after.weight, before.weight
        ));
    }
    if before.cap != after.cap {
        let cap =
            |cap: Option<i32>| cap.map_or_else(|| "no cap".to_owned(), |cap| format!("cap {cap}"));
        changes.push(format!(
            "has {}, before {}",
            cap(after.cap),
            cap(before.cap)
        ));
    }
    if before.parent != after.parent {
        let parent = |area: &Area| {
            let parent = area.parent.as_ref();
            parent.map_or_else(
                || "an area of its own".to_owned(),
                |id| format!("a part of {id}"),
            )
        };
        changes.push(format!("is {}, before {}", parent(after), parent(before)));
    }
    let scale = |area: &Area| -> BTreeSet<LevelId> { area.levels.iter().cloned().collect() };
    let (earlier, later) = (scale(before), scale(after));
    for level in earlier.difference(&later) {
        changes.push(format!("has no level {level} any more"));
    }
    for level in later.difference(&earlier) {
        changes.push(format!("has a level {level} now"));
    }
    if before.code != after.code {
        changes.push("takes other codes of the Section F reader".to_owned());
    }
    changes
}

fn tariff(before: &Tariff, after: &Tariff) -> Vec<String> {
    let mut changes = Vec::new();
    if before.route != after.route {
        changes.push(format!(
            "is paid by {}, before by {}",
            after.route.words(),
            before.route.words()
        ));
    }
    if before.settings != after.settings {
        changes.push(format!(
            "is valid in {}, before in {}",
            settings(&after.settings),
            settings(&before.settings)
        ));
    }
    if before.open != after.open {
        let now = if after.open {
            "an open top now"
        } else {
            "no open top any more"
        };
        changes.push(format!("is {now}"));
    }
    changes
}

fn settings(list: &[Setting]) -> String {
    if list.is_empty() {
        return "every setting".to_owned();
    }
    let words: Vec<&str> = list.iter().map(|one| one.words()).collect();
    words.join(", ")
}

fn head(earlier: &Framework, later: &Framework) -> Vec<String> {
    let mut lines = Vec::new();
    if earlier.year != later.year {
        let year = &later.year;
        lines.push(format!(
            "its year has {} weeks, {} days, {} terms and {} half terms, which changes hours",
            year.weeks, year.days, year.terms, year.half_terms
        ));
    }
    if earlier.scope != later.scope {
        let scope = &later.scope;
        let sixth = if scope.sixth_form {
            ", and sixth forms"
        } else {
            ""
        };
        lines.push(format!(
            "it is for years {} to {} in {}{sixth}",
            scope.years.0,
            scope.years.1,
            settings(&scope.settings)
        ));
    }
    if earlier.phases != later.phases {
        let phases: Vec<String> = (later.phases.iter())
            .map(|phase: &Phase| phase.code().replace('_', " "))
            .collect();
        lines.push(format!("it is for the phases {}", phases.join(", ")));
    }
    if earlier.walk != later.walk {
        lines.push("plans are walked another way".to_owned());
    }
    if earlier.effective_from != later.effective_from {
        let from = later.effective_from;
        let from = from.map_or_else(|| "no day named".to_owned(), |day| day.to_string());
        lines.push(format!("it takes effect from {from}"));
    }
    lines
}
