//! Imports: a file's pupils matched to those known, all in one transaction.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::ask;
use super::batch::{Batch, Conflict, ImportId, Imported, Incoming};
use super::connection::{Store, change};
use super::fault::Result;
use super::mint::Mint;
use super::{plans, pupils};
use crate::domain::day::Moment;
use crate::domain::identity::{PupilId, Upn};
use crate::domain::pupil::Facts;

/// How many pupils lie between two words on the progress.
const STRIDE: usize = 256;

impl Store {
    /// Takes a file's pupils in, all of them or none.
    ///
    /// Pupils are matched by reference; by UPN where one side has only the UPN for a reference. A batch that brings
    /// nothing new writes nothing at all, no import either, so that importing twice leaves the file as it was. A dry
    /// run does everything and takes it back. A batch that brings something new is also the latest to have named the
    /// pupils it leaves unchanged.
    pub fn import(
        &mut self,
        batch: &Batch,
        now: Moment,
        dry_run: bool,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Imported> {
        let change = change(&mut self.db)?;
        let import = self.mint.id(now);
        begin(&change, &import, batch, now)?;
        let mut intake = Intake {
            db: &change,
            mint: &mut self.mint,
            import: &import,
            now,
            seen: HashMap::with_capacity(batch.pupils.len()),
            account: Imported::default(),
        };
        for (done, incoming) in batch.pupils.iter().enumerate() {
            if done % STRIDE == 0 {
                progress(done);
            }
            intake.take(incoming)?;
        }
        progress(batch.pupils.len());
        let mut account = intake.account;
        account.no_plan_text = without_plan(&change)?;
        if !dry_run && account.new + account.changed > 0 {
            end(&change, &import, &account)?;
            change.commit()?;
            account.import = Some(ImportId::new(import));
        }
        Ok(account)
    }
}

/// An import under way.
struct Intake<'a> {
    db: &'a Connection,
    mint: &'a mut Mint,
    import: &'a str,
    now: Moment,
    /// The pupils met so far, and in which row.
    seen: HashMap<PupilId, usize>,
    account: Imported,
}

/// Whose facts a row holds.
enum Whose {
    New,
    Known(PupilId, Box<Facts>),
    /// The UPN belongs to somebody else: their reference.
    Held(String),
}

impl Intake<'_> {
    fn take(&mut self, incoming: &Incoming) -> Result<()> {
        let reference = || incoming.facts.reference.to_string();
        match whose(self.db, &incoming.facts)? {
            Whose::New => self.add(incoming),
            Whose::Known(pupil, before) => match self.seen.get(&pupil) {
                Some(first) => {
                    self.account.conflicts.push(Conflict::Repeated {
                        row: incoming.row,
                        reference: reference(),
                        first: *first,
                    });
                    Ok(())
                }
                None => self.renew(pupil, &before, incoming),
            },
            Whose::Held(holder) => {
                self.account.conflicts.push(Conflict::UpnHeld {
                    row: incoming.row,
                    reference: reference(),
                    holder,
                });
                Ok(())
            }
        }
    }

    fn add(&mut self, incoming: &Incoming) -> Result<()> {
        let pupil = PupilId::new(self.mint.id(self.now));
        pupils::add(self.db, &pupil, &incoming.facts, self.import)?;
        self.receive(&pupil, incoming)?;
        self.account.new += 1;
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    fn renew(&mut self, pupil: PupilId, before: &Facts, incoming: &Incoming) -> Result<()> {
        let after = keeping_reference(before, &incoming.facts);
        let new_facts = *before != after;
        if new_facts {
            pupils::renew(self.db, &pupil, &after, self.import)?;
        } else {
            pupils::name(self.db, &pupil, self.import)?;
        }
        let new_plan = self.receive(&pupil, incoming)?;
        if new_facts || new_plan {
            self.account.changed += 1;
        } else {
            self.account.unchanged += 1;
        }
        self.seen.insert(pupil, incoming.row);
        Ok(())
    }

    fn receive(&mut self, pupil: &PupilId, incoming: &Incoming) -> Result<bool> {
        let Some(plan) = &incoming.plan else {
            return Ok(false);
        };
        let received =
            plans::receive(self.db, self.mint, pupil, plan, Some(self.import), self.now)?;
        Ok(received.new)
    }
}

