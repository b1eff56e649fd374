//! Shifts: what a cohort's shift makes of a mapping, whole: its levels, its tariff, and the rule that says so.

use super::super::day::Moment;
use super::super::framework::Framework;
use super::super::identity::Reader;
use super::super::mapping::{Course, Mapping, Sheet, TakenOver};
use super::super::settle::settle;
use super::cohort::pattern::Step;
use super::ranking::level_rank;
use super::ranks::{Measure, Ranks};
use super::ruling::Side;

/// In whose names a shift is made, of which cohort, and when.
#[derive(Clone, Debug)]
pub struct Hand<'a> {
    /// Who makes it.
    pub reader: &'a Reader,
    /// The second name.
    pub second: &'a str,
    /// The cohort, in words.
    pub cohort: &'a str,
    /// When.
    pub now: Moment,
}

/// What an area whose level was shifted gives as its reason against the framework's rule.
const REASON: &str = "shifted with the whole cohort, as its sample was read by moderators";

/// What a shift makes of a mapping that no moderator read; nothing where it changes nothing.
///
/// Levels are shifted within their scale, and the tariff is what the framework's rule makes of them; where the tariff
/// itself is shifted, levels stay as they are.
///
/// # Errors
///
/// Why the framework refuses the shifted levels, in a sentence.
pub fn shifted(
    framework: &Framework,
    mapping: &Mapping,
    steps: &[Step],
    hand: &Hand<'_>,
) -> Result<Option<Sheet>, String> {
    let mut sheet = mapping.sheet.clone();
    let mut moved = Vec::new();
    for step in steps {
        match &step.measure {
            Measure::Tariff => shift_tariff(framework, &mut sheet, step),
            Measure::Area(area) => {
                let levels = sheet.judged.area_levels.iter_mut();
                for one in levels.filter(|one| one.area == *area) {
                    let from = level_rank(framework, area, &one.level);
                    let levels = framework.area(area).map(|area| &area.levels);
                    let to = from.map(|from| shifted_rank(from, step, levels.map_or(0, Vec::len)));
                    let level = to.and_then(|to| levels?.get(to));
                    if let Some(level) = level.filter(|level| **level != one.level) {
                        one.level = level.clone();
                        one.reason = Some(REASON.to_owned());
                        moved.push(area.clone());
                    }
                }
            }
        }
    }
    if !moved.is_empty() {
        let (setting, phase) = (sheet.setting, sheet.phase);
        let settled = settle(framework, &sheet.provisions, &sheet.judged, setting, phase);
        let settled = settled.map_err(|refusals| {
            let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            words.join(" ")
        })?;
        sheet.outcome = settled.outcome;
    }
    let sides = sides(framework, &mapping.sheet, &sheet);
    if sides.is_empty() {
        return Ok(None);
    }
    let areas = sheet.judged.area_levels.iter().map(|one| one.area.clone());
    sheet.taken_over = Some(TakenOver {
        from: mapping.id.clone(),
        provisions: sheet.provisions.iter().map(|one| (one.n, one.n)).collect(),
        areas: areas.filter(|area| !moved.contains(area)).collect(),
    });
    sheet.reader = hand.reader.clone();
    sheet.course = Course::at_once(hand.now);
    Ok(Some(told(sheet, &sides, framework, hand)))
}

/// A moderator's own reading, which takes the place of the officer's mapping with the shift of its cohort.
pub fn read(framework: &Framework, officer: &Sheet, reading: &Mapping, hand: &Hand<'_>) -> Sheet {
    let mut sheet = reading.sheet.clone();
    sheet.purpose = None;
    let sides = sides(framework, officer, &sheet);
    told(sheet, &sides, framework, hand)
}

/// What one sheet changes of another, the tariff first.
pub fn sides(framework: &Framework, before: &Sheet, after: &Sheet) -> Vec<Side> {
    let ranks = |sheet: &Sheet| Ranks::of_sheet(framework, sheet);
    let (before, after) = (ranks(before), ranks(after));
    let areas = before.areas.keys().chain(after.areas.keys()).cloned();
    let mut measures: Vec<Measure> = areas.map(Measure::Area).collect();
    measures.push(Measure::Tariff);
    measures.sort();
    measures.dedup();
    let sides = measures.into_iter().map(|measure| Side {
        from: before.at(&measure),
        to: after.at(&measure),
        measure,
    });
    sides.filter(|side| side.from != side.to).collect()
}

fn shift_tariff(framework: &Framework, sheet: &mut Sheet, step: &Step) {
    let Some(outcome) = &mut sheet.outcome else {
        return;
    };
    let from = framework.tariff_rank(&outcome.tariff);
    let to = from.map(|from| shifted_rank(from, step, framework.tariffs.len()));
    let Some(tariff) = to.and_then(|to| framework.tariffs.get(to)) else {
        return;
    };
    outcome.tariff = tariff.id.clone();
    outcome.route = tariff.route;
    // Where readers choose the tariff themselves, this is the one that is chosen.
    if let Some(chosen) = &mut sheet.judged.chosen {
        chosen.clone_from(&tariff.id);
    }
}

/// A rank less what the officers gave above the moderators, within a scale of so many.
fn shifted_rank(from: usize, step: &Step, size: usize) -> usize {
    let by = isize::try_from(step.by).unwrap_or(0);
    from.saturating_add_signed(by.saturating_neg())
        .min(size.saturating_sub(1))
}

/// Adds to the rule how the tariff came about, so that it is read out wherever the rule is.
fn told(mut sheet: Sheet, sides: &[Side], framework: &Framework, hand: &Hand<'_>) -> Sheet {
    if let Some(outcome) = &mut sheet.outcome {
        let sides: Vec<String> = sides.iter().map(|side| side.words(framework)).collect();
        outcome.trace.push(format!(
            "shifted with the whole cohort ({}), decided by {} and {}: {}",
            hand.cohort,
            hand.reader.name,
            hand.second,
            sides.join("; ")
        ));
    }
    sheet
}
