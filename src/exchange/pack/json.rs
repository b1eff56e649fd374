//! The figures of the first page for scripts; amounts are in whole pence.

use serde_json::{Value, json};

use super::headline::bars;
use super::{Contents, Proposal};
use crate::domain::exact::Money;

/// Writes the headline figures, and which sections are left out and why.
pub fn json(pack: &Contents) -> Value {
    let account = &pack.release.account;
    let tariffs: Vec<Value> = (bars(pack).iter())
        .map(|bar| {
            let (low, high) = bar.estimate.map(|found| found.ends).unzip();
            json!({"tariff": bar.name, "pupils": bar.count, "low": low, "high": high})
        })
        .collect();
    let sections: Vec<Value> = (pack.sections().iter())
        .map(|one| json!({"code": one.code, "title": one.title, "left_out": one.left_out}))
        .collect();
    json!({
        "public": pack.is_public(),
        "framework": pack.framework.key.to_string(),
        "date": pack.from.as_of,
        "caseload": account.caseload,
        "in_scope": account.in_scope,
        "mapped": account.mapped,
        "not_yet": account.not_yet,
        "cannot_map": account.cannot_map,
        "coverage": account.coverage,
        "estimated": pack.estimate().is_some(),
        "tariffs": tariffs,
        "for_rates": pack.for_rates(),
        "rates": pack.proposals.iter().map(|one| proposal(pack, one)).collect::<Vec<_>>(),
        "sections": sections,
    })
}

/// What a rate set costs: nothing where that may not be told.
fn proposal(pack: &Contents, one: &Proposal) -> Value {
    let cost = one.cost(&pack.release);
    let expected = one.expected(pack.is_public().then(|| pack.unit()));
    let part = |of: fn((Money, Money, Money)) -> Money| expected.map(of);
    json!({
        "id": one.choice.set.id,
        "title": one.choice.set.title,
        "status": one.choice.set.status.code(),
        "file": one.file.file,
        "hash": one.file.hash.to_string(),
        "cost_low": cost.map(|cost| cost.low),
        "cost_high": cost.map(|cost| cost.high),
        "expected": part(|(cost, _, _)| cost),
        "expected_low": part(|(_, low, _)| low),
        "expected_high": part(|(_, _, high)| high),
    })
}
