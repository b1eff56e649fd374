//! `continuum`: opens the last workspace on the screen.

use crate::runtime;
use crate::workspace::Workspace;
use std::io::{IsTerminal as _, stdin, stdout};

use super::failure::Failure;
use super::paths;
use super::room::Room;

/// Whether somebody sits before a terminal.
pub(super) fn is_attended() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

pub(super) fn run(room: &Room) -> Result<(), Failure> {
    if !is_attended() {
        return Err(Failure::usage("The screens need a terminal.")
            .hint("`continuum --help` lists the commands that do not."));
    }
    let workspace = room.made_workspace()?;
    let mut settings = room.settings()?;
    settings.workspace = Some(std::path::absolute(room.folder()?)?);
    room.keep(&settings)?;
    show(workspace, room)
}

/// Opens the screens on a workspace.
pub(super) fn show(workspace: Workspace, room: &Room) -> Result<(), Failure> {
    let settings = room.settings()?;
    let (theme, idle) = (settings.theme.as_deref(), settings.idle_minutes());
    let look = runtime::look(theme, paths::no_color(), idle).ok_or_else(|| {
        let theme = settings.theme.unwrap_or_default();
        Failure::refused(format!(
            "The settings name a theme \"{theme}\" that is not there."
        ))
        .hint("Write dark, light, high-contrast or plain.")
    })?;
    // Ctrl-c is a key on the screens; from elsewhere it lets them close, where it would end the program at once.
    let _heed = room.heed();
    runtime::run(workspace, room.seat(look)).map_err(Failure::from)
}
