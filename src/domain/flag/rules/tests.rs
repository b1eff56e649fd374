//! Every rule of the flags by a case that it holds for and one that it does not.

use proptest::prelude::*;

use super::*;
use crate::domain::derive::Outcome;
use crate::domain::dose::Dose;
use crate::domain::framework::Route;
use crate::domain::identity::TariffId;
use crate::domain::judgement::{AreaLevel, AreaSource, CannotMap, CannotMapWhy};
use crate::domain::provision::{Span, Vague};
use crate::domain::sample::{day, entry, framework, provision};
use crate::domain::settle::Against;

/// All that a case borrows.
struct Desk {
    framework: Framework,
    facts: Facts,
    setting: Option<Setting>,
    provisions: Vec<Provision>,
    judged: Judged,
    settled: Settled,
    changed: bool,
    hint: Option<String>,
    before: Vec<Before>,
    mapped: Mapped,
    school: Option<TariffId>,
    officer: Officer,
}

/// A desk with `quantified` provisions of an hour a week and `open` ones without a dose.
fn desk(quantified: u32, open: u32) -> Desk {
    let mut provisions: Vec<_> = (1..=quantified + open).map(provision).collect();
    for provision in provisions.iter_mut().take(quantified as usize) {
        provision.dose.annual_hours = Some(38.into());
    }
    Desk {
        framework: framework(),
        facts: entry("K-10").facts,
        setting: Some(Setting::Mainstream),
        provisions,
        judged: Judged::default(),
        settled: Settled::default(),
        changed: false,
        hint: None,
        before: vec![],
        mapped: vec![],
        school: None,
        officer: Officer::default(),
    }
}

impl Desk {
    fn flags(&self) -> Vec<Flag> {
        let case = Case {
            framework: &self.framework,
            facts: &self.facts,
            setting: self.setting,
            provisions: &self.provisions,
            judged: &self.judged,
            settled: &self.settled,
            changed_after_reveal: self.changed,
            pupil_hint: self.hint.as_deref(),
            before: &self.before,
            mapped: &self.mapped,
            school: self.school.as_ref(),
            officer: self.officer,
            today: day("2026-11-02"),
        };
        flags(&case, &Limits::default())
    }
}

#[track_caller]
fn only(desk: &Desk, rule: FlagRule, reason: &str) {
    let reason = reason.to_owned();
    assert_eq!(desk.flags(), [Flag { rule, reason }]);
}

#[track_caller]
fn none(desk: &Desk) {
    assert_eq!(desk.flags(), []);
}

fn level(area: &str, level: &str) -> AreaLevel {
    AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level),
        reason: None,
        evidence: AreaSource::Provisions,
    }
}

fn judgement(n: u32, verdict: Verdict) -> Judgement {
    Judgement {
        n,
        verdict,
        note: None,
    }
}

#[test]
fn unquantified_provisions_are_counted_against_the_settings_limit() {
    none(&desk(3, 2));
    let reason = "3 of 5 provisions are not quantified; the limit is 40 in a hundred";
    only(&desk(2, 3), FlagRule::Unquantified, reason);
    let mut special = desk(2, 3);
    special.setting = Some(Setting::Special);
    none(&special);
    let mut special = desk(1, 3);
    special.setting = Some(Setting::Nmss);
    let reason = "3 of 4 provisions are not quantified; the limit is 70 in a hundred";
    only(&special, FlagRule::Unquantified, reason);
    let mut aside = desk(2, 3);
    let verdict = Verdict::SetAside(SetAside::NotProvision);
    aside.judged.judgements = vec![
        judgement(3, verdict),
        judgement(4, Verdict::SetAside(SetAside::Core)),
    ];
    aside.provisions[4].duplicate_of = Some(1);
    none(&aside);
    none(&desk(0, 0));
}

#[test]
fn vague_provisions_are_counted() {
    let mut desk = desk(4, 0);
    let vague = Vague {
        text: "access to".into(),
        span: Span { start: 0, end: 9 },
        why: "no amount".into(),
        question: String::new(),
    };
    desk.provisions[0].vague = vec![vague.clone(), vague.clone()];
    none(&desk);
    desk.provisions[1].vague = vec![vague];
    let reason = "2 of 4 provisions have vague words; the limit is 25 in a hundred";
    only(&desk, FlagRule::Vague, reason);
}

