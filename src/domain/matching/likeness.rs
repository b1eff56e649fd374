//! How a document and a pupil agree, mark by mark, with a score to rank by and the words why.

use super::crowd::Crowd;
use super::marks::{Marks, Number};
use crate::domain::identity::Upn;

/// What a document says of a pupil's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMark {
    /// The full name stands in it.
    Full,
    /// The surname, and a forename that is short for the pupil's or longer: Sam and Samuel.
    Near,
    /// Both stand in it, apart.
    Apart,
    /// Only the surname.
    Surname,
    /// Only the forename.
    Forename,
    /// It names nobody, or the pupil's name is not known.
    Unsaid,
    /// It names somebody else.
    Other,
}

/// What a document says of a pupil's birth date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// The date stands in it.
    Agrees,
    /// It gives none, or the pupil's is not known.
    Unsaid,
    /// It gives another.
    Differs,
}

/// How a document and a pupil agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Whether the reference or UPN stands in the file's name.
    pub filed: bool,
    /// The pupil's number that stands in the text.
    pub number: Option<Number>,
    /// The name.
    pub name: NameMark,
    /// Whether the document says by a label whom it is of.
    pub named: bool,
    /// The birth date.
    pub birth: Birth,
    /// Whether UPNs stand in the text and none is the pupil's.
    pub other_upn: bool,
}

impl Likeness {
    /// Holds a document's marks against a pupil.
    pub(super) fn of(marks: &Marks, pupil: usize, crowd: &Crowd) -> Self {
        let birth = match crowd.dob(pupil) {
            Some(dob) if marks.days.contains(&dob) => Birth::Agrees,
            Some(_) if !marks.births.is_empty() => Birth::Differs,
            Some(_) | None => Birth::Unsaid,
        };
        let mut upns = marks.upns.iter().map(Upn::as_str);
        let other_upn = crowd
            .upn(pupil)
            .is_some_and(|own| !marks.upns.is_empty() && !upns.any(|upn| upn == own));
        Self {
            filed: marks.filed.contains(&pupil),
            number: marks.numbers.get(&pupil).copied(),
            name: name(marks, pupil, crowd),
            named: !marks.told.is_empty(),
            birth,
            other_upn,
        }
    }

    /// Whether surname and forename are the pupil's.
    pub fn name_agrees(&self) -> bool {
        matches!(self.name, NameMark::Full | NameMark::Near | NameMark::Apart)
    }

    /// Whether name and birth date both agree.
    pub fn person_agrees(&self) -> bool {
        self.name_agrees() && self.birth == Birth::Agrees
    }

    /// How alike they are, to rank by.
    pub fn score(&self) -> i32 {
        let number = match self.number {
            Some(Number::Upn | Number::Uln) => 50,
            Some(Number::Reference) => 45,
            None => 0,
        };
        let name = match self.name {
            NameMark::Full => 30,
            NameMark::Near => 22,
            NameMark::Apart => 20,
            NameMark::Surname => 12,
            NameMark::Forename => 6,
            NameMark::Unsaid => 0,
            NameMark::Other => -15,
        };
        let birth = match self.birth {
            Birth::Agrees => 30,
            Birth::Unsaid => 0,
            Birth::Differs => -20,
        };
        let filed = if self.filed { 60 } else { 0 };
        let other = if self.other_upn { -20 } else { 0 };
        filed + number + name + birth + other
    }

    /// Says what agrees and what does not: `surname and birth date agree; forename differs`.
    pub fn words(&self) -> String {
        let mut agrees = Vec::new();
        if self.filed {
            agrees.push("number in the file's name");
        }
        agrees.extend(self.number.map(|number| match number {
            Number::Reference => "reference",
            Number::Upn => "UPN",
            Number::Uln => "ULN",
        }));
        let (name, forename) = match self.name {
            NameMark::Full | NameMark::Apart => (Some("name"), None),
            NameMark::Near => (Some("surname"), Some("forename nearly")),
            NameMark::Surname => (Some("surname"), None),
            NameMark::Forename => (Some("forename"), None),
            NameMark::Unsaid | NameMark::Other => (None, None),
        };
        agrees.extend(name);
        agrees.extend(forename);
        if self.birth == Birth::Agrees {
            agrees.push("birth date");
        }
        let differs = self.differs();
        let verb = if agrees.len() == 1 { "agrees" } else { "agree" };
        let joined = match agrees.as_slice() {
            [] => None,
            [only] => Some(format!("{only} {verb}")),
            [first @ .., last] => Some(format!("{} and {last} {verb}", first.join(", "))),
        };
        let parts: Vec<String> = joined.into_iter().chain(differs).collect();
        parts.join("; ")
    }

    /// Says what does not agree.
    fn differs(self) -> impl Iterator<Item = String> + use<> {
        let name = match self.name {
            NameMark::Surname if self.named => Some("forename differs"),
            NameMark::Surname => Some("no forename in it"),
            NameMark::Forename if self.named => Some("surname differs"),
            NameMark::Forename => Some("no surname in it"),
            NameMark::Other => Some("it names somebody else"),
            NameMark::Full | NameMark::Near | NameMark::Apart | NameMark::Unsaid => None,
        };
        let birth = (self.birth == Birth::Differs).then_some("birth date differs");
        let upn = self.other_upn.then_some("the UPN in it is another's");
        [name, birth, upn].into_iter().flatten().map(str::to_owned)
    }
}

fn name(marks: &Marks, pupil: usize, crowd: &Crowd) -> NameMark {
    let Some(name) = crowd.name(pupil) else {
        return NameMark::Unsaid;
    };
    let (Some(surname), Some(forename)) = (name.surname.first(), name.forename.first()) else {
        return NameMark::Unsaid;
    };
    if marks.told.is_empty() {
        let stands = |word| marks.words.contains(word);
        return match (stands(surname), stands(forename)) {
            _ if marks.full.contains(&pupil) => NameMark::Full,
            (true, true) => NameMark::Apart,
            (true, false) => NameMark::Surname,
            (false, true) => NameMark::Forename,
            (false, false) => NameMark::Unsaid,
        };
    }
    let told = |word: &_| {
        marks
            .told
            .iter()
            .any(|told| crowd.word(told) == Some(*word))
    };
    match (told(surname), told(forename)) {
        (true, true) => NameMark::Full,
        (true, false) if nearly(marks, pupil, crowd) => NameMark::Near,
        (true, false) => NameMark::Surname,
        (false, true) => NameMark::Forename,
        (false, false) => NameMark::Other,
    }
}

/// Whether a told word is short for the pupil's forename, or the other way round: Sam and Samuel.
fn nearly(marks: &Marks, pupil: usize, crowd: &Crowd) -> bool {
    let forename = crowd.forename(pupil);
    let short = |one: &str, other: &str| one.len() >= 3 && other.starts_with(one);
    marks
        .told
        .iter()
        .any(|told| short(told, forename) || short(forename, told))
}
