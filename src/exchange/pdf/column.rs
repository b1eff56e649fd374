//! Gutters: text in columns is read one column after the other, a table without lines row by row.

use super::flow::{fills, pitch};
use super::ink::Rule;
use super::line::{Line, Segment};

/// How wide a gutter must be, in sizes.
const GUTTER: f64 = 0.7;

/// How far below one another lines of one region may stand, in sizes.
const FARTHEST: f64 = 4.5;

/// How many lines a column of prose has at least.
const SHORTEST: usize = 5;

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
        let stretch = region.and_then(|(end, gutters)| {
            let region = lines.get(at..end)?;
            Some((end, told(region, &gutters, across)?))
        });
        if let Some((end, stretch)) = stretch {
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

type Gap = (f64, f64);

/// The lines from here on that leave a gutter free, and the gutters.
fn region(lines: &[Line], start: usize) -> Option<(usize, Vec<Gap>)> {
    let first = lines.get(start)?;
    let mut gaps = gaps(first);
    if gaps.is_empty() {
        // Columns whose lines do not stand level begin with a line beside the next.
        let next = lines.get(start + 1)?;
        let left = first.segments.last()?.right;
        let right = next.segments.first()?.left;
        let near = next.base - first.base < 1.5 * first.size;
        gaps.extend((near && right - left > first.size).then_some((left, right)));
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
    let region = lines.get(start..end)?;
    (!gaps.is_empty() && region.len() > 1).then(|| (end, gutters(region)))
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

/// Tells what a region is.
fn told(region: &[Line], gutters: &[Gap], across: &[Rule]) -> Option<Stretch> {
    if gutters.is_empty() {
        return None;
    }
    let columns = columns(region, gutters);
    if columns.iter().filter(|column| !column.is_empty()).count() < 2 {
        return None;
    }
    if are_prose(&columns) && !stand_in_rows(region, &columns) {
        return Some(Stretch::Columns(columns));
    }
    let full = region.iter().filter(|line| line.segments.len() > 1).count();
    (full > 1).then(|| {
        let rows = rows(region, gutters, &columns, across);
        let ends = gutters.iter().map(|(from, _)| *from);
        let last = columns.last().map(|column| super::flow::edge(column));
        Stretch::Table(rows, ends.chain(last).collect())
    })
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
        super::flow::edge(column) - left
    };
    let widths: Vec<f64> = columns.iter().map(|column| wide(column)).collect();
    let narrowest = widths.iter().copied().fold(f64::MAX, f64::min);
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let last = columns.len() - 1;
    columns.len() <= 3
        && narrowest > 0.5 * widest
        && columns.iter().enumerate().all(|(at, column)| {
            let edge = super::flow::edge(column);
            let reaches = |line: &&Segment| edge - line.right < 0.25 * widest;
            let full = column.iter().filter(reaches).count();
            let letters: usize = column.iter().map(|line| line.text.chars().count()).sum();
            let enough = if at == last { 3 } else { 2 };
            column.len() >= SHORTEST && full * enough >= column.len() && letters >= 20 * column.len()
        })
}

/// Whether the gaps between paragraphs run across all columns, as those between rows do.
fn stand_in_rows(region: &[Line], columns: &[Vec<Segment>]) -> bool {
    let bases: Vec<f64> = region.iter().map(|line| line.base).collect();
    let Some(pitch) = pitch(&bases) else {
        return false;
    };
    let wide = |pair: &[f64]| matches!(pair, [above, below] if below - above > 1.35 * pitch);
    let shared = bases.windows(2).filter(|pair| wide(pair)).count();
    let of_column = |column: &Vec<Segment>| {
        let bases: Vec<f64> = column.iter().map(|line| line.base).collect();
        bases.windows(2).filter(|pair| wide(pair)).count()
    };
    let most = columns.iter().map(of_column).max().unwrap_or(0);
    shared > 0 && shared * 2 >= most
}

/// Parts a table without lines between its columns into rows.
fn rows(region: &[Line], gutters: &[Gap], columns: &[Vec<Segment>], across: &[Rule]) -> Rows {
    let ends: Vec<f64> = columns.iter().map(|column| super::flow::edge(column)).collect();
    let bases: Vec<f64> = region.iter().map(|line| line.base).collect();
    let pitch = pitch(&bases).unwrap_or(f64::MAX);
    let parted = |above: f64, below: f64| {
        across.iter().any(|rule| rule.at > above && rule.at < below - 1.0)
    };
    let pairs = || bases.windows(2);
    let ruled = pairs().any(|pair| matches!(pair, [above, below] if parted(*above, *below)));
    let spaced = pairs().any(|pair| matches!(pair, [above, below] if below - above > 1.35 * pitch));
    let mut rows: Rows = Vec::new();
    let mut last: Vec<Option<Segment>> = vec![None; columns.len()];
    let mut above = f64::MIN;
    for line in region {
        let own: Vec<(usize, &Segment)> = line
            .segments
            .iter()
            .map(|segment| (place(segment, gutters), segment))
            .collect();
        let first = own.first().is_some_and(|(column, _)| *column == 0);
        let fresh = own.iter().any(|(column, segment)| {
            let above = last.get(*column).and_then(Option::as_ref);
            let end = ends.get(*column).copied().unwrap_or(f64::MAX);
            above.is_none_or(|above| !fills(end - above.right, segment.first_word, above.size))
        });
        let begins = if ruled {
            parted(above, line.base)
        } else if spaced {
            line.base - above > 1.35 * pitch && (first || own.len() > 1)
        } else {
            first && (own.len() > 1 && fresh || own.len() == 1 && fresh)
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
                *last = Some(segment.clone());
            }
        }
        above = line.base;
    }
    rows
}
