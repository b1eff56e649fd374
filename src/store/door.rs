//! The door: a workspace's folder, and the passphrase that opens the file in it where that is encrypted.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::passphrase::Passphrase;

/// The name of the database in a workspace's folder.
pub const FILE: &str = "workspace.sqlite";

/// What a file begins with that is not encrypted (sqlite.org/fileformat2.html, 1.3.1).
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// How many bytes of a file are looked at.
const LOOKED_AT: usize = 4096;

/// How many different bytes such a piece has at least where it is encrypted, and how often one of them comes at most. Of two
/// hundred thousand pieces of random bytes none had fewer than 255, and none had one more than 43 times.
const DIFFERENT: usize = 240;
const ALIKE: usize = 64;

/// A workspace's folder, and what opens it.
#[derive(Clone, Debug)]
pub struct Door {
    folder: PathBuf,
    passphrase: Option<Passphrase>,
}

impl Door {
    /// The folder of a workspace that needs no passphrase.
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            passphrase: None,
        }
    }

    /// The same with a passphrase: it opens what is encrypted, begins new files encrypted and leaves plain ones plain.
    #[must_use]
    pub fn with(mut self, passphrase: Passphrase) -> Self {
        self.passphrase = Some(passphrase);
        self
    }

    /// Another folder, with the same passphrase.
    #[must_use]
    pub fn at(&self, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            passphrase: self.passphrase.clone(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The passphrase.
    pub fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.as_ref()
    }

    /// The workspace's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Whether there is no file yet.
    pub fn is_new(&self) -> bool {
        self.file()
            .metadata()
            .map_or(true, |about| about.len() == 0)
    }
}

impl<P: AsRef<Path> + ?Sized> From<&P> for Door {
    fn from(folder: &P) -> Self {
        Self::of(folder.as_ref())
    }
}

impl From<&Door> for Door {
    fn from(door: &Door) -> Self {
        door.clone()
    }
}

/// Whether the workspace's file in a folder is encrypted, seen from outside. It is not to be asked while this process has the
/// file open: whoever closes a file lets go of all the locks that the process has on it.
pub fn is_encrypted(folder: &Path) -> bool {
    looks_encrypted(&folder.join(FILE))
}

/// Whether a file looks encrypted.
pub(crate) fn looks_encrypted(path: &Path) -> bool {
    let mut head = Vec::new();
    let opened = OpenOptions::new().read(true).open(path);
    let read = opened.and_then(|file| file.take(LOOKED_AT as u64).read_to_end(&mut head));
    read.is_ok() && !head.starts_with(PLAIN) && is_random(&head)
}

/// Whether bytes look as those of an encrypted file do: all kinds of them, and none much more often than the others.
fn is_random(head: &[u8]) -> bool {
    let mut counted = [0_usize; 256];
    for byte in head {
        if let Some(count) = counted.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let different = counted.iter().filter(|count| **count > 0).count();
    head.len() == LOOKED_AT && different >= DIFFERENT && counted.iter().all(|count| *count <= ALIKE)
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::disallowed_methods,
        reason = "these tests lay strange files where a workspace should be"
    )]

    use super::*;
    use crate::domain::draw::Draw;
    use crate::store::fixtures::workspace;

    /// So many random bytes.
    fn random(seed: u64, count: usize) -> Vec<u8> {
        let mut draw = Draw::from_seed(seed);
        let bytes = std::iter::repeat_with(|| draw.bytes::<16>()).flatten();
        bytes.take(count).collect()
    }

    #[test]
    fn random_bytes_are_taken_for_an_encrypted_file() {
        for seed in 0..2000 {
            assert!(is_random(&random(seed, LOOKED_AT)), "seed {seed}");
        }
    }

    #[test]
    fn nothing_else_is() {
        let (folder, store) = workspace(9);
        drop(store);
        let file = folder.path().join(FILE);
        let sound = std::fs::read(&file).unwrap();
        // A header that is destroyed, a page, a text, and too little to say.
        let destroyed = [random(1, 100), sound[100..].to_vec()].concat();
        let pages = sound.chunks(16384).map(<[u8]>::to_vec);
        let text = b"plain text, and more than a header of it ".repeat(400);
        let short = random(2, LOOKED_AT - 1);
        for bytes in pages.chain([destroyed, text, short, vec![0; 9000], Vec::new()]) {
            std::fs::write(&file, &bytes).unwrap();
            assert!(!is_encrypted(folder.path()));
        }
        std::fs::remove_file(&file).unwrap();
        assert!(!is_encrypted(folder.path()));
    }
}
