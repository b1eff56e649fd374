//! Imports looked back on: the list of them, what each moved, and undoing one as a whole.

use rusqlite::{Connection, ToSql, params};

use super::ask;
use super::change::{change, still};
use super::checksums::{self, HEAD, Summed};
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::convert::heads::changes as touched;
use super::fault::{Result, StoreError};
use super::telling::Told;
use super::{caseload, counted, pupils, schools};
use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::distribution::ImportSource;
use crate::domain::fact::Fact;
use crate::domain::identity::{FrameworkKey, PupilId, Reader};
use crate::domain::movement::{Change, ImportHead, PlanNews, Undone};
use crate::domain::pupil::Facts;

/// How many pupils go back between two words on the progress.
const STRIDE: u64 = 64;

impl Store {
    /// Gives every import, the latest first.
    pub fn imports(&self) -> Result<Vec<ImportHead>> {
        let sql = "SELECT i.id, i.at, i.file, i.kind, coalesce(a.added, 0), coalesce(a.changed, 0),
                coalesce(a.unchanged, 0), coalesce(a.conflicts, 0),
                (SELECT count(*) FROM departure d WHERE d.import = i.id),
                (SELECT count(*) FROM plan p WHERE p.import = i.id), u.at, u.reader
            FROM import i LEFT JOIN import_account a ON a.import = i.id LEFT JOIN undoing u ON u.import = i.id
            ORDER BY i.id DESC";
        ask::all(&self.db, sql, [], |row| {
            let row = &mut Columns::of(row);
            let (id, at, file, kind) = (row.plain()?, row.moment()?, row.plain()?, row.plain()?);
            let mut counts = [0_u64; 6];
            for count in &mut counts {
                *count = row.plain::<i64>()?.unsigned_abs();
            }
            let [new, changed, unchanged, conflicts, departed, plans] = counts;
            Ok(ImportHead {
                id,
                at,
                file,
                kind,
                new,
                changed,
                unchanged,
                conflicts,
                departed,
                plans,
                undone: row.maybe_moment()?.zip(row.plain()?),
            })
        })
    }

    /// Gives the files that the caseload came in by, the latest first and at most so many, and how many there are; one that
    /// was undone is none of them.
    pub fn import_sources(&self, most: usize) -> Result<(Vec<ImportSource>, u64)> {
        let undone =
            "FROM import i WHERE NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = i.id)";
        let sql = format!("SELECT i.file, i.at, i.digest {undone} ORDER BY i.id DESC LIMIT ?1");
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let named = ask::all(&self.db, &sql, [most], |row| {
            let row = &mut Columns::of(row);
            Ok(ImportSource {
                file: row.plain()?,
                date: row.moment()?.day(),
                digest: row.digest()?,
            })
        })?;
        let sql = format!("SELECT count(*) {undone}");
        let all = ask::all(&self.db, &sql, [], |row| Columns::of(row).plain::<i64>())?;
        Ok((named, all.first().map_or(0, |count| count.unsigned_abs())))
    }

    /// Tells what an import moved, each pupil with their entry as it is now; those whom a later undoing took out of the
    /// caseload are not among them.
    pub fn moved_by(&self, import: &str, framework: &FrameworkKey) -> Result<Vec<(Change, Entry)>> {
        let moment = still(&self.db)?;
        let mut told = Vec::new();
        for change in changes(&moment, import)? {
            if let Some(entry) = caseload::one(&moment, &change.pupil, framework)? {
                told.push((change, entry));
            }
        }
        Ok(told)
    }

    /// Undoes an import as a whole: what it said of pupils, plans and schools no longer counts, and what was known
    /// before does. Records and drafts stay as they are.
    ///
    /// # Errors
    ///
    /// An import that is not known or undone already, and one after which somebody else took a reference or UPN that
    /// would come back; whatever error `told` gives, who hears how far it has come.
    pub fn undo_import(
        &mut self,
        import: &str,
        by: &Reader,
        now: Moment,
        told: &mut Told<'_>,
    ) -> Result<Undone> {
        let change = change(&mut self.db)?;
        standing(&change, import)?;
        let row: [(&str, &dyn ToSql); 4] = [
            ("import", &import),
            ("at", &now.millis()),
            ("reader", &by.name),
            ("role", &by.role.code()),
        ];
        checksums::put(&change, Summed::Undoing, &row)?;
        let mut undone = Undone::default();
        let sql = "SELECT count(*) FROM plan WHERE import = ?1";
        undone.plans = ask::count(&change, sql, [import])?.unsigned_abs();
        undone.settled = settled(&change, import)?;
        let sql = format!(
            "UPDATE pupil SET departed = NULL, checksum = {HEAD} - (departed << 20)
                WHERE departed = (SELECT seq FROM import WHERE id = ?1)"
        );
        undone.stayed = ask::act(&change, &sql, [import])? as u64;
        retreat(&change, import, &mut undone, told)?;
        schools::retreat(&change, import)?;
        counted::drop_counted(&change)?;
        change.commit()?;
        Ok(undone)
    }
}

