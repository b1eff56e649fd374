//! Pupils on their way in: the same pupil is the same one, and what is newer counts.
//!
//! What came by a later import counts, wherever it came in: ids of imports grow with time, and a store names its own after
//! all that it knows. What is older than what is here goes before it, under numbers below all others.

use std::collections::HashSet;

use rusqlite::{Connection, ErrorCode, ToSql, params};

use super::rows::{self, Tables, integer, text, unfit};
use crate::domain::digest::Digest;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::travel::{Cell, Pupil, Row};
use crate::store::checksums::{self, Summed};
use crate::store::convert::columns::Columns;
use crate::store::fault::{Result, StoreError};
use crate::store::{ask, pupils};

/// What became of a pupil who could be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Whether anything was new.
    pub(super) news: bool,
    /// How many of their plans were.
    pub(super) plans: u64,
}

/// Takes a pupil in; nothing where their reference or UPN is somebody else's here, and what was written is to be taken
/// back.
///
/// # Errors
///
/// A pupil that is none.
pub(super) fn take(db: &Connection, tables: &mut Tables, pupil: &Pupil) -> Result<Option<Taken>> {
    let mut taken = Taken::default();
    let known = seq(db, &pupil.id)?;
    taken.news = known.is_none();
    let seq = known.map_or_else(|| arrive(db, pupil), Ok)?;
    taken.news |= versions(db, tables, pupil, seq)?;
    taken.plans = plans(db, tables, pupil)?;
    taken.news |= cohorts(db, tables, pupil)?;
    for import in &pupil.departures {
        number(db, import)?;
        let row: [(&str, &dyn ToSql); 2] = [("import", import), ("pupil", &pupil.id)];
        taken.news |= checksums::put_new(db, Summed::Departure, &row)?;
    }
    taken.news |= name(db, pupil, seq)?;
    if !point(db, seq)? {
        return Ok(None);
    }
    pupils::settle(db, &PupilId::new(pupil.id.as_str()))?;
    // As the screens will read them.
    match pupils::current(db, &PupilId::new(pupil.id.as_str()), 0) {
        Err(StoreError::Damaged(_)) => unfit("a pupil with a fact that none has"),
        Ok(current) if PupilRef::read(current.facts.reference.as_str()).is_none() => {
            unfit("a pupil without a reference that can be seen")
        }
        read => read.map(|_| Some(taken)),
    }
}

fn seq(db: &Connection, pupil: &str) -> Result<Option<i64>> {
    ask::one(db, "SELECT seq FROM pupil WHERE id = ?1", [pupil], |row| {
        Ok(row.get(0)?)
    })
}

/// The number that an import has here.
fn number(db: &Connection, import: &str) -> Result<i64> {
    let found = ask::one(
        db,
        "SELECT seq FROM import WHERE id = ?1",
        [import],
        |row| Ok(row.get(0)?),
    )?;
    found.map_or_else(
        || unfit("a pupil of an import that it does not tell of"),
        Ok,
    )
}

/// Writes a pupil who is new; what they are called is pointed to later.
fn arrive(db: &Connection, pupil: &Pupil) -> Result<i64> {
    if pupil.versions.is_empty() {
        return unfit("a pupil of whom it tells nothing");
    }
    let named = number(db, &pupil.named)?;
    let sql = "INSERT INTO pupil (id, ref, version, named) VALUES (?1, 'arriving ' || ?1, 0, ?2)";
    ask::act(db, sql, params![pupil.id, named])?;
    Ok(db.last_insert_rowid())
}

/// Numbers for what is newer than all that is here, and for what is older.
struct Numbers {
    next: i64,
    below: i64,
}

