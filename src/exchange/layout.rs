//! A page laid out with runs of spaces, put into the order a person reads it in.
//!
//! The text layer of a PDF gives what stands side by side line by line. Lines are put together
//! only where their columns are beyond doubt, for columns put together wrongly are worse.

mod grid;
mod line;
mod table;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use grid::{Grid, NARROWEST};
use line::{Heads, Line};

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
#[cfg(test)]
mod tests;
