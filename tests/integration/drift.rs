//! The alarm of drift, from the store to the command: an office invented here, one officer of which turns severe.

use std::fmt::Write as _;

use continuum::domain::day::Moment;
use continuum::domain::draw::Draw;
use continuum::domain::identity::{AreaId, LevelId, PupilRef, Reader, Role};
use continuum::domain::judgement::{AreaLevel, AreaSource, Judged, Judgement, Verdict};
use continuum::domain::moderation::sample::Cohort;
use continuum::domain::provision::Provision;
use continuum::domain::worklist::Filter;
use continuum::workspace::{Made, Wish, Workspace, unwatched};

use super::program::Office;

const AREAS: [&str; 3] = ["ci", "cl", "semh"];
const OFFICERS: [&str; 6] = ["Ann", "Bo", "Cem", "Dana", "Eve", "Fay"];
const WEEKS: usize = 8;
const A_WEEK: usize = 16;
const PUPILS: usize = WEEKS * A_WEEK * OFFICERS.len();

/// Who turns severe by a level, in which area, from which week on.
const SEVERE: (&str, usize, usize) = ("Dana", 1, 2);

/// The Monday of the first week.
const BEGUN: &str = "2025-10-06";

/// A level of an area as it would be if nobody erred, in tenths: what a pupil needs goes together in the areas, and special
/// schools' pupils need more.
fn needs(pupil: usize) -> [i64; 3] {
    let mut draw = Draw::from_seed(1000 + pupil as u64);
    let more = if is_special(pupil) { 46 } else { 30 };
    let mut spread = || draw.between(-5, 5) + draw.between(-5, 5);
    let together = spread();
    [(); 3].map(|()| more + together + spread())
}

fn is_special(pupil: usize) -> bool {
    pupil.is_multiple_of(4)
}

/// The levels that somebody gives: each reading errs a little, and a severe reader gives one fewer where they are severe.
fn read(pupil: usize, seed: u64, severe: Option<usize>) -> [i64; 3] {
    let mut draw = Draw::from_seed(seed + pupil as u64);
    let mut levels = needs(pupil).map(|need| {
        let erring = need + draw.between(-4, 4);
        (erring + 5).div_euclid(10)
    });
    if let Some(level) = severe.and_then(|area| levels.get_mut(area)) {
        *level -= 1;
    }
    levels.map(|level| level.clamp(1, 7))
}

fn judged(levels: [i64; 3], provisions: &[Provision]) -> Judged {
    let given = AREAS.iter().zip(levels);
    let given: Vec<(AreaId, LevelId)> = given
        .map(|(area, level)| (AreaId::new(*area), LevelId::new(level.to_string())))
        .collect();
    let evidence = |(one, (area, level)): (&Provision, &(AreaId, LevelId))| Judgement {
        n: one.n,
        verdict: Verdict::Evidence {
            area: area.clone(),
            level: Some(level.clone()),
        },
        note: None,
    };
    assert_eq!(provisions.len(), given.len());
    let settled = given.iter().map(|(area, level)| AreaLevel {
        area: area.clone(),
        level: level.clone(),
        reason: None,
        evidence: AreaSource::Provisions,
    });
    Judged {
        judgements: provisions.iter().zip(&given).map(evidence).collect(),
        area_levels: settled.collect(),
        ..Judged::default()
    }
}

/// When the office records the so manieth mapping: each in its week, one after the other.
fn at(nth: usize) -> Moment {
    let a_week = A_WEEK * OFFICERS.len();
    let (week, minute) = (nth / a_week, nth % a_week);
    let day = BEGUN.parse::<continuum::domain::day::Day>().unwrap();
    let day = day.plus_days(7 * i32::try_from(week).unwrap());
    Moment::of_day(day).plus_millis(60_000 * i64::try_from(minute).unwrap())
}

fn number(pupil: &PupilRef) -> usize {
    pupil.as_str().trim_start_matches("K-").parse().unwrap()
}

/// A table of pupils whose plans say more hours where more is needed.
fn table() -> String {
    let mut table = "ref,surname,forename,dob,setting,section_f\n".to_owned();
    for pupil in 1..=PUPILS {
        let setting = if is_special(pupil) {
            "special"
        } else {
            "mainstream"
        };
        let minutes = needs(pupil).map(|need| need.div_euclid(10) * 10 + 5);
        let [talk, read, calm] = minutes;
        let _ = writeln!(
            table,
            "K-{pupil},Bell,Sian,2015-03-04,{setting},\"1. A TA will lead talk 1:1 for {talk} minutes every day. 2. A TA will \
             hear reading 1:1 for {read} minutes every day. 3. A TA will sit beside the pupil for {calm} minutes every day.\""
        );
    }
    table
}

