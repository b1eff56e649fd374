//! `continuum validate`: what of the caseload is wrong or worth a look.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::printable::printable;
use crate::domain::validation::Severity;
use crate::workspace::Validated;

use super::arguments::Validate;
use super::failure::Failure;
use super::output;
use super::progress::Bar;
use super::room::Room;

pub(super) fn run(order: &Validate, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Checking pupils", room);
    let day = room.now().day();
    let written = workspace.validate(order.out.as_deref(), day, &mut bar.watch())?;
    drop(bar);
    if order.json {
        return output::json(&as_json(&written));
    }
    output::text(&printable(&told(&written)))
}

fn as_json(written: &Validated) -> Value {
    let tally = &written.tally;
    let checks: Vec<Value> = (tally.checks.iter())
        .map(|(check, of_check)| {
            json!({
                "code": check.code(), "severity": check.severity(), "count": of_check.count,
                "wrong": check.wrong(), "fix": check.fix(),
            })
        })
        .collect();
    json!({
        "pupils": tally.pupils, "with_findings": tally.with_findings,
        "errors": tally.of(Severity::Error), "queries": tally.of(Severity::Query), "checks": checks,
        "files": {"table": written.table.display().to_string(), "page": written.page.display().to_string()},
    })
}

fn told(written: &Validated) -> String {
    let tally = &written.tally;
    let mut text = tally.sum() + "\n";
    for severity in [Severity::Error, Severity::Query] {
        for (check, of_check) in &tally.checks {
            if check.severity() == severity {
                let (count, code, fix) = (of_check.count, check.code(), check.fix());
                let _ = writeln!(text, "{count:>7}  {:<6} {code}: {fix}", severity.code());
            }
        }
    }
    for path in [&written.page, &written.table] {
        let _ = writeln!(text, "{}", path.display());
    }
    text
}
