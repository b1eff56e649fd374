//! Levels, areas, tariffs and descriptors.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::Spot;
use crate::domain::framework::{Area, Descriptor, DescriptorKind, Framework, Level, Route, Tariff};
use crate::domain::identity::{AreaId, DescriptorId, LevelId, TariffId};

use super::names::{Names, known};

/// Reads `[[level]]`, lowest first.
pub(super) fn levels(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    let mut names = Names::default();
    for mut level in some(top, "level", "a level", report) {
        places.levels.push(level.at);
        framework.levels.push(Level {
            id: LevelId::new(names.give(&mut level, report)),
            name: level.or_empty("name", report),
            points: level.or("points", 0, report),
        });
        level.rest(report);
    }
}

/// Reads `[[area]]`; an area without a scale of its own has every level.
pub(super) fn areas(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    let mut names = Names::default();
    let mut parents = Vec::new();
    for mut area in some(top, "area", "an area", report) {
        places.areas.push(area.at);
        let id = AreaId::new(names.give(&mut area, report));
        let name = area.or_empty("name", report);
        let code: Option<Spot<_>> = area.maybe("code", report);
        if let Some(code) = &code
            && let Some(other) = framework
                .areas
                .iter()
                .find(|area| area.code == Some(code.value))
        {
            let what = format!(
                "the area \"{}\" has this code already, and what the reader finds goes there",
                other.id
            );
            report.warning(code.at, what);
        }
        let parent: Option<Spot<String>> = area.maybe("parent", report);
        let levels = scale(&mut area, framework, report);
        framework.areas.push(Area {
            id,
            name,
            code: code.map(|code| code.value),
            parent: parent.as_ref().map(|parent| AreaId::new(&parent.value)),
            levels,
            weight: weight(&mut area, report),
            cap: cap(&mut area, report),
        });
        parents.push(parent);
        area.rest(report);
    }
    for (area, at) in framework.areas.iter().zip(&places.areas) {
        let parts = framework.areas.iter();
        let mut parts = parts.filter(|part| part.parent.as_ref() == Some(&area.id));
        if area.weight != 1 && parts.next().is_some() {
            let what = format!(
                "the area \"{}\" has parts, which carry the points; its own weight counts for nothing, so give it to them",
                area.id
            );
            report.warning(*at, what);
        }
    }
    for parent in parents.into_iter().flatten() {
        let ids = framework.areas.iter().map(|area| area.id.as_str());
        if known(&parent, "area", ids, report) && in_circle(framework, &AreaId::new(&parent.value))
        {
            report.error(
                parent.at,
                format!("\"{}\" is, by its parents, a part of itself", parent.value),
            );
        }
    }
}

/// The ceiling of an area's points.
fn cap(area: &mut Fields<'_>, report: &mut Report<'_>) -> Option<i32> {
    let cap: Spot<i32> = area.maybe("cap", report)?;
    if cap.value < 0 {
        report.error(cap.at, "a cap is 0 or more; leave it out to have none");
    } else if cap.value == 0 {
        report.warning(cap.at, "a cap of 0 takes all of the area's points away");
    }
    Some(cap.value)
}

/// An area's weight: what would turn a scale round is refused.
fn weight(area: &mut Fields<'_>, report: &mut Report<'_>) -> i32 {
    let weight: Option<Spot<i32>> = area.maybe("weight", report);
    if let Some(weight) = &weight
        && weight.value < 0
    {
        report.error(weight.at, "a weight is 0 or more");
    }
    weight.map_or(1, |weight| weight.value)
}

/// An area's own levels, put in rank order.
fn scale(area: &mut Fields<'_>, framework: &Framework, report: &mut Report<'_>) -> Vec<LevelId> {
    let all = || framework.levels.iter().map(|level| level.id.clone());
    let Some(own) = area.maybe::<Vec<Spot<String>>>("levels", report) else {
        return all().collect();
    };
    if own.value.is_empty() {
        report.error(
            own.at,
            "an area without levels cannot be judged; leave \"levels\" out to mean all",
        );
    }
    for level in &own.value {
        known(
            level,
            "level",
            framework.levels.iter().map(|level| level.id.as_str()),
            report,
        );
    }
    all()
        .filter(|id| own.value.iter().any(|level| level.value == id.as_str()))
        .collect()
}

