//! Bytes of a workspace's file flipped one at a time: each is either harmless to all that is kept, or reported.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests flip bytes of a file, more of them where somebody asks for it"
)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use tempfile::TempDir;

use crate::domain::digest::Digest;
use crate::domain::distribution::audit::{self, Audit, AuditHead, AuditMember, Urn};
use crate::domain::draw::Draw;
use crate::domain::exact::Money;
use crate::domain::identity::{AreaId, PupilId, Reader, RecordId, Role};
use crate::domain::moderation::agreed::{Aim, Lift};
use crate::domain::moderation::cohort::pattern::Step;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::review::{Conflict, Decision, Drawn, Reviewed, Stream};
use crate::domain::moderation::ruling::{Ruled, What};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::{self, Candidate, Limits, Ranked};
use crate::domain::sufficiency::{Outcome, Told};
use crate::store::connection::Store;
use crate::store::content::Kind;
use crate::store::door::FILE;
use crate::store::fixtures::{at, cannot, framework, officer, pupil, sheet, workspace};
use crate::store::mint::Mint;
use crate::store::{KEY_FILE, ask};

use super::facts;

/// How many random places are flipped where nobody asks for more with `CONTINUUM_FLIPS`.
const USUAL: usize = 100;

/// A closed workspace with records of every kind.
fn recorded() -> TempDir {
    let (folder, mut store) = workspace(6);
    let ids: Vec<_> = (1..=6).map(|n| pupil(&store, &format!("K-{n}"))).collect();
    let mapped = |store: &mut Store, n: usize, minute| {
        let sheet = sheet(store, &ids[n], "3");
        store.record(sheet, None, at(minute)).unwrap().id
    };
    let first = mapped(&mut store, 0, 2);
    let second = mapped(&mut store, 1, 3);
    let unmapped = cannot(&store, &ids[2]);
    store.record(unmapped, None, at(4)).unwrap();
    store.withdraw(&second, &officer(), "again", at(5)).unwrap();
    let lead = Reader {
        name: "Moira Bell".to_owned(),
        role: Role::Moderator,
    };
    let reviewed = Reviewed {
        mapping: first.clone(),
        stream: Stream::Asked,
        sample: None,
        reading: None,
        decision: Decision::Agreed,
        rule: None,
        descriptor: None,
        reader: lead.clone(),
        reason: None,
    };
    let review = store.review(reviewed, None, at(6)).unwrap().id;
    store
        .agree((&first, &review), Aim::Seed, &lead, at(7))
        .unwrap();
    let lift = Lift {
        officer: "Ben".to_owned(),
        recorded: at(0),
        reader: lead.clone(),
        reason: "talked it through".to_owned(),
    };
    store.lift(&framework(), &lift, at(8)).unwrap();
    let conflict = Conflict {
        reader: lead,
        school: "Hilltop".to_owned(),
        reason: "my child is there".to_owned(),
    };
    store.declare(&conflict, at(9)).unwrap();
    store
        .give_notice(true, &officer(), "for now", at(10))
        .unwrap();
    facts::tell(&mut store);
    drawn(&mut store, &ids, &first);
    store
        .record_outcome(decided(&ids[0], &first), at(14))
        .unwrap();
    let gone = std::slice::from_ref(&ids[3]);
    let told = &mut |_: &str, _, _| Ok(());
    store
        .erase(gone, &officer(), "asked for", at(15), told)
        .unwrap();
    let kinds = ask::all(&store.db, "SELECT DISTINCT kind FROM chain", [], |row| {
        Ok(row.get::<_, String>(0)?)
    });
    assert_eq!(kinds.unwrap().len(), Kind::ALL.len(), "a kind is missing");
    folder
}

/// A moderation sample and a ruling on it, and an audit sample.
fn drawn(store: &mut Store, ids: &[PupilId], mapping: &RecordId) {
    let candidate = Candidate {
        mapping: mapping.clone(),
        pupil: ids[0].clone(),
        officer: officer().name,
        result: Ranked::CannotMap,
        board: None,
        community: None,
        school: None,
    };
    let limits = Limits::default();
    let sample = Drawn {
        framework: framework(),
        cohort: Cohort::Officer(officer().name),
        sample: sample::draw(&[candidate], 7, &limits),
        limits,
        reader: officer(),
    };
    let kept = store.keep_sample(sample, "first draw", at(11)).unwrap();
    let ruled = Ruled {
        framework: framework(),
        sample: kept.id,
        what: What::Shift {
            second: "L. Lead".to_owned(),
            steps: vec![Step {
                measure: Measure::Area(AreaId::new("ci")),
                by: -1,
            }],
        },
        mappings: vec![mapping.clone()],
        reader: officer(),
        reason: "a level severe".to_owned(),
    };
    let all = |_| ControlFlow::Continue(());
    store.rule(ruled, Vec::new(), at(12), all).unwrap();
    let candidates = ids.iter().map(|id| AuditMember {
        pupil: id.clone(),
        left: false,
    });
    let urn = Urn {
        keys: vec!["special".into(), "not recorded".into()],
        is_new: true,
        candidates: candidates.collect(),
        wanted: 2,
    };
    let audit = Audit {
        strata: audit::draw(vec![urn], 7),
        head: AuditHead {
            id: RecordId::new(""),
            recorded: at(0),
            framework: framework(),
            extends: None,
            by: audit::USUAL.to_vec(),
            seed: 7,
            asked: 2,
            reader: officer(),
        },
    };
    store.keep_audit(audit, "for the forum", at(13)).unwrap();
}

