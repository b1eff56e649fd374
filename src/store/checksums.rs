//! Check sums of what no chain holds, kept with every row that is written or goes: `verify` makes them again, so that a
//! byte that changed shows, and a row that is gone.
//!
//! They are no signatures. Who changes a row on purpose can make its check sum anew, as nobody can a record's link without
//! the workspace's key; against that there is a backup that they could not reach.

mod sum;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Connection, Params, ToSql, params_from_iter};

use super::ask;
use super::fault::Result;

pub(crate) use sum::{Rows, Sum, Total};

/// A table whose rows have check sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Summed {
    Facts,
    Plan,
    Cohort,
    Import,
    Departure,
    Undoing,
    School,
    Succession,
    Account,
    Draft,
    Paper,
    Step,
    Mark,
}

/// The column of a check sum.
pub(crate) const CHECKSUM: &str = "checksum";

/// What the check sum of a pupil's own row comes to: the import that named them last, the one that left them out, and the one
/// that brought them and was undone. The rest of it is what the facts say that it points to.
pub(crate) const HEAD: &str = "named + (coalesce(departed, 0) << 20) + (coalesce(undone, 0) << 40)";

/// How many rows of an older workspace are given theirs at once.
const STRETCH: i64 = 1024;

impl Summed {
    pub(crate) const ALL: [Self; 13] = [
        Self::Facts,
        Self::Plan,
        Self::Cohort,
        Self::Import,
        Self::Departure,
        Self::Undoing,
        Self::School,
        Self::Succession,
        Self::Account,
        Self::Draft,
        Self::Paper,
        Self::Step,
        Self::Mark,
    ];

    /// The table's name.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Facts => "pupil_version",
            Self::Plan => "plan",
            Self::Cohort => "cohort",
            Self::Import => "import",
            Self::Departure => "departure",
            Self::Undoing => "undoing",
            Self::School => "school_version",
            Self::Succession => "school_succession",
            Self::Account => "import_account",
            Self::Draft => "draft",
            Self::Paper => "paper",
            Self::Step => "paper_step",
            Self::Mark => "erased_mark",
        }
    }

    /// The table of a name, if its rows have check sums.
    pub(crate) fn of_table(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.table() == name)
    }

    /// The number of the import that brought a row, 0 for none, for a query in which `t` is the row.
    pub(crate) fn import(self) -> &'static str {
        match self {
            Self::Facts => "t.import",
            Self::Plan | Self::School | Self::Succession => {
                "coalesce((SELECT i.seq FROM import i WHERE i.id = t.import), 0)"
            }
            Self::Cohort
            | Self::Import
            | Self::Departure
            | Self::Undoing
            | Self::Account
            | Self::Draft
            | Self::Paper
            | Self::Step
            | Self::Mark => "0",
        }
    }

    /// The columns that a row is found by.
    pub(crate) fn key(self) -> &'static [&'static str] {
        match self {
            Self::Facts
            | Self::Cohort
            | Self::School
            | Self::Import
            | Self::Draft
            | Self::Paper
            | Self::Step => &["id"],
            Self::Plan => &["seq"],
            Self::Departure => &["import", "pupil"],
            Self::Undoing | Self::Account => &["import"],
            Self::Succession => &["urn", "successor"],
            Self::Mark => &["mark"],
        }
    }

    /// Whether a column is one that the check sum is over. A row's number is not: SQLite gives it when the row is written,
    /// and what points to it is checked by itself.
    fn covers(self, column: &str) -> bool {
        let passed: &[&str] = match self {
            Self::Facts | Self::Cohort | Self::School | Self::Draft | Self::Paper | Self::Step => {
                &["id", CHECKSUM]
            }
            Self::Plan => &["seq", "text", CHECKSUM],
            Self::Import
            | Self::Departure
            | Self::Undoing
            | Self::Succession
            | Self::Account
            | Self::Mark => &[CHECKSUM],
        };
        !passed.contains(&column)
    }
}

/// Totals by the number of the import.
pub(crate) type Totals = BTreeMap<i64, Total>;

/// Adds totals of rows that were written, or went, to those that are kept.
pub(crate) fn note(db: &Connection, table: Summed, totals: &Totals) -> Result<()> {
    let sql = "INSERT INTO checksum (rows_of, import, rows, total) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (rows_of, import) DO UPDATE SET rows = rows + ?3, total = (total + ?4) & 4611686018427387903";
    for (import, one) in totals {
        ask::act(db, sql, (table.table(), import, one.rows, one.total))?;
    }
    Ok(())
}

/// The totals that are kept.
pub(crate) fn kept(db: &Connection, table: Summed) -> Result<Totals> {
    let sql = "SELECT import, rows, total FROM checksum WHERE rows_of = ?1";
    let kept = ask::all(db, sql, [table.table()], |row| {
        let (rows, total) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, Total { rows, total }))
    })?;
    Ok(kept.into_iter().collect())
}

/// Gives the check sum of a row that is not written yet.
pub(crate) fn of(table: Summed, columns: &[(&str, &dyn ToSql)]) -> Result<i64> {
    let mut covered: Vec<_> = columns
        .iter()
        .filter(|(name, _)| table.covers(name))
        .collect();
    covered.sort_unstable_by_key(|(name, _)| *name);
    let mut sum = Sum::of(table);
    for (name, value) in covered {
        sum.add_output(name, Some(&value.to_sql()?));
    }
    Ok(sum.finish())
}

