//! Rows in the order of their pupils, walked beside the pupils themselves.

use std::cmp::Ordering;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Rows};

use crate::domain::identity::PupilId;
use crate::store::fault::{Result, StoreError};

/// A query whose first column is the pupil, and whose rows come in the order of it.
pub(super) struct Beside<'s> {
    rows: Rows<'s>,
}

impl<'s> Beside<'s> {
    /// Stands on the first row.
    pub(super) fn begin(mut rows: Rows<'s>) -> Result<Self> {
        rows.advance()?;
        Ok(Self { rows })
    }

    /// Hands on the rows of a pupil; pupils are asked for in their order, and rows of those between are passed over.
    pub(super) fn of(
        &mut self,
        pupil: &PupilId,
        mut take: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        while let Some(row) = self.rows.get() {
            let ValueRef::Text(whose) = row.get_ref(0)? else {
                return Err(StoreError::Damaged("a row that is nobody's".into()));
            };
            match whose.cmp(pupil.as_str().as_bytes()) {
                Ordering::Less => {}
                Ordering::Equal => take(row)?,
                Ordering::Greater => break,
            }
            self.rows.advance()?;
        }
        Ok(())
    }
}
