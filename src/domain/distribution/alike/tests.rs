//! Kinds of pupils against counting one by one.

use super::super::part::part;
use super::*;
use crate::domain::caseload::Entry;
use crate::domain::identity::Role;
use crate::domain::place::Setting;
use crate::domain::sample::{day, entry, framework, mapping};

/// Pupils of every kind of facts and work, some of them with years that no scheme foresees.
fn pupils() -> Vec<Entry> {
    let pupil = |n: usize| {
        let mut pupil = entry(&format!("K-{n}"));
        let facts = &mut pupil.facts;
        facts.setting = [
            Some(Setting::Mainstream),
            Some(Setting::Special),
            Some(Setting::Fe),
            None,
        ][n % 4];
        facts.district = Some(["Dover", "Thanet"][n % 2].to_owned());
        facts.school = Some(format!("School {}", n % 7));
        facts.need_1 = [None, Some("ASD".to_owned())][n % 2].clone();
        facts.dob = [Some(day("2015-03-04")), None, Some(day("1815-03-04"))][n % 3];
        facts.year_group = [Some(3), Some(6), None, Some(300), Some(-40)][n % 5];
        if !n.is_multiple_of(3) {
            let tariff = [Ok("T1"), Ok("T2"), Ok("T3")][n % 3];
            pupil.mappings = vec![mapping(Role::Officer, "2026-10-01", tariff)];
            pupil.mappings[0].reader.name = format!("Officer {}", n % 5);
        }
        pupil
    };
    (0..240).map(pupil).collect()
}

/// Each kind told in full and how many they are, counted one by one.
fn one_by_one(basis: &Basis<'_>, roster: &Roster, by: &[Dimension]) -> Vec<(String, u64)> {
    told(basis, by, roster.briefs().map(|brief| (brief, 1)))
}

fn told<'a>(
    basis: &Basis<'_>,
    by: &[Dimension],
    kinds: impl Iterator<Item = (Brief<'a>, u64)>,
) -> Vec<(String, u64)> {
    let mut found = std::collections::BTreeMap::new();
    for (brief, count) in kinds {
        let values: Vec<String> = match brief.out_of_scope {
            Some(_) => vec![],
            None => by
                .iter()
                .map(|one| one.value(basis, &brief).text())
                .collect(),
        };
        *found
            .entry(format!("{:?} {values:?}", part(&brief)))
            .or_default() += count;
    }
    found.into_iter().collect()
}

#[test]
fn kinds_add_up_to_what_one_by_one_comes_to_by_every_dimension() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let roster = Roster::of(&basis, pupils());
    let crossed = [
        Dimension::Setting,
        Dimension::Phase,
        Dimension::District,
        Dimension::Priority,
    ];
    let each = Dimension::ALL.iter().map(std::slice::from_ref);
    for by in each.chain([&[][..], &crossed, &Dimension::ALL]) {
        let expected = one_by_one(&basis, &roster, by);
        let kinds = alike(&basis, &roster, by);
        assert_eq!(told(&basis, by, kinds.into_iter()), expected, "{by:?}");
        let codes = Codes::of(&basis, &roster, by);
        let kinds = looked_up(&roster, &codes);
        assert_eq!(
            told(&basis, by, kinds.into_iter()),
            expected,
            "{by:?}, looked up"
        );
    }
}

#[test]
fn kinds_are_few_and_those_that_a_look_up_finds() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let usual = pupils()
        .into_iter()
        .filter(|one| one.facts.year_group == Some(6) && one.facts.dob != Some(day("1815-03-04")));
    let roster = Roster::of(&basis, usual);
    for (by, expected) in [
        (&[Dimension::Setting][..], 6),
        (
            &[Dimension::Setting, Dimension::Age, Dimension::Priority],
            6,
        ),
    ] {
        let codes = Codes::of(&basis, &roster, by);
        let kinds = listed(&roster, &codes, codes.count().unwrap()).unwrap();
        let counts: Vec<u64> = kinds.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts.iter().sum::<u64>(), roster.len() as u64);
        assert_eq!(counts.len(), expected, "{counts:?}");
        let found = looked_up(&roster, &codes).into_iter();
        assert_eq!(told(&basis, by, kinds.into_iter()), told(&basis, by, found));
    }
}

#[test]
fn somebody_is_of_the_age_that_their_birth_was_reckoned_from() {
    for today in ["2024-02-29", "2026-03-01", "2026-12-31"].map(day) {
        for years in 0..30 {
            assert_eq!(
                birth(years, today).map(|born| age(born, today)),
                Some(years)
            );
        }
    }
}
