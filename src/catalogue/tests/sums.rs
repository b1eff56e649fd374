//! Derivations that add and those that go by a table, in files; and what can be reached with them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{SMALL, fault};
use crate::catalogue::{Lock, check};
use crate::domain::derive::{Profile, derive};
use crate::domain::identity::{AreaId, LevelId, TariffId};

const MAP: &str = "kind = \"highest\"\nmap = { low = \"T0\", high = \"T1\" }\n";

/// The small file with another derivation.
#[track_caller]
fn derivation(text: &str, expected: &[&str]) {
    fault(MAP, text, expected);
}

fn cut(from: &str, tariff: &str) -> String {
    format!("[[derivation.cut]]\nfrom = {from}\ntariff = \"{tariff}\"\n")
}

#[test]
fn cuts_start_at_the_lowest_sum_rise_and_are_given_once() {
    let points = "kind = \"points\"\n";
    let (none, some) = (cut("0", "T0"), cut("1", "T1"));
    let unreached = "f:31:1: warning: no profile reaches the tariff \"T1\"";
    derivation(&format!("{points}{none}{some}"), &[unreached]);
    derivation(points, &["f:35:1: there is no [[derivation.cut]]"]);
    derivation(
        &format!("{points}{some}{}", cut("2", "T1")),
        &["f:37:1: error: the table of cuts starts at 1, and the lowest sum is 0"],
    );
    derivation(
        &format!("{points}{none}{some}{}", cut("1", "T0")),
        &["f:43:1: a cut from 1 stands on line 40 already"],
    );
    derivation(
        &format!("{points}{}{}", cut("0", "T1"), cut("1", "T0")),
        &[
            "f:27:1: no profile reaches the tariff \"T0\"",
            "f:40:1: warning: the cut from 1 gives a lower tariff than the cut from 0",
        ],
    );
    derivation(
        &format!("{points}margin = -1\n{none}{some}"),
        &["f:37:10: a margin is 0 or more"],
    );
    derivation(
        &format!("{points}{none}{}", cut("\"1\"", "T1")),
        &["f:41:8: \"from\": the text \"1\" is not a number"],
    );
}

#[test]
fn every_pupil_has_one_table_of_cuts() {
    let points = "kind = \"points\"\n";
    let (none, some) = (cut("0", "T0"), cut("1", "T1"));
    let primary = format!("{}phases = [\"primary\"]\n", cut("0", "T1"));
    let special = format!("{}settings = [\"special\"]\n", cut("0", "T1"));
    derivation(&format!("{points}{none}{primary}"), &[]);
    derivation(
        &format!("{points}{special}"),
        &[
            "f:35:1: no table of cuts is meant for a pupil of phase early_years in setting mainstream",
        ],
    );
    derivation(
        &format!("{points}{none}{some}{special}{primary}"),
        &["f:47:1: meant for a pupil of phase primary in setting special"],
    );
}

#[test]
fn hours_have_caps_above_nothing_for_roles_there_are() {
    let cuts = format!("{}{}", cut("0", "T0"), cut("12.5", "T1"));
    derivation(&format!("kind = \"hours\"\n{cuts}"), &[]);
    derivation(
        &format!(
            "kind = \"hours\"\ncap_per_week = 0\ncap_per_role = {{ TA = 5, tutor = 3, OT = -1 }}\n{cuts}"
        ),
        &[
            "f:37:16: a cap is a number of hours above 0",
            "f:38:26: \"tutor\" is no role",
            "f:38:42: a cap is a number of hours above 0",
        ],
    );
    derivation(
        &format!("kind = \"hours\"\ncap_per_week = 12\n{cuts}"),
        &["f:31:1: no profile reaches the tariff \"T1\""],
    );
}

