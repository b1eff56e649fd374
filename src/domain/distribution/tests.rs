//! The laws of the distribution, over caseloads drawn at random, and its tables by cases.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::amendment::Changes;
use crate::domain::caseload::{Entry, MappingHead, Version};
use crate::domain::digest::Digest;
use crate::domain::framework::Route;
use crate::domain::identity::{AreaId, LevelId, Origin, PlanId, Role, TariffId};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::moderation::review::Decision;
use crate::domain::moderation::touched::Touched;
use crate::domain::place::Setting;
use crate::domain::sample::{day, entry, framework, mapping};
use crate::domain::worklist::{Basis, Mark, OutOfScope, Roster};

const TODAY: &str = "2026-11-02";

fn head() -> impl Strategy<Value = MappingHead> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let tariff = prop::sample::select(vec!["T0", "T1", "T4", "elsewhere"]);
    let why = prop::sample::select(CannotMapWhy::ALL.to_vec());
    let plan = prop::option::of(prop::sample::select(vec!["plan", "newer"]));
    let decided = prop::option::of(prop::sample::select(Decision::ALL.to_vec()));
    let touched =
        (any::<(bool, bool, bool)>(), decided).prop_map(|((sampled, adjusts, ruled), decided)| {
            Touched {
                sampled,
                adjusts,
                ruled,
                decided,
                ..Touched::default()
            }
        });
    let levels = prop::collection::vec(
        (prop::sample::select(vec!["ci", "cl", "gone"]), 1..8u8),
        0..3,
    );
    let result = prop::result::maybe_ok(tariff, why);
    let made = (
        role,
        result,
        plan,
        prop::option::of(touched),
        0..3u32,
        levels,
    );
    made.prop_map(|(role, result, plan, touched, flags, levels)| {
        let mut head = mapping(role, "2026-10-01", result);
        head.plan = plan.map(PlanId::new);
        (head.touched, head.flags) = (touched.map(Box::new), flags);
        head.levels = (levels.into_iter())
            .map(|(area, level)| (AreaId::new(area), LevelId::new(level.to_string())))
            .collect();
        head
    })
}

prop_compose! {
    fn pupil()(
        year in prop::option::of(-3i16..18),
        setting in prop::option::of(prop::sample::select(Setting::ALL.to_vec())),
        district in prop::option::of("(Dover|Swale| |not recorded)"),
        need in prop::option::of("(ASD|SEMH)"),
        born in prop::option::of(0i32..9000),
        mappings in prop::collection::vec(head(), 0..3),
        number in 0u32..10_000,
        newer in prop::option::of(0u32..3),
    ) -> Entry {
        let mut pupil = entry(&format!("K-{number}"));
        pupil.facts.year_group = year;
        pupil.facts.setting = setting;
        pupil.facts.district = district;
        pupil.facts.need_1 = need;
        pupil.facts.dob = born.map(|days| day("2002-01-01").plus_days(days));
        pupil.mappings = mappings;
        // A newer version that touched so many provisions.
        for (id, reworded) in newer.into_iter().flat_map(|newer| [("plan", 0), ("newer", newer)]) {
            pupil.versions.push(Version {
                id: PlanId::new(id),
                digest: Digest::of(id.as_bytes()),
                changes: Some(Changes { reworded, ..Changes::default() }),
            });
        }
        pupil
    }
}

fn dimensions() -> impl Strategy<Value = Vec<Dimension>> {
    prop::sample::subsequence(Dimension::ALL.to_vec(), 0..=5).prop_shuffle()
}

