//! By what somebody who was erased is known again: codes that say nothing without this workspace's key.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, params};

use crate::domain::erasure::ERASED;
use crate::domain::identity::{PupilId, Upn};
use crate::domain::pupil::Facts;
use crate::store::ask;
use crate::store::connection::own_key;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::pseudonym::Coder;
use crate::store::seal::Key;

/// Those who were erased, so that no file brings them back in silence.
pub(crate) struct Shunned {
    coder: Coder,
    marks: HashMap<Vec<u8>, PupilId>,
}

impl Shunned {
    /// Reads who was erased; nothing where nobody was.
    ///
    /// # Errors
    ///
    /// Where somebody was, and the workspace's key is not there to know them by.
    pub(crate) fn of(db: &Connection, key: Option<&Key>, folder: &Path) -> Result<Option<Self>> {
        let marks = ask::all(db, "SELECT mark, pupil FROM erased_mark", [], |row| {
            let row = &mut Columns::of(row);
            Ok((row.plain()?, row.name(PupilId::new)?))
        })?;
        if marks.is_empty() {
            return Ok(None);
        }
        let coder = Coder::of(own_key(db, key, folder)?);
        Ok(Some(Self {
            coder,
            marks: marks.into_iter().collect(),
        }))
    }

    /// Who was erased of whom a file speaks.
    pub(crate) fn whose(&self, facts: &Facts) -> Option<PupilId> {
        let known = known_by(facts);
        let mut marks = known.iter().map(|text| self.coder.code(text));
        marks.find_map(|mark| self.marks.get(&mark).cloned())
    }

    /// Whether somebody of this UPN or reference was erased.
    pub(crate) fn has(&self, upn: Option<&str>, reference: Option<&str>) -> bool {
        let texts = [upn.map(by_upn), reference.map(by_reference)];
        let mut marks = texts
            .into_iter()
            .flatten()
            .map(|text| self.coder.code(&text));
        marks.any(|mark| self.marks.contains_key(&mark))
    }
}

/// Keeps by what a person is known again.
pub(super) fn remember(
    db: &Connection,
    coder: &Coder,
    pupil: &PupilId,
    facts: &Facts,
) -> Result<()> {
    for text in known_by(facts) {
        let sql = "INSERT OR IGNORE INTO erased_mark (mark, pupil) VALUES (?1, ?2)";
        ask::act(db, sql, params![coder.code(&text), pupil.as_str()])?;
    }
    Ok(())
}

/// The codes that a typed text could stand for: a UPN, a reference.
pub(super) fn marks_of_text(coder: &Coder, text: &str) -> [Vec<u8>; 2] {
    let text = text.trim();
    [coder.code(&by_upn(text)), coder.code(&by_reference(text))]
}

fn by_upn(upn: &str) -> String {
    format!("upn {}", upn.to_uppercase())
}

fn by_reference(reference: &str) -> String {
    format!("ref {reference}")
}

/// What a person is known by: their UPN, their reference, their names with the day they were born.
fn known_by(facts: &Facts) -> Vec<String> {
    let reference = facts.reference.as_str();
    let mut known: Vec<String> = facts
        .upn
        .iter()
        .map(|upn| by_upn(Upn::as_str(upn)))
        .collect();
    if !reference.starts_with(ERASED) {
        known.push(by_reference(reference));
    }
    if let (Some(forename), Some(surname), Some(dob)) = (&facts.forename, &facts.surname, facts.dob)
    {
        let (forename, surname) = (forename.to_lowercase(), surname.to_lowercase());
        known.push(format!("name {surname}, {forename}, {dob}"));
    }
    known
}
