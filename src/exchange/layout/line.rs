//! A line, in cells that wide gaps part, and what it says of the columns below it.

use std::ops::Range;

use super::words::{is_in, letters};

/// The longest line that columns are looked for in, in characters, and its most cells.
const WIDEST: (usize, usize) = (400, 8);
/// Words of heads over how a provision is delivered.
const DETAILS: &str = "amount cost delivered delivery duration frequency how hours long much often \
    provided provider ratio responsibility responsible staff staffing time when where who whom";
/// Words of heads over needs, provisions and outcomes.
const SUBJECTS: &str = "and area areas b be by desired e educational f group identified is \
    intervention interventions level need needs of outcome outcomes per provision provisions \
    required section sen special strategies strategy support the to type week will";

/// Words with no wide gap in them: where they stand, in characters and in bytes.
pub(super) struct Cell {
    pub(super) chars: Range<usize>,
    pub(super) bytes: Range<usize>,
}

/// What a line says of the columns below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    Absent,
    Subjects,
    Details,
}

pub(super) struct Line<'a> {
    pub(super) raw: &'a str,
    pub(super) cells: Vec<Cell>,
    pub(super) heads: Heads,
    /// Whether no columns are looked for in it.
    pub(super) is_barred: bool,
}

impl<'a> Line<'a> {
    pub(super) fn of(raw: &'a str) -> Self {
        let mut line = Self {
            raw,
            cells: Vec::new(),
            heads: Heads::Absent,
            is_barred: true,
        };
        let words = raw.trim_end();
        if words.len() > 4 * WIDEST.0 || words.contains('\t') {
            return line;
        }
        for (at, (from, c)) in words.char_indices().enumerate() {
            let (chars, bytes) = (at..at + 1, from..from + c.len_utf8());
            match line.cells.last_mut() {
                _ if matches!(c, ' ' | '\u{a0}') => {}
                Some(cell) if at < cell.chars.end + 2 => {
                    (cell.chars.end, cell.bytes.end) = (chars.end, bytes.end);
                }
                Some(_) | None => line.cells.push(Cell { chars, bytes }),
            }
        }
        let width = line.cells.last().map_or(0, |cell| cell.chars.end);
        line.is_barred = width > WIDEST.0 || line.cells.len() > WIDEST.1;
        line.heads = line.heads();
        line
    }

    fn heads(&self) -> Heads {
        let (mut known, mut details) = (0, 0);
        for cell in self.cells.iter().take(WIDEST.1) {
            let words = self.raw.get(cell.bytes.clone()).unwrap_or_default();
            let is_head = words.starts_with(char::is_uppercase)
                && letters(words).nth(6).is_none()
                && letters(words).all(|word| is_in(DETAILS, word) || is_in(SUBJECTS, word));
            known += usize::from(is_head);
            details += usize::from(is_head && letters(words).any(|word| is_in(DETAILS, word)));
        }
        match known {
            _ if known < 2 || known * 3 < self.cells.len() * 2 => Heads::Absent,
            _ if details > 0 => Heads::Details,
            _ => Heads::Subjects,
        }
    }

    /// What stands in each column, unless words stand across columns or away from them.
    pub(super) fn parts(&self, columns: &[usize], slack: usize) -> Option<Vec<&'a str>> {
        let mut parts = vec![""; columns.len()];
        let (mut last, mut from) = (None, 0);
        for cell in &self.cells {
            let at = columns.partition_point(|start| *start <= cell.chars.start + 1);
            let at = at.checked_sub(1)?;
            let is_new = last != Some(at);
            if is_new {
                (last, from) = (Some(at), cell.bytes.start);
            }
            let is_off = is_new && at > 0 && columns.get(at)? + slack < cell.chars.start;
            let end = cell.chars.end;
            if is_off || columns.get(at + 1).is_some_and(|next| end >= *next) {
                return None;
            }
            *parts.get_mut(at)? = self.raw.get(from..cell.bytes.end)?;
        }
        (!self.is_barred).then_some(parts)
    }
}
