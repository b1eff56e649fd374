//! Pupils: who is known, and the versions of what is known of them.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, params, params_from_iter};

use super::ask;
use super::checksums::{self, HEAD, Sum, Summed, Totals};
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected, values};
use super::fault::{Result, StoreError};
use crate::domain::erasure::kept_as;
use crate::domain::fact::Fact;
use crate::domain::identity::{PupilId, PupilRef, Upn};
use crate::domain::pupil::Facts;

impl Store {
    /// Counts the pupils of the caseload.
    pub fn pupils(&self) -> Result<u64> {
        Ok(ask::count(
            &self.db,
            "SELECT count(*) FROM pupil WHERE undone IS NULL",
            [],
        )?
        .unsigned_abs())
    }

    /// Finds the pupil of a reference, or else of a UPN.
    pub fn pupil_by(&self, text: &str) -> Result<Option<PupilId>> {
        let text = text.trim();
        if let Some(pupil) = by_reference(&self.db, text)? {
            return Ok(Some(pupil));
        }
        Upn::read(text).map_or(Ok(None), |upn| by_upn(&self.db, &upn))
    }

    /// Gives every pupil's reference and UPN, in the order they came (ids grow with time).
    pub fn references(&self) -> Result<Vec<(PupilId, PupilRef, Option<Upn>)>> {
        let sql = "SELECT id, ref, upn FROM pupil WHERE undone IS NULL ORDER BY id";
        ask::all(&self.db, sql, [], |row| {
            let row = &mut Columns::of(row);
            Ok((
                row.name(PupilId::new)?,
                row.name(PupilRef::new)?,
                row.maybe_with(Upn::read)?,
            ))
        })
    }
}

/// Where it stands what is known of a pupil.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    /// The number of the import.
    pub(crate) import: i64,
    /// The row of its file.
    pub(crate) line: usize,
}

/// The pupil who came last, as ids grow.
pub(crate) fn last(db: &Connection) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil ORDER BY id DESC LIMIT 1";
    ask::one(db, sql, [], |row| Columns::of(row).name(PupilId::new))
}

/// Finds the pupil of a reference.
pub(crate) fn by_reference(db: &Connection, reference: &str) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil WHERE ref = ?1";
    ask::one(db, sql, [reference], |row| {
        Columns::of(row).name(PupilId::new)
    })
}

/// Finds the pupil of a UPN.
pub(crate) fn by_upn(db: &Connection, upn: &Upn) -> Result<Option<PupilId>> {
    let sql = "SELECT id FROM pupil WHERE upn = ?1";
    ask::one(db, sql, [upn.as_str()], |row| {
        Columns::of(row).name(PupilId::new)
    })
}

/// Whether a record says that a pupil was erased.
pub(crate) fn is_erased(db: &Connection, pupil: &PupilId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM erased WHERE pupil = ?1)";
    Ok(ask::count(db, sql, [pupil.as_str()])? > 0)
}

/// Refuses a pupil nobody knows, and one who was erased.
pub(crate) fn known(db: &Connection, pupil: &PupilId) -> Result<()> {
    if is_erased(db, pupil)? {
        return Err(StoreError::Erased(kept_as(pupil)));
    }
    exists(db, pupil)
}

/// Refuses a pupil nobody knows.
pub(crate) fn exists(db: &Connection, pupil: &PupilId) -> Result<()> {
    let sql = "SELECT count(*) FROM pupil WHERE id = ?1";
    match ask::count(db, sql, [pupil.as_str()])? {
        0 => Err(StoreError::UnknownPupil(pupil.clone())),
        _ => Ok(()),
    }
}

/// Whether a pupil is out of the caseload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    /// They are in it.
    No,
    /// A whole caseload did not name them.
    Left,
    /// The import that brought them was undone.
    Undone,
}

/// What is known of a pupil now, as an import under way sees it.
pub(crate) struct Current {
    /// The pupil's number.
    pub(crate) seq: i64,
    pub(crate) facts: Facts,
    pub(crate) away: Away,
    /// Whether the version is of this import.
    pub(crate) is_told: bool,
    /// The row that told the version, where it is known.
    pub(crate) line: Option<usize>,
}

/// What is known of a pupil now, seen from an import.
pub(crate) fn current(db: &Connection, pupil: &PupilId, import: i64) -> Result<Current> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT p.seq, p.undone IS NOT NULL, p.departed IS NOT NULL, v.import = ?2, v.line, {}
                FROM pupil p JOIN pupil_version v ON v.id = p.version WHERE p.id = ?1",
            selected("v")
        )
    });
    let found = ask::one(db, &SQL, params![pupil.as_str(), import], |row| {
        let row = &mut Columns::of(row);
        let seq = row.plain()?;
        let away = match (row.plain()?, row.plain()?) {
            (true, _) => Away::Undone,
            (false, true) => Away::Left,
            (false, false) => Away::No,
        };
        Ok(Current {
            seq,
            away,
            is_told: row.plain()?,
            line: (row.plain::<Option<i64>>()?).and_then(|line| usize::try_from(line).ok()),
            facts: facts(row)?,
        })
    })?;
    found.ok_or_else(|| StoreError::UnknownPupil(pupil.clone()))
}

/// Notes that an import named pupils, of whom it says nothing new; they come in order.
pub(crate) fn name(db: &Connection, pupils: &[i64], import: i64) -> Result<()> {
    let sql = format!(
        "UPDATE pupil SET named = ?3, checksum = {HEAD} - named + ?3 WHERE seq BETWEEN ?1 AND ?2"
    );
    // Those who came one after the other come again so: most of a large file are a few stretches.
    for stretch in pupils.chunk_by(|one, next| one + 1 == *next) {
        for stretch in stretch.chunks(STRETCH) {
            if let [first, .., last] | [first @ last] = stretch {
                ask::act(db, &sql, params![first, last, import])?;
            }
        }
    }
    Ok(())
}