fn in_circle(framework: &Framework, start: &AreaId) -> bool {
    let mut at = start;
    for _ in 0..framework.areas.len() {
        let Some(parent) = framework.area(at).and_then(|area| area.parent.as_ref()) else {
            return false;
        };
        if parent == start {
            return true;
        }
        at = parent;
    }
    // A circle further up, which is reported where it is closed.
    false
}

/// Reads `[[tariff]]`, lowest first.
pub(super) fn tariffs(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    let mut names = Names::default();
    for mut tariff in some(top, "tariff", "a tariff", report) {
        places.tariffs.push(tariff.at);
        framework.tariffs.push(Tariff {
            id: TariffId::new(names.give(&mut tariff, report)),
            name: tariff.or_empty("name", report),
            route: tariff
                .need("route", report)
                .map_or(Route::Core, |route| route.value),
            settings: tariff.narrowing("settings", report),
            open: tariff.or("open", false, report),
        });
        tariff.rest(report);
    }
}

/// Reads `[[descriptor]]`.
pub(super) fn descriptors(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    let mut names = Names::default();
    for mut fields in top.tables("descriptor", "a descriptor", report) {
        places.descriptors.push(fields.at);
        let id = DescriptorId::new(names.give(&mut fields, report));
        let (area, level) = cell(&mut fields, framework, report);
        let kind = fields.need("kind", report);
        let text: Spot<String> = fields.need("text", report).unwrap_or(Spot {
            value: String::new(),
            at: fields.at,
        });
        if text.value.trim().is_empty() {
            report.error(
                text.at,
                "a descriptor without a text cannot be judged against; write one",
            );
        }
        framework.descriptors.push(Descriptor {
            id,
            area,
            level,
            kind: kind.map_or(DescriptorKind::Provision, |kind| kind.value),
            text: text.value.replace("\r\n", "\n").trim().to_owned(),
            phases: fields.narrowing("phases", report),
            settings: fields.narrowing("settings", report),
            points: fields.maybe("points", report).map(|points| points.value),
            exclusive: fields.maybe("exclusive", report).map(|group| group.value),
        });
        fields.rest(report);
    }
}

/// The area and the level of a descriptor, which must meet.
fn cell(
    fields: &mut Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> (AreaId, LevelId) {
    let area: Option<Spot<String>> = fields.need("area", report);
    let level: Option<Spot<String>> = fields.need("level", report);
    let id = |spot: &Option<Spot<String>>| {
        spot.as_ref()
            .map(|spot| spot.value.clone())
            .unwrap_or_default()
    };
    let (area_id, level_id) = (AreaId::new(id(&area)), LevelId::new(id(&level)));
    let area_there = area.is_some_and(|area| {
        let ids = framework.areas.iter().map(|area| area.id.as_str());
        let there = known(&area, "area", ids, report);
        if there && !framework.leaves().any(|leaf| leaf.id == area_id) {
            let what = format!("the area \"{area_id}\" has parts, and only those are judged; no reader will see this descriptor");
            report.warning(area.at, what);
        }
        there
    });
    if let Some(level) = level {
        let ids = framework.levels.iter().map(|level| level.id.as_str());
        let there = known(&level, "level", ids, report);
        let scale = framework
            .area(&area_id)
            .map(|area| area.levels.as_slice())
            .unwrap_or_default();
        if there && area_there && !scale.contains(&level_id) {
            report.error(
                level.at,
                format!("the area \"{area_id}\" has no level \"{level_id}\"; see its \"levels\""),
            );
        }
    }
    (area_id, level_id)
}

/// The tables of a list that must have at least one.
fn some<'a>(
    top: &mut Fields<'a>,
    key: &'static str,
    what: &'static str,
    report: &mut Report<'_>,
) -> Vec<Fields<'a>> {
    let tables = top.tables(key, what, report);
    if tables.is_empty() {
        report.error(
            0,
            format!("there is no [[{key}]]; a framework needs at least one"),
        );
    }
    tables
}
