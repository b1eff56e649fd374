//! Subject access: everything that is held of one person, section by section, as it stands in the tables.

use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::day::Moment;
use super::identity::PupilRef;

/// A row of what is held: the names of its columns and what they say, in order; what is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held(pub Vec<(String, String)>);

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
    /// What is not held here, and what to look at before it goes out.
    pub notes: Vec<&'static str>,
}

/// What nobody can read off the sections.
const NOTES: [&str; 5] = [
    "Continuum keeps no log of who only looked, and none of exports: files that were written are not known to it. Bundles that went to colleagues, and backups, hold the same as these sections did when they were made.",
    "References and names of the people who read, mapped, reviewed and decided are given as the records have them. Whether they go out is for the authority to decide (Data Protection Act 2018, Schedule 2, paragraphs 16 and 17); --hide-readers leaves them out.",
    "Plans and notes may speak of others: brothers and sisters, parents, professionals. Read them before they go out.",
    "Distributions, estimates and rates are made anew from these rows and keep nothing of a person beside them.",
    "Columns in which nothing stands are left out.",
];

/// The columns that name somebody who did something.
const READERS: [&str; 4] = ["reader", "adopted_by", "by", "officer"];

impl Access {
    /// Puts together what was found.
    pub fn of(reference: PupilRef, made: Moment, sections: Vec<Section>) -> Self {
        let cells = sections.iter().flat_map(|section| &section.rows);
        let cells = cells.flat_map(|row| &row.0);
        let readers: BTreeSet<String> = cells
            .filter(|(column, _)| READERS.contains(&column.as_str()))
            .map(|(_, name)| name.clone())
            .collect();
        Self {
            reference,
            made,
            sections,
            readers: readers.into_iter().collect(),
            notes: NOTES.to_vec(),
        }
    }

    /// Leaves the names of readers out: each is a number.
    #[must_use]
    pub fn without_readers(mut self) -> Self {
        let number = |name: &String| self.readers.iter().position(|one| one == name);
        for section in &mut self.sections {
            for (column, value) in section.rows.iter_mut().flat_map(|row| &mut row.0) {
                if READERS.contains(&column.as_str())
                    && let Some(at) = number(value)
                {
                    *value = format!("reader {}", at + 1);
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
            let cell = |(column, value): &(&str, &str)| ((*column).to_owned(), (*value).to_owned());
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
        let access = Access::of(PupilRef::new("K-1"), Moment::from_millis(0), vec![section]);
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
