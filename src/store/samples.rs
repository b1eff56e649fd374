//! Samples: what was drawn from a cohort's mappings, a record of its own.

use rusqlite::{Connection, params};

use super::change::change;
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::Columns;
use super::convert::payload::{self, NoteWords};
use super::fault::{Result, StoreError};
use super::records::{next, write_payload};
use super::{ask, chain};
use crate::domain::day::Moment;
use crate::domain::identity::{FrameworkKey, PupilId, RecordId, TariffId};
use crate::domain::moderation::review::{Drawn, KeptSample};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::{Member, Ranked, Sample, Stratum, Why};

impl Store {
    /// Keeps a sample that was drawn, with what somebody notes of it.
    pub fn keep_sample(&mut self, drawn: Drawn, note: &str, now: Moment) -> Result<KeptSample> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(note))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let (cohort, name) = drawn.cohort.parts();
        let limits = serde_json::to_string(&drawn.limits)
            .map_err(|fault| StoreError::Damaged(fault.to_string()))?;
        let sql = "INSERT INTO sample (id, origin, framework, framework_version, cohort, name, seed, total, limits,
                reader, role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            drawn.framework.id,
            drawn.framework.version,
            cohort,
            name,
            // SQLite's integers have a sign; every seed comes back from it as it was.
            drawn.sample.seed.cast_signed(),
            whole(drawn.sample.of),
            limits,
            drawn.reader.name,
            drawn.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        strata(&change, &id, &drawn.sample.strata)?;
        members(&change, &id, &drawn.sample.members)?;
        chain::append(&change, &self.origin, Kind::Sample, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(KeptSample {
            id,
            recorded,
            drawn,
        })
    }

    /// Gives a seed to draw from.
    pub fn seed(&mut self) -> u64 {
        self.mint.seed()
    }

    /// Gives the samples drawn under a framework version, oldest first.
    pub fn samples(&self, framework: &FrameworkKey) -> Result<Vec<KeptSample>> {
        let sql = "SELECT id, recorded, cohort, name, limits, seed, total, reader, role FROM sample
            WHERE framework = ?1 AND framework_version = ?2 ORDER BY recorded, id";
        let heads = ask::all(&self.db, sql, (&framework.id, &framework.version), |row| {
            head(&mut Columns::of(row), framework)
        })?;
        let filled = heads.into_iter().map(|mut kept| {
            kept.drawn.sample.strata = read_strata(&self.db, &kept.id)?;
            kept.drawn.sample.members = read_members(&self.db, &kept.id)?;
            Ok(kept)
        });
        filled.collect()
    }
}

/// Reads a sample as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, sample: &RecordId) -> Result<()> {
    let sql = "SELECT id, recorded, cohort, name, limits, seed, total, reader, role, framework, framework_version
        FROM sample WHERE id = ?1";
    ask::one(db, sql, [sample.as_str()], |row| {
        let mut key = Columns::after(row, 9);
        let (id, version) = (key.plain()?, key.plain()?);
        head(&mut Columns::of(row), &FrameworkKey { id, version })
    })?;
    read_strata(db, sample)?;
    read_members(db, sample).map(drop)
}

fn strata(db: &Connection, sample: &RecordId, strata: &[Stratum]) -> Result<()> {
    for (i, stratum) in (0_i64..).zip(strata) {
        let (rank, tariff) = match &stratum.result {
            Ranked::CannotMap => (None, None),
            Ranked::Tariff(rank, tariff) => (Some(whole(*rank)), Some(tariff.as_str())),
        };
        let sql = "INSERT INTO sample_stratum (sample, i, rank, tariff, total, drawn, random)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = params![
            sample.as_str(),
            i,
            rank,
            tariff,
            whole(stratum.of),
            whole(stratum.drawn),
            whole(stratum.random)
        ];
        ask::act(db, sql, row)?;
    }
    Ok(())
}

fn members(db: &Connection, sample: &RecordId, members: &[Member]) -> Result<()> {
    for (i, member) in (0_i64..).zip(members) {
        let why: Vec<&str> = member.why.iter().map(|why| why.code()).collect();
        let sql = "INSERT INTO sample_member (sample, i, mapping, stratum, first, why)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = params![
            sample.as_str(),
            i,
            member.mapping.as_str(),
            whole(member.stratum),
            member.first,
            why.join(",")
        ];
        ask::act(db, sql, row)?;
    }
    Ok(())
}

