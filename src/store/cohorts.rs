//! Pupils taught out of their cohort, as somebody said who knows them.

use rusqlite::{Connection, ToSql};

use super::change::change;
use super::checksums::{self, Summed};
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::Result;
use super::{ask, pupils};
use crate::domain::caseload::CohortWord;
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
        let row: [(&str, &dyn ToSql); 6] = [
            ("pupil", &pupil.as_str()),
            ("years", &years),
            ("at", &now.millis()),
            ("reader", &by.name),
            ("role", &by.role.code()),
            ("reason", &reason),
        ];
        checksums::put(&change, Summed::Cohort, &row)?;
        change.commit()
    }
}

/// What was said of a pupil's cohort, oldest first.
pub(crate) fn said(db: &Connection, pupil: &PupilId) -> Result<Vec<CohortWord>> {
    let sql = "SELECT at, years, reader, role, reason FROM cohort WHERE pupil = ?1 ORDER BY id";
    ask::all(db, sql, [pupil.as_str()], |row| {
        let row = &mut Columns::of(row);
        Ok(CohortWord {
            at: row.moment()?,
            years: row.plain()?,
            reader: row.reader()?,
            reason: row.plain()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caseload::Event;
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
        let history = store.history(&one).unwrap();
        let words = history.into_iter().filter_map(|event| match event {
            Event::Cohort(word) => Some((word.at, word.years, word.reason)),
            Event::Imported { .. }
            | Event::PlanReceived { .. }
            | Event::Mapped(_)
            | Event::Withdrawn(_)
            | Event::Decided(_) => None,
        });
        let word = |years, reason: &str, minute| (at(minute), years, reason.to_owned());
        let expected = [
            word(Some(-1), "repeated year 4", 2),
            word(Some(1), "repeated year 4", 3),
            word(None, "a slip", 4),
        ];
        assert_eq!(words.collect::<Vec<_>>(), expected);
        assert_eq!(store.verified().unwrap().faults, []);
    }
}
