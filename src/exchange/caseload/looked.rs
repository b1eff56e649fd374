//! A table that was looked at: who its rows name and which way round its dates stand is known, and pupils come one by one.

use super::super::fault::{Cause, Fault};
use super::super::runs::{Census, Walk};
use super::columns::Columns;
use super::date::{Orders, Settled};
use super::desk::{Aside, Desk, Looked, named};
use super::facts::Reading;
use super::gather::ReadPupil;
use super::opened::{Opened, Top};
use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;
use crate::domain::fact::Fact;

/// A caseload table that was looked at once.
pub struct Rows<'a> {
    opened: Opened<'a>,
    top: usize,
    columns: Columns,
    today: Day,
    looked: Looked,
}

impl<'a> Opened<'a> {
    /// Looks at every row once: who it names, and its dates. The columns are as a map says and else by their names;
    /// `today` tells a birth date yet to come, `told` hears how many rows have gone by and may end the looking.
    pub fn look<E: From<Fault>>(
        mut self,
        today: Day,
        map: Option<&ColumnMap>,
        told: &mut dyn FnMut(u64) -> Result<(), E>,
    ) -> Result<Rows<'a>, E> {
        let file = self.file.clone();
        let chosen = self.chosen(map).map_err(|cause| cause.of(&file));
        let (top, columns) = chosen?;
        let (mut census, mut orders) = (Census::default(), Orders::default());
        let (mut walk, mut run) = (Walk::default(), 0);
        let (settled, mut warnings) = (Settled::default(), Vec::new());
        let (mut rows, mut ended) = (0, None);
        let done = self.each_ahead(top, &mut |row| {
            let mut reading = Reading {
                file: &file,
                columns: &columns,
                row,
                today,
                settled: &settled,
                warnings: &mut warnings,
                rejected: None,
            };
            let named = named(&mut reading).ok();
            (run, _) = walk.meet(named.as_ref());
            if let Some(named) = &named {
                census.note(run, named);
                if reading.rejected.is_none() {
                    reading.note_dates(&mut orders);
                }
            }
            // They are said when the rows are read.
            warnings.clear();
            rows += 1;
            ended = told(rows).err();
            ended.is_none()
        });
        done.map_err(|cause| cause.of(&file))?;
        if let Some(ended) = ended {
            return Err(ended);
        }
        Ok(Rows {
            opened: self,
            top,
            columns,
            today,
            looked: Looked {
                runs: run,
                shared: census.shared(),
                settled: orders.settle(),
            },
        })
    }
}

impl Rows<'_> {
    /// The sheet, where it is a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.opened.top(self.top)?.sheet.as_deref()
    }

    /// The headers.
    pub fn headers(&self) -> Vec<String> {
        let top = self.opened.top(self.top);
        top.map(Top::headers).unwrap_or_default()
    }

    /// What the file says nothing of, of any pupil.
    pub fn silent(&self) -> Vec<Fact> {
        self.columns.silent()
    }

    /// About how many pupils and rejected rows there are: one more for each that stands in two places.
    pub fn count(&self) -> u64 {
        u64::from(self.looked.runs)
    }

    /// Hands on the pupils, in the order of their rows but for those who stand in several places, who come last; gives
    /// what is said beside them.
    ///
    /// Read = pupils + rejected: one entry a pupil taken in, and one a row of those who are not.
    pub fn pupils<E: From<Fault>>(
        &mut self,
        take: &mut dyn FnMut(ReadPupil) -> Result<(), E>,
    ) -> Result<Aside, E> {
        let file = self.opened.file.clone();
        let row = (self.opened.top(self.top)).map_or(1, |top| top.header.number());
        let mut desk = Desk::new(&file, &self.columns, row, self.today, &self.looked);
        let mut refused = None;
        let done = self.opened.each(self.top, &mut |row| {
            let taken = desk.take(row).map_or(Ok(()), &mut *take);
            let hardly = Cause::hardly(desk.rejected(), row.number());
            let hardly = hardly.map_err(|cause| E::from(cause.of(&file)));
            refused = taken.and(hardly).err();
            refused.is_none()
        });
        done.map_err(|cause| cause.of(&file))?;
        if let Some(refused) = refused {
            return Err(refused);
        }
        let (pupils, aside) = desk.cleared();
        pupils.into_iter().try_for_each(take)?;
        Ok(aside)
    }
}
