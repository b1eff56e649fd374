//! The connection: the only place where a workspace's file is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::door::{Door, FILE};
use super::fault::{Result, StoreError};
use super::migrate;
use super::mint::Mint;
use super::opened::{Opened, PATIENCE, legible, opened};
use super::place;
use super::seal::{KEY_FILE, Key};
use super::settings;
use crate::domain::day::Moment;
use crate::domain::identity::Origin;

/// The file that makes a folder a backup: the workspace in it is not worked in.
pub const MANIFEST: &str = "backup.json";

/// The folder in a workspace's that holds one that is about to take its place.
pub const RESTORING: &str = "restoring";

/// What holds for every connection. Replacing a row must run the triggers that refuse removal, hence the recursion.
/// The cache holds the hot pages of a county's caseload (32 MB); a country's is read from the system's cache.
const PRAGMAS: &str = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

/// How large the pages of a new file are; those of an older one stay as they are.
///
/// With 4 KiB, SQLite's own measure, a caseload takes a fifth longer to come in: more pages are split, logged one by one
/// and carried over from the log. Larger ones would make each key's draft a longer write.
const PAGES: &str = "PRAGMA page_size = 16384";

/// A workspace's file, open.
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) mint: Mint,
    pub(crate) origin: Origin,
    pub(crate) door: Door,
    pub(crate) is_encrypted: bool,
    pub(crate) key: Option<Key>,
}

impl Store {
    /// Opens the workspace in a folder, or makes one there; the folder must exist.
    pub fn open(door: impl Into<Door>, mint: Mint, now: Moment) -> Result<Self> {
        let door = door.into();
        let folder = door.folder();
        // One chain must not be continued twice, in a backup and in the workspace it was made of.
        if folder.join(MANIFEST).exists() {
            return Err(StoreError::Backup(folder.to_owned()));
        }
        if folder.join(RESTORING).exists() {
            return Err(StoreError::Restoring(folder.to_owned()));
        }
        if place::is_emptied(folder) {
            return Err(StoreError::Emptied(door.file()));
        }
        let is_new = door.is_new() && door.passphrase().is_some();
        let opened = Self::through(&door, mint.clone(), now);
        if is_new && opened.as_ref().is_err_and(StoreError::is_unread) {
            // Another process has begun the file meanwhile, with a salt of its own.
            return Self::through(&door, mint, now);
        }
        opened
    }

    fn through(door: &Door, mut mint: Mint, now: Moment) -> Result<Self> {
        let (mut db, is_encrypted) = connect(door)?;
        let folder = door.folder();
        migrate::bring_up(&mut db, &door.file(), |change| {
            let key = if is_encrypted {
                Key::keep(change, folder, mint.salt())?
            } else {
                Key::make(folder, mint.salt())?
            };
            settings::begin(change, &mint.id(now), &key.public(), now)
        })?;
        let origin = settings::origin(&db)?;
        let key = if is_encrypted {
            Key::kept(&db, folder)?
        } else {
            Key::read(folder)?
        };
        Ok(Self {
            db,
            mint,
            origin,
            door: door.clone(),
            is_encrypted,
            key,
        })
    }

    /// Opens the workspace that is in a folder; refuses where there is none.
    pub fn open_existing(door: impl Into<Door>, mint: Mint, now: Moment) -> Result<Self> {
        let door = door.into();
        let folder = door.folder();
        if !folder.join(FILE).is_file() && !folder.join(RESTORING).exists() {
            return Err(StoreError::Missing(folder.to_owned()));
        }
        Self::open(&door, mint, now)
    }

    /// What the workspace was opened by.
    pub fn door(&self) -> &Door {
        &self.door
    }

    /// Whether its file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }

    /// The name of this workspace on every record it makes.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Gives a number that another one takes the place of when somebody else writes to the workspace's file.
    pub fn version(&self) -> Result<i64> {
        let version = self
            .db
            .pragma_query_value(None, "data_version", |row| row.get(0));
        Ok(version?)
    }

    /// Waits for another writer, as at first, or is refused at once with [`StoreError::Locked`].
    pub fn wait_for_others(&self, waits: bool) -> Result<()> {
        let patience = if waits { PATIENCE } else { Duration::ZERO };
        Ok(self.db.busy_timeout(patience)?)
    }

