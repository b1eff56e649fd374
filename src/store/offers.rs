//! Suggestions that readers saw, as the records have them.

use std::collections::HashMap;

use super::ask;
use super::change::still;
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::Result;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, RecordId};

/// The suggestions shown for one mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// How many provisions the mapping has.
    pub provisions: usize,
    /// At how many of them suggestions were shown.
    pub shown: usize,
    /// Those that were taken: the provision's number, the area, the level.
    pub taken: Vec<(u32, AreaId, LevelId)>,
    /// Whether a judgement or level changed after the tariff was shown.
    pub changed_after_reveal: bool,
}

impl Store {
    /// Gives what was suggested for each mapping that stands under a framework version.
    pub fn shown(&self, framework: &FrameworkKey) -> Result<HashMap<RecordId, Shown>> {
        let moment = still(&self.db)?;
        let stands = "m.framework = ?1 AND m.framework_version = ?2
            AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.mapping = m.id)";
        let asked = (&framework.id, &framework.version);
        let mut found: HashMap<RecordId, Shown> = HashMap::new();
        let sql = format!(
            "SELECT m.id, m.changed_after_reveal, count(p.n) FROM mapping m
                LEFT JOIN mapping_provision p ON p.mapping = m.id WHERE {stands} GROUP BY m.id"
        );
        ask::each(&moment, &sql, asked, |row| {
            let row = &mut Columns::of(row);
            let mapping = row.name(RecordId::new)?;
            let changed_after_reveal = row.plain()?;
            let provisions = row.plain::<u32>()? as usize;
            found.insert(
                mapping,
                Shown {
                    provisions,
                    changed_after_reveal,
                    ..Shown::default()
                },
            );
            Ok(())
        })?;
        let sql = format!(
            "SELECT o.mapping, o.n, o.area, o.level, o.taken FROM offered o JOIN mapping m ON m.id = o.mapping
                WHERE {stands} ORDER BY o.mapping, o.n, o.place"
        );
        let mut last = None;
        ask::each(&moment, &sql, asked, |row| {
            let row = &mut Columns::of(row);
            let (mapping, n) = (row.name(RecordId::new)?, row.plain::<u32>()?);
            let (area, level) = (row.name(AreaId::new)?, row.name(LevelId::new)?);
            let taken: bool = row.plain()?;
            let Some(one) = found.get_mut(&mapping) else {
                return Ok(());
            };
            let place = Some((mapping, n));
            one.shown += usize::from(last != place);
            last = place;
            if taken {
                one.taken.push((n, area, level));
            }
            Ok(())
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mapping::Offered;
    use crate::store::fixtures::{at, framework, pupil, sheet, workspace};

    #[test]
    fn what_was_shown_and_taken_is_counted_by_the_provision() {
        let (_folder, mut store) = workspace(1);
        let one = pupil(&store, "K-1");
        let mut sheet = sheet(&store, &one, "4");
        let offered = |place: u32, level: &str, taken| Offered {
            n: 1,
            area: AreaId::new("ci"),
            level: LevelId::new(level),
            place,
            taken,
        };
        sheet.course.offered = vec![offered(1, "3", false), offered(2, "4", true)];
        let provisions = sheet.provisions.len();
        let mapping = store.record(sheet, None, at(1)).unwrap();
        let found = store
            .shown(&framework())
            .unwrap()
            .remove(&mapping.id)
            .unwrap();
        assert_eq!((found.provisions, found.shown), (provisions, 1));
        assert_eq!(found.taken, [(1, AreaId::new("ci"), LevelId::new("4"))]);
    }
}
