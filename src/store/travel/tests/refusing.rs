//! What is refused, and that nothing comes of it.

use super::{acquaint, card, deliver, everything, house, lead, map, packed, send, sound, told};
use crate::domain::digest::Digest;
use crate::domain::travel::{Cell, Piece};
use crate::store::fixtures::{at, officer, pupil};
use crate::store::{Store, StoreError};

#[test]
fn a_pupil_who_is_here_under_another_id_is_listed_and_holds_nothing_up() {
    let ((_a, mut one), (_b, mut other)) = (lead(1, 3), lead(2, 2));
    acquaint(&mut [&mut one, &mut other]);
    let (mapping, third) = (map(&mut one, "K-1", 4), map(&mut one, "K-3", 5));
    one.withdraw(&mapping, &officer(), "again", at(6)).unwrap();
    let before = pupil(&other, "K-1");
    let arrived = send(&one, &mut other);
    let counts = [
        arrived.pupils,
        arrived.mappings,
        arrived.withdrawals,
        arrived.plans,
    ];
    let counts = counts.map(|count| (count.read, count.taken, count.known, count.refused));
    assert_eq!(
        counts,
        [(3, 1, 0, 2), (2, 1, 0, 1), (1, 0, 0, 1), (3, 1, 0, 2)]
    );
    let said: Vec<_> = arrived
        .refused
        .iter()
        .map(|one| (one.kind.as_str(), one.name.as_str()))
        .collect();
    assert_eq!(
        said[..3],
        [
            ("pupil", "K-1"),
            ("pupil", "K-2"),
            ("mapping", mapping.as_str())
        ]
    );
    assert!(
        arrived.refused[0]
            .why
            .contains("begin from the lead's bundle")
    );
    assert!(
        arrived.refused[2]
            .why
            .contains("its pupil K-1 was not taken")
    );
    assert_eq!(pupil(&other, "K-1"), before);
    assert!(other.mapping(&third).unwrap().is_some());
    let verified = other.verified().unwrap();
    assert_eq!((verified.awaited, verified.faults), (2, vec![]));
}

#[test]
fn records_of_somebody_whom_nobody_trusts_are_taken_once_they_are_trusted() {
    let ((_a, mut one), (_b, mut two), (_c, mut three)) = (lead(1, 1), house(2), house(3));
    acquaint(&mut [&mut one, &mut two]);
    acquaint(&mut [&mut two, &mut three]);
    send(&one, &mut two);
    map(&mut one, "K-1", 4);
    send(&one, &mut two);
    map(&mut two, "K-1", 5);
    let arrived = send(&two, &mut three);
    assert_eq!(
        (
            arrived.mappings.read,
            arrived.mappings.taken,
            arrived.mappings.refused
        ),
        (2, 1, 1)
    );
    assert!(
        arrived.refused[0].why.contains(&card(&one).line()),
        "{arrived:#?}"
    );
    sound(&three);
    three.trust(&card(&one), at(6)).unwrap();
    let arrived = send(&two, &mut three);
    assert_eq!((arrived.mappings.taken, arrived.mappings.known), (1, 1));
    assert_eq!(told(&three), told(&two));
    sound(&three);
}

/// Changes a bundle of a mapping and a withdrawal; it must be refused, and nothing of it kept.
#[track_caller]
fn tampered(change: impl Fn(&mut Vec<Piece>)) {
    let ((_a, mut one), (_b, mut other)) = (lead(1, 2), house(2));
    acquaint(&mut [&mut one, &mut other]);
    let mapping = map(&mut one, "K-1", 4);
    one.withdraw(&mapping, &officer(), "again", at(5)).unwrap();
    let before = told(&other);
    let mut pieces = packed(&one, &everything(&one));
    change(&mut pieces);
    let refused = deliver(&mut other, pieces);
    assert!(matches!(refused, Err(StoreError::Unfit(_))), "{refused:#?}");
    assert_eq!(told(&other), before);
    sound(&other);
    // The bundle as it was is taken after that.
    assert_eq!(send(&one, &mut other).mappings.taken, 1);
}

/// Changes the entry of a place.
fn entry(n: i64, change: impl Fn(&mut crate::domain::travel::Entry)) -> impl Fn(&mut Vec<Piece>) {
    move |pieces| {
        for piece in pieces {
            if let Piece::Entry(entry) = piece
                && entry.n == n
            {
                change(entry);
            }
        }
    }
}

