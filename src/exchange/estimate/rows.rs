//! The estimate as comma-separated values: lines of provenance that begin with `#`, then a row for each part and outcome.

use std::io::{self, Write};

use super::source::{self, six};
use crate::domain::distribution::Provenance;
use crate::domain::distribution::estimate::{EstimateRelease, Laid, ShownLine, ShownPart};
use crate::domain::printable::printable;
use crate::exchange::distribution::harmless;
use crate::exchange::table::TableWriter;

/// The columns of numbers, after the dimensions and the outcome.
pub(super) const COLUMNS: [&str; 13] = [
    "count",
    "share",
    "expected",
    "share_low",
    "share_high",
    "low",
    "high",
    "together_share_low",
    "together_share_high",
    "together_low",
    "together_high",
    "how",
    "step",
];

/// Writes comma-separated values.
pub(super) fn csv(
    laid: &Laid,
    release: &EstimateRelease,
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    for (key, value) in source::lines(laid, release, from) {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    let mut header: Vec<&str> = release.by.iter().map(|by| by.code()).collect();
    header.push("tariff");
    header.extend(COLUMNS);
    let mut table = TableWriter::new(&mut out, &header)?;
    for part in &release.parts {
        for line in &part.lines {
            table.row(&row(part, line))?;
        }
    }
    table.finish()
}

fn row(part: &ShownPart, line: &ShownLine) -> Vec<String> {
    let keys = part.keys.iter().map(|key| printable(key).into_owned());
    let mut row: Vec<String> = keys.collect();
    row.extend([line.outcome.code().to_owned(), line.count.to_string()]);
    match &line.figures {
        Ok(figures) => {
            row.extend([six(figures.share), figures.expected.to_string()]);
            for bounds in [figures.alone, figures.together] {
                row.extend([
                    six(bounds.share.0),
                    six(bounds.share.1),
                    bounds.pupils.0.to_string(),
                    bounds.pupils.1.to_string(),
                ]);
            }
        }
        Err(mark) => row.extend([(); 10].map(|()| mark.to_string())),
    }
    row.extend([part.come_by.code().to_owned(), part.step.to_string()]);
    row
}
