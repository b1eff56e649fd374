//! Backups of a workspace: made by hand and by themselves, whole or not at all, and never worked in.

use std::ops::ControlFlow;

use super::super::watching::Step;
use super::*;
use crate::domain::backup::{Listed, USUAL};
use crate::domain::identity::{Reader, Role};
use crate::domain::judgement::{CannotMap, CannotMapWhy, Judged};
use crate::workspace::{Wish, backups, unwatched};

const TABLE: &str = "ref,surname,forename,dob,setting,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,A TA will read with Amara for 20 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,special,A TA will help for 1 hour a week.\n";

pub(in crate::workspace) fn at(hour: i64) -> Moment {
    let day = "2026-10-05".parse().unwrap();
    Moment::of_day(day).plus_millis(hour * 3_600_000)
}

fn import(workspace: &mut Workspace, name: &str, table: &str, hour: i64) {
    let path = workspace.folder.with_file_name(name);
    files::write(&path, table.as_bytes()).unwrap();
    let come = [path];
    (workspace.import(&come, Wish::default(), at(hour), &mut unwatched)).unwrap();
}

/// A workspace of two pupils, one of whom is mapped.
pub(in crate::workspace) fn begun() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), at(0)).unwrap();
    workspace.be("Ada").unwrap();
    import(&mut workspace, "first.csv", TABLE, 1);
    record(&mut workspace, "K-1", 2);
    (folder, workspace)
}

/// Records that a pupil's plan cannot be mapped.
pub(in crate::workspace) fn record(workspace: &mut Workspace, reference: &str, hour: i64) {
    let judged = Judged {
        cannot_map: Some(CannotMap {
            why: CannotMapWhy::StalePlan,
            note: None,
        }),
        ..Judged::default()
    };
    let reader = Reader {
        name: "Ada".to_owned(),
        role: Role::Officer,
    };
    (workspace.record_judged(reference, judged, None, reader, at(hour))).unwrap();
}

fn listed(workspace: &Workspace) -> Vec<Listed> {
    backups(&workspace.folder, None, &mut unwatched).unwrap()
}

/// Why each of the backups was made, the latest first.
fn whys(workspace: &Workspace) -> Vec<Why> {
    let all = listed(workspace).into_iter();
    all.map(|one| one.manifest.unwrap().why).collect()
}

/// A table with one more pupil than the one before.
fn longer(more: u32) -> String {
    let row = |n| format!("N-{n},Reed,Jo,2016-05-05,mainstream,\n");
    TABLE.to_owned() + &(1..=more).map(row).collect::<String>()
}

#[test]
fn a_backup_holds_what_belongs_to_the_workspace_and_says_so() {
    let (folder, workspace) = begun();
    let work = &workspace.folder;
    files::write(&work.join("rates/trial.toml"), b"# a rate set").unwrap();
    files::write(&work.join("wording.toml"), b"").unwrap();
    files::write(&work.join("exports/large.csv"), b"not in it").unwrap();
    let into = folder.path().join("other disk");
    let made = workspace
        .back_up(Some(&into), Why::Asked, at(3), &mut unwatched)
        .unwrap();
    let names: Vec<_> = made
        .manifest
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, [FILE, KEY_FILE, "wording.toml", "rates/trial.toml"]);
    assert_eq!(made.folder, into.join("2026-10-05T120000-asked"));
    let contents = &made.manifest.contents;
    assert_eq!((contents.pupils, contents.records), (Some(2), Some(1)));
    assert_eq!(contents.origin.as_ref(), Some(workspace.store.origin()));
    assert!(contents.heads[0].signature.is_some());
    let listed = backups(work, Some(&into), &mut unwatched).unwrap();
    assert_eq!((listed.len(), listed[0].fault()), (1, None));
    assert_eq!(listed[0].manifest.as_ref(), Some(&made.manifest));
    let again = workspace
        .back_up(Some(&into), Why::Asked, at(3), &mut unwatched)
        .unwrap();
    assert_eq!(again.folder, into.join("2026-10-05T120000-asked-2"));
}

#[cfg(unix)]
#[test]
fn a_workspace_and_the_key_in_a_backup_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, workspace) = begun();
    let made = workspace
        .back_up(None, Why::Asked, at(3), &mut unwatched)
        .unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(workspace.folder()), 0o700);
    assert_eq!(mode(&made.folder), 0o700);
    assert_eq!(mode(&made.folder.join(KEY_FILE)), 0o600);
}

