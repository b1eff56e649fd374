//! The Communities' budgets, where their figures are given.

use crate::exchange::communities::table;
use crate::exchange::rates::Cell;

use super::Contents;
use super::pieces::{Piece, Section};

/// The head of the column that has pupils of the caseload in it.
const ROUTED: &str = "pupils of the route";

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new(
        "communities",
        "Budgets of the Communities of schools",
        "Communities",
    );
    let given = match &pack.communities {
        Ok(given) => given,
        Err(why) => return section.left_out(why.as_str()),
    };
    for said in given.shared.sentences() {
        section.words(said);
    }
    section.written(&table(&given.shared));
    if let Some(Piece::Table(table)) = section.pieces.last_mut() {
        table.has_sums = true;
        // What a Community's pupils bring goes by no count of the caseload, and none of so few is told.
        let at = table.head.iter().position(|words| words == ROUTED);
        if let Some(at) = at.filter(|_| pack.is_public()) {
            table.head.remove(at);
            for row in &mut table.rows {
                row.drain(at..=at);
            }
        }
        // A total needs no choice.
        if let Some(last) = table.rows.last_mut() {
            for cell in last.iter_mut().filter(|cell| **cell == Cell::Unknown) {
                *cell = Cell::text("");
            }
        }
    }
    section
}
