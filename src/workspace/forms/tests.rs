//! Forms sent out, filled in and taken in, from a workspace to the record.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::super::{Problem, Step, Workspace, unwatched};
use super::Wanted;
use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{AreaId, LevelId, Reader, Role};
use crate::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::ranks::Measure;
use crate::domain::school::form::{Became, Sent, TakenForm};
use crate::exchange::form::fill;
use crate::workspace::{Wish, files};

const PLAN: &str = "Section F\n\nCommunication and interaction\n\
    • A Teaching Assistant will run a social communication group of four pupils for 30 minutes every week.\n\
    • All staff will say the pupil's name before speaking and wait ten seconds for an answer.\n\n\
    Cognition and learning\n\
    • A Teaching Assistant will read with the pupil 1:1 for 20 minutes every school day.\n";

fn at(minute: i64) -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap()).plus_millis(minute * 60_000)
}

/// A workspace with two pupils at Hill School, one at Vale School, one without a plan text and one at no school.
fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::open(&folder.path().join("w"), Some(7), at(0)).unwrap();
    let head = "ref,surname,forename,school,urn,setting,year_group,section_f";
    let row = |n: usize, school: &str, plan: &str| {
        format!("K-{n},Ash,Bo,{school},mainstream,5,\"{plan}\"\n")
    };
    let rows = [
        row(1, "Hill School,118900", PLAN),
        row(2, "Hill School,118900", PLAN),
        row(3, "Vale School,118901", PLAN),
        row(4, "Vale School,118901", ""),
        row(5, ",", PLAN),
    ];
    let table = folder.path().join("caseload.csv");
    files::write(&table, format!("{head}\n{}", rows.concat()).as_bytes()).unwrap();
    let wish = Wish::default();
    workspace
        .import(&[table], wish, at(0), &mut unwatched)
        .unwrap();
    workspace.be("Ada").unwrap();
    (folder, workspace)
}

fn send(workspace: &Workspace, into: &Path, schools: &[&str]) -> super::super::Result<Sent> {
    let schools: Vec<String> = schools.iter().map(ToString::to_string).collect();
    let wanted = Wanted {
        schools: &schools,
        by: "2026-11-02".parse().unwrap(),
        names: false,
    };
    workspace.send_forms(into, &wanted, at(1), &mut unwatched)
}

/// The row of the first pupil's area in sheet "Areas".
fn area_row(workspace: &Workspace, id: &str) -> usize {
    let mut areas = workspace.framework.leaves();
    areas.position(|area| area.id.as_str() == id).unwrap() + 2
}

/// The form of Hill School with K-1 judged: two provisions for CI and one for CL, settled at these levels.
fn filled(workspace: &Workspace, folder: &Path, ci: &str, cl: &str) -> PathBuf {
    let forms = folder.join("forms");
    send(workspace, &forms, &["118900"]).unwrap();
    let path = forms.join("hill-school-118900.xlsx");
    let bytes = files::read(&path).unwrap();
    let row = |id: &str| area_row(workspace, id);
    let cells = [
        ("Provisions", 2, "Area", "ci"),
        ("Provisions", 2, "Level", ci),
        ("Provisions", 3, "Area", "ci"),
        ("Provisions", 3, "Level", ci),
        ("Provisions", 4, "Area", "cl"),
        ("Provisions", 4, "Level", cl),
        ("Areas", row("ci"), "Level", ci),
        ("Areas", row("cl"), "Level", cl),
    ];
    files::write(&path, &fill(bytes, &cells)).unwrap();
    path
}

fn take(workspace: &mut Workspace, path: &Path, minute: i64) -> TakenForm {
    let taken = workspace.take_forms(&[path.to_owned()], false, at(minute), &mut unwatched);
    taken.unwrap().remove(0)
}

fn became(form: &TakenForm) -> Vec<Became> {
    form.pupils.iter().map(|pupil| pupil.became).collect()
}

fn judged(ci: &str, cl: &str) -> Judged {
    let evidence = |n: u32, area: &str, level: &str| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new(area),
            level: Some(LevelId::new(level)),
        },
        note: None,
    };
    let settled = |area: &str, level: &str| AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    };
    Judged {
        judgements: vec![
            evidence(1, "ci", ci),
            evidence(2, "ci", ci),
            evidence(3, "cl", cl),
        ],
        area_levels: vec![settled("ci", ci), settled("cl", cl)],
        ..Judged::default()
    }
}

fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

fn map(workspace: &mut Workspace, ci: &str, cl: &str, minute: i64) -> Mapping {
    let officer = reader("Ada", Role::Officer);
    let mapped = workspace.record_judged("K-1", judged(ci, cl), None, officer, at(minute));
    mapped.unwrap()
}

