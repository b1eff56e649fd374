//! `continuum equality`: tariffs by who pupils are, small numbers protected.

use std::path::Path;

use crate::domain::distribution::equality::Audience;
use crate::domain::distribution::{Format, Terms, Wanted};
use crate::workspace::files;

use super::arguments::{Equality, EqualityFormat};
use super::distribution::read_for;
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Equality, room: &Room) -> Result<(), Failure> {
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
    let bytes = workspace.equality_released(format(order), &assessed, &from)?;
    let Some(path) = &order.out else {
        return output::bytes(&bytes);
    };
    files::write(path, &bytes).map_err(Failure::refused)?;
    output::line(path.display().to_string())
}

/// The format that was named, else the one that the file's ending says, else Markdown.
fn format(order: &Equality) -> Format {
    let ending = order.out.as_deref().and_then(Path::extension);
    let is = |ending: &std::ffi::OsStr, word: &str| ending.eq_ignore_ascii_case(word);
    let by_ending = ending.and_then(|ending| {
        let formats = [
            ("html", Format::Html),
            ("csv", Format::Csv),
            ("json", Format::Json),
        ];
        let found = formats.into_iter().find(|(word, _)| is(ending, word));
        found.map(|(_, format)| format)
    });
    let named = order.format.map(|named| match named {
        EqualityFormat::Md => Format::Md,
        EqualityFormat::Html => Format::Html,
        EqualityFormat::Csv => Format::Csv,
        EqualityFormat::Json => Format::Json,
    });
    named.or(by_ending).unwrap_or(Format::Md)
}
