//! What a record's digest covers: every column of its own row and of its child rows that is not null.

use std::sync::LazyLock;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::ask;
use super::fault::Result;
use crate::domain::digest::{Digest, Digester};
use crate::domain::identity::RecordId;

/// The kinds of records in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Mapping,
    Withdrawal,
    Sample,
    Review,
    Conflict,
    Agreed,
    Lift,
    Ruling,
    Notice,
    Outcome,
    Audit,
    Erased,
}

/// The rows of a mapping, in the order of its digest.
const MAPPING: [(&str, &str); 7] = [
    ("mapping", "SELECT * FROM mapping WHERE id = ?1"),
    (
        "mapping_provision",
        "SELECT * FROM mapping_provision WHERE mapping = ?1 ORDER BY n",
    ),
    (
        "judgement",
        "SELECT * FROM judgement WHERE mapping = ?1 ORDER BY i",
    ),
    (
        "area_level",
        "SELECT * FROM area_level WHERE mapping = ?1 ORDER BY i",
    ),
    ("flag", "SELECT * FROM flag WHERE mapping = ?1 ORDER BY i"),
    (
        "offered",
        "SELECT * FROM offered WHERE mapping = ?1 ORDER BY i",
    ),
    ("trace", "SELECT * FROM trace WHERE mapping = ?1 ORDER BY i"),
];

/// The rows of a withdrawal.
const WITHDRAWAL: [(&str, &str); 1] = [("withdrawal", "SELECT * FROM withdrawal WHERE id = ?1")];

/// The rows of a sample.
const SAMPLE: [(&str, &str); 3] = [
    ("sample", "SELECT * FROM sample WHERE id = ?1"),
    (
        "sample_stratum",
        "SELECT * FROM sample_stratum WHERE sample = ?1 ORDER BY i",
    ),
    (
        "sample_member",
        "SELECT * FROM sample_member WHERE sample = ?1 ORDER BY i",
    ),
];

/// The rows of a review.
const REVIEW: [(&str, &str); 1] = [("review", "SELECT * FROM review WHERE id = ?1")];

/// The rows of a conflict of interest.
const CONFLICT: [(&str, &str); 1] = [("conflict", "SELECT * FROM conflict WHERE id = ?1")];

/// The rows of an agreed reading, or of one taken out of use.
const AGREED: [(&str, &str); 1] = [("agreed", "SELECT * FROM agreed WHERE id = ?1")];

/// The rows of an officer's review that was lifted.
const LIFT: [(&str, &str); 1] = [("lift", "SELECT * FROM lift WHERE id = ?1")];

/// The rows of a ruling.
const RULING: [(&str, &str); 2] = [
    ("ruling", "SELECT * FROM ruling WHERE id = ?1"),
    (
        "ruling_mapping",
        "SELECT * FROM ruling_mapping WHERE ruling = ?1 ORDER BY i",
    ),
];

/// The rows of a notice for everyone.
const NOTICE: [(&str, &str); 1] = [("notice", "SELECT * FROM notice WHERE id = ?1")];

/// The rows of an outcome for a plan that would cost more than it is given.
const OUTCOME: [(&str, &str); 1] = [("outcome", "SELECT * FROM outcome WHERE id = ?1")];
/// The rows of an audit sample.
const AUDIT: [(&str, &str); 3] = [
    ("audit", "SELECT * FROM audit WHERE id = ?1"),
    (
        "audit_stratum",
        "SELECT * FROM audit_stratum WHERE audit = ?1 ORDER BY i",
    ),
    (
        "audit_member",
        "SELECT * FROM audit_member WHERE audit = ?1 ORDER BY i",
    ),
];

/// The rows of a pupil's erasure.
const ERASED: [(&str, &str); 1] = [("erased", "SELECT * FROM erased WHERE id = ?1")];

impl Kind {
    pub(crate) const ALL: [Self; 12] = [
        Self::Mapping,
        Self::Withdrawal,
        Self::Sample,
        Self::Review,
        Self::Conflict,
        Self::Agreed,
        Self::Lift,
        Self::Ruling,
        Self::Notice,
        Self::Outcome,
        Self::Audit,
        Self::Erased,
    ];

    /// The kind of a code in a chain.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The code in the chain.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Withdrawal => "withdrawal",
            Self::Sample => "sample",
            Self::Review => "review",
            Self::Conflict => "conflict",
            Self::Agreed => "agreed",
            Self::Lift => "lift",
            Self::Ruling => "ruling",
            Self::Notice => "notice",
            Self::Outcome => "outcome",
            Self::Audit => "audit",
            Self::Erased => "erased",
        }
    }

    /// The table of the record's own row, named as the kind is.
    pub(crate) fn table(self) -> &'static str {
        self.code()
    }

    /// The tables of its rows, its own first, each with the query for those of one record.
    pub(crate) fn rows(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Mapping => &MAPPING,
            Self::Withdrawal => &WITHDRAWAL,
            Self::Sample => &SAMPLE,
            Self::Review => &REVIEW,
            Self::Conflict => &CONFLICT,
            Self::Agreed => &AGREED,
            Self::Lift => &LIFT,
            Self::Ruling => &RULING,
            Self::Notice => &NOTICE,
            Self::Outcome => &OUTCOME,
            Self::Audit => &AUDIT,
            Self::Erased => &ERASED,
        }
    }
}

/// When a record was recorded, for a query in which `c` is its place in a chain.
pub(crate) static RECORDED: LazyLock<String> = LazyLock::new(|| {
    let when = |kind: Kind| {
        let (code, table) = (kind.code(), kind.table());
        format!("WHEN '{code}' THEN (SELECT recorded FROM {table} WHERE id = c.record)")
    };
    format!("CASE c.kind {} END", Kind::ALL.map(when).join(" "))
});

/// The digest of a record as it lies in the tables; nothing where its own row is gone.
pub(crate) fn content(db: &Connection, kind: Kind, record: &RecordId) -> Result<Option<Digest>> {
    Ok(covered(db, kind, record)?.map(|(digest, _)| digest))
}

/// The digest of a record, and how many rows it covers.
pub(crate) fn covered(
    db: &Connection,
    kind: Kind,
    record: &RecordId,
) -> Result<Option<(Digest, usize)>> {
    let mut digester = Digester::new(kind.code());
    let mut rows = 0;
    for (table, sql) in kind.rows() {
        digester = digester.part(table.as_bytes());
        ask::each(db, sql, [record.as_str()], |row| {
            digester = cover(digester.clone(), row)?;
            rows += 1;
            Ok(())
        })?;
        if rows == 0 {
            return Ok(None);
        }
    }
    Ok(Some((digester.finish(), rows)))
}

/// Covers a row's columns by name, whatever their order in the table.
fn cover(digester: Digester, row: &Row<'_>) -> Result<Digester> {
    let statement = row.as_ref();
    let mut columns: Vec<(&str, usize)> = statement.column_names().zip(0..).collect();
    columns.sort_unstable();
    let mut digester = digester.part(b"row");
    for (name, at) in columns {
        let (kind, bytes) = match row.get_ref(at)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => ("integer", number.to_string().into_bytes()),
            ValueRef::Real(number) => ("real", number.to_be_bytes().to_vec()),
            ValueRef::Text(text) => ("text", text.to_vec()),
            ValueRef::Blob(blob) => ("blob", blob.to_vec()),
        };
        digester = digester
            .part(name.as_bytes())
            .part(kind.as_bytes())
            .part(&bytes);
    }
    Ok(digester)
}
