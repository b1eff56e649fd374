//! Where the rows of a table are laid out, one by one, and handed on as pupils.

use super::super::runs::{Named, Shared, Walk};
use super::super::table::Row;
use super::columns::{Columns, Unread};
use super::date::{Assumed, Settled};
use super::facts::Reading;
use super::gather::{Gathered, ReadPupil, TurnedAway, Whose};
use super::section::Line;
use super::who::{identity, ragged};
use crate::domain::account::Remark;
use crate::domain::column::Column;
use crate::domain::day::Day;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::Facts;

/// What a first look at the rows has told.
pub(super) struct Looked {
    /// How many runs of rows there are.
    pub(super) runs: u32,
    /// Those that share a pupil with another.
    pub(super) shared: Shared,
    /// Which way round the dates stand.
    pub(super) settled: Settled,
}

/// What is said of a file beside the pupils who are taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// The rows that cannot be taken in, and why.
    pub rejected: Vec<Remark>,
    /// The pupils of whom these rows speak, where they say who.
    pub turned_away: Vec<TurnedAway>,
    /// What somebody should look at.
    pub warnings: Vec<Remark>,
}

/// Where the rows are laid out.
pub(super) struct Desk<'a> {
    file: &'a str,
    columns: &'a Columns,
    today: Day,
    looked: &'a Looked,
    walk: Walk,
    /// The pupil of the run under way.
    open: Gathered,
    /// The pupils of runs that share a pupil with another: they are not sure until the file ends.
    kept: Gathered,
    aside: Aside,
}

impl<'a> Desk<'a> {
    /// Clears a desk for a file of these columns, whose headers stand in a row.
    pub(super) fn new(
        file: &'a str,
        columns: &'a Columns,
        header_row: u64,
        today: Day,
        looked: &'a Looked,
    ) -> Self {
        let remark = |row: u64, header: &str, value: Option<String>, reason: String| Remark {
            file: file.to_owned(),
            row: Some(row),
            column: Some(header.to_owned()),
            value,
            reason,
        };
        let unread = columns.unread.iter().map(|unread| {
            let reason = unread_because(unread);
            remark(header_row, &unread.header, None, reason)
        });
        let assumed = looked.settled.assumed.iter().map(|assumed| {
            let (reason, first) = (assumed_because(assumed), &assumed.first);
            let header = columns.header(assumed.column);
            remark(first.row, header, Some(first.text.clone()), reason)
        });
        let warnings = unread.chain(assumed).collect();
        Self {
            file,
            columns,
            today,
            looked,
            walk: Walk::default(),
            open: Gathered::default(),
            kept: Gathered::default(),
            aside: Aside {
                warnings,
                ..Aside::default()
            },
        }
    }

    /// Lays out one row; gives the pupil of the rows before, where it is the first of another's.
    pub(super) fn take(&mut self, row: &Row) -> Option<ReadPupil> {
        let mut reading = Reading {
            file: self.file,
            columns: self.columns,
            row,
            today: self.today,
            settled: &self.looked.settled,
            warnings: &mut self.aside.warnings,
            rejected: None,
        };
        let named = named(&mut reading);
        let (run, begins) = self.walk.meet(named.as_ref().ok());
        let before = if begins {
            std::mem::take(&mut self.open)
        } else {
            Gathered::default()
        };
        match named {
            Ok(named) if self.looked.shared.has(run) => place(&mut self.kept, reading, named),
            Ok(named) => place(&mut self.open, reading, named),
            Err(remark) => {
                let remark = reading.rejected.unwrap_or(remark);
                self.aside.rejected.push(remark);
            }
        }
        self.hand_on(before).pop()
    }

    /// What was rejected so far.
    pub(super) fn rejected(&self) -> &[Remark] {
        &self.aside.rejected
    }

    /// Gives the pupils who were not handed on yet, and what is said of the others.
    pub(super) fn cleared(mut self) -> (Vec<ReadPupil>, Aside) {
        let open = std::mem::take(&mut self.open);
        let mut pupils = self.hand_on(open);
        let kept = std::mem::take(&mut self.kept);
        pupils.extend(self.hand_on(kept));
        self.aside.rejected.sort_by_key(|remark| remark.row);
        self.aside.warnings.sort_by_key(|remark| remark.row);
        (pupils, self.aside)
    }

    /// Gives those of the gathered who are taken in, and puts aside the others.
    fn hand_on(&mut self, gathered: Gathered) -> Vec<ReadPupil> {
        if gathered.pupils.is_empty() {
            return Vec::new();
        }
        let (file, columns) = (self.file, self.columns);
        let beside =
            |pupil: &ReadPupil, row, because: &Remark| beside(file, columns, pupil, row, because);
        let (pupils, away, rejected) = gathered.finish(beside);
        self.aside.turned_away.extend(away);
        self.aside.rejected.extend(rejected);
        pupils
    }
}

/// Reads who a row names; its faults are noted, that of a row whose cells are not under their headers above all.
pub(super) fn named(reading: &mut Reading<'_>) -> Result<Named, Remark> {
    reading.rejected = ragged(reading);
    without_value(reading);
    identity(reading)
}

/// Says that dates were read with the day first for want of anything that settles them.
fn assumed_because(assumed: &Assumed) -> String {
    let others = match assumed.count {
        1 => String::new(),
        count => format!(" (and {} more in this column)", count - 1),
    };
    format!(
        "could be read two ways, and nothing in the file settles which{others}; it was read with the day first, so compare one with the record"
    )
}

