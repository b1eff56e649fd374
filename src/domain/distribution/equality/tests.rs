//! What the assessment shows, hides and compares, over caseloads drawn at random and by cases.

use proptest::prelude::*;

use super::*;
use crate::domain::caseload::Entry;
use crate::domain::identity::{Role, TariffId};
use crate::domain::sample::{day, entry, framework, mapping};

const TODAY: &str = "2026-11-02";

fn pupil(number: u32, sex: Option<&str>, need: Option<&str>, tariff: Option<&str>) -> Entry {
    let mut pupil = entry(&format!("K-{number}"));
    pupil.facts.sex = sex.map(str::to_owned);
    pupil.facts.need_1 = need.map(str::to_owned);
    let mapped = tariff.map(|tariff| mapping(Role::Officer, TODAY, Ok(tariff)));
    pupil.mappings = mapped.into_iter().collect();
    pupil
}

fn assessed(entries: &[Entry], audience: Audience) -> Equality {
    let framework = framework();
    let basis = Basis::new(&framework, day(TODAY));
    let roster = Roster::of(&basis, entries.iter().cloned());
    equality(&basis, &roster, audience)
}

/// The numbers of a line, in order: the tariffs, not yet, cannot map, mapped, in scope.
fn figures(line: &TraitLine) -> Vec<Shown> {
    let sums = [line.not_yet, line.cannot_map, line.mapped, line.in_scope];
    line.tariffs.iter().copied().chain(sums).collect()
}

/// The true numbers of a line of the office, told by the bands of the public assessment.
fn told_by(whole: &Equality, public: &Equality, line: &TraitLine) -> Vec<u64> {
    let number = |shown: &Shown| shown.number().unwrap();
    let at = |tariff: &TariffId| {
        whole
            .bands
            .iter()
            .position(|one| one.tariffs.contains(tariff))
    };
    let band = |band: &Band| -> u64 {
        let counts = band
            .tariffs
            .iter()
            .map(|one| number(&line.tariffs[at(one).unwrap()]));
        counts.sum()
    };
    let (not_yet, cannot_map) = (number(&line.not_yet), number(&line.cannot_map));
    let not_yet = not_yet + if public.joins_unmapped { cannot_map } else { 0 };
    let sums = [
        not_yet,
        cannot_map,
        number(&line.mapped),
        number(&line.in_scope),
    ];
    public.bands.iter().map(band).chain(sums).collect()
}

prop_compose! {
    fn anybody()(
        number in 0u32..10_000,
        sex in prop::sample::select(vec![Some("F"), Some("M"), None]),
        need in prop::sample::select(vec![Some("ASD"), Some("SEMH"), Some("MLD"), None]),
        tariff in prop::sample::select(vec![Some("T0"), Some("T1"), Some("T2"), Some("T4"), None]),
    ) -> Entry {
        pupil(number, sex, need, tariff)
    }
}

proptest! {
    #[test]
    fn no_small_number_is_shown_and_every_shown_one_is_true(
        entries in prop::collection::vec(anybody(), 0..160),
    ) {
        let whole = assessed(&entries, Audience::Office);
        let public = assessed(&entries, Audience::Everyone);
        for (of_office, of_all) in whole.tables.iter().zip(&public.tables) {
            let named = |value: &str| {
                let mut lines = of_office.lines.iter().chain(&of_office.total);
                lines.find(|line| line.value == value)
            };
            for shown in of_all.lines.iter().chain(&of_all.total) {
                // The groups of a few stand in one line; what is in it is tried by a case.
                let Some(own) = named(&shown.value) else {
                    prop_assert_eq!(shown.value.as_str(), OTHERS);
                    continue;
                };
                let truth = told_by(&whole, &public, own);
                for (count, shown) in truth.into_iter().zip(figures(shown)) {
                    let is_small = (1..=SMALL).contains(&count);
                    prop_assert!(!is_small || shown.number().is_none());
                    prop_assert!(shown.number().is_none_or(|number| number == count));
                }
            }
        }
        // The same totals stand under every table: what one hides to protect another, none may show.
        let totals: Vec<_> = public.tables.iter().filter_map(|one| one.total.as_ref()).collect();
        for pair in totals.windows(2) {
            prop_assert_eq!(figures(pair[0]), figures(pair[1]));
        }
    }
}

