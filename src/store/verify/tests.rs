//! Tampering with the file, and what the verification says.

use super::{Fault, Store};
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, RecordId};
use crate::store::content::{Kind, content};
use crate::store::fixtures::{at, officer, open, pupil, sheet, workspace};
use crate::store::{KEY_FILE, ask, chain, migrate, seal};
use tempfile::TempDir;

/// A workspace of five mappings and one withdrawal.
pub(super) fn recorded() -> (TempDir, Store, Vec<RecordId>) {
    let (folder, mut store) = workspace(5);
    let mut records = Vec::new();
    for n in 1..=5 {
        let id = pupil(&store, &format!("K-{n}"));
        records.push(
            store
                .record(sheet(&store, &id, "3"), None, at(n))
                .unwrap()
                .id,
        );
    }
    let withdrawal = store
        .withdraw(&records[4], &officer(), "again", at(9))
        .unwrap();
    records.push(withdrawal.id);
    (folder, store, records)
}

/// Drops every trigger, as somebody with a debugger on the file would.
fn unguard(store: &Store) {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
    let names = ask::all(&store.db, sql, [], |row| Ok(row.get::<_, String>(0)?));
    for name in names.unwrap() {
        store
            .db
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    store.db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
}

/// Does something to the file, puts the triggers back, and gives what the verification says.
pub(super) fn faults(store: &Store, sql: &str) -> Vec<Fault> {
    let pattern = migrate::pattern().unwrap();
    let triggers = "SELECT sql FROM sqlite_schema WHERE type = 'trigger'";
    let guards = ask::all(&pattern, triggers, [], |row| Ok(row.get::<_, String>(0)?));
    unguard(store);
    store.db.execute_batch(sql).unwrap();
    store.db.execute_batch(&guards.unwrap().join(";")).unwrap();
    store.verified().unwrap().faults
}

#[track_caller]
fn found(sql: &str, place: usize, said: &str) {
    let (_folder, store, records) = recorded();
    let record = &records[place];
    let faults = faults(&store, &sql.replace("{}", record.as_str()));
    let named = |fault: &Fault| fault.record.as_ref() == Some(record) && fault.what.contains(said);
    assert!(faults.iter().any(named), "{faults:#?}");
}

#[test]
fn fifty_records_are_sound() {
    let (_folder, mut store) = workspace(10);
    for n in 0..50 {
        let id = pupil(&store, &format!("K-{}", n % 10 + 1));
        let sheet = sheet(&store, &id, "3");
        store.record(sheet, None, at(n)).unwrap();
    }
    let verified = store.verified().unwrap();
    assert_eq!((verified.records, verified.faults), (50, vec![]));
    assert_eq!(verified.chains[0].length, 50);
}

#[test]
fn a_changed_record_is_named() {
    let changed = "changed after it was recorded";
    found(
        "UPDATE mapping SET tariff = 'T9' WHERE id = '{}'",
        1,
        changed,
    );
    found(
        "UPDATE mapping SET recorded = recorded + 1 WHERE id = '{}'",
        0,
        changed,
    );
    found(
        "UPDATE mapping SET recorded = 0 WHERE id = '{}'",
        3,
        "not after that of the record before",
    );
    found(
        "UPDATE mapping_provision SET who = NULL WHERE mapping = '{}' AND n = 2",
        2,
        changed,
    );
    found(
        "UPDATE judgement SET level = '4' WHERE mapping = '{}' AND n = 1",
        3,
        changed,
    );
    found(
        "UPDATE area_level SET level = '4' WHERE mapping = '{}'",
        3,
        changed,
    );
    found(
        "UPDATE trace SET line = 'so T9' WHERE mapping = '{}' AND i = 1",
        3,
        changed,
    );
    found(
        "UPDATE offered SET taken = 1 WHERE mapping = '{}'",
        3,
        changed,
    );
    found("DELETE FROM flag WHERE mapping = '{}'", 3, changed);
    found("INSERT INTO flag VALUES ('{}', 1, 'unsure')", 3, changed);
    found(
        "UPDATE withdrawal SET reader = 'Nobody' WHERE id = '{}'",
        5,
        changed,
    );
    found(
        "UPDATE payload SET body = replace(body, 'Amara', 'Emma') WHERE record = '{}'",
        2,
        "its words were",
    );
    found(
        "DELETE FROM payload WHERE record = '{}'",
        2,
        "its words are gone",
    );
}

#[test]
fn a_removed_reordered_or_inserted_record_is_named() {
    found("DELETE FROM mapping WHERE id = '{}'", 2, "its row is gone");
    found("DELETE FROM chain WHERE record = '{}'", 2, "in no chain");
    let swapped = "UPDATE chain SET n = -n WHERE n IN (2, 3); UPDATE chain SET n = 3 WHERE n = -2;
        UPDATE chain SET n = 2 WHERE n = -3";
    found(swapped, 1, "does not follow");
    found(swapped, 2, "does not follow");
    let copied = "UPDATE mapping SET id = 'forged' WHERE id = '{}'";
    found(copied, 0, "its row is gone");
    let (_folder, store, _) = recorded();
    let inserted = "INSERT INTO mapping (id, origin, pupil, plan, framework, framework_version, framework_hash, reader, role,
        setting, phase, tariff, route, chosen, cannot_map, unsure, opened, revealed, changed_after_reveal, recorded, payload)
        SELECT 'forged', origin, pupil, plan, framework, framework_version,
        framework_hash, reader, role, setting, phase, tariff, route, chosen, cannot_map, unsure, opened, revealed,
        changed_after_reveal, recorded, payload FROM mapping LIMIT 1";
    let faults = faults(&store, inserted);
    assert!(faults.contains(&Fault::of(
        &RecordId::new("forged"),
        "it is in no chain of its origin"
    )));
}

