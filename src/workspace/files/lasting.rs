//! Files that must outlast a power cut: copied, synced and put in their place by one step.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use super::{FileFault, fault, folder_of, list, remove_folder};

/// How many bytes are copied at a time.
const PIECE: usize = 1 << 20;

/// Copies a file and syncs the copy; `told` hears how many bytes have gone by and may end it.
pub fn copy<E: From<FileFault>>(
    from: &Path,
    to: &Path,
    told: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<(), E> {
    let mut input = File::open(from).map_err(fault("Reading", from))?;
    let mut output = File::create(to).map_err(fault("Writing", to))?;
    let (mut piece, mut done) = (vec![0; PIECE], 0);
    loop {
        let read = input.read(&mut piece).map_err(fault("Reading", from))?;
        if read == 0 {
            output.sync_all().map_err(fault("Writing", to))?;
            return Ok(());
        }
        let bytes = piece.get(..read).unwrap_or_default();
        output.write_all(bytes).map_err(fault("Writing", to))?;
        done += read as u64;
        told(done)?;
    }
}

/// Syncs a file that was written by somebody else of this process.
pub fn sync(path: &Path) -> Result<(), FileFault> {
    let opened = File::options().write(true).open(path);
    let synced = opened.and_then(|file| file.sync_all());
    synced.map_err(fault("Writing", path))
}

/// Syncs what a folder says of its files, where the system has folders synced.
pub fn sync_folder(path: &Path) -> Result<(), FileFault> {
    if cfg!(unix) {
        let synced = File::open(path).and_then(|folder| folder.sync_all());
        return synced
            .or_else(unless_it_never_syncs)
            .map_err(fault("Writing", path));
    }
    Ok(())
}

/// A folder that may be written and not read, or whose system has no such thing, is as safe as it can be.
fn unless_it_never_syncs(error: io::Error) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    if matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported) {
        return Ok(());
    }
    Err(error)
}

/// Makes a folder, and those above it; what is new outlasts a power cut.
pub fn make_folder(path: &Path) -> Result<(), FileFault> {
    let is_new = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let new: Vec<&Path> = path.ancestors().take_while(is_new).collect();
    fs::create_dir_all(path).map_err(fault("Making", path))?;
    for folder in new.into_iter().rev() {
        sync_folder(folder_of(folder))?;
    }
    Ok(())
}

/// Makes a folder likewise; a new one is its owner's alone, on a disk that knows of owners.
pub fn make_own_folder(path: &Path) -> Result<(), FileFault> {
    let is_new = !path.exists();
    make_folder(path)?;
    if is_new {
        let _ = owned(path, true);
    }
    Ok(())
}

/// Gives a file or folder another name on the same disk.
pub fn rename(from: &Path, to: &Path) -> Result<(), FileFault> {
    fs::rename(from, to).map_err(fault("Moving", from))
}

/// Makes a file its owner's alone, or a folder where `is_folder`; elsewhere than on Unix that is the folder's matter.
pub fn own(path: &Path, is_folder: bool) -> Result<(), FileFault> {
    owned(path, is_folder).map_err(fault("Writing", path))
}

/// Whether a file is its owner's alone; elsewhere than on Unix nobody looks.
pub fn is_own(path: &Path) -> Result<bool, FileFault> {
    let about = fs::metadata(path).map_err(fault("Reading", path))?;
    Ok(is_private(&about))
}

#[cfg(unix)]
fn is_private(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode().trailing_zeros() >= 6
}

#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn owned(path: &Path, is_folder: bool) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = if is_folder { 0o700 } else { 0o600 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn owned(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}

/// A file that another takes the name of, and whose bytes are to go.
pub struct Outgoing {
    file: File,
    length: u64,
}

impl Outgoing {
    /// Opens a file that still has its name.
    pub fn open(path: &Path) -> Result<Self, FileFault> {
        let file = File::options().write(true).open(path);
        let file = file.map_err(fault("Writing", path))?;
        let length = length(path)?;
        Ok(Self { file, length })
    }

    /// Writes over every byte, once it has no name any more. What the disk keeps of it elsewhere is not reached.
    pub fn overwrite(mut self) -> io::Result<()> {
        let (piece, mut left) = (vec![0; PIECE], self.length);
        while left > 0 {
            let many = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            self.file.write_all(piece.get(..many).unwrap_or_default())?;
            left -= many as u64;
        }
        self.file.sync_all()
    }
}

/// Removes a folder and all that is in it, after every byte of its files was written over. What the disk keeps of them
/// elsewhere is not reached.
pub fn remove_overwritten(folder: &Path) -> Result<(), FileFault> {
    // What a link leads to is somebody's own.
    if !folder.is_symlink() {
        for file in list(folder).unwrap_or_default().files {
            if let Ok(old) = Outgoing::open(&file) {
                // A disk that fails over this is to be rid of the file all the same.
                let _ = old.overwrite();
            }
        }
    }
    remove_folder(folder)
}

/// Writes over the first bytes of a file, and leaves the rest of it.
pub fn begin_anew(path: &Path, bytes: &[u8]) -> Result<(), FileFault> {
    let opened = File::options().write(true).open(path);
    let written = opened.and_then(|mut file| file.write_all(bytes));
    written.map_err(fault("Writing", path))
}

/// How many bytes a file has.
pub fn length(path: &Path) -> Result<u64, FileFault> {
    let about = fs::metadata(path).map_err(fault("Reading", path))?;
    Ok(about.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::files::{read, write};

    #[test]
    fn a_copy_has_every_byte_and_ends_where_it_is_told_to() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        let bytes: Vec<u8> = (0..PIECE + 7)
            .map(|n| u8::try_from(n % 251).unwrap())
            .collect();
        write(&from, &bytes).unwrap();
        let mut heard = Vec::new();
        copy::<FileFault>(&from, &to, &mut |done| {
            heard.push(done);
            Ok(())
        })
        .unwrap();
        assert_eq!(heard, [PIECE as u64, PIECE as u64 + 7]);
        assert_eq!(read(&to).unwrap(), bytes);
        assert_eq!(length(&to).unwrap(), bytes.len() as u64);
        let ended = copy(&from, &to, &mut |_| Err(FileFault::TooLarge(from.clone())));
        assert!(matches!(ended, Err(FileFault::TooLarge(_))));
    }
}
