//! The caseload as counts see it, kept packed beside the records: what a cold start would read for seconds.
//!
//! It is a copy. The tables it is made from only ever grow, so that their last rows tell whether it still holds, and of
//! whom something was recorded since; what brings more than records drops it. Whoever finds it missing, made by something
//! else or out of date counts anew from the records.

mod marks;

use rusqlite::{Connection, params};

use super::change::{change, still};
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::Result;
use super::{ask, caseload::Sight};
use crate::domain::caseload::Entry;
use crate::domain::digest::Digest;
use crate::domain::identity::FrameworkKey;

pub use marks::Marks;

/// With all that any dimension asks.
const SIGHT: Sight = Sight {
    until: None,
    moderation: true,
    levels: true,
};

/// How many bytes of pupils, and of ids, lie in a row.
const STRETCH: usize = 1 << 19;

/// The kept copy as it was read, and what came since.
#[derive(Debug)]
pub struct Kept {
    /// What many pupils share.
    pub shared: String,
    /// The pupils' ids; read only where they are asked for, or where something came since.
    pub ids: Option<Vec<u8>>,
    /// The entries, as they are now, of those of whom something was recorded since.
    pub since: Vec<Entry>,
    /// How far the tables have come, those since included.
    pub marks: Marks,
}

/// A copy to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping<'a> {
    /// The digest of all that it was reckoned by, but the day.
    pub made: &'a Digest,
    /// How far the tables had come.
    pub marks: &'a Marks,
    /// What many pupils share.
    pub shared: &'a str,
    /// The pupils.
    pub pupils: &'a [u8],
    /// Their ids.
    pub ids: &'a [u8],
}

impl Store {
    /// Gives the copy that was kept, where it was made by the same and still holds, and hands on the bytes of its pupils as
    /// they are read; `names` asks for the ids in any case.
    pub fn counted(
        &self,
        made: &Digest,
        framework: &FrameworkKey,
        names: bool,
        pupils: &mut dyn FnMut(&[u8]),
    ) -> Result<Option<Kept>> {
        let moment = still(&self.db)?;
        let sql = "SELECT marks, shared FROM counted WHERE made = ?1";
        let head = ask::one(&moment, sql, [made.bytes()], |row| {
            let row = &mut Columns::of(row);
            Ok((row.plain::<String>()?, row.plain()?))
        })?;
        let Some((marks, shared)) = head else {
            return Ok(None);
        };
        let now = Marks::now(&moment)?;
        let since = Marks::read(&marks).map(|kept| kept.since(&now, &moment));
        let Some(since) = since.transpose()?.flatten() else {
            return Ok(None);
        };
        each_stretch(&moment, "counted_pupils", pupils)?;
        let names = names || !since.is_empty();
        let ids = names.then(|| body(&moment, "counted_ids")).transpose()?;
        Ok(Some(Kept {
            shared,
            ids,
            since: match since.as_slice() {
                [] => Vec::new(),
                since => self.entries_in(since, framework, SIGHT)?,
            },
            marks: now,
        }))
    }

    /// Hands on every pupil's entry as [`Store::each_entry`] does; gives how far the tables had come.
    pub fn each_entry_marked(
        &self,
        framework: &FrameworkKey,
        take: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<Marks> {
        let moment = still(&self.db)?;
        let marks = Marks::now(&moment)?;
        self.each_entry_in(framework, SIGHT, take)?;
        Ok(marks)
    }

    /// Gives the copy that was kept, as [`Store::counted`] does, and how far the tables have come, and where there is one
    /// hands on every pupil's entry as of the same moment.
    pub fn counted_beside(
        &self,
        (made, framework): (&Digest, &FrameworkKey),
        pupils: &mut dyn FnMut(&[u8]),
        take: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<Option<Kept>> {
        let _moment = still(&self.db)?;
        let kept = self.counted(made, framework, true, pupils)?;
        if kept.is_some() {
            self.each_entry_in(framework, SIGHT, take)?;
        }
        Ok(kept)
    }

    /// Keeps a copy; the one before goes.
    pub fn keep_counted(&mut self, keeping: Keeping<'_>) -> Result<()> {
        let change = change(&mut self.db)?;
        drop_counted(&change)?;
        for (table, bytes) in [
            ("counted_pupils", keeping.pupils),
            ("counted_ids", keeping.ids),
        ] {
            ask::act(&change, &format!("DELETE FROM {table}"), [])?;
            let sql = format!("INSERT INTO {table} (stretch, body) VALUES (?1, ?2)");
            for (stretch, body) in (0_i64..).zip(bytes.chunks(STRETCH)) {
                ask::act(&change, &sql, params![stretch, body])?;
            }
        }
        let sql = "INSERT INTO counted (id, made, marks, shared) VALUES (1, ?1, ?2, ?3)";
        let marks = keeping.marks.written();
        let row = params![keeping.made.bytes(), marks, keeping.shared];
        ask::act(&change, sql, row)?;
        change.commit()
    }

    /// Drops the copy: it is counted anew.
    pub fn drop_counted(&mut self) -> Result<()> {
        drop_counted(&self.db)
    }
}

/// Drops the copy, for what changes more of the caseload than the last rows of the tables tell.
pub(crate) fn drop_counted(db: &Connection) -> Result<()> {
    ask::act(db, "DELETE FROM counted", []).map(drop)
}

/// The bytes of all stretches, one after the other.
fn body(db: &Connection, table: &str) -> Result<Vec<u8>> {
    let sql = format!("SELECT coalesce(max(stretch) + 1, 0) FROM {table}");
    let stretches = usize::try_from(ask::count(db, &sql, [])?).unwrap_or(0);
    let mut bytes = Vec::with_capacity(stretches.min(1 << 10) * STRETCH);
    each_stretch(db, table, &mut |stretch| bytes.extend_from_slice(stretch))?;
    Ok(bytes)
}

/// Hands on stretches as they are read.
fn each_stretch(db: &Connection, table: &str, take: &mut dyn FnMut(&[u8])) -> Result<()> {
    let sql = format!("SELECT body FROM {table} ORDER BY stretch");
    ask::each(db, &sql, [], |row| {
        take(row.get_ref(0)?.as_blob().unwrap_or_default());
        Ok(())
    })
}
