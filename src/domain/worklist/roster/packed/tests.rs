//! Packed and unpacked, on any day.

use super::*;
use crate::domain::identity::Role;
use crate::domain::place::Setting;
use crate::domain::sample::{day, entry, framework, mapping};

fn pupil(n: u8, change: impl FnOnce(&mut Entry)) -> Entry {
    let mut pupil = entry("K-1");
    pupil.pupil = PupilId::new(format!("0190d3a0-7b1c-7c3e-9f00-0000000000{n:02x}"));
    change(&mut pupil);
    pupil
}

/// Pupils who differ in all that counts ask.
fn pupils() -> Vec<Entry> {
    vec![
        pupil(1, |_| {}),
        pupil(2, |one| {
            one.facts.district = Some("Dover".into());
            one.facts.dob = Some(day("2015-03-04"));
            one.facts.plan_start = Some(day("2026-02-01"));
            one.plan = None;
        }),
        pupil(3, |one| {
            one.facts.setting = Some(Setting::Fe);
            one.facts.year_group = None;
            one.facts.need_1 = Some("ASD".into());
            one.facts.review_due = Some(day("2026-12-01"));
        }),
        pupil(4, |one| {
            one.mappings = vec![mapping(Role::Officer, "2026-10-01", Ok("T2"))];
            one.facts.plan_ceased = Some(day("2027-01-31"));
            one.lies_in = Some(887);
        }),
    ]
}

fn packed(basis: &Basis<'_>, entries: Vec<Entry>) -> Packed {
    let mut packed = Packed::default();
    for one in entries {
        packed.add(basis, one);
    }
    packed
}

fn reread(packed: &Packed) -> Packed {
    let (shared, rows, ids) = packed.parts().unwrap();
    Packed::read(&shared, rows.to_vec(), Some(&ids)).unwrap()
}

#[track_caller]
fn same(one: &Roster, other: &Roster) {
    let told = |roster: &Roster| format!("{:?}", roster.briefs().collect::<Vec<_>>());
    assert_eq!(told(one), told(other));
    let ids = |roster: &Roster| (0..9).map(|at| roster.id(at)).collect::<Vec<_>>();
    assert_eq!(ids(one), ids(other));
}

#[test]
fn what_is_packed_unpacks_as_it_stands_on_any_day() {
    let framework = framework();
    let on = |text: &str| Basis {
        authority: Some(886),
        ..Basis::new(&framework, day(text))
    };
    let packed = packed(&on("2026-11-02"), pupils());
    for today in ["2026-11-02", "2027-01-31", "2027-02-02", "2025-01-01"] {
        let roster = reread(&packed).roster(&on(today)).unwrap();
        same(&roster, &Roster::of(&on(today), pupils()));
        let elsewhere: Vec<bool> = (0..4).map(|at| roster.is_elsewhere(at)).collect();
        assert_eq!(elsewhere, [false, false, false, true]);
        let text: Vec<bool> = (0..4).map(|at| roster.has_text(at)).collect();
        assert_eq!(text, [true, false, true, true]);
    }
}

#[test]
fn a_pupil_is_taken_over_as_they_are_now() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let mut kept = packed(&basis, pupils());
    assert!(kept.differs(&reread(&kept)).is_none());
    let now = |one: &mut Entry| {
        one.mappings = vec![mapping(Role::Officer, "2026-11-01", Ok("T3"))];
        one.facts.community = Some("Dover".into());
    };
    let mut later = pupils();
    now(&mut later[1]);
    let anew = packed(&basis, later.clone());
    assert_eq!(kept.differs(&anew), Some((1, "where the pupil is taught")));
    assert!(kept.renew(&basis, later[1].clone()));
    assert_eq!(kept.differs(&anew), None);
    same(
        &reread(&kept).roster(&basis).unwrap(),
        &Roster::of(&basis, later),
    );
    assert!(!kept.renew(&basis, pupil(9, |_| {})));
}

#[test]
fn pieces_of_any_length_unpack_to_the_same() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let (shared, rows, ids) = packed(&basis, pupils()).parts().map(owned).unwrap();
    let unpacked = |rows: &[u8], length: usize, shared: &str| {
        let mut unpacking = Unpacking::on(&basis);
        rows.chunks(length).for_each(|piece| unpacking.take(piece));
        unpacking.roster(shared, Some(&ids))
    };
    for length in [1, 7, WIDTH - 1, WIDTH, WIDTH + 1, 1_000] {
        let roster = unpacked(&rows, length, &shared).unwrap();
        same(&roster, &Roster::of(&basis, pupils()));
        assert!(unpacked(&rows[..rows.len() - 1], length, &shared).is_none());
        assert!(unpacked(&rows[WIDTH..], length, &shared).is_none());
        assert!(unpacked(&rows, length, "[]").is_none());
    }
}

fn owned((shared, rows, ids): (String, &[u8], Vec<u8>)) -> (String, Vec<u8>, Vec<u8>) {
    (shared, rows.to_vec(), ids)
}

#[test]
fn whoever_is_replaced_stands_as_they_are_now() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let mut roster = packed(&basis, pupils()).roster(&basis).unwrap();
    let mut later = pupils();
    later[1].mappings = vec![mapping(Role::Officer, "2026-11-01", Ok("T3"))];
    later[1].facts.community = Some("Dover".into());
    later[3].facts.plan_ceased = Some(day("2026-10-31"));
    for one in [1, 3] {
        assert!(roster.replace(&basis, later[one].clone()));
    }
    same(&roster, &Roster::of(&basis, later));
    assert!(!roster.replace(&basis, pupil(9, |_| {})));
}

#[test]
fn what_was_not_packed_here_does_not_read() {
    let framework = framework();
    let basis = Basis::new(&framework, day("2026-11-02"));
    let packed = packed(&basis, pupils());
    let (shared, rows, ids) = packed.parts().unwrap();
    let read = |shared: &str, rows: &[u8], ids: &[u8]| {
        Packed::read(shared, rows.to_vec(), Some(ids))?.roster(&basis)
    };
    assert!(read(&shared, rows, &ids).is_some());
    assert!(read("[]", rows, &ids).is_none());
    assert!(read(&shared, &rows[1..], &ids).is_none());
    assert!(Packed::read(&shared, rows[WIDTH..].to_vec(), None).is_none());
    assert!(read(&shared, rows, &ids[16..]).is_none());
    let with = |at: usize, byte: u8| {
        let mut rows = rows.to_vec();
        rows[at] = byte;
        read(&shared, &rows, &ids)
    };
    assert!(with(0, 200).is_none());
    assert!(with(WIDTH - 2, 200).is_none());
    let counted = Packed::read(&shared, rows.to_vec(), None).unwrap();
    let counted = counted.roster(&basis).unwrap();
    assert_eq!((counted.len(), counted.id(0)), (4, None));
}
