//! Those who were erased and whom a backup from before brings back.

use rusqlite::ToSql;

use crate::domain::identity::{PupilId, PupilRef};
use crate::store::change::change;
use crate::store::checksums::{self, Summed};
use crate::store::connection::Store;
use crate::store::convert::columns::Columns;
use crate::store::door::Door;
use crate::store::fault::Result;
use crate::store::opened::beside;
use crate::store::pupils::is_erased;
use crate::store::{ask, settings};

/// The setting that names those whom a backup brought back, by the ids that are kept.
const BACK: &str = "erased_and_back";

/// Somebody who was erased, and by what a file is told to name them.
pub struct Gone {
    pupil: String,
    marks: Vec<Vec<u8>>,
}

/// Gives those who were erased in a workspace, and those who are to be again; writes nothing.
pub fn gone(door: &Door) -> Result<Vec<Gone>> {
    let db = beside(door)?;
    let text = |row: &rusqlite::Row<'_>| Ok(row.get::<_, String>(0)?);
    let mut pupils = ask::all(&db, "SELECT DISTINCT pupil FROM erased", [], text)?;
    pupils.extend(listed(settings::get(&db, BACK)?));
    pupils.sort();
    pupils.dedup();
    let marks = "SELECT mark FROM erased_mark WHERE pupil = ?1";
    let gone = pupils.into_iter().map(|pupil| {
        let marks = ask::all(&db, marks, [&pupil], |row| Ok(row.get(0)?))?;
        Ok(Gone { pupil, marks })
    });
    gone.collect()
}

fn listed(setting: Option<String>) -> Vec<String> {
    let names = setting.unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}

impl Store {
    /// Keeps who was erased in the workspace whose place this one takes, so that no file brings them in and nobody forgets
    /// to erase them again. They are not erased by themselves: that would be a record, and where colleagues have records of
    /// this workspace that are not here, those come first.
    pub fn remember_gone(&mut self, gone: &[Gone]) -> Result<()> {
        let change = change(&mut self.db)?;
        let mut back = Vec::new();
        for one in gone {
            if is_erased(&change, &PupilId::new(one.pupil.as_str()))? {
                continue;
            }
            back.push(one.pupil.as_str());
            for mark in &one.marks {
                let row: [(&str, &dyn ToSql); 2] = [("mark", mark), ("pupil", &one.pupil)];
                checksums::put_new(&change, Summed::Mark, &row)?;
            }
        }
        if !back.is_empty() {
            settings::set(&change, BACK, &back.join(" "))?;
        }
        change.commit()
    }

    /// Those who were erased, whom a backup brought back, and who were not erased again yet.
    pub fn back(&self) -> Result<Vec<(PupilId, PupilRef)>> {
        let mut back = Vec::new();
        for pupil in listed(self.meta(BACK)?) {
            let pupil = PupilId::new(pupil);
            let sql = "SELECT ref FROM pupil WHERE id = ?1";
            let reference = ask::one(&self.db, sql, [pupil.as_str()], |row| {
                Columns::of(row).name(PupilRef::new)
            })?;
            if let Some(reference) = reference
                && !is_erased(&self.db, &pupil)?
            {
                back.push((pupil, reference));
            }
        }
        Ok(back)
    }
}
