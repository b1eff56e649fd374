//! A derivation in sentences, for booklets and screens.

use std::collections::BTreeMap;

use crate::domain::derivation::{
    Adjust, AreaLevelRule, Condition, Cut, Cuts, DerivationKind, Hours, Rule, Table,
};
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

/// Says how a framework comes from judgements to a tariff, a sentence a step.
pub fn in_sentences(framework: &Framework) -> Vec<String> {
    let derivation = &framework.derivation;
    let mut lines = vec![
        match derivation.area_level {
            AreaLevelRule::Highest => "An area stands at the highest level judged for it.",
            AreaLevelRule::Most => {
                "An area stands at the level judged most often for it, ties to the higher."
            }
            AreaLevelRule::Reader => {
                "The reader weighs the evidence and gives each area its level."
            }
        }
        .to_owned(),
    ];
    match &derivation.kind {
        DerivationKind::Reader => lines.push("The reader names the tariff.".to_owned()),
        DerivationKind::Highest(map) => {
            lines.push("The highest level of any area gives the tariff.".to_owned());
            lines.extend(row(framework, "", map));
        }
        DerivationKind::Rules(rules) => {
            lines.push("The first of these rules that holds gives the tariff.".to_owned());
            for (place, rule) in rules.iter().enumerate() {
                let when = aloud(framework, rule);
                lines.push(format!("Rule {}: {} when {when}.", place + 1, rule.tariff));
            }
        }
        DerivationKind::Points(cuts) => {
            lines.extend(points(framework));
            lines.extend(tables(cuts, "points"));
        }
        DerivationKind::Primary(table) => {
            lines.push("The primary area gives the tariff: the one at the highest level, of equals the first in the order here; a reader who takes another gives a reason.".to_owned());
            lines.extend(rows(framework, table));
        }
        DerivationKind::Hours(hours) => lines.extend(by_hours(framework, hours)),
        DerivationKind::Several(table) => {
            lines.push("Each area gives a tariff of its own; all are recorded, and the highest is the pupil's headline.".to_owned());
            lines.extend(rows(framework, table));
        }
    }
    lines.extend(derivation.adjust.iter().map(adjusted));
    lines
}

fn points(framework: &Framework) -> Vec<String> {
    let levels = framework.levels.iter();
    let levels: Vec<String> = levels
        .map(|level| format!("{} {}", level.id, level.points))
        .collect();
    let mut lines = vec![format!(
        "Each level brings points: {}; where a descriptor has points of its own, those.",
        levels.join(", ")
    )];
    let weighs = |area: &&Area| area.weight != 1;
    let areas = framework.leaves().filter(weighs);
    lines.extend(areas.map(|area| format!("{} counts {} times.", area.name, area.weight)));
    let capped = framework.areas.iter();
    lines.extend(capped.filter_map(|area| {
        let cap = area.cap?;
        Some(format!("{} brings at most {cap} points.", area.name))
    }));
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for descriptor in &framework.descriptors {
        if let Some(group) = &descriptor.exclusive {
            groups
                .entry(group)
                .or_default()
                .push(descriptor.id.as_str());
        }
    }
    lines.extend(groups.values().map(|members| {
        let members = members.join(", ");
        format!("Of {members} only the one with the most points counts.")
    }));
    lines
}

fn by_hours(framework: &Framework, hours: &Hours) -> Vec<String> {
    let weeks = framework.year.weeks;
    let mut lines = vec![format!(
        "The adult hours a week of the judged provisions are added up: hours a year × adults ÷ pupils ÷ {weeks} weeks; each provision once."
    )];
    let capped = hours.cap_per_role.iter();
    lines.extend(
        capped.map(|(who, cap)| format!("{} counts at most {cap} hours a week.", who.code())),
    );
    let cap = hours.cap_per_week;
    lines.extend(cap.map(|cap| format!("Together at most {cap} hours a week count.")));
    lines.extend(tables(&hours.cuts, "hours a week"));
    lines
}