    /// Gives a setting of the workspace.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        settings::get(&self.db, key)
    }

    /// Writes a setting of the workspace; those that name it are refused.
    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<()> {
        settings::set(&self.db, key, value)
    }
}

/// Gives the key beside the file, where it is this workspace's own.
pub(crate) fn own_key<'a>(db: &Connection, key: Option<&'a Key>, folder: &Path) -> Result<&'a Key> {
    let path = || folder.join(KEY_FILE);
    let key = key.ok_or_else(|| StoreError::KeyMissing(path()))?;
    if key.public() == settings::public_key(db)? {
        Ok(key)
    } else {
        Err(StoreError::KeyForeign(path()))
    }
}

/// Opens the file behind a door; says whether it is encrypted.
fn connect(door: &Door) -> Result<(Connection, bool)> {
    let path = door.file();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    // A refused file must stay as it is: closing would otherwise write the log into it.
    let Opened { mut db, cipher } = opened(door, flags, PATIENCE)?;
    migrate::form(&db, &path)?;
    legible(&db)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // A statement is planned once: SQLite would otherwise plan some anew for each value that is bound to them.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.execute_batch(PAGES)?;
    keep_log(&db)?;
    db.execute_batch(PRAGMAS)?;
    db.set_prepared_statement_cache_capacity(128);
    place::guard(&mut db, &path)?;
    Ok((db, cipher.is_some()))
}

/// How often the switch to a write-ahead log is tried, and how long it rests in between.
const TRIES: u32 = 100;
const REST: Duration = Duration::from_millis(50);