/// Says why a column was not read, and what to do.
fn unread_because(unread: &Unread) -> String {
    let place = unread.place;
    let like = unread.like.map_or_else(String::new, |column| {
        format!("; it may be {column}: `continuum import FILE --columns` shows what each column may be, and how to map it")
    });
    format!("column {place} is no column of a caseload; it was not read{like}")
}

/// Says of the cells that hold no value that they were left out; of who it is, that the row is rejected.
fn without_value(reading: &mut Reading<'_>) {
    for fault in reading.row.faults() {
        let Some(column) = reading.columns.column(fault.at) else {
            continue;
        };
        let mut remark = reading.remark(column, fault.why);
        remark.value = Some(fault.shown.clone());
        if column.is_identity() {
            remark.reason.push_str("; correct it and import again");
            reading.rejected.get_or_insert(remark);
        } else {
            remark.reason.push_str("; it was left out");
            reading.warnings.push(remark);
        }
    }
}

/// Says of a row that only goes with another row of its pupil why it is rejected.
fn beside(file: &str, columns: &Columns, pupil: &ReadPupil, row: u64, because: &Remark) -> Remark {
    let named = [Column::Ref, Column::Upn];
    let column = named
        .into_iter()
        .find(|column| columns.at(*column).is_some());
    let upn = pupil.facts.upn.as_ref().map(Upn::as_str);
    let value = match column {
        Some(Column::Upn) => upn.unwrap_or_default(),
        Some(_) | None => pupil.facts.reference.as_str(),
    };
    let other = because.row.unwrap_or(pupil.row);
    Remark {
        file: file.to_owned(),
        row: Some(row),
        column: column.map(|column| columns.header(column).to_owned()),
        value: Some(value.to_owned()),
        reason: format!(
            "is in row {other} as well, which is rejected; a pupil is taken in whole or not at all, so correct row {other} and import again"
        ),
    }
}

/// Puts a row to the pupil it is about.
fn place(gathered: &mut Gathered, mut reading: Reading<'_>, named: Named) {
    let Named { reference, upn } = named;
    let whose = gathered.whose(reference.as_ref(), upn.as_ref());
    let stands_in = upn.as_ref().map_or("", |upn| upn.as_str());
    let name = reference
        .clone()
        .unwrap_or_else(|| PupilRef::new(stands_in));
    // Cells that are not under their headers say nothing but who the row is about.
    let (facts, line) = if reading.rejected.is_some() {
        (
            Facts {
                upn,
                ..Facts::unknown(name)
            },
            Line::default(),
        )
    } else {
        (reading.facts(name, upn), reading.line())
    };
    let row = reading.row.number();
    let place = match whose {
        Whose::Known(place) => {
            if let Some(reference) = reference {
                gathered.name(place, &reference);
            }
            gathered.again(place, row);
            join(gathered, &mut reading, place, facts, line);
            place
        }
        Whose::New => gathered.add(row, facts, line),
        Whose::Torn(known, other) => {
            let place = match known {
                Some(place) => {
                    gathered.again(place, row);
                    place
                }
                None => gathered.add(row, facts, line),
            };
            tear(gathered, &reading, place, other);
            place
        }
    };
    if let Some(remark) = reading.rejected {
        gathered.reject(place, remark);
    }
}

/// Joins a row to a pupil of whom an earlier row spoke.
fn join(
    gathered: &mut Gathered,
    reading: &mut Reading<'_>,
    place: usize,
    mut facts: Facts,
    line: Line,
) {
    let Some(first) = gathered.agree(place, &mut facts) else {
        return;
    };
    let (row, known) = (first.row, &first.facts);
    if reading.rejected.is_some() {
        return;
    }
    let same_upn = facts.upn == known.upn;
    if !(same_upn && reading.is_continued()) && facts != *known {
        let differing = differing(known, &facts).join(", ");
        let reason = |row: u64| {
            format!(
                "is in row {row} as well, with another {differing}; keep the right row and import again"
            )
        };
        let mine = reading.remark(reading.named_by(), reason(row));
        let theirs = Remark {
            row: Some(row),
            reason: reason(reading.row.number()),
            ..mine.clone()
        };
        gathered.reject(place, theirs);
        reading.rejected = Some(mine);
        return;
    }
    if !gathered.extend(place, line) {
        let reason = format!("is in row {row} as well, with the same words; this row was not read");
        reading
            .warnings
            .push(reading.remark(reading.named_by(), reason));
    }
}

/// Rejects two pupils who share a UPN under two references.
fn tear(gathered: &mut Gathered, reading: &Reading<'_>, place: usize, other: usize) {
    let reason = |row: u64| {
        format!(
            "is in row {row} as well, under another reference; correct the one that is wrong and import again"
        )
    };
    let Some(first) = gathered.pupils.get(other).map(|pupil| pupil.row) else {
        return;
    };
    let mine = reading.remark(Column::Upn, reason(first));
    let theirs = Remark {
        row: Some(first),
        reason: reason(reading.row.number()),
        ..mine.clone()
    };
    gathered.reject(other, theirs);
    gathered.reject(place, mine);
}

/// Names the columns in which two rows differ.
fn differing(one: &Facts, other: &Facts) -> Vec<String> {
    let fields = |facts: &Facts| match serde_json::to_value(facts) {
        Ok(serde_json::Value::Object(fields)) => fields,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    let (one, other) = (fields(one), fields(other));
    one.into_iter()
        .filter(|(name, value)| other.get(name) != Some(value))
        .map(|(name, _)| name)
        .collect()
}
