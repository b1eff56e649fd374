//! Why a whole file was refused: nothing of it was taken in.

use super::docx::NotDocx;
use super::encoding::NotText;
use super::pdf::NotPdf;
use super::table::NotTable;

/// A file refused as a whole, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{file}\" {cause}")]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Why.
    pub cause: Cause,
}

/// Why a file was refused; reads on from the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is no table.
    #[error(transparent)]
    NotTable(#[from] NotTable),
    /// It is no Word document.
    #[error(transparent)]
    NotDocx(#[from] NotDocx),
    /// It is no PDF with a text.
    #[error(transparent)]
    NotPdf(#[from] NotPdf),
    /// A caseload names its pupils nowhere.
    #[error(
        "has neither a column \"ref\" nor a column \"upn\", so no row says which pupil it is; its columns are: {0}"
    )]
    NoIdentity(String),
    /// Two columns mean the same.
    #[error("has two columns for {meaning}, \"{first}\" and \"{second}\"; remove one of them")]
    TwiceNamed {
        /// What both mean.
        meaning: &'static str,
        /// The one further left.
        first: String,
        /// The other.
        second: String,
    },
    /// It is a kind of file that is not read.
    #[error("{0}")]
    Unread(String),
    /// It is not the JSON it should be.
    #[error("cannot be read, line {line}, column {column}: {what}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is JSON, but says something that cannot be meant.
    #[error("cannot be taken: {0}")]
    Meaning(String),
}

impl Cause {
    /// Names the file.
    pub fn of(self, file: &str) -> Fault {
        Fault {
            file: file.to_owned(),
            cause: self,
        }
    }
}
