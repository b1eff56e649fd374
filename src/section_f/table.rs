//! Rows of a table: cells apart by tabs or pipes, columns named by a header.

use super::key::{Word, these};
use super::list::List;
use super::token::Words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The provision.
    Provision,
    /// Who delivers.
    Who,
    /// How often, how long, how many.
    Dose,
    /// The area of need.
    Area,
    /// The need, of Section B.
    Need,
    /// The outcome, of Section E.
    Outcome,
    /// Anything else.
    Other,
}

const NAMES: &[(Column, &[Word])] = &[
    (
        Column::Who,
        these![
            "whom",
            "who",
            "service",
            "profession",
            "staffing",
            "delivered",
            "responsible",
            "person",
            "staff",
            "responsibility",
            "adult",
            "provider",
            "role",
        ],
    ),
    (
        Column::Dose,
        these![
            "often",
            "frequency",
            "long",
            "duration",
            "much",
            "when",
            "time",
            "hours",
            "ratio",
            "quantity",
            "amount",
            "timing",
            "timescale",
            "group",
            "length",
            "times",
            "dose",
            "sessions",
        ],
    ),
    (
        Column::Outcome,
        these!["outcome", "outcomes", "target", "targets", "e"],
    ),
    (
        Column::Need,
        these![
            "need",
            "needs",
            "b",
            "difficulty",
            "difficulties",
            "strengths",
        ],
    ),
    (Column::Area, these!["area", "category"]),
    (
        Column::Provision,
        these![
            "provision",
            "provided",
            "intervention",
            "support",
            "what",
            "f",
            "strategy",
            "strategies",
            "activity",
            "action",
            "description",
            "programme",
            "resource",
            "therapy",
            "item",
            "details",
        ],
    ),
    (
        Column::Other,
        these![
            "no",
            "number",
            "review",
            "reviewed",
            "ref",
            "notes",
            "source",
            "start",
            "monitoring",
            "comments",
            "advice",
            "funding",
            "cost",
            "evidence",
        ],
    ),
];

fn parts(line: Words<'_>) -> impl Fn(usize) -> bool {
    // Between tabs, pipes are those of a table that stands within a cell.
    let framed = line.among(line.from, List::Pipe) || !line.holds(List::Tab);
    let mut piped = line.places().filter(|at| line.among(*at, List::Pipe));
    let pipes = framed && piped.nth(1).is_some();
    move |at| line.among(at, List::Tab) || pipes && line.among(at, List::Pipe)
}

/// Whether a line is a row; `body` is the token after its list marker.
pub(crate) fn is_row(line: Words<'_>, body: usize) -> bool {
    let lists = line.lists();
    if !lists.holds(List::Tab) && !lists.holds(List::Pipe) {
        return false;
    }
    let parts = parts(line);
    let first = line
        .places()
        .find(|at| parts(*at) && (*at >= body || *at == line.from));
    first.is_some() && line.says()
}

/// The cells of a row, those without words too; the frame of a piped row has no cell outside it.
pub(crate) fn cells(line: Words<'_>) -> Vec<Words<'_>> {
    let parts = parts(line);
    let mut cells = Vec::new();
    let mut from = line.from;
    for at in line.places() {
        if parts(at) {
            let framed = at == line.from && line.is(at, "|");
            if !framed {
                cells.push(line.within(from, at));
            }
            from = at + 1;
        }
    }
    if from < line.to {
        cells.push(line.within(from, line.to));
    }
    cells
}

fn column(cell: Words<'_>) -> Option<Column> {
    if cell.count() > 6
        || cell.has_number()
        || cell
            .within(cell.from, cell.to.saturating_sub(1))
            .has(these!["."])
        || cell.has(these!["will"]) && !cell.any(cell.from, these!["what", "who", "how"])
    {
        return None;
    }
    if !cell.says() {
        return Some(Column::Other);
    }
    // "Area of need" is an area; "Provision to meet need" is the provision.
    if cell.has(these!["area", "category"]) {
        return Some(Column::Area);
    }
    if cell.has(these!["provision"]) {
        return Some(Column::Provision);
    }
    NAMES
        .iter()
        .find(|(_, names)| cell.has(names))
        .map(|(column, _)| *column)
}

/// The columns that a row names, where it is a header.
pub(crate) fn header(cells: &[Words<'_>]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| column(*cell))
        .collect::<Option<_>>()?;
    let filled = cells.iter().filter(|cell| cell.says()).count();
    let telling = columns
        .iter()
        .any(|column| matches!(column, Column::Provision | Column::Who | Column::Dose));
    (telling && filled > 1).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<&[Column]>) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let cells = cells(sheet.words());
        assert_eq!(header(&cells).as_deref(), expected, "{text}");
    }

    #[test]
    fn headers_name_their_columns() {
        case(
            "Provision\tHow much\tWho",
            Some(&[Column::Provision, Column::Dose, Column::Who]),
        );
        case(
            "| Need | Provision | Outcome |",
            Some(&[Column::Need, Column::Provision, Column::Outcome]),
        );
        case(
            "Area of need\tProvision to meet need\tBy whom\tHow often",
            Some(&[Column::Area, Column::Provision, Column::Who, Column::Dose]),
        );
        case("Radio aid worn in all lessons\t5 mins daily\tTA", None);
    }
}