#[test]
fn what_the_reader_did_is_flagged_in_words() {
    let mut against = desk(1, 0);
    against.settled.against = vec![Against {
        area: AreaId::new("ci"),
        rule: LevelId::new("5"),
        settled: LevelId::new("4"),
        reason: "one term only".into(),
    }];
    let reason = "Communication is set at 4 where the rule gives 5: one term only";
    only(&against, FlagRule::AgainstRule, reason);
    let mut changed = desk(1, 0);
    changed.changed = true;
    let reason = "a judgement or level changed after the tariff was first shown";
    only(&changed, FlagRule::ChangedAfterReveal, reason);
    let mut open = desk(1, 0);
    open.settled.outcome = Some(Outcome {
        several: Vec::new(),
        tariff: TariffId::new("T4"),
        route: Route::Bespoke,
        trace: vec![],
    });
    none(&open);
    open.settled.open = true;
    open.judged.open_reason = Some("two adults".into());
    only(
        &open,
        FlagRule::OpenTop,
        "the open top T4 is used: two adults",
    );
    let mut cannot = desk(1, 0);
    cannot.judged.cannot_map = Some(CannotMap {
        why: CannotMapWhy::StalePlan,
        note: Some("from 2021".into()),
    });
    only(
        &cannot,
        FlagRule::CannotMap,
        "the plan is out of date: from 2021",
    );
    let mut unsure = desk(1, 0);
    unsure.judged.unsure = true;
    only(
        &unsure,
        FlagRule::Unsure,
        "the reader asked for a second pair of eyes",
    );
}

#[test]
fn profiles_and_sums_are_looked_at() {
    let mut uneven = desk(1, 0);
    uneven.judged.area_levels = vec![level("ci", "2"), level("cl", "4")];
    none(&uneven);
    uneven.judged.area_levels[1] = level("cl", "5");
    let reason = "Learning at 5 and Communication at 2 are 3 levels apart";
    only(&uneven, FlagRule::UnevenProfile, reason);
    let mut close = desk(1, 0);
    close.settled.borderline = true;
    close.settled.points = Some(9);
    only(
        &close,
        FlagRule::Borderline,
        "the sum of 9 lies close to the next tariff's",
    );
}

#[test]
fn old_plans_are_flagged_by_their_review_or_their_start() {
    let mut plan = desk(1, 0);
    plan.facts.plan_start = Some(day("2020-01-06"));
    plan.facts.last_review = Some(day("2025-11-02"));
    none(&plan);
    plan.facts.last_review = Some(day("2025-11-01"));
    let reason = "the last annual review was on 1 Nov 2025, over 12 months ago";
    only(&plan, FlagRule::StalePlan, reason);
    plan.facts.last_review = None;
    let reason =
        "no annual review is recorded since the plan began on 6 Jan 2020, over 12 months ago";
    only(&plan, FlagRule::StalePlan, reason);
}

#[test]
fn hours_count_once_against_the_school_week() {
    let hours = |hours: &str| Dose {
        annual_hours: Some(hours.parse().unwrap()),
        ..Dose::default()
    };
    let mut desk = desk(2, 0);
    desk.provisions[0].dose = hours("1197");
    none(&desk);
    desk.provisions[1].dose = hours("38.5");
    let reason = "the provisions add up to 32.51 hours a week; a school week has 32.5";
    only(&desk, FlagRule::HoursExceedWeek, reason);
    desk.provisions[1].duplicate_of = Some(1);
    none(&desk);
}

#[track_caller]
fn hint(hint: &str, foreign: bool) {
    let mut desk = desk(1, 0);
    desk.facts.surname = Some("O'Neill".into());
    desk.facts.forename = Some("Amara".into());
    desk.hint = Some(hint.into());
    if foreign {
        let reason = format!("the text names \"{hint}\", which is not this pupil");
        only(&desk, FlagRule::ForeignCode, &reason);
    } else {
        none(&desk);
    }
}

#[test]
fn another_pupils_code_is_foreign() {
    hint("K-10", false);
    hint("k-10", false);
    hint("K-101", true);
    hint("K-1", true);
    hint("Amara", false);
    hint("Miss O’Neill", false);
    hint("Amaranta Ball", true);
    hint("", false);
}

