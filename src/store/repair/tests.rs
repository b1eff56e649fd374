//! Files damaged on purpose: each page of one by itself, its tail cut, its log left behind; and what is saved of them.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests damage the bytes of a file"
)]

use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;
use crate::domain::identity::RecordId;
use crate::store::KEY_FILE;
use crate::store::fixtures::{at, open, pupil, sheet, workspace};
use crate::store::verify::Verified;

/// How large the pages of a new file are.
const PAGE: usize = 16384;

/// The bytes of a workspace of so many pupils who are all mapped, with its key, and the records.
fn bytes(pupils: usize) -> (TempDir, Vec<u8>, Vec<RecordId>) {
    let (folder, mut store) = workspace(pupils);
    let mut records = Vec::new();
    for n in 1..=pupils {
        let one = pupil(&store, &format!("K-{n}"));
        let minute = i64::try_from(n).unwrap();
        let mapping = store.record(sheet(&store, &one, "3"), None, at(minute));
        records.push(mapping.unwrap().id);
    }
    drop(store);
    let bytes = std::fs::read(folder.path().join(FILE)).unwrap();
    (folder, bytes, records)
}

/// What is saved of some bytes, and what the new workspace's records are.
fn saved(key: &Path, bytes: &[u8]) -> Result<(BTreeMap<String, Saved>, Verified)> {
    let (damaged, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = damaged.path().join(FILE);
    std::fs::write(&file, bytes).unwrap();
    std::fs::copy(key.join(KEY_FILE), to.path().join(KEY_FILE)).unwrap();
    if !is_readable(damaged.path()) {
        return Err(StoreError::Damaged("not readable".to_owned()));
    }
    let tables = save(damaged.path(), to.path(), &mut |_, _, _| Ok(()))?;
    let tables = tables.into_iter().map(|one| (one.table.clone(), one));
    Ok((tables.collect(), open(to.path(), 9).verified()?))
}

#[test]
fn a_sound_file_is_saved_row_by_row() {
    let (folder, bytes, records) = bytes(5);
    let (tables, verified) = saved(folder.path(), &bytes).unwrap();
    assert!(
        tables
            .values()
            .all(|one| one.whole && one.refused == 0 && one.lost.is_none())
    );
    assert_eq!(tables["mapping"].kept, 5);
    assert_eq!((verified.records, verified.faults), (records.len(), vec![]));
}

/// The pages of a table, by the table.
fn pages(folder: &Path, table: &str) -> Vec<usize> {
    let db = crate::store::opened::beside(&folder.into()).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: i64 = db.query_row(sql, [table], |row| row.get(0)).unwrap();
    let root = usize::try_from(root).unwrap();
    let file = std::fs::read(folder.join(FILE)).unwrap();
    let page = &file[(root - 1) * PAGE..root * PAGE];
    // An interior page names the pages below it: by its cells, and one to the right.
    if !matches!(page[0], 2 | 5) {
        return vec![root];
    }
    let two = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
    let four = |at: usize| {
        let bytes: [u8; 4] = page[at..at + 4].try_into().unwrap();
        usize::try_from(u32::from_be_bytes(bytes)).unwrap()
    };
    let mut below: Vec<usize> = (0..two(3)).map(|cell| four(two(12 + cell * 2))).collect();
    below.push(four(8));
    below
}

#[test]
fn around_a_lost_page_in_the_middle_of_a_table_the_rest_is_read() {
    let (folder, bytes, _) = bytes(120);
    let mut harmed_tables = 0;
    for table in ["mapping", "plan", "pupil_version", "payload"] {
        let pages = pages(folder.path(), table);
        if pages.len() < 3 {
            continue;
        }
        harmed_tables += 1;
        let middle = pages[pages.len() / 2];
        let mut harmed = bytes.clone();
        harmed[(middle - 1) * PAGE..middle * PAGE].fill(0xA5);
        let (tables, verified) = saved(folder.path(), &harmed).unwrap();
        let one = &tables[table];
        assert!(!one.whole, "{table}");
        assert!(one.kept >= 120 / 2 && one.kept < 120, "{table}: {one:?}");
        assert!(!verified.faults.is_empty(), "{table}");
        let others = tables.values().filter(|other| other.table != table);
        assert!(
            others.clone().all(|other| other.whole),
            "{table}: {tables:#?}"
        );
    }
    assert!(harmed_tables > 1, "{harmed_tables} tables have three pages");
}

#[test]
fn between_the_ends_of_a_chain_its_places_are_found_one_by_one() {
    let (folder, bytes, _) = bytes(250);
    let pages = pages(folder.path(), "mapping_provision");
    assert!(pages.len() > 3, "{} pages", pages.len());
    // Both ends are lost, so that only what the records name leads to the rows between.
    let mut harmed = bytes.clone();
    for page in [pages[0], pages[pages.len() - 1]] {
        harmed[(page - 1) * PAGE..page * PAGE].fill(0xA5);
    }
    let (tables, _) = saved(folder.path(), &harmed).unwrap();
    let one = &tables["mapping_provision"];
    assert!(one.kept > 100 && one.kept < 500, "{one:?}");
}

#[test]
fn whatever_page_is_lost_something_is_saved_or_it_is_said_that_nothing_can_be() {
    let (folder, bytes, records) = bytes(4);
    let (mut some, mut none) = (0, 0);
    let pages = bytes.len() / PAGE;
    for page in (0..4).chain((4..pages).step_by(5)) {
        let mut harmed = bytes.clone();
        harmed[page * PAGE..(page + 1) * PAGE].fill(0);
        match saved(folder.path(), &harmed) {
            Ok((_, verified)) => {
                assert!(verified.records <= records.len(), "page {page}");
                some += 1;
            }
            Err(StoreError::Damaged(_)) => none += 1,
            Err(other) => panic!("page {page}: {other}"),
        }
    }
    assert!(none <= 4, "{none} of {} pages cost everything", some + none);
}

#[test]
fn a_cut_tail_costs_what_lay_there_alone() {
    let (folder, bytes, _) = bytes(60);
    for share in [9, 7, 5] {
        let pages = bytes.len() / PAGE * share / 10;
        let cut = &bytes[..pages * PAGE];
        match saved(folder.path(), cut) {
            Ok((tables, _)) => assert!(tables.values().any(|one| one.kept > 0), "{share}"),
            Err(StoreError::Damaged(_)) => {}
            Err(other) => panic!("{share}: {other}"),
        }
    }
    let (tables, _) = saved(folder.path(), &bytes[..bytes.len() - PAGE]).unwrap();
    assert!(tables.values().filter(|one| !one.whole).count() <= 1);
}
