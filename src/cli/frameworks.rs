//! `continuum frameworks`: lists, shows, checks, derives, adopts.

use std::path::Path;

use serde_json::json;

use crate::catalogue::{self, Reached, Severity, Shelf};
use crate::domain::derive::{AreaTariff, Derived, Profile, derive};
use crate::domain::exact::Quantity;
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};
use crate::domain::printable::printable;
use crate::workspace::files;

use super::arguments::{Derive, Frameworks, FrameworksCommand};
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Frameworks, room: &Room) -> Result<(), Failure> {
    match &order.what {
        FrameworksCommand::List { json } => list(*json, room),
        FrameworksCommand::Show { framework, json } => show(framework, *json, room),
        FrameworksCommand::Check { file, json } => check(file, *json),
        FrameworksCommand::Derive(order) => tell(order, room),
        FrameworksCommand::Adopt { framework } => adopt(framework, room),
    }
}

fn list(as_json: bool, room: &Room) -> Result<(), Failure> {
    // Without a workspace there are still those that are shipped.
    let (frameworks, adopted) = match room.workspace_if_any()? {
        Some(workspace) => {
            let all = workspace
                .frameworks()
                .iter()
                .map(|one| Framework::clone(one))
                .collect();
            (all, Some(workspace.framework().key.clone()))
        }
        None => (catalogue::shelf(&[]).frameworks().to_vec(), None),
    };
    let is_adopted = |framework: &Framework| adopted.as_ref() == Some(&framework.key);
    if as_json {
        let rows: Vec<_> = frameworks
            .iter()
            .map(|one| {
                json!({"id": one.key.id, "version": one.key.version, "hash": one.hash, "title": one.title,
                    "status": one.status, "adopted": is_adopted(one), "notice": one.notice})
            })
            .collect();
        return output::json(&rows);
    }
    for one in &frameworks {
        let mark = if is_adopted(one) { "▸" } else { " " };
        output::line(format!(
            "{mark} {}  {}  {}",
            one.key,
            one.hash.short(),
            one.title
        ))?;
        output::line(format!("    {}", one.notice))?;
    }
    Ok(())
}

fn show(named: &str, as_json: bool, room: &Room) -> Result<(), Failure> {
    let framework = framework(named, room)?;
    if as_json {
        return output::json(&catalogue::json(&framework));
    }
    output::text(&printable(&catalogue::booklet(&framework)))
}

fn check(file: &Path, as_json: bool) -> Result<(), Failure> {
    let bytes = files::read(file).map_err(Failure::refused)?;
    let checked = catalogue::check(&file.display().to_string(), &bytes);
    let errors = checked
        .findings
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .count();
    if as_json {
        let findings: Vec<_> = (checked.findings.iter())
            .map(|one| json!({"severity": one.severity.word(), "line": one.line, "column": one.column, "what": one.what}))
            .collect();
        let reached: Vec<_> = checked.reached.iter().map(reached_json).collect();
        output::json(&json!({"ok": errors == 0, "findings": findings, "reached": reached}))?;
    } else {
        for finding in &checked.findings {
            output::line(printable(&finding.to_string()))?;
        }
        for reached in &checked.reached {
            output::line(printable(&reached_line(reached)))?;
        }
        output::line(format!(
            "{errors} errors, {} warnings",
            checked.findings.len() - errors
        ))?;
    }
    if errors > 0 {
        return Err(Failure::refused(
            "The framework cannot be used until its errors are mended.",
        ));
    }
    Ok(())
}

/// One tariff and what reaches it, to be typed behind `derive`.
fn reached_line(reached: &Reached) -> String {
    let profile = &reached.profile;
    let mut words = vec![format!("{} is reached by", reached.tariff)];
    let levels = profile.levels.iter();
    words.extend(levels.map(|(area, level)| format!("--level {area}={level}")));
    let hours = profile.hours.iter().flatten();
    words.extend(hours.map(|(_, hours)| format!("--hours {hours}")));
    words.extend(
        profile
            .chosen
            .iter()
            .map(|tariff| format!("--tariff {tariff}")),
    );
    words.extend(
        profile
            .setting
            .map(|one| format!("--setting {}", one.code())),
    );
    words.extend(profile.phase.map(|one| format!("--phase {}", one.code())));
    words.join(" ")
}

fn reached_json(reached: &Reached) -> serde_json::Value {
    let profile = &reached.profile;
    let levels = profile.levels.iter();
    let levels = levels.map(|(area, level)| (area.to_string(), json!(level)));
    let levels: serde_json::Map<String, serde_json::Value> = levels.collect();
    let hours = profile
        .hours
        .iter()
        .flatten()
        .map(|(_, hours)| hours)
        .next();
    json!({"tariff": reached.tariff, "levels": levels, "hours": hours, "chosen": profile.chosen,
        "setting": profile.setting, "phase": profile.phase})
}

