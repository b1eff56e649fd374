//! `continuum moderate carry`: a cohort's outcome carried out, or what that would do.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::CarryOrder;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::moderation::ruling::{Carry, Moved, Proposal, Ruling, Side};
use crate::domain::printable::printable;

use super::moderator;

pub(super) fn run(order: &CarryOrder, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let sample = workspace.sample(&order.sample)?.id;
    let mut bar = Bar::start("Reading what mappings came to", room);
    let (ruling, proposal) = if order.dry_run {
        let proposal = workspace.proposal(&sample, room.now(), &mut bar.watch())?;
        (None, proposal)
    } else {
        let carry = Carry {
            sample,
            second: order.with.clone(),
            reason: order.reason.clone().unwrap_or_default(),
            shown: order.shown.clone(),
        };
        let reader = moderator(order.reader.as_ref(), &workspace);
        let done = workspace.carry_out(&carry, &reader, room.now(), &mut bar.watch())?;
        (Some(done.0), done.1)
    };
    drop(bar);
    let framework = workspace.framework();
    if order.json {
        return output::json(&told(&proposal, ruling.as_ref(), framework));
    }
    output::text(&printable(&written(&proposal, ruling.as_ref(), framework)))
}

fn told(proposal: &Proposal, ruling: Option<&Ruling>, framework: &Framework) -> Value {
    let side = |one: &Side| {
        let rank = |rank| one.measure.rank_words(framework, rank);
        json!({"measure": one.measure.to_string(), "from": rank(one.from), "to": rank(one.to)})
    };
    let moved = proposal.moved.iter().map(|one: &Moved| {
        json!({"reference": one.reference, "mapping": one.mapping, "officer": one.officer, "read": one.read,
            "changes": one.sides.iter().map(side).collect::<Vec<_>>()})
    });
    let left = proposal.left.iter();
    let left = left.map(|one| json!({"reference": one.reference, "why": one.why}));
    let says = ruling.map_or_else(
        || proposal.sentence(framework),
        |ruling| ruling.sentence(framework),
    );
    json!({"sample": proposal.sample, "kind": if proposal.is_shift() { "shift" } else { "again" },
        "shown": proposal.mark(), "ruling": ruling.map(|ruling| &ruling.id), "says": says,
        "moved": moved.collect::<Vec<_>>(), "left": left.collect::<Vec<_>>()})
}

fn written(proposal: &Proposal, ruling: Option<&Ruling>, framework: &Framework) -> String {
    let mut text = String::new();
    match ruling {
        Some(ruling) => {
            let _ = writeln!(text, "{}", ruling.sentence(framework));
        }
        None => {
            let _ = writeln!(
                text,
                "Would be done, and is known by {}: {}",
                proposal.mark(),
                proposal.sentence(framework)
            );
        }
    }
    for one in &proposal.moved {
        let _ = writeln!(text, "  {:<14} {}", one.reference, one.words(framework));
    }
    for one in &proposal.left {
        let _ = writeln!(text, "  {:<14} stays: {}", one.reference, one.why);
    }
    if ruling.is_none() {
        let with = if proposal.is_shift() {
            " --with SECOND-NAME"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "Nothing was changed. continuum moderate carry {}{with} --shown {} --reason … does it.",
            proposal.sample,
            proposal.mark()
        );
    }
    text
}
