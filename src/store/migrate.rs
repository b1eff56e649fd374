//! Migrations: numbered files that bring a workspace to the form this program knows.

use std::path::Path;

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::fault::{Result, StoreError};
use super::{ask, checksums};

/// The forms a workspace went through, oldest first.
const MIGRATIONS: [&str; 15] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
    include_str!("migrations/0011.sql"),
    include_str!("migrations/0012.sql"),
    include_str!("migrations/0013.sql"),
    include_str!("migrations/0014.sql"),
    include_str!("migrations/0015.sql"),
];

/// The form from which on rows have check sums.
const CHECKED: usize = 15;

/// Marks the file as a workspace (`CTNM`).
pub(crate) const APPLICATION: i64 = 0x4354_4E4D;

/// The latest form known here.
pub(crate) const KNOWN: usize = MIGRATIONS.len();

/// Says which form a file has, 0 where it is empty; refuses what is not ours or newer. Writes nothing.
pub(crate) fn form(db: &Connection, path: &Path) -> Result<usize> {
    let not_ours = || StoreError::NotWorkspace(path.to_owned());
    let pragma = |name| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application =
        pragma("application_id").map_err(|fault| match fault.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => not_ours(),
            Some(_) | None => StoreError::from(fault),
        })?;
    let found = usize::try_from(pragma("user_version")?).map_err(|_| not_ours())?;
    let things = ask::count(db, "SELECT count(*) FROM sqlite_schema", [])?;
    if application != APPLICATION && (things > 0 || found != 0) {
        return Err(not_ours());
    }
    if found > KNOWN {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: KNOWN,
        });
    }
    Ok(found)
}