#[test]
fn tables_by_area_have_every_area_and_level() {
    derivation(
        "kind = \"primary\"\n",
        &["f:35:1: \"table\" is missing in the derivation"],
    );
    derivation(
        "kind = \"primary\"\ntable.ci = { low = \"T0\", high = \"T1\" }\n",
        &[],
    );
    derivation(
        "kind = \"primary\"\ntable.cl = { low = \"T0\" }\n",
        &[
            "f:37:1: the area \"ci\" has no row here",
            "f:37:7: \"cl\" is no area",
        ],
    );
    derivation(
        "kind = \"several\"\nmap = { low = \"T0\", high = \"T1\" }\n",
        &[],
    );
    derivation(
        "kind = \"several\"\nmap.ci = { low = \"T1\", high = \"T0\" }\n",
        &["f:37:24: warning: level \"high\" gives a lower tariff"],
    );
    derivation(
        "kind = \"several\"\nmap.ci = { low = \"T0\" }\n",
        &["f:37:5: the row of \"ci\" has no tariff for level \"high\""],
    );
}

#[test]
fn points_that_cannot_do_what_was_meant_are_named() {
    let cuts = cut("0", "T0");
    let unreached = "f:31:1: no profile reaches the tariff \"T1\"";
    let points = format!("kind = \"points\"\n{cuts}");
    let with = |from: &str, to: &str, expected: &[&str]| {
        let text = SMALL.replacen(MAP, &points, 1);
        let text = text.replacen(from, to, 1);
        let found = check("f", text.as_bytes(), &Lock::shipped()).findings;
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        for (said, start) in said.iter().zip(expected) {
            let (place, words) = start.split_once(' ').unwrap();
            assert!(said.starts_with(place) && said.contains(words), "{said}");
        }
    };
    let low = "id = \"low\"\nname = \"Low\"\n";
    with(
        low,
        &format!("{low}points = 2\n"),
        &[
            "f:10:1: level \"high\" brings 0 points, and level \"low\" below it 2",
            "f:32:1: no profile",
        ],
    );
    let text = "text = \"A little.\"\n";
    with(
        text,
        &format!("{text}exclusive = \"g\"\n"),
        &["f:15:1: \"g\" has this one member", "f:32:1: no profile"],
    );
    let area = "name = \"Communication\"\n";
    with(
        area,
        &format!("{area}cap = -1\n"),
        &["f:15:7: a cap is 0 or more"],
    );
    with(
        area,
        &format!("{area}weight = -1\n"),
        &["f:15:10: a weight is 0 or more"],
    );
    with(
        area,
        &format!("{area}cap = 0\n"),
        &["f:15:7: a cap of 0 takes", "f:32:1: no profile"],
    );
    derivation(&points, &[unreached]);
    fault(
        text,
        &format!("{text}points = 3\n"),
        &["f:15:1: \"ci-low\" has points or a group"],
    );
    let tariff = "route = \"tariff\"\n";
    fault(
        tariff,
        &format!("{tariff}settings = []\n"),
        &["f:35:12: is empty, which is for nobody"],
    );
}

#[test]
fn what_is_reached_is_reached_by_the_profile_that_is_given() {
    let checked = check("f", SMALL.as_bytes(), &Lock::shipped());
    let framework = checked.framework.unwrap();
    assert_eq!(checked.reached.len(), 2);
    for reached in checked.reached {
        let derived = derive(&framework, &reached.profile).unwrap();
        assert_eq!(derived.tariff, reached.tariff);
    }
}

/// One area of a file made at random: its weight, its cap, the points of its three levels, and the
/// exclusive group that each level's descriptor may be of.
type Made = (i32, Option<i32>, [i32; 3], [Option<u8>; 3]);

fn made() -> impl Strategy<Value = Vec<Made>> {
    let area = (
        0..3_i32,
        proptest::option::of(0..9_i32),
        proptest::array::uniform3(-1..6_i32),
        proptest::array::uniform3(proptest::option::weighted(0.3, 0..2_u8)),
    );
    proptest::collection::vec(area, 1..4)
}

