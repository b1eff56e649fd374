//! The course of a plan: when it was issued and reviewed, where the pupil goes next, what is paid today.

use std::collections::BTreeMap;

use super::county::{Grant, Placement};
use super::person::Person;
use super::world::{Topic, World};
use crate::domain::day::Day;
use crate::domain::draw::Draw;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::pupil::{PhaseTransfer, PlacementChange, PlacementStatus};

/// Fills in the days, the transfer and the money.
pub(super) fn fill(world: &World, person: &mut Person<'_>) {
    let mut draw = world.draw(person.index, Topic::Course);
    issue_and_review(world, person, &mut draw);
    transfer(world, person, &mut draw);
    if draw.chance(world.county.share_of_1000.placement_change, 1000) {
        let asked = world.as_of.plus_days(-days(&mut draw, 3, 180));
        person.facts.placement_change = PlacementChange::Requested(Some(asked));
    }
    person.facts.current_top_up = grant(&world.county.top_up, person, &mut draw);
    person.facts.current_epn = grant(&world.county.epn, person, &mut draw);
}

fn days(draw: &mut Draw, low: i64, high: i64) -> i32 {
    i32::try_from(draw.between(low, high)).unwrap_or_default()
}

fn issue_and_review(world: &World, person: &mut Person<'_>, draw: &mut Draw) {
    let shares = &world.county.share_of_1000;
    let facts = &mut person.facts;
    if person.age <= 3 || draw.chance(shares.new, 1000) {
        let start = world.as_of.plus_days(-days(draw, 6, 360));
        facts.plan_start = Some(start);
        facts.plan_version = Some("1".to_owned());
        facts.review_due = Some(start.plus_months(12));
        return;
    }
    let stale = person.age >= 6 && draw.chance(shares.stale, 1000);
    let since = if stale {
        days(draw, 380, 760)
    } else {
        days(draw, 5, 350)
    };
    let reviewed = world.as_of.plus_days(-since);
    let most = i64::from(person.age - 3).clamp(1, 9);
    let years = draw.between(1, most);
    let start = reviewed
        .plus_months(-12 * i32::try_from(years).unwrap_or(1))
        .plus_days(days(draw, -20, 20));
    facts.plan_start = Some(start);
    facts.plan_version = Some(draw.between(1, years + 1).to_string());
    facts.last_review = Some(reviewed);
    facts.review_due = Some(reviewed.plus_months(12));
}

/// Whether a pupil leaves this school in July, and goes on to post-16.
fn leaves(person: &Person<'_>, draw: &mut Draw) -> Option<bool> {
    let high = person.school.map(|school| school.high);
    match person.age - 4 {
        -1 => Some(false),
        2 if high == Some(7) => Some(false),
        6 if high.is_none_or(|high| high == 11) => Some(false),
        11 if high.is_none_or(|high| high == 16) || draw.chance(45, 100) => Some(true),
        _ => None,
    }
}

fn transfer(world: &World, person: &mut Person<'_>, draw: &mut Draw) {
    let Some(post_16) = leaves(person, draw) else {
        person.facts.phase_transfer = PhaseTransfer::No;
        return;
    };
    let year = world.school_year() + 1;
    let said = draw.chance(world.county.share_of_1000.looked_up_transfer, 1000);
    if said {
        // Code of Practice 2015, 9.179: 31 March before post-16, 15 February before any other phase.
        let (month, day) = if post_16 { (3, 31) } else { (2, 15) };
        person.facts.phase_transfer = PhaseTransfer::Yes(None);
        person.facts.phase_transfer_due = Day::new(year, month, day);
    }
    person.facts.next_from = Day::new(year, 9, 1);
    let status = world.county.placement.draw(draw).copied();
    let tables = if post_16 {
        &world.county.next_post_16
    } else {
        &world.county.next_school
    };
    let next = tables
        .get(&person.setting)
        .and_then(|shares| shares.draw(draw))
        .copied();
    match status.unwrap_or(Placement::None) {
        Placement::Named => {
            person.facts.placement_status = Some(PlacementStatus::Named);
            person.facts.next_setting = next;
            person.facts.next_urn = next.and_then(|next| next_urn(world, person, next, draw));
        }
        Placement::TypeOnly => {
            person.facts.placement_status = Some(PlacementStatus::TypeOnly);
            person.facts.next_setting = next;
        }
        Placement::None => person.facts.placement_status = Some(PlacementStatus::None),
    }
}

fn next_urn(world: &World, person: &Person<'_>, next: Setting, draw: &mut Draw) -> Option<String> {
    let sizes = &world.county.district;
    world
        .register
        .school(next, person.age + 1, sizes, draw)
        .map(|school| school.urn.clone())
}

/// A sum between the lowest and the highest, the more the higher the level.
fn grant(table: &BTreeMap<Setting, Grant>, person: &Person<'_>, draw: &mut Draw) -> Option<Money> {
    let grant = table.get(&person.setting)?;
    if !draw.chance(grant.share, 100) {
        return None;
    }
    let width = grant.high - grant.low;
    let middle = grant.low + width * (person.level - 1) / 6;
    let pounds = draw.between(middle - width / 8, middle + width / 8);
    Some(Money::from_pence(pounds.clamp(grant.low, grant.high) * 100))
}
