//! Pupils with one thing wrong each, and nothing wrong where nothing is.

use super::*;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::place::Setting;
use crate::domain::pupil::{Base, PhaseTransfer};
use crate::domain::school::Ages;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A pupil of whom all is well: year 4 in the school year of 2025.
fn well() -> Facts {
    let text = |text: &str| Some(text.to_owned());
    let mut facts = Facts::unknown(PupilRef::new("K-1"));
    facts.upn = Upn::read("B801200005001");
    facts.surname = text("Okafor");
    facts.forename = text("Amara");
    facts.dob = Some(day("2017-03-04"));
    facts.sex = text("F");
    facts.ethnicity = text("BAFR");
    facts.urn = text("990001");
    facts.setting = Some(Setting::Mainstream);
    facts.need_1 = text("SLCN");
    facts.plan_start = Some(day("2022-05-06"));
    facts.last_review = Some(day("2025-05-01"));
    facts.review_due = Some(day("2026-05-01"));
    facts
}

fn school() -> School {
    School {
        urn: "990001".to_owned(),
        name: "Alder Primary".to_owned(),
        authority: None,
        kind: Some(1),
        open: true,
        closed: None,
        ages: Ages {
            low: Some(4),
            high: Some(11),
        },
        district: None,
        unit: false,
        resourced: false,
    }
}

fn codes(facts: &Facts, school: Option<&School>) -> Vec<&'static str> {
    let subject = Subject {
        facts,
        as_of: day("2025-10-01"),
        school,
        registered: true,
        today: day("2026-01-12"),
    };
    let found = super::check(&subject);
    found.iter().map(|one| one.check.code()).collect()
}

/// What is found of a pupil of whom all is well but for one change.
#[track_caller]
fn case(change: impl FnOnce(&mut Facts), expected: &[&str]) {
    let mut facts = well();
    change(&mut facts);
    assert_eq!(codes(&facts, Some(&school())), expected);
}

#[track_caller]
fn at(change: impl FnOnce(&mut School), expected: &[&str]) {
    let mut school = school();
    change(&mut school);
    assert_eq!(codes(&well(), Some(&school)), expected);
}

#[test]
fn who_the_pupil_is() {
    case(|_| {}, &[]);
    case(
        |facts| facts.upn = Upn::read("A801200005001"),
        &["upn_letter"],
    );
    case(
        |facts| facts.upn = Upn::read("A88699992412A"),
        &["upn_temporary"],
    );
    case(|facts| facts.upn = None, &["upn_missing"]);
    case(
        |facts| facts.uln = Some("9276308687".to_owned()),
        &["uln_check"],
    );
    case(|facts| facts.surname = None, &["name_missing"]);
    case(|facts| facts.dob = None, &["dob_missing"]);
    case(
        |facts| (facts.dob, facts.year_group) = (None, Some(4)),
        &["dob_unknown"],
    );
    case(|facts| facts.year_group = Some(4), &[]);
    case(
        |facts| facts.year_group = Some(3),
        &["year_group_out_of_cohort"],
    );
    case(|facts| facts.year_group = Some(6), &["year_group_age"]);
    case(|facts| facts.sex = Some("Q".to_owned()), &["sex_code"]);
    case(
        |facts| facts.ethnicity = Some("ZZ".to_owned()),
        &["ethnicity_code"],
    );
    case(
        |facts| facts.authority = Some("Kent".to_owned()),
        &["authority_code"],
    );
}

#[test]
fn how_old_a_plan_can_run() {
    // Born on 31 August 2001: 24 when the school year began, 25 in it.
    let old = |dob: &str| {
        let mut facts = well();
        facts.dob = Some(day(dob));
        facts.ukprn = Some("10001234".to_owned());
        (facts.urn, facts.upn, facts.setting) = (None, None, Some(Setting::Fe));
        codes(&facts, None)
    };
    assert_eq!(old("2001-09-01"), [""; 0]);
    assert_eq!(old("2001-08-31"), ["age_last_year"]);
    assert_eq!(old("2000-08-31"), ["age_over"]);
}

