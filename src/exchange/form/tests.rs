//! Forms written, filled in as a school would, and read again.

use super::super::sheets::{self, Cell, Sheet};
use super::*;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, Origin, PlanId, PupilRef};
use crate::domain::judgement::{AreaSource, SetAside, Verdict};
use crate::domain::provision::Span;
use crate::domain::sample::framework;
use crate::domain::school::form::{Asked, Item, Mark, Place};

fn form(framework: &Framework) -> Form {
    let item = |n: u32, text: &str| Item {
        n,
        span: Span::from([n as usize * 10, n as usize * 10 + 9]),
        text: text.to_owned(),
    };
    let pupil = |reference: &str, plan: &str| Asked {
        reference: PupilRef::new(reference),
        name: None,
        plan: PlanId::new(plan),
        version: Some("2".to_owned()),
        provisions: vec![
            item(1, "=a group of four, 2 x 30 minutes a week"),
            item(2, "a top-up of £4,500"),
        ],
    };
    Form {
        mark: Mark {
            school: Place {
                urn: Some("118900".to_owned()),
                name: "Hill School".to_owned(),
            },
            framework: framework.key.clone(),
            hash: framework.hash,
            origin: Origin::new("origin-1"),
        },
        by: "2026-11-02".parse().unwrap(),
        pupils: vec![pupil("K-1", "plan-1"), pupil("K-2", "plan-2")],
    }
}

/// Fills cells in, by sheet, row (from 1) and heading, and reads the form that comes back.
fn back(fill: &[(&str, usize, &str, &str)]) -> Back {
    let framework = framework();
    let mut sheets = layout::sheets(&form(&framework), &framework);
    for (sheet, row, head, value) in fill {
        let sheet = sheets.iter_mut().find(|one| one.name == *sheet).unwrap();
        put(sheet, *row, head, value);
    }
    Back::open("hill.xlsx", sheets::write(&sheets).unwrap()).unwrap()
}

fn put(sheet: &mut Sheet, row: usize, head: &str, value: &str) {
    let heads = &sheet.rows[0];
    let column = heads
        .iter()
        .position(|one| *one == Cell::Title(head.to_owned()));
    sheet.rows[row - 1][column.unwrap()] = Cell::Answer(value.to_owned());
}

/// The first pupil filled in whole: one provision for CI, one set aside.
const WHOLE: [(&str, usize, &str, &str); 5] = [
    ("Provisions", 2, "Area", "ci"),
    ("Provisions", 2, "Level", "4"),
    ("Provisions", 2, "Note", "- twice a week"),
    ("Provisions", 3, "Set aside because", "not a provision"),
    ("Areas", 2, "Level", "4"),
];

#[test]
fn a_form_that_comes_back_says_what_the_school_judged() {
    let (framework, back) = (framework(), back(&WHOLE));
    assert_eq!(back.mark, form(&framework).mark);
    let (answers, strays) = back.answers(&framework);
    assert_eq!(strays, []);
    let Answer::Whole(judged) = &answers[0].answer else {
        panic!("{:?}", answers[0].answer);
    };
    let verdicts: Vec<_> = judged
        .judgements
        .iter()
        .map(|one| (one.n, &one.verdict))
        .collect();
    let ci = Verdict::Evidence {
        area: AreaId::new("ci"),
        level: Some(LevelId::new("4")),
    };
    assert_eq!(
        verdicts,
        [(1, &ci), (2, &Verdict::SetAside(SetAside::NotProvision))]
    );
    assert_eq!(judged.judgements[0].note.as_deref(), Some("- twice a week"));
    assert_eq!(judged.area_levels.len(), 1);
    assert_eq!(judged.area_levels[0].evidence, AreaSource::Provisions);
    assert_eq!(
        answers[0].pupil.spans,
        [Span::from([10, 19]), Span::from([20, 29])]
    );
    assert_eq!(answers[1].answer, Answer::NotYet(vec![]));
}

#[test]
fn the_same_form_gives_the_same_bytes_without_money_or_formulas() {
    let framework = framework();
    let (one, two) = (form(&framework), form(&framework));
    let bytes = write("a.xlsx", &one, &framework).unwrap();
    assert_eq!(bytes, write("a.xlsx", &two, &framework).unwrap());
    let sheets = layout::sheets(&one, &framework);
    let names: Vec<_> = sheets
        .iter()
        .map(|one| (one.name.as_ref(), one.hidden))
        .collect();
    let seen = ["Read me", "Provisions", "Areas", "Booklet"].map(|name| (name, false));
    let unseen = ["Lists", "Continuum"].map(|name| (name, true));
    assert_eq!(names, [&seen[..], &unseen[..]].concat());
    let text = format!("{sheets:?}");
    assert!(text.contains("2 Nov 2026") && !text.contains('£'));
    assert_eq!(sheets[1].choices.len(), 3);
    let areas = framework.leaves().count();
    assert_eq!(sheets[2].choices.len(), 2 * areas + 1);
}

#[track_caller]
fn not_yet(fill: &[(&str, usize, &str, &str)], expected: &[&str]) {
    let (framework, back) = (framework(), back(fill));
    let (answers, _) = back.answers(&framework);
    let missing = expected.iter().map(ToString::to_string).collect();
    assert_eq!(answers[0].answer, Answer::NotYet(missing));
}

