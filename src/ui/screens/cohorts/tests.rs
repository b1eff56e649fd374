//! Drawing a sample, driven by keys.

use crate::domain::identity::{RecordId, TariffId};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::prospect::Prospect;
use crate::domain::moderation::sample::{Limits, Ranked};
use crate::ui::message::{Asked, Opening, Reply, Request};
use crate::ui::stage::Stage;
use crate::ui::trial::Invented;

fn prospect(cohort: Cohort, counts: [usize; 3]) -> Prospect {
    let tariff = |rank: usize| Ranked::Tariff(rank, TariffId::new(format!("T{rank}")));
    let results = [Ranked::CannotMap, tariff(1), tariff(2)];
    let results = results.into_iter().zip(counts).collect();
    Prospect::of(cohort, &results, &Limits::default())
}

fn asked() -> Stage {
    let mut stage = Stage::new(Some(Opening {
        framework: Invented::default().framework,
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("M s");
    stage
}

fn opened() -> Stage {
    let mut stage = asked();
    let all = vec![
        prospect(Cohort::All, [4, 80, 60]),
        prospect(Cohort::Officer("Ben Bright".to_owned()), [2, 40, 30]),
        prospect(Cohort::Community("Ashford North".to_owned()), [0, 6, 5]),
        prospect(Cohort::District("Ashford".to_owned()), [4, 50, 40]),
    ];
    stage.reply(Asked::Cohorts, Reply::Cohorts(all));
    stage
}

#[test]
fn it_shows_how_many_would_be_drawn_by_the_table_and_of_what() {
    let mut stage = opened();
    stage.shows("25 of 144 mappings: 20 by the table");
    stage.shows("Everybody");
    stage.keys("down down");
    stage.shows("11 of 11 mappings");
    stage.shows("T1           6 of 6");
    stage.shows("Drawn by R. Hale, moderator");
}

#[test]
fn a_sample_is_drawn_from_a_seed_that_was_typed_or_from_none() {
    let mut stage = opened();
    stage.keys("down enter");
    stage.types("a lot");
    stage.keys("enter");
    stage.shows("\"a lot\" is no whole number");
    stage.keys("esc enter");
    stage.types("42");
    stage.keys("enter");
    let Request::Draw(Cohort::Officer(name), Some(42)) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    assert_eq!(name, "Ben Bright");
    stage.shows("Drawing…");
    stage.reply(Asked::Draw, Reply::Refused("Nobody is left.".to_owned()));
    stage.shows("Nobody is left.");
    stage.keys("home enter enter");
    assert!(matches!(stage.last(), Request::Draw(Cohort::All, None)));
    stage.reply(Asked::Draw, Reply::Drawn(RecordId::new("sample-2")));
    // Back in moderation, where the samples stand.
    assert!(matches!(stage.last(), Request::Bench));
}

#[test]
fn an_office_without_mappings_has_nothing_to_draw_from() {
    let mut stage = asked();
    stage.shows("Counting who has mapped whom");
    stage.reply(Asked::Cohorts, Reply::Cohorts(Vec::new()));
    stage.shows("there is nothing to");
    stage.keys("enter down end");
    stage.any_size();
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.keys("down");
    stage.frames("cohorts");
    stage.keys("enter");
    stage.frames("cohorts-seed");
    stage.any_size();
}
