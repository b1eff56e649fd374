//! `[[derivation.cut]]`: tables of cuts through a sum, and how close to one is borderline.

use std::collections::BTreeMap;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::Spot;
use crate::domain::derivation::{Cut, Cuts};
use crate::domain::exact::Quantity;
use crate::domain::framework::{Framework, holds_for};
use crate::domain::identity::TariffId;
use crate::domain::place::{Phase, Setting};

use super::tariff_named;

/// Reads `margin` and the rows.
pub(super) fn read(
    table: &mut Fields<'_>,
    framework: &Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) -> Cuts {
    let margin: Option<Spot<Quantity>> = table.maybe("margin", report);
    if let Some(margin) = &margin
        && margin.value < Quantity::ZERO
    {
        report.error(
            margin.at,
            "a margin is 0 or more; leave it out to have none",
        );
    }
    let mut rows = Vec::new();
    for mut fields in table.tables("cut", "a cut", report) {
        let from: Option<Spot<Quantity>> = fields.need("from", report);
        let tariff: Option<Spot<String>> = fields.need("tariff", report);
        let settings = fields.narrowing("settings", report);
        let phases = fields.narrowing("phases", report);
        let at = fields.at;
        fields.rest(report);
        if let Some(tariff) = &tariff {
            tariff_named(tariff, framework, report);
        }
        if let (Some(from), Some(tariff)) = (from, tariff) {
            places.cuts.push(at);
            rows.push(Cut {
                from: from.value,
                tariff: TariffId::new(tariff.value),
                settings,
                phases,
            });
        }
    }
    if rows.is_empty() {
        report.error(
            table.at,
            "there is no [[derivation.cut]]; this kind of derivation needs at least one",
        );
    }
    let cuts = Cuts {
        rows,
        margin: margin.map(|margin| margin.value),
    };
    rising(&cuts, framework, places, report);
    meant(&cuts, framework, places, report);
    cuts
}

/// Reports two cuts of a table at one sum, and a tariff that goes down where the sum goes up.
fn rising(cuts: &Cuts, framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let placed = || cuts.rows.iter().zip(&places.cuts);
    for (place, (cut, at)) in placed().enumerate() {
        let twin = placed().take(place);
        let mut twin = twin.filter(|(other, _)| cut.is_beside(other) && other.from == cut.from);
        if let Some((_, first)) = twin.next_back() {
            let line = report.line(*first);
            let what = format!(
                "a cut from {} stands on line {line} already; keep one",
                cut.from
            );
            report.error(*at, what);
        }
        let below = placed().filter(|(other, _)| cut.is_beside(other) && other.from < cut.from);
        let Some((below, _)) = below.max_by_key(|(other, _)| other.from) else {
            continue;
        };
        let ranks = (
            framework.tariff_rank(&below.tariff),
            framework.tariff_rank(&cut.tariff),
        );
        if let (Some(lower), Some(rank)) = ranks
            && rank < lower
        {
            let what = format!(
                "the cut from {} gives a lower tariff than the cut from {} below it",
                cut.from, below.from
            );
            report.warning(*at, what);
        }
    }
}

/// Reports pupils for whom no table is meant, and those for whom two are.
fn meant(cuts: &Cuts, framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let tables = cuts.tables();
    let narrowed: Vec<&Cut> = (tables.iter().filter_map(|table| table.first().copied()))
        .filter(|cut| cut.is_narrowed())
        .collect();
    let general = narrowed.len() < tables.len();
    let holds = |cut: &Cut, phase: Phase, setting: Setting| {
        holds_for(&cut.phases, Some(phase)) && holds_for(&cut.settings, Some(setting))
    };
    let place = |cut: &Cut| {
        let mut placed = cuts.rows.iter().zip(&places.cuts);
        let found = placed.find(|(row, _)| cut.is_beside(row));
        found.map_or(places.derivation, |(_, at)| *at)
    };
    let (mut without, mut twice) = (false, BTreeMap::new());
    for phase in &framework.phases {
        for setting in &framework.scope.settings {
            let mut for_them = narrowed.iter().filter(|cut| holds(cut, *phase, *setting));
            let first = for_them.next();
            if let (Some(_), Some(second)) = (first, for_them.next()) {
                twice
                    .entry(place(second))
                    .or_insert((phase.code(), setting.code()));
            }
            if first.is_none() && !general && !without && !cuts.rows.is_empty() {
                without = true;
                let what = format!(
                    "no table of cuts is meant for a pupil of phase {} in setting {}; add cuts without \"settings\" and \"phases\"",
                    phase.code(),
                    setting.code()
                );
                report.error(places.derivation, what);
            }
        }
    }
    for (at, (phase, setting)) in twice {
        let what = format!(
            "this table and one above it are both meant for a pupil of phase {phase} in setting {setting}; narrow one of them further"
        );
        report.error(at, what);
    }
}

/// Reports tables that do not start at the lowest sum there is; `lowest` is that of a pupil with
/// every area at its lowest level, `least` that of a pupil with some areas only.
pub(in crate::catalogue) fn against_sums(
    cuts: &Cuts,
    lowest: Quantity,
    least: Quantity,
    places: &Places,
    report: &mut Report<'_>,
) {
    for table in cuts.tables() {
        let Some(first) = table.iter().min_by_key(|cut| cut.from) else {
            continue;
        };
        let mut placed = cuts.rows.iter().zip(&places.cuts);
        let at = placed.find(|(row, _)| row == first);
        let at = at.map_or(places.derivation, |(_, at)| *at);
        if first.from > lowest {
            let what = format!(
                "the table of cuts starts at {}, and the lowest sum is {lowest}; start it there",
                first.from
            );
            report.error(at, what);
        } else if first.from > least {
            let what = format!(
                "the table of cuts starts at {}, and a pupil with a level in some areas only can come to {least}; such a pupil has no tariff",
                first.from
            );
            report.warning(at, what);
        }
    }
}
