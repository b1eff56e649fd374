//! `continuum equality`: tariffs by who pupils are, small numbers protected.

use crate::domain::distribution::equality::Audience;
use crate::domain::distribution::{Content, Format, Terms, Wanted};

use super::arguments::{Equality, EqualityFormat};
use super::distribution::read_for;
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Equality, room: &Room) -> Result<(), Failure> {
    let format = format(order)?;
    let mut workspace = room.workspace()?;
    let wanted = Wanted {
        terms: Terms {
            as_at: order.as_at,
            ..Terms::default()
        },
        ..Wanted::default()
    };
    read_for(&mut workspace, &wanted, room)?;
    let audience = if order.unsuppressed {
        Audience::Office
    } else {
        Audience::Everyone
    };
    let (from, assessed) = workspace.equality(&wanted, audience, room.now())?;
    let bytes = workspace.equality_released(format, &assessed, &from)?;
    output::made(&bytes, order.out.as_deref())
}

/// The format that was named, else the one that the file's ending says, else Markdown.
///
/// # Errors
///
/// An ending of a format that it is not written in.
fn format(order: &Equality) -> Result<Format, Failure> {
    let named = order.format.map(|named| match named {
        EqualityFormat::Md => Format::Md,
        EqualityFormat::Html => Format::Html,
        EqualityFormat::Csv => Format::Csv,
        EqualityFormat::Json => Format::Json,
    });
    let by_ending = || output::format_of(order.out.as_deref());
    let format = named.or_else(by_ending).unwrap_or(Format::Md);
    if Content::Equality.formats().contains(&format) {
        return Ok(format);
    }
    let told = format!(
        "The equality assessment is not written as {}.",
        format.code()
    );
    Err(Failure::usage(told).hint("Name a file that ends in .html, .csv, .md or .json."))
}
