//! Cuts through a sum: which tariff it gives, and whether it stands close to another.

use crate::domain::derivation::{Cut, Cuts};
use crate::domain::exact::Quantity;
use crate::domain::identity::TariffId;

use super::profile::{Profile, ProfileFault};

/// Where a sum falls in a table of cuts.
#[derive(Debug)]
pub(super) struct Fallen {
    pub(super) tariff: TariffId,
    pub(super) borderline: bool,
    pub(super) steps: Vec<String>,
}

/// Finds the highest cut that is not above the sum, in the table that is meant for this pupil.
pub(super) fn fall(
    cuts: &Cuts,
    profile: &Profile,
    sum: Quantity,
    unit: &str,
) -> Result<Fallen, ProfileFault> {
    let table = table(cuts, profile)?;
    let at = table.iter().filter(|cut| cut.from <= sum);
    let at = at.max_by_key(|cut| cut.from);
    let at = at.ok_or(ProfileFault::BelowCuts(sum))?;
    let whom = if at.is_narrowed() {
        format!(" for {}", profile.whom())
    } else {
        String::new()
    };
    let mut steps = vec![format!(
        "the sum of {} {unit} reaches the cut of {}{whom}, which gives {}",
        sum.rounded(),
        at.from,
        at.tariff
    )];
    let close = close(&table, cuts.margin, sum, at);
    let borderline = close.is_some();
    steps.extend(close.map(|cut| {
        let apart = sum.apart(cut.from).rounded();
        let margin = cuts.margin.unwrap_or_default();
        let side = if sum < cut.from { "below" } else { "above" };
        let below = table.iter().filter(|other| other.from < cut.from);
        let below = below.max_by_key(|other| other.from);
        let below = below.map_or_else(String::new, |one| one.tariff.to_string());
        format!(
            "borderline: {apart} {unit} {side} the cut of {} between {below} and {}; the margin is {margin}",
            cut.from, cut.tariff
        )
    }));
    Ok(Fallen {
        tariff: at.tariff.clone(),
        borderline,
        steps,
    })
}

/// The cut within the margin of the sum, the nearest; the lowest of a table is no border.
fn close<'a>(
    table: &[&'a Cut],
    margin: Option<Quantity>,
    sum: Quantity,
    at: &Cut,
) -> Option<&'a Cut> {
    let lowest = table.iter().map(|cut| cut.from).min()?;
    let margin = margin?;
    let near = table.iter().copied().filter(|cut| cut.from > lowest);
    let near = near.filter(|cut| sum.apart(cut.from) <= margin);
    // Of two cuts equally near the one that would change the tariff is named.
    near.min_by_key(|cut| (sum.apart(cut.from), cut.tariff == at.tariff))
}

/// The table for this pupil: the first that is narrowed to them, else the one for all.
fn table<'a>(cuts: &'a Cuts, profile: &Profile) -> Result<Vec<&'a Cut>, ProfileFault> {
    let tables = cuts.tables();
    for table in &tables {
        if let Some(cut) = table.first().filter(|cut| cut.is_narrowed())
            && profile.within(&cut.settings, &cut.phases)?
        {
            return Ok(table.clone());
        }
    }
    let all = |table: &Vec<&Cut>| table.first().is_some_and(|cut| !cut.is_narrowed());
    (tables.into_iter().find(all)).ok_or_else(|| ProfileFault::NoTable(profile.whom()))
}
