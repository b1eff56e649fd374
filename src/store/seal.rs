//! The seal: the workspace's key beside its file, and the signature over the head of a chain.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::fault::{Result, StoreError};
use super::settings;
use crate::domain::digest::{Digest, Digester};
use crate::domain::identity::Origin;

/// The name of the key's file in a workspace's folder.
pub const KEY_FILE: &str = "workspace.key";

/// The workspace's key. It signs heads; whoever has it can write records.
pub(crate) struct Key(SigningKey);

impl Key {
    /// Reads the key of a workspace; nothing where there is no such file.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(KEY_FILE);
        #[expect(
            clippy::disallowed_methods,
            reason = "the key is read here alone, and nothing else is"
        )]
        let read = std::fs::read(&path);
        match read {
            Ok(bytes) => match <[u8; 32]>::try_from(bytes.as_slice()) {
                Ok(secret) => Ok(Some(Self(SigningKey::from_bytes(&secret)))),
                Err(_) => Err(StoreError::KeyForeign(path)),
            },
            Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::KeyFile { path, source }),
        }
    }

    /// Makes a workspace's key and writes it for its owner alone; takes the one there where one is.
    ///
    /// A key without a workspace is what a crash in the first moment leaves behind.
    pub(crate) fn make(folder: &Path, secret: [u8; 32]) -> Result<Self> {
        if let Some(key) = Self::read(folder)? {
            return Ok(key);
        }
        let path = folder.join(KEY_FILE);
        write_secret(folder, &path, &secret).map_err(|source| StoreError::KeyFile {
            path: PathBuf::from(&path),
            source,
        })?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// Reads the key that an encrypted workspace keeps in its file.
    pub(crate) fn held(db: &Connection) -> Result<Option<Self>> {
        let Some(text) = settings::signing_key(db)? else {
            return Ok(None);
        };
        let secret: Digest = text
            .parse()
            .map_err(|_| StoreError::Damaged("the workspace's key".to_owned()))?;
        Ok(Some(Self(SigningKey::from_bytes(secret.bytes()))))
    }

    /// Does the same; one that was left beside the file before goes.
    pub(crate) fn kept(db: &Connection, folder: &Path) -> Result<Option<Self>> {
        let Some(key) = Self::held(db)? else {
            return Ok(None);
        };
        if let Ok(Some(beside)) = Self::read(folder)
            && beside.public() == key.public()
        {
            let path = folder.join(KEY_FILE);
            overwrite(&path).map_err(|source| StoreError::KeyFile { path, source })?;
        }
        Ok(Some(key))
    }

    /// Lays the key beside a workspace's file; refuses to lay it over another.
    pub(crate) fn lay(&self, folder: &Path) -> Result<()> {
        let beside = Self::make(folder, self.0.to_bytes())?;
        if beside.public() == self.public() {
            return Ok(());
        }
        Err(StoreError::KeyInTheWay(folder.join(KEY_FILE)))
    }

    /// Makes the key of an encrypted workspace and keeps it in its file; takes the one beside it where one is.
    pub(crate) fn keep(db: &Connection, folder: &Path, secret: [u8; 32]) -> Result<Self> {
        let beside = Self::read(folder)?;
        let key = beside.unwrap_or_else(|| Self(SigningKey::from_bytes(&secret)));
        settings::keep_signing_key(db, "main", &key.spelt())?;
        Ok(key)
    }

    /// The key as an encrypted file keeps it.
    pub(crate) fn spelt(&self) -> Zeroizing<String> {
        Zeroizing::new(Digest::from(self.0.to_bytes()).to_string())
    }

    /// The half of the key that everyone may know, as the workspace keeps it.
    pub(crate) fn public(&self) -> Digest {
        Digest::from(self.0.verifying_key().to_bytes())
    }

    /// Secret bytes for one more purpose, which say nothing of the key and come out the same every time.
    pub(crate) fn derived(&self, purpose: &str) -> [u8; 32] {
        let digest = Digester::new(purpose).part(self.0.as_bytes()).finish();
        *digest.bytes()
    }

    /// Signs a digest of one kind of thing, which is not taken for a signature over another kind.
    pub(crate) fn vouch(&self, kind: &str, digest: &Digest) -> [u8; 64] {
        self.0.sign(spoken(kind, digest).bytes()).to_bytes()
    }

    /// Signs the head of a chain.
    pub(crate) fn sign(&self, origin: &Origin, n: i64, link: &Digest) -> [u8; 64] {
        let head = head(origin, n, link);
        self.0.sign(head.bytes()).to_bytes()
    }
}

/// Writes the key under another name first: half a key would be taken for a foreign one for good.
fn write_secret(folder: &Path, path: &Path, secret: &[u8; 32]) -> std::io::Result<()> {
    let part = path.with_extension("key.part");
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(secret)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    // Its name is to last as long as the first record that it signs.
    if cfg!(unix) {
        OpenOptions::new().read(true).open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Takes a key's file away, and its bytes before.
fn overwrite(path: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(&[0; 32])?;
    file.sync_all()?;
    std::fs::remove_file(path)
}

fn head(origin: &Origin, n: i64, link: &Digest) -> Digest {
    Digester::new("seal")
        .part(origin.as_str().as_bytes())
        .part(&n.to_be_bytes())
        .part(link.bytes())
        .finish()
}

fn spoken(kind: &str, digest: &Digest) -> Digest {
    Digester::new("vouch")
        .part(kind.as_bytes())
        .part(digest.bytes())
        .finish()
}

/// Whether the holder of a key signed a digest of this kind of thing.
pub fn vouches(public: &Digest, kind: &str, digest: &Digest, signature: &[u8]) -> bool {
    signed(public, &spoken(kind, digest), signature)
}

/// Whether the holder of a key signed this head.
pub(crate) fn holds(
    public: &Digest,
    origin: &Origin,
    n: i64,
    link: &Digest,
    signature: &[u8],
) -> bool {
    signed(public, &head(origin, n, link), signature)
}

fn signed(public: &Digest, message: &Digest, signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (
        VerifyingKey::from_bytes(public.bytes()),
        Signature::from_slice(signature),
    ) else {
        return false;
    };
    key.verify_strict(message.bytes(), &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_head_and_no_other() {
        let key = Key(SigningKey::from_bytes(&[7; 32]));
        let (origin, link) = (Origin::new("o"), Digest::of(b"link"));
        let signature = key.sign(&origin, 3, &link);
        assert!(holds(&key.public(), &origin, 3, &link, &signature));
        assert!(!holds(&key.public(), &origin, 2, &link, &signature));
        assert!(!holds(
            &key.public(),
            &origin,
            3,
            &Digest::of(b"other"),
            &signature
        ));
        assert!(!holds(
            &key.public(),
            &Origin::new("p"),
            3,
            &link,
            &signature
        ));
    }

    #[cfg(unix)]
    #[test]
    fn the_key_is_its_owners_alone_and_is_made_once() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        assert!(Key::read(folder.path()).unwrap().is_none());
        let made = Key::make(folder.path(), [1; 32]).unwrap();
        let again = Key::make(folder.path(), [2; 32]).unwrap();
        assert_eq!(made.public(), again.public());
        let mode = std::fs::metadata(folder.path().join(KEY_FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
