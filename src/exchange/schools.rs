//! The national register of schools (GIAS): its extract of establishments, and that of links between them.

use std::collections::HashMap;

use super::caseload::day;
use super::encoding;
use super::fault::{Cause, Fault};
use super::table::{Row, Table};
use crate::domain::account::Remark;
use crate::domain::school::{Ages, School, Succession};

/// What a file of the register holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadSchools {
    /// The schools, in the order of the file.
    pub schools: Vec<School>,
    /// Which follows which.
    pub successions: Vec<Succession>,
    /// The rows that cannot be taken in, and why.
    pub rejected: Vec<Remark>,
    /// What somebody should look at.
    pub warnings: Vec<Remark>,
    /// How many rows there are.
    pub read: u64,
}

/// Reads the extract of establishments.
pub fn register(file: &str, bytes: &[u8]) -> Result<ReadSchools, Fault> {
    rows(file, bytes, Reading::school)
        .map(|read| read.read)
        .map_err(|cause| cause.of(file))
}

/// Reads the extract of links.
pub fn links(file: &str, bytes: &[u8]) -> Result<ReadSchools, Fault> {
    rows(file, bytes, Reading::link)
        .and_then(|read| {
            // Without what kind of link it is, nobody follows anybody, and nothing would say so.
            let is_named = |column: &str| read.at.contains_key(column);
            if is_named("linktype") {
                return Ok(read.read);
            }
            let what = "has no column \"LinkType\", so nobody can tell which school follows which; take the extract of links as it comes";
            Err(Cause::Unread(what.to_owned()))
        })
        .map_err(|cause| cause.of(file))
}

fn rows<'a>(
    file: &'a str,
    bytes: &[u8],
    take: impl Fn(&mut Reading<'a>, &Row),
) -> Result<Reading<'a>, Cause> {
    let text = encoding::text(bytes)?;
    let mut table = Table::open(&text)?;
    let header = table.header();
    let at = (0..header.len()).map(|at| (header.cell(at).to_ascii_lowercase(), at));
    let mut reading = Reading {
        file,
        at: at.collect(),
        seen: HashMap::new(),
        read: ReadSchools::default(),
    };
    let mut row = Row::default();
    while table.read_row(&mut row)? {
        if row.is_empty() {
            continue;
        }
        reading.read.read += 1;
        take(&mut reading, &row);
        Cause::hardly(&reading.read.rejected, row.number())?;
    }
    Ok(reading)
}

/// A file being read.
struct Reading<'a> {
    file: &'a str,
    at: HashMap<String, usize>,
    /// The schools met so far, and in which row.
    seen: HashMap<String, u64>,
    read: ReadSchools,
}