/// The rules that flag the officer's mapping of K-1, as a moderator's queue has them.
fn flagged(workspace: &Workspace) -> Vec<FlagRule> {
    let queue = workspace
        .queue(&reader("Moira", Role::Moderator), at(90))
        .unwrap();
    let mut flags = queue.review.into_iter().flat_map(|one| one.flags);
    let school = flags.find(|rule| *rule == FlagRule::SchoolDiffers);
    school.into_iter().collect()
}

#[test]
fn every_school_with_pupils_in_scope_gets_a_form_and_the_rest_is_counted() {
    let (folder, workspace) = workspace();
    let forms = folder.path().join("forms");
    let sent = send(&workspace, &forms, &[]).unwrap();
    let files: Vec<_> = sent
        .files
        .iter()
        .map(|one| (one.school.as_str(), one.pupils, one.provisions))
        .collect();
    assert_eq!(files, [("Hill School", 2, 6), ("Vale School", 1, 3)]);
    assert_eq!((sent.pupils, sent.no_school), (3, 1));
    assert_eq!(sent.no_text[0].as_str(), "K-4");
    let names = files::list(&forms).unwrap().files;
    let bytes: Vec<_> = names
        .iter()
        .map(|path| files::read(path).unwrap())
        .collect();
    assert_eq!(names.len(), 2);
    send(&workspace, &forms, &[]).unwrap();
    let again: Vec<_> = names
        .iter()
        .map(|path| files::read(path).unwrap())
        .collect();
    assert_eq!(bytes, again);
    let one = send(&workspace, &folder.path().join("one"), &["vale school"]).unwrap();
    assert_eq!(one.files.len(), 1);
    let nobody = send(&workspace, &forms, &["Nowhere"]);
    assert!(matches!(nobody, Err(Problem::NoSchool(_))));
}

