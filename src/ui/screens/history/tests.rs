//! One pupil's record, driven by keys and replies.

use crate::domain::amendment::Changes;
use crate::domain::caseload::{CohortWord, Event};
use crate::domain::day::Moment;
use crate::domain::derive::Outcome;
use crate::domain::dose::{Dose, Period, Unit};
use crate::domain::flag::{Flag, FlagRule};
use crate::domain::framework::Route;
use crate::domain::identity::{
    AreaId, LevelId, Origin, PlanId, PupilId, PupilRef, Reader, RecordId, Role, TariffId,
};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, SetAside, Verdict};
use crate::domain::mapping::{Course, Mapping, Sheet, Withdrawal};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::{AreaCode, Provision, Span};
use crate::domain::pupil::Facts;
use crate::ui::message::{Asked, Reply, Request, Story, Which};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn at(day: &str) -> Moment {
    Moment::of_day(sample::day(day))
}

fn reader(name: &str) -> Reader {
    Reader {
        name: name.to_owned(),
        role: Role::Officer,
    }
}

fn provision(n: u32, text: &str, hours: Option<u32>) -> Provision {
    Provision {
        n,
        text: text.to_owned(),
        span: Span { start: 0, end: 1 },
        area: AreaCode::Ci,
        heading: None,
        who: None,
        dose: Dose {
            amount: hours.map(|_| 30_u32.into()),
            unit: hours.map(|_| Unit::Minutes),
            per: hours.map(|_| Period::Week),
            ratio: None,
            annual_hours: hours.map(Into::into),
        },
        vague: vec![],
        duplicate_of: None,
        notes: vec![],
    }
}

fn judged() -> Judged {
    let evidence = |n, area: &str, level: &str| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new(area),
            level: Some(LevelId::new(level)),
        },
        note: None,
    };
    let area = |area: &str, level: &str, evidence, reason: Option<&str>| AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: reason.map(str::to_owned),
        evidence,
    };
    Judged {
        judgements: vec![
            evidence(1, "ci", "4"),
            evidence(2, "ci", "3"),
            evidence(2, "cl", "2"),
            Judgement {
                n: 3,
                verdict: Verdict::SetAside(SetAside::QueryHealth),
                note: Some("ask the clinic".to_owned()),
            },
        ],
        area_levels: vec![
            area("ci", "4", AreaSource::Provisions, None),
            area(
                "cl",
                "3",
                AreaSource::AnnualReview,
                Some("the review says more"),
            ),
        ],
        unsure: true,
        ..Judged::default()
    }
}

fn mapping(id: &str, day: &str, withdrawn: Option<Withdrawal>) -> Event {
    let framework = sample::framework("2");
    let outcome = Outcome {
        several: Vec::new(),
        tariff: TariffId::new("T2"),
        route: Route::Tariff,
        trace: vec![
            "Communication and interaction stands at 4".to_owned(),
            "rule 2 holds: one area at 4 or above".to_owned(),
            format!("tariff T2, paid by {}", Route::Tariff.words()),
        ],
    };
    let sheet = Sheet {
        pupil: PupilId::new("pupil 0"),
        plan: Some(PlanId::new("plan 1")),
        framework: framework.key,
        framework_hash: framework.hash,
        reader: reader("Ada Reader"),
        setting: Some(Setting::Mainstream),
        phase: Some(Phase::Primary),
        provisions: vec![
            provision(
                1,
                "A speech and language therapist will deliver a programme 1:1 for 30 minutes each week.",
                Some(19),
            ),
            provision(
                2,
                "A teaching assistant will run a group of no more than four pupils.",
                Some(38),
            ),
            provision(3, "Access to the sensory\u{1b}[31m room as needed.", None),
        ],
        judged: judged(),
        outcome: Some(outcome),
        flags: vec![Flag {
            rule: FlagRule::AgainstRule,
            reason: "Cognition and learning was set at 3 against the rule's 2.".to_owned(),
        }],
        course: Course {
            opened: at(day),
            revealed: Some(at(day)),
            changed_after_reveal: false,
            offered: vec![],
        },
        taken_over: None,
        adopted_by: None,
        purpose: None,
        ruled: None,
    };
    Event::Mapped(Box::new(Mapping {
        id: RecordId::new(id),
        origin: Origin::new("here"),
        recorded: at(day),
        sheet,
        withdrawn,
    }))
}

fn story() -> Story {
    let withdrawal = Withdrawal {
        id: RecordId::new("withdrawal"),
        mapping: RecordId::new("first"),
        reader: reader("Ada Reader"),
        reason: "read from the old plan".to_owned(),
        recorded: at("2026-01-09"),
    };
    Story {
        facts: Facts {
            surname: Some("Okafor".to_owned()),
            forename: Some("Amara".to_owned()),
            school: Some("Alder Lane Primary School".to_owned()),
            setting: Some(Setting::Mainstream),
            need_1: Some("ASD".to_owned()),
            current_top_up: "4512.00".parse().ok(),
            ..Facts::unknown(PupilRef::new("K-1042"))
        },
        events: vec![
            mapping("second", "2026-01-12", None),
            Event::Withdrawn(withdrawal.clone()),
            Event::PlanReceived {
                at: at("2026-01-08"),
                plan: PlanId::new("plan 2"),
                file: "plans/K-1042.docx".to_owned(),
                changes: Some(Changes {
                    same: 12,
                    reworded: 1,
                    ..Changes::default()
                }),
            },
            mapping("first", "2026-01-07", Some(withdrawal)),
            Event::Imported {
                at: at("2026-01-06"),
                file: "caseload.csv".to_owned(),
                changed: vec!["school".to_owned(), "review_due".to_owned()],
            },
            Event::PlanReceived {
                at: at("2026-01-05"),
                plan: PlanId::new("plan 1"),
                file: "caseload.csv".to_owned(),
                changes: None,
            },
            Event::Imported {
                at: at("2026-01-05"),
                file: "caseload.csv".to_owned(),
                changed: vec![],
            },
        ],
    }
}

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("H");
    stage.reply(Asked::History, Reply::History(Box::new(story())));
    stage
}

