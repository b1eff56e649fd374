//! The distribution, driven by keys and replies.

mod terms;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::account;
use super::matrix::Matrix;
use crate::domain::distribution::{
    Cell, Dimension, Distribution, Grid, GridLine, Line, Provenance, Selection, Table, Terms, Which,
};
use crate::domain::framework::Route;
use crate::domain::identity::{Origin, PupilId, TariffId};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::worklist::{Mark, OutOfScope};
use crate::ui::message::{Asked, CellPupil, Counted, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn line(value: &str, counts: [u64; 4], not_yet: u64, cannot_map: u64) -> Line {
    Line {
        value: value.to_owned(),
        counts: counts.to_vec(),
        mapped: counts.iter().sum(),
        not_yet,
        cannot_map,
        marks: [2, 1, 1, 0, 0],
    }
}

/// 330 pupils: 318 in scope, 89 mapped, 7 that cannot be mapped.
fn counted() -> Counted {
    laid_out(false)
}

/// The same, crossed by the district too where that is asked for.
fn laid_out(crossed: bool) -> Counted {
    let framework = sample::framework("2");
    let counts = |value: &str, counts: [u64; 2]| GridLine {
        value: value.to_owned(),
        counts: counts.to_vec(),
        total: counts.iter().sum(),
    };
    let grid = Grid {
        down: Dimension::Setting,
        across: Dimension::District,
        which: Which::Mapped(None),
        columns: vec!["Dover".to_owned(), "Swale".to_owned()],
        lines: vec![counts("mainstream", [50, 2]), counts("special", [0, 22])],
        total: counts("all", [50, 24]),
    };
    let table = Table {
        dimension: Dimension::Setting,
        tariffs: framework.tariffs.iter().map(|one| one.id.clone()).collect(),
        lines: vec![
            line("mainstream", [10, 30, 12, 0], 190, 4),
            line("srp", [0, 5, 9, 1], 20, 1),
            line("special", [0, 1, 17, 4], 12, 2),
        ],
        total: line("all", [10, 36, 38, 5], 222, 7),
    };
    let distribution = Distribution {
        tariffs: Vec::new(),
        by_area: vec![],
        caseload: 330,
        in_scope: 318,
        out_of_scope: BTreeMap::from([(OutOfScope::Age, 9), (OutOfScope::SettingUnknown, 3)]),
        mapped: 89,
        amended_since: 3,
        marks: BTreeMap::from([(Mark::Flagged, 6), (Mark::Sampled, 3), (Mark::Moderated, 3)]),
        not_yet: 222,
        cannot_map: BTreeMap::from([
            (CannotMapWhy::VagueSectionF, 4),
            (CannotMapWhy::BetweenLevels, 3),
        ]),
        by: vec![Dimension::Setting],
        cells: vec![Cell {
            keys: vec!["mainstream".to_owned()],
            tariff: TariffId::new("T0"),
            route: Route::Core,
            count: 10,
        }],
    };
    let provenance = Provenance {
        framework: framework.key.id.clone(),
        title: framework.title.clone(),
        version: framework.key.version.clone(),
        hash: framework.hash,
        notice: framework.notice.clone(),
        as_of: sample::day("2026-01-12"),
        caseload: 330,
        in_scope: 318,
        mapped: 89,
        amended_since: 3,
        coverage: "27.9".to_owned(),
        terms: Terms::default(),
        moved_on: 0,
        not_placed: 0,
        flagged: 6,
        sampled: 3,
        moderated: 3,
        adjusted: 0,
        school_readings: 0,
        moderated_share: "3.3".to_owned(),
        origin: Origin::new("here"),
        imports: Vec::new(),
        imported: 0,
        exported_by: "Ada".to_owned(),
    };
    Counted {
        framework: Arc::new(framework),
        provenance,
        distribution,
        table,
        grid: crossed.then_some(grid),
        views: vec![],
    }
}

fn pupils(count: usize) -> Vec<CellPupil> {
    let pupil = |at| {
        let row = sample::row(at);
        CellPupil {
            pupil: row.pupil,
            reference: row.reference,
            name: row.name,
            tariff: "T2".to_owned(),
        }
    };
    (0..count).map(pupil).collect()
}

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("D");
    stage.reply(
        Asked::Distribution,
        Reply::Distribution(Box::new(counted())),
    );
    stage
}

#[track_caller]
fn asks(stage: &Stage, keys: &[(Dimension, &str)], which: Which) {
    let keys = keys
        .iter()
        .map(|(by, value)| (*by, (*value).to_owned()))
        .collect();
    let wanted = Selection { keys, which };
    let asked = stage.last();
    assert!(
        matches!(asked, Request::Cell(_, selection) if *selection == wanted),
        "{asked:?}"
    );
}

