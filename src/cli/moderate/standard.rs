//! `continuum moderate standard`: where officers stand with the standardisation set, and their readings of it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::{ShowOrder, SitOrder, StandardCommand, StandardOrder};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::identity::PlanId;
use crate::domain::moderation::readings::side_words;
use crate::domain::moderation::standard::{Attempt, Passed, Standing};
use crate::domain::moderation::stands::Sat;
use crate::domain::printable::printable;
use crate::exchange::judgements;
use crate::workspace::{Workspace, files};

use super::head;

pub(super) fn run(order: &StandardOrder, room: &Room) -> Result<(), Failure> {
    match &order.what {
        None => list(order, room),
        Some(StandardCommand::Read(order)) => read(order, room),
        Some(StandardCommand::Show(order)) => show(order, room),
    }
}

fn list(order: &StandardOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let stands = workspace.stands(room.now())?;
    if order.json {
        let mut told = head(&workspace, room);
        let officers: Vec<Value> = stands.iter().map(|one| standing(&one.standing)).collect();
        told.insert("officers".to_owned(), json!(officers));
        return output::json(&told);
    }
    if stands.is_empty() {
        return output::line(
            "There is no standardisation set. `continuum moderate agreed add REF --for standard` takes what was moderated into it.",
        );
    }
    let mut text = String::new();
    for one in &stands {
        let _ = writeln!(
            text,
            "{:<20} {}",
            printable(&one.officer),
            one.standing.words()
        );
    }
    output::text(&text)
}

fn standing(one: &Standing) -> Value {
    json!({"officer": one.officer, "state": one.state.code(), "says": one.words(), "left": one.left.len(),
        "attempts": one.attempts.iter().map(attempt).collect::<Vec<_>>()})
}

fn attempt(one: &Attempt) -> Value {
    json!({"attempt": one.attempt, "read": one.read, "of": one.of, "outside": outside(one),
        "passed": passed(one)})
}

/// How many lay outside; nothing before the whole attempt is read, so that nobody learns plan by plan.
fn outside(one: &Attempt) -> Option<usize> {
    one.is_whole().then_some(one.outside)
}

fn passed(one: &Attempt) -> Option<bool> {
    one.is_whole().then_some(one.result == Passed::Yes)
}

fn read(order: &SitOrder, room: &Room) -> Result<(), Failure> {
    let bytes = files::read(&order.from).map_err(Failure::refused)?;
    let name = order.from.display().to_string();
    let given = judgements::read(&name, &bytes).map_err(Failure::refused)?;
    let mut workspace = room.workspace()?;
    let officer = officer(order.reader.as_ref(), &workspace);
    workspace.read_standard(&order.reference, given, &officer, room.now())?;
    tell(&workspace, &officer, order.json, room)
}

fn show(order: &ShowOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let officer = officer(order.reader.as_ref(), &workspace);
    tell(&workspace, &officer, order.json, room)
}

fn officer(named: Option<&String>, workspace: &Workspace) -> String {
    named.unwrap_or(&workspace.reader().name).clone()
}

fn tell(workspace: &Workspace, officer: &str, json: bool, room: &Room) -> Result<(), Failure> {
    let sat = workspace.sat(officer, room.now())?;
    let framework = workspace.framework();
    if json {
        return output::json(&told(&sat, framework));
    }
    output::text(&written(&sat, framework))
}

fn reference<'a>(sat: &'a Sat, plan: &'a PlanId) -> &'a str {
    let known = sat.references.get(plan);
    known.map_or(plan.as_str(), |reference| reference.as_str())
}

fn told(sat: &Sat, framework: &Framework) -> Value {
    let mut told = standing(&sat.standing);
    let left = sat.standing.left.iter();
    let left: Vec<&str> = left.map(|plan| reference(sat, plan)).collect();
    let whole = sat.standing.last_whole().map(|one| {
        let plans = one.plans.iter().map(|(plan, difference)| {
            let sides = difference.sides.iter().map(|side| {
                json!({"measure": side.measure.to_string(), "read": side.measure.rank_words(framework, side.read),
                    "agreed": side.measure.rank_words(framework, side.agreed), "by": side.by, "within": side.within})
            });
            json!({"reference": reference(sat, plan), "within": difference.within(),
                "sides": sides.collect::<Vec<_>>()})
        });
        json!({"attempt": one.attempt, "outside": outside(one), "passed": passed(one),
            "plans": plans.collect::<Vec<_>>()})
    });
    if let Some(fields) = told.as_object_mut() {
        fields.insert("to_read".to_owned(), json!(left));
        fields.insert("whole".to_owned(), json!(whole));
    }
    told
}

fn written(sat: &Sat, framework: &Framework) -> String {
    let standing = &sat.standing;
    let mut text = format!("{}: {}\n", printable(&standing.officer), standing.words());
    if let Some(next) = standing.left.first() {
        let _ = writeln!(
            text,
            "Next: {} (and {} more). continuum moderate standard read REF --from FILE.json",
            printable(reference(sat, next)),
            standing.left.len() - 1
        );
    }
    let Some(whole) = standing.last_whole() else {
        return text;
    };
    let _ = writeln!(
        text,
        "Attempt {}: {} of {} outside tolerance",
        whole.attempt, whole.outside, whole.of
    );
    for (plan, difference) in &whole.plans {
        let _ = writeln!(text, "  {}", printable(reference(sat, plan)));
        for side in &difference.sides {
            let _ = writeln!(
                text,
                "    {:<8} {:<18} agreed {:<18} {}",
                side.measure.to_string(),
                side.measure.rank_words(framework, side.read),
                side.measure.rank_words(framework, side.agreed),
                side_words(side)
            );
        }
    }
    text
}
