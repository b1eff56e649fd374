//! What was found of the office, the row under the cursor, and the pupils behind a row.

use crate::domain::moderation::drift::signal::Signal;
use crate::domain::moderation::drift::told::{Behind, Drifted, Person};
use crate::ui::message::Request;

/// How steadily officers read.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    pub(super) told: Told,
    /// The signal or officer under the cursor; signals come first.
    pub(super) cursor: usize,
    /// The first line shown of what is said of it.
    pub(super) from: usize,
    pub(super) phase: Phase,
}

/// How far the look at the office has come.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// It was asked for.
    Asked,
    /// It has come.
    Yes(Box<Drifted>),
    /// It could not be done, or was stopped.
    Refused(String),
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Signals and officers.
    Browsing,
    /// The pupils behind one of them.
    Pupils(Pupils),
}

/// The pupils behind a signal or an officer.
#[derive(Clone, Debug)]
pub(super) struct Pupils {
    /// Whose, in words.
    pub(super) title: String,
    /// Their mappings, oldest first.
    pub(super) behind: Vec<Behind>,
    pub(super) cursor: usize,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    Signal(&'a Signal),
    Officer(&'a Person),
}

impl Drift {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            told: Told::Asked,
            cursor: 0,
            from: 0,
            phase: Phase::Browsing,
        };
        (screen, vec![Request::Drift])
    }

    /// What was found, once it has come.
    pub(super) fn found(&self) -> Option<&Drifted> {
        match &self.told {
            Told::Yes(drifted) => Some(drifted),
            Told::Asked | Told::Refused(_) => None,
        }
    }

    /// The signals, then the officers.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let signals = found.outlook.signals.iter().map(Row::Signal);
        signals
            .chain(found.people.iter().map(Row::Officer))
            .collect()
    }
}
