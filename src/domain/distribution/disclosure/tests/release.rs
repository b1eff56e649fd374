//! What is released of a distribution.

use std::collections::BTreeMap;

use crate::domain::distribution::disclosure::{Release, Rounding, Rule, Shown, ShownRow, of_the};
use crate::domain::distribution::{AreaCount, Cell, Dimension, Distribution};
use crate::domain::framework::Route;
use crate::domain::identity::{AreaId, TariffId};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::worklist::{Mark, OutOfScope};

fn cell(setting: &str, tariff: &str, route: Route, count: u64) -> Cell {
    Cell {
        keys: vec![setting.to_owned()],
        tariff: TariffId::new(tariff),
        route,
        count,
    }
}

fn counted(not_yet: u64, cells: Vec<Cell>) -> Distribution {
    let mapped = cells.iter().map(|cell| cell.count).sum();
    Distribution {
        caseload: mapped + not_yet + 20 + 12,
        in_scope: mapped + not_yet + 20,
        out_of_scope: BTreeMap::from([(OutOfScope::Age, 12)]),
        mapped,
        amended_since: 2,
        marks: BTreeMap::from([
            (Mark::Moderated, 30),
            (Mark::Adjusted, 28),
            (Mark::Sampled, 3),
        ]),
        not_yet,
        cannot_map: BTreeMap::from([(CannotMapWhy::StalePlan, 20)]),
        by_area: vec![AreaCount {
            area: AreaId::new("sp"),
            tariff: TariffId::new("T1"),
            count: mapped,
        }],
        tariffs: ["core", "T1", "T2"].map(TariffId::new).into(),
        by: vec![Dimension::Setting],
        cells,
    }
}

fn usual() -> Distribution {
    counted(
        300,
        vec![
            cell("mainstream", "core", Route::Core, 50),
            cell("mainstream", "T1", Route::Tariff, 3),
            cell("special", "core", Route::Core, 8),
            cell("special", "T1", Route::Tariff, 40),
        ],
    )
}

fn at(rows: &[ShownRow], key: Option<&str>, tariff: Option<&str>) -> Shown {
    let found = rows.iter().find(|row| {
        row.keys[0].as_deref() == key && row.tariff.as_ref().map(TariffId::as_str) == tariff
    });
    found.unwrap().count
}

#[test]
fn the_public_see_totals_and_no_small_count() {
    let release = Release::public(&usual(), Rounding::Exact).unwrap();
    assert!(
        release
            .rows
            .iter()
            .all(|row| row.count == Shown::Suppressed)
    );
    assert_eq!(
        at(&release.totals, Some("mainstream"), None),
        Shown::Count(53)
    );
    assert_eq!(at(&release.totals, None, Some("T1")), Shown::Count(43));
    assert_eq!(at(&release.totals, None, None), Shown::Count(101));
    assert_eq!(release.account.mapped, Shown::Count(101));
    assert_eq!(release.account.amended_since, Shown::Suppressed);
    assert_eq!(release.account.coverage.as_deref(), Some("23.9"));
    assert_eq!((release.hidden, release.further), (4, 3));
}

#[test]
fn the_office_sees_everything_with_the_totals_it_looks_for() {
    let release = Release::office(&usual());
    assert_eq!(release.rule, Rule::Office);
    assert_eq!(
        at(&release.rows, Some("mainstream"), Some("T1")),
        Shown::Count(3)
    );
    assert_eq!(at(&release.totals, Some("special"), None), Shown::Count(48));
    assert_eq!(at(&release.totals, None, Some("core")), Shown::Count(58));
    assert_eq!(at(&release.totals, None, None), Shown::Count(101));
    assert_eq!(release.totals.len(), 5);
}

#[test]
fn rounding_comes_after_hiding() {
    let release = Release::public(&usual(), Rounding::ToFive).unwrap();
    assert!(
        release
            .rows
            .iter()
            .all(|row| row.count == Shown::Suppressed)
    );
    assert_eq!(
        at(&release.totals, Some("mainstream"), None),
        Shown::Rounded(55)
    );
    assert_eq!(release.account.mapped, Shown::Rounded(100));
    assert_eq!(release.account.coverage.as_deref(), Some("23.8"));
}