#[test]
fn the_account_adds_up_to_the_caseload() {
    let rows = account::rows(&counted(), None);
    let of = |words: &str| rows.iter().find(|row| row.words == words).unwrap().count;
    let tariffs: u64 = rows
        .iter()
        .filter(|row| row.is_tariff())
        .map(|row| row.count)
        .sum();
    assert_eq!(tariffs, of("mapped"));
    assert_eq!(
        of("mapped") + of("not yet") + of("cannot map"),
        of("in scope")
    );
    assert_eq!(of("in scope") + of("out of scope"), of("caseload"));
    assert_eq!(of("of them flagged"), 6);
    let matrix = Matrix::of(&counted());
    let at = |head: &str| (matrix.columns.iter()).position(|one| one.head == head);
    for line in &matrix.lines {
        let count = |head: &str| line.counts[at(head).unwrap()];
        let sum = count("mapped") + count("not yet") + count("cannot");
        assert_eq!(sum, count("in scope"));
        assert_eq!(count("flagged"), 2);
    }
    assert_eq!(at("by school"), None);
}

#[test]
fn a_bar_leads_to_its_pupils_and_a_pupil_to_the_record() {
    let mut stage = opened();
    stage.keys("down down enter");
    asks(&stage, &[], Which::Mapped(Some(TariffId::new("T2"))));
    stage.reply(Asked::Cell, Reply::Cell(pupils(38)));
    stage.shows("38 pupils");
    stage.keys("down enter");
    let asked = stage.last();
    assert!(
        matches!(asked, Request::History(pupil) if *pupil == PupilId::new("pupil 1")),
        "{asked:?}"
    );
    stage.keys("q");
    asks(&stage, &[], Which::Mapped(Some(TariffId::new("T2"))));
    stage.keys("q");
    stage.shows("By setting");
}

#[test]
fn a_cell_of_the_cross_table_leads_to_its_pupils() {
    let mut stage = opened();
    stage.keys("tab down down right right enter");
    let special = [(Dimension::Setting, "special")];
    asks(&stage, &special, Which::Mapped(Some(TariffId::new("T2"))));
    stage.keys("esc end right right right right right enter");
    asks(&stage, &[], Which::InScope);
    stage.keys("esc right enter");
    asks(&stage, &[], Which::Marked(Mark::Flagged));
}

#[test]
fn a_sum_without_a_list_says_so() {
    let mut stage = opened();
    stage.keys("end enter");
    stage.shows("this one is a sum without a list");
}

#[test]
fn what_is_refused_is_said() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("D");
    let refused = |why: &str| Reply::Refused(why.to_owned());
    stage.reply(Asked::Distribution, refused("It could not be counted."));
    stage.shows("It could not be counted.");
    let mut stage = opened();
    stage.keys("x enter enter");
    stage.reply(Asked::Export, refused("The disk is full; free some space."));
    stage.shows("The disk is full");
    stage.keys("enter");
    stage.reply(Asked::Cell, refused("They could not be read."));
    stage.shows("They could not be read.");
}

#[test]
fn fewer_lines_keep_the_cursor_on_the_table() {
    let mut stage = opened();
    stage.keys("tab end");
    let mut less = counted();
    less.table.lines.truncate(1);
    stage.keys("b 1");
    stage.keys("down down down");
    stage.reply(Asked::Distribution, Reply::Distribution(Box::new(less)));
    stage.keys("up enter");
    asks(
        &stage,
        &[(Dimension::Setting, "mainstream")],
        Which::Mapped(Some(TariffId::new("T0"))),
    );
}

#[test]
fn the_plain_theme_draws_bars_of_plain_characters() {
    let mut stage = opened();
    stage.keys("ctrl-t ctrl-t ctrl-t");
    let text = stage.text(120, 40);
    assert!(text.contains("####") && !text.contains('█'), "{text}");
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.keys("down");
    stage.frames("distribution");
    stage.keys("tab right down");
    stage.frames("distribution-cross");
    stage.keys("c 3");
    let crossed = Reply::Distribution(Box::new(laid_out(true)));
    stage.reply(Asked::Distribution, crossed);
    stage.frames("distribution-grid");
    stage.keys("c 1");
    stage.reply(
        Asked::Distribution,
        Reply::Distribution(Box::new(counted())),
    );
    stage.keys("enter");
    stage.reply(Asked::Cell, Reply::Cell(pupils(30)));
    stage.frames("distribution-cell");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let mut stage = opened();
    stage.any_size();
    stage.keys("tab end right right right right right right right");
    stage.any_size();
}
