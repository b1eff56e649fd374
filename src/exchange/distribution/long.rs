//! The distribution as long comma-separated values: lines of provenance that begin with `#`, then a row a cell.

use std::io::{self, Write};

use super::source;
use crate::domain::distribution::disclosure::{Release, ShownRow};
use crate::domain::distribution::{Distribution, Provenance};
use crate::domain::printable::printable;
use crate::exchange::table::TableWriter;

/// What stands in a row of totals where a value would.
pub(in crate::exchange) const ALL: &str = "all";

/// Writes comma-separated values; where the counts are for everyone, the totals follow the cells.
pub(super) fn csv(
    counted: &Distribution,
    release: &Release,
    from: &Provenance,
    mut out: impl Write,
) -> io::Result<()> {
    for (key, value) in source::lines(counted, release, from) {
        writeln!(out, "# {key}: {}", harmless(&value))?;
    }
    let totals: &[ShownRow] = if release.rule.is_public() {
        let said = "a row with \"all\" in a column is the total over it";
        writeln!(out, "# totals: {said}")?;
        &release.totals
    } else {
        &[]
    };
    let mut header: Vec<&str> = counted.by.iter().map(|by| by.code()).collect();
    header.extend(["tariff", "route", "count"]);
    let mut table = TableWriter::new(&mut out, &header)?;
    for row in release.rows.iter().chain(totals) {
        let count = row.count.to_string();
        let keys: Vec<_> = (row.keys.iter())
            .map(|key| printable(key.as_deref().unwrap_or(ALL)))
            .collect();
        let mut cells: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        cells.extend([
            row.tariff.as_ref().map_or(ALL, |tariff| tariff.as_str()),
            row.route.map_or(ALL, |route| route.code()),
            &count,
        ]);
        table.row(&cells)?;
    }
    table.finish()
}

/// Keeps a value on its line, shows signs for what cannot be seen, and keeps what follows a separator in it from running in
/// a spreadsheet.
pub(in crate::exchange) fn harmless(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut at_start = false;
    for letter in printable(value).chars() {
        let letter = if letter.is_control() { ' ' } else { letter };
        if at_start && matches!(letter, '=' | '+' | '-' | '@') {
            text.push('\'');
        }
        at_start = matches!(letter, ',' | ';') || (at_start && letter == ' ');
        text.push(letter);
    }
    text
}
