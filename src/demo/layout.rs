//! The layouts that plans come in: nine templates over the same plan.

mod lists;
mod page;
mod tables;
mod whole;

use self::page::Page;
pub(super) use self::page::Piece;
use super::person::Person;
use super::plan::Plan;
use super::world::{Topic, World};
use crate::domain::draw::Draw;
use crate::domain::place::Phase;

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A numbered list under the headings of the areas.
    Numbered,
    /// One table: provision, by whom, how often, which need.
    Table,
    /// Need, provision and outcome of each area.
    Blocks,
    /// "Item 1:" under each outcome, the first of them pasted under all.
    Items,
    /// A paragraph for each area.
    Prose,
    /// Notes with abbreviations.
    Notes,
    /// A schedule of therapies, then a list of the rest.
    Schedule,
    /// A whole plan, sections A to I.
    Whole,
    /// A post-16 plan by outcome.
    Outcomes,
}

/// The templates that any plan may come in.
const ANY: [Layout; 8] = [
    Layout::Numbered,
    Layout::Table,
    Layout::Blocks,
    Layout::Whole,
    Layout::Items,
    Layout::Prose,
    Layout::Schedule,
    Layout::Notes,
];

/// Chooses the template of a pupil's plan.
///
/// `file` says that the plan is a document: those take turns, so that each template comes in each
/// kind of file. A whole plan never stands in a column.
pub(super) fn choose(person: &Person<'_>, file: bool, draw: &mut Draw) -> Layout {
    if person.phase == Phase::Post16 && draw.chance(2, 3) {
        return Layout::Outcomes;
    }
    if file {
        let turn = person.index / 2 % ANY.len();
        return ANY.get(turn).copied().unwrap_or(Layout::Numbered);
    }
    draw.pick(&ANY)
        .copied()
        .filter(|layout| *layout != Layout::Whole)
        .unwrap_or(Layout::Numbered)
}

/// Lays a plan out.
pub(super) fn lay_out(
    world: &World,
    person: &Person<'_>,
    plan: &Plan<'_>,
    file: bool,
) -> Vec<Piece> {
    let mut draw = world.draw(person.index, Topic::Layout);
    let layout = choose(person, file, &mut draw);
    let page = &mut Page::new(world, plan, draw);
    if layout != Layout::Whole {
        page.opening();
    }
    match layout {
        Layout::Numbered => lists::numbered(page),
        Layout::Table => tables::one(page),
        Layout::Blocks => lists::blocks(page),
        Layout::Items => lists::items(page),
        Layout::Prose => lists::prose(page),
        Layout::Notes => lists::notes(page),
        Layout::Schedule => tables::schedule(page),
        Layout::Whole => whole::sections(page),
        Layout::Outcomes => lists::outcomes(page),
    }
    page.take()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::{course, person, plan};

    #[test]
    fn every_template_comes_in_each_kind_of_file() {
        let world = World::read(7, "2026-01-12".parse().unwrap()).unwrap();
        let mut found = BTreeSet::new();
        for index in 0..400 {
            let person = person::invent(&world, index);
            let layout = choose(&person, true, &mut world.draw(index, Topic::Layout));
            found.insert((format!("{layout:?}"), index % 2));
        }
        assert_eq!(
            found.len(),
            18,
            "nine templates, two kinds of file: {found:?}"
        );
    }

    #[test]
    fn every_provision_stands_on_the_page() {
        let world = World::read(7, "2026-01-12".parse().unwrap()).unwrap();
        for index in 0..300 {
            let mut person = person::invent(&world, index);
            course::fill(&world, &mut person);
            let plan = plan::write(&world, &person);
            let text = crate::demo::paper::as_text(&lay_out(&world, &person, &plan, true));
            for line in plan.sections.iter().flat_map(|section| &section.lines) {
                let forms = [&line.text, &line.note, &line.cells.join("\t")];
                let stands = forms.iter().any(|form| text.contains(form.as_str()));
                assert!(stands, "{index}: {}\n{text}", line.text);
            }
            assert!(!text.contains("  ") && !text.contains(" ."), "{text}");
        }
    }
}