#[test]
fn a_backup_stopped_at_any_word_leaves_nothing() {
    let (_folder, workspace) = begun();
    for stops in 0.. {
        let mut told = 0;
        let mut watch = |_: Step| {
            told += 1;
            if told > stops {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        match workspace.back_up(None, Why::Asked, at(3), &mut watch) {
            Ok(_) => {
                assert!(stops >= 2, "it says how far it is");
                return;
            }
            Err(problem) => assert!(matches!(problem, Problem::Stopped), "{problem}"),
        }
        let left = files::entries(&workspace.folder.join(FOLDER)).unwrap();
        assert_eq!(left, [] as [PathBuf; 0]);
    }
}

#[test]
fn a_backup_is_not_worked_in() {
    let (_folder, workspace) = begun();
    let made = workspace
        .back_up(None, Why::Asked, at(3), &mut unwatched)
        .unwrap();
    for opened in [
        Workspace::open(&made.folder, None, at(4)).map(drop),
        Workspace::open_existing(&made.folder, at(4)).map(drop),
    ] {
        let told = opened.unwrap_err().to_string();
        assert!(
            told.contains("is a backup") && told.contains("continuum restore"),
            "{told}"
        );
    }
    assert_eq!(listed(&workspace)[0].fault(), None);
}

#[test]
fn an_import_is_backed_up_before_where_it_changes_what_is_there() {
    let (_folder, mut workspace) = begun();
    // The first one came into an empty workspace.
    assert_eq!(whys(&workspace), []);
    import(&mut workspace, "again.csv", TABLE, 3);
    assert_eq!(whys(&workspace), [], "it brought nothing new");
    import(&mut workspace, "more.csv", &longer(1), 4);
    assert_eq!(whys(&workspace), [Why::BeforeImport]);
    let before = listed(&workspace)[0].manifest.clone().unwrap();
    assert_eq!(before.contents.pupils, Some(2));
    let latest = workspace.imports().unwrap().remove(0);
    let by = workspace.reader().clone();
    (workspace.undo_import(&latest, &by, at(5), &mut unwatched)).unwrap();
    assert_eq!(whys(&workspace), [Why::BeforeUndo, Why::BeforeImport]);
    let refused = workspace.undo_import(&latest, &by, at(6), &mut unwatched);
    assert!(refused.is_err());
    assert_eq!(
        whys(&workspace).len(),
        2,
        "what was refused leaves no backup"
    );
    workspace.without_backups();
    import(&mut workspace, "most.csv", &longer(2), 7);
    assert_eq!(whys(&workspace).len(), 2);
}

#[test]
fn only_so_many_automatic_ones_stay_and_those_asked_for_always() {
    let (_folder, mut workspace) = begun();
    assert_eq!(workspace.backups_kept().unwrap(), USUAL);
    workspace.keep_backups(2).unwrap();
    workspace
        .back_up(None, Why::Asked, at(3), &mut unwatched)
        .unwrap();
    for more in 1..=4 {
        import(
            &mut workspace,
            "more.csv",
            &longer(more),
            3 + i64::from(more),
        );
    }
    let pupils: Vec<_> = listed(&workspace)
        .into_iter()
        .map(|one| one.manifest.unwrap().contents.pupils.unwrap())
        .collect();
    assert_eq!(pupils, [5, 4, 2]);
    workspace.keep_backups(0).unwrap();
    import(&mut workspace, "more.csv", &longer(5), 9);
    assert_eq!(listed(&workspace).len(), 3, "none is made, and none goes");
}

#[test]
fn an_import_that_cannot_be_backed_up_is_refused_and_changes_nothing() {
    let (folder, mut workspace) = begun();
    // A file where the folder of backups should be: no disk takes it.
    files::write(&workspace.folder.join(FOLDER), b"").unwrap();
    let path = folder.path().join("more.csv");
    files::write(&path, longer(1).as_bytes()).unwrap();
    let come = [path];
    let told = workspace.import(&come, Wish::default(), at(3), &mut unwatched);
    let told = told.unwrap_err().to_string();
    assert!(
        told.contains("could not be backed up before") && told.contains("--no-backup"),
        "{told}"
    );
    assert_eq!(workspace.store.pupils().unwrap(), 2);
    workspace.without_backups();
    (workspace.import(&come, Wish::default(), at(3), &mut unwatched)).unwrap();
    assert_eq!(workspace.store.pupils().unwrap(), 3);
}

#[test]
fn an_older_form_is_backed_up_before_it_is_brought_up() {
    let (_folder, workspace) = begun();
    let folder = workspace.folder.clone();
    // What a program of the form before left: without check sums.
    let summed = [
        "pupil",
        "pupil_version",
        "plan",
        "cohort",
        "import",
        "departure",
        "undoing",
        "school_version",
        "school_succession",
        "import_account",
        "draft",
        "paper",
        "paper_step",
        "erased_mark",
    ];
    for table in summed {
        let without = format!("ALTER TABLE {table} DROP COLUMN checksum");
        workspace.store.db.execute_batch(&without).unwrap();
    }
    let older = "DROP TABLE checksum; PRAGMA user_version = 14";
    workspace.store.db.execute_batch(older).unwrap();
    drop(workspace);
    let mut words: Vec<&str> = Vec::new();
    let workspace = Workspace::open_existing_watched(&Door::of(&folder), at(4), &mut |step| {
        words.push(step.what);
        ControlFlow::Continue(())
    });
    let workspace = workspace.unwrap();
    words.dedup();
    let said = [
        "Copying the workspace (MB)",
        "Checking the backup (MB)",
        "Bringing the workspace to the newer form",
    ];
    assert_eq!(words, said);
    assert_eq!(whys(&workspace), [Why::BeforeForm]);
    let before = listed(&workspace)[0].manifest.clone().unwrap();
    assert_eq!(
        (before.contents.form, before.contents.records),
        (Some(14), Some(1))
    );
    drop(workspace);
    let workspace = Workspace::open_existing(&folder, at(5)).unwrap();
    assert_eq!(listed(&workspace).len(), 1);
    assert_eq!(workspace.store.verified().unwrap().faults, []);
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next_one_and_what_is_being_made_stays() {
    let (_folder, workspace) = begun();
    let into = workspace.folder.join(FOLDER);
    for name in [
        "a.7.lock",
        "a.7.part/workspace.sqlite",
        "b.8.part/workspace.sqlite",
    ] {
        files::write(&into.join(name), b"half").unwrap();
    }
    let other = files::Held::make(&into.join("b.8.lock")).unwrap();
    let made = workspace
        .back_up(None, Why::Asked, at(3), &mut unwatched)
        .unwrap();
    let mut left = files::entries(&into).unwrap();
    left.sort();
    assert_eq!(
        left,
        [made.folder, into.join("b.8.lock"), into.join("b.8.part")]
    );
    drop(other);
    super::sweep(&workspace.folder);
    assert_eq!(files::entries(&into).unwrap().len(), 1);
}

/// What is done to a backup.
type Harm<'a> = dyn Fn(&Path) + 'a;

#[test]
fn a_backup_that_is_not_whole_is_listed_with_what_is_wrong() {
    let (_folder, workspace) = begun();
    let fault = |harm: &Harm<'_>| {
        let made = workspace
            .back_up(None, Why::Asked, at(3), &mut unwatched)
            .unwrap();
        harm(&made.folder);
        let listed = listed(&workspace)
            .into_iter()
            .find(|one| one.folder == made.folder);
        files::remove_folder(&made.folder).unwrap();
        listed.unwrap().fault().unwrap().to_owned()
    };
    let harms: [(&str, &Harm<'_>); 5] = [
        ("it is gone", &|folder| {
            files::clear(folder, &[KEY_FILE]).unwrap();
        }),
        ("of another length", &|folder| {
            files::write(&folder.join(KEY_FILE), b"short").unwrap();
        }),
        ("its bytes are others", &|folder| {
            let mut bytes = files::read(&folder.join(FILE)).unwrap();
            bytes[5000] ^= 1;
            files::write(&folder.join(FILE), &bytes).unwrap();
        }),
        ("cannot be read", &|folder| {
            files::write(&folder.join(MANIFEST), b"{\"schema\": 1").unwrap();
        }),
        ("made by a newer Continuum", &|folder| {
            files::write(&folder.join(MANIFEST), b"{\"schema\": 2}").unwrap();
        }),
    ];
    for (said, harm) in harms {
        let told = fault(harm);
        assert!(told.contains(said), "{told}");
    }
    files::make_folder(&workspace.folder.join("backups/left.1.part")).unwrap();
    let left = listed(&workspace).remove(0);
    let left = left.fault().unwrap();
    assert!(left.contains("broken off"), "{left}");
}
