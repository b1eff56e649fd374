//! The equality assessment: tariffs by who pupils are, with what may be shown of it.
//!
//! Every share, interval and comparison is reckoned from the counts that are shown, never from those that are hidden, so
//! that none of them says more than the counts do.

mod bands;
mod compared;

use super::super::interval::{Confidence, Interval, wilson_of};
use super::super::worklist::{Basis, Roster};
use super::dimension::Dimension;
use super::disclosure::{Axis, Counts, Outer, Rounding, SMALL, Shown};
use super::table::{Line, Table, table};

pub use bands::Band;
pub use compared::Compared;

use bands::Bands;

/// What pupils are told apart by.
pub const TRAITS: [Dimension; 5] = [
    Dimension::Sex,
    Dimension::Ethnicity,
    Dimension::AgeGroup,
    Dimension::Need,
    Dimension::District,
];

/// For whom an assessment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The office: every count as it is.
    Office,
    /// Everyone: counts of 1 to 4 are hidden, and those that would give one away.
    Everyone,
}

/// The assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Equality {
    /// For whom.
    pub audience: Audience,
    /// The tariffs, lowest first; those of a few pupils are told with their neighbours.
    pub bands: Vec<Band>,
    /// Whether those whose plan cannot be mapped are told with those not mapped yet, for either are few.
    pub joins_unmapped: bool,
    /// A table for each of [`TRAITS`].
    pub tables: Vec<TraitTable>,
}

/// The pupils in scope by one trait.
#[derive(Clone, Debug, PartialEq)]
pub struct TraitTable {
    /// The trait.
    pub by: Dimension,
    /// A line for each value; none where the table is held back, for it could not be published beside the others.
    pub lines: Vec<TraitLine>,
    /// The totals; nothing where the table is held back.
    pub total: Option<TraitLine>,
    /// How many numbers are hidden.
    pub hidden: usize,
}

/// The pupils of one value.
#[derive(Clone, Debug, PartialEq)]
pub struct TraitLine {
    /// The value; `all` in the line of totals.
    pub value: String,
    /// The pupils at each band of tariffs.
    pub tariffs: Vec<Shown>,
    /// Those with a tariff.
    pub mapped: Shown,
    /// Those nobody has mapped yet.
    pub not_yet: Shown,
    /// Those whose plan cannot be mapped; `[x]` where they are told with those not mapped yet.
    pub cannot_map: Shown,
    /// Those in scope.
    pub in_scope: Shown,
    /// How they stand beside all others who are mapped; nothing in the line of totals, and where a number that it takes is
    /// hidden or either side has fewer than [`Compared::LEAST`] mapped.
    pub compared: Option<Compared>,
}

impl TraitLine {
    /// The share of the mapped at a tariff, and Wilson's interval of it at 95 %; nothing where a number is hidden or nobody is
    /// mapped.
    ///
    /// The interval takes those mapped for a random draw from many pupils like them. It does not speak of those who are not
    /// mapped yet.
    pub fn share(&self, tariff: usize) -> Option<(f64, Interval)> {
        let (part, whole) = (self.tariffs.get(tariff)?.number()?, self.mapped.number()?);
        let (part, whole) = (usize::try_from(part).ok()?, usize::try_from(whole).ok()?);
        if whole == 0 {
            return None;
        }
        let share = super::super::normal::float(part) / super::super::normal::float(whole);
        Some((share, wilson_of(part, whole, Confidence::NINETY_FIVE)))
    }

    /// How many in a hundred of those in scope are mapped, whole; nothing where a number is hidden or nobody is in scope.
    pub fn coverage(&self) -> Option<u64> {
        let (part, whole) = (self.mapped.number()?, self.in_scope.number()?);
        (part * 100).checked_div(whole)
    }
}

/// By how many in a hundred a group's coverage must lie below that of all for the report to warn of it.
const FAR_BELOW: u64 = 10;

impl TraitTable {
    /// Whether a line is mapped so much less than all that it cannot be read beside the others.
    pub fn is_mapped_less(&self, line: &TraitLine) -> bool {
        let all = self.total.as_ref().and_then(TraitLine::coverage);
        (all.zip(line.coverage())).is_some_and(|(all, own)| own + FAR_BELOW < all)
    }
}

/// Assesses a caseload.
pub fn equality(basis: &Basis<'_>, roster: &Roster, audience: Audience) -> Equality {
    let tables: Vec<Table> = (TRAITS.iter())
        .map(|by| table(basis, roster, *by))
        .collect();
    // Every table has the same totals.
    let (tariffs, total) = (tables.first())
        .map(|first| (first.tariffs.clone(), first.total.clone()))
        .unwrap_or_default();
    let bands = match audience {
        Audience::Office => Bands::single(&total),
        Audience::Everyone => Bands::of(&total),
    };
    Equality {
        audience,
        bands: bands.named(&tariffs),
        joins_unmapped: bands.joins_unmapped,
        tables: (tables.into_iter())
            .map(|table| joined(table, &bands))
            .map(|table| match audience {
                Audience::Office => table,
                Audience::Everyone => pooled(table),
            })
            .map(|table| shown(&table, &bands, audience))
            .collect(),
    }
}

/// A table told by bands.
fn joined(table: Table, bands: &Bands) -> Table {
    Table {
        lines: table.lines.iter().map(|line| bands.join(line)).collect(),
        total: bands.join(&table.total),
        ..table
    }
}

/// What stands at the head of the line of those whose groups are too small for a line of their own.
pub const OTHERS: &str = "others, of fewer than 5 each";

