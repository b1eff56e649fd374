//! `continuum moderate sample`: drawing, and where each sample stands.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::cli::arguments::Sample;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::identity::{PupilRef, RecordId};
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::review::Cohort;
use crate::domain::moderation::sample::Ranked;
use crate::domain::printable::printable;
use crate::workspace::SampleState;

use super::moderator;

pub(super) fn run(order: &Sample, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let drawn = match cohort(order) {
        Some(cohort) => {
            let reader = moderator(order.reader.as_ref(), &workspace);
            Some(
                workspace
                    .draw_sample(cohort, order.seed, reader, room.now())?
                    .id,
            )
        }
        None => None,
    };
    let mut samples = workspace.samples(room.now())?;
    if let Some(drawn) = drawn {
        samples.retain(|one| one.kept.id == drawn);
    }
    if order.json {
        let samples: Vec<Value> = samples.iter().map(told).collect();
        return output::json(&json!({ "samples": samples }));
    }
    if samples.is_empty() {
        return output::line(
            "No sample has been drawn. `continuum moderate sample --officer NAME` draws one.",
        );
    }
    let written: Vec<String> = samples.iter().map(written).collect();
    output::text(&written.join("\n"))
}

fn cohort(order: &Sample) -> Option<Cohort> {
    let named = [
        order.officer.clone().map(Cohort::Officer),
        order.community.clone().map(Cohort::Community),
        order.district.clone().map(Cohort::District),
        order.all.then_some(Cohort::All),
    ];
    named.into_iter().flatten().next()
}

fn told(state: &SampleState) -> Value {
    let drawn = &state.kept.drawn;
    let (kind, name) = drawn.cohort.parts();
    let strata = drawn.sample.strata.iter().map(|stratum| {
        json!({"tariff": tariff(&stratum.result), "of": stratum.of, "drawn": stratum.drawn, "random": stratum.random})
    });
    let members = state.cases.iter().zip(&drawn.sample.members);
    let members = members.map(|(case, member)| {
        let why: Vec<&str> = member.why.iter().map(|why| why.code()).collect();
        json!({"reference": case.reference, "mapping": case.mapping, "officer": case.officer,
            "first": case.first, "why": why, "read": case.moderator.is_some(), "decided": case.decided})
    });
    json!({"sample": state.kept.id, "cohort": {"kind": kind, "name": name}, "seed": drawn.sample.seed,
        "mapped": drawn.sample.of, "recorded": state.kept.recorded, "by": drawn.reader.name,
        "outcome": outcome(state), "strata": strata.collect::<Vec<_>>(), "members": members.collect::<Vec<_>>()})
}

fn tariff(result: &Ranked) -> Option<&str> {
    match result {
        Ranked::CannotMap => None,
        Ranked::Tariff(_, tariff) => Some(tariff.as_str()),
    }
}

fn outcome(state: &SampleState) -> Value {
    let cases: HashMap<&RecordId, &PupilRef> = (state.cases.iter())
        .map(|case| (&case.mapping, &case.reference))
        .collect();
    match &state.outcome {
        Outcome::Empty => json!({"state": "empty"}),
        Outcome::First { left } => json!({"state": "first", "left": left}),
        Outcome::Whole { left } => json!({"state": "whole", "left": left}),
        Outcome::Stands { read } => json!({"state": "stands", "read": read}),
        Outcome::Shift(shift) => {
            let steps = shift.steps.iter();
            let steps =
                steps.map(|step| json!({"measure": step.measure.to_string(), "by": step.by}));
            let lines = shift.lines.iter().map(|line| {
                json!({"reference": cases.get(&line.mapping), "mapping": line.mapping, "measure": line.measure.to_string(),
                    "from": line.from, "to": line.to, "read": line.read})
            });
            json!({"state": "shift", "steps": steps.collect::<Vec<_>>(), "lines": lines.collect::<Vec<_>>()})
        }
        Outcome::Again(scope) => json!({"state": "again", "scope": scope.words()}),
    }
}

fn written(state: &SampleState) -> String {
    let drawn = &state.kept.drawn;
    let read = state.read();
    let mut lines = vec![format!(
        "{} of {} mappings of {} drawn on {} by {} from seed {}: {read} read",
        state.cases.len(),
        drawn.sample.of,
        printable(&drawn.cohort.words()),
        state.kept.recorded.day(),
        printable(&drawn.reader.name),
        drawn.sample.seed,
    )];
    lines.push(format!("  {}", state.outcome.words()));
    for (case, member) in state.cases.iter().zip(&drawn.sample.members) {
        let why: Vec<&str> = member.why.iter().map(|why| why.words()).collect();
        lines.push(format!(
            "  {} {:<12} {:<20} {}; {}",
            if case.first { "first" } else { "later" },
            printable(case.reference.as_str()),
            printable(&case.officer),
            why.join(", "),
            case.decided
                .as_deref()
                .unwrap_or(if case.moderator.is_some() {
                    "read, to be decided"
                } else {
                    "to be read"
                }),
        ));
    }
    lines.join("\n") + "\n"
}
