//! What no chain holds: every row's check sum made again, and the rows counted against what was written.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::day::Moment;
use crate::store::checksums::{self, CHECKSUM, Rows, Summed, Total, Totals};
use crate::store::fault::Result;
use crate::store::{ask, schools};

use super::{Fault, Verified};
use crate::store::telling::Telling;

/// What is to be done of rows of a table that are not what was written.
fn next(table: Summed) -> &'static str {
    match table {
        Summed::Facts | Summed::Plan | Summed::School | Summed::Succession => {
            "restore a backup, or import the file again"
        }
        Summed::Cohort
        | Summed::Import
        | Summed::Departure
        | Summed::Undoing
        | Summed::Account
        | Summed::Draft
        | Summed::Paper
        | Summed::Step
        | Summed::Mark => "restore a backup",
    }
}

/// Checks every row that no chain holds against its check sum.
pub(super) fn rows(
    db: &Connection,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    for table in Summed::ALL {
        let count = format!("SELECT count(*) FROM {}", table.table());
        telling.begin(checked(table), ask::count(db, &count, [])?)?;
        let (wrong, found) = read(db, table, telling)?;
        for key in wrong {
            let what = named(db, table, &key)?;
            verified.faults.push(Fault::of_fact(what));
        }
        count_again(db, table, &found, &mut verified.faults)?;
    }
    Ok(())
}

/// Reads all rows of a table: the keys of those that are not what was written, and the totals of all.
fn read(
    db: &Connection,
    table: Summed,
    telling: &mut Telling<'_>,
) -> Result<(Vec<Vec<Value>>, Totals)> {
    let key = table.key();
    let sql = format!(
        "SELECT {}, coalesce(t.{CHECKSUM}, -1), {}, t.* FROM {} t",
        table.import(),
        key.join(", "),
        table.table()
    );
    let (mut wrong, mut found) = (Vec::new(), Totals::new());
    let mut rows = Rows::after(table, key.len() + 2);
    ask::each(db, &sql, [], |row| {
        telling.next()?;
        let written: i64 = row.get(1)?;
        found.entry(row.get(0)?).or_default().add(written);
        if rows.checksum(row)? != written {
            let key = (2..key.len() + 2).map(|at| row.get(at));
            wrong.push(key.collect::<rusqlite::Result<_>>()?);
        }
        Ok(())
    })?;
    Ok((wrong, found))
}

/// What is being checked.
fn checked(table: Summed) -> &'static str {
    match table {
        Summed::Facts => "Checking the facts of pupils",
        Summed::Plan => "Checking what is known of plans",
        Summed::Cohort => "Checking cohorts",
        Summed::Import | Summed::Undoing | Summed::Account => "Checking imports",
        Summed::Departure => "Checking who left",
        Summed::School | Summed::Succession => "Checking schools",
        Summed::Draft => "Checking drafts",
        Summed::Paper | Summed::Step => "Checking documents",
        Summed::Mark => "Checking who was erased",
    }
}

/// The rows of a table, as a count of them says it.
fn things(table: Summed) -> &'static str {
    match table {
        Summed::Facts => "facts of pupils",
        Summed::Plan => "plans",
        Summed::Cohort => "words on pupils taught out of their cohort",
        Summed::Import => "imports",
        Summed::Departure => "notes that a caseload left a pupil out",
        Summed::Undoing => "notes that an import was undone",
        Summed::School => "versions of schools",
        Summed::Succession => "notes that one school follows another",
        Summed::Account => "accounts of imports",
        Summed::Draft => "drafts",
        Summed::Paper => "documents",
        Summed::Step => "notes on what became of documents",
        Summed::Mark => "codes by which those who were erased are known again",
    }
}

