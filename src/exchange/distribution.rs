//! The distribution in files: long comma-separated values and JSON, both with their provenance.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::table::TableWriter;
use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::distribution::{Cell, Dimension, Distribution, Provenance, SettingOf};
use crate::domain::identity::{AreaId, Origin, TariffId};
use crate::domain::printable::printable;

/// Writes comma-separated values: lines of provenance that begin with `#`, then one row a cell.
pub fn csv(counted: &Distribution, from: &Provenance, mut out: impl Write) -> io::Result<()> {
    for (key, value) in provenance(counted, from) {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    for own in &counted.by_area {
        let value = format!("{} {} {}", own.area, own.tariff, own.count);
        writeln!(out, "# by_area: {}", harmless(&value))?;
    }
    let mut header: Vec<&str> = counted.by.iter().map(|by| by.code()).collect();
    header.extend(["tariff", "route", "count"]);
    let mut table = TableWriter::new(&mut out, &header)?;
    for cell in &counted.cells {
        let count = cell.count.to_string();
        let keys: Vec<_> = cell.keys.iter().map(|key| printable(key)).collect();
        let mut row: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        row.extend([cell.tariff.as_str(), cell.route.code(), &count]);
        table.row(&row)?;
    }
    table.finish()
}

/// The lines of provenance: where the numbers come from, and who is not among them.
fn provenance(counted: &Distribution, from: &Provenance) -> Vec<(&'static str, String)> {
    let out_of_scope = counted.out_of_scope.iter();
    let cannot_map = counted.cannot_map.iter();
    vec![
        ("framework", from.framework.clone()),
        ("title", from.title.clone()),
        ("version", from.version.clone()),
        ("hash", from.hash.to_string()),
        ("notice", from.notice.clone()),
        ("date", from.as_of.to_string()),
        (
            "as_at",
            (from.terms.as_at).map_or_else(
                || "as it stands".to_owned(),
                |day| format!("the end of {day}"),
            ),
        ),
        ("setting", setting(from)),
        (
            "schools",
            if from.terms.schools {
                format!("{} read by the school alone", from.school_readings)
            } else {
                "their own readings are not counted".to_owned()
            },
        ),
        ("workspace", from.origin.to_string()),
        ("coverage", format!("{} %", from.coverage)),
        ("caseload", counted.caseload.to_string()),
        ("in_scope", counted.in_scope.to_string()),
        (
            "out_of_scope",
            listed(out_of_scope.map(|(why, count)| (why.code(), count))),
        ),
        ("mapped", counted.mapped.to_string()),
        ("amended_since", counted.amended_since.to_string()),
        ("flagged", from.flagged.to_string()),
        ("sampled", from.sampled.to_string()),
        (
            "moderated",
            format!(
                "{} ({} % of the mapped)",
                from.moderated, from.moderated_share
            ),
        ),
        ("adjusted", from.adjusted.to_string()),
        ("not_yet", counted.not_yet.to_string()),
        (
            "cannot_map",
            listed(cannot_map.map(|(why, count)| (why.code(), count))),
        ),
    ]
}

/// By which setting pupils are counted: `september (moved 12; not placed 3)`.
fn setting(from: &Provenance) -> String {
    let code = from.terms.setting.code();
    match from.terms.setting {
        SettingOf::Today => code.to_owned(),
        SettingOf::September => format!(
            "{code} (moved on {}; not placed, so counted where they are {})",
            from.moved_on, from.not_placed
        ),
    }
}

/// Writes counts by reason: `3 (age 2; setting 1)`.
fn listed<'a>(counts: impl Iterator<Item = (&'a str, &'a u64)>) -> String {
    let counts: Vec<_> = counts.collect();
    let all: u64 = counts.iter().map(|(_, count)| **count).sum();
    if counts.is_empty() {
        return all.to_string();
    }
    let each: Vec<String> = counts
        .iter()
        .map(|(why, count)| format!("{why} {count}"))
        .collect();
    format!("{all} ({})", each.join("; "))
}

/// Keeps a value on its line, and what follows a separator in it from running in a spreadsheet.
pub(super) fn harmless(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut at_start = false;
    for letter in value.chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        if at_start && matches!(letter, '=' | '+' | '-' | '@') {
            text.push('\'');
        }
        at_start = matches!(letter, ',' | ';') || (at_start && letter == ' ');
        text.push(letter);
    }
    text
}

