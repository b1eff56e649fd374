//! A damaged table read around what cannot be read: from both ends, then from the middle of each gap that is left.

use std::collections::BinaryHeap;

use rusqlite::types::Value;
use rusqlite::{Connection, Params, Row, params_from_iter};

use crate::store::ask;
use crate::store::fault::Result;

use super::Table;

/// How many middles of gaps are tried one after the other with nothing read: by then the widest gap left is a page's.
const BARREN: u32 = 4096;

/// How many places of chains are tried one by one.
const TRIES: u32 = 400_000;

/// Takes a row; nothing for one whose values are none.
pub(super) type Take<'a> = dyn FnMut(Option<Vec<Value>>) -> Result<()> + 'a;

/// A table that is read.
pub(super) struct Reading<'a> {
    from: &'a Connection,
    table: &'a Table,
    columns: String,
}

/// How far a reading came.
struct Run {
    /// The number of the last row that was read, where rows have one.
    last: Option<i64>,
    /// The key of the last row, where rows have one of those.
    key: Vec<Value>,
    /// Whether it came to the end.
    ended: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn of(from: &'a Connection, table: &'a Table) -> Self {
        let columns = table.columns.join(", ");
        Self {
            from,
            table,
            columns,
        }
    }

    /// Reads all that can be; says whether that was everything. `to` has what was read before, of other tables too.
    pub(super) fn all(&self, to: &Connection, take: &mut Take<'_>) -> Result<bool> {
        if self.table.key.is_empty() {
            self.by_number(take)
        } else {
            self.by_key(to, take)
        }
    }

    /// Reads a table whose rows have numbers.
    fn by_number(&self, take: &mut Take<'_>) -> Result<bool> {
        let (name, columns) = (&self.table.name, &self.columns);
        let up = format!(
            "SELECT rowid, {columns} FROM {name} NOT INDEXED WHERE rowid > ?1 AND rowid < ?2 ORDER BY rowid"
        );
        let down = format!("{up} DESC");
        let first = self.run(&up, [i64::MIN, i64::MAX], take)?;
        if first.ended {
            return Ok(true);
        }
        let low = first.last.unwrap_or(i64::MIN);
        let last = self.run(&down, [low, i64::MAX], take)?;
        if first.last.is_none() && self.from.prepare_cached(&up).is_err() {
            return Ok(false);
        }
        // Rows are numbered from one on without leaving any out, and take eight bytes each at the least.
        let high = last.last.map_or_else(|| self.most(), Ok)?;
        self.between(&up, &down, (low.max(0), high), take)?;
        Ok(false)
    }

    /// Reads what can be read between two rows, from the middle of the widest gap that is left, again and again.
    fn between(
        &self,
        up: &str,
        down: &str,
        (low, high): (i64, i64),
        take: &mut Take<'_>,
    ) -> Result<()> {
        let mut gaps = BinaryHeap::from([(high - low, low, high)]);
        let mut barren = 0;
        while let Some((width, low, high)) = gaps.pop().filter(|_| barren < BARREN) {
            if width < 2 {
                return Ok(());
            }
            let middle = low + width / 2;
            let above = self.run(up, [middle - 1, high], take)?;
            let below = self.run(down, [low, middle], take)?;
            let is_barren = above.last.is_none() && below.last.is_none();
            barren = if is_barren { barren + 1 } else { 0 };
            let (from, to) = (above.last.unwrap_or(middle), below.last.unwrap_or(middle));
            if !above.ended {
                gaps.push((high - from, from, high));
            }
            if !below.ended {
                gaps.push((to - low, low, to));
            }
        }
        Ok(())
    }

    /// More rows than the file can hold.
    fn most(&self) -> Result<i64> {
        let sql = "SELECT page_count * page_size / 8 FROM pragma_page_count, pragma_page_size";
        ask::count(self.from, sql, [])
    }

