//! Sufficiency as JSON; amounts are whole pence.

use serde_json::{Value, json};

use super::{missing, setting};
use crate::domain::sufficiency::outcome::{Recorded, Standing};
use crate::domain::sufficiency::report::{LAW, LOWER_BOUND, Named};
use crate::domain::sufficiency::{Covered, Group, Line, Report, Verdict, role};

/// Gives the report: the provenance, the totals, every tariff in every setting, every mapped pupil, and the provisions of
/// those whose plans cost more.
pub fn json(report: &Report) -> Value {
    let about = &report.about;
    let groups = report.totals.groups.iter().map(|(tariff, place, one)| {
        let mut value = group(one);
        if let Some(keys) = value.as_object_mut() {
            keys.insert("tariff".to_owned(), json!(tariff));
            keys.insert("setting".to_owned(), json!(setting(*place)));
            keys.insert("says".to_owned(), json!(one.words()));
        }
        value
    });
    let groups: Vec<Value> = groups.collect();
    let pupils: Vec<Value> = report
        .covered
        .iter()
        .map(|one| pupil(report, one))
        .collect();
    let roles = report.totals.missing.iter();
    let roles: Vec<Value> = roles
        .map(|(who, plans)| json!({"who": role(*who), "plans": plans}))
        .collect();
    json!({
        "framework": about.framework.id, "version": about.framework.version, "title": about.title, "notice": about.notice,
        "date": about.as_of, "workspace": about.origin, "rates": named(&about.rates), "cost_book": named(&about.book),
        "share_source": about.share_source, "law": LAW, "lower_bound": LOWER_BOUND,
        "not_yet": about.not_yet, "cannot_map": about.cannot_map, "waiting": report.waiting(),
        "totals": group(&report.totals.all), "by_tariff": groups, "missing_roles": roles, "missing_says": missing(report),
        "pupils": pupils,
    })
}

fn named(file: &Named) -> Value {
    json!({"id": file.id, "title": file.title, "source": file.source, "hash": file.hash.to_string()})
}

fn group(group: &Group) -> Value {
    let cannot: serde_json::Map<String, Value> = (group.cannot.iter())
        .map(|(why, count)| (why.code().to_owned(), json!(count)))
        .collect();
    json!({
        "mapped": group.mapped, "costed": group.costed, "sufficient": group.sufficient, "exceeds": group.exceeds,
        "exceeds_percent": group.percent(), "cannot_be_costed": cannot, "exceed_already": group.already,
        "exceed_with_queried": group.with_queried, "cost": group.cost, "shortfall": group.shortfall(),
        "median_shortfall": group.median(), "largest_shortfall": group.largest(), "rise_for_nine_in_ten": group.rise(),
    })
}

/// One pupil; those whose plans cost more have a state, and their provisions.
pub(super) fn pupil(report: &Report, one: &Covered) -> Value {
    let (case, cost) = (&one.case, &one.cost);
    let (why, left) = match one.verdict {
        Verdict::CannotBeCosted(why, _) => (Some(why.code()), None),
        Verdict::Sufficient(left) => (None, Some(left)),
        Verdict::Exceeds(_) => (None, None),
    };
    let standing = one.verdict.shortfall().map(|_| report.standing(one));
    let lines = standing
        .as_ref()
        .map(|_| cost.lines.iter().map(line).collect::<Vec<_>>());
    let missing: Vec<&str> = cost.missing.iter().map(|who| role(*who)).collect();
    let stale = match &standing {
        Some(Standing::Stale(_, why)) => why.iter().map(|why| why.words()).collect(),
        Some(Standing::Waits(_) | Standing::Settled(_)) | None => Vec::new(),
    };
    json!({
        "ref": case.reference, "setting": setting(case.setting), "tariff": case.tariff, "route": case.route.code(),
        "mapping": case.mapping, "amended": case.amended, "provisions_counted": cost.counted,
        "quantified": cost.quantified, "quantified_percent": cost.quantified_percent(), "priced": cost.priced,
        "missing_roles": missing, "cost": cost.plan.money, "residue": cost.plan.residue, "core": cost.core.money,
        "queried": cost.queried.money, "rate": one.gives.rate.ok(), "share": one.gives.share.ok(),
        "verdict": one.verdict.code(), "why": why, "left": left, "shortfall": one.verdict.shortfall(),
        "shortfall_with_queried": one.with_queried, "state": standing.as_ref().map(Standing::code), "stale": stale,
        "outcome": standing.as_ref().and_then(Standing::outcome).map(outcome), "provisions": lines,
    })
}

/// An outcome on the record.
pub fn outcome(one: &Recorded) -> Value {
    let told = &one.told;
    json!({
        "id": one.id, "outcome": told.outcome.code(), "top_up": told.outcome.top_up(), "by": told.reader.name,
        "date": one.recorded.day(), "reason": told.reason, "shortfall": told.shortfall, "rates": told.rates.0,
        "cost_book": told.book.0, "mapping": told.mapping,
    })
}

fn line(line: &Line) -> Value {
    let (adults, pupils) = line.ratio;
    json!({
        "n": line.n, "text": line.text, "who": role(line.who), "adults": adults, "pupils": pupils, "annual_hours": line.hours,
        "cost": line.cost, "counts": line.counts.code(),
    })
}
