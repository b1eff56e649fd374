//! The imports, the one under the cursor, and what it moved.

use crate::domain::movement::{ImportHead, Movement};
use crate::ui::message::Request;

/// The imports looked back on.
#[derive(Clone, Debug)]
pub(crate) struct Imports {
    pub(super) all: Option<Vec<ImportHead>>,
    /// The import under the cursor; the latest is 0.
    pub(super) cursor: usize,
    /// The first line shown of what it moved.
    pub(super) from: usize,
    pub(super) told: Told,
    pub(super) said: Option<Said>,
}

/// How far what the import under the cursor moved has come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It was not asked for.
    No,
    /// It is being counted; the import's id.
    Asked(String),
    /// It has come.
    Yes(Vec<Movement>),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The caseload is being checked.
    Checking,
    /// It was done: in words.
    Done(String),
    /// It could not be done.
    Refused(String),
}

impl Imports {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            all: None,
            cursor: 0,
            from: 0,
            told: Told::No,
            said: None,
        };
        (screen, vec![Request::Imports])
    }

    /// The imports, latest first.
    pub(super) fn list(&self) -> &[ImportHead] {
        self.all.as_deref().unwrap_or_default()
    }

    /// The import under the cursor.
    pub(super) fn import(&self) -> Option<&ImportHead> {
        self.list().get(self.cursor)
    }
}
