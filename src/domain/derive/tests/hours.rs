//! Derivations by weekly adult hours, and how the hours are counted.

use super::sums::cut;
use super::{framework, refuses};
use crate::domain::derivation::{Cuts, DerivationKind, Hours};
use crate::domain::derive::{Profile, derive, weekly_hours};
use crate::domain::dose::{Dose, Ratio, Who};
use crate::domain::exact::Quantity;
use crate::domain::framework::{Framework, YearShape};
use crate::domain::identity::AreaId;
use crate::domain::judgement::{Judgement, SetAside, Verdict};
use crate::domain::provision::{AreaCode, Provision, Span};

fn by_hours() -> Framework {
    framework(DerivationKind::Hours(Hours {
        cap_per_role: [(Who::Ta, 25.into())].into(),
        cap_per_week: Some("27.5".parse().unwrap()),
        cuts: Cuts {
            rows: vec![cut("0", "T0"), cut("12.5", "T1"), cut("26", "T2")],
            margin: Some("0.5".parse().unwrap()),
        },
    }))
}

fn with_hours(hours: &[(Option<Who>, &str)]) -> Profile {
    let hours = hours
        .iter()
        .map(|(who, hours)| (*who, hours.parse().unwrap()));
    Profile {
        hours: Some(hours.collect()),
        ..Profile::default()
    }
}

#[test]
fn hours_are_capped_by_role_then_together_and_cut() {
    let framework = by_hours();
    let gives = |hours: &[(Option<Who>, &str)]| {
        let derived = derive(&framework, &with_hours(hours)).unwrap();
        let total = derived.hours.unwrap().to_string();
        (total, derived.tariff.to_string(), derived.borderline)
    };
    let told = |hours: &str, tariff: &str, close| (hours.to_owned(), tariff.to_owned(), close);
    assert_eq!(gives(&[(None, "12.49")]), told("12.49", "T0", true));
    assert_eq!(gives(&[(None, "12.5")]), told("12.5", "T1", true));
    assert_eq!(gives(&[(None, "13.01")]), told("13.01", "T1", false));
    let ta = Some(Who::Ta);
    assert_eq!(gives(&[(ta, "20"), (ta, "12")]), told("25", "T1", false));
    assert_eq!(
        gives(&[(ta, "30"), (Some(Who::SaLT), "1")]),
        told("26", "T2", true)
    );
    assert_eq!(gives(&[(ta, "30"), (None, "9")]), told("27.5", "T2", false));
    let nobody = Profile::default();
    refuses(&framework, &nobody, "give them, as 12.5 hours");
}

fn provision(n: u32, annual: Option<&str>, ratio: Option<Ratio>) -> Provision {
    let mut provision = Provision {
        n,
        text: String::new(),
        span: Span::from([0, 1]),
        area: AreaCode::Gen,
        heading: None,
        who: Some(Who::Ta),
        dose: Dose::default(),
        vague: vec![],
        duplicate_of: None,
        notes: vec![],
    };
    provision.dose.annual_hours = annual.map(|hours| hours.parse().unwrap());
    provision.dose.ratio = ratio;
    provision
}

#[test]
fn weekly_hours_are_adults_hours_and_each_provision_counts_once() {
    let mut twin = provision(5, Some("38"), None);
    twin.duplicate_of = Some(1);
    let provisions = [
        provision(1, Some("38"), None),
        provision(2, Some("38"), Some(Ratio::Adults(2, 1))),
        provision(3, Some("38"), Some(Ratio::GroupUpTo(4))),
        provision(4, None, None),
        twin,
        provision(6, Some("190"), None),
    ];
    let evidence = |n, area: &str| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new(area),
            level: None,
        },
        note: None,
    };
    let aside = Judgement {
        n: 6,
        verdict: Verdict::SetAside(SetAside::Core),
        note: None,
    };
    let mut judgements: Vec<Judgement> = (1..=5).map(|n| evidence(n, "ci")).collect();
    judgements.extend([evidence(1, "cl"), aside]);
    let total = |judgements: &[Judgement]| {
        let hours = weekly_hours(YearShape::default(), &provisions, judgements).unwrap();
        hours.into_iter().map(|(_, hours)| hours).sum::<Quantity>()
    };
    assert_eq!(total(&judgements).to_string(), "3.25");
    // The repetition counts where what it repeats was set aside.
    let without: Vec<Judgement> = judgements
        .iter()
        .filter(|one| one.n != 1)
        .cloned()
        .collect();
    assert_eq!(total(&without).to_string(), "3.25");
}

#[test]
fn three_thirds_of_an_hour_reach_the_cut_of_one() {
    let mut framework = by_hours();
    let third = provision(1, Some("38"), Some(Ratio::Adults(1, 3)));
    let provisions: Vec<Provision> = (1..=3).map(|n| Provision { n, ..third.clone() }).collect();
    let judgement = |n| Judgement {
        n,
        verdict: Verdict::Evidence {
            area: AreaId::new("ci"),
            level: None,
        },
        note: None,
    };
    let judgements: Vec<Judgement> = (1..=3).map(judgement).collect();
    let hours = weekly_hours(YearShape::default(), &provisions, &judgements);
    if let DerivationKind::Hours(rule) = &mut framework.derivation.kind {
        rule.cuts.rows = vec![cut("0", "T0"), cut("1", "T1")];
    }
    let profile = Profile {
        hours,
        ..Profile::default()
    };
    assert_eq!(derive(&framework, &profile).unwrap().tariff.as_str(), "T1");
}
