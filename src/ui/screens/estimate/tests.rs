//! The estimate of the rest, driven by keys.

use crate::domain::day::Moment;
use crate::domain::distribution::Dimension;
use crate::domain::distribution::audit::{AuditHead, Chain, USUAL};
use crate::domain::distribution::estimate::{
    Allotted, Laid, Moved, Outcome, Part, Progress, Stratum, allot, prospect,
};
use crate::domain::distribution::rest::{AuditProspect, AuditSize, AuditState, Rest};
use crate::domain::identity::{FrameworkKey, Reader, RecordId, Role, TariffId};
use crate::domain::interval::Confidence;
use crate::ui::message::{Asked, Opening, Reply, Request};
use crate::ui::stage::Stage;
use crate::ui::trial::Invented;

fn keys(setting: &str, phase: &str) -> Vec<String> {
    vec![setting.to_owned(), phase.to_owned()]
}

fn outcomes() -> Vec<Outcome> {
    let tariffs = ["T0", "T1", "T2"].map(|id| Outcome::Tariff(TariffId::new(id)));
    tariffs.into_iter().chain([Outcome::CannotMap]).collect()
}

/// A known stratum and two sampled ones, read or not.
fn laid(read: bool) -> Laid {
    let stratum = |keys, part, of, drawn, counts: [u64; 4]| Stratum {
        keys,
        part,
        of,
        drawn,
        counts: counts.to_vec(),
        so_far: counts.to_vec(),
    };
    let unread = if read { 60 } else { 64 };
    let strata = vec![
        stratum(
            keys("mainstream", "secondary"),
            Part::Known,
            1_200,
            1_200,
            [300, 500, 390, 10],
        ),
        stratum(
            keys("mainstream", "primary"),
            Part::Remainder,
            5_600,
            unread,
            [20, 30, 10, 0],
        ),
        stratum(
            keys("special", "primary"),
            Part::Remainder,
            2_400,
            30,
            [1, 9, 18, 2],
        ),
    ];
    let laid = Laid::of(&USUAL, &Chain::default(), (outcomes(), strata));
    Laid {
        audits: vec![head()],
        ..laid
    }
}

fn head() -> AuditHead {
    AuditHead {
        id: RecordId::new("audit-1"),
        recorded: Moment::of_day("2026-10-05".parse().unwrap()),
        framework: FrameworkKey {
            id: "small".into(),
            version: "1".into(),
        },
        extends: None,
        by: vec![Dimension::Setting, Dimension::Phase],
        seed: 20_261_005,
        asked: 90,
        reader: Reader {
            name: "R. Hale".into(),
            role: Role::Moderator,
        },
    }
}

fn shown(wanted: u64) -> AuditProspect {
    let allotted = |keys, of, before| Allotted {
        keys,
        of,
        before,
        ..Allotted::default()
    };
    let mut strata = vec![
        allotted(keys("mainstream", "primary"), 5_600, 60),
        allotted(keys("special", "primary"), 2_400, 30),
    ];
    allot(&mut strata, wanted).unwrap();
    let at = Confidence::default();
    let size = |pupils: u64, alone| AuditSize {
        pupils,
        alone,
        together: alone * 1.3,
        guessed: None,
    };
    AuditProspect {
        by: USUAL.to_vec(),
        extends: Some(RecordId::new("audit-1")),
        before: 90,
        most: 7_910,
        least: 4,
        one_point: 4_100,
        sizes: vec![
            size(50, 0.071),
            size(100, 0.061),
            size(200, 0.049),
            size(400, 0.036),
        ],
        prospect: prospect(&[300, 500, 390, 10], strata, at),
    }
}

