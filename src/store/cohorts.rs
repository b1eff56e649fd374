//! Pupils taught out of their cohort, as somebody said who knows them.

use rusqlite::params;

use super::change::change;
use super::connection::Store;
use super::fault::Result;
use super::{ask, pupils};
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, Reader};

/// How far out of their cohort a pupil is, for a query in which `p` is the pupil.
pub(crate) const YEARS: &str =
    "(SELECT c.years FROM cohort c WHERE c.pupil = p.id ORDER BY c.id DESC LIMIT 1)";

impl Store {
    /// Keeps how many years above (or below, where negative) the year group of their birth a pupil is taught; nothing
    /// takes it back, and the files and the birth date count again.
    pub fn set_cohort(
        &mut self,
        pupil: &PupilId,
        years: Option<i16>,
        by: &Reader,
        reason: &str,
        now: Moment,
    ) -> Result<()> {
        let change = change(&mut self.db)?;
        pupils::known(&change, pupil)?;
        let sql = "INSERT INTO cohort (pupil, years, at, reader, role, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let row = params![
            pupil.as_str(),
            years,
            now.millis(),
            by.name,
            by.role.code(),
            reason
        ];
        ask::act(&change, sql, row)?;
        change.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixtures::{at, framework, officer, pupil, workspace};

    #[test]
    fn the_latest_word_counts_and_none_takes_it_back() {
        let (_folder, mut store) = workspace(2);
        let one = pupil(&store, "K-1");
        let told = |store: &Store| -> Vec<Option<i16>> {
            let entries = store.entries(&framework()).unwrap().into_iter();
            entries.map(|entry| entry.out_of_cohort).collect()
        };
        assert_eq!(told(&store), [None, None]);
        for (years, minute) in [(Some(-1), 2), (Some(1), 3)] {
            store
                .set_cohort(&one, years, &officer(), "repeated year 4", at(minute))
                .unwrap();
            assert_eq!(told(&store), [years, None]);
        }
        store
            .set_cohort(&one, None, &officer(), "a slip", at(4))
            .unwrap();
        assert_eq!(told(&store), [None, None]);
        assert_eq!(store.verified().unwrap().faults, []);
    }
}
