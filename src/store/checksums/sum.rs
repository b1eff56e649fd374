//! Check sums in the making, and added up.

use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::Summed;
use crate::domain::digest::Digest;
use crate::store::fault::Result;

/// Check sums have sixty-two bits, so that two of them added up are a number of SQLite's.
const MASK: i64 = (1 << 62) - 1;

/// A check sum in the making: the columns come in the order of their names.
pub(crate) struct Sum(Vec<u8>);

impl Sum {
    pub(crate) fn of(table: Summed) -> Self {
        Self(table.table().as_bytes().to_vec())
    }

    /// Begins another of the same table.
    pub(crate) fn again(&mut self, table: Summed) {
        self.0.clear();
        self.0.extend(table.table().as_bytes());
    }

    /// Adds a column; one that is null says nothing.
    pub(crate) fn add(&mut self, name: &str, value: ValueRef<'_>) {
        let number;
        let (kind, bytes): (u8, &[u8]) = match value {
            ValueRef::Null => return,
            ValueRef::Integer(integer) => {
                number = integer.to_be_bytes();
                (1, &number)
            }
            ValueRef::Real(real) => {
                number = real.to_bits().to_be_bytes();
                (2, &number)
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(blob) => (4, blob),
        };
        // No name has a byte as low as those that end it here, so that nothing runs into what follows.
        self.0.extend(name.as_bytes());
        self.0.push(kind);
        self.0.extend((bytes.len() as u64).to_be_bytes());
        self.0.extend(bytes);
    }

    /// Adds a column by what it will be written as.
    pub(crate) fn add_output(&mut self, name: &str, value: Option<&ToSqlOutput<'_>>) {
        match value {
            Some(ToSqlOutput::Borrowed(value)) => self.add(name, *value),
            Some(ToSqlOutput::Owned(value)) => self.add(name, value.into()),
            // Blobs of zeros and the like, which nobody writes here.
            Some(_) | None => {}
        }
    }

    /// The check sum of what was added.
    pub(crate) fn finish(&self) -> i64 {
        let digest = Digest::of(&self.0);
        let bytes = digest.bytes().first_chunk().copied().unwrap_or_default();
        i64::from_be_bytes(bytes) & MASK
    }
}

/// How many rows, and their check sums added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) rows: i64,
    pub(crate) total: i64,
}

impl Total {
    /// Counts a row more.
    pub(crate) fn add(&mut self, checksum: i64) {
        self.rows += 1;
        self.total = self.total.wrapping_add(checksum) & MASK;
    }

    /// Counts a row less.
    pub(super) fn remove(&mut self, checksum: i64) {
        self.rows -= 1;
        self.total = self.total.wrapping_sub(checksum) & MASK;
    }
}

/// Reads the rows of a table, each with the check sum that its columns come to.
pub(crate) struct Rows {
    table: Summed,
    sum: Sum,
    skipped: usize,
    /// The columns that it is over, in the order of their names, each with its place.
    columns: Vec<(String, usize)>,
}

impl Rows {
    /// Reads rows whose columns follow after so many others.
    pub(crate) fn after(table: Summed, skipped: usize) -> Self {
        Self {
            table,
            sum: Sum::of(table),
            skipped,
            columns: Vec::new(),
        }
    }

    /// The check sum that a row comes to.
    pub(crate) fn checksum(&mut self, row: &Row<'_>) -> Result<i64> {
        if self.columns.is_empty() {
            let names = row.as_ref().column_names();
            let names = names.map(str::to_owned).zip(0..).skip(self.skipped);
            self.columns = names.filter(|(name, _)| self.table.covers(name)).collect();
            self.columns.sort_unstable();
        }
        self.sum.again(self.table);
        for (name, at) in &self.columns {
            self.sum.add(name, row.get_ref(*at)?);
        }
        Ok(self.sum.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(columns: &[(&str, ValueRef<'_>)]) -> i64 {
        let mut sum = Sum::of(Summed::Facts);
        for (name, value) in columns {
            sum.add(name, *value);
        }
        sum.finish()
    }

    #[test]
    fn what_is_null_says_nothing_and_nothing_runs_into_what_follows() {
        let text = |text: &'static str| ValueRef::Text(text.as_bytes());
        let one = sum(&[("dob", text("ab")), ("sex", text("c"))]);
        assert!((0..=MASK).contains(&one));
        let with_null = [
            ("dob", text("ab")),
            ("ref", ValueRef::Null),
            ("sex", text("c")),
        ];
        assert_eq!(sum(&with_null), one);
        assert_ne!(sum(&[("dob", text("a")), ("sex", text("bc"))]), one);
        assert_ne!(sum(&[("dob", text("ab")), ("sexc", text(""))]), one);
        assert_ne!(
            sum(&[("line", text("1"))]),
            sum(&[("line", ValueRef::Integer(1))])
        );
    }

    #[test]
    fn rows_that_come_and_go_leave_the_total_as_it_was() {
        let mut total = Total::default();
        for checksum in [MASK, MASK, 7] {
            total.add(checksum);
        }
        assert_eq!(total.rows, 3);
        for checksum in [7, MASK, MASK] {
            total.remove(checksum);
        }
        assert_eq!(total, Total::default());
    }
}
