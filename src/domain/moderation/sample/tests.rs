//! Samples of cohorts of every size.

use proptest::prelude::*;

use super::*;

/// A cohort of `count`, its results by weight, officers and Communities in turn.
fn cohort(count: usize, weights: &[u64], officers: usize) -> Vec<Candidate> {
    let mut draw = Draw::from_seed(count as u64);
    let ranks: Vec<usize> = (0..weights.len()).collect();
    let one = |n: usize| {
        let rank = *draw.weighted(&ranks, |rank| weights[*rank]).unwrap();
        Candidate {
            mapping: RecordId::new(format!("m{n:04}")),
            pupil: PupilId::new(format!("p{n:04}")),
            officer: format!("officer {}", n % officers.max(1)),
            result: if rank == 0 {
                Ranked::CannotMap
            } else {
                Ranked::Tariff(rank, TariffId::new(format!("T{rank}")))
            },
            board: Some(format!("board {}", n % 4)),
            community: Some(format!("community {}", n % 12)),
            school: Some(format!("school {}", n % 50)),
        }
    };
    (0..count).map(one).collect()
}

fn plain(count: usize) -> Vec<Candidate> {
    cohort(count, &[1, 10, 20, 20, 10, 2], 5)
}

#[track_caller]
fn size(cohort: usize, expected: usize) {
    assert_eq!(Limits::default().size(cohort), expected);
}

#[test]
fn sizes_are_those_of_the_table() {
    for (cohort, expected) in [(0, 0), (1, 1), (15, 15), (16, 15), (100, 15), (101, 20)] {
        size(cohort, expected);
    }
    size(200, 20);
    size(201, 25);
    size(9999, 25);
}

#[test]
fn a_small_cohort_is_read_whole() {
    for count in 0..=15 {
        let sample = draw(&plain(count), 1, &Limits::default());
        assert_eq!((sample.members.len(), sample.of), (count, count));
        assert!(
            sample
                .members
                .iter()
                .all(|one| one.why[0] == Why::Whole && one.random())
        );
        assert!(
            sample
                .strata
                .iter()
                .all(|stratum| stratum.drawn == stratum.of)
        );
        let first = sample.members.iter().filter(|one| one.first).count();
        assert_eq!(first, count.min(6));
    }
}

#[test]
fn ends_and_every_community_are_covered() {
    let sample = draw(&plain(600), 7, &Limits::default());
    let with = |why: Why| {
        sample
            .members
            .iter()
            .filter(|one| one.why.contains(&why))
            .count()
    };
    assert!(with(Why::Lowest) >= 1 && with(Why::Highest) >= 1);
    assert_eq!(with(Why::Random), 25);
    let all = plain(600);
    let place = |member: &Member| {
        let found = all
            .iter()
            .find(|one| one.mapping == member.mapping)
            .unwrap();
        found.community.clone()
    };
    let communities: BTreeSet<_> = sample.members.iter().map(place).collect();
    assert_eq!(communities.len(), 12);
}

#[test]
fn an_officer_left_out_is_brought_in_and_not_by_chance() {
    let mut all = cohort(400, &[0, 1], 1);
    for (at, one) in all.iter_mut().enumerate().take(40) {
        one.officer = format!("seldom {at}");
    }
    let sample = draw(&all, 3, &Limits::default());
    let officers: BTreeSet<_> = sample.members.iter().map(|one| &one.officer).collect();
    assert_eq!(officers.len(), 41);
    let brought: Vec<_> = sample
        .members
        .iter()
        .filter(|one| !one.by_chance())
        .collect();
    assert!(!brought.is_empty() && brought.iter().all(|one| !one.random()));
    assert_eq!(sample.members.len() - brought.len(), sample.strata[0].drawn);
}

#[test]
fn the_first_six_are_spread() {
    let sample = draw(&plain(300), 5, &Limits::default());
    let (first, rest) = sample.members.split_at(6);
    assert!(first.iter().all(|one| one.first) && rest.iter().all(|one| !one.first));
    let officers: BTreeSet<_> = first.iter().map(|one| &one.officer).collect();
    let strata: BTreeSet<_> = first.iter().map(|one| one.stratum).collect();
    assert_eq!(officers.len(), 5);
    assert!(strata.len() >= 5, "{strata:?}");
}

#[test]
fn everybody_of_a_stratum_is_as_likely() {
    let all = cohort(60, &[0, 1], 3);
    let limits = Limits {
        each: 0,
        ..Limits::default()
    };
    let mut drawn = BTreeMap::new();
    for seed in 0..2000 {
        for member in draw(&all, seed, &limits).members {
            *drawn.entry(member.mapping).or_insert(0) += 1;
        }
    }
    assert_eq!(drawn.len(), 60);
    // 15 of 60: 500 times each, give or take 4.5 standard deviations of 19.4.
    assert!(
        drawn.values().all(|times| (412..=588).contains(times)),
        "{drawn:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_result_has_its_least_and_order_changes_nothing(count in 0usize..260, seed: u64, turn in 0usize..260) {
        let all = plain(count);
        let limits = Limits::default();
        let sample = draw(&all, seed, &limits);
        let mut turned = all.clone();
        turned.rotate_left(turn % count.max(1));
        turned.extend(all.first().cloned());
        prop_assert_eq!(&sample, &draw(&turned, seed, &limits));
        let unique: BTreeSet<_> = sample.members.iter().map(|one| &one.mapping).collect();
        prop_assert_eq!(unique.len(), sample.members.len());
        prop_assert!(sample.members.iter().all(|one| !one.why.is_empty()));
        for (place, stratum) in sample.strata.iter().enumerate() {
            let of = |one: &&Member| one.stratum == place && one.by_chance();
            let drawn: Vec<_> = sample.members.iter().filter(of).collect();
            prop_assert_eq!(drawn.len(), stratum.drawn);
            prop_assert!(stratum.drawn >= stratum.of.min(10));
            prop_assert_eq!(drawn.iter().filter(|one| one.random()).count(), stratum.random);
        }
        let random: usize = sample.strata.iter().map(|stratum| stratum.random).sum();
        prop_assert_eq!(random, limits.size(count));
        let officers: BTreeSet<_> = all.iter().map(|one| &one.officer).collect();
        let covered: BTreeSet<_> = sample.members.iter().map(|one| &one.officer).collect();
        prop_assert_eq!(officers, covered);
    }
}

#[test]
fn a_cohort_comes_back_from_its_parts() {
    let named = |make: fn(String) -> Cohort| make("Ashford".to_owned());
    let all = [
        Cohort::All,
        named(Cohort::Officer),
        named(Cohort::Community),
        named(Cohort::District),
    ];
    for cohort in all {
        let (code, name) = cohort.parts();
        assert_eq!(Cohort::of(code, name.map(str::to_owned)), Some(cohort));
    }
    assert_eq!(Cohort::of("all", Some("x".to_owned())), None);
    assert_eq!(Cohort::of("team", None), None);
}
