//! `continuum keys`: what colleagues know this workspace by, and whom it trusts.

use std::path::Path;

use serde::Serialize;

use crate::domain::colleague::Colleague;
use crate::domain::printable::printable;
use crate::workspace::{Problem, files};

use super::arguments::{DistrustKeys, Keys, KeysCommand, NewKeys, TrustKeys};
use super::failure::Failure;
use super::output;
use super::room::Room;

/// The JSON of somebody's keys.
#[derive(Serialize)]
struct Listed {
    name: String,
    fingerprint: String,
    origin: String,
    line: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<bool>,
}

fn listed(colleague: &Colleague, new: Option<bool>) -> Listed {
    Listed {
        name: colleague.name.clone(),
        fingerprint: colleague.fingerprint(),
        origin: colleague.origin.to_string(),
        line: colleague.line(),
        new,
    }
}

pub(super) fn run(order: &Keys, room: &Room) -> Result<(), Failure> {
    match &order.command {
        KeysCommand::New(order) => new(order, room),
        KeysCommand::Show(order) => {
            let own = room.workspace()?.keys()?.ok_or(Problem::NoKeys)?;
            show(&own, order.json)
        }
        KeysCommand::List(order) => list(order.json, room),
        KeysCommand::Trust(order) => trust(order, room),
        KeysCommand::Distrust(order) => distrust(order, room),
    }
}

fn distrust(order: &DistrustKeys, room: &Room) -> Result<(), Failure> {
    let former = room.workspace()?.distrust(&order.colleague, room.now())?;
    if order.json {
        return output::json(&listed(&former, None));
    }
    let text = format!(
        "{former} is trusted no longer: what they recorded stands, nothing more of theirs comes in, and nothing goes to them.",
    );
    output::line(printable(&text))
}

fn new(order: &NewKeys, room: &Room) -> Result<(), Failure> {
    let own = room.made(|workspace| Ok(workspace.name_keys(order.name.as_deref())?))?;
    show(&own, order.json)
}

fn show(own: &Colleague, as_json: bool) -> Result<(), Failure> {
    if as_json {
        return output::json(&listed(own, None));
    }
    let text = format!(
        "{}\n\nHand this line to your colleagues; it is no secret. They compare the fingerprint with you on another way:\n{}\n",
        own.line(),
        own.fingerprint()
    );
    output::text(&printable(&text))
}

fn list(as_json: bool, room: &Room) -> Result<(), Failure> {
    let colleagues = room.workspace()?.colleagues()?;
    if as_json {
        let all: Vec<_> = colleagues.iter().map(|one| listed(one, None)).collect();
        return output::json(&all);
    }
    if colleagues.is_empty() {
        return output::line(
            "Nobody is trusted yet. `continuum keys trust` takes a colleague's line.",
        );
    }
    let lines = colleagues
        .iter()
        .map(|one| format!("{}  {}\n", one.fingerprint(), one.name));
    output::text(&printable(&lines.collect::<String>()))
}

fn trust(order: &TrustKeys, room: &Room) -> Result<(), Failure> {
    let lines = lines(&order.line)?;
    let trusted = room.made(|workspace| Ok(workspace.trust(&lines, room.now())?))?;
    let trusted: Vec<_> = (trusted.iter())
        .map(|(colleague, is_new)| listed(colleague, Some(*is_new)))
        .collect();
    if order.json {
        return output::json(&trusted);
    }
    for one in &trusted {
        let what = if one.new == Some(true) {
            "is trusted now"
        } else {
            "was trusted already"
        };
        let text = format!(
            "{} {what}. Compare the fingerprint with them: {}",
            one.name, one.fingerprint
        );
        output::line(printable(&text))?;
    }
    Ok(())
}

/// The lines that were typed, or those of the file that was named.
fn lines(typed: &[String]) -> Result<Vec<String>, Failure> {
    let [one] = typed else {
        return Ok(vec![typed.join(" ")]);
    };
    if !Path::new(one).is_file() {
        return Ok(vec![one.clone()]);
    }
    let bytes = files::read(Path::new(one)).map_err(Failure::refused)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).zip(1..);
    let lines: Vec<(&str, usize)> = lines.filter(|(line, _)| !line.is_empty()).collect();
    if lines.is_empty() {
        let what = format!("\"{one}\" is empty; nothing was read");
        return Err(Failure::refused(what));
    }
    let line = |(line, number): &(&str, usize)| match Colleague::read(line) {
        Ok(_) => Ok((*line).to_owned()),
        Err(fault) => Err(Failure::refused(format!(
            "\"{one}\", line {number}: {fault}"
        ))),
    };
    lines.iter().map(line).collect()
}
