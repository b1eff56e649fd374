//! A cohort's outcome carried out through the program: a severe officer's mappings shifted in two names.

use std::fmt::Write as _;

use continuum::domain::day::Moment;
use continuum::domain::identity::{AreaId, LevelId, PupilRef, Reader, Role};
use continuum::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use continuum::domain::moderation::sample::Cohort;
use continuum::domain::provision::Provision;
use continuum::domain::worklist::Filter;
use continuum::workspace::{Made, Wish, Workspace, unwatched};

use super::program::Office;

const PUPILS: usize = 20;

fn at(minute: i64) -> Moment {
    let day: continuum::domain::day::Day = "2026-01-05".parse().unwrap();
    Moment::of_day(day).plus_millis(minute * 60_000)
}

fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

/// Every provision evidence for communication at a level, which the area has.
fn judged(level: &str, provisions: &[Provision]) -> Judged {
    let (area, level) = (AreaId::new("ci"), LevelId::new(level));
    let evidence = |one: &Provision| Judgement {
        n: one.n,
        verdict: Verdict::Evidence {
            area: area.clone(),
            level: Some(level.clone()),
        },
        note: None,
    };
    Judged {
        judgements: provisions.iter().map(evidence).collect(),
        area_levels: vec![AreaLevel {
            area: area.clone(),
            level: level.clone(),
            reason: None,
            evidence: AreaSource::Provisions,
        }],
        ..Judged::default()
    }
}

/// Everybody mapped by Ada a level low, and her sample read by Moira; gives the sample's id.
fn severe(office: &Office) -> String {
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for pupil in 1..=PUPILS {
        let plan = "A TA will lead talk 1:1 for 15 minutes every day.";
        let _ = writeln!(table, "K-{pupil},Bell,Sian,2015-03-04,mainstream,{plan}");
    }
    let path = office.file("caseload.csv", &table);
    let mut workspace = Workspace::open(&office.workspace(), Some(5), at(0)).unwrap();
    workspace.be("Moira").unwrap();
    (workspace.import(&[path.into()], Wish::default(), at(0), &mut unwatched)).unwrap();
    let pupils = workspace.shown(&Filter::all(), at(0)).unwrap();
    let judge = |_: &PupilRef, nth: usize, provisions: &[Provision]| {
        Some(Made {
            judged: judged("3", provisions),
            reader: reader("Ada", Role::Officer),
            at: at(i64::try_from(nth).unwrap() + 1),
        })
    };
    let recorded = workspace.record_all(&pupils, &judge, &mut unwatched);
    assert_eq!(recorded.unwrap(), PUPILS);
    let moira = reader("Moira", Role::Moderator);
    let ada = Cohort::Officer("Ada".to_owned());
    let kept = workspace.draw_sample(ada, Some(3), moira.clone(), at(60));
    let kept = kept.unwrap();
    let members = kept.drawn.sample.members.iter();
    let members: Vec<_> = members.map(|one| one.pupil.clone()).collect();
    for pupil in workspace.references_of(&members).unwrap() {
        let provisions = workspace.provisions(&workspace.pupil(pupil.as_str()).unwrap());
        let given = (judged("5", &provisions.unwrap()), None);
        (workspace.read_blind(pupil.as_str(), given, moira.clone(), at(70))).unwrap();
    }
    kept.id.to_string()
}

#[test]
fn a_severe_cohort_is_shifted_and_every_page_says_where_that_comes_from() {
    let office = Office::new();
    let sample = severe(&office);
    let listed = office.ok(&["moderate", "sample"]);
    assert!(
        listed.contains(&format!("continuum moderate carry {sample} --dry-run")),
        "{listed}"
    );
    let before = office.ok(&["distribution", "--by", "setting", "--format", "json"]);
    let shown = office.json(&["moderate", "carry", &sample, "--dry-run", "--json"]);
    assert_eq!(
        (&shown["kind"], &shown["ruling"]),
        (&"shift".into(), &serde_json::Value::Null)
    );
    let moved = shown["moved"].as_array().unwrap();
    assert_eq!(moved.len(), PUPILS);
    assert_eq!(
        office.ok(&["distribution", "--by", "setting", "--format", "json"]),
        before
    );
    let text = office.ok(&["moderate", "carry", &sample, "--dry-run"]);
    let mark = shown["shown"].as_str().unwrap();
    assert!(
        text.contains(&format!("--with SECOND-NAME --shown {mark}")),
        "{text}"
    );
    let carry = |with: &'static str, mark: &str| -> Vec<String> {
        let words = [
            "moderate", "carry", &sample, "--with", with, "--shown", mark,
        ];
        let rest = ["--reason", "a level severe", "--json"];
        words
            .iter()
            .chain(&rest)
            .map(|one| (*one).to_owned())
            .collect()
    };
    let run = |words: &[String]| -> Vec<&'static str> {
        words.iter().map(|one| &*one.clone().leak()).collect()
    };
    let own = office.refused(&run(&carry("Moira", mark)), 1);
    assert!(own.contains("name a second moderator"), "{own}");
    let stale = office.refused(&run(&carry("Lee", "000000000000")), 1);
    assert!(stale.contains("Look at it again"), "{stale}");
    let told = office.json(&run(&carry("Lee", mark)));
    let says = told["says"].as_str().unwrap();
    assert!(
        says.contains("by Moira with Lee: 20 mappings shifted"),
        "{says}"
    );
    assert_ne!(
        office.ok(&["distribution", "--by", "setting", "--format", "json"]),
        before
    );
    let twice = office.refused(&run(&carry("Lee", mark)), 1);
    assert!(twice.contains("It is not done twice"), "{twice}");
    let ruling = told["ruling"].as_str().unwrap();
    let unread = moved.iter().find(|one| one["read"] == false).unwrap();
    let unread = unread["reference"].as_str().unwrap();
    let history = office.ok(&["history", unread]);
    assert!(history.contains(&format!(
        "shifted with its whole cohort by the ruling {ruling}"
    )));
    let page = office.ok(&["explain", unread, "--format", "md"]);
    assert!(page.contains("decided by Moira and Lee"), "{page}");
    let report = office.ok(&["moderate", "report", "--format", "csv"]);
    assert!(report.contains("carried_out"), "{report}");
    assert!(
        office
            .ok(&["moderate", "report"])
            .contains("by Moira with Lee")
    );
    let samples = office.json(&["moderate", "sample", "--json"]);
    assert_eq!(samples["samples"][0]["ruling"]["with"], "Lee");
    assert_eq!(
        office.json(&["verify", "--json"])["faults"],
        serde_json::json!([])
    );
}
