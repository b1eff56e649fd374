//! Hours: the weekly adult hours of the judged provisions, capped, added, and cut.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::derivation::Hours;
use crate::domain::dose::{Ratio, Who};
use crate::domain::exact::Quantity;
use crate::domain::framework::YearShape;
use crate::domain::judgement::{Judgement, Verdict};
use crate::domain::provision::Provision;

use super::profile::{Profile, ProfileFault};
use super::{Found, cut};

/// Adds the hours up under their caps and cuts the sum.
pub(super) fn sum(rule: &Hours, profile: &Profile) -> Result<Found, ProfileFault> {
    let given = profile.hours.as_ref().ok_or(ProfileFault::HoursNeeded)?;
    let mut by_role: BTreeMap<Option<Who>, Quantity> = BTreeMap::new();
    for (who, hours) in given {
        let so_far = by_role.entry(*who).or_default();
        *so_far = so_far.plus(*hours).ok_or(ProfileFault::TooMuch)?;
    }
    let mut steps = Vec::new();
    let mut total = Quantity::ZERO;
    for (who, hours) in by_role {
        let name = who.map_or("nobody named", Who::code);
        let cap = who.and_then(|who| rule.cap_per_role.get(&who).copied());
        let cap = cap.filter(|cap| hours > *cap);
        let capped = cap
            .map(|cap| format!(", capped at {cap}"))
            .unwrap_or_default();
        steps.push(format!("{name}: {} hours a week{capped}", hours.rounded()));
        let counted = cap.unwrap_or(hours);
        total = total.plus(counted).ok_or(ProfileFault::TooMuch)?;
    }
    // Shares of groups are periodic decimals: three thirds of an hour must reach a cut of one.
    let mut total = total.smoothed();
    if let Some(cap) = rule.cap_per_week.filter(|cap| total > *cap) {
        steps.push(format!(
            "together {} hours a week, capped at {cap}",
            total.rounded()
        ));
        total = cap;
    } else {
        steps.push(format!("together {} hours a week", total.rounded()));
    }
    let fallen = cut::fall(&rule.cuts, profile, total, "hours a week")?;
    steps.extend(fallen.steps);
    Ok(Found {
        tariffs: vec![(None, fallen.tariff)],
        borderline: fallen.borderline,
        hours: Some(total.rounded()),
        steps,
        ..Found::default()
    })
}

/// Counts the weekly adult hours of the provisions that are evidence for an area, by who delivers
/// them: annual hours × adults ÷ pupils ÷ weeks of the year.
///
/// A provision counts once, however many areas it is evidence for; one that repeats an earlier
/// provision counts only where that one does not. A provision without a stated ratio is taken as
/// one adult to one pupil; one without annual hours counts nothing. Nothing where the sum is
/// beyond what can be counted.
pub fn weekly_hours(
    year: YearShape,
    provisions: &[Provision],
    judgements: &[Judgement],
) -> Option<Vec<(Option<Who>, Quantity)>> {
    let evidence = |judgement: &&Judgement| matches!(judgement.verdict, Verdict::Evidence { .. });
    let judged: BTreeSet<u32> = (judgements.iter().filter(evidence))
        .map(|judgement| judgement.n)
        .collect();
    let weeks = Quantity::from(u32::from(year.weeks));
    let mut hours = Vec::new();
    for provision in provisions.iter().filter(|one| judged.contains(&one.n)) {
        let repeats = provision.duplicate_of.is_some_and(|n| judged.contains(&n));
        let Some(annual) = provision.dose.annual_hours.filter(|_| !repeats) else {
            continue;
        };
        let (adults, pupils) = adults(provision.dose.ratio);
        let adult_hours = annual.times(adults.into())?.over(pupils.into())?;
        hours.push((provision.who, adult_hours.over(weeks)?));
    }
    Some(hours)
}

/// The adults and the pupils of a ratio; a group has one adult.
fn adults(ratio: Option<Ratio>) -> (u32, u32) {
    let (adults, pupils) = match ratio {
        None => (1, 1),
        Some(Ratio::Adults(adults, pupils)) => (adults, pupils),
        Some(Ratio::GroupUpTo(size) | Ratio::Group(size) | Ratio::ClassUpTo(size)) => (1, size),
    };
    (u32::from(adults), u32::from(pupils.max(1)))
}