/// Switches to a write-ahead log, which stays with the file.
///
/// SQLite's own patience does not cover the switch: two processes that begin one workspace at once
/// would otherwise have one of them refused.
pub(crate) fn keep_log(db: &Connection) -> Result<()> {
    for _ in 1..TRIES {
        match db.execute_batch("PRAGMA journal_mode = WAL") {
            Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(REST);
            }
            done => return Ok(done?),
        }
    }
    Ok(db.execute_batch("PRAGMA journal_mode = WAL")?)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "these tests lay strange files where a workspace should be, and look whether they were touched"
    )]

    use super::*;
    use crate::domain::identity::PupilId;
    use crate::store::change::change;
    use crate::store::fixtures::{at, draft, open, pupil, sheet, workspace};

    #[test]
    fn a_workspace_keeps_its_origin_and_settings() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path(), 7);
        store.set_meta("framework", "illustrative 2025.2").unwrap();
        store.set_meta("framework", "illustrative 2026.1").unwrap();
        let refused = store.set_meta("origin", "another");
        assert!(matches!(refused, Err(StoreError::FixedSetting(_))));
        let origin = store.origin().clone();
        drop(store);
        let store = Store::open_existing(folder.path(), Mint::seeded(8), at(1)).unwrap();
        assert_eq!(*store.origin(), origin);
        assert_eq!(
            store.meta("framework").unwrap().as_deref(),
            Some("illustrative 2026.1")
        );
    }

    #[test]
    fn the_same_seed_makes_the_same_workspace() {
        let names = || {
            let (_folder, mut store) = workspace(2);
            let pupil = pupil(&store, "K-2");
            let mapping = store
                .record(sheet(&store, &pupil, "3"), None, at(4))
                .unwrap();
            (
                store.origin().clone(),
                mapping,
                store.verified().unwrap().chains,
            )
        };
        assert_eq!(names(), names());
    }

    #[test]
    fn processes_that_begin_at_once_begin_one_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let begin = |seed| Store::open(path, Mint::seeded(seed), at(0)).unwrap().origin;
        let origins: Vec<_> = std::thread::scope(|scope| {
            let begun: Vec<_> = (0..6)
                .map(|seed| scope.spawn(move || begin(seed)))
                .collect();
            begun.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(
            origins.iter().all(|origin| *origin == origins[0]),
            "{origins:?}"
        );
        assert!(open(folder.path(), 9).verified().unwrap().faults.is_empty());
    }

    /// Opens the file as another program would.
    fn foreign(folder: &Path) -> Connection {
        Connection::open(folder.join(FILE)).unwrap()
    }

    #[track_caller]
    fn refused(folder: &Path, said: &str) {
        let before = std::fs::read(folder.join(FILE)).ok();
        let found = Store::open_existing(folder, Mint::seeded(1), at(1)).map(drop);
        let told = found.unwrap_err().to_string();
        assert!(told.contains(said), "{told}");
        assert_eq!(std::fs::read(folder.join(FILE)).ok(), before);
    }

    #[test]
    fn what_is_no_workspace_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        refused(folder.path(), "there is no workspace in");
        std::fs::write(
            folder.path().join(FILE),
            "plain text, and more than a header of it ".repeat(40),
        )
        .unwrap();
        refused(folder.path(), "is not a Continuum workspace");
        std::fs::remove_file(folder.path().join(FILE)).unwrap();
        let other = foreign(folder.path());
        other.execute_batch("CREATE TABLE theirs (a)").unwrap();
        drop(other);
        refused(folder.path(), "is not a Continuum workspace");
    }

    #[test]
    fn an_empty_file_begins_a_workspace_only_where_none_has_been() {
        let (folder, store) = workspace(1);
        drop(store);
        std::fs::write(folder.path().join(FILE), "").unwrap();
        refused(folder.path(), "is empty, and there has been a workspace");
        // An encrypted one has its key in the file; its log or a backup shows that it was there.
        std::fs::remove_file(folder.path().join(KEY_FILE)).unwrap();
        let log = folder.path().join("workspace.sqlite-wal");
        std::fs::write(&log, "a log").unwrap();
        refused(folder.path(), "is empty, and there has been a workspace");
        std::fs::remove_file(log).unwrap();
        let backup = folder.path().join("backups/one");
        std::fs::create_dir_all(&backup).unwrap();
        std::fs::write(backup.join(FILE), "a file").unwrap();
        refused(folder.path(), "is empty, and there has been a workspace");
        // What a kill in the first moment of a new one leaves: the file comes before the key.
        std::fs::remove_dir_all(backup).unwrap();
        open(folder.path(), 3);
    }

    #[test]
    fn a_newer_form_is_refused_and_left_alone() {
        let (folder, store) = workspace(1);
        store.db.execute_batch("PRAGMA user_version = 99").unwrap();
        drop(store);
        refused(folder.path(), "form 99");
        // The same with its log still lying there, as after a crash of the newer program.
        let newer = foreign(folder.path());
        newer
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
            .unwrap();
        newer.execute_batch("PRAGMA user_version = 100").unwrap();
        drop(newer);
        refused(folder.path(), "form 100");
    }

    #[test]
    fn a_column_whose_name_is_no_text_is_refused() {
        let (folder, store) = workspace(1);
        drop(store);
        let path = folder.path().join(FILE);
        let bytes = std::fs::read(&path).unwrap();
        let name = b"changed_after_reveal INTEGER NOT NULL";
        // Pages that are free by now may have it too.
        let mut harmed = bytes.clone();
        for (at, part) in bytes.windows(name.len()).enumerate() {
            if part == name {
                harmed[at] = 0xFF;
            }
        }
        assert_ne!(harmed, bytes);
        std::fs::write(&path, harmed).unwrap();
        refused(folder.path(), "is damaged");
    }

    #[test]
    fn a_held_file_says_so() {
        let (folder, mut store) = workspace(1);
        let mut holder = open(folder.path(), 8);
        let held = change(&mut holder.db).unwrap();
        store.db.busy_timeout(Duration::ZERO).unwrap();
        let draft = draft(&PupilId::new("p"));
        let told = store
            .save_draft(&draft, crate::store::Rev::NONE, at(1))
            .unwrap_err();
        assert!(matches!(told, StoreError::Locked), "{told}");
        drop(held);
    }

    #[test]
    fn a_full_disk_and_a_read_only_file_say_so() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mut large = draft(&id);
        large.parked = Some("x".repeat(1_000_000));
        let pages: i64 = store
            .db
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        store
            .db
            .pragma_update(None, "max_page_count", pages)
            .unwrap();
        let told = store
            .save_draft(&large, crate::store::Rev::NONE, at(1))
            .unwrap_err();
        assert!(matches!(told, StoreError::DiskFull), "{told}");
        store.db.pragma_update(None, "query_only", true).unwrap();
        let told = store
            .save_draft(&large, crate::store::Rev::NONE, at(1))
            .unwrap_err();
        assert!(matches!(told, StoreError::ReadOnly), "{told}");
    }
}
