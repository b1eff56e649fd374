//! `continuum moderate sample`: drawing, and where each sample stands.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::cli::arguments::Sample;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilRef, RecordId};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::Ranked;
use crate::domain::printable::printable;
use crate::exchange::moderation::json;
use crate::workspace::SampleState;

use super::{audit, moderator};

pub(super) fn run(order: &Sample, room: &Room) -> Result<(), Failure> {
    if let Some(wanted) = order.wish.audit {
        return audit::draw(order, wanted, room);
    }
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
    let framework = workspace.framework().clone();
    if order.json {
        let samples: Vec<Value> = (samples.iter()).map(|one| told(one, &framework)).collect();
        return output::json(&json!({ "samples": samples }));
    }
    if samples.is_empty() {
        return output::line(
            "No sample has been drawn. `continuum moderate sample --officer NAME` draws one.",
        );
    }
    let written: Vec<String> = (samples.iter())
        .map(|one| written(one, &framework))
        .collect();
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

fn told(state: &SampleState, framework: &Framework) -> Value {
    let cases: HashMap<&RecordId, &PupilRef> = (state.cases.iter())
        .map(|case| (&case.mapping, &case.reference))
        .collect();
    let touched = state.outcome.lines().iter();
    let touched: HashMap<&RecordId, &PupilRef> = touched
        .filter_map(|one| Some((&one.mapping, state.names.get(&one.pupil)?)))
        .collect();
    let reference = |mapping: &RecordId| {
        let named = cases.get(mapping).or_else(|| touched.get(mapping));
        named.map_or_else(|| mapping.to_string(), ToString::to_string)
    };
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
        "outcome": json::outcome(&state.outcome, framework, &reference), "strata": strata.collect::<Vec<_>>(), "members": members.collect::<Vec<_>>(),
        "ruling": state.ruling.as_ref().map(|one| json::ruling(one, framework))})
}

fn tariff(result: &Ranked) -> Option<&str> {
    match result {
        Ranked::CannotMap => None,
        Ranked::Tariff(_, tariff) => Some(tariff.as_str()),
    }
}

fn written(state: &SampleState, framework: &Framework) -> String {
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
    lines.push(format!("  sample {}", state.kept.id));
    lines.push(format!("  {}", state.outcome.sentence(framework)));
    if let Some(ruling) = &state.ruling {
        lines.push(format!("  {}", printable(&ruling.sentence(framework))));
    } else if state.outcome.is_to_carry() {
        lines.push(format!(
            "  continuum moderate carry {} --dry-run says pupil by pupil what carrying it out does.",
            state.kept.id
        ));
    }
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