/// Makes the office: everybody mapped in eight weeks, a sample of all drawn, its random part read by a moderator.
fn mapped(office: &Office, severe: Option<(&str, usize, usize)>) {
    let path = office.file("caseload.csv", &table());
    let before = at(0).plus_millis(-3_600_000);
    let mut workspace = Workspace::open(&office.workspace(), Some(5), before).unwrap();
    let account = workspace.import(&[path.into()], Wish::default(), before, &mut unwatched);
    assert_eq!(account.unwrap().new, PUPILS as u64);
    let pupils = workspace.shown(&Filter::all(), before).unwrap();
    let judge = |pupil: &PupilRef, nth: usize, provisions: &[Provision]| {
        let (officer, week) = (
            OFFICERS[nth % OFFICERS.len()],
            nth / A_WEEK / OFFICERS.len(),
        );
        let area = severe.filter(|(who, _, from)| *who == officer && week >= *from);
        let levels = read(number(pupil), 50_000, area.map(|(_, area, _)| area));
        Some(Made {
            judged: judged(levels, provisions),
            reader: reader(officer, Role::Officer),
            at: at(nth),
        })
    };
    let recorded = workspace.record_all(&pupils, &judge, &mut unwatched);
    assert_eq!(recorded.unwrap(), PUPILS);
    let (moira, now) = (reader("Moira", Role::Moderator), at(PUPILS));
    let sample = workspace.draw_sample(Cohort::All, Some(3), moira.clone(), now);
    let members = sample.unwrap().drawn.sample.members;
    let random = members.iter().filter(|one| one.random());
    let random: Vec<_> = random.map(|one| one.pupil.clone()).collect();
    for pupil in workspace.references_of(&random).unwrap() {
        let provisions = workspace.provisions(&workspace.pupil(pupil.as_str()).unwrap());
        let levels = read(number(&pupil), 90_000, None);
        let given = (judged(levels, &provisions.unwrap()), None);
        (workspace.read_blind(pupil.as_str(), given, moira.clone(), now)).unwrap();
    }
}

fn reader(name: &str, role: Role) -> Reader {
    Reader {
        name: name.to_owned(),
        role,
    }
}

#[test]
fn the_alarm_names_the_one_officer_their_area_and_their_week() {
    let office = Office::new();
    mapped(&office, Some(SEVERE));
    let told = office.json(&["moderate", "drift", "--json"]);
    let signals = told["signals"].as_array().unwrap();
    assert_eq!(signals.len(), 1, "{signals:?}");
    let signal = &signals[0];
    assert_eq!(
        [
            &signal["officer"],
            &signal["measure"],
            &signal["since"],
            &signal["monday"]
        ],
        ["Dana", "cl", "2025-W43", "2025-10-20"]
    );
    assert_eq!(signal["direction"], "lower");
    let pupils = signal["pupils"].as_array().unwrap().len();
    assert_eq!(pupils, A_WEEK * (WEEKS - SEVERE.2));
    assert_eq!(
        (&told["quiet"], &told["pairs"]),
        (&false.into(), &25.into())
    );
    let quiet = office.json(&["moderate", "drift", "--json", "--officer", "ann"]);
    assert_eq!(quiet["quiet"], true);
    assert_eq!(quiet["series"].as_array().unwrap().len(), 6);
    let text = office.ok(&["moderate", "drift"]);
    assert!(
        text.contains("! Dana gives Cognition and learning levels 1."),
        "{text}"
    );
    let none = office.refused(&["moderate", "drift", "--officer", "Nobody"], 1);
    assert!(none.contains("Officers: Ann, Bo, Cem"), "{none}");
    its_agreement(&office);
}

/// Agreement is that of the random sample, which is too few to speak of, and says so.
fn its_agreement(office: &Office) {
    let told = office.json(&["moderate", "agreement", "--json"]);
    assert_eq!(
        (&told["pairs"], &told["too_few"]),
        (&25.into(), &true.into())
    );
    let all = &told["slices"][0];
    assert_eq!(
        (&all["slice"], &all["measure"]),
        (&"all".into(), &"tariff".into())
    );
    let table = all["table"].as_array().unwrap().iter();
    let cells = table.flat_map(|row| row.as_array().unwrap());
    assert_eq!(cells.map(|cell| cell.as_u64().unwrap()).sum::<u64>(), 25);
    let text = office.ok(&["moderate", "agreement"]);
    assert!(text.contains("too few (25): "), "{text}");
    let page = office.ok(&["moderate", "report"]);
    assert!(page.contains("<td>2025-W43</td>") && page.contains("<h3>Dana gives Cognition"));
}

#[test]
fn a_quiet_office_is_said_to_be_quiet() {
    let office = Office::new();
    mapped(&office, None);
    let told = office.json(&["moderate", "drift", "--json"]);
    assert_eq!(
        (&told["quiet"], &told["signals"]),
        (&true.into(), &serde_json::json!([]))
    );
    let text = office.ok(&["moderate", "drift"]);
    assert!(text.contains("the office is quiet"), "{text}");
}
