//! Agreed readings and lifted reviews: kept, in the chain, never edited.

use super::*;
use crate::domain::identity::Role;
use crate::domain::mapping::Purpose;
use crate::domain::moderation::review::{Decision, Reviewed, Stream};
use crate::store::fixtures::{at, framework, officer, pupil, sheet, workspace};

fn lead() -> Reader {
    Reader {
        name: "Lee Lane".to_owned(),
        role: Role::Moderator,
    }
}

/// A mapping of a pupil at a minute, and a review that closes it.
pub(crate) fn moderated(store: &mut Store, reference: &str, minute: i64) -> (RecordId, RecordId) {
    let id = pupil(store, reference);
    let mapping = store
        .record(sheet(store, &id, "3"), None, at(minute))
        .unwrap()
        .id;
    let reviewed = Reviewed {
        mapping: mapping.clone(),
        stream: Stream::Asked,
        sample: None,
        reading: None,
        decision: Decision::Agreed,
        rule: None,
        descriptor: None,
        reader: Reader {
            name: "Moira Bell".to_owned(),
            role: Role::Moderator,
        },
        reason: None,
    };
    let review = store.review(reviewed, None, at(minute)).unwrap().id;
    (mapping, review)
}

#[test]
fn agreed_readings_come_back_in_their_order_with_both_names() {
    let (_folder, mut store) = workspace(2);
    let two = moderated(&mut store, "K-2", 1);
    let one = moderated(&mut store, "K-1", 2);
    for (of, aim) in [(&two, Aim::Seed), (&one, Aim::Standard)] {
        store.agree((&of.0, &of.1), aim, &lead(), at(3)).unwrap();
    }
    let kept = store.agreed(&framework()).unwrap();
    let told: Vec<_> = kept.iter().map(|one| (one.aim, &one.mapping)).collect();
    assert_eq!(told, [(Aim::Seed, &two.0), (Aim::Standard, &one.0)]);
    assert_eq!(kept[0].officer, officer().name);
    assert_eq!(kept[0].moderator, "Moira Bell");
    assert_eq!((&kept[0].reader, kept[0].in_use(at(9))), (&lead(), true));
    store
        .disagree(&kept[0], &lead(), "the plan is too odd", at(4))
        .unwrap();
    let kept = store.agreed(&framework()).unwrap();
    assert_eq!(kept.len(), 2);
    let removed = kept[0].removed.as_ref().unwrap();
    assert_eq!(removed.reason, "the plan is too odd");
    assert!(kept[0].in_use(at(3).plus_millis(999)) && !kept[0].in_use(at(4)));
    store
        .withdraw(&one.0, &officer(), "wrong pupil", at(5))
        .unwrap();
    assert!(!store.agreed(&framework()).unwrap()[1].in_use(at(6)));
    let unknown = store.agree((&RecordId::new("x"), &one.1), Aim::Seed, &lead(), at(7));
    assert!(matches!(unknown, Err(StoreError::UnknownRecord(_))));
    let verified = store.verified().unwrap();
    assert_eq!((verified.records, verified.faults), (8, vec![]));
}

#[test]
fn a_lifted_review_comes_back() {
    let (_folder, mut store) = workspace(1);
    let lift = Lift {
        officer: officer().name,
        recorded: at(0),
        reader: lead(),
        reason: "talked it through".to_owned(),
    };
    let lifted = store.lift(&framework(), &lift, at(5)).unwrap();
    assert_eq!(lifted.recorded, at(5));
    assert_eq!(store.lifts(&framework()).unwrap(), [lifted]);
    assert_eq!(store.verified().unwrap().faults, []);
}

#[test]
fn nothing_agreed_is_edited() {
    let (_folder, mut store) = workspace(1);
    let (mapping, review) = moderated(&mut store, "K-1", 1);
    store
        .agree((&mapping, &review), Aim::Seed, &lead(), at(2))
        .unwrap();
    let lift = Lift {
        officer: officer().name,
        recorded: at(0),
        reader: lead(),
        reason: "x".to_owned(),
    };
    store.lift(&framework(), &lift, at(3)).unwrap();
    for sql in [
        "UPDATE agreed SET aim = 'standard'",
        "DELETE FROM agreed",
        "UPDATE lift SET officer = 'x'",
        "DELETE FROM lift",
    ] {
        assert!(store.db.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn who_read_a_plan_is_known_also_where_it_was_taken_back() {
    let (_folder, mut store) = workspace(2);
    let one = pupil(&store, "K-1");
    let mapping = store.record(sheet(&store, &one, "3"), None, at(1)).unwrap();
    let mut seed = sheet(&store, &one, "4");
    seed.purpose = Some(Purpose::Seed);
    let seed = store.record(seed, None, at(2)).unwrap();
    store
        .withdraw(&seed.id, &officer(), "again", at(3))
        .unwrap();
    let read = store.readings_of(&[one]).unwrap();
    let told: Vec<_> = read
        .iter()
        .map(|one| (&one.mapping, one.purpose, one.withdrawn))
        .collect();
    let expected = [
        (&mapping.id, None, false),
        (&seed.id, Some(Purpose::Seed), true),
    ];
    assert_eq!(told, expected);
    let day = at(1).day();
    let mapped = store.mapped_on(&framework(), &officer().name, day).unwrap();
    assert_eq!(mapped, [at(1)]);
    let next = store.mapped_on(&framework(), &officer().name, day.plus_days(1));
    assert!(next.unwrap().is_empty());
    assert_eq!(store.officers(&framework()).unwrap(), [officer().name]);
    let levelled = store.levelled_of(std::slice::from_ref(&seed.id)).unwrap();
    assert_eq!(levelled.len(), 1);
    assert_eq!(levelled[0].levels[0].1.as_str(), "4");
}
