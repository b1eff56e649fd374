//! By what somebody who was erased is known again: codes that say nothing without this workspace's key.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, ToSql};

use crate::domain::day::Day;
use crate::domain::erasure::{ERASED, KnownBy, is_telling};
use crate::domain::identity::{PupilId, Upn};
use crate::domain::matching::{Called, Traces, called};
use crate::domain::pupil::Facts;
use crate::store::ask;
use crate::store::checksums::{self, Summed};
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

    /// Who was erased of whom a file speaks, and by what they are known again.
    pub(crate) fn whose(&self, facts: &Facts) -> Option<(PupilId, KnownBy)> {
        let mut known = known_by(facts).into_iter();
        known.find_map(|(by, text)| {
            // Names alone are many people's.
            let pupil = (by != KnownBy::Names).then(|| self.pupil(&text))?;
            Some((pupil?.clone(), by))
        })
    }

    /// By what a document names somebody who was erased. Who they were nobody knows any more: it may be a namesake's
    /// where it has nothing but the names.
    pub(crate) fn named_in(&self, file: &str, text: &str) -> Option<KnownBy> {
        let traces = Traces::of(file, text);
        let has = |text: String| self.pupil(&text).is_some();
        let numbers = || traces.numbers.iter().filter(|number| is_telling(number));
        if numbers().any(|number| has(by_upn(number))) {
            return Some(KnownBy::Upn);
        }
        let is_theirs = |number: &String| {
            has(by_reference(number)) || has(by_reference(&number.to_uppercase()))
        };
        if numbers().any(is_theirs) {
            return Some(KnownBy::Reference);
        }
        let born = |one: &Called| traces.born.iter().any(|day| has(by_birth(one, *day)));
        if traces.called.iter().chain(&traces.spoken).any(born) {
            return Some(KnownBy::Birth);
        }
        let named = traces.called.iter().any(|one| has(by_names(one)));
        named.then_some(KnownBy::Names)
    }

    fn pupil(&self, text: &str) -> Option<&PupilId> {
        self.marks.get(&self.coder.code(text))
    }
}

/// Keeps by what a person is known again.
pub(super) fn remember(
    db: &Connection,
    coder: &Coder,
    pupil: &PupilId,
    facts: &Facts,
) -> Result<()> {
    for (_, text) in known_by(facts) {
        let row: [(&str, &dyn ToSql); 2] =
            [("mark", &coder.code(&text)), ("pupil", &pupil.as_str())];
        checksums::put_new(db, Summed::Mark, &row)?;
    }
    Ok(())
}

/// The codes that a typed text could stand for: a UPN, a reference, or surname, forename and birth date.
pub(super) fn marks_of_text(coder: &Coder, text: &str) -> Vec<Vec<u8>> {
    let text = text.trim();
    let mut known = vec![by_upn(text), by_reference(text)];
    if let [surname, forename, dob] = text.split(',').collect::<Vec<_>>().as_slice()
        && let Ok(dob) = dob.trim().parse()
    {
        known.push(by_birth(&[called(surname), called(forename)], dob));
    }
    known.iter().map(|text| coder.code(text)).collect()
}

fn by_upn(upn: &str) -> String {
    format!("upn {}", upn.to_uppercase())
}

fn by_reference(reference: &str) -> String {
    format!("ref {reference}")
}

fn by_birth([surname, forename]: &Called, dob: Day) -> String {
    format!("name {surname}, {forename}, {dob}")
}

fn by_names([surname, forename]: &Called) -> String {
    format!("names {surname}, {forename}")
}

/// What a person is known by: their UPN, their reference, their names with the day they were born, their names.
fn known_by(facts: &Facts) -> Vec<(KnownBy, String)> {
    let reference = facts.reference.as_str();
    let upn = facts.upn.as_ref().map(Upn::as_str);
    let mut known: Vec<(KnownBy, String)> = upn
        .map(|upn| (KnownBy::Upn, by_upn(upn)))
        .into_iter()
        .collect();
    if !reference.starts_with(ERASED) {
        known.push((KnownBy::Reference, by_reference(reference)));
    }
    if let (Some(forename), Some(surname)) = (&facts.forename, &facts.surname) {
        let names = [called(surname), called(forename)];
        let birth = facts.dob.map(|dob| (KnownBy::Birth, by_birth(&names, dob)));
        known.extend(birth);
        known.push((KnownBy::Names, by_names(&names)));
    }
    known
}
