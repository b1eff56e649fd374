//! A table aligned by spaces: its rows, each with what stands in its cells.

use super::super::document::WITHIN_CELL;
use super::grid::Grid;
use super::line::Heads;
use super::words::{
    filled, fills, get, goes_on, is_bullet, is_ended, is_in, is_leading_on, is_unfinished, letters,
};

/// Words that head the part of a table on one area of need.
const AREAS: &str = "cognition communication independence physical preparation semh sensory social";

impl Grid<'_> {
    /// A line a row with TABs, where the lines are a table.
    pub(super) fn table(&self) -> Option<(usize, String)> {
        let rows = self.rows();
        let (end, _) = rows.last()?;
        let is_headed = self.heads != Heads::Absent;
        let least = if is_headed { 2 } else { self.widths.len() };
        let full = || rows.iter().filter(|(_, row)| filled(row) >= least);
        // Forms to fill in, frames and lists in code are aligned too.
        let is_odd = |cell: &&String| {
            let is_worded = is_bullet(cell) || cell.starts_with(char::is_alphanumeric);
            cell.ends_with(':') || cell.contains(": ") || !is_worded
        };
        let odd = full().flat_map(|(_, row)| row).filter(is_odd).count();
        let is_table =
            full().count() * 2 >= rows.len().max(5) && (is_headed || odd < full().count());
        let line =
            |(_, row): &(usize, Vec<String>)| row.join(if filled(row) > 1 { "\t" } else { "" });
        is_table.then(|| (*end, rows.iter().map(line).collect::<Vec<_>>().join("\n")))
    }

    /// The rows, each with how many lines there are to its end.
    fn rows(&self) -> Vec<(usize, Vec<String>)> {
        let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
        let mut owners = vec![0; self.widths.len()];
        let (mut above, mut least): (&[&str], usize) = (&[], 0);
        for (at, line) in self.lines.iter().enumerate() {
            if filled(line) > 0 && (rows.is_empty() || !self.joins(above, line)) {
                rows.push((at, vec![String::new(); line.len()]));
            }
            let last = rows.len().saturating_sub(1);
            for (side, owner) in owners.iter_mut().enumerate() {
                let (above, part, width) =
                    (get(above, side), get(line, side), get(&self.widths, side));
                // What a column is in the middle of as a need begins stays with the need above.
                let is_need = self.heads == Heads::Subjects && last > 1 && side > 0;
                if is_need && goes_on(above, part, width) {
                    least = rows.len();
                } else {
                    *owner = last;
                }
                let row = rows.get_mut(*owner).filter(|_| !part.is_empty());
                let Some(cell) = row.and_then(|(_, row)| row.get_mut(side)) else {
                    continue;
                };
                let is_new = is_bullet(part) || is_ended(cell) && !fills(above, part, width);
                let between = if is_new { WITHIN_CELL } else { ' ' };
                cell.extend((!cell.is_empty()).then_some(between));
                cell.push_str(part);
            }
            if let Some((end, _)) = rows.last_mut().filter(|_| filled(line) > 0) {
                *end = at + 1;
            }
            above = line;
        }
        // A line alone below the last row is not of the table.
        while rows.len() > least && rows.pop_if(|(_, row)| filled(row) < 2).is_some() {}
        rows
    }

    /// Whether a line goes on with the row of the line above.
    fn joins(&self, above: &[&str], line: &[&str]) -> bool {
        let leads = |side: &usize| is_leading_on(get(above, *side));
        let runs = |side: &usize| leads(side) || self.runs(above, line, *side);
        let mut sides: Vec<usize> = (0..line.len()).collect();
        sides.retain(|side| !get(line, *side).is_empty());
        let is_subject = self.heads == Heads::Subjects;
        match sides.as_slice() {
            [0, rest @ ..] if filled(above) > 0 => {
                let mut first = letters(get(line, 0)).take(1);
                let is_alone = rest.is_empty() && !first.any(|word| is_in(AREAS, word));
                let is_wrapped = self.heads != Heads::Absent && rest.len() > 1;
                let has_led = !get(above, 0).is_empty() && sides.iter().any(leads);
                runs(&0)
                    || has_led
                    || is_alone && is_unfinished(get(above, 0), get(line, 0), get(&self.widths, 0))
                    || is_wrapped && rest.iter().all(runs)
            }
            [] | [0, ..] => false,
            [_] => is_subject || filled(above) > 0,
            [first, ..] => is_subject || runs(first) || sides.iter().any(leads),
        }
    }
}
