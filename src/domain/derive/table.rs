//! Tables of area and level: the primary area's tariff, or each area's own.

use crate::domain::derivation::Table;
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, TariffId};

use super::Found;
use super::profile::{Profile, ProfileFault, Standing, check};

/// Takes the tariff of the primary area: the highest level, ties by the framework's order of
/// areas, or the area that the reader takes for it.
pub(super) fn primary(
    table: &Table,
    profile: &Profile,
    standings: &[Standing<'_>],
) -> Result<Found, ProfileFault> {
    let by_level = by_rank(standings).ok_or(ProfileFault::NoLevel)?;
    let (standing, why) = match &profile.primary {
        Some(area) => {
            let named = standings.iter().find(|standing| standing.area.id == *area);
            let missing = || ProfileFault::PrimaryWithoutLevel(area.clone());
            (named.ok_or_else(missing)?, "as the reader takes it")
        }
        None => (by_level, "at the highest level"),
    };
    let tariff = at(table, standing)?;
    let (area, level) = (standing.area, standing.level);
    let step = format!(
        "{} is the primary area, {why}; its level {} gives {tariff}",
        area.name, level.id
    );
    Ok(Found {
        primary: Some(area.id.clone()),
        ..Found::one(tariff, step)
    })
}

/// Takes each area's own tariff.
pub(super) fn several(table: &Table, standings: &[Standing<'_>]) -> Result<Found, ProfileFault> {
    let mut found = Found::default();
    for standing in standings {
        let tariff = at(table, standing)?;
        let (area, level) = (standing.area, standing.level);
        found
            .steps
            .push(format!("{} at {} gives {tariff}", area.name, level.id));
        found.tariffs.push((Some(area.id.clone()), tariff));
    }
    Ok(found)
}

/// The area that is primary by its level alone: the highest, ties by the framework's order.
pub fn by_level(framework: &Framework, profile: &Profile) -> Option<AreaId> {
    let standings = check(framework, profile).ok()?;
    by_rank(&standings).map(|standing| standing.area.id.clone())
}

fn by_rank<'a, 'b>(standings: &'b [Standing<'a>]) -> Option<&'b Standing<'a>> {
    // The first of equals: the latest would win a plain maximum.
    standings.iter().rev().max_by_key(|standing| standing.rank)
}

fn at(table: &Table, standing: &Standing<'_>) -> Result<TariffId, ProfileFault> {
    let (area, level) = (standing.area, standing.level);
    let row = table.get(&area.id).and_then(|row| row.get(&level.id));
    row.cloned()
        .ok_or_else(|| ProfileFault::NotInTable(area.name.clone(), level.id.clone()))
}
