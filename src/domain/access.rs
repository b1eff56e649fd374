//! Subject access: everything that is held of one person, section by section, as it stands in the tables.

use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::day::Moment;
use super::identity::{PupilRef, RecordId};

/// A row of what is held: the names of its columns and what they say, in order; what is empty is left out. Words of records
/// and drafts are laid out by their own names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held(pub Vec<(String, Value)>);

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in &self.0 {
            map.serialize_entry(column, value)?;
        }
        map.end()
    }
}

/// Rows of one kind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Section {
    /// What they are called.
    pub title: &'static str,
    /// What they are, and where they come from.
    pub about: &'static str,
    /// The rows, oldest first.
    pub rows: Vec<Held>,
}

/// Everything that is held of one person.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Access {
    /// The reference.
    #[serde(rename = "ref")]
    pub reference: PupilRef,
    /// When it was put together.
    pub made: Moment,
    /// The sections.
    pub sections: Vec<Section>,
    /// Who read, mapped, reviewed or decided.
    pub readers: Vec<String>,
    /// What nobody can read off the sections, for the person.
    pub notes: Vec<&'static str>,
    /// What to look at before it goes out, for whoever sends it; no part of the page.
    pub before: Vec<String>,
}

/// What nobody can read off the sections.
const NOTES: [&str; 4] = [
    "Nobody keeps a log of who only looked, and none of exports: files that were written are not known. Bundles that went to colleagues, and backups, hold the same as these sections did when they were made.",
    "Distributions, estimates and rates are made anew from these rows and keep nothing of a person beside them.",
    "Codes are those of the files and of the framework; sums are in pence.",
    "Columns in which nothing stands are left out.",
];

/// What to look at before it goes out.
const BEFORE: [&str; 2] = [
    "References and names of the people who read, mapped, reviewed and decided are given as the records have them. Whether they go out is for the authority to decide (Data Protection Act 2018, Schedule 2, paragraphs 16 and 17).",
    "Plans and notes may speak of others: brothers and sisters, parents, professionals. Read them before they go out.",
];

/// The columns that name somebody who did something.
const READERS: [&str; 4] = ["reader", "adopted_by", "by", "officer"];

impl Access {
    /// Puts together what was found, and the records of others whose words name them.
    pub fn of(
        reference: PupilRef,
        made: Moment,
        (sections, named): (Vec<Section>, Vec<RecordId>),
    ) -> Self {
        let cells = sections.iter().flat_map(|section| &section.rows);
        let cells = cells.flat_map(|row| &row.0);
        let readers: BTreeSet<String> = cells
            .filter(|(column, _)| READERS.contains(&column.as_str()))
            .filter_map(|(_, name)| name.as_str().map(str::to_owned))
            .collect();
        let mut before: Vec<String> = BEFORE.map(str::to_owned).to_vec();
        if !named.is_empty() {
            let named: Vec<&str> = named.iter().map(RecordId::as_str).collect();
            before.push(format!(
                "Words of other pupils' and of general records name them too, and are not here: {}.",
                named.join(", ")
            ));
        }
        Self {
            reference,
            made,
            sections,
            readers: readers.into_iter().collect(),
            notes: NOTES.to_vec(),
            before,
        }
    }

    /// Leaves the names of readers out: each is a number.
    #[must_use]
    pub fn without_readers(mut self) -> Self {
        let number = |name: &Value| self.readers.iter().position(|one| name == one.as_str());
        for section in &mut self.sections {
            for (column, value) in section.rows.iter_mut().flat_map(|row| &mut row.0) {
                if READERS.contains(&column.as_str())
                    && let Some(at) = number(value)
                {
                    *value = format!("reader {}", at + 1).into();
                }
            }
        }
        let count = self.readers.len();
        self.readers = (1..=count).map(|at| format!("reader {at}")).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_told_once_and_can_be_left_out() {
        let row = |pairs: &[(&str, &str)]| {
            let cell = |(column, value): &(&str, &str)| ((*column).to_owned(), (*value).into());
            Held(pairs.iter().map(cell).collect())
        };
        let section = Section {
            title: "Mappings",
            about: "",
            rows: vec![
                row(&[("reader", "Sian"), ("tariff", "T3")]),
                row(&[("reader", "Ada")]),
                row(&[("reader", "Sian")]),
            ],
        };
        let access = Access::of(
            PupilRef::new("K-1"),
            Moment::from_millis(0),
            (vec![section], Vec::new()),
        );
        assert_eq!(access.readers, ["Ada", "Sian"]);
        let hidden = access.without_readers();
        assert_eq!(hidden.readers, ["reader 1", "reader 2"]);
        let text = serde_json::to_string(&hidden).unwrap();
        assert!(
            text.contains(r#"{"reader":"reader 2","tariff":"T3"}"#),
            "{text}"
        );
        assert!(!text.contains("Ada") && !text.contains("\"Sian\""));
    }
}
