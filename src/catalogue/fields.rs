//! One table of a framework file: asked for its keys, it reads their values and reports the rest.

use crate::domain::printable::printable;
use crate::source::tree::{Entry, Node, Table, Value};

use super::finding::Report;
use super::values::{Read, Spot, unread};

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
        match Spot::read(node) {
            Ok(spot) => Some(spot),
            Err(fault) => {
                report.error(fault.at, format!("\"{key}\": {}", fault.what));
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

    /// A list that narrows a part to some pupils; where it is missing the part is for all.
    pub(super) fn narrowing<T: Read>(
        &mut self,
        key: &'static str,
        report: &mut Report<'_>,
    ) -> Vec<T> {
        let Some(list) = self.maybe::<Vec<T>>(key, report) else {
            return Vec::new();
        };
        if list.value.is_empty() {
            let what = format!("\"{key}\" is empty, which is for nobody; leave it out to mean all");
            report.error(list.at, what);
        }
        list.value
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
        let Some(list) = node.value.list() else {
            let what = unread(node, "a list of tables").what;
            report.error(node.at, format!("\"{key}\": {what}"));
            return Vec::new();
        };
        (list.iter())
            .filter_map(|node| table(node, what, report))
            .collect()
    }

    /// The table of a key, to be read as `what`.
    pub(super) fn table(
        &mut self,
        key: &'static str,
        what: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Fields<'a>> {
        table(self.node(key)?, what, report)
    }

    /// Whether something stands under a key, readable or not.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.iter().any(|entry| entry.key == key)
    }

    /// The entries as they are, for tables whose keys are names.
    pub(super) fn entries(&self) -> &'a [Entry] {
        self.table
    }

    /// Reports every key that was never asked for; one that speaks of money has no place in a framework at all.
    pub(super) fn rest(self, report: &mut Report<'_>) {
        let unasked = |entry: &&Entry| !self.asked.contains(&entry.key.as_str());
        for Entry { key, at, .. } in self.table.iter().filter(unasked) {
            if is_money(key) {
                report.error(*at, format!("\"{key}\": {NO_MONEY}"));
            }
        }
        let table = self.table;
        let bare = |entry: &Entry| !is_money(&entry.key);
        self.unknown(table.iter().filter(|entry| bare(entry)), report);
    }

    /// Reports every key that was never asked for, in a file that may hold money.
    pub(super) fn rest_with_money(self, report: &mut Report<'_>) {
        let table = self.table;
        self.unknown(table.iter(), report);
    }

    fn unknown(self, entries: impl Iterator<Item = &'a Entry>, report: &mut Report<'_>) {
        let unasked = |entry: &&Entry| !self.asked.contains(&entry.key.as_str());
        for Entry { key, at, .. } in entries.filter(unasked) {
            let known: Vec<String> = (self.asked.iter())
                .map(|asked| format!("\"{asked}\""))
                .collect();
            let (what, known) = (self.what, known.join(", "));
            report.error(
                *at,
                format!("\"{key}\" is not a key of {what}; its keys are {known}"),
            );
        }
    }

    fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let table: &'a [Entry] = self.table;
        let entry = table.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.node)
    }
}

fn table<'a>(node: &'a Node, what: &'static str, report: &mut Report<'_>) -> Option<Fields<'a>> {
    let table = node.value.table();
    if table.is_none() {
        report.error(
            node.at,
            unread(node, &format!("{what}; write a table")).what,
        );
    }
    table.map(|table| Fields::new(what, node.at, table))
}

/// Words for money, which an author may be tempted to give a tariff.
const MONEY: [&str; 9] = [
    "amount", "cost", "funding", "gbp", "pounds", "price", "rate", "sum", "value",
];

const NO_MONEY: &str = "a framework holds no money; values in pounds belong in a dated rates file";

fn is_money(key: &str) -> bool {
    let low = key.to_lowercase();
    low.contains('£') || low.split(['_', '-']).any(|part| MONEY.contains(&part))
}

/// Reports every text with a pound sign or a control character, wherever it stands.
pub(super) fn sweep(table: &Table, report: &mut Report<'_>) {
    sweep_controls(table, report);
    each_text(table, &mut |at, text| {
        if text.contains('£') {
            report.error(at, NO_MONEY);
        }
    });
}

/// Reports every text with a character that a terminal would obey or nobody could see, wherever it stands.
pub(super) fn sweep_controls(table: &Table, report: &mut Report<'_>) {
    each_text(table, &mut |at, text| {
        let text = text.replace("\r\n", "\n");
        if printable(&text) != text {
            let what =
                "this text has a control character in it, or one that cannot be seen; take it out";
            report.error(at, what);
        }
    });
}

fn each_text(table: &Table, take: &mut dyn FnMut(usize, &str)) {
    for entry in table {
        each_of(&entry.node, take);
    }
}

fn each_of(node: &Node, take: &mut dyn FnMut(usize, &str)) {
    match &node.value {
        Value::Text(text) => take(node.at, text),
        Value::List(list) => list.iter().for_each(|node| each_of(node, take)),
        Value::Table(table) => each_text(table, take),
        Value::Whole(_) | Value::Number(_) | Value::Truth(_) | Value::Day(_) => {}
    }
}
