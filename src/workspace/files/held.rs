//! A small file that is locked for as long as it is held: the system lets go of it when its holder ends, however it ends.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::{FileFault, fault};

/// The ending of a file that is being made.
const NEW: &str = "new";

/// A file that nobody else holds.
pub struct Held {
    file: File,
    path: PathBuf,
}

impl Held {
    /// Makes a file and holds it; fails where it is there already, or where the disk knows no locks.
    pub fn make(path: &Path) -> Result<Self, FileFault> {
        if path.exists() {
            return Err(fault("Writing", path)(ErrorKind::AlreadyExists.into()));
        }
        // It has its name once it is held, so that nobody finds it between the two.
        let new = path.with_extension(NEW);
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(true);
        let file = options.open(&new).map_err(fault("Writing", &new))?;
        let named = file.lock().and_then(|()| fs::rename(&new, path));
        if let Err(error) = named {
            drop(file);
            let _ = fs::remove_file(&new);
            return Err(fault("Locking", path)(error));
        }
        let path = path.to_owned();
        Ok(Self { file, path })
    }

    /// Holds a file that is there; nothing where somebody else holds it.
    pub fn take(path: &Path) -> Result<Option<Self>, FileFault> {
        let mut options = File::options();
        let file = options.read(true).write(true).open(path);
        let file = file.map_err(fault("Reading", path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self {
                file,
                path: path.to_owned(),
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fault("Locking", path)(error)),
        }
    }

    /// What it holds.
    pub fn read(&mut self) -> Result<Vec<u8>, FileFault> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0));
        let read = read.and_then(|_| self.file.read_to_end(&mut bytes));
        read.map_err(fault("Reading", &self.path))?;
        Ok(bytes)
    }

    /// Writes it anew.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let written = self.file.seek(SeekFrom::Start(0));
        let written = written.and_then(|_| self.file.write_all(bytes));
        let written = written.and_then(|()| self.file.set_len(bytes.len() as u64));
        written.map_err(fault("Writing", &self.path))
    }

    /// Takes it away.
    pub fn remove(self) {
        let Self { file, path } = self;
        // Elsewhere than on Unix a file that is open stays.
        drop(file);
        let _ = fs::remove_file(path);
    }
}