#[test]
fn what_is_half_filled_in_is_told_as_such() {
    not_yet(&[], &[]);
    not_yet(&[("Provisions", 2, "Note", "later")], &[]);
    let open = "provision 2 has neither an area nor a reason to set it aside";
    not_yet(
        &WHOLE[..2],
        &[
            open,
            "Communication has provisions but no level in sheet \"Areas\"",
        ],
    );
    not_yet(&[WHOLE[0], WHOLE[1], WHOLE[4]], &[open]);
}

#[track_caller]
fn faulty(fill: (&str, usize, &str, &str), expected: &str) {
    let mut whole = WHOLE.to_vec();
    whole.push(fill);
    let (framework, back) = (framework(), back(&whole));
    let (answers, _) = back.answers(&framework);
    let Answer::Faulty(faults) = &answers[0].answer else {
        panic!("{:?}", answers[0].answer);
    };
    let said = faults.iter().map(|one| {
        let column = one.column.as_deref().unwrap_or_default();
        format!("{} {} {column}: {}", one.sheet, one.row, one.what)
    });
    assert_eq!(said.collect::<Vec<_>>(), [expected]);
}

#[test]
fn what_cannot_be_meant_is_told_at_its_cell() {
    faulty(
        ("Provisions", 2, "Area", "speech"),
        "Provisions 2 Area: \"speech\" is no area of small 1; choose one of the list",
    );
    faulty(
        ("Provisions", 2, "Level", "9"),
        "Provisions 2 Level: \"9\" is no level of Communication; its levels are 1, 2, 3, 4, 5, 6, 7",
    );
    faulty(
        ("Provisions", 2, "Set aside because", "not a provision"),
        "Provisions 2 Set aside because: the provision has both an area and a reason to set it aside; empty one of the two",
    );
    faulty(
        ("Provisions", 3, "Set aside because", "who knows"),
        "Provisions 3 Set aside because: \"who knows\" is no reason of the list; choose one of it",
    );
    faulty(
        ("Provisions", 3, "No.", "9"),
        "Provisions 3 No.: \"9\" is the number of no provision of K-1; copy it from the form as it came",
    );
    faulty(
        ("Areas", 3, "Level", "2"),
        "Areas 3 Rests on: no provision is for Learning; choose what its level rests on, or empty the level",
    );
}

#[test]
fn a_row_of_nobody_is_told() {
    let (framework, back) = (
        framework(),
        back(&[WHOLE[0], ("Provisions", 2, "Pupil", "K-9")]),
    );
    let (_, strays) = back.answers(&framework);
    assert_eq!(strays.len(), 1);
    assert!(
        strays[0]
            .what
            .starts_with("\"K-9\" is no pupil of this form")
    );
}

#[test]
fn another_workbook_or_a_changed_one_is_refused() {
    let framework = framework();
    let sheets = layout::sheets(&form(&framework), &framework);
    let opened = |sheets: &[Sheet]| {
        let bytes = sheets::write(sheets).unwrap();
        Back::open("hill.xlsx", bytes).unwrap_err().to_string()
    };
    let said = opened(&sheets[..5]);
    assert!(
        said.starts_with("\"hill.xlsx\" is no school's form: it has no sheet \"Continuum\""),
        "{said}"
    );
    let mut changed = sheets.clone();
    changed[5].rows[4] = vec![Cell::Text("somebody".to_owned())];
    let said = opened(&changed);
    assert!(said.contains("was changed in row 5"), "{said}");
    let mut changed = sheets.clone();
    put(&mut changed[1], 1, "Level", "Band");
    let said = opened(&changed);
    assert!(
        said.contains("has no column \"Level\" in sheet \"Provisions\""),
        "{said}"
    );
    let key = FrameworkKey {
        id: "x".to_owned(),
        version: "1".to_owned(),
    };
    assert_ne!(form(&framework).mark.framework, key);
}

/// Reads every sheet of a workbook, fills cells in, and writes the whole anew.
pub(super) fn fill(bytes: Vec<u8>, cells: &[(&str, usize, &str, &str)]) -> Vec<u8> {
    use super::super::workbook::Workbook;
    let mut workbook = Workbook::open(bytes).unwrap();
    let names = [
        "Read me",
        "Provisions",
        "Areas",
        "Booklet",
        "Lists",
        "Continuum",
    ];
    let sheets = names.map(|name| {
        let mut sheet = Sheet::new(name, &[]);
        sheet.hidden = matches!(name, "Lists" | "Continuum");
        workbook
            .rows(name, 12, &mut |row| {
                let cells = row.cells().map(|cell| Cell::Text(cell.to_owned()));
                sheet.rows.push(cells.collect());
                true
            })
            .unwrap();
        for (_, row, head, value) in cells.iter().filter(|one| one.0 == name) {
            let head = Cell::Text((*head).to_owned());
            let column = sheet.rows[0].iter().position(|one| *one == head).unwrap();
            sheet.rows[row - 1][column] = Cell::Text((*value).to_owned());
        }
        sheet
    });
    sheets::write(&sheets).unwrap()
}