#[test]
fn a_few_who_are_not_yet_mapped_are_hidden_and_the_mapped_still_told() {
    let few = counted(2, usual().cells);
    let release = Release::public(&few, Rounding::Exact).unwrap();
    assert_eq!(release.account.not_yet, Shown::Suppressed);
    assert_eq!(release.account.cannot_map, Shown::Suppressed);
    assert_eq!(release.account.mapped, Shown::Count(101));
}

#[test]
fn where_the_mapped_must_be_hidden_so_is_what_would_add_up_to_them() {
    let mut few = counted(2, usual().cells);
    few.out_of_scope.clear();
    few.cannot_map.clear();
    (few.caseload, few.in_scope) = (103, 103);
    let release = Release::public(&few, Rounding::Exact).unwrap();
    assert_eq!(release.account.mapped, Shown::Suppressed);
    assert_eq!(release.account.coverage, None);
    assert_eq!(at(&release.totals, None, None), Shown::Suppressed);
    assert_eq!(release.by_area, [Shown::Suppressed]);
    let settings = ["mainstream", "special"].map(|one| at(&release.totals, Some(one), None));
    assert!(settings.contains(&Shown::Suppressed));
}

#[test]
fn a_tariff_that_two_routes_pay_for_has_a_total_of_its_own() {
    let mut counted = usual();
    counted.cells = vec![
        cell("special", "T1", Route::Tariff, 40),
        cell("special", "T1", Route::Bespoke, 3),
        cell("special", "T2", Route::Tariff, 58),
    ];
    let release = Release::public(&counted, Rounding::Exact).unwrap();
    let whole = release
        .totals
        .iter()
        .find(|row| row.tariff == Some(TariffId::new("T1")) && row.route.is_none());
    assert_eq!(whole.unwrap().count, Shown::Count(43));
    assert_eq!(
        release
            .rows
            .iter()
            .filter(|row| row.count == Shown::Suppressed)
            .count(),
        2
    );
}

#[test]
fn marks_of_a_few_are_hidden_and_what_is_left_of_one_by_another() {
    let shown = |counted: &Distribution| {
        let release = Release::public(counted, Rounding::Exact).unwrap();
        (release.account.marks, release.account.moderated_share)
    };
    let (marks, share) = shown(&usual());
    let of = |wanted: Mark| marks.iter().find(|(mark, _)| *mark == wanted).unwrap().1;
    assert_eq!(of(Mark::Sampled), Shown::Suppressed);
    assert_eq!(of(Mark::Moderated), Shown::Count(30));
    assert_eq!(of(Mark::Adjusted), Shown::Suppressed);
    assert_eq!(share.as_deref(), Some("29.7"));
    let mut crossed = usual();
    crossed.by = vec![Dimension::Moderation];
    let (marks, share) = shown(&crossed);
    assert!(marks.iter().all(|(_, count)| *count == Shown::Suppressed) && share.is_none());
}

#[test]
fn nobody_mapped_is_a_nought_that_is_told() {
    let mut none = counted(400, Vec::new());
    none.by_area.clear();
    none.amended_since = 0;
    none.marks.clear();
    let release = Release::public(&none, Rounding::Exact).unwrap();
    assert_eq!(release.rows, []);
    assert_eq!(at(&release.totals, None, None), Shown::Count(0));
    assert_eq!(release.account.mapped, Shown::Count(0));
}

#[test]
fn all_but_a_few_gives_the_few_away() {
    assert_eq!(of_the(98, 100, Rounding::Exact), Shown::Suppressed);
    assert_eq!(of_the(100, 100, Rounding::Exact), Shown::Count(100));
    assert_eq!(of_the(0, 100, Rounding::Exact), Shown::Count(0));
    assert_eq!(of_the(95, 100, Rounding::ToFive), Shown::Rounded(95));
}
