//! Invented rate sets for the tests of this room.

use super::super::exact::Money;
use super::super::identity::TariffId;
use super::super::sample::day;
use super::{Payer, Rate, RateSet, RatesStatus, Unit, Value};

pub(super) fn pounds(pounds: i64) -> Money {
    Money::from_pence(pounds * 100)
}

/// T1 £1,000, T2 £2,000, T3 £4,000 for the framework `small`, from 1 April 2027.
pub(super) fn set() -> RateSet {
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
