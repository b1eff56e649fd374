//! What is told of an estimate, attacked: every way in which the pupils could have been counted is tried.

use super::super::doubt::Doubt;
use super::super::*;
use crate::domain::distribution::Dimension;
use crate::domain::distribution::disclosure::{Rounding, Rule, SMALL, Shown, WIDTH};
use crate::domain::identity::TariffId;

const OFFICE: Rule = Rule::Office;
const EVERYONE: Rule = Rule::Public(Rounding::Exact);

fn outcomes(count: usize) -> Vec<Outcome> {
    let tariffs = (1..count).map(|n| Outcome::Tariff(TariffId::new(format!("T{n}"))));
    tariffs.chain([Outcome::CannotMap]).collect()
}

/// A stratum that is known whole.
fn known(key: &str, counts: &[u64]) -> Stratum {
    let of = counts.iter().sum();
    Stratum {
        keys: vec![key.to_owned()],
        part: Part::Known,
        of,
        drawn: of,
        counts: counts.to_vec(),
        so_far: counts.to_vec(),
    }
}

/// A stratum of which some were drawn and read; others were mapped by priority since.
fn sampled(key: &str, of: u64, counts: &[u64], others: &[u64]) -> Stratum {
    let so_far = counts.iter().zip(others).map(|(one, other)| one + other);
    Stratum {
        keys: vec![key.to_owned()],
        part: Part::Remainder,
        of,
        drawn: counts.iter().sum(),
        counts: counts.to_vec(),
        so_far: so_far.collect(),
    }
}

fn laid(strata: Vec<Stratum>) -> Laid {
    Laid {
        by: vec![Dimension::Setting],
        audits: vec![],
        outcomes: outcomes(strata[0].counts.len()),
        strata,
        confidence: Confidence::default(),
    }
}

fn told(laid: &Laid, by: &[Dimension], rule: Rule) -> EstimateRelease {
    EstimateRelease::of(laid, by, rule).unwrap().unwrap()
}

/// Every way to part a number among so many.
fn parted(whole: u64, among: usize) -> Vec<Vec<u64>> {
    if among == 1 {
        return vec![vec![whole]];
    }
    let first = 0..=whole;
    let rest = |first: u64| {
        let rest = parted(whole - first, among - 1).into_iter();
        rest.map(move |rest| [vec![first], rest].concat())
    };
    first.flat_map(rest).collect()
}

