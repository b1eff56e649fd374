//! What the distribution counts of moderation, and as it stood on any day before.

use super::*;
use crate::domain::digest::Digest;
use crate::domain::distribution::{
    Dimension, Distribution, Selection, SettingOf, Terms, Wanted, Which,
};
use crate::domain::pupil::{Facts, PhaseTransfer};
use crate::domain::worklist::Mark;
use crate::store::{File, Incoming, Order, Result as StoreResult, Taken};

/// Ten in the morning of a day of the exercise.
fn on(day: i64) -> Moment {
    at(day * 24 * 60 + 600)
}

fn import(workspace: &mut Workspace, pupils: Vec<Facts>, whole: bool, now: Moment) {
    let file = File {
        name: "caseload.csv".to_owned(),
        digest: Digest::of(b"caseload"),
        kind: "table".to_owned(),
        silent: Vec::new(),
    };
    let order = Order {
        now,
        whole,
        dry_run: false,
        compare: None,
    };
    let rows = (pupils.into_iter().zip(1..)).map(|(facts, row)| Incoming {
        facts,
        row,
        plan: None,
    });
    let rows: Vec<Incoming> = rows.collect();
    let taken: StoreResult<Taken> = workspace.store.import(order, |taking| {
        taking.file(file, |intake| {
            rows.iter().try_for_each(|one| intake.take(one).map(drop))
        })?;
        taking.close(&mut |_| Ok(()))
    });
    taken.unwrap();
    workspace.forget();
}

fn facts(n: i64, setting: Setting) -> Facts {
    Facts {
        setting: Some(setting),
        year_group: Some(5),
        dob: "2016-03-04".parse().ok(),
        ..Facts::unknown(PupilRef::new(format!("K-{n}")))
    }
}

const BY: [Dimension; 6] = [
    Dimension::Setting,
    Dimension::YearGroup,
    Dimension::Area,
    Dimension::Moderation,
    Dimension::Officer,
    Dimension::Age,
];

fn counted(workspace: &mut Workspace, terms: Terms, now: Moment) -> Distribution {
    let wanted = Wanted {
        terms,
        ..Wanted::by(&BY)
    };
    workspace.distribution(&wanted, now).unwrap().1
}

fn map_on(workspace: &mut Workspace, n: i64, levels: (&str, &str), day: i64) -> RecordId {
    let judged = judged(levels.0, levels.1);
    let ada = reader("Ada", Role::Officer);
    let mapped = workspace.record_judged(&format!("K-{n}"), judged, None, ada, on(day));
    mapped.unwrap().id
}

/// What happens on a day of the exercise; gives whether anything did.
fn happens(workspace: &mut Workspace, day: i64) -> bool {
    let now = on(day);
    let latest = |workspace: &Workspace| workspace.imports().unwrap().remove(0);
    match day {
        1 => drop([1, 2, 3].map(|n| map_on(workspace, n, ("4", "3"), day))),
        2 => {
            let second = map_on(workspace, 1, ("3", "5"), day);
            let ada = reader("Ada", Role::Officer);
            workspace.withdraw(&second, &ada, "a slip", now).unwrap();
            map_on(workspace, 4, ("2", "2"), day);
        }
        3 => drop(workspace.draw_sample(Cohort::All, Some(3), moderator(), now)),
        4 => {
            let given = (judged("4", "3"), None);
            workspace
                .read_blind("K-2", given, moderator(), now)
                .unwrap();
            let given = (judged("6", "6"), None);
            workspace
                .read_blind("K-3", given, moderator(), now)
                .unwrap();
        }
        5 => {
            let adjusted = decided(Decision::Adjusted, Some("daily, so 6"));
            workspace
                .decide("K-3", &adjusted, &moderator(), now)
                .unwrap();
        }
        6 => {
            let moved = vec![facts(1, Setting::Special), facts(20, Setting::Srp)];
            import(workspace, moved, false, now);
        }
        7 => {
            let (import, ada) = (latest(workspace), reader("Ada", Role::Officer));
            workspace
                .undo_import(&import, &ada, now, &mut unwatched)
                .unwrap();
        }
        8 => {
            let named = [1, 2, 3, 6, 7, 8].map(|n| facts(n, Setting::Mainstream));
            import(workspace, named.to_vec(), true, now);
        }
        9 => import(workspace, vec![facts(4, Setting::Mainstream)], false, now),
        10 => {
            let (pupil, ada) = (
                workspace.pupil("K-2").unwrap(),
                reader("Ada", Role::Officer),
            );
            let said = workspace.set_cohort(&pupil, Some(-1), &ada, "a year below", now);
            said.unwrap();
        }
        11 => {
            let school = reader("Alder", Role::School);
            let read = workspace.record_judged("K-7", judged("4", "4"), None, school, now);
            read.unwrap();
        }
        12 => {
            let newer = PLAN.replace("30 minutes", "45 minutes");
            workspace
                .paste("K-2", &newer, Newcomer::default(), now)
                .unwrap();
        }
        13 => drop(map_on(workspace, 2, ("5", "3"), day)),
        _ => return false,
    }
    true
}

