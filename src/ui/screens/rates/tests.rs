//! The rates, driven by keys.

mod panes;

use std::sync::Arc;

use crate::domain::distribution::Dimension;
use crate::domain::distribution::estimate::{Estimate, Outcome, Part as Stratified, Stratum};
use crate::domain::identity::TariffId;
use crate::domain::interval::Confidence;
use crate::domain::place::Setting;
use crate::domain::rates::invented::{Sketch, bespoke, cohort, pounds, set};
use crate::domain::rates::{
    Crowd, Elements, Envelope, Filed, Ground, Part, Rate, RateSet, RatesStatus, Value,
};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

const MAINSTREAM: Setting = Setting::Mainstream;
const SPECIAL: Setting = Setting::Special;

/// 4 pupils at T1 and 2 at T2 in mainstream schools, 3 at T3 and 1 whose sum is agreed by hand in a special school, 1 at
/// T0, 1 not mapped: £1,000, £2,000 and £4,000 bring 4,000 + 4,000 + 12,000.
fn sketches() -> Vec<Sketch> {
    let (ash, birch, oak) = (Some("Ash"), Some("Birch"), Some("Oak"));
    vec![
        (ash, MAINSTREAM, Some("T1"), Some(90_000)),
        (ash, MAINSTREAM, Some("T1"), Some(120_000)),
        (ash, MAINSTREAM, Some("T2"), Some(250_000)),
        (birch, MAINSTREAM, Some("T1"), None),
        (birch, MAINSTREAM, Some("T1"), Some(100_000)),
        (birch, MAINSTREAM, Some("T2"), Some(200_000)),
        (oak, SPECIAL, Some("T3"), Some(500_000)),
        (oak, SPECIAL, Some("T3"), Some(300_000)),
        (oak, SPECIAL, Some("T3"), Some(450_000)),
        (oak, SPECIAL, Some("T4"), Some(900_000)),
        (ash, MAINSTREAM, Some("T0"), Some(10_000)),
        (birch, MAINSTREAM, None, None),
    ]
}

fn filed(id: &str, held: RateSet) -> Filed<RateSet> {
    Filed {
        file: format!("{id}.toml"),
        held: RateSet {
            id: id.to_owned(),
            ..held
        },
    }
}

fn weights() -> RateSet {
    let weight = |(rate, nth): (Rate, u32)| Rate {
        value: Value::Weight(nth.into()),
        ..rate
    };
    RateSet {
        title: "Weights alone".into(),
        rates: set().rates.into_iter().zip(1..).map(weight).collect(),
        ..set()
    }
}

fn by_setting() -> RateSet {
    let mut by_setting = set();
    by_setting.title = "Rates by setting".into();
    by_setting.rates.push(Rate {
        tariff: TariffId::new("T3"),
        settings: vec![SPECIAL],
        phases: vec![],
        value: Value::Pounds(pounds(4500)),
    });
    by_setting
}

fn envelope() -> Envelope {
    let part = |settings: &[Setting], worth| Part {
        settings: settings.to_vec(),
        pounds: pounds(worth),
        title: String::new(),
    };
    Envelope {
        id: "money-2027".into(),
        title: "The money there is".into(),
        status: RatesStatus::Draft,
        year_from: sample::day("2027-04-01"),
        pounds: pounds(26_000),
        kept_back: pounds(2_000),
        covers: "Top-up.".into(),
        source: "Invented.".into(),
        notice: String::new(),
        parts: vec![part(&[MAINSTREAM], 9_000), part(&[SPECIAL], 15_000)],
    }
}

/// 8 of 12 in mainstream schools were drawn and read; the special school is known.
fn estimate() -> Estimate {
    let stratum = |keys: [&str; 2], part, of, drawn, counts: [u64; 6]| Stratum {
        keys: keys.map(str::to_owned).to_vec(),
        part,
        of,
        drawn,
        counts: counts.to_vec(),
        so_far: counts.to_vec(),
    };
    let strata = vec![
        stratum(
            ["primary", "mainstream"],
            Stratified::Remainder,
            12,
            8,
            [1, 4, 2, 0, 0, 1],
        ),
        stratum(
            ["primary", "special"],
            Stratified::Known,
            4,
            4,
            [0, 0, 0, 3, 1, 0],
        ),
    ];
    let outcomes = (0..5).map(|rank| Outcome::Tariff(TariffId::new(format!("T{rank}"))));
    let outcomes: Vec<Outcome> = outcomes.chain([Outcome::CannotMap]).collect();
    Estimate::of(&outcomes, strata, Confidence::default()).unwrap()
}

