//! Ids: given once, and named only where they were given.

use std::collections::BTreeMap;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::values::Spot;

/// The ids of one kind of thing, and where each was given.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, usize>);

impl Names {
    /// Reads the `id` of a table and reports one that is empty, unwieldy or given before.
    pub(super) fn give(&mut self, fields: &mut Fields<'_>, report: &mut Report<'_>) -> String {
        let Some(id) = fields.need::<String>("id", report) else {
            return String::new();
        };
        wieldy(&id, "an id", report);
        match self.0.get(&id.value) {
            Some(first) => {
                let line = report.line(*first);
                let what = format!(
                    "the id \"{}\" stands on line {line} already; give this one another",
                    id.value
                );
                report.error(id.at, what);
            }
            None => {
                self.0.insert(id.value.clone(), id.at);
            }
        }
        id.value
    }
}

/// Reports a name that a command line or a file's path could not carry.
pub(super) fn wieldy(name: &Spot<String>, what: &str, report: &mut Report<'_>) {
    if !is_id(&name.value) {
        let words = format!(
            "\"{}\" cannot be {what}; use letters, digits, hyphens, underscores, points and plus signs",
            name.value
        );
        report.error(name.at, words);
    }
}

/// The longest id, in bytes: files are called by it.
const LONGEST_ID: usize = 60;

/// Whether a text can be an id.
pub fn is_id(text: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || "-_.+".contains(c);
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && text.chars().all(good)
        && !text.starts_with(['.', '-'])
}

/// Reports a name that nothing was given.
pub(super) fn known<'a>(
    name: &Spot<String>,
    what: &str,
    names: impl Iterator<Item = &'a str>,
    report: &mut Report<'_>,
) -> bool {
    let names: Vec<&str> = names.collect();
    let found = names.contains(&name.value.as_str());
    if !found {
        let list: Vec<String> = names
            .iter()
            .take(12)
            .map(|name| format!("\"{name}\""))
            .collect();
        let there = match (list.is_empty(), names.len() > list.len()) {
            (true, _) => "there are none".to_owned(),
            (false, false) => format!("there are {}", list.join(", ")),
            (false, true) => format!("there are {} and more", list.join(", ")),
        };
        report.error(
            name.at,
            format!("\"{}\" is no {what} of this file; {there}", name.value),
        );
    }
    found
}
