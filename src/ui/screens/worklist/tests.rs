//! The worklist, driven by keys and replies.

use crate::domain::worklist::{Filter, OutOfScope, Priority, State};
use crate::ui::message::{Asked, Msg, Page, Progress, Reply, Request, Which, Window, Written};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage
}

#[track_caller]
fn window(stage: &Stage) -> Window {
    let Request::Worklist(window) = stage.last() else {
        panic!("{:?} is no stretch of the worklist", stage.last());
    };
    window.clone()
}

#[track_caller]
fn walks(stage: &Stage, which: &Which) {
    assert!(
        matches!(stage.last(), Request::Open(asked) if asked == which),
        "{:?}",
        stage.last()
    );
}

fn pupil(at: usize) -> Which {
    Which::Pupil(sample::row(at).pupil)
}

#[test]
fn it_opens_with_what_is_still_to_be_done() {
    let stage = Stage::new(Some(sample::opening()));
    let window = window(&stage);
    assert_eq!((window.filter, window.from), (Filter::default(), 0));
    assert!(window.count >= 24);
}

#[test]
fn names_are_hidden_by_a_key_and_found_all_the_same() {
    let mut stage = opened();
    stage.keys("ctrl-n");
    assert!(matches!(stage.last(), Request::Keep(name, value) if name == "mask" && value == "on"));
    stage.frames("worklist-masked");
    stage.keys("/");
    stage.types("okafor");
    assert_eq!(window(&stage).filter.text, "okafor");
    stage.keys("ctrl-n");
    assert!(matches!(stage.last(), Request::Keep(name, value) if name == "mask" && value == "off"));
    stage.shows("Okafor, Amara");
}

#[test]
fn it_says_how_far_the_reading_has_come_until_the_first_rows_are_there() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.shows("Reading the caseload…");
    stage.hear(Msg::Progress(Progress {
        what: "Reading the caseload".to_owned(),
        done: 75_000,
        of: Some(720_000),
    }));
    stage.shows("Reading the caseload: 75,000 of 720,000");
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    assert!(!stage.text(120, 40).contains("Reading the caseload"));
}

#[test]
fn a_countrys_counts_stand_apart_from_what_is_said_of_them() {
    let mut stage = Stage::new(Some(sample::opening()));
    let mut page = sample::page();
    for group in &mut page.outlook.forecasts {
        (group.done, group.total) = (389_215, 612_345);
    }
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(page)));
    stage.shows("389,215/612,345 ");
}

#[test]
fn enter_maps_the_pupil_under_the_cursor_and_n_the_next() {
    let mut stage = opened();
    stage.keys("j j down k enter");
    walks(&stage, &pupil(2));
    let mut stage = opened();
    stage.keys("n");
    walks(&stage, &Which::Next(None));
}

#[test]
fn rows_are_asked_for_before_the_screen_runs_out() {
    let mut stage = opened();
    let before = stage.count();
    stage.keys("pagedown");
    assert_eq!(stage.count(), before, "the first sixty rows are in hand");
    stage.keys("end");
    let asked = window(&stage);
    assert!(
        asked.from < 221 && asked.from + asked.count > 221,
        "{asked:?}"
    );
    stage.shows("222 of 222");
}

#[test]
fn a_pupil_is_found_while_typing_and_esc_takes_it_back() {
    let mut stage = opened();
    stage.keys("j /");
    stage.types("oka a");
    assert_eq!(window(&stage).filter.text, "oka a");
    assert_eq!(window(&stage).from, 0);
    stage.keys("backspace backspace enter");
    assert_eq!(window(&stage).filter.text, "oka");
    stage.shows("everybody · “oka”");
    stage.keys("/ x esc");
    assert_eq!(window(&stage).filter.text, "oka");
    stage.keys("esc");
    assert_eq!(window(&stage).filter, Filter::default());
}

#[test]
fn filters_are_chosen_and_cleared() {
    let mut stage = opened();
    stage.keys("s 2");
    assert_eq!(window(&stage).filter, Filter::all());
    stage.keys("s down down down down down enter");
    assert_eq!(window(&stage).filter.states, [State::Draft]);
    stage.keys("p 2");
    assert_eq!(window(&stage).filter.priorities, [Priority::PhaseTransfer]);
    stage.shows("draft · phase transfer");
    let before = stage.count();
    stage.keys("p esc");
    assert_eq!(stage.count(), before);
    stage.keys("esc");
    assert_eq!(window(&stage).filter, Filter::default());
}

#[test]
fn a_click_selects_and_a_second_opens() {
    let mut stage = opened();
    stage.text(80, 24);
    let text = stage.text(80, 24);
    let row = text
        .lines()
        .position(|line| line.contains("K-1044"))
        .unwrap();
    let click = Msg::Click(10, u16::try_from(row).unwrap());
    let before = stage.count();
    stage.hear(click.clone());
    assert_eq!(stage.count(), before);
    stage.hear(click);
    walks(&stage, &pupil(2));
}

#[test]
fn a_click_beside_the_list_does_nothing() {
    let mut stage = opened();
    let before = stage.count();
    for (x, y) in [(0, 0), (79, 23), (200, 200), (10, 1)] {
        stage.hear(Msg::Click(x, y));
        stage.hear(Msg::Click(x, y));
    }
    assert_eq!(stage.count(), before);
}

#[test]
fn the_forecast_is_shown_and_hidden() {
    let mut stage = opened();
    stage.shows("! 7 late");
    stage.keys("d");
    assert!(!stage.text(120, 40).contains("7 late"));
    assert!(!stage.text(60, 20).contains("7 late"));
    stage.keys("d");
    assert!(stage.text(60, 20).contains("7 late"));
}

