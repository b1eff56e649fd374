//! What names somebody beside what is theirs: documents that nobody has, files, and words of other records.

use rusqlite::Connection;

use super::papers::{self, Around};
use super::sweep::versions;
use crate::domain::erasure::{Person, kept_as};
use crate::domain::identity::{PupilId, RecordId};
use crate::domain::pupil::Facts;
use crate::store::ask;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;

/// A document that names somebody, and that no step gave to them.
pub(crate) struct NamingPaper {
    /// When it came in.
    pub(crate) received: i64,
    /// Its file.
    pub(crate) file: String,
    /// Its text, where the document is theirs alone.
    pub(crate) text: Option<String>,
}

/// What names somebody beside what is theirs.
#[derive(Default)]
pub(crate) struct Naming {
    /// The documents.
    pub(crate) papers: Vec<NamingPaper>,
    /// The imports of files that are called after them: when, and the file.
    pub(crate) files: Vec<(i64, String)>,
    /// The records, of others and of nobody.
    pub(crate) records: Vec<RecordId>,
}

/// Finds what names a pupil beside what is theirs, by every name and number that they had.
pub(crate) fn naming(db: &Connection, pupil: &PupilId) -> Result<Naming> {
    let versions = versions(db, pupil)?;
    let mut person = Person::default();
    for (_, facts) in &versions {
        person.take(facts);
    }
    let none = Facts::unknown(kept_as(pupil));
    let facts = versions.last().map_or(&none, |(_, facts)| facts);
    let mut naming = Naming::default();
    let mut around = Around::default();
    for (paper, is_theirs) in papers::naming(db, pupil, (facts, &person), &mut around)? {
        naming.papers.push(NamingPaper {
            received: paper.received,
            file: paper.file,
            text: is_theirs.then_some(paper.text),
        });
    }
    ask::each(
        db,
        "SELECT at, file FROM import ORDER BY at, id",
        [],
        |row| {
            let (at, file): (i64, String) = (row.get(0)?, row.get(1)?);
            if person.is_named_in(&file) {
                naming.files.push((at, file));
            }
            Ok(())
        },
    )?;
    let sql = "SELECT record, body FROM payload WHERE record NOT IN (SELECT record FROM record_of_pupil WHERE pupil = ?1)
        ORDER BY record";
    ask::each(db, sql, [pupil.as_str()], |row| {
        let body: String = row.get(1)?;
        if person.is_named_in(&body) {
            naming.records.push(Columns::of(row).name(RecordId::new)?);
        }
        Ok(())
    })?;
    Ok(naming)
}
