//! What can go wrong with the workspace's file, said to the person at the screen.

use std::ops::ControlFlow;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::domain::identity::{FrameworkKey, Origin, PupilId, PupilRef, RecordId};

/// What the store gives back.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// What went wrong in the store, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no workspace in the folder.
    #[error("there is no workspace in \"{0}\"; import a caseload into it, or name another folder")]
    Missing(PathBuf),
    /// The file has lost all it had.
    #[error(
        "\"{0}\" is empty, and there has been a workspace in it; nothing was changed; `continuum backup list` shows the \
         backups there are, and `continuum restore BACKUP` brings one back"
    )]
    Emptied(PathBuf),
    /// The file cannot be opened at all.
    #[error(
        "\"{0}\" cannot be opened; check that its folder exists and is not read-only, and that you may read and write in it"
    )]
    CannotOpen(PathBuf),
    /// The file is not a database, or another program's.
    #[error("\"{0}\" is not a Continuum workspace; name another folder, or restore a backup")]
    NotWorkspace(PathBuf),
    /// The file is encrypted, and nobody gave its passphrase.
    #[error(
        "\"{0}\" is encrypted; give the file its passphrase is in with --key-file, or start the program in a terminal, where it asks"
    )]
    NoPassphrase(PathBuf),
    /// The file is encrypted, and this program cannot read such files.
    #[error(
        "\"{0}\" is encrypted, or no workspace at all, and this Continuum was built without encryption; nothing was changed; open \
         it with one that was built with `--features encrypted`"
    )]
    Unbuilt(PathBuf),
    /// The file is encrypted with another passphrase.
    #[error(
        "this is not the passphrase of \"{0}\", or the file is damaged; nothing was changed; try again, or restore a backup"
    )]
    WrongPassphrase(PathBuf),
    /// An encrypted workspace was to be encrypted.
    #[error(
        "the workspace in \"{0}\" is encrypted already; `continuum rekey` gives it another passphrase"
    )]
    EncryptedAlready(PathBuf),
    /// A workspace was to be given another passphrase, and has none.
    #[error("the workspace in \"{0}\" is not encrypted; `continuum encrypt` encrypts it")]
    NotEncrypted(PathBuf),
    /// Where the workspace's key is to lie lies another's.
    #[error(
        "\"{0}\" is another workspace's key, and this one's would take its place; nothing was changed; move that file \
         away, and do this again"
    )]
    KeyInTheWay(PathBuf),
    /// Somebody else has the file open, and it is to be written anew.
    #[error(
        "the workspace in \"{0}\" is open in another window or program; nothing was changed; close it there and do this again"
    )]
    InUse(PathBuf),
    /// A later program made the file.
    #[error(
        "\"{path}\" was made by a newer Continuum (form {found}; this one knows forms up to {known}); nothing was \
         changed; update Continuum to open it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form it has.
        found: usize,
        /// The latest form known here.
        known: usize,
    },
    /// The folder is a backup.
    #[error(
        "\"{0}\" is a backup, which is not worked in: `continuum restore \"{0}\"` puts it in the place of the workspace"
    )]
    Backup(PathBuf),
    /// A workspace was about to take the place of the one in the folder.
    #[error(
        "restoring a backup into \"{0}\" was broken off half-way; nothing is lost: `continuum restore` without a name \
         finishes it"
    )]
    Restoring(PathBuf),
    /// Another process held the file for too long.
    #[error(
        "the workspace is being written by another program and did not come free within five seconds; nothing was \
         saved; try again when it has finished"
    )]
    Locked,
    /// The file or its disk cannot be written.
    #[error(
        "the workspace cannot be written; nothing was saved; check that its disk is there, and that neither it nor the file is read-only"
    )]
    ReadOnly,
    /// A file that SQLite keeps beside the workspace's, which reading needs too, cannot be opened or made.
    #[error(
        "a file beside the workspace's, which reading needs too, cannot be opened or made; nothing was changed; check that \
         the disk is there, that neither it nor the folder is read-only, and that you may read and write in it"
    )]
    CannotOpenBeside,
    /// The file that was opened is no longer where it was.
    #[error(
        "the workspace's folder is no longer where it was opened; nothing was saved; bring the folder or its drive back \
         and do it again, or close this and open the workspace where it is now"
    )]
    Gone,
    /// The disk gives errors, or is away.
    #[error(
        "the workspace's disk does not answer as it should ({0}); nothing was saved; see whether its drive is there and \
         sound, then do it again; `continuum verify` says whether anything is damaged"
    )]
    Unreachable(rusqlite::Error),
    /// The disk gave an error as something was written to it.
    #[error(
        "the workspace's disk gave an error as it was written ({0}); whether what you did last is saved is not known; see \
         whether its drive is there and sound, and look whether it is saved before you do it again; `continuum verify` says \
         whether anything is damaged"
    )]
    InDoubt(rusqlite::Error),
    /// The disk is full.
    #[error("the disk is full; nothing was saved; free some space and try again")]
    DiskFull,
    /// The workspace's key is not beside its file.
    #[error(
        "the workspace's key \"{0}\" is missing; nothing was recorded; put the file back from where it was kept"
    )]
    KeyMissing(PathBuf),
    /// The key beside the file is another workspace's, or damaged.
    #[error(
        "\"{0}\" is not this workspace's key; nothing was recorded; put the right file back from where it was kept"
    )]
    KeyForeign(PathBuf),
    /// The key's file could not be read or written.
    #[error("the workspace's key \"{path}\" cannot be read or written: {source}")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No document of that number is kept.
    #[error("no document {0} is kept; `continuum documents list` shows those that are")]
    UnknownPaper(i64),
    /// The document's text is in as a plan.
    #[error(
        "\"{0}\" is in as a plan already, and a plan that came in stays; give the pupil the right text with `continuum plan`"
    )]
    PaperTaken(String),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers, so nothing can be named or sealed: {0}")]
    Randomness(String),
    /// Another process saved the draft since it was read.
    #[error(
        "this draft was changed in another window since it was opened here; nothing was overwritten; open the pupil \
         again to go on from there"
    )]
    DraftMoved,
    /// There is no such pupil.
    #[error("there is no pupil \"{0}\" in this workspace; import the caseload that names them")]
    UnknownPupil(PupilId),
    /// The pupil was erased.
    #[error(
        "this pupil was erased: the numbers of their record are kept under {0}, and nothing more of them is taken in or recorded"
    )]
    Erased(PupilRef),
    /// Nobody of this reference, UPN or pseudonym was erased.
    #[error(
        "nobody called \"{0}\" was erased here, or they are let in again already; nothing was changed"
    )]
    NotErased(String),
    /// Nobody was erased.
    #[error(
        "nobody was erased here, and only what names somebody who was can go; `continuum documents set-aside` puts a document away"
    )]
    NobodyErased,
    /// The document is somebody's.
    #[error(
        "the document \"{0}\" is settled as a pupil's, and goes only with them; nothing was changed"
    )]
    PaperSettled(String),
    /// There is no such record.
    #[error("there is no record \"{0}\" in this workspace; look it up in the pupil's history")]
    UnknownRecord(RecordId),
    /// There is no such import.
    #[error("there is no import \"{0}\" in this workspace; `continuum import list` shows them")]
    UnknownImport(String),
    /// The import was undone before.
    #[error("the import \"{0}\" has been undone already; nothing was changed")]
    UndoneImport(String),
    /// What would come back was given to somebody else since.
    #[error(
        "the import \"{0}\" cannot be undone by itself: a later one gave a reference or UPN of its pupils to somebody else; \
         nothing was changed; undo the later import first"
    )]
    TakenSince(String),
    /// The mapping was taken back before.
    #[error("the mapping \"{0}\" has been withdrawn already; nothing was changed")]
    AlreadyWithdrawn(RecordId),
    /// The framework's file is not kept in the workspace.
    #[error("the framework \"{0}\" is not in this workspace; adopt it first")]
    UnknownFramework(FrameworkKey),
    /// A kept version came in with other contents.
    #[error(
        "the framework \"{0}\" is in this workspace with other contents; a released version never changes: give the \
         changed file a new version"
    )]
    FrameworkChanged(FrameworkKey),
    /// A sheet with neither a tariff nor a reason, or with both.
    #[error(
        "a mapping has either a tariff or the reason why the plan cannot be mapped; settle one of them"
    )]
    NoOutcome,
    /// A workspace was to trust itself.
    #[error(
        "these are the keys of this workspace itself; hand them to colleagues, and trust theirs"
    )]
    OwnKeys,
    /// A colleague's workspace came with other keys than before.
    #[error(
        "the workspace of {0} is trusted here with other keys; a workspace keeps its keys for good, so ask {0} before anything else; nothing was changed"
    )]
    OtherKeys(String),
    /// Nobody of a workspace is trusted.
    #[error("nobody of the workspace {0} is trusted; nothing was changed")]
    NotTrusted(Origin),
    /// This workspace is an older copy of itself.
    #[error(
        "the bundle knows of records of this workspace that are not here, and does not bring all of them: this folder is an older copy; nothing was changed; go back to the newest copy, or ask for a bundle of everything, made without --since, --what or --pupils"
    )]
    OlderCopy,
    /// A bundle held what none has.
    #[error(
        "{0}; nothing was changed; ask your colleague to run `continuum verify` and to make the bundle again"
    )]
    Unfit(String),
    /// A setting that names the workspace itself.
    #[error("the setting \"{0}\" names the workspace and never changes; use another name")]
    FixedSetting(String),
    /// Whoever was told how far the work had come ended it.
    #[error("stopped; nothing was changed")]
    Stopped,
    /// A value in the file makes no sense.
    #[error(
        "the workspace's file is damaged ({0}); run `continuum verify`, and restore a backup if it says so"
    )]
    Damaged(String),
    /// Anything else the database says.
    #[error("the workspace's file gave an error ({0}); run `continuum verify`")]
    Database(rusqlite::Error),
}

