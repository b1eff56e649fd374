//! Backups: a workspace's file copied while it is in use, what a file holds, and a file held while it is put aside.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::change::still;
use super::connection::{MANIFEST, RESTORING, Store};
use super::convert::columns::Columns;
use super::door::{Door, FILE};
use super::fault::{Result, StoreError};
use super::opened::{Opened, PATIENCE, alone, beside, beside_with_key, fresh, opened};
use super::telling::Told;
use super::{ask, migrate, settings};
use crate::domain::backup::{Contents, Head};
use crate::domain::digest::Digest;
use crate::domain::identity::Origin;
use crate::domain::travel::Bytes;

/// How many pages are copied between two words on the progress: four megabytes of a file's usual pages.
const STRIDE: i32 = 256;

/// Copies the file of the workspace in a folder, as it stands at one moment, into a new file.
///
/// It is read in one transaction: whoever writes meanwhile, in this process or another, is not kept from it, and the
/// copy does not begin anew for it. The copy is one file without a log; it is not synced yet. Whoever hears `told` may
/// end it, and what has been copied by then is left lying.
/// The copy of an encrypted file has the same key.
pub fn copy(door: impl Into<Door>, to: &Path, told: &mut Told<'_>) -> Result<()> {
    let from = beside_with_key(&door.into())?;
    let moment = still(&from.db)?;
    // The moment begins with the first thing that is read.
    ask::count(&moment, "SELECT count(*) FROM sqlite_schema", [])?;
    let mut copy = fresh(to, from.cipher.as_ref())?;
    // A copy that fails half-way is thrown away, so that nothing need take it back.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
    pages(&moment, &mut copy, told)?;
    // What is kept closed must be readable where nothing can be written beside it.
    Ok(copy.execute_batch("PRAGMA journal_mode = DELETE")?)
}

fn pages(from: &Connection, to: &mut Connection, told: &mut Told<'_>) -> Result<()> {
    let size = page_size(from)?;
    let megabytes = |pages| u64::try_from(i64::from(pages) * size / 1_000_000).unwrap_or(0);
    let backup = Backup::new(from, to)?;
    loop {
        let step = backup.step(STRIDE)?;
        let at = backup.progress();
        let of = megabytes(at.pagecount);
        let done = megabytes(at.pagecount.saturating_sub(at.remaining));
        told("Copying the workspace (MB)", done, of)?;
        if step == StepResult::Done {
            return Ok(());
        }
        if step != StepResult::More {
            return Err(StoreError::Locked);
        }
    }
}

/// How many bytes a page has; SQLCipher says so in digits.
fn page_size(db: &Connection) -> Result<i64> {
    let size = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
    Ok(match size {
        Value::Integer(size) => size,
        Value::Text(digits) => digits.parse().unwrap_or_default(),
        Value::Null | Value::Real(_) | Value::Blob(_) => 0,
    })
}

/// Says what the workspace's file in a folder holds, whatever its form; writes nothing.
pub fn contents(door: impl Into<Door>) -> Result<Contents> {
    let door = door.into();
    let db = beside(&door)?;
    migrate::form(&db, &door.file())?;
    held(&db)
}

/// Whether the workspace in a folder is of an older form than this program's; not where there is none.
pub fn is_older(door: &Door) -> Result<bool> {
    let folder = door.folder();
    let is_workspace = folder.join(FILE).is_file();
    if !is_workspace || folder.join(MANIFEST).exists() || folder.join(RESTORING).exists() {
        return Ok(false);
    }
    let db = beside(door)?;
    let form = migrate::form(&db, &door.file())?;
    Ok((1..migrate::KNOWN).contains(&form))
}

/// Whether a form is newer than those this program knows.
pub fn is_newer(form: u32) -> bool {
    usize::try_from(form).is_ok_and(|form| form > migrate::KNOWN)
}

/// Whether a form is older than the one this program brings every workspace to.
pub fn is_earlier(form: u32) -> bool {
    usize::try_from(form).is_ok_and(|form| form < migrate::KNOWN)
}

/// Gives a setting of the workspace in a folder, whatever its form; writes nothing.
pub fn setting(door: &Door, key: &str) -> Result<Option<String>> {
    settings::get(&beside(door)?, key)
}

