//! The import, driven by keys and replies.

use crate::ui::message::{Asked, Msg, Opening, Progress, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("i");
    stage
}

#[track_caller]
fn imports(stage: &Stage, file: &str) {
    let is_import = |request: &Request| matches!(request, Request::Import(asked) if asked == file);
    assert!(stage.requests().any(is_import), "{:?}", stage.last());
    // The worklist is there again meanwhile.
    assert!(matches!(stage.last(), Request::Worklist(_)));
}

#[test]
fn a_file_whose_columns_are_known_comes_in_at_once() {
    let mut stage = opened();
    stage.hear(Msg::Paste("'/tmp/my caseload.csv'\n".to_owned()));
    stage.keys("enter");
    stage.shows("Looking at its columns…");
    let before = stage.count();
    stage.keys("enter esc x");
    assert_eq!(stage.count(), before, "keys meanwhile ask nothing twice");
    stage.reply(Asked::Survey, Reply::Surveyed(None));
    imports(&stage, "/tmp/my caseload.csv");
    stage.shows("Beginning: the import");
    stage.hear(Msg::Progress(Progress {
        what: "Keeping pupils".to_owned(),
        done: 1,
        of: Some(3),
    }));
    stage.shows("Keeping pupils: 1 of 3");
    let told = "3 read = 3 new + 0 changed + 0 unchanged + 0 rejected.";
    let opening = Opening {
        told: Some(told.to_owned()),
        ..sample::opening()
    };
    stage.reply(Asked::Import, Reply::Began(Box::new(opening)));
    assert!(matches!(stage.last(), Request::Worklist(_)));
    stage.shows(told);
}

#[test]
fn a_file_of_unknown_columns_is_settled_first() {
    let open = || Reply::Surveyed(Some(Box::new(sample::survey())));
    let mut stage = opened();
    stage.types("county.xlsx");
    stage.keys("enter");
    stage.reply(Asked::Survey, open());
    stage.shows("Columns of county.xlsx");
    stage.keys("q");
    stage.reply(Asked::Survey, open());
    stage.shows("✗ What its columns are is not settled, so nothing came in.");
    stage.keys("enter");
    stage.reply(Asked::Survey, open());
    stage.keys("A s enter");
    stage.reply(Asked::KeepMap, Reply::MapKept);
    stage.reply(Asked::Survey, Reply::Surveyed(None));
    imports(&stage, "county.xlsx");
}

#[test]
fn a_refusal_keeps_the_path() {
    let mut stage = opened();
    stage.keys("enter");
    stage.shows("✗ Type the path of a file or folder first.");
    stage.types("nowhere");
    stage.keys("enter");
    stage.reply(
        Asked::Survey,
        Reply::Refused("There is no such file.".to_owned()),
    );
    stage.shows("✗ There is no such file.");
    stage.types(".csv");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::Survey(file) if file == "nowhere.csv"));
    stage.reply(Asked::Survey, Reply::Surveyed(None));
    stage.reply(
        Asked::Import,
        Reply::Refused("It was cut short.".to_owned()),
    );
    stage.shows("It was cut short.");
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.types("plans/county.xlsx");
    stage.frames("import");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
