//! Records and pupils between stores: what comes, what waits, what is refused.

mod converging;
mod erased;
mod moderated;
mod refusing;

use tempfile::TempDir;

use super::{Pack, Parcel, rows};
use crate::domain::colleague::Colleague;
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, PupilId, RecordId};
use crate::domain::travel::{Arrived, Part, Piece};
use crate::store::change::still;
use crate::store::content::Kind;
use crate::store::fault::Result;
use crate::store::fixtures::{
    at, batch, framework, import, incoming, officer, open, order, pupil, sheet,
};
use crate::store::{KEY_FILE, Store};

/// A workspace of its own name and key; with the framework, where it maps.
fn house(seed: u64) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path(), seed);
    (folder, store)
}

/// One who begins: the framework and so many pupils.
fn lead(seed: u64, pupils: usize) -> (TempDir, Store) {
    let (folder, mut store) = house(seed);
    store
        .keep_framework(&framework(), Digest::of(b"file"), b"file", at(0))
        .unwrap();
    let all = (1..=pupils)
        .map(|n| incoming(&format!("K-{n}"), n))
        .collect();
    import(&mut store, order(at(1)), &[batch(all)], &[]).unwrap();
    (folder, store)
}

fn card(store: &Store) -> Colleague {
    Colleague {
        name: format!("R{}", store.origin()),
        origin: store.origin().clone(),
        signing: store.signing().unwrap(),
        encryption: "age1".to_owned(),
    }
}

fn acquaint(stores: &mut [&mut Store]) {
    let cards: Vec<_> = stores.iter().map(|store| card(store)).collect();
    for store in stores {
        let own = store.origin().clone();
        for card in cards.iter().filter(|card| card.origin != own) {
            store.trust(card, at(0)).unwrap();
        }
    }
}

fn everything(store: &Store) -> Pack {
    Pack {
        from: card(store),
        what: Part::ALL.to_vec(),
        since: None,
        pupils: None,
    }
}

fn packed(store: &Store, pack: &Pack) -> Vec<Piece> {
    let mut pieces = Vec::new();
    store
        .pack(pack, &mut |piece| {
            // As on its way through a file.
            let line = serde_json::to_string(&piece).unwrap();
            pieces.push(serde_json::from_str(&line).unwrap());
            Ok(())
        })
        .unwrap();
    pieces
}

fn deliver(store: &mut Store, pieces: Vec<Piece>) -> Result<Arrived> {
    let parcel = Parcel {
        digest: Digest::of(format!("{pieces:?}").as_bytes()),
        origin: Origin::new("o"),
        made: at(0),
        shelf: Vec::new(),
    };
    store.arrive(&parcel, false, at(50), |arrival| {
        pieces.into_iter().try_for_each(|piece| arrival.take(piece))
    })
}

fn send(from: &Store, to: &mut Store) -> Arrived {
    deliver(to, packed(from, &everything(from))).unwrap()
}

fn map(store: &mut Store, reference: &str, minute: i64) -> RecordId {
    let id = pupil(store, reference);
    let sheet = sheet(store, &id, "3");
    store.record(sheet, None, at(minute)).unwrap().id
}

#[track_caller]
fn sound(store: &Store) {
    assert_eq!(store.verified().unwrap().faults, []);
}

/// All that two stores must agree on, as texts.
fn told(store: &Store) -> Vec<String> {
    let db = still(&store.db).unwrap();
    let queries = [
        "SELECT * FROM chain ORDER BY origin, n",
        "SELECT * FROM seal ORDER BY origin",
        "SELECT * FROM payload ORDER BY record",
        "SELECT * FROM awaited",
        "SELECT id, version, hash, bytes FROM framework ORDER BY id, version",
        "SELECT id, at, file, digest, kind FROM import ORDER BY id",
        "SELECT * FROM import_account ORDER BY import",
        "SELECT * FROM undoing ORDER BY import",
        "SELECT * FROM departure ORDER BY import, pupil",
        "SELECT p.id, p.ref, p.upn, i.id AS told, n.id AS named, d.id AS left, p.undone IS NULL AS stands FROM pupil p
            JOIN pupil_version v ON v.id = p.version JOIN import i ON i.seq = v.import JOIN import n ON n.seq = p.named
            LEFT JOIN import d ON d.seq = p.departed ORDER BY p.id",
        "SELECT p.id, i.id AS told, v.ref, v.upn, v.surname, v.line, v.dob FROM pupil_version v JOIN pupil p ON p.seq = v.pupil
            JOIN import i ON i.seq = v.import ORDER BY p.id, i.id",
        "SELECT id, pupil, import, received, text FROM plan ORDER BY id",
        "SELECT l.id FROM plan l WHERE l.seq = (SELECT max(seq) FROM standing_plan s WHERE s.pupil = l.pupil) ORDER BY l.id",
        "SELECT pupil, years, at, reader, role, reason FROM cohort ORDER BY pupil, at, reader, years",
    ];
    let mut told: Vec<String> = Vec::new();
    let mut tell = |sql: &str| {
        let rows = rows::all(&db, sql, [], &[]).unwrap();
        told.extend(rows.into_iter().map(|row| format!("{row:?}")));
    };
    queries.into_iter().for_each(&mut tell);
    for kind in Kind::ALL {
        for (table, _) in kind.rows() {
            let key = if *table == kind.table() {
                "id"
            } else {
                "rowid"
            };
            let order = if key == "id" { "ORDER BY id" } else { "" };
            tell(&format!("SELECT * FROM {table} {order}"));
        }
    }
    told
}