fn tables(cuts: &Cuts, unit: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for mut table in cuts.tables() {
        table.sort_by_key(|cut| cut.from);
        let whom = table
            .first()
            .and_then(|cut| whom(&cut.settings, &cut.phases));
        let whom = whom.map(|whom| format!(" for {whom}")).unwrap_or_default();
        let row = |cut: &&Cut| format!("From {} {unit}{whom}: {}.", cut.from, cut.tariff);
        lines.extend(table.iter().map(row));
    }
    lines.extend(
        cuts.margin
            .map(|margin| format!("A sum within {margin} {unit} of a cut is borderline.")),
    );
    lines
}

/// The rows of a table; areas that have the same row share one.
fn rows(framework: &Framework, table: &Table) -> Vec<String> {
    let mut shared: Vec<(Vec<&str>, &BTreeMap<LevelId, TariffId>)> = Vec::new();
    for area in framework.leaves() {
        let Some(row) = table.get(&area.id) else {
            continue;
        };
        match shared.iter_mut().find(|(_, other)| *other == row) {
            Some((names, _)) => names.push(&area.name),
            None => shared.push((vec![&area.name], row)),
        }
    }
    let all = shared.len() == 1;
    let of = |names: &[&str]| {
        if all {
            String::new()
        } else {
            format!("{}: ", names.join(", "))
        }
    };
    (shared.iter())
        .flat_map(|(names, map)| row(framework, &of(names), map))
        .collect()
}

fn row(framework: &Framework, of: &str, map: &BTreeMap<LevelId, TariffId>) -> Vec<String> {
    let given = |level: &LevelId| {
        let tariff = map.get(level)?;
        Some(format!("{of}Level {level} gives {tariff}."))
    };
    let levels = framework.levels.iter();
    levels.filter_map(|level| given(&level.id)).collect()
}

fn adjusted(adjust: &Adjust) -> String {
    let whom = whom(&adjust.settings, &adjust.phases);
    let whom = whom.unwrap_or_else(|| "everybody".to_owned());
    let steps = adjust.shift.unsigned_abs();
    let step = if steps == 1 { "step" } else { "steps" };
    let way = if adjust.shift < 0 { "down" } else { "up" };
    format!("Then {whom}: {steps} {step} {way}.")
}

/// Names the settings and phases that a row is for; nothing where it is for all.
fn whom(settings: &[Setting], phases: &[Phase]) -> Option<String> {
    let settings: Vec<&str> = settings.iter().map(|one| one.words()).collect();
    let phases: Vec<String> = (phases.iter())
        .map(|one| one.code().replace('_', " "))
        .collect();
    let parts = [
        ("setting", settings.join(" or ")),
        ("phase", phases.join(" or ")),
    ];
    let parts: Vec<String> = (parts.into_iter())
        .filter(|(_, list)| !list.is_empty())
        .map(|(of, list)| format!("{of} {list}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Says in words what must hold for a rule.
pub(super) fn aloud(framework: &Framework, rule: &Rule) -> String {
    let one = |condition: &Condition| match condition {
        Condition::Count { count, at_least } => {
            let areas = if *count == 1 { "area" } else { "areas" };
            format!("{} {areas} at {at_least} or above", in_words(*count))
        }
        Condition::Area { area, at_least } => {
            let name = framework
                .area(area)
                .map_or(area.as_str(), |area| &area.name);
            format!("{name} at {at_least} or above")
        }
    };
    let conditions: Vec<String> = rule.when.iter().map(one).collect();
    let mut words = if conditions.is_empty() {
        "none before it does".to_owned()
    } else {
        conditions.join(", and ")
    };
    if let Some(whom) = whom(&rule.settings, &rule.phases) {
        words.push_str("; ");
        words.push_str(&whom);
    }
    words
}

fn in_words(count: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    words
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
