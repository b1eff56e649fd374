//! What a check of a framework file finds, and the report it is gathered in.

use std::fmt;

use crate::source::{Fault, Place};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; its author should look.
    Warning,
}

impl Severity {
    /// The word in lists and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One fault of a framework file; shown as `file:line:column: error: what`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.severity.word();
        let Self {
            file,
            line,
            column,
            what,
            ..
        } = self;
        write!(f, "{file}:{line}:{column}: {word}: {what}")
    }
}

impl From<Fault> for Finding {
    fn from(fault: Fault) -> Self {
        Self {
            severity: Severity::Error,
            file: fault.file,
            line: fault.line,
            column: fault.column,
            what: fault.what,
        }
    }
}

/// The findings of one file, in the making; places are byte offsets into its text.
#[derive(Debug)]
pub(super) struct Report<'a> {
    file: &'a str,
    text: &'a str,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            findings: Vec::new(),
        }
    }

    pub(super) fn error(&mut self, at: usize, what: impl Into<String>) {
        self.add(Severity::Error, at, what.into());
    }

    pub(super) fn warning(&mut self, at: usize, what: impl Into<String>) {
        self.add(Severity::Warning, at, what.into());
    }

    fn add(&mut self, severity: Severity, at: usize, what: String) {
        let place = Place::of(self.text, at);
        self.findings.push(Finding {
            severity,
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            what,
        });
    }

    /// The line of an offset, to point from one place to another.
    pub(super) fn line(&self, at: usize) -> usize {
        Place::of(self.text, at).line
    }

    pub(super) fn has_errors(&self) -> bool {
        (self.findings.iter()).any(|finding| finding.severity == Severity::Error)
    }

    /// The findings in the file's order.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        self.findings
            .sort_by_key(|finding| (finding.line, finding.column));
        self.findings.dedup();
        self.findings
    }
}