#[test]
fn any_past_day_is_counted_as_it_was_counted_on_it() {
    let (_folder, mut workspace) = workspace(8);
    let schools = |as_at| Terms {
        as_at,
        schools: true,
        ..Terms::default()
    };
    let mut before = Vec::new();
    for day in 0.. {
        if day > 0 && !happens(&mut workspace, day) {
            break;
        }
        let plain = counted(&mut workspace, Terms::default(), on(day));
        let with_schools = counted(&mut workspace, schools(None), on(day));
        before.push((plain, with_schools));
    }
    assert_eq!(before.len(), 14);
    let marks = |day: usize| before[day].0.marks.clone();
    assert!(!marks(2).contains_key(&Mark::Sampled) && marks(3)[&Mark::Sampled] > 0);
    assert!(marks(5)[&Mark::Adjusted] == 1 && !marks(4).contains_key(&Mark::Adjusted));
    assert_eq!(before[11].1.marked(Mark::School), 1);
    let differ = before.windows(2).filter(|two| two[0] != two[1]).count();
    assert!(differ >= 11, "most days change what is counted: {differ}");
    let last = on(20);
    for (day, (plain, with_schools)) in (0..).zip(&before) {
        let as_at = Some(on(day).day());
        let terms = Terms {
            as_at,
            ..Terms::default()
        };
        let found = counted(&mut workspace, terms, last);
        assert_eq!(found, *plain, "day {day}");
        let found = counted(&mut workspace, schools(as_at), last);
        assert_eq!(found, *with_schools, "day {day}, schools with it");
    }
    let ahead = Wanted {
        terms: schools(Some(on(21).day())),
        ..Wanted::default()
    };
    let refused = workspace.distribution(&ahead, last);
    assert!(matches!(refused, Err(Problem::DayAhead(_))));
}

#[test]
fn what_is_marked_opens_to_its_pupils_and_the_queue_holds_those_that_wait() {
    let (_folder, mut workspace) = workspace(8);
    for day in 1..=5 {
        happens(&mut workspace, day);
    }
    let now = on(5);
    let behind = |workspace: &mut Workspace, keys: &[(Dimension, &str)], which| {
        let keys = keys.iter().map(|(by, value)| (*by, (*value).to_owned()));
        let selection = Selection {
            keys: keys.collect(),
            which,
        };
        let found = workspace.cell(&Wanted::by(&BY), &selection, now).unwrap();
        let references = found.iter().map(|one| one.reference.to_string());
        references.collect::<Vec<_>>()
    };
    let marked = |workspace: &mut Workspace, mark| behind(workspace, &[], Which::Marked(mark));
    assert_eq!(marked(&mut workspace, Mark::Moderated), ["K-2", "K-3"]);
    assert_eq!(marked(&mut workspace, Mark::Adjusted), ["K-3"]);
    let stage = |workspace: &mut Workspace, code| {
        behind(
            workspace,
            &[(Dimension::Moderation, code)],
            Which::Mapped(None),
        )
    };
    assert_eq!(stage(&mut workspace, "adjusted"), ["K-3"]);
    assert_eq!(stage(&mut workspace, "moderated"), ["K-2"]);
    let mut waiting = stage(&mut workspace, "sampled");
    waiting.extend(stage(&mut workspace, "flagged"));
    waiting.sort();
    let queue = workspace.queue(&moderator(), now).unwrap().review;
    let mut queued: Vec<String> = queue.iter().map(|one| one.reference.to_string()).collect();
    queued.sort();
    assert!(!queued.is_empty());
    assert_eq!(waiting, queued);
    let area = |workspace: &mut Workspace, code| {
        behind(workspace, &[(Dimension::Area, code)], Which::Mapped(None))
    };
    // Both areas of K-3 and K-4 stand alike: the framework's first counts.
    assert_eq!(area(&mut workspace, "ci"), ["K-1", "K-2", "K-3", "K-4"]);
    let (from, _) = workspace.distribution(&Wanted::by(&BY), now).unwrap();
    assert_eq!((from.moderated, from.adjusted), (2, 1));
    assert_eq!(from.moderated_share, "50.0");
}

