//! The estimate as JSON: where it comes from, its strata, and one object a part.

use serde_json::{Map, Value, json};

use super::source;
use crate::domain::distribution::audit::AuditHead;
use crate::domain::distribution::disclosure::Rule;
use crate::domain::distribution::estimate::{
    Bounds, Estimate, EstimateLine, EstimateRelease, Gap, Laid, Moved, Refused, ShownBounds,
    ShownLine, ShownPart, Stratum,
};
use crate::domain::distribution::{Dimension, Provenance};

/// Writes an estimate as one JSON object.
pub(super) fn json(laid: &Laid, release: &EstimateRelease, from: &Provenance) -> Value {
    let codes = |by: &[Dimension]| by.iter().map(|by| by.code()).collect::<Vec<_>>();
    let coverage = source::coverage(release, from);
    let coverage = coverage.trim_end_matches(" %");
    let is_public = release.rule.is_public();
    let number = |count: u64| (!is_public).then_some(count);
    let estimates = (laid.crossed(&release.by).unwrap_or_default()).into_iter();
    let parts = estimates.zip(&release.parts).map(|(over, shown)| {
        let mut told = Map::new();
        for (by, key) in release.by.iter().zip(&shown.keys) {
            told.insert(by.code().to_owned(), json!(key));
        }
        told.insert("whole".to_owned(), json!(shown.whole));
        told.extend(match release.rule {
            Rule::Office => estimated(&over.estimate),
            Rule::Public(_) => protected(release, shown),
        });
        told.insert("how".to_owned(), json!(shown.come_by.code()));
        told.insert("step".to_owned(), json!(shown.step));
        Value::Object(told)
    });
    let parts: Vec<Value> = parts.collect();
    let strata = laid.strata.iter().filter(|_| !is_public);
    let samples = laid
        .audits
        .iter()
        .map(|head| if is_public { drawn(head) } else { audit(head) });
    json!({
        "provenance": {"framework": from.framework, "title": from.title, "version": from.version,
            "hash": from.hash, "notice": from.notice, "date": from.as_of, "workspace": from.origin,
            "exported_by": from.exported_by, "caseload_imports": from.imports, "imported": from.imported,
            "suppression": source::suppression(release.rule),
            "coverage": coverage.parse::<serde_json::Number>().ok(), "in_scope": number(from.in_scope),
            "mapped": number(from.mapped), "moderated": number(from.moderated)},
        "confidence": laid.confidence.share(),
        "strata_by": codes(&laid.by),
        "audit_samples": samples.collect::<Vec<_>>(),
        "strata": strata.map(stratum).collect::<Vec<_>>(),
        "by": codes(&release.by),
        "estimates": parts,
    })
}

/// What everyone may see of a part.
fn protected(release: &EstimateRelease, part: &ShownPart) -> Map<String, Value> {
    let entries = [
        ("known", json!(part.known)),
        ("drawn", json!(part.drawn)),
        ("refused", json!(source::why_none(release, part))),
        ("gaps", json!([])),
        ("collapsed", json!([])),
        ("lines", part.lines.iter().map(shown).collect()),
    ];
    (entries.into_iter())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn shown(line: &ShownLine) -> Value {
    let bounds = |bounds: ShownBounds| {
        let (low, high) = bounds.share;
        json!({"share": [rounded(low), rounded(high)], "pupils": [bounds.pupils.0, bounds.pupils.1]})
    };
    let [share, expected, interval, together] = match &line.figures {
        Ok(one) => [
            rounded(one.share),
            json!(one.expected),
            bounds(one.alone),
            bounds(one.together),
        ],
        Err(mark) => [(); 4].map(|()| json!(mark)),
    };
    json!({"tariff": line.outcome.code(), "count": line.count, "share": share, "expected": expected,
        "interval": interval, "together": together})
}

/// What everyone may know of an audit sample: not the seed that draws it again.
fn drawn(head: &AuditHead) -> Value {
    json!({"recorded": head.recorded.day(), "asked": head.asked})
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