/// Refuses an import that is not known, or undone already.
fn standing(db: &Connection, import: &str) -> Result<()> {
    let known = "SELECT count(*) FROM import WHERE id = ?1";
    if ask::count(db, known, [import])? == 0 {
        return Err(StoreError::UnknownImport(import.to_owned()));
    }
    match ask::count(
        db,
        "SELECT count(*) FROM undoing WHERE import = ?1",
        [import],
    )? {
        0 => Ok(()),
        _ => Err(StoreError::UndoneImport(import.to_owned())),
    }
}

/// Counts the documents that came in with an import, waited, and are plans since a person settled them.
fn settled(db: &Connection, import: &str) -> Result<u64> {
    let sql = "SELECT count(*) FROM paper p JOIN import i ON i.at = p.received
            JOIN paper_step s ON s.id = (SELECT max(id) FROM paper_step WHERE paper = p.id)
            JOIN plan l ON l.pupil = s.pupil AND l.digest = p.digest AND l.import IS NULL
        WHERE i.id = ?1 AND s.kind = 'taken'";
    Ok(ask::count(db, sql, [import])?.unsigned_abs())
}

/// Points the pupils of an import to what was known of them before it.
pub(crate) fn retreat(
    db: &Connection,
    import: &str,
    undone: &mut Undone,
    told: &mut Told<'_>,
) -> Result<()> {
    let sql = "WITH undone (seq) AS (SELECT seq FROM import WHERE id = ?1)
        SELECT p.id FROM pupil p WHERE p.named IN undone
        UNION SELECT p.id FROM pupil_version v JOIN pupil p ON p.seq = v.pupil WHERE v.import IN undone";
    let pupils = ask::all(db, sql, [import], |row| Columns::of(row).name(PupilId::new))?;
    let of = pupils.len() as u64;
    // Two pupils may have changed places, so that nobody may hold a reference or UPN while they change back.
    for (pupil, done) in pupils.iter().zip(0..) {
        if done % STRIDE == 0 {
            told("Freeing references", done, of)?;
        }
        let sql = "UPDATE pupil SET ref = 'undoing ' || id, upn = NULL WHERE id = ?1";
        ask::act(db, sql, [pupil.as_str()])?;
    }
    for (pupil, done) in pupils.iter().zip(0..) {
        if done % STRIDE == 0 {
            told("Undoing the import", done, of)?;
        }
        let sql = "SELECT v.id, v.import, v.ref, v.upn FROM pupil p JOIN standing_version v ON v.pupil = p.seq
            WHERE p.id = ?1 ORDER BY v.id DESC LIMIT 1";
        let before = ask::one(db, sql, [pupil.as_str()], |row| {
            let row = &mut Columns::of(row);
            let version: i64 = row.plain()?;
            let (named, reference, upn): (i64, String, Option<String>) =
                (row.plain()?, row.plain()?, row.plain()?);
            Ok((version, named, reference, upn))
        })?;
        let pointed = if let Some((version, named, reference, upn)) = before {
            undone.back += 1;
            let sql = "UPDATE pupil SET version = ?2, named = ?3, ref = ?4, upn = ?5,
                departed = coalesce(departed, (SELECT max(i.seq) FROM departure d JOIN import i ON i.id = d.import
                    WHERE d.pupil = pupil.id AND i.seq > ?3 AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = d.import)))
                WHERE id = ?1";
            ask::act(
                db,
                sql,
                params![pupil.as_str(), version, named, reference, upn],
            )
        } else {
            undone.gone += 1;
            let sql = "SELECT count(*) > 0 FROM mapping WHERE pupil = ?1";
            undone.mapped += ask::count(db, sql, [pupil.as_str()])?.unsigned_abs();
            // The reference stays, so that the pupil is the same one when they come back; the UPN is free.
            let sql = "UPDATE pupil SET undone = (SELECT seq FROM import WHERE id = ?2), ref = (SELECT v.ref FROM pupil_version v WHERE v.id = pupil.version)
                WHERE id = ?1";
            ask::act(db, sql, params![pupil.as_str(), import])
        };
        pointed.map_err(|fault| fault.or_taken(import))?;
        pupils::settle(db, pupil)?;
    }
    Ok(())
}

