//! What is said of one place of a file.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something said of one place of a file: why a pupil was rejected, or what to look at.
///
/// In a table `row` is the row a spreadsheet shows, the header being row 1; in the XML of a return it
/// is the line, and `column` the element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The file.
    pub file: String,
    /// The row, where it is one row's matter.
    pub row: Option<u64>,
    /// The column, as its header spells it.
    pub column: Option<String>,
    /// What the cell holds.
    pub value: Option<String>,
    /// What is wrong with it, and what to do.
    pub reason: String,
}

/// How much of a value a sentence repeats; the JSON carries all of it.
const SHOWN: usize = 60;

impl Remark {
    /// What the places in its file are called.
    fn places(&self) -> (&'static str, &'static str) {
        let ending = self.file.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("xml") {
            ("line", "element")
        } else {
            ("row", "column")
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        let (row_is, column_is) = self.places();
        if let Some(row) = self.row {
            write!(f, ", {row_is} {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", {column_is} \"{column}\"")?;
        }
        f.write_str(": ")?;
        if let Some(value) = &self.value {
            let shown: String = value.chars().take(SHOWN).collect();
            let cut = if value.chars().nth(SHOWN).is_some() {
                "…"
            } else {
                ""
            };
            write!(f, "\"{shown}{cut}\" ")?;
        }
        f.write_str(&self.reason)
    }
}
