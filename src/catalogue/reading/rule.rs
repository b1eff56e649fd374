//! The table `[derivation]`: the rule from area levels to a tariff.

mod cuts;
mod first;
mod hours;
mod table;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::Spot;
use crate::domain::derivation::{Adjust, AreaLevelRule, DerivationKind};
use crate::domain::framework::Framework;
use crate::domain::identity::{LevelId, TariffId};

use super::names::known;

pub(in crate::catalogue) use cuts::against_sums;

/// The kinds there are.
const KINDS: &str = "reader, highest, rules, points, primary, hours and several";

/// Reads the derivation into the framework.
pub(super) fn read(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    let Some(mut table) = top.table("derivation", "the table [derivation]", report) else {
        report.error(0, "the table [derivation] is missing; add it with its kind");
        return;
    };
    places.derivation = table.at;
    let kind: Option<Spot<String>> = table.need("kind", report);
    let Some(kind) = kind else { return };
    framework.derivation.kind = match kind.value.as_str() {
        "reader" => DerivationKind::Reader,
        "highest" => table::highest(&mut table, framework, report),
        "rules" => first::rules(&mut table, framework, places, report),
        "points" => DerivationKind::Points(cuts::read(&mut table, framework, places, report)),
        "primary" => table::primary(&mut table, framework, report),
        "hours" => DerivationKind::Hours(hours::read(&mut table, framework, places, report)),
        "several" => table::several(&mut table, framework, report),
        other => {
            let what = format!("\"{other}\" is no kind of derivation; the kinds are {KINDS}");
            report.error(kind.at, what);
            return;
        }
    };
    framework.derivation.area_level = table.or("area_level", AreaLevelRule::Reader, report);
    for mut adjust in table.tables("adjust", "an adjustment", report) {
        framework.derivation.adjust.push(Adjust {
            settings: adjust.narrowing("settings", report),
            phases: adjust.narrowing("phases", report),
            shift: adjust.or_empty("shift", report),
        });
        adjust.rest(report);
    }
    table.rest(report);
}

fn tariff_named(name: &Spot<String>, framework: &Framework, report: &mut Report<'_>) -> TariffId {
    known(
        name,
        "tariff",
        framework.tariffs.iter().map(|tariff| tariff.id.as_str()),
        report,
    );
    TariffId::new(&name.value)
}

fn level_named(name: &Spot<String>, framework: &Framework, report: &mut Report<'_>) -> LevelId {
    known(
        name,
        "level",
        framework.levels.iter().map(|level| level.id.as_str()),
        report,
    );
    LevelId::new(&name.value)
}
