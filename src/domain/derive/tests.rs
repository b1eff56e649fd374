//! Derivations tried on small frameworks made here, by cases and by properties.

mod hours;
mod sums;

use proptest::prelude::*;

use super::*;
use crate::domain::derivation::{Adjust, Condition, Derivation, Rule};
use crate::domain::digest::Digest;
use crate::domain::framework::{Area, Level, Scope, Status, Walk, YearShape};
use crate::domain::identity::{AreaId, FrameworkKey};
use crate::domain::place::{Phase, Setting};

const LEVELS: [&str; 7] = ["0", "L1", "U1", "L2", "U2", "3", "4"];
const AREAS: [&str; 4] = ["ci", "cl", "semh", "sp"];

/// Four areas, seven levels whose names say nothing of their rank, tariffs T0 to T4.
fn framework(kind: DerivationKind) -> Framework {
    let ids = || LEVELS.into_iter().map(LevelId::new);
    let level = |id: LevelId| Level {
        name: format!("Level {id}"),
        id,
        points: 0,
    };
    let area = |id: &str, parent: Option<&str>| Area {
        id: AreaId::new(id),
        name: id.to_uppercase(),
        code: None,
        parent: parent.map(AreaId::new),
        levels: ids().collect(),
        weight: 1,
        cap: None,
    };
    let mut areas: Vec<Area> = AREAS.into_iter().map(|id| area(id, None)).collect();
    areas.push(area("body", None));
    areas.extend([area("sight", Some("body")), area("hearing", Some("body"))]);
    let tariff = |number: usize| Tariff {
        id: TariffId::new(format!("T{number}")),
        name: format!("Tariff {number}"),
        route: if number == 0 {
            Route::Core
        } else {
            Route::Tariff
        },
        settings: vec![],
        open: number == 4,
    };
    Framework {
        key: FrameworkKey {
            id: "small".into(),
            version: "1".into(),
        },
        hash: Digest::of(b""),
        title: String::new(),
        status: Status::Draft,
        authority: None,
        effective_from: None,
        previous: None,
        notice: String::new(),
        phases: Phase::ALL.to_vec(),
        scope: Scope {
            years: (0, 14),
            settings: Setting::ALL.to_vec(),
            sixth_form: true,
        },
        year: YearShape::default(),
        walk: Walk::Provision,
        levels: ids().map(level).collect(),
        areas,
        descriptors: vec![],
        tariffs: (0..5).map(tariff).collect(),
        derivation: Derivation {
            kind,
            area_level: AreaLevelRule::Reader,
            adjust: vec![],
        },
        lineage: vec![],
    }
}

fn by_highest(ranks: [usize; 7]) -> Framework {
    let row =
        |(level, rank): (&str, usize)| (LevelId::new(level), TariffId::new(format!("T{rank}")));
    let map = LEVELS.into_iter().zip(ranks).map(row).collect();
    framework(DerivationKind::Highest(map))
}

fn count(count: usize, at_least: &str) -> Condition {
    Condition::Count {
        count,
        at_least: LevelId::new(at_least),
    }
}

fn rule(tariff: &str, when: Vec<Condition>) -> Rule {
    Rule {
        tariff: TariffId::new(tariff),
        when,
        settings: vec![],
        phases: vec![],
    }
}

fn by_rules() -> Framework {
    let sp = Condition::Area {
        area: AreaId::new("sp"),
        at_least: LevelId::new("3"),
    };
    let special = Rule {
        settings: vec![Setting::Special],
        ..rule("T2", vec![count(1, "L2")])
    };
    framework(DerivationKind::Rules(vec![
        rule("T4", vec![count(2, "3"), sp]),
        rule("T3", vec![count(2, "3")]),
        special,
        rule("T1", vec![count(1, "U1")]),
        rule("T0", vec![]),
    ]))
}

