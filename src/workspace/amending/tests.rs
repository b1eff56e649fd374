//! Amended plans through the workspace: drafts that carry over, go on, and are recorded.

use super::*;
use crate::domain::amendment::Fate;
use crate::domain::caseload::Event;
use crate::domain::draft::{ItemId, Step};
use crate::domain::identity::{LevelId, Reader, Role};
use crate::domain::judgement::{AreaLevel, AreaSource};
use crate::domain::mapping::Mapping;
use crate::domain::place::Setting;
use crate::domain::provision::Span;
use crate::domain::pupil::Newcomer;
use crate::domain::worklist::{Filter, State};

const GROUP: &str = "A Teaching Assistant will run a social communication group of four pupils for 30 minutes every week.";
const NAME: &str =
    "All staff will say Cy's name before speaking and wait ten seconds for an answer.";
const READING: &str = "A Teaching Assistant will read with Cy 1:1 for 20 minutes every school day, using the phonics scheme of the school.";
const PLACE: &str = "Cy will have a quiet workstation away from the door.";

fn plan(communication: &[&str], learning: &[&str]) -> String {
    let list = |items: &[&str]| {
        let items = items.iter().map(|item| format!("• {item}\n"));
        items.collect::<String>()
    };
    format!(
        "Section F\n\nCommunication and interaction\n{}\nCognition and learning\n{}",
        list(communication),
        list(learning)
    )
}

fn at(day: u32) -> Moment {
    let day = format!("2026-10-{day:02}").parse();
    Moment::of_day(day.unwrap())
}

/// A workspace in which one pupil's plan has come in.
fn workspace() -> (tempfile::TempDir, Workspace, PupilId) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(folder.path(), Some(7), at(1)).unwrap();
    workspace.be("Ada").unwrap();
    let new = Newcomer {
        setting: Some(Setting::Mainstream),
        year_group: Some(5),
    };
    let text = plan(&[GROUP, NAME], &[READING, PLACE]);
    let pupil = workspace.paste("K-1", &text, new, at(1)).unwrap();
    (folder, workspace, pupil)
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

/// Opens the case and takes steps in it, keeping each.
fn work(workspace: &mut Workspace, pupil: &PupilId, steps: Vec<Step>, day: u32) -> Draft {
    let mut draft = workspace.case(pupil, at(day)).unwrap().draft;
    for step in steps {
        draft.take(step);
        workspace.save(&draft, at(day)).unwrap();
    }
    draft
}

fn map(workspace: &mut Workspace, pupil: &PupilId, steps: Vec<Step>, day: u32) -> Mapping {
    let draft = work(workspace, pupil, steps, day);
    workspace.record_draft(&draft, at(day)).unwrap()
}

fn first(workspace: &mut Workspace, pupil: &PupilId) -> Mapping {
    let steps = vec![
        judge(1, "ci", "4"),
        judge(2, "ci", "3"),
        judge(3, "cl", "3"),
        judge(4, "cl", "2"),
        settle("ci", "4"),
        settle("cl", "3"),
    ];
    map(workspace, pupil, steps, 2)
}

fn amend(workspace: &mut Workspace, communication: &[&str], learning: &[&str], day: u32) {
    let text = plan(communication, learning);
    workspace
        .paste("K-1", &text, Newcomer::default(), at(day))
        .unwrap();
}

fn state(workspace: &mut Workspace) -> State {
    let page = workspace.page(&Filter::all(), 0, 9, at(20)).unwrap();
    page.rows[0].state
}

/// What became of each provision of a draft, and whether it is settled: `=✓ ~·`.
fn told(draft: &Draft) -> String {
    let carried = draft.carried.as_deref();
    let items = draft.working().items;
    let told = items.iter().map(|item| {
        let fate = carried
            .and_then(|carried| carried.item(item.id))
            .map(|item| item.fate);
        let settled = if item.is_settled() { "✓" } else { "·" };
        format!("{}{settled}", fate.map_or("", Fate::sign))
    });
    told.collect::<Vec<_>>().join(" ")
}

const LONGER: &str = "A Teaching Assistant will run a social communication group of four pupils for 45 minutes every week.";

