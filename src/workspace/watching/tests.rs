//! Long work stopped at each word on its progress: the workspace is as it was, and the same work can be done again.

use std::path::{Path, PathBuf};

use super::*;
use crate::domain::day::Moment;
use crate::domain::draft::{ItemId, Step as Key};
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, PupilId, PupilRef, Reader, Role};
use crate::domain::judgement::{AreaLevel, AreaSource, CannotMap, CannotMapWhy, Judged, SetAside};
use crate::domain::paper::Fate;
use crate::domain::provision::Provision;
use crate::workspace::{Made, Wish, unwatched};

const TABLE: &str = "ref,surname,forename,dob,setting,urn,plan_start,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,990001,2020-01-06,A TA will read with Amara for 20 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,mainstream,990002,2021-01-06,A TA will help with reading for 1 hour a week.\n";

const LATER: &str = "ref,surname,forename,dob,setting,urn,plan_start,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,990001,2020-01-06,A TA will read with Amara for 40 minutes a day.\n\
    K-4,Reed,Jo,2016-05-05,mainstream,990001,2022-01-06,\n";

const REGISTER: &str = "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),CloseDate,StatutoryLowAge,StatutoryHighAge,TypeOfResourcedProvision (name),DistrictAdministrative (name)\n\
    990001,886,Oak School,1,1,,4,11,,Ashford\n";

/// A piece of long work.
type Work<'a> = dyn Fn(&mut Workspace, &mut Watch<'_>) -> Result<()> + 'a;

fn at(day: u32) -> Moment {
    let day = format!("2026-10-{day:02}").parse();
    Moment::of_day(day.unwrap())
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    crate::workspace::files::write(&path, text.as_bytes()).unwrap();
    path
}

/// Every row of every table.
fn rows(workspace: &Workspace) -> Vec<String> {
    let db = &workspace.store.db;
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let mut names = db.prepare(sql).unwrap();
    let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut rows = Vec::new();
    for name in names {
        let name = name.unwrap();
        let mut table = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = table.column_count();
        let mut each = table.query([]).unwrap();
        while let Some(row) = each.next().unwrap() {
            let cells = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            rows.push(format!("{name}: {}", cells.collect::<Vec<_>>().join(", ")));
        }
    }
    rows
}

/// Stops work at its first word, at its second and so on, until it goes through; gives how often it was stopped.
#[track_caller]
fn stopped<T>(
    workspace: &mut Workspace,
    mut work: impl FnMut(&mut Workspace, &mut Watch<'_>) -> Result<T>,
) -> (usize, T) {
    let before = rows(workspace);
    let onlooker = Workspace::open_existing(&workspace.folder, at(1)).unwrap();
    let version = onlooker.store.version().unwrap();
    for stops in 0.. {
        let mut told = 0;
        let mut watch = |_: Step| {
            told += 1;
            if told > stops {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        match work(workspace, &mut watch) {
            Ok(done) => {
                assert_ne!(rows(workspace), before, "the work does something");
                return (stops, done);
            }
            Err(Problem::Stopped) => {}
            Err(other) => panic!("{other}"),
        }
        assert!(told == stops + 1, "the work ends where it is stopped");
        assert_eq!(rows(workspace), before, "stopped at word {told}");
        assert_eq!(onlooker.store.version().unwrap(), version, "word {told}");
    }
    unreachable!()
}

/// A workspace into which a first table came, and a document that somebody settled.
fn begun() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), at(1)).unwrap();
    workspace.be("Ada").unwrap();
    let table = file(folder.path(), "first.csv", TABLE);
    let paper = file(
        folder.path(),
        "plan.txt",
        "Name: nobody\nA TA, 1 hour a week.",
    );
    let come = [table, paper];
    let account = workspace.import(&come, Wish::default(), at(2), &mut unwatched);
    assert_eq!(account.unwrap().documents.waiting, 1);
    let paper = workspace.kept_papers().unwrap()[0].0;
    let bell = workspace.pupil("K-2").unwrap();
    workspace
        .settle_paper(paper, &Fate::Given(bell), at(2))
        .unwrap();
    (folder, workspace)
}

