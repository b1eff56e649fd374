//! Drift, driven by keys: who stands where, the pupils behind it, and what is said while it is looked for.

use std::sync::Arc;

use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, PupilRef, RecordId};
use crate::domain::moderation::drift::Outlook;
use crate::domain::moderation::drift::gap::Gap;
use crate::domain::moderation::drift::series::{Point, Series, Trend};
use crate::domain::moderation::drift::signal::Signal;
use crate::domain::moderation::drift::told::{Behind, Drifted, Person};
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::week::Week;
use crate::ui::message::{Asked, Opening, Progress, Reply, Request};
use crate::ui::stage::Stage;
use crate::ui::trial::Invented;

fn first() -> Week {
    Week::of("2026-11-02".parse().unwrap())
}

fn person(name: &str) -> Person {
    let mapped = (0..24).map(|n| Behind {
        mapping: RecordId::new(format!("{name}-{n:02}")),
        pupil: PupilId::new(format!("pupil {name}-{n:02}")),
        reference: PupilRef::new(format!("K-{}{n:02}", name.len())),
        recorded: Moment::of_day(first().plus(n / 3).monday()),
    });
    Person {
        name: name.to_owned(),
        mapped: mapped.collect(),
    }
}

/// The weekly means of an officer, in tenths of a rank.
fn series(name: &str, measure: &Measure, tenths: [i32; 8], slope: f64) -> Series {
    let points = (0..).zip(tenths).map(|(at, tenths)| Point {
        week: first().plus(at),
        mappings: 3,
        mean: Some(f64::from(tenths) / 10.0),
        against: None,
    });
    Series {
        officer: name.to_owned(),
        measure: measure.clone(),
        points: points.collect(),
        trend: Some(Trend {
            slope,
            low: slope - 0.05,
            high: slope + 0.05,
        }),
    }
}

/// Dana reads the first area a level lower from the third week on; Ann reads as ever.
fn drifted(framework: &Framework) -> Drifted {
    let area = Measure::Area(framework.areas[0].id.clone());
    let since = first().plus(2);
    let signal = Signal {
        officer: "Dana Reed".to_owned(),
        measure: area.clone(),
        setting: None,
        since,
        between: (since, since.plus(1)),
        by: -1.04,
        interval: (-1.22, -0.86),
        chance: 0.001,
        tariff: Some(-0.61),
        mappings: (6..24)
            .map(|n| RecordId::new(format!("Dana Reed-{n:02}")))
            .collect(),
    };
    let gap = |name: &str, measure: &Measure, mean| Gap {
        officer: name.to_owned(),
        measure: measure.clone(),
        pairs: 6,
        mean: Some(mean),
        interval: Some((mean - 0.3, mean + 0.3)),
    };
    let (lower, even) = (
        [31, 30, 21, 20, 19, 20, 21, 20],
        [30, 31, 30, 29, 30, 31, 30, 30],
    );
    let outlook = Outlook {
        signals: vec![signal],
        series: vec![
            series("Ann Abel", &Measure::Tariff, even, 0.01),
            series("Dana Reed", &Measure::Tariff, lower, -0.12),
            series("Ann Abel", &area, even, 0.01),
            series("Dana Reed", &area, lower, -0.12),
        ],
        shares: vec![],
        gaps: vec![gap("Ann Abel", &area, 0.0), gap("Dana Reed", &area, -1.1)],
    };
    Drifted {
        outlook,
        people: vec![person("Ann Abel"), person("Dana Reed")],
        weeks: vec![first(), first().plus(7)],
        pairs: 12,
        mapped: 48,
    }
}

/// The drift screen, still looking; and what will be found.
fn asked() -> (Stage, Drifted) {
    let invented = Invented::default();
    let framework: Arc<Framework> = invented.framework.clone();
    let mut stage = Stage::new(Some(Opening {
        framework: framework.clone(),
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("M d");
    assert!(matches!(stage.last(), Request::Drift));
    (stage, drifted(&framework))
}

fn opened() -> Stage {
    let (mut stage, drifted) = asked();
    stage.reply(Asked::Drift, Reply::Drift(Box::new(drifted)));
    stage
}

#[test]
fn a_signal_says_who_where_since_when_and_how_many_and_stands_on_top() {
    let mut stage = opened();
    stage.shows("48 mappings, 2026-W45 to 2026-W52; 12 plans of the random samples read twice");
    stage.shows("1 signal");
    let text = stage.text(120, 40);
    let signal = text.find("! Dana Reed gives").unwrap();
    assert!(signal < text.find("Ann Abel").unwrap(), "{text}");
    stage.shows("since 2026-W47");
    stage.shows("between 2026-W47 and 2026-W48");
    stage.shows("plans, too few");
    stage.keys("down");
    stage.shows("24 mapped");
    stage.shows("no signal");
    stage.shows("steady");
    stage.keys("down");
    stage.shows("falling 0.12 ranks a week");
    assert!(stage.text(120, 40).contains('▁'));
}

#[test]
fn the_pupils_behind_a_signal_are_those_since_then_and_open_their_record() {
    let mut stage = opened();
    stage.keys("enter");
    stage.shows("18 pupils");
    stage.shows("K-906");
    assert!(!stage.text(120, 40).contains("K-905"));
    stage.keys("end enter");
    assert!(
        matches!(stage.last(), Request::History(pupil) if pupil.as_str() == "pupil Dana Reed-23")
    );
    stage.keys("q");
    stage.shows("18 pupils");
    stage.keys("q down enter");
    stage.shows("24 pupils");
    stage.keys("esc");
    stage.shows("Who reads how");
    let before = stage.count();
    stage.keys("esc");
    // Back in moderation, which looks again what waits.
    assert_eq!(stage.count(), before + 1);
}

#[test]
fn it_is_long_work_that_says_how_far_it_is_and_can_be_stopped() {
    let (mut stage, drifted) = asked();
    stage.shows("ctrl-x stops it");
    stage.hear(crate::ui::message::Msg::Progress(Progress {
        what: "Reading the caseload".to_owned(),
        done: 200,
        of: Some(1_000),
    }));
    stage.shows("Reading the caseload");
    stage.reply(
        Asked::Drift,
        Reply::Refused("Stopped; nothing was changed.".to_owned()),
    );
    stage.shows("Stopped; nothing was changed. Enter looks again.");
    let before = stage
        .requests()
        .filter(|one| matches!(one, Request::Drift))
        .count();
    stage.keys("enter");
    let after = stage
        .requests()
        .filter(|one| matches!(one, Request::Drift))
        .count();
    assert_eq!(after, before + 1);
    stage.reply(Asked::Drift, Reply::Drift(Box::new(drifted)));
    stage.shows("1 signal");
}

#[test]
fn an_office_in_which_nobody_mapped_says_so() {
    let (mut stage, _) = asked();
    stage.reply(Asked::Drift, Reply::Drift(Box::default()));
    stage.shows("No officer has mapped anybody yet.");
    stage.keys("enter down end");
    stage.any_size();
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.frames("drift");
    stage.keys("end");
    stage.frames("drift-officer");
    stage.keys("enter");
    stage.frames("drift-pupils");
    stage.any_size();
}
