//! What was judged before: the same words, moderators' judgements, and the pace.

use std::collections::HashMap;

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::payload::{MappingWords, words};
use super::fault::Result;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId};

/// A provision's words, and what a moderator took them for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedText {
    /// The words.
    pub text: String,
    /// The area.
    pub area: AreaId,
    /// The level.
    pub level: LevelId,
}

impl Store {
    /// Counts, for provisions of the same words, the readings that took them for evidence of each area and level, the
    /// most frequent first. Withdrawn readings and schools' do not count.
    pub fn same_words(
        &self,
        framework: &FrameworkKey,
        words_key: &Digest,
    ) -> Result<Vec<(AreaId, Option<LevelId>, u32)>> {
        let sql = "SELECT j.area, j.level, count(DISTINCT m.id) AS readings
            FROM mapping_provision mp
            JOIN mapping m ON m.id = mp.mapping
            JOIN judgement j ON j.mapping = mp.mapping AND j.n = mp.n
            WHERE mp.words_key = ?1 AND m.framework = ?2 AND m.framework_version = ?3 AND m.role <> 'school'
                AND j.area IS NOT NULL AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            GROUP BY j.area, j.level ORDER BY readings DESC, j.area, j.level";
        let asked = (words_key.bytes(), &framework.id, &framework.version);
        ask::all(&self.db, sql, asked, |row| {
            let row = &mut Columns::of(row);
            Ok((
                row.name(AreaId::new)?,
                row.maybe_name(LevelId::new)?,
                row.plain()?,
            ))
        })
    }

    /// Gives the words that moderators' standing mappings judged at a level, oldest first.
    pub fn judged_texts(&self, framework: &FrameworkKey) -> Result<Vec<JudgedText>> {
        let sql = "SELECT m.id, p.body FROM mapping m JOIN payload p ON p.record = m.id
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role = 'moderator'
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            ORDER BY m.recorded, m.id";
        let mut found = Vec::new();
        ask::each(&self.db, sql, (&framework.id, &framework.version), |row| {
            let id: String = row.get(0)?;
            let words: MappingWords = words(row.get::<_, Option<String>>(1)?.as_deref())?;
            found.extend(self.judged(&id, words)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn judged(&self, mapping: &str, words: MappingWords) -> Result<Vec<JudgedText>> {
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
            Ok(text.map(|text| JudgedText { text, area, level }))
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    /// Gives when officers' and moderators' standing mappings were recorded since a moment, oldest first.
    pub fn pace(&self, framework: &FrameworkKey, since: Moment) -> Result<Vec<Moment>> {
        let sql = "SELECT recorded FROM mapping m
            WHERE framework = ?1 AND framework_version = ?2 AND recorded >= ?3 AND role <> 'school'
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            ORDER BY recorded";
        let asked = (&framework.id, &framework.version, since.millis());
        ask::all(&self.db, sql, asked, |row| Columns::of(row).moment())
    }
}
