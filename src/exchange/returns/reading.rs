//! A person being read: items to values, and what is said of them at their places.

use super::super::caseload::date::{Written, written};
use super::code;
use super::field::{Field, Module};
use super::person::{Item, Person};
use crate::domain::account::Remark;
use crate::domain::day::Day;

/// Where the items of a return stand.
pub(super) struct Shape {
    /// The file of each module, in their order; one for all in the XML.
    pub(super) files: Vec<(Module, String)>,
    /// Whether items are named as COLLECT's headers name them.
    pub(super) small: bool,
}

impl Shape {
    /// All in one file, as in the XML.
    pub(super) fn of_xml(file: &str) -> Self {
        Self {
            files: vec![(Module::Person, file.to_owned())],
            small: false,
        }
    }

    /// The file of a module.
    pub(super) fn file(&self, module: Module) -> &str {
        let named = self.files.iter().find(|(of, _)| *of == module);
        named
            .or(self.files.first())
            .map_or("", |(_, file)| file.as_str())
    }

    /// Says something of an item.
    pub(super) fn remark(&self, item: Item<'_>, reason: impl Into<String>) -> Remark {
        let name = if self.small {
            item.field.small()
        } else {
            item.field.name()
        };
        Remark {
            file: self.file(item.module).to_owned(),
            row: Some(item.row),
            column: Some(name.to_owned()),
            value: Some(item.text.to_owned()),
            reason: reason.into(),
        }
    }
}

/// A person being read.
pub(super) struct Reading<'a> {
    pub(super) shape: &'a Shape,
    pub(super) person: &'a Person,
    pub(super) today: Day,
    pub(super) warnings: &'a mut Vec<Remark>,
}

impl Reading<'_> {
    /// Reads a date; one that cannot be read is left out.
    pub(super) fn day(&mut self, record: usize, field: Field) -> Option<Day> {
        let item = self.person.item(record, field)?;
        match date(item.text) {
            Ok((day, None)) => Some(day),
            Ok((_, Some(reason))) | Err(reason) => {
                let reason = format!("{reason}; it was left out");
                self.warnings.push(self.shape.remark(item, reason));
                None
            }
        }
    }

    /// Reads a code; one that is in no set is kept as it is, and named.
    pub(super) fn code(&mut self, record: usize, field: Field) -> Option<String> {
        let item = self.person.item(record, field)?;
        match code::known(field, item.text) {
            Ok(code) => Some(code.to_owned()),
            Err(called) => {
                let reason = format!(
                    "is no {called} of the return; it was kept as it is, so compare it with the record"
                );
                self.warnings.push(self.shape.remark(item, reason));
                Some(item.text.to_owned())
            }
        }
    }

    /// The text of an item.
    pub(super) fn text(&self, record: usize, field: Field) -> Option<String> {
        self.person
            .item(record, field)
            .map(|item| item.text.to_owned())
    }

    /// Warns of an item, where it is there.
    pub(super) fn doubt(&mut self, record: usize, field: Field, reason: &str) {
        if let Some(item) = self.person.item(record, field) {
            self.warnings.push(self.shape.remark(item, reason));
        }
    }

    /// Says something of the person as a whole.
    pub(super) fn of_person(&self, reason: &str) -> Remark {
        self.at(Module::Person, self.person.row(), reason)
    }

    /// Says something of a record.
    pub(super) fn at(&self, module: Module, row: u64, reason: &str) -> Remark {
        Remark {
            file: self.shape.file(module).to_owned(),
            row: Some(row),
            column: None,
            value: None,
            reason: reason.to_owned(),
        }
    }
}

/// Reads a date, and why it is not safe where it could be read two ways.
pub(super) fn date(text: &str) -> Result<(Day, Option<&'static str>), &'static str> {
    match written(text) {
        Written::Certain(day) | Written::DayFirst(day) => Ok((day, None)),
        Written::EitherWay(day) => {
            Ok((day, Some("could be read two ways; write it as 2015-02-28")))
        }
        Written::MonthFirst => Err("has its month first; write it as 2015-02-28"),
        Written::Never => Err("is a day that never was"),
        Written::Unread => Err("is not a date; write it as 2015-02-28"),
    }
}
