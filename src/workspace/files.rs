//! The file system: the one place that opens, lists and writes files.
#![expect(clippy::disallowed_methods, reason = "the home of files")]

mod held;
pub mod lasting;
pub mod names;

pub use lasting::make_folder;

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::domain::digest::{Digest, Running};
use crate::exchange::kind::{HEAD, TAIL};

pub use self::held::Held;

/// The largest file that is read whole: a caseload of England is 250 MB with its plans.
const LARGEST: u64 = 1 << 30;

/// What was wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It could not be read or written.
    #[error("{doing} \"{}\" failed: {error}.", path.display())]
    Io {
        /// What was being done: `Reading`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// It is larger than any file this program reads.
    #[error("\"{}\" is larger than 1 GB; split it, and import the parts one after the other.", .0.display())]
    TooLarge(PathBuf),
    /// It is not the file it was a moment ago.
    #[error("\"{}\" was written by somebody else while it was being read; nothing was changed, so import it again.", .0.display())]
    Changed(PathBuf),
}

fn fault(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileFault {
    let path = path.to_owned();
    move |error| FileFault::Io { doing, path, error }
}

/// Reads a file whole.
pub fn read(path: &Path) -> Result<Vec<u8>, FileFault> {
    let file = File::open(path).map_err(fault("Reading", path))?;
    // What says that it is too large need not be read for it; what says nothing (a pipe) is read as far as that.
    if file.metadata().is_ok_and(|about| about.len() > LARGEST) {
        return Err(FileFault::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let limited = file.take(LARGEST + 1).read_to_end(&mut bytes);
    limited.map_err(fault("Reading", path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileFault::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}

/// How long a file is and when it was last written: by these it is seen to have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    written: Option<SystemTime>,
}

fn stamp(file: &File) -> io::Result<Stamp> {
    let about = file.metadata()?;
    Ok(Stamp {
        length: about.len(),
        written: about.modified().ok(),
    })
}

/// Opens a file that is read as it comes.
pub fn open(path: &Path) -> Result<(impl Read + Seek + Send + use<>, Stamp), FileFault> {
    let file = File::open(path).map_err(fault("Reading", path))?;
    let stamp = stamp(&file).map_err(fault("Reading", path))?;
    Ok((file, stamp))
}

/// Refuses a file that was written while it was read.
pub fn unchanged(path: &Path, before: Stamp) -> Result<(), FileFault> {
    let after = open(path)?.1;
    if after == before {
        return Ok(());
    }
    Err(FileFault::Changed(path.to_owned()))
}

/// Gives the digest of a file of any size; `told` hears how many bytes have gone by and may end it.
pub fn digest<E: From<FileFault>>(
    path: &Path,
    told: &mut dyn FnMut(u64) -> Result<(), E>,
) -> Result<Digest, E> {
    let mut file = open(path)?.0;
    let (mut digest, mut piece) = (Running::default(), vec![0; 1 << 16]);
    let mut done = 0;
    loop {
        let read = file.read(&mut piece).map_err(fault("Reading", path))?;
        if read == 0 {
            return Ok(digest.digest());
        }
        digest.take(piece.get(..read).unwrap_or_default());
        done += read as u64;
        told(done)?;
    }
}

/// The first bytes of a file, by which its kind is told.
pub fn head(path: &Path) -> Result<Vec<u8>, FileFault> {
    let file = File::open(path).map_err(fault("Reading", path))?;
    let mut bytes = Vec::new();
    let read = file.take(HEAD as u64).read_to_end(&mut bytes);
    read.map_err(fault("Reading", path))?;
    Ok(bytes)
}

/// The last bytes of a file, by which the kind of a packed one is told.
pub fn tail(path: &Path) -> Result<Vec<u8>, FileFault> {
    let mut file = File::open(path).map_err(fault("Reading", path))?;
    let length = file.metadata().map_err(fault("Reading", path))?.len();
    let from = SeekFrom::Start(length.saturating_sub(TAIL as u64));
    file.seek(from).map_err(fault("Reading", path))?;
    let mut bytes = Vec::new();
    let read = file.take(TAIL as u64).read_to_end(&mut bytes);
    read.map_err(fault("Reading", path))?;
    Ok(bytes)
}

/// Writes a file whole or not at all, making its folder where it is missing.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileFault> {
    let part = part_of(path)?;
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let kept = written.map_err(fault("Writing", &part));
    let kept = kept.and_then(|()| fs::rename(&part, path).map_err(fault("Writing", path)));
    if kept.is_err() {
        // What it failed for is what is to be said; a full disk would otherwise keep half a file.
        let _ = fs::remove_file(&part);
    }
    kept?;
    lasting::sync_folder(folder_of(path))
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Where a file is written before it is put in its place; its folder is made where it is missing.
fn part_of(path: &Path) -> Result<PathBuf, FileFault> {
    make_folder(folder_of(path))?;
    // Two processes may write the same file at once; each has a part of its own.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    Ok(path.with_file_name(name))
}

/// A file that is written part by part: it is there whole once it is finished, or not at all.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    finished: bool,
}

impl Growing {
    /// Begins a file, making its folder where it is missing.
    pub fn begin(path: &Path) -> Result<Self, FileFault> {
        let part = part_of(path)?;
        let file = File::create(&part).map_err(fault("Writing", &part))?;
        Ok(Self {
            path: path.to_owned(),
            part,
            file: BufWriter::new(file),
            finished: false,
        })
    }

    /// Puts the file in its place.
    pub fn finish(mut self) -> Result<(), FileFault> {
        let written = self.file.flush();
        let written = written.and_then(|()| self.file.get_ref().sync_all());
        written.map_err(fault("Writing", &self.part))?;
        fs::rename(&self.part, &self.path).map_err(fault("Writing", &self.path))?;
        self.finished = true;
        lasting::sync_folder(folder_of(&self.path))
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// Names the file that something could not be written for.
pub fn unwritten(path: &Path, error: io::Error) -> FileFault {
    fault("Writing", path)(error)
}

/// Makes a new empty folder among the system's temporary ones.
pub fn temporary_folder(name: &str) -> Result<PathBuf, FileFault> {
    let base = std::env::temp_dir();
    for n in 1..u32::MAX {
        let path = base.join(format!("{name}-{n}"));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(fault("Making", &path)(error)),
        }
    }
    Ok(base)
}

/// Removes a folder and all that is in it.
pub fn remove_folder(path: &Path) -> Result<(), FileFault> {
    fs::remove_dir_all(path).map_err(fault("Removing", path))
}

/// What stands in a folder, not in the folders in it; nothing where there is no such folder.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, FileFault> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let listed = fs::read_dir(folder).map_err(fault("Listing", folder))?;
    let paths = listed.map(|entry| Ok(entry.map_err(fault("Listing", folder))?.path()));
    paths.collect()
}

/// Removes what stands in a folder under some names, and the folder where that leaves it empty.
pub fn clear(folder: &Path, names: &[&str]) -> Result<(), FileFault> {
    for name in names {
        let path = folder.join(name);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else if path.exists() {
            fs::remove_file(&path)
        } else {
            Ok(())
        };
        removed.map_err(fault("Removing", &path))?;
    }
    if folder.exists() && entries(folder)?.is_empty() {
        fs::remove_dir(folder).map_err(fault("Removing", folder))?;
    }
    Ok(())
}

/// What is in a folder and the folders in it, in the order of the names.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its files.
    pub files: Vec<PathBuf>,
    /// Links and what else is neither file nor folder; a link could lead round in a circle.
    pub others: Vec<PathBuf>,
}

/// Lists a folder.
pub fn list(folder: &Path) -> Result<Listing, FileFault> {
    let mut listing = Listing::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(fault("Listing", &folder))? {
            let entry = entry.map_err(fault("Listing", &folder))?;
            let kind = entry.file_type().map_err(fault("Listing", &folder))?;
            match (kind.is_dir(), kind.is_file()) {
                (true, _) => folders.push(entry.path()),
                (false, true) => listing.files.push(entry.path()),
                (false, false) => listing.others.push(entry.path()),
            }
        }
    }
    listing.files.sort();
    listing.others.sort();
    Ok(listing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_file_is_there_once_it_is_finished_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/a.csv");
        let mut growing = Growing::begin(&path).unwrap();
        growing.write_all(b"one").unwrap();
        drop(growing);
        assert_eq!(list(folder.path()).unwrap().files, [] as [PathBuf; 0]);
        let mut growing = Growing::begin(&path).unwrap();
        growing.write_all(b"two").unwrap();
        growing.finish().unwrap();
        assert_eq!(list(folder.path()).unwrap().files, [path]);
    }

    #[test]
    fn a_file_that_was_written_meanwhile_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        write(&path, b"one").unwrap();
        let before = open(&path).unwrap().1;
        unchanged(&path, before).unwrap();
        write(&path, b"longer").unwrap();
        let told = unchanged(&path, before).unwrap_err();
        assert!(
            matches!(&told, FileFault::Changed(changed) if *changed == path),
            "{told}"
        );
        // The same length, and written at another time.
        let other = Stamp {
            written: None,
            ..open(&path).unwrap().1
        };
        assert!(matches!(
            unchanged(&path, other),
            Err(FileFault::Changed(_))
        ));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(
            unchanged(&path, before),
            Err(FileFault::Io { .. })
        ));
    }

    #[test]
    fn only_what_is_named_is_cleared_and_the_folder_goes_once_it_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let (work, own) = (
            folder.path().join("work"),
            folder.path().join("work/own.txt"),
        );
        for path in [&own, &work.join("made.csv"), &work.join("plans/a.txt")] {
            write(path, b"a").unwrap();
        }
        let made = ["made.csv", "plans", "never.csv"];
        clear(&work, &made).unwrap();
        assert_eq!(entries(&work).unwrap(), [own]);
        clear(&work, &["own.txt"]).unwrap();
        assert!(!work.exists());
        clear(&work, &made).unwrap();
    }

    #[test]
    fn files_are_written_whole_and_listed_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "deep/a.txt", "a.txt"] {
            write(&folder.path().join(name), name.as_bytes()).unwrap();
        }
        let names = list(folder.path()).unwrap().files;
        let names: Vec<_> = names
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap())
            .collect();
        assert_eq!(
            names,
            [
                Path::new("a.txt"),
                Path::new("b.txt"),
                Path::new("deep/a.txt")
            ]
        );
        assert_eq!(
            read(&folder.path().join("deep/a.txt")).unwrap(),
            b"deep/a.txt"
        );
        let missing = read(&folder.path().join("none.csv"))
            .unwrap_err()
            .to_string();
        assert!(
            missing.starts_with("Reading \"") && missing.contains("none.csv"),
            "{missing}"
        );
    }
}
