//! Schools: the register's versions, and which school stands in the place of one that closed.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, ToSql, params};

use super::ask;
use super::begun::{begin, follow_last};
use super::change::change;
use super::checksums::{self, Summed};
use super::connection::Store;
use super::convert::columns::Columns;
use super::fault::{Result, heard};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::school::{Ages, School, Succession};

/// A file of the register, all or nothing of which goes in.
#[derive(Clone, Debug)]
pub struct SchoolBatch {
    /// The file's name.
    pub file: String,
    /// The file's digest.
    pub digest: Digest,
    /// The kind of file.
    pub kind: &'static str,
    /// The schools.
    pub schools: Vec<School>,
    /// Which follows which.
    pub successions: Vec<Succession>,
}

/// What became of the schools of a register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Schools not known before.
    pub new: u64,
    /// Schools of which the register says something else than before.
    pub changed: u64,
    /// Schools of which it says the same.
    pub unchanged: u64,
    /// Successions not known before.
    pub successions: u64,
}

/// The columns of a school's version, for [`school`]; `s` is the version.
pub(crate) const SCHOOL: &str = "s.urn, s.name, s.authority, s.kind, s.open, s.closed, s.low, s.high, s.district, s.unit, s.resourced";

/// How many schools may follow one another: a register that runs in a circle is not followed for ever.
const LONGEST: usize = 16;

/// How many schools lie between two words on the progress.
const STRIDE: usize = 256;

impl Store {
    /// The school that stands in the place of a number today, where the register knows it.
    pub fn school_of(&self, urn: &str) -> Result<Option<School>> {
        standing(&self.db, urn)
    }

    /// Takes a file of the register in. One that brings nothing new writes nothing; a dry run takes all back.
    ///
    /// `progress` hears how many schools are done; where it breaks off, nothing comes in.
    pub fn register(
        &mut self,
        batch: &SchoolBatch,
        now: Moment,
        dry_run: bool,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Registered> {
        let change = change(&mut self.db)?;
        follow_last(&change, &mut self.mint)?;
        let import = self.mint.id(now);
        begin(
            &change,
            (&import, now),
            (&batch.file, batch.digest, batch.kind),
        )?;
        let mut registered = Registered::default();
        for (school, done) in batch.schools.iter().zip(0..) {
            if done % STRIDE == 0 {
                heard(progress(done))?;
            }
            take(&change, school, &import, &mut registered)?;
        }
        for one in &batch.successions {
            let row: [(&str, &dyn ToSql); 3] = [
                ("urn", &one.urn),
                ("successor", &one.successor),
                ("import", &import),
            ];
            let is_new = checksums::put_new(&change, Summed::Succession, &row)?;
            registered.successions += u64::from(is_new);
        }
        if registered.new + registered.changed + registered.successions > 0 && !dry_run {
            follow(&change)?;
            change.commit()?;
        }
        Ok(registered)
    }
}

fn take(db: &Connection, school: &School, import: &str, registered: &mut Registered) -> Result<()> {
    let sql = format!(
        "SELECT {SCHOOL} FROM school o JOIN school_version s ON s.id = o.version WHERE o.urn = ?1"
    );
    let before = ask::one(db, &sql, [&school.urn], |row| {
        self::school(&mut Columns::of(row))
    })?;
    match before {
        Some(Some(before)) if before == *school => {
            registered.unchanged += 1;
            return Ok(());
        }
        Some(_) => registered.changed += 1,
        None => registered.new += 1,
    }
    let row: [(&str, &dyn ToSql); 12] = [
        ("import", &import),
        ("urn", &school.urn),
        ("name", &school.name),
        ("authority", &school.authority),
        ("kind", &school.kind),
        ("open", &school.open),
        ("closed", &school.closed.map(|day| day.to_string())),
        ("low", &school.ages.low),
        ("high", &school.ages.high),
        ("district", &school.district),
        ("unit", &school.unit),
        ("resourced", &school.resourced),
    ];
    checksums::put(db, Summed::School, &row)?;
    let version = db.last_insert_rowid();
    let sql = "INSERT INTO school (urn, version, now) VALUES (?1, ?2, ?2)
        ON CONFLICT (urn) DO UPDATE SET version = ?2, now = ?2";
    ask::act(db, sql, params![school.urn, version]).map(drop)
}

/// The school that stands in the place of a number today.
pub(crate) fn standing(db: &Connection, urn: &str) -> Result<Option<School>> {
    let sql = format!(
        "SELECT {SCHOOL} FROM school o JOIN school_version s ON s.id = o.now WHERE o.urn = ?1"
    );
    let found = ask::one(db, &sql, [urn], |row| school(&mut Columns::of(row)))?;
    Ok(found.flatten())
}

/// Takes back what a register said, once its import is undone: the version before stands, or none does.
pub(crate) fn retreat(db: &Connection, import: &str) -> Result<()> {
    let sql = "SELECT DISTINCT urn FROM school_version WHERE import = ?1";
    let urns: Vec<String> = ask::all(db, sql, [import], |row| Columns::of(row).plain())?;
    for urn in urns {
        let sql = "SELECT max(id) FROM school_version s WHERE urn = ?1
            AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = s.import)";
        let before: Option<Option<i64>> =
            ask::one(db, sql, [&urn], |row| Columns::of(row).plain())?;
        match before.flatten() {
            Some(version) => {
                let sql = "UPDATE school SET version = ?2, now = ?2 WHERE urn = ?1";
                ask::act(db, sql, params![urn, version])?;
            }
            None => {
                ask::act(db, "DELETE FROM school WHERE urn = ?1", [&urn])?;
            }
        }
    }
    follow(db)
}

