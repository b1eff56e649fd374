//! Which column of a file is which, by its headers and by a map that somebody saved.

use std::collections::HashMap;

use super::super::fault::Cause;
use super::super::table::Row;
use super::guess;
use crate::domain::column::Column;
use crate::domain::columns::{ColumnMap, Use, plain};
use crate::domain::fact::Fact;
use crate::domain::place::Setting;

/// A header that nothing is read from.
pub(super) struct Unread {
    /// Its place, from 1.
    pub(super) place: usize,
    /// As the file spells it.
    pub(super) header: String,
    /// The column that it is like.
    pub(super) like: Option<Column>,
}

/// Which column of a file is which.
pub(super) struct Columns {
    at: Vec<Option<usize>>,
    headers: Vec<String>,
    /// Headers that mean nothing here and that nobody has decided to leave out.
    pub(super) unread: Vec<Unread>,
    /// The file's own words for settings.
    settings: HashMap<String, Setting>,
}

impl Columns {
    /// Reads the header row of a caseload, in which a column says who each pupil is.
    pub(super) fn of(header: &Row, map: Option<&ColumnMap>) -> Result<Self, Cause> {
        let mut columns = Self::named(header, map)?;
        if columns.at(Column::Ref).is_none() && columns.at(Column::Upn).is_none() {
            return Err(Cause::NoIdentity(columns.seen()));
        }
        columns.liken();
        Ok(columns)
    }

    /// Whether a header row is that of a table of provisions, which need not say whose they are.
    pub(super) fn are_of_provisions(header: &Row) -> bool {
        Self::named(header, None).is_ok_and(|columns| columns.at(Column::SectionF).is_some())
    }

    /// What a header stands for: by a map, else by its name.
    pub(super) fn told(header: &str, map: Option<&ColumnMap>) -> Option<Use> {
        let mapped = map.and_then(|map| map.of(header));
        mapped.or_else(|| Column::of(header).map(Use::As))
    }

    fn named(header: &Row, map: Option<&ColumnMap>) -> Result<Self, Cause> {
        let mut columns = Self {
            at: vec![None; Column::ALL.len()],
            headers: header.cells().map(str::to_owned).collect(),
            unread: Vec::new(),
            settings: map.into_iter().flat_map(ColumnMap::words).collect(),
        };
        for (at, header) in columns.headers.iter().enumerate() {
            let column = match Self::told(header, map) {
                Some(Use::As(column)) => column,
                Some(Use::LeaveOut) => continue,
                None => {
                    columns.unread.push(Unread {
                        place: at + 1,
                        header: header.clone(),
                        like: None,
                    });
                    continue;
                }
            };
            let Some(place) = columns.at.get_mut(column as usize) else {
                continue;
            };
            if let Some(first) = *place {
                return Err(Cause::TwiceNamed {
                    meaning: column.name(),
                    first: columns.headers.get(first).cloned().unwrap_or_default(),
                    second: header.clone(),
                });
            }
            *place = Some(at);
        }
        Ok(columns)
    }

    /// Looks which columns the unread headers are like; of none that the file has.
    fn liken(&mut self) {
        let free = |column: &Column| self.at(*column).is_none();
        let like = |unread: &Unread| guess::by_name(&unread.header).filter(free);
        let likes: Vec<Option<Column>> = self.unread.iter().map(like).collect();
        for (unread, like) in self.unread.iter_mut().zip(likes) {
            unread.like = like;
        }
    }

    /// Where a column stands, from 0.
    pub(super) fn at(&self, column: Column) -> Option<usize> {
        self.at.get(column as usize).copied().flatten()
    }

    /// The column that stands at a place.
    pub(super) fn column(&self, at: usize) -> Option<Column> {
        let mut columns = Column::ALL.iter().copied();
        columns.find(|column| self.at(*column) == Some(at))
    }

    /// The setting that a word of the file's own stands for.
    pub(super) fn setting(&self, word: &str) -> Option<Setting> {
        if self.settings.is_empty() {
            return None;
        }
        self.settings.get(&plain(word)).copied()
    }

    /// The facts that no column of the file speaks of.
    pub(super) fn silent(&self) -> Vec<Fact> {
        let said = |fact: &Fact| {
            let mut columns = Column::ALL.iter();
            let column = columns.find(|column| column.name() == fact.name());
            column.is_some_and(|column| self.at(*column).is_some())
        };
        // Who it is, is what the pupils are found by, whichever column says it.
        let facts = Fact::ALL.into_iter().filter(|fact| !said(fact));
        facts.filter(|fact| *fact != Fact::Reference).collect()
    }

    /// A column's header as the file spells it.
    pub(super) fn header(&self, column: Column) -> &str {
        let at = self.at(column);
        at.and_then(|at| self.headers.get(at))
            .map_or(column.name(), String::as_str)
    }

    /// How many columns the file has.
    pub(super) fn len(&self) -> usize {
        self.headers.len()
    }

    /// The headers in a sentence, the first thirty of them.
    fn seen(&self) -> String {
        let shown: Vec<String> = self
            .headers
            .iter()
            .take(30)
            .map(|header| format!("\"{}\"", header.chars().take(40).collect::<String>()))
            .collect();
        let more = self.headers.len().saturating_sub(shown.len());
        let rest = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("{}{rest}", shown.join(", "))
    }
}
