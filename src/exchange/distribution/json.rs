//! The distribution as JSON: the provenance, the counts, and one object a cell.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::source::marked;
use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::distribution::disclosure::{Release, Shown, ShownRow};
use crate::domain::distribution::{Dimension, Distribution, ImportSource, Provenance};
use crate::domain::framework::Route;
use crate::domain::identity::{AreaId, Origin, TariffId};
use crate::domain::worklist::Mark;

/// Writes JSON; a count that is not shown is its mark as a text.
pub(super) fn json(
    counted: &Distribution,
    release: &Release,
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    let account = &release.account;
    let number = |share: &Option<String>| -> io::Result<Option<serde_json::Number>> {
        let number = share.as_ref().map(|share| share.parse());
        Ok(number.transpose()?)
    };
    let (coverage, moderated_share) = (
        number(&account.coverage)?,
        number(&account.moderated_share)?,
    );
    let file = File {
        provenance: Source {
            framework: &from.framework,
            title: &from.title,
            version: &from.version,
            hash: from.hash,
            notice: &from.notice,
            date: from.as_of,
            workspace: &from.origin,
            exported_by: &from.exported_by,
            caseload_imports: &from.imports,
            imported: from.imported,
            suppression: release.rule.words(),
            coverage,
            amended_since: account.amended_since,
            as_at: from.terms.as_at,
            setting: from.terms.setting.code(),
            moved_on: release.beside(from.moved_on, from.caseload),
            not_placed: release.beside(from.not_placed, from.caseload),
            school_readings: (from.terms.schools).then(|| marked(release, Mark::School)),
            flagged: marked(release, Mark::Flagged),
            sampled: marked(release, Mark::Sampled),
            moderated: marked(release, Mark::Moderated),
            adjusted: marked(release, Mark::Adjusted),
            moderated_share,
        },
        caseload: account.caseload,
        in_scope: account.in_scope,
        out_of_scope: (account.out_of_scope_by.iter())
            .map(|(why, count)| (why.code(), *count))
            .collect(),
        mapped: account.mapped,
        not_yet: account.not_yet,
        cannot_map: (account.cannot_map_by.iter())
            .map(|(why, count)| (why.code(), *count))
            .collect(),
        by_area: (counted.by_area.iter().zip(&release.by_area))
            .map(|(own, count)| InArea {
                area: &own.area,
                tariff: &own.tariff,
                count: *count,
            })
            .collect(),
        by: counted.by.iter().map(|by| by.code()).collect(),
        cells: crossed(&counted.by, &release.rows),
        totals: crossed(&counted.by, &release.totals),
    };
    crate::exchange::json::pretty(&mut out, &file)?;
    writeln!(out)
}

fn crossed<'a>(by: &'a [Dimension], rows: &'a [ShownRow]) -> Vec<Crossed<'a>> {
    rows.iter().map(|row| Crossed { by, row }).collect()
}

/// The whole file.
#[derive(Serialize)]
struct File<'a> {
    provenance: Source<'a>,
    caseload: Shown,
    in_scope: Shown,
    out_of_scope: BTreeMap<&'static str, Shown>,
    mapped: Shown,
    not_yet: Shown,
    cannot_map: BTreeMap<&'static str, Shown>,
    /// Each area's own tariffs, where the framework gives several.
    by_area: Vec<InArea<'a>>,
    by: Vec<&'static str>,
    cells: Vec<Crossed<'a>>,
    totals: Vec<Crossed<'a>>,
}

/// The pupils who have a tariff in an area.
#[derive(Serialize)]
struct InArea<'a> {
    area: &'a AreaId,
    tariff: &'a TariffId,
    count: Shown,
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
    exported_by: &'a str,
    caseload_imports: &'a [ImportSource],
    imported: u64,
    suppression: &'static str,
    coverage: Option<serde_json::Number>,
    amended_since: Shown,
    /// The day at whose end it stood so; nothing for as it stands.
    as_at: Option<Day>,
    setting: &'static str,
    moved_on: Shown,
    not_placed: Shown,
    /// How many the school alone read; nothing where schools' own readings are not counted.
    school_readings: Option<Shown>,
    flagged: Shown,
    sampled: Shown,
    moderated: Shown,
    adjusted: Shown,
    moderated_share: Option<serde_json::Number>,
}

/// A cell or total with the dimensions it is crossed by.
struct Crossed<'a> {
    by: &'a [Dimension],
    row: &'a ShownRow,
}

impl Serialize for Crossed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (by, key) in self.by.iter().zip(&self.row.keys) {
            map.serialize_entry(by.code(), key)?;
        }
        map.serialize_entry("tariff", &self.row.tariff)?;
        map.serialize_entry("route", &self.row.route.map(Route::code))?;
        map.serialize_entry("count", &self.row.count)?;
        map.end()
    }
}
