//! The distribution in files: comma-separated values, JSON, pages and a workbook, each beginning with its provenance.

pub(super) mod bars;
pub(super) mod book;
pub(super) mod cross;
mod json;
mod long;
mod page;
mod pupils;
pub(super) mod source;

use std::io::{self, Write};

pub(super) use self::bars::picture;
pub(super) use self::book::tariffs;
pub(super) use self::cross::{Bar, Cross, Whisker};
pub(super) use self::long::ALL;
pub(super) use self::long::harmless;
pub use self::pupils::{PupilList, Who};
pub(super) use self::source::{lines, marked};

use crate::domain::distribution::disclosure::Release;
use crate::domain::distribution::{Distribution, Format, Provenance};

/// Writes a distribution as it is released, in a format; the same numbers are the same bytes.
pub fn write(
    format: Format,
    counted: &Distribution,
    release: &Release,
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Csv => long::csv(counted, release, from, out),
        Format::Json => json::json(counted, release, from, out),
        Format::Html => out.write_all(page::html(counted, release, from).as_bytes()),
        Format::Md => out.write_all(page::markdown(counted, release, from).as_bytes()),
        Format::Xlsx => out.write_all(&book::bytes(counted, release, from)?),
    }
}

#[cfg(test)]
mod tests;