/// Whether a door's passphrase opens the file behind it, whatever else is wrong with that; a plain one is open anyhow.
pub fn opens(door: &Door) -> Result<bool> {
    match opened(door, OpenFlags::SQLITE_OPEN_READ_ONLY, PATIENCE) {
        Err(StoreError::WrongPassphrase(_)) => Ok(false),
        opened => opened.map(|_| true),
    }
}

pub(crate) fn held(db: &Connection) -> Result<Contents> {
    let moment = still(db)?;
    let form = moment.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let counted = |sql: &str| ask::count(&moment, sql, []);
    // A table that came with a later form has no rows before.
    let awaited = counted("SELECT count(*) FROM awaited").unwrap_or(0);
    let pupils = counted("SELECT count(*) FROM pupil WHERE undone IS NULL")
        .or_else(|_| counted("SELECT count(*) FROM pupil"))?;
    let records = counted("SELECT count(*) FROM chain")? - awaited;
    Ok(Contents {
        form: Some(form),
        origin: Some(settings::origin(&moment)?),
        pupils: Some(pupils.unsigned_abs()),
        records: Some(records.unsigned_abs()),
        heads: heads(&moment)?,
    })
}

/// The heads of all chains, each with the signature over it.
fn heads(db: &Connection) -> Result<Vec<Head>> {
    let sql = "SELECT c.origin, c.n, c.link, s.signature
        FROM (SELECT origin, max(n) AS n FROM chain GROUP BY origin) h
        JOIN chain c ON c.origin = h.origin AND c.n = h.n
        LEFT JOIN seal s ON s.origin = c.origin AND s.n = c.n AND s.link = c.link ORDER BY c.origin";
    ask::all(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        Ok(Head {
            origin: row.name(Origin::new)?,
            records: row.plain()?,
            link: row.digest()?,
            signature: row
                .plain::<Option<Vec<u8>>>()?
                .map(|bytes| Bytes(bytes).into()),
        })
    })
}

/// A workspace's file that is held, so that nobody else opens it while it is put aside; its log is in the file.
pub struct Held {
    db: Connection,
}

