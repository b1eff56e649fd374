//! The guarantees, floors and caps of a rate set's file.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::domain::day::Day;
use crate::domain::exact::Quantity;
use crate::domain::place::Setting;
use crate::domain::rates::{Payer, Protection, ProtectionKind, RateSet};

use super::overlap::meet;
use super::places::Places;

pub(super) fn read(
    top: &mut Fields<'_>,
    set: &mut RateSet,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    for mut line in top.tables("protection", "a protection", report) {
        let at = line.at;
        let kind = line.need::<ProtectionKind>("kind", report);
        let settings: Vec<Setting> = line.narrowing("settings", report);
        let percent = line.need::<Quantity>("percent", report);
        let from = line.maybe::<Day>("from", report).map(|day| day.value);
        let until = line.maybe::<Day>("until", report).map(|day| day.value);
        line.rest_with_money(report);
        let (Some(kind), Some(percent)) = (kind, percent) else {
            continue;
        };
        let one = Protection {
            kind: kind.value,
            settings,
            percent: percent.value,
            from,
            until,
        };
        sound(&one, percent.at, report);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            report.error(
                at,
                "\"until\" is before \"from\", so it never holds; turn them round",
            );
        } else if !holds_at_first(&one, set.effective_from) {
            let what = format!(
                "it does not hold on {}, when the rates take effect, so it protects nobody here",
                set.effective_from
            );
            report.warning(at, what);
        }
        places.protections.push(at);
        set.protections.push(one);
    }
    twins(set, places, report);
    limits(set, places, report);
    let caps = (set.protections.iter()).any(|one| one.kind == ProtectionKind::Cap);
    if set.paid_by == Payer::Caps && !caps {
        let what = "paid_by = \"caps\", but there is no cap to pay from; add a [[protection]] with kind = \"cap\"";
        report.error(places.head, what);
    }
}

fn holds_at_first(one: &Protection, on: Day) -> bool {
    one.settings.first().map_or_else(
        || one.holds(None, on),
        |setting| one.holds(Some(*setting), on),
    )
}

fn sound(one: &Protection, at: usize, report: &mut Report<'_>) {
    let hundred = Quantity::from(100_u32);
    let all = one.percent.apart(Quantity::ZERO) >= hundred;
    match one.kind {
        ProtectionKind::Guarantee if one.percent.is_negative() && all => {
            report.error(at, "a guarantee of nothing is none; write how far the rate may fall, as -1.5, or must rise, as 0.5");
        }
        ProtectionKind::Floor if one.percent.is_negative() || all => {
            report.error(
                at,
                "a floor is the most that is lost, in a hundred of today's: from 0 to below 100",
            );
        }
        ProtectionKind::Cap if one.percent.is_negative() => {
            report.error(
                at,
                "a cap is the most that is gained, in a hundred of today's: 0 or more",
            );
        }
        ProtectionKind::Guarantee | ProtectionKind::Floor | ProtectionKind::Cap => {}
    }
}

/// Whether both hold for somebody on some day.
fn together(one: &Protection, other: &Protection) -> bool {
    let starts = |from: Option<Day>, until: Option<Day>| {
        from.zip(until).is_none_or(|(from, until)| from <= until)
    };
    meet(&one.settings, &other.settings)
        && starts(one.from, other.until)
        && starts(other.from, one.until)
}

fn twins(set: &RateSet, places: &Places, report: &mut Report<'_>) {
    let placed: Vec<_> = set.protections.iter().zip(&places.protections).collect();
    for (nth, (one, at)) in placed.iter().enumerate() {
        let twin = (placed.iter().take(nth))
            .find(|(other, _)| other.kind == one.kind && together(one, other));
        if let Some((_, other)) = twin {
            let what = format!(
                "another {} for the same settings and days is in line {}; take one away",
                one.kind.code(),
                report.line(**other)
            );
            report.error(**at, what);
        }
    }
}

/// Reports a cap that lies below a guarantee or a floor of the same settings and days.
fn limits(set: &RateSet, places: &Places, report: &mut Report<'_>) {
    let placed: Vec<_> = set.protections.iter().zip(&places.protections).collect();
    let caps = placed
        .iter()
        .filter(|(one, _)| one.kind == ProtectionKind::Cap);
    for (cap, at) in caps {
        let above = (placed.iter()).find(|(one, _)| {
            one.kind != ProtectionKind::Cap && together(one, cap) && one.limit() > cap.limit()
        });
        if let Some((one, other)) = above {
            let what = format!(
                "this cap lies below the {} in line {}, so no total keeps to both; raise it",
                one.kind.code(),
                report.line(**other)
            );
            report.error(**at, what);
        }
    }
}