/// Removes a record without a trace in the tables, and every record after it takes the place before.
const CUT_OUT: &str =
    "DELETE FROM payload WHERE record = '{}'; DELETE FROM chain WHERE record = '{}';
    DELETE FROM mapping_provision WHERE mapping = '{}'; DELETE FROM judgement WHERE mapping = '{}';
    DELETE FROM area_level WHERE mapping = '{}'; DELETE FROM flag WHERE mapping = '{}';
    DELETE FROM offered WHERE mapping = '{}'; DELETE FROM trace WHERE mapping = '{}';
    DELETE FROM mapping WHERE id = '{}'; DELETE FROM withdrawal WHERE id = '{}';";

#[test]
fn a_record_cut_out_of_the_middle_shows_at_the_next() {
    let (_folder, store, records) = recorded();
    let faults = faults(&store, &CUT_OUT.replace("{}", records[1].as_str()));
    assert_eq!(faults[0].record.as_ref(), Some(&records[2]), "{faults:#?}");
}

#[test]
fn a_cut_tail_shows_by_the_seal() {
    let (_folder, store, records) = recorded();
    let faults = faults(&store, &CUT_OUT.replace("{}", records[5].as_str()));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        faults[0].what.contains("the seal is over 6 records"),
        "{faults:#?}"
    );
}

/// Forges every link again after a record was changed, as somebody who has read this program could.
fn rewrite(store: &Store) {
    unguard(store);
    let mut before = None;
    let sql = "SELECT n, kind, record FROM chain ORDER BY n";
    let rows = ask::all(&store.db, sql, [], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    });
    for (n, code, record) in rows.unwrap() {
        let record = RecordId::new(record);
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap();
        let content = content(&store.db, kind, &record).unwrap().unwrap();
        let link = chain::link(&store.origin, n, before.as_ref(), &code, &record, &content);
        let sql = "UPDATE chain SET content = ?2, link = ?3 WHERE n = ?1";
        store
            .db
            .execute(sql, (n, content.bytes(), link.bytes()))
            .unwrap();
        before = Some(link);
    }
}

#[test]
fn a_rewritten_chain_shows_by_the_seal_and_a_new_seal_by_the_key() {
    let (folder, store, records) = recorded();
    unguard(&store);
    let sql = format!(
        "UPDATE mapping SET tariff = 'T9' WHERE id = '{}'",
        records[1]
    );
    store.db.execute_batch(&sql).unwrap();
    rewrite(&store);
    let told = faults(&store, "");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].what.contains("the chain ends otherwise"),
        "{told:#?}"
    );
    // Sealed again with a key of their own, whose public half they put into the workspace.
    let theirs = tempfile::tempdir().unwrap();
    let forger = seal::Key::make(theirs.path(), [9; 32]).unwrap();
    chain::seal(&store.db, &store.origin, &forger).unwrap();
    let told = faults(&store, "");
    assert!(
        told[0].what.contains("not made with the workspace's key"),
        "{told:#?}"
    );
    let sql = format!(
        "UPDATE workspace SET value = '{}' WHERE key = 'public_key'",
        forger.public()
    );
    let told = faults(&store, &sql);
    assert!(
        told[0].what.contains("not that of the key beside it"),
        "{told:#?}"
    );
    drop(store);
    std::fs::remove_file(folder.path().join(KEY_FILE)).unwrap();
    let verified = open(folder.path(), 8).verified().unwrap();
    assert!(verified.faults.is_empty() && !verified.keyed);
}

