//! Schools on their way in: what each register said of them, the latest counting.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::rows::{Tables, text, unfit};
use crate::domain::travel::{Cell, Register};
use crate::store::fault::{Result, StoreError};
use crate::store::{ask, schools};

/// The registers that told of each school that is known.
#[derive(Default)]
pub(super) struct Told(Option<BTreeMap<String, BTreeSet<String>>>);

impl Told {
    fn known(&mut self, db: &Connection) -> Result<&mut BTreeMap<String, BTreeSet<String>>> {
        let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        if let Some(read) = self.0.take() {
            told = read;
        } else {
            ask::each(db, "SELECT urn, import FROM school_version", [], |row| {
                told.entry(row.get(0)?).or_default().insert(row.get(1)?);
                Ok(())
            })?;
        }
        Ok(self.0.insert(told))
    }
}

/// Takes a school in; says whether anything was new.
pub(super) fn take(
    db: &Connection,
    tables: &mut Tables,
    told: &mut Told,
    school: &Register,
) -> Result<bool> {
    let mut news = false;
    let known = told.known(db)?.entry(school.urn.clone()).or_default();
    for row in &school.versions {
        let import = text(row, "import")?.to_owned();
        if text(row, "urn")? != school.urn {
            return unfit("a school with another's number");
        }
        let is_latest = known.last().is_none_or(|last| *last < import);
        if !known.insert(import) {
            continue;
        }
        news = true;
        let sql = if is_latest {
            "SELECT max(coalesce((SELECT max(id) FROM school_version), 0), 0) + 1"
        } else {
            "SELECT min(coalesce((SELECT min(id) FROM school_version), 0), 0) - 1"
        };
        let id = ask::count(db, sql, [])?;
        let mut row = row.clone();
        row.insert("id".to_owned(), Cell::Integer(id));
        tables.put(db, "school_version", &row)?;
    }
    for row in &school.successions {
        let sql = "SELECT count(*) FROM school_succession WHERE urn = ?1 AND successor = ?2";
        if ask::count(db, sql, [text(row, "urn")?, text(row, "successor")?])? == 0 {
            tables.put(db, "school_succession", row)?;
            news = true;
        }
    }
    if news {
        point(db, &school.urn)?;
    }
    Ok(news)
}

/// Points a school to the latest that a register says of it and that stands.
fn point(db: &Connection, urn: &str) -> Result<()> {
    let sql = "INSERT INTO school (urn, version, now)
        SELECT ?1, max(id), max(id) FROM school_version s WHERE urn = ?1
            AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = s.import) HAVING max(id) IS NOT NULL
        ON CONFLICT (urn) DO UPDATE SET version = excluded.version, now = excluded.now";
    ask::act(db, sql, params![urn])?;
    match schools::standing(db, urn) {
        Err(StoreError::Damaged(_)) => unfit("a school with a fact that none has"),
        read => read.map(drop),
    }
}
