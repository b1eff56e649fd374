//! The panes beside the tariffs: options, gains and losses, sheets, plans that cost more.

use std::collections::BTreeMap;

use super::{filed, ground, sketches, stage};
use crate::domain::communities::{Community, Indicator, Method, Shared, Year, budgets};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::exact::{Money, Quantity, Rounded};
use crate::domain::identity::{FrameworkKey, Origin, Reader, RecordId, Role};
use crate::domain::rates::invented::{bespoke, pounds, set};
use crate::domain::rates::{Protection, ProtectionKind, RateSet};
use crate::domain::sufficiency::cost::{Counts, Line, PlanCost};
use crate::domain::sufficiency::verdict::tests::case;
use crate::domain::sufficiency::{About, Gives, Named, Outcome, Recorded, Report, Told, cover};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;

#[test]
fn options_stand_in_columns_and_follow_what_is_changed() {
    let mut stage = stage(ground());
    stage.keys("2");
    stage.shows("Rate sets side by side");
    stage.shows("by-setting");
    // Weights cost nothing by themselves.
    assert!(!stage.text(120, 40).contains("a-weights"));
    stage.shows("£4,000–£4,500");
    stage.frames("rates-options");
    stage.keys("p");
    stage.types("10");
    stage.keys("enter");
    stage.shows("equal-2027 *");
    stage.shows("£22,000");
    stage.keys("u");
    stage.shows("£20,000");
    stage.keys("right right end down");
    stage.any_size();
}

/// £1,000, £2,000 and £4,000 with a floor of 5 in a hundred and a cap of 20 on what schools have today.
fn protected() -> RateSet {
    let protection = |kind, percent: u32| Protection {
        kind,
        settings: vec![],
        percent: percent.into(),
        from: None,
        until: None,
    };
    RateSet {
        protections: vec![
            protection(ProtectionKind::Floor, 5),
            protection(ProtectionKind::Cap, 2),
        ],
        ..set()
    }
}

#[test]
fn gains_and_losses_are_laid_out_by_what_is_asked() {
    let mut ground = ground();
    ground.sets = vec![filed("protected", protected())];
    let mut stage = stage(ground);
    stage.keys("3");
    stage.shows("Gains and losses by setting");
    stage.shows("mainstream");
    stage.frames("rates-gains");
    // Ash has £4,700 today and would have £4,000: its floor is £4,465.
    stage.keys("l 4");
    stage.shows("by school");
    stage.shows("Ash, mainstream");
    stage.shows("£4,465");
    stage.shows("−£235");
    stage.keys("l 6");
    stage.shows("who is protected or capped");
    stage.shows("the floor brings £465");
    stage.keys("l 5 r");
    stage.shows("gains first");
    stage.keys("enter");
    stage.shows("Only a school has a sheet");
    stage.any_size();
}

#[test]
fn a_school_has_a_sheet_with_its_average_and_how_it_moves() {
    let mut stage = stage(ground());
    stage.keys("3 l 4 down enter");
    // Oak: three at £4,000, and one whose sum is agreed by hand.
    stage.shows("Its average rate");
    stage.shows("£4,000 a pupil: £12,000 for 3; 1 left out");
    // One more at T1: 13,000 over 4.
    stage.shows("more £3,250, less —");
    stage.frames("rates-sheet");
    stage.any_size();
    stage.keys("esc");
    stage.shows("Gains and losses by school");
    assert_eq!(sketches().len(), 12);
}

fn line(n: u32, pence: i64, text: &str) -> Line {
    Line {
        n,
        who: None,
        ratio: (1, 1),
        hours: Some(Quantity::from(95_u32)),
        counts: Counts::Plan,
        cost: Money::from_pence(pence),
        text: text.to_owned(),
    }
}

