//! Reviews of mappings, and conflicts of interest: records of their own.

use rusqlite::{Connection, params};

use super::change::change;
use super::connection::{Store, own_key};
use super::content::Kind;
use super::convert::columns::{Columns, code};
use super::convert::payload::{self, NoteWords, words};
use super::fault::{Result, StoreError};
use super::mint::Mint;
use super::records::{next, write, write_payload};
use super::{ask, chain, mappings};
use crate::domain::day::Moment;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, Origin, RecordId};
use crate::domain::mapping::Sheet;
use crate::domain::moderation::review::{Conflict, Review, Reviewed};

const REVIEW: &str = "v.id, v.recorded, v.mapping, v.stream, v.sample, v.reading, v.outcome, v.rule, v.area, v.level,
    v.reader, v.role, p.body, v.adjusted";

impl Store {
    /// Records a review; where it adjusts, `adjusted` is recorded with it, as the mapping that takes the place of the
    /// reviewed one.
    pub fn review(
        &mut self,
        reviewed: Reviewed,
        adjusted: Option<Sheet>,
        now: Moment,
    ) -> Result<Review> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        if !mappings::exists(&change, &reviewed.mapping)? {
            return Err(StoreError::UnknownRecord(reviewed.mapping));
        }
        let adjusted = match adjusted {
            Some(sheet) => Some(write(&change, &mut self.mint, &self.origin, sheet, now)?.id),
            None => None,
        };
        let review = write_review(
            &change,
            (&mut self.mint, &self.origin),
            reviewed,
            adjusted,
            now,
        )?;
        chain::append(&change, &self.origin, Kind::Review, &review.id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()?;
        Ok(review)
    }

    /// Gives the reviews of mappings under a framework version, oldest first.
    pub fn reviews(&self, framework: &FrameworkKey) -> Result<Vec<Review>> {
        let sql = format!(
            "SELECT {REVIEW} FROM review v JOIN mapping m ON m.id = v.mapping LEFT JOIN payload p ON p.record = v.id
                WHERE m.framework = ?1 AND m.framework_version = ?2 ORDER BY v.recorded, v.id"
        );
        ask::all(&self.db, &sql, (&framework.id, &framework.version), |row| {
            read_review(&mut Columns::of(row))
        })
    }

    /// Counts the cases that came back to an officer with a question and wait for them: not answered, mapped again, taken
    /// back or decided otherwise since.
    pub fn came_back(&self, framework: &FrameworkKey, officer: &str) -> Result<u64> {
        // CROSS JOIN keeps the order: from the few that were returned, never from all mappings.
        let sql = "SELECT count(DISTINCT m.pupil) FROM review v CROSS JOIN mapping m ON m.id = v.mapping
            WHERE v.outcome = 'returned' AND m.framework = ?1 AND m.framework_version = ?2
                AND m.reader = ?3 AND m.role = 'officer'
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
                AND NOT EXISTS (SELECT 1 FROM review n WHERE n.mapping = v.mapping AND n.outcome <> 'harmless'
                    AND (n.recorded, n.id) > (v.recorded, v.id))
                AND NOT EXISTS (SELECT 1 FROM mapping n WHERE n.pupil = m.pupil AND n.framework = ?1
                    AND n.framework_version = ?2 AND n.purpose IS NULL AND n.role = 'officer'
                    AND (n.recorded, n.id) > (m.recorded, m.id)
                    AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = n.id))";
        let asked = (&framework.id, &framework.version, officer);
        Ok(ask::count(&self.db, sql, asked)?.unsigned_abs())
    }

    /// Gives the reviews of a mapping, oldest first.
    pub fn reviews_of(&self, mapping: &RecordId) -> Result<Vec<Review>> {
        let sql = format!(
            "SELECT {REVIEW} FROM review v LEFT JOIN payload p ON p.record = v.id
                WHERE v.mapping = ?1 ORDER BY v.recorded, v.id"
        );
        ask::all(&self.db, &sql, [mapping.as_str()], |row| {
            read_review(&mut Columns::of(row))
        })
    }

    /// Records that somebody will not judge the pupils of a school.
    pub fn declare(&mut self, conflict: &Conflict, now: Moment) -> Result<()> {
        let change = change(&mut self.db)?;
        let key = own_key(&change, self.key.as_ref(), self.door.folder())?;
        let (id, recorded) = next(&change, &mut self.mint, &self.origin, now)?;
        let body = payload::body(&NoteWords::of(&conflict.reason))?;
        let digest = write_payload(&change, &mut self.mint, &id, &body)?;
        let sql = "INSERT INTO conflict (id, origin, school, reader, role, recorded, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = params![
            id.as_str(),
            self.origin.as_str(),
            conflict.school,
            conflict.reader.name,
            conflict.reader.role.code(),
            recorded.millis(),
            digest.bytes(),
        ];
        ask::act(&change, sql, row)?;
        chain::append(&change, &self.origin, Kind::Conflict, &id)?;
        chain::seal(&change, &self.origin, key)?;
        change.commit()
    }

    /// Gives every conflict of interest that was declared, oldest first.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        let sql = "SELECT c.reader, c.role, c.school, p.body FROM conflict c LEFT JOIN payload p ON p.record = c.id
            ORDER BY c.recorded, c.id";
        ask::all(&self.db, sql, [], |row| {
            let row = &mut Columns::of(row);
            let (reader, school) = (row.reader()?, row.plain()?);
            let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
            Ok(Conflict {
                reader,
                school,
                reason: words.note.unwrap_or_default(),
            })
        })
    }
}