fn tell(order: &Derive, room: &Room) -> Result<(), Failure> {
    let framework = framework(&order.framework, room)?;
    let derived = derive(&framework, &profile(order, &framework)?).map_err(Failure::refused)?;
    if order.json {
        return output::json(&derived_json(&derived));
    }
    output::line(format!("{} ({})", derived.tariff, derived.route.words()))?;
    for step in &derived.trace {
        output::line(format!("  {step}"))?;
    }
    Ok(())
}

fn derived_json(derived: &Derived) -> serde_json::Value {
    let own = |one: &AreaTariff| json!({"area": one.area, "tariff": one.tariff});
    let several: Vec<_> = derived.several.iter().map(own).collect();
    json!({"tariff": derived.tariff, "route": derived.route.code(), "points": derived.points,
        "hours_per_week": derived.hours, "primary": derived.primary, "tariffs": several,
        "open": derived.open, "borderline": derived.borderline, "trace": derived.trace})
}

fn profile(order: &Derive, framework: &Framework) -> Result<Profile, Failure> {
    let (mut levels, mut named) = (Vec::new(), Vec::new());
    for pair in &order.levels {
        let wrong = || {
            Failure::usage(format!("\"{pair}\" is not an area and its level."))
                .hint("Write it as --level ci=3.")
        };
        let (area, level) = pair.split_once('=').ok_or_else(wrong)?;
        levels.push((AreaId::new(area), LevelId::new(level)));
    }
    for id in &order.descriptors {
        let found = framework
            .descriptors
            .iter()
            .find(|one| one.id.as_str() == id);
        let found = found.ok_or_else(|| {
            Failure::usage(format!("{} has no descriptor \"{id}\".", framework.key))
        })?;
        levels.push((found.area.clone(), found.level.clone()));
        named.push(found.id.clone());
    }
    let known = |what: &str, code: &str| Failure::usage(format!("There is no {what} \"{code}\"."));
    let setting = order
        .setting
        .as_deref()
        .map(|code| Setting::from_code(code).ok_or_else(|| known("setting", code)))
        .transpose()?;
    let phase = order
        .phase
        .as_deref()
        .map(|code| Phase::from_code(code).ok_or_else(|| known("phase", code)))
        .transpose()?;
    let chosen = order.tariff.as_deref().map(TariffId::new);
    let number = |text: &String| -> Result<Quantity, Failure> {
        text.parse()
            .map_err(|fault| Failure::usage(format!("{fault}.")))
    };
    let hours = order.hours.as_ref().map(number).transpose()?;
    Ok(Profile {
        levels,
        descriptors: named,
        setting,
        phase,
        chosen,
        primary: order.primary.as_deref().map(AreaId::new),
        hours: hours.map(|hours| vec![(None, hours)]),
    })
}

fn adopt(named: &str, room: &Room) -> Result<(), Failure> {
    let found = framework(named, room)?;
    let mut workspace = room.made_workspace()?;
    let path = Path::new(named);
    let key = if path.is_file() {
        let bytes = files::read(path).map_err(Failure::refused)?;
        workspace.bring_framework(named, &bytes, room.now())?
    } else {
        found.key
    };
    workspace.adopt(&key, room.now())?;
    output::line(format!("This workspace maps against {key} now."))
}

/// The framework that is meant: a file, an id, or an id with its version behind an `@`.
fn framework(named: &str, room: &Room) -> Result<Framework, Failure> {
    let path = Path::new(named);
    if path.is_file() {
        let bytes = files::read(path).map_err(Failure::refused)?;
        return catalogue::load(named, &bytes).map_err(|findings| {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            Failure::refused(lines.join("\n"))
        });
    }
    let found = |shelf: &Shelf| match named.split_once('@') {
        Some((id, version)) => {
            let key = FrameworkKey {
                id: id.to_owned(),
                version: version.to_owned(),
            };
            shelf.get(&key).cloned()
        }
        None => shelf.latest(named).cloned(),
    };
    let kept = room.workspace_if_any()?;
    let kept = kept.and_then(|workspace| found(workspace.shelf()));
    kept.or_else(|| found(&catalogue::shelf(&[])))
        .ok_or_else(|| {
            Failure::refused(format!(
                "\"{named}\" is no file, and no framework of that id is at hand."
            ))
            .hint(
                "`continuum frameworks list` shows those that are; write a version as ID@VERSION.",
            )
        })
}
