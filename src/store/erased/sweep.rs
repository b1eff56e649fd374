//! The sweep: everything that names an erased pupil goes; once more changes nothing.

use rusqlite::{Connection, ToSql, params};

use super::owe;
use super::papers::{self, Around};
use super::shunned::remember;
use crate::domain::day::Moment;
use crate::domain::erasure::{Erased, Person, kept_as, reduced};
use crate::domain::fact::Fact;
use crate::domain::identity::{PupilId, RecordId};
use crate::domain::pupil::Facts;
use crate::store::ask;
use crate::store::checksums::{self, Summed};
use crate::store::convert::columns::Columns;
use crate::store::convert::facts::{facts, selected, values};
use crate::store::fault::Result;
use crate::store::pseudonym::Coder;
use crate::store::telling::Told;

/// What a sweep found and took.
pub(super) struct Swept {
    pub(super) account: Erased,
    person: Person,
}

/// Sweeps everybody of whom a record says that they were erased; gives the account of each of whom anything went.
pub(crate) fn sweep_all(
    db: &Connection,
    coder: Option<&Coder>,
    now: Moment,
) -> Result<Vec<Erased>> {
    let sql = "SELECT DISTINCT pupil FROM erased ORDER BY pupil";
    let erased = ask::all(db, sql, [], |row| Columns::of(row).name(PupilId::new))?;
    let (mut accounts, mut around) = (Vec::new(), Around::default());
    for pupil in erased {
        if !is_clean(db, &pupil)? {
            accounts.push(sweep(db, &pupil, coder, &mut around, now)?.account);
        }
    }
    Ok(accounts)
}

/// Whether nothing of an erased pupil is left.
fn is_clean(db: &Connection, pupil: &PupilId) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM pupil WHERE id = ?1 AND (ref <> ?2 OR upn IS NOT NULL))
        AND (SELECT count(*) FROM pupil_version v JOIN pupil p ON p.seq = v.pupil WHERE p.id = ?1) <= 1
        AND NOT EXISTS (SELECT 1 FROM plan WHERE pupil = ?1 AND text <> '')
        AND NOT EXISTS (SELECT 1 FROM draft WHERE pupil = ?1)
        AND NOT EXISTS (SELECT 1 FROM cohort WHERE pupil = ?1 AND reason <> '')
        AND NOT EXISTS (SELECT 1 FROM record_of_pupil r JOIN payload w ON w.record = r.record WHERE r.pupil = ?1)";
    let reference = kept_as(pupil);
    Ok(ask::count(db, sql, [pupil.as_str(), reference.as_str()])? > 0)
}

/// Takes everything away that names a pupil, of whom a record says that they were erased.
pub(super) fn sweep(
    db: &Connection,
    pupil: &PupilId,
    coder: Option<&Coder>,
    around: &mut Around,
    now: Moment,
) -> Result<Swept> {
    owe(db)?;
    let versions = versions(db, pupil)?;
    let mut person = Person::default();
    for (_, facts) in &versions {
        person.take(facts);
        if let Some(coder) = coder {
            remember(db, coder, pupil, facts)?;
        }
    }
    let files = files(db, pupil, &person)?;
    let none = Facts::unknown(kept_as(pupil));
    let facts = versions.last().map_or(&none, |(_, facts)| facts);
    let (documents, documents_elsewhere) = papers::take(db, pupil, (facts, &person), around, now)?;
    let account = Erased {
        pupil: pupil.clone(),
        kept_as: kept_as(pupil),
        facts: versions.len() as u64,
        documents,
        documents_elsewhere,
        files,
        plans: blank(db, pupil)?,
        words: silence(db, pupil, now)?,
        drafts: drop_drafts(db, pupil)?,
        elsewhere: Vec::new(),
    };
    settle_cohort(db, pupil)?;
    reduce(db, pupil, &versions, now)?;
    Ok(Swept { account, person })
}

/// Every version of a pupil's facts, the one that counts last; each with the number of its import.
pub(super) fn versions(db: &Connection, pupil: &PupilId) -> Result<Vec<(i64, Facts)>> {
    let sql = format!(
        "SELECT v.import, {} FROM pupil p JOIN pupil_version v ON v.pupil = p.seq WHERE p.id = ?1
            ORDER BY v.id = p.version, v.id",
        selected("v")
    );
    ask::all(db, &sql, [pupil.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok((row.plain()?, facts(row)?))
    })
}

/// Puts one version with the numbers alone in the place of all that was told.
fn reduce(db: &Connection, pupil: &PupilId, versions: &[(i64, Facts)], now: Moment) -> Result<()> {
    let Some((import, current)) = versions.last() else {
        return Ok(());
    };
    let mapped = "SELECT EXISTS (SELECT 1 FROM mapping WHERE pupil = ?1)";
    let unmapped = ask::count(db, mapped, [pupil.as_str()])? == 0;
    let kept = reduced(current, pupil, unmapped.then(|| now.day()));
    let theirs = "pupil = (SELECT seq FROM pupil WHERE id = ?1)";
    checksums::forget(db, Summed::Facts, theirs, [pupil.as_str()])?;
    let sql = format!("DELETE FROM pupil_version WHERE {theirs}");
    ask::act(db, &sql, [pupil.as_str()])?;
    let sql = "SELECT coalesce(max(id), 0) + 1 FROM pupil_version";
    let next = ask::count(db, sql, [])?;
    let seq = ask::count(db, "SELECT seq FROM pupil WHERE id = ?1", [pupil.as_str()])?;
    let values = values(&kept)?;
    let own: [(&str, &dyn ToSql); 3] = [("id", &next), ("pupil", &seq), ("import", import)];
    let facts = Fact::ALL.map(Fact::name).into_iter().zip(&values);
    let facts = facts.map(|(name, value)| (name, value as &dyn ToSql));
    let row: Vec<_> = own.into_iter().chain(facts).collect();
    checksums::put(db, Summed::Facts, &row)?;
    let sql = "UPDATE pupil SET ref = ?2, upn = NULL, version = (SELECT v.id FROM pupil_version v WHERE v.pupil = pupil.seq)
        WHERE id = ?1";
    ask::act(db, sql, [pupil.as_str(), kept.reference.as_str()]).map(drop)
}

