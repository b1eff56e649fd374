//! What a plan says that no reader judges the level of: how many provisions it has, and the hours of each area.

use std::collections::HashMap;

use super::ask;
use super::change::still;
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::Result;
use crate::domain::identity::{AreaId, FrameworkKey, RecordId};
use crate::domain::moderation::drift::expected::Facts;

/// Provisions that say again what stands before count once.
const PROVISIONS: &str = "SELECT m.id, COUNT(*) FROM mapping m CROSS JOIN mapping_provision p ON p.mapping = m.id
    WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role = 'officer' AND p.duplicate_of IS NULL
    GROUP BY m.id";

/// Pupils are only put in fifths by these hours, so that a number that is not exact does.
const HOURS: &str = "SELECT m.id, j.area, CAST(p.annual_hours AS REAL) FROM mapping m
    CROSS JOIN judgement j ON j.mapping = m.id
    CROSS JOIN mapping_provision p ON p.mapping = m.id AND p.n = j.n
    WHERE m.framework = ?1 AND m.framework_version = ?2 AND m.role = 'officer'
        AND j.area IS NOT NULL AND p.annual_hours IS NOT NULL";

impl Store {
    /// Gives the provisions and the annual hours evidenced in each area, of every officer's mapping under a version.
    pub fn evidenced(&self, framework: &FrameworkKey) -> Result<HashMap<RecordId, Facts>> {
        let moment = still(&self.db)?;
        let asked = (&framework.id, &framework.version);
        let mut found: HashMap<RecordId, Facts> = HashMap::new();
        ask::each(&moment, PROVISIONS, asked, |row| {
            let row = &mut Columns::of(row);
            let mapping = row.name(RecordId::new)?;
            found.entry(mapping).or_default().provisions = row.plain()?;
            Ok(())
        })?;
        ask::each(&moment, HOURS, asked, |row| {
            let row = &mut Columns::of(row);
            let facts = found.entry(row.name(RecordId::new)?).or_default();
            let (area, hours): (_, f64) = (row.name(AreaId::new)?, row.plain()?);
            *facts.hours.entry(area).or_default() += hours;
            Ok(())
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::judgement::Judgement;
    use crate::store::fixtures::{at, framework, pupil, sheet, workspace};

    #[test]
    fn hours_count_in_the_area_they_are_evidence_for() {
        let (_folder, mut store) = workspace(2);
        let (one, two) = (pupil(&store, "K-1"), pupil(&store, "K-2"));
        let mut both = sheet(&store, &one, "3");
        let again = both.judged.judgements[0].clone();
        both.provisions[1].duplicate_of = None;
        both.judged.judgements[1] = Judgement { n: 2, ..again };
        let both = store.record(both, None, at(1)).unwrap();
        let single = store.record(sheet(&store, &two, "3"), None, at(2)).unwrap();
        let mut blind = sheet(&store, &two, "3");
        blind.reader.role = Role::Moderator;
        let blind = store.record(blind, None, at(3)).unwrap();
        let found = store.evidenced(&framework()).unwrap();
        let facts = |id| {
            let facts: &Facts = &found[id];
            (facts.provisions, facts.hours[&AreaId::new("ci")])
        };
        assert_eq!(facts(&both.id), (2, 2.5));
        assert_eq!(facts(&single.id), (1, 1.25));
        assert!(!found.contains_key(&blind.id));
    }
}
