//! One table of a framework file: asked for its keys, it reads their values and reports the rest.

use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};

use crate::domain::day::Day;
use crate::domain::derivation::AreaLevelRule;
use crate::domain::framework::{DescriptorKind, LineageKind, Route, Status, Walk};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::AreaCode;
use crate::source::tree::{Entry, Node, Table, Value};

use super::finding::Report;

/// A value and the byte offset where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// A table being read.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    /// What the table is, with its article: "a level".
    what: &'static str,
    /// Where the table begins.
    pub(super) at: usize,
    table: &'a [Entry],
    asked: Vec<&'static str>,
}

/// Words for money, which an author may be tempted to give a tariff.
const MONEY: [&str; 9] = [
    "amount", "cost", "funding", "gbp", "pounds", "price", "rate", "sum", "value",
];

/// Why a key for money is refused.
pub(super) const NO_MONEY: &str =
    "a framework holds no money; values in pounds belong in a dated rates file";

impl<'a> Fields<'a> {
    pub(super) fn new(what: &'static str, at: usize, table: &'a [Entry]) -> Self {
        Self {
            what,
            at,
            table,
            asked: Vec::new(),
        }
    }

    /// The value of a key; nothing where it is missing or, with a finding, not readable.
    pub(super) fn maybe<T: Read>(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spot<T>> {
        let node = self.node(key)?;
        match T::read(node) {
            Ok(value) => Some(Spot { value, at: node.at }),
            Err(Unread { at, what }) => {
                report.error(at, format!("\"{key}\": {what}"));
                None
            }
        }
    }

    /// The value of a key that must be there.
    pub(super) fn need<T: Read>(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Spot<T>> {
        if self.node(key).is_none() {
            let what = format!("\"{key}\" is missing in {}; add it", self.what);
            report.error(self.at, what);
        }
        self.maybe(key, report)
    }

    /// The value of a key, or what holds without it.
    pub(super) fn or<T: Read>(
        &mut self,
        key: &'static str,
        without: T,
        report: &mut Report<'_>,
    ) -> T {
        self.maybe(key, report).map_or(without, |spot| spot.value)
    }

    /// The value of a key that must be there, or an empty one after the finding.
    pub(super) fn or_empty<T: Read + Default>(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> T {
        self.need(key, report)
            .map_or_else(T::default, |spot| spot.value)
    }

    /// The tables of a list, each to be read as `what`; empty where there is none.
    pub(super) fn tables(
        &mut self,
        key: &'static str,
        what: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<Fields<'a>> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        let Value::List(list) = &node.value else {
            report.error(
                node.at,
                format!("\"{key}\" must be a list of tables; write [[{key}]]"),
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for node in list {
            match &node.value {
                Value::Table(table) => tables.push(Fields::new(what, node.at, table)),
                other => report.error(
                    node.at,
                    format!("{} cannot be {what}; write a table", shown(other)),
                ),
            }
        }
        tables
    }

    /// The table of a key, to be read as `what`.
    pub(super) fn table(
        &mut self,
        key: &'static str,
        what: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Fields<'a>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Table(table) => Some(Fields::new(what, node.at, table)),
            other => {
                report.error(
                    node.at,
                    format!("{} cannot be {what}; write a table", shown(other)),
                );
                None
            }
        }
    }

    /// The entries as they are, for tables whose keys are names.
    pub(super) fn entries(&self) -> &'a [Entry] {
        self.table
    }

    /// Reports every key that was never asked for.
    pub(super) fn rest(self, report: &mut Report<'_>) {
        for entry in self.table {
            if self.asked.iter().any(|asked| *asked == entry.key) {
                continue;
            }
            let key = &entry.key;
            let low = key.to_lowercase();
            let what = if MONEY
                .iter()
                .any(|word| low.split(['_', '-']).any(|part| part == *word))
                || low.contains('£')
            {
                format!("\"{key}\": {NO_MONEY}")
            } else {
                let known: Vec<String> = self
                    .asked
                    .iter()
                    .map(|asked| format!("\"{asked}\""))
                    .collect();
                format!(
                    "\"{key}\" is not a key of {}; its keys are {}",
                    self.what,
                    known.join(", ")
                )
            };
            report.error(entry.at, what);
        }
    }

    fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let table: &'a [Entry] = self.table;
        table
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }
}

/// Why a value could not be read, and where it stands.
#[derive(Debug)]
pub(super) struct Unread {
    at: usize,
    what: String,
}

/// What a value of a framework file can be read as.
pub(super) trait Read: Sized {
    fn read(node: &Node) -> Result<Self, Unread>;
}

/// How a value that is of the wrong kind is named.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("the text \"{text}\""),
        Value::Whole(number) => format!("the number {number}"),
        Value::Number(number) => format!("the number {number}"),
        Value::Truth(truth) => format!("the value {truth}"),
        Value::Day(day) => format!("the day {day}"),
        Value::List(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}

fn unread<T>(node: &Node, wanted: &str) -> Result<T, Unread> {
    let what = format!("{} is not {wanted}", shown(&node.value));
    Err(Unread { at: node.at, what })
}

impl Read for String {
    fn read(node: &Node) -> Result<Self, Unread> {
        match &node.value {
            Value::Text(text) => Ok(text.clone()),
            Value::Whole(_)
            | Value::Number(_)
            | Value::Truth(_)
            | Value::Day(_)
            | Value::List(_)
            | Value::Table(_) => unread(node, "a text; put it in quotes"),
        }
    }
}

impl Read for bool {
    fn read(node: &Node) -> Result<Self, Unread> {
        if let Value::Truth(truth) = node.value {
            return Ok(truth);
        }
        unread(node, "true or false, without quotes")
    }
}

impl Read for Day {
    fn read(node: &Node) -> Result<Self, Unread> {
        match &node.value {
            Value::Day(day) | Value::Text(day) => day
                .parse()
                .or_else(|_| unread(node, "a day; write it as 2026-09-01")),
            Value::Whole(_)
            | Value::Number(_)
            | Value::Truth(_)
            | Value::List(_)
            | Value::Table(_) => unread(node, "a day; write it as 2026-09-01"),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node) -> Result<Self, Unread> {
        match &node.value {
            Value::List(list) => list.iter().map(T::read).collect(),
            Value::Text(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Truth(_)
            | Value::Day(_)
            | Value::Table(_) => unread(node, "a list; put it in square brackets"),
        }
    }
}

impl<T: Read> Read for Spot<T> {
    fn read(node: &Node) -> Result<Self, Unread> {
        T::read(node).map(|value| Spot { value, at: node.at })
    }
}

macro_rules! whole_numbers {
    ($($kind:ty: $wanted:literal),*) => { $(
        impl Read for $kind {
            fn read(node: &Node) -> Result<Self, Unread> {
                if let Value::Whole(number) = node.value
                    && let Ok(number) = Self::try_from(number)
                {
                    return Ok(number);
                }
                unread(node, $wanted)
            }
        }
    )* };
}

whole_numbers! {
    i64: "a whole number",
    i32: "a whole number of this size",
    i16: "a year group",
    u16: "a count of 0 to 65535",
    usize: "a count"
}

/// Reads a word that is one of a few.
fn word<T: DeserializeOwned>(node: &Node) -> Result<T, Unread> {
    let text = String::read(node)?;
    let from: StrDeserializer<'_, WordError> = StrDeserializer::new(&text);
    T::deserialize(from).map_err(|error| {
        let error = error.to_string().replace('`', "\"");
        let known = error
            .split_once("expected ")
            .map_or(error.as_str(), |(_, known)| known);
        let what = format!("\"{text}\" is not known here; write {known}");
        Unread { at: node.at, what }
    })
}

macro_rules! words {
    ($($kind:ty),*) => { $(
        impl Read for $kind {
            fn read(node: &Node) -> Result<Self, Unread> {
                word(node)
            }
        }
    )* };
}

words!(
    AreaCode,
    AreaLevelRule,
    DescriptorKind,
    LineageKind,
    Phase,
    Route,
    Setting,
    Status,
    Walk
);

/// Reports every text with a pound sign or a control character, wherever it stands.
pub(super) fn sweep(table: &Table, report: &mut Report<'_>) {
    for entry in table {
        sweep_node(&entry.node, report);
    }
}

fn sweep_node(node: &Node, report: &mut Report<'_>) {
    match &node.value {
        Value::Text(text) => {
            if text.contains('£') {
                report.error(node.at, NO_MONEY);
            }
            if text
                .chars()
                .any(|c| c.is_control() && !"\n\r\t".contains(c))
            {
                report.error(
                    node.at,
                    "this text has a control character in it; take it out",
                );
            }
        }
        Value::List(list) => list.iter().for_each(|node| sweep_node(node, report)),
        Value::Table(table) => sweep(table, report),
        Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) => {}
    }
}
