//! `continuum subject-access`: everything that is held of one person, readable.

use crate::domain::access::Access;
use crate::domain::printable::printable;
use crate::exchange::{self, access, html, markdown};
use crate::workspace::files;

use super::arguments::{PageFormat, SubjectAccess};
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &SubjectAccess, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let pupil = workspace.pupil(&order.pupil)?;
    let mut held = workspace.held(&pupil, room.now())?;
    if order.hide_readers {
        held = held.without_readers();
    }
    if !order.json {
        // For whoever sends it, beside the page.
        held.before
            .iter()
            .for_each(|note| output::aside(&printable(note)));
        if !order.hide_readers {
            output::aside("--hide-readers leaves the readers' names out.");
        }
    }
    let Some(file) = &order.to else {
        if order.json {
            return output::json(&held);
        }
        let page = access::document(&held);
        return match order.format {
            PageFormat::Md => output::text(&markdown::page(&page)),
            PageFormat::Html => output::text(&html::page(&page)),
        };
    };
    let ending = file.extension().and_then(|ending| ending.to_str());
    let text = match ending {
        Some("md") => markdown::page(&access::document(&held)),
        Some("html") => html::page(&access::document(&held)),
        Some("json") => json(&held)?,
        Some(_) | None => {
            return Err(Failure::usage("The file's ending says its format.")
                .hint("Name one that ends in .md, .html or .json."));
        }
    };
    files::write(file, text.as_bytes()).map_err(Failure::refused)?;
    output::line(printable(&format!(
        "{}: it names the person; give it to nobody else, and delete it when it has gone out.",
        file.display()
    )))
}

/// As bytes that show what a terminal or an editor would obey, as all JSON of the program.
fn json(held: &Access) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    exchange::json::pretty(&mut bytes, held).map_err(Failure::refused)?;
    String::from_utf8(bytes).map_err(Failure::refused)
}
