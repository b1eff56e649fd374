//! A small invented case: sixty-two mapped pupils in two settings, one rate set, one envelope, one sample.

use std::collections::BTreeMap;

use super::super::*;
use crate::domain::agreement::Readings;
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::estimate::{Outcome, Part, Stratum};
use crate::domain::distribution::{Cell, Dimension, ImportSource, SettingOf, Terms};
use crate::domain::framework::Route;
use crate::domain::identity::{Origin, TariffId};
use crate::domain::interval::Confidence;
use crate::domain::judgement::CannotMapWhy;
use crate::domain::moderation::ranks::Measure;
use crate::domain::moderation::slice::Slice;
use crate::domain::place::Setting;
use crate::domain::publishing::shown_costs;
use crate::domain::rates::impact::{Bill, Group};
use crate::domain::rates::{
    Cost, CostLine, Element, Expected, Impact, Payer, Rate, RateSet, RatesStatus, Unit, Value,
};
use crate::domain::sample::framework;
use crate::domain::worklist::{Mark, OutOfScope};
use crate::exchange::rates::Choice;

/// The pupils mapped, by setting, at T1 to T4.
pub(super) const USUAL: [(&str, [u64; 4]); 2] =
    [("mainstream", [12, 8, 6, 0]), ("special", [0, 9, 20, 7])];

pub(super) fn pounds(pounds: i64) -> Money {
    Money::from_pence(pounds * 100)
}

pub(super) fn counted(counts: &[(&str, [u64; 4])]) -> Distribution {
    let mut cells = Vec::new();
    for (setting, row) in counts {
        for (count, number) in row.iter().zip(1..).filter(|(count, _)| **count > 0) {
            cells.push(Cell {
                keys: vec![(*setting).to_owned()],
                tariff: TariffId::new(format!("T{number}")),
                route: Route::Tariff,
                count: *count,
            });
        }
    }
    let mapped: u64 = cells.iter().map(|cell| cell.count).sum();
    Distribution {
        caseload: mapped + 28,
        in_scope: mapped + 18,
        out_of_scope: BTreeMap::from([(OutOfScope::Age, 10)]),
        mapped,
        amended_since: mapped.min(6),
        marks: BTreeMap::from([(Mark::Flagged, mapped / 3), (Mark::Moderated, mapped / 5)]),
        not_yet: 13,
        cannot_map: BTreeMap::from([(CannotMapWhy::StalePlan, 5)]),
        by_area: Vec::new(),
        tariffs: (0..=4).map(|n| TariffId::new(format!("T{n}"))).collect(),
        by: vec![Dimension::Setting],
        cells,
    }
}

pub(super) fn set() -> RateSet {
    let rate = |(tariff, pence): (&str, i64)| Rate {
        tariff: TariffId::new(tariff),
        settings: vec![],
        phases: vec![],
        value: Value::Pounds(Money::from_pence(pence)),
    };
    let rates = [
        ("T1", 100_000),
        ("T2", 200_000),
        ("T3", 400_050),
        ("T4", 800_000),
    ];
    RateSet {
        id: "invented".into(),
        title: "Invented <rates>".into(),
        status: RatesStatus::Consulted,
        effective_from: "2027-04-01".parse().unwrap(),
        source: "=Invented.".into(),
        notice: "Invented.".into(),
        framework: "small".into(),
        versions: vec![],
        rates: rates.map(rate).into(),
        factors: vec![],
        protections: vec![],
        protect: Unit::School,
        paid_by: Payer::Envelope,
        elements: None,
    }
}

/// What the set costs, by a plain loop.
pub(super) fn costed(counted: &Distribution) -> Cost {
    let mut cost = Cost {
        in_scope: counted.in_scope,
        mapped: counted.mapped,
        ..Cost::default()
    };
    for cell in &counted.cells {
        let setting = cell.keys.first().and_then(|code| Setting::from_code(code));
        let rate = set().rate(&cell.tariff, setting, None).unwrap();
        let sum = rate * i64::try_from(cell.count).unwrap();
        cost.total = cost.total + sum;
        cost.lines.push(CostLine {
            setting,
            tariff: cell.tariff.clone(),
            route: cell.route,
            rate: Some(rate),
            pupils: cell.count,
            cost: sum,
        });
    }
    cost
}

/// Nearly all are known; of seventeen four were drawn and read.
pub(super) fn estimate() -> Estimate {
    let outcomes: Vec<Outcome> = (0..=4)
        .map(|n| Outcome::Tariff(TariffId::new(format!("T{n}"))))
        .chain([Outcome::CannotMap])
        .collect();
    let stratum = |setting: &str, part, of, counts: [u64; 6]| Stratum {
        keys: vec![setting.to_owned()],
        part,
        of,
        drawn: counts.iter().sum(),
        so_far: counts.to_vec(),
        counts: counts.to_vec(),
    };
    let strata = vec![
        stratum("special", Part::Known, 63, [0, 11, 16, 24, 7, 5]),
        stratum("mainstream", Part::Remainder, 17, [0, 1, 1, 2, 0, 0]),
    ];
    Estimate::of(&outcomes, strata, Confidence::default()).unwrap()
}