/// Points every school to the one that stands in its place now.
///
/// A school that closed and was split has no one successor: what the register says of it last stands.
pub(crate) fn follow(db: &Connection) -> Result<()> {
    for (urn, then) in moved(db)? {
        let sql = "UPDATE school SET now = ?2 WHERE urn = ?1";
        ask::act(db, sql, params![urn, then])?;
    }
    Ok(())
}

/// The schools that do not point to the one that stands in their place, each with what they should point to.
pub(crate) fn moved(db: &Connection) -> Result<Vec<(String, i64)>> {
    let mut known: HashMap<String, (i64, bool, i64)> = HashMap::new();
    let sql = "SELECT o.urn, o.version, s.open, o.now FROM school o JOIN school_version s ON s.id = o.version";
    ask::each(db, sql, [], |row| {
        let row = &mut Columns::of(row);
        known.insert(row.plain()?, (row.plain()?, row.plain()?, row.plain()?));
        Ok(())
    })?;
    let mut successors: HashMap<String, Vec<String>> = HashMap::new();
    ask::each(
        db,
        "SELECT urn, successor FROM school_succession s WHERE NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = s.import)",
        [],
        |row| {
            let row = &mut Columns::of(row);
            successors
                .entry(row.plain()?)
                .or_default()
                .push(row.plain()?);
            Ok(())
        },
    )?;
    let stands = |first: &str| -> Option<i64> {
        let mut urn = first;
        for _ in 0..LONGEST {
            let (version, open, _) = known.get(urn)?;
            if *open {
                return Some(*version);
            }
            let [only] = successors.get(urn)?.as_slice() else {
                return None;
            };
            urn = only;
        }
        None
    };
    let mut moved = Vec::new();
    for (urn, (version, _, now)) in &known {
        let then = stands(urn).unwrap_or(*version);
        if then != *now {
            moved.push((urn.clone(), then));
        }
    }
    Ok(moved)
}

