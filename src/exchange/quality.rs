//! The quality report: tables of the vague words and of the plans, and a page for the writing team.

mod page;

pub use page::{About, page};

use std::io::{self, Write};

use super::table::TableWriter;
use crate::domain::exact::Quantity;
use crate::domain::printable::printable;
use crate::domain::quality::{Examined, Finding};
use crate::domain::summary::Summary;

/// The table of vague words: one row each, with what to ask.
pub struct WordsTable<W: Write>(TableWriter<W>);

impl<W: Write> WordsTable<W> {
    /// Begins the table.
    pub fn new(out: W) -> io::Result<Self> {
        let header = ["plan", "provision", "text", "phrase", "why", "question"];
        Ok(Self(TableWriter::new(out, &header)?))
    }

    /// Writes the rows of a plan.
    pub fn add(&mut self, examined: &Examined) -> io::Result<()> {
        let findings = examined.outcome.iter().flat_map(|plan| &plan.findings);
        for Finding {
            n,
            text,
            phrase,
            why,
            question,
        } in findings
        {
            let n = n.to_string();
            let cells = [examined.plan.as_str(), &n, text, phrase, why, question];
            self.0.row(&cells.map(printable))?;
        }
        Ok(())
    }

    /// Ends the table; gives what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner()
    }
}

/// The table of plans: one row each, with what it sums up to or why it could not be read.
pub struct PlansTable<W: Write>(TableWriter<W>);

impl<W: Write> PlansTable<W> {
    /// Begins the table.
    pub fn new(out: W) -> io::Result<Self> {
        let header = [
            "plan",
            "provisions",
            "duplicates",
            "quantified",
            "quantified_percent",
            "vague",
            "vague_percent",
            "both",
            "neither",
            "hours_a_week",
            "over_school_week",
            "can_be_costed",
            "foreign_codes",
            "not_read",
        ];
        Ok(Self(TableWriter::new(out, &header)?))
    }

    /// Writes the row of a plan.
    pub fn add(&mut self, examined: &Examined) -> io::Result<()> {
        let mut row = vec![examined.plan.clone()];
        match &examined.outcome {
            Ok(plan) => {
                row.extend(cells(&plan.summary));
                row.push(String::new());
            }
            Err(why) => {
                row.extend(std::iter::repeat_n(String::new(), 12));
                row.push(why.clone());
            }
        }
        let row: Vec<_> = row.iter().map(|cell| printable(cell)).collect();
        self.0.row(&row)
    }

    /// Ends the table; gives what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner()
    }
}

fn cells(sum: &Summary) -> [String; 12] {
    let number = |count: usize| count.to_string();
    let percent =
        |share: Option<Quantity>| share.map(|share| share.to_string()).unwrap_or_default();
    let yes = |so: bool| if so { "yes" } else { "no" }.to_owned();
    [
        number(sum.provisions),
        number(sum.duplicates),
        number(sum.quantified),
        percent(sum.quantified_percent),
        number(sum.vague),
        percent(sum.vague_percent),
        number(sum.both),
        number(sum.neither),
        sum.hours_a_week.to_string(),
        yes(sum.over_school_week),
        yes(sum.can_be_costed),
        sum.foreign_codes.join(" "),
    ]
}

#[cfg(test)]
mod tests;
