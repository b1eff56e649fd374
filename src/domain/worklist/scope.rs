//! Scope: whether a framework is for a pupil, and if not, why.

use serde::{Deserialize, Serialize};

use super::super::caseload::Entry;
use super::super::day::SchoolYear;
use super::super::place::Phase;
use super::basis::Basis;

/// Why a framework is not for a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutOfScope {
    /// Too young or too old.
    Age,
    /// The kind of place.
    Setting,
    /// Neither year group nor date of birth is known.
    AgeUnknown,
    /// The kind of place is not known.
    SettingUnknown,
}

impl OutOfScope {
    /// Every reason, in the order of the tables.
    pub const ALL: [Self; 4] = [
        Self::Age,
        Self::Setting,
        Self::AgeUnknown,
        Self::SettingUnknown,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Setting => "setting",
            Self::AgeUnknown => "age_unknown",
            Self::SettingUnknown => "setting_unknown",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Age => "younger or older than the framework's years",
            Self::Setting => "in a setting that the framework is not for",
            Self::AgeUnknown => "neither year group nor date of birth known",
            Self::SettingUnknown => "setting not known",
        }
    }
}

/// The years that a sixth form teaches; the last for those who need a third.
const SIXTH_FORM: std::ops::RangeInclusive<i16> = 12..=14;

/// The national curriculum year of a pupil in a school year; Reception is 0, nursery −1.
///
/// The year group that the file gives goes before the date of birth: a pupil taught out of cohort
/// stays as far out of it in every year. It holds for the school year of the import it came with
/// and moves on by one a year. (With a birth date `b`, "file's year − `year_group(b)` then" is how far out of cohort
/// the pupil is; added to `year_group(b)` in the other year, `b` falls out again.)
pub fn year_group(entry: &Entry, year: SchoolYear) -> Option<i16> {
    match (entry.facts.year_group, entry.facts.dob) {
        (Some(given), _) => {
            let since = year.starts_in() - SchoolYear::of(entry.as_of).starts_in();
            Some(given.saturating_add(since))
        }
        (None, Some(dob)) => Some(year.year_group(dob)),
        (None, None) => None,
    }
}

/// The phase of a pupil in the school year of the basis.
pub fn phase(basis: &Basis<'_>, entry: &Entry) -> Option<Phase> {
    year_group(entry, basis.school_year()).map(Phase::of_year)
}

/// Whether the framework is for a pupil: nothing if it is, else why not.
///
/// What is known goes first: a pupil too old is out by age, wherever taught. A year of the sixth
/// form is no fault of age where sixth forms are in, so that a student of a college is out by setting.
pub fn out_of_scope(basis: &Basis<'_>, entry: &Entry) -> Option<OutOfScope> {
    let scope = &basis.framework.scope;
    let year = year_group(entry, basis.school_year());
    let setting = entry.facts.setting;
    let (first, last) = scope.years;
    let aged = |year: i16| {
        (first..=last).contains(&year) || (scope.sixth_form && SIXTH_FORM.contains(&year))
    };
    if year.is_some_and(|year| !aged(year)) {
        Some(OutOfScope::Age)
    } else if setting.is_some_and(|setting| !scope.settings.contains(&setting)) {
        Some(OutOfScope::Setting)
    } else if year.is_none() {
        Some(OutOfScope::AgeUnknown)
    } else if setting.is_none() {
        Some(OutOfScope::SettingUnknown)
    } else {
        None
    }
}