/// What an import moved, as the rows it brought tell.
pub(crate) fn changes(db: &Connection, import: &str) -> Result<Vec<Change>> {
    let day = "SELECT at FROM import WHERE id = ?1";
    let day = ask::one(db, day, [import], |row| Columns::of(row).moment())?;
    let Some(day) = day.map(Moment::day) else {
        return Ok(Vec::new());
    };
    // The version before is the last one of an import that stood then, which an undoing since does not change.
    let before = selected("b");
    let sql = format!(
        "WITH this (seq) AS (SELECT seq FROM import WHERE id = ?1),
            touched (pupil, seq) AS (SELECT id, seq FROM pupil
                WHERE seq IN (SELECT pupil FROM pupil_version WHERE import IN this)
                OR id IN (SELECT pupil FROM plan WHERE import = ?1) OR id IN (SELECT pupil FROM departure WHERE import = ?1))
            SELECT t.pupil, v.id IS NOT NULL, v.line, b.id IS NOT NULL, bi.at,
                EXISTS (SELECT 1 FROM departure d WHERE d.import = ?1 AND d.pupil = t.pupil),
                v.id IS NOT NULL AND EXISTS (SELECT 1 FROM departure d JOIN import di ON di.id = d.import WHERE d.pupil = t.pupil
                    AND di.seq < (SELECT seq FROM this) AND di.seq >= b.import AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = d.import)),
                p.id IS NOT NULL, EXISTS (SELECT 1 FROM plan e WHERE e.pupil = t.pupil AND e.seq < p.seq),
                {before}, {after}, p.same, p.reworded, p.dose_changed, p.added, p.gone
            FROM touched t
            LEFT JOIN pupil_version v ON v.pupil = t.seq AND v.import = (SELECT seq FROM this)
            LEFT JOIN pupil_version b ON b.id = (SELECT max(o.id) FROM pupil_version o
                WHERE o.pupil = t.seq AND o.import < (SELECT seq FROM this)
                    AND NOT EXISTS (SELECT 1 FROM undoing u JOIN import ui ON ui.id = u.import JOIN import i ON i.id = ?1
                        WHERE ui.seq = o.import AND u.at <= i.at))
            LEFT JOIN import bi ON bi.seq = b.import
            LEFT JOIN plan p ON p.pupil = t.pupil AND p.import = ?1
            ORDER BY t.pupil",
        after = selected("v"),
    );
    let mut changes = ask::all(db, &sql, [import], |row| {
        let row = &mut Columns::of(row);
        let pupil = row.name(PupilId::new)?;
        let (told, line): (bool, Option<i64>) = (row.plain()?, row.plain()?);
        let (known, since) = (row.plain::<bool>()?, row.maybe_moment()?);
        let (departed, returned) = (row.plain()?, row.plain()?);
        let (planned, earlier): (bool, bool) = (row.plain()?, row.plain()?);
        let before = maybe_facts(row, known)?;
        let after = maybe_facts(row, told)?.or_else(|| before.clone());
        let after = after.ok_or_else(|| StoreError::Damaged("a pupil without facts".into()))?;
        Ok(Change {
            pupil,
            line: line.map(i64::unsigned_abs),
            before: before.zip(since.map(Moment::day)),
            after,
            day,
            plan: match (planned, earlier) {
                (false, _) => None,
                (true, false) => Some(PlanNews::First),
                (true, true) => Some(PlanNews::Newer(touched(row)?)),
            },
            departed,
            returned,
        })
    })?;
    for change in &mut changes {
        let before = change.before.as_mut().map(|(facts, _)| facts);
        for facts in before.into_iter().chain([&mut change.after]) {
            if let Some(urn) = &facts.urn
                && let Some(school) = schools::standing(db, urn)?
            {
                school.lend(facts);
            }
        }
    }
    Ok(changes)
}

/// Reads facts where they are there, and passes over their columns where not.
fn maybe_facts(row: &mut Columns<'_>, there: bool) -> Result<Option<Facts>> {
    if there {
        return facts(row).map(Some);
    }
    row.skip(Fact::ALL.len());
    Ok(None)
}

#[cfg(test)]
mod tests;
