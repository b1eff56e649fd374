//! Copies of a workspace that still hold somebody: its backups, whatever their form.

use crate::domain::identity::PupilId;
use crate::store::ask;
use crate::store::door::Door;
use crate::store::fault::Result;
use crate::store::opened::beside;

/// Whether a copy of a workspace holds any of some people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// It does.
    Holds,
    /// It does not: it was made before they came, or after they went.
    Free,
    /// It cannot be read, so that nobody knows.
    Unread,
}

/// Says whether the copy of a workspace behind a door holds facts of any of these pupils; writes nothing.
pub fn holds(door: &Door, erased: &[PupilId]) -> Holding {
    let held = || -> Result<bool> {
        let db = beside(door)?;
        for pupil in erased {
            let sql = "SELECT count(*) FROM pupil WHERE id = ?1 AND ref NOT LIKE 'erased-%'";
            if ask::count(&db, sql, [pupil.as_str()])? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    };
    if !door.file().is_file() {
        return Holding::Free;
    }
    match held() {
        Ok(true) => Holding::Holds,
        Ok(false) => Holding::Free,
        Err(_) => Holding::Unread,
    }
}
