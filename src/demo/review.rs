//! The annual review of a plan that was mapped: its days, and the amended plan that comes of it.

use super::person::Person;
use super::plan::{self, Line, Plan};
use super::world::{Topic, World};
use crate::domain::draw::Draw;

/// How many draws are tried for a dose or a provision that is not there yet.
const TRIES: usize = 20;

/// Holds the review a few days before the caseload's day; the next is due a year after.
pub(super) fn hold(world: &World, person: &mut Person<'_>) {
    let mut draw = world.draw(person.index, Topic::Review);
    let since = i32::try_from(draw.between(3, 9)).unwrap_or(3);
    let held = world.as_of.plus_days(-since);
    let facts = &mut person.facts;
    facts.last_review = Some(held);
    facts.review_due = Some(held.plus_months(12));
    let version = facts.plan_version.as_ref();
    let version = version.and_then(|version| version.parse::<u32>().ok());
    facts.plan_version = Some((version.unwrap_or(1) + 1).to_string());
}

/// Amends a plan: a dose changes, a provision is reworded, one goes, and one comes; all else stays word for word.
pub(super) fn amend<'a>(world: &'a World, person: &Person<'_>, plan: &mut Plan<'a>) {
    let mut draw = world.draw(person.index, Topic::Review);
    let draw = &mut draw;
    let mut places: Vec<(usize, usize)> = (plan.sections.iter().enumerate())
        .flat_map(|(section, one)| (0..one.lines.len()).map(move |line| (section, line)))
        .collect();
    draw.shuffle(&mut places);
    let dosed = places
        .iter()
        .position(|place| change_dose(world, plan, *place, draw));
    if let Some(dosed) = dosed {
        places.remove(dosed);
    }
    if let Some(place) = places.pop() {
        reword(plan, place);
    }
    let shared = |(section, _): &(usize, usize)| {
        (plan.sections.get(*section)).is_some_and(|section| section.lines.len() > 1)
    };
    let gone = places.iter().copied().find(shared);
    arrive(world, person, plan, draw);
    if let Some((section, line)) = gone {
        let section = plan.sections.get_mut(section);
        let lines = section.map(|section| &mut section.lines);
        lines.map(|lines| (line < lines.len()).then(|| lines.remove(line)));
    }
}

/// Draws a provision's dose anew until it is another; says whether there is one.
fn change_dose<'a>(
    world: &'a World,
    plan: &mut Plan<'a>,
    (section, line): (usize, usize),
    draw: &mut Draw,
) -> bool {
    let Plan { voice, sections } = plan;
    let Some(section) = sections.get_mut(section) else {
        return false;
    };
    let rank = section.rank;
    let Some(line) = section.lines.get_mut(line) else {
        return false;
    };
    if line.pattern.slots.is_empty() {
        return false;
    }
    for _ in 0..TRIES {
        let rank = (rank + draw.between(-2, 2)).clamp(1, 7);
        let drawn = plan::line(world, voice, line.pattern, rank, draw);
        if drawn.text != line.text && drawn.note != line.note && drawn.cells != line.cells {
            *line = drawn;
            return true;
        }
    }
    false
}

/// Rewords a provision in each of its forms.
fn reword(plan: &mut Plan<'_>, (section, line): (usize, usize)) {
    let section = plan.sections.get_mut(section);
    let Some(line) = section.and_then(|section| section.lines.get_mut(line)) else {
        return;
    };
    let Line {
        text, cells, note, ..
    } = line;
    let [what, _, _] = cells;
    for form in [text, what, note] {
        let bare = form.trim_end_matches('.').len();
        let end = form.split_off(bare);
        form.push_str(", as the school and the family have agreed");
        form.push_str(&end);
    }
}

/// Gives an area a provision that it did not have.
fn arrive<'a>(world: &'a World, person: &Person<'_>, plan: &mut Plan<'a>, draw: &mut Draw) {
    let Plan { voice, sections } = plan;
    for _ in 0..TRIES {
        let at = draw.below(sections.len().max(1) as u64);
        let Some(section) = usize::try_from(at).ok().and_then(|at| sections.get_mut(at)) else {
            return;
        };
        let (area, rank) = (section.area, section.rank);
        let picked = plan::pick(world, person, (area, rank), (1, 0), draw);
        let fresh = |id: &str| section.lines.iter().all(|line| line.pattern.id != id);
        if let Some(pattern) = picked.into_iter().find(|pattern| fresh(&pattern.id)) {
            let line = plan::line(world, voice, pattern, rank, draw);
            section.lines.push(line);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{course, person};

    #[test]
    fn a_review_touches_a_little_and_leaves_the_rest_word_for_word() {
        let world = World::read(7, "2026-01-12".parse().unwrap()).unwrap();
        let (mut doses, mut rewordings) = (0, 0);
        for index in 0..200 {
            let mut person = person::invent(&world, index);
            course::fill(&world, &mut person);
            let before = plan::write(&world, &person);
            let mut after = plan::write(&world, &person);
            amend(&world, &person, &mut after);
            let texts = |plan: &Plan<'_>| -> Vec<(String, String)> {
                let lines = plan.sections.iter().flat_map(|section| &section.lines);
                let text = |line: &Line<'_>| (line.pattern.id.clone(), line.text.clone());
                lines.map(text).collect()
            };
            let (before, after) = (texts(&before), texts(&after));
            let gone = before
                .iter()
                .filter(|(id, _)| after.iter().all(|(other, _)| id != other));
            let new = after
                .iter()
                .filter(|(id, _)| before.iter().all(|(other, _)| id != other));
            assert!(gone.count() <= 1 && new.count() <= 1, "{index}");
            let touched = after.iter().filter(|(id, text)| {
                let same = |(other, words): &(String, String)| id == other && text != words;
                before.iter().any(same)
            });
            for (_, text) in touched {
                let reworded = text.contains("as the school and the family have agreed");
                rewordings += usize::from(reworded);
                doses += usize::from(!reworded);
            }
        }
        assert!(
            doses > 120 && (150..=200).contains(&rewordings),
            "{doses} {rewordings}"
        );
    }

    #[test]
    fn a_review_is_held_before_the_day_and_is_due_again_a_year_after() {
        let world = World::read(7, "2026-01-12".parse().unwrap()).unwrap();
        let mut person = person::invent(&world, 3);
        course::fill(&world, &mut person);
        let version = person.facts.plan_version.clone();
        hold(&world, &mut person);
        let held = person.facts.last_review.unwrap();
        assert!(held < world.as_of && person.facts.review_due == Some(held.plus_months(12)));
        assert_ne!(person.facts.plan_version, version);
    }
}
