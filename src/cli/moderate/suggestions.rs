//! `continuum moderate suggestions`: whether they are any good, and turning them off for everyone.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::arguments::Suggestions;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::moderation::notice::Notice;
use crate::domain::moderation::suggested::{Hits, Honesty};
use crate::domain::printable::printable;
use crate::exchange::moderation;

use super::moderator;

pub(super) fn run(order: &Suggestions, room: &Room) -> Result<(), Failure> {
    if order.off || order.on {
        return rule(order, room);
    }
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Trying suggestions", room);
    let honesty = workspace.suggestions_honesty(room.now(), &mut bar.watch())?;
    drop(bar);
    let off = workspace.suggestions_off()?;
    if order.json {
        let mut told = super::head(&workspace, room);
        told.insert("off".to_owned(), json!(off.as_ref().map(ruled)));
        told.extend(moderation::json::suggestions(&honesty));
        return output::json(&told);
    }
    output::text(&printable(&written(&honesty, off.as_ref())))
}

fn ruled(notice: &Notice) -> Value {
    json!({"by": notice.reader.name, "at": notice.recorded, "reason": notice.reason})
}

fn rule(order: &Suggestions, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = moderator(order.reader.as_ref(), &workspace);
    let reason = order.reason.as_deref().unwrap_or_default();
    let off = workspace.rule_suggestions(order.off, &reader, reason, room.now())?;
    if order.json {
        return output::json(&json!({"off": off.as_ref().map(ruled)}));
    }
    output::line(printable(&match &off {
        None => "Suggestions are on again; every reader may still hide them (h).".to_owned(),
        Some(off) if order.off => {
            "Suggestions are off for everyone here, and for everyone who takes a bundle from here."
                .to_owned()
                + &other(off, &reader.name)
        }
        Some(off) => format!(
            "Your word is taken back. Suggestions stay off: {} turned them off in another workspace, and that word is taken back there alone.",
            off.reader.name
        ),
    }))
}

/// Who else has them off, where it is somebody else.
fn other(off: &Notice, own: &str) -> String {
    if off.reader.name == own {
        return String::new();
    }
    format!(" {} has them off too.", off.reader.name)
}

fn written(honesty: &Honesty, off: Option<&Notice>) -> String {
    let mut text = String::new();
    if let Some(off) = off {
        let _ = writeln!(
            text,
            "Suggestions are off for everyone, by {} since {}: {}\n",
            off.reader.name,
            off.recorded.day().long(),
            off.reason
        );
    }
    hits(&mut text, "All blind readings", &honesty.all);
    hits(&mut text, "Those of the random samples", &honesty.random);
    let lines = [
        ("Shown, of officers' provisions", honesty.shown),
        ("Taken, of those shown", honesty.taken),
        (
            "Mappings with one taken, changed after the tariff was shown",
            honesty.revealed,
        ),
        (
            "Taken and reviewed, changed by an adjustment",
            honesty.adjusted,
        ),
    ];
    for (what, share) in lines {
        let _ = writeln!(text, "{what}: {}", share.words());
    }
    text
}

fn hits(text: &mut String, what: &str, hits: &Hits) {
    let _ = writeln!(text, "{what}: {}", hits.readings);
    let lines = [
        ("the first would have named a level given", hits.first),
        ("one of three would have", hits.top),
        ("nothing would have been suggested", hits.abstained),
    ];
    for (what, share) in lines {
        let _ = writeln!(text, "  {what}: {}", share.words());
    }
}