#[test]
fn an_import_stopped_at_any_word_changes_nothing() {
    let (folder, mut workspace) = begun();
    let come = [
        file(folder.path(), "later.csv", LATER),
        file(folder.path(), "edubasealldata20260101.csv", REGISTER),
        file(
            folder.path(),
            "K-2 plan.txt",
            "K-2\nSian Bell\nA TA, 2 hours a week.",
        ),
        file(folder.path(), "other.txt", "Name: nobody else\nA TA."),
    ];
    let wish = Wish {
        whole: true,
        compare: true,
        ..Wish::default()
    };
    let (stops, account) = stopped(&mut workspace, |workspace, watch| {
        workspace.import(&come, wish, at(3), watch)
    });
    assert!(stops > 9, "{stops}");
    assert_eq!((account.new, account.changed, account.departed), (1, 1, 1));
    assert_eq!((account.schools.new, account.documents.waiting), (1, 1));
    let bell = workspace.pupil("K-2").unwrap();
    let plan = workspace.store.plan(&bell).unwrap().unwrap();
    assert_eq!(plan.text, "K-2\nSian Bell\nA TA, 2 hours a week.");
    let again = rows(&workspace);
    workspace
        .import(&come, wish, at(4), &mut unwatched)
        .unwrap();
    assert_eq!(rows(&workspace), again, "the same again changes nothing");
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn settled_documents_are_taken_in_all_or_none() {
    let (_folder, mut workspace) = begun();
    let (stops, taken) = stopped(&mut workspace, |workspace, watch| {
        workspace.take_settled(at(3), watch)
    });
    assert_eq!((stops, taken), (1, 1));
}

#[test]
fn a_document_is_settled_and_taken_in_or_neither() {
    let (_folder, mut workspace) = begun();
    let paper = workspace.kept_papers().unwrap()[0].0;
    let okafor = workspace.pupil("K-1").unwrap();
    let (stops, taken) = stopped(&mut workspace, |workspace, watch| {
        workspace.settle_and_take(paper, okafor.clone(), at(3), watch)
    });
    assert_eq!((stops, taken), (1, 1));
    let plan = workspace.store.plan(&okafor).unwrap().unwrap();
    assert_eq!(plan.source, "plan.txt");
}

#[test]
fn an_undoing_stopped_at_any_word_undoes_nothing() {
    let (_folder, mut workspace) = begun();
    workspace.take_settled(at(3), &mut unwatched).unwrap();
    let import = workspace.imports().unwrap().remove(0);
    let reader = workspace.reader().clone();
    let (stops, undone) = stopped(&mut workspace, |workspace, watch| {
        workspace.undo_import(&import, &reader, at(3), watch)
    });
    // Two of the words are the undoing's own; how many the backup says depends on how large the file is.
    assert!(stops > 4, "{stops}");
    assert_eq!((undone.gone, undone.settled), (2, 1));
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn a_verification_ends_where_it_is_stopped() {
    let (_folder, workspace) = begun();
    for stops in 0.. {
        let mut told = 0;
        let verified = workspace.verify(&mut |_| {
            told += 1;
            if told > stops {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        match verified {
            Ok(verified) => {
                assert_eq!(verified.faults, []);
                assert!(stops >= 6, "{stops}");
                return;
            }
            Err(problem) => assert!(matches!(problem, Problem::Stopped), "{problem}"),
        }
    }
}

fn framework(version: &str) -> FrameworkKey {
    FrameworkKey {
        id: "kent-illustrative".to_owned(),
        version: version.to_owned(),
    }
}

fn map(workspace: &mut Workspace, pupil: &PupilId) {
    let mut draft = workspace.case(pupil, at(4)).unwrap().draft;
    for item in draft.base.clone() {
        draft.take(Key::SetAside {
            item: ItemId(item.n),
            why: SetAside::Core,
        });
    }
    for area in ["ci", "cl"] {
        draft.take(Key::Settle(AreaLevel {
            area: AreaId::new(area),
            level: LevelId::new("1"),
            reason: None,
            evidence: AreaSource::Placement,
        }));
    }
    workspace.record_draft(&draft, at(4)).unwrap();
}

#[test]
fn an_adoption_stopped_at_any_word_changes_nothing() {
    let (_folder, mut workspace) = begun();
    workspace
        .adopt(&framework("2025.1"), at(3), &mut unwatched)
        .unwrap();
    for reference in ["K-1", "K-2"] {
        let pupil = workspace.pupil(reference).unwrap();
        map(&mut workspace, &pupil);
    }
    let later = framework("2025.2");
    let (stops, impact) = stopped(&mut workspace, |workspace, watch| {
        workspace.adopt(&later, at(5), watch)
    });
    assert_eq!((stops, impact.mapped, impact.stand), (4, 2, 2));
    assert_eq!(workspace.framework().key, later);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().faults, []);
}

#[test]
fn many_recorded_at_once_are_recorded_all_or_none() {
    let (_folder, mut workspace) = begun();
    let pupils = [workspace.pupil("K-1"), workspace.pupil("K-2")].map(Result::unwrap);
    let cannot = |_: &PupilRef, _: usize, _: &[Provision]| {
        Some(Made {
            judged: Judged {
                cannot_map: Some(CannotMap {
                    why: CannotMapWhy::VagueSectionF,
                    note: None,
                }),
                ..Judged::default()
            },
            reader: Reader {
                name: "Ada".to_owned(),
                role: Role::Officer,
            },
            at: at(3),
        })
    };
    let (stops, recorded) = stopped(&mut workspace, |workspace, watch| {
        workspace.record_all(&pupils, &cannot, watch)
    });
    assert_eq!((stops, recorded), (2, 2));
}

#[test]
fn a_report_stopped_at_any_word_leaves_no_file() {
    let (folder, mut workspace) = begun();
    let out = folder.path().join("out");
    let day = at(3).day();
    let works: [&Work<'_>; 2] = [
        &|workspace, watch| workspace.validate(Some(&out), day, watch).map(drop),
        &|workspace, watch| {
            let plans = crate::workspace::Plans::Of(workspace);
            crate::workspace::report(&plans, workspace.plan_reader(), &out, day, watch).map(drop)
        },
    ];
    for work in works {
        let mut told = 0;
        let mut watch = |_: Step| {
            told += 1;
            ControlFlow::Break(())
        };
        assert!(matches!(
            work(&mut workspace, &mut watch),
            Err(Problem::Stopped)
        ));
        assert_eq!(told, 1);
        assert_eq!(
            crate::workspace::files::entries(&out).unwrap(),
            [] as [PathBuf; 0]
        );
    }
}
