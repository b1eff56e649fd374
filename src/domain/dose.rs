//! Doses: who gives a provision, how much, how often and to how many.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::exact::Quantity;

/// Who delivers a provision, as a code; several named give the one who delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Who {
    /// A teaching or learning support assistant, key adult, support worker.
    #[serde(rename = "TA")]
    Ta,
    /// A higher level teaching assistant.
    #[serde(rename = "HLTA")]
    Hlta,
    /// A teacher, tutor or instructor.
    #[serde(rename = "teacher")]
    Teacher,
    /// The special educational needs coordinator.
    #[serde(rename = "SENCO")]
    Senco,
    /// A specialist teacher.
    #[serde(rename = "specialist_teacher")]
    SpecialistTeacher,
    /// A qualified teacher of deaf children and young people.
    #[serde(rename = "QToD")]
    QToD,
    /// A qualified teacher of vision-impaired children and young people.
    #[serde(rename = "QTVI")]
    Qtvi,
    /// A teacher or worker for multi-sensory impairment.
    #[serde(rename = "MSI")]
    Msi,
    /// A speech and language therapist or their assistant.
    #[serde(rename = "SaLT")]
    SaLT,
    /// An occupational therapist.
    #[serde(rename = "OT")]
    Ot,
    /// A physiotherapist.
    #[serde(rename = "physio")]
    Physio,
    /// An educational or clinical psychologist.
    #[serde(rename = "EP")]
    Ep,
    /// An emotional literacy support assistant.
    #[serde(rename = "ELSA")]
    Elsa,
    /// A mentor, counsellor, other therapist, coach or adviser.
    #[serde(rename = "mentor")]
    Mentor,
    /// A nurse or another health role.
    #[serde(rename = "nurse")]
    Nurse,
    /// All staff, or the school.
    #[serde(rename = "staff")]
    Staff,
    /// Another named role or provider.
    #[serde(rename = "other")]
    Other,
}

impl Who {
    /// Every role, in the order of the codes' list.
    pub const ALL: [Self; 17] = [
        Self::Ta,
        Self::Hlta,
        Self::Teacher,
        Self::Senco,
        Self::SpecialistTeacher,
        Self::QToD,
        Self::Qtvi,
        Self::Msi,
        Self::SaLT,
        Self::Ot,
        Self::Physio,
        Self::Ep,
        Self::Elsa,
        Self::Mentor,
        Self::Nurse,
        Self::Staff,
        Self::Other,
    ];

    /// Gives the role of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.code() == code)
    }

    /// The code in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ta => "TA",
            Self::Hlta => "HLTA",
            Self::Teacher => "teacher",
            Self::Senco => "SENCO",
            Self::SpecialistTeacher => "specialist_teacher",
            Self::QToD => "QToD",
            Self::Qtvi => "QTVI",
            Self::Msi => "MSI",
            Self::SaLT => "SaLT",
            Self::Ot => "OT",
            Self::Physio => "physio",
            Self::Ep => "EP",
            Self::Elsa => "ELSA",
            Self::Mentor => "mentor",
            Self::Nurse => "nurse",
            Self::Staff => "staff",
            Self::Other => "other",
        }
    }
}

/// What an amount counts: time, or the event's noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Sessions of no stated length.
    Sessions,
    /// Visits.
    Visits,
    /// Meetings.
    Meetings,
    /// Reviews.
    Reviews,
    /// Lessons.
    Lessons,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
}

impl Unit {
    /// The word, as in the JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Sessions => "sessions",
            Self::Visits => "visits",
            Self::Meetings => "meetings",
            Self::Reviews => "reviews",
            Self::Lessons => "lessons",
            Self::Days => "days",
            Self::Weeks => "weeks",
        }
    }
}

/// The period an amount repeats in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Every school day.
    Day,
    /// Every week.
    Week,
    /// Every other week.
    Fortnight,
    /// Every half term.
    HalfTerm,
    /// Every term.
    Term,
    /// Every month.
    Month,
    /// Every year.
    Year,
    /// Once only.
    Once,
}

impl Period {
    /// The words on the screen: `a week`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Day => "a day",
            Self::Week => "a week",
            Self::Fortnight => "a fortnight",
            Self::HalfTerm => "a half term",
            Self::Term => "a term",
            Self::Month => "a month",
            Self::Year => "a year",
            Self::Once => "once",
        }
    }
}

/// Adults to pupils; JSON text `1:1`, `group<=4`, `group=3`, `class<=8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Ratio {
    /// So many adults to so many pupils.
    Adults(u16, u16),
    /// A group of at most so many.
    GroupUpTo(u16),
    /// A group of exactly so many.
    Group(u16),
    /// A class of at most so many.
    ClassUpTo(u16),
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Adults(adults, pupils) => format!("{adults}:{pupils}"),
            Self::GroupUpTo(size) => format!("group<={size}"),
            Self::Group(size) => format!("group={size}"),
            Self::ClassUpTo(size) => format!("class<={size}"),
        };
        f.pad(&text)
    }
}

impl From<Ratio> for String {
    fn from(ratio: Ratio) -> Self {
        ratio.to_string()
    }
}

/// What was wrong with a text that should have been a ratio.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a ratio; write it as 1:1, group<=4, group=3 or class<=8")]
pub struct RatioFault(pub String);

impl TryFrom<String> for Ratio {
    type Error = RatioFault;

    fn try_from(text: String) -> Result<Self, RatioFault> {
        let number = |digits: &str| digits.parse::<u16>().ok();
        let read = || {
            if let Some(size) = text.strip_prefix("group<=") {
                return number(size).map(Self::GroupUpTo);
            }
            if let Some(size) = text.strip_prefix("group=") {
                return number(size).map(Self::Group);
            }
            if let Some(size) = text.strip_prefix("class<=") {
                return number(size).map(Self::ClassUpTo);
            }
            let (adults, pupils) = text.split_once(':')?;
            Some(Self::Adults(number(adults)?, number(pupils)?))
        };
        read().ok_or_else(|| RatioFault(text.clone()))
    }
}

/// How much of a provision there is: amount, unit, period, ratio and the year's hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dose {
    /// The total per period; a range gives its lower bound.
    pub amount: Option<Quantity>,
    /// What the amount counts.
    pub unit: Option<Unit>,
    /// The period, or nothing where it is none of the regular ones.
    pub per: Option<Period>,
    /// Adults to pupils, where stated.
    pub ratio: Option<Ratio>,
    /// The pupil's hours in a year, to two decimals, or nothing where they cannot be known.
    pub annual_hours: Option<Quantity>,
}

impl Dose {
    /// Whether the plan says how much: a length of time and how often.
    pub fn is_quantified(&self) -> bool {
        self.annual_hours.is_some()
    }

    /// Writes the dose as people say it: `30 minutes a week, 1:1`; empty where nothing is stated.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        if let (Some(amount), Some(unit)) = (self.amount, self.unit) {
            let per = self.per.map(Period::words).unwrap_or_default();
            let unit = unit.code();
            let unit = if amount == Quantity::from(1) {
                unit.trim_end_matches('s')
            } else {
                unit
            };
            let text = format!("{amount} {unit} {per}");
            parts.push(text.trim_end().to_owned());
        }
        parts.extend(self.ratio.map(|ratio| ratio.to_string()));
        parts.join(", ")
    }
}