/// Ends the work where whoever was told how far it had come broke it off.
pub(crate) fn heard(told: ControlFlow<()>) -> Result<()> {
    match told {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(StoreError::Stopped),
    }
}

impl StoreError {
    /// Whether nothing could be made of the file, as with another file's key.
    pub(crate) fn is_unread(&self) -> bool {
        matches!(
            self,
            Self::WrongPassphrase(_) | Self::NotWorkspace(_) | Self::Damaged(_)
        )
    }

    /// Tells a reference or UPN that is taken from any other fault, when an import is undone.
    pub(crate) fn or_taken(self, import: &str) -> Self {
        if let Self::Database(fault) = &self
            && fault.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
        {
            return Self::TakenSince(import.to_owned());
        }
        self
    }
}

/// Whether the guard of the file's place has kept a change from being kept.
fn is_gone(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_CONSTRAINT_COMMITHOOK)
}

/// Whether the index beside the log could not grow, which SQLite does not call a full disk although it is one.
fn is_full(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// Whether the disk failed at something that the end of a change does: what it had taken by then may be all there is.
fn is_in_doubt(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let code = error.sqlite_error().map(|error| error.extended_code);
    code.is_some_and(|code| {
        [
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_DIR_FSYNC,
            ffi::SQLITE_IOERR_TRUNCATE,
            ffi::SQLITE_IOERR_DELETE,
            ffi::SQLITE_IOERR_CLOSE,
            ffi::SQLITE_IOERR_SHMMAP,
        ]
        .contains(&code)
    })
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if is_gone(&error) {
            return Self::Gone;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::CannotOpen) => Self::CannotOpenBeside,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) if is_full(&error) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure) if is_in_doubt(&error) => Self::InDoubt(error),
            Some(ErrorCode::SystemIoFailure) => Self::Unreachable(error),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            Some(_) => Self::Database(error),
            // Not SQLite's own word: a value was not what its column promises.
            None => Self::Damaged(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[track_caller]
    fn case(code: i32, said: &str, never: &str) {
        let fault = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        let told = StoreError::from(fault).to_string();
        assert!(told.contains(said), "{told}");
        assert!(!told.contains(never), "{told}");
    }

    #[test]
    fn what_is_said_of_the_disk_is_what_is_known() {
        case(ffi::SQLITE_IOERR_READ, "nothing was saved", "not known");
        case(ffi::SQLITE_IOERR_LOCK, "nothing was saved", "not known");
        for code in [
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_SHMMAP,
        ] {
            case(code, "is not known", "nothing was saved");
        }
        case(ffi::SQLITE_FULL, "the disk is full", "not known");
        case(
            ffi::SQLITE_CANTOPEN,
            "cannot be opened",
            "cannot be written",
        );
        case(
            ffi::SQLITE_READONLY,
            "cannot be written",
            "cannot be opened",
        );
    }
}
