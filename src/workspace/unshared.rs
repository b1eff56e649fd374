//! Why a pot could not be shared out over Communities.

use std::path::PathBuf;

use crate::domain::communities::Unshared;

/// Why a pot could not be shared out over Communities.
#[derive(Debug, thiserror::Error)]
pub enum NotShared {
    /// No method lies in the folder of rates.
    #[error(
        "There is no method for Communities in {}. `continuum rates new community-method --kind method` writes one there to fill in.", .0.display()
    )]
    NoMethod(PathBuf),
    /// Several lie there.
    #[error(
        "{} holds several methods for Communities ({files}). Keep one there, or name one to `continuum rates communities --method`.",
        folder.display()
    )]
    Methods {
        /// The folder of rates.
        folder: PathBuf,
        /// The files' names.
        files: String,
    },
    /// There is no table of Communities.
    #[error(
        "There is no table of Communities: {}. Write a row for each there, under the headers community, pupils, idaci, looked_after, low_prior_attainment, historic, claims, choice.", .0.display()
    )]
    NoTable(PathBuf),
    /// The method has no such year.
    #[error("The method has no year \"{0}\"; its years are {1}.")]
    NoYear(String, String),
    /// The table cannot be shared out by.
    #[error("\"{}\": {why}.", file.display())]
    Unshared {
        /// The table of communities.
        file: PathBuf,
        /// Why.
        why: Unshared,
    },
}
