//! Lines with what stands in each of their columns, and columns of prose among them.

use super::line::{Heads, Line};
use super::words::{filled, fills, get, goes_on, is_bullet, is_unfinished};

/// The narrowest column of prose, in characters.
pub(super) const NARROWEST: usize = 16;
/// The most lines that stand beside nothing, and the most that are blank, one after the other.
const LONGEST: (usize, usize) = (60, 3);

/// Lines with what stands in each of their columns; what is not there is empty.
pub(super) struct Grid<'a> {
    pub(super) lines: Vec<Vec<&'a str>>,
    pub(super) widths: Vec<usize>,
    pub(super) heads: Heads,
}

impl<'a> Grid<'a> {
    pub(super) fn of(lines: &[Line<'a>], columns: &[usize], slack: usize) -> Self {
        let heads = lines.first().map_or(Heads::Absent, |line| line.heads);
        let widths = vec![0; columns.len()];
        let mut grid = Self {
            lines: Vec::new(),
            widths,
            heads,
        };
        let mut run = (0, 0);
        for line in lines {
            let Some(parts) = line.parts(columns, slack) else {
                break;
            };
            let is_alone = parts.iter().skip(1).all(|part| part.is_empty());
            run.0 = if is_alone { run.0 + 1 } else { 0 };
            run.1 = if filled(&parts) == 0 { run.1 + 1 } else { 0 };
            let is_next = !grid.lines.is_empty() && line.heads != Heads::Absent;
            if is_next || run.0 > LONGEST.0 || run.1 > LONGEST.1 {
                break;
            }
            for (width, part) in grid.widths.iter_mut().zip(&parts) {
                *width = part.chars().count().max(*width);
            }
            grid.lines.push(parts);
        }
        grid
    }

    /// The left column and then the right one, where both are prose; a gap in a column stays.
    pub(super) fn columns(&self) -> Option<(usize, String)> {
        let left = |at: usize| self.lines.get(at).map_or("", |line| get(line, 0));
        let is_right = |line: &Vec<&str>| !get(line, 1).is_empty();
        let mut end = self.lines.iter().rposition(is_right)? + 1;
        // The left column may be the longer; a line alone after a blank one is none of it.
        while !left(end).is_empty()
            || is_bullet(left(end + 1))
            || fills(left(end + 1), left(end + 2), get(&self.widths, 0))
        {
            end += 1;
        }
        let lines = self.lines.get(..end)?;
        let mut read: Vec<&str> = Vec::new();
        for side in 0..2 {
            let (mut above, mut is_gap) = ("", false);
            for part in lines.iter().map(|line| get(line, side)) {
                if !part.is_empty() {
                    let is_new = is_gap && !is_unfinished(above, part, get(&self.widths, side));
                    read.extend((is_new && !above.is_empty()).then_some(""));
                    read.push(part);
                    above = part;
                }
                is_gap = part.is_empty();
            }
        }
        self.is_prose(lines).then(|| (end, read.join("\n")))
    }

    /// Whether two columns are each prose of their own, not rows of a table or notes in a margin.
    fn is_prose(&self, lines: &[Vec<&str>]) -> bool {
        let count = |is: &dyn Fn(&[&str], &[&str]) -> bool| {
            let above = std::iter::once(&[][..]).chain(lines.iter().map(Vec::as_slice));
            let pairs = above.zip(lines);
            pairs.filter(|(above, line)| is(above, line)).count()
        };
        let runs_on = |side| count(&|above, line| self.runs(above, line, side));
        let bullets = |side| count(&|_, line| is_bullet(get(line, side)));
        let full = count(&|_, line| filled(line) == 2);
        let parts =
            |above: &[&str], line: &[&str]| self.runs(above, line, 0) != self.runs(above, line, 1);
        let apart = count(&|above, line| filled(line) == 2 && parts(above, line));
        full >= 5
            && full * 3 >= count(&|_, line| filled(line) > 0)
            && get(&self.widths, 0).min(get(&self.widths, 1)) >= NARROWEST
            && (runs_on(0) > 1 && runs_on(1) > 1 && apart > 1 && apart * 8 >= full
                || bullets(1) > 2 && (bullets(0) > 2 || runs_on(0) > 1))
    }

    /// Whether a column of a line goes on with what stands above it.
    pub(super) fn runs(&self, above: &[&str], line: &[&str], side: usize) -> bool {
        goes_on(get(above, side), get(line, side), get(&self.widths, side))
    }
}
