//! Tables from levels to tariffs: `map`, of all areas or by area, and `table`.

use std::collections::BTreeMap;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::reading::names::known;
use crate::catalogue::values::{Read as _, Spot};
use crate::domain::derivation::{DerivationKind, Table};
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::source::tree::{Entry, Value};

use super::{level_named, tariff_named};

/// One row from levels to tariffs, being read.
struct Row<'a> {
    /// What lacks a level, in a finding.
    of: &'a str,
    /// Where the row stands.
    at: usize,
    /// The levels that it must have, lowest first.
    levels: &'a [LevelId],
}

/// Reads `map`: every level must be in it, and no higher level should give a lower tariff.
pub(super) fn highest(
    table: &mut Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> DerivationKind {
    let levels: Vec<LevelId> = framework.levels.iter().map(|one| one.id.clone()).collect();
    let row = map(table, report).map(|rows| {
        let row = Row {
            of: "the map",
            at: rows.at,
            levels: &levels,
        };
        row.read(rows.entries(), framework, report)
    });
    DerivationKind::Highest(row.unwrap_or_default())
}

/// Reads `table`: a row of levels for each area that is judged.
pub(super) fn primary(
    table: &mut Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> DerivationKind {
    let Some(rows) = table.table("table", "a table of areas, levels and tariffs", report) else {
        report.error(
            table.at,
            "\"table\" is missing in the derivation; write table.ci = { \"1\" = \"T0\", … } for each area",
        );
        return DerivationKind::Primary(Table::new());
    };
    DerivationKind::Primary(by_area(&rows, framework, report))
}

/// Reads `map`: one row of levels for all areas, or a row for each.
pub(super) fn several(
    table: &mut Fields<'_>,
    framework: &Framework,
    report: &mut Report<'_>,
) -> DerivationKind {
    let Some(rows) = map(table, report) else {
        return DerivationKind::Several(Table::new());
    };
    let nested = |entry: &Entry| matches!(entry.node.value, Value::Table(_));
    if rows.entries().iter().any(nested) {
        return DerivationKind::Several(by_area(&rows, framework, report));
    }
    // A level that no area has on its scale need not be in the map.
    let used = |id: &LevelId| framework.leaves().any(|area| area.levels.contains(id));
    let levels = framework.levels.iter().map(|one| one.id.clone());
    let levels: Vec<LevelId> = levels.filter(used).collect();
    let row = Row {
        of: "the map",
        at: rows.at,
        levels: &levels,
    };
    let row = row.read(rows.entries(), framework, report);
    let all = framework
        .leaves()
        .map(|area| (area.id.clone(), row.clone()));
    DerivationKind::Several(all.collect())
}

fn map<'a>(table: &mut Fields<'a>, report: &mut Report<'_>) -> Option<Fields<'a>> {
    let rows = table.table("map", "a map from levels to tariffs", report);
    if rows.is_none() {
        report.error(
            table.at,
            "\"map\" is missing in the derivation; write map = { \"1\" = \"T0\", … }",
        );
    }
    rows
}

fn by_area(rows: &Fields<'_>, framework: &Framework, report: &mut Report<'_>) -> Table {
    let mut read = Table::new();
    for entry in rows.entries() {
        let name = Spot {
            value: entry.key.clone(),
            at: entry.at,
        };
        let leaves = framework.leaves().map(|area| area.id.as_str());
        if !known(&name, "area that is judged", leaves, report) {
            continue;
        }
        let id = AreaId::new(&entry.key);
        let (Some(area), Value::Table(levels)) = (framework.area(&id), &entry.node.value) else {
            let what = "an area has a table of its levels here; write { \"1\" = \"T0\", … }";
            report.error(entry.node.at, what);
            continue;
        };
        let of = format!("the row of \"{id}\"");
        let row = Row {
            of: &of,
            at: entry.at,
            levels: &area.levels,
        };
        read.insert(id, row.read(levels, framework, report));
    }
    let lacking = |area: &&Area| !rows.entries().iter().any(|one| one.key == area.id.as_str());
    for area in framework.leaves().filter(lacking) {
        let what = format!("the area \"{}\" has no row here; add one", area.id);
        report.error(rows.at, what);
    }
    read
}

impl Row<'_> {
    fn read(
        &self,
        entries: &[Entry],
        framework: &Framework,
        report: &mut Report<'_>,
    ) -> BTreeMap<LevelId, TariffId> {
        let mut map = BTreeMap::new();
        let mut places: BTreeMap<LevelId, usize> = BTreeMap::new();
        for entry in entries {
            let level = Spot {
                value: entry.key.clone(),
                at: entry.at,
            };
            let level = level_named(&level, framework, report);
            if framework.level(&level).is_some() && !self.levels.contains(&level) {
                let what = format!(
                    "{} has a level \"{level}\" that is not on its scale",
                    self.of
                );
                report.error(entry.at, what);
            }
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
        self.hold(&map, &places, framework, report);
        map
    }

    /// Reports levels without a tariff, and a tariff that goes down where the level goes up.
    fn hold(
        &self,
        map: &BTreeMap<LevelId, TariffId>,
        places: &BTreeMap<LevelId, usize>,
        framework: &Framework,
        report: &mut Report<'_>,
    ) {
        let mut before: Option<(&LevelId, usize)> = None;
        for level in self.levels {
            let Some(tariff) = map.get(level) else {
                let of = self.of;
                let what = format!("{of} has no tariff for level \"{level}\"; add one");
                report.error(self.at, what);
                continue;
            };
            let Some(rank) = framework.tariff_rank(tariff) else {
                continue;
            };
            if let Some((lower, above)) = before
                && rank < above
            {
                let what = format!(
                    "level \"{level}\" gives a lower tariff than level \"{lower}\" below it"
                );
                report.warning(places.get(level).copied().unwrap_or(self.at), what);
            }
            before = Some((level, rank));
        }
    }
}
