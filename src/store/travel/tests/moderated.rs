//! Samples, reviews and conflicts of interest between stores: other kinds of records, the same way.

use std::ops::ControlFlow;

use super::{acquaint, deliver, everything, house, lead, map, packed, send, sound, told};
use crate::domain::digest::Digest;
use crate::domain::exact::Money;
use crate::domain::identity::{RecordId, TariffId};
use crate::domain::mapping::Purpose;
use crate::domain::moderation::agreed::{Aim, Lift};
use crate::domain::moderation::cohort::pattern::Scope;
use crate::domain::moderation::notice::off;
use crate::domain::moderation::review::{Conflict, Decision, Drawn, Reviewed, Stream};
use crate::domain::moderation::ruling::{Ruled, What};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::{Candidate, Limits, Ranked, draw};
use crate::domain::sufficiency::{Outcome, Told};
use crate::domain::travel::Part;
use crate::store::Store;
use crate::store::fixtures::{at, framework, officer, pupil, sheet};

fn reviewed(mapping: &RecordId, reading: Option<RecordId>, decision: Decision) -> Reviewed {
    Reviewed {
        mapping: mapping.clone(),
        stream: Stream::Random,
        sample: None,
        reading,
        decision,
        rule: None,
        descriptor: None,
        reader: officer(),
        reason: decision.needs_reason().then(|| "daily, so 4".to_owned()),
    }
}

/// Draws a sample of some mappings of K-1 and on, reviews the first and declares a school.
fn moderate(store: &mut Store, mappings: &[RecordId]) {
    let candidate = |(mapping, n): (&RecordId, usize)| Candidate {
        mapping: mapping.clone(),
        pupil: pupil(store, &format!("K-{n}")),
        officer: officer().name,
        result: Ranked::Tariff(3, TariffId::new("T3")),
        board: None,
        community: None,
        school: None,
    };
    let candidates: Vec<_> = mappings.iter().zip(1..).map(candidate).collect();
    let limits = Limits::default();
    let drawn = Drawn {
        framework: framework(),
        cohort: Cohort::Officer(officer().name),
        sample: draw(&candidates, 7, &limits),
        limits,
        reader: officer(),
    };
    store.keep_sample(drawn, "first draw", at(20)).unwrap();
    let one = pupil(store, "K-1");
    let mut blind = sheet(store, &one, "4");
    blind.purpose = Some(Purpose::Blind);
    let reading = store.record(blind, None, at(21)).unwrap().id;
    let adjusting = reviewed(&mappings[0], Some(reading), Decision::Adjusted);
    let adjusted = sheet(store, &one, "4");
    store.review(adjusting, Some(adjusted), at(22)).unwrap();
    let conflict = Conflict {
        reader: officer(),
        school: "Hilltop".to_owned(),
        reason: "my child is there".to_owned(),
    };
    store.declare(&conflict, at(23)).unwrap();
}

#[test]
fn samples_reviews_and_conflicts_travel_as_mappings_do() {
    let ((_a, mut lead), (_b, mut moderator), (_c, mut third)) = (lead(1, 3), house(2), house(3));
    acquaint(&mut [&mut lead, &mut moderator, &mut third]);
    let mappings: Vec<_> = (1..=3)
        .map(|n| map(&mut lead, &format!("K-{n}"), n))
        .collect();
    send(&lead, &mut moderator);
    moderate(&mut moderator, &mappings);
    let arrived = send(&moderator, &mut lead);
    assert_eq!((arrived.reviews.taken, arrived.mappings.taken), (3, 2));
    assert_eq!(
        lead.reviews_of(&mappings[0]).unwrap(),
        moderator.reviews_of(&mappings[0]).unwrap()
    );
    assert_eq!(
        lead.samples(&framework()).unwrap(),
        moderator.samples(&framework()).unwrap()
    );
    assert_eq!(lead.conflicts().unwrap(), moderator.conflicts().unwrap());
    assert_eq!(told(&lead), told(&moderator));
    sound(&lead);
    // The reviews alone wait for what they are of, and come once that is here.
    let mut reviews = everything(&moderator);
    reviews.what = vec![Part::Reviews];
    let arrived = deliver(&mut third, packed(&moderator, &reviews)).unwrap();
    // A conflict names no record, and a sample and a review do.
    assert_eq!((arrived.reviews.taken, arrived.reviews.refused), (1, 2));
    sound(&third);
    send(&lead, &mut third);
    assert_eq!(told(&third), told(&lead));
    sound(&third);
}

