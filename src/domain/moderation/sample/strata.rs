//! How many of each stratum, and which.

use std::collections::BTreeMap;

use super::super::super::draw::Draw;
use super::{Candidate, Limits, Member, Ranked, Stratum, Why};

/// How many are drawn of each result: its share of the sample's size, and no fewer than the least.
pub(super) fn plan(by: &BTreeMap<&Ranked, Vec<&Candidate>>, limits: &Limits) -> Vec<Stratum> {
    let counts = by.iter().map(|(result, all)| (*result, all.len()));
    planned(&counts.collect::<Vec<_>>(), limits)
}

/// The same of how many there are of each result, lowest first.
pub(super) fn planned(counts: &[(&Ranked, usize)], limits: &Limits) -> Vec<Stratum> {
    let each: Vec<usize> = counts.iter().map(|(_, count)| *count).collect();
    let shares = apportion(&each, limits.size(each.iter().sum()));
    let ends: Vec<&Ranked> = ends_of(counts.iter().map(|(result, _)| *result));
    let plan = counts.iter().zip(shares);
    plan.map(|((result, of), random)| {
        let least = limits.each.max(usize::from(ends.contains(result)));
        Stratum {
            result: (*result).clone(),
            of: *of,
            drawn: random.max(least).min(*of),
            random,
        }
    })
    .collect()
}

/// The lowest and the highest tariff.
fn ends_of<'a>(results: impl Iterator<Item = &'a Ranked>) -> Vec<&'a Ranked> {
    let tariffs: Vec<&Ranked> = results.filter(|one| **one != Ranked::CannotMap).collect();
    let ends = [tariffs.first(), tariffs.last()];
    ends.into_iter().flatten().copied().collect()
}

/// Parts a number in the proportions of counts, by largest remainders, none above its count; each has one where the number
/// goes round, for a stratum without any could not be estimated.
fn apportion(counts: &[usize], number: usize) -> Vec<usize> {
    let whole: usize = counts.iter().sum();
    let floor = usize::from(counts.len() <= number);
    let exact = |count: usize| (count * number) / whole.max(1);
    let mut parts: Vec<usize> = (counts.iter())
        .map(|count| exact(*count).max(floor).min(*count))
        .collect();
    let remainder = |at: usize| {
        counts
            .get(at)
            .map_or(0, |count| (count * number) % whole.max(1))
    };
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(remainder(*at)), *at));
    let target = number.min(whole);
    while parts.iter().sum::<usize>() < target {
        for at in &order {
            let full = parts.iter().sum::<usize>() >= target;
            if let (Some(part), Some(count), false) = (parts.get_mut(*at), counts.get(*at), full) {
                *part += usize::from(*part < *count);
            }
        }
    }
    // The floor may have given out more than there are: the largest give back.
    while parts.iter().sum::<usize>() > target {
        if let Some(most) = parts.iter_mut().max() {
            *most -= 1;
        }
    }
    parts
}

/// Draws a stratum's members.
pub(super) fn members(
    stratum: &Stratum,
    place: usize,
    mut all: Vec<&Candidate>,
    draw: &mut Draw,
) -> Vec<Member> {
    let whole = stratum.drawn == stratum.of;
    draw.shuffle(&mut all);
    // Systematic along the places: equal chances, and no Community left out that is large enough for the interval.
    all.sort_by(|one, other| {
        let place =
            |one: &Candidate| (one.board.clone(), one.community.clone(), one.school.clone());
        place(one).cmp(&place(other))
    });
    let drawn = along(&all, stratum.drawn, draw);
    let random = marks(drawn.len(), stratum.random, draw);
    let why = |random: bool| match (whole, random) {
        (true, true) => vec![Why::Whole, Why::Random],
        (true, false) => vec![Why::Whole, Why::Tariff],
        (false, true) => vec![Why::Random],
        (false, false) => vec![Why::Tariff],
    };
    let members = drawn.into_iter().zip(random);
    members
        .map(|(one, random)| member(one, why(random), place))
        .collect()
}

/// A candidate as a member.
pub(super) fn member(one: &Candidate, why: Vec<Why>, stratum: usize) -> Member {
    Member {
        mapping: one.mapping.clone(),
        pupil: one.pupil.clone(),
        officer: one.officer.clone(),
        why,
        stratum,
        first: false,
    }
}

/// Draws `count` of a list systematically: equal steps from a random start.
fn along<'a>(all: &[&'a Candidate], count: usize, draw: &mut Draw) -> Vec<&'a Candidate> {
    let picked = all.iter().zip(marks(all.len(), count, draw));
    picked
        .filter(|(_, picked)| *picked)
        .map(|(one, _)| *one)
        .collect()
}

/// Which of `of` places equal steps from a random start fall on, `count` in all; each is as likely as any other.
fn marks(of: usize, count: usize, draw: &mut Draw) -> Vec<bool> {
    let (of_wide, count) = (of as u64, count.min(of) as u64);
    let mut sum = draw.below(of_wide);
    let mark = |_| {
        sum += count;
        let falls = sum >= of_wide;
        if falls {
            sum -= of_wide;
        }
        falls
    };
    (0..of).map(mark).collect()
}

/// Says of those of the lowest and of the highest tariff that they are.
pub(super) fn ends(strata: &[Stratum], members: &mut [Member]) {
    let tariffs = strata.iter().enumerate();
    let tariffs: Vec<usize> = tariffs
        .filter(|(_, stratum)| stratum.result != Ranked::CannotMap)
        .map(|(place, _)| place)
        .collect();
    for (end, why) in [
        (tariffs.first(), Why::Lowest),
        (tariffs.last(), Why::Highest),
    ] {
        let of = |member: &&mut Member| Some(&member.stratum) == end;
        for member in members.iter_mut().filter(of) {
            member.why.push(why);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shares_follow_the_counts() {
        assert_eq!(apportion(&[60, 30, 10], 10), [6, 3, 1]);
        assert_eq!(apportion(&[97, 1, 1, 1], 15), [12, 1, 1, 1]);
        assert_eq!(apportion(&[5, 5, 5], 2), [1, 1, 0]);
        assert_eq!(apportion(&[3], 9), [3]);
        assert!(apportion(&[], 0).is_empty());
    }

    proptest! {
        #[test]
        fn marks_are_as_many_as_asked(of in 0usize..80, count in 0usize..100, seed: u64) {
            let marks = marks(of, count, &mut Draw::from_seed(seed));
            prop_assert_eq!(marks.iter().filter(|mark| **mark).count(), count.min(of));
        }

        #[test]
        fn parts_sum_to_the_number(counts in proptest::collection::vec(1usize..60, 0..9), number in 0usize..60) {
            let parts = apportion(&counts, number);
            prop_assert_eq!(parts.iter().sum::<usize>(), number.min(counts.iter().sum()));
            prop_assert!(parts.iter().zip(&counts).all(|(part, count)| part <= count));
        }
    }
}
