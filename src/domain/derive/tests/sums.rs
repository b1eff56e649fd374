//! Derivations that add points, and those that go by a table of areas.

use proptest::prelude::*;

use super::{AREAS, LEVELS, framework, profile, refuses, some_levels};
use crate::domain::derivation::{Cut, Cuts, DerivationKind, Table};
use crate::domain::derive::{Derived, Profile, derive};
use crate::domain::framework::{Descriptor, DescriptorKind, Framework};
use crate::domain::identity::{AreaId, DescriptorId, LevelId, TariffId};
use crate::domain::place::{Phase, Setting};

pub(super) fn cut(from: &str, tariff: &str) -> Cut {
    Cut {
        from: from.parse().unwrap(),
        tariff: TariffId::new(tariff),
        settings: vec![],
        phases: vec![],
    }
}

fn cuts() -> Cuts {
    let special = Cut {
        settings: vec![Setting::Special],
        ..cut("0", "T3")
    };
    Cuts {
        rows: vec![cut("0", "T0"), cut("5", "T1"), cut("9", "T2"), special],
        margin: Some(1.into()),
    }
}

/// Points 0 to 6 by rank; SP counts three times; sight and hearing bring 8 at most together, and
/// hearing 5 by itself.
fn by_points() -> Framework {
    let mut framework = framework(DerivationKind::Points(cuts()));
    for (points, level) in (0..).zip(&mut framework.levels) {
        level.points = points;
    }
    for area in &mut framework.areas {
        match area.id.as_str() {
            "sp" => area.weight = 3,
            "body" => area.cap = Some(8),
            "hearing" => area.cap = Some(5),
            _ => {}
        }
    }
    framework
}

fn descriptor(id: &str, points: Option<i32>, exclusive: Option<&str>) -> Descriptor {
    let (area, level) = id.split_once('-').unwrap();
    Descriptor {
        id: DescriptorId::new(id),
        area: AreaId::new(area),
        level: LevelId::new(level),
        kind: DescriptorKind::Provision,
        text: String::new(),
        phases: vec![],
        settings: vec![],
        points,
        exclusive: exclusive.map(str::to_owned),
    }
}

#[track_caller]
fn sums(framework: &Framework, levels: &str, points: i64, tariff: &str, lines: &[&str]) -> Derived {
    let derived = derive(framework, &profile(levels)).unwrap();
    assert_eq!(
        (derived.points, derived.tariff.as_str()),
        (Some(points), tariff),
        "{:#?}",
        derived.trace
    );
    for line in lines {
        let said = derived.trace.iter().any(|one| one == line);
        assert!(said, "{line}\n{:#?}", derived.trace);
    }
    derived
}

#[test]
fn points_are_weighted_capped_from_the_parts_up_and_cut() {
    let framework = by_points();
    let weighted = ["SP U1 → 2 points × 3 = 6", "the sum is 7"];
    sums(&framework, "ci=L1 sp=U1", 7, "T1", &weighted);
    let capped = [
        "HEARING comes to 6, capped at 5",
        "BODY comes to 9, capped at 8",
        "the sum of 8 points reaches the cut of 5, which gives T1",
    ];
    sums(&framework, "sight=U2 hearing=4", 8, "T1", &capped);
    let under = derive(&framework, &profile("sight=L2 hearing=L2")).unwrap();
    assert!(!under.trace.iter().any(|line| line.contains("capped")));
}

#[test]
fn a_table_for_a_setting_stands_in_place_of_the_one_for_all() {
    let framework = by_points();
    let mut special = profile("ci=L1");
    special.setting = Some(Setting::Special);
    assert_eq!(derive(&framework, &special).unwrap().tariff.as_str(), "T3");
    special.setting = None;
    refuses(&framework, &special, "depends on the setting");
}

