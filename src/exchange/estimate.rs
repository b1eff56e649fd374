//! Estimates in files: what each interval is of, where the numbers come from, and why there is none where there is none.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::distribution::harmless;
use super::table::TableWriter;
use crate::domain::distribution::audit::AuditHead;
use crate::domain::distribution::estimate::{
    Bounds, Estimate, EstimateLine, Gap, Laid, Moved, Over, Refused, Stratum,
};
use crate::domain::distribution::{Dimension, Provenance};
use crate::domain::printable::printable;

/// Shown where there is no number because there is no estimate.
const NOT_AVAILABLE: &str = "[x]";

/// The columns of numbers, after the dimensions and the outcome.
const COLUMNS: [&str; 11] = [
    "count",
    "share",
    "expected",
    "share_low",
    "share_high",
    "low",
    "high",
    "together_share_low",
    "together_share_high",
    "together_low",
    "together_high",
];

/// Writes comma-separated values: lines of provenance that begin with `#`, then a row for each part and outcome.
pub fn csv(
    laid: &Laid,
    (by, parts): (&[Dimension], &[Over]),
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    for (key, value) in provenance(laid, from) {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    for part in parts {
        if let Err(refused) = &part.estimate {
            let keys = part.keys.join(", ");
            let of = if keys.is_empty() {
                "all"
            } else {
                keys.as_str()
            };
            let why = format!("{of}: {refused}");
            writeln!(out, "# no_estimate: {}", harmless(&why))?;
        }
    }
    let mut header: Vec<&str> = by.iter().map(|by| by.code()).collect();
    header.push("tariff");
    header.extend(COLUMNS);
    let mut table = TableWriter::new(&mut out, &header)?;
    for part in parts {
        let keys: Vec<String> = part
            .keys
            .iter()
            .map(|key| printable(key).into_owned())
            .collect();
        match &part.estimate {
            Ok(estimate) => {
                for line in &estimate.lines {
                    table.row(&row(&keys, line))?;
                }
            }
            Err(_) => {
                for (at, outcome) in laid.outcomes.iter().enumerate() {
                    let count = so_far(laid, by, part, at).to_string();
                    let mut row = keys.clone();
                    row.extend([outcome.code().to_owned(), count]);
                    row.extend(COLUMNS.iter().skip(1).map(|_| NOT_AVAILABLE.to_owned()));
                    table.row(&row)?;
                }
            }
        }
    }
    table.finish()
}

/// How many of a part without an estimate were mapped to an outcome so far.
fn so_far(laid: &Laid, by: &[Dimension], part: &Over, outcome: usize) -> u64 {
    let of_part = |stratum: &&Stratum| {
        by.iter().zip(&part.keys).all(|(by, value)| {
            let at = laid.by.iter().position(|one| one == by);
            at.and_then(|at| stratum.keys.get(at)) == Some(value)
        })
    };
    let strata = laid.strata.iter().filter(of_part);
    strata.filter_map(|one| one.so_far.get(outcome)).sum()
}

fn row(keys: &[String], line: &EstimateLine) -> Vec<String> {
    let mut row = keys.to_vec();
    row.extend([
        line.outcome.code().to_owned(),
        line.so_far.to_string(),
        share(line.share),
        line.expected.rounded().to_string(),
    ]);
    for bounds in [line.alone, line.together] {
        row.extend([
            share(bounds.share.low),
            share(bounds.share.high),
            bounds.low.to_string(),
            bounds.high.to_string(),
        ]);
    }
    row
}

/// A share to six decimals, so that a file is the same on every machine.
fn share(share: f64) -> String {
    format!("{share:.6}")
}

fn provenance(laid: &Laid, from: &Provenance) -> Vec<(&'static str, String)> {
    let codes: Vec<&str> = laid.by.iter().map(|by| by.code()).collect();
    let mut lines = vec![
        ("framework", from.framework.clone()),
        ("title", from.title.clone()),
        ("version", from.version.clone()),
        ("hash", from.hash.to_string()),
        ("notice", from.notice.clone()),
        ("date", from.as_of.to_string()),
        ("workspace", from.origin.to_string()),
        ("coverage", format!("{} %", from.coverage)),
        ("in_scope", from.in_scope.to_string()),
        ("mapped", from.mapped.to_string()),
        ("strata", codes.join(",")),
        ("confidence", laid.confidence.share().to_string()),
    ];
    for audit in &laid.audits {
        let sample = format!(
            "{} drawn {} by {} from seed {}, {} asked for",
            audit.id,
            audit.recorded.day(),
            audit.reader.name,
            audit.seed,
            audit.asked
        );
        lines.push(("audit_sample", sample));
    }
    lines
}

/// Writes an estimate as one JSON object.
pub fn json(laid: &Laid, (by, parts): (&[Dimension], &[Over]), from: &Provenance) -> Value {
    let codes = |by: &[Dimension]| by.iter().map(|by| by.code()).collect::<Vec<_>>();
    let parts: Vec<Value> = parts
        .iter()
        .map(|part| {
            let mut told = Map::new();
            for (by, key) in by.iter().zip(&part.keys) {
                told.insert(by.code().to_owned(), json!(key));
            }
            told.insert("whole".to_owned(), json!(part.whole));
            told.extend(estimated(&part.estimate));
            Value::Object(told)
        })
        .collect();
    json!({
        "provenance": {"framework": from.framework, "title": from.title, "version": from.version,
            "hash": from.hash, "notice": from.notice, "date": from.as_of, "workspace": from.origin,
            "coverage": from.coverage.parse::<serde_json::Number>().ok(), "in_scope": from.in_scope,
            "mapped": from.mapped},
        "confidence": laid.confidence.share(),
        "strata_by": codes(&laid.by),
        "audit_samples": laid.audits.iter().map(audit).collect::<Vec<_>>(),
        "strata": laid.strata.iter().map(stratum).collect::<Vec<_>>(),
        "by": codes(by),
        "estimates": parts,
    })
}

/// An audit sample's head as JSON.
pub fn audit(head: &AuditHead) -> Value {
    let by: Vec<&str> = head.by.iter().map(|by| by.code()).collect();
    json!({"audit": head.id, "recorded": head.recorded, "extends": head.extends, "strata_by": by,
        "seed": head.seed, "asked": head.asked, "by": head.reader.name})
}

fn stratum(one: &Stratum) -> Value {
    json!({"keys": one.keys, "part": one.part.code(), "pupils": one.of, "drawn": one.drawn, "read": one.read()})
}

/// The estimate of a part, or why there is none, as JSON's entries.
fn estimated(estimate: &Result<Estimate, Refused>) -> Map<String, Value> {
    let (known, drawn, why, gaps, lines, collapsed) = match estimate {
        Ok(one) => {
            let lines: Vec<Value> = one.lines.iter().map(line).collect();
            let collapsed = one.collapsed.iter();
            let collapsed = collapsed.map(|pair| json!({"keys": pair.keys, "with": pair.with}));
            (
                json!(one.known),
                json!(one.drawn),
                Value::Null,
                Vec::new(),
                lines,
                collapsed.collect(),
            )
        }
        Err(refused) => {
            let gaps: Vec<Value> = refused.gaps().iter().map(gap).collect();
            let why = json!(refused.to_string());
            (Value::Null, Value::Null, why, gaps, Vec::new(), Vec::new())
        }
    };
    let entries = [
        ("known", known),
        ("drawn", drawn),
        ("refused", why),
        ("gaps", json!(gaps)),
        ("collapsed", Value::Array(collapsed)),
        ("lines", json!(lines)),
    ];
    (entries.into_iter())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn gap(gap: &Gap) -> Value {
    json!({"keys": gap.keys, "pupils": gap.of, "why": gap.why.code(), "says": gap.to_string()})
}

fn line(line: &EstimateLine) -> Value {
    json!({"tariff": line.outcome.code(), "count": line.so_far, "seen": line.seen, "share": rounded(line.share),
        "standard_error": rounded(line.error()), "effective": line.effective.map(rounded),
        "expected": line.expected.smoothed(), "interval": bounds(line.alone), "together": bounds(line.together)})
}

fn bounds(bounds: Bounds) -> Value {
    json!({"share": [rounded(bounds.share.low), rounded(bounds.share.high)], "pupils": [bounds.low, bounds.high]})
}

/// To six decimals, as a number.
fn rounded(share: f64) -> Value {
    json!(format!("{share:.6}").parse::<f64>().unwrap_or(share))
}

/// Writes how the estimate moved as JSON: one object a day.
pub fn moved(moved: &[Moved]) -> Value {
    let day = |one: &Moved| {
        let mut told = estimated(&one.estimate);
        for dropped in ["gaps", "collapsed"] {
            told.remove(dropped);
        }
        told.insert("day".to_owned(), json!(one.day));
        Value::Object(told)
    };
    Value::Array(moved.iter().map(day).collect())
}
