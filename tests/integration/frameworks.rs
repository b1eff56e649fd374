//! The frameworks of `fixtures/frameworks`, in the structures that authorities have published: each
//! is sound, gives by hand-worked cases what it should, and can be printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use continuum::catalogue::{Lock, Severity, check};
use continuum::domain::derive::{Derived, Profile, derive};
use continuum::domain::dose::Who;
use continuum::domain::exact::Quantity;
use continuum::domain::framework::Framework;
use continuum::domain::identity::{AreaId, DescriptorId, LevelId, TariffId};
use continuum::domain::place::{Phase, Setting};
use continuum::exchange::booklet::booklet;
use continuum::exchange::{html, markdown};
use serde_json::{Value, json};

fn files() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/frameworks");
    let found = fs::read_dir(folder).unwrap();
    let mut found: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    found.sort();
    assert!(found.len() >= 11, "the frameworks were not found");
    found
}

/// Reads a framework that must be sound, and derives every tariff that it is said to reach.
fn sound(path: &PathBuf) -> Framework {
    let name = path.file_name().unwrap().to_str().unwrap();
    let checked = check(name, &fs::read(path).unwrap(), &Lock::shipped());
    let errors: Vec<String> = (checked.findings.iter())
        .filter(|one| one.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let framework = checked.framework.unwrap();
    for reached in checked.reached {
        let derived = derive(&framework, &reached.profile).unwrap();
        assert_eq!(derived.tariff, reached.tariff, "{name}");
    }
    framework
}

fn profile(case: &Value, framework: &Framework) -> Profile {
    let text = |key: &str| case[key].as_str();
    let mut levels: Vec<(AreaId, LevelId)> = Vec::new();
    for (area, level) in case["levels"].as_object().into_iter().flatten() {
        let level = LevelId::new(level.as_str().unwrap());
        levels.push((AreaId::new(area), level));
    }
    let named = case["descriptors"].as_array().into_iter().flatten();
    let named: Vec<DescriptorId> = named
        .map(|id| DescriptorId::new(id.as_str().unwrap()))
        .collect();
    for id in &named {
        let found = framework.descriptors.iter().find(|one| one.id == *id);
        let found = found.unwrap_or_else(|| panic!("no descriptor {id}"));
        levels.push((found.area.clone(), found.level.clone()));
    }
    let role = |(code, hours): (&String, &Value)| {
        let hours = hours.as_str().unwrap().parse().unwrap();
        (Some(Who::from_code(code).unwrap()), hours)
    };
    let by_role = case["hours"].as_object();
    let hours: Option<Vec<(Option<Who>, Quantity)>> = by_role
        .map(|roles| roles.iter().map(role).collect())
        .or_else(|| Some(vec![(None, text("hours")?.parse().unwrap())]));
    Profile {
        levels,
        descriptors: named,
        setting: text("setting").map(|code| Setting::from_code(code).unwrap()),
        phase: text("phase").map(|code| Phase::from_code(code).unwrap()),
        chosen: text("chosen").map(TariffId::new),
        primary: text("primary").map(AreaId::new),
        hours,
    }
}

fn told(derived: &Derived) -> Value {
    let several = derived.several.iter();
    let several: Vec<Value> = several
        .map(|one| json!({"area": one.area, "tariff": one.tariff}))
        .collect();
    json!({"tariff": derived.tariff, "route": derived.route.code(), "points": derived.points,
        "hours_per_week": derived.hours, "borderline": derived.borderline, "open": derived.open,
        "tariffs": several, "primary": derived.primary})
}

#[test]
fn every_case_that_was_worked_by_hand_holds() {
    for path in files() {
        let framework = sound(&path);
        let name = &framework.key.id;
        let cases = fs::read(path.with_extension("cases.json")).unwrap();
        let cases: Vec<Value> = serde_json::from_slice(&cases).unwrap();
        assert!(cases.len() >= 8, "{name} has too few cases");
        let mut given: BTreeSet<String> = BTreeSet::new();
        for case in &cases {
            let working = &case["working"];
            match (
                derive(&framework, &profile(case, &framework)),
                case["refused"].as_str(),
            ) {
                (Ok(derived), None) => {
                    let told = told(&derived);
                    assert_eq!(
                        told, case["gives"],
                        "{name}: {working}\n{:#?}",
                        derived.trace
                    );
                    given.insert(derived.tariff.to_string());
                    let several = derived.several.iter();
                    given.extend(several.map(|one| one.tariff.to_string()));
                }
                (Err(fault), Some(words)) => {
                    let fault = fault.to_string();
                    assert!(fault.contains(words), "{name}: {fault} lacks {words}");
                }
                (found, _) => panic!("{name}: {case:#}\n{found:#?}"),
            }
        }
        for tariff in &framework.tariffs {
            let id = tariff.id.as_str();
            assert!(given.contains(id), "no case of {name} gives {id}");
        }
    }
}

#[test]
fn every_framework_prints_as_a_booklet_with_all_its_words() {
    for path in files() {
        let framework = sound(&path);
        let booklet = booklet(&framework);
        let (md, page) = (markdown::page(&booklet), html::page(&booklet));
        for level in &framework.levels {
            assert!(md.contains(&format!("- {}", level.id)), "{}", level.id);
        }
        let text = booklet.text();
        for descriptor in &framework.descriptors {
            for line in descriptor.text.lines() {
                assert!(text.contains(line), "{}: {line}", descriptor.id);
            }
        }
        let areas = framework.leaves().count();
        assert_eq!(page.matches("<h1>").count(), areas + 3, "{}", framework.key);
        assert!(md.contains("What separates"), "{}", framework.key);
    }
}
