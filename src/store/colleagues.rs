//! Colleagues: whose keys are trusted here, and what this workspace's own key does for bundles.

use rusqlite::{Connection, params};

use super::ask;
use super::change::change;
use super::connection::{Store, own_key};
use super::convert::columns::Columns;
use super::fault::{Result, StoreError};
use super::seal::vouches;
use super::settings;
use crate::domain::colleague::Colleague;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::Origin;

/// What the signature over a trusted colleague is over.
const VOUCHED: &str = "colleague";

/// What it is over where they are trusted no longer: clearing the day alone brings nobody back.
const ENDED: &str = "former colleague";

/// What the signature over a bundle is over.
pub const BUNDLE: &str = "bundle";

/// What the secret is for that bundles are opened with.
const OPENING: &str = "bundle identity";

/// The columns of [`colleague`].
const COLLEAGUE: &str = "name, origin, signing, encryption";

impl Store {
    /// The key that this workspace's records and bundles are signed with.
    pub fn signing(&self) -> Result<Digest> {
        settings::public_key(&self.db)
    }

    /// The secret that bundles for this workspace are opened with: it comes from the workspace's key, so that whoever
    /// keeps a copy of the one has both.
    pub fn opening_secret(&self) -> Result<[u8; 32]> {
        Ok(own_key(&self.db, self.key.as_ref(), self.door.folder())?.derived(OPENING))
    }

    /// Signs the digest of a bundle.
    pub fn sign_bundle(&self, digest: &Digest) -> Result<[u8; 64]> {
        Ok(own_key(&self.db, self.key.as_ref(), self.door.folder())?.vouch(BUNDLE, digest))
    }

    /// Gives the colleagues who are trusted, by name.
    pub fn colleagues(&self) -> Result<Vec<Colleague>> {
        let sql =
            format!("SELECT {COLLEAGUE} FROM colleague WHERE ended IS NULL ORDER BY name, origin");
        ask::all(&self.db, &sql, [], |row| colleague(&mut Columns::of(row)))
    }

    /// Gives the colleague of a workspace who is trusted no longer.
    pub fn former(&self, origin: &Origin) -> Result<Option<Colleague>> {
        let known = known(&self.db, origin)?;
        Ok(known.and_then(|known| known.ended.map(|_| known.colleague)))
    }

    /// Trusts a colleague no longer: their records that are here stand, nothing more of theirs comes in, and nothing goes
    /// to them.
    ///
    /// # Errors
    ///
    /// Nobody of that workspace is trusted.
    pub fn distrust(&mut self, origin: &Origin, now: Moment) -> Result<()> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let known = known(&change, origin)?.filter(|known| known.ended.is_none());
        let known = known.ok_or_else(|| StoreError::NotTrusted(origin.clone()))?;
        let vouched = key.vouch(ENDED, &known.colleague.digest());
        let sql = "UPDATE colleague SET ended = ?2, vouched = ?3 WHERE origin = ?1";
        ask::act(
            &change,
            sql,
            params![origin.as_str(), now.millis(), vouched],
        )?;
        change.commit()
    }

    /// Trusts a colleague; says whether anything was new. The same keys under another name give them that name.
    ///
    /// # Errors
    ///
    /// This workspace itself, and one that is trusted with other keys.
    pub fn trust(&mut self, colleague: &Colleague, now: Moment) -> Result<bool> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        if colleague.origin == self.origin || colleague.signing == key.public() {
            return Err(StoreError::OwnKeys);
        }
        if let Some(known) = known(&change, &colleague.origin)? {
            let (is_trusted, known) = (known.ended.is_none(), known.colleague);
            let same =
                known.signing == colleague.signing && known.encryption == colleague.encryption;
            if !same {
                return Err(StoreError::OtherKeys(known.name));
            }
            if is_trusted && known.name == colleague.name {
                return Ok(false);
            }
        }
        let vouched = key.vouch(VOUCHED, &colleague.digest());
        let sql = "INSERT INTO colleague (origin, name, signing, encryption, trusted, vouched) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (origin) DO UPDATE SET name = excluded.name, vouched = excluded.vouched, ended = NULL";
        let row = params![
            colleague.origin.as_str(),
            colleague.name,
            colleague.signing.bytes(),
            colleague.encryption,
            now.millis(),
            vouched
        ];
        ask::act(&change, sql, row)?;
        change.commit()?;
        Ok(true)
    }
}

/// A colleague who is trusted, or was.
pub(crate) struct Known {
    pub(crate) colleague: Colleague,
    /// Since when they are trusted no longer.
    pub(crate) ended: Option<Moment>,
}

