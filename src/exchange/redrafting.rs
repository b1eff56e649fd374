//! What the readings of a framework say of its descriptors, as comma-separated values.

use std::io::{self, Write};

use super::table::TableWriter;
use crate::domain::evidence::Evidence;
use crate::domain::framework::Framework;

/// The columns, in order.
const COLUMNS: [&str; 10] = [
    "descriptor",
    "area",
    "level",
    "judged",
    "settled",
    "overridden",
    "adjusted",
    "disagreed",
    "asked",
    "reasons",
];

/// Writes one row a descriptor, what to redraft first at the top.
pub fn csv(framework: &Framework, evidence: &[Evidence], mut out: impl Write) -> io::Result<()> {
    let mut table = TableWriter::new(&mut out, &COLUMNS)?;
    for one in evidence {
        let known = framework.descriptors.iter().find(|text| text.id == one.id);
        let (area, level) =
            known.map_or(("", ""), |text| (text.area.as_str(), text.level.as_str()));
        let counts = &one.counts;
        let reasons: Vec<String> = (counts.reasons.iter())
            .map(|(reason, count)| format!("{reason} ({count})"))
            .collect();
        let numbers = [
            counts.judged,
            counts.settled,
            counts.overridden,
            counts.adjusted,
            counts.disagreed,
            counts.asked,
        ];
        let mut row = vec![one.id.to_string(), area.to_owned(), level.to_owned()];
        row.extend(numbers.iter().map(ToString::to_string));
        row.push(reasons.join("; "));
        table.row(&row)?;
    }
    table.finish()
}
