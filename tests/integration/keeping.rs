//! Nothing lost, through the program itself: backups, their list, restoring, repairing, and what a backup knows of the chains.

use rusqlite::Connection;

use super::program::Office;
use super::terminal::Terminal;

/// A table of so many pupils.
fn table(pupils: u32) -> String {
    let row =
        |n| format!("K-{n},Bell,Sian,2014-02-01,special,A TA will help for {n} hours a week.\n");
    let rows: String = (1..=pupils).map(row).collect();
    "ref,surname,forename,dob,setting,section_f\n".to_owned() + &rows
}

const CANNOT: &str = r#"{"judgements": [], "area_levels": [], "cannot_map": "stale_plan"}"#;

/// An office with three pupils, of whom one is mapped.
fn office() -> Office {
    let office = Office::new();
    let table = office.file("caseload.csv", &table(3));
    office.ok(&["import", &table]);
    map(&office, "K-1");
    office
}

fn map(office: &Office, reference: &str) {
    let cannot = office.file("cannot.json", CANNOT);
    office.ok(&["map", reference, "--from", &cannot]);
}

fn list(office: &Office) -> Vec<serde_json::Value> {
    office
        .json(&["backup", "list", "--json"])
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_backup_is_made_listed_and_restored_and_what_came_after_it_lies_aside() {
    let office = office();
    let made = office.json(&["backup", "--json"]);
    assert_eq!((&made["pupils"], &made["records"]), (&3.into(), &1.into()));
    assert_eq!(made["keyed"], true);
    map(&office, "K-2");
    let backup = made["folder"].as_str().unwrap();
    let against = office.json(&["verify", "--against", backup, "--json"]);
    assert_eq!(against["against"]["heads"], 1);
    assert_eq!(against["ok"], true);
    let restored = office.json(&["restore", backup, "--json"]);
    assert_eq!(
        (&restored["records"], &restored["beyond"]),
        (&1.into(), &1.into())
    );
    let aside = restored["aside"].as_str().unwrap();
    assert_eq!(office.json(&["verify", "--json"])["records"], 1);
    let whys: Vec<_> = list(&office).iter().map(|one| one["why"].clone()).collect();
    assert_eq!(whys.len(), 2);
    assert!(whys.contains(&"before_restore".into()) && whys.contains(&"asked".into()));
    assert!(list(&office).iter().all(|one| one["whole"] == true));
    // By its name among the workspace's own, and back again.
    let name = aside.rsplit(['/', '\\']).next().unwrap();
    let told = office.ok(&["restore", name]);
    assert!(
        told.contains("2 records, all as they were recorded"),
        "{told}"
    );
    assert!(
        told.contains("no record that is not in the backup"),
        "{told}"
    );
    let told = office.ok(&["backup", "list"]);
    assert_eq!(
        told.lines().filter(|line| line.ends_with("whole")).count(),
        3,
        "{told}"
    );
}

#[test]
fn a_backup_goes_to_another_disk_and_is_not_opened_there() {
    let office = office();
    let disk = office.home().join("disk");
    let made = office.json(&["backup", "--to", disk.to_str().unwrap(), "--json"]);
    let backup = made["folder"].as_str().unwrap();
    assert!(backup.starts_with(disk.to_str().unwrap()));
    assert_eq!(list(&office), [] as [serde_json::Value; 0]);
    let there = office.json(&["backup", "list", "--to", disk.to_str().unwrap(), "--json"]);
    assert_eq!(there[0]["whole"], true);
    let opened = std::process::Command::new(env!("CARGO_BIN_EXE_continuum"))
        .args(["worklist", "--workspace", backup])
        .env("CONTINUUM_HOME", office.home())
        .output()
        .unwrap();
    let told = String::from_utf8(opened.stderr).unwrap();
    assert!(
        told.contains("is a backup, which is not worked in"),
        "{told}"
    );
    // The workspace is lost as a whole, and comes back from there.
    std::fs::remove_dir_all(office.workspace()).unwrap();
    let told = office.ok(&["restore", backup]);
    assert!(
        told.contains("1 records, all as they were recorded"),
        "{told}"
    );
    assert_eq!(office.json(&["verify", "--json"])["ok"], true);
}

#[test]
fn an_import_is_backed_up_before_unless_it_is_done_without() {
    let office = office();
    let more = office.file("more.csv", &table(4));
    office.ok(&["import", &more]);
    assert_eq!(list(&office)[0]["why"], "before_import");
    assert_eq!(list(&office)[0]["pupils"], 3);
    let most = office.file("most.csv", &table(5));
    office.ok(&["import", &most, "--no-backup"]);
    assert_eq!(list(&office).len(), 1);
    office.ok(&["set", "backups", "0"]);
    let all = office.file("all.csv", &table(6));
    office.ok(&["import", &all]);
    assert_eq!(list(&office).len(), 1);
    let told = office.refused(&["set", "backups", "many"], 2);
    assert!(told.contains("is not a number of backups"), "{told}");
}

#[test]
fn a_chain_written_anew_from_its_start_shows_against_a_backup_alone() {
    let office = office();
    let made = office.json(&["backup", "--json"]);
    let backup = made["folder"].as_str().unwrap();
    // Somebody with the key: the same pupils, and another record in the place of the first.
    let database = office.workspace().join("workspace.sqlite");
    let db = Connection::open(database).unwrap();
    db.execute_batch("DROP TRIGGER chain_is_not_changed; UPDATE chain SET link = zeroblob(32)")
        .unwrap();
    drop(db);
    let told = office.run(&["verify", "--against", backup, "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let faults: Vec<_> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("was rewritten: up to its record 1")),
        "{faults:?}"
    );
}

#[test]
fn a_damaged_workspace_is_repaired_into_a_new_one_and_stays_as_it_is() {
    let office = office();
    let database = office.workspace().join("workspace.sqlite");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&database, &bytes).unwrap();
    office.refused(&["worklist"], 1);
    let new = office.home().join("saved");
    let told = office.json(&["repair", "--to", new.to_str().unwrap(), "--json"]);
    assert_eq!((&told["whole"], &told["stand"]), (&true.into(), &1.into()));
    assert_eq!(std::fs::read(&database).unwrap(), bytes);
    let told = office.refused(&["repair", "--to", new.to_str().unwrap()], 1);
    assert!(told.contains("is there already"), "{told}");
    let told = office.ok(&["repair"]);
    assert!(
        told.contains("1 of 1 records stand as they were recorded"),
        "{told}"
    );
    assert!(told.contains("Nothing was lost"), "{told}");
}

#[test]
fn what_cannot_be_restored_or_finished_says_why() {
    let office = office();
    let told = office.refused(&["restore", "nothing"], 1);
    assert!(told.contains("\"nothing\" is no backup"), "{told}");
    let told = office.refused(&["restore"], 1);
    assert!(told.contains("so there is nothing to finish"), "{told}");
}

#[test]
fn on_the_screens_a_backup_is_made_the_workspace_verified_and_the_backup_restored() {
    let office = Office::with_demo(60, "0.2");
    let mut terminal = Terminal::open(&office, (80, 24));
    terminal.keys("B");
    terminal.shows("There is no backup yet");
    terminal.keys("b");
    terminal.shows("✓ Backed up");
    let before = office.json(&["verify", "--json"])["records"]
        .as_u64()
        .unwrap();
    // Whoever records meanwhile, here or elsewhere, is told of it before anything is put aside.
    let listed = office.json(&["worklist", "--json"]);
    let fresh = listed["rows"].as_array().unwrap().iter();
    let mut fresh = fresh.filter(|row| row["provisions"].as_u64() > Some(0));
    let one = fresh.next().unwrap()["ref"].as_str().unwrap();
    map(&office, one);
    terminal.keys("v");
    terminal.shows(&format!("{} records in 1 chain", before + 1));
    terminal.keys("r");
    terminal.shows("1 record of");
    terminal.keys("y");
    terminal.shows("is back");
    terminal.shows("Worklist");
    terminal.keys("q");
    assert!(terminal.ends());
    let after = office.json(&["verify", "--json"]);
    assert_eq!(
        (&after["ok"], after["records"].as_u64()),
        (&true.into(), Some(before))
    );
    let whys: Vec<_> = list(&office).iter().map(|one| one["why"].clone()).collect();
    assert_eq!(whys, ["before_restore", "asked"]);
}
