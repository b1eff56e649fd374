//! One plan's text out of a table: a pupil's among many, or a table of provisions that names nobody.

use std::io::Cursor;

use super::super::fault::{Cause, Fault};
use super::super::table::Row;
use super::columns::Columns;
use super::looked::Rows;
use super::opened::Opened;
use super::section::push;
use crate::domain::day::Day;
use crate::domain::identity::Upn;
use crate::domain::pupil::Facts;

/// What a table says of the plan that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Its text.
    Text(String),
    /// It holds the plans of several pupils, and none was named: how many, and the first.
    Several(usize, String),
    /// It has no plan of the pupil who was named, or of anybody.
    None,
    /// It names no pupils, though one was asked for.
    Nameless,
    /// The pupil could not be taken in, and why.
    Rejected(String),
}

/// Finds a plan's text in a table: the named pupil's, the only one's, or the whole table's where it names nobody.
pub fn plan_text(
    file: &str,
    bytes: &[u8],
    pupil: Option<&str>,
    today: Day,
) -> Result<Found, Fault> {
    let open = || Opened::of(file, Cursor::new(bytes));
    let looked = open()?.look(today, None, &mut |_| Ok::<_, Fault>(()));
    match looked {
        Ok(rows) => among(rows, pupil),
        Err(Fault {
            cause: Cause::NoIdentity(_) | Cause::NoSheet(_),
            ..
        }) if pupil.is_some() => Ok(Found::Nameless),
        Err(Fault {
            cause: Cause::NoIdentity(seen),
            ..
        }) => nameless(open()?, seen).map_err(|cause| cause.of(file)),
        Err(fault) => Err(fault),
    }
}

fn among(mut rows: Rows<'_>, asked: Option<&str>) -> Result<Found, Fault> {
    let is_asked = |facts: &Facts| {
        let reference = facts.reference.as_str();
        let upn = facts.upn.as_ref().map(Upn::as_str);
        let same = |name: &str| name.eq_ignore_ascii_case(reference) || upn == Some(name);
        asked.is_none_or(|name| same(name.trim()))
    };
    let (mut pupils, mut found) = (0, Vec::new());
    let aside = rows.pupils(&mut |pupil| {
        pupils += 1;
        if let Some(text) = pupil.section_f.filter(|_| is_asked(&pupil.facts)) {
            found.push((pupil.row, pupil.facts.reference, text));
        }
        Ok::<_, Fault>(())
    })?;
    found.sort_by_key(|(row, ..)| *row);
    Ok(match (found.as_slice(), aside.rejected.first()) {
        ([(_, _, text)], _) => Found::Text(text.clone()),
        ([(_, first, _), ..], _) => Found::Several(found.len(), first.to_string()),
        ([], Some(remark)) if pupils == 0 => Found::Rejected(remark.to_string()),
        ([], _) => Found::None,
    })
}

/// Reads a table of provisions that names no pupil: every column of it, under its own header.
fn nameless(mut opened: Opened<'_>, seen: String) -> Result<Found, Cause> {
    let header = opened.top(0).map(|top| &top.header);
    let Some(header) = header.filter(|header| Columns::are_of_provisions(header)) else {
        return Err(Cause::NoIdentity(seen));
    };
    let mut lines = vec![line(header)];
    opened.each(0, &mut |row| {
        lines.push(line(row));
        true
    })?;
    let empty = lines.len() < 2;
    Ok(if empty {
        Found::None
    } else {
        Found::Text(lines.join("\n"))
    })
}

fn line(row: &Row) -> String {
    let mut line = String::new();
    for at in 0..row.len() {
        if at > 0 {
            line.push('\t');
        }
        push(&mut line, row.cell(at));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(table: &str, pupil: Option<&str>, expected: &Found) {
        let today = Day::new(2026, 11, 2).unwrap();
        let found = plan_text("a.csv", table.as_bytes(), pupil, today);
        assert_eq!(found.unwrap(), *expected);
    }

    fn text(text: &str) -> Found {
        Found::Text(text.to_owned())
    }

    #[test]
    fn a_plan_is_found_in_a_table() {
        let many = "ref,Section F,By whom,How often\nK-1,SaLT,SaLT,weekly\nK-1,Reading,TA,daily\nK-2,Talk,,\nK-3,,,\n";
        let first = "Provision\tWho\tHow often\tHow long\tRatio\nSaLT\tSaLT\tweekly\t\t\nReading\tTA\tdaily\t\t";
        case(many, Some("k-1"), &text(first));
        case(many, Some("K-2"), &text("Talk"));
        case(many, Some("K-3"), &Found::None);
        case(many, Some("K-9"), &Found::None);
        case(many, None, &Found::Several(2, "K-1".into()));
        case("ref,section_f\nK-1,A TA daily\n", None, &text("A TA daily"));
        case("ref,school\nK-1,Ash\n", None, &Found::None);
    }

    #[test]
    fn a_table_of_provisions_names_nobody() {
        let table =
            "Provision,Staff,Frequency\nReading,TA,daily\n,,\n\"Talk\nagain\",ELSA,weekly\n";
        case(
            table,
            None,
            &text(
                "Provision\tStaff\tFrequency\nReading\tTA\tdaily\nTalk\u{2028}again\tELSA\tweekly",
            ),
        );
        case(table, Some("K-1"), &Found::Nameless);
        let today = Day::new(2026, 11, 2).unwrap();
        let other = plan_text("a.csv", b"school,urn\nAsh,1\n", None, today);
        assert!(matches!(other.unwrap_err().cause, Cause::NoIdentity(_)));
    }
}
