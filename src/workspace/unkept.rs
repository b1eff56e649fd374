//! Why a rate set could not be kept.

use std::path::PathBuf;

/// Why a rate set could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The name could not be a file's and a rate set's.
    #[error(
        "\"{0}\" cannot be the name of a rate set. Use letters, digits, hyphens and underscores, as equal-2028."
    )]
    Name(String),
    /// There is such a file.
    #[error("{} is there already and is not written over. Give another name.", .0.display())]
    There(PathBuf),
}
