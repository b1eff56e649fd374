//! What moderation measures, as JSON: numbers are numbers, ranks count from 0, what is not defined is null.

use serde_json::{Map, Value, json};

use crate::domain::framework::Framework;
use crate::domain::identity::RecordId;
use crate::domain::interval::Interval;
use crate::domain::moderation::board::{Board, Sampled};
use crate::domain::moderation::cohort::pattern::{Scope, Step};
use crate::domain::moderation::cohort::{Line, Outcome};
use crate::domain::moderation::drift::Outlook;
use crate::domain::moderation::drift::gap::Gap;
use crate::domain::moderation::drift::series::{Point, Series, between};
use crate::domain::moderation::drift::share::Shares;
use crate::domain::moderation::drift::signal::Signal;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::ruling::{Ruling, What};
use crate::domain::moderation::slice::{Higher, Slice, Sliced};
use crate::domain::moderation::suggested::{Honesty, Share};
use crate::domain::moderation::worth::{Adjusted, Flagged, Says};
use crate::domain::place::Setting;

/// Rounds to six decimals: more would be noise, fewer would hide what is published to five.
pub fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    // No minus before a zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn maybe(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!(rounded(value)))
}

fn pair((low, high): (f64, f64)) -> Value {
    json!([rounded(low), rounded(high)])
}

fn around(interval: Interval) -> Value {
    pair((interval.low, interval.high))
}

fn higher(who: Option<Higher>) -> Value {
    who.map_or(Value::Null, |who| json!(who.words()))
}

/// A measure's code: `tariff`, or the area's id.
fn code(measure: &Measure) -> String {
    measure.to_string()
}

/// Agreement, an object for each slice and measure.
pub fn agreement(slices: &[Sliced], framework: &Framework) -> Vec<Value> {
    let one = |sliced: &Sliced| {
        let found = &sliced.agreement;
        let setting = match &sliced.slice {
            Slice::Setting(setting) => setting.map(|setting| setting.code().to_owned()),
            other @ (Slice::All | Slice::Officer(_) | Slice::Week(_) | Slice::Descriptor(..)) => {
                other.name(framework)
            }
        };
        json!({"slice": sliced.slice.code(), "name": setting, "measure": code(&sliced.measure),
            "n_units": found.units, "left_out": sliced.left_out, "too_few": sliced.too_few(),
            "alpha_ordinal": maybe(found.alpha_ordinal),
            "alpha_ordinal_ci": found.alpha_ordinal_interval.map(pair),
            "ac2_linear": maybe(found.ac2_linear), "exact": maybe(found.exact),
            "within_one": maybe(found.within_one), "mean_difference": maybe(found.mean_difference),
            "higher": higher(sliced.higher()), "levels": sliced.measure.scale(framework), "table": found.table})
    };
    slices.iter().map(one).collect()
}

