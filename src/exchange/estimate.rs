//! Estimates in files: what each interval is of, where the numbers come from, and why there is none where there is none.

mod book;
mod json;
mod page;
mod rows;
mod source;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

pub use self::json::{audit, moved};

use crate::domain::distribution::estimate::{EstimateRelease, Laid};
use crate::domain::distribution::{Format, Provenance};

/// Writes an estimate as it is released, in a format; the same numbers are the same bytes.
pub fn write(
    format: Format,
    laid: &Laid,
    release: &EstimateRelease,
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    match format {
        Format::Csv => rows::csv(laid, release, from, out),
        Format::Json => {
            super::json::pretty(&mut out, &json::json(laid, release, from))?;
            writeln!(out)
        }
        Format::Html => out.write_all(page::html(laid, release, from).as_bytes()),
        Format::Md => out.write_all(page::markdown(laid, release, from).as_bytes()),
        Format::Xlsx => out.write_all(&book::bytes(laid, release, from)?),
    }
}