impl Reading<'_> {
    fn cell<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.at.get(column).map_or("", |at| row.cell(*at))
    }

    fn text(&self, row: &Row, column: &str) -> Option<String> {
        let text = self.cell(row, column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn remark(&self, row: &Row, column: &str, reason: impl Into<String>) -> Remark {
        Remark {
            file: self.file.to_owned(),
            row: Some(row.number()),
            column: Some(column.to_owned()),
            value: Some(self.cell(row, &column.to_ascii_lowercase()).to_owned()),
            reason: reason.into(),
        }
    }

    fn school(&mut self, row: &Row) {
        let urn = self.cell(row, "urn").to_owned();
        let name = self.text(row, "establishmentname");
        let (Some(name), true) = (name, is_urn(&urn)) else {
            let (column, reason) = if is_urn(&urn) {
                ("EstablishmentName", "is empty: a school has a name")
            } else {
                ("URN", NO_URN)
            };
            let remark = self.remark(row, column, reason);
            self.read.rejected.push(remark);
            return;
        };
        if let Some(first) = self.seen.insert(urn.clone(), row.number()) {
            let reason = format!("stands in row {first} already; the first was taken");
            let remark = self.remark(row, "URN", reason);
            self.read.rejected.push(remark);
            self.seen.insert(urn, first);
            return;
        }
        let number = |column: &str| self.cell(row, column).parse().ok();
        let age = |column: &str| self.cell(row, column).parse().ok();
        let base = self.cell(row, "typeofresourcedprovision (name)");
        let has = |word: &str| base.to_ascii_lowercase().contains(word);
        let school = School {
            name,
            authority: self.text(row, "la (code)"),
            kind: number("typeofestablishment (code)"),
            // 3 is open, but proposed to close.
            open: matches!(self.cell(row, "establishmentstatus (code)"), "1" | "3"),
            closed: day(self.cell(row, "closedate")),
            ages: Ages {
                low: age("statutorylowage"),
                high: age("statutoryhighage"),
            },
            district: self.text(row, "districtadministrative (name)"),
            unit: has("sen unit"),
            resourced: has("resourced provision"),
            urn,
        };
        if school.kind.is_none() {
            let reason = "is no type of school; what kind of place it is stays unknown";
            let remark = self.remark(row, "TypeOfEstablishment (code)", reason);
            self.read.warnings.push(remark);
        }
        self.read.schools.push(school);
    }

    fn link(&mut self, row: &Row) {
        let (urn, other) = (self.cell(row, "urn"), self.cell(row, "linkurn"));
        for (column, urn) in [("URN", urn), ("LinkURN", other)] {
            if !is_urn(urn) {
                let remark = self.remark(row, column, NO_URN);
                self.read.rejected.push(remark);
                return;
            }
        }
        let kind = self.cell(row, "linktype").to_ascii_lowercase();
        let pair = if kind.contains("successor") {
            Some((urn, other))
        } else if kind.contains("predecessor") {
            Some((other, urn))
        } else {
            None
        };
        if let Some((urn, successor)) = pair {
            let (urn, successor) = (urn.to_owned(), successor.to_owned());
            self.read.successions.push(Succession { urn, successor });
        }
    }
}

const NO_URN: &str =
    "is no URN, which has six figures; correct it, or take the extract of the register as it comes";

fn is_urn(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),CloseDate,StatutoryLowAge,StatutoryHighAge,TypeOfResourcedProvision (name),DistrictAdministrative (name)\n";

    #[test]
    fn a_register_is_read_by_its_headers() {
        let text = format!(
            "{HEADER}\"990001\",\"886\",\"Alder Infants\",\"1\",\"2\",\"31-08-2025\",\"4\",\"7\",\"Not applicable\",\"Ashford\"\n\
             990002,886,Alder Infant Academy,34,1,,4,7,Resourced provision and SEN unit,Ashford\n\
             12,886,Nowhere,1,1,,,,,\n990001,886,Again,1,1,,,,,\n990003,886,Odd,x,3,,,,,\n"
        );
        let read = register("gias.csv", text.as_bytes()).unwrap();
        assert_eq!((read.read, read.schools.len()), (5, 3));
        let [was, is, odd] = read.schools.as_slice() else {
            panic!("three");
        };
        assert!(!was.open && is.open && odd.open);
        assert_eq!(was.closed.unwrap().to_string(), "2025-08-31");
        assert!(!was.unit && is.unit && is.resourced);
        assert_eq!(is.ages.high, Some(7));
        let said: Vec<String> = read.rejected.iter().map(Remark::to_string).collect();
        assert!(said[0].starts_with("gias.csv, row 4, column \"URN\": \"12\" is no URN"));
        assert!(said[1].contains("row 5") && said[1].contains("stands in row 2 already"));
        assert!(read.warnings[0].to_string().contains("\"x\" is no type"));
    }

    #[test]
    fn a_file_that_is_no_register_is_refused_whole() {
        let text = format!("URN,EstablishmentName\n{}", "1,x\n".repeat(100_000));
        let said = register("gias.csv", text.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("100,000 of its rows up to row 100001"),
            "{said}"
        );
    }

    #[test]
    fn links_say_who_follows_whom_from_either_end() {
        let text = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
             990001,990002,Alder Infant Academy,Successor,01-09-2025\n\
             990002,990001,Alder Infants,Predecessor,01-09-2025\n\
             990002,990009,A Sixth Form,Sixth Form Centre Link,\nx,990001,,Successor,\n";
        let read = links("links.csv", text.as_bytes()).unwrap();
        assert_eq!((read.read, read.rejected.len()), (4, 1));
        let follows =
            |one: &Succession| (one.urn.as_str(), one.successor.as_str()) == ("990001", "990002");
        assert_eq!(read.successions.len(), 2);
        assert!(read.successions.iter().all(follows));
    }
}