#[test]
fn agreed_readings_travel_with_their_pupils_and_lifted_reviews_with_all() {
    let ((_a, mut lead), (_b, mut officers)) = (lead(1, 2), house(2));
    acquaint(&mut [&mut lead, &mut officers]);
    let mut last = None;
    for n in 1..=2 {
        let mapping = map(&mut lead, &format!("K-{n}"), n);
        let review = reviewed(&mapping, None, Decision::Agreed);
        let review = lead.review(review, None, at(10 + n)).unwrap().id;
        let aim = if n == 1 { Aim::Standard } else { Aim::Seed };
        let id = lead.agree((&mapping, &review), aim, &officer(), at(20 + n));
        last = Some(id.unwrap());
    }
    let lift = Lift {
        officer: "Ben".to_owned(),
        recorded: at(0),
        reader: officer(),
        reason: "talked it through".to_owned(),
    };
    lead.lift(&framework(), &lift, at(30)).unwrap();
    let mut slice = everything(&lead);
    slice.pupils = Some([pupil(&lead, "K-2")].into());
    let arrived = deliver(&mut officers, packed(&lead, &slice)).unwrap();
    assert_eq!(arrived.refused, []);
    let here = officers.agreed(&framework()).unwrap();
    let ids: Vec<_> = here.iter().map(|one| Some(one.id.clone())).collect();
    assert_eq!(ids, [last]);
    assert_eq!(
        officers.lifts(&framework()).unwrap(),
        lead.lifts(&framework()).unwrap()
    );
    sound(&officers);
    // Taken out of use elsewhere, it is here too; and the rest comes with the whole.
    let agreed = lead.agreed(&framework()).unwrap();
    lead.disagree(&agreed[1], &officer(), "too odd", at(40))
        .unwrap();
    send(&lead, &mut officers);
    assert_eq!(
        officers.agreed(&framework()).unwrap(),
        lead.agreed(&framework()).unwrap()
    );
    assert!(!officers.agreed(&framework()).unwrap()[1].in_use(at(41)));
    assert_eq!(told(&lead), told(&officers));
    sound(&officers);
}

#[test]
fn a_review_of_a_slice_comes_without_those_of_others() {
    let ((_a, mut lead), (_b, mut moderator), (_c, mut third)) = (lead(1, 2), house(2), house(3));
    acquaint(&mut [&mut lead, &mut moderator, &mut third]);
    let mappings: Vec<_> = (1..=2)
        .map(|n| map(&mut lead, &format!("K-{n}"), n))
        .collect();
    send(&lead, &mut moderator);
    for mapping in &mappings {
        moderator
            .review(reviewed(mapping, None, Decision::Agreed), None, at(20))
            .unwrap();
    }
    let mut slice = everything(&moderator);
    slice.pupils = Some([pupil(&moderator, "K-2")].into());
    let arrived = deliver(&mut third, packed(&moderator, &slice)).unwrap();
    assert_eq!(
        (arrived.reviews.read, arrived.reviews.taken, arrived.awaited),
        (1, 1, 2)
    );
    assert_eq!(third.reviews(&framework()).unwrap().len(), 1);
    sound(&third);
}