/// The colleague of a workspace, trusted or not any more: what they signed stays theirs.
pub(crate) fn known(db: &Connection, origin: &Origin) -> Result<Option<Known>> {
    let sql = format!("SELECT {COLLEAGUE}, ended FROM colleague WHERE origin = ?1");
    ask::one(db, &sql, [origin.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok(Known {
            colleague: colleague(row)?,
            ended: row.maybe_moment()?,
        })
    })
}

/// The colleagues whose row this workspace's key did not sign.
pub(crate) fn forged(db: &Connection, public: &Digest) -> Result<Vec<Colleague>> {
    let sql = format!("SELECT {COLLEAGUE}, vouched, ended IS NULL FROM colleague");
    let all = ask::all(db, &sql, [], |row| {
        let row = &mut Columns::of(row);
        let (one, vouched) = (colleague(row)?, row.plain::<Vec<u8>>()?);
        let over = if row.plain()? { VOUCHED } else { ENDED };
        Ok((!vouches(public, over, &one.digest(), &vouched)).then_some(one))
    })?;
    Ok(all.into_iter().flatten().collect())
}

fn colleague(row: &mut Columns<'_>) -> Result<Colleague> {
    Ok(Colleague {
        name: row.plain()?,
        origin: row.name(Origin::new)?,
        signing: row.digest()?,
        encryption: row.plain()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, open, workspace};

    fn maya() -> Colleague {
        Colleague {
            name: "Maya".to_owned(),
            origin: Origin::new("maya"),
            signing: Digest::of(b"maya"),
            encryption: "age1maya".to_owned(),
        }
    }

    #[test]
    fn a_colleague_is_trusted_once_and_keeps_their_keys() {
        let (_folder, mut store) = workspace(0);
        assert!(store.trust(&maya(), at(1)).unwrap());
        assert!(!store.trust(&maya(), at(2)).unwrap());
        let renamed = Colleague {
            name: "Maya Shah".to_owned(),
            ..maya()
        };
        assert!(store.trust(&renamed, at(3)).unwrap());
        assert_eq!(store.colleagues().unwrap(), [renamed]);
        let other = Colleague {
            signing: Digest::of(b"other"),
            ..maya()
        };
        assert!(
            matches!(store.trust(&other, at(4)), Err(StoreError::OtherKeys(name)) if name == "Maya Shah")
        );
        let own = Colleague {
            origin: store.origin().clone(),
            ..maya()
        };
        assert!(matches!(store.trust(&own, at(5)), Err(StoreError::OwnKeys)));
        assert_eq!(store.verified().unwrap().faults, []);
    }

    #[test]
    fn who_is_trusted_no_longer_stays_so_until_their_line_is_taken_again() {
        let (_folder, mut store) = workspace(0);
        let origin = maya().origin;
        let never = store.distrust(&origin, at(1));
        assert!(matches!(never, Err(StoreError::NotTrusted(_))), "{never:?}");
        store.trust(&maya(), at(1)).unwrap();
        store.distrust(&origin, at(2)).unwrap();
        assert_eq!(store.colleagues().unwrap(), []);
        assert_eq!(store.former(&origin).unwrap(), Some(maya()));
        assert_eq!(store.verified().unwrap().faults, []);
        let back = "UPDATE colleague SET ended = NULL";
        store.db.execute_batch(back).unwrap();
        assert_eq!(store.verified().unwrap().faults.len(), 1);
        store
            .db
            .execute_batch("UPDATE colleague SET ended = 1")
            .unwrap();
        assert!(store.trust(&maya(), at(3)).unwrap());
        assert_eq!(store.colleagues().unwrap(), [maya()]);
        assert_eq!(store.former(&origin).unwrap(), None);
        assert_eq!(store.verified().unwrap().faults, []);
    }

    #[test]
    fn a_key_put_in_anothers_place_shows() {
        let (_folder, mut store) = workspace(0);
        store.trust(&maya(), at(1)).unwrap();
        let forge =
            "DROP TRIGGER colleague_keeps_its_keys; UPDATE colleague SET signing = zeroblob(32)";
        store.db.execute_batch(forge).unwrap();
        let faults = store.verified().unwrap().faults;
        assert!(
            faults
                .iter()
                .any(|fault| fault.what.contains("the keys of Maya")),
            "{faults:#?}"
        );
    }

    #[test]
    fn the_secret_is_the_workspaces_own_and_stays() {
        let (folder, store) = workspace(0);
        let other = tempfile::tempdir().unwrap();
        let secret = store.opening_secret().unwrap();
        assert_eq!(open(folder.path(), 9).opening_secret().unwrap(), secret);
        assert_ne!(open(other.path(), 8).opening_secret().unwrap(), secret);
    }
}