fn whose(db: &Connection, facts: &Facts) -> Result<Whose> {
    let by_reference = pupils::by_reference(db, facts.reference.as_str())?;
    let by_upn = match &facts.upn {
        Some(upn) => pupils::by_upn(db, upn)?,
        None => None,
    };
    let known = |pupil: PupilId| {
        let before = pupils::current(db, &pupil)?;
        Ok(Whose::Known(pupil, Box::new(before)))
    };
    match (by_reference, by_upn) {
        (None, None) => Ok(Whose::New),
        (Some(pupil), None) => known(pupil),
        (Some(pupil), Some(holder)) if pupil == holder => known(pupil),
        (Some(_), Some(holder)) => Ok(Whose::Held(
            pupils::current(db, &holder)?.reference.to_string(),
        )),
        (None, Some(holder)) => {
            let before = pupils::current(db, &holder)?;
            if stands_in(facts) || stands_in(&before) {
                Ok(Whose::Known(holder, Box::new(before)))
            } else {
                Ok(Whose::Held(before.reference.to_string()))
            }
        }
    }
}

/// Whether the UPN stands in for a reference that the file did not have.
fn stands_in(facts: &Facts) -> bool {
    facts.upn.as_ref().map(Upn::as_str) == Some(facts.reference.as_str())
}

/// The facts that came in; a UPN that stands in does not replace a true reference.
fn keeping_reference(before: &Facts, incoming: &Facts) -> Facts {
    let mut after = incoming.clone();
    if stands_in(incoming) {
        after.reference.clone_from(&before.reference);
    }
    after
}

fn without_plan(db: &Connection) -> Result<usize> {
    let sql = "SELECT count(*) FROM pupil WHERE NOT EXISTS (SELECT 1 FROM plan WHERE plan.pupil = pupil.id)";
    Ok(usize::try_from(ask::count(db, sql, [])?).unwrap_or(0))
}

fn begin(db: &Connection, import: &str, batch: &Batch, now: Moment) -> Result<()> {
    let sql = "INSERT INTO import (id, at, file, digest, kind) VALUES (?1, ?2, ?3, ?4, ?5)";
    let digest = batch.digest.bytes();
    let row = params![import, now.millis(), batch.file, digest, batch.kind];
    ask::act(db, sql, row).map(drop)
}