proptest! {
    #[test]
    fn nobody_is_dropped_however_it_is_crossed(
        entries in prop::collection::vec(pupil(), 0..60),
        by in dimensions(),
        counts_schools in any::<bool>(),
    ) {
        let framework = framework();
        let basis = Basis { counts_schools, ..Basis::new(&framework, day(TODAY)) };
        let roster = Roster::of(&basis, entries.iter().cloned());
        let counted = tally(&basis, &roster, &by);
        let out: u64 = counted.out_of_scope.values().sum();
        let cannot: u64 = counted.cannot_map.values().sum();
        let cells: u64 = counted.cells.iter().map(|cell| cell.count).sum();
        prop_assert_eq!(counted.caseload, entries.len() as u64);
        prop_assert_eq!(counted.caseload, counted.in_scope + out);
        prop_assert_eq!(counted.in_scope, counted.mapped + counted.not_yet + cannot);
        prop_assert_eq!(counted.mapped, cells);
        let (keys, which) = (vec![], Which::AmendedSince);
        let amended = pupils(&basis, &roster, &Selection { keys, which });
        prop_assert_eq!(amended.len() as u64, counted.amended_since);
        prop_assert!(counted.amended_since <= counted.mapped);
        for mark in Mark::ALL {
            let marked = Selection { keys: vec![], which: Which::Marked(mark) };
            prop_assert_eq!(pupils(&basis, &roster, &marked).len() as u64, counted.marked(mark));
        }
        prop_assert!(counted.marked(Mark::Adjusted) <= counted.marked(Mark::Moderated));
        prop_assert!(counts_schools || counted.marked(Mark::School) == 0);
        let keys: BTreeSet<_> = counted.cells.iter()
            .map(|cell| (&cell.keys, &cell.tariff, cell.route)).collect();
        prop_assert_eq!(keys.len(), counted.cells.len(), "a cell stands twice");
        for cell in &counted.cells {
            prop_assert!(cell.count > 0 && cell.keys.len() == by.len());
            let keys = by.iter().copied().zip(cell.keys.iter().cloned()).collect();
            let which = Which::Mapped(Some(cell.tariff.clone()));
            let behind = pupils(&basis, &roster, &Selection { keys, which });
            prop_assert_eq!(behind.len() as u64, cell.count);
        }
    }

    #[test]
    fn a_table_says_what_the_tally_says(
        entries in prop::collection::vec(pupil(), 0..60),
        dimension in prop::sample::select(Dimension::ALL.to_vec()),
    ) {
        let framework = framework();
        let basis = Basis::new(&framework, day(TODAY));
        let roster = Roster::of(&basis, entries);
        let counted = tally(&basis, &roster, &[dimension]);
        let table = table(&basis, &roster, dimension);
        prop_assert_eq!(table.total.in_scope(), counted.in_scope);
        prop_assert_eq!(table.total.not_yet, counted.not_yet);
        prop_assert_eq!(table.lines.iter().map(Line::in_scope).sum::<u64>(), counted.in_scope);
        for cell in &counted.cells {
            let line = table.lines.iter().find(|line| line.value == cell.keys[0]).unwrap();
            let column = table.tariffs.iter().position(|one| *one == cell.tariff).unwrap();
            prop_assert_eq!(line.counts[column], cell.count);
        }
        for line in table.lines.iter().chain([&table.total]) {
            prop_assert_eq!(line.counts.iter().sum::<u64>(), line.mapped);
            prop_assert_eq!(line.counts.len(), table.tariffs.len());
        }
    }
}

proptest! {
    #[test]
    fn a_grid_counts_whom_its_cells_open(
        entries in prop::collection::vec(pupil(), 0..60),
        down in prop::sample::select(Dimension::ALL.to_vec()),
        across in prop::sample::select(Dimension::ALL.to_vec()),
    ) {
        let framework = framework();
        let basis = Basis::new(&framework, day(TODAY));
        let roster = Roster::of(&basis, entries);
        let counted = tally(&basis, &roster, &[down, across]);
        let grid = grid(&basis, &roster, (down, across), &Which::Mapped(None));
        prop_assert_eq!(grid.total.total, counted.mapped);
        prop_assert_eq!(grid.lines.iter().map(|line| line.total).sum::<u64>(), counted.mapped);
        for line in &grid.lines {
            prop_assert_eq!(line.counts.iter().sum::<u64>(), line.total);
            for (column, count) in grid.columns.iter().zip(&line.counts) {
                let keys = vec![(down, line.value.clone()), (across, column.clone())];
                let behind = pupils(&basis, &roster, &Selection { keys, which: grid.which.clone() });
                prop_assert_eq!(behind.len() as u64, *count);
            }
        }
    }
}

#[test]
fn the_area_of_the_highest_level_is_the_first_of_the_framework() {
    let framework = framework();
    let basis = Basis::new(&framework, day(TODAY));
    let area = |levels: &[(&str, &str)]| {
        let mut pupil = entry("K-1");
        let mut head = mapping(Role::Officer, TODAY, Ok("T1"));
        let levels = levels.iter();
        head.levels = levels
            .map(|(area, level)| (AreaId::new(*area), LevelId::new(*level)))
            .collect();
        pupil.mappings = vec![head];
        let counted = tally(&basis, &Roster::of(&basis, [pupil]), &[Dimension::Area]);
        counted.cells[0].keys[0].clone()
    };
    assert_eq!(area(&[("cl", "3"), ("ci", "2")]), "cl");
    assert_eq!(area(&[("cl", "3"), ("ci", "3")]), "ci");
    assert_eq!(area(&[("gone", "7"), ("cl", "1")]), "cl");
    assert_eq!(area(&[]), NOT_RECORDED);
}