/// Reads `ci=3 cl=L1` as a profile in a mainstream primary school.
fn profile(levels: &str) -> Profile {
    let level = |pair: &str| {
        let (area, level) = pair.split_once('=').unwrap();
        (AreaId::new(area), LevelId::new(level))
    };
    Profile {
        levels: levels.split_whitespace().map(level).collect(),
        setting: Some(Setting::Mainstream),
        phase: Some(Phase::Primary),
        ..Profile::default()
    }
}

#[track_caller]
fn gives(framework: &Framework, levels: &str, tariff: &str, why: &str) {
    let derived = derive(framework, &profile(levels)).unwrap();
    assert_eq!(derived.tariff.as_str(), tariff);
    let said = derived.trace.iter().any(|line| line == why);
    assert!(said, "{:#?}", derived.trace);
}

#[track_caller]
fn refuses(framework: &Framework, profile: &Profile, says: &str) {
    let fault = derive(framework, profile).unwrap_err().to_string();
    assert!(fault.contains(says) && fault.ends_with('.'), "{fault}");
}

#[test]
fn the_highest_level_goes_by_rank_not_by_name() {
    let framework = by_highest([0, 0, 1, 1, 2, 3, 4]);
    gives(&framework, "ci=L2", "T1", "CI stands at L2 (Level L2)");
    gives(
        &framework,
        "ci=U1 cl=L2",
        "T1",
        "the highest level is L2, which gives T1",
    );
    gives(
        &framework,
        "ci=0 sight=4",
        "T4",
        "tariff T4, paid by top-up at the tariff's rate",
    );
    assert!(derive(&framework, &profile("sp=4")).unwrap().open);
}

#[test]
fn the_first_rule_that_holds_decides() {
    let framework = by_rules();
    gives(
        &framework,
        "ci=3 sp=4",
        "T4",
        "rule 1 holds: two areas at 3 or above, and SP at 3 or above",
    );
    gives(
        &framework,
        "ci=3 cl=4 sp=U2",
        "T3",
        "rule 2 holds: two areas at 3 or above",
    );
    gives(
        &framework,
        "ci=U2",
        "T1",
        "rule 4 holds: one area at U1 or above",
    );
    gives(
        &framework,
        "ci=L1",
        "T0",
        "rule 5 holds: none before it does",
    );
    let mut special = profile("ci=U2");
    special.setting = Some(Setting::Special);
    assert_eq!(derive(&framework, &special).unwrap().tariff.as_str(), "T2");
    special.setting = None;
    refuses(&framework, &special, "depends on the setting");
}

#[test]
fn a_reader_who_names_the_tariff_must_name_one_that_is_valid() {
    let mut framework = framework(DerivationKind::Reader);
    framework.tariffs[3].settings = vec![Setting::Special];
    let mut named = profile("ci=3");
    refuses(&framework, &named, "name one");
    named.chosen = Some(TariffId::new("T2"));
    let derived = derive(&framework, &named).unwrap();
    assert_eq!(derived.trace[1], "the reader names T2");
    named.chosen = Some(TariffId::new("T3"));
    refuses(
        &framework,
        &named,
        "\"T3\" is not valid in the setting \"mainstream\"",
    );
    named.chosen = Some(TariffId::new("T9"));
    refuses(&framework, &named, "\"T9\" is no tariff");
}

#[test]
fn profiles_that_cannot_be_read_say_why() {
    let framework = by_highest([0; 7]);
    refuses(&framework, &profile(""), "No area has a level");
    refuses(
        &framework,
        &profile("xx=3"),
        "its areas are \"ci\", \"cl\", \"semh\", \"sp\", \"sight\", \"hearing\"",
    );
    refuses(&framework, &profile("ci=9"), "its levels are \"0\", \"L1\"");
    refuses(
        &framework,
        &profile("body=3"),
        "give a level to \"sight\", \"hearing\" instead",
    );
    refuses(&framework, &profile("ci=3 ci=4"), "\"ci\" has two levels");
}

#[test]
fn no_rule_that_holds_is_a_fault() {
    let framework = framework(DerivationKind::Rules(vec![rule("T1", vec![count(4, "4")])]));
    refuses(&framework, &profile("ci=4"), "No rule");
}