fn report() -> Report {
    let named = |id: &str| Named {
        id: id.to_owned(),
        title: id.to_owned(),
        source: "Invented.".to_owned(),
        hash: Digest::of(id.as_bytes()),
    };
    let plan = |reference: &str, pence: i64| {
        let cost = PlanCost {
            lines: vec![line(
                1,
                pence,
                "A teaching assistant reads with Amara every day.",
            )],
            counted: 1,
            quantified: 1,
            priced: 1,
            plan: Rounded {
                money: Money::from_pence(pence),
                residue: Quantity::ZERO,
            },
            ..PlanCost::default()
        };
        let gives = Gives {
            rate: Ok(pounds(1000)),
            share: Ok(pounds(6000)),
        };
        cover(case(reference, "T1"), cost, gives)
    };
    let about = About {
        framework: FrameworkKey {
            id: "small".into(),
            version: "1".into(),
        },
        title: "Small".into(),
        notice: String::new(),
        as_of: sample::day("2026-01-12"),
        origin: Origin::new("origin-1"),
        rates: named("equal-2027"),
        book: named("cost-book"),
        share_source: "Invented.".into(),
        not_yet: 1,
        cannot_map: 0,
    };
    let plans = vec![
        plan("K-1", 950_000),
        plan("K-2", 100_000),
        plan("K-3", 1_200_050),
    ];
    Report::of(about, plans, BTreeMap::new(), &bespoke())
}

#[test]
fn the_words_of_a_plan_that_costs_more_are_hidden_with_the_names() {
    let mut stage = stage(ground());
    stage.keys("4");
    let mut report = report();
    for plan in &mut report.covered {
        for line in &mut plan.cost.lines {
            line.text = "An adult reads with Quillfeather.".to_owned();
        }
    }
    stage.reply(Asked::Shortfalls, Reply::Shortfalls(Box::new(report)));
    stage.keys("enter");
    // Whatever is drawn is drawn with names hidden too, and looked through.
    stage.shows("Quillfeather");
    stage.any_size();
}

#[test]
fn plans_that_cost_more_are_listed_and_decided_of() {
    let mut stage = stage(ground());
    stage.keys("4");
    assert!(matches!(stage.last(), Request::Shortfalls(file) if file == "equal-2027.toml"));
    stage.shows("Costing every mapped plan…");
    stage.reply(Asked::Shortfalls, Reply::Shortfalls(Box::new(report())));
    stage.shows("2 plans cost £7,500.50 more");
    stage.shows("2 wait for an outcome");
    stage.frames("rates-shortfalls");
    stage.keys("down enter");
    stage.shows("A teaching assistant reads with Amara every day.");
    stage.shows("costs at least £2,500 more");
    stage.frames("rates-shortfall");
    stage.any_size();
    stage.keys("esc d 3");
    stage.types("2,000");
    stage.keys("enter");
    stage.shows("is less than the £2,500 that it lacks");
    stage.keys("ctrl-u");
    stage.types("2,500");
    stage.keys("enter");
    stage.shows("Who decided?");
    stage.types("Ada");
    stage.keys("enter enter");
    stage.shows("Say why");
    stage.types("a second adult");
    stage.keys("enter");
    let Request::DecideOutcome(asked) = stage.last() else {
        panic!("{:?}", stage.last())
    };
    let asked = asked.clone();
    assert_eq!(asked.reference.as_str(), "K-1");
    assert_eq!(
        (asked.name.as_str(), asked.reason.as_str()),
        ("Ada", "a second adult")
    );
    assert_eq!(asked.outcome, Outcome::ToppedUp(pounds(2500)));
    stage.reply(
        Asked::DecideOutcome,
        Reply::OutcomeKept(Box::new(recorded())),
    );
    stage.shows("On the record: topped up by £2,500 a year, Ada, 12 Jan 2026.");
    stage.shows("1 wait for an outcome");
    stage.keys("H");
    assert!(matches!(stage.last(), Request::History(_)));
}

fn recorded() -> Recorded {
    let report = report();
    let one = &report.covered[0];
    Recorded {
        id: RecordId::new("outcome-1"),
        origin: Origin::new("origin-1"),
        recorded: Moment::of_day(sample::day("2026-01-12")),
        told: Told {
            pupil: one.case.pupil.clone(),
            mapping: one.case.mapping.clone(),
            plan: one.case.plan.clone(),
            framework: report.about.framework.clone(),
            rates: ("equal-2027".into(), report.about.rates.hash),
            book: ("cost-book".into(), report.about.book.hash),
            shortfall: pounds(2500),
            outcome: Outcome::ToppedUp(pounds(2500)),
            reader: Reader {
                name: "Ada".into(),
                role: Role::Officer,
            },
            reason: "a second adult".into(),
        },
    }
}