/// A hundred boys and a hundred girls, the girls higher; of the boys half are not mapped.
fn apart() -> Vec<Entry> {
    let group = |from: u32, count: u32, sex: &'static str, tariff: Option<&'static str>| {
        (from..from + count).map(move |number| pupil(number, Some(sex), Some("ASD"), tariff))
    };
    group(0, 40, "M", Some("T0"))
        .chain(group(100, 10, "M", Some("T2")))
        .chain(group(200, 50, "M", None))
        .chain(group(300, 20, "F", Some("T0")))
        .chain(group(400, 80, "F", Some("T2")))
        .collect()
}

#[test]
fn groups_are_told_by_share_coverage_and_pairs() {
    let whole = assessed(&apart(), Audience::Everyone);
    assert_eq!(whole.tables.len(), TRAITS.len());
    let sex = &whole.tables[0];
    let line = |value: &str| sex.lines.iter().find(|line| line.value == value).unwrap();
    let (girls, boys) = (line("F"), line("M"));
    assert_eq!((girls.coverage(), boys.coverage()), (Some(100), Some(50)));
    assert!(sex.is_mapped_less(boys) && !sex.is_mapped_less(girls));
    let (share, interval) = girls.share(2).unwrap();
    assert!((share - 0.8).abs() < 1e-12 && interval.holds(share));
    assert!(interval.low > 0.70 && interval.high < 0.87);
    let words = |line: &TraitLine| line.compared.unwrap().words();
    assert_eq!(words(girls), "much higher tariffs");
    assert_eq!(words(boys), "much lower tariffs");
    assert!(sex.total.as_ref().unwrap().compared.is_none());
    assert_eq!(girls.share(99), None);
}

#[test]
fn a_caseload_of_nobody_is_assessed() {
    for audience in [Audience::Office, Audience::Everyone] {
        let none = assessed(&[], audience);
        let total = none.tables[0].total.as_ref().unwrap();
        assert_eq!(total.in_scope, Shown::Count(0));
        assert_eq!((total.coverage(), total.share(0)), (None, None));
    }
}

#[test]
fn one_pupil_is_not_told_of() {
    let one = [pupil(1, Some("F"), None, Some("T1"))];
    for table in assessed(&one, Audience::Everyone).tables {
        assert_eq!((table.lines.len(), table.total), (0, None));
    }
}

#[test]
fn groups_of_a_few_stand_in_one_line() {
    let all = |rare: u32| -> Vec<Entry> {
        let few = (900..900 + rare).map(|number| {
            let needs = [Some("VI"), Some("HI"), Some("MSI")];
            pupil(number, Some("F"), needs[number as usize % 3], Some("T2"))
        });
        apart().into_iter().chain(few).collect()
    };
    let lines = |rare: u32| -> Vec<(String, Shown)> {
        let needs = assessed(&all(rare), Audience::Everyone).tables.remove(3);
        assert_eq!(needs.by, Dimension::Need);
        let lines = needs.lines.into_iter();
        lines.map(|line| (line.value, line.in_scope)).collect()
    };
    let asd = ("ASD".to_owned(), Shown::Count(200));
    assert_eq!(lines(0), std::slice::from_ref(&asd));
    let others = |count| (OTHERS.to_owned(), Shown::Count(count));
    assert_eq!(lines(6), [asd, others(6)]);
    // Three in all would still be few: they stand with the next.
    assert_eq!(lines(3), [others(203)]);
    let office = assessed(&all(3), Audience::Office).tables.remove(3);
    assert_eq!(office.lines.len(), 4);
}

#[test]
fn a_tariff_of_a_few_pupils_is_told_with_its_neighbour_and_the_tables_stand() {
    let few = (900..903).map(|number| pupil(number, Some("F"), Some("MLD"), Some("T4")));
    let all: Vec<Entry> = apart().into_iter().chain(few).collect();
    let public = assessed(&all, Audience::Everyone);
    let labels: Vec<String> = public.bands.iter().map(Band::label).collect();
    assert_eq!(labels, ["T0", "T1", "T2 to T4"]);
    assert!(public.tables.iter().all(|table| table.total.is_some()));
    let total = public.tables[0].total.as_ref().unwrap();
    assert_eq!(total.tariffs[2], Shown::Count(93));
}
