//! The compact list held against a plain one: whole entries, sorted and filtered one by one.

use std::cmp::Reverse;

use super::*;
use crate::domain::pupil::Facts;

/// The entries in scope as a plain list has them.
fn plain<'a>(basis: &Basis<'_>, entries: &'a [Entry]) -> Vec<(&'a Entry, Standing)> {
    let mut list: Vec<_> = (entries.iter())
        .filter(|entry| out_of_scope(basis, entry).is_none())
        .map(|entry| (entry, Standing::of(basis, entry)))
        .collect();
    // What is not known stands after what is.
    let day = |day: Option<Day>| (day.is_none(), day);
    list.sort_by(|(one, here), (other, there)| {
        let key = |entry: &Entry, standing: &Standing| {
            let priority = basis.order.place(standing.reason.priority());
            (
                priority,
                day(standing.reason.due()),
                day(entry.facts.plan_start),
            )
        };
        let reference = |entry: &'a Entry| entry.facts.reference.as_str();
        let order = key(one, here).cmp(&key(other, there));
        order.then_with(|| natural(reference(one), reference(other)))
    });
    list
}

/// Whose a pupil is, asked of one group after the other.
fn whose<'a>(groups: &'a Assignments, entry: &Entry, standing: &Standing) -> Option<&'a str> {
    let Facts {
        school,
        urn,
        community,
        district,
        setting,
        ..
    } = &entry.facts;
    let alike = |one: Option<&str>, other: &str| {
        one.is_some_and(|one| one.trim().eq_ignore_ascii_case(other.trim()))
    };
    let holds = |group: &&Assignment| match group.part {
        Part::School => {
            alike(school.as_deref(), &group.value) || alike(urn.as_deref(), &group.value)
        }
        Part::Community => alike(community.as_deref(), &group.value),
        Part::District => alike(district.as_deref(), &group.value),
        Part::Setting => alike(setting.map(Setting::code), &group.value),
        Part::Priority => alike(Some(standing.reason.priority().code()), &group.value),
    };
    (groups.list().iter().find(holds)).map(|group| group.officer.as_str())
}

fn shows(filter: &Filter, groups: &Assignments, (entry, standing): &(&Entry, Standing)) -> bool {
    let officer = filter.officer.as_deref();
    (filter.states.is_empty() || filter.states.contains(&standing.state))
        && (filter.priorities.is_empty() || filter.priorities.contains(&standing.reason.priority()))
        && (officer.is_none() || whose(groups, entry, standing) == officer)
}

/// The pupil that a reader takes next from a plain list.
fn next(
    list: &[(&Entry, Standing)],
    after: Option<&PupilId>,
    reader: &Reader,
    groups: &Assignments,
) -> Option<PupilId> {
    let free = |(entry, standing): &&(&Entry, Standing)| {
        Some(&entry.pupil) != after
            && match standing.state {
                State::NotStarted | State::Amended | State::Remap => true,
                State::Draft => (entry.drafts.iter())
                    .any(|draft| draft.parked.is_none() && draft.reader == *reader),
                State::Recorded | State::Parked | State::CannotMap | State::NoPlanText => false,
            }
    };
    let left = after.and_then(|after| list.iter().position(|(entry, _)| entry.pupil == *after));
    let below = match (after, left) {
        (None, _) => 0,
        (Some(_), Some(left)) => left,
        (Some(_), None) => list.len(),
    };
    let turned = || list[below..].iter().chain(&list[..below]);
    let of = |(entry, standing): &(&Entry, Standing)| whose(groups, entry, standing);
    let own = Some(reader.name.as_str());
    let mine = turned().filter(free).find(|one| of(one) == own);
    let mine = mine.filter(|_| groups.officers().contains(&reader.name));
    let nobodys = || {
        turned()
            .filter(free)
            .find(|one| of(one).is_none() || of(one) == own)
    };
    mine.or_else(nobodys).map(|(entry, _)| entry.pupil.clone())
}

prop_compose! {
    fn anybody()(
        number in 0u32..60,
        (year, start, review, due) in (prop::option::of(-2i16..15), prop::option::of(0i32..900), prop::option::of(0i32..500), prop::option::of(0i32..300)),
        (asked, ceased, has_text) in (prop::option::of(prop::option::of(0i32..90)), any::<bool>(), prop::bool::weighted(0.8)),
        setting in prop::option::of(prop::sample::select(Setting::ALL.to_vec())),
        (district, school, community) in (prop::option::of("(Dover|dover |Swale)"), prop::option::of("(Alder|Birch|990001)"), prop::option::of("(Coast|Weald)")),
        drafts in prop::collection::vec(("(Ada|Bo)", prop::option::of(Just("later"))), 0..2),
        mapped in prop::option::weighted(0.3, (prop::sample::select(Role::ALL.to_vec()), 0i32..40, any::<bool>())),
    ) -> Entry {
        let since = |day: &str, days: i32| super::day(day).plus_days(days);
        let mut pupil = entry(&format!("K-{number}"));
        pupil.as_of = day(TODAY);
        if !has_text {
            pupil.plan = None;
        }
        pupil.facts.year_group = year;
        pupil.facts.setting = setting;
        pupil.facts.district = district;
        pupil.facts.urn = school.clone().filter(|school| school.starts_with('9'));
        pupil.facts.school = school;
        pupil.facts.community = community;
        pupil.facts.plan_start = start.map(|days| since("2024-06-01", days));
        pupil.facts.review_due = review.map(|days| since("2026-09-01", days));
        pupil.facts.phase_transfer_due = due.map(|days| since("2026-11-01", days));
        pupil.facts.plan_ceased = ceased.then(|| since(TODAY, 0)).filter(|_| number % 5 == 0);
        pupil.facts.placement_change = asked.map_or(PlacementChange::No, |days| {
            PlacementChange::Requested(days.map(|days| since("2026-08-01", days)))
        });
        pupil.drafts = drafts.into_iter().map(|(name, parked)| draft(reader(&name, Role::Officer), parked)).collect();
        pupil.mappings = mapped.into_iter().map(|(role, days, sure)| {
            let on = since("2026-09-20", days).to_string();
            mapping(role, &on, if sure { Ok("T1") } else { Err(CannotMapWhy::StalePlan) })
        }).collect();
        pupil
    }
}