/// Says which row is not what was written, and what still stands.
fn named(db: &Connection, table: Summed, key: &[Value]) -> Result<String> {
    let next = next(table);
    let sql = match table {
        Summed::Facts => {
            "SELECT 'the facts of the pupil ' || coalesce(p.ref || ' (' || p.id || ')', '?') || ' that came in', i.file, i.at, v.line,
                CASE WHEN p.version = v.id THEN 'they are the ones that count' ELSE 'later ones count, and stand' END
                FROM pupil_version v LEFT JOIN pupil p ON p.seq = v.pupil LEFT JOIN import i ON i.seq = v.import WHERE v.id = ?"
        }
        Summed::Plan => {
            "SELECT 'what is known of the plan ' || l.id || ' beside its text', i.file, i.at, NULL, NULL
                FROM plan l LEFT JOIN import i ON i.id = l.import WHERE l.seq = ?"
        }
        Summed::Cohort => {
            "SELECT 'how far the pupil ' || pupil || ' is out of their cohort', NULL, NULL, NULL, NULL FROM cohort WHERE id = ?"
        }
        Summed::Import => {
            "SELECT 'what is known of the import ' || id, file, at, NULL, NULL FROM import WHERE id = ?"
        }
        Summed::Departure => {
            "SELECT 'that the pupil ' || d.pupil || ' was left out', i.file, i.at, NULL, NULL
                FROM departure d LEFT JOIN import i ON i.id = d.import WHERE d.import = ? AND d.pupil = ?"
        }
        Summed::Undoing => {
            "SELECT 'by whom and when the import ' || u.import || ' was undone', i.file, i.at, NULL, NULL
                FROM undoing u LEFT JOIN import i ON i.id = u.import WHERE u.import = ?"
        }
        Summed::School => {
            "SELECT 'what was told of the school ' || s.urn, i.file, i.at, NULL,
                CASE WHEN o.version = s.id THEN 'it is what counts' ELSE 'a later register counts, and stands' END
                FROM school_version s LEFT JOIN school o ON o.urn = s.urn LEFT JOIN import i ON i.id = s.import WHERE s.id = ?"
        }
        Summed::Succession => {
            "SELECT 'that the school ' || s.successor || ' follows ' || s.urn, i.file, i.at, NULL, NULL
                FROM school_succession s LEFT JOIN import i ON i.id = s.import WHERE s.urn = ? AND s.successor = ?"
        }
        Summed::Account => {
            "SELECT 'how many the import ' || a.import || ' brought', i.file, i.at, NULL, NULL
                FROM import_account a LEFT JOIN import i ON i.id = a.import WHERE a.import = ?"
        }
        Summed::Draft => {
            "SELECT 'the draft of ' || d.reader || ' for the pupil ' || coalesce(p.ref, d.pupil), NULL, NULL, NULL,
                'read it again before it is recorded' FROM draft d LEFT JOIN pupil p ON p.id = d.pupil WHERE d.id = ?"
        }
        Summed::Paper => {
            "SELECT 'what is known of a document', file, received, NULL, NULL FROM paper WHERE id = ?"
        }
        Summed::Step => {
            "SELECT 'what became of a document', p.file, p.received, NULL, NULL
                FROM paper_step s LEFT JOIN paper p ON p.id = s.paper WHERE s.id = ?"
        }
        Summed::Mark => {
            "SELECT 'a code by which ' || pupil || ', who was erased, is known again', NULL, NULL, NULL, NULL
                FROM erased_mark WHERE mark = ?"
        }
    };
    let told = ask::one(db, sql, params_from_iter(key), |row| {
        let what: String = row.get(0)?;
        let (file, at): (Option<String>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let (line, stands): (Option<i64>, Option<String>) = (row.get(3)?, row.get(4)?);
        let line = line.map_or_else(String::new, |line| format!(", row {line}"));
        let by = file.zip(at).map_or_else(String::new, |(file, at)| {
            format!(" ({}{line})", from(&file, at))
        });
        let stands = stands.map_or_else(String::new, |stands| format!("; {stands}"));
        Ok(format!("{what}{by}: not as written{stands}; {next}"))
    })?;
    Ok(told.unwrap_or_else(|| format!("a row of {}: not as written; {next}", table.table())))
}

/// Holds the rows of each import against how many were written.
fn count_again(
    db: &Connection,
    table: Summed,
    found: &Totals,
    faults: &mut Vec<Fault>,
) -> Result<()> {
    let kept = checksums::kept(db, table)?;
    let imports = kept
        .keys()
        .chain(found.keys().filter(|import| !kept.contains_key(import)));
    for import in imports {
        let of = |totals: &Totals| totals.get(import).copied().unwrap_or_default();
        let (written, here): (Total, Total) = (of(&kept), of(found));
        if written == here {
            continue;
        }
        let sql = "SELECT file, at FROM import WHERE seq = ?1";
        let by = ask::one(db, sql, [import], |row| {
            Ok(format!(
                " from {}",
                from(&row.get::<_, String>(0)?, row.get(1)?)
            ))
        })?;
        let (things, by, next) = (things(table), by.unwrap_or_default(), next(table));
        let what = if written.rows == here.rows {
            format!("{things}{by}: as many are here as were written, and not the same; {next}")
        } else {
            format!(
                "{things}{by}: written {}, here {}; {next}",
                written.rows, here.rows
            )
        };
        faults.push(Fault::of_fact(what));
    }
    Ok(())
}

/// The file that an import brought, and when.
fn from(file: &str, at: i64) -> String {
    let day = Moment::from_millis(at).day().long();
    format!("\"{file}\" of {day}")
}

/// Checks that every school points to the latest that is told of it, and to the one that stands in its place.
pub(super) fn pointed(db: &Connection, verified: &mut Verified, _: &mut Telling<'_>) -> Result<()> {
    let sql = "SELECT s.urn FROM school_version s LEFT JOIN school o ON o.urn = s.urn
            WHERE NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = s.import)
            GROUP BY s.urn HAVING max(s.id) IS NOT o.version
        UNION SELECT o.urn FROM school o LEFT JOIN school_version s ON s.id = o.version
            WHERE s.urn IS NOT o.urn OR EXISTS (SELECT 1 FROM undoing u WHERE u.import = s.import)";
    let mut astray: Vec<String> = ask::all(db, sql, [], |row| Ok(row.get(0)?))?;
    astray.extend(schools::moved(db)?.into_iter().map(|(urn, _)| urn));
    astray.sort_unstable();
    astray.dedup();
    for urn in astray {
        let what = format!(
            "the school {urn} does not point to the latest that a register says of it, or to the one that follows it: import the register again"
        );
        verified.faults.push(Fault::of_fact(what));
    }
    Ok(())
}
