//! Templates that are tables.

use super::page::{Page, Piece};
use crate::demo::plan::{Line, Section};
use crate::domain::dose::Who;

fn header(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// One table for the whole of Section F.
pub(super) fn one(page: &mut Page<'_>) {
    let mut rows = vec![header(&["Provision", "By whom", "How often", "Need"])];
    for section in &page.plan.sections {
        for line in &section.lines {
            let mut row = line.cells.to_vec();
            row.push(section.heading.clone());
            rows.push(row);
        }
    }
    page.push(Piece::Table(rows));
    page.closing();
}

/// Whether a provision belongs in a schedule of therapies.
fn is_therapy(line: &Line<'_>) -> bool {
    let therapist = line.pattern.who.is_some_and(|who| match who {
        Who::SaLT | Who::Ot | Who::Physio | Who::Ep | Who::QToD | Who::Qtvi | Who::Msi => true,
        Who::Ta
        | Who::Hlta
        | Who::Teacher
        | Who::Senco
        | Who::SpecialistTeacher
        | Who::Elsa
        | Who::Mentor
        | Who::Nurse
        | Who::Staff
        | Who::Other => false,
    });
    therapist && line.pattern.cells.is_some()
}

/// The therapies in a table, the rest in a list for each area.
pub(super) fn schedule(page: &mut Page<'_>) {
    let sections = &page.plan.sections;
    let lines = |section: &'_ Section<'_>| section.lines.len();
    let mut rows = vec![header(&["Provision", "By whom", "How often"])];
    for line in sections.iter().flat_map(|section| &section.lines) {
        if is_therapy(line) {
            rows.push(line.cells.to_vec());
        }
    }
    if rows.len() > 1 {
        page.heading("Schedule of therapies:");
        page.push(Piece::Table(rows));
    }
    for section in sections.iter().filter(|section| lines(section) > 0) {
        let rest = section.lines.iter().filter(|line| !is_therapy(line));
        let rest: Vec<&Line<'_>> = rest.collect();
        if rest.is_empty() {
            continue;
        }
        page.heading(&section.heading);
        for (item, line) in (1..).zip(rest) {
            page.item(format!("{item}."), &line.text);
        }
    }
    page.closing();
}