fn rest(read: bool) -> Rest {
    let progress = |keys, of, drawn, read| Progress {
        keys,
        frame: of,
        of,
        mapped: read,
        members: drawn,
        drawn,
        read,
    };
    let moved = |day: &str, read| Moved {
        day: day.parse().unwrap(),
        estimate: laid(read).whole(),
    };
    let drawn = if read { 60 } else { 64 };
    Rest {
        laid: laid(read),
        prospect: Some(shown(0)),
        progress: vec![
            progress(keys("mainstream", "primary"), 5_600, drawn, 60),
            progress(keys("special", "primary"), 2_400, 30, 30),
        ],
        audits: vec![AuditState {
            head: head(),
            counts: true,
            drawn: drawn + 30,
            in_scope: drawn + 30,
            read: 90,
        }],
        moved: if read {
            vec![
                moved("2026-10-11", true),
                moved("2026-10-18", false),
                moved("2026-10-20", true),
            ]
        } else {
            vec![]
        },
    }
}

fn asked() -> Stage {
    let mut stage = Stage::new(Some(Opening {
        framework: Invented::default().framework,
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("D e");
    assert!(matches!(stage.last(), Request::Rest));
    stage
}

fn opened(read: bool) -> Stage {
    let mut stage = asked();
    stage.shows("Looking what is known");
    stage.reply(Asked::Rest, Reply::Rest(Box::new(rest(read))));
    stage
}

#[test]
fn the_estimate_stands_beside_the_count_with_its_interval() {
    let mut stage = opened(true);
    stage.shows("9,200 in scope, 1,200 known, 90 drawn and read");
    // T1: 500 + 5,600 × 30/60 + 2,400 × 9/30.
    stage.shows("4,020");
    stage.shows("43.7 %");
    stage.shows("60 of 60 read, of 5,600");
    stage.keys("tab");
    stage.shows("±7.1; all together ±9.2");
    stage.keys("tab");
    stage.shows("43.7 → 43.7 %");
    stage.keys("tab down up end pagedown home");
    stage.shows("Audit samples");
    stage.any_size();
}

#[test]
fn where_there_is_none_it_says_why() {
    let mut stage = opened(false);
    stage.shows("There is no estimate: 60 of the 64 drawn pupils");
    stage.shows("5,600 of mainstream, primary: 60 of 64 drawn are read");
    stage.keys("tab tab");
    stage.shows("There has been no estimate yet");
    stage.any_size();
}

#[test]
fn a_sample_is_drawn_by_a_number_after_what_it_shows_was_said() {
    let mut stage = opened(true);
    stage.keys("a");
    stage.shows("How many pupils shall be drawn by R. Hale, moderator?");
    stage.types("lots");
    stage.keys("enter");
    stage.shows("\"lots\" is no whole number");
    stage.keys("esc a");
    stage.types("110");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::AuditProspect(110)));
    let prospect = Reply::AuditProspect(Box::new(shown(110)));
    stage.reply(Asked::AuditProspect, prospect);
    stage.shows("Draw 110 more of the 8,000 pupils");
    stage.keys("y");
    assert!(
        stage
            .requests()
            .any(|one| matches!(one, Request::DrawAudit(110)))
    );
    stage.reply(Asked::DrawAudit, Reply::Audited(110));
    stage.shows("110 pupils are drawn");
    assert!(matches!(stage.last(), Request::Rest));
    stage.keys("a");
    stage.types("1");
    stage.keys("enter");
    let why = Reply::Refused("1 is too few".to_owned());
    stage.reply(Asked::AuditProspect, why);
    stage.shows("1 is too few");
}

#[test]
fn nobody_left_is_said_and_a_failure_too() {
    let mut stage = asked();
    let whole = Rest {
        prospect: None,
        audits: vec![],
        progress: vec![],
        ..rest(true)
    };
    stage.reply(Asked::Rest, Reply::Rest(Box::new(whole)));
    stage.shows("No audit sample has been drawn");
    stage.keys("a");
    stage.shows("there is nobody to draw");
    let mut stage = asked();
    stage.reply(Asked::Rest, Reply::Refused("The file is gone.".to_owned()));
    stage.shows("The file is gone.");
    stage.keys("a");
    assert!(matches!(stage.last(), Request::Rest));
}

#[test]
fn frames() {
    let mut stage = opened(true);
    stage.frames("estimate");
    stage.keys("a");
    stage.frames("estimate-number");
    let mut none = opened(false);
    none.frames("estimate-refused");
}