#[test]
fn sums_near_a_cut_are_borderline_and_the_lowest_cut_is_none() {
    let framework = by_points();
    for (levels, borderline) in [
        ("ci=0", false),
        ("ci=L1", false),
        ("ci=L2", false),
        ("ci=U2", true),
        ("ci=3", true),
        ("ci=4", true),
        ("ci=4 cl=L1", false),
        ("ci=4 cl=U1", true),
        ("ci=4 cl=U2 semh=L1", false),
    ] {
        let derived = derive(&framework, &profile(levels)).unwrap();
        assert_eq!(
            derived.borderline, borderline,
            "{levels} {:?}",
            derived.points
        );
    }
    let close = ["borderline: 1 points below the cut of 5 between T0 and T1; the margin is 1"];
    sums(&framework, "ci=U2", 4, "T0", &close);
}

#[test]
fn a_descriptor_brings_its_own_points_and_of_a_group_one_counts() {
    let mut framework = by_points();
    framework.descriptors = vec![
        descriptor("ci-3", Some(7), Some("g1")),
        descriptor("cl-3", Some(7), Some("g1")),
        descriptor("sp-3", Some(2), Some("g1")),
        descriptor("semh-3", None, None),
    ];
    let own = ["CI 3 → 7 points of the descriptor ci-3"];
    sums(&framework, "ci=3 semh=3", 12, "T2", &own);
    let first = ["CL does not count: of the group g1 only CI does, which has the most points"];
    sums(&framework, "cl=3 ci=3 sp=3", 7, "T1", &first);
}

#[test]
fn points_that_hang_on_an_unknown_phase_are_refused_and_a_named_descriptor_is_not() {
    let mut framework = by_points();
    let of = |id: &str, phase, points| Descriptor {
        id: DescriptorId::new(id),
        phases: vec![phase],
        ..descriptor("ci-3", Some(points), None)
    };
    framework.descriptors = vec![
        of("ci-3-primary", Phase::Primary, 5),
        of("ci-3-secondary", Phase::Secondary, 9),
    ];
    sums(&framework, "ci=3", 5, "T1", &[]);
    let mut unknown = profile("ci=3");
    unknown.phase = None;
    refuses(
        &framework,
        &unknown,
        "depend on the pupil's phase or setting",
    );
    unknown.descriptors = vec![DescriptorId::new("ci-3-secondary")];
    assert_eq!(derive(&framework, &unknown).unwrap().points, Some(9));
}

#[test]
fn a_sum_below_every_cut_and_a_pupil_without_a_table_are_refused() {
    let late = Cuts {
        rows: vec![cut("3", "T0")],
        margin: None,
    };
    let mut framework = by_points();
    framework.derivation.kind = DerivationKind::Points(late);
    refuses(&framework, &profile("ci=U1"), "The sum of 2 lies below");
    let mut narrow = cuts();
    narrow.rows.retain(Cut::is_narrowed);
    framework.derivation.kind = DerivationKind::Points(narrow);
    refuses(
        &framework,
        &profile("ci=U1"),
        "no table of cuts for mainstream",
    );
}

fn table(rows: &str) -> Table {
    let row = |row: &str| {
        let (area, levels) = row.trim().split_once(' ').unwrap();
        let levels = levels.split(' ').zip(LEVELS);
        let levels = levels.map(|(tariff, level)| (LevelId::new(level), TariffId::new(tariff)));
        (AreaId::new(area), levels.collect())
    };
    rows.split(';').map(row).collect()
}

#[test]
fn the_primary_area_is_the_highest_the_first_of_equals_or_the_readers() {
    let rows = "ci T0 T0 T1 T1 T2 T2 T3; cl T0 T1 T2 T3 T3 T3 T4; sp T1 T1 T1 T1 T1 T1 T1";
    let framework = framework(DerivationKind::Primary(table(rows)));
    let gives = |profile: &Profile| {
        let derived = derive(&framework, profile).unwrap();
        (derived.primary.unwrap(), derived.tariff.to_string())
    };
    let by_rule = |area: &str, tariff: &str| (AreaId::new(area), tariff.to_owned());
    assert_eq!(gives(&profile("ci=L2 cl=U1")), by_rule("ci", "T1"));
    assert_eq!(gives(&profile("cl=L2 ci=L2")), by_rule("ci", "T1"));
    assert_eq!(gives(&profile("cl=3 ci=L2")), by_rule("cl", "T3"));
    let mut taken = profile("cl=3 ci=L2");
    taken.primary = Some(AreaId::new("ci"));
    assert_eq!(gives(&taken), by_rule("ci", "T1"));
    taken.primary = Some(AreaId::new("sp"));
    refuses(
        &framework,
        &taken,
        "\"sp\" is taken for the primary area and has no level",
    );
    refuses(
        &framework,
        &profile("semh=3"),
        "no tariff for SEMH at level \"3\"",
    );
}

