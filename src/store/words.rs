//! What was judged before: the same words, moderators' judgements, and how long it took.

use std::collections::{BTreeSet, HashMap};

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::payload::{MappingWords, words};
use super::fault::{Result, StoreError};
use crate::domain::day::{Day, Moment};
use crate::domain::digest::Digest;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, PupilId, Reader};

/// A provision's words, and what a moderator took them for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedText {
    /// Whose plan they stand in.
    pub pupil: PupilId,
    /// When they were judged.
    pub recorded: Moment,
    /// The words.
    pub text: String,
    /// The area.
    pub area: AreaId,
    /// The level.
    pub level: LevelId,
}

impl Store {
    /// Counts, for provisions of the same words, the readings that took them for evidence of each area and level, the
    /// most frequent first. Withdrawn readings, schools' and those of the pupils `without` do not count.
    pub fn same_words(
        &self,
        framework: &FrameworkKey,
        words_key: &Digest,
        without: &BTreeSet<PupilId>,
    ) -> Result<Vec<(AreaId, Option<LevelId>, u32)>> {
        // CROSS JOIN keeps the order: from the few provisions of these words, never from all mappings.
        let sql = "SELECT j.area, j.level, count(DISTINCT m.id) AS readings
            FROM mapping_provision mp
            CROSS JOIN mapping m ON m.id = mp.mapping
            CROSS JOIN judgement j ON j.mapping = mp.mapping AND j.n = mp.n
            WHERE mp.words_key = ?1 AND m.framework = ?2 AND m.framework_version = ?3 AND m.role <> 'school'
                AND m.purpose IS NULL AND j.area IS NOT NULL AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
                AND m.pupil NOT IN (SELECT value FROM json_each(?4))
            GROUP BY j.area, j.level ORDER BY readings DESC, j.area, j.level";
        let asked = (
            words_key.bytes(),
            &framework.id,
            &framework.version,
            listed(without)?,
        );
        ask::all(&self.db, sql, asked, |row| {
            let row = &mut Columns::of(row);
            Ok((
                row.name(AreaId::new)?,
                row.maybe_name(LevelId::new)?,
                row.plain()?,
            ))
        })
    }