fn decided(pupil: &PupilId, mapping: &RecordId) -> Told {
    Told {
        plan: None,
        pupil: pupil.clone(),
        mapping: mapping.clone(),
        framework: framework(),
        rates: ("2026".to_owned(), Digest::of(b"rates")),
        book: ("book".to_owned(), Digest::of(b"book")),
        shortfall: Money::from_pence(700),
        outcome: Outcome::ToppedUp(Money::from_pence(700)),
        reader: officer(),
        reason: "the class has two TAs".to_owned(),
    }
}

/// What is looked at of tables that hold more than records and facts: of the rest (settings, and when a framework was kept)
/// nothing but itself says what it was.
const IN_PART: [(&str, &str); 2] = [
    (
        "framework",
        "SELECT id, version, hash, bytes FROM framework",
    ),
    (
        "workspace",
        "SELECT * FROM workspace WHERE key IN ('origin', 'public_key')",
    ),
];

/// All that is kept: every row of every table but of the copies that any reader may drop.
fn kept(store: &Store) -> Option<BTreeMap<String, Vec<String>>> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'counted%'";
    let names = ask::all(&store.db, sql, [], |row| Ok(row.get::<_, String>(0)?)).ok()?;
    let mut kept = BTreeMap::new();
    for name in names {
        let part = IN_PART.iter().find(|(table, _)| *table == name);
        let sql = part.map_or_else(
            || format!("SELECT * FROM {name}"),
            |(_, sql)| (*sql).to_owned(),
        );
        let rows = ask::all(&store.db, &sql, [], |row| {
            let columns = 0..row.as_ref().column_count();
            let cells = columns.map(|at| format!("{:?}", row.get_ref(at)));
            Ok(cells.collect::<Vec<_>>().join("|"))
        });
        kept.insert(name, rows.ok()?);
    }
    Some(kept)
}

/// What came of a flip.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    Refused,
    Reported,
    Harmless,
    /// The tables that read otherwise, and nobody said so.
    Unseen(Vec<String>),
}

fn flipped(
    bytes: &[u8],
    key: &[u8],
    (at_byte, bit): (usize, u8),
    sound: &BTreeMap<String, Vec<String>>,
) -> Came {
    let folder = tempfile::tempdir().unwrap();
    let mut harmed = bytes.to_vec();
    harmed[at_byte] ^= 1 << bit;
    std::fs::write(folder.path().join(FILE), harmed).unwrap();
    std::fs::write(folder.path().join(KEY_FILE), key).unwrap();
    let Ok(store) = Store::open_existing(folder.path(), Mint::seeded(9), at(20)) else {
        return Came::Refused;
    };
    match store.verified() {
        Err(_) => return Came::Refused,
        Ok(verified) if !verified.faults.is_empty() => return Came::Reported,
        Ok(_) => {}
    }
    let Some(now) = kept(&store) else {
        return Came::Unseen(vec!["not even read".to_owned()]);
    };
    let other = now
        .iter()
        .filter(|(name, rows)| sound.get(*name) != Some(rows));
    let other: Vec<String> = other.map(|(name, _)| name.clone()).collect();
    if other.is_empty() && now.len() == sound.len() {
        Came::Harmless
    } else {
        Came::Unseen(other)
    }
}

fn read(folder: &Path) -> (Vec<u8>, Vec<u8>, BTreeMap<String, Vec<String>>) {
    let bytes = std::fs::read(folder.join(FILE)).unwrap();
    let key = std::fs::read(folder.join(KEY_FILE)).unwrap();
    let store = Store::open_existing(folder, Mint::seeded(9), at(20)).unwrap();
    assert_eq!(store.verified().unwrap().faults, []);
    let sound = kept(&store).unwrap();
    (bytes, key, sound)
}

/// The bytes to flip: all of the header, two of every page's own, and random ones of those that are not empty.
fn places(bytes: &[u8]) -> Vec<(usize, u8)> {
    let wanted = std::env::var("CONTINUUM_FLIPS").ok();
    let wanted = wanted
        .and_then(|wanted| wanted.parse().ok())
        .unwrap_or(USUAL);
    let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let mut draw = Draw::from_seed(7);
    let mut below = |count: usize| usize::try_from(draw.below(count as u64)).unwrap();
    let mut places: Vec<usize> = (0..100).collect();
    for start in (0..bytes.len()).step_by(page) {
        let start = if start == 0 { 100 } else { start };
        places.push(start + below(12));
    }
    let full: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
    places.extend((0..wanted).map(|_| full[below(full.len())]));
    let bits = places
        .into_iter()
        .map(|at| (at, u8::try_from(below(8)).unwrap()));
    bits.collect()
}

#[test]
fn every_flipped_byte_is_harmless_or_reported() {
    let folder = recorded();
    let (bytes, key, sound) = read(folder.path());
    let mut counts = [0; 3];
    let mut unseen = Vec::new();
    for place in places(&bytes) {
        match flipped(&bytes, &key, place, &sound) {
            Came::Refused => counts[0] += 1,
            Came::Reported => counts[1] += 1,
            Came::Harmless => counts[2] += 1,
            Came::Unseen(tables) => unseen.push((place, tables)),
        }
    }
    println!("refused, reported, harmless: {counts:?}");
    assert!(unseen.is_empty(), "{} unseen: {unseen:#?}", unseen.len());
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}