impl Numbers {
    fn of(db: &Connection, table: &str, column: &str) -> Result<Self> {
        // One end a query: SQLite goes through the whole table for two.
        let sql = format!(
            "SELECT coalesce((SELECT max({column}) FROM {table}), 0), coalesce((SELECT min({column}) FROM {table}), 0)"
        );
        let ends = ask::one(db, &sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (most, least): (i64, i64) = ends.unwrap_or_default();
        Ok(Self {
            next: most.max(0) + 1,
            below: least.min(0) - 1,
        })
    }

    fn newer(&mut self) -> i64 {
        self.next += 1;
        self.next - 1
    }

    fn older(&mut self) -> i64 {
        self.below -= 1;
        self.below + 1
    }
}

/// Writes rows, the newer ones after all that is here and the older ones before; each with the key that orders it.
fn write<K: Ord>(
    db: &Connection,
    tables: &mut Tables,
    (table, column): (&'static str, &str),
    mut new: Vec<(K, Row)>,
    last: Option<&K>,
) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let mut numbers = Numbers::of(db, table, column)?;
    new.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_older = |(key, _): &(K, Row)| last.is_some_and(|last| key < last);
    let (older, newer): (Vec<_>, Vec<_>) = new.into_iter().partition(is_older);
    for (_, mut row) in newer {
        row.insert(column.to_owned(), Cell::Integer(numbers.newer()));
        tables.put(db, table, &row)?;
    }
    for (_, mut row) in older.into_iter().rev() {
        row.insert(column.to_owned(), Cell::Integer(numbers.older()));
        tables.put(db, table, &row)?;
    }
    Ok(())
}

/// Adds the versions of the facts that are not here.
fn versions(db: &Connection, tables: &mut Tables, pupil: &Pupil, seq: i64) -> Result<bool> {
    let sql =
        "SELECT i.id FROM pupil_version v JOIN import i ON i.seq = v.import WHERE v.pupil = ?1";
    let mut known: HashSet<String> = ask::all(db, sql, [seq], |row| Ok(row.get(0)?))?
        .into_iter()
        .collect();
    let last = known.iter().max().cloned();
    let mut new = Vec::new();
    for row in &pupil.versions {
        let import = text(row, "import")?.to_owned();
        if !known.insert(import.clone()) {
            continue;
        }
        let mut row = row.clone();
        row.insert("import".to_owned(), Cell::Integer(number(db, &import)?));
        row.insert("pupil".to_owned(), Cell::Integer(seq));
        new.push((import, row));
    }
    let news = !new.is_empty();
    write(db, tables, ("pupil_version", "id"), new, last.as_ref())?;
    Ok(news)
}

/// Adds the plans that are not here; gives how many.
fn plans(db: &Connection, tables: &mut Tables, pupil: &Pupil) -> Result<u64> {
    let sql = "SELECT received, id FROM plan WHERE pupil = ?1";
    let known: Vec<(i64, String)> =
        ask::all(db, sql, [&pupil.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut ids: HashSet<String> = known.iter().map(|(_, id)| id.clone()).collect();
    let mut new = Vec::new();
    for row in &pupil.plans {
        let id = text(row, "id")?.to_owned();
        let digest = Digest::of(text(row, "text")?.as_bytes());
        let brought = row.get("digest").and_then(Cell::bytes);
        // One whose words were erased; whether a record says so is seen when all has come.
        let is_erased = text(row, "text")?.is_empty() && brought == Some(&[0; 32]);
        if !is_erased && brought != Some(digest.bytes()) {
            return unfit(format!(
                "the plan {id} with other words than it came in with"
            ));
        }
        if !ids.insert(id.clone()) {
            continue;
        }
        let mut row = row.clone();
        row.insert("pupil".to_owned(), Cell::Text(pupil.id.clone()));
        new.push(((integer(&row, "received")?, id), row));
    }
    let count = new.len() as u64;
    write(db, tables, ("plan", "seq"), new, known.iter().max())?;
    Ok(count)
}

/// Adds what was said of their cohort and is not here.
fn cohorts(db: &Connection, tables: &mut Tables, pupil: &Pupil) -> Result<bool> {
    let sql = "SELECT * FROM cohort WHERE pupil = ?1";
    let known = rows::all(db, sql, [&pupil.id], &["id", "pupil"])?;
    let key =
        |row: &Row| Ok::<_, StoreError>((integer(row, "at")?, text(row, "reader")?.to_owned()));
    let last = known
        .iter()
        .map(key)
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .max();
    let mut new = Vec::new();
    for row in pupil.cohorts.iter().filter(|row| !known.contains(row)) {
        let mut own = row.clone();
        own.insert("pupil".to_owned(), Cell::Text(pupil.id.clone()));
        new.push((key(row)?, own));
    }
    let news = !new.is_empty();
    write(db, tables, ("cohort", "id"), new, last.as_ref())?;
    Ok(news)
}

/// Keeps the latest import that named the pupil, and whether a whole caseload has left them out since.
fn name(db: &Connection, pupil: &Pupil, seq: i64) -> Result<bool> {
    let sql = "SELECT n.id, d.id FROM pupil p JOIN import n ON n.seq = p.named LEFT JOIN import d ON d.seq = p.departed
        WHERE p.seq = ?1";
    let here: Option<(String, Option<String>)> = ask::one(db, sql, [seq], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.plain()?))
    })?;
    let brought = (pupil.named.clone(), pupil.departed.clone());
    let latest = |(named, departed): &(String, Option<String>)| {
        (
            departed
                .clone()
                .map_or_else(|| named.clone(), |departed| departed.max(named.clone())),
            named.clone(),
        )
    };
    if here
        .as_ref()
        .is_some_and(|here| latest(here) >= latest(&brought))
        && here.as_ref() != Some(&brought)
    {
        return Ok(false);
    }
    let departed = brought.1.map(|import| number(db, &import)).transpose()?;
    let sql = "UPDATE pupil SET named = ?2, departed = ?3 WHERE seq = ?1 AND (named <> ?2 OR departed IS NOT ?3)";
    let row = params![seq, number(db, &brought.0)?, departed];
    Ok(ask::act(db, sql, row)? > 0)
}

/// A version of the facts: its number, the reference and UPN in it, its import.
type Latest = (i64, String, Option<String>, i64);

/// Points a pupil to the latest of their facts that stand; false where their reference or UPN is somebody else's.
fn point(db: &Connection, seq: i64) -> Result<bool> {
    let latest = |table: &str| {
        format!(
            "SELECT id, ref, upn, import FROM {table} WHERE pupil = ?1 ORDER BY id DESC LIMIT 1"
        )
    };
    let found = |table: &str| -> Result<Option<Latest>> {
        ask::one(db, &latest(table), [seq], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
    };
    let (latest, undone) = match found("standing_version")? {
        Some(latest) => (Some(latest), false),
        None => (found("pupil_version")?, true),
    };
    let Some((version, reference, upn, import)) = latest else {
        return unfit("a pupil of whom it tells nothing");
    };
    let upn = upn.filter(|_| !undone);
    let undone = undone.then_some(import);
    let sql = "UPDATE pupil SET version = ?2, ref = ?3, upn = ?4, undone = ?5 WHERE seq = ?1
        AND (version <> ?2 OR ref <> ?3 OR upn IS NOT ?4 OR (undone IS NULL) <> (?5 IS NULL))";
    match ask::act(db, sql, params![seq, version, reference, upn, undone]) {
        Ok(_) => Ok(true),
        Err(StoreError::Database(fault))
            if fault.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) =>
        {
            Ok(false)
        }
        Err(fault) => Err(fault),
    }
}