/// Puts the groups of fewer than five, in scope or mapped, into one line.
///
/// Of so few, also the noughts beside a hidden count would say at which tariff they all are.
fn pooled(mut table: Table) -> Table {
    let is_few = |line: &Line| {
        let counts = [line.mapped, line.in_scope()];
        counts.iter().any(|count| (1..=SMALL).contains(count))
    };
    let (few, mut lines): (Vec<Line>, Vec<Line>) = table.lines.into_iter().partition(is_few);
    let mut pool = few.into_iter().reduce(|one, other| added(one, &other));
    // A pool that is itself of a few takes in the smallest of the others.
    while let Some(others) = pool.take_if(|pool| is_few(pool)) {
        let smallest = (lines.iter().enumerate()).min_by_key(|(_, line)| line.in_scope());
        let Some(at) = smallest.map(|(at, _)| at) else {
            pool = Some(others);
            break;
        };
        pool = Some(added(others, &lines.remove(at)));
    }
    lines.extend(pool.map(|pool| Line {
        value: OTHERS.to_owned(),
        ..pool
    }));
    table.lines = lines;
    table
}

/// Two lines added up.
fn added(one: Line, other: &Line) -> Line {
    let sums = one.counts.iter().zip(&other.counts);
    Line {
        counts: sums.map(|(one, other)| one + other).collect(),
        mapped: one.mapped + other.mapped,
        not_yet: one.not_yet + other.not_yet,
        cannot_map: one.cannot_map + other.cannot_map,
        ..one
    }
}

fn shown(table: &Table, bands: &Bands, audience: Audience) -> TraitTable {
    let tariffs = table.total.counts.len();
    let protected = match audience {
        Audience::Office => Protected::Whole,
        Audience::Everyone => protected(table),
    };
    let hidden = protected.hidden();
    let is_held_back = protected.gives_away(table);
    if is_held_back {
        return TraitTable {
            by: table.dimension,
            lines: Vec::new(),
            total: None,
            hidden,
        };
    }
    let at = |row: usize, line: &Line| {
        let figure = |column: usize, count: u64| protected.figure(row, column, count);
        let counts = line.counts.iter().enumerate();
        TraitLine {
            value: line.value.clone(),
            tariffs: counts.map(|(at, count)| figure(at, *count)).collect(),
            not_yet: figure(tariffs, line.not_yet),
            cannot_map: if bands.joins_unmapped {
                Shown::NotAvailable
            } else {
                figure(tariffs + 1, line.cannot_map)
            },
            mapped: figure(tariffs + 2, line.mapped),
            in_scope: figure(tariffs + 3, line.in_scope()),
            compared: None,
        }
    };
    let total = at(table.lines.len(), &table.total);
    let line = |(row, line): (usize, &Line)| {
        let line = at(row, line);
        let compared = Compared::of(&line.tariffs, &total.tariffs);
        TraitLine { compared, ..line }
    };
    TraitTable {
        by: table.dimension,
        lines: table.lines.iter().enumerate().map(line).collect(),
        hidden,
        total: Some(total),
    }
}

/// What may be shown of a table.
enum Protected {
    /// All of it.
    Whole,
    /// What stays protected; the columns are the tariffs, not yet, cannot map, mapped, in scope.
    Some(super::disclosure::Protected),
    /// None of it: it has more cells than can be protected.
    Nothing,
}

impl Protected {
    fn figure(&self, row: usize, column: usize, count: u64) -> Shown {
        match self {
            Self::Whole => Shown::Count(count),
            Self::Some(protected) => protected.shown(&[row, column], Rounding::Exact),
            Self::Nothing => Shown::Suppressed,
        }
    }

    fn hidden(&self) -> usize {
        match self {
            Self::Whole | Self::Nothing => 0,
            Self::Some(protected) => protected.hidden().len(),
        }
    }

    /// Whether the table would give away what it hides, by itself or beside the others: every table has the same line of totals, so that a
    /// total that is hidden here only to protect another stands in the next.
    fn gives_away(&self, table: &Table) -> bool {
        let total = &table.total;
        let sums = [
            total.not_yet,
            total.cannot_map,
            total.mapped,
            total.in_scope(),
        ];
        let mut counts = total.counts.iter().copied().chain(sums).enumerate();
        match self {
            Self::Whole => false,
            Self::Nothing => true,
            // Of so few, every line would say who they are.
            Self::Some(_) if (1..=SMALL).contains(&total.in_scope()) => true,
            Self::Some(_) => counts.any(|(column, count)| {
                let is_small = (1..=SMALL).contains(&count);
                !is_small && self.figure(table.lines.len(), column, count) == Shown::Suppressed
            }),
        }
    }
}

fn protected(table: &Table) -> Protected {
    let tariffs: Vec<usize> = (0..table.total.counts.len()).collect();
    let columns = Axis::with_totals(tariffs.len() + 2, &[&tariffs]);
    let rows = Axis::new(table.lines.len());
    let (last, all) = (rows.all(), columns.all());
    let mut counts = Counts::new(vec![rows, columns]);
    for (row, line) in table.lines.iter().enumerate() {
        let rest = [line.not_yet, line.cannot_map];
        for (column, count) in line.counts.iter().copied().chain(rest).enumerate() {
            if count > 0 {
                counts.add(vec![row, column], count);
            }
        }
    }
    for column in 0..=all {
        counts.hold_dear(vec![last, column]);
    }
    let protected = counts.protect(Outer::Shown);
    protected.map_or(Protected::Nothing, Protected::Some)
}

#[cfg(test)]
mod tests;
