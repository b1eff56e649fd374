//! `continuum import` and `continuum plan`: what comes in, and its account.

use std::io::{Read as _, stdin};
use std::path::Path;

use crate::domain::account::Account;
use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::domain::pupil::Newcomer;
use crate::exchange;
use crate::workspace::{Whose, Wish, Workspace, files};

use super::arguments::{FileKind, Import, Plan};
use super::columns;
use super::failure::Failure;
use super::progress::Bar;
use super::room::Room;
use super::{imports, output};

/// How many lines of one kind a person is shown; the JSON has all.
const SHOWN: usize = 20;

pub(super) fn run(order: &Import, room: &Room) -> Result<(), Failure> {
    if let Some(command) = &order.command {
        return imports::run(command, room);
    }
    // A slip in a name makes no workspace.
    if let Some(file) = order.files.iter().find(|file| !file.exists()) {
        let shown = file.display();
        return Err(Failure::refused(format!(
            "There is no file or folder \"{shown}\"."
        )));
    }
    if order.columns {
        return columns::run(order, room);
    }
    let account = if order.dry_run || order.diff {
        room.try_out(|workspace| import(workspace, order, room))?
    } else {
        room.made(|workspace| import(workspace, order, room))?
    };
    if order.json {
        return output::json(&account);
    }
    if order.dry_run || order.diff {
        output::line("Nothing was changed. It would be:")?;
    }
    output::text(&printable(&account.told(SHOWN)))
}

fn import(workspace: &mut Workspace, order: &Import, room: &Room) -> Result<Account, Failure> {
    let mut bar = Bar::start("Importing", room);
    if let Some(map) = &order.map {
        workspace.map_by(map)?;
    }
    let wish = Wish {
        kind: order.kind.map(FileKind::kind),
        whole: order.whole,
        dry_run: order.dry_run || order.diff,
        compare: order.diff,
        whose: Whose::Pupils,
    };
    Ok(workspace.import(&order.files, wish, room.now(), &mut bar.watch())?)
}

pub(super) fn plan(order: &Plan, room: &Room) -> Result<(), Failure> {
    let text = text_of(&order.file)?;
    let new = Newcomer {
        setting: setting(order)?,
        year_group: order.year_group,
    };
    let notice = room.made(|workspace| {
        workspace.paste(&order.reference, &text, new, room.now())?;
        // The text is in, whether or not it could be noted that this was said.
        Ok(workspace.notice().ok().flatten())
    })?;
    notice.map(output::aside);
    output::line(format!(
        "The plan text of {} is in.",
        printable(&order.reference)
    ))
}

/// The setting that was named for a new pupil.
fn setting(order: &Plan) -> Result<Option<Setting>, Failure> {
    let read = |code: &str| {
        Setting::from_code(code).ok_or_else(|| {
            let known: Vec<&str> = Setting::ALL.iter().map(|setting| setting.code()).collect();
            Failure::usage(format!("There is no setting \"{code}\"."))
                .hint(format!("Settings: {}.", known.join(", ")))
        })
    };
    order.setting.as_deref().map(read).transpose()
}

/// The text of a plan file, or of standard input for `-`.
pub(super) fn text_of(file: &Path) -> Result<String, Failure> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    let bytes = files::read(file).map_err(Failure::refused)?;
    exchange::plan::text_of(&file.display().to_string(), &bytes).map_err(Failure::refused)
}