/// Writes a row with its check sum.
pub(crate) fn put(db: &Connection, table: Summed, columns: &[(&str, &dyn ToSql)]) -> Result<()> {
    insert(db, table, columns, "").map(drop)
}

/// Writes a row with its check sum unless there is one of the same key; says whether it did.
pub(crate) fn put_new(
    db: &Connection,
    table: Summed,
    columns: &[(&str, &dyn ToSql)],
) -> Result<bool> {
    insert(db, table, columns, " ON CONFLICT DO NOTHING")
}

fn insert(
    db: &Connection,
    table: Summed,
    columns: &[(&str, &dyn ToSql)],
    otherwise: &str,
) -> Result<bool> {
    let checksum = of(table, columns)?;
    let mut sql = format!("INSERT INTO {} (", table.table());
    let mut marks = String::new();
    for (name, _) in columns {
        // Nothing that is written to a text fails.
        let _ = write!(sql, "{name}, ");
        marks.push_str("?, ");
    }
    let _ = write!(sql, "{CHECKSUM}) VALUES ({marks}?){otherwise}");
    let values = columns.iter().map(|(_, value)| *value);
    let is_new = ask::act(
        db,
        &sql,
        params_from_iter(values.chain([&checksum as &dyn ToSql])),
    )? > 0;
    if is_new {
        let import = columns.iter().find(|(name, _)| *name == "import");
        count(db, table, import.map(|(_, value)| *value), checksum)?;
    }
    Ok(is_new)
}

/// Counts a row that was written, to the import that its column names.
pub(crate) fn count(
    db: &Connection,
    table: Summed,
    import: Option<&dyn ToSql>,
    checksum: i64,
) -> Result<()> {
    let sql = format!("SELECT {} FROM (SELECT ?1 AS import) t", table.import());
    let seq = ask::one(db, &sql, [import.unwrap_or(&Value::Null)], |row| {
        Ok(row.get(0)?)
    })?;
    let mut total = Total::default();
    total.add(checksum);
    note(db, table, &Totals::from([(seq.unwrap_or(0), total)]))
}

/// Counts rows no longer, which are about to go or to change, by the check sums that they were written with.
pub(crate) fn forget(
    db: &Connection,
    table: Summed,
    clause: &str,
    params: impl Params,
) -> Result<()> {
    let sql = format!(
        "SELECT {}, coalesce(t.{CHECKSUM}, 0) FROM {} t WHERE {clause}",
        table.import(),
        table.table()
    );
    let mut totals = Totals::new();
    ask::each(db, &sql, params, |row| {
        totals.entry(row.get(0)?).or_default().remove(row.get(1)?);
        Ok(())
    })?;
    note(db, table, &totals)
}

/// Counts rows that were changed where nothing else may be, and were forgotten before: with new check sums.
pub(crate) fn renew(
    db: &Connection,
    table: Summed,
    clause: &str,
    params: impl Params,
) -> Result<()> {
    let mut totals = Totals::new();
    renewed(db, table, (clause, params), &mut totals)?;
    note(db, table, &totals)
}

/// Gives rows their check sums and adds them to the totals; gives the key of the last, nothing where there was none.
fn renewed(
    db: &Connection,
    table: Summed,
    (clause, params): (&str, impl Params),
    totals: &mut Totals,
) -> Result<Option<Vec<Value>>> {
    let key = table.key();
    let sql = format!(
        "SELECT {}, {}, t.* FROM {} t WHERE {clause}",
        table.import(),
        key.join(", "),
        table.table()
    );
    let mut rows = Rows::after(table, key.len() + 1);
    let mut found = Vec::new();
    ask::each(db, &sql, params, |row| {
        let checksum = rows.checksum(row)?;
        totals.entry(row.get(0)?).or_default().add(checksum);
        let mut values = vec![Value::Integer(checksum)];
        for at in 1..=key.len() {
            values.push(row.get(at)?);
        }
        found.push(values);
        Ok(())
    })?;
    let clauses: Vec<String> = key.iter().map(|column| format!("{column} = ?")).collect();
    let sql = format!(
        "UPDATE {} SET {CHECKSUM} = ? WHERE {}",
        table.table(),
        clauses.join(" AND ")
    );
    for values in &found {
        ask::act(db, &sql, params_from_iter(values))?;
    }
    Ok(found
        .pop()
        .map(|values| values.into_iter().skip(1).collect()))
}

/// Gives every row of a workspace from before there were any its check sum.
pub(crate) fn fill(db: &Connection) -> Result<()> {
    for table in Summed::ALL {
        let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1";
        let guards: Vec<(String, String)> = ask::all(db, sql, [table.table()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for (name, _) in &guards {
            db.execute_batch(&format!("DROP TRIGGER {name}"))?;
        }
        let (key, mut totals) = (table.key().join(", "), Totals::new());
        let first = format!("TRUE ORDER BY {key} LIMIT {STRETCH}");
        let mut last = renewed(db, table, (&first, []), &mut totals)?;
        while let Some(key_before) = last {
            let marks = vec!["?"; key_before.len()].join(", ");
            let next = format!("({key}) > ({marks}) ORDER BY {key} LIMIT {STRETCH}");
            last = renewed(
                db,
                table,
                (&next, params_from_iter(key_before)),
                &mut totals,
            )?;
        }
        note(db, table, &totals)?;
        for (_, guard) in guards {
            db.execute_batch(&guard)?;
        }
    }
    Ok(db.execute_batch(&format!("UPDATE pupil SET {CHECKSUM} = {HEAD}"))?)
}
