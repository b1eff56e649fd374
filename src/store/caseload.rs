//! The caseload under one framework version: every pupil, and what has been done so far.

use std::collections::HashMap;

use rusqlite::Connection;

use super::ask;
use super::change::still;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::convert::heads::{MAPPING_HEAD, RECEIVED, Received, draft_head, mapping_head, received};
use super::fault::{Result, StoreError};
use super::schools::{SCHOOL, school};
use crate::domain::caseload::{DraftHead, EarlierHead, Entry, MappingHead, PlanHead, Version};
use crate::domain::day::Day;
use crate::domain::derive::AreaTariff;
use crate::domain::identity::{AreaId, FrameworkKey, PupilId, RecordId, Role, TariffId};

impl Store {
    /// Gives every pupil's entry, in the order the pupils came.
    pub fn entries(&self, framework: &FrameworkKey) -> Result<Vec<Entry>> {
        // One moment for all the passes: another process may write between two statements.
        let moment = still(&self.db)?;
        gather(&moment, framework, None)
    }

    /// Gives one pupil's entry.
    pub fn entry(&self, pupil: &PupilId, framework: &FrameworkKey) -> Result<Option<Entry>> {
        let moment = still(&self.db)?;
        one(&moment, pupil, framework)
    }
}

/// Gives one pupil's entry, as a transaction that is open sees it.
pub(crate) fn one(
    db: &Connection,
    pupil: &PupilId,
    framework: &FrameworkKey,
) -> Result<Option<Entry>> {
    Ok(gather(db, framework, Some(pupil))?.pop())
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
    let days = import_days(db)?;
    let mut plans = plans(db, pupil)?.into_iter().peekable();
    let mut mappings = by_pupil(heads(db, framework, pupil)?);
    let mut earlier = earlier(db, framework, pupil)?;
    let mut drafts = by_pupil(drafts(db, framework, pupil)?);
    let sql = format!(
        "SELECT p.id, p.named, p.departed, {}, {SCHOOL} FROM pupil p CROSS JOIN pupil_version v ON v.id = p.version
            LEFT JOIN school o ON o.urn = v.urn LEFT JOIN school_version s ON s.id = o.now
            WHERE p.undone IS NULL AND {} ORDER BY p.id",
        selected("v"),
        scope(pupil, "p.id")
    );
    ask::all(db, &sql, [pupil.map(PupilId::as_str)], |row| {
        let row = &mut Columns::of(row);
        let pupil = row.name(PupilId::new)?;
        let mut kept = Vec::new();
        while let Some((whose, received)) = plans.next_if(|(whose, _)| *whose <= pupil) {
            if whose == pupil {
                kept.push(received);
            }
        }
        let (plan, versions) = versions(kept);
        let mappings = mappings.remove(&pupil).unwrap_or_default();
        let earlier = earlier.remove(&pupil);
        let as_of = row.maybe_with(|import| days.get(import).copied())?;
        let as_of = as_of.ok_or_else(nameless)?;
        let departed = row.maybe_with(|import| days.get(import).copied())?;
        let mut facts = facts(row)?;
        let school = school(row)?;
        if let Some(school) = &school {
            school.lend(&mut facts);
        }
        Ok(Entry {
            as_of,
            departed,
            facts,
            ages: school.map(|school| school.ages).unwrap_or_default(),
            plan,
            versions,
            earlier: earlier.map(Box::new),
            mappings,
            drafts: drafts.remove(&pupil).unwrap_or_default(),
            pupil,
        })
    })
}

/// The current plan version, and all versions where there are several: a country's worth of lists of one would take
/// its room.
fn versions(mut received: Vec<Received>) -> (Option<PlanHead>, Vec<Version>) {
    if received.len() < 2 {
        return (received.pop().map(|only| only.head), Vec::new());
    }
    let head = received.last().map(|last| last.head.clone());
    let version = |one: Received| Version {
        id: one.head.id,
        digest: one.digest,
        changes: one.changes,
    };
    (head, received.into_iter().map(version).collect())
}

fn nameless() -> StoreError {
    StoreError::Damaged("a pupil whom no import names".into())
}

/// The day of each import.
fn import_days(db: &Connection) -> Result<HashMap<String, Day>> {
    let days = ask::all(db, "SELECT id, at FROM import", [], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, row.moment()?.day()))
    })?;
    Ok(days.into_iter().collect())
}

/// The plan versions without their texts, by pupil, the current one last.
fn plans(db: &Connection, pupil: Option<&PupilId>) -> Result<Vec<(PupilId, Received)>> {
    let sql = format!(
        "SELECT pupil, {RECEIVED} FROM standing_plan WHERE {} ORDER BY pupil, seq",
        scope(pupil, "pupil")
    );
    ask::all(db, &sql, [pupil.map(PupilId::as_str)], |row| {
        let row = &mut Columns::of(row);
        Ok((row.name(PupilId::new)?, received(row)?))
    })
}