fn end(db: &Connection, import: &str, account: &Imported) -> Result<()> {
    let sql = "INSERT INTO import_account (import, added, changed, unchanged, conflicts)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let row = params![
        import,
        count(account.new),
        count(account.changed),
        count(account.unchanged),
        count(account.conflicts.len()),
    ];
    ask::act(db, sql, row).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caseload::Event;
    use crate::domain::identity::PupilRef;
    use crate::store::fixtures::{at, batch, framework, incoming, open, plan, pupil, workspace};

    const UPN: &str = "B801200005001";

    fn counts(account: &Imported) -> [usize; 4] {
        let conflicts = account.conflicts.len();
        [account.new, account.changed, account.unchanged, conflicts]
    }

    fn take(store: &mut Store, pupils: Vec<Incoming>) -> Imported {
        store
            .import(&batch(pupils), at(5 * 24 * 60), false, &mut |_| {})
            .unwrap()
    }

    fn with_upn(reference: &str, row: usize) -> Incoming {
        let mut one = incoming(reference, row);
        one.facts.upn = Upn::read(UPN);
        one.plan = None;
        one
    }

    #[test]
    fn the_same_file_twice_changes_nothing() {
        let (folder, mut store) = workspace(3);
        let watcher = open(folder.path(), 8);
        let version = || -> i64 {
            let read = |row: &rusqlite::Row<'_>| row.get(0);
            watcher
                .db
                .pragma_query_value(None, "data_version", read)
                .unwrap()
        };
        let again: Vec<_> = (1..=3).map(|n| incoming(&format!("K-{n}"), n)).collect();
        let before = version();
        let mut told = Vec::new();
        let account = store
            .import(&batch(again), at(5), false, &mut |done| told.push(done))
            .unwrap();
        assert_eq!(counts(&account), [0, 0, 3, 0]);
        assert_eq!((account.import, version()), (None, before));
        assert_eq!(told, [0, 3]);
    }

    #[test]
    fn a_dry_run_counts_and_changes_nothing() {
        let (_folder, mut store) = workspace(1);
        let dry = store
            .import(&batch(vec![incoming("K-2", 2)]), at(5), true, &mut |_| {})
            .unwrap();
        assert_eq!((counts(&dry), dry.import.clone()), ([1, 0, 0, 0], None));
        assert_eq!(store.references().unwrap().len(), 1);
        assert_eq!(
            counts(&take(&mut store, vec![incoming("K-2", 2)])),
            counts(&dry)
        );
    }

    #[test]
    fn a_pupil_changes_once_by_facts_and_plan() {
        let (_folder, mut store) = workspace(2);
        let mut changed = incoming("K-1", 1);
        changed.facts.school = Some("Hilltop".into());
        changed.facts.setting = None;
        changed.plan = Some(plan("Another text."));
        let mut bare = incoming("K-3", 3);
        bare.plan = None;
        let account = take(&mut store, vec![changed, incoming("K-2", 2), bare]);
        assert_eq!(counts(&account), [1, 1, 1, 0]);
        assert_eq!(account.no_plan_text, 1);
        for entry in store.entries(&framework()).unwrap() {
            assert_eq!(entry.as_of, at(5 * 24 * 60).day());
        }
        let id = pupil(&store, "K-1");
        assert_eq!(store.plan(&id).unwrap().unwrap().text, "Another text.");
        let history = store.history(&id).unwrap();
        let changed = history.iter().rev().find_map(|event| match event {
            Event::Imported { changed, .. } => Some(changed.clone()),
            Event::PlanReceived { .. } | Event::Mapped(_) | Event::Withdrawn(_) => None,
        });
        assert_eq!(changed.unwrap(), ["school", "setting"]);
    }

    #[test]
    fn a_upn_stands_in_for_a_reference_until_one_comes() {
        let (_folder, mut store) = workspace(0);
        assert_eq!(
            counts(&take(&mut store, vec![with_upn(UPN, 1)])),
            [1, 0, 0, 0]
        );
        assert_eq!(
            counts(&take(&mut store, vec![with_upn("K-9", 1)])),
            [0, 1, 0, 0]
        );
        assert_eq!(
            counts(&take(&mut store, vec![with_upn(UPN, 1)])),
            [0, 0, 1, 0]
        );
        let references = store.references().unwrap();
        assert_eq!(references.len(), 1);
        assert_eq!(references[0].1, PupilRef::new("K-9"));
        assert_eq!(
            store.pupil_by(UPN).unwrap(),
            store.pupil_by(" K-9 ").unwrap()
        );
    }

    #[test]
    fn a_upn_held_by_another_is_a_conflict() {
        let (_folder, mut store) = workspace(1);
        let account = take(
            &mut store,
            vec![with_upn("K-5", 1), with_upn("K-6", 2), with_upn("K-1", 3)],
        );
        assert_eq!(counts(&account), [1, 0, 0, 2]);
        let told = account.conflicts[0].to_string();
        assert!(
            told.starts_with("row 2: \"K-6\" has the unique pupil number of \"K-5\""),
            "{told}"
        );
        assert!(!told.contains(UPN));
        assert_eq!(account.conflicts[1].row(), 3);
    }

    #[test]
    fn a_pupil_twice_in_a_file_is_a_conflict() {
        let (_folder, mut store) = workspace(0);
        let account = take(&mut store, vec![incoming("K-1", 2), incoming("K-1", 7)]);
        assert_eq!(counts(&account), [1, 0, 0, 1]);
        let told = account.conflicts[0].to_string();
        assert!(
            told.starts_with("row 7: \"K-1\" stands in row 2 already"),
            "{told}"
        );
        assert_eq!(store.entries(&framework()).unwrap().len(), 1);
    }
}