fn head(row: &mut Columns<'_>, framework: &FrameworkKey) -> Result<KeptSample> {
    let (id, recorded) = (row.name(RecordId::new)?, row.moment()?);
    let (cohort, name, limits): (String, Option<String>, String) =
        (row.plain()?, row.plain()?, row.plain()?);
    let damaged = |what: &str| StoreError::Damaged(format!("{what} of sample {id}"));
    let cohort = Cohort::of(&cohort, name).ok_or_else(|| damaged("the cohort"))?;
    let limits = serde_json::from_str(&limits).map_err(|_| damaged("the limits"))?;
    let seed = row.plain::<i64>()?.cast_unsigned();
    let of = count(row.plain()?);
    Ok(KeptSample {
        recorded,
        drawn: Drawn {
            framework: framework.clone(),
            cohort,
            limits,
            sample: Sample {
                seed,
                of,
                strata: Vec::new(),
                members: Vec::new(),
            },
            reader: row.reader()?,
        },
        id,
    })
}

fn read_strata(db: &Connection, sample: &RecordId) -> Result<Vec<Stratum>> {
    let sql = "SELECT rank, tariff, total, drawn, random FROM sample_stratum WHERE sample = ?1 ORDER BY i";
    ask::all(db, sql, [sample.as_str()], |row| {
        let row = &mut Columns::of(row);
        let (rank, tariff) = (row.plain::<Option<i64>>()?, row.maybe_name(TariffId::new)?);
        let tariff = rank.zip(tariff);
        let result = tariff.map_or(Ranked::CannotMap, |(rank, tariff)| {
            Ranked::Tariff(count(rank), tariff)
        });
        Ok(Stratum {
            result,
            of: count(row.plain()?),
            drawn: count(row.plain()?),
            random: count(row.plain()?),
        })
    })
}

fn read_members(db: &Connection, sample: &RecordId) -> Result<Vec<Member>> {
    let sql = "SELECT s.mapping, m.pupil, m.reader, s.stratum, s.first, s.why
        FROM sample_member s JOIN mapping m ON m.id = s.mapping WHERE s.sample = ?1 ORDER BY s.i";
    ask::all(db, sql, [sample.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok(Member {
            mapping: row.name(RecordId::new)?,
            pupil: row.name(PupilId::new)?,
            officer: row.plain()?,
            stratum: count(row.plain()?),
            first: row.plain()?,
            why: whys(&row.plain::<String>()?)?,
        })
    })
}

fn whys(codes: &str) -> Result<Vec<Why>> {
    let why = |code: &str| {
        Why::from_code(code).ok_or_else(|| StoreError::Damaged(format!("\"{code}\" in why")))
    };
    codes.split(',').map(why).collect()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(whole: i64) -> usize {
    usize::try_from(whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moderation::sample::{Candidate, Limits, draw};
    use crate::store::fixtures::{at, framework, officer, pupil, sheet, workspace};

    #[test]
    fn a_sample_comes_back_as_it_was_drawn_and_is_in_the_chain() {
        let (_folder, mut store) = workspace(3);
        let mut candidates = Vec::new();
        for n in 1..=3 {
            let id = pupil(&store, &format!("K-{n}"));
            let sheet = sheet(&store, &id, "3");
            let mapping = store.record(sheet, None, at(n)).unwrap();
            let tariff = mapping.sheet.outcome.as_ref().unwrap().tariff.clone();
            candidates.push(Candidate {
                mapping: mapping.id,
                pupil: id,
                officer: officer().name,
                result: Ranked::Tariff(3, tariff),
                board: None,
                community: None,
                school: None,
            });
        }
        let limits = Limits::default();
        let drawn = Drawn {
            framework: framework(),
            cohort: Cohort::Officer(officer().name),
            sample: draw(&candidates, u64::MAX - 3, &limits),
            limits,
            reader: officer(),
        };
        let kept = store.keep_sample(drawn, "first draw", at(9)).unwrap();
        assert_eq!(kept.drawn.sample.members.len(), 3);
        assert_eq!(store.samples(&framework()).unwrap(), [kept]);
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (4, vec![]));
    }
}