fn anything() -> impl Strategy<Value = (Order, Filter, Assignments, String)> {
    let order = Just(Priority::ALL.to_vec()).prop_shuffle();
    let states = prop::sample::subsequence(State::ALL.to_vec(), 0..=4);
    let priorities = prop::sample::subsequence(Priority::ALL.to_vec(), 0..=3);
    let officer = prop::option::of("(Ada|Bo|Cy)");
    let part = prop::sample::select(vec![
        (Part::School, "alder"),
        (Part::School, "990001"),
        (Part::Community, "Coast"),
        (Part::District, "DOVER"),
        (Part::Setting, "special"),
        (Part::Priority, "phase_transfer"),
        (Part::Priority, "other"),
    ]);
    let groups = prop::collection::vec((part, "(Ada|Bo)"), 0..5);
    (order, states, priorities, officer, groups, "(Ada|Bo|Cy)").prop_map(
        |(order, states, priorities, officer, given, reader)| {
            let order: Vec<&str> = order.into_iter().map(Priority::code).collect();
            let mut groups = Assignments::default();
            for ((part, value), officer) in given {
                groups.give(group(part, value, &officer));
            }
            let filter = Filter {
                states,
                priorities,
                officer,
                text: String::new(),
            };
            (order.join(",").parse().unwrap(), filter, groups, reader)
        },
    )
}

proptest! {
    #[test]
    fn the_compact_list_says_what_a_plain_one_says(
        entries in prop::collection::vec(anybody(), 0..40),
        (order, filter, groups, who) in anything(),
        after in prop::option::of(0usize..40),
    ) {
        let framework = framework();
        let basis = Basis { order, ..basis(&framework) };
        let mut entries = entries;
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.pupil = PupilId::new(format!("0190d3a0-7b1c-7c3e-9f00-{at:012x}"));
        }
        let (list, plain) = (ranked(&basis, &entries), plain(&basis, &entries));
        let shares = shares(&groups, &list);
        let ids = |places: &[u32]| -> Vec<PupilId> {
            places.iter().filter_map(|at| list.pupil(list.place(*at)?)).collect()
        };
        let all: Vec<PupilId> = plain.iter().map(|(entry, _)| entry.pupil.clone()).collect();
        prop_assert_eq!(ids(&list.shown(&Filter::all(), &shares)), all);
        let shown: Vec<PupilId> = (plain.iter())
            .filter(|one| shows(&filter, &groups, one))
            .map(|(entry, _)| entry.pupil.clone())
            .collect();
        prop_assert_eq!(&ids(&list.shown(&filter, &shares)), &shown);
        // Those who were found come in the order they were found in.
        let backwards: Vec<u32> = (0..u32::try_from(entries.len()).unwrap()).rev().collect();
        let mut found = shown;
        found.sort_by_key(|pupil| Reverse(pupil.clone()));
        prop_assert_eq!(ids(&list.found(&backwards, &filter, &shares)), found);
        let after = after.map(|at| PupilId::new(format!("0190d3a0-7b1c-7c3e-9f00-{at:012x}")));
        let me = reader(&who, Role::Officer);
        prop_assert_eq!(
            list.next(after.as_ref(), &me, &shares),
            next(&plain, after.as_ref(), &me, &groups)
        );
        let out = (entries.len() - plain.len()) as u64;
        prop_assert_eq!(list.out_of_scope().values().sum::<u64>(), out);
    }

    #[test]
    fn a_list_that_was_marked_is_as_one_read_anew(
        entries in prop::collection::vec(anybody(), 1..20),
        since in prop::collection::vec((0usize..20, anybody()), 0..6),
    ) {
        let framework = framework();
        let basis = basis(&framework);
        let mut entries = entries;
        for (at, entry) in entries.iter_mut().enumerate() {
            entry.pupil = PupilId::new(format!("0190d3a0-7b1c-7c3e-9f00-{at:012x}"));
        }
        let mut marked = ranked(&basis, &entries);
        let of = entries.len();
        for (at, other) in since {
            let entry = &mut entries[at % of];
            (entry.mappings, entry.drafts) = (other.mappings, other.drafts);
            marked.renew(&basis, entry);
        }
        let anew = ranked(&basis, &entries);
        prop_assert_eq!(&marked.done_on, &anew.done_on);
        let standing = |list: &Worklist| {
            let mut places = list.places.clone();
            places.sort_by_key(|place| place.pupil);
            places
        };
        prop_assert_eq!(standing(&marked), standing(&anew));
        for (one, other) in marked.roster().briefs().zip(anew.roster().briefs()) {
            prop_assert_eq!(one.work, other.work);
            prop_assert_eq!(one.priority, other.priority);
        }
    }
}
