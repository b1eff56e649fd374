//! Marks: how far each table had come, and of whom something was recorded since.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::domain::identity::PupilId;
use crate::store::ask;
use crate::store::content::Kind;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;

/// How far each table had come that a count is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks(BTreeMap<String, i64>);

/// The tables of the caseload itself, each with the query for how far it has come. Rows of these that came since are of
/// more pupils than the rows name, but for those of [`NAMED`].
const CASELOAD: [(&str, &str); 8] = [
    ("pupil", "SELECT coalesce(max(seq), 0) FROM pupil"),
    (
        "pupil_version",
        "SELECT coalesce(max(id), 0) FROM pupil_version",
    ),
    // A plan document by itself names its pupil in `plan`; any other import is also the latest to have named whom it leaves
    // unchanged.
    (
        "import",
        "SELECT count(*) FROM import WHERE kind <> 'plan documents'",
    ),
    // Which of the audit samples count, and so who was drawn, goes by all of them.
    ("audit", "SELECT count(*) FROM audit"),
    ("undoing", "SELECT count(*) FROM undoing"),
    ("departure", "SELECT count(*) FROM departure"),
    (
        "school_version",
        "SELECT coalesce(max(id), 0) FROM school_version",
    ),
    (
        "school_succession",
        "SELECT count(*) FROM school_succession",
    ),
];

/// The tables of the caseload whose rows each name the one pupil whom they are of.
const NAMED: [(&str, &str, &str); 2] = [
    (
        "plan",
        "SELECT coalesce(max(seq), 0) FROM plan",
        "SELECT pupil FROM plan WHERE seq > ?1",
    ),
    (
        "cohort",
        "SELECT coalesce(max(id), 0) FROM cohort",
        "SELECT pupil FROM cohort WHERE id > ?1",
    ),
];

/// The most pupils who are looked at one by one: so many in any case, and one in so many of the caseload beyond that.
const FEW: usize = 256;
const ONE_IN: i64 = 8;

/// The query for those whom the records of a kind are of that came after a row; nothing where they are of nobody.
fn pupils_since(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Mapping => Some("SELECT pupil FROM mapping WHERE rowid > ?1"),
        Kind::Withdrawal => Some(
            "SELECT m.pupil FROM withdrawal w JOIN mapping m ON m.id = w.mapping WHERE w.rowid > ?1",
        ),
        Kind::Sample => Some(
            "SELECT m.pupil FROM sample s JOIN sample_member b ON b.sample = s.id JOIN mapping m ON m.id = b.mapping
                WHERE s.rowid > ?1",
        ),
        Kind::Review => Some(
            "SELECT m.pupil FROM review r JOIN mapping m ON m.id = r.mapping WHERE r.rowid > ?1",
        ),
        Kind::Agreed => Some(
            "SELECT m.pupil FROM agreed a JOIN mapping m ON m.id = a.mapping WHERE a.rowid > ?1",
        ),
        Kind::Ruling => Some(
            "SELECT m.pupil FROM ruling r JOIN ruling_mapping b ON b.ruling = r.id JOIN mapping m ON m.id = b.mapping
                WHERE r.rowid > ?1",
        ),
        Kind::Erased => Some("SELECT pupil FROM erased WHERE rowid > ?1"),
        // Those of schools, of officers, of everybody and of what plans cost, which no count asks; and the audit samples,
        // which stand among the tables of the caseload.
        Kind::Conflict | Kind::Lift | Kind::Notice | Kind::Outcome | Kind::Audit => None,
    }
}

impl Marks {
    /// How far the tables have come.
    pub(super) fn now(db: &Connection) -> Result<Self> {
        let mut marks = BTreeMap::new();
        let caseload = CASELOAD.iter().map(|(table, sql)| (*table, *sql));
        let named = NAMED.iter().map(|(table, sql, _)| (*table, *sql));
        for (table, sql) in caseload.chain(named) {
            marks.insert(table.to_owned(), ask::count(db, sql, [])?);
        }
        for kind in Kind::ALL {
            let sql = format!("SELECT coalesce(max(rowid), 0) FROM {}", kind.table());
            marks.insert(kind.table().to_owned(), ask::count(db, &sql, [])?);
        }
        Ok(Self(marks))
    }

    /// The marks as they are kept.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Reads kept marks.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn of(&self, table: &str) -> i64 {
        self.0.get(table).copied().unwrap_or(0)
    }

    /// Those of whom something came since; nothing where all are to be counted anew.
    pub(super) fn since(&self, now: &Self, db: &Connection) -> Result<Option<Vec<PupilId>>> {
        if self.0.keys().ne(now.0.keys()) || self.0.iter().any(|(table, at)| *at > now.of(table)) {
            return Ok(None);
        }
        let same = |table: &str| self.of(table) == now.of(table);
        if !CASELOAD.iter().all(|(table, _)| same(table)) {
            return Ok(None);
        }
        let named = NAMED.iter().map(|(table, _, sql)| (*table, Some(*sql)));
        let records = Kind::ALL.map(|kind| (kind.table(), pupils_since(kind)));
        let mut found = BTreeSet::new();
        let most = FEW + usize::try_from(now.of("pupil") / ONE_IN).unwrap_or(0);
        for (table, sql) in named.chain(records) {
            let Some(sql) = sql.filter(|_| !same(table)) else {
                continue;
            };
            ask::each(db, sql, [self.of(table)], |row| {
                found.insert(Columns::of(row).name(PupilId::new)?);
                Ok(())
            })?;
            if found.len() > most {
                return Ok(None);
            }
        }
        Ok(Some(found.into_iter().collect()))
    }
}
