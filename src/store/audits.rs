//! Audit samples: who was drawn at random from those not mapped, records of their own.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::change::{change, still};
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::heads::{MAPPING_HEAD, mapping_head};
use super::convert::payload::{self, NoteWords};
use super::fault::{Result, StoreError};
use super::records::{next, write_payload};
use super::{ask, chain, mint};
use crate::domain::caseload::MappingHead;
use crate::domain::day::{Day, Moment};
use crate::domain::distribution::Dimension;
use crate::domain::distribution::audit::{
    Audit, AuditHead, AuditMember, AuditStratum, Chain, standing,
};
use crate::domain::identity::{FrameworkKey, PupilId, RecordId};

/// The columns of an audit sample, for [`head`].
const HEAD: &str =
    "id, recorded, framework, framework_version, extends, stratified, seed, asked, reader, role";

/// A mapping that counts or counted, and when it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The pupil.
    pub pupil: PupilId,
    /// The mapping.
    pub mapping: MappingHead,
    /// When it was taken back, where it was.
    pub withdrawn: Option<Moment>,
}

impl Store {
    /// Keeps an audit sample that was drawn, with what somebody notes of it; its id and moment are given here.
    pub fn keep_audit(&mut self, audit: Audit, note: &str, now: Moment) -> Result<Audit> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(note))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let head = &audit.head;
        let by: Vec<&str> = head.by.iter().map(|dimension| dimension.code()).collect();
        let sql = "INSERT INTO audit (id, origin, framework, framework_version, extends, stratified, seed, asked, reader,
                role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            head.framework.id,
            head.framework.version,
            head.extends.as_ref().map(RecordId::as_str),
            by.join(","),
            // SQLite's integers have a sign; every seed comes back from it as it was.
            head.seed.cast_signed(),
            i64::try_from(head.asked).unwrap_or(i64::MAX),
            head.reader.name,
            head.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        strata(&change, &id, &audit.strata)?;
        chain::append(&change, &self.origin, Kind::Audit, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        let head = AuditHead {
            id,
            recorded,
            ..audit.head
        };
        Ok(Audit { head, ..audit })
    }

    /// Gives what is said of the audit samples of a framework version, oldest first.
    pub fn audits(&self, framework: &FrameworkKey) -> Result<Vec<AuditHead>> {
        heads(&self.db, framework)
    }

    /// Gives an audit sample with its strata.
    pub fn audit(&self, head: AuditHead) -> Result<Audit> {
        filled(&self.db, head)
    }

    /// Gives the audit samples of a framework version that counted together by a moment, the one drawn afresh first.
    pub fn audit_chain(&self, framework: &FrameworkKey, until: Moment) -> Result<Chain> {
        let moment = still(&self.db)?;
        let heads = heads(&moment, framework)?;
        let counting = standing(&heads, until).into_iter();
        let audits = counting.filter_map(|at| Some(filled(&moment, heads.get(at)?.clone())));
        Ok(Chain::of(audits.collect::<Result<_>>()?))
    }

    /// Hands on every mapping under a framework version that counts or counted, taken back or not, oldest first.
    pub fn each_counted(
        &self,
        framework: &FrameworkKey,
        take: &mut dyn FnMut(Counted) -> Result<()>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT w.recorded, {MAPPING_HEAD} FROM mapping m LEFT JOIN withdrawal w ON w.mapping = m.id
                WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.purpose IS NULL AND m.role <> 'school'
                ORDER BY m.recorded, m.id"
        );
        ask::each(&self.db, &sql, (&framework.id, &framework.version), |row| {
            let row = &mut Columns::of(row);
            let withdrawn = row.maybe_moment()?;
            let (pupil, mapping) = mapping_head(row)?;
            take(Counted {
                pupil,
                mapping,
                withdrawn,
            })
        })
    }
}

