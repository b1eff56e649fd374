//! Why a whole file was refused: nothing of it was taken in.

use super::docx::NotDocx;
use super::encoding::NotText;
use super::pdf::NotPdf;
use super::table::NotTable;
use super::workbook::NotWorkbook;
use crate::domain::account::Remark;
use crate::domain::exact::grouped;

/// A file refused as a whole, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{file}\" {cause}")]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Why.
    pub cause: Cause,
}

/// Why a file is no SEN2 return that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReturn {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It could not be read from the disk.
    #[error("cannot be read: {0}")]
    Io(String),
    /// It declares a document type, and maybe entities in it.
    #[error(
        "declares a document type (DTD) in line {0}, which no return does and which can make a file swell or fetch others, so it was refused; export it again"
    )]
    Doctype(u64),
    /// It uses an entity of its own.
    #[error(
        "uses the entity \"{1}\" in line {0}, which no return does, so it was refused; export it again"
    )]
    Entity(u64, String),
    /// Its elements stand too deep in one another.
    #[error(
        "has more elements in one another in line {0} than any return, so it was refused; export it again"
    )]
    TooDeep(u64),
    /// One piece of it, or one person, is longer than any of a return.
    #[error(
        "has a piece in line {0} that is longer than any of a return, so it was refused; export it again"
    )]
    TooLong(u64),
    /// A person stands within a person.
    #[error(
        "has a person within a person in line {0}, so nobody can tell whose plan it is; export it again"
    )]
    Nested(u64),
    /// Its XML is broken.
    #[error(
        "breaks off or is garbled in line {0}; nothing of it was taken in; fetch or export it again"
    )]
    Garbled(u64),
    /// It is XML without persons.
    #[error(
        "is XML, but no SEN2 return: it has no element \"Persons\"; import the person-level return"
    )]
    Nobody,
    /// A file of COLLECT's nine is missing.
    #[error(
        "has no {0} file beside it, so nobody can tell who has a plan; export all nine files of the return into one folder and import that"
    )]
    Missing(&'static str),
    /// Two files are the same one of the nine.
    #[error("is a second {0} file beside \"{1}\"; put each export into a folder of its own")]
    Second(&'static str, String),
    /// It is none of the nine files.
    #[error(
        "is none of the nine Blade-Export files of the SEN2 return: its header has no \"NativeId\" beside a table id"
    )]
    NotBlade,
    /// A table does not say what its rows hang off.
    #[error("has no column \"{0}\", so nobody can tell whose its rows are; export it again")]
    NoKey(String),
}

/// Why a workbook is no school's form that came back; reads on from the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotForm {
    /// It is no workbook of `school export`.
    #[error(
        "is no school's form: it has no sheet \"{0}\" as `continuum school export` makes it; fill in the workbook that came, and save it as .xlsx"
    )]
    NoSheet(&'static str),
    /// The sheet that says what it is was changed.
    #[error(
        "is a school's form whose hidden sheet \"{sheet}\" was changed in row {row}, so nobody can tell which plans it is of; export the form again, and copy the answers over"
    )]
    Changed {
        /// The hidden sheet.
        sheet: &'static str,
        /// The row.
        row: u64,
    },
    /// A sheet has lost a column.
    #[error(
        "has no column \"{column}\" in sheet \"{sheet}\"; put the heading back as it was, and save the form again"
    )]
    NoColumn {
        /// The sheet.
        sheet: &'static str,
        /// The heading.
        column: &'static str,
    },
    /// It could not be written.
    #[error("cannot be written as a workbook: {0}")]
    Unwritten(String),
}

/// Why a file was refused; reads on from the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// It is no return.
    #[error(transparent)]
    NotReturn(#[from] NotReturn),
    /// It is no table.
    #[error(transparent)]
    NotTable(#[from] NotTable),
    /// It is no workbook.
    #[error(transparent)]
    NotWorkbook(#[from] NotWorkbook),
    /// It is no school's form.
    #[error(transparent)]
    NotForm(#[from] NotForm),
    /// It is no Word document.
    #[error(transparent)]
    NotDocx(#[from] NotDocx),
    /// It is no PDF with a text.
    #[error(transparent)]
    NotPdf(#[from] NotPdf),
    /// A caseload names its pupils nowhere.
    #[error(
        "has neither a column \"ref\" nor a column \"upn\", so no row says which pupil it is; its columns are: {0}; `continuum import FILE --columns` shows what each may be, and how to map it"
    )]
    NoIdentity(String),
    /// No sheet of a workbook names its pupils.
    #[error(
        "has no sheet with a column \"ref\" or a column \"upn\", so no row says which pupil it is; its sheets are: {0}; `continuum import FILE --columns` shows what the columns may be, and how to map them"
    )]
    NoSheet(String),
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
    /// It is not the TOML it should be.
    #[error("cannot be read, line {line}, column {column}: {what}")]
    Toml {
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
    /// Hardly a row of it is what it should be.
    #[error(
        "is not what it was taken for, or its columns are not: {} of its rows up to row {row} cannot be taken, the first because of this: {first}",
        grouped(MOST_REJECTED as u64)
    )]
    Hardly {
        /// The row that was one too many.
        row: u64,
        /// What was said of the first.
        first: String,
    },
}

/// The most rows of a file that are rejected one by one, each with its reason in memory and on the paper: of England's
/// caseload one in seven.
pub(super) const MOST_REJECTED: usize = 100_000;

impl Cause {
    /// Refuses a file once too many of its rows were rejected.
    pub(super) fn hardly(rejected: &[Remark], row: u64) -> Result<(), Self> {
        match rejected.first() {
            Some(first) if rejected.len() >= MOST_REJECTED => Err(Self::Hardly {
                row,
                first: first.to_string(),
            }),
            Some(_) | None => Ok(()),
        }
    }

    /// Names the file.
    pub fn of(self, file: &str) -> Fault {
        Fault {
            file: file.to_owned(),
            cause: self,
        }
    }
}
