//! Invented rate sets for the tests of this room.

use super::super::caseload::MappingResult;
use super::super::exact::Money;
use super::super::framework::{Framework, Route};
use super::super::identity::{Role, TariffId};
use super::super::place::Setting;
use super::super::sample::{day, entry, framework, mapping};
use super::super::worklist::Basis;
use super::{Cohort, Payer, Rate, RateSet, RatesStatus, Unit, Value};

pub(crate) fn pounds(pounds: i64) -> Money {
    Money::from_pence(pounds * 100)
}

/// T1 £1,000, T2 £2,000, T3 £4,000 for the framework `small`, from 1 April 2027.
pub(crate) fn set() -> RateSet {
    let rate = |tariff: &str, value| Rate {
        tariff: TariffId::new(tariff),
        settings: vec![],
        phases: vec![],
        value: Value::Pounds(pounds(value)),
    };
    RateSet {
        id: "invented".into(),
        title: "Invented rates".into(),
        status: RatesStatus::Draft,
        effective_from: day("2027-04-01"),
        source: "Invented.".into(),
        notice: String::new(),
        framework: "small".into(),
        versions: vec![],
        rates: vec![rate("T1", 1000), rate("T2", 2000), rate("T3", 4000)],
        factors: vec![],
        protections: vec![],
        protect: Unit::School,
        paid_by: Payer::Envelope,
        elements: None,
    }
}

/// The framework `small`, whose T4 is a sum agreed for the pupil.
pub(crate) fn bespoke() -> Framework {
    let mut framework = framework();
    for tariff in framework.tariffs.iter_mut().filter(|one| one.open) {
        tariff.route = Route::Bespoke;
    }
    framework
}

/// A pupil: school, setting, tariff where mapped, today's top-up in pence where known.
pub(crate) type Sketch = (
    Option<&'static str>,
    Setting,
    Option<&'static str>,
    Option<i64>,
);

/// A cohort of pupils K-0, K-1 and so on, of years 5 and 8 by turns; a school's district is that of its first letter.
pub(crate) fn cohort(pupils: &[Sketch]) -> Cohort {
    let framework = bespoke();
    let basis = Basis::new(&framework, day("2026-11-27"));
    let mut cohort = Cohort::default();
    for ((school, setting, tariff, today), number) in pupils.iter().zip(0..) {
        let mut pupil = entry(&format!("K-{number}"));
        pupil.facts.year_group = Some(if number % 2 == 0 { 8 } else { 5 });
        pupil.facts.school = school.map(str::to_owned);
        pupil.facts.district = school.and_then(|name| name.get(..1)).map(str::to_owned);
        pupil.facts.setting = Some(*setting);
        pupil.facts.current_top_up = today.map(Money::from_pence);
        if let Some(id) = tariff {
            let mut head = mapping(Role::Officer, "2026-10-01", Ok(id));
            let tariff = TariffId::new(*id);
            let route = framework
                .tariff(&tariff)
                .map_or(Route::Tariff, |one| one.route);
            head.result = MappingResult::Tariff(tariff, route);
            pupil.mappings = vec![head];
        }
        assert!(cohort.add(&basis, pupil));
    }
    cohort
}