/// Gives who was drawn by the samples that count now, in scope at the draw, and on which day.
pub(crate) fn drawn(db: &Connection, framework: &FrameworkKey) -> Result<HashMap<PupilId, Day>> {
    let heads = heads(db, framework)?;
    let mut found = HashMap::new();
    for at in standing(&heads, Moment::from_millis(i64::MAX)) {
        let Some(head) = heads.get(at) else { continue };
        let sql = "SELECT pupil FROM audit_member WHERE audit = ?1 AND gone = 0";
        ask::each(db, sql, [head.id.as_str()], |row| {
            let pupil = Columns::of(row).name(PupilId::new)?;
            found.insert(pupil, head.recorded.day());
            Ok(())
        })?;
    }
    Ok(found)
}

/// Reads an audit sample as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, record: &RecordId) -> Result<()> {
    let sql = format!("SELECT {HEAD} FROM audit WHERE id = ?1");
    let head = ask::one(db, &sql, [record.as_str()], |row| {
        head(&mut Columns::of(row))
    })?;
    head.map_or(Ok(()), |head| filled(db, head).map(drop))
}

fn heads(db: &Connection, framework: &FrameworkKey) -> Result<Vec<AuditHead>> {
    let sql = format!(
        "SELECT {HEAD} FROM audit WHERE framework = ?1 AND framework_version = ?2 ORDER BY recorded, id"
    );
    ask::all(db, &sql, (&framework.id, &framework.version), |row| {
        head(&mut Columns::of(row))
    })
}

fn head(row: &mut Columns<'_>) -> Result<AuditHead> {
    let (id, recorded) = (row.name(RecordId::new)?, row.moment()?);
    let framework = FrameworkKey {
        id: row.plain()?,
        version: row.plain()?,
    };
    let extends = row.maybe_name(RecordId::new)?;
    let by: String = row.plain()?;
    let dimension = |code: &str| {
        let unknown = || StoreError::Damaged(format!("\"{code}\" in the audit sample {id}"));
        Dimension::from_code(code).ok_or_else(unknown)
    };
    let codes = by.split(',').filter(|code| !code.is_empty());
    Ok(AuditHead {
        by: codes.map(dimension).collect::<Result<_>>()?,
        seed: row.plain::<i64>()?.cast_unsigned(),
        asked: row.plain::<i64>()?.unsigned_abs(),
        reader: row.reader()?,
        id,
        recorded,
        framework,
        extends,
    })
}

fn filled(db: &Connection, head: AuditHead) -> Result<Audit> {
    let sql = "SELECT keys, frame FROM audit_stratum WHERE audit = ?1 ORDER BY i";
    let damaged =
        |what: &str| StoreError::Damaged(format!("{what} of the audit sample {}", head.id));
    let mut strata = ask::all(db, sql, [head.id.as_str()], |row| {
        let row = &mut Columns::of(row);
        let keys: String = row.plain()?;
        let keys: Vec<String> = serde_json::from_str(&keys).map_err(|_| damaged("the keys"))?;
        if keys.len() != head.by.len() {
            return Err(damaged("the keys"));
        }
        let frame = row.plain::<Option<Vec<u8>>>()?;
        Ok(AuditStratum {
            keys,
            frame: frame.map(|bytes| unpacked(&bytes)),
            members: Vec::new(),
        })
    })?;
    let sql = "SELECT stratum, pupil, gone FROM audit_member WHERE audit = ?1 ORDER BY i";
    ask::each(db, sql, [head.id.as_str()], |row| {
        let row = &mut Columns::of(row);
        let stratum = usize::try_from(row.plain::<i64>()?).unwrap_or(usize::MAX);
        let member = AuditMember {
            pupil: row.name(PupilId::new)?,
            left: row.plain()?,
        };
        let stratum = strata.get_mut(stratum).ok_or_else(|| damaged("a member"))?;
        stratum.members.push(member);
        Ok(())
    })?;
    Ok(Audit { head, strata })
}

