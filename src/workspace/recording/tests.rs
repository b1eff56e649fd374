//! Many recorded at once are recorded as one by one.

use std::fmt::Write as _;

use super::*;
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::judgement::{AreaLevel, AreaSource, Judgement, SetAside, Verdict};
use crate::workspace::{Wish, files, unwatched};

fn at(minute: i64) -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap()).plus_millis(minute * 60_000)
}

/// A workspace of pupils whose plans share their words.
fn begun(pupils: usize) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for n in 1..=pupils {
        let minutes = n % 3 * 10 + 10;
        let _ = writeln!(
            table,
            "K-{n},Bell,Sian,2015-03-04,mainstream,\"1. A TA will read 1:1 for {minutes} minutes every day. 2. A TA will run a group of four twice a week.\""
        );
    }
    let path = folder.path().join("first.csv");
    files::write(&path, table.as_bytes()).unwrap();
    let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), at(0)).unwrap();
    let account = workspace.import(&[path], Wish::default(), at(1), &mut unwatched);
    assert_eq!(account.unwrap().new, pupils as u64);
    (folder, workspace)
}

/// What an officer makes of a plan: the level turns with the place in the list, the last provision is set aside.
fn judged(place: usize, provisions: &[Provision]) -> Judged {
    let (area, level) = (
        AreaId::new("ci"),
        LevelId::new(["1", "2", "2", "1", "2"][place % 5]),
    );
    let evidence = Verdict::Evidence {
        area: area.clone(),
        level: Some(level.clone()),
    };
    let last = provisions.len();
    let judgements = (1..).zip(provisions).map(|(place, one)| Judgement {
        n: one.n,
        verdict: if place == last && last > 1 {
            Verdict::SetAside(SetAside::Core)
        } else {
            evidence.clone()
        },
        note: None,
    });
    Judged {
        judgements: judgements.collect(),
        area_levels: vec![AreaLevel {
            area,
            level,
            reason: None,
            evidence: AreaSource::Provisions,
        }],
        ..Judged::default()
    }
}

fn reader() -> Reader {
    Reader {
        name: "Ada".to_owned(),
        role: Role::Officer,
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a judge may make nothing of a plan"
)]
fn made(_: &PupilRef, place: usize, provisions: &[Provision]) -> Option<Made> {
    Some(Made {
        judged: judged(place, provisions),
        reader: reader(),
        at: at(10 + i64::try_from(place).unwrap()),
    })
}

/// Every mapping with its flags, as it reads back.
fn mappings(workspace: &Workspace, pupils: &[PupilId]) -> Vec<String> {
    let story = |pupil: &PupilId| format!("{:?}", workspace.store.history(pupil).unwrap());
    pupils.iter().map(story).collect()
}

#[test]
fn many_at_once_are_recorded_as_one_by_one() {
    let count = STRETCH + 40;
    let (_kept, mut one_by_one) = begun(count);
    let (_folder, mut at_once) = begun(count);
    let pupils = at_once.shown(&Filter::all(), at(5)).unwrap();
    assert_eq!(pupils.len(), count);
    let references = at_once.references_of(&pupils).unwrap();
    for ((pupil, reference), place) in pupils.iter().zip(&references).zip(0..) {
        let provisions = one_by_one.provisions(pupil).unwrap();
        let Made { judged, reader, at } = made(reference, place, &provisions).unwrap();
        (one_by_one.record_judged(reference.as_str(), judged, None, reader, at)).unwrap();
    }
    let recorded = at_once.record_all(&pupils, &made, &mut unwatched);
    assert_eq!(recorded.unwrap(), count);
    let found = mappings(&at_once, &pupils);
    assert!(found.iter().any(|one| one.contains("SameWords")));
    assert_eq!(found, mappings(&one_by_one, &pupils));
    let (one, other) = (
        at_once.verify(&mut unwatched).unwrap(),
        one_by_one.verify(&mut unwatched).unwrap(),
    );
    assert_eq!((&one.faults, &one.chains), (&vec![], &other.chains));
}

#[test]
fn what_is_refused_leaves_none() {
    let (_folder, mut workspace) = begun(3);
    let pupils = workspace.shown(&Filter::all(), at(5)).unwrap();
    let judge = |pupil: &PupilRef, place: usize, provisions: &[Provision]| {
        let made = made(pupil, place, provisions)?;
        let judged = if place == 2 {
            Judged::default()
        } else {
            made.judged
        };
        Some(Made { judged, ..made })
    };
    let refused = workspace.record_all(&pupils, &judge, &mut unwatched);
    assert!(matches!(refused, Err(Problem::Unsettled(_))), "{refused:?}");
    assert_eq!(workspace.verify(&mut unwatched).unwrap().records, 0);
    // Whom nobody makes anything of is left out.
    let none = workspace.record_all(&pupils, &|_, _, _| None, &mut unwatched);
    assert_eq!(none.unwrap(), 0);
    let recorded = workspace.record_all(&pupils, &made, &mut unwatched);
    assert_eq!(recorded.unwrap(), 3);
}
