//! Validation: what of a caseload is wrong or worth a look, each with a code, how severe it is and how to mend it.
//!
//! Nothing is dropped or changed for it: a finding goes back to those who keep the records. The ideas are those of the
//! published checks of the SEN2 return and of Annex A; the codes are this program's own.

mod check;
mod doubles;
mod person;
mod place;
mod plan;
mod tally;

pub use check::{Check, Severity};
pub use doubles::Doubles;
pub use tally::{OfCheck, Tally};

use super::day::{Day, SchoolYear};
use super::fact::Fact;
use super::pupil::Facts;
use super::school::School;

/// What is known of a pupil when they are checked.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What the files say, with nothing lent by the register.
    pub facts: &'a Facts,
    /// The day of the file that named them last, for whose school year its year group holds.
    pub as_of: Day,
    /// The school that stands in the place of theirs today, where the register knows it.
    pub school: Option<&'a School>,
    /// Whether a register of schools has come in, so that a school it does not know is worth a word.
    pub registered: bool,
    /// The day of the check.
    pub today: Day,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check found it.
    pub check: Check,
    /// Which fact it is about.
    pub fact: Fact,
    /// What the fact says; empty where it is missing.
    pub value: String,
    /// What it was held against, where that helps to mend it.
    pub against: Option<String>,
}

impl Finding {
    /// What is said of the fact: its value, and what is wrong with it.
    pub fn told(&self) -> String {
        if self.value.is_empty() {
            return self.wrong();
        }
        format!("\"{}\" {}", self.value, self.wrong())
    }

    /// What is wrong, as a sentence without its end: `is before the birth date (2015-03-04)`.
    pub fn wrong(&self) -> String {
        let wrong = self.check.wrong();
        match &self.against {
            Some(against) => format!("{wrong} ({against})"),
            None => wrong.to_owned(),
        }
    }
}

/// Checks one pupil by themselves; those who may be one person are for [`Doubles`].
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Found {
        subject,
        findings: Vec::new(),
    };
    person::check(&mut found);
    plan::check(&mut found);
    place::check(&mut found);
    found.findings
}

/// The findings of a pupil, as they come.
struct Found<'a> {
    subject: &'a Subject<'a>,
    findings: Vec<Finding>,
}

impl Found<'_> {
    /// Adds a finding where something is so.
    fn when(&mut self, so: bool, check: Check, fact: Fact, value: impl ToString) {
        if so {
            self.note(check, fact, value, None);
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "days, numbers and texts come as they are"
    )]
    fn note(&mut self, check: Check, fact: Fact, value: impl ToString, against: Option<String>) {
        self.findings.push(Finding {
            check,
            fact,
            value: value.to_string(),
            against,
        });
    }

    /// Whether the plan stands, so that its gaps matter.
    fn is_open(&self) -> bool {
        let ceased = self.subject.facts.plan_ceased;
        ceased.is_none_or(|day| day > self.subject.today)
    }

    /// The year group of the birth date in the school year of the file.
    fn nominal_year(&self) -> Option<i16> {
        let year = SchoolYear::of(self.subject.as_of);
        self.subject.facts.dob.map(|dob| year.year_group(dob))
    }
}

/// A text that may be missing.
fn shown(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests;
