//! Column maps as files: TOML that a person can read and mend.

use super::fault::{Cause, Fault};
use crate::domain::columns::ColumnMap;
use crate::source;

/// What stands over every map, for whoever opens the file.
const HEAD: &str = "\
# What each header of a table stands for: a column of the caseload, or \"leave out\".
# Under [settings] the table's own words for kinds of place.
";

/// Reads a map.
pub fn read(file: &str, bytes: &[u8]) -> Result<ColumnMap, Fault> {
    let map = source::text(file, bytes).and_then(|text| source::parse(file, text));
    map.map_err(|fault| {
        let source::Fault {
            line, column, what, ..
        } = fault;
        Cause::Toml { line, column, what }.of(file)
    })
}

/// Writes a map.
pub fn write(map: &ColumnMap) -> Result<String, source::Unwritable> {
    Ok([HEAD, "\n", &source::write(map)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::column::Column;
    use crate::domain::columns::Use;
    use crate::domain::place::Setting;

    #[test]
    fn a_map_that_is_written_is_read() {
        let mut map = ColumnMap::default();
        map.columns
            .insert("Child's \"ID\" = 1".into(), Use::As(Column::Ref));
        map.columns.insert("Notes".into(), Use::LeaveOut);
        map.settings.insert("SRP - Unit".into(), Setting::Srp);
        let text = write(&map).unwrap();
        assert!(text.contains("Notes = \"leave out\"\n"), "{text}");
        assert_eq!(read("a.toml", text.as_bytes()), Ok(map));
    }

    #[test]
    fn a_fault_of_a_map_names_its_place() {
        let said = |text: &str| read("a.toml", text.as_bytes()).unwrap_err().to_string();
        let wrong = said("[columns]\nNotes = \"shoe\"\n");
        assert!(
            wrong.starts_with(
                "\"a.toml\" cannot be read, line 2, column 9: there is no column \"shoe\""
            ),
            "{wrong}"
        );
        let wrong = said("[columns]\n\n[settings]\nUnit = \"boat\"\n");
        assert!(
            wrong.contains("line 4") && wrong.contains("early_years"),
            "{wrong}"
        );
        assert!(said("colums = 1").contains("colums"));
    }
}