#[test]
fn a_ruling_reaches_whoever_has_only_some_of_its_pupils() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 3), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    let mappings: Vec<_> = (1..=3)
        .map(|n| map(&mut lead, &format!("K-{n}"), n))
        .collect();
    let ruled = Ruled {
        framework: framework(),
        sample: RecordId::new("not here"),
        what: What::Again(Scope::Cohort),
        mappings: mappings.clone(),
        reader: officer(),
        reason: "no pattern".to_owned(),
    };
    let all = |_| ControlFlow::Continue(());
    let again = lead.rule(ruled.clone(), Vec::new(), at(20), all).unwrap();
    let shift = Ruled {
        what: What::Shift {
            second: "L. Lead".to_owned(),
            steps: Vec::new(),
        },
        ..ruled
    };
    let shifted = sheet(&lead, &pupil(&lead, "K-2"), "4");
    let shift = lead.rule(shift, vec![shifted], at(21), all).unwrap();
    let mut slice = everything(&lead);
    slice.pupils = Some([pupil(&lead, "K-2")].into());
    let arrived = deliver(&mut other, packed(&lead, &slice)).unwrap();
    assert_eq!((arrived.reviews.taken, arrived.mappings.taken), (2, 2));
    assert_eq!(other.rulings(&framework()).unwrap(), [again, shift.clone()]);
    let entry = other
        .entry(&pupil(&other, "K-2"), &framework())
        .unwrap()
        .unwrap();
    let made = entry.mappings.last().unwrap();
    let made = other.mapping(&made.id).unwrap().unwrap();
    assert_eq!(made.sheet.ruled, Some(shift.id));
    sound(&other);
    // The mappings alone come without the ruling that made them.
    let (_c, mut third) = house(3);
    acquaint(&mut [&mut lead, &mut third]);
    let mut mappings = everything(&lead);
    mappings.what = vec![Part::Caseload, Part::Mappings];
    let arrived = deliver(&mut third, packed(&lead, &mappings)).unwrap();
    assert_eq!((arrived.reviews.taken, arrived.mappings.taken), (0, 4));
    sound(&third);
    send(&lead, &mut third);
    assert_eq!(told(&third), told(&lead));
}

#[test]
fn a_notice_travels_and_is_not_overruled_elsewhere() {
    let ((_a, mut lead), (_b, mut officer_s)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut lead, &mut officer_s]);
    lead.give_notice(true, &officer(), "they anchor", at(20))
        .unwrap();
    let arrived = send(&lead, &mut officer_s);
    assert_eq!(arrived.reviews.taken, 1);
    let ruled = lead.notices().unwrap();
    assert_eq!(officer_s.notices().unwrap(), ruled);
    // An officer's word against it is kept, and does not count.
    officer_s
        .give_notice(false, &officer(), "I like them", at(21))
        .unwrap();
    let notices = officer_s.notices().unwrap();
    assert_eq!((notices.len(), off(&notices)), (2, Some(&ruled[0])));
    send(&officer_s, &mut lead);
    assert_eq!(off(&lead.notices().unwrap()), Some(&ruled[0]));
    lead.give_notice(false, &officer(), "looked at", at(22))
        .unwrap();
    send(&lead, &mut officer_s);
    assert_eq!(off(&officer_s.notices().unwrap()), None);
    assert_eq!(told(&lead), told(&officer_s));
    sound(&officer_s);
}

#[test]
fn outcomes_travel_with_their_pupils_and_the_latest_counts_everywhere() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 2), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    let decide = |store: &mut Store, n: i64, mapping: &RecordId, outcome| {
        let told = Told {
            pupil: pupil(store, &format!("K-{}", n.min(2))),
            mapping: mapping.clone(),
            plan: None,
            framework: framework(),
            rates: ("rates".to_owned(), Digest::of(b"rates")),
            book: ("book".to_owned(), Digest::of(b"book")),
            shortfall: Money::from_pence(700),
            outcome,
            reader: officer(),
            reason: "two share".to_owned(),
        };
        store.record_outcome(told, at(20 + n)).unwrap()
    };
    let mut made = Vec::new();
    for n in 1..=2 {
        let mapping = map(&mut lead, &format!("K-{n}"), n);
        let top_up = Outcome::ToppedUp(Money::from_pence(700));
        made.push(decide(&mut lead, n, &mapping, top_up));
    }
    let mut slice = everything(&lead);
    slice.pupils = Some([pupil(&lead, "K-2")].into());
    let arrived = deliver(&mut other, packed(&lead, &slice)).unwrap();
    assert_eq!((arrived.reviews.taken, arrived.refused), (1, vec![]));
    assert_eq!(other.outcomes(&framework()).unwrap(), made[1..]);
    sound(&other);
    let open = decide(&mut other, 4, &made[1].told.mapping.clone(), Outcome::Open);
    send(&other, &mut lead);
    let latest = lead.latest_outcomes(&framework()).unwrap();
    assert_eq!(latest[&made[1].told.pupil], open);
    send(&lead, &mut other);
    assert_eq!(told(&lead), told(&other));
    sound(&other);
}
