//! Where the pupil is: the primary placement of the return.

use super::code;
use super::field::{Field, Module};
use super::reading::Reading;
use crate::domain::code::setting;
use crate::domain::pupil::{Base, Facts};

/// Takes the primary placement into the facts: that of the active plan, else the one the plan names.
pub(super) fn take(
    reading: &mut Reading<'_>,
    facts: &mut Facts,
    active: Option<usize>,
    named: Option<usize>,
) {
    let placed = active.and_then(|active| primary(reading, active, Module::PlacementDetail));
    let place = placed.or_else(|| primary(reading, named?, Module::PlanDetail));
    let Some(place) = place else {
        let reason =
            "has a plan without a placement, so it is not known where; add it and import again";
        reading.warnings.push(reading.of_person(reason));
        return;
    };
    facts.urn = reading.text(place, Field::Urn);
    facts.ukprn = reading.text(place, Field::Ukprn);
    facts.sen_setting = reading.code(place, Field::Setting);
    // With a number the register of schools says what kind of place it is.
    if facts.urn.is_none() && facts.ukprn.is_none() {
        facts.setting = facts.sen_setting.as_deref().and_then(setting);
        if facts.sen_setting.is_none() {
            let reason = "has a placement with neither a URN, a UKPRN nor a setting, so it is not known where; add one and import again";
            reading.warnings.push(reading.of_person(reason));
        }
    }
    facts.base = base(reading, place);
}

/// The primary placement: of rank 1, not left, else the one entered last.
fn primary(reading: &mut Reading<'_>, parent: usize, module: Module) -> Option<usize> {
    let person = reading.person;
    let places: Vec<usize> = person.below(parent, module).collect();
    let rank = |place: usize| {
        person
            .item(place, Field::PlacementRank)
            .map(|item| item.text)
    };
    let mut first = Vec::new();
    for place in &places {
        match rank(*place) {
            Some("1") | None => first.push(*place),
            Some("2") => {}
            Some(_) => {
                let reason = "is no rank of a placement, which is 1 or 2; it was read as 2";
                reading.doubt(*place, Field::PlacementRank, reason);
            }
        }
    }
    let places = if first.is_empty() { places } else { first };
    let mut best = None;
    for place in places {
        let (entry, left) = (
            reading.day(place, Field::Entry),
            reading.day(place, Field::Leaving),
        );
        if entry.zip(left).is_some_and(|(entry, left)| left < entry) {
            let reason = "is before the day of entry; compare both with the record";
            reading.doubt(place, Field::Leaving, reason);
        }
        let open = person.item(place, Field::Leaving).is_none();
        let better = best.is_none_or(|(_, before)| (open, entry) > before);
        if better {
            best = Some((place, (open, entry)));
        }
    }
    best.map(|(place, _)| place)
}

/// The specialist base that the two indicators say.
fn base(reading: &mut Reading<'_>, place: usize) -> Option<Base> {
    let mut flag = |field| {
        let item = reading.person.item(place, field)?;
        let read = code::flag(item.text);
        if read.is_none() {
            let reason = "is neither 0 nor 1; it was left out";
            reading.doubt(place, field, reason);
        }
        read
    };
    let (unit, resourced) = (flag(Field::Unit), flag(Field::Resourced));
    match (unit, resourced) {
        (Some(true), Some(true)) => {
            let reason = "stands beside a SEN unit's; the place was read as one in the unit, so compare it with the record";
            reading.doubt(place, Field::Resourced, reason);
            Some(Base::SenUnit)
        }
        (Some(true), _) => Some(Base::SenUnit),
        (_, Some(true)) => Some(Base::ResourcedProvision),
        (Some(false), Some(false)) => Some(Base::None),
        (Some(false) | None, Some(false) | None) => None,
    }
}
