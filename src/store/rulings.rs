//! Rulings on cohorts: records of their own, with the mappings that a shift makes in the same change.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::change::change;
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError, heard};
use super::mint::Mint;
use super::records::{next, write, write_payload};
use super::{ask, chain};
use crate::domain::caseload::Again;
use crate::domain::day::Moment;
use crate::domain::identity::{AreaId, FrameworkKey, Origin, Reader, RecordId};
use crate::domain::mapping::Sheet;
use crate::domain::moderation::cohort::pattern::Scope;
use crate::domain::moderation::ruling::{Ruled, Ruling, What};

const RULING: &str = "r.id, r.recorded, r.framework, r.framework_version, r.sample, r.kind, r.second, r.area, r.rank, r.steps,
    r.reader, r.role, p.body FROM ruling r LEFT JOIN payload p ON p.record = r.id";

impl Store {
    /// Records a ruling and the mappings that it makes, all of it or nothing; `told` hears how many are written, and where
    /// it breaks off, none is.
    pub fn rule(
        &mut self,
        ruled: Ruled,
        sheets: Vec<Sheet>,
        now: Moment,
        mut told: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Ruling> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let ruling = write_ruling(&change, (&mut self.mint, &self.origin), ruled, now)?;
        chain::append(&change, &self.origin, Kind::Ruling, &ruling.id)?;
        for (mut sheet, done) in sheets.into_iter().zip(1..) {
            sheet.ruled = Some(ruling.id.clone());
            write(&change, &mut self.mint, &self.origin, sheet, now)?;
            heard(told(done))?;
        }
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(ruling)
    }

    /// Gives the rulings under a framework version, oldest first.
    pub fn rulings(&self, framework: &FrameworkKey) -> Result<Vec<Ruling>> {
        let sql = format!(
            "SELECT {RULING} WHERE r.framework = ?1 AND r.framework_version = ?2 ORDER BY r.recorded, r.id"
        );
        let found = ask::all(&self.db, &sql, (&framework.id, &framework.version), |row| {
            read(&mut Columns::of(row))
        })?;
        let filled = found.into_iter().map(|one| filled(&self.db, one));
        filled.collect()
    }

    /// Gives a ruling.
    pub fn ruling(&self, id: &RecordId) -> Result<Option<Ruling>> {
        one(&self.db, id)
    }
}

/// The mappings that were sent back to be mapped again, and why, by the rulings `r` that a clause lets through; of one that was sent back twice, the latest.
pub(crate) fn sent_back(db: &Connection, recorded: &str) -> Result<HashMap<RecordId, Again>> {
    let sql = format!(
        "SELECT t.mapping, r.id, r.reader, r.area, p.body FROM ruling_mapping t JOIN ruling r ON r.id = t.ruling
        LEFT JOIN payload p ON p.record = r.id WHERE r.kind = 'again' AND {recorded} ORDER BY r.recorded, r.id"
    );
    let found = ask::all(db, &sql, [], |row| {
        let row = &mut Columns::of(row);
        let mapping = row.name(RecordId::new)?;
        let (ruling, by) = (row.name(RecordId::new)?, row.plain()?);
        let area = row.maybe_name(AreaId::new)?;
        let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
        let reason = words.note.unwrap_or_default();
        Ok((
            mapping,
            Again {
                ruling,
                by,
                area,
                reason,
            },
        ))
    })?;
    Ok(found.into_iter().collect())
}

/// Reads a ruling as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, ruling: &RecordId) -> Result<()> {
    one(db, ruling).map(drop)
}

fn one(db: &Connection, id: &RecordId) -> Result<Option<Ruling>> {
    let sql = format!("SELECT {RULING} WHERE r.id = ?1");
    let found = ask::one(db, &sql, [id.as_str()], |row| read(&mut Columns::of(row)))?;
    found.map(|found| filled(db, found)).transpose()
}

fn write_ruling(
    db: &Connection,
    (mint, origin): (&mut Mint, &Origin),
    ruled: Ruled,
    now: Moment,
) -> Result<Ruling> {
    let (id, recorded) = next(db, mint, origin, now)?;
    let body = payload::body(&NoteWords::of(&ruled.reason))?;
    let digest = write_payload(db, mint, &id, &body)?;
    let (kind, second, steps) = match &ruled.what {
        What::Again(_) => ("again", None, None),
        What::Shift { second, steps } => {
            let steps = serde_json::to_string(steps)
                .map_err(|fault| StoreError::Damaged(fault.to_string()))?;
            ("shift", Some(second), Some(steps))
        }
    };
    let (area, rank) = match &ruled.what {
        What::Shift { .. } | What::Again(Scope::Cohort) => (None, None),
        What::Again(Scope::Area(area)) => (Some(area), None),
        What::Again(Scope::Descriptor(area, rank)) => (Some(area), i64::try_from(*rank).ok()),
    };
    let sql = "INSERT INTO ruling (id, origin, framework, framework_version, sample, kind, second, area, rank, steps,
            reader, role, recorded, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let row = params![
        id.as_str(),
        origin.as_str(),
        ruled.framework.id,
        ruled.framework.version,
        ruled.sample.as_str(),
        kind,
        second,
        area.map(AreaId::as_str),
        rank,
        steps,
        ruled.reader.name,
        ruled.reader.role.code(),
        recorded.millis(),
        digest.bytes(),
    ];
    ask::act(db, sql, row)?;
    for (i, mapping) in (0_i64..).zip(&ruled.mappings) {
        let sql = "INSERT INTO ruling_mapping (ruling, i, mapping) VALUES (?1, ?2, ?3)";
        ask::act(db, sql, (id.as_str(), i, mapping.as_str()))?;
    }
    Ok(Ruling {
        id,
        recorded,
        ruled,
    })
}

