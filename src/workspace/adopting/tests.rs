//! The shipped framework's second version adopted after pupils were mapped under its first.

use std::ops::ControlFlow;

use super::*;
use crate::domain::draft::{Draft, ItemId, Step};
use crate::domain::identity::{AreaId, LevelId, PupilId};
use crate::domain::judgement::{AreaLevel, AreaSource};
use crate::domain::place::Setting;
use crate::domain::pupil::Newcomer;
use crate::domain::worklist::{Filter, State};
use crate::workspace::unwatched;

const PLAN: &str = "Section F\n\nCommunication and interaction\n\
    • A Teaching Assistant will run a social communication group of four pupils for 30 minutes every week.\n\
    • All staff will say the pupil's name before speaking and wait ten seconds for an answer.\n\n\
    Cognition and learning\n\
    • A Teaching Assistant will read with the pupil 1:1 for 20 minutes every school day.\n";

fn at(day: u32) -> Moment {
    let day = format!("2026-10-{day:02}").parse();
    Moment::of_day(day.unwrap())
}

fn key(version: &str) -> FrameworkKey {
    FrameworkKey {
        id: "kent-illustrative".to_owned(),
        version: version.to_owned(),
    }
}

/// A workspace that maps against version 2025.1, with so many pupils who have the same plan.
fn workspace(pupils: u32) -> (tempfile::TempDir, Workspace, Vec<PupilId>) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(folder.path(), Some(7), at(1)).unwrap();
    workspace.be("Ada").unwrap();
    workspace
        .adopt(&key("2025.1"), at(1), &mut unwatched)
        .unwrap();
    let new = |n: u32| {
        let new = Newcomer {
            setting: Some(Setting::Mainstream),
            year_group: Some(5),
        };
        let reference = format!("K-{n}");
        workspace.paste(&reference, PLAN, new, at(1)).unwrap()
    };
    let pupils = (1..=pupils).map(new).collect();
    (folder, workspace, pupils)
}

fn judge(item: u32, area: &str, level: &str) -> Step {
    Step::Judge {
        item: ItemId(item),
        area: AreaId::new(area),
        level: Some(LevelId::new(level)),
    }
}

fn settle(area: &str, level: &str) -> Step {
    Step::Settle(AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    })
}

/// Two provisions for CI, of which ci-3 was reworded and carries; one for CL at a level.
fn steps(learning: &str) -> Vec<Step> {
    vec![
        judge(1, "ci", "4"),
        judge(2, "ci", "3"),
        judge(3, "cl", learning),
        settle("ci", "4"),
        settle("cl", learning),
    ]
}

fn work(workspace: &mut Workspace, pupil: &PupilId, steps: Vec<Step>, day: u32) -> Draft {
    let mut draft = workspace.case(pupil, at(day)).unwrap().draft;
    for step in steps {
        draft.take(step);
    }
    workspace.save(&draft, at(day)).unwrap();
    draft
}

fn map(workspace: &mut Workspace, pupil: &PupilId, steps: Vec<Step>, day: u32) -> Mapping {
    let draft = work(workspace, pupil, steps, day);
    workspace.record_draft(&draft, at(day)).unwrap()
}

fn states(workspace: &mut Workspace) -> Vec<State> {
    let page = workspace.page(&Filter::all(), 0, 9, at(20)).unwrap();
    page.rows.iter().map(|row| row.state).collect()
}

/// Which provisions of a draft are open, and which areas settled.
fn told(draft: &Draft) -> (Vec<u32>, Vec<String>) {
    let working = draft.working();
    let open = working.open_items().map(|item| item.provision.n).collect();
    let areas = working.areas.iter().map(|one| one.area.to_string());
    (open, areas.collect())
}

