//! `continuum verify`: walks the chains of records again and recounts.

use serde::Serialize;

use crate::domain::day::Moment;

use super::arguments::Verify;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

/// The JSON of a verification.
#[derive(Serialize)]
struct Checked {
    ok: bool,
    keyed: bool,
    records: usize,
    awaited: usize,
    chains: Vec<Chain>,
    against: Option<Against>,
    faults: Vec<String>,
}

/// The backup whose heads were held against the chains.
#[derive(Serialize)]
struct Against {
    backup: String,
    made: Moment,
    heads: usize,
}

/// One origin's chain.
#[derive(Serialize)]
struct Chain {
    origin: String,
    records: i64,
    head: String,
}

pub(super) fn run(order: &Verify, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let (mut verified, mended) = {
        let mut bar = Bar::start("Checking the file", room);
        workspace.verify_whole(room.now(), &mut bar.watch())?
    };
    let against = match &order.against {
        Some(backup) => {
            let (made, heads, faults) = workspace.against(backup)?;
            verified.faults.extend(faults);
            Some(Against {
                backup: backup.display().to_string(),
                made,
                heads,
            })
        }
        None => None,
    };
    let checked = Checked {
        against,
        ok: verified.faults.is_empty(),
        keyed: verified.keyed,
        records: verified.records,
        awaited: verified.awaited,
        chains: (verified.chains.iter())
            .map(|chain| Chain {
                origin: chain.origin.to_string(),
                records: chain.length,
                head: chain.link.to_string(),
            })
            .collect(),
        faults: verified.faults.iter().map(ToString::to_string).collect(),
    };
    if order.json {
        output::json(&checked)?;
    } else {
        output::text(&written(&checked))?;
    }
    if checked.ok {
        return Ok(());
    }
    if verified.faults.iter().all(|fault| fault.fact) {
        let what = format!(
            "Facts that no record holds are not as they were written ({}).",
            checked.faults.len()
        );
        let hint = "Every record is as it was recorded. `continuum restore` puts a backup in the workspace's place; or import the file that is named again, so that what it says counts.";
        return Err(Failure::refused(what).hint(hint));
    }
    if mended && checked.faults.len() == 1 {
        let what = "The counts kept for the distribution were not those of the records.";
        let hint = "They were made anew. Every record is as it was recorded.";
        return Err(Failure::refused(what).hint(hint));
    }
    Err(Failure::refused(format!(
        "{} records or tables are not as they were recorded.",
        checked.faults.len()
    ))
    .hint(
        "Keep this workspace's folder as it is: `continuum restore` puts a backup in its place, and `continuum repair` saves what can be read.",
    ))
}

fn written(checked: &Checked) -> String {
    let mut lines = vec![format!(
        "{} records in {}.",
        checked.records,
        match checked.chains.len() {
            1 => "1 chain".to_owned(),
            many => format!("{many} chains"),
        }
    )];
    for chain in &checked.chains {
        lines.push(format!(
            "  {}: {} records, head {}",
            chain.origin, chain.records, chain.head
        ));
    }
    if checked.awaited > 0 {
        lines.push(format!(
            "  {} more are in the chains of colleagues and have not come.",
            checked.awaited
        ));
    }
    if !checked.keyed {
        lines.push(
            "! The workspace's key is not here: a forger with another key would not show."
                .to_owned(),
        );
    }
    if let Some(against) = &checked.against {
        lines.push(format!(
            "  Held against the {} signed heads of the backup of {}.",
            against.heads,
            against.made.long()
        ));
    }
    lines.extend(checked.faults.iter().map(|fault| format!("! {fault}")));
    if checked.ok {
        lines.push("Every record is as it was recorded.".to_owned());
    }
    lines.join("\n") + "\n"
}