#[test]
fn another_set_is_costed_anew_and_a_refusal_is_told() {
    let mut stage = stage(ground());
    stage.keys("4");
    let why = "There is no cost book. Begin one.";
    stage.reply(Asked::Shortfalls, Reply::Refused(why.into()));
    stage.shows("✗ There is no cost book.");
    stage.keys("d enter down o 3");
    assert!(matches!(stage.last(), Request::Shortfalls(file) if file == "by-setting.toml"));
    stage.keys("tab tab tab");
    stage.shows("Rate sets side by side");
}

/// Two Communities: one that had more than the formula gives, one that had less.
fn shared(year: usize) -> Shared {
    let community = |name: &str, pupils: u32, historic, choice: &str| Community {
        name: name.to_owned(),
        pupils: pupils.into(),
        idaci: 100_u32.into(),
        looked_after: 10_u32.into(),
        low_prior_attainment: 50_u32.into(),
        historic: pounds(historic),
        claims: pounds(historic),
        choice: choice.to_owned(),
    };
    let communities = vec![
        community("Elm", 3000, 60_000, "panel of heads decides"),
        community("Beech", 1000, 40_000, ""),
    ];
    let one = |name: &str, from: &str, historic: u32| Year {
        name: name.to_owned(),
        from: sample::day(from),
        pot: pounds(100_000),
        historic: historic.into(),
    };
    let weights = [50_u32, 25, 10, 15].map(Quantity::from);
    let method = Method {
        id: "m".into(),
        title: "Invented".into(),
        source: "for trying".into(),
        hash: Digest::of(b"m"),
        weights: Indicator::ALL.into_iter().zip(weights).collect(),
        years: vec![
            one("2026-27", "2026-04-01", 50),
            one("2027-28", "2027-04-01", 0),
        ],
        protection: None,
    };
    let budgets = budgets(&method, &method.years[year], &communities).unwrap();
    Shared {
        routed: BTreeMap::from([("Elm".to_owned(), 3), ("Oak".to_owned(), 2)]),
        method,
        communities,
        budgets,
    }
}

#[test]
fn budgets_of_communities_are_shown_year_by_year_and_each_comes_about_in_steps() {
    let mut stage = stage(ground());
    stage.keys("5");
    assert!(matches!(stage.last(), Request::Communities(None)));
    stage.shows("Sharing the pot out");
    stage.reply(Asked::Communities, Reply::Communities(Box::new(shared(0))));
    stage.shows("Budgets of the Communities, 2026-27");
    stage.shows("2 pupils of the caseload go by the Community's route, and");
    // The formula gives Elm 37,500 + 25,000 of 100,000; half of that, and 30,000 by what it had.
    stage.shows("£61,250");
    stage.frames("rates-communities");
    stage.keys("enter");
    stage.shows("£62,500  by the formula alone");
    stage.shows("It chose: panel of heads decides");
    stage.frames("rates-community");
    stage.any_size();
    stage.keys("esc down y");
    assert!(matches!(stage.last(), Request::Communities(Some(year)) if year == "2027-28"));
    stage.reply(Asked::Communities, Reply::Communities(Box::new(shared(1))));
    stage.shows("£37,500");
    stage.keys("y");
    assert!(matches!(stage.last(), Request::Communities(Some(year)) if year == "2026-27"));
    // A year that cannot be shared out leaves those that were.
    let why = "2026-27 has no pot.";
    stage.reply(Asked::Communities, Reply::Refused(why.into()));
    stage.shows(why);
    stage.shows("£37,500");
}

#[test]
fn communities_need_no_rate_set_and_say_what_is_missing() {
    let mut ground = ground();
    ground.sets.clear();
    let mut stage = stage(ground);
    stage.shows("There is no rate set");
    stage.keys("5");
    let why = "There is no method for Communities in rates.";
    stage.reply(Asked::Communities, Reply::Refused(why.into()));
    stage.shows("✗ There is no method for Communities");
    // It may have been written meanwhile.
    stage.keys("1 5");
    assert!(matches!(stage.last(), Request::Communities(None)));
    stage.shows("Sharing the pot out");
    stage.reply(Asked::Communities, Reply::Refused(why.into()));
    stage.shows("✗ There is no method for Communities");
    stage.keys("y enter down");
    stage.shows("✗ There is no method for Communities");
    stage.keys("tab");
    stage.shows("There is no rate set");
}
