//! `continuum frameworks derive`: which tariff a profile gives, and why; and the profiles that reach each tariff.

use serde_json::json;

use crate::catalogue::Reached;
use crate::cli::arguments::Derive;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::derive::{AreaTariff, Derived, Profile, derive};
use crate::domain::exact::Quantity;
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

pub(super) fn tell(order: &Derive, framework: &Framework) -> Result<(), Failure> {
    let derived = derive(framework, &profile(order, framework)?).map_err(Failure::refused)?;
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

/// One tariff and what reaches it, to be typed behind `derive`.
pub(super) fn reached_line(reached: &Reached) -> String {
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

pub(super) fn reached_json(reached: &Reached) -> serde_json::Value {
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
