//! What files tell of pupils, as they tell it: for checking the caseload.

use super::ask;
use super::connection::Store;
use super::convert::columns::Columns;
use super::convert::facts::{facts, selected};
use super::fault::Result;
use super::schools::{SCHOOL, school};
use crate::domain::day::{Day, Moment};
use crate::domain::pupil::Facts;
use crate::domain::school::School;

/// What the files tell of a pupil, with nothing lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldPupil {
    /// The facts.
    pub facts: Facts,
    /// The file that told them.
    pub file: String,
    /// The row of it, where it is known.
    pub line: Option<u64>,
    /// The day of the file that named the pupil last.
    pub as_of: Day,
    /// The school that stands in the place of theirs today.
    pub school: Option<School>,
}

impl Store {
    /// Hands on what is told of each pupil of the caseload, in the order they came; not of those who have left.
    pub fn each_told(&self, take: &mut dyn FnMut(ToldPupil) -> Result<()>) -> Result<()> {
        let sql = format!(
            "SELECT i.file, v.line, n.at, {}, {SCHOOL} FROM pupil p
                CROSS JOIN pupil_version v ON v.id = p.version
                CROSS JOIN import i ON i.seq = v.import CROSS JOIN import n ON n.seq = p.named
                LEFT JOIN school o ON o.urn = v.urn LEFT JOIN school_version s ON s.id = o.now
                WHERE p.undone IS NULL AND p.departed IS NULL ORDER BY p.id",
            selected("v")
        );
        ask::each(&self.db, &sql, [], |row| {
            let row = &mut Columns::of(row);
            let (file, line): (String, Option<i64>) = (row.plain()?, row.plain()?);
            let as_of = row.moment().map(Moment::day)?;
            take(ToldPupil {
                facts: facts(row)?,
                file,
                line: line.map(i64::unsigned_abs),
                as_of,
                school: school(row)?,
            })
        })
    }

    /// Whether a register of schools has come in.
    pub fn is_registered(&self) -> Result<bool> {
        Ok(ask::count(
            &self.db,
            "SELECT count(*) FROM (SELECT 1 FROM school LIMIT 1)",
            [],
        )? > 0)
    }
}