/// Reads a ruling; the mappings that it touches are still missing.
fn read(row: &mut Columns<'_>) -> Result<Ruling> {
    let (id, recorded) = (row.name(RecordId::new)?, row.moment()?);
    let framework = FrameworkKey {
        id: row.plain()?,
        version: row.plain()?,
    };
    let sample = row.name(RecordId::new)?;
    let (kind, second): (String, Option<String>) = (row.plain()?, row.plain()?);
    let (area, rank) = (row.maybe_name(AreaId::new)?, row.plain::<Option<i64>>()?);
    let steps: Option<String> = row.plain()?;
    let reader: Reader = row.reader()?;
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    let damaged = |what: &str| StoreError::Damaged(format!("{what} of the ruling {id}"));
    let what = match (kind.as_str(), second, steps) {
        ("shift", Some(second), Some(steps)) => What::Shift {
            second,
            steps: serde_json::from_str(&steps).map_err(|_| damaged("the steps"))?,
        },
        ("again", None, None) => {
            What::Again(scope(area, rank).ok_or_else(|| damaged("the scope"))?)
        }
        _ => return Err(damaged("the kind")),
    };
    Ok(Ruling {
        id,
        recorded,
        ruled: Ruled {
            framework,
            sample,
            what,
            mappings: Vec::new(),
            reader,
            reason: words.note.unwrap_or_default(),
        },
    })
}

fn scope(area: Option<AreaId>, rank: Option<i64>) -> Option<Scope> {
    match (area, rank) {
        (None, None) => Some(Scope::Cohort),
        (Some(area), None) => Some(Scope::Area(area)),
        (Some(area), Some(rank)) => Some(Scope::Descriptor(area, usize::try_from(rank).ok()?)),
        (None, Some(_)) => None,
    }
}

fn filled(db: &Connection, mut ruling: Ruling) -> Result<Ruling> {
    let sql = "SELECT mapping FROM ruling_mapping WHERE ruling = ?1 ORDER BY i";
    ruling.ruled.mappings = ask::all(db, sql, [ruling.id.as_str()], |row| {
        Columns::of(row).name(RecordId::new)
    })?;
    Ok(ruling)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::moderation::cohort::pattern::Step;
    use crate::domain::moderation::ranks::Measure;
    use crate::domain::worklist::{State, again, state};
    use crate::store::fixtures::{at, framework, pupil, sheet, workspace};

    fn moderator() -> Reader {
        Reader {
            name: "R. Hale".to_owned(),
            role: Role::Moderator,
        }
    }

    fn ruled(what: What, mapping: &RecordId) -> Ruled {
        Ruled {
            framework: framework(),
            sample: RecordId::new("a sample of another workspace"),
            what,
            mappings: vec![mapping.clone()],
            reader: moderator(),
            reason: "a level severe".to_owned(),
        }
    }

    #[test]
    fn a_shift_is_a_record_that_its_mappings_name() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let before = store.record(sheet(&store, &id, "3"), None, at(3)).unwrap();
        let what = What::Shift {
            second: "L. Lead".to_owned(),
            steps: vec![Step {
                measure: Measure::Area(AreaId::new("ci")),
                by: -1,
            }],
        };
        let mut shifted = sheet(&store, &id, "4");
        shifted.reader.role = Role::Moderator;
        let all = |_| ControlFlow::Continue(());
        let ruled = ruled(what, &before.id);
        let stopped = store.rule(ruled.clone(), vec![shifted.clone()], at(4), |_| {
            ControlFlow::Break(())
        });
        assert!(matches!(stopped, Err(StoreError::Stopped)));
        assert_eq!(store.rulings(&framework()).unwrap(), []);
        let ruling = store.rule(ruled, vec![shifted], at(4), all).unwrap();
        assert_eq!(store.ruling(&ruling.id).unwrap(), Some(ruling.clone()));
        let kept = store.rulings(&framework()).unwrap();
        assert_eq!(kept, std::slice::from_ref(&ruling));
        let entry = store.entry(&id, &framework()).unwrap().unwrap();
        let current = crate::domain::worklist::current(&entry).unwrap();
        let mapping = store.mapping(&current.id).unwrap().unwrap();
        assert_eq!(mapping.sheet.ruled, Some(ruling.id));
        assert_eq!(state(&entry), State::Recorded);
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (3, vec![]));
    }

    #[test]
    fn what_is_sent_back_stands_to_map_again_until_it_is() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let before = store.record(sheet(&store, &id, "3"), None, at(3)).unwrap();
        let scopes = [
            Scope::Cohort,
            Scope::Area(AreaId::new("ci")),
            Scope::Descriptor(AreaId::new("ci"), 2),
        ];
        for (minute, scope) in (4..).zip(scopes) {
            let what = What::Again(scope.clone());
            let all = |_| ControlFlow::Continue(());
            let ruling = store
                .rule(ruled(what, &before.id), Vec::new(), at(minute), all)
                .unwrap();
            assert_eq!(store.ruling(&ruling.id).unwrap(), Some(ruling));
        }
        let entry = store.entry(&id, &framework()).unwrap().unwrap();
        assert_eq!(state(&entry), State::Remap);
        assert_eq!(
            again(&entry).unwrap().words(),
            format!(
                "to map again for ci, says {}: a level severe",
                moderator().name
            )
        );
        store.record(sheet(&store, &id, "4"), None, at(9)).unwrap();
        let entry = store.entry(&id, &framework()).unwrap().unwrap();
        assert_eq!((state(&entry), again(&entry)), (State::Recorded, None));
        assert_eq!(store.verified().unwrap().faults, []);
    }
}
