//! What mappings came to, without the words: tariffs, the areas' levels, flags; for what is reckoned over many.

use rusqlite::{Connection, Params};

use super::ask;
use super::change::still;
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::{Result, StoreError};
use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{
    AreaId, FrameworkKey, LevelId, PlanId, PupilId, Reader, RecordId, TariffId,
};
use crate::domain::mapping::Purpose;
use crate::domain::place::Setting;

/// A mapping that was not taken back, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levelled {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// The plan version it was read from.
    pub plan: Option<PlanId>,
    /// Who read.
    pub reader: Reader,
    /// What it was read for, where it does not count by itself.
    pub purpose: Option<Purpose>,
    /// The pupil's setting as the derivation took it.
    pub setting: Option<Setting>,
    /// When it was recorded.
    pub recorded: Moment,
    /// Whether it was not read but stands as it was under a version that was adopted.
    pub adopted: bool,
    /// The tariff; nothing where the plan cannot be mapped.
    pub tariff: Option<TariffId>,
    /// The levels of the areas.
    pub levels: Vec<(AreaId, LevelId)>,
    /// The rules that flagged it.
    pub flags: Vec<FlagRule>,
}

impl Store {
    /// Counts the mappings that stand in a setting under a framework version by their tariff, schools' own readings and
    /// those read for another purpose aside.
    pub fn tariffs_in(
        &self,
        framework: &FrameworkKey,
        setting: Option<Setting>,
    ) -> Result<Vec<(TariffId, u64)>> {
        let sql = "SELECT m.tariff, count(*) FROM mapping m
            WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.setting IS ?3 AND m.tariff IS NOT NULL
                AND m.role <> 'school' AND m.purpose IS NULL
                AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)
            GROUP BY m.tariff";
        let asked = (
            &framework.id,
            &framework.version,
            setting.map(Setting::code),
        );
        ask::all(&self.db, sql, asked, |row| {
            let row = &mut Columns::of(row);
            let tariff = row.name(TariffId::new)?;
            Ok((tariff, row.plain::<i64>()?.unsigned_abs()))
        })
    }

    /// Gives what the mappings under a framework version came to, in the order of their ids.
    pub fn levelled(&self, framework: &FrameworkKey) -> Result<Vec<Levelled>> {
        let moment = still(&self.db)?;
        let of = "m.framework = ?1 AND m.framework_version = ?2";
        let stands = "AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)";
        let asked = (&framework.id, &framework.version);
        filled(&moment, (of, stands), asked)
    }

    /// Gives what some mappings came to, those taken back among them, in the order of their ids.
    pub fn levelled_of(&self, mappings: &[RecordId]) -> Result<Vec<Levelled>> {
        let moment = still(&self.db)?;
        let unwritable = |_| StoreError::Damaged("a record's id that cannot be written".into());
        let asked = serde_json::to_string(mappings).map_err(unwritable)?;
        let of = "m.id IN (SELECT value FROM json_each(?1))";
        filled(&moment, (of, ""), [asked.as_str()])
    }
}

/// The mappings `of` which is asked, and which of these `stand`; their levels and flags with them.
fn filled(
    db: &Connection,
    (of, stand): (&str, &str),
    asked: impl Params + Copy,
) -> Result<Vec<Levelled>> {
    let mut found = heads(db, &format!("{of} {stand}"), asked)?;
    let sql = format!(
        "SELECT a.mapping, a.area, a.level FROM area_level a JOIN mapping m ON m.id = a.mapping
            WHERE {of} ORDER BY a.mapping, a.i"
    );
    let mut at = 0;
    ask::each(db, &sql, asked, |row| {
        let row = &mut Columns::of(row);
        let mapping = row.name(RecordId::new)?;
        if let Some(one) = found_from(&mut found, &mut at, &mapping) {
            one.levels
                .push((row.name(AreaId::new)?, row.name(LevelId::new)?));
        }
        Ok(())
    })?;
    let sql = format!(
        "SELECT f.mapping, f.rule FROM flag f JOIN mapping m ON m.id = f.mapping
            WHERE {of} ORDER BY f.mapping, f.i"
    );
    let mut at = 0;
    ask::each(db, &sql, asked, |row| {
        let row = &mut Columns::of(row);
        let mapping = row.name(RecordId::new)?;
        if let Some(one) = found_from(&mut found, &mut at, &mapping) {
            one.flags.push(row.code()?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn heads(db: &Connection, of: &str, asked: impl Params) -> Result<Vec<Levelled>> {
    let sql = format!(
        "SELECT m.id, m.pupil, m.plan, m.reader, m.role, m.purpose, m.setting, m.recorded, m.adopted_by IS NOT NULL, m.tariff
            FROM mapping m WHERE {of} ORDER BY m.id"
    );
    ask::all(db, &sql, asked, |row| {
        let row = &mut Columns::of(row);
        Ok(Levelled {
            mapping: row.name(RecordId::new)?,
            pupil: row.name(PupilId::new)?,
            plan: row.maybe_name(PlanId::new)?,
            reader: row.reader()?,
            purpose: row.maybe_code()?,
            setting: row.maybe_code()?,
            recorded: row.moment()?,
            adopted: row.plain()?,
            tariff: row.maybe_name(TariffId::new)?,
            levels: Vec::new(),
            flags: Vec::new(),
        })
    })
}

/// The mapping of an id, looked for from where the last one was found: both go by the ids.
fn found_from<'a>(
    found: &'a mut [Levelled],
    at: &mut usize,
    mapping: &RecordId,
) -> Option<&'a mut Levelled> {
    while found.get(*at).is_some_and(|one| one.mapping < *mapping) {
        *at += 1;
    }
    found.get_mut(*at).filter(|one| one.mapping == *mapping)
}

#[cfg(test)]
mod tests {
    use crate::store::fixtures::{at, cannot, framework, officer, pupil, sheet, workspace};

    #[test]
    fn what_stands_is_given_with_its_levels_and_flags() {
        let (_folder, mut store) = workspace(2);
        let (one, two) = (pupil(&store, "K-1"), pupil(&store, "K-2"));
        let gone = store.record(sheet(&store, &one, "3"), None, at(1)).unwrap();
        let first = store.record(sheet(&store, &one, "4"), None, at(2)).unwrap();
        let second = store.record(cannot(&store, &two), None, at(3)).unwrap();
        store
            .withdraw(&gone.id, &officer(), "again", at(4))
            .unwrap();
        let found = store.levelled(&framework()).unwrap();
        let ids: Vec<_> = found.iter().map(|one| &one.mapping).collect();
        assert_eq!(ids, [&first.id, &second.id]);
        for (one, mapping) in found.iter().zip([&first, &second]) {
            let sheet = &mapping.sheet;
            let levels = sheet.judged.area_levels.iter();
            let levels: Vec<_> = levels
                .map(|one| (one.area.clone(), one.level.clone()))
                .collect();
            assert_eq!(one.levels, levels);
            let flags: Vec<_> = sheet.flags.iter().map(|flag| flag.rule).collect();
            assert_eq!(one.flags, flags);
            let tariff = sheet.outcome.as_ref().map(|one| one.tariff.clone());
            assert_eq!(one.tariff, tariff);
        }
    }
}