#[test]
fn what_the_plan_says() {
    case(|facts| facts.need_1 = None, &["need_missing"]);
    case(
        |facts| facts.need_1 = Some("XYZ".to_owned()),
        &["need_code"],
    );
    case(
        |facts| facts.need_2.clone_from(&facts.need_1),
        &["need_twice"],
    );
    case(|facts| facts.plan_start = None, &["plan_start_missing"]);
    case(
        |facts| facts.plan_start = Some(day("2026-02-01")),
        &["plan_start_future", "last_review_before_plan"],
    );
    case(
        |facts| facts.plan_start = Some(day("2016-01-01")),
        &["plan_start_before_birth"],
    );
    case(
        |facts| (facts.last_review, facts.review_due) = (Some(day("2026-01-13")), None),
        &["last_review_future"],
    );
    case(
        |facts| (facts.last_review, facts.review_due) = (None, None),
        &["last_review_missing"],
    );
    case(
        |facts| facts.review_due = facts.last_review,
        &["review_due_before_review"],
    );
    case(
        |facts| facts.review_due = Some(day("2026-06-01")),
        &["review_due_late"],
    );
    case(
        |facts| facts.plan_ceased = Some(day("2026-02-01")),
        &["plan_ceased_future", "cease_reason_missing"],
    );
    case(
        |facts| facts.cease_reason = Some("2".to_owned()),
        &["plan_ceased_missing"],
    );
    case(
        |facts| {
            facts.plan_ceased = Some(day("2020-01-01"));
            facts.cease_reason = Some("12".to_owned());
        },
        &["plan_ceased_before_plan", "cease_reason_code"],
    );
    case(|facts| facts.phase_transfer = PhaseTransfer::Yes(None), &[]);
    case(
        |facts| {
            facts.dob = Some(day("2018-10-04"));
            facts.phase_transfer = PhaseTransfer::Yes(None);
        },
        &[],
    );
    case(
        |facts| {
            facts.dob = Some(day("2019-10-04"));
            facts.phase_transfer = PhaseTransfer::Yes(None);
        },
        &["phase_transfer_unlikely"],
    );
    case(
        |facts| facts.phase_transfer_due = Some(day("2025-02-15")),
        &["phase_transfer_due_past"],
    );
    case(
        |facts| facts.next_from = Some(day("2025-09-01")),
        &["next_from_past"],
    );
}

#[test]
fn where_the_pupil_is() {
    case(
        |facts| (facts.urn, facts.setting) = (None, None),
        &["placement_missing"],
    );
    let mut named = well();
    (named.urn, named.setting, named.school) = (None, None, Some("Alder".to_owned()));
    assert_eq!(codes(&named, None), ["setting_missing"]);
    case(
        |facts| facts.sen_setting = Some("HUT".to_owned()),
        &["sen_setting_code", "sen_setting_with_school"],
    );
    case(|facts| facts.ukprn = Some("1".to_owned()), &["ukprn_shape"]);
    case(|facts| facts.urn = Some("99".to_owned()), &["urn_shape"]);
    case(
        |facts| facts.setting = Some(Setting::Special),
        &["setting_not_of_school"],
    );
    case(
        |facts| facts.setting = Some(Setting::Srp),
        &["base_not_of_school"],
    );
    case(
        |facts| (facts.setting, facts.base) = (None, Some(Base::SenUnit)),
        &["base_not_of_school"],
    );
    let nowhere = codes(&well(), None);
    assert_eq!(nowhere, ["school_unknown"]);
    at(
        |school| school.urn = "990002".to_owned(),
        &["school_followed"],
    );
    at(|school| school.open = false, &["school_closed"]);
    at(|school| school.ages.high = Some(7), &["school_ages"]);
    at(|school| school.unit = true, &[]);
}

#[test]
fn one_person_under_two_references_is_proposed() {
    let person = |reference: &str, forename: &str, uln: Option<&str>| {
        let mut facts = well();
        facts.reference = PupilRef::new(reference);
        facts.surname = Some("O'Neill-Siân".to_owned());
        facts.forename = Some(forename.to_owned());
        facts.uln = uln.map(str::to_owned);
        facts
    };
    let mut doubles = Doubles::default();
    doubles.meet(&person("K-1", "Zoë", None));
    doubles.meet(&person("K-2", "ZOE", None));
    doubles.meet(&person("K-3", "Zoe Ann", Some("9276308686")));
    doubles.meet(&person("K-4", "Twin", Some("9276308686")));
    doubles.meet(&well());
    let found = doubles.findings();
    let said = |reference: &str| -> Vec<String> {
        let findings = found.get(&PupilRef::new(reference)).unwrap().iter();
        findings
            .map(|one| format!("{} {}", one.check.code(), one.against.as_ref().unwrap()))
            .collect()
    };
    assert_eq!(said("K-1"), ["same_person K-2", "like_person K-3"]);
    assert_eq!(said("K-4"), ["same_uln K-3"]);
    assert_eq!(found.len(), 4);
}

#[test]
fn every_check_has_a_code_of_its_own() {
    let codes: std::collections::BTreeSet<&str> =
        Check::ALL.iter().map(|check| check.code()).collect();
    assert_eq!(codes.len(), Check::ALL.len());
}

#[test]
fn a_file_in_which_everybody_has_one_name_gives_no_square_of_pairs() {
    let mut doubles = Doubles::default();
    for n in 0..2_000 {
        let mut facts = well();
        facts.reference = PupilRef::new(format!("K-{n}"));
        facts.uln = Some("9276308686".to_owned());
        doubles.meet(&facts);
    }
    let found = doubles.findings();
    assert_eq!(found.len(), 2_000);
    let pairs: usize = found.values().map(Vec::len).sum();
    assert!(pairs <= 2_000 * 16, "{pairs}");
}
