//! Gutters: text in columns is read one column after the other, a table without lines row by row.

use super::flow::{begins_small, edge, fills, pitch};
use super::ink::Rule;
use super::line::{Line, Segment};

/// How wide a gutter must be, in sizes.
const GUTTER: f64 = 0.7;

/// How far below one another lines of one region may stand, in sizes.
const FARTHEST: f64 = 4.5;

/// How many lines a column of prose has at least.
const SHORTEST: usize = 4;

/// Rows of a table: in each, the lines of each cell.
pub(super) type Rows = Vec<Vec<Vec<Segment>>>;

/// A stretch of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stretch {
    /// Lines below one another.
    Lines(Vec<Segment>),
    /// Columns of prose, to be read one after the other.
    Columns(Vec<Vec<Segment>>),
    /// A table, and where its columns end.
    Table(Rows, Vec<f64>),
}

/// Parts the lines of a page into stretches, from the top down.
pub(super) fn stretches(lines: &[Line], across: &[Rule]) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut plain: Vec<Segment> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let region = region(lines, at);
        let stretch = region.and_then(|end| {
            let region = lines.get(at..end)?;
            let (count, stretch) = told(region, across)?;
            Some((at + count, stretch))
        });
        if let Some((end, mut stretch)) = stretch {
            if let Stretch::Columns(columns) = &mut stretch {
                take_above(columns, &mut plain);
            }
            if !plain.is_empty() {
                found.push(Stretch::Lines(std::mem::take(&mut plain)));
            }
            found.push(stretch);
            at = end;
        } else {
            plain.extend(line.merged());
            at += 1;
        }
    }
    if !plain.is_empty() {
        found.push(Stretch::Lines(plain));
    }
    found
}

/// Takes in the lines above columns that one of them begins with, where another begins lower.
fn take_above(columns: &mut [Vec<Segment>], plain: &mut Vec<Segment>) {
    let spans: Vec<Gap> = columns
        .iter()
        .map(|column| {
            let left = column.iter().map(|line| line.left).fold(f64::MAX, f64::min);
            (left, edge(column))
        })
        .collect();
    while let Some(line) = plain.last() {
        let near = |column: &Vec<Segment>| {
            let first = column.first();
            first.is_some_and(|first| first.base - line.base < 1.6 * line.size)
        };
        let within =
            |(left, right): &Gap| line.left > left - line.size && line.right < right + line.size;
        let place = spans.iter().position(within);
        let column = place.and_then(|place| columns.get_mut(place));
        match column {
            Some(column) if near(column) => column.splice(0..0, plain.pop()),
            Some(_) | None => return,
        };
    }
}

type Gap = (f64, f64);

/// Where the lines end that leave a gutter free from here on.
fn region(lines: &[Line], start: usize) -> Option<usize> {
    let first = lines.get(start)?;
    let mut gaps = gaps(first);
    if gaps.is_empty() {
        // Columns whose lines do not stand level begin with a line beside the next.
        let next = lines.get(start + 1)?;
        let near = next.base - first.base < 1.5 * first.size;
        let beside = [
            (first.segments.last()?.right, next.segments.first()?.left),
            (next.segments.first()?.right, first.segments.last()?.left),
        ];
        let wide = |(left, right): &Gap| near && right - left > first.size;
        gaps.extend(beside.into_iter().find(wide));
    }
    let mut end = start + 1;
    let mut above = first;
    while let Some(line) = lines.get(end) {
        if line.base - above.base > FARTHEST * above.size.max(line.size) {
            break;
        }
        let left = free(&gaps, line);
        if left.is_empty() {
            break;
        }
        gaps = left;
        above = line;
        end += 1;
    }
    (!gaps.is_empty() && end > start + 1).then_some(end)
}

fn gaps(line: &Line) -> Vec<Gap> {
    let pairs = line.segments.windows(2).filter_map(|pair| match pair {
        [one, other] => Some((one.right, other.left)),
        _ => None,
    });
    pairs.collect()
}

/// What of the gaps a line leaves free.
fn free(gaps: &[Gap], line: &Line) -> Vec<Gap> {
    let narrowest = GUTTER * line.size;
    let mut free = Vec::new();
    for (from, to) in gaps {
        let (mut from, mut to) = (*from, *to);
        for segment in &line.segments {
            if segment.left < to && segment.right > from {
                // What ends in the gap narrows it from the left, what begins in it from the right.
                if segment.left <= from {
                    from = segment.right;
                } else {
                    to = segment.left;
                }
            }
        }
        if to - from >= narrowest {
            free.push((from, to));
        }
    }
    free
}