#[test]
fn what_travels_is_the_same_there_and_brings_nothing_new_twice() {
    let ((_a, mut lead), (_b, mut officer_s)) = (lead(1, 3), house(2));
    acquaint(&mut [&mut lead, &mut officer_s]);
    let mapping = map(&mut lead, "K-1", 4);
    lead.withdraw(&mapping, &officer(), "again", at(5)).unwrap();
    let one = pupil(&lead, "K-2");
    lead.set_cohort(&one, Some(-1), &officer(), "repeated", at(6))
        .unwrap();
    let arrived = send(&lead, &mut officer_s);
    let counts = [
        arrived.pupils,
        arrived.plans,
        arrived.mappings,
        arrived.withdrawals,
        arrived.frameworks,
    ];
    assert_eq!(
        counts.map(|count| (count.read, count.taken)),
        [(3, 3), (3, 3), (1, 1), (1, 1), (1, 1)]
    );
    assert_eq!((arrived.refused.len(), arrived.awaited), (0, 0));
    assert_eq!(told(&officer_s), told(&lead));
    sound(&officer_s);
    let again = send(&lead, &mut officer_s);
    assert!(
        again.is_replayed() && again.before == Some(at(50)),
        "{again:#?}"
    );
    assert_eq!((again.pupils.known, again.mappings.known), (3, 1));
    // Work goes on there, and comes back.
    map(&mut officer_s, "K-2", 1);
    let back = send(&officer_s, &mut lead);
    assert_eq!(
        (back.mappings.taken, back.mappings.known, back.pupils.known),
        (1, 1, 3)
    );
    assert_eq!(told(&officer_s), told(&lead));
    sound(&lead);
}

#[test]
fn a_slice_is_enough_to_work_on_and_the_rest_is_awaited() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 2), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    let first = map(&mut lead, "K-1", 4);
    let second = map(&mut lead, "K-2", 5);
    let mut slice = everything(&lead);
    slice.pupils = Some([pupil(&lead, "K-2")].into());
    let arrived = deliver(&mut other, packed(&lead, &slice)).unwrap();
    assert_eq!(
        (
            arrived.pupils.taken,
            arrived.mappings.taken,
            arrived.awaited
        ),
        (1, 1, 1)
    );
    assert_eq!(other.mapping(&first).unwrap(), None);
    assert_eq!(
        other.mapping(&second).unwrap(),
        lead.mapping(&second).unwrap()
    );
    let verified = other.verified().unwrap();
    assert_eq!(
        (verified.records, verified.awaited, verified.faults),
        (1, 1, vec![])
    );
    map(&mut other, "K-2", 6);
    send(&other, &mut lead);
    send(&lead, &mut other);
    assert_eq!(told(&other), told(&lead));
    sound(&other);
}

#[test]
fn records_without_their_caseload_wait_for_it_in_any_order() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    let old = map(&mut lead, "K-1", 4);
    map(&mut lead, "K-1", 20);
    let mut late = everything(&lead);
    (late.what, late.since) = (vec![Part::Mappings], Some(at(10)));
    let arrived = deliver(&mut other, packed(&lead, &late)).unwrap();
    assert_eq!(
        (
            arrived.mappings.read,
            arrived.mappings.refused,
            arrived.awaited
        ),
        (1, 1, 2)
    );
    assert!(
        arrived.refused[0]
            .why
            .contains("its pupil is not in this workspace")
    );
    sound(&other);
    let mut early = everything(&lead);
    early.what = vec![Part::Caseload];
    deliver(&mut other, packed(&lead, &early)).unwrap();
    let arrived = deliver(&mut other, packed(&lead, &late)).unwrap();
    assert_eq!((arrived.mappings.taken, arrived.awaited), (1, 1));
    assert_eq!(other.mapping(&old).unwrap(), None);
    send(&lead, &mut other);
    assert_eq!(told(&other), told(&lead));
}

