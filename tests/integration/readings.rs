//! Whether readers can tell the levels of the illustrative framework apart: thirty invented plans,
//! each mapped blind by readers who had the booklet alone (`fixtures/readings`). Prints ordinal α by
//! area and for the tariff: `cargo test readings -- --nocapture`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use continuum::catalogue;
use continuum::domain::agreement::{Readings, Unit};
use continuum::domain::derive::{Profile, derive};
use continuum::domain::framework::Framework;
use continuum::domain::identity::{AreaId, FrameworkKey, LevelId};
use continuum::domain::judgement::SetAside;
use continuum::domain::place::{Phase, Setting};
use serde_json::Value;

/// The readers, by their files.
const READERS: [&str; 2] = ["a", "b"];

fn read(name: &str) -> Value {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/readings");
    let bytes = std::fs::read(folder.join(name)).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn framework() -> Framework {
    let key = FrameworkKey {
        id: "kent-illustrative".to_owned(),
        version: "2025.2".to_owned(),
    };
    catalogue::shelf(&[]).get(&key).unwrap().clone()
}

/// One reader's area levels of each plan.
fn levels(reader: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let file = read(&format!("{reader}.json"));
    let plans = file["plans"].as_array().unwrap().iter();
    let plan = |plan: &Value| {
        let areas = plan["areas"].as_object().unwrap().iter();
        let areas = areas.map(|(area, level)| (area.clone(), level.as_str().unwrap().to_owned()));
        (plan["plan"].as_str().unwrap().to_owned(), areas.collect())
    };
    plans.map(plan).collect()
}

#[test]
fn every_reading_accounts_for_every_provision_at_levels_there_are() {
    let framework = framework();
    let plans = read("plans.json");
    for reader in READERS {
        let file = read(&format!("{reader}.json"));
        for (plan, reading) in plans
            .as_array()
            .unwrap()
            .iter()
            .zip(file["plans"].as_array().unwrap())
        {
            assert_eq!(plan["plan"], reading["plan"]);
            let numbers = |of: &Value| -> BTreeSet<u64> {
                let provisions = of["provisions"].as_array().unwrap().iter();
                provisions.map(|one| one["n"].as_u64().unwrap()).collect()
            };
            assert_eq!(numbers(plan), numbers(reading), "{reader} {}", plan["plan"]);
            for one in reading["provisions"].as_array().unwrap() {
                if let Some(area) = one["area"].as_str() {
                    let area = framework.area(&AreaId::new(area)).unwrap();
                    let level = one["level"].as_str().map(LevelId::new);
                    assert!(
                        level.is_none_or(|level| area.levels.contains(&level)),
                        "{one}"
                    );
                } else {
                    let why = one["set_aside"].as_str().unwrap();
                    assert!(SetAside::from_code(why).is_some(), "{why}");
                }
            }
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
fn told(what: &str, readings: &Readings) {
    let agreement = readings.agreement();
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    let interval = agreement.alpha_ordinal_interval;
    println!(
        "{what}: α ordinal {} ({} to {}), same {}, within one {}, {} plans",
        number(agreement.alpha_ordinal),
        number(interval.map(|ends| ends.0)),
        number(interval.map(|ends| ends.1)),
        number(agreement.exact),
        number(agreement.within_one),
        agreement.units,
    );
    assert!(agreement.alpha_ordinal.is_some(), "{what}");
}

#[test]
fn agreement_is_told_by_area_and_for_the_tariff() {
    let framework = framework();
    let readers: Vec<_> = READERS.into_iter().map(levels).collect();
    let plans = read("plans.json");
    let plans = plans.as_array().unwrap();
    for area in framework.leaves() {
        let unit = |plan: &Value| -> Unit {
            let of = |reader: &BTreeMap<String, BTreeMap<String, String>>| {
                let level = reader
                    .get(plan["plan"].as_str().unwrap())?
                    .get(area.id.as_str())?;
                framework.level_rank(&LevelId::new(level))
            };
            readers.iter().map(of).collect()
        };
        let readings = Readings {
            levels: framework.levels.len(),
            units: plans.iter().map(unit).collect(),
        };
        told(area.id.as_str(), &readings);
    }
    let unit = |plan: &Value| -> Unit {
        let setting = Setting::from_code(plan["setting"].as_str().unwrap());
        let year = i16::try_from(plan["year_group"].as_i64().unwrap()).unwrap();
        let of = |reader: &BTreeMap<String, BTreeMap<String, String>>| {
            let areas = reader.get(plan["plan"].as_str().unwrap())?.iter();
            let profile = Profile {
                levels: areas
                    .map(|(area, level)| (AreaId::new(area), LevelId::new(level)))
                    .collect(),
                setting,
                phase: Some(Phase::of_year(year)),
                ..Profile::default()
            };
            let derived = derive(&framework, &profile).ok()?;
            framework.tariff_rank(&derived.tariff)
        };
        readers.iter().map(of).collect()
    };
    let readings = Readings {
        levels: framework.tariffs.len(),
        units: plans.iter().map(unit).collect(),
    };
    told("tariff", &readings);
}
