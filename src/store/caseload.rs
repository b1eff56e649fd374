//! The caseload under one framework version: every pupil, and what has been done so far.

use std::collections::HashMap;

use rusqlite::Connection;

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::convert::heads::{MAPPING_HEAD, draft_head, mapping_head, plan_head};
use super::fault::Result;
use crate::domain::caseload::{Entry, MappingHead};
use crate::domain::identity::{FrameworkKey, PupilId, RecordId};

impl Store {
    /// Gives every pupil's entry, in the order the pupils came.
    pub fn entries(&self, framework: &FrameworkKey) -> Result<Vec<Entry>> {
        gather(&self.db, framework, None)
    }

    /// Gives one pupil's entry.
    pub fn entry(&self, pupil: &PupilId, framework: &FrameworkKey) -> Result<Option<Entry>> {
        Ok(gather(&self.db, framework, Some(pupil))?.pop())
    }

    /// Gives the mappings of a framework version that stand, oldest first, each with its pupil.
    pub fn heads(&self, framework: &FrameworkKey) -> Result<Vec<(PupilId, MappingHead)>> {
        heads(&self.db, framework, None)
    }
}

/// The clause that keeps a query to one pupil, or to none in particular; `?1` is the pupil.
fn scope(pupil: Option<&PupilId>, column: &str) -> String {
    match pupil {
        Some(_) => format!("{column} = ?1"),
        None => "?1 IS NULL".to_owned(),
    }
}

/// Puts entries together from one pass over each table.
fn gather(
    db: &Connection,
    framework: &FrameworkKey,
    pupil: Option<&PupilId>,
) -> Result<Vec<Entry>> {
    // One moment for all the passes: another process may write between two statements.
    let moment = db.unchecked_transaction()?;
    let mut list = List::of(pupils(&moment, pupil)?);
    let only = pupil.map(PupilId::as_str);
    let of_pupil = scope(pupil, "pupil");
    let sql =
        format!("SELECT pupil, id, provisions FROM plan WHERE {of_pupil} ORDER BY pupil, seq");
    ask::each(&moment, &sql, [only], |row| {
        let row = &mut Columns::of(row);
        let pupil = row.name(PupilId::new)?;
        let head = plan_head(row)?;
        list.give(&pupil, |entry| entry.plan = Some(head));
        Ok(())
    })?;
    for (pupil, head) in heads(&moment, framework, pupil)? {
        list.give(&pupil, |entry| entry.mappings.push(head));
    }
    let sql = format!(
        "SELECT pupil, reader, role, saved, parked FROM draft
            WHERE {of_pupil} AND framework = ?2 AND framework_version = ?3 ORDER BY saved DESC, id DESC"
    );
    let asked = (only, &framework.id, &framework.version);
    ask::each(&moment, &sql, asked, |row| {
        let (pupil, head) = draft_head(&mut Columns::of(row))?;
        list.give(&pupil, |entry| entry.drafts.push(head));
        Ok(())
    })?;
    Ok(list.entries)
}

/// Entries that are found by their pupil.
struct List {
    entries: Vec<Entry>,
    places: HashMap<PupilId, usize>,
}

impl List {
    fn of(entries: Vec<Entry>) -> Self {
        let places = entries
            .iter()
            .zip(0..)
            .map(|(entry, at)| (entry.pupil.clone(), at));
        Self {
            places: places.collect(),
            entries,
        }
    }

    fn give(&mut self, pupil: &PupilId, give: impl FnOnce(&mut Entry)) {
        let place = self.places.get(pupil);
        if let Some(entry) = place.and_then(|at| self.entries.get_mut(*at)) {
            give(entry);
        }
    }
}

fn pupils(db: &Connection, pupil: Option<&PupilId>) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT p.id, i.at, {} FROM pupil p CROSS JOIN pupil_version v ON v.id = p.version
            CROSS JOIN import i ON i.id = v.import WHERE {} ORDER BY p.rowid",
        selected("v"),
        scope(pupil, "p.id")
    );
    ask::all(db, &sql, [pupil.map(PupilId::as_str)], |row| {
        let row = &mut Columns::of(row);
        Ok(Entry {
            pupil: row.name(PupilId::new)?,
            as_of: row.moment()?.day(),
            facts: facts(row)?,
            plan: None,
            mappings: Vec::new(),
            drafts: Vec::new(),
        })
    })
}

