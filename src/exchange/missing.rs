//! Who has no plan text yet, as a table for the team that keeps the plans.

use super::table::TableWriter;
use crate::domain::printable::printable;
use crate::domain::worklist::Row;

/// The columns; the name stands behind the reference where it is asked for.
const HEADER: [&str; 6] = ["ref", "school", "district", "year_group", "priority", "due"];

/// Writes the table: a row a pupil, in the order given. Names stand in it only where they are asked for.
pub fn write(rows: &[Row], names: bool) -> Vec<u8> {
    let mut header = HEADER.to_vec();
    if names {
        header.insert(1, "name");
    }
    let mut bytes = Vec::new();
    // Nothing fails that is written into memory.
    let _ = table(&mut bytes, &header, rows, names);
    bytes
}

fn table(bytes: &mut Vec<u8>, header: &[&str], rows: &[Row], names: bool) -> std::io::Result<()> {
    let mut table = TableWriter::new(bytes, header)?;
    for row in rows {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut cells = vec![
            row.reference.to_string(),
            text(&row.school),
            text(&row.district),
            row.year_group
                .map(|year| year.to_string())
                .unwrap_or_default(),
            row.priority.code().to_owned(),
            row.due.map(|due| due.to_string()).unwrap_or_default(),
        ];
        if names {
            cells.insert(1, row.name.clone());
        }
        let cells: Vec<_> = cells.iter().map(|cell| printable(cell)).collect();
        table.row(&cells)?;
    }
    table.finish()
}