fn ground() -> Ground {
    let cohort = cohort(&sketches());
    Ground {
        framework: Arc::new(bespoke()),
        crowd: Crowd::of(&cohort),
        cohort,
        estimate: Ok((estimate(), vec![Dimension::Phase, Dimension::Setting])),
        sets: vec![
            filed("a-weights", weights()),
            filed("equal-2027", set()),
            filed("by-setting", by_setting()),
        ],
        envelopes: vec![Filed {
            file: "money-2027.toml".into(),
            held: envelope(),
        }],
        faults: Vec::new(),
        elements: Elements::default(),
        folder: "/home/rates".into(),
    }
}

/// The rates screen, opened from the worklist, over what it stands on.
fn stage(ground: Ground) -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("R");
    assert!(matches!(stage.last(), Request::Ground));
    stage.reply(Asked::Ground, Reply::Ground(Box::new(ground)));
    stage
}

#[test]
fn the_first_set_with_rates_is_taken_and_costed() {
    let mut stage = stage(ground());
    stage.shows("equal-2027");
    stage.shows("£20,000 for the 11 mapped of £24,000 (money-2027): ✓ £4,000 left.");
    stage.shows("83.33 %");
    stage.shows("special school £12,000 for 4");
    stage.shows("1 not mapped yet, 1 with a sum agreed by hand");
    stage.shows("All 16 in scope:");
    stage.frames("rates");
    stage.any_size();
}

#[test]
fn a_rate_is_raised_lowered_and_typed_and_everything_follows() {
    let mut stage = stage(ground());
    // T1 has four pupils.
    stage.keys("+");
    stage.shows("£1,100");
    stage.shows("£20,400 for the 11 mapped");
    stage.shows("changed in 1 step, not saved");
    stage.keys("minus minus");
    stage.shows("£19,600 for the 11 mapped");
    stage.keys("down down enter ctrl-u");
    stage.types("6,000.50");
    stage.keys("enter");
    stage.shows("£6,000.50");
    // 3,600 + 4,000 + 18,001.50: beyond the 24,000 there are.
    stage.shows("£25,601.50 for the 11 mapped");
    stage.shows("✗ £1,601.50 too much.");
    stage.frames("rates-over");
    stage.keys("u");
    stage.shows("£19,600 for the 11 mapped");
    stage.keys("u u u");
    stage.shows("£20,000 for the 11 mapped");
    stage.keys("u");
    stage.shows("Nothing is changed that could be undone.");
    assert!(!stage.text(120, 40).contains("not saved"));
}

#[test]
fn the_step_and_a_percentage_are_typed() {
    let mut stage = stage(ground());
    stage.keys("g ctrl-u");
    stage.types("10");
    stage.keys("enter +");
    stage.shows("£1,010");
    stage.keys("p");
    stage.types("-2.5");
    stage.keys("enter");
    // £1,010 × 0.975 = £984.75.
    stage.shows("£984.75");
    stage.shows("£3,900");
    stage.keys("p");
    stage.types("-101");
    stage.keys("enter");
    stage.shows("is no percentage");
    stage.keys("esc enter ctrl-u");
    stage.types("much");
    stage.keys("enter");
    stage.shows("\"much\" is no amount");
    stage.keys("esc");
    stage.shows("£984.75");
}

#[test]
fn what_the_envelope_affords_is_put_in_place() {
    let mut stage = stage(ground());
    stage.keys("v");
    stage.frames("rates-solve");
    stage.keys("1");
    // £24,000 over £20,000 is 1.2 times each rate.
    stage
        .shows("Scale 1.2, rates in whole pounds. They cost £24,000 for those mapped; £0 is left.");
    stage.shows("£4,800");
    stage.keys("v 2");
    // 9,000 over 8,000 in mainstream schools, 15,000 over 12,000 in the special school, from what stands there now.
    stage.shows("T3 special");
    stage.shows("£24,000 for the 11 mapped");
    stage.keys("u u");
    stage.shows("£20,000 for the 11 mapped");
    let low = |stage: &mut Stage| {
        let text = stage.text(120, 40);
        let cost = text.split("They cost £").nth(1).unwrap();
        let cost: String = cost
            .chars()
            .take_while(|c| *c != ' ')
            .filter(char::is_ascii_digit)
            .collect();
        cost.parse::<u64>().unwrap()
    };
    stage.keys("v 3");
    let expected = low(&mut stage);
    assert!(expected <= 24_000 && expected > 23_900, "{expected}");
    stage.keys("u v 4");
    stage.shows("affordable with 95 % confidence");
    assert!(low(&mut stage) < expected);
}

