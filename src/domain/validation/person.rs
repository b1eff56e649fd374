//! Who the pupil is: numbers, name, birth date, year group.

use super::super::code::{ETHNICITIES, SEXES, gives_upns, is_of};
use super::super::day::SchoolYear;
use super::super::fact::Fact;
use super::super::identity::Upn;
use super::{Check, Found, shown};

/// The year groups in which everybody taught at a school has a UPN.
const SCHOOL_AGE: std::ops::RangeInclusive<i16> = 1..=11;

/// The age at the start of the last school year in which a plan can run: it may until the end of the one in which the
/// person turns 25 (Children and Families Act 2014, s. 46).
const LAST_AGE: i16 = 24;

/// Reception is year 0, and those in it were four when the school year began.
const AGE_OF_RECEPTION: i16 = 4;

pub(super) fn check(found: &mut Found<'_>) {
    let facts = found.subject.facts;
    numbers(found);
    for (fact, name) in [
        (Fact::Surname, &facts.surname),
        (Fact::Forename, &facts.forename),
    ] {
        found.when(name.is_none(), Check::NameMissing, fact, "");
    }
    if facts.dob.is_none() {
        let check = match facts.year_group {
            Some(_) => Check::BirthUnknown,
            None => Check::BirthMissing,
        };
        found.note(check, Fact::Dob, "", None);
    }
    ages(found);
    for (fact, code, set, check) in [
        (Fact::Sex, &facts.sex, SEXES, Check::SexCode),
        (
            Fact::Ethnicity,
            &facts.ethnicity,
            ETHNICITIES,
            Check::EthnicityCode,
        ),
    ] {
        let odd = code.as_ref().is_some_and(|code| !is_of(set, code));
        found.when(odd, check, fact, shown(code.as_ref()));
    }
    let authority = facts.authority.as_ref();
    let odd = authority.is_some_and(|code| !is_figures(code, 3));
    found.when(odd, Check::AuthorityCode, Fact::Authority, shown(authority));
}

fn numbers(found: &mut Found<'_>) {
    let facts = found.subject.facts;
    if let Some(upn) = &facts.upn {
        upn_of(found, upn);
    } else {
        let of_school = found
            .nominal_year()
            .is_some_and(|year| SCHOOL_AGE.contains(&year));
        let missing = of_school && facts.uln.is_none() && found.is_open();
        found.when(missing, Check::UpnMissing, Fact::Upn, "");
    }
    if let Some(uln) = &facts.uln {
        found.when(!uln_checks(uln), Check::UlnCheck, Fact::Uln, uln);
    }
}

fn upn_of(found: &mut Found<'_>, upn: &Upn) {
    let text = upn.as_str();
    if let Some(letter) = upn.right_letter().filter(|_| !upn.checks()) {
        let against = Some(format!("with these figures it would be {letter}"));
        found.note(Check::UpnLetter, Fact::Upn, text, against);
    }
    let temporary = text.ends_with(|last: char| last.is_ascii_alphabetic());
    found.when(temporary, Check::UpnTemporary, Fact::Upn, text);
    let authority = text.get(1..4).unwrap_or_default();
    let odd = !gives_upns(authority);
    found.when(odd, Check::UpnAuthority, Fact::Upn, text);
}

fn ages(found: &mut Found<'_>) {
    let facts = found.subject.facts;
    let Some(dob) = facts.dob else {
        return;
    };
    let year = SchoolYear::of(found.subject.today).year_group(dob);
    let age = year.saturating_add(AGE_OF_RECEPTION);
    if found.is_open() && age >= LAST_AGE {
        let check = if age > LAST_AGE {
            Check::TooOld
        } else {
            Check::LastYear
        };
        found.note(check, Fact::Dob, dob, Some(format!("{age} on 31 August")));
    }
    if let Some((given, nominal)) = facts.year_group.zip(found.nominal_year()) {
        let check = match given.abs_diff(nominal) {
            0 => return,
            1 => Check::OutOfCohort,
            _ => Check::YearGroup,
        };
        let against = Some(format!("which would be {nominal}"));
        found.note(check, Fact::YearGroup, given, against);
    }
}

/// Whether a text is so many figures.
pub(super) fn is_figures(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a learner number checks: ten figures, the first no nought, and the sum of each times ten, nine … one leaves
/// 10 when divided by 11 (the Learning Records Service's rule).
fn uln_checks(uln: &str) -> bool {
    if !is_figures(uln, 10) || uln.starts_with('0') {
        return false;
    }
    let weighted = uln.bytes().zip((1..=10_u32).rev());
    let sum: u32 = weighted
        .map(|(figure, weight)| u32::from(figure - b'0') * weight)
        .sum();
    sum % 11 == 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_learner_number_checks_or_not() {
        assert!(uln_checks("9276308686"));
        assert!(!uln_checks("9276308687"));
        assert!(!uln_checks("0276308686"));
        assert!(!uln_checks("927630868"));
        assert!(!uln_checks("92763o8686"));
    }
}
