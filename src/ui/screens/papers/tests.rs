//! The documents, driven by keys and replies.

use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::matching::Outcome;
use crate::domain::paper::{Aside, Fate, Nearest, PaperId, Shown};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn nearest(reference: &str, name: &str, why: &str) -> Nearest {
    Nearest {
        pupil: PupilId::new(format!("pupil {reference}")),
        reference: PupilRef::new(reference),
        name: name.to_owned(),
        dob: Some(sample::day("2015-03-03")),
        school: Some("Brook Lane Primary School".to_owned()),
        score: 60,
        why: why.to_owned(),
        has_text: reference == "K-1043",
    }
}

fn shown(id: i64, file: &str, outcome: Outcome, why: &str, nearest: Vec<Nearest>) -> Shown {
    let opening = (1..30)
        .map(|n| format!("{n}. A teaching assistant will read with Amara for {n} minutes a day."));
    let opening: Vec<String> = ["Education, Health and Care Plan", "Name: Amara Okafor"]
        .map(str::to_owned)
        .into_iter()
        .chain(opening)
        .collect();
    Shown {
        id: PaperId(id),
        file: file.to_owned(),
        received: Moment::of_day(sample::day("2026-01-10")),
        fate: Fate::Waiting,
        opening: opening.join("\n"),
        outcome,
        why: why.to_owned(),
        nearest,
    }
}

fn papers() -> Vec<Shown> {
    let amara = nearest("K-1042", "Okafor, Amara", "name and birth date agree");
    let ada = nearest(
        "K-1043",
        "Okafor, Ada",
        "surname and birth date agree; forename differs",
    );
    vec![
        shown(
            3,
            "AO final plan.docx",
            Outcome::Proposed,
            "name and birth date are those of K-1042",
            vec![amara.clone(), ada.clone()],
        ),
        shown(
            4,
            "K-1043 K-1042.docx",
            Outcome::Several,
            "numbers of several pupils stand in it (K-1042, K-1043)",
            vec![ada, amara],
        ),
        shown(
            7,
            "scan 0012 of the plans that were found in the cupboard.pdf",
            Outcome::Nobody,
            "no mark of a pupil of the caseload in its name or on its first pages",
            vec![],
        ),
    ]
}

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("P");
    stage.reply(Asked::Papers, Reply::Papers(papers()));
    stage
}

#[track_caller]
fn settles(stage: &Stage, id: i64, expected: &Fate) {
    let asked = stage.last();
    assert!(
        matches!(asked, Request::Settle(paper, fate) if *paper == PaperId(id) && fate == expected),
        "{asked:?}"
    );
}

fn given(reference: &str) -> Fate {
    Fate::Given(PupilId::new(format!("pupil {reference}")))
}

#[test]
fn whom_a_document_names_is_hidden_with_the_names_though_nobody_is_called_that() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("P");
    let mut paper = shown(9, "Quillfeather.pdf", Outcome::Nobody, "", Vec::new());
    paper.opening = "Quillfeather works with one adult.".to_owned();
    stage.reply(Asked::Papers, Reply::Papers(vec![paper]));
    // Whatever is drawn is drawn with names hidden too, and looked through.
    stage.shows("Quillfeather works");
    stage.any_size();
}

#[test]
fn one_key_confirms_what_is_proposed_and_goes_on() {
    let mut stage = opened();
    stage.shows("0 of 3 settled");
    stage.shows("name and birth date agree");
    stage.keys("enter");
    settles(&stage, 3, &given("K-1042"));
    // It is not said to be settled before it is.
    stage.shows("0 of 3 settled");
    stage.reply(
        Asked::Settle,
        Reply::Fates(vec![(PaperId(3), given("K-1042"))]),
    );
    stage.shows("1 of 3 settled");
    stage.shows("✓ K-1042");
    stage.shows("numbers of several pupils stand in it");
}

#[test]
fn nobody_is_taken_for_granted_where_nobody_is_proposed() {
    let mut stage = opened();
    stage.keys("down");
    let before = stage.count();
    stage.keys("enter");
    assert_eq!(stage.count(), before);
    stage.shows("choose by digit");
    stage.keys("2");
    settles(&stage, 4, &given("K-1042"));
    // No digit beyond those that are there.
    let before = stage.count();
    stage.keys("1 9 enter");
    assert_eq!(stage.count(), before);
    stage.shows("Nobody is near");
}

#[test]
fn one_pupil_has_one_of_the_documents() {
    let mut stage = opened();
    stage.keys("enter");
    stage.reply(
        Asked::Settle,
        Reply::Fates(vec![(PaperId(3), given("K-1042"))]),
    );
    let before = stage.count();
    stage.keys("2");
    assert_eq!(stage.count(), before);
    stage.shows("AO final plan.docx is settled as the plan of K-1042 already");
    stage.keys("0 2");
    settles(&stage, 4, &Fate::Aside(Aside::Earlier));
    stage.keys("0 1");
    settles(&stage, 7, &Fate::Aside(Aside::Nobody));
    let fates = vec![
        (PaperId(4), Fate::Aside(Aside::Earlier)),
        (PaperId(7), Fate::Aside(Aside::Nobody)),
    ];
    stage.reply(Asked::Settle, Reply::Fates(fates));
    stage.shows("All are settled");
}