#[test]
fn what_is_newer_counts_wherever_it_came_in_first() {
    let ((_a, mut lead), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut lead, &mut other]);
    send(&lead, &mut other);
    let old = packed(&lead, &everything(&lead));
    let named = |surname: &str| {
        let mut one = incoming("K-1", 1);
        one.facts.surname = Some(surname.to_owned());
        one.plan = Some(crate::store::fixtures::plan(&format!("{surname}: a TA.")));
        batch(vec![one])
    };
    // Each has something that the other has not; the lead's came later.
    import(&mut other, order(at(8)), &[named("Older")], &[]).unwrap();
    import(&mut lead, order(at(9)), &[named("Newer")], &[]).unwrap();
    let surname = |store: &Store| {
        store.entries(&framework()).unwrap()[0]
            .facts
            .surname
            .clone()
    };
    let back = send(&other, &mut lead);
    assert_eq!((back.pupils.taken, back.plans.taken), (1, 1));
    assert_eq!(surname(&lead).as_deref(), Some("Newer"));
    assert!(
        lead.plan_text(&pupil(&lead, "K-1"))
            .unwrap()
            .unwrap()
            .starts_with("Newer")
    );
    send(&lead, &mut other);
    assert_eq!(surname(&other).as_deref(), Some("Newer"));
    assert_eq!(told(&other), told(&lead));
    deliver(&mut other, old).unwrap();
    assert_eq!(told(&other), told(&lead));
    sound(&lead);
    sound(&other);
}

#[test]
fn an_import_that_was_undone_is_undone_there_too() {
    let ((_a, mut lead), (_b, mut other), (_c, mut late)) = (lead(1, 2), house(2), house(3));
    acquaint(&mut [&mut lead, &mut other, &mut late]);
    let mut wrong = incoming("K-1", 1);
    wrong.facts.surname = Some("Wrong".to_owned());
    import(
        &mut lead,
        order(at(5)),
        &[batch(vec![wrong, incoming("K-9", 2)])],
        &[],
    )
    .unwrap();
    send(&lead, &mut other);
    let import = lead.imports().unwrap()[0].id.clone();
    lead.undo_import(&import, &officer(), at(6), &mut |_, _, _| Ok(()))
        .unwrap();
    for store in [&mut other, &mut late] {
        assert!(send(&lead, store).news);
        let entries = store.entries(&framework()).unwrap();
        assert_eq!(entries[0].facts.surname.as_deref(), Some("Okafor"));
        assert_eq!(store.pupils().unwrap(), 2);
        sound(store);
        assert_eq!(told(store), told(&lead));
    }
}

#[test]
fn an_older_copy_gets_its_own_records_back_or_is_told_so() {
    let ((a, mut one), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut one, &mut other]);
    map(&mut one, "K-1", 4);
    let (copies, key) = (tempfile::tempdir().unwrap(), a.path().join(KEY_FILE));
    let file = copies.path().join("workspace.sqlite");
    one.db
        .execute("VACUUM INTO ?1", [file.to_str().unwrap()])
        .unwrap();
    let kept: PathOf = (key, copies.path().join(KEY_FILE));
    copy(&kept);
    map(&mut one, "K-1", 5);
    send(&one, &mut other);
    let mut older = open(copies.path(), 5);
    let mut bare = everything(&other);
    bare.what = vec![Part::Caseload];
    let refused = deliver(&mut older, packed(&other, &bare))
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("this folder is an older copy"),
        "{refused}"
    );
    let forked = map(&mut open(copies.path(), 6), "K-1", 9);
    // Two ways from one place: each side keeps its own, and says so.
    let arrived = send(&other, &mut older);
    assert!(
        arrived.refused[0].why.contains("went another way"),
        "{arrived:#?}"
    );
    assert!(older.mapping(&forked).unwrap().is_some());
    sound(&older);
}

type PathOf = (std::path::PathBuf, std::path::PathBuf);

fn copy((from, to): &PathOf) {
    std::fs::copy(from, to).unwrap();
}

#[test]
fn lost_records_of_ones_own_come_back() {
    let ((a, mut one), (_b, mut other)) = (lead(1, 1), house(2));
    acquaint(&mut [&mut one, &mut other]);
    let copies = tempfile::tempdir().unwrap();
    let file = copies.path().join("workspace.sqlite");
    one.db
        .execute("VACUUM INTO ?1", [file.to_str().unwrap()])
        .unwrap();
    copy(&(a.path().join(KEY_FILE), copies.path().join(KEY_FILE)));
    map(&mut one, "K-1", 5);
    send(&one, &mut other);
    let mut older = open(copies.path(), 5);
    assert_eq!(send(&other, &mut older).mappings.taken, 1);
    assert_eq!(told(&older), told(&one));
    map(&mut older, "K-1", 2);
    sound(&older);
    let _: PupilId = pupil(&older, "K-1");
}
