//! Schools: what the national register says of a place, and what kind of place that makes it.

pub mod form;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::place::Setting;
use super::pupil::{Base, Facts};

/// A school as the register of schools (GIAS) has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// The unique reference number, six figures.
    pub urn: String,
    /// The name.
    pub name: String,
    /// The code of the authority it lies in.
    pub authority: Option<String>,
    /// The code of its type (`TypeOfEstablishment`).
    pub kind: Option<u16>,
    /// Whether it is open.
    pub open: bool,
    /// The day it closed.
    pub closed: Option<Day>,
    /// The ages it teaches.
    pub ages: Ages,
    /// The district it lies in.
    pub district: Option<String>,
    /// Whether it has a special educational needs unit.
    pub unit: bool,
    /// Whether it has resourced provision.
    pub resourced: bool,
}

/// The ages a school teaches, by statute; either may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ages {
    /// The lowest.
    pub low: Option<u8>,
    /// The highest.
    pub high: Option<u8>,
}

/// One school following another, as when it became an academy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The school that was.
    pub urn: String,
    /// The one that follows.
    pub successor: String,
}

impl Ages {
    /// Whether pupils of a year group leave the school at the end of it.
    ///
    /// An infant school's leave after year 2, a first school's after 4, a middle school's after 8; pupils in year 6 of
    /// a middle school do not.
    pub fn leaves(self, year: i16) -> Option<bool> {
        let last = i16::from(self.high?) - 5;
        let first = self.low.map(|age| i16::from(age) - 4);
        if year == last && year <= LAST_OF_SECONDARY {
            return Some(true);
        }
        let middle = first.is_some_and(|first| first > 2 && first <= 6) && last > 6;
        (middle && year == 6).then_some(false)
    }
}

/// The last year group of secondary school.
const LAST_OF_SECONDARY: i16 = 11;

/// The number of an authority's code.
pub fn authority(code: &str) -> Option<u16> {
    code.trim().parse().ok()
}

impl School {
    /// The kind of place for a pupil who is, or is not, in the school's base: nothing for a type that is not known here.
    ///
    /// By the type codes of the register: maintained schools, academies, free schools and technical colleges are
    /// mainstream; 16 to 19 schools stand with the colleges. The pupil's own mark decides on the base, since such
    /// schools teach most pupils outside it.
    pub fn setting(&self, base: Option<Base>) -> Option<Setting> {
        let setting = match self.kind? {
            1 | 2 | 3 | 5 | 6 | 28 | 34 | 35 | 40 | 41 => Setting::Mainstream,
            7 | 12 | 33 | 36 | 44 => Setting::Special,
            8 => Setting::Nmss,
            10 | 11 => Setting::Independent,
            14 | 38 | 42 | 43 => Setting::Ap,
            15 => Setting::EarlyYears,
            18 | 29 | 31 | 32 | 39 | 45 | 46 => Setting::Fe,
            24..=27 | 30 | 37 | 49 | 56 | 57 => Setting::Elsewhere,
            _ => return None,
        };
        let based = matches!(base, Some(Base::SenUnit | Base::ResourcedProvision));
        Some(if based && setting == Setting::Mainstream {
            Setting::Srp
        } else {
            setting
        })
    }

    /// The number of the authority it lies in.
    pub fn lies_in(&self) -> Option<u16> {
        self.authority.as_deref().and_then(authority)
    }

    /// Lends a pupil's facts what their file does not say: the school's name, its district, the kind of place.
    pub fn lend(&self, facts: &mut Facts) {
        if facts.setting.is_none() {
            facts.setting = self.setting(facts.base);
        }
        facts.school.get_or_insert_with(|| self.name.clone());
        if facts.district.is_none() {
            facts.district.clone_from(&self.district);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::PupilRef;

    fn school(kind: u16) -> School {
        School {
            urn: "990001".to_owned(),
            name: "Hopwhistle Academy".to_owned(),
            authority: None,
            kind: Some(kind),
            open: true,
            closed: None,
            ages: Ages::default(),
            district: Some("Ashford".to_owned()),
            unit: true,
            resourced: false,
        }
    }

    #[track_caller]
    fn leaves(low: u8, high: u8, year: i16, expected: Option<bool>) {
        let ages = Ages {
            low: Some(low),
            high: Some(high),
        };
        assert_eq!(ages.leaves(year), expected);
    }

    #[test]
    fn pupils_leave_a_school_in_the_last_year_it_teaches() {
        leaves(4, 7, 2, Some(true));
        leaves(4, 7, 1, None);
        leaves(4, 9, 4, Some(true));
        leaves(9, 13, 6, Some(false));
        leaves(9, 13, 8, Some(true));
        leaves(4, 11, 6, Some(true));
        leaves(11, 18, 13, None);
        leaves(4, 18, 6, None);
        leaves(0, 1, 2, None);
        assert_eq!(Ages::default().leaves(6), None);
    }

    #[test]
    fn the_type_and_the_pupils_base_make_the_setting() {
        assert_eq!(school(34).setting(None), Some(Setting::Mainstream));
        let unit = Some(Base::SenUnit);
        assert_eq!(school(34).setting(unit), Some(Setting::Srp));
        assert_eq!(school(36).setting(unit), Some(Setting::Special));
        assert_eq!(school(999).setting(None), None);
    }

    #[test]
    fn a_file_goes_before_the_register() {
        let mut facts = Facts::unknown(PupilRef::new("K-1"));
        facts.school = Some("The Hop".to_owned());
        school(7).lend(&mut facts);
        assert_eq!(facts.school.as_deref(), Some("The Hop"));
        assert_eq!(facts.setting, Some(Setting::Special));
        assert_eq!(facts.district.as_deref(), Some("Ashford"));
    }
}
