//! `continuum moderate report` and `flags`: what a board is told, and what each flag is worth.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::cli::arguments::{Flags, ReportFormat, ReportOrder};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::distribution::Format;
use crate::domain::moderation::worth::Flagged;
use crate::exchange::moderation;

pub(super) fn run(order: &ReportOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Reckoning", room);
    let board = workspace.board(order.reasons, room.now(), &mut bar.watch())?;
    drop(bar);
    let framework = workspace.framework();
    let mut bytes = Vec::new();
    match format(order) {
        ReportFormat::Html => bytes = moderation::page(&board, framework).into_bytes(),
        ReportFormat::Csv => moderation::csv(&board, framework, &mut bytes)?,
        ReportFormat::Json => {
            let told = moderation::json::board(&board, framework);
            crate::exchange::json::pretty(&mut bytes, &told).map_err(Failure::refused)?;
            bytes.push(b'\n');
        }
    }
    output::made(&bytes, order.file.as_deref())
}

/// The format that was named, else the one that the file's ending says, else a page.
fn format(order: &ReportOrder) -> ReportFormat {
    let by_ending = || match output::format_of(order.file.as_deref())? {
        Format::Csv => Some(ReportFormat::Csv),
        Format::Json => Some(ReportFormat::Json),
        Format::Xlsx | Format::Html | Format::Md => None,
    };
    order
        .format
        .or_else(by_ending)
        .unwrap_or(ReportFormat::Html)
}

pub(super) fn flags(order: &Flags, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let flags = workspace.worth_of_flags(room.now())?;
    if order.json {
        let mut told: Map<String, Value> = super::head(&workspace, room);
        told.insert("rules".to_owned(), json!(moderation::json::flags(&flags)));
        return output::json(&told);
    }
    output::text(&written(&flags))
}

fn written(flags: &[Flagged]) -> String {
    let mut text = String::new();
    for one in flags {
        let _ = writeln!(
            text,
            "{:<32} {:>6} mappings carry it, {} found harmless; weight {}",
            one.rule.words(),
            one.carried,
            one.harmless,
            one.weight
        );
        let says = one
            .worth
            .map_or("none reviewed yet".to_owned(), |worth| worth.sentence());
        let _ = writeln!(text, "{:<32} {says}", "");
    }
    text
}
