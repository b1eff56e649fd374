//! The assessment as long comma-separated values and as JSON, both with their provenance.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::domain::distribution::Provenance;
use crate::domain::distribution::disclosure::Shown;
use crate::domain::distribution::equality::{Audience, Band, Equality, TraitLine, TraitTable};
use crate::domain::printable::printable;
use crate::exchange::distribution::harmless;
use crate::exchange::table::TableWriter;

/// What is done to small numbers, in words.
fn suppression(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => {
            "counts of 1 to 4 are [c], and so is what would give one away; what rests on a hidden one is [x]"
        }
        Audience::Office => "none: not for publication",
    }
}

/// A count of a line with what it counts: the tariffs, then the sums.
fn figures<'a>(
    equality: &'a Equality,
    line: &'a TraitLine,
) -> impl Iterator<Item = (String, Shown, Option<usize>)> + 'a {
    let tariffs = (line.tariffs.iter().enumerate()).map(|(at, shown)| {
        let name = equality.bands.get(at).map(Band::label);
        (name.unwrap_or_default(), *shown, Some(at))
    });
    let sums = [
        ("mapped".to_owned(), line.mapped, None),
        ("not_yet".to_owned(), line.not_yet, None),
        ("cannot_map".to_owned(), line.cannot_map, None),
        ("in_scope".to_owned(), line.in_scope, None),
    ];
    tariffs.chain(sums)
}

fn lines(table: &TraitTable) -> impl Iterator<Item = &TraitLine> {
    table.lines.iter().chain(&table.total)
}

/// Writes comma-separated values: lines of provenance that begin with `#`, then a row for each count; shares in a hundred.
pub fn csv(equality: &Equality, from: &Provenance, mut out: impl Write) -> io::Result<()> {
    let as_at = from.terms.as_at.map(|day| day.to_string());
    let said = [
        ("framework", from.framework.clone()),
        ("title", from.title.clone()),
        ("version", from.version.clone()),
        ("hash", from.hash.to_string()),
        ("notice", from.notice.clone()),
        ("date", from.as_of.to_string()),
        ("as_at", as_at.unwrap_or_else(|| "as it stands".to_owned())),
        ("workspace", from.origin.to_string()),
        ("suppression", suppression(equality.audience).to_owned()),
    ];
    for (key, value) in said {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    let header = ["by", "value", "outcome", "count", "share", "low", "high"];
    let mut table = TableWriter::new(&mut out, &header)?;
    for traits in &equality.tables {
        for line in lines(traits) {
            let value = printable(&line.value);
            for (outcome, count, tariff) in figures(equality, line) {
                let [share, low, high] = interval(line, tariff);
                table.row(&[
                    traits.by.code(),
                    &value,
                    &outcome,
                    &count.to_string(),
                    &share,
                    &low,
                    &high,
                ])?;
            }
        }
    }
    table.finish()
}

/// The share and its interval in a hundred, to one decimal; `[z]` of a sum, `[x]` where a number is hidden.
fn interval(line: &TraitLine, tariff: Option<usize>) -> [String; 3] {
    let Some(at) = tariff else {
        return [(); 3].map(|()| Shown::NotApplicable.to_string());
    };
    match line.share(at) {
        Some((share, interval)) => {
            [share, interval.low, interval.high].map(|one| format!("{:.1}", one * 100.0))
        }
        None => [(); 3].map(|()| Shown::NotAvailable.to_string()),
    }
}

/// Writes JSON: the provenance, and a table for each trait.
pub fn json(equality: &Equality, from: &Provenance, mut out: impl Write) -> io::Result<()> {
    let tables: Vec<Value> = (equality.tables.iter())
        .map(|table| of_table(equality, table))
        .collect();
    let file = json!({
        "provenance": {
            "framework": from.framework, "title": from.title, "version": from.version, "hash": from.hash.to_string(),
            "notice": from.notice, "date": from.as_of.to_string(),
            "as_at": from.terms.as_at.map(|day| day.to_string()), "workspace": from.origin.to_string(),
            "suppression": suppression(equality.audience),
        },
        "suppressed": equality.audience == Audience::Everyone,
        "tables": tables,
    });
    crate::exchange::json::pretty(&mut out, &file)?;
    writeln!(out)
}

fn of_table(equality: &Equality, table: &TraitTable) -> Value {
    let lines: Vec<Value> = lines(table)
        .map(|line| of_line(equality, table, line))
        .collect();
    json!({
        "by": table.by.code(),
        "held_back": table.total.is_none(),
        "hidden": table.hidden,
        "lines": lines,
    })
}

fn of_line(equality: &Equality, table: &TraitTable, line: &TraitLine) -> Value {
    let tariff = |(name, count, at): (String, Shown, Option<usize>)| {
        let share = line.share(at?);
        Some(json!({
            "tariff": name, "count": count,
            "share": share.map(|(share, _)| share),
            "low": share.map(|(_, interval)| interval.low),
            "high": share.map(|(_, interval)| interval.high),
        }))
    };
    json!({
        "value": line.value,
        "tariffs": figures(equality, line).filter_map(tariff).collect::<Vec<_>>(),
        "mapped": line.mapped, "not_yet": line.not_yet, "cannot_map": line.cannot_map, "in_scope": line.in_scope,
        "coverage": line.coverage(),
        "mapped_less": table.is_mapped_less(line),
        "compared": line.compared.map(|one| json!({
            "higher": one.higher, "lower": one.lower, "difference": one.delta(), "words": one.words(),
        })),
    })
}
