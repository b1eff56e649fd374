//! A framework as JSON with stable keys.

use serde_json::{Value, json};

use crate::domain::derivation::{Adjust, Condition, Cut, Cuts, Derivation, DerivationKind, Rule};
use crate::domain::framework::{Area, Descriptor, Framework, Level, Lineage, Tariff};

/// Gives the whole framework as JSON; lists keep the file's order, which is the rank.
///
/// Empty `phases` and `settings` of a descriptor, tariff, rule or adjustment mean all.
pub fn json(framework: &Framework) -> Value {
    json!({
        "id": framework.key.id,
        "version": framework.key.version,
        "hash": framework.hash,
        "title": framework.title,
        "status": framework.status,
        "authority": framework.authority,
        "effective_from": framework.effective_from,
        "previous": framework.previous,
        "notice": framework.notice,
        "phases": framework.phases,
        "scope": framework.scope,
        "year": framework.year,
        "walk": framework.walk,
        "levels": list(&framework.levels, level),
        "areas": list(&framework.areas, area),
        "descriptors": list(&framework.descriptors, descriptor),
        "tariffs": list(&framework.tariffs, tariff),
        "derivation": derivation(&framework.derivation),
        "lineage": list(&framework.lineage, lineage),
    })
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Vec<Value> {
    items.iter().map(one).collect()
}

fn level(level: &Level) -> Value {
    json!({ "id": level.id, "name": level.name, "points": level.points })
}

fn area(area: &Area) -> Value {
    json!({
        "id": area.id,
        "name": area.name,
        "code": area.code,
        "parent": area.parent,
        "levels": area.levels,
        "weight": area.weight,
        "cap": area.cap,
    })
}

fn descriptor(descriptor: &Descriptor) -> Value {
    json!({
        "id": descriptor.id,
        "area": descriptor.area,
        "level": descriptor.level,
        "kind": descriptor.kind,
        "text": descriptor.text,
        "phases": descriptor.phases,
        "settings": descriptor.settings,
        "points": descriptor.points,
        "exclusive": descriptor.exclusive,
    })
}

fn tariff(tariff: &Tariff) -> Value {
    json!({
        "id": tariff.id,
        "name": tariff.name,
        "route": tariff.route,
        "settings": tariff.settings,
        "open": tariff.open,
    })
}

fn derivation(derivation: &Derivation) -> Value {
    let (kind, table, rows) = match &derivation.kind {
        DerivationKind::Reader => ("reader", None, Value::Null),
        DerivationKind::Highest(map) => ("highest", Some("map"), json!(map)),
        DerivationKind::Rules(rules) => ("rules", Some("rules"), json!(list(rules, rule))),
        DerivationKind::Points(rows) => ("points", Some("cuts"), cuts(rows)),
        DerivationKind::Primary(table) => ("primary", Some("table"), json!(table)),
        DerivationKind::Hours(hours) => ("hours", Some("cuts"), cuts(&hours.cuts)),
        DerivationKind::Several(table) => ("several", Some("map"), json!(table)),
    };
    let adjust = |adjust: &Adjust| json!({ "settings": adjust.settings, "phases": adjust.phases, "shift": adjust.shift });
    let mut value = json!({
        "kind": kind,
        "area_level": derivation.area_level,
        "adjust": list(&derivation.adjust, adjust),
    });
    if let (Some(table), Some(object)) = (table, value.as_object_mut()) {
        object.insert(table.to_owned(), rows);
    }
    let (margin, caps) = match &derivation.kind {
        DerivationKind::Points(cuts) => (cuts.margin, None),
        DerivationKind::Hours(hours) => (hours.cuts.margin, Some(hours)),
        DerivationKind::Reader
        | DerivationKind::Highest(_)
        | DerivationKind::Rules(_)
        | DerivationKind::Primary(_)
        | DerivationKind::Several(_) => return value,
    };
    if let Some(object) = value.as_object_mut() {
        object.insert("margin".to_owned(), json!(margin));
        if let Some(hours) = caps {
            object.insert("cap_per_week".to_owned(), json!(hours.cap_per_week));
            object.insert("cap_per_role".to_owned(), json!(hours.cap_per_role));
        }
    }
    value
}

fn cuts(cuts: &Cuts) -> Value {
    let cut = |cut: &Cut| {
        json!({
            "from": cut.from,
            "tariff": cut.tariff,
            "settings": cut.settings,
            "phases": cut.phases,
        })
    };
    json!(list(&cuts.rows, cut))
}

fn rule(rule: &Rule) -> Value {
    let condition = |condition: &Condition| match condition {
        Condition::Count { count, at_least } => json!({ "count": count, "at_least": at_least }),
        Condition::Area { area, at_least } => json!({ "area": area, "at_least": at_least }),
    };
    json!({
        "tariff": rule.tariff,
        "when": list(&rule.when, condition),
        "settings": rule.settings,
        "phases": rule.phases,
    })
}

fn lineage(lineage: &Lineage) -> Value {
    json!({
        "from": lineage.from,
        "to": lineage.to,
        "kind": lineage.kind,
        "carries": lineage.carries,
        "reason": lineage.reason,
    })
}