#[test]
fn the_latest_mapping_is_shown_in_full() {
    let mut stage = opened();
    stage.shows(&format!("T2, paid by {}", Route::Tariff.words()));
    for words in [
        "2. rule 2 holds: one area at 4 or above",
        "! Cognition and learning was set at 3",
        "rests on provisions 1, 2",
        "rests on the annual review",
        "against the rule, because the review says more",
        "set aside: perhaps health: must still be secured; refer",
        "note ask the clinic",
        "second pair of eyes",
    ] {
        stage.shows(words);
    }
}

#[test]
fn money_and_need_stay_off_the_record() {
    let mut stage = opened();
    for _ in 0..7 {
        let text = stage.text(200, 60);
        assert!(!text.contains('£') && !text.contains("ASD") && !text.contains("4512"));
        stage.keys("down");
    }
}

#[test]
fn every_event_says_what_happened() {
    let mut stage = opened();
    stage.keys("down");
    stage.shows("Because read from the old plan");
    stage.keys("down");
    stage.shows("Version 2 of the plan came in: 12 same, 1 reworded.");
    stage.keys("down");
    stage.shows("× Taken back by Ada Reader (officer) on 9 Jan 2026: read from the");
    stage.keys("down");
    stage.shows("· review_due");
    stage.keys("down");
    stage.shows("Version 1 of the plan came in.");
    stage.keys("end");
    stage.shows("The pupil came in with this file.");
}

#[test]
fn what_was_said_of_the_cohort_is_on_the_record() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("H");
    let word = CohortWord {
        at: at("2026-01-12"),
        years: Some(-1),
        reader: reader("Ada Reader"),
        reason: "repeated year 4".to_owned(),
    };
    let story = Story {
        events: vec![Event::Cohort(word)],
        ..story()
    };
    stage.reply(Asked::History, Reply::History(Box::new(story)));
    stage.shows("The pupil is taught 1 year below those of their age.");
    stage.shows("Said by Ada Reader (officer)");
    stage.shows("Because repeated year 4");
}

#[test]
fn a_mapping_is_taken_back_with_a_reason_and_a_yes() {
    let mut stage = opened();
    stage.keys("w enter");
    stage.shows("say it in a few words");
    stage.types("wrong plan");
    stage.keys("enter");
    let before = stage.count();
    stage.shows("because: wrong plan?");
    stage.keys("y");
    let asked = stage.last();
    assert_eq!(
        stage.count(),
        before + 2,
        "the record is read again too: {asked:?}"
    );
    stage.reply(Asked::Withdraw, Reply::Withdrawn(RecordId::new("second")));
    assert!(matches!(stage.last(), Request::History(_)));
    stage.shows("✓ Taken back; both stay on the record.");
}

#[test]
fn what_is_asked_for_names_the_mapping_and_the_reason() {
    let mut stage = opened();
    stage.keys("w");
    stage.types("no");
    stage.keys("enter y");
    let named = stage.requests().any(|request| {
        matches!(request, Request::Withdraw(mapping, why) if mapping.as_str() == "second" && why == "no")
    });
    assert!(named);
}

#[test]
fn nothing_is_taken_back_where_it_was_left() {
    let mut stage = opened();
    stage.keys("w x esc");
    stage.shows("History");
    stage.keys("w x enter n");
    let withdraws = |request: &Request| matches!(request, Request::Withdraw(..));
    assert!(!stage.requests().any(withdraws));
}

#[test]
fn only_a_standing_mapping_is_taken_back() {
    let mut stage = opened();
    stage.keys("down w");
    stage.shows("only a mapping can be taken back");
    stage.keys("down down w");
    stage.shows("has been taken back already");
}

#[test]
fn a_refusal_is_said_and_the_record_stays() {
    let mut stage = opened();
    stage.keys("w x enter y");
    stage.reply(
        Asked::Withdraw,
        Reply::Refused("The disk is full.".to_owned()),
    );
    stage.shows("The disk is full.");
    stage.shows("K-1042");
}

#[test]
fn m_maps_the_pupil_again() {
    let mut stage = opened();
    stage.keys("m");
    let asked = stage.last();
    assert!(matches!(asked, Request::Open(Which::Pupil(pupil)) if pupil.as_str() == "pupil 0"));
}

#[test]
fn a_long_record_scrolls_to_its_last_line_and_no_further() {
    let mut stage = opened();
    stage.text(80, 24);
    stage.keys("pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown");
    let text = stage.text(80, 24);
    assert!(
        text.contains("Plan version plan 1") && !text.contains("more lines"),
        "{text}"
    );
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.frames("history");
    stage.keys("w");
    stage.types("read from the old plan");
    stage.frames("history-reason");
    stage.keys("enter");
    stage.frames("history-confirm");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    opened().any_size();
}