/// Every gutter that runs down the whole of some lines.
fn gutters(region: &[Line]) -> Vec<Gap> {
    let mut taken: Vec<Gap> = region
        .iter()
        .flat_map(|line| &line.segments)
        .map(|segment| (segment.left, segment.right))
        .collect();
    taken.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = region.iter().map(|line| line.size).fold(0.0, f64::max);
    let mut found = Vec::new();
    let mut reached: Option<f64> = None;
    for (left, right) in taken {
        if let Some(reached) = reached
            && left - reached >= GUTTER * size
        {
            found.push((reached, left));
        }
        reached = Some(reached.map_or(right, |reached| reached.max(right)));
    }
    found
}

/// Tells what a region is, and how many of its lines belong to that.
fn told(region: &[Line], across: &[Rule]) -> Option<(usize, Stretch)> {
    let prose = region.get(..columns_end(region))?;
    let columns = columns(prose, &gutters(prose));
    if are_prose(&columns) && !stand_in_rows(&columns) {
        return Some((prose.len(), Stretch::Columns(columns)));
    }
    let table = region.get(..table_end(region))?;
    let gutters = gutters(table);
    let columns = self::columns(table, &gutters);
    let full = table.iter().filter(|line| line.segments.len() > 1).count();
    let several = columns.iter().filter(|column| !column.is_empty()).count() > 1;
    (full > 1 && several).then(|| {
        let rows = rows(table, &gutters, &columns, across);
        let ends = gutters.iter().map(|(from, _)| *from);
        let last = columns.last().map(|column| edge(column));
        let ends = ends.chain(last).collect();
        (table.len(), Stretch::Table(rows, ends))
    })
}

/// How many lines belong to columns: a heading below them does not.
fn columns_end(region: &[Line]) -> usize {
    let close = distance(region);
    let parted = region.windows(2).position(|pair| match pair {
        [above, below] => {
            let gap = below.base - above.base;
            gap > 2.2 * close || gap > 1.5 * close && below.size > 1.12 * above.size
        }
        _ => false,
    });
    parted.map_or(region.len(), |at| at + 1)
}

/// How many lines belong to a table: what stands below its last row in the first column does not.
fn table_end(region: &[Line]) -> usize {
    let close = distance(region);
    let last = region.iter().rposition(|line| line.segments.len() > 1);
    let mut end = last.map_or(0, |last| last + 1);
    while let (Some(above), Some(line)) = (region.get(end.wrapping_sub(1)), region.get(end)) {
        if line.base - above.base > 1.35 * close {
            break;
        }
        end += 1;
    }
    end
}

/// How far apart the lines of one column stand as a rule.
fn distance(region: &[Line]) -> f64 {
    let firsts = |line: &Line| line.segments.first().map(|segment| segment.base);
    let bases: Vec<f64> = region.iter().filter_map(firsts).collect();
    let size = region.iter().map(|line| line.size).fold(0.0, f64::max);
    pitch(&bases).unwrap_or(f64::MAX).max(size * 0.9)
}

fn place(segment: &Segment, gutters: &[Gap]) -> usize {
    let middle = segment.left.midpoint(segment.right);
    gutters
        .iter()
        .take_while(|(from, _)| middle > *from)
        .count()
}

fn columns(region: &[Line], gutters: &[Gap]) -> Vec<Vec<Segment>> {
    let mut columns = vec![Vec::new(); gutters.len() + 1];
    for segment in region.iter().flat_map(|line| &line.segments) {
        if let Some(column) = columns.get_mut(place(segment, gutters)) {
            column.push(segment.clone());
        }
    }
    columns
}

/// Whether columns are prose: as many lines as make a text, most of them full, about as wide.
fn are_prose(columns: &[Vec<Segment>]) -> bool {
    let wide = |column: &[Segment]| {
        let left = column.iter().map(|line| line.left).fold(f64::MAX, f64::min);
        edge(column) - left
    };
    let widths: Vec<f64> = columns.iter().map(|column| wide(column)).collect();
    let narrowest = widths.iter().copied().fold(f64::MAX, f64::min);
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let last = columns.len().saturating_sub(1);
    (2..=3).contains(&columns.len())
        && narrowest > 0.5 * widest
        && columns.iter().enumerate().all(|(at, column)| {
            let end = edge(column);
            let reaches = |line: &&Segment| end - line.right < 0.25 * widest;
            let full = column.iter().filter(reaches).count();
            let letters: usize = column.iter().map(|line| line.text.chars().count()).sum();
            // The text may end early in the last column.
            let first = columns.first().map_or(0, Vec::len);
            if at == last && column.len() * 2 < first {
                return column.len() > 1 && letters >= 15 * column.len();
            }
            column.len() >= SHORTEST && full * 3 >= column.len() && letters >= 20 * column.len()
        })
}

