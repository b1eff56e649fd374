//! What a command says when it cannot do what was asked, and its exit code.

use std::fmt;
use std::process::ExitCode;

use crate::runtime::Stopped;

/// Why a command stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It was refused, or failed: exit code 1.
    Refused,
    /// It was called wrongly: exit code 2.
    Usage,
    /// It was stopped with ctrl-c: exit code 130, as shells count it.
    Stopped,
    /// The system has ended it by a signal: exit code 128 and the signal's number.
    Ended(u8),
}

/// A command's failure: what was wrong, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    kind: Kind,
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// Says that a command was refused or failed.
    pub(crate) fn refused(what: impl fmt::Display) -> Self {
        Self {
            kind: Kind::Refused,
            what: what.to_string(),
            hint: None,
        }
    }

    /// Says that a command was called wrongly.
    pub(crate) fn usage(what: impl fmt::Display) -> Self {
        Self {
            kind: Kind::Usage,
            what: what.to_string(),
            hint: None,
        }
    }

    /// Adds what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code.
    pub(crate) fn code(&self) -> ExitCode {
        match self.kind {
            Kind::Refused => ExitCode::from(1),
            Kind::Usage => ExitCode::from(2),
            Kind::Stopped => ExitCode::from(130),
            Kind::Ended(signal) => ExitCode::from(signal.saturating_add(128)),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        match &self.hint {
            Some(hint) => write!(f, "\n{hint}"),
            None => Ok(()),
        }
    }
}

impl From<crate::workspace::Problem> for Failure {
    fn from(problem: crate::workspace::Problem) -> Self {
        let refused = Self::refused(&problem);
        if matches!(problem, crate::workspace::Problem::Stopped) {
            return Self {
                kind: Kind::Stopped,
                ..refused
            };
        }
        refused
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        let refused = Self::refused(&stopped);
        if let Stopped::Ended(signal) = stopped {
            let kind = Kind::Ended(u8::try_from(signal).unwrap_or(0));
            return Self { kind, ..refused };
        }
        refused
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::refused(error)
    }
}