/// Drift, of everybody or of one officer `only`: signals, series, shares that lie apart, gaps; `reference` names a
/// mapping's pupil.
pub fn drift(
    outlook: &Outlook,
    only: Option<&str>,
    framework: &Framework,
    reference: &dyn Fn(&RecordId) -> String,
) -> Map<String, Value> {
    let wanted = |officer: &String| only.is_none_or(|only| only == officer);
    let signals = outlook.signals.iter().filter(|one| wanted(&one.officer));
    let signals: Vec<Value> = signals
        .map(|one| signal(one, framework, reference))
        .collect();
    let series: Vec<Value> = (outlook.series.iter().filter(|one| wanted(&one.officer)))
        .map(|one| series(one, between(&outlook.series, &one.measure)))
        .collect();
    let apart = outlook
        .shares
        .iter()
        .filter(|one| wanted(&one.officer) && one.apart().next().is_some());
    let shares: Vec<Value> = apart.map(|one| shares(one, framework)).collect();
    let gaps = outlook.gaps.iter().filter(|one| wanted(&one.officer));
    let gaps: Vec<Value> = gaps.map(gap).collect();
    let parts = [
        ("quiet", json!(signals.is_empty())),
        ("signals", json!(signals)),
        ("series", json!(series)),
        ("shares", json!(shares)),
        ("gaps", json!(gaps)),
    ];
    parts
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn signal(one: &Signal, framework: &Framework, reference: &dyn Fn(&RecordId) -> String) -> Value {
    let pupils: Vec<String> = one.mappings.iter().map(reference).collect();
    let (from, to) = one.between;
    json!({"officer": one.officer, "measure": code(&one.measure),
        "setting": one.setting.map(Setting::code), "direction": one.direction().words(),
        "since": one.since.to_string(), "monday": one.since.monday(),
        "between": [from.to_string(), to.to_string()], "by": rounded(one.by), "interval": pair(one.interval),
        "chance": one.chance, "tariff": maybe(one.tariff), "says": one.sentence(framework),
        "pupils": pupils, "mappings": one.mappings})
}

fn series(one: &Series, range: (f64, f64)) -> Value {
    let point = |point: &Point| {
        json!({"week": point.week.to_string(), "mappings": point.mappings, "mean": maybe(point.mean),
            "against": maybe(point.against)})
    };
    let trend = one.trend.map(|trend| {
        json!({"slope": rounded(trend.slope), "low": rounded(trend.low), "high": rounded(trend.high)})
    });
    json!({"officer": one.officer, "measure": code(&one.measure), "sparkline": one.sparkline(range),
        "trend": trend, "points": one.points.iter().map(point).collect::<Vec<_>>()})
}

fn shares(one: &Shares, framework: &Framework) -> Value {
    let ranks = one.ranks.iter().enumerate().map(|(rank, share)| {
        json!({"rank": one.measure.rank_words(framework, Some(rank)), "count": share.count,
            "interval": around(share.interval), "baseline": maybe(share.baseline),
            "baseline_interval": around(share.baseline_interval), "apart": share.apart()})
    });
    json!({"officer": one.officer, "measure": code(&one.measure),
        "setting": one.setting.map(Setting::code), "mappings": one.mappings,
        "moderated": one.moderated, "ranks": ranks.collect::<Vec<_>>()})
}

fn gap(one: &Gap) -> Value {
    json!({"officer": one.officer, "measure": code(&one.measure), "pairs": one.pairs, "too_few": one.too_few(),
        "mean": maybe(one.mean), "interval": one.interval.map(pair), "higher": higher(one.higher())})
}

/// Flag rules, an object each.
pub fn flags(flags: &[Flagged]) -> Vec<Value> {
    flags.iter().map(flag).collect()
}

fn flag(one: &Flagged) -> Value {
    let worth = one.worth.as_ref().map(|worth| {
        let says = match worth.says() {
            Says::More => "more",
            Says::Less => "less",
            Says::Alike => "alike",
        };
        let difference = worth.difference;
        json!({"flagged": adjusted(worth.flagged), "random": adjusted(worth.random),
            "difference": maybe(difference.map(|(apart, ..)| apart)),
            "difference_ci": difference.map(|(_, low, high)| pair((low, high))),
            "too_few": worth.too_few(), "says": says, "sentence": worth.sentence()})
    });
    json!({"rule": one.rule.code(), "carried": one.carried, "harmless": one.harmless, "weight": one.weight, "worth": worth})
}

/// Whether suggestions are any good.
pub fn suggestions(honesty: &Honesty) -> Map<String, Value> {
    let blind = [("all", &honesty.all), ("random", &honesty.random)];
    let blind = blind.map(|(of, hits)| {
        json!({"of": of, "readings": hits.readings, "first": share(hits.first), "top_three": share(hits.top),
            "abstained": share(hits.abstained)})
    });
    let parts = [
        ("blind", json!(blind)),
        ("shown", share(honesty.shown)),
        ("taken", share(honesty.taken)),
        ("changed_after_reveal", share(honesty.revealed)),
        ("adjusted", share(honesty.adjusted)),
    ];
    let named = parts.map(|(key, value)| (key.to_owned(), value));
    named.into_iter().collect()
}

fn share(one: Share) -> Value {
    json!({"count": one.count, "of": one.of, "share": maybe(one.share()), "interval": one.interval().map(around)})
}

fn adjusted(one: Adjusted) -> Value {
    json!({"reviewed": one.reviewed, "adjusted": one.adjusted, "share": maybe(one.share),
        "interval": around(one.interval)})
}

/// The whole report for a board.
pub fn board(board: &Board, framework: &Framework) -> Map<String, Value> {
    let reference = |mapping: &RecordId| board.reference(mapping);
    let decided = board.decided.iter().map(|((stream, decision), count)| {
        json!({"stream": stream, "decision": decision, "reviews": count})
    });
    let changes = board.changes.iter().map(|one| {
        let (area, level) = one.descriptor.clone().unzip();
        json!({"reference": one.reference, "officer": one.officer, "from": one.from, "to": one.to, "area": area,
            "level": level.flatten(), "stream": one.stream, "by": one.by, "at": one.at.day(),
            "reason": one.reason, "taken_back": one.taken_back})
    });
    let referred = board.referred.iter().map(|one| {
        json!({"reference": one.reference, "officer": one.officer, "decision": one.decision, "by": one.by,
            "at": one.at.day(), "reason": one.reason, "now": one.now})
    });
    let harmless = board.harmless.iter().map(|one| {
        json!({"rule": one.rule.code(), "by": one.by, "on": one.on, "reason": one.reason, "mappings": one.mappings})
    });
    let samples = board
        .samples
        .iter()
        .map(|one| sampled(one, framework, &reference));
    let parts = [
        ("framework", json!(framework.key.id)),
        ("version", json!(framework.key.version)),
        ("title", json!(framework.title)),
        ("notice", json!(framework.notice)),
        ("hash", json!(framework.hash)),
        ("date", json!(board.as_of)),
        ("workspace", json!(board.origin)),
        ("mapped", json!(board.mapped)),
        ("officers", json!(board.officers)),
        ("pairs", json!(board.pairs)),
        ("tolerance", json!(board.tolerance)),
        ("samples", samples.collect()),
        ("decided", decided.collect()),
        ("agreement", json!(agreement(&board.agreement, framework))),
        (
            "drift",
            Value::Object(drift(&board.drift, None, framework, &reference)),
        ),
        ("flags", json!(flags(&board.flags))),
        ("suggestions", json!(suggestions(&board.suggestions))),
        ("changes", changes.collect()),
        ("referred", referred.collect()),
        ("harmless", harmless.collect()),
    ];
    parts
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn sampled(one: &Sampled, framework: &Framework, reference: &dyn Fn(&RecordId) -> String) -> Value {
    let drawn = &one.kept.drawn;
    let (kind, name) = drawn.cohort.parts();
    let outside = one.outside.iter();
    let outside: Map<String, Value> = outside
        .map(|(measure, count)| (code(measure), json!(count)))
        .collect();
    let outcome = outcome(&one.outcome, framework, reference);
    json!({"sample": one.kept.id, "cohort": {"kind": kind, "name": name}, "seed": drawn.sample.seed,
        "by": drawn.reader.name, "at": one.kept.recorded.day(), "mapped": drawn.sample.of,
        "drawn": drawn.sample.members.len(), "read": one.read, "outside": outside, "outcome": outcome,
        "ruling": one.ruling.as_ref().map(|one| ruling(one, framework))})
}

/// What was carried out of a cohort's outcome: which, by whom, with whom, when, of how many mappings, in a sentence.
pub fn ruling(one: &Ruling, framework: &Framework) -> Value {
    let (kind, with) = match &one.ruled.what {
        What::Shift { second, .. } => ("shift", Some(second)),
        What::Again(_) => ("again", None),
    };
    json!({"ruling": one.id, "kind": kind, "by": one.ruled.reader.name, "with": with, "at": one.recorded.day(),
        "mappings": one.ruled.mappings.len(), "says": one.sentence(framework)})
}

/// Where a cohort stands: `state`, how many are `left`, what is to be mapped again, in a sentence, and a proposed shift mapping
/// by mapping.
pub fn outcome(
    outcome: &Outcome,
    framework: &Framework,
    reference: &dyn Fn(&RecordId) -> String,
) -> Value {
    let (state, left) = state(outcome);
    let (steps, lines) = match outcome {
        Outcome::Shift(shift) => (shift.steps.as_slice(), shift.lines.as_slice()),
        Outcome::Empty
        | Outcome::First { .. }
        | Outcome::Whole { .. }
        | Outcome::Stands { .. }
        | Outcome::Again(_) => (&[][..], &[][..]),
    };
    let step = |one: &Step| json!({"measure": code(&one.measure), "by": one.by});
    let line = |one: &Line| {
        let rank = |rank| one.measure.rank_words(framework, Some(rank));
        json!({"reference": reference(&one.mapping), "measure": code(&one.measure), "from": rank(one.from),
            "to": rank(one.to), "read": one.read})
    };
    json!({"state": state, "left": left, "scope": scope(outcome, framework),
        "says": outcome.sentence(framework), "steps": steps.iter().map(step).collect::<Vec<_>>(),
        "lines": lines.iter().map(line).collect::<Vec<_>>()})
}

fn state(outcome: &Outcome) -> (&'static str, Option<usize>) {
    match outcome {
        Outcome::Empty => ("empty", None),
        Outcome::First { left } => ("first", Some(*left)),
        Outcome::Whole { left } => ("whole", Some(*left)),
        Outcome::Stands { .. } => ("stands", None),
        Outcome::Shift(_) => ("shift", None),
        Outcome::Again(_) => ("again", None),
    }
}

/// What is to be mapped again: all of the cohort, an area, or a descriptor; nothing where nothing is.
fn scope(outcome: &Outcome, framework: &Framework) -> Value {
    let Outcome::Again(scope) = outcome else {
        return Value::Null;
    };
    match scope {
        Scope::Cohort => json!({"area": null, "level": null}),
        Scope::Area(area) => json!({"area": area, "level": null}),
        Scope::Descriptor(area, rank) => {
            let level = Measure::Area(area.clone()).rank_words(framework, Some(*rank));
            json!({"area": area, "level": level})
        }
    }
}
