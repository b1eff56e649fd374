//! Where the rows of a table are laid out, one by one, until the file ends and its dates settle.

use super::super::table::Row;
use super::columns::{Columns, Unread};
use super::date::{Doubt, Orders, Settled};
use super::facts::{Reading, clear};
use super::gather::{Gathered, ReadPupil, Sorted, Whose};
use super::section::Line;
use super::who::{Identity, identity, ragged};
use crate::domain::account::Remark;
use crate::domain::column::Column;
use crate::domain::day::Day;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::Facts;

/// The rows laid out so far.
pub(super) struct Desk<'a> {
    file: &'a str,
    columns: &'a Columns,
    today: Day,
    orders: Orders,
    gathered: Gathered,
    /// Rows that do not say who they are about.
    nameless: Vec<Remark>,
    warnings: Vec<Remark>,
}

/// What is left when the last row is laid out: what was gathered, and the warnings.
pub(super) type Cleared = (Sorted, Vec<Remark>);

impl<'a> Desk<'a> {
    /// Clears a desk for a file of these columns, whose headers stand in a row, with room for so many rows.
    pub(super) fn new(
        file: &'a str,
        columns: &'a Columns,
        header_row: u64,
        today: Day,
        rows: usize,
    ) -> Self {
        let unread = columns.unread.iter().map(|unread| Remark {
            file: file.to_owned(),
            row: Some(header_row),
            column: Some(unread.header.clone()),
            value: None,
            reason: unread_because(unread),
        });
        Self {
            file,
            columns,
            today,
            orders: Orders::default(),
            gathered: Gathered::with_room(rows),
            nameless: Vec::new(),
            warnings: unread.collect(),
        }
    }

    /// Lays out one row.
    pub(super) fn take(&mut self, row: &Row) {
        let mut reading = Reading {
            file: self.file,
            columns: self.columns,
            row,
            pupil: self.gathered.pupils.len(),
            today: self.today,
            orders: &mut self.orders,
            warnings: &mut self.warnings,
            rejected: None,
        };
        reading.rejected = ragged(&reading);
        without_value(&mut reading);
        match identity(&mut reading) {
            Ok(identity) => place(&mut self.gathered, reading, identity),
            Err(remark) => self.nameless.push(reading.rejected.unwrap_or(remark)),
        }
    }

    /// Settles the dates, and gives what was read.
    pub(super) fn cleared(mut self) -> Cleared {
        for (column, settled) in std::mem::take(&mut self.orders).settle() {
            match settled {
                Settled::Assumed(first, count) => self.warn_of_order(column, first, count),
                Settled::Unsafe(doubts, at, row) => {
                    let reason = format!(
                        "could be read two ways, and row {row} of column \"{}\" has its month first; write dates as 2015-04-03",
                        self.columns.header(at)
                    );
                    for doubt in doubts {
                        self.strike(column, doubt, &reason);
                    }
                }
            }
        }
        let (file, columns) = (self.file, self.columns);
        let beside =
            |pupil: &ReadPupil, row, because: &Remark| beside(file, columns, pupil, row, because);
        let (pupils, away, mut rejected) = self.gathered.finish(beside);
        rejected.append(&mut self.nameless);
        rejected.sort_by_key(|remark| remark.row);
        self.warnings.sort_by_key(|remark| remark.row);
        ((pupils, away, rejected), self.warnings)
    }

    fn warn_of_order(&mut self, column: Column, first: Doubt, count: usize) {
        let others = match count {
            1 => String::new(),
            count => format!(" (and {} more in this column)", count - 1),
        };
        let reason = format!(
            "could be read two ways, and nothing in the file settles which{others}; it was read with the day first, so compare one with the record"
        );
        let remark = self.remark(column, first, reason);
        self.warnings.push(remark);
    }

    /// Takes a date back that is not safe to read.
    fn strike(&mut self, column: Column, doubt: Doubt, reason: &str) {
        let place = doubt.pupil;
        if column == Column::Dob {
            let remark = self.remark(column, doubt, reason.to_owned());
            self.gathered.reject(place, remark);
            return;
        }
        if let Some(pupil) = self.gathered.pupils.get_mut(place) {
            clear(&mut pupil.facts, column);
        }
        let reason = format!("{reason}; it was left out");
        let remark = self.remark(column, doubt, reason);
        self.warnings.push(remark);
    }

    fn remark(&self, column: Column, doubt: Doubt, reason: String) -> Remark {
        Remark {
            file: self.file.to_owned(),
            row: Some(doubt.row),
            column: Some(self.columns.header(column).to_owned()),
            value: Some(doubt.text),
            reason,
        }
    }
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
fn place(gathered: &mut Gathered, mut reading: Reading<'_>, identity: Identity) {
    let Identity { reference, upn } = identity;
    let whose = gathered.whose(reference.as_ref(), upn.as_ref());
    if let Whose::Known(place) | Whose::Torn(Some(place), _) = whose {
        reading.pupil = place;
    }
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