#[test]
fn a_mapping_recorded_is_counted_at_once_on_any_terms() {
    let (_folder, mut workspace) = workspace(3);
    let september = Terms {
        setting: SettingOf::September,
        ..Terms::default()
    };
    for (n, day) in [(1, 1), (2, 2)] {
        map_on(&mut workspace, n, ("4", "3"), day);
        let mapped = u64::try_from(n).unwrap();
        for terms in [Terms::default(), september] {
            assert_eq!(counted(&mut workspace, terms, on(day)).mapped, mapped);
        }
    }
}

#[test]
fn from_september_pupils_are_counted_where_a_transfer_takes_them() {
    let (_folder, mut workspace) = workspace(0);
    let transfer = |n: i64, change: &dyn Fn(&mut Facts)| {
        let mut facts = facts(n, Setting::Mainstream);
        facts.phase_transfer = PhaseTransfer::Yes(None);
        change(&mut facts);
        facts
    };
    let at_hill = |facts: &mut Facts| {
        (facts.urn, facts.school) = (Some("2".into()), Some("Hill".into()));
        (facts.setting, facts.district) = (Some(Setting::Special), Some("Swale".into()));
        facts.phase_transfer = PhaseTransfer::No;
    };
    let pupils = vec![
        transfer(1, &|_| {}),
        transfer(2, &|facts| facts.next_setting = Some(Setting::Srp)),
        transfer(3, &|facts| facts.next_urn = Some("2".into())),
        // Whose school the others go to comes in last.
        transfer(4, &at_hill),
    ];
    import(&mut workspace, pupils, false, on(1));
    let wanted = |setting| Wanted {
        terms: Terms {
            setting,
            ..Terms::default()
        },
        ..Wanted::by(&[Dimension::Setting])
    };
    let table = |workspace: &mut Workspace, setting| {
        let table = workspace.table(&wanted(setting), on(1)).unwrap();
        let lines = table.lines.iter();
        let lines = lines.map(|line| format!("{} {}", line.value, line.in_scope()));
        lines.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        table(&mut workspace, SettingOf::Today),
        "mainstream 3, special 1"
    );
    assert_eq!(
        table(&mut workspace, SettingOf::September),
        "mainstream 1, srp 1, special 2"
    );
    let (from, _) = workspace
        .distribution(&wanted(SettingOf::September), on(1))
        .unwrap();
    assert_eq!((from.moved_on, from.not_placed), (2, 1));
}

#[test]
fn a_view_counts_again_what_it_was_kept_for() {
    let (_folder, mut workspace) = workspace(1);
    let wanted = Wanted {
        terms: Terms {
            setting: SettingOf::September,
            ..Terms::default()
        },
        ..Wanted::by(&BY)
    };
    workspace.keep_view(" monthly ", &wanted).unwrap();
    assert_eq!(workspace.view("monthly").unwrap().wanted, wanted);
    let plain = Wanted::by(&[Dimension::Phase]);
    workspace.keep_view("monthly", &plain).unwrap();
    assert_eq!(workspace.views().unwrap().len(), 1);
    assert_eq!(workspace.forget_view("monthly").unwrap().wanted, plain);
    let gone = workspace.view("monthly");
    assert!(matches!(gone, Err(Problem::NoView(name)) if name == "monthly"));
    for name in ["", "  ", "a\u{7}b", &"x".repeat(41)] {
        let refused = workspace.keep_view(name, &plain);
        assert!(matches!(refused, Err(Problem::ViewName)), "{name:?}");
    }
}
