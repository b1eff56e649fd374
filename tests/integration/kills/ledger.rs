//! What was acknowledged, and whether it is there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::json;

use crate::program::Office;

/// All that commands have acknowledged.
#[derive(Default)]
pub(super) struct Ledger {
    /// Records by their id.
    pub(super) records: BTreeSet<String>,
    /// References of pupils that came in.
    pub(super) pupils: BTreeSet<String>,
    /// Why a pupil was put aside: what was acknowledged last, and what was tried since.
    pub(super) parked: BTreeMap<String, Parked>,
    /// Folders of backups.
    pub(super) backups: BTreeSet<String>,
    /// Files of bundles.
    pub(super) bundles: BTreeSet<String>,
}

/// Reasons why a pupil may stand aside.
#[derive(Default)]
pub(super) struct Parked {
    pub(super) acknowledged: Option<String>,
    pub(super) tried: Vec<String>,
}

pub(super) fn database(office: &Office) -> Connection {
    Connection::open(office.workspace().join("workspace.sqlite")).unwrap()
}

pub(super) fn column(db: &Connection, sql: &str) -> BTreeSet<String> {
    let mut asked = db.prepare(sql).unwrap();
    let rows = asked.query_map((), |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Starts the program anew and lets it verify the chains.
pub(super) fn sound(office: &Office, told: &str) {
    let verified = office.json(&["verify", "--json"]);
    assert_eq!(verified["faults"], json!([]), "{told}");
    assert_eq!(verified["ok"], true, "{told}");
}

impl Ledger {
    pub(super) fn len(&self) -> usize {
        let parked = self.parked.values();
        let parked = parked.filter(|one| one.acknowledged.is_some()).count();
        self.records.len() + self.pupils.len() + parked
    }

    /// Starts the program anew, lets it verify the chains, and looks for all that was acknowledged.
    pub(super) fn check(&mut self, office: &Office, told: &str) {
        sound(office, told);
        let db = database(office);
        let missing = |there: &BTreeSet<String>, known: &BTreeSet<String>| {
            let missing: Vec<_> = known.difference(there).cloned().collect();
            assert!(missing.is_empty(), "{told}: lost {missing:?}");
        };
        missing(&column(&db, "SELECT record FROM chain"), &self.records);
        missing(&column(&db, "SELECT ref FROM pupil"), &self.pupils);
        let aside = "SELECT p.ref || '=' || d.parked FROM draft d JOIN pupil p ON p.id = d.pupil
            WHERE d.parked IS NOT NULL";
        let aside = column(&db, aside);
        for (reference, parked) in &self.parked {
            let Some(reason) = &parked.acknowledged else {
                continue;
            };
            let may = std::iter::once(reason).chain(&parked.tried);
            let is_there = may
                .into_iter()
                .any(|reason| aside.contains(&format!("{reference}={reason}")));
            assert!(is_there, "{told}: lost why {reference} was put aside");
        }
        drop(db);
        self.whole(office, told);
    }

    /// Looks whether every backup that was acknowledged is whole, and lets them go: there would be too many.
    fn whole(&mut self, office: &Office, told: &str) {
        if !self.backups.is_empty() {
            let list = office.json(&["backup", "list", "--json"]);
            let is_whole = |folder: &String| {
                let listed = list.as_array().unwrap().iter();
                listed.into_iter().any(|one| {
                    one["folder"].as_str().is_some_and(|at| at == folder) && one["whole"] == true
                })
            };
            let lost: Vec<_> = (self.backups.iter())
                .filter(|folder| !is_whole(folder))
                .collect();
            assert!(lost.is_empty(), "{told}: {lost:?} are not whole: {list}");
            self.backups.clear();
        }
        let folder = office.workspace().join("backups");
        if folder.exists() {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
