//! Scope: whether a framework is for a pupil, and if not, why.

use serde::{Deserialize, Serialize};

use super::super::caseload::Entry;
use super::super::day::SchoolYear;
use super::super::place::Phase;
use super::super::school::authority;
use super::basis::Basis;

/// Why a framework is not for a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutOfScope {
    /// Too young or too old.
    Age,
    /// The kind of place.
    Setting,
    /// The plan has ceased.
    Ceased,
    /// The last whole caseload does not name the pupil.
    Left,
    /// Another authority maintains the plan: its pupil in one of our schools.
    OtherAuthority,
    /// Neither year group nor date of birth is known.
    AgeUnknown,
    /// The kind of place is not known.
    SettingUnknown,
}

impl OutOfScope {
    /// Every reason, in the order of the tables.
    pub const ALL: [Self; 7] = [
        Self::Age,
        Self::Setting,
        Self::Ceased,
        Self::Left,
        Self::OtherAuthority,
        Self::AgeUnknown,
        Self::SettingUnknown,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Setting => "setting",
            Self::Ceased => "ceased",
            Self::Left => "left",
            Self::OtherAuthority => "other_authority",
            Self::AgeUnknown => "age_unknown",
            Self::SettingUnknown => "setting_unknown",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Age => "younger or older than the framework's years",
            Self::Setting => "in a setting that the framework is not for",
            Self::Ceased => "the plan has ceased",
            Self::Left => "not in the last whole caseload",
            Self::OtherAuthority => "another authority maintains the plan",
            Self::AgeUnknown => "neither year group nor date of birth known",
            Self::SettingUnknown => "setting not known",
        }
    }
}

/// The years that a sixth form teaches; the last for those who need a third.
const SIXTH_FORM: std::ops::RangeInclusive<i16> = 12..=14;