fn heads(
    db: &Connection,
    framework: &FrameworkKey,
    pupil: Option<&PupilId>,
) -> Result<Vec<(PupilId, MappingHead)>> {
    let only = pupil.map(PupilId::as_str);
    let flags = flags(db, pupil)?;
    let sql = format!(
        "SELECT {MAPPING_HEAD} FROM mapping m
            WHERE {} AND m.framework = ?2 AND m.framework_version = ?3
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            ORDER BY m.recorded, m.id",
        scope(pupil, "m.pupil")
    );
    ask::all(db, &sql, (only, &framework.id, &framework.version), |row| {
        let (pupil, mut head) = mapping_head(&mut Columns::of(row))?;
        head.flags = flags.get(&head.id).copied().unwrap_or(0);
        Ok((pupil, head))
    })
}

/// Counts the flags of each mapping that has any.
fn flags(db: &Connection, pupil: Option<&PupilId>) -> Result<HashMap<RecordId, u32>> {
    let of_pupil = match pupil {
        Some(_) => "mapping IN (SELECT id FROM mapping WHERE pupil = ?1)",
        None => "?1 IS NULL",
    };
    let sql = format!("SELECT mapping, count(*) FROM flag WHERE {of_pupil} GROUP BY mapping");
    let mut flags = HashMap::new();
    ask::each(db, &sql, [pupil.map(PupilId::as_str)], |row| {
        let row = &mut Columns::of(row);
        flags.insert(row.name(RecordId::new)?, row.plain()?);
        Ok(())
    })?;
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Rev;
    use crate::store::fixtures::{
        at, batch, draft, framework, incoming, officer, plan, pupil, sheet, workspace,
    };

    #[test]
    fn an_entry_has_the_latest_of_everything() {
        let (_folder, mut store) = workspace(3);
        let (first, second) = (pupil(&store, "K-1"), pupil(&store, "K-2"));
        let withdrawn = store.record(sheet(&store, &first, "3"), at(2)).unwrap().id;
        store
            .withdraw(&withdrawn, &officer(), "again", at(3))
            .unwrap();
        let stands = store.record(sheet(&store, &first, "4"), at(4)).unwrap();
        store.save_draft(&draft(&second), Rev::NONE, at(5)).unwrap();
        let received = store
            .add_plan(&second, &plan("A newer text."), at(6))
            .unwrap();
        let again = store
            .add_plan(&second, &plan("A newer text."), at(7))
            .unwrap();
        assert_eq!((received.new, again.new), (true, false));
        assert_eq!(received.plan, again.plan);
        let mut bare = incoming("K-4", 4);
        bare.plan = None;
        store
            .import(&batch(vec![bare]), at(8), false, &mut |_| {})
            .unwrap();

        let entries = store.entries(&framework()).unwrap();
        let references: Vec<_> = entries
            .iter()
            .map(|one| one.facts.reference.as_str())
            .collect();
        assert_eq!(references, ["K-1", "K-2", "K-3", "K-4"]);
        let ids: Vec<_> = entries[0].mappings.iter().map(|head| &head.id).collect();
        assert_eq!(ids, [&stands.id]);
        assert_eq!(entries[1].drafts[0].reader, officer());
        assert_eq!(
            entries[1].plan.as_ref().map(|head| &head.id),
            Some(&received.plan)
        );
        assert_eq!(
            (entries[3].plan.as_ref(), entries[3].mappings.len()),
            (None, 0)
        );
        for entry in entries {
            assert_eq!(
                store.entry(&entry.pupil, &framework()).unwrap(),
                Some(entry)
            );
        }
    }

    #[test]
    fn another_version_of_the_framework_has_its_own_work() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        store.record(sheet(&store, &id, "3"), at(2)).unwrap();
        let other = FrameworkKey {
            version: "2026.1".into(),
            ..framework()
        };
        assert!(store.entries(&other).unwrap()[0].mappings.is_empty());
        assert!(
            store
                .entry(&PupilId::new("nobody"), &other)
                .unwrap()
                .is_none()
        );
    }
}