/// Gives a pupil's own row its check sum, after it was changed by other ways than an import's.
pub(crate) fn settle(db: &Connection, pupil: &PupilId) -> Result<()> {
    let sql = format!("UPDATE pupil SET checksum = {HEAD} WHERE id = ?1");
    ask::act(db, &sql, [pupil.as_str()]).map(drop)
}

/// How many pupils are named at once: SQLite keeps the pages of a statement in memory until it is through.
const STRETCH: usize = 1024;

/// Where the versions of pupils are written, one after the other.
pub(crate) struct Versions<'a> {
    db: &'a Connection,
    pupil: CachedStatement<'a>,
    version: CachedStatement<'a>,
    current: CachedStatement<'a>,
    names: CachedStatement<'a>,
    next: i64,
    sum: Sum,
    /// What was written since the last [`Versions::count`].
    totals: Totals,
}

impl<'a> Versions<'a> {
    /// Goes on after the last version.
    pub(crate) fn of(db: &'a Connection) -> Result<Self> {
        let version = format!(
            "INSERT INTO pupil_version (id, pupil, import, line, checksum, {}) VALUES (?{})",
            Fact::ALL.map(Fact::name).join(", "),
            ", ?".repeat(Fact::ALL.len() + 4)
        );
        Ok(Self {
            db,
            pupil: db.prepare_cached(
                "INSERT INTO pupil (id, ref, upn, version, named, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT DO NOTHING",
            )?,
            version: db.prepare_cached(&version)?,
            current: db.prepare_cached(
                "UPDATE pupil SET version = ?2, named = ?3, departed = NULL, undone = NULL, checksum = ?3 WHERE seq = ?1",
            )?,
            names: db.prepare_cached("UPDATE pupil SET ref = ?2, upn = ?3 WHERE seq = ?1")?,
            next: ask::count(db, "SELECT coalesce(max(id), 0) + 1 FROM pupil_version", [])?,
            sum: Sum::of(Summed::Facts),
            totals: Totals::new(),
        })
    }

    /// Writes a pupil that was not known; false, and nothing written, where the reference or the UPN is known.
    pub(crate) fn add(&mut self, pupil: &PupilId, facts: &Facts, told: Told) -> Result<bool> {
        let upn = facts.upn.as_ref().map(Upn::as_str);
        let reference = facts.reference.as_str();
        let row = (pupil.as_str(), reference, upn, self.next, told.import);
        if self.pupil.execute(row)? == 0 {
            return Ok(false);
        }
        self.write(self.db.last_insert_rowid(), facts, told)?;
        Ok(true)
    }

    /// Writes what is known of a pupil now.
    pub(crate) fn renew(&mut self, before: &Current, facts: &Facts, told: Told) -> Result<()> {
        let pupil = before.seq;
        self.current.execute((pupil, self.next, told.import))?;
        // Their two indexes are written anew whether or not they are others. Who was undone holds no UPN.
        let known = &before.facts;
        let same = known.reference == facts.reference && known.upn == facts.upn;
        if before.away == Away::Undone || !same {
            let upn = facts.upn.as_ref().map(Upn::as_str);
            self.names.execute((pupil, facts.reference.as_str(), upn))?;
        }
        self.write(pupil, facts, told)
    }

    fn write(&mut self, pupil: i64, facts: &Facts, told: Told) -> Result<()> {
        let line = i64::try_from(told.line).unwrap_or(i64::MAX);
        let facts = values(facts)?;
        let checksum = self.checksum(&facts, (pupil, told.import, line));
        let whose = [self.next, pupil, told.import, line, checksum].map(ToSqlOutput::from);
        self.version
            .execute(params_from_iter(whose.into_iter().chain(facts)))?;
        self.next += 1;
        self.totals.entry(told.import).or_default().add(checksum);
        Ok(())
    }

    /// The check sum of a version, as [`checksums::of`] would give it: a caseload has many, and their columns are known.
    fn checksum(
        &mut self,
        facts: &[ToSqlOutput<'_>],
        (pupil, import, line): (i64, i64, i64),
    ) -> i64 {
        self.sum.again(Summed::Facts);
        for column in &*COLUMNS {
            let number = match column.place {
                Place::Pupil => pupil,
                Place::Import => import,
                Place::Line => line,
                Place::Fact(at) => {
                    self.sum.add_output(column.name, facts.get(at));
                    continue;
                }
            };
            self.sum.add(column.name, ValueRef::Integer(number));
        }
        self.sum.finish()
    }

    /// Counts what was written to the check sums of its imports.
    pub(crate) fn count(&mut self) -> Result<()> {
        checksums::note(self.db, Summed::Facts, &std::mem::take(&mut self.totals))
    }
}

/// A column of a version, and where its value is.
struct Column {
    name: &'static str,
    place: Place,
}

enum Place {
    Pupil,
    Import,
    Line,
    Fact(usize),
}

/// The columns that a version's check sum is over, in the order of their names.
static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let own = [
        ("pupil", Place::Pupil),
        ("import", Place::Import),
        ("line", Place::Line),
    ];
    let facts = Fact::ALL.map(Fact::name).into_iter().zip(0..);
    let facts = facts.map(|(name, at)| (name, Place::Fact(at)));
    let columns = own.into_iter().chain(facts);
    let mut columns: Vec<Column> = columns
        .map(|(name, place)| Column { name, place })
        .collect();
    columns.sort_unstable_by_key(|column| column.name);
    columns
});