/// The national curriculum year of a pupil in a school year; Reception is 0, nursery −1.
///
/// What somebody said who knows the pupil goes first, where the date of birth is known. Then the year group that the file
/// gives goes before the date of birth: a pupil taught out of cohort
/// stays as far out of it in every year. It holds for the school year of the import it came with
/// and moves on by one a year. (With a birth date `b`, "file's year − `year_group(b)` then" is how far out of cohort
/// the pupil is; added to `year_group(b)` in the other year, `b` falls out again.)
pub fn year_group(entry: &Entry, year: SchoolYear) -> Option<i16> {
    if let (Some(years), Some(dob)) = (entry.out_of_cohort, entry.facts.dob) {
        return Some(year.year_group(dob).saturating_add(years));
    }
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
/// A plan that has ceased is nobody's to map. Then what is known goes first: a pupil too old is out by age, wherever taught. A year of the sixth
/// form is no fault of age where sixth forms are in, so that a student of a college is out by setting.
pub fn out_of_scope(basis: &Basis<'_>, entry: &Entry) -> Option<OutOfScope> {
    let ceased = entry.facts.plan_ceased;
    if ceased.is_some_and(|day| day <= basis.today) {
        return Some(OutOfScope::Ceased);
    }
    out_while_the_plan_stands(basis, entry)
}

/// The same as long as the plan has not ceased: then no day but the school year decides.
pub(super) fn out_while_the_plan_stands(basis: &Basis<'_>, entry: &Entry) -> Option<OutOfScope> {
    let scope = &basis.framework.scope;
    let year = year_group(entry, basis.school_year());
    let setting = entry.facts.setting;
    let (first, last) = scope.years;
    let aged = |year: i16| {
        (first..=last).contains(&year) || (scope.sixth_form && SIXTH_FORM.contains(&year))
    };
    if entry.departed.is_some() {
        Some(OutOfScope::Left)
    } else if is_of_another(basis, entry) {
        Some(OutOfScope::OtherAuthority)
    } else if year.is_some_and(|year| !aged(year)) {
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

/// Whether another authority maintains the plan; nobody can tell where either is not known.
fn is_of_another(basis: &Basis<'_>, entry: &Entry) -> bool {
    let maintains = entry.facts.authority.as_deref().and_then(authority);
    basis
        .authority
        .zip(maintains)
        .is_some_and(|(own, other)| own != other)
}

/// The number of the other authority in whose school one of our pupils is taught; nothing where the school is our own,
/// or where nobody can tell.
pub fn elsewhere(basis: &Basis<'_>, entry: &Entry) -> Option<u16> {
    let other = entry.lies_in.filter(|_| !is_of_another(basis, entry))?;
    basis.authority.filter(|own| *own != other).map(|_| other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::place::Setting;
    use crate::domain::sample::{day, entry, framework};
    use proptest::prelude::*;

    #[track_caller]
    fn scope(dob: Option<&str>, year: Option<i16>, setting: Option<Setting>, expected: &str) {
        let framework = framework();
        let basis = Basis::new(&framework, day("2026-01-12"));
        let mut pupil = entry("K-1");
        pupil.facts.dob = dob.map(day);
        pupil.facts.year_group = year;
        pupil.facts.setting = setting;
        let why = out_of_scope(&basis, &pupil).map_or("in", OutOfScope::code);
        assert_eq!(why, expected);
    }

    #[test]
    fn scope_is_by_age_and_setting_in_the_school_year_of_the_framework() {
        let main = Some(Setting::Mainstream);
        // Reception in 2026/27: born from September 2021 to August 2022.
        scope(Some("2022-08-31"), None, main, "in");
        scope(Some("2022-09-01"), None, main, "age");
        // Years 12 to 14 of a mainstream school are its sixth form; year 15 is too old.
        scope(Some("2008-09-01"), None, main, "in");
        scope(Some("2007-09-01"), None, main, "in");
        scope(Some("2007-08-31"), None, main, "age");
        scope(Some("2008-09-01"), None, Some(Setting::Fe), "setting");
        scope(Some("2006-08-31"), None, Some(Setting::Fe), "age");
        scope(
            Some("2015-01-01"),
            None,
            Some(Setting::Independent),
            "setting",
        );
        scope(None, None, main, "age_unknown");
        scope(None, None, Some(Setting::Nmss), "setting");
        scope(Some("2015-01-01"), None, None, "setting_unknown");
        scope(None, None, None, "age_unknown");
    }

    #[test]
    fn a_plan_that_has_ceased_is_nobodys_to_map() {
        let framework = framework();
        let basis = Basis::new(&framework, day("2026-01-12"));
        let mut pupil = entry("K-1");
        pupil.facts.plan_ceased = Some(day("2026-01-13"));
        assert_eq!(out_of_scope(&basis, &pupil), None);
        pupil.facts.plan_ceased = Some(day("2026-01-12"));
        assert_eq!(out_of_scope(&basis, &pupil), Some(OutOfScope::Ceased));
        pupil.facts.plan_ceased = None;
        pupil.facts.authority = Some("887".to_owned());
        assert_eq!(out_of_scope(&basis, &pupil), None);
        let ours = Basis {
            authority: Some(886),
            ..basis
        };
        assert_eq!(
            out_of_scope(&ours, &pupil),
            Some(OutOfScope::OtherAuthority)
        );
        pupil.facts.authority = Some("886".to_owned());
        assert_eq!(out_of_scope(&ours, &pupil), None);
    }

    #[test]
    fn who_is_out_of_cohort_stays_so_whatever_a_file_says() {
        let mut pupil = entry("K-1");
        pupil.facts.dob = Some(day("2015-03-04"));
        pupil.facts.year_group = None;
        let years = |pupil: &Entry| {
            ["2025-10-01", "2026-10-01"].map(|on| year_group(pupil, SchoolYear::of(day(on))))
        };
        assert_eq!(years(&pupil), [Some(6), Some(7)]);
        pupil.out_of_cohort = Some(-1);
        assert_eq!(years(&pupil), [Some(5), Some(6)]);
        pupil.facts.year_group = Some(6);
        assert_eq!(years(&pupil), [Some(5), Some(6)]);
        pupil.facts.dob = None;
        pupil.as_of = day("2025-11-01");
        assert_eq!(years(&pupil), [Some(6), Some(7)]);
    }

    #[test]
    fn ours_in_anothers_school_are_told_apart_and_stay_in_scope() {
        let framework = framework();
        let unknown = Basis::new(&framework, day("2026-01-12"));
        let ours = Basis {
            authority: Some(886),
            ..Basis::new(&framework, day("2026-01-12"))
        };
        let mut pupil = entry("K-1");
        assert_eq!(elsewhere(&ours, &pupil), None);
        pupil.lies_in = Some(886);
        assert_eq!(elsewhere(&ours, &pupil), None);
        pupil.lies_in = Some(887);
        assert_eq!(elsewhere(&ours, &pupil), Some(887));
        assert_eq!(out_of_scope(&ours, &pupil), None);
        assert_eq!(elsewhere(&unknown, &pupil), None);
        // Their pupil in their school is not ours at all.
        pupil.facts.authority = Some("887".to_owned());
        assert_eq!(elsewhere(&ours, &pupil), None);
    }

    #[test]
    fn the_files_year_group_goes_before_the_birth_date() {
        let main = Some(Setting::Mainstream);
        // By birth Reception in 2026/27, but the file of January 2026 says −2: a year behind.
        scope(Some("2022-08-31"), Some(-2), main, "age");
        // By birth year 12, but taught in year 10 in 2025/26: year 11.
        scope(Some("2009-10-01"), Some(10), main, "in");
        scope(None, Some(-1), main, "in");
        scope(None, Some(14), main, "age");
    }

    proptest! {
        #[test]
        fn a_file_that_agrees_with_the_birth_date_changes_nothing(
            months in 0i32..300, import in 0i32..48, reference in 2020i16..2030,
        ) {
            let born: Day = day("2000-01-31").plus_months(months);
            let mut by_birth = entry("K-1");
            by_birth.facts.dob = Some(born);
            by_birth.facts.year_group = None;
            by_birth.as_of = day("2024-01-12").plus_months(import);
            let mut by_file = by_birth.clone();
            by_file.facts.year_group = year_group(&by_birth, SchoolYear::of(by_birth.as_of));
            let year = SchoolYear::of(Day::new(reference, 9, 1).unwrap());
            prop_assert_eq!(year_group(&by_file, year), year_group(&by_birth, year));
            // A year out of cohort stays one, in every school year.
            by_file.facts.year_group = by_file.facts.year_group.map(|group| group - 1);
            prop_assert_eq!(year_group(&by_file, year).map(|group| group + 1), year_group(&by_birth, year));
        }
    }
}
