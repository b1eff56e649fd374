//! Erasure: what of a pupil's facts stays for the count, by what words a person is known, and the account of what went.

use serde::Serialize;

use super::day::{Day, Moment, SchoolYear};
use super::fact::Fact;
use super::identity::{PupilId, PupilRef, RecordId, Upn};
use super::paper::PaperId;
use super::pupil::Facts;

/// How the reference of somebody who was erased begins.
pub const ERASED: &str = "erased-";

/// The reference under which the numbers of somebody who was erased are kept: it says nothing of them.
pub fn kept_as(pupil: &PupilId) -> PupilRef {
    let digits: Vec<char> = pupil.as_str().chars().filter(|c| *c != '-').collect();
    let last: String = digits.iter().rev().take(12).rev().collect();
    PupilRef::new(format!("{ERASED}{last}"))
}

/// Whether a fact is kept of somebody who was erased: what a count asks.
///
/// Who they are goes, and so does what few share: the school, sex and ethnicity, the second need, every day but the one on
/// which the plan ceased. Of the birth date the first day of its school year stays. Today's top-up stays to the penny,
/// though it may be nobody else's: gains and losses that were told would not add up any more.
pub fn stays(fact: Fact) -> bool {
    match fact {
        Fact::Dob
        | Fact::YearGroup
        | Fact::Setting
        | Fact::District
        | Fact::Community
        | Fact::Need1
        | Fact::Authority
        | Fact::PlanCeased
        | Fact::CurrentTopUp
        | Fact::CurrentEpn => true,
        Fact::Reference
        | Fact::Upn
        | Fact::Surname
        | Fact::Forename
        | Fact::Sex
        | Fact::Ethnicity
        | Fact::Urn
        | Fact::School
        | Fact::Need2
        | Fact::PlanStart
        | Fact::PlanVersion
        | Fact::LastReview
        | Fact::ReviewDue
        | Fact::PhaseTransfer
        | Fact::PhaseTransferDue
        | Fact::NextUrn
        | Fact::NextSetting
        | Fact::NextFrom
        | Fact::PlacementStatus
        | Fact::PlacementChange
        | Fact::Uln
        | Fact::Ukprn
        | Fact::SenSetting
        | Fact::Base
        | Fact::CeaseReason => false,
    }
}

/// What stays of a pupil's facts. Somebody of whom nothing is mapped is nobody's to map any more: their plan counts as
/// ceased from the day `unmapped` on.
pub fn reduced(facts: &Facts, pupil: &PupilId, unmapped: Option<Day>) -> Facts {
    let mut kept = facts.only(kept_as(pupil), stays);
    kept.dob = facts.dob.and_then(school_year_of);
    kept.plan_ceased = facts.plan_ceased.or(unmapped);
    kept
}

/// The first day of the school year that somebody was born in.
fn school_year_of(birth: Day) -> Option<Day> {
    Day::new(SchoolYear::of(birth).starts_in(), 9, 1)
}

/// By what somebody who was erased is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// Their UPN.
    Upn,
    /// Their reference.
    Reference,
    /// Their names with the day they were born.
    Birth,
    /// Their names, which somebody else may have.
    Names,
}

impl KnownBy {
    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Upn => "UPN",
            Self::Reference => "reference",
            Self::Birth => "names and birth date",
            Self::Names => "names",
        }
    }

    /// What to type to let them in again.
    pub fn typed(self) -> &'static str {
        match self {
            Self::Upn => "that UPN",
            Self::Reference => "that reference",
            Self::Birth | Self::Names => {
                "surname, forename and birth date, as in Okafor, Amara, 2015-03-04"
            }
        }
    }
}

/// What a person is known by: their names and their numbers, as any import told them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Forename and surname, each in small letters.
    names: Vec<[Vec<String>; 2]>,
    /// Numbers and references that cannot be taken for anything else, in small letters.
    codes: Vec<String>,
}

impl Person {
    /// Takes in what one version of the facts calls them.
    pub fn take(&mut self, facts: &Facts) {
        if let (Some(forename), Some(surname)) = (&facts.forename, &facts.surname) {
            let names = [words(forename), words(surname)];
            if names.iter().all(|name| !name.is_empty()) && !self.names.contains(&names) {
                self.names.push(names);
            }
        }
        let reference = facts.reference.as_str();
        let numbers = [facts.upn.as_ref().map(Upn::as_str), facts.uln.as_deref()];
        let reference = is_telling(reference).then_some(reference);
        for code in numbers.into_iter().flatten().chain(reference) {
            let code = code.to_lowercase();
            if !code.starts_with(ERASED) && !self.codes.contains(&code) {
                self.codes.push(code);
            }
        }
    }

    /// Whether a text names them: by a number or reference of theirs, or by both of their names.
    pub fn is_named_in(&self, text: &str) -> bool {
        let low = text.to_lowercase();
        if self.codes.iter().any(|code| stands_in(&low, code)) {
            return true;
        }
        let found = words(&low);
        let has = |name: &Vec<String>| {
            found
                .windows(name.len())
                .any(|part| part == name.as_slice())
        };
        self.names.iter().any(|names| names.iter().all(has))
    }
}