#[test]
fn only_what_was_touched_is_asked_and_the_record_says_what_was_carried() {
    let (_folder, mut workspace, pupil) = workspace();
    let earlier = first(&mut workspace, &pupil);
    amend(&mut workspace, &[LONGER, NAME], &[READING, PLACE], 3);
    assert_eq!(state(&mut workspace), State::Amended);
    let case = workspace.case(&pupil, at(4)).unwrap();
    assert_eq!(told(&case.draft), "~· =✓ =✓ =✓");
    let areas = case.draft.working().areas;
    assert_eq!((areas.len(), areas[0].area.as_str()), (1, "cl"));
    let said = &case.reading.warnings[0];
    assert!(
        said.contains("(version 1, 2 Oct 2026, by Ada): 3 same, 1 dose changed"),
        "{said}"
    );
    workspace.be("Ben").unwrap();
    let mapping = map(
        &mut workspace,
        &pupil,
        vec![judge(1, "ci", "5"), settle("ci", "5")],
        5,
    );
    let over = mapping.sheet.taken_over.unwrap();
    assert_eq!(over.from, earlier.id);
    assert_eq!(over.provisions, [(2, 2), (3, 3), (4, 4)]);
    assert_eq!(over.areas, [AreaId::new("cl")]);
    assert_eq!(state(&mut workspace), State::Recorded);
    assert!(
        workspace
            .verify(&mut crate::workspace::unwatched)
            .unwrap()
            .faults
            .is_empty()
    );
    let page = workspace.explain("K-1", at(6)).unwrap().text();
    assert!(
        page.contains("read by Ada (officer), recorded 2 Oct 2026"),
        "{page}"
    );
}

#[test]
fn an_officers_cuts_survive_an_amendment_elsewhere() {
    let (_folder, mut workspace, pupil) = workspace();
    let mut draft = workspace.case(&pupil, at(2)).unwrap().draft;
    let text = workspace.store.plan_text(&pupil).unwrap().unwrap();
    let cut_at = text.chars().collect::<Vec<_>>();
    let cut_at = (0..cut_at.len())
        .find(|at| cut_at[*at..].starts_with(&['u', 's', 'i', 'n', 'g']))
        .unwrap();
    let whole = &draft.base[2];
    let halves = [
        Span {
            start: whole.span.start,
            end: cut_at - 1,
        },
        Span {
            start: cut_at,
            end: whole.span.end,
        },
    ];
    let to: Vec<_> = halves
        .map(|span| (span, whole.area, whole.heading.clone()))
        .into();
    let pieces = workspace.cut(draft.plan.as_ref(), &to).unwrap();
    draft.take(Step::Recut {
        from: vec![ItemId(3)],
        to: pieces,
    });
    for step in [
        judge(1, "ci", "4"),
        judge(2, "ci", "3"),
        judge(5, "cl", "3"),
        judge(6, "cl", "1"),
        judge(4, "cl", "2"),
        settle("ci", "4"),
        settle("cl", "3"),
    ] {
        draft.take(step);
    }
    workspace.save(&draft, at(2)).unwrap();
    workspace.record_draft(&draft, at(2)).unwrap();
    amend(&mut workspace, &[NAME, LONGER], &[PLACE, READING], 3);
    let case = workspace.case(&pupil, at(4)).unwrap();
    assert_eq!(told(&case.draft), "=✓ ~· =✓ =✓ =✓");
    let texts: Vec<_> = case
        .draft
        .base
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert!(
        texts[3].ends_with("every school day,") && texts[4].starts_with("using"),
        "{texts:?}"
    );
}

#[test]
fn an_untouched_version_begins_no_work_and_says_so_in_the_history() {
    let (_folder, mut workspace, pupil) = workspace();
    first(&mut workspace, &pupil);
    amend(&mut workspace, &[NAME, GROUP], &[READING, PLACE], 3);
    assert_eq!(state(&mut workspace), State::Recorded);
    let case = workspace.case(&pupil, at(4)).unwrap();
    assert_eq!(case.draft.carried, None, "whoever maps again begins anew");
    let story = workspace.story(&pupil, at(5)).unwrap();
    let latest = story.events.into_iter().next().unwrap();
    assert!(
        matches!(latest, Event::PlanReceived { changes: Some(changes), .. } if !changes.is_touched())
    );
}

