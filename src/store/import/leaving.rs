//! Who has left: the pupils whom a whole caseload does not name.

use std::collections::HashSet;

use rusqlite::{ToSql, params};

use super::Taking;
use crate::domain::identity::PupilId;
use crate::store::batch::Conflict;
use crate::store::begun::Head;
use crate::store::checksums::{self, Summed};
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::{ask, pupils};

impl Taking<'_> {
    /// Notes who has left: all whom the whole caseload does not name, though it may have turned them away.
    pub(super) fn depart(&mut self, mut present: HashSet<PupilId>) -> Result<()> {
        let db = &self.change;
        let conflicts = self
            .taken
            .files
            .iter()
            .flat_map(|account| &account.conflicts);
        for reference in conflicts.map(Conflict::reference) {
            present.extend(pupils::by_reference(db, reference)?);
        }
        let sql = "SELECT id FROM pupil WHERE departed IS NULL AND undone IS NULL";
        let mut left = ask::all(db, sql, [], |row| Columns::of(row).name(PupilId::new))?;
        left.retain(|pupil| !present.contains(pupil));
        let (Some(file), Some(account)) = (&self.last, self.taken.files.last()) else {
            return Ok(());
        };
        if !left.is_empty() && self.imports.is_empty() {
            let mut head = Head::of(db, self.mint, file, self.order.now)?;
            head.begin()?;
            self.imports.extend(head.end(account)?);
        }
        let Some(import) = self.imports.last() else {
            return Ok(());
        };
        self.taken.departed = left.len() as u64;
        for pupil in left {
            let row: [(&str, &dyn ToSql); 2] = [("import", import), ("pupil", &pupil.as_str())];
            checksums::put(db, Summed::Departure, &row)?;
            let sql =
                "UPDATE pupil SET departed = (SELECT seq FROM import WHERE id = ?1) WHERE id = ?2";
            ask::act(db, sql, params![import, pupil.as_str()])?;
            pupils::settle(db, &pupil)?;
        }
        Ok(())
    }
}