/// Whether a reference has letters and figures, or is long, so that no other number is taken for it.
pub fn is_telling(reference: &str) -> bool {
    let letters = reference.chars().any(char::is_alphabetic);
    let figures = reference.chars().filter(char::is_ascii_digit).count();
    figures >= 6 || (letters && figures >= 3)
}

/// Whether a code stands in a text with nothing of a word before or behind it.
fn stands_in(text: &str, code: &str) -> bool {
    text.match_indices(code).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + code.len()..)
            .and_then(|after| after.chars().next());
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A document that names somebody and stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Its number in the workspace.
    pub id: PaperId,
    /// Its file.
    pub file: String,
}

impl Mention {
    /// Says that it stays and what to do with it.
    pub fn told(&self) -> String {
        format!(
            "Document {} ({}) names them and is not theirs alone, as far as its marks go: it stays. Settle it as whose it is, or where it is theirs `continuum erase --document {}`",
            self.id.0, self.file, self.id.0
        )
    }
}

/// The account of one pupil's erasure: what went, and where else the person may be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The pupil, by the id that is kept.
    pub pupil: PupilId,
    /// The reference under which the numbers are kept.
    #[serde(rename = "ref")]
    pub kept_as: PupilRef,
    /// How many versions of their facts went; one with the numbers stays.
    pub facts: u64,
    /// How many plan texts went.
    pub plans: u64,
    /// Of how many records the words went.
    pub words: u64,
    /// How many drafts went.
    pub drafts: u64,
    /// How many documents that were settled as theirs, or waited and were theirs alone, went.
    pub documents: u64,
    /// Documents that name them and are another's, or may be; those stay.
    pub documents_elsewhere: Vec<Mention>,
    /// How many names of files went that were called after them.
    pub files: u64,
    /// Other pupils' and general records whose words name them; those stay.
    pub elsewhere: Vec<RecordId>,
}

/// One erasure as the records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// The record.
    pub id: RecordId,
    /// The reference under which the numbers are kept.
    #[serde(rename = "ref")]
    pub kept_as: PupilRef,
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exact::Money;
    use crate::domain::place::Setting;

    fn facts() -> Facts {
        let mut facts = Facts::unknown(PupilRef::new("K-1042"));
        facts.upn = Upn::read("B801200005001");
        facts.forename = Some("Amara".to_owned());
        facts.surname = Some("van der Berg".to_owned());
        facts.dob = Day::new(2015, 3, 4);
        facts.setting = Some(Setting::Special);
        facts.school = Some("Hilltop".to_owned());
        facts.ethnicity = Some("WBRI".to_owned());
        facts.current_top_up = Some(Money::from_pence(1_200_000));
        facts
    }

    fn pupil() -> PupilId {
        PupilId::new("019bb18b-6020-734e-af41-630f6bd9cda8")
    }

    #[test]
    fn what_counts_need_stays_and_who_it_was_goes() {
        let kept = reduced(&facts(), &pupil(), None);
        let mut expected = Facts::unknown(PupilRef::new("erased-630f6bd9cda8"));
        expected.dob = Day::new(2014, 9, 1);
        expected.setting = Some(Setting::Special);
        expected.current_top_up = Some(Money::from_pence(1_200_000));
        assert_eq!(kept, expected);
        // Once more changes nothing.
        assert_eq!(reduced(&kept, &pupil(), None), kept);
        let day = Day::new(2026, 1, 12);
        assert_eq!(reduced(&facts(), &pupil(), day).plan_ceased, day);
    }

    #[test]
    fn the_year_group_is_what_it_was() {
        let year = SchoolYear::of(Day::new(2026, 1, 12).unwrap());
        for (month, day) in [(9, 1), (12, 31), (1, 1), (8, 31)] {
            let mut one = facts();
            let starts = if month >= 9 { 2014 } else { 2015 };
            one.dob = Day::new(starts, month, day);
            let kept = reduced(&one, &pupil(), None);
            let group = |facts: &Facts| year.year_group(facts.dob.unwrap());
            assert_eq!(group(&kept), group(&one), "{month}-{day}");
        }
    }

    #[track_caller]
    fn named(text: &str, expected: bool) {
        let mut person = Person::default();
        person.take(&facts());
        assert_eq!(person.is_named_in(text), expected, "{text}");
    }

    #[test]
    fn a_person_is_named_by_a_number_or_by_both_names() {
        named("Plan for AMARA Van der Berg", true);
        named("berg_van_der", false);
        named("van-der-berg amara plan.docx", true);
        named("Amara will join", false);
        named("upn b801200005001.", true);
        named("xb801200005001", false);
        named("K-1042.docx", true);
        named("K-10425.docx", false);
    }

    #[test]
    fn a_short_reference_names_nobody() {
        let mut person = Person::default();
        person.take(&Facts::unknown(PupilRef::new("12")));
        assert!(!person.is_named_in("12 hours a week"));
    }
}