    /// Reads a table whose rows have a key.
    fn by_key(&self, to: &Connection, take: &mut Take<'_>) -> Result<bool> {
        let (name, columns) = (&self.table.name, &self.columns);
        let key = self.table.key.join(", ");
        let back = self.table.key.join(" DESC, ");
        let up = format!("SELECT 0, {columns} FROM {name} ORDER BY {key}");
        let first = self.run(&up, [], take)?;
        if first.ended {
            return Ok(true);
        }
        let (row, places) = (format!("({key})"), places(first.key.len()));
        let after = if first.key.is_empty() {
            String::new()
        } else {
            format!("WHERE {row} > ({places})")
        };
        let down = format!("SELECT 0, {columns} FROM {name} {after} ORDER BY {back} DESC");
        self.run(&down, params_from_iter(&first.key), take)?;
        self.by_known(to, take)?;
        Ok(false)
    }

    /// Reads the rows of a key's table that are found by what other tables named.
    fn by_known(&self, to: &Connection, take: &mut Take<'_>) -> Result<()> {
        let (name, columns) = (&self.table.name, &self.columns);
        let Some(first) = self.table.key.first() else {
            return Ok(());
        };
        let found = format!("SELECT 0, {columns} FROM {name} WHERE {first} = ?1");
        if name == "chain" {
            return self.places_of_chains(to, take);
        }
        let known = "SELECT record FROM chain UNION SELECT DISTINCT id FROM mapping";
        let known: Vec<String> = ask::all(to, known, [], |row| Ok(row.get(0)?))?;
        let is_kept = format!("SELECT count(*) FROM {name} WHERE {first} = ?1");
        for one in known {
            // All rows of a record lie together: where one has been read from an end, the rest may still be missing.
            let before = ask::count(to, &is_kept, [&one])?;
            let mut rows = Vec::new();
            self.run(&found, [&one], &mut |row| {
                rows.push(row);
                Ok(())
            })?;
            if rows.len() as u64 > before.unsigned_abs() {
                rows.into_iter().try_for_each(&mut *take)?;
            }
        }
        Ok(())
    }

    /// Reads the places of chains that lie between those read from the ends.
    fn places_of_chains(&self, to: &Connection, take: &mut Take<'_>) -> Result<()> {
        let columns = &self.columns;
        let one = format!("SELECT 0, {columns} FROM chain WHERE origin = ?1 AND n = ?2");
        let ends = "SELECT origin, max(n) FROM chain GROUP BY origin
            UNION SELECT value, 0 FROM workspace WHERE key = 'origin'";
        let ends = ask::all(to, ends, [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })?;
        let mut tries = TRIES;
        for (origin, end) in ends {
            let kept = "SELECT count(*) FROM chain WHERE origin = ?1 AND n = ?2";
            let mut n = 1;
            // Beyond the last place known it goes on for as long as there are others.
            let mut missed = 0;
            while tries > 0 && (n < end || missed < 1000) {
                tries -= 1;
                let is_new = ask::count(to, kept, (&origin, n))? == 0;
                let before = n;
                if is_new {
                    let mut read = false;
                    self.run(&one, (&origin, before), &mut |row| {
                        read = true;
                        take(row)
                    })?;
                    missed = if read { 0 } else { missed + 1 };
                }
                n += 1;
            }
        }
        Ok(())
    }

    /// Reads rows until there are no more, or one cannot be read.
    fn run(&self, sql: &str, params: impl Params, take: &mut Take<'_>) -> Result<Run> {
        let mut run = Run {
            last: None,
            key: Vec::new(),
            ended: false,
        };
        let Ok(mut statement) = self.from.prepare_cached(sql) else {
            return Ok(run);
        };
        let Ok(mut rows) = statement.query(params) else {
            return Ok(run);
        };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    run.last = row.get(0).ok();
                    run.key = self.key(row);
                    take(self.values(row))?;
                }
                Ok(None) => {
                    run.ended = true;
                    return Ok(run);
                }
                Err(_) => return Ok(run),
            }
        }
    }

    fn values(&self, row: &Row<'_>) -> Option<Vec<Value>> {
        let values = (1..=self.table.columns.len()).map(|at| row.get(at).ok());
        values.collect()
    }

    fn key(&self, row: &Row<'_>) -> Vec<Value> {
        let names = self.table.key.iter().map(String::as_str);
        let values = names.map(|name| row.get::<_, Value>(name).ok());
        values.collect::<Option<_>>().unwrap_or_default()
    }
}

fn places(count: usize) -> String {
    let places: Vec<String> = (1..=count).map(|n| format!("?{n}")).collect();
    places.join(", ")
}
