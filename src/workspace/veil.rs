//! The veil over seeds: what an officer is not shown of a plan that is one to them, so that nothing gives it away.

use crate::domain::caseload::{Entry, Event};
use crate::domain::day::{Day, Moment};
use crate::domain::flag::FlagRule;
use crate::domain::identity::{Reader, RecordId, Role};
use crate::domain::mapping::{Mapping, Purpose};

/// The moment by which all of a day is recorded.
pub(super) fn until(day: Day) -> Moment {
    day.plus_days(1).begins()
}

/// Takes from a mapping what its officer is not to know: that it was a seed's, and that seeds went wrong.
pub(super) fn mapping(mapping: &mut Mapping) {
    let sheet = &mut mapping.sheet;
    sheet.purpose = sheet.purpose.filter(|one| *one != Purpose::Seed);
    sheet
        .flags
        .retain(|flag| flag.rule != FlagRule::SeedsMissed);
}

/// Takes from a pupil's entry what others than the reader have made of their plan, but for the school.
pub(super) fn entry(entry: &mut Entry, reader: &Reader) {
    entry
        .mappings
        .retain(|mapping| mapping.reader.role == Role::School);
    entry.earlier = None;
    entry.drafts.retain(|draft| draft.reader == *reader);
}

/// Takes from a pupil's story what others than the reader have made of their plan.
pub(super) fn story(events: &mut Vec<Event>, reader: &Reader) {
    let own: Vec<RecordId> = (events.iter())
        .filter_map(|event| match event {
            Event::Mapped(one) if one.sheet.reader == *reader => Some(one.id.clone()),
            Event::Mapped(_)
            | Event::Withdrawn(_)
            | Event::Decided(_)
            | Event::Imported { .. }
            | Event::PlanReceived { .. }
            | Event::Cohort(_) => None,
        })
        .collect();
    events.retain(|event| match event {
        Event::Mapped(one) => own.contains(&one.id),
        Event::Withdrawn(one) => own.contains(&one.mapping),
        // It tells that others have mapped the plan, and says sums besides.
        Event::Decided(_) => false,
        Event::Imported { .. } | Event::PlanReceived { .. } | Event::Cohort(_) => true,
    });
}

/// Takes from a reader's own mappings in a story what they are not to know of them.
pub(super) fn own(events: &mut [Event], reader: &Reader) {
    for event in events {
        if let Event::Mapped(one) = event
            && one.sheet.reader == *reader
        {
            mapping(one);
        }
    }
}
