//! What a board is told, through the store, and how it is written.

use std::fmt::Write as _;

use super::*;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{AreaId, LevelId, Reader, Role};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use crate::domain::moderation::cohort::Outcome;
use crate::domain::moderation::review::Stream;
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::worth::Flagged;
use crate::exchange::moderation::{csv, json, page};
use crate::workspace::{Decided, Wish, files, unwatched};

const PUPILS: usize = 8;

/// An officer whose name would be markup on a page and a formula in a table.
const OFFICER: &str = "=Ann <b>";

fn at(minute: i64) -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap()).plus_millis(minute * 60_000)
}

fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

fn judged(level: &str, unsure: bool) -> Judged {
    let (area, level) = (AreaId::new("ci"), LevelId::new(level));
    Judged {
        judgements: vec![Judgement {
            n: 1,
            verdict: Verdict::Evidence {
                area: area.clone(),
                level: Some(level.clone()),
            },
            note: None,
        }],
        area_levels: vec![AreaLevel {
            area,
            level,
            reason: None,
            evidence: AreaSource::Provisions,
        }],
        unsure,
        ..Judged::default()
    }
}

/// A workspace in which an officer gave level 5 to everybody, asking about the last, and drew a sample of all of it.
fn begun() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for n in 1..=PUPILS {
        let _ = writeln!(
            table,
            "K-{n},Okafor,Amara,2015-03-04,mainstream,A TA will talk 1:1 for 20 minutes every day."
        );
    }
    let path = folder.path().join("first.csv");
    files::write(&path, table.as_bytes()).unwrap();
    let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), at(0)).unwrap();
    let account = workspace.import(&[path], Wish::default(), at(1), &mut unwatched);
    assert_eq!(account.unwrap().new, PUPILS as u64);
    for n in 1..=PUPILS {
        let (ann, judged) = (reader(OFFICER, Role::Officer), judged("5", n == PUPILS));
        (workspace.record_judged(&format!("K-{n}"), judged, None, ann, at(2))).unwrap();
    }
    (workspace.draw_sample(Cohort::All, Some(1), moderator(), at(20))).unwrap();
    (folder, workspace)
}

fn moderator() -> Reader {
    reader("Moira", Role::Moderator)
}

/// The same, with everybody read two levels lower by a moderator, one adjusted, one returned, one flag found harmless.
fn reviewed() -> (tempfile::TempDir, Workspace) {
    let (folder, mut workspace) = begun();
    for n in 1..=PUPILS {
        let given = (judged("3", false), None);
        (workspace.read_blind(&format!("K-{n}"), given, moderator(), at(30))).unwrap();
    }
    let decided = |decision, level: Option<&str>| Decided {
        decision,
        reason: Some("Amara's own words".to_owned()),
        descriptor: level.map(|level| (AreaId::new("ci"), Some(LevelId::new(level)))),
    };
    for (reference, decided) in [
        ("K-1", decided(Decision::Adjusted, Some("5"))),
        ("K-2", decided(Decision::Returned, None)),
    ] {
        (workspace.decide(reference, &decided, &moderator(), at(50))).unwrap();
    }
    let found = workspace.find_harmless(FlagRule::Unsure, &[], "settled", &moderator(), at(60));
    assert_eq!(found.unwrap(), 1);
    (folder, workspace)
}