/// Reads a review or a conflict of interest as the screens will, to see that it can be.
pub(crate) fn reads(db: &Connection, kind: Kind, record: &RecordId) -> Result<()> {
    let id = [record.as_str()];
    if kind == Kind::Review {
        let sql = format!(
            "SELECT {REVIEW} FROM review v LEFT JOIN payload p ON p.record = v.id WHERE v.id = ?1"
        );
        ask::one(db, &sql, id, |row| read_review(&mut Columns::of(row)))?;
    } else {
        let sql = "SELECT c.reader, c.role, p.body FROM conflict c LEFT JOIN payload p ON p.record = c.id WHERE c.id = ?1";
        ask::one(db, sql, id, |row| {
            let row = &mut Columns::of(row);
            row.reader()?;
            words::<NoteWords>(row.plain::<Option<String>>()?.as_deref())
        })?;
    }
    Ok(())
}

fn write_review(
    db: &Connection,
    (mint, origin): (&mut Mint, &Origin),
    reviewed: Reviewed,
    adjusted: Option<RecordId>,
    now: Moment,
) -> Result<Review> {
    let (id, recorded) = next(db, mint, origin, now)?;
    let note = reviewed.reason.as_deref().unwrap_or_default();
    let body = payload::body(&NoteWords::of(note))?;
    let digest = write_payload(db, mint, &id, &body)?;
    let sql = "INSERT INTO review (id, origin, mapping, stream, sample, reading, outcome, adjusted, rule, area, level,
            reader, role, recorded, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let (area, level) = match &reviewed.descriptor {
        Some((area, level)) => (Some(area.as_str()), level.as_ref().map(LevelId::as_str)),
        None => (None, None),
    };
    let row = params![
        id.as_str(),
        origin.as_str(),
        reviewed.mapping.as_str(),
        code(&reviewed.stream)?,
        reviewed.sample.as_ref().map(RecordId::as_str),
        reviewed.reading.as_ref().map(RecordId::as_str),
        code(&reviewed.decision)?,
        adjusted.as_ref().map(RecordId::as_str),
        reviewed.rule.as_ref().map(code).transpose()?,
        area,
        level,
        reviewed.reader.name,
        reviewed.reader.role.code(),
        recorded.millis(),
        digest.bytes(),
    ];
    ask::act(db, sql, row)?;
    Ok(Review {
        id,
        recorded,
        reviewed,
        adjusted,
    })
}

