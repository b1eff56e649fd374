//! A small report in every format.

use std::collections::BTreeMap;

use super::*;
use crate::domain::digest::Digest;
use crate::domain::dose::{Ratio, Who};
use crate::domain::framework::Route;
use crate::domain::identity::{
    FrameworkKey, Origin, PlanId, PupilId, PupilRef, RecordId, TariffId,
};
use crate::domain::sample::framework;
use crate::domain::sufficiency::cost::tests::book;
use crate::domain::sufficiency::{About, Cannot, Case, Gives, Item, Named, Taken, cost, cover};
use crate::exchange::{html, markdown};

fn one(reference: &str, hours: &str, rate: Result<i64, Cannot>) -> Covered {
    let item = |n, who, annual_hours: Option<&str>| Item {
        n,
        who,
        ratio: Some(Ratio::Adults(1, 1)),
        annual_hours: annual_hours.and_then(|hours| hours.parse().ok()),
        duplicate_of: None,
        taken: Taken::Evidence,
    };
    let items = [
        item(1, Some(Who::Ta), Some(hours)),
        item(2, Some(Who::Ta), Some("0.5")),
        item(3, Some(Who::Nurse), Some("1")),
        item(4, None, None),
    ];
    let mut cost = cost(&items, &book());
    for line in &mut cost.lines {
        line.text = "=A TA <reads>".to_owned();
    }
    let case = Case {
        pupil: PupilId::new(format!("id of {reference}")),
        reference: PupilRef::new(reference),
        setting: Some(Setting::Mainstream),
        tariff: TariffId::new("T2"),
        route: Route::Tariff,
        mapping: RecordId::new("m"),
        plan: Some(PlanId::new("p")),
        amended: false,
    };
    let gives = Gives {
        rate: rate.map(Money::from_pence),
        share: Ok(Money::from_pence(600_000)),
    };
    cover(case, cost, gives)
}

fn report(covered: Vec<Covered>) -> Report {
    let named = |id: &str| Named {
        id: id.to_owned(),
        title: format!("The {id}"),
        source: "invented".to_owned(),
        hash: Digest::of(id.as_bytes()),
    };
    let about = About {
        framework: FrameworkKey {
            id: "small".to_owned(),
            version: "1".to_owned(),
        },
        title: "Small".to_owned(),
        notice: "Invented.".to_owned(),
        as_of: "2026-10-05".parse().unwrap(),
        origin: Origin::new("o"),
        rates: named("rates"),
        book: named("book"),
        share_source: "the usual figures".to_owned(),
        not_yet: 2,
        cannot_map: 1,
    };
    Report::of(about, covered, BTreeMap::new(), &framework())
}

#[test]
fn a_report_of_three_says_the_same_everywhere() {
    // 500.5 h × £20 = £10,010 beside £4,000 + £6,000: £10 more. Two of four priced is less than 60 %: so not costed.
    let mut short = one("K-10", "500", Ok(400_000));
    assert_eq!(
        short.verdict,
        Verdict::CannotBeCosted(Cannot::NotPriced, Some(Money::from_pence(1_000)))
    );
    short.verdict = Verdict::Exceeds(Money::from_pence(1_000));
    let report = report(vec![
        short,
        one("K-9", "1", Err(Cannot::NoRate)),
        one("K-2", "1", Ok(1)),
    ]);
    let order: Vec<&str> = report
        .covered
        .iter()
        .map(|one| one.case.reference.as_str())
        .collect();
    assert_eq!(order, ["K-2", "K-9", "K-10"]);
    assert_eq!(
        summary(&report),
        "1 of 3 plans could be costed: 0 are covered, 1 cost more, together £10; 2 could not be costed, of which 0 cost more already. 1 wait for an outcome."
    );
    let mut bytes = Vec::new();
    csv(&report, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("EWHC 943") && text.contains("nurse (3 plans)"),
        "{text}"
    );
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        "K-10,mainstream,T2,tariff,4,3,75,2,10010.00,0.00,0.00,4000.00,6000.00,exceeds,,10.00,,,waits,,,,,"
    );
    let value = json(&report);
    assert_eq!(
        (&value["totals"]["shortfall"], &value["waiting"]),
        (&1_000.into(), &1.into())
    );
    assert_eq!(value["pupils"][2]["provisions"][0]["cost"], 1_000_000);
    assert_eq!(value["pupils"][0]["provisions"], serde_json::Value::Null);
    let page = html::page(&document(&report));
    assert!(
        page.contains("A TA &lt;reads&gt;") && page.contains("EWHC 943"),
        "{page}"
    );
    let text = markdown::page(&document(&report));
    assert!(
        text.contains("costs at least £10 more") && text.contains("waits for an outcome"),
        "{text}"
    );
}

#[test]
fn a_report_of_nobody_says_so() {
    let report = report(Vec::new());
    let text = document(&report).text();
    assert!(
        text.contains("0 of 0 plans could be costed") && text.contains("There is none."),
        "{text}"
    );
    let mut bytes = Vec::new();
    csv(&report, &mut bytes).unwrap();
    assert!(String::from_utf8(bytes).unwrap().ends_with("date,reason\n"));
}