#[test]
fn nothing_reviewed_is_reported_as_such() {
    let (_folder, workspace) = begun();
    let board = workspace.board(true, at(90), &mut unwatched).unwrap();
    assert_eq!((board.mapped, board.officers, board.pairs), (PUPILS, 1, 0));
    let page = page(&board, workspace.framework());
    for said in [
        "No plan of a random sample has been read twice yet",
        "the office is quiet",
        "No mapping has been adjusted",
        "Nothing was returned or escalated",
        "6 are left",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_board_is_told_what_was_decided_and_by_whom() {
    let (_folder, workspace) = reviewed();
    let board = workspace.board(false, at(90), &mut unwatched).unwrap();
    let sample = &board.samples[0];
    assert_eq!((sample.read, board.pairs), (PUPILS, PUPILS));
    assert!(sample.outside.values().all(|count| *count == PUPILS));
    let Outcome::Shift(shift) = &sample.outcome else {
        panic!("{:?}", sample.outcome);
    };
    assert_eq!(shift.lines.len(), PUPILS);
    assert_eq!(board.decided[&(Stream::Random, Decision::Adjusted)], 1);
    let change = &board.changes[0];
    assert_eq!(
        (
            change.reference.as_str(),
            change.officer.as_str(),
            change.by.as_str()
        ),
        ("K-1", OFFICER, "Moira")
    );
    let rank = |tariff: &Option<TariffId>| {
        let tariff = tariff.as_ref().unwrap();
        workspace.framework().tariff_rank(tariff).unwrap()
    };
    assert!(rank(&change.from) > rank(&change.to) && !change.taken_back);
    assert_eq!(
        (change.reason.as_ref(), change.at.day()),
        (None, at(50).day())
    );
    let referred = &board.referred[0];
    assert_eq!(
        (referred.reference.as_str(), referred.now),
        ("K-2", Decision::Returned)
    );
    let harmless = &board.harmless[0];
    assert_eq!((harmless.rule, harmless.mappings), (FlagRule::Unsure, 1));
    let unsure = |one: &&Flagged| one.rule == FlagRule::Unsure;
    let unsure = board.flags.iter().find(unsure).unwrap();
    assert_eq!((unsure.carried, unsure.harmless), (1, 1));
    let tariff = &board.agreement[0];
    assert!(tariff.too_few());
    assert_eq!(
        (tariff.same(), tariff.higher_words().starts_with("officers")),
        (0, true)
    );
}

#[test]
fn the_page_names_nobody_and_is_text() {
    let (_folder, workspace) = reviewed();
    let framework = workspace.framework();
    let written = page(
        &workspace.board(false, at(90), &mut unwatched).unwrap(),
        framework,
    );
    for said in [
        "A shift proposed for everybody, pupil by pupil",
        "<td>K-8</td>",
        "=Ann &lt;b&gt;",
        "<td>too few</td>",
        "not shown",
        "returned with a question",
        "the officer asked",
    ] {
        assert!(written.contains(said), "{said}");
    }
    for left_out in ["Okafor", "Amara", "minutes", "<b>", "http"] {
        assert!(!written.contains(left_out), "{left_out}");
    }
    let with = page(
        &workspace.board(true, at(90), &mut unwatched).unwrap(),
        framework,
    );
    assert!(with.contains("Amara's own words"));
}

#[test]
fn the_table_has_its_provenance_and_runs_nowhere() {
    let (_folder, workspace) = reviewed();
    let mut bytes = Vec::new();
    csv(
        &workspace.board(false, at(90), &mut unwatched).unwrap(),
        workspace.framework(),
        &mut bytes,
    )
    .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with("# framework: kent-illustrative\n"),
        "{text}"
    );
    assert!(text.contains("\n# read_twice: 8\n"));
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let cells = rows[0].split(',').count();
    let part = |part: &str| rows.iter().filter(|row| row.starts_with(part)).count();
    assert_eq!((cells, part("adjusted,K-1,ci 5,sampled,")), (14, 1));
    assert_eq!(part("sample,K-"), PUPILS);
    assert_eq!(part("referred,K-2,"), 1);
    assert!(
        part("agreement,'=Ann <b>,tariff,officer,alpha_ordinal,") == 1,
        "{text}"
    );
    assert!(!text.contains("Amara"));
}

#[test]
fn the_json_has_numbers_for_numbers() {
    let (_folder, workspace) = reviewed();
    let board = workspace.board(true, at(90), &mut unwatched).unwrap();
    let told = serde_json::Value::Object(json::board(&board, workspace.framework()));
    assert_eq!(told["samples"][0]["outcome"]["state"], "shift");
    assert_eq!(told["samples"][0]["outcome"]["lines"][0]["read"], true);
    assert_eq!(told["samples"][0]["outside"]["ci"], PUPILS);
    assert_eq!(told["agreement"][0]["exact"], 0.0);
    assert_eq!(told["agreement"][0]["higher"], "officers");
    assert_eq!(told["changes"][0]["reason"], "Amara's own words");
    assert_eq!(told["changes"][0]["at"], "2026-10-05");
    assert_eq!(told["drift"]["gaps"][1]["mean"], 2.0);
    assert_eq!(told["drift"]["quiet"], true);
}