    /// Whether any mapping has a provision of these words, whatever it was taken for.
    pub fn has_words(&self, words_key: &Digest) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM mapping_provision WHERE words_key = ?1)";
        Ok(ask::count(&self.db, sql, [words_key.bytes()])? > 0)
    }

    /// Gives the words that moderators' standing mappings judged at a level, oldest first; but those of the pupils
    /// `without`.
    pub fn judged_texts(
        &self,
        framework: &FrameworkKey,
        without: &BTreeSet<PupilId>,
    ) -> Result<Vec<JudgedText>> {
        let sql = "SELECT m.id, m.pupil, m.recorded, p.body FROM mapping m JOIN payload p ON p.record = m.id
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role = 'moderator' AND m.purpose IS NULL
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
                AND m.pupil NOT IN (SELECT value FROM json_each(?3))
            ORDER BY m.recorded, m.id";
        let mut found = Vec::new();
        let asked = (&framework.id, &framework.version, listed(without)?);
        ask::each(&self.db, sql, asked, |row| {
            let row = &mut Columns::of(row);
            let (id, pupil) = (row.plain::<String>()?, row.name(PupilId::new)?);
            let recorded = row.moment()?;
            let words: MappingWords = words(row.plain::<Option<String>>()?.as_deref())?;
            found.extend(self.judged(&id, (&pupil, recorded), words)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn judged(
        &self,
        mapping: &str,
        (pupil, recorded): (&PupilId, Moment),
        words: MappingWords,
    ) -> Result<Vec<JudgedText>> {
        let texts: HashMap<u32, String> = words
            .provisions
            .into_iter()
            .map(|one| (one.n, one.text))
            .collect();
        let sql = "SELECT n, area, level FROM judgement WHERE mapping = ?1 AND level IS NOT NULL ORDER BY i";
        let judged = ask::all(&self.db, sql, [mapping], |row| {
            let row = &mut Columns::of(row);
            let text = texts.get(&row.plain::<u32>()?).cloned();
            let (area, level) = (row.name(AreaId::new)?, row.name(LevelId::new)?);
            let pupil = pupil.clone();
            Ok(text.map(|text| JudgedText {
                pupil,
                recorded,
                text,
                area,
                level,
            }))
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    /// Gives how many milliseconds a reader's walks took, from opening to recording, of those recorded on a day.
    ///
    /// A walk is the reader's own in this role and stands; what came in a file was recorded as it was opened, and is none. A
    /// seed is a plan among others; what is read for a standardisation set is not live work.
    pub fn times(&self, framework: &FrameworkKey, reader: &Reader, day: Day) -> Result<Vec<i64>> {
        let sql = "SELECT m.recorded - m.opened FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.reader = ?3 AND m.role = ?4
                AND m.recorded >= ?5 AND m.recorded < ?6 AND m.opened < m.recorded AND m.adopted_by IS NULL
                AND m.purpose IS NOT 'standard'
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)";
        let asked = (
            &framework.id,
            &framework.version,
            &reader.name,
            reader.role.code(),
            day.begins().millis(),
            day.plus_days(1).begins().millis(),
        );
        ask::all(&self.db, sql, asked, |row| Ok(row.get(0)?))
    }
}

/// Pupils as a list that SQLite reads.
fn listed(pupils: &BTreeSet<PupilId>) -> Result<String> {
    let unwritable = |_| StoreError::Damaged("a pupil's id that cannot be written".into());
    serde_json::to_string(pupils).map_err(unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Moment;
    use crate::domain::identity::Role;
    use crate::domain::mapping::Sheet;
    use crate::domain::provision::words_key;
    use crate::store::fixtures::{at, framework, officer, pupil, sheet, workspace};

    fn with_role(mut sheet: Sheet, role: Role) -> Sheet {
        sheet.reader.role = role;
        sheet
    }

    /// Two officers at level 3, one moderator at 4, one school at 5, one officer at 6 withdrawn.
    fn judged() -> (tempfile::TempDir, Store) {
        let (folder, mut store) = workspace(5);
        let readings = [
            ("3", Role::Officer),
            ("3", Role::Officer),
            ("4", Role::Moderator),
            ("5", Role::School),
            ("6", Role::Officer),
        ];
        let mut last = None;
        for ((level, role), n) in readings.into_iter().zip(1..) {
            let id = pupil(&store, &format!("K-{n}"));
            let sheet = with_role(sheet(&store, &id, level), role);
            last = Some(store.record(sheet, None, at(n)).unwrap().id);
        }
        store
            .withdraw(&last.unwrap(), &officer(), "wrong", at(9))
            .unwrap();
        (folder, store)
    }

    #[test]
    fn the_same_words_are_counted_by_level() {
        let (_folder, store) = judged();
        let counted = |text| {
            let all = BTreeSet::new();
            store
                .same_words(&framework(), &words_key(text), &all)
                .unwrap()
        };
        let area = || AreaId::new("ci");
        let level = |level: &str| Some(LevelId::new(level));
        let expected = [(area(), level("3"), 2), (area(), level("4"), 1)];
        assert_eq!(counted("a TA: 15 minutes a day"), expected);
        assert_eq!(counted("A TA, 16 minutes a day."), []);
        // Set aside every time.
        assert_eq!(counted("An OT's visit."), []);
        // Of pupils left out nothing shows.
        let key = words_key("A TA, 15 minutes a day.");
        let without = BTreeSet::from([pupil(&store, "K-1"), pupil(&store, "K-3")]);
        let fewer = store.same_words(&framework(), &key, &without).unwrap();
        assert_eq!(fewer, [(area(), level("3"), 1)]);
    }

    #[test]
    fn only_moderators_judgements_are_given_as_texts() {
        let (_folder, store) = judged();
        let all = BTreeSet::new();
        let texts = store.judged_texts(&framework(), &all).unwrap();
        assert_eq!(texts.len(), 1);
        let without = BTreeSet::from([pupil(&store, "K-3")]);
        let none = store.judged_texts(&framework(), &without).unwrap();
        assert_eq!(none, []);
        assert_eq!(
            (texts[0].text.as_str(), texts[0].level.as_str()),
            ("A TA, 15 minutes a day.", "4")
        );
    }

    #[test]
    fn times_are_of_the_reader_and_the_day() {
        let (_folder, mut store) = workspace(1);
        let id = pupil(&store, "K-1");
        let mut ids = Vec::new();
        for minute in [4, 8, 11, 24 * 60] {
            let sheet = sheet(&store, &id, "3");
            ids.push(store.record(sheet, None, at(minute)).unwrap().id);
        }
        let times = |store: &Store, reader: &Reader, moment: Moment| {
            store.times(&framework(), reader, moment.day()).unwrap()
        };
        // The walks began at minute 2.
        let minutes = |all: &[i64]| all.iter().map(|one| one * 60_000).collect::<Vec<_>>();
        assert_eq!(times(&store, &officer(), at(0)), minutes(&[2, 6, 9]));
        let next_day = at(24 * 60);
        assert_eq!(times(&store, &officer(), next_day), minutes(&[24 * 60 - 2]));
        let other = Reader {
            name: "Tom Reed".into(),
            ..officer()
        };
        let moderator = Reader {
            role: Role::Moderator,
            ..officer()
        };
        for reader in [other, moderator.clone()] {
            assert!(times(&store, &reader, at(0)).is_empty());
        }

        // Neither one taken back counts, nor one of another role, nor one that came in a file, however late it is
        // recorded behind another.
        store
            .withdraw(&ids[1], &officer(), "again", next_day)
            .unwrap();
        let as_moderator = with_role(sheet(&store, &id, "3"), Role::Moderator);
        store.record(as_moderator, None, next_day).unwrap();
        let mut from_file = sheet(&store, &id, "3");
        from_file.course.opened = next_day;
        from_file.course.revealed = None;
        store.record(from_file, None, next_day).unwrap();
        assert_eq!(times(&store, &officer(), at(0)), minutes(&[2, 9]));
        for reader in [officer(), moderator] {
            assert_eq!(times(&store, &reader, next_day), minutes(&[24 * 60 - 2]));
        }
    }
}
