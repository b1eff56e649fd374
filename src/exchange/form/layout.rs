//! A school's form as sheets: what to do, the provisions, the areas, the booklet; and out of sight what it is known by.

use super::super::sheets::{Cell, Choice, Sheet, Source};
use super::words;
use crate::domain::blind::blind;
use crate::domain::framework::{Area, Framework, Walk};
use crate::domain::judgement::{AreaSource, SetAside};
use crate::domain::school::form::{Asked, Form};

/// The first row of the hidden sheet says that it is one of these, and in which form.
pub(super) const KIND: (&str, &str) = ("continuum school form", "1");

/// Lays a form out as the sheets of its workbook.
pub(super) fn sheets(form: &Form, framework: &Framework) -> Vec<Sheet> {
    vec![
        read_me(form, framework),
        provisions(form, framework),
        areas(form, framework),
        booklet(framework),
        lists(framework),
        key(form),
    ]
}

fn title(text: &str) -> Cell {
    Cell::Title(text.to_owned())
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn blank() -> Cell {
    Cell::Answer(String::new())
}

fn read_me(form: &Form, framework: &Framework) -> Sheet {
    let mut sheet = Sheet::new(words::READ_ME, &[100]);
    let school = &form.mark.school;
    let urn = school.urn.as_ref();
    let urn = urn.map_or_else(String::new, |urn| format!(" ({urn})"));
    let levels = match framework.walk {
        Walk::Provision => "the area that it is for and the level whose words cover it",
        Walk::Area => "the area that it bears out; the level can be left empty",
    };
    sheet.rows = vec![
        vec![title(&format!("{}{urn}: your reading", school.name))],
        vec![text(format!(
            "Please send this workbook back by {}.",
            form.by.long()
        ))],
        vec![text(format!(
            "You are asked how your school reads the plans of {} of its pupils. Your reading is laid beside the authority's; it is never counted in its place.",
            form.pupils.len()
        ))],
        vec![title("What to do")],
        vec![text(format!(
            "1. Sheet \"{}\": each row is a provision of a plan's Section F. Choose {levels}. Where it is for no area, choose why instead, under \"{}\".",
            words::PROVISIONS,
            words::SET_ASIDE
        ))],
        vec![text(
            "2. A provision that is for two areas: copy its whole row, and choose the second area in the copy.",
        )],
        vec![text(format!(
            "3. Sheet \"{}\": choose the level of every area that a provision is for. Say why where it differs from the levels of the provisions. Where no provision speaks for an area, choose what its level rests on.",
            words::AREAS
        ))],
        vec![text(format!(
            "4. Sheet \"{}\" has the words of every area and level.",
            words::BOOKLET
        ))],
        vec![text(
            "5. Save the workbook as .xlsx and send it back. A pupil counts as filled in once every provision has an area or a reason, and every area that is used has a level. Pupils can be left for later: send the workbook again when more are done.",
        )],
        vec![text(
            "Fill in the coloured cells alone. Rows can be sorted and filtered; please keep the headings, and the pupil and the number in every row.",
        )],
        vec![title("The framework")],
        vec![text(format!("{}, {}", framework.title, framework.key))],
        vec![text(framework.notice.trim())],
    ];
    sheet
}

/// A row a provision of each pupil.
fn provisions(form: &Form, framework: &Framework) -> Sheet {
    let names = form.pupils.iter().any(|pupil| pupil.name.is_some());
    let mut heads = vec![words::PUPIL];
    let mut widths = vec![12];
    if names {
        heads.push(words::NAME);
        widths.push(20);
    }
    heads.extend([
        words::VERSION,
        words::NUMBER,
        words::PROVISION,
        words::AREA,
        words::LEVEL,
        words::SET_ASIDE,
        words::NOTE,
    ]);
    widths.extend([8, 5, 70, 32, 26, 30, 30]);
    let mut sheet = Sheet::new(words::PROVISIONS, &widths);
    sheet.frozen = 1;
    sheet
        .rows
        .push(heads.iter().map(|head| title(head)).collect());
    for pupil in &form.pupils {
        for item in &pupil.provisions {
            let mut row = who(pupil, names);
            row.push(text(pupil.version.clone().unwrap_or_default()));
            row.push(Cell::Number(item.n));
            row.push(text(blind(&item.text)));
            row.extend([blank(), blank(), blank(), blank()]);
            sheet.rows.push(row);
        }
    }
    let last = rows(&sheet);
    let lists = [
        (words::AREA, 0, framework.leaves().count()),
        (words::LEVEL, 1, framework.levels.len()),
        (words::SET_ASIDE, 2, SetAside::ALL.len()),
    ];
    sheet.choices = (lists.into_iter())
        .filter_map(|(head, list, count)| {
            let column = heads.iter().zip(0..).find(|(one, _)| **one == head);
            Some(choice((1, last), column?.1, (list, count)))
        })
        .collect();
    sheet
}

fn who(pupil: &Asked, names: bool) -> Vec<Cell> {
    let mut row = vec![text(pupil.reference.as_str())];
    if names {
        row.push(text(pupil.name.clone().unwrap_or_default()));
    }
    row
}

fn rows(sheet: &Sheet) -> u32 {
    u32::try_from(sheet.rows.len()).map_or(1, |rows| rows.saturating_sub(1).max(1))
}

fn choice(rows: (u32, u32), column: u16, (list, count): (u16, usize)) -> Choice {
    Choice {
        rows,
        column,
        from: Source {
            sheet: words::LISTS,
            column: list,
            count,
        },
        told: "Only what the list offers can be read back. Choose from it, or leave the cell empty.",
    }
}

/// A row a pupil and area.
fn areas(form: &Form, framework: &Framework) -> Sheet {
    let mut sheet = Sheet::new(words::AREAS, &[12, 44, 26, 50, 30]);
    sheet.frozen = 1;
    let heads = [
        words::PUPIL,
        words::AREA,
        words::LEVEL,
        words::REASON,
        words::RESTS_ON,
    ];
    sheet.rows.push(heads.map(title).to_vec());
    for pupil in &form.pupils {
        for (area, list) in framework.leaves().zip(OWN_SCALES..) {
            let at = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
            let scale = (list, area.levels.len());
            sheet.choices.push(choice((at, at), 2, scale));
            sheet.rows.push(vec![
                text(pupil.reference.as_str()),
                text(words::area(area)),
                blank(),
                blank(),
                blank(),
            ]);
        }
    }
    let sources = (3, words::sources().count());
    sheet.choices.push(choice((1, rows(&sheet)), 4, sources));
    sheet
}

/// The column of the lists from which on each area has its own scale.
const OWN_SCALES: u16 = 4;

/// Areas down, levels across, the descriptors in the cells.
fn booklet(framework: &Framework) -> Sheet {
    let widths = vec![40; framework.levels.len() + 1];
    let mut sheet = Sheet::new(words::BOOKLET, &widths);
    sheet.frozen = 1;
    let levels = framework
        .levels
        .iter()
        .map(|level| title(&words::level(level)));
    sheet
        .rows
        .push([title(words::AREA)].into_iter().chain(levels).collect());
    for area in framework.leaves() {
        let cells = framework.levels.iter().map(|level| {
            let here = framework.descriptors.iter();
            let here = here.filter(|one| one.area == area.id && one.level == level.id);
            let texts = here.map(|one| match one.whom() {
                Some(whom) => format!("({whom}) {}", one.text.trim()),
                None => one.text.trim().to_owned(),
            });
            text(texts.collect::<Vec<_>>().join("\n"))
        });
        sheet.rows.push(
            [title(&words::area(area))]
                .into_iter()
                .chain(cells)
                .collect(),
        );
    }
    sheet
}

/// What can be chosen, out of sight: areas, levels, reasons, sources, then each area's own levels.
fn lists(framework: &Framework) -> Sheet {
    let mut columns: Vec<Vec<String>> = vec![
        framework.leaves().map(words::area).collect(),
        framework.levels.iter().map(words::level).collect(),
        SetAside::ALL.map(|one| one.words().to_owned()).to_vec(),
        words::sources()
            .map(AreaSource::words)
            .map(str::to_owned)
            .collect(),
    ];
    columns.extend(framework.leaves().map(|area| scale(framework, area)));
    let mut sheet = Sheet::new(words::LISTS, &[]);
    sheet.hidden = true;
    let longest = columns.iter().map(Vec::len).max().unwrap_or_default();
    for row in 0..longest {
        let cell = |column: &Vec<String>| text(column.get(row).cloned().unwrap_or_default());
        sheet.rows.push(columns.iter().map(cell).collect());
    }
    sheet
}

fn scale(framework: &Framework, area: &Area) -> Vec<String> {
    let levels = area.levels.iter().filter_map(|id| framework.level(id));
    levels.map(words::level).collect()
}

/// What the form is recognised by, out of sight.
fn key(form: &Form) -> Sheet {
    let mark = &form.mark;
    let mut sheet = Sheet::new(words::KEY, &[]);
    sheet.hidden = true;
    let framework = &mark.framework;
    sheet.rows = vec![
        vec![text(KIND.0), text(KIND.1)],
        vec![
            text("framework"),
            text(&*framework.id),
            text(&*framework.version),
            text(mark.hash.to_string()),
        ],
        vec![
            text("school"),
            text(mark.school.urn.clone().unwrap_or_default()),
            text(&*mark.school.name),
        ],
        vec![text("workspace"), text(mark.origin.as_str())],
    ];
    for pupil in &form.pupils {
        let (reference, plan) = (pupil.reference.as_str(), pupil.plan.as_str());
        sheet
            .rows
            .push(vec![text("pupil"), text(reference), text(plan)]);
        for item in &pupil.provisions {
            let [start, end] = item.span.into();
            let number = |at: usize| text(at.to_string());
            sheet.rows.push(vec![
                text("provision"),
                text(item.n.to_string()),
                number(start),
                number(end),
            ]);
        }
    }
    sheet
}