#[test]
fn a_blind_reader_brings_nothing_along() {
    let (_folder, mut workspace, pupil) = workspace();
    first(&mut workspace, &pupil);
    amend(&mut workspace, &[LONGER, NAME], &[READING, PLACE], 3);
    for role in [Role::Moderator, Role::School] {
        workspace.reader = Reader {
            name: "Mo".into(),
            role,
        };
        let case = workspace.case(&pupil, at(4)).unwrap();
        assert_eq!(
            (case.draft.carried.clone(), case.draft.working().areas.len()),
            (None, 0)
        );
        assert_eq!(case.reading.warnings, Vec::<String>::new());
    }
}

#[test]
fn the_moderators_mapping_is_the_history_where_there_is_one() {
    let (_folder, mut workspace, pupil) = workspace();
    workspace.reader = Reader {
        name: "Mo".into(),
        role: Role::Moderator,
    };
    first(&mut workspace, &pupil);
    workspace.reader = Reader {
        name: "Ada".into(),
        role: Role::Officer,
    };
    first(&mut workspace, &pupil);
    amend(&mut workspace, &[LONGER, NAME], &[READING, PLACE], 3);
    let draft = workspace.case(&pupil, at(4)).unwrap().draft;
    assert!(draft.carried.unwrap().told.ends_with("by Mo"));
}

#[test]
fn a_begun_draft_goes_on_in_the_newer_version() {
    let (_folder, mut workspace, pupil) = workspace();
    work(
        &mut workspace,
        &pupil,
        vec![
            judge(1, "ci", "4"),
            judge(2, "ci", "3"),
            judge(4, "cl", "2"),
        ],
        2,
    );
    amend(&mut workspace, &[LONGER, NAME], &[READING], 3);
    let case = workspace.case(&pupil, at(4)).unwrap();
    assert_eq!(
        told(&case.draft),
        "✓ ✓ · ✓",
        "it still reads the earlier version"
    );
    let newer = case.newer.unwrap();
    assert_eq!(newer.words(), "1 dose changed, 1 gone");
    assert!(
        case.reading.warnings[0]
            .contains("(1 dose changed, 1 gone); this draft still reads the earlier one")
    );
    workspace.renew(&pupil, at(4)).unwrap();
    let case = workspace.case(&pupil, at(4)).unwrap();
    assert_eq!((told(&case.draft), case.newer), ("~· =✓ =·".into(), None));
    assert_eq!(
        case.draft.steps.len(),
        1,
        "the reader's own judgement can be taken back"
    );
    let said = &case.reading.warnings[1];
    assert!(
        said.contains("quiet workstation")
            && said.contains("it was judged Cognition and learning 2"),
        "{said}"
    );
    let carried = case.draft.carried.as_deref().unwrap();
    assert_eq!(
        carried.items[0].before.as_ref().unwrap().told,
        "your draft on version 1"
    );
    // Once more changes nothing.
    workspace.renew(&pupil, at(5)).unwrap();
    assert_eq!(workspace.case(&pupil, at(5)).unwrap().draft, case.draft);
}

#[test]
fn a_draft_thrown_away_begins_anew_with_what_was_carried() {
    let (_folder, mut workspace, pupil) = workspace();
    first(&mut workspace, &pupil);
    amend(&mut workspace, &[LONGER, NAME], &[READING, PLACE], 3);
    work(
        &mut workspace,
        &pupil,
        vec![judge(1, "ci", "5"), judge(3, "cl", "1")],
        4,
    );
    assert_eq!(state(&mut workspace), State::Draft);
    workspace.discard(&pupil, Role::Officer).unwrap();
    assert_eq!(state(&mut workspace), State::Amended);
    assert_eq!(
        told(&workspace.case(&pupil, at(5)).unwrap().draft),
        "~· =✓ =✓ =✓"
    );
}

#[test]
fn versions_compose_from_the_one_that_was_mapped() {
    let (_folder, mut workspace, pupil) = workspace();
    first(&mut workspace, &pupil);
    amend(&mut workspace, &[NAME, GROUP], &[READING, PLACE], 3);
    amend(&mut workspace, &[LONGER, NAME], &[READING, PLACE], 4);
    amend(&mut workspace, &[LONGER, NAME], &[READING], 5);
    let page = workspace.page(&Filter::all(), 0, 9, at(6)).unwrap();
    let why = page.rows[0].amended.unwrap().words();
    assert_eq!(why, "plan amended 2 times: 1 dose changed, 1 gone");
    let draft = workspace.case(&pupil, at(6)).unwrap().draft;
    assert_eq!(told(&draft), "~· =✓ =✓");
    assert_eq!(draft.carried.unwrap().gone.len(), 1);
}
