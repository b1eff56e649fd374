//! `[[derivation.rule]]`: rules, of which the first that holds gives the tariff.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::reading::names::known;
use crate::catalogue::values::Spot;
use crate::domain::derivation::{Condition, DerivationKind, Rule};
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, TariffId};

use super::{level_named, tariff_named};

/// Reads `[[derivation.rule]]`: the last one, and only the last one, holds always.
pub(super) fn rules(
    table: &mut Fields<'_>,
    framework: &Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) -> DerivationKind {
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
        places.rules.push(fields.at);
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
            settings: fields.narrowing("settings", report),
            phases: fields.narrowing("phases", report),
        };
        if let Some(name) = tariff {
            tariff_named(&name, framework, report);
        }
        let always = !unless && rule.settings.is_empty() && rule.phases.is_empty();
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
    let level_at = level.as_ref().map_or(fields.at, |level| level.at);
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
            let scale = framework.area(&AreaId::new(&area.value));
            if scale.is_some_and(|own| !own.levels.contains(&at_least))
                && framework.level(&at_least).is_some()
            {
                let what = format!("the area \"{}\" has no level \"{at_least}\"", area.value);
                report.error(level_at, what);
            }
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