#[test]
fn what_stands_is_recorded_anew_and_the_rest_goes_back_to_be_asked() {
    let (_folder, mut workspace, pupils) = workspace(2);
    let stands = map(&mut workspace, &pupils[0], steps("3"), 2);
    // The words at cl-4 changed, and version 2025.2 says that judgements against them do not stand.
    let back = map(&mut workspace, &pupils[1], steps("4"), 2);
    let later = workspace.shelved(&key("2025.2")).unwrap();
    let impact = workspace.impact(&later, at(3), &mut unwatched).unwrap();
    assert_eq!((impact.mapped, impact.stand, impact.back), (2, 1, 1));
    assert_eq!(impact.provisions_back, 1);
    assert_eq!(states(&mut workspace), [State::Recorded; 2]);

    let mut steps_told = 0;
    workspace.be("Lee").unwrap();
    let done = workspace.adopt(&key("2025.2"), at(3), &mut |_| {
        steps_told += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(done.unwrap(), impact);
    assert!(steps_told > 2);
    assert_eq!(states(&mut workspace), [State::Recorded, State::Remap]);
    let entry = workspace.store.entry(&pupils[0], &key("2025.2")).unwrap();
    let head = current(&entry.unwrap()).unwrap().clone();
    let anew = workspace.store.mapping(&head.id).unwrap().unwrap().sheet;
    assert_eq!(anew.judged, stands.sheet.judged);
    assert_eq!(anew.framework, key("2025.2"));
    assert_eq!(
        (anew.reader.name.as_str(), anew.adopted_by.as_deref()),
        ("Ada", Some("Lee"))
    );
    assert_eq!(anew.taken_over.unwrap().from, stands.id);

    let case = workspace.case(&pupils[1], at(4)).unwrap();
    assert_eq!(told(&case.draft), (vec![3], vec!["ci".to_owned()]));
    assert!(
        case.reading.warnings[0].contains("1 provision whose words changed"),
        "{}",
        case.reading.warnings[0]
    );
    let carried = case.draft.carried.as_deref().unwrap();
    let brought = &carried.items[2];
    let because = brought.because.as_deref().unwrap();
    assert!(
        because.starts_with("cl-4 was reworded in 2025.2: -"),
        "{because}"
    );
    assert_eq!(brought.before.as_ref().unwrap().judgements.len(), 1);
    let again = vec![judge(3, "cl", "4"), settle("cl", "4")];
    let again = map(&mut workspace, &pupils[1], again, 5);
    let over = again.sheet.taken_over.unwrap();
    assert_eq!((over.from, over.areas), (back.id, vec![AreaId::new("ci")]));
    assert_eq!(again.sheet.adopted_by, None);
    assert_eq!(states(&mut workspace), [State::Recorded; 2]);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn a_version_adopted_and_left_again_counts_what_was_there() {
    let (_folder, mut workspace, pupils) = workspace(1);
    map(&mut workspace, &pupils[0], steps("3"), 2);
    for version in ["2025.2", "2025.1", "2025.2"] {
        let impact = workspace
            .adopt(&key(version), at(3), &mut unwatched)
            .unwrap();
        assert_eq!(impact.back, 0);
        assert_eq!(states(&mut workspace), [State::Recorded]);
    }
    assert_eq!(workspace.verify(&mut unwatched).unwrap().records, 2);
}

#[test]
fn an_unfinished_draft_goes_on_under_the_later_version() {
    let (_folder, mut workspace, pupils) = workspace(1);
    work(&mut workspace, &pupils[0], steps("4"), 2);
    workspace
        .adopt(&key("2025.2"), at(3), &mut unwatched)
        .unwrap();
    let draft = workspace.case(&pupils[0], at(4)).unwrap().draft;
    assert_eq!(told(&draft), (vec![3], vec!["ci".to_owned()]));
    let carried = draft.carried.as_deref().unwrap();
    assert_eq!(
        (&carried.from, carried.under.as_deref()),
        (&None, Some("2025.1"))
    );
    assert!(!draft.steps.is_empty(), "they are the reader's own");
    workspace.save(&draft, at(4)).unwrap();
    assert_eq!(states(&mut workspace), [State::Draft]);
}

#[test]
fn another_framework_carries_nothing() {
    let (folder, mut workspace, pupils) = workspace(1);
    map(&mut workspace, &pupils[0], steps("3"), 2);
    let text = std::str::from_utf8(include_bytes!(
        "../../../descriptors/kent-illustrative/2025.1.toml"
    ));
    let text = text.unwrap().replacen("kent-illustrative", "a-trial", 1);
    let text = text.replacen("\"released\"", "\"draft\"", 1);
    let brought = workspace.bring_framework("t", text.as_bytes(), at(3));
    let brought = brought.unwrap();
    let impact = workspace.adopt(&brought, at(3), &mut unwatched).unwrap();
    assert_eq!(impact, Impact::default());
    assert_eq!(states(&mut workspace), [State::NotStarted]);
    drop(workspace);
    let mut again = Workspace::open(folder.path(), None, at(4)).unwrap();
    assert_eq!(again.framework().key, brought);
    again.adopt(&key("2025.1"), at(4), &mut unwatched).unwrap();
    assert_eq!(states(&mut again), [State::Recorded]);
}
