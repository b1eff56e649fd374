//! A school's form: the provisions of its pupils' plans, to be judged by the school under one framework version.

use serde::Serialize;

use super::super::day::Day;
use super::super::digest::Digest;
use super::super::identity::{FrameworkKey, Origin, PlanId, PupilRef, RecordId};
use super::super::provision::Span;

/// The school that a form goes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its unique reference number, where it has one.
    pub urn: Option<String>,
    /// Its name.
    pub name: String,
}

impl Place {
    /// Whether a person means this school: by its number, or by its name however it is spelled in capitals.
    pub fn is_called(&self, text: &str) -> bool {
        let text = text.trim();
        self.urn.as_deref() == Some(text) || self.name.trim().eq_ignore_ascii_case(text)
    }
}

/// What a form is recognised by when it comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The school.
    pub school: Place,
    /// The framework version that it asks for.
    pub framework: FrameworkKey,
    /// The digest of that framework's file.
    pub hash: Digest,
    /// The workspace that made it.
    pub origin: Origin,
}

/// One school's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is recognised by.
    pub mark: Mark,
    /// The day by which it should be back.
    pub by: Day,
    /// Its pupils.
    pub pupils: Vec<Asked>,
}

/// A pupil on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The name, where names go out.
    pub name: Option<String>,
    /// The plan version that the provisions are of.
    pub plan: PlanId,
    /// The authority's own number of that version.
    pub version: Option<String>,
    /// The provisions, in the order of the text.
    pub provisions: Vec<Item>,
}

/// A provision on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number in the plan, from 1.
    pub n: u32,
    /// Where it stands in the plan's text.
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// The forms that were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// The framework version.
    pub framework: String,
    /// The day by which they should be back.
    pub by: Option<Day>,
    /// The forms, a school each.
    pub files: Vec<SentFile>,
    /// Pupils in scope on a form.
    pub pupils: usize,
    /// Pupils in scope at no school that is named, who are on no form.
    pub no_school: usize,
    /// Pupils in scope, of the schools asked for, whose plan has no text or no provision in it, who are on no form.
    pub no_text: Vec<PupilRef>,
}

/// A form that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentFile {
    /// The school.
    pub school: String,
    /// Its unique reference number.
    pub urn: Option<String>,
    /// The file.
    pub file: String,
    /// How many pupils are on it.
    pub pupils: usize,
    /// How many provisions.
    pub provisions: usize,
}

/// A place in a workbook, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The sheet.
    pub sheet: String,
    /// The row, as the spreadsheet numbers it.
    pub row: u64,
    /// The column's heading; nothing where it is the whole row.
    pub column: Option<String>,
    /// What is wrong, and what to do.
    pub what: String,
}

/// What became of a pupil on a form that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// The reading was recorded as the school's.
    Imported,
    /// The school's latest reading says the same already.
    Unchanged,
    /// The school has not judged every provision and settled every area yet.
    NotFilledIn,
    /// It could not be taken.
    Rejected,
}

impl Became {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Unchanged => "unchanged",
            Self::NotFilledIn => "not filled in",
            Self::Rejected => "rejected",
        }
    }
}

/// A pupil on a form that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenPupil {
    /// The reference, as the form has it.
    pub reference: String,
    /// What became of the pupil.
    pub became: Became,
    /// The record, where one was made.
    pub mapping: Option<RecordId>,
    /// What is missing, or what else there is to know.
    pub told: Vec<String>,
    /// What could not be taken, and where it stands.
    pub faults: Vec<Fault>,
}

/// A form that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenForm {
    /// The file.
    pub file: String,
    /// The school.
    pub school: String,
    /// Pupil by pupil.
    pub pupils: Vec<TakenPupil>,
    /// Rows that belong to no pupil of the form.
    pub strays: Vec<Fault>,
}

impl TakenForm {
    /// How many pupils came to this.
    pub fn count(&self, became: Became) -> usize {
        let so = |one: &&TakenPupil| one.became == became;
        self.pupils.iter().filter(so).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_is_called_by_its_number_or_its_name() {
        let place = Place {
            urn: Some("118900".to_owned()),
            name: "Hill School ".to_owned(),
        };
        assert!(place.is_called(" 118900") && place.is_called("hill school"));
        assert!(!place.is_called("Hill") && !place.is_called(""));
    }
}