/// Writes JSON: the provenance, the counts, and one object a cell.
pub fn json(counted: &Distribution, from: &Provenance, mut out: impl Write) -> io::Result<()> {
    let coverage: serde_json::Number = from.coverage.parse()?;
    let moderated_share: serde_json::Number = from.moderated_share.parse()?;
    let out_of_scope = counted.out_of_scope.iter();
    let cannot_map = counted.cannot_map.iter();
    let file = File {
        provenance: Source {
            framework: &from.framework,
            title: &from.title,
            version: &from.version,
            hash: from.hash,
            notice: &from.notice,
            date: from.as_of,
            workspace: &from.origin,
            coverage,
            amended_since: from.amended_since,
            as_at: from.terms.as_at,
            setting: from.terms.setting.code(),
            moved_on: from.moved_on,
            not_placed: from.not_placed,
            school_readings: from.terms.schools.then_some(from.school_readings),
            flagged: from.flagged,
            sampled: from.sampled,
            moderated: from.moderated,
            adjusted: from.adjusted,
            moderated_share,
        },
        caseload: counted.caseload,
        in_scope: counted.in_scope,
        out_of_scope: out_of_scope
            .map(|(why, count)| (why.code(), *count))
            .collect(),
        mapped: counted.mapped,
        not_yet: counted.not_yet,
        cannot_map: cannot_map
            .map(|(why, count)| (why.code(), *count))
            .collect(),
        by_area: (counted.by_area.iter())
            .map(|own| InArea {
                area: &own.area,
                tariff: &own.tariff,
                count: own.count,
            })
            .collect(),
        by: counted.by.iter().map(|by| by.code()).collect(),
        cells: counted
            .cells
            .iter()
            .map(|cell| Crossed {
                by: &counted.by,
                cell,
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut out, &file)?;
    writeln!(out)
}

/// The whole file.
#[derive(Serialize)]
struct File<'a> {
    provenance: Source<'a>,
    caseload: u64,
    in_scope: u64,
    out_of_scope: BTreeMap<&'static str, u64>,
    mapped: u64,
    not_yet: u64,
    cannot_map: BTreeMap<&'static str, u64>,
    /// Each area's own tariffs, where the framework gives several.
    by_area: Vec<InArea<'a>>,
    by: Vec<&'static str>,
    cells: Vec<Crossed<'a>>,
}

/// The pupils who have a tariff in an area.
#[derive(Serialize)]
struct InArea<'a> {
    area: &'a AreaId,
    tariff: &'a TariffId,
    count: u64,
}

/// Where the numbers come from.
#[derive(Serialize)]
struct Source<'a> {
    framework: &'a str,
    title: &'a str,
    version: &'a str,
    hash: Digest,
    notice: &'a str,
    date: Day,
    workspace: &'a Origin,
    coverage: serde_json::Number,
    amended_since: u64,
    /// The day at whose end it stood so; nothing for as it stands.
    as_at: Option<Day>,
    setting: &'static str,
    moved_on: u64,
    not_placed: u64,
    /// How many the school alone read; nothing where schools' own readings are not counted.
    school_readings: Option<u64>,
    flagged: u64,
    sampled: u64,
    moderated: u64,
    adjusted: u64,
    moderated_share: serde_json::Number,
}

/// A cell with the dimensions it is crossed by.
struct Crossed<'a> {
    by: &'a [Dimension],
    cell: &'a Cell,
}