/// Reads a school from the next columns of a row; nothing where the row has none.
pub(crate) fn school(row: &mut Columns<'_>) -> Result<Option<School>> {
    let (urn, name): (Option<String>, Option<String>) = (row.plain()?, row.plain()?);
    let (authority, kind) = (row.plain()?, row.plain()?);
    let open: Option<bool> = row.plain()?;
    let closed = row.maybe_day()?;
    let ages = Ages {
        low: row.plain()?,
        high: row.plain()?,
    };
    let district = row.plain()?;
    let (unit, resourced): (Option<bool>, Option<bool>) = (row.plain()?, row.plain()?);
    let Some((urn, name)) = urn.zip(name) else {
        return Ok(None);
    };
    Ok(Some(School {
        urn,
        name,
        authority,
        kind,
        open: open.unwrap_or_default(),
        closed,
        ages,
        district,
        unit: unit.unwrap_or_default(),
        resourced: resourced.unwrap_or_default(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pace::unwatched;
    use crate::domain::place::Setting;
    use crate::store::fixtures::{at, batch, framework, import, incoming, order, workspace};

    fn place(urn: &str, name: &str, open: bool) -> School {
        School {
            urn: urn.to_owned(),
            name: name.to_owned(),
            authority: Some("886".to_owned()),
            kind: Some(34),
            open,
            closed: None,
            ages: Ages {
                low: Some(4),
                high: Some(7),
            },
            district: Some("Ashford".to_owned()),
            unit: false,
            resourced: true,
        }
    }

    fn file(schools: Vec<School>, successions: &[(&str, &str)]) -> SchoolBatch {
        let follows = |(urn, successor): &(&str, &str)| Succession {
            urn: (*urn).to_owned(),
            successor: (*successor).to_owned(),
        };
        SchoolBatch {
            file: "gias.csv".to_owned(),
            digest: Digest::of(b"gias"),
            kind: "register of schools",
            schools,
            successions: successions.iter().map(follows).collect(),
        }
    }

    #[test]
    fn the_register_lends_what_the_caseload_does_not_say_also_through_successors() {
        let (_folder, mut store) = workspace(0);
        let mut pupil = incoming("K-1", 2);
        pupil.facts.urn = Some("990001".to_owned());
        pupil.facts.school = None;
        pupil.facts.setting = None;
        import(&mut store, order(at(1)), &[batch(vec![pupil])], &[]).unwrap();
        let entry = |store: &Store| store.entries(&framework()).unwrap().remove(0);
        assert_eq!(entry(&store).facts.setting, None);

        let schools = vec![place("990001", "Was", false), place("990002", "Is", true)];
        let register = file(schools, &[]);
        let dry = store
            .register(&register, at(2), true, &mut unwatched)
            .unwrap();
        let first = store
            .register(&register, at(2), false, &mut unwatched)
            .unwrap();
        assert_eq!((dry, first.new), (first, 2));
        assert_eq!(entry(&store).facts.school.as_deref(), Some("Was"));
        assert_eq!(entry(&store).facts.setting, Some(Setting::Mainstream));
        assert_eq!(entry(&store).ages.high, Some(7));

        let links = file(vec![], &[("990001", "990002"), ("990002", "990001")]);
        assert_eq!(
            store
                .register(&links, at(3), false, &mut unwatched)
                .unwrap()
                .successions,
            2
        );
        assert_eq!(entry(&store).facts.school.as_deref(), Some("Is"));
        // The same again is no import.
        let again = store
            .register(&register, at(4), false, &mut unwatched)
            .unwrap();
        assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 2));
        let imports = ask::count(&store.db, "SELECT count(*) FROM import", []).unwrap();
        assert_eq!(imports, 3);
        assert_eq!(store.verified().unwrap().faults, []);
        for table in ["school_version", "school_succession"] {
            let change = store
                .db
                .execute(&format!("UPDATE {table} SET urn = '1'"), []);
            let removal = store.db.execute(&format!("DELETE FROM {table}"), []);
            assert!(change.is_err() && removal.is_err(), "{table}");
        }
    }

    #[test]
    fn a_school_that_was_split_or_runs_in_a_circle_keeps_its_own_name() {
        let (_folder, mut store) = workspace(0);
        let schools = vec![
            place("990001", "Split", false),
            place("990002", "One", true),
            place("990003", "Round", false),
            place("990004", "About", false),
        ];
        let links = [
            ("990001", "990002"),
            ("990001", "990003"),
            ("990003", "990004"),
            ("990004", "990003"),
        ];
        store
            .register(&file(schools, &links), at(1), false, &mut unwatched)
            .unwrap();
        let sql = "SELECT count(*) FROM school WHERE now <> version";
        assert_eq!(ask::count(&store.db, sql, []).unwrap(), 0);
    }
}
