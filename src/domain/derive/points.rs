//! Points: weighted, capped from the parts up, added, and cut.

use std::collections::BTreeMap;

use crate::domain::derivation::Cuts;
use crate::domain::exact::Quantity;
use crate::domain::framework::{Area, Descriptor, Framework, holds_for};
use crate::domain::identity::AreaId;

use super::profile::{Profile, ProfileFault, Standing};
use super::{Found, cut};

/// What one area brings to the sum before any cap.
struct Share<'a> {
    area: &'a Area,
    /// Its points times its weight.
    weighted: i64,
    /// The exclusive group of its descriptor.
    group: Option<&'a str>,
    words: String,
}

/// Adds the points of a profile up and cuts the sum.
///
/// Of the areas whose descriptors share an exclusive group only the one whose weighted points are
/// the most counts; of equals the first in the framework's order.
pub(super) fn sum(
    framework: &Framework,
    cuts: &Cuts,
    profile: &Profile,
    standings: &[Standing<'_>],
) -> Result<Found, ProfileFault> {
    let mut shares = Vec::new();
    for standing in standings {
        shares.push(share(framework, profile, standing)?);
    }
    let mut steps: Vec<String> = shares.iter().map(|share| share.words.clone()).collect();
    let mut own: BTreeMap<&AreaId, i64> = BTreeMap::new();
    for (place, share) in shares.iter().enumerate() {
        match outdone(&shares, place) {
            Some((winner, group)) => steps.push(format!(
                "{} does not count: of the group {group} only {} does, which has the most points",
                share.area.name, winner.area.name
            )),
            None => {
                own.insert(&share.area.id, share.weighted);
            }
        }
    }
    let mut total: i64 = 0;
    for area in framework.areas.iter().filter(|area| area.parent.is_none()) {
        let whole = whole(framework, area, &own, &mut steps)?;
        total = total.checked_add(whole).ok_or(ProfileFault::TooMuch)?;
    }
    steps.push(format!("the sum is {total}"));
    let fallen = cut::fall(cuts, profile, Quantity::signed(total), "points")?;
    steps.extend(fallen.steps);
    Ok(Found {
        tariffs: vec![(None, fallen.tariff)],
        borderline: fallen.borderline,
        points: Some(total),
        steps,
        ..Found::default()
    })
}

fn share<'a>(
    framework: &'a Framework,
    profile: &Profile,
    standing: &Standing<'a>,
) -> Result<Share<'a>, ProfileFault> {
    let (area, level) = (standing.area, standing.level);
    let descriptor = descriptor(framework, profile, standing)?;
    let instead = descriptor.and_then(|one| Some((one, one.points?)));
    let points = instead.map_or(level.points, |(_, points)| points);
    let weighted = i64::from(points) * i64::from(area.weight);
    let of = instead.map(|(descriptor, _)| format!(" of the descriptor {}", descriptor.id));
    let times = (area.weight != 1).then(|| format!(" × {} = {weighted}", area.weight));
    let words = format!(
        "{} {} → {}{}{}",
        area.name,
        level.id,
        counted(points),
        of.unwrap_or_default(),
        times.unwrap_or_default()
    );
    Ok(Share {
        area,
        weighted,
        group: descriptor.and_then(|one| one.exclusive.as_deref()),
        words,
    })
}

fn counted(points: i32) -> String {
    let unit = if points == 1 { "point" } else { "points" };
    format!("{points} {unit}")
}

/// The descriptor that a standing stands for; where the pupil's phase or setting is not known and
/// the points hang on it, the pupil is refused rather than guessed.
fn descriptor<'a>(
    framework: &'a Framework,
    profile: &Profile,
    standing: &Standing<'_>,
) -> Result<Option<&'a Descriptor>, ProfileFault> {
    let (area, level) = (&standing.area.id, &standing.level.id);
    let mut candidates = framework.descriptors.iter().filter(|one| {
        one.area == *area
            && one.level == *level
            && holds_for(&one.phases, profile.phase)
            && holds_for(&one.settings, profile.setting)
    });
    let first = candidates.next();
    let named = |one: &&Descriptor| {
        profile.descriptors.contains(&one.id) && one.area == *area && one.level == *level
    };
    if let Some(named) = framework.descriptors.iter().find(named) {
        return Ok(Some(named));
    }
    let same = |one: &Descriptor| {
        first.is_some_and(|first| (first.points, &first.exclusive) == (one.points, &one.exclusive))
    };
    if candidates.any(|one| !same(one)) {
        return Err(ProfileFault::PointsDiffer(area.clone()));
    }
    Ok(first)
}

/// The share that counts for the exclusive group of this one in its place, and the group.
fn outdone<'a, 'b>(shares: &'b [Share<'a>], place: usize) -> Option<(&'b Share<'a>, &'a str)> {
    let group = shares.get(place)?.group?;
    let of_group = shares.iter().enumerate();
    let of_group = of_group.filter(|(_, share)| share.group == Some(group));
    // The first of equals: the latest would win a plain maximum.
    let (winner, share) = of_group.rev().max_by_key(|(_, share)| share.weighted)?;
    (winner != place).then_some((share, group))
}

/// An area's points with those of its parts, under its cap.
fn whole(
    framework: &Framework,
    area: &Area,
    own: &BTreeMap<&AreaId, i64>,
    steps: &mut Vec<String>,
) -> Result<i64, ProfileFault> {
    let mut total = own.get(&area.id).copied().unwrap_or_default();
    let parts = framework.areas.iter();
    for part in parts.filter(|part| part.parent.as_ref() == Some(&area.id)) {
        let part = whole(framework, part, own, steps)?;
        total = total.checked_add(part).ok_or(ProfileFault::TooMuch)?;
    }
    Ok(match area.cap.map(i64::from).filter(|cap| total > *cap) {
        Some(cap) => {
            steps.push(format!("{} comes to {total}, capped at {cap}", area.name));
            cap
        }
        None => total,
    })
}