#[test]
fn what_is_stopped_writes_nothing() {
    let (folder, mut workspace) = workspace();
    let forms = folder.path().join("forms");
    let wanted = Wanted {
        schools: &[],
        by: "2026-11-02".parse().unwrap(),
        names: true,
    };
    let mut stop = |step: Step| {
        if step.done == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let stopped = workspace.send_forms(&forms, &wanted, at(1), &mut stop);
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert!(!forms.exists());
    let path = filled(&workspace, folder.path(), "4", "3");
    let mut stop = |step: Step| {
        if step.what == "Taking readings in" && step.done == 1 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let stopped = workspace.take_forms(&[path], false, at(2), &mut stop);
    assert!(matches!(stopped, Err(Problem::Stopped)));
    assert_eq!(workspace.verify(&mut unwatched).unwrap().records, 0);
}

#[test]
fn a_form_comes_back_as_the_schools_own_reading_once_and_never_counts() {
    let (folder, mut workspace) = workspace();
    let path = filled(&workspace, folder.path(), "4", "3");
    let dry = workspace
        .take_forms(std::slice::from_ref(&path), true, at(2), &mut unwatched)
        .unwrap();
    assert_eq!(became(&dry[0]), [Became::Imported, Became::NotFilledIn]);
    assert_eq!(dry[0].pupils[0].mapping, None);
    assert_eq!(workspace.verify(&mut unwatched).unwrap().records, 0);
    let taken = take(&mut workspace, &path, 3);
    assert_eq!(became(&taken), [Became::Imported, Became::NotFilledIn]);
    let id = taken.pupils[0].mapping.clone().unwrap();
    let mapping = workspace.store.mapping(&id).unwrap().unwrap();
    assert_eq!(mapping.sheet.reader, reader("Hill School", Role::School));
    assert_eq!(mapping.sheet.judged, judged("4", "3"));
    let again = take(&mut workspace, &path, 4);
    assert_eq!(became(&again), [Became::Unchanged, Became::NotFilledIn]);
    let verified = workspace.verify(&mut unwatched).unwrap();
    assert_eq!((verified.records, verified.faults), (1, vec![]));
    assert!(
        workspace
            .store
            .mapped_under(&workspace.framework.key)
            .unwrap()
            .is_empty()
    );
    // A school that changes its mind reads anew.
    let changed = filled(&workspace, folder.path(), "5", "3");
    assert_eq!(
        became(&take(&mut workspace, &changed, 5))[0],
        Became::Imported
    );
}

#[test]
fn what_does_not_hold_is_rejected_at_its_row() {
    let (folder, mut workspace) = workspace();
    let path = filled(&workspace, folder.path(), "4", "3");
    let twice = [
        ("Provisions", 5, "Pupil", "K-1"),
        ("Provisions", 5, "No.", "1"),
        ("Provisions", 5, "Area", "ci"),
        ("Provisions", 5, "Level", "5"),
    ];
    let bytes = fill(files::read(&path).unwrap(), &twice);
    files::write(&path, &bytes).unwrap();
    let taken = take(&mut workspace, &path, 3);
    assert_eq!(became(&taken)[0], Became::Rejected);
    let fault = &taken.pupils[0].faults[0];
    assert_eq!((fault.sheet.as_str(), fault.row), ("Provisions", 2));
    assert!(fault.what.contains("\"ci\" twice"), "{}", fault.what);
    // The same provision is for a second area, whose level rests on it.
    let semh = area_row(&workspace, "semh");
    let second = [
        ("Provisions", 5, "Area", "semh"),
        ("Areas", semh, "Level", "5"),
    ];
    files::write(&path, &fill(bytes, &second)).unwrap();
    assert_eq!(became(&take(&mut workspace, &path, 4))[0], Became::Imported);
}

#[test]
fn a_plan_or_a_framework_that_has_moved_on_is_told() {
    let (folder, mut workspace) = workspace();
    let path = filled(&workspace, folder.path(), "4", "3");
    let new = crate::domain::pupil::Newcomer::default();
    let amended = format!("{PLAN}• The pupil will see a therapist for 30 minutes every week.\n");
    workspace.paste("K-1", &amended, new, at(2)).unwrap();
    let taken = take(&mut workspace, &path, 3);
    assert_eq!(became(&taken)[0], Became::Imported);
    assert!(taken.pupils[0].told[0].starts_with("a newer version of the plan has come in"));
    // The officer reads the newer version: there is nothing to compare.
    let officer = reader("Ada", Role::Officer);
    let mut judged = judged("4", "3");
    judged.judgements.push(Judgement {
        n: 4,
        ..judged.judgements[2].clone()
    });
    workspace
        .record_judged("K-1", judged, None, officer, at(4))
        .unwrap();
    let standings = workspace.schools_standings(at(5)).unwrap();
    assert_eq!((standings[0].back, standings[0].read), (1, 0));
    let other = workspace
        .frameworks()
        .into_iter()
        .find(|one| one.key != workspace.framework.key)
        .unwrap();
    workspace
        .adopt(&other.key.clone(), at(6), &mut unwatched)
        .unwrap();
    let taken = take(&mut workspace, &path, 7);
    assert_eq!(became(&taken), [Became::Rejected; 2]);
    assert!(
        taken.pupils[0].faults[0]
            .what
            .contains("this workspace maps under")
    );
}

#[test]
fn officer_and_school_are_compared_whoever_reads_first() {
    for school_first in [true, false] {
        let (folder, mut workspace) = workspace();
        let path = filled(&workspace, folder.path(), "6", "3");
        if school_first {
            take(&mut workspace, &path, 2);
        }
        map(&mut workspace, "3", "3", 3);
        if !school_first {
            assert_eq!(flagged(&workspace), []);
            take(&mut workspace, &path, 4);
        }
        assert_eq!(
            flagged(&workspace),
            [FlagRule::SchoolDiffers],
            "{school_first}"
        );
        let standings = workspace.schools_standings(at(5)).unwrap();
        let hill = &standings[0];
        assert_eq!(
            (hill.back, hill.read, hill.same, hill.within, hill.outside),
            (1, 1, 0, 0, 1)
        );
        assert!(hill.mean.unwrap() > 0.0);
        // Put aside as harmless it is flagged no more.
        let moira = reader("Moira", Role::Moderator);
        let put = workspace.find_harmless(FlagRule::SchoolDiffers, &[], "known", &moira, at(6));
        assert_eq!(put.unwrap(), 1);
        assert_eq!(flagged(&workspace), []);
    }
}

#[test]
fn the_schools_reading_is_shown_after_the_moderators_own_and_not_before() {
    let (folder, mut workspace) = workspace();
    let path = filled(&workspace, folder.path(), "6", "3");
    map(&mut workspace, "3", "3", 2);
    let (ada, moira) = (
        reader("Ada", Role::Moderator),
        reader("Moira", Role::Moderator),
    );
    let none = workspace.school_beside("K-1", &ada, at(3));
    assert!(matches!(none, Err(Problem::SchoolNotRead(_))));
    take(&mut workspace, &path, 4);
    assert!(workspace.school_beside("K-1", &ada, at(5)).is_ok());
    let blind = workspace.school_beside("K-1", &moira, at(5));
    assert!(matches!(blind, Err(Problem::NotRead(_))));
    let beside = workspace
        .read_blind("K-1", (judged("6", "3"), None), moira.clone(), at(6))
        .unwrap();
    let school = beside.school.unwrap();
    assert_eq!(school.mapping.sheet.reader.name, "Hill School");
    let provisions = beside.provisions.iter();
    let school: Vec<_> = provisions.map(|one| one.school.clone().unwrap()).collect();
    assert_eq!(school, [["ci 6"], ["ci 6"], ["cl 3"]]);
    let laid = workspace.school_beside("K-1", &moira, at(7)).unwrap();
    assert_eq!(
        laid.provisions
            .iter()
            .filter(|one| !one.is_schools())
            .count(),
        2
    );
    let tariff = laid.difference.at(&Measure::Tariff).unwrap();
    assert!(!tariff.within);
}
