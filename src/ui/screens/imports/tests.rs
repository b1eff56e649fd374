//! The imports, driven by keys and replies.

use crate::domain::day::Moment;
use crate::domain::identity::PupilRef;
use crate::domain::movement::{ImportHead, Moved, Movement};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn import(id: &str, file: &str, day: &str, undone: bool) -> ImportHead {
    let at = Moment::of_day(sample::day(day));
    ImportHead {
        id: format!("019bb18a-75c0-70db-b712-{id}"),
        at,
        file: file.to_owned(),
        kind: "caseload table".to_owned(),
        new: 12,
        changed: 30,
        unchanged: 20_000,
        conflicts: 0,
        departed: 3,
        plans: 9,
        undone: undone.then(|| (at, "Ada Reader".to_owned())),
    }
}

fn movements() -> Vec<Movement> {
    let moved = |n: usize, what: Moved, then: Option<&str>| Movement {
        reference: PupilRef::new(format!("K-{n}")),
        row: Some(7),
        what: vec![what],
        then: then.map(str::to_owned),
    };
    vec![
        moved(1001, Moved::Arrived, Some("waits for its plan text")),
        moved(
            1002,
            Moved::School {
                from: Some("Alder Primary School".to_owned()),
                to: Some("Hilltop School".to_owned()),
            },
            Some("out of scope now: in a setting that the framework is not for"),
        ),
        moved(
            1003,
            Moved::PlanAmended { touched: Some(3) },
            Some("back in the worklist: plan amended, 2 reworded, 1 new"),
        ),
    ]
}

fn stage() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("I");
    let all = vec![
        import("5f1cec9926fe", "caseload-january.csv", "2026-01-12", false),
        import("5f1cec9926ff", "wrong.csv", "2026-01-09", true),
    ];
    stage.reply(Asked::Imports, Reply::Imports(all));
    stage
}

#[test]
fn frames() {
    let mut stage = stage();
    stage.frames("imports");
    stage.keys("enter");
    let id = "019bb18a-75c0-70db-b712-5f1cec9926fe".to_owned();
    stage.reply(Asked::MovedBy, Reply::MovedBy(id, movements()));
    stage.frames("imports-moved");
}

#[test]
fn whom_a_file_is_called_after_is_hidden_with_the_names() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("I");
    let import = import(
        "5f1cec9926fe",
        "Quillfeather plan.docx",
        "2026-01-12",
        false,
    );
    stage.reply(Asked::Imports, Reply::Imports(vec![import]));
    // Whatever is drawn is drawn with names hidden too, and looked through.
    stage.shows("Quillfeather plan.docx");
    stage.keys("ctrl-n");
    stage.keys("u");
    stage.shows("Undo the import of ▒▒▒▒▒▒▒▒▒▒▒▒ ▒▒▒▒.docx");
}

#[test]
fn what_an_import_moved_is_shown_for_the_one_that_was_asked_for() {
    let mut stage = stage();
    stage.keys("enter");
    let id = "019bb18a-75c0-70db-b712-5f1cec9926fe".to_owned();
    stage.keys("down");
    stage.shows("Undone on 9 Jan 2026");
    stage.reply(Asked::MovedBy, Reply::MovedBy(id, movements()));
    assert!(!stage.text(120, 40).contains("K-1001"));
    stage.keys("up");
    stage.shows("Enter shows what it moved");
}

#[test]
fn an_import_is_undone_after_a_question_and_the_list_is_read_again() {
    let mut stage = stage();
    stage.keys("u");
    stage.shows("Undo the import of caseload-january.csv");
    stage.keys("y");
    let undoes = |one: &Request| matches!(one, Request::UndoImport(import) if import.new == 12);
    assert!(stage.requests().any(undoes));
    let words = "The import is undone; no record was touched.".to_owned();
    stage.reply(Asked::UndoImport, Reply::Undone(words));
    stage.shows("✓ The import is undone");
    stage.keys("down u");
    stage.shows("This import has been undone already.");
}

#[test]
fn the_caseload_is_checked_once_at_a_time() {
    let mut stage = stage();
    stage.keys("c c");
    stage.shows("checking the caseload…");
    let words = "3 pupils checked: 1 errors and 0 queries. What to mend is in x.html".to_owned();
    stage.reply(Asked::Validate, Reply::Validated(words));
    stage.shows("What to mend is in x.html");
    stage.any_size();
}
