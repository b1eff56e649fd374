//! The table `[derivation]`: the rule from area levels to a tariff.

use std::collections::BTreeMap;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::{Read as _, Spot};
use crate::domain::derivation::{Adjust, AreaLevelRule, Condition, DerivationKind, Rule};
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, LevelId, TariffId};

use super::names::known;

/// The kinds that this version reads, and those that the format has beside them.
const READ: &str = "\"reader\", \"highest\" and \"rules\"";
const UNREAD: [&str; 4] = ["points", "primary", "hours", "several"];

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
        "highest" => highest(&mut table, framework, report),
        "rules" => rules(&mut table, framework, report),
        other => {
            let what = if UNREAD.contains(&other) {
                format!("the kind \"{other}\" is not read by this version, which reads {READ}")
            } else {
                format!("\"{other}\" is no kind of derivation; this version reads {READ}")
            };
            report.error(kind.at, what);
            return;
        }
    };
    framework.derivation.area_level = table.or("area_level", AreaLevelRule::Reader, report);
    for mut adjust in table.tables("adjust", "an adjustment", report) {
        framework.derivation.adjust.push(Adjust {
            settings: adjust.or("settings", Vec::new(), report),
            phases: adjust.or("phases", Vec::new(), report),
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

/// Reads `map`: every level must be in it, and no higher level should give a lower tariff.
fn highest(
    table: &mut Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> DerivationKind {
    let mut map = BTreeMap::new();
    let Some(rows) = table.table("map", "a map from levels to tariffs", report) else {
        report.error(
            table.at,
            "\"map\" is missing in the derivation; write map = { \"1\" = \"T0\", … }",
        );
        return DerivationKind::Highest(map);
    };
    let mut places: BTreeMap<LevelId, usize> = BTreeMap::new();
    for entry in rows.entries() {
        let level = Spot {
            value: entry.key.clone(),
            at: entry.at,
        };
        let level = level_named(&level, framework, report);
        match Spot::<String>::read(&entry.node) {
            Ok(tariff) => {
                places.insert(level.clone(), entry.at);
                map.insert(level, tariff_named(&tariff, framework, report));
            }
            Err(_) => report.error(
                entry.node.at,
                "a level gives one tariff; write its id in quotes",
            ),
        }
    }
    let mut before: Option<(&LevelId, usize)> = None;
    for level in &framework.levels {
        let Some(tariff) = map.get(&level.id) else {
            report.error(
                rows.at,
                format!("the map has no tariff for level \"{}\"; add one", level.id),
            );
            continue;
        };
        let Some(rank) = framework.tariff_rank(tariff) else {
            continue;
        };
        if let Some((lower, above)) = before
            && rank < above
        {
            let what = format!(
                "level \"{}\" gives a lower tariff than level \"{lower}\" below it",
                level.id
            );
            report.warning(places.get(&level.id).copied().unwrap_or(rows.at), what);
        }
        before = Some((&level.id, rank));
    }
    DerivationKind::Highest(map)
}

/// Reads `[[derivation.rule]]`: the last one, and only the last one, holds always.
fn rules(table: &mut Fields<'_>, framework: &Framework, report: &mut Report<'_>) -> DerivationKind {
    let tables = table.tables("rule", "a rule", report);
    if tables.is_empty() {
        report.error(
            table.at,
            "there is no [[derivation.rule]]; a derivation by rules needs at least one",
        );
    }
    let count = tables.len();
    let mut rules: Vec<Rule> = Vec::new();
    for (place, mut fields) in tables.into_iter().enumerate() {
        let tariff: Option<Spot<String>> = fields.need("tariff", report);
        let when = fields.tables("when", "a condition", report);
        let unless = !when.is_empty();
        let rule = Rule {
            tariff: TariffId::new(
                tariff
                    .as_ref()
                    .map(|name| name.value.as_str())
                    .unwrap_or_default(),
            ),
            when: when
                .into_iter()
                .filter_map(|fields| condition(fields, framework, report))
                .collect(),
            settings: fields.or("settings", Vec::new(), report),
            phases: fields.or("phases", Vec::new(), report),
        };
        if let Some(name) = tariff {
            tariff_named(&name, framework, report);
        }
        let always = !unless && rule.settings.is_empty() && rule.phases.is_empty();
        if always && place + 1 < count {
            report.warning(
                fields.at,
                "this rule always holds, so that no rule below it is ever asked; put it last",
            );
        }
        if !always && place + 1 == count {
            report.error(fields.at, "the last rule must always hold; add one without \"when\", \"settings\" and \"phases\" below it");
        }
        rules.push(rule);
        fields.rest(report);
    }
    DerivationKind::Rules(rules)
}

fn condition(
    mut fields: Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> Option<Condition> {
    let count: Option<Spot<usize>> = fields.maybe("count", report);
    let area: Option<Spot<String>> = fields.maybe("area", report);
    let level: Option<Spot<String>> = fields.need("at_least", report);
    let at_least = level.map(|level| level_named(&level, framework, report));
    let at = fields.at;
    fields.rest(report);
    let at_least = at_least?;
    match (count, area) {
        (Some(count), None) => {
            let areas = framework.leaves().count();
            if count.value == 0 || count.value > areas {
                report.error(
                    count.at,
                    format!(
                        "\"count\" is {}; it counts areas, of which there are {areas}",
                        count.value
                    ),
                );
            }
            Some(Condition::Count {
                count: count.value,
                at_least,
            })
        }
        (None, Some(area)) => {
            known(
                &area,
                "area that is judged",
                framework.leaves().map(|area| area.id.as_str()),
                report,
            );
            Some(Condition::Area {
                area: AreaId::new(&area.value),
                at_least,
            })
        }
        (Some(_), Some(_)) | (None, None) => {
            report.error(at, "a condition asks for a \"count\" of areas or for one \"area\"; give one of the two");
            None
        }
    }
}