/// Every way in which the pupils of strata could have been counted: as many known, drawn and mapped in each.
fn worlds(strata: &[Stratum]) -> Vec<Vec<Stratum>> {
    let mut all = vec![Vec::new()];
    for stratum in strata {
        let outcomes = stratum.counts.len();
        let mapped: u64 = stratum.so_far.iter().sum();
        let others = parted(mapped - stratum.drawn, outcomes);
        let own: Vec<Stratum> = (parted(stratum.drawn, outcomes).iter())
            .flat_map(|counts| {
                others.iter().map(|others| match stratum.part {
                    Part::Known => known(&stratum.keys[0], counts),
                    Part::Remainder | Part::CameIn | Part::Unsampled => {
                        sampled(&stratum.keys[0], stratum.of, counts, others)
                    }
                })
            })
            .collect();
        let longer = |so_far: &Vec<Stratum>| {
            let so_far = so_far.clone();
            let own = own.clone().into_iter();
            own.map(move |one| [so_far.clone(), vec![one]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn so_far(strata: &[Stratum], at: usize) -> u64 {
    strata.iter().map(|one| one.so_far[at]).sum()
}

/// Tries every world that agrees with what is told of the whole: how many known, drawn and others each outcome has of each
/// stratum is left open by as much as a small number's mark says.
fn holds_out(strata: &[Stratum]) -> EstimateRelease {
    let release = told(&laid(strata.to_vec()), &[], EVERYONE);
    let part = &release.parts[0];
    let shown: Vec<bool> = (part.lines.iter())
        .map(|line| line.count != Shown::Suppressed)
        .collect();
    for line in &part.lines {
        let small = |count: u64| (1..=SMALL).contains(&count);
        assert!(
            line.count.number().is_none_or(|count| !small(count)),
            "{line:?}"
        );
        assert!(
            line.count != Shown::Suppressed || line.figures.is_err(),
            "{line:?}"
        );
    }
    let tell = |strata: &[Stratum]| -> Vec<_> {
        let doubt = Doubt::of(strata, &shown, Confidence::default());
        let all = 0..shown.len();
        let told = all.filter(|at| part.lines[*at].figures.is_ok());
        told.map(|at| doubt.outcome(at, part.step)).collect()
    };
    let truth = tell(strata);
    let agrees = |world: &Vec<Stratum>| {
        let counts = (0..shown.len())
            .filter(|at| shown[*at])
            .all(|at| so_far(world, at) == so_far(strata, at));
        counts && tell(world) == truth
    };
    let open: Vec<_> = worlds(strata).into_iter().filter(agrees).collect();
    for at in (0..shown.len()).filter(|at| part.lines[*at].figures.is_ok()) {
        for stratum in 0..strata.len() {
            let numbers: [fn(&Stratum, usize) -> u64; 2] = [
                |one, at| one.counts[at],
                |one, at| one.so_far[at] - one.counts[at],
            ];
            for number in numbers {
                let true_one = number(&strata[stratum], at);
                let size: u64 = (0..shown.len())
                    .map(|at| number(&strata[stratum], at))
                    .sum();
                let tried = || open.iter().map(|world| number(&world[stratum], at));
                let (low, high) = (tried().min().unwrap(), tried().max().unwrap());
                assert!(
                    !(1..=SMALL).contains(&true_one) || high - low >= WIDTH.min(size),
                    "{true_one} of stratum {stratum} at {at} is known to be {low} to {high}: {strata:?} {part:?}"
                );
            }
        }
    }
    // A hidden count has more than one value as well.
    for at in (0..shown.len()).filter(|at| !shown[*at]) {
        let tried = || open.iter().map(|world| so_far(world, at));
        assert!(tried().min() < tried().max(), "{at} {strata:?}");
    }
    release
}

#[test]
fn the_office_sees_the_estimate_as_it_was_reckoned() {
    let laid = laid(vec![
        known("a", &[5, 3, 0]),
        sampled("a", 90, &[6, 3, 1], &[2, 0, 0]),
        sampled("b", 40, &[1, 4, 0], &[0, 0, 0]),
    ]);
    let release = told(&laid, &[], OFFICE);
    let estimate = laid.whole().unwrap();
    let part = &release.parts[0];
    assert_eq!((part.come_by.code(), part.step), ("sample", 1));
    for (line, own) in part.lines.iter().zip(&estimate.lines) {
        let figures = line.figures.as_ref().unwrap();
        assert_eq!(line.count, Shown::Count(own.so_far));
        assert_eq!(figures.alone.pupils, (own.alone.low, own.alone.high));
        assert_eq!(
            figures.together.pupils,
            (own.together.low, own.together.high)
        );
    }
    let crossed = told(&laid, &[Dimension::Setting], OFFICE);
    assert_eq!(crossed.parts.len(), 2);
    assert_eq!(crossed.whole, release.whole);
    assert!(EstimateRelease::of(&laid, &[Dimension::District], OFFICE).is_none());
}

#[test]
fn what_is_counted_whole_is_told_as_the_counts_are() {
    let release = holds_out(&[known("a", &[6, 2, 2]), known("b", &[1, 0, 1])]);
    let part = &release.parts[0];
    assert_eq!((part.come_by.code(), part.step), ("counted", 1));
    let first = part.lines[0].figures.as_ref().unwrap();
    assert_eq!((part.lines[0].count, first.expected), (Shown::Count(7), 7));
    assert_eq!(part.lines[1].figures, Err(Shown::Suppressed));
    assert_eq!(part.lines[2].figures, Err(Shown::Suppressed));
}

#[test]
fn two_sums_of_the_same_pupils_are_not_solved_for_them() {
    // One of the special schools' six stands for two and one of the others' for ten: 6 = a + b and 28 = 2a + 10b say who.
    let strata = [
        sampled("a", 12, &[4, 2, 0], &[0, 0, 0]),
        sampled("b", 60, &[2, 4, 0], &[0, 0, 0]),
    ];
    let release = holds_out(&strata);
    let part = &release.parts[0];
    assert!(
        part.step > 10 || part.come_by == ComeBy::Withheld,
        "{part:?}"
    );
}

#[test]
fn the_known_are_not_told_from_the_drawn() {
    holds_out(&[
        known("a", &[2, 5, 1]),
        sampled("a", 14, &[4, 2, 1], &[1, 0, 0]),
    ]);
    holds_out(&[
        known("a", &[2, 5, 1]),
        sampled("a", 70, &[4, 2, 1], &[1, 0, 0]),
    ]);
}

#[test]
fn figures_of_every_part_hold_out_and_the_whole_is_not_told_beside_them() {
    let mut draw = crate::domain::draw::Draw::from_seed(7);
    for _ in 0..12 {
        let mut three = |most: u64| [draw.below(most), draw.below(most), draw.below(3)];
        let (one, two, three) = (three(5), three(4), three(4));
        let drawn: u64 = two.iter().sum();
        if drawn < 2 || three.iter().sum::<u64>() < 2 {
            continue;
        }
        let strata = [
            known("a", &one),
            sampled("a", drawn * 4 + 8, &two, &[0, 1, 0]),
            sampled("a", three.iter().sum::<u64>() * 5 + 8, &three, &[0, 0, 0]),
        ];
        holds_out(&strata);
    }
    // A few at a tariff in each stratum, and a sample large enough to tell the whole of them all the same.
    let strata = vec![
        known("a", &[41, 30, 22, 1, 6]),
        sampled("a", 300, &[24, 18, 12, 1, 5], &[5, 1, 0, 0, 0]),
        sampled("b", 100, &[0, 5, 8, 6, 1], &[0, 0, 0, 5, 0]),
    ];
    let part = &told(&laid(strata), &[], EVERYONE).parts[0];
    assert_eq!((part.come_by.code(), part.step), ("sample", 50));
    assert!(part.lines.iter().all(|line| line.figures.is_ok()));
    let strata = vec![
        known("a", &[60, 50, 40]),
        sampled("b", 400, &[30, 20, 10], &[0, 0, 0]),
    ];
    let release = told(&laid(strata), &[Dimension::Setting], EVERYONE);
    assert_eq!(release.whole, None);
    assert!(release.parts.iter().all(|part| part.step == 1));
}

#[test]
fn rounding_to_five_tells_in_fives_and_a_refusal_says_nothing() {
    let strata = vec![known("a", &[61, 52, 43])];
    let release = told(&laid(strata), &[], Rule::Public(Rounding::ToFive));
    let line = &release.parts[0].lines[0];
    let figures = line.figures.as_ref().unwrap();
    assert_eq!((line.count, figures.expected), (Shown::Rounded(60), 60));
    assert_eq!(figures.alone.pupils, (60, 65));
    let unread = Stratum {
        drawn: 9,
        ..sampled("a", 400, &[5, 0, 0], &[20, 0, 2])
    };
    let release = told(&laid(vec![unread]), &[], EVERYONE);
    let part = &release.parts[0];
    assert_eq!(part.come_by.code(), "no_estimate");
    assert_eq!(
        (part.known, part.drawn),
        (Shown::NotAvailable, Shown::NotAvailable)
    );
    let marks = part.lines.iter().map(|line| line.figures);
    assert!(
        marks
            .into_iter()
            .all(|figures| figures == Err(Shown::NotAvailable))
    );
    assert_eq!(part.lines[2].count, Shown::Suppressed);
}