fn drafts(
    db: &Connection,
    framework: &FrameworkKey,
    pupil: Option<&PupilId>,
) -> Result<Vec<(PupilId, DraftHead)>> {
    let sql = format!(
        "SELECT pupil, reader, role, saved, parked FROM draft
            WHERE {} AND framework = ?2 AND framework_version = ?3 ORDER BY saved DESC, id DESC",
        scope(pupil, "pupil")
    );
    let asked = (
        pupil.map(PupilId::as_str),
        &framework.id,
        &framework.version,
    );
    ask::all(db, &sql, asked, |row| draft_head(&mut Columns::of(row)))
}

fn by_pupil<T>(heads: Vec<(PupilId, T)>) -> HashMap<PupilId, Vec<T>> {
    let mut found: HashMap<PupilId, Vec<T>> = HashMap::with_capacity(heads.len());
    for (pupil, head) in heads {
        found.entry(pupil).or_default().push(head);
    }
    found
}

/// The mappings that stand, oldest first, each with its pupil. Moments and ids grow along the chain of an origin, so
/// that the order of the two is the chain's own, and by moment across origins.
fn heads(
    db: &Connection,
    framework: &FrameworkKey,
    pupil: Option<&PupilId>,
) -> Result<Vec<(PupilId, MappingHead)>> {
    let only = pupil.map(PupilId::as_str);
    let flags = flags(db, pupil)?;
    let mut several = several(db)?;
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
        head.several = several.remove(&head.id).unwrap_or_default();
        Ok((pupil, head))
    })
}

/// The mapping that counts of each pupil under the other version of the framework that they were last mapped under; a
/// school's own reading counts under none.
fn earlier(
    db: &Connection,
    framework: &FrameworkKey,
    pupil: Option<&PupilId>,
) -> Result<HashMap<PupilId, EarlierHead>> {
    let sql = format!(
        "SELECT {MAPPING_HEAD}, m.framework_version FROM mapping m
            WHERE {} AND m.framework = ?2 AND m.framework_version <> ?3 AND m.role <> 'school'
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            ORDER BY m.recorded, m.id",
        scope(pupil, "m.pupil")
    );
    let asked = (
        pupil.map(PupilId::as_str),
        &framework.id,
        &framework.version,
    );
    let mut found: HashMap<PupilId, EarlierHead> = HashMap::new();
    ask::each(db, &sql, asked, |row| {
        let row = &mut Columns::of(row);
        let (pupil, mapping) = mapping_head(row)?;
        let version: String = row.plain()?;
        let kept = found.get(&pupil).filter(|kept| kept.version == version);
        // Under one version a moderator's counts before any officer's.
        let outranks = kept.is_none_or(|kept| {
            kept.mapping.reader.role != Role::Moderator || mapping.reader.role == Role::Moderator
        });
        if outranks {
            found.insert(pupil, EarlierHead { version, mapping });
        }
        Ok(())
    })?;
    Ok(found)
}

/// The areas' own tariffs of the mappings that have them; where no framework gives several an index says so at once.
fn several(db: &Connection) -> Result<HashMap<RecordId, Vec<AreaTariff>>> {
    let sql =
        "SELECT mapping, area, tariff FROM area_level WHERE tariff IS NOT NULL ORDER BY mapping, i";
    let mut found: HashMap<RecordId, Vec<AreaTariff>> = HashMap::new();
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        let mapping = row.name(RecordId::new)?;
        let area = row.name(AreaId::new)?;
        let tariff = row.name(TariffId::new)?;
        found
            .entry(mapping)
            .or_default()
            .push(AreaTariff { area, tariff });
        Ok(())
    })?;
    Ok(found)
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
        at, batch, draft, framework, import, incoming, officer, order, plan, pupil, sheet,
        workspace,
    };

    #[test]
    fn an_entry_has_the_latest_of_everything() {
        let (_folder, mut store) = workspace(3);
        let (first, second) = (pupil(&store, "K-1"), pupil(&store, "K-2"));
        let withdrawn = store
            .record(sheet(&store, &first, "3"), None, at(2))
            .unwrap()
            .id;
        store
            .withdraw(&withdrawn, &officer(), "again", at(3))
            .unwrap();
        let stands = store
            .record(sheet(&store, &first, "4"), None, at(4))
            .unwrap();
        store.save_draft(&draft(&second), Rev::NONE, at(5)).unwrap();
        let newer = plan("A newer text.");
        store.add_plan(&second, &newer, at(6)).unwrap();
        let received = store.plan(&second).unwrap().unwrap();
        // The same text again is not a version of its own.
        store.add_plan(&second, &newer, at(7)).unwrap();
        let mut bare = incoming("K-4", 4);
        bare.plan = None;
        import(&mut store, order(at(8)), &[batch(vec![bare])], &[]).unwrap();

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
            Some(&received.id)
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
        store.record(sheet(&store, &id, "3"), None, at(2)).unwrap();
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