#[test]
fn several_areas_give_each_its_own_tariff_and_the_highest_is_the_headline() {
    let rows = "ci T0 T0 T1 T1 T2 T2 T3; cl T0 T1 T2 T3 T3 T3 T4";
    let mut framework = framework(DerivationKind::Several(table(rows)));
    let derived = derive(&framework, &profile("cl=4 ci=U1")).unwrap();
    let own: Vec<String> = (derived.several.iter())
        .map(|one| format!("{} {}", one.area, one.tariff))
        .collect();
    assert_eq!(own, ["ci T1", "cl T4"]);
    assert_eq!((derived.tariff.as_str(), derived.open), ("T4", true));
    assert_eq!(
        derived.trace.last().unwrap(),
        "headline tariff T4, paid by top-up at the tariff's rate"
    );
    framework.tariffs[1].settings = vec![Setting::Special];
    refuses(&framework, &profile("cl=4 ci=U1"), "\"T1\" is not valid");
}

/// A points framework with any weights and caps, its points rising with the level.
fn any_points() -> impl Strategy<Value = Framework> {
    let steps = proptest::array::uniform7(0..4_i32);
    let weights = proptest::collection::vec(0..5_i32, AREAS.len());
    let caps = proptest::collection::vec(proptest::option::of(0..20_i32), AREAS.len());
    (steps, weights, caps).prop_map(|(steps, weights, caps)| {
        let mut framework = by_points();
        let mut points = 0;
        for (step, level) in steps.into_iter().zip(&mut framework.levels) {
            points += step;
            level.points = points;
        }
        for (area, (weight, cap)) in framework
            .areas
            .iter_mut()
            .zip(weights.into_iter().zip(caps))
        {
            (area.weight, area.cap) = (weight, cap);
        }
        framework
    })
}

proptest! {
    #[test]
    fn raising_a_level_never_lowers_the_points_or_the_tariff(
        framework in any_points(), levels in some_levels(), which in 0..4_usize,
    ) {
        let derived = |levels| derive(&framework, &Profile { levels, ..profile("") }).unwrap();
        let before = derived(levels.clone());
        let mut raised = levels;
        let place = which % raised.len();
        let at = framework.level_rank(&raised[place].1).unwrap();
        raised[place].1 = LevelId::new(LEVELS[(at + 1).min(LEVELS.len() - 1)]);
        let after = derived(raised);
        prop_assert!(after.points >= before.points);
        prop_assert!(framework.tariff_rank(&after.tariff) >= framework.tariff_rank(&before.tariff));
    }

    #[test]
    fn order_never_matters_to_sums(
        framework in any_points(), levels in some_levels(), turn in 0..4_usize,
    ) {
        let mut turned = levels.clone();
        let middle = turn % turned.len();
        turned.rotate_left(middle);
        let of = |levels| derive(&framework, &Profile { levels, ..profile("") });
        prop_assert_eq!(of(levels), of(turned));
    }

    #[test]
    fn no_area_brings_more_than_its_cap(framework in any_points(), levels in some_levels()) {
        let sum = derive(&framework, &Profile { levels: levels.clone(), ..profile("") });
        let bound: i64 = levels.iter().map(|(id, level)| {
            let area = framework.area(id).unwrap();
            let points = i64::from(framework.level(level).unwrap().points * area.weight);
            area.cap.map_or(points, |cap| points.min(i64::from(cap)))
        }).sum();
        prop_assert_eq!(sum.unwrap().points, Some(bound));
    }
}
