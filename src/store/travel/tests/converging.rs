//! Whoever has taken the same bundles in has the same, in whatever order they came.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::{acquaint, deliver, everything, house, lead, packed, send, sound, told};
use crate::domain::travel::Part;
use crate::store::Store;
use crate::store::fixtures::{at, batch, framework, import, incoming, officer, order, plan, sheet};

/// One thing that somebody does at one of the stores.
#[derive(Clone, Debug)]
enum Deed {
    Map(usize, usize),
    Withdraw(usize, usize),
    Tell(usize, usize),
    Plan(usize, usize),
    Cohort(usize, usize),
    Whole(usize, usize),
    Send {
        from: usize,
        to: usize,
        what: usize,
        since: Option<i64>,
        slice: bool,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let (who, whom) = (0..4_usize, 0..3_usize);
    let pair = (who.clone(), whom);
    prop_oneof![
        3 => pair.clone().prop_map(|(at, of)| Deed::Map(at, of)),
        1 => pair.clone().prop_map(|(at, of)| Deed::Withdraw(at, of)),
        1 => pair.clone().prop_map(|(at, of)| Deed::Tell(at, of)),
        1 => pair.clone().prop_map(|(at, of)| Deed::Plan(at, of)),
        1 => pair.clone().prop_map(|(at, of)| Deed::Cohort(at, of)),
        1 => pair.prop_map(|(at, of)| Deed::Whole(at, of)),
        4 => (who.clone(), who, 1..8_usize, proptest::option::of(0..40_i64), any::<bool>())
            .prop_map(|(from, to, what, since, slice)| Deed::Send { from, to, what, since, slice }),
    ]
}

fn reference(of: usize) -> String {
    format!("K-{}", of + 1)
}

/// Does it, where the store has the pupil; `minute` is when, by a clock that is not everywhere the same.
fn act(stores: &mut [Store], deed: &Deed, minute: i64) {
    if let Deed::Send {
        from,
        to,
        what,
        since,
        slice,
    } = deed
    {
        let mut pack = everything(&stores[*from]);
        pack.what = Part::ALL
            .into_iter()
            .enumerate()
            .filter(|(at, _)| what & (1 << at) != 0)
            .map(|(_, part)| part)
            .collect();
        pack.since = since.map(at);
        pack.pupils = slice.then(|| stores[*from].pupil_by("K-1").unwrap().into_iter().collect());
        let pieces = packed(&stores[*from], &pack);
        let arrived = deliver(&mut stores[*to], pieces).unwrap();
        for count in [
            arrived.pupils,
            arrived.plans,
            arrived.mappings,
            arrived.withdrawals,
            arrived.reviews,
            arrived.frameworks,
        ] {
            assert_eq!(count.read, count.taken + count.known + count.refused);
        }
        return;
    }
    let (Deed::Map(place, of)
    | Deed::Withdraw(place, of)
    | Deed::Tell(place, of)
    | Deed::Plan(place, of)
    | Deed::Cohort(place, of)
    | Deed::Whole(place, of)) = deed
    else {
        return;
    };
    // Clocks differ from one machine to the next.
    let now = at(minute + i64::try_from(*place).unwrap() * 7);
    let store = &mut stores[*place];
    let Some(pupil) = store.pupil_by(&reference(*of)).unwrap() else {
        return;
    };
    match deed {
        Deed::Map(..) => {
            let sheet = sheet(store, &pupil, "3");
            store.record(sheet, None, now).unwrap();
        }
        Deed::Withdraw(..) => {
            let entry = store.entry(&pupil, &framework()).unwrap().unwrap();
            if let Some(head) = entry.mappings.first() {
                store.withdraw(&head.id, &officer(), "again", now).unwrap();
            }
        }
        Deed::Plan(..) => store
            .add_plan(&pupil, &plan(&format!("A TA, {minute} at {place}.")), now)
            .unwrap(),
        Deed::Cohort(..) => store
            .set_cohort(&pupil, Some(1), &officer(), &format!("{minute}"), now)
            .unwrap(),
        Deed::Tell(..) | Deed::Whole(..) => {
            let mut one = incoming(&reference(*of), 1);
            one.facts.surname = Some(format!("Told {minute} at {place}"));
            one.plan = None;
            let mut order = order(now);
            order.whole = matches!(deed, Deed::Whole(..));
            import(store, order, &[batch(vec![one])], &[]).unwrap();
        }
        Deed::Send { .. } => {}
    }
}

proptest! {
    // Eight by themselves; `PROPTEST_CASES=6400` tries two hundred.
    #![proptest_config(Config { cases: Config::default().cases / 32, failure_persistence: None, ..Config::default() })]

    #[test]
    fn four_stores_in_a_ring_come_to_hold_the_same(deeds in proptest::collection::vec(deed(), 1..20)) {
        let (folders, mut stores): (Vec<_>, Vec<_>) = std::iter::once(lead(1, 3)).chain((2..5).map(house)).unzip();
        acquaint(&mut stores.iter_mut().collect::<Vec<_>>());
        for (deed, minute) in deeds.iter().zip(2..) {
            act(&mut stores, deed, minute);
        }
        for _ in 0..2 {
            for from in 0..4 {
                let pieces = packed(&stores[from], &everything(&stores[from]));
                deliver(&mut stores[(from + 1) % 4], pieces).unwrap();
            }
        }
        let first = told(&stores[0]);
        for store in &stores {
            prop_assert_eq!(&told(store), &first);
            sound(store);
        }
        let [one, .., last] = &mut stores[..] else { unreachable!() };
        prop_assert!(!send(one, last).news);
        drop(folders);
    }
}