/// Takes a pupil's drafts; gives how many.
fn drop_drafts(db: &Connection, pupil: &PupilId) -> Result<u64> {
    let id = [pupil.as_str()];
    checksums::forget(db, Summed::Draft, "pupil = ?1", id)?;
    Ok(ask::act(db, "DELETE FROM draft WHERE pupil = ?1", id)? as u64)
}

/// Takes the texts of a pupil's plans, and what names them beside; gives of how many.
fn blank(db: &Connection, pupil: &PupilId) -> Result<u64> {
    let (theirs, id) = ("pupil = ?1", [pupil.as_str()]);
    checksums::forget(db, Summed::Plan, theirs, id)?;
    let sql = "UPDATE plan SET text = '', source = '', version = NULL, digest = zeroblob(32)
        WHERE pupil = ?1 AND digest <> zeroblob(32)";
    let plans = ask::act(db, sql, id)? as u64;
    checksums::renew(db, Summed::Plan, theirs, id)?;
    Ok(plans)
}

/// Keeps how far out of their cohort the pupil is, without who said it and why.
fn settle_cohort(db: &Connection, pupil: &PupilId) -> Result<()> {
    let id = [pupil.as_str()];
    let sql = "SELECT years, at, role FROM cohort WHERE pupil = ?1 ORDER BY id DESC LIMIT 1";
    let last: Option<(Option<i16>, i64, String)> = ask::one(db, sql, id, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let Some((years, at, role)) = last else {
        return Ok(());
    };
    checksums::forget(db, Summed::Cohort, "pupil = ?1", id)?;
    ask::act(db, "DELETE FROM cohort WHERE pupil = ?1", id)?;
    let row: [(&str, &dyn ToSql); 6] = [
        ("pupil", &pupil.as_str()),
        ("years", &years),
        ("at", &at),
        ("reader", &""),
        ("role", &role),
        ("reason", &""),
    ];
    checksums::put(db, Summed::Cohort, &row)
}

/// Takes the words of a pupil's records; gives of how many.
fn silence(db: &Connection, pupil: &PupilId, now: Moment) -> Result<u64> {
    let id = pupil.as_str();
    let sql = "INSERT OR IGNORE INTO erasure (record, at)
        SELECT r.record, ?2 FROM record_of_pupil r JOIN payload w ON w.record = r.record WHERE r.pupil = ?1";
    ask::act(db, sql, params![id, now.millis()])?;
    let sql =
        "DELETE FROM payload WHERE record IN (SELECT record FROM record_of_pupil WHERE pupil = ?1)";
    Ok(ask::act(db, sql, [id])? as u64)
}

/// Takes the names of files that name the person, and of those that brought their plans by themselves.
fn files(db: &Connection, pupil: &PupilId, person: &Person) -> Result<u64> {
    let sql =
        "SELECT import, source FROM plan WHERE pupil = ?1 AND source <> '' AND import IS NOT NULL";
    let sources: Vec<(String, String)> = ask::all(db, sql, [pupil.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    unname(db, person, |import, file| {
        let mut sources = sources.iter();
        sources.any(|(of, source)| of == import && file.starts_with(source.as_str()))
    })
}

/// Takes the names of files that name a person, and of those that brought plan documents which are theirs.
pub(crate) fn unname(
    db: &Connection,
    person: &Person,
    is_theirs: impl Fn(&str, &str) -> bool,
) -> Result<u64> {
    let sql = "SELECT id, file, kind = 'plan documents' FROM import WHERE file <> 'erased'";
    let mut theirs: Vec<String> = Vec::new();
    ask::each(db, sql, [], |row| {
        let (import, file): (String, String) = (row.get(0)?, row.get(1)?);
        if row.get(2)? && is_theirs(&import, &file) || person.is_named_in(&file) {
            theirs.push(import);
        }
        Ok(())
    })?;
    for import in &theirs {
        let sql = "UPDATE import SET file = 'erased', digest = zeroblob(32) WHERE id = ?1";
        checksums::forget(db, Summed::Import, "id = ?1", [import])?;
        ask::act(db, sql, [import])?;
        checksums::renew(db, Summed::Import, "id = ?1", [import])?;
    }
    Ok(theirs.len() as u64)
}

/// Finds the records of others, and of nobody, whose words name somebody of those who were erased.
pub(super) fn elsewhere(db: &Connection, swept: &mut [Swept], told: &mut Told<'_>) -> Result<()> {
    let of = ask::count(db, "SELECT count(*) FROM payload", [])?.unsigned_abs();
    let mut done = 0;
    ask::each(
        db,
        "SELECT record, body FROM payload ORDER BY record",
        [],
        |row| {
            told("Looking for their names elsewhere", done, of)?;
            done += 1;
            let body: String = row.get(1)?;
            let record = Columns::of(row).name(RecordId::new)?;
            for one in &mut *swept {
                if one.person.is_named_in(&body) {
                    one.account.elsewhere.push(record.clone());
                }
            }
            Ok(())
        },
    )
}