pub(super) fn group(name: &str, setting: Option<Setting>, compared: u64) -> Group {
    let each = i64::try_from(compared).unwrap();
    Group {
        name: name.to_owned(),
        setting,
        in_scope: compared + 3,
        mapped: compared,
        compared,
        gain: compared / 2,
        lose: compared - compared / 2,
        before: pounds(2_500) * each,
        new: pounds(2_600) * each,
        protection: pounds(10) * each,
        ..Group::default()
    }
}

pub(super) fn from(counted: &Distribution) -> Provenance {
    Provenance {
        framework: "small".into(),
        title: "Small".into(),
        version: "1".into(),
        hash: Digest::of(b"small"),
        notice: "Invented.".into(),
        as_of: "2026-01-12".parse().unwrap(),
        caseload: counted.caseload,
        in_scope: counted.in_scope,
        mapped: counted.mapped,
        amended_since: counted.amended_since,
        coverage: String::new(),
        terms: Terms {
            as_at: None,
            setting: SettingOf::Today,
            schools: false,
        },
        moved_on: 0,
        not_placed: 0,
        flagged: 0,
        sampled: 0,
        moderated: 0,
        adjusted: 0,
        school_readings: 0,
        moderated_share: String::new(),
        origin: Origin::new("o"),
        imports: vec![ImportSource {
            file: "=caseload.csv".into(),
            date: "2026-01-10".parse().unwrap(),
            digest: Digest::of(b"file"),
        }],
        imported: 1,
        exported_by: "Ada".into(),
    }
}

/// Forty plans read twice, thirty-six of them alike.
pub(super) fn agreement() -> Agreement {
    let unit = |n: usize| vec![Some(n % 4), Some(if n < 36 { n % 4 } else { (n + 1) % 4 })];
    let readings = Readings {
        levels: 5,
        units: (0..40).map(unit).collect(),
    };
    Agreement {
        tariff: Some(Sliced {
            slice: Slice::All,
            measure: Measure::Tariff,
            agreement: readings.agreement(),
            left_out: 0,
        }),
        samples: 2,
    }
}

pub(super) fn contents(rule: Rule, counts: &[(&str, [u64; 4])]) -> Contents {
    let counted = counted(counts);
    let release = Release::of(&counted, rule).unwrap();
    let framework = framework();
    let estimate = estimate();
    let expected = Expected::of(&estimate, &[Dimension::Setting], &framework).cost(&set());
    let file = |file: &str| Rested {
        file: file.to_owned(),
        hash: Digest::of(file.as_bytes()),
    };
    let compared = counted.mapped;
    let proposal = Proposal {
        file: file("invented.toml"),
        shown: shown_costs(&set(), &release, &counted.by),
        expected: Some(expected),
        by_setting: vec![
            group("mainstream", Some(Setting::Mainstream), compared.min(26)),
            group(
                "special",
                Some(Setting::Special),
                compared.saturating_sub(26),
            ),
        ],
        by_district: vec![
            group("Ashford", None, 14),
            group("Dover", None, 3),
            group("Thanet", None, 45),
        ],
        covered: None,
        choice: Choice {
            cost: costed(&counted),
            impact: Impact {
                bill: Bill {
                    floors: pounds(620),
                    envelope: pounds(620),
                    brought_up: 1,
                    ..Bill::default()
                },
                ..Impact::default()
            },
            all: group("all", None, compared),
            set: set(),
        },
    };
    let envelope = Envelope {
        id: "money".into(),
        title: "The money".into(),
        status: RatesStatus::Draft,
        year_from: "2027-04-01".parse().unwrap(),
        pounds: pounds(300_000),
        kept_back: pounds(20_000),
        covers: "Top-up.".into(),
        source: "Invented.".into(),
        notice: String::new(),
        parts: vec![],
    };
    Contents {
        from: from(&counted),
        counted,
        release,
        estimate: Ok(estimate),
        agreement: agreement(),
        proposals: vec![proposal],
        passed_over: vec![],
        envelope: Ok((envelope, file("money.toml"))),
        book: Err("No cost book is given, so no plan is costed.".into()),
        elements: Elements {
            source: "Invented.".into(),
            elements: vec![Element {
                settings: vec![Setting::Mainstream],
                pounds: pounds(6_000),
                vacant: None,
                what: "Element 2".into(),
            }],
        },
        communities: Err("No table of Communities is given, so nothing is said of their budgets.".into()),
        equality: Err("The caseload says nothing of pupils' sex, ethnicity, age or need, so there is no equality assessment.".into()),
        framework,
    }
}

pub(super) const PUBLIC: Rule = Rule::Public(Rounding::Exact);
