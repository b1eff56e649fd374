//! What a workspace keeps of a pupil's draft and records, as the driver at the screens knows them.

use serde_json::Value;

use super::ledger::database;
use crate::program::Office;

/// A draft, as far as it can be told from the keys that were typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) marks: Vec<Mark>,
    /// Why the pupil was put aside.
    pub(super) parked: Option<String>,
}

/// One step of a draft.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Level,
    Settle,
    Note(String),
    Unsure,
    /// Any other, which no key of the driver makes.
    Other(String),
}

impl Draft {
    /// How many provisions have a level.
    pub(super) fn levels(&self) -> usize {
        self.marks
            .iter()
            .filter(|mark| **mark == Mark::Level)
            .count()
    }
}

fn mark(step: &Value) -> Mark {
    match step["step"].as_str() {
        Some("judge") => Mark::Level,
        Some("settle") => Mark::Settle,
        Some("note") => Mark::Note(step["of"]["note"].as_str().unwrap().to_owned()),
        Some("unsure") => Mark::Unsure,
        Some(_) | None => Mark::Other(step.to_string()),
    }
}

/// How many records a pupil has, and their draft.
pub(super) fn kept(office: &Office, reference: &str) -> (usize, Draft) {
    let db = database(office);
    let sql =
        "SELECT d.body, d.parked FROM draft d JOIN pupil p ON p.id = d.pupil WHERE p.ref = ?1";
    let mut asked = db.prepare(sql).unwrap();
    let rows = asked.query_map([reference], |row| Ok((row.get(0)?, row.get(1)?)));
    let drafts: Vec<(String, Option<String>)> = rows.unwrap().map(Result::unwrap).collect();
    assert!(drafts.len() <= 1, "{reference} has {} drafts", drafts.len());
    let draft = drafts.into_iter().next().map(|(body, parked)| {
        let body: Value = serde_json::from_str(&body).unwrap();
        let marks = body["steps"].as_array().unwrap().iter().map(mark).collect();
        Draft { marks, parked }
    });
    let sql = "SELECT count(*) FROM mapping m JOIN pupil p ON p.id = m.pupil
        JOIN chain c ON c.record = m.id WHERE p.ref = ?1";
    let records: i64 = db.query_row(sql, [reference], |row| row.get(0)).unwrap();
    (usize::try_from(records).unwrap(), draft.unwrap_or_default())
}
