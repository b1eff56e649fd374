//! The validation report: a table with a row a finding, and a page to read and print.

use std::io::{self, Write};

use super::document::{Block, Document};
use super::html;
use super::table::TableWriter;
use crate::domain::day::Day;
use crate::domain::identity::PupilRef;
use crate::domain::printable::printable;
use crate::domain::validation::{Check, Finding, OfCheck, Severity, Tally};

/// Whose findings they are, and where the caseload tells of them.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// The reference.
    pub reference: &'a PupilRef,
    /// The file that told of them last.
    pub file: &'a str,
    /// The row of it, where it is known.
    pub line: Option<u64>,
}

/// The table of findings.
pub struct FindingsTable<W: Write>(TableWriter<W>);

impl<W: Write> FindingsTable<W> {
    /// Begins the table.
    pub fn new(out: W) -> io::Result<Self> {
        let header = [
            "ref", "severity", "code", "field", "value", "wrong", "fix", "file", "row",
        ];
        Ok(Self(TableWriter::new(out, &header)?))
    }

    /// Writes the rows of a pupil.
    pub fn add(&mut self, whose: Whose<'_>, findings: &[Finding]) -> io::Result<()> {
        let line = whose.line.map(|line| line.to_string()).unwrap_or_default();
        for finding in findings {
            let wrong = finding.wrong();
            let cells = [
                whose.reference.as_str(),
                finding.check.severity().code(),
                finding.check.code(),
                finding.fact.name(),
                &finding.value,
                &wrong,
                finding.check.fix(),
                whose.file,
                &line,
            ];
            self.0.row(&cells.map(printable))?;
        }
        Ok(())
    }

    /// Ends the table; gives what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner()
    }
}

/// Writes the page: what was found, check by check, errors first, with the first pupils of each.
pub fn page(tally: &Tally, day: Day, table: &str) -> String {
    let mut blocks = vec![
        Block::Heading(1, "What to mend in the caseload".to_owned()),
        Block::Paragraph(format!(
            "{}, as of {}. The whole list, a row a finding with its file and row, is in {table}.",
            tally.sum(),
            day.long()
        )),
        Block::Paragraph(
            "Nobody was left out and nothing was changed for it. An error cannot be right; a query may be, and somebody should look."
                .to_owned(),
        ),
    ];
    if tally.checks.is_empty() {
        blocks.push(Block::Paragraph("Nothing was found.".to_owned()));
    } else {
        blocks.push(Block::Table(summary(tally)));
    }
    for severity in [Severity::Error, Severity::Query] {
        for (check, of_check) in of(tally, severity) {
            blocks.extend(passage(*check, of_check));
        }
    }
    html::page(&Document { blocks })
}

fn of(tally: &Tally, severity: Severity) -> impl Iterator<Item = (&Check, &OfCheck)> {
    let checks = tally.checks.iter();
    checks.filter(move |(check, _)| check.severity() == severity)
}

fn summary(tally: &Tally) -> Vec<Vec<String>> {
    let header = ["severity", "code", "pupils", "what to do"].map(str::to_owned);
    let mut rows = vec![header.to_vec()];
    for severity in [Severity::Error, Severity::Query] {
        rows.extend(of(tally, severity).map(|(check, of_check)| {
            vec![
                severity.code().to_owned(),
                check.code().to_owned(),
                of_check.count.to_string(),
                check.fix().to_owned(),
            ]
        }));
    }
    rows
}

fn passage(check: Check, of_check: &OfCheck) -> Vec<Block> {
    let (severity, count) = (check.severity().code(), of_check.count);
    let mut blocks = vec![
        Block::Heading(2, format!("{} ({severity}, {count})", check.code())),
        Block::Paragraph(format!("What to do: {}.", check.fix())),
    ];
    let listed = of_check.first.iter();
    blocks.extend(listed.map(|(reference, told)| Block::Bullet(format!("{reference}: {told}"))));
    let more = count - of_check.first.len() as u64;
    if more > 0 {
        blocks.push(Block::Paragraph(format!("… and {more} more in the table.")));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::Fact;

    fn finding() -> Finding {
        Finding {
            check: Check::StartBeforeBirth,
            fact: Fact::PlanStart,
            value: "=1+1".to_owned(),
            against: Some("2015-03-04".to_owned()),
        }
    }

    #[test]
    fn a_finding_is_a_row_with_what_to_do_and_no_formula() {
        let mut table = FindingsTable::new(Vec::new()).unwrap();
        let reference = PupilRef::new("K-1");
        let whose = Whose {
            reference: &reference,
            file: "caseload.csv",
            line: Some(7),
        };
        table.add(whose, &[finding()]).unwrap();
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        let row = text.lines().nth(1).unwrap();
        assert!(row.starts_with("K-1,error,plan_start_before_birth,plan_start,'=1+1,"));
        assert!(row.contains("is before the birth date (2015-03-04)"));
        assert!(row.ends_with(",caseload.csv,7"), "{row}");
    }

    #[test]
    fn the_page_counts_and_lists() {
        let mut tally = Tally::default();
        let day = "2026-01-12".parse().unwrap();
        assert!(page(&tally, day, "table.csv").contains("Nothing was found."));
        for n in 0..50 {
            tally.add(&PupilRef::new(format!("<K-{n}>")), &[finding()]);
        }
        let page = page(&tally, day, "table.csv");
        assert!(page.contains("50 pupils checked: 50 errors and 0 queries, of 50 pupils"));
        assert!(page.contains(
            "&lt;K-3&gt;: plan_start &quot;=1+1&quot; is before the birth date (2015-03-04)"
        ));
        assert!(page.contains("… and 10 more in the table."));
    }
}
