//! Who a pupil is, and where they are taught.

use super::register::School;
use super::world::{Topic, World};
use crate::domain::day::Day;
use crate::domain::draw::Draw;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::place::{Phase, Setting};
use crate::domain::pupil::Facts;

/// The reference of the first pupil, as a number.
const FIRST: usize = 1001;

/// A pupil as invented: the facts of the table, and what lies behind them.
#[derive(Debug)]
pub(super) struct Person<'a> {
    pub(super) index: usize,
    pub(super) facts: Facts,
    pub(super) name: &'a str,
    pub(super) female: bool,
    pub(super) setting: Setting,
    pub(super) phase: Phase,
    /// The age at the start of the school year.
    pub(super) age: i16,
    pub(super) school: Option<&'a School>,
    pub(super) need: &'a str,
    /// The level, 1 to 7, of the area of greatest need.
    pub(super) level: i64,
    /// Whether the plan's text has come in.
    pub(super) has_text: bool,
}

/// Gives the reference of a pupil by number.
pub(super) fn reference(index: usize) -> PupilRef {
    PupilRef::new(format!("K-{}", FIRST.saturating_add(index)))
}

/// Gives the number of a pupil by reference.
pub(super) fn index(reference: &PupilRef) -> Option<usize> {
    let number: usize = reference.as_str().strip_prefix("K-")?.parse().ok()?;
    number.checked_sub(FIRST)
}

/// Invents a pupil; the days and the money are still missing.
pub(super) fn invent(world: &World, index: usize) -> Person<'_> {
    let mut draw = world.draw(index, Topic::Person);
    let county = &world.county;
    let row = draw.weighted(&county.age, |row| row.plans.total());
    let age = row.map_or(10, |row| row.age);
    let setting = row
        .and_then(|row| row.plans.draw(&mut draw))
        .copied()
        .unwrap_or(Setting::Mainstream);
    let female = !draw.chance(county.male_of_1000, 1000);
    let ethnicity = county.ethnicity.draw(&mut draw).map_or("", String::as_str);
    let (name, surname) = world.register.name(ethnicity, female, &mut draw);
    let need = need(world, setting, &mut draw);
    let school = world
        .register
        .school(setting, age, &county.district, &mut draw);
    let level = level(world, setting, need, &mut draw);
    let has_text = !draw.chance(county.share_of_1000.no_text, 1000);
    let mut person = Person {
        index,
        facts: Facts {
            forename: Some(name.to_owned()),
            surname: Some(surname.to_owned()),
            sex: Some(if female { "F" } else { "M" }.to_owned()),
            ethnicity: Some(ethnicity.to_owned()),
            need_1: Some(need.to_owned()),
            setting: Some(setting),
            ..Facts::unknown(reference(index))
        },
        name,
        female,
        setting,
        phase: Phase::of_year(age - 4),
        age,
        school,
        need,
        level,
        has_text,
    };
    fill_facts(world, &mut person, &mut draw);
    person
}

fn need<'a>(world: &'a World, setting: Setting, draw: &mut Draw) -> &'a str {
    let rows = &world.county.need;
    rows.iter()
        .find(|row| row.setting == setting)
        .and_then(|row| row.needs.draw(draw))
        .map_or("ASD", String::as_str)
}

fn level(world: &World, setting: Setting, need: &str, draw: &mut Draw) -> i64 {
    let profile = world.county.profile.get(need);
    let least = profile.map_or(1, |profile| profile.least);
    let Some(weights) = world.county.level.get(&setting) else {
        return 3;
    };
    let ranks: Vec<(i64, u64)> = (1..).zip(weights.iter().copied()).collect();
    draw.weighted(&ranks, |(_, weight)| *weight)
        .map_or(3, |(rank, _)| *rank)
        .max(least)
}

fn fill_facts(world: &World, person: &mut Person<'_>, draw: &mut Draw) {
    let (county, register) = (&world.county, &world.register);
    let year_group = person.age - 4;
    let facts = &mut person.facts;
    facts.dob = birthday(world, year_group, draw);
    if draw.chance(county.share_of_1000.out_of_cohort, 1000) {
        facts.year_group = Some(year_group - 1);
    }
    let blind =
        person.phase == Phase::Post16 && draw.chance(county.share_of_1000.no_upn_post_16, 1000);
    facts.upn = upn(person.index, world.school_year() - year_group.max(0)).filter(|_| !blind);
    if draw.chance(county.second_need_of_100, 100) {
        let second = county.second_need.draw(draw);
        facts.need_2 = second.filter(|second| *second != person.need).cloned();
    }
    if let Some(school) = person.school {
        facts.urn = Some(school.urn.clone());
        facts.school = Some(school.name.clone());
        facts.district = Some(school.district.clone());
    } else {
        facts.district = county.district.draw(draw).cloned();
    }
    facts.community = person
        .school
        .and_then(|school| register.community(school))
        .map(str::to_owned);
}

/// A day of birth of a year group: from 1 September to 31 August.
fn birthday(world: &World, year_group: i16, draw: &mut Draw) -> Option<Day> {
    let first = Day::new(world.school_year() - 5 - year_group, 9, 1)?;
    let days = i32::try_from(draw.below(365)).unwrap_or_default();
    Some(first.plus_days(days))
}

/// A unique pupil number with its right letter: the serial is the pupil's, not the school's, so
/// that it says nothing of either.
fn upn(index: usize, year: i16) -> Option<Upn> {
    let (establishment, serial) = (2000 + index / 1000 % 8000, index % 1000);
    let digits = format!(
        "886{establishment:04}{:02}{serial:03}",
        year.rem_euclid(100)
    );
    let unchecked = Upn::read(&format!("A{digits}"))?;
    Upn::read(&format!("{}{digits}", unchecked.right_letter()?))
}
