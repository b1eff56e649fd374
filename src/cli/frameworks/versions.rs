//! `continuum frameworks diff` and `adopt`: what changed, what that does to the work, and taking a version.

use std::fmt::Write as _;
use std::path::Path as File;

use serde_json::{Value, json};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::cli::runs;
use crate::domain::adoption::Impact;
use crate::domain::framework::Framework;
use crate::domain::lineage::{Comparison, Fate, Passage, Path};
use crate::domain::printable::printable;
use crate::workspace::files;

use super::framework;

pub(super) fn diff(from: &str, to: &str, as_json: bool, room: &Room) -> Result<(), Failure> {
    let (earlier, later) = (framework(from, room)?, framework(to, room)?);
    let workspace = room.workspace_if_any()?;
    let mut known = vec![earlier.clone(), later.clone()];
    if let Some(workspace) = &workspace {
        known.extend_from_slice(workspace.shelf().frameworks());
    } else {
        known.extend_from_slice(crate::catalogue::shelf(&[]).frameworks());
    }
    let path = Path::between(&earlier, &later, &known);
    let apart = [Comparison::of(&earlier, &later)];
    let steps = path.as_ref().map_or(apart.as_slice(), Path::steps);
    let ours = workspace.filter(|one| one.framework().key == earlier.key);
    let impact = match ours {
        Some(workspace) => {
            let mut bar = Bar::start("Passing mappings on", room);
            Some(workspace.impact(&later, room.now(), &mut bar.watch())?)
        }
        None => None,
    };
    if as_json {
        let steps: Vec<Value> = (steps.iter())
            .map(|step| step_json(step, impact.as_ref()))
            .collect();
        let impact = impact.as_ref().map(impact_json);
        return output::json(&json!({"steps": steps, "impact": impact}));
    }
    let mut text = String::new();
    for step in steps {
        text.push_str(&written(step));
    }
    if let Some(impact) = &impact {
        let _ = writeln!(text, "\nIn this workspace");
        for sentence in impact.sentences() {
            let _ = writeln!(text, "  {sentence}");
        }
    }
    output::text(&printable(&text))
}

pub(super) fn adopt(named: &str, yes: bool, as_json: bool, room: &Room) -> Result<(), Failure> {
    let found = framework(named, room)?;
    let mut workspace = room.made_workspace()?;
    let mut bar = Bar::start("Passing mappings on", room);
    let impact = workspace.impact(&found, room.now(), &mut bar.watch())?;
    if !yes && impact.moved() + impact.back > 0 {
        drop(bar);
        if as_json {
            output::json(
                &json!({"adopted": false, "framework": found.key, "impact": impact_json(&impact)}),
            )?;
        } else {
            output::text(&sentences(&impact))?;
        }
        let what = format!(
            "Nothing was adopted: {} would change what is mapped.",
            found.key
        );
        return Err(Failure::refused(what).hint("With --yes it is adopted, and all this done."));
    }
    let path = File::new(named);
    let impact = if path.is_file() {
        let bytes = files::read(path).map_err(Failure::refused)?;
        workspace.adopt_file((named, &bytes), room.now(), &mut bar.watch())?
    } else {
        workspace.adopt(&found.key, room.now(), &mut bar.watch())?
    };
    drop(bar);
    if as_json {
        return output::json(
            &json!({"adopted": true, "framework": found.key, "impact": impact_json(&impact)}),
        );
    }
    output::line(format!("This workspace maps against {} now.", found.key))?;
    if impact.mapped + impact.there_already + impact.out_of_scope > 0 {
        output::text(&sentences(&impact))?;
    }
    Ok(())
}

fn sentences(impact: &Impact) -> String {
    impact.sentences().join("\n") + "\n"
}

/// A step in lines: what changed of the descriptors, word by word, then the rest.
fn written(step: &Comparison<'_>) -> String {
    let mut text = String::new();
    let (earlier, later) = (&step.earlier.key, &step.later.key);
    let counts: Vec<String> = (step.counts().iter())
        .map(|(fate, count)| format!("{count} {}", fate.word()))
        .collect();
    let _ = writeln!(text, "{earlier} → {later}: {}", counts.join(", "));
    let changed = step.passages.iter();
    for passage in changed.filter(|passage| passage.fate != Fate::Same) {
        let (fate, way, stands) = (passage.fate.word(), passage.way(), passage.stands());
        let _ = writeln!(text, "\n{fate}: {way}; {stands}");
        if let Some(reason) = &passage.reason {
            let _ = writeln!(text, "  because: {reason}");
        }
        for words in words(step, passage) {
            for line in runs::marked(&words).lines() {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    if !step.parts.is_empty() {
        let _ = writeln!(text, "\nThe rest");
    }
    for line in &step.parts {
        let _ = writeln!(text, "  {line}");
    }
    let (gone, new) = &step.rule;
    if !gone.is_empty() || !new.is_empty() {
        let _ = writeln!(text, "\nThe rule");
    }
    for line in gone {
        let _ = writeln!(text, "  - {line}");
    }
    for line in new {
        let _ = writeln!(text, "  + {line}");
    }
    text.push('\n');
    text
}

/// The words of each pair of descriptors of a passage; of one that is new or no more, all of them.
fn words(step: &Comparison<'_>, passage: &Passage) -> Vec<Vec<runs::Words>> {
    let text = |found: Option<&crate::domain::framework::Descriptor>| {
        found.map_or_else(String::new, |one| one.text.clone())
    };
    let before: Vec<String> = passage
        .from
        .iter()
        .map(|id| text(step.before(id)))
        .collect();
    let after: Vec<String> = passage.to.iter().map(|id| text(step.after(id))).collect();
    let pairs = before.len().max(after.len());
    let side = |list: &[String], at: usize| -> String {
        // One that became several is laid beside each of them, and several beside the one they became.
        let at = if list.len() == 1 { 0 } else { at };
        list.get(at).cloned().unwrap_or_default()
    };
    (0..pairs)
        .map(|at| runs::between(&side(&before, at), &side(&after, at)))
        .collect()
}

fn step_json(step: &Comparison<'_>, impact: Option<&Impact>) -> Value {
    let version =
        |one: &Framework| json!({"id": one.key.id, "version": one.key.version, "hash": one.hash});
    let passage = |passage: &Passage| {
        let sends_back = impact.map(|impact| {
            let touched = passage
                .from
                .iter()
                .filter_map(|id| impact.by_descriptor.get(id));
            touched.sum::<u64>()
        });
        json!({"fate": passage.fate, "from": passage.from, "to": passage.to, "carries": passage.carries,
            "reason": passage.reason, "words": words(step, passage), "sends_back": sends_back})
    };
    let passages: Vec<Value> = step.passages.iter().map(passage).collect();
    json!({"from": version(step.earlier), "to": version(step.later), "descriptors": passages,
        "parts": step.parts, "rule": {"gone": step.rule.0, "new": step.rule.1}})
}

fn impact_json(impact: &Impact) -> Value {
    let moved = impact.other_tariff.iter();
    let moved: Vec<Value> = moved
        .map(|((from, to), n)| json!({"from": from, "to": to, "mappings": n}))
        .collect();
    let refused = impact.by_refusal.iter();
    let refused: Vec<Value> = refused
        .map(|(why, n)| json!({"why": why, "mappings": n}))
        .collect();
    json!({"mapped": impact.mapped, "stand": impact.stand, "other_tariff": moved, "back": impact.back,
        "provisions_back": impact.provisions_back, "by_refusal": refused,
        "there_already": impact.there_already, "out_of_scope": impact.out_of_scope})
}