#[test]
fn a_list_that_became_shorter_is_asked_for_again() {
    let mut stage = opened();
    stage.keys("end");
    let short = Page {
        rows: Vec::new(),
        total: 5,
        from: 161,
        ..sample::page()
    };
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(short)));
    assert_eq!(window(&stage).from, 0);
}

#[track_caller]
fn empty(page: Page, keys: &str, words: &str) {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys(keys);
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(page)));
    stage.shows(words);
}

#[test]
fn each_empty_list_says_what_to_do_next() {
    let none = |in_scope, out_of_scope| Page {
        rows: Vec::new(),
        total: 0,
        in_scope,
        elsewhere: 0,
        out_of_scope,
        ..sample::page()
    };
    empty(none(0, vec![]), "", "Press i to import the caseload");
    empty(
        none(0, vec![(OutOfScope::Age, 4)]),
        "",
        "F shows the frameworks",
    );
    empty(none(318, vec![]), "", "Everybody in scope is done.");
    empty(none(318, vec![]), "s 3", "Nobody is like that.");
}

#[test]
fn without_pupils_nothing_is_called_done() {
    let mut stage = opened();
    let mut nobody = Page {
        rows: Vec::new(),
        total: 0,
        in_scope: 0,
        elsewhere: 0,
        out_of_scope: Vec::new(),
        ..sample::page()
    };
    nobody.outlook.forecasts.clear();
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(nobody)));
    assert!(!stage.text(120, 40).contains("All done"));
}

#[test]
fn a_refusal_is_said() {
    let mut stage = Stage::new(Some(sample::opening()));
    let why = "The workspace could not be read.".to_owned();
    stage.reply(Asked::Worklist, Reply::Refused(why));
    stage.shows("The workspace could not be read.");
}

fn written() -> Reply {
    Reply::Reported(Box::new(Written {
        plans: 1318,
        not_read: 2,
        folder: "/srv/sen/mapping/exports".to_owned(),
        page: "quality-report-2026-01-12.html".to_owned(),
        tables: [
            "quality-report-2026-01-12-plans.csv".to_owned(),
            "quality-report-2026-01-12-words.csv".to_owned(),
        ],
    }))
}

#[test]
fn the_quality_report_is_written_once_and_says_where_it_stands() {
    let mut stage = opened();
    let before = stage.count();
    stage.keys("x x");
    assert!(matches!(stage.last(), Request::Report));
    assert_eq!(stage.count(), before + 1);
    stage.shows("writing the quality report…");
    stage.hear(Msg::Progress(Progress {
        what: "Reading plans".to_owned(),
        done: 256,
        of: Some(1318),
    }));
    stage.shows("Reading plans: 256 of 1,318");
    stage.hear(Msg::Progress(Progress {
        what: "Reading plans".to_owned(),
        done: 1318,
        of: Some(1318),
    }));
    stage.keys("end");
    stage.reply(Asked::Report, written());
    // Rows that come in after it leave it on the screen.
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let text = stage.text(columns, rows);
        for part in [
            "1,318 plans read; 2 plans could not be",
            "/srv/sen/mapping/exports",
            "quality-report-2026-01-12.html",
            "quality-report-2026-01-12-words.csv",
        ] {
            assert!(text.contains(part), "{columns}x{rows} {part}: {text}");
        }
    }
}

#[test]
fn the_next_key_takes_the_reports_place_off_and_esc_takes_nothing_else() {
    let mut stage = opened();
    stage.keys("s 2 x");
    stage.reply(Asked::Report, written());
    let before = stage.count();
    stage.keys("esc");
    assert_eq!(stage.count(), before);
    assert!(!stage.text(120, 40).contains("exports"));
    stage.shows("everybody");
    stage.keys("x");
    stage.reply(Asked::Report, written());
    stage.keys("j");
    assert!(!stage.text(120, 40).contains("exports"));
}

#[test]
fn a_report_that_was_broken_off_is_said_and_can_be_asked_for_again() {
    let mut stage = opened();
    stage.keys("x");
    stage.hear(Msg::Progress(Progress {
        what: "Reading plans".to_owned(),
        done: 256,
        of: Some(1318),
    }));
    let why = "The disk is full; free some space.".to_owned();
    stage.reply(Asked::Report, Reply::Refused(why));
    stage.shows("The disk is full");
    assert!(!stage.text(120, 40).contains("256 of 1,318"));
    let before = stage.count();
    stage.keys("x");
    assert_eq!(stage.count(), before + 1);
}

#[test]
fn the_list_keeps_its_columns_at_every_width() {
    let mut stage = opened();
    for columns in 80..=140 {
        let text = stage.text(columns, 30);
        let head = text.lines().find(|line| line.contains("ref."));
        let head = head.unwrap_or_default();
        for column in ["name", "why", "due", " pr", "state"] {
            assert!(head.contains(column), "{columns}: {head}");
        }
    }
}

#[test]
fn what_was_amended_is_seen_at_every_width() {
    let mut stage = opened();
    for columns in [60, 80, 100, 120, 200] {
        let text = stage.text(columns, 40);
        let row = text.lines().find(|line| line.contains("K-1043"));
        let row = row.unwrap_or_default();
        let (why, _) = row.split_once("~ plan amended").unwrap_or_default();
        assert!(why.contains("plan amended: "), "{columns}: {row}");
    }
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.keys("j j");
    stage.frames("worklist");
    stage.keys("/");
    stage.types("ev");
    stage.frames("worklist-find");
    stage.keys("enter s");
    stage.frames("worklist-state");
    let mut stage = opened();
    stage.keys("x");
    stage.reply(Asked::Report, written());
    stage.frames("worklist-report");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