#[test]
fn a_record_that_was_changed_is_refused() {
    let cell = |text: &str| Cell::Text(text.to_owned());
    tampered(entry(1, |entry| {
        drop(
            entry.rows[0]
                .1
                .insert("tariff".into(), Cell::Text("T9".into())),
        )
    }));
    tampered(entry(1, |entry| drop(entry.rows.pop())));
    tampered(entry(1, |entry| drop(entry.rows[0].1.remove("reader"))));
    tampered(entry(1, |entry| {
        drop(entry.rows[0].1.insert("stray".into(), Cell::Integer(1)))
    }));
    tampered(entry(1, |entry| entry.rows[0].0 = "workspace".into()));
    tampered(entry(1, |entry| {
        entry.words.as_mut().unwrap().body.push(' ')
    }));
    tampered(entry(1, |entry| entry.words = None));
    tampered(entry(1, |entry| entry.kind = "withdrawal".into()));
    tampered(entry(1, |entry| entry.kind = "verdict".into()));
    tampered(entry(1, |entry| entry.content = Digest::of(b"other")));
    tampered(entry(2, |entry| entry.link = Digest::of(b"other")));
    tampered(entry(2, |entry| entry.n = 3));
    // A row of another record, which no digest covers, slips in beside.
    tampered(entry(2, |entry| {
        let mut row = entry.rows[0].1.clone();
        row.insert("id".into(), Cell::Text("stray".into()));
        entry.rows.push(("withdrawal".into(), row));
    }));
    let _ = cell;
}

#[test]
fn a_chain_that_was_cut_turned_or_sealed_by_another_is_refused() {
    tampered(|pieces| drop(pieces.pop()));
    tampered(|pieces| pieces.retain(|piece| !matches!(piece, Piece::Entry(entry) if entry.n == 1)));
    tampered(|pieces| {
        let last = pieces.len() - 1;
        pieces.swap(last, last - 1);
    });
    tampered(|pieces| pieces.retain(|piece| !matches!(piece, Piece::Chain(_))));
    let chain = |change: fn(&mut crate::domain::travel::Chained)| {
        move |pieces: &mut Vec<Piece>| {
            for piece in pieces {
                if let Piece::Chain(chained) = piece {
                    change(chained);
                }
            }
        }
    };
    tampered(chain(|chained| chained.length = 1));
    tampered(chain(|chained| chained.link = Digest::of(b"other")));
    tampered(chain(|chained| chained.signature.0[3] ^= 1));
    tampered(chain(|chained| chained.signature.0.truncate(9)));
    tampered(chain(|chained| {
        chained.colleague.signing = Digest::of(b"other")
    }));
}

#[test]
fn a_caseload_that_makes_no_sense_is_refused() {
    let pupil = |change: fn(&mut crate::domain::travel::Pupil)| {
        move |pieces: &mut Vec<Piece>| {
            for piece in pieces {
                if let Piece::Pupil(pupil) = piece {
                    change(pupil);
                }
            }
        }
    };
    tampered(pupil(|pupil| {
        drop(pupil.plans[0].insert("text".into(), Cell::Text("other".into())))
    }));
    tampered(pupil(|pupil| {
        drop(pupil.versions[0].insert("setting".into(), Cell::Text("moon".into())))
    }));
    tampered(pupil(|pupil| {
        drop(pupil.versions[0].insert("dob".into(), Cell::Integer(3)))
    }));
    tampered(pupil(|pupil| {
        drop(pupil.versions[0].insert("ref".into(), Cell::Text("\u{1b}[2J".into())))
    }));
    tampered(pupil(|pupil| {
        drop(pupil.versions[0].insert("import".into(), Cell::Text("none".into())))
    }));
    tampered(pupil(|pupil| pupil.versions.clear()));
    tampered(pupil(|pupil| pupil.named = "none".into()));
    tampered(pupil(|pupil| pupil.departures = vec!["none".into()]));
    tampered(|pieces| {
        let Piece::Framework(row) = &mut pieces[0] else {
            panic!()
        };
        row.insert(
            "bytes".into(),
            Cell::Blob {
                hex: crate::domain::travel::Bytes(vec![1]),
            },
        );
    });
}

#[test]
fn a_place_that_is_awaited_without_reason_or_filled_by_nobody_shows() {
    let ((_a, mut one), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut one, &mut other]);
    let record = map(&mut one, "K-1", 4);
    send(&one, &mut other);
    let says = |store: &Store, said: &str| {
        let faults = store.verified().unwrap().faults;
        assert!(
            faults.iter().any(|fault| fault.to_string().contains(said)),
            "{faults:#?}"
        );
    };
    other
        .db
        .execute("INSERT INTO awaited VALUES (?1)", [record.as_str()])
        .unwrap();
    says(&other, "said to be awaited");
    let sql = "DROP TRIGGER colleague_is_not_removed; DELETE FROM colleague";
    other.db.execute_batch(sql).unwrap();
    says(&other, "whose keys nobody here trusts");
    one.db
        .execute("INSERT INTO awaited VALUES (?1)", [record.as_str()])
        .unwrap();
    says(&one, "said to be awaited");
}