fn read_review(row: &mut Columns<'_>) -> Result<Review> {
    let (id, recorded) = (row.name(RecordId::new)?, row.moment()?);
    let mapping = row.name(RecordId::new)?;
    let stream = row.code()?;
    let sample = row.maybe_name(RecordId::new)?;
    let reading = row.maybe_name(RecordId::new)?;
    let decision = row.code()?;
    let rule = row.maybe_code()?;
    let (area, level) = (row.maybe_name(AreaId::new)?, row.maybe_name(LevelId::new)?);
    let reader = row.reader()?;
    let words: NoteWords = words(row.plain::<Option<String>>()?.as_deref())?;
    Ok(Review {
        id,
        recorded,
        reviewed: Reviewed {
            mapping,
            stream,
            sample,
            reading,
            decision,
            rule,
            descriptor: area.map(|area| (area, level)),
            reader,
            reason: words.note,
        },
        adjusted: row.maybe_name(RecordId::new)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flag::FlagRule;
    use crate::domain::identity::{Reader, Role};
    use crate::domain::mapping::Purpose;
    use crate::domain::moderation::review::{Decision, Stream};
    use crate::store::fixtures::{at, framework, pupil, sheet, standing, workspace};

    fn moderator() -> Reader {
        Reader {
            name: "Moira Bell".to_owned(),
            role: Role::Moderator,
        }
    }

    fn reviewed(mapping: &RecordId, decision: Decision) -> Reviewed {
        Reviewed {
            mapping: mapping.clone(),
            stream: Stream::Flagged,
            sample: None,
            reading: None,
            decision,
            rule: (decision == Decision::Harmless).then_some(FlagRule::Vague),
            descriptor: Some((AreaId::new("ci"), Some(LevelId::new("4")))),
            reader: moderator(),
            reason: decision.needs_reason().then(|| "daily, so 4".to_owned()),
        }
    }

    #[test]
    fn a_blind_reading_does_not_count_and_an_adjustment_does() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let officers = store.record(sheet(&store, &id, "3"), None, at(1)).unwrap();
        let mut blind = sheet(&store, &id, "4");
        (blind.reader, blind.purpose) = (moderator(), Some(Purpose::Blind));
        let reading = store.record(blind.clone(), None, at(2)).unwrap();
        assert_eq!(store.mapping(&reading.id).unwrap(), Some(reading.clone()));
        assert_eq!(standing(&store, "K-1").len(), 1);
        blind.purpose = None;
        let mut adjusting = reviewed(&officers.id, Decision::Adjusted);
        adjusting.reading = Some(reading.id);
        let review = store.review(adjusting, Some(blind), at(3)).unwrap();
        assert_eq!(standing(&store, "K-1").len(), 2);
        assert_eq!(
            store.reviews_of(&officers.id).unwrap(),
            std::slice::from_ref(&review)
        );
        assert_eq!(store.reviews(&framework()).unwrap(), [review]);
        let verified = store.verified().unwrap();
        assert_eq!((verified.records, verified.faults), (4, vec![]));
    }

    #[test]
    fn a_case_waits_for_its_officer_until_it_is_answered_decided_or_mapped_again() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let officer = sheet(&store, &id, "3").reader.name;
        let waiting = |store: &Store| {
            assert_eq!(store.came_back(&framework(), "Somebody").unwrap(), 0);
            store.came_back(&framework(), &officer).unwrap()
        };
        let mut mapping = store.record(sheet(&store, &id, "3"), None, at(1)).unwrap();
        assert_eq!(waiting(&store), 0);
        for (minute, then) in [(2, Decision::Answered), (4, Decision::Agreed)] {
            let returned = reviewed(&mapping.id, Decision::Returned);
            store.review(returned, None, at(minute)).unwrap();
            let harmless = reviewed(&mapping.id, Decision::Harmless);
            store.review(harmless, None, at(minute)).unwrap();
            assert_eq!(waiting(&store), 1);
            let then = reviewed(&mapping.id, then);
            store.review(then, None, at(minute + 1)).unwrap();
            assert_eq!(waiting(&store), 0);
        }
        let returned = reviewed(&mapping.id, Decision::Returned);
        store.review(returned, None, at(6)).unwrap();
        let mut blind = sheet(&store, &id, "4");
        (blind.reader, blind.purpose) = (moderator(), Some(Purpose::Blind));
        store.record(blind, None, at(7)).unwrap();
        assert_eq!(waiting(&store), 1);
        mapping = store.record(sheet(&store, &id, "4"), None, at(8)).unwrap();
        assert_eq!(waiting(&store), 0);
        let returned = reviewed(&mapping.id, Decision::Returned);
        store.review(returned, None, at(9)).unwrap();
        assert_eq!(waiting(&store), 1);
        store
            .withdraw(&mapping.id, &moderator(), "a slip", at(10))
            .unwrap();
        assert_eq!(waiting(&store), 1);
    }

    #[test]
    fn every_decision_comes_back() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mapping = store.record(sheet(&store, &id, "3"), None, at(1)).unwrap();
        let mut kept = Vec::new();
        for decision in Decision::ALL {
            let adjusts = decision == Decision::Adjusted;
            let adjusted = adjusts.then(|| sheet(&store, &id, "4"));
            let review = reviewed(&mapping.id, decision);
            kept.push(store.review(review, adjusted, at(2)).unwrap());
        }
        assert_eq!(store.reviews_of(&mapping.id).unwrap(), kept);
        let unknown = reviewed(&RecordId::new("nothing"), Decision::Agreed);
        let refused = store.review(unknown, None, at(3));
        assert!(matches!(refused, Err(StoreError::UnknownRecord(_))));
    }

    #[test]
    fn conflicts_are_kept() {
        let (_folder, mut store) = workspace(1);
        let conflict = Conflict {
            reader: moderator(),
            school: "Alder".to_owned(),
            reason: "a governor there".to_owned(),
        };
        store.declare(&conflict, at(1)).unwrap();
        assert_eq!(store.conflicts().unwrap(), [conflict]);
        assert_eq!(store.verified().unwrap().faults, []);
    }
}
