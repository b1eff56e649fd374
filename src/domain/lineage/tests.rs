//! Versions compared: where a judgement stands, and what is said of the rest.

use super::*;
use crate::domain::framework::{DescriptorKind, Framework, Lineage};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::place::Phase;
use crate::domain::sample::framework;

fn descriptor(id: &str, text: &str) -> Descriptor {
    let mut parts = id.split('-');
    let mut part = || parts.next().unwrap().to_owned();
    Descriptor {
        id: DescriptorId::new(id),
        area: AreaId::new(part()),
        level: LevelId::new(part()),
        kind: DescriptorKind::Provision,
        text: text.to_owned(),
        phases: vec![],
        settings: vec![],
        points: None,
        exclusive: None,
    }
}

fn version(version: &str, descriptors: &[(&str, &str)]) -> Framework {
    let mut made = framework();
    made.key.version = version.to_owned();
    let earlier: Option<u32> = version.parse::<u32>().unwrap().checked_sub(1);
    made.previous = earlier.map(|version| version.to_string());
    made.descriptors = (descriptors.iter())
        .map(|(id, text)| descriptor(id, text))
        .collect();
    made
}

fn line(kind: LineageKind, from: &[&str], to: &[&str], carries: bool) -> Lineage {
    let ids = |list: &[&str]| list.iter().map(|id| DescriptorId::new(*id)).collect();
    Lineage {
        from: ids(from),
        to: ids(to),
        kind,
        carries,
        reason: carries.then(|| "no measure changed".to_owned()),
    }
}

/// Where evidence for `ci 4` of a primary pupil stands: `ci 4`, or nothing.
fn stands(path: &Path<'_>) -> Option<String> {
    let (area, level) = (AreaId::new("ci"), LevelId::new("4"));
    let (area, level) = path.carried(&area, Some(&level), Some(Phase::Primary), None)?;
    Some(format!("{area} {}", level.unwrap()))
}

#[track_caller]
fn case(later: &[(&str, &str)], lineage: Vec<Lineage>, fate: Fate, at: Option<&str>) {
    let earlier = version("1", &[("ci-4", "Four."), ("ci-5", "Five.")]);
    let mut later = version("2", later);
    later.lineage = lineage;
    let known = [earlier.clone(), later.clone()];
    let path = Path::between(&earlier, &later, &known).unwrap();
    assert_eq!(path.steps()[0].passages[0].fate, fate);
    assert_eq!(stands(&path).as_deref(), at);
}

#[test]
fn what_nobody_speaks_of_goes_by_its_id_and_words() {
    let rest = ("ci-5", "Five.");
    case(&[("ci-4", "Four."), rest], vec![], Fate::Same, Some("ci 4"));
    case(&[("ci-4", "For."), rest], vec![], Fate::Reworded, None);
    case(&[rest], vec![], Fate::Dropped, None);
}

#[test]
fn a_lineage_carries_only_where_it_says_so() {
    use LineageKind as Kind;
    let rest = ("ci-5", "Five.");
    for (carries, at) in [(false, None), (true, Some("ci 4"))] {
        let reworded = line(Kind::Reworded, &["ci-4"], &["ci-4"], carries);
        case(
            &[("ci-4", "For."), rest],
            vec![reworded],
            Fate::Reworded,
            at,
        );
    }
    for (carries, at) in [(false, None), (true, Some("ci 6"))] {
        let renamed = line(Kind::Renamed, &["ci-4"], &["ci-6"], carries);
        case(&[("ci-6", "Four."), rest], vec![renamed], Fate::Renamed, at);
        let merged = line(Kind::Merged, &["ci-4", "ci-5"], &["ci-6"], carries);
        case(&[("ci-6", "Both.")], vec![merged], Fate::Merged, at);
    }
    let dropped = line(Kind::Dropped, &["ci-4"], &[], false);
    case(&[rest], vec![dropped], Fate::Dropped, None);
}