/// Writes a file of points: the second area and those after it are parts of a whole with a cap.
fn file(areas: &[Made], cap: i32, cuts: &[i64]) -> String {
    let mut text = String::from(
        "schema = 1\n[framework]\nid = \"any\"\nversion = \"1\"\ntitle = \"Any\"\nphases = [\"primary\"]\nscope = { years = [0, 6], settings = [\"mainstream\"] }\n",
    );
    for level in 0..3 {
        writeln!(text, "[[level]]\nid = \"{level}\"\nname = \"{level}\"").unwrap();
    }
    writeln!(
        text,
        "[[area]]\nid = \"whole\"\nname = \"Whole\"\ncap = {cap}"
    )
    .unwrap();
    for (at, (weight, cap, points, groups)) in areas.iter().enumerate() {
        writeln!(
            text,
            "[[area]]\nid = \"a{at}\"\nname = \"A{at}\"\nweight = {weight}"
        )
        .unwrap();
        if at > 0 || areas.len() == 1 {
            text.push_str("parent = \"whole\"\n");
        }
        if let Some(cap) = cap {
            writeln!(text, "cap = {cap}").unwrap();
        }
        for (level, (points, group)) in points.iter().zip(groups).enumerate() {
            writeln!(text, "[[descriptor]]\nid = \"a{at}-{level}\"\narea = \"a{at}\"\nlevel = \"{level}\"\nkind = \"need\"\ntext = \"T\"\npoints = {points}").unwrap();
            if let Some(group) = group {
                writeln!(text, "exclusive = \"g{group}\"").unwrap();
            }
        }
    }
    for tariff in 0..=cuts.len() {
        writeln!(
            text,
            "[[tariff]]\nid = \"T{tariff}\"\nname = \"T\"\nroute = \"core\""
        )
        .unwrap();
    }
    text.push_str("[derivation]\nkind = \"points\"\n");
    let from = std::iter::once(&-99).chain(cuts);
    for (tariff, from) in from.enumerate() {
        text.push_str(&cut(&from.to_string(), &format!("T{tariff}")));
    }
    text
}

/// Every profile there is.
fn everything(areas: usize) -> Vec<Vec<(AreaId, LevelId)>> {
    let mut rows: Vec<Vec<(AreaId, LevelId)>> = vec![vec![]];
    for area in 0..areas {
        let steps = |row: &Vec<(AreaId, LevelId)>| {
            let row = row.clone();
            (0..4).map(move |level| {
                let mut row = row.clone();
                if level < 3 {
                    row.push((
                        AreaId::new(format!("a{area}")),
                        LevelId::new(level.to_string()),
                    ));
                }
                row
            })
        };
        rows = rows.iter().flat_map(steps).collect();
    }
    rows.retain(|row| !row.is_empty());
    rows
}

proptest! {
    // Each case tries every profile there is, so that fewer cases still try a hundred thousand profiles.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_called_reachable_is_just_what_trying_everything_reaches(
        areas in made(), cap in 0..12_i32, cuts in proptest::collection::btree_set(0..20_i64, 1..6),
    ) {
        let cuts: Vec<i64> = cuts.into_iter().collect();
        let text = file(&areas, cap, &cuts);
        // Read once: reading takes longer than all that is tried.
        let checked = check("f", text.as_bytes(), &Lock::shipped());
        let framework = checked.framework.unwrap();
        let of = |levels| derive(&framework, &Profile {
            levels,
            setting: framework.scope.settings.first().copied(),
            phase: framework.phases.first().copied(),
            ..Profile::default()
        });
        let all = everything(areas.len()).into_iter();
        let tried: BTreeSet<TariffId> = all.map(|levels| of(levels).unwrap().tariff).collect();
        let reached = checked.reached;
        for one in &reached {
            prop_assert_eq!(&derive(&framework, &one.profile).unwrap().tariff, &one.tariff);
        }
        let reached: BTreeSet<TariffId> = reached.into_iter().map(|one| one.tariff).collect();
        prop_assert_eq!(reached, tried);
    }
}