impl Serialize for Crossed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (by, key) in self.by.iter().zip(&self.cell.keys) {
            map.serialize_entry(by.code(), key)?;
        }
        map.serialize_entry("tariff", &self.cell.tariff)?;
        map.serialize_entry("route", self.cell.route.code())?;
        map.serialize_entry("count", &self.cell.count)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::{AreaCount, Terms};
    use crate::domain::framework::Route;
    use crate::domain::judgement::CannotMapWhy;
    use crate::domain::worklist::OutOfScope;

    fn counted() -> Distribution {
        let cell = |keys: [&str; 2], tariff: &str, route, count| Cell {
            keys: keys.map(String::from).into(),
            tariff: TariffId::new(tariff),
            route,
            count,
        };
        Distribution {
            by_area: vec![AreaCount {
                area: AreaId::new("sp"),
                tariff: TariffId::new("T3"),
                count: 2,
            }],
            caseload: 10,
            in_scope: 7,
            out_of_scope: BTreeMap::from([(OutOfScope::Age, 2), (OutOfScope::Setting, 1)]),
            mapped: 5,
            amended_since: 2,
            marks: BTreeMap::new(),
            not_yet: 1,
            cannot_map: BTreeMap::from([(CannotMapWhy::StalePlan, 1)]),
            by: vec![Dimension::Setting, Dimension::School],
            cells: vec![
                cell(["special", "=Hill, School"], "T3", Route::Tariff, 4),
                cell(["mainstream", "not recorded"], "core", Route::Core, 1),
            ],
        }
    }

    fn from() -> Provenance {
        Provenance {
            framework: "kent-illustrative".into(),
            title: "Continuum, =an\ninvention".into(),
            version: "2025.2".into(),
            hash: Digest::of(b"framework"),
            notice: "Illustrative".into(),
            as_of: "2026-01-12".parse().unwrap(),
            caseload: 10,
            in_scope: 7,
            mapped: 5,
            amended_since: 2,
            coverage: "71.4".into(),
            terms: Terms {
                as_at: "2026-01-09".parse().ok(),
                setting: SettingOf::September,
                schools: true,
            },
            moved_on: 3,
            not_placed: 1,
            flagged: 2,
            sampled: 3,
            moderated: 2,
            adjusted: 1,
            school_readings: 1,
            moderated_share: "40.0".into(),
            origin: Origin::new("o"),
        }
    }

    #[test]
    fn the_table_begins_with_its_provenance() {
        let mut out = Vec::new();
        csv(&counted(), &from(), &mut out).unwrap();
        let expected = format!(
            "# framework: kent-illustrative\n# title: Continuum, '=an invention\n# version: 2025.2\n# hash: {}\n\
             # notice: Illustrative\n# date: 2026-01-12\n# as_at: the end of 2026-01-09\n\
             # setting: september (moved on 3; not placed, so counted where they are 1)\n# schools: 1 read by the school alone\n# workspace: o\n# coverage: 71.4 %\n# caseload: 10\n# in_scope: 7\n\
             # out_of_scope: 3 (age 2; setting 1)\n# mapped: 5\n# amended_since: 2\n# flagged: 2\n# sampled: 3\n\
             # moderated: 2 (40.0 % of the mapped)\n# adjusted: 1\n# not_yet: 1\n# cannot_map: 1 (stale_plan 1)\n# by_area: sp T3 2\n\
             setting,school,tariff,route,count\nspecial,\"'=Hill, School\",T3,tariff,4\nmainstream,not recorded,core,core,1\n",
            from().hash
        );
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn the_json_has_the_keys_of_the_contract() {
        let mut out = Vec::new();
        json(&counted(), &from(), &mut out).unwrap();
        let written: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let expected = serde_json::json!({
            "provenance": {"framework": "kent-illustrative", "title": "Continuum, =an\ninvention", "version": "2025.2",
                "hash": from().hash.to_string(), "notice": "Illustrative", "date": "2026-01-12", "workspace": "o", "coverage": 71.4,
                "amended_since": 2, "as_at": "2026-01-09", "setting": "september", "moved_on": 3, "not_placed": 1,
                "school_readings": 1, "flagged": 2, "sampled": 3, "moderated": 2, "adjusted": 1, "moderated_share": 40.0},
            "caseload": 10, "in_scope": 7, "out_of_scope": {"age": 2, "setting": 1}, "mapped": 5, "not_yet": 1,
            "cannot_map": {"stale_plan": 1}, "by_area": [{"area": "sp", "tariff": "T3", "count": 2}],
            "by": ["setting", "school"],
            "cells": [
                {"setting": "special", "school": "=Hill, School", "tariff": "T3", "route": "tariff", "count": 4},
                {"setting": "mainstream", "school": "not recorded", "tariff": "core", "route": "core", "count": 1}]
        });
        assert_eq!(written, expected);
    }
}