/// Whether the gaps between paragraphs run across all columns, as those between rows do.
fn stand_in_rows(columns: &[Vec<Segment>]) -> bool {
    let starts: Vec<Vec<f64>> = columns.iter().map(|column| starts(column)).collect();
    let most = starts.iter().map(Vec::len).max().unwrap_or(0);
    let Some((first, others)) = starts.split_first() else {
        return false;
    };
    let level = |base: f64, other: &Vec<f64>| other.iter().any(|start| (start - base).abs() < 3.0);
    let shared = first
        .iter()
        .filter(|base| others.iter().all(|other| level(**base, other)));
    let shared = shared.count();
    shared > 0 && shared * 2 >= most
}

/// Where a column goes on below a gap.
fn starts(column: &[Segment]) -> Vec<f64> {
    let bases: Vec<f64> = column.iter().map(|line| line.base).collect();
    let pitch = pitch(&bases).unwrap_or(f64::MAX);
    let wide = bases.windows(2).filter_map(|pair| match pair {
        [above, below] if below - above > 1.35 * pitch => Some(*below),
        _ => None,
    });
    wide.collect()
}

/// Parts a table without lines between its columns into rows.
fn rows(region: &[Line], gutters: &[Gap], columns: &[Vec<Segment>], across: &[Rule]) -> Rows {
    let ends: Vec<f64> = columns.iter().map(|column| edge(column)).collect();
    let bases: Vec<f64> = region.iter().map(|line| line.base).collect();
    let pitch = pitch(&bases).unwrap_or(f64::MAX);
    let parted = |above: f64, below: f64| {
        across
            .iter()
            .any(|rule| rule.at > above && rule.at < below - 1.0)
    };
    let pairs = || bases.windows(2);
    let ruled = pairs().any(|pair| matches!(pair, [above, below] if parted(*above, *below)));
    // A gap below the columns' names alone does not say that rows stand apart.
    let wide = |pair: &&[f64]| matches!(pair, [above, below] if below - above > 1.35 * pitch);
    let full = region.iter().filter(|line| line.segments.len() > 1).count();
    let spaced = pairs().filter(wide).count() * 3 >= full.max(4);
    let mut rows: Rows = Vec::new();
    // The last line of each cell of the row, and the how manieth of the region it is.
    let mut last: Vec<Option<(usize, Segment)>> = vec![None; columns.len()];
    let mut above = f64::MIN;
    for (at, line) in region.iter().enumerate() {
        let own: Vec<(usize, &Segment)> = line
            .segments
            .iter()
            .map(|segment| (place(segment, gutters), segment))
            .collect();
        let first = own.first().is_some_and(|(column, _)| *column == 0);
        let fresh = own.iter().any(|(column, segment)| {
            let above = last.get(*column).and_then(Option::as_ref);
            let end = ends.get(*column).copied().unwrap_or(f64::MAX);
            above.is_none_or(|(of, above)| {
                // A cell that has ended does not begin again in its row.
                of + 1 < at || !fills(end - above.right, segment.first_word, above.size)
            })
        });
        let begins = if ruled {
            parted(above, line.base)
        } else if spaced {
            line.base - above > 1.35 * pitch && (first || own.len() > 1)
        } else {
            let small = |(_, segment): &(usize, &Segment)| begins_small(&segment.text);
            first && fresh && !(own.len() == 1 && own.iter().all(small))
        };
        if begins || rows.is_empty() {
            rows.push(vec![Vec::new(); columns.len()]);
            last.fill(None);
        }
        for (column, segment) in own {
            let row = rows.last_mut().and_then(|row| row.get_mut(column));
            if let Some(cell) = row {
                cell.push(segment.clone());
            }
            if let Some(last) = last.get_mut(column) {
                *last = Some((at, segment.clone()));
            }
        }
        above = line.base;
    }
    rows
}
