//! What a table shows of itself before it comes in: its headers, what they may stand for, what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::column::Column;
use super::columns::{ColumnMap, Use};
use super::place::Setting;

/// How a header came to its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the column's name, or one that the standard lists beside it.
    Named,
    /// The saved map says so.
    Mapped,
    /// It is like a name of the column.
    Alike,
    /// Its cells look so.
    Values(Shape),
}

impl Why {
    /// The word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "name",
            Self::Mapped => "map",
            Self::Alike => "likeness",
            Self::Values(_) => "values",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Named => "is its name",
            Self::Mapped => "by the saved map",
            Self::Alike => "alike in name",
            Self::Values(shape) => shape.words(),
        }
    }
}

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// UPNs.
    Upns,
    /// Days on which a person with a plan can have been born.
    Births,
    /// URNs.
    Urns,
    /// ULNs.
    Ulns,
    /// Kinds of place.
    Settings,
    /// Codes of need.
    Needs,
    /// Year groups.
    Years,
    /// M and F.
    Sexes,
    /// Long texts.
    Texts,
}

impl Shape {
    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Upns => "its cells are UPNs",
            Self::Births => "its cells are birth dates",
            Self::Urns => "its cells have six figures, as URNs",
            Self::Ulns => "its cells have ten figures, as ULNs",
            Self::Settings => "its cells are kinds of place",
            Self::Needs => "its cells are codes of need",
            Self::Years => "its cells are year groups",
            Self::Sexes => "its cells are M and F",
            Self::Texts => "its cells are long texts",
        }
    }
}

/// A header of a file, what its cells hold, and what it may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The header as the file spells it.
    pub header: String,
    /// Its place, from 1.
    pub place: usize,
    /// The first cells that hold anything, each once, three at most.
    pub samples: Vec<String>,
    /// What it stands for: by its name, or by the saved map.
    pub told: Option<Use>,
    /// Why; of the guess, where nothing is told.
    pub why: Option<Why>,
    /// What it may stand for, where nothing is told; never used before somebody agrees.
    pub guess: Option<Column>,
}

/// A word for a setting that is not one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as the file spells it.
    pub word: String,
    /// How many cells hold it.
    pub count: u64,
    /// What it may stand for; never used before somebody agrees.
    pub guess: Option<Setting>,
}

/// What a table shows of itself before it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The file's name.
    pub file: String,
    /// The sheet, where it is a workbook.
    pub sheet: Option<String>,
    /// The row of the headers, as a spreadsheet numbers it.
    pub row: u64,
    /// How many rows stand below.
    pub rows: u64,
    /// The headers, from left to right.
    pub headings: Vec<Heading>,
    /// The words for settings that nothing tells.
    pub words: Vec<Word>,
    /// The name of the saved map that was used.
    pub map: Option<String>,
}

impl Survey {
    /// Whether every header is told, and some of them says who each row is about.
    pub fn is_settled(&self) -> bool {
        let told = |heading: &Heading| heading.told.is_some() || heading.header.is_empty();
        self.headings.iter().all(told)
            && Lack::of(self.headings.iter().filter_map(told_column))
                .iter()
                .all(|lack| *lack != Lack::Identity)
            && !self.is_doubled()
    }

    /// Whether two headers are told to be the same column.
    fn is_doubled(&self) -> bool {
        let columns: Vec<Column> = self.headings.iter().filter_map(told_column).collect();
        let once: BTreeSet<&Column> = columns.iter().collect();
        once.len() < columns.len()
    }

    /// The map in which every guess is agreed to, and all that has none is left out.
    pub fn proposal(&self) -> ColumnMap {
        let mut taken = BTreeSet::new();
        let mut columns = BTreeMap::new();
        for heading in self.headings.iter().filter(|one| !one.header.is_empty()) {
            let used = heading.told.or(heading.guess.map(Use::As));
            let once = used.filter(|used| used.column().is_none_or(|column| taken.insert(column)));
            columns.insert(heading.header.clone(), once.unwrap_or(Use::LeaveOut));
        }
        let words = self.words.iter();
        ColumnMap {
            columns,
            settings: words
                .filter_map(|word| Some((word.word.clone(), word.guess?)))
                .collect(),
        }
    }
}

fn told_column(heading: &Heading) -> Option<Column> {
    heading.told.and_then(Use::column)
}

/// What a table does not say, and what that costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Who each row is about.
    Identity,
    /// How old anybody is.
    Age,
    /// Where anybody is taught.
    Place,
    /// When anything is due.
    Dates,
}

impl Lack {
    const ALL: [Self; 4] = [Self::Identity, Self::Age, Self::Place, Self::Dates];

    /// What is missing where a table has these columns.
    pub fn of(columns: impl IntoIterator<Item = Column>) -> Vec<Self> {
        let has: BTreeSet<Column> = columns.into_iter().collect();
        let lacks = |lack: &Self| !lack.columns().iter().any(|column| has.contains(column));
        Self::ALL.into_iter().filter(lacks).collect()
    }

    /// The columns of which one would do.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Identity => &[Column::Ref, Column::Upn],
            Self::Age => &[Column::Dob, Column::YearGroup],
            Self::Place => &[Column::Setting, Column::Urn],
            Self::Dates => &[Column::ReviewDue, Column::LastReview, Column::PlanStart],
        }
    }

    /// What it costs, as a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Identity => "no row says which pupil it is, so the file cannot come in",
            Self::Age => {
                "nobody's year group is known, so nobody is in the framework's scope by age"
            }
            Self::Place => "nobody's kind of place is known, so nobody is in scope by setting",
            Self::Dates => "no annual review is known to be due, and no plan to be new",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(header: &str, told: Option<Use>, guess: Option<Column>) -> Heading {
        Heading {
            header: header.to_owned(),
            place: 1,
            samples: Vec::new(),
            told,
            why: None,
            guess,
        }
    }

    fn survey(headings: Vec<Heading>) -> Survey {
        Survey {
            file: "a.csv".to_owned(),
            sheet: None,
            row: 1,
            rows: 3,
            headings,
            words: vec![Word {
                word: "SRP - Unit".to_owned(),
                count: 2,
                guess: Some(Setting::Srp),
            }],
            map: None,
        }
    }

    #[test]
    fn a_survey_is_settled_once_every_header_is_told() {
        let named = || heading("ref", Some(Use::As(Column::Ref)), None);
        assert!(survey(vec![named()]).is_settled());
        let out = heading("Notes", Some(Use::LeaveOut), None);
        assert!(survey(vec![named(), out.clone()]).is_settled());
        assert!(!survey(vec![out]).is_settled());
        assert!(!survey(vec![named(), heading("Notes", None, None)]).is_settled());
        assert!(!survey(vec![named(), named()]).is_settled());
    }

    #[test]
    fn a_proposal_takes_each_column_once_and_leaves_out_the_rest() {
        let proposal = survey(vec![
            heading("ref", Some(Use::As(Column::Ref)), None),
            heading("DoB?", None, Some(Column::Dob)),
            heading("Born", None, Some(Column::Dob)),
            heading("", None, None),
        ])
        .proposal();
        let told: Vec<String> = proposal.columns.values().map(Use::to_string).collect();
        assert_eq!(told, ["leave out", "dob", "ref"]);
        assert_eq!(proposal.settings["SRP - Unit"], Setting::Srp);
    }

    #[test]
    fn what_is_missing_is_said_with_its_cost() {
        assert_eq!(
            Lack::of([Column::Upn, Column::Dob, Column::Urn]),
            [Lack::Dates]
        );
        assert_eq!(Lack::of([]), Lack::ALL);
    }
}