#[test]
fn the_same_words_judged_otherwise_are_named() {
    let mut desk = desk(3, 0);
    let evidence = |area: &str, level: &str| Verdict::Evidence {
        area: AreaId::new(area),
        level: Some(LevelId::new(level)),
    };
    desk.judged.judgements = vec![judgement(3, evidence("ci", "4"))];
    let count = |level: &str, count| (AreaId::new("ci"), Some(LevelId::new(level)), count);
    let mut before = |counts| {
        desk.before = vec![Before { n: 3, counts }];
        desk.flags()
    };
    assert_eq!(before(vec![count("4", 31), count("3", 2)]), []);
    assert_eq!(before(vec![count("4", 5), count("3", 5)]), []);
    assert_eq!(before(vec![count("3", 2)]), []);
    let flags = before(vec![count("4", 2), count("3", 31)]);
    let reason = "the words of provision 3 were judged Communication 3 before, 31 times of 33";
    assert_eq!(
        (flags[0].rule, flags[0].reason.as_str()),
        (FlagRule::SameWords, reason)
    );
}

proptest! {
    #[test]
    fn quantifying_a_provision_never_adds_a_flag_of_it(quantified in 0u32..8, open in 1u32..8) {
        let flagged = |desk: &Desk| desk.flags().iter().any(|flag| flag.rule == FlagRule::Unquantified);
        let (less, more) = (desk(quantified, open), desk(quantified + 1, open - 1));
        prop_assert!(flagged(&less) || !flagged(&more));
    }
}

/// A desk whose outcome is a tariff.
fn with_tariff(tariff: &str) -> Desk {
    let mut desk = desk(3, 0);
    desk.settled.outcome = Some(Outcome {
        tariff: TariffId::new(tariff),
        route: Route::Tariff,
        several: vec![],
        trace: vec![],
    });
    desk
}

#[test]
fn a_tariff_among_the_outer_ones_of_its_setting_is_unusual() {
    let mapped = |counts: [u64; 5]| -> Mapped {
        let tariff = |(rank, count)| (TariffId::new(format!("T{rank}")), count);
        counts.into_iter().enumerate().map(tariff).collect()
    };
    let mut high = with_tariff("T4");
    high.mapped = mapped([10, 60, 40, 8, 2]);
    let reason = "2 of 120 mapped in mainstream have T4 or a higher one; the outer 5 in a hundred are looked at";
    only(&high, FlagRule::UnusualTariff, reason);
    // Three of 120 are just the outer half of five in a hundred; four are more.
    high.mapped = mapped([10, 60, 40, 7, 3]);
    assert_eq!(high.flags().len(), 1);
    high.mapped = mapped([10, 60, 40, 6, 4]);
    assert_eq!(high.flags(), []);
    let mut low = with_tariff("T0");
    low.mapped = mapped([1, 60, 40, 8, 11]);
    let reason = "1 of 120 mapped in mainstream have T0 or a lower one; the outer 5 in a hundred are looked at";
    only(&low, FlagRule::UnusualTariff, reason);
    // Too few are mapped to say what is usual.
    low.mapped = mapped([0, 20, 10, 5, 4]);
    assert_eq!(low.flags(), []);
    low.mapped = mapped([0, 20, 10, 5, 5]);
    assert_eq!(low.flags().len(), 1);
    low.setting = None;
    assert_eq!(low.flags(), []);
}

#[test]
fn a_tariff_that_is_not_the_schools_is_flagged_beyond_the_limit() {
    let mut desk = with_tariff("T3");
    desk.school = Some(TariffId::new("T3"));
    assert_eq!(desk.flags(), []);
    desk.school = Some(TariffId::new("T2"));
    let reason = "the school read T2, and this reading gives T3";
    only(&desk, FlagRule::SchoolDiffers, reason);
}

#[test]
fn whose_mapping_it_is_flags_it() {
    let mut desk = desk(4, 0);
    none(&desk);
    desk.officer.not_standardised = true;
    let key = &desk.framework.key;
    let reason = format!("the officer has not passed the standardisation set of {key}");
    only(&desk, FlagRule::NotStandardised, &reason);
    desk.officer = Officer {
        not_standardised: false,
        held_since: Some(day("2026-10-30")),
    };
    let reason = "two of the officer's seeds in a row lay outside tolerance, the second on 30 Oct 2026, and nobody has lifted the review";
    only(&desk, FlagRule::SeedsMissed, reason);
}
