//! A pupil's whole record, as it happened.

use rusqlite::Connection;

use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::convert::heads::{WITHDRAWAL, changes, withdrawal};
use super::fault::{Result, StoreError};
use super::{ask, cohorts, mappings, outcomes};
use crate::domain::caseload::Event;
use crate::domain::fact::Fact;
use crate::domain::identity::{PlanId, PupilId, RecordId};
use crate::domain::pupil::Facts;

impl Store {
    /// Gives all that happened to a pupil's case under every framework, oldest first.
    pub fn history(&self, pupil: &PupilId) -> Result<Vec<Event>> {
        let mut events = imports(&self.db, pupil)?;
        events.extend(plans(&self.db, pupil)?);
        events.extend(
            cohorts::said(&self.db, pupil)?
                .into_iter()
                .map(Event::Cohort),
        );
        events.extend(records(&self.db, pupil)?);
        events.extend(
            outcomes::decided(&self.db, pupil)?
                .into_iter()
                .map(Event::Decided),
        );
        // The sort keeps what came in one moment in the order above.
        events.sort_by_key(Event::at);
        Ok(events)
    }
}

fn imports(db: &Connection, pupil: &PupilId) -> Result<Vec<Event>> {
    let sql = format!(
        "SELECT i.at, i.file, {} FROM pupil p JOIN pupil_version v ON v.pupil = p.seq JOIN import i ON i.seq = v.import
            WHERE p.id = ?1 ORDER BY v.id",
        selected("v")
    );
    let mut before: Option<Facts> = None;
    ask::all(db, &sql, [pupil.as_str()], |row| {
        let row = &mut Columns::of(row);
        let (at, file) = (row.moment()?, row.plain()?);
        let after = facts(row)?;
        let changed = before.as_ref().map_or(Vec::new(), |before| {
            let changed = Fact::changed(before, &after);
            changed.map(|fact| fact.name().to_owned()).collect()
        });
        before = Some(after);
        Ok(Event::Imported { at, file, changed })
    })
}

fn plans(db: &Connection, pupil: &PupilId) -> Result<Vec<Event>> {
    let sql = "SELECT received, id, source, same, reworded, dose_changed, added, gone FROM plan WHERE pupil = ?1 ORDER BY seq";
    ask::all(db, sql, [pupil.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok(Event::PlanReceived {
            at: row.moment()?,
            plan: row.name(PlanId::new)?,
            file: row.plain()?,
            changes: changes(row)?,
        })
    })
}

/// The mappings and withdrawals by their ids, which grow along the chain of an origin as its moments do.
fn records(db: &Connection, pupil: &PupilId) -> Result<Vec<Event>> {
    let sql = "SELECT id FROM mapping WHERE pupil = ?1";
    let ids = ask::all(db, sql, [pupil.as_str()], |row| {
        Columns::of(row).name(RecordId::new)
    })?;
    let mut found = Vec::new();
    for id in ids {
        let mapping = mappings::mapping(db, &id)?;
        let mapping = mapping.ok_or_else(|| StoreError::UnknownRecord(id.clone()))?;
        found.push((id, Event::Mapped(Box::new(mapping))));
    }
    let sql = format!(
        "SELECT {WITHDRAWAL} FROM withdrawal w LEFT JOIN payload p ON p.record = w.id
            WHERE w.mapping IN (SELECT id FROM mapping WHERE pupil = ?1)"
    );
    found.extend(ask::all(db, &sql, [pupil.as_str()], |row| {
        let withdrawal = withdrawal(&mut Columns::of(row))?;
        Ok((withdrawal.id.clone(), Event::Withdrawn(withdrawal)))
    })?);
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found.into_iter().map(|(_, event)| event).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, officer, pupil, sheet, workspace};

    #[test]
    fn a_history_tells_everything_in_order() {
        let (_folder, mut store) = workspace(2);
        let id = pupil(&store, "K-1");
        // All in one moment, as with a fixed clock: the ids keep the order.
        let first = store
            .record(sheet(&store, &id, "3"), None, at(1))
            .unwrap()
            .id;
        let withdrawal = store.withdraw(&first, &officer(), "again", at(1)).unwrap();
        let second = store.record(sheet(&store, &id, "4"), None, at(1)).unwrap();
        let told = store.history(&id).unwrap();
        assert!(
            matches!(&told[0], Event::Imported { file, changed, .. } if file == "caseload.csv" && changed.is_empty())
        );
        assert!(matches!(&told[1], Event::PlanReceived { .. }));
        assert!(
            matches!(&told[2], Event::Mapped(one) if one.withdrawn == Some(withdrawal.clone()))
        );
        assert_eq!(told[3], Event::Withdrawn(withdrawal));
        assert_eq!(told[4], Event::Mapped(Box::new(second)));
        assert_eq!(told.len(), 5);
    }
}