/// Three pupils mapped in two settings, one not yet, one that cannot be mapped, one out of scope.
fn caseload() -> Vec<Entry> {
    let placed = |reference: &str, setting, tariff: Option<&str>| {
        let mut pupil = entry(reference);
        pupil.facts.setting = setting;
        pupil.mappings = tariff
            .map(|tariff| mapping(Role::Officer, TODAY, Ok(tariff)))
            .into_iter()
            .collect();
        pupil
    };
    let (main, special) = (Some(Setting::Mainstream), Some(Setting::Special));
    let mut stale = placed("K-5", special, None);
    stale.mappings = vec![mapping(Role::Officer, TODAY, Err(CannotMapWhy::StalePlan))];
    vec![
        placed("K-10", special, Some("T4")),
        placed("K-9", special, Some("T4")),
        placed("K-1", main, Some("T0")),
        placed("K-4", main, None),
        stale,
        placed("K-6", Some(Setting::Fe), Some("T1")),
    ]
}

#[test]
fn cells_stand_by_key_and_rank_and_open_to_their_pupils() {
    let framework = framework();
    let basis = Basis::new(&framework, day(TODAY));
    let entries = caseload();
    let roster = Roster::of(&basis, entries.iter().cloned());
    let counted = tally(&basis, &roster, &[Dimension::Setting, Dimension::District]);
    let cell = |setting: &str, tariff: &str, count| Cell {
        keys: vec![setting.into(), NOT_RECORDED.into()],
        tariff: TariffId::new(tariff),
        route: Route::Tariff,
        count,
    };
    assert_eq!(
        counted.cells,
        [cell("mainstream", "T0", 1), cell("special", "T4", 2)]
    );
    assert_eq!(counted.out_of_scope[&OutOfScope::Setting], 1);
    assert_eq!(counted.cannot_map[&CannotMapWhy::StalePlan], 1);
    let behind = |keys: &[(Dimension, &str)], which| {
        let keys = keys.iter().map(|(one, value)| (*one, (*value).to_owned()));
        let keys = keys.collect();
        let found = pupils(&basis, &roster, &Selection { keys, which });
        let references = (found.iter()).map(|(at, _)| entries[*at].facts.reference.to_string());
        references.collect::<Vec<_>>()
    };
    let special = [(Dimension::Setting, "special")];
    assert_eq!(behind(&special, Which::Mapped(None)), ["K-10", "K-9"]);
    assert_eq!(behind(&special, Which::CannotMap(None)), ["K-5"]);
    assert_eq!(behind(&special, Which::InScope), ["K-10", "K-9", "K-5"]);
    assert_eq!(behind(&[], Which::NotYet), ["K-4"]);
    assert_eq!(behind(&[], Which::OutOfScope(OutOfScope::Setting)), ["K-6"]);
}

#[test]
fn an_officer_keeps_the_pupil_a_moderator_read_again() {
    let framework = framework();
    let basis = Basis::new(&framework, day(TODAY));
    let mut pupil = entry("K-1");
    pupil.mappings = vec![
        mapping(Role::Officer, "2026-10-01", Ok("T1")),
        mapping(Role::Moderator, "2026-10-02", Ok("T2")),
    ];
    let counted = tally(&basis, &Roster::of(&basis, [pupil]), &[Dimension::Officer]);
    assert_eq!(counted.cells[0].keys, ["officer"]);
    assert_eq!(counted.cells[0].tariff, TariffId::new("T2"));
}

#[test]
fn provenance_names_the_framework_and_how_far_it_has_come() {
    let framework = framework();
    let basis = Basis::new(&framework, day(TODAY));
    let counted = tally(&basis, &Roster::of(&basis, caseload()), &[]);
    let provenance = Provenance::of(&basis, &counted, Origin::new("here"));
    let json = serde_json::to_value(&provenance).unwrap();
    let expected = serde_json::json!({"framework": "small", "title": "Small", "version": "1",
        "hash": framework.hash.to_string(), "notice": "Invented.", "as_of": TODAY, "caseload": 6,
        "in_scope": 5, "mapped": 3, "amended_since": 0, "coverage": "60.0", "origin": "here",
        "terms": {"setting": "today", "schools": false}, "moved_on": 0, "not_placed": 0,
        "flagged": 0, "sampled": 0, "moderated": 0, "adjusted": 0, "school_readings": 0, "moderated_share": "0.0",
        "imports": [], "imported": 0, "exported_by": ""});
    assert_eq!(json, expected);
}
