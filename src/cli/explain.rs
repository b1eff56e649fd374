//! `continuum explain`: one pupil's page, for a head teacher, a parent or a tribunal.

use crate::exchange::{html, markdown};

use super::arguments::{Explain, PageFormat};
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Explain, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let page = workspace.explain(&order.reference, room.now())?;
    match order.format {
        PageFormat::Md => output::text(&markdown::page(&page)),
        PageFormat::Html => output::text(&html::page(&page)),
    }
}