#[test]
fn shifts_move_by_rank_and_stop_at_the_ends() {
    let mut framework = by_highest([0, 0, 1, 1, 2, 3, 4]);
    framework.derivation.adjust = vec![Adjust {
        settings: vec![Setting::Mainstream],
        phases: vec![],
        shift: 1,
    }];
    gives(
        &framework,
        "ci=U1",
        "T2",
        "mainstream, primary moves 1 step up, from T1 to T2",
    );
    gives(
        &framework,
        "ci=4",
        "T4",
        "mainstream, primary would move up, but T4 is the last tariff that way",
    );
    framework.derivation.adjust[0].shift = -2;
    gives(
        &framework,
        "ci=3",
        "T1",
        "mainstream, primary moves 2 steps down, from T3 to T1",
    );
    framework.derivation.adjust[0].settings = vec![Setting::Special];
    gives(
        &framework,
        "ci=3",
        "T3",
        "tariff T3, paid by top-up at the tariff's rate",
    );
}

#[test]
fn judgements_make_an_area_level() {
    let framework = by_highest([0; 7]);
    let judged: Vec<LevelId> = ["U1", "3", "U1", "3", "L1", "?"].map(LevelId::new).to_vec();
    let by = |rule| area_level(rule, &framework, &judged);
    assert_eq!(by(AreaLevelRule::Highest), Some(LevelId::new("3")));
    assert_eq!(by(AreaLevelRule::Most), Some(LevelId::new("3")));
    assert_eq!(by(AreaLevelRule::Reader), None);
    let most = |levels: &[LevelId]| area_level(AreaLevelRule::Most, &framework, levels);
    assert_eq!(most(&judged[..3]), Some(LevelId::new("U1")));
    assert_eq!(most(&[]), None);
}

/// Levels for some areas, at least one, in the areas' order.
fn some_levels() -> impl Strategy<Value = Vec<(AreaId, LevelId)>> {
    proptest::collection::vec(proptest::option::of(0..LEVELS.len()), AREAS.len())
        .prop_filter("no area", |ranks| ranks.iter().any(Option::is_some))
        .prop_map(|ranks| {
            (AREAS.into_iter().zip(ranks))
                .filter_map(|(area, rank)| Some((AreaId::new(area), LevelId::new(LEVELS[rank?]))))
                .collect()
        })
}

/// A table that never goes down.
fn rising() -> impl Strategy<Value = [usize; 7]> {
    proptest::array::uniform7(0..5_usize).prop_map(|mut ranks| {
        ranks.sort_unstable();
        ranks
    })
}

proptest! {
    #[test]
    fn the_order_of_levels_never_matters(levels in some_levels(), turn in 0..4_usize) {
        let one = Profile { levels: levels.clone(), ..profile("") };
        let mut turned = levels;
        let middle = turn % turned.len();
        turned.rotate_left(middle);
        let other = Profile { levels: turned, ..profile("") };
        for framework in [by_rules(), by_highest([0, 0, 1, 1, 2, 3, 4])] {
            prop_assert_eq!(derive(&framework, &one), derive(&framework, &other));
        }
    }

    #[test]
    fn raising_a_level_never_lowers_the_tariff(
        levels in some_levels(), which in 0..4_usize, ranks in rising(), shift in -2..3_i32,
    ) {
        let mut framework = by_highest(ranks);
        let always = Adjust { settings: vec![], phases: vec![], shift };
        framework.derivation.adjust.push(always);
        let rank = |levels| {
            let derived = derive(&framework, &Profile { levels, ..profile("") }).unwrap();
            framework.tariff_rank(&derived.tariff).unwrap()
        };
        let before = rank(levels.clone());
        let mut raised = levels;
        let place = which % raised.len();
        let at = framework.level_rank(&raised[place].1).unwrap();
        raised[place].1 = LevelId::new(LEVELS[(at + 1).min(LEVELS.len() - 1)]);
        prop_assert!(rank(raised) >= before);
    }
}
