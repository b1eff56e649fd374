//! Where the pupil is: the school against the register, the setting against the school.

use super::super::code::{SETTINGS, is_of};
use super::super::fact::Fact;
use super::super::place::Setting;
use super::super::pupil::Base;
use super::super::school::School;
use super::person::is_figures;
use super::{Check, Found, shown};

/// Reception is year 0, whose pupils turn five.
const AGE_IN_RECEPTION: i16 = 5;

pub(super) fn check(found: &mut Found<'_>) {
    let facts = found.subject.facts;
    let nowhere = facts.urn.is_none()
        && facts.ukprn.is_none()
        && facts.sen_setting.is_none()
        && facts.school.is_none()
        && facts.setting.is_none();
    if nowhere && found.is_open() {
        found.note(Check::PlacementMissing, Fact::Urn, "", None);
    }
    let lent = found
        .subject
        .school
        .and_then(|school| school.setting(facts.base));
    let unknown = !nowhere && facts.setting.is_none() && lent.is_none() && found.is_open();
    found.when(unknown, Check::SettingMissing, Fact::Setting, "");
    let code = facts.sen_setting.as_ref();
    let odd = code.is_some_and(|code| !is_of(SETTINGS, code));
    found.when(odd, Check::SettingCode, Fact::SenSetting, shown(code));
    let both = code.is_some() && (facts.urn.is_some() || facts.ukprn.is_some());
    found.when(both, Check::SettingAndSchool, Fact::SenSetting, shown(code));
    let ukprn = facts.ukprn.as_ref();
    let odd = ukprn.is_some_and(|number| !is_figures(number, 8));
    found.when(odd, Check::UkprnShape, Fact::Ukprn, shown(ukprn));
    if let Some(urn) = &facts.urn {
        school(found, urn);
    }
}

fn school(found: &mut Found<'_>, urn: &str) {
    if !is_figures(urn, 6) {
        found.note(Check::UrnShape, Fact::Urn, urn, None);
        return;
    }
    let Some(school) = found.subject.school else {
        let unknown = found.subject.registered;
        found.when(unknown, Check::SchoolUnknown, Fact::Urn, urn);
        return;
    };
    if !found.is_open() {
        return;
    }
    if school.urn != urn {
        let against = Some(format!("{}, URN {}", school.name, school.urn));
        found.note(Check::SchoolFollowed, Fact::Urn, urn, against);
    }
    if !school.open {
        let closed = school.closed.map(|day| format!("on {day}"));
        found.note(Check::SchoolClosed, Fact::Urn, urn, closed);
    }
    setting(found, school);
    ages(found, school);
}

fn setting(found: &mut Found<'_>, school: &School) {
    let facts = found.subject.facts;
    let based = matches!(facts.base, Some(Base::SenUnit | Base::ResourcedProvision))
        || facts.setting == Some(Setting::Srp);
    let mainstream = school.setting(None) == Some(Setting::Mainstream);
    if based && mainstream && !school.unit && !school.resourced {
        let (fact, value) = match facts.setting {
            Some(Setting::Srp) => (Fact::Setting, Setting::Srp.code()),
            Some(_) | None => (Fact::Base, "yes"),
        };
        let against = Some(school.name.clone());
        found.note(Check::BaseSchool, fact, value, against);
    }
    let Some((said, of_school)) = facts.setting.zip(school.setting(None)) else {
        return;
    };
    // A base of a mainstream school is a place of its own; what the register has of it is checked above.
    let agrees = said == of_school || said == Setting::Srp && mainstream;
    if !agrees {
        let against = Some(format!("{}: {}", school.name, of_school.words()));
        found.note(Check::SettingSchool, Fact::Setting, said.code(), against);
    }
}

fn ages(found: &mut Found<'_>, school: &School) {
    let year = found.subject.facts.year_group.or(found.nominal_year());
    let Some(year) = year else {
        return;
    };
    let age = year.saturating_add(AGE_IN_RECEPTION);
    // Pupils turn the age in the school year, so that both ends may be a year off: nurseries, repeated years.
    let young = school.ages.low.is_some_and(|low| age < i16::from(low));
    let old = school
        .ages
        .high
        .is_some_and(|high| age > i16::from(high).saturating_add(1));
    if young || old {
        let end = |end: Option<u8>| end.map_or("–".to_owned(), |age| age.to_string());
        let (low, high) = (end(school.ages.low), end(school.ages.high));
        let against = Some(format!(
            "year group {year}, {}: ages {low} to {high}",
            school.name
        ));
        let urn = school.urn.as_str();
        found.note(Check::SchoolAge, Fact::Urn, urn, against);
    }
}