#[test]
fn a_chain_rewritten_with_the_real_key_shows_against_a_backup_alone() {
    let (folder, store, records) = recorded();
    let heads = crate::store::contents(folder.path()).unwrap().heads;
    unguard(&store);
    let sql = format!(
        "UPDATE mapping SET reader = 'Nobody' WHERE id = '{}'",
        records[1]
    );
    store.db.execute_batch(&sql).unwrap();
    rewrite(&store);
    chain::seal(&store.db, &store.origin, store.key.as_ref().unwrap()).unwrap();
    assert_eq!(faults(&store, ""), []);
    let against = store.against(&heads).unwrap();
    assert_eq!(against.len(), 1, "{against:#?}");
    assert!(against[0].what.contains("was rewritten"), "{against:#?}");
}

#[test]
fn a_dropped_trigger_and_a_changed_plan_show() {
    let (_folder, store, _) = recorded();
    let told = faults(&store, "UPDATE plan SET text = text || '!' WHERE seq = 1");
    assert!(told[0].what.contains("the text of plan"), "{told:#?}");
    let told = faults(
        &store,
        "UPDATE plan SET text = rtrim(text, '!'); UPDATE pupil SET version = 1",
    );
    assert!(
        told.iter()
            .all(|fault| fault.what.contains("the latest of their own facts"))
    );
    assert_eq!(told.len(), 4, "{told:#?}");
    store
        .db
        .execute_batch("UPDATE pupil SET version = (SELECT max(v.id) FROM pupil_version v WHERE v.pupil = pupil.seq); DROP TRIGGER mapping_is_not_changed")
        .unwrap();
    let told = store.verified().unwrap().faults;
    assert!(
        told[0]
            .what
            .contains("\"mapping_is_not_changed\" is missing"),
        "{told:#?}"
    );
}

#[test]
fn an_erasure_shows_and_the_record_still_reads() {
    let (_folder, store, records) = recorded();
    let erase = format!("DELETE FROM payload WHERE record = '{}'", records[0]);
    let refused = store.db.execute_batch(&erase).unwrap_err().to_string();
    assert!(
        refused.contains("only when an erasure names its record"),
        "{refused}"
    );
    let told = |sql: &str| {
        store.db.execute_batch(sql).unwrap();
        let faults = store.verified().unwrap().faults.into_iter();
        faults
            .map(|fault| (fault.record, fault.what))
            .collect::<Vec<_>>()
    };
    let of = |what: &str| (Some(records[0].clone()), what.to_owned());
    let named = of("an erasure names it, which Continuum did not write");
    let name = format!("INSERT INTO erasure VALUES ('{}', 0)", records[0]);
    assert_eq!(told(&name), vec![named.clone()]);
    assert_eq!(told(&erase), vec![of("its words are gone"), named]);
    let mapping = store.mapping(&records[0]).unwrap().unwrap();
    assert_eq!(mapping.sheet.provisions[0].text, "");
    assert_eq!(mapping.sheet.outcome.unwrap().tariff.as_str(), "T3");
}

#[test]
fn a_changed_framework_shows_whatever_its_line_ends() {
    let (_folder, mut store) = workspace(0);
    let hash = Digest::of(b"id = \"a\"\n");
    let key = FrameworkKey {
        id: "a".into(),
        version: "1".into(),
    };
    store
        .keep_framework(&key, hash, b"id = \"a\"\r\n", at(1))
        .unwrap();
    assert_eq!(store.verified().unwrap().faults, []);
    let told = faults(
        &store,
        "UPDATE framework SET bytes = x'00' WHERE id = 'illustrative'",
    );
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0]
            .what
            .contains("framework illustrative 2025.2 was changed"),
        "{told:#?}"
    );
}

#[test]
fn what_is_recorded_is_neither_changed_nor_removed() {
    let (_folder, store, _) = recorded();
    let tables = [
        "mapping",
        "mapping_provision",
        "judgement",
        "area_level",
        "flag",
        "offered",
        "trace",
        "withdrawal",
        "chain",
        "plan",
        "pupil_version",
        "import",
        "import_account",
        "framework",
        "payload",
    ];
    for table in tables {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = ask::all(&store.db, &columns, [], |row| Ok(row.get::<_, String>(0)?));
        for column in columns.unwrap() {
            let changed = store
                .db
                .execute(&format!("UPDATE {table} SET {column} = {column}"), []);
            assert!(changed.is_err(), "{table}.{column} was changed");
        }
        assert!(
            store
                .db
                .execute(&format!("DELETE FROM {table}"), [])
                .is_err(),
            "{table}"
        );
        let replaced = store
            .db
            .execute(&format!("REPLACE INTO {table} SELECT * FROM {table}"), []);
        assert!(replaced.is_err(), "{table} was replaced");
    }
    assert_eq!(store.verified().unwrap().faults, []);
}
