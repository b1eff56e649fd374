//! An envelope as its file gives it.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::domain::day::Day;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::rates::{Envelope, Part, RatesStatus};

use super::overlap::meet;
use super::set::identity;

pub(super) fn read(mut top: Fields<'_>, report: &mut Report<'_>) -> Option<Envelope> {
    let mut head = top.table("envelope", "the table [envelope]", report)?;
    let at = head.at;
    let id = identity(&mut head, report);
    let title = head.or_empty("title", report);
    let status = head.or("status", RatesStatus::Draft, report);
    let year = head.need::<Day>("year_from", report);
    let pounds = head.need::<Money>("pounds", report);
    let kept = head.maybe::<Money>("kept_back", report);
    let covers = head.or_empty("covers", report);
    let source = head.or_empty("source", report);
    let notice = head.or("notice", String::new(), report);
    head.rest_with_money(report);
    let parts = parts(&mut top, report);
    top.rest_with_money(report);
    let (year, pounds) = (year?, pounds?);
    if let Some(kept) = &kept
        && kept.value > pounds.value
    {
        report.error(
            kept.at,
            "more is kept back than there is; lower it, or raise \"pounds\"",
        );
    }
    let envelope = Envelope {
        id,
        title,
        status,
        year_from: year.value,
        pounds: pounds.value,
        kept_back: kept.map(|kept| kept.value).unwrap_or_default(),
        covers,
        source,
        notice,
        parts,
    };
    sum(&envelope, at, report);
    Some(envelope)
}

fn parts(top: &mut Fields<'_>, report: &mut Report<'_>) -> Vec<Part> {
    let mut before: Vec<(usize, Part)> = Vec::new();
    for mut line in top.tables("part", "a part of the envelope", report) {
        let at = line.at;
        let settings = line.need::<Vec<Setting>>("settings", report);
        let pounds = line.need::<Money>("pounds", report);
        let title = line.or("title", String::new(), report);
        line.rest_with_money(report);
        let (Some(settings), Some(pounds)) = (settings, pounds) else {
            continue;
        };
        if settings.value.is_empty() {
            report.error(
                settings.at,
                "\"settings\" is empty, so nobody is paid from this part; name at least one",
            );
            continue;
        }
        let shared = before
            .iter()
            .find(|(_, part)| meet(&part.settings, &settings.value));
        if let Some((other, _)) = shared {
            let what = format!(
                "a setting of this part stands in that of line {} too; a pupil is paid from one part",
                report.line(*other)
            );
            report.error(settings.at, what);
        }
        let part = Part {
            settings: settings.value,
            pounds: pounds.value,
            title,
        };
        before.push((at, part));
    }
    before.into_iter().map(|(_, part)| part).collect()
}

/// Reports parts that do not sum to what there is for rates.
fn sum(envelope: &Envelope, at: usize, report: &mut Report<'_>) {
    if envelope.parts.is_empty() {
        return;
    }
    let parts: Money = envelope.parts.iter().map(|part| part.pounds).sum();
    let there = envelope.for_rates();
    if parts != there {
        let (way, apart) = if parts > there {
            ("more", parts - there)
        } else {
            ("less", there - parts)
        };
        let what = format!(
            "the parts sum to {parts}, {apart} {way} than the {there} there is for rates (\"pounds\" less \"kept_back\"); mend one of them"
        );
        report.error(at, what);
    }
}
