//! Who has left: the pupils whom a whole caseload does not name.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::{begin, end};
use crate::domain::identity::{PupilId, PupilRef};
use crate::store::batch::{Conflict, Order, Taken};
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;
use crate::store::mint::Mint;
use crate::store::{ask, pupils};

/// Notes who has left: all whom the whole caseload does not name, though it may have turned them away.
pub(super) fn depart(
    db: &Connection,
    mint: &mut Mint,
    order: Order<'_>,
    mut present: HashSet<PupilId>,
    (imports, taken): (&mut Vec<String>, &mut Taken),
) -> Result<()> {
    let turned_away = order.batches.iter().flat_map(|batch| &batch.turned_away);
    let conflicts = taken.batches.iter().flat_map(|account| &account.conflicts);
    let named = turned_away.map(PupilRef::as_str);
    for reference in named.chain(conflicts.map(Conflict::reference)) {
        present.extend(pupils::by_reference(db, reference)?);
    }
    let sql = "SELECT id FROM pupil WHERE departed IS NULL AND undone IS NULL";
    let mut left = ask::all(db, sql, [], |row| Columns::of(row).name(PupilId::new))?;
    left.retain(|pupil| !present.contains(pupil));
    let (Some(batch), Some(account)) = (order.batches.last(), taken.batches.last()) else {
        return Ok(());
    };
    if !left.is_empty() && imports.is_empty() {
        let import = mint.id(order.now);
        let file = (batch.file.as_str(), batch.digest, batch.kind.as_str());
        begin(db, (&import, order.now), file)?;
        end(db, &import, account)?;
        imports.push(import);
    }
    let Some(import) = imports.last() else {
        return Ok(());
    };
    taken.departed = left.len() as u64;
    for pupil in left {
        let row = params![import, pupil.as_str()];
        let sql = "INSERT INTO departure (import, pupil) VALUES (?1, ?2)";
        ask::act(db, sql, row)?;
        ask::act(db, "UPDATE pupil SET departed = ?1 WHERE id = ?2", row)?;
    }
    Ok(())
}