fn strata(db: &Connection, audit: &RecordId, strata: &[AuditStratum]) -> Result<()> {
    let mut next = 0_i64;
    for (i, stratum) in (0_i64..).zip(strata) {
        let unwritable = |_| StoreError::Damaged("keys that cannot be written".into());
        let keys = serde_json::to_string(&stratum.keys).map_err(unwritable)?;
        let frame = stratum.frame.as_deref().map(packed).transpose()?;
        let sql = "INSERT INTO audit_stratum (audit, i, keys, frame) VALUES (?1, ?2, ?3, ?4)";
        ask::act(db, sql, params![audit.as_str(), i, keys, frame])?;
        for member in &stratum.members {
            let sql = "INSERT INTO audit_member (audit, i, stratum, pupil, gone) VALUES (?1, ?2, ?3, ?4, ?5)";
            let row = params![audit.as_str(), next, i, member.pupil.as_str(), member.left];
            ask::act(db, sql, row)?;
            next += 1;
        }
    }
    Ok(())
}

fn packed(pupils: &[PupilId]) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(pupils.len() * 16);
    for pupil in pupils {
        let packed = mint::packed(pupil.as_str());
        let no_id = || StoreError::Damaged(format!("the id {pupil}, which no workspace gives"));
        bytes.extend(packed.ok_or_else(no_id)?);
    }
    Ok(bytes)
}

fn unpacked(bytes: &[u8]) -> Vec<PupilId> {
    let (ids, _) = bytes.as_chunks::<16>();
    ids.iter()
        .map(|id| PupilId::new(mint::unpacked(*id)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::audit::{USUAL, Urn, draw};
    use crate::store::fixtures::{at, framework, officer, pupil, sheet, workspace};

    fn audit(store: &Store, extends: Option<RecordId>, is_new: bool, wanted: u64) -> Audit {
        let candidates = (1..=6).map(|n| AuditMember {
            pupil: pupil(store, &format!("K-{n}")),
            left: n == 2,
        });
        let urn = Urn {
            keys: vec!["special".into(), "not recorded".into()],
            is_new,
            candidates: candidates.collect(),
            wanted,
        };
        Audit {
            strata: draw(vec![urn], u64::MAX - 3),
            head: AuditHead {
                id: RecordId::new(""),
                recorded: at(0),
                framework: framework(),
                extends,
                by: USUAL.to_vec(),
                seed: u64::MAX - 3,
                asked: wanted,
                reader: officer(),
            },
        }
    }

    #[test]
    fn an_audit_sample_comes_back_as_it_was_drawn_and_is_in_the_chain() {
        let (_folder, mut store) = workspace(6);
        let first = audit(&store, None, true, 2);
        let first = store.keep_audit(first, "for the forum", at(3)).unwrap();
        let second = audit(&store, Some(first.head.id.clone()), false, 9);
        let second = store.keep_audit(second, "", at(5)).unwrap();
        let chain = store.audit_chain(&framework(), at(9)).unwrap();
        assert_eq!(chain.audits(), [first.clone(), second.clone()]);
        let then = store.audit_chain(&framework(), at(4)).unwrap();
        assert_eq!(then.audits(), std::slice::from_ref(&first));
        assert_eq!(second.strata[0].frame, None);
        let drawn = drawn(&store.db, &framework()).unwrap();
        assert_eq!(drawn.len(), 5, "all but the one who had left");
        let entry = store.entry(&first.strata[0].members[0].pupil, &framework());
        assert!(entry.unwrap().unwrap().audited.is_some());
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (2, vec![]));
        for table in ["audit", "audit_stratum", "audit_member"] {
            let gone = store.db.execute_batch(&format!("DELETE FROM {table}"));
            assert!(gone.is_err(), "{table}");
        }
        assert!(
            store
                .db
                .execute_batch("UPDATE audit_member SET gone = 1")
                .is_err()
        );
    }

    #[test]
    fn what_counted_is_told_with_when_it_was_taken_back() {
        let (_folder, mut store) = workspace(2);
        let one = pupil(&store, "K-1");
        let first = store.record(sheet(&store, &one, "3"), None, at(2)).unwrap();
        store
            .withdraw(&first.id, &officer(), "the wrong pupil", at(4))
            .unwrap();
        store.record(sheet(&store, &one, "5"), None, at(6)).unwrap();
        let mut told = Vec::new();
        let each = store.each_counted(&framework(), &mut |counted| {
            told.push((counted.mapping.recorded, counted.withdrawn));
            Ok(())
        });
        each.unwrap();
        assert_eq!(told, [(at(2), Some(at(4))), (at(6), None)]);
    }
}