impl Held {
    /// Takes hold of the file in a folder; nothing where it is too damaged to be.
    ///
    /// # Errors
    ///
    /// [`StoreError::Locked`] where somebody else has it open.
    pub fn take(door: impl Into<Door>) -> Result<Option<Self>> {
        let taken = alone(&door.into()).and_then(|Opened { db, .. }| {
            let mode: String =
                db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
            if mode != "delete" {
                return Err(StoreError::Locked);
            }
            db.execute_batch("BEGIN EXCLUSIVE")?;
            Ok(db)
        });
        match taken {
            Ok(db) => Ok(Some(Self { db })),
            Err(StoreError::Damaged(_)) => Ok(None),
            Err(
                StoreError::Unreachable(fault)
                | StoreError::InDoubt(fault)
                | StoreError::Database(fault),
            ) if is_damage(&fault) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Says what it holds.
    pub fn contents(&self) -> Result<Contents> {
        held(&self.db)
    }

    /// Counts the records that are in it and not in the workspace of another folder.
    pub fn beyond(&self, door: &Door) -> Result<u64> {
        let other = beside(door)?;
        let mut beyond = 0;
        let awaited = "SELECT count(*) FROM awaited WHERE record = ?1";
        ask::each(&self.db, "SELECT record FROM chain", [], |row| {
            let record: String = row.get(0)?;
            let known = ask::count(
                &other,
                "SELECT count(*) FROM chain WHERE record = ?1",
                [&record],
            )?;
            let waits_there = ask::count(&other, awaited, [&record])? > 0;
            let waits_here = ask::count(&self.db, awaited, [&record]).unwrap_or(0) > 0;
            beyond += u64::from((known == 0 || waits_there) && !waits_here);
            Ok(())
        })?;
        Ok(beyond)
    }
}

fn is_damage(fault: &rusqlite::Error) -> bool {
    matches!(
        fault.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure)
    )
}

impl Store {
    /// The link of a place in a chain; nothing where the chain does not reach so far.
    pub(crate) fn link_at(&self, origin: &Origin, n: i64) -> Result<Option<Digest>> {
        let sql = "SELECT link FROM chain WHERE origin = ?1 AND n = ?2";
        ask::one(&self.db, sql, (origin.as_str(), n), |row| {
            Columns::of(row).digest()
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "these tests look at the files that a backup is made of"
    )]

    use std::ops::ControlFlow;

    use super::*;
    use crate::store::KEY_FILE;
    use crate::store::fault::heard;
    use crate::store::fixtures::{at, open, pupil, sheet, workspace};
    use crate::store::seal::holds;

    fn copied(folder: &Path, to: &Path) -> Result<()> {
        copy(folder, &to.join(FILE), &mut |_, _, _| Ok(()))
    }

    #[test]
    fn a_copy_is_one_file_with_all_that_is_recorded_and_its_signed_heads() {
        let (folder, mut store) = workspace(3);
        for n in 1..=3 {
            let one = pupil(&store, &format!("K-{n}"));
            store.record(sheet(&store, &one, "3"), None, at(n)).unwrap();
        }
        let to = tempfile::tempdir().unwrap();
        copied(folder.path(), to.path()).unwrap();
        let names: Vec<_> = std::fs::read_dir(to.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
        let held = contents(to.path()).unwrap();
        assert_eq!(held, contents(folder.path()).unwrap());
        assert_eq!((held.pupils, held.records), (Some(3), Some(3)));
        let head = &held.heads[0];
        let signature = Bytes::try_from(head.signature.clone().unwrap()).unwrap().0;
        let public = store.signing().unwrap();
        assert!(holds(&public, &head.origin, 3, &head.link, &signature));
        std::fs::copy(folder.path().join(KEY_FILE), to.path().join(KEY_FILE)).unwrap();
        assert_eq!(
            open(to.path(), 9).verified().unwrap(),
            store.verified().unwrap()
        );
    }

    #[test]
    fn what_is_recorded_while_it_is_copied_waits_for_nobody_and_is_not_in_it() {
        let (folder, mut store) = workspace(40);
        let to = tempfile::tempdir().unwrap();
        let one = pupil(&store, "K-1");
        let first = sheet(&store, &one, "3");
        let mut words = 0;
        let told: &mut Told<'_> = &mut |_, _, _| {
            words += 1;
            if words == 1 {
                store.record(first.clone(), None, at(2))?;
            }
            Ok(())
        };
        copy(folder.path(), &to.path().join(FILE), told).unwrap();
        assert_eq!(contents(to.path()).unwrap().records, Some(0));
        assert_eq!(contents(folder.path()).unwrap().records, Some(1));
    }

    #[test]
    fn a_copy_is_stopped_at_its_first_word() {
        let (folder, _store) = workspace(1);
        let to = tempfile::tempdir().unwrap();
        let stopped = copy(folder.path(), &to.path().join(FILE), &mut |_, _, _| {
            heard(ControlFlow::Break(()))
        });
        assert!(matches!(stopped, Err(StoreError::Stopped)), "{stopped:?}");
    }

    #[test]
    fn a_file_is_held_only_where_nobody_else_has_it_open() {
        let (folder, mut store) = workspace(2);
        let other = tempfile::tempdir().unwrap();
        copied(folder.path(), other.path()).unwrap();
        let one = pupil(&store, "K-1");
        store.record(sheet(&store, &one, "3"), None, at(2)).unwrap();
        assert!(matches!(Held::take(folder.path()), Err(StoreError::Locked)));
        drop(store);
        let held = Held::take(folder.path()).unwrap().unwrap();
        assert_eq!(held.contents().unwrap().records, Some(1));
        assert_eq!(held.beyond(&other.path().into()).unwrap(), 1);
        assert!(!folder.path().join(format!("{FILE}-wal")).exists());
        drop(held);
        std::fs::write(
            folder.path().join(FILE),
            b"no database at all, and longer than a header of one".repeat(9),
        )
        .unwrap();
        assert!(Held::take(folder.path()).unwrap().is_none());
    }
}
