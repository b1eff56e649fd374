//! The plan of a pupil: which areas, at which levels, and the provisions picked for them.

use super::filler::Statement;
use super::pattern::Pattern;
use super::person::Person;
use super::voice::{self, Voice};
use super::world::{Topic, World};
use crate::domain::draw::Draw;
use crate::domain::framework::holds_for;
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::AreaCode;

/// A plan before it is laid out.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) sections: Vec<Section<'a>>,
}

/// What a plan says of one area.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) area: AreaCode,
    /// The level, 1 to 7, that its provisions were picked for.
    pub(super) rank: i64,
    pub(super) heading: String,
    pub(super) needs: Vec<String>,
    pub(super) outcome: String,
    pub(super) lines: Vec<Line<'a>>,
}

/// One provision, in the three forms that plans write it in.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) pattern: &'a Pattern,
    pub(super) text: String,
    /// What, by whom, how often.
    pub(super) cells: [String; 3],
    pub(super) note: String,
}

/// Writes the plan of a pupil; the same pupil always gets the same plan.
pub(super) fn write<'a>(world: &'a World, person: &Person<'a>) -> Plan<'a> {
    let mut draw = world.draw(person.index, Topic::Plan);
    let draw = &mut draw;
    let voice = Voice::of(world, person, draw);
    let vague = writing(world, draw);
    let mut sections = Vec::new();
    for (area, rank, most) in areas(world, person, draw) {
        let count = draw.between(1.max(most - 2), most);
        let picked = pick(world, person, (area, rank), (count, vague), draw);
        if picked.is_empty() {
            continue;
        }
        let lines = picked
            .into_iter()
            .map(|pattern| line(world, &voice, pattern, rank, draw))
            .collect();
        sections.push(section(world, person, &voice, (area, rank), lines, draw));
    }
    Plan { voice, sections }
}

/// Of a hundred provisions of this plan, how many cannot be counted.
fn writing(world: &World, draw: &mut Draw) -> u64 {
    let ways: Vec<_> = world.county.writing.values().collect();
    draw.weighted(&ways, |way| way.often)
        .map_or(0, |way| way.vague)
}

/// The areas of a plan in the order of the plans: each with its level and the most provisions.
fn areas(world: &World, person: &Person<'_>, draw: &mut Draw) -> Vec<(AreaCode, i64, i64)> {
    let mut areas = Vec::new();
    if let Some(profile) = world.county.profile.get(person.need) {
        areas.push((profile.first, person.level, 5));
        for other in &profile.others {
            if draw.chance(other.often, 100) {
                let rank = person.level - other.lower + draw.between(-1, 0);
                areas.push((other.area, rank.clamp(1, 7), 4));
            }
        }
    }
    if person.age >= 13 && draw.chance(70, 100) {
        let most = if person.phase == Phase::Post16 { 5 } else { 3 };
        areas.push((AreaCode::Pfa, (person.level - 1).clamp(2, 6), most));
    }
    let whole_day = match person.setting {
        Setting::Special | Setting::Nmss | Setting::Independent => -draw.between(0, 1),
        Setting::Mainstream
        | Setting::Srp
        | Setting::Ap
        | Setting::Fe
        | Setting::EarlyYears
        | Setting::Elsewhere => -draw.between(0, 2),
    };
    if draw.chance(85, 100) {
        areas.push((AreaCode::Gen, (person.level + whole_day).clamp(1, 7), 3));
    }
    areas.sort_by_key(|(area, _, _)| *area);
    areas
}

/// Picks provisions for an area at a level, none twice; the first carries the level.
pub(super) fn pick<'a>(
    world: &'a World,
    person: &Person<'_>,
    (area, rank): (AreaCode, i64),
    (count, vague): (i64, u64),
    draw: &mut Draw,
) -> Vec<&'a Pattern> {
    let mut pool: Vec<&Pattern> = world
        .patterns
        .pattern
        .iter()
        .filter(|pattern| pattern.area == area && suits(pattern, person))
        .collect();
    let mut picked: Vec<&Pattern> = Vec::new();
    for _ in 0..count {
        let carries = picked.is_empty();
        let wants = draw.chance(vague, 100);
        let weigh = |pattern: &&Pattern| weight(pattern, rank, carries);
        let found = draw
            .weighted(&pool, |pattern| {
                if pattern.vague == wants {
                    weigh(pattern)
                } else {
                    0
                }
            })
            .or_else(|| draw.weighted(&pool, weigh))
            .copied();
        let Some(found) = found else { break };
        pool.retain(|pattern| pattern.id != found.id);
        picked.push(found);
    }
    draw.shuffle(&mut picked);
    picked
}

fn suits(pattern: &Pattern, person: &Person<'_>) -> bool {
    holds_for(&pattern.phases, Some(person.phase))
        && holds_for(&pattern.settings, Some(person.setting))
        && (pattern.needs.is_empty() || pattern.needs.iter().any(|need| need == person.need))
}

/// How likely a pattern is in an area at a level; one that carries the level must reach it.
fn weight(pattern: &Pattern, rank: i64, carries: bool) -> u64 {
    let [_, high] = pattern.levels;
    // A pattern made for this need or this setting is the likelier.
    let likely = 1 + u64::from(!pattern.needs.is_empty()) + u64::from(!pattern.settings.is_empty());
    if pattern.aside.is_some() {
        return u64::from(!carries);
    }
    if pattern.reaches(rank) {
        6 * likely
    } else if !carries && high < rank && high + 2 >= rank {
        2 * likely
    } else {
        0
    }
}

pub(super) fn line<'a>(
    world: &World,
    voice: &Voice<'_>,
    pattern: &'a Pattern,
    rank: i64,
    draw: &mut Draw,
) -> Line<'a> {
    let rank = pattern.nearest(rank);
    let slots = voice::slots(&pattern.slots, pattern.levels, rank, draw);
    let say = |text: &str| voice.say(text, &slots);
    let text = say(&pattern.text);
    let cells = if let Some(cells) = &pattern.cells {
        cells.each_ref().map(|cell| say(cell))
    } else {
        let by = world.filler.role(pattern.who).to_owned();
        [text.clone(), by, String::new()]
    };
    let note = say(&pattern.note);
    Line {
        pattern,
        text,
        cells,
        note,
    }
}

fn section<'a>(
    world: &World,
    person: &Person<'_>,
    voice: &Voice<'_>,
    (area, rank): (AreaCode, i64),
    lines: Vec<Line<'a>>,
    draw: &mut Draw,
) -> Section<'a> {
    let filler = &world.filler;
    let headings = filler.headings.get(&area);
    let heading = headings.and_then(|headings| draw.pick(headings)).cloned();
    let fits = |statement: &&Statement| {
        statement.area == area
            && (statement.needs.is_empty()
                || statement.needs.iter().any(|need| need == person.need))
            && statement
                .levels
                .is_none_or(|[low, high]| (low..=high).contains(&rank))
    };
    let mut needs: Vec<&Statement> = filler.need.iter().filter(fits).collect();
    draw.shuffle(&mut needs);
    needs.truncate(2);
    let outcomes: Vec<&Statement> = filler.outcome.iter().filter(fits).collect();
    let outcome = draw.pick(&outcomes).copied();
    let mut say = |statement: &Statement| {
        let slots = voice::slots(&statement.slots, [1, 7], rank, draw);
        voice.say(&statement.text, &slots)
    };
    Section {
        area,
        rank,
        heading: heading.unwrap_or_default(),
        needs: needs.into_iter().map(&mut say).collect(),
        outcome: outcome.map(say).unwrap_or_default(),
        lines,
    }
}
