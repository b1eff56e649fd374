//! A page laid out with runs of spaces, put into the order a person reads it in.
//!
//! The text layer of a PDF gives what stands side by side line by line. Lines are put together
//! only where their columns are beyond doubt, for columns put together wrongly are worse.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::document::WITHIN_CELL;

/// The longest line that columns are looked for in, in characters, and its most cells.
const WIDEST: (usize, usize) = (400, 8);
/// The narrowest column of prose, in characters.
const NARROWEST: usize = 16;
/// The most lines that stand beside nothing, and the most that are blank, one after the other.
const LONGEST: (usize, usize) = (60, 3);
/// Words that the next line goes on from, whatever it begins with.
const LEADING_ON: &str = "a an and at by for from in of on or per the to with";
/// Words that head the part of a table on one area of need.
const AREAS: &str = "cognition communication independence physical preparation semh sensory social";
/// Words of heads over how a provision is delivered.
const DETAILS: &str = "amount cost delivered delivery duration frequency how hours long much often \
    provided provider ratio responsibility responsible staff staffing time when where who whom";
/// Words of heads over needs, provisions and outcomes.
const SUBJECTS: &str = "and area areas b be by desired e educational f group identified is \
    intervention interventions level need needs of outcome outcomes per provision provisions \
    required section sen special strategies strategy support the to type week will";

/// Gives a text in the order it is read in: a table aligned by spaces with a TAB between cells,
/// and columns of prose one after the other; all else stays as it is.
pub fn untangle(text: &str) -> Cow<'_, str> {
    let mut read = String::new();
    let mut is_changed = false;
    for page in text.split_inclusive('\u{c}') {
        let lines: Vec<Line> = page.split_inclusive('\n').map(Line::of).collect();
        let (mut at, mut seen) = (0, Seen::new());
        while let Some(line) = lines.get(at) {
            let region = region(&lines, at, &mut seen);
            let (taken, words) = region.unwrap_or((1, line.raw.trim_end().to_owned()));
            is_changed |= words != line.raw.trim_end();
            read.push_str(&words);
            at += taken;
            let last = lines.get(at - 1).map_or("", |last| last.raw);
            read.push_str(last.get(last.trim_end().len()..).unwrap_or_default());
        }
    }
    let read = is_changed.then_some(read);
    read.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Words with no wide gap in them: where they stand, in characters and in bytes.
struct Cell {
    chars: Range<usize>,
    bytes: Range<usize>,
}

/// What a line says of the columns below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    Absent,
    Subjects,
    Details,
}

struct Line<'a> {
    raw: &'a str,
    cells: Vec<Cell>,
    heads: Heads,
    /// Whether no columns are looked for in it.
    is_barred: bool,
}

impl<'a> Line<'a> {
    fn of(raw: &'a str) -> Self {
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
    fn parts(&self, columns: &[usize], slack: usize) -> Option<Vec<&'a str>> {
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

/// Where nothing was found: by gutter, none for a table, the line up to which it was looked for.
type Seen = BTreeMap<Option<usize>, usize>;

/// The region that begins at a line: how many lines it takes, and how they are read.
fn region(lines: &[Line], at: usize, seen: &mut Seen) -> Option<(usize, String)> {
    let line = lines.get(at).filter(|line| !line.is_barred)?;
    let starts: Vec<usize> = line.cells.iter().map(|cell| cell.chars.start).collect();
    let is_plain = line.heads == Heads::Absent;
    let is_row = starts.len() > if is_plain { 2 } else { 1 };
    let gutters = starts.iter().filter(|start| **start > NARROWEST);
    for gutter in is_row
        .then_some(None)
        .into_iter()
        .chain(gutters.copied().map(Some))
    {
        if seen.get(&gutter).is_some_and(|before| *before > at) {
            continue;
        }
        let columns = gutter.map_or(starts.clone(), |gutter| vec![0, gutter]);
        let slack = if is_plain && gutter.is_none() { 1 } else { 4 };
        let grid = Grid::of(lines.get(at..)?, &columns, slack);
        let read = gutter.map_or_else(|| grid.table(), |_| grid.columns());
        if read.is_some() {
            return read;
        }
        seen.insert(gutter, at + grid.lines.len());
    }
    None
}

/// Lines with what stands in each of their columns; what is not there is empty.
struct Grid<'a> {
    lines: Vec<Vec<&'a str>>,
    widths: Vec<usize>,
    heads: Heads,
}

impl<'a> Grid<'a> {
    fn of(lines: &[Line<'a>], columns: &[usize], slack: usize) -> Self {
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
    fn columns(&self) -> Option<(usize, String)> {
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

    /// A line a row with TABs, where the lines are a table.
    fn table(&self) -> Option<(usize, String)> {
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

    fn runs(&self, above: &[&str], line: &[&str], side: usize) -> bool {
        goes_on(get(above, side), get(line, side), get(&self.widths, side))
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

fn get<T: Copy + Default>(line: &[T], side: usize) -> T {
    line.get(side).copied().unwrap_or_default()
}

fn filled<S: AsRef<str>>(row: &[S]) -> usize {
    row.iter().filter(|part| !part.as_ref().is_empty()).count()
}

fn letters(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether a line is so long that the next one's first word had no room on it.
fn fills(line: &str, next: &str, width: usize) -> bool {
    let word = next.chars().take_while(|c| !c.is_whitespace()).count();
    word > 0 && !line.is_empty() && (line.chars().count() + 1 + word) * 4 > width * 3
}

/// Whether a line goes on in small letters with the one above.
fn goes_on(above: &str, line: &str, width: usize) -> bool {
    line.starts_with(char::is_lowercase) && !is_bullet(line) && fills(above, line, width)
}

/// Whether a line is in the middle of what the one above says.
fn is_unfinished(above: &str, line: &str, width: usize) -> bool {
    let is_small = line.starts_with(char::is_lowercase);
    !is_bullet(line) && (is_small || !is_ended(above) && fills(above, line, width))
}

fn is_ended(line: &str) -> bool {
    line.ends_with(['.', ';', ':', '!', '?'])
}

fn is_leading_on(line: &str) -> bool {
    let is_mark = line.ends_with([',', '(', '&', '/', '-']) && line.chars().nth(1).is_some();
    let word = line.rsplit(' ').next().unwrap_or_default();
    is_mark || word.len() < line.len() && LEADING_ON.split(' ').any(|one| one == word)
}

fn is_bullet(line: &str) -> bool {
    let mark = line.split([' ', '\u{a0}']).next().unwrap_or_default();
    let number = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = number.chars().all(char::is_alphabetic) && number.chars().nth(1).is_none();
    let is_marked = number.len() < mark.len() && !number.is_empty();
    let is_sign = is_in("• ● ▪ ◦ ‣ · – - * o \u{f0b7} \u{fffd}", mark);
    mark.len() < line.len() && (is_sign || is_marked && (is_number || is_letter))
}

#[cfg(test)]
mod tests;
