//! A row read from its first column to its last, each into the type it stands for.

use rusqlite::Row;
use rusqlite::types::{FromSql, ValueRef};
use serde::de::value::{Error as CodeError, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::domain::day::{Day, Moment};
use crate::domain::digest::Digest;
use crate::domain::identity::{Reader, Role};
use crate::store::fault::{Result, StoreError};

/// A row and how far it has been read.
pub(crate) struct Columns<'a> {
    row: &'a Row<'a>,
    next: usize,
}

impl<'a> Columns<'a> {
    /// Starts at the first column.
    pub(crate) fn of(row: &'a Row<'a>) -> Self {
        Self { row, next: 0 }
    }

    /// Starts behind so many columns.
    pub(crate) fn after(row: &'a Row<'a>, columns: usize) -> Self {
        Self { row, next: columns }
    }

    /// Reads a value that SQLite itself knows.
    pub(crate) fn plain<T: FromSql>(&mut self) -> Result<T> {
        let at = self.step();
        Ok(self.row.get(at)?)
    }

    /// Reads a text into a name.
    pub(crate) fn name<T>(&mut self, name: impl FnOnce(String) -> T) -> Result<T> {
        self.plain().map(name)
    }

    /// Reads a text that may be missing into a name.
    pub(crate) fn maybe_name<T>(&mut self, name: impl FnOnce(String) -> T) -> Result<Option<T>> {
        Ok(self.plain::<Option<String>>()?.map(name))
    }

    /// Reads a moment.
    pub(crate) fn moment(&mut self) -> Result<Moment> {
        self.plain().map(Moment::from_millis)
    }

    /// Reads a moment that may be missing.
    pub(crate) fn maybe_moment(&mut self) -> Result<Option<Moment>> {
        Ok(self.plain::<Option<i64>>()?.map(Moment::from_millis))
    }

    /// Reads a day that may be missing.
    pub(crate) fn maybe_day(&mut self) -> Result<Option<Day>> {
        self.text()?.map_or(Ok(None), |(at, text)| {
            let day = day(text).ok_or_else(|| self.fault(at, text));
            day.map(Some)
        })
    }

    /// Reads a digest.
    pub(crate) fn digest(&mut self) -> Result<Digest> {
        self.plain::<[u8; 32]>().map(Digest::from)
    }

    /// Reads the code of an enum.
    pub(crate) fn code<T: Deserialize<'a>>(&mut self) -> Result<T> {
        let at = self.next;
        self.maybe_code()?.ok_or_else(|| self.fault(at, "nothing"))
    }

    /// Reads the code of an enum that may be missing.
    pub(crate) fn maybe_code<T: Deserialize<'a>>(&mut self) -> Result<Option<T>> {
        self.maybe_with(|text| T::deserialize(StrDeserializer::<CodeError>::new(text)).ok())
    }

    /// Reads a text that may be missing through a reader of its own.
    pub(crate) fn maybe_with<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>> {
        self.text()?.map_or(Ok(None), |(at, text)| {
            let value = read(text).ok_or_else(|| self.fault(at, text));
            value.map(Some)
        })
    }

    /// Reads a reader: the name, then the role.
    pub(crate) fn reader(&mut self) -> Result<Reader> {
        Ok(Reader {
            name: self.plain()?,
            role: self.code::<Role>()?,
        })
    }

    /// Passes over columns.
    pub(crate) fn skip(&mut self, columns: usize) {
        self.next += columns;
    }

    fn step(&mut self) -> usize {
        let at = self.next;
        self.next += 1;
        at
    }

    fn text(&mut self) -> Result<Option<(usize, &'a str)>> {
        let at = self.step();
        match self.row.get_ref(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(Some((at, text))),
                Err(_) => Err(self.fault(at, "broken text")),
            },
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Blob(_) => {
                Err(self.fault(at, "no text"))
            }
        }
    }

    fn fault(&self, at: usize, found: &str) -> StoreError {
        let column = self.row.as_ref().column_name(at).unwrap_or("a column");
        StoreError::Damaged(format!("\"{found}\" in {column}"))
    }
}

/// Gives the code of an enum's value.
pub(crate) fn code(value: &impl Serialize) -> Result<String> {
    let unwritable = || StoreError::Damaged("a value without a code".into());
    let written = serde_json::to_value(value).map_err(|_| unwritable())?;
    written.as_str().map(str::to_owned).ok_or_else(unwritable)
}

/// Reads `2027-02-15`, quicker than the calendar's own reader: a county's list has 150,000 of them.
pub(super) fn day(text: &str) -> Option<Day> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + i16::from(digit - b'0'))
        })
    };
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return text.parse().ok();
    };
    let month = i8::try_from(number(&[m1, m2])?).ok()?;
    let day = i8::try_from(number(&[d1, d2])?).ok()?;
    Day::new(number(&[y1, y2, y3, y4])?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_the_calendar_reads_them() {
        for text in [
            "2027-02-15",
            "2024-02-29",
            "2026-02-31",
            "2026-1-1",
            "20260112",
            "202a-01-01",
        ] {
            assert_eq!(day(text), text.parse().ok(), "{text}");
        }
    }
}