#[test]
fn any_pupil_is_found_by_typing() {
    let mut stage = opened();
    stage.keys("end /");
    stage.types("oka");
    assert!(matches!(stage.last(), Request::FindPupils(text) if text == "oka"));
    let found = vec![
        nearest("K-1042", "Okafor, Amara", ""),
        nearest("K-1043", "Okafor, Ada", ""),
    ];
    stage.reply(Asked::FindPupils, Reply::Found(found));
    stage.shows("Okafor, Ada");
    stage.frames("papers-find");
    stage.keys("down enter");
    settles(&stage, 7, &given("K-1043"));
    stage.keys("home / esc");
    stage.shows("AO final plan.docx");
}

#[test]
fn a_document_of_nobody_is_set_aside_with_its_reason_and_comes_back() {
    let mut stage = opened();
    stage.keys("end 0");
    stage.frames("papers-aside");
    stage.keys("1");
    settles(&stage, 7, &Fate::Aside(Aside::Nobody));
    stage.reply(
        Asked::Settle,
        Reply::Fates(vec![(PaperId(7), Fate::Aside(Aside::Nobody))]),
    );
    stage.shows("set aside");
    stage.shows("1 of 3 settled");
    stage.keys("u");
    settles(&stage, 7, &Fate::Waiting);
    stage.reply(
        Asked::Settle,
        Reply::Fates(vec![(PaperId(7), Fate::Waiting)]),
    );
    stage.shows("0 of 3 settled");
    stage.keys("u");
    stage.shows("Nothing was settled here");
    stage.keys("0 esc");
    stage.shows("0 of 3 settled");
}

#[test]
fn what_was_settled_goes_in_when_the_screen_is_left() {
    let mut stage = opened();
    stage.keys("enter q");
    let taken = |request: &&Request| matches!(request, Request::TakeSettled);
    assert_eq!(stage.requests().filter(taken).count(), 1);
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.reply(Asked::TakeSettled, Reply::Taken(1));
    stage.shows("1 plan text is in");
    stage.keys("down");
    assert!(!stage.text(120, 40).contains("plan text is in"));
}

#[test]
fn what_is_refused_is_said_and_read_again() {
    let mut stage = opened();
    stage.keys("enter");
    stage.reply(
        Asked::Settle,
        Reply::Refused("The disk is full.".to_owned()),
    );
    stage.shows("The disk is full.");
    assert!(matches!(stage.last(), Request::Papers));
    stage.reply(Asked::Papers, Reply::Papers(papers()));
    stage.shows("0 of 3 settled");
    stage.keys("x");
    assert!(matches!(stage.last(), Request::Missing));
    stage.reply(
        Asked::Missing,
        Reply::Exported("plans-missing.csv".to_owned()),
    );
    stage.shows("Who has no plan text is in plans-missing.csv");
}

#[test]
fn what_was_set_aside_before_is_not_asked_again() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("P");
    stage.shows("Reading the documents");
    let mut aside = papers();
    aside[0].fate = Fate::Aside(Aside::NoPlan);
    aside[1].fate = given("K-1043");
    stage.reply(Asked::Papers, Reply::Papers(aside));
    stage.shows("1 of 2 settled");
    stage.shows("scan 0012");
    let mut other = papers();
    other.reverse();
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("P");
    stage.reply(Asked::Papers, Reply::Papers(other));
    stage.keys("enter");
    settles(&stage, 3, &given("K-1042"));
}

#[test]
fn the_text_is_read_page_by_page() {
    let mut stage = opened();
    assert!(!stage.text(80, 24).contains("29. A teaching"));
    stage.keys("pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown");
    assert!(stage.text(80, 24).contains("29. A teaching"));
    stage.keys("pageup down");
    assert!(
        stage
            .text(80, 24)
            .contains("Education, Health and Care Plan")
    );
}

#[test]
fn the_frames_are_as_they_were_looked_at() {
    let mut stage = opened();
    stage.frames("papers");
    stage.keys("enter");
    stage.reply(
        Asked::Settle,
        Reply::Fates(vec![(PaperId(3), given("K-1042"))]),
    );
    stage.frames("papers-next");
    let mut empty = Stage::new(Some(sample::opening()));
    empty.keys("P");
    empty.reply(Asked::Papers, Reply::Papers(vec![]));
    empty.frames("papers-none");
    empty.keys("enter 1 0 / u down pagedown");
    empty.any_size();
    stage.any_size();
}