#[test]
fn weights_are_solved_before_they_are_changed() {
    let mut stage = stage(ground());
    stage.keys("o");
    stage.shows("a-weights.toml: Weights alone (draft, in weights)");
    stage.keys("1 +");
    stage.shows("This set is in weights");
    // 4 × 1 + 2 × 2 + 3 × 3 = 17 weights; 24,000 over 17 is 1,411.76.
    stage.keys("v 1");
    stage.shows("£1,411");
    stage.shows("£4,235");
    stage.keys("+");
    stage.shows("£1,511");
}

#[test]
fn changes_are_saved_under_a_new_name_alone() {
    let mut stage = stage(ground());
    stage.keys("s");
    stage.shows("Nothing is changed");
    stage.keys("+ s");
    stage.types("equal-2028");
    stage.keys("enter");
    let Request::KeepRates(name, kept) = stage.last() else {
        panic!("{:?}", stage.last())
    };
    assert_eq!(
        (name.as_str(), kept.rates[0].value),
        ("equal-2028", Value::Pounds(pounds(1100)))
    );
    let kept = filed("equal-2028", (**kept).clone());
    let there = "equal-2028.toml is there already and is not written over. Give another name.";
    stage.reply(Asked::KeepRates, Reply::Refused(there.into()));
    stage.shows("is there already");
    stage.shows("not saved");
    // What was typed stays to be mended, and no key of it does anything else.
    stage.keys("backspace 9 enter");
    let Request::KeepRates(name, _) = stage.last() else {
        panic!("{:?}", stage.last())
    };
    assert_eq!(name, "equal-2029");
    stage.reply(Asked::KeepRates, Reply::RatesKept(Box::new(kept)));
    stage.shows("Saved as equal-2028.toml: a draft, in /home/rates.");
    stage.keys("o");
    stage.shows("4  equal-2028.toml");
}

#[test]
fn leaving_what_is_not_saved_asks() {
    let mut stage = stage(ground());
    stage.keys("+ q");
    stage.shows("The rates were changed, and are not saved.");
    stage.keys("3");
    stage.shows("£1,100");
    stage.keys("ctrl-c");
    stage.shows("The same key again leaves.");
    stage.keys("o 3 2");
    stage.shows("by-setting");
    stage.shows("T3 special");
    // £4,500 for three.
    stage.shows("£13,500");
    stage.keys("+ q 1");
    stage.types("later");
    stage.keys("enter");
    let kept = filed("later", by_setting());
    stage.reply(Asked::KeepRates, Reply::RatesKept(Box::new(kept)));
    assert!(
        !stage.text(120, 40).contains("Tariffs"),
        "the worklist is back"
    );
}

#[test]
fn a_folder_without_rates_says_how_one_begins_and_what_is_wrong() {
    let mut bare = ground();
    bare.sets.clear();
    bare.envelopes.clear();
    bare.faults.push(Filed {
        file: "equal.toml".into(),
        held: "equal.toml:9:1: error: T3 has no rate; add a [[rate]] for it".into(),
    });
    let mut stage = stage(bare);
    stage.shows("continuum rates new");
    stage.shows("T3 has no rate");
    stage.frames("rates-none");
    stage.keys("o");
    stage.shows("There is no rate set");
    stage.keys("+ minus enter s p v e u");
    stage.any_size();
}

#[test]
fn without_an_estimate_or_an_envelope_it_says_so() {
    let mut bare = ground();
    bare.envelopes.clear();
    bare.estimate = Err("no audit sample has been drawn".into());
    let mut stage = stage(bare);
    stage.shows("There is no envelope to hold it against.");
    stage.shows("not known, for no audit sample has been drawn.");
    stage.keys("v");
    stage.shows("Rates are found from an envelope, and there is none");
}

#[test]
fn a_caseload_that_cannot_be_read_says_why() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.reply(Asked::Worklist, Reply::Worklist(Box::new(sample::page())));
    stage.keys("R");
    stage.shows("Reading the pupils and the rates files…");
    stage.reply(Asked::Ground, Reply::Refused("The disk is full.".into()));
    stage.shows("✗ The disk is full.");
}
