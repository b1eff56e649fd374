//! One person of a return, as both readers fill it: records in records, each item with its place.

use super::field::{Field, Module};

/// A record: a row of a table, an element of the XML.
#[derive(Clone, Copy, Debug)]
struct Record {
    module: Module,
    parent: usize,
    row: u64,
}

/// An item of a record; the text stands in the person's own.
#[derive(Clone, Copy, Debug)]
struct Cell {
    record: usize,
    field: Field,
    row: u64,
    from: usize,
    to: usize,
}

/// An item that is not empty, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    /// What it says, without the space around it.
    pub text: &'a str,
    /// Which item.
    pub field: Field,
    /// In which module.
    pub module: Module,
    /// The row of the table, or the line of the XML.
    pub row: u64,
}

/// One person with all that hangs off them, or the header: its first record is the one they hang off.
///
/// It is filled, handed on, cleared and filled anew, so that a country's persons need no more room
/// than one.
#[derive(Clone, Debug, Default)]
pub struct Person {
    text: String,
    records: Vec<Record>,
    cells: Vec<Cell>,
}

impl Person {
    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.records.clear();
        self.cells.clear();
    }

    /// Adds a record below another; gives its place.
    pub(super) fn add(&mut self, module: Module, parent: usize, row: u64) -> usize {
        self.records.push(Record {
            module,
            parent,
            row,
        });
        self.records.len() - 1
    }

    /// Adds an item to a record.
    pub(super) fn put(&mut self, record: usize, field: Field, row: u64, text: &str) {
        let from = self.text.len();
        self.text.push_str(text.trim());
        let to = self.text.len();
        if from < to {
            self.cells.push(Cell {
                record,
                field,
                row,
                from,
                to,
            });
        }
    }

    /// How many records and items there are.
    pub(super) fn size(&self) -> usize {
        self.records.len() + self.cells.len()
    }

    /// Where the person stands.
    pub fn row(&self) -> u64 {
        self.records.first().map_or(0, |record| record.row)
    }

    /// Where a record stands.
    pub fn row_of(&self, record: usize) -> u64 {
        self.records.get(record).map_or(0, |record| record.row)
    }

    /// The records of a module below a record, in order.
    pub fn below(&self, parent: usize, module: Module) -> impl Iterator<Item = usize> {
        let records = self.records.iter().enumerate().skip(1);
        records
            .filter(move |(_, record)| record.parent == parent && record.module == module)
            .map(|(place, _)| place)
    }

    /// An item of a record; nothing where it is not there or empty.
    pub fn item(&self, record: usize, field: Field) -> Option<Item<'_>> {
        let module = self.records.get(record)?.module;
        let of = |cell: &&Cell| cell.record == record && cell.field == field;
        let cell = self.cells.iter().find(of)?;
        Some(Item {
            text: self.text.get(cell.from..cell.to)?,
            field,
            module,
            row: cell.row,
        })
    }
}
