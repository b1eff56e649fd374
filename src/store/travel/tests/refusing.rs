//! What is refused, and that nothing comes of it.

use tempfile::TempDir;

use super::{acquaint, card, deliver, everything, house, lead, map, packed, send, sound, told};
use crate::domain::digest::Digest;
use crate::domain::travel::{Bytes, Cell, Chained, Entry, Piece, Pupil, Refused, Row};
use crate::store::fixtures::{at, framework, officer, pupil};
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

/// Two stores, and a bundle of a mapping and a withdrawal from the one to the other.
struct Trial {
    _folders: [TempDir; 2],
    other: Store,
    pieces: Vec<Piece>,
    before: Vec<String>,
}

impl Trial {
    fn begin() -> Self {
        let ((a, mut one), (b, mut other)) = (lead(1, 2), house(2));
        acquaint(&mut [&mut one, &mut other]);
        let mapping = map(&mut one, "K-1", 4);
        one.withdraw(&mapping, &officer(), "again", at(5)).unwrap();
        Self {
            _folders: [a, b],
            pieces: packed(&one, &everything(&one)),
            before: told(&other),
            other,
        }
    }

    /// Changes the bundle; it must be refused, and nothing of it kept.
    #[track_caller]
    fn tampered(&mut self, change: impl Fn(&mut Vec<Piece>)) {
        let mut pieces = self.pieces.clone();
        change(&mut pieces);
        let refused = deliver(&mut self.other, pieces);
        assert!(matches!(refused, Err(StoreError::Unfit(_))), "{refused:#?}");
        assert_eq!(told(&self.other), self.before);
    }

    /// The bundle as it was is taken after that.
    fn end(mut self) {
        sound(&self.other);
        let arrived = deliver(&mut self.other, self.pieces).unwrap();
        assert_eq!(arrived.mappings.taken, 1);
    }
}

/// Changes the entry of a place.
fn entry(n: i64, change: impl Fn(&mut Entry)) -> impl Fn(&mut Vec<Piece>) {
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

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn set(row: &mut Row, column: &str, cell: Cell) {
    row.insert(column.to_owned(), cell);
}

#[test]
fn a_record_that_was_changed_is_refused() {
    let mut trial = Trial::begin();
    trial.tampered(entry(1, |one| {
        set(&mut one.rows[0].1, "tariff", text("T9"));
    }));
    trial.tampered(entry(1, |one| set(&mut one.rows[0].1, "stray", text("1"))));
    trial.tampered(entry(1, |one| drop(one.rows.pop())));
    trial.tampered(entry(1, |one| drop(one.rows[0].1.remove("reader"))));
    trial.tampered(entry(1, |one| one.rows[0].0 = "workspace".to_owned()));
    trial.tampered(entry(1, |one| {
        one.words.as_mut().unwrap().body.push(' ');
    }));
    trial.tampered(entry(1, |one| one.words = None));
    trial.tampered(entry(1, |one| one.kind = "withdrawal".to_owned()));
    trial.tampered(entry(1, |one| one.kind = "verdict".to_owned()));
    trial.tampered(entry(1, |one| one.content = Digest::of(b"other")));
    trial.tampered(entry(2, |one| one.link = Digest::of(b"other")));
    trial.tampered(entry(2, |one| one.n = 3));
    // A row of another record, which no digest covers, slips in beside.
    trial.tampered(entry(2, |one| {
        let mut row = one.rows[0].1.clone();
        set(&mut row, "id", text("stray"));
        one.rows.push(("withdrawal".to_owned(), row));
    }));
    trial.end();
}

#[test]
fn a_chain_that_was_cut_turned_or_sealed_by_another_is_refused() {
    let mut trial = Trial::begin();
    trial.tampered(|pieces| drop(pieces.pop()));
    trial.tampered(|pieces| {
        pieces.retain(|piece| !matches!(piece, Piece::Entry(entry) if entry.n == 1));
    });
    trial.tampered(|pieces| {
        let last = pieces.len() - 1;
        pieces.swap(last, last - 1);
    });
    trial.tampered(|pieces| pieces.retain(|piece| !matches!(piece, Piece::Chain(_))));
    let chain = |change: fn(&mut Chained)| {
        move |pieces: &mut Vec<Piece>| {
            for piece in pieces {
                if let Piece::Chain(chained) = piece {
                    change(chained);
                }
            }
        }
    };
    trial.tampered(chain(|chained| chained.length = 1));
    trial.tampered(chain(|chained| chained.link = Digest::of(b"other")));
    trial.tampered(chain(|chained| chained.signature.0[3] ^= 1));
    trial.tampered(chain(|chained| chained.signature.0.truncate(9)));
    trial.tampered(chain(|chained| {
        chained.colleague.signing = Digest::of(b"other");
    }));
    trial.end();
}

#[test]
fn a_caseload_that_makes_no_sense_is_refused() {
    let mut trial = Trial::begin();
    let pupil = |change: fn(&mut Pupil)| {
        move |pieces: &mut Vec<Piece>| {
            for piece in pieces {
                if let Piece::Pupil(pupil) = piece {
                    change(pupil);
                }
            }
        }
    };
    trial.tampered(pupil(|one| set(&mut one.plans[0], "text", text("other"))));
    trial.tampered(pupil(|one| {
        set(&mut one.versions[0], "setting", text("moon"));
    }));
    trial.tampered(pupil(|one| {
        set(&mut one.versions[0], "dob", Cell::Integer(3));
    }));
    // SQLite would write the number of a plan's source as text, and the row would not be the one that was summed.
    trial.tampered(pupil(|one| {
        set(&mut one.plans[0], "source", Cell::Integer(5));
    }));
    trial.tampered(pupil(|one| {
        set(&mut one.versions[0], "ref", text("\u{1b}[2J"));
    }));
    trial.tampered(pupil(|one| {
        set(&mut one.versions[0], "import", text("none"));
    }));
    trial.tampered(pupil(|one| one.versions.clear()));
    trial.tampered(pupil(|one| one.id = "zz".to_owned()));
    trial.tampered(|pieces| {
        for piece in pieces {
            if let Piece::Import(named) = piece {
                set(
                    &mut named.import,
                    "id",
                    text("ffffffff-ffff-7fff-8000-000000000000"),
                );
            }
        }
    });
    trial.tampered(pupil(|one| one.named = "none".to_owned()));
    trial.tampered(pupil(|one| one.departures = vec!["none".to_owned()]));
    trial.tampered(|pieces| {
        let Piece::Framework(row) = &mut pieces[0] else {
            panic!()
        };
        set(
            row,
            "bytes",
            Cell::Blob {
                hex: Bytes(vec![1]),
            },
        );
    });
    trial.end();
}

#[test]
fn a_framework_with_other_contents_is_refused_and_its_mappings_with_it() {
    let ((_a, mut one), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut one, &mut other]);
    map(&mut one, "K-1", 4);
    let hash = Digest::of(b"other");
    other
        .keep_framework(&framework(), hash, b"other", at(0))
        .unwrap();
    let arrived = send(&one, &mut other);
    let counts = [arrived.frameworks, arrived.mappings, arrived.pupils];
    assert_eq!(
        counts.map(|count| (count.taken, count.refused)),
        [(0, 1), (0, 1), (1, 0)]
    );
    let said = |one: &Refused| one.why.contains("here with other contents");
    assert!(arrived.refused.iter().all(said), "{arrived:#?}");
    sound(&other);
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