#[test]
fn a_split_carries_where_one_half_is_the_pupils() {
    let halves = [
        ("ci-4-early", "Four."),
        ("ci-4-late", "Four."),
        ("ci-5", "Five."),
    ];
    let split = line(
        LineageKind::Split,
        &["ci-4"],
        &["ci-4-early", "ci-4-late"],
        true,
    );
    case(&halves, vec![split], Fate::Split, Some("ci 4"));
    let apart = [("ci-4-a", "Four."), ("ci-6-b", "Four."), ("ci-5", "Five.")];
    let split = line(LineageKind::Split, &["ci-4"], &["ci-4-a", "ci-6-b"], true);
    case(&apart, vec![split.clone()], Fate::Split, None);
    let earlier = version("1", &[("ci-4", "Four.")]);
    let mut later = version("2", &apart);
    later.lineage = vec![split];
    later.descriptors[0].phases = vec![Phase::Secondary];
    later.descriptors[1].phases = vec![Phase::Primary];
    let path = Path::between(&earlier, &later, &[]).unwrap();
    assert_eq!(stands(&path).as_deref(), Some("ci 6"));
}

#[test]
fn versions_between_are_gone_through_and_other_frameworks_are_no_way() {
    let first = version("1", &[("ci-4", "Four.")]);
    let mut second = version("2", &[("ci-6", "Four.")]);
    second.lineage = vec![line(LineageKind::Renamed, &["ci-4"], &["ci-6"], true)];
    let mut third = version("3", &[("ci-7", "Four.")]);
    third.lineage = vec![line(LineageKind::Renamed, &["ci-6"], &["ci-7"], true)];
    let known = [first.clone(), second.clone(), third.clone()];
    let path = Path::between(&first, &third, &known).unwrap();
    assert_eq!(path.steps().len(), 2);
    assert_eq!(stands(&path).as_deref(), Some("ci 7"));
    let direct = Path::between(&first, &third, &[]).unwrap();
    assert_eq!(stands(&direct), None);
    let mut other = third;
    other.key.id = "other".to_owned();
    assert!(Path::between(&first, &other, &known).is_none());
}

#[test]
fn evidence_without_a_level_stands_while_its_area_does_and_so_does_a_level_without_words() {
    let earlier = version("1", &[]);
    let later = version("2", &[]);
    let path = Path::between(&earlier, &later, &[]).unwrap();
    assert_eq!(stands(&path).as_deref(), Some("ci 4"));
    let worded = version("2", &[("ci-4", "Four.")]);
    let path = Path::between(&earlier, &worded, &[]).unwrap();
    assert_eq!(stands(&path), None);
    let area = |id: &str| path.carried(&AreaId::new(id), None, None, None);
    assert_eq!(area("ci"), Some((AreaId::new("ci"), None)));
    let mut without = version("2", &[]);
    without.areas.remove(0);
    let path = Path::between(&earlier, &without, &[]).unwrap();
    assert_eq!(path.carried(&AreaId::new("ci"), None, None, None), None);
}

#[test]
fn the_other_parts_are_told_in_sentences() {
    let earlier = version("1", &[("ci-4", "Four.")]);
    let mut later = version("2", &[("ci-4", "Four.")]);
    let same = Comparison::of(&earlier, &later);
    assert_eq!(same.parts, Vec::<String>::new());
    assert!(!same.is_derived_otherwise() && same.rule == (vec![], vec![]));
    later.levels.reverse();
    later.areas[0].name = "Talking".to_owned();
    later.areas[1].cap = Some(4);
    later.tariffs.pop();
    later.tariffs[0].route = crate::domain::framework::Route::Community;
    if let crate::domain::derivation::DerivationKind::Highest(map) = &mut later.derivation.kind {
        map.insert(LevelId::new("7"), TariffId::new("T3"));
    }
    let changed = Comparison::of(&earlier, &later);
    assert_eq!(
        changed.parts,
        [
            "the order of the levels is turned round: what was lowest is highest",
            "the area ci is called \"Talking\", before \"Communication\"",
            "the area cl has cap 4, before no cap",
            "the tariff T0 is paid by the Community of schools' budget, before by the school's own budget",
            "the tariff T4 (Tariff 4) is no more",
        ]
    );
    let rule = ["Level 7 gives T4."].map(str::to_owned).to_vec();
    assert_eq!(changed.rule.0, rule);
    assert_eq!(changed.rule.1, ["Level 7 gives T3."]);
    assert!(changed.is_derivation_alone());
    assert_eq!(changed.counts(), [(Fate::Same, 1)]);
}
