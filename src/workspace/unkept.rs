//! Why a rate set could not be kept.

use std::path::PathBuf;

/// Why a rate set could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The name could not be a file's and a rate set's.
    #[error("\"{0}\" is no name for a rate set; use letters, digits, hyphens and underscores.")]
    Name(String),
    /// There is such a file.
    #[error("{} is there already and is not written over. Give another name.", .0.file_name().unwrap_or_default().display())]
    There(PathBuf),
}