/// Brings a workspace to the latest form in one transaction; `begin` writes what a new one starts with.
pub(crate) fn bring_up(
    db: &mut Connection,
    path: &Path,
    begin: impl FnOnce(&Transaction<'_>) -> Result<()>,
) -> Result<()> {
    if form(db, path)? == KNOWN {
        return Ok(());
    }
    // A table that others name cannot be made anew while their names are held to it.
    db.pragma_update(None, "foreign_keys", false)?;
    let done = raise(db, path, begin);
    db.pragma_update(None, "foreign_keys", true)?;
    done
}

fn raise(
    db: &mut Connection,
    path: &Path,
    begin: impl FnOnce(&Transaction<'_>) -> Result<()>,
) -> Result<()> {
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited.
    let found = form(&change, path)?;
    lay_out(&change, found, KNOWN)?;
    if found == 0 {
        begin(&change)?;
    }
    Ok(change.commit()?)
}

/// Gives a file the tables and triggers of a form, from an earlier one or from none.
pub(crate) fn lay_out(db: &Connection, from: usize, form: usize) -> Result<()> {
    for migration in MIGRATIONS.iter().take(form).skip(from) {
        db.execute_batch(migration)?;
    }
    if (1..CHECKED).contains(&from) && form >= CHECKED {
        checksums::fill(db)?;
    }
    db.pragma_update(None, "application_id", APPLICATION)?;
    Ok(db.execute_batch(&format!("PRAGMA user_version = {form}"))?)
}

/// Gives a database in memory with the tables and triggers that every workspace has, and no row.
pub(crate) fn pattern() -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    lay_out(&db, 0, KNOWN)?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "these tests lay a workspace as an earlier program left it"
    )]

    use super::*;
    use crate::domain::worklist::State;
    use crate::store::connection::Store;
    use crate::store::door::FILE;
    use crate::store::fixtures::{at, framework, open, pupil, sheet};
    use crate::store::mint::Mint;
    use crate::store::seal::Key;

    /// What a workspace of each form held, as the program of its day left it; the first is form 1.
    const HELD: [&str; KNOWN - 1] = [
        include_str!("../../fixtures/store/form-1.sql"),
        include_str!("../../fixtures/store/form-2.sql"),
        include_str!("../../fixtures/store/form-3.sql"),
        include_str!("../../fixtures/store/form-4.sql"),
        include_str!("../../fixtures/store/form-5.sql"),
        include_str!("../../fixtures/store/form-6.sql"),
        include_str!("../../fixtures/store/form-7.sql"),
        include_str!("../../fixtures/store/form-8.sql"),
        include_str!("../../fixtures/store/form-9.sql"),
        include_str!("../../fixtures/store/form-10.sql"),
        include_str!("../../fixtures/store/form-11.sql"),
        include_str!("../../fixtures/store/form-12.sql"),
        include_str!("../../fixtures/store/form-13.sql"),
        include_str!("../../fixtures/store/form-14.sql"),
    ];

    /// Lays a workspace of an earlier form into a folder.
    fn lay(folder: &Path, form: usize, held: &str) {
        let db = Connection::open(folder.join(FILE)).unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        for migration in MIGRATIONS.iter().take(form) {
            db.execute_batch(migration).unwrap();
        }
        db.execute_batch(held).unwrap();
        db.pragma_update(None, "application_id", APPLICATION)
            .unwrap();
        db.execute_batch(&format!("PRAGMA user_version = {form}"))
            .unwrap();
        Key::make(folder, Mint::seeded(7).salt()).unwrap();
    }

    #[test]
    fn every_earlier_form_is_brought_up_with_all_it_held() {
        for (form, held) in (1..).zip(HELD) {
            let folder = tempfile::tempdir().unwrap();
            lay(folder.path(), form, held);
            let mut store = open(folder.path(), 9);
            let verified = store.verified().unwrap();
            assert_eq!(
                (verified.records, verified.faults),
                (4, vec![]),
                "form {form}"
            );
            assert!(verified.keyed);
            let one = pupil(&store, "K-1");
            let sheet = sheet(&store, &one, "5");
            store.record(sheet, None, at(20)).unwrap();
            assert_eq!(store.verified().unwrap().faults, []);
            let known = self::form(&store.db, folder.path()).unwrap();
            assert_eq!(known, KNOWN);
        }
    }

    #[cfg(feature = "encrypted")]
    #[test]
    fn every_earlier_form_is_encrypted_as_it_is_made_plain_again_and_then_brought_up() {
        use crate::store::{Door, KEY_FILE, Passphrase, Rekeying};
        let passphrase = Passphrase::of(b"correct horse battery staple".to_vec()).unwrap();
        for (form, held) in (1..).zip(HELD) {
            let [folder, to, again] = [(); 3].map(|()| tempfile::tempdir().unwrap());
            lay(folder.path(), form, held);
            let closed = Door::of(to.path()).with(passphrase.clone());
            let bare = Door::of(again.path());
            let mut held = Rekeying::begin(&Door::of(folder.path())).unwrap();
            held.write(&closed, &mut |_, _, _| Ok(())).unwrap();
            let mut held = Rekeying::begin(&closed).unwrap();
            held.write(&bare, &mut |_, _, _| Ok(())).unwrap();
            held.lay_key().unwrap();
            drop(held);
            std::fs::rename(to.path().join(KEY_FILE), again.path().join(KEY_FILE)).unwrap();
            for door in [closed, bare] {
                let is_closed = door.passphrase().is_some();
                let store = Store::open_existing(door, Mint::seeded(9), at(9)).unwrap();
                let found = store.verified().unwrap();
                assert_eq!((found.records, found.faults), (4, vec![]), "form {form}");
                assert_eq!((found.keyed, store.is_encrypted()), (true, is_closed));
            }
        }
    }

    #[test]
    fn an_amendment_that_came_in_before_its_changes_were_kept_sends_the_pupil_back() {
        let folder = tempfile::tempdir().unwrap();
        lay(folder.path(), 1, HELD[0]);
        let store: Store = open(folder.path(), 9);
        let entry = store
            .entry(&pupil(&store, "K-1"), &framework())
            .unwrap()
            .unwrap();
        assert_eq!(crate::domain::worklist::state(&entry), State::Amended);
        let amended = crate::domain::worklist::amended(&entry).unwrap();
        assert_eq!(
            amended.words(),
            "plan amended: what was touched was not kept when it came in"
        );
        let entry = store
            .entry(&pupil(&store, "K-2"), &framework())
            .unwrap()
            .unwrap();
        assert_eq!(crate::domain::worklist::state(&entry), State::CannotMap);
    }
}
