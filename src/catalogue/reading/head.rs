//! The table `[framework]`: what the version is called, whom it is for, how it is walked.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::Spot;
use crate::catalogue::version;
use crate::domain::derivation::{AreaLevelRule, Derivation, DerivationKind};
use crate::domain::digest::Digest;
use crate::domain::framework::{Framework, Scope, Status, Walk, YearShape};
use crate::domain::identity::FrameworkKey;
use crate::domain::place::{Phase, Setting};

use super::names::wieldy;

/// Reads the head; the parts of the framework stay empty for the others to fill.
pub(super) fn read(
    mut head: Fields<'_>,
    hash: Digest,
    places: &mut Places,
    report: &mut Report<'_>,
) -> Framework {
    let id = head.need::<String>("id", report);
    if let Some(id) = &id {
        wieldy(id, "an id", report);
    }
    let version = numbered(&mut head, "version", true, report);
    places.version = version.as_ref().map_or(head.at, |version| version.at);
    let previous = numbered(&mut head, "previous", false, report);
    places.previous = previous.as_ref().map_or(head.at, |previous| previous.at);
    if let (Some(previous), Some(version)) = (&previous, &version)
        && version::parts(&previous.value) >= version::parts(&version.value)
    {
        report.error(
            previous.at,
            "\"previous\" must be a version before this one",
        );
    }
    let text = |spot: Option<Spot<String>>| spot.map(|spot| spot.value);
    let framework = Framework {
        key: FrameworkKey {
            id: text(id).unwrap_or_default(),
            version: text(version).unwrap_or_default(),
        },
        hash,
        title: head.or_empty("title", report),
        status: head.or("status", Status::Draft, report),
        authority: text(head.maybe("authority", report)),
        effective_from: head.maybe("effective_from", report).map(|day| day.value),
        previous: text(previous),
        notice: head.or("notice", String::new(), report),
        phases: some_or_all(&mut head, "phases", &Phase::ALL, report),
        scope: scope(&mut head, report),
        year: year(&mut head, report),
        walk: head.or("walk", Walk::Provision, report),
        levels: Vec::new(),
        areas: Vec::new(),
        descriptors: Vec::new(),
        tariffs: Vec::new(),
        derivation: Derivation {
            kind: DerivationKind::Reader,
            area_level: AreaLevelRule::Reader,
            adjust: Vec::new(),
        },
        lineage: Vec::new(),
    };
    head.rest(report);
    framework
}

fn numbered(
    head: &mut Fields<'_>,
    key: &'static str,
    needed: bool,
    report: &mut Report<'_>,
) -> Option<Spot<String>> {
    let version: Spot<String> = if needed {
        head.need(key, report)
    } else {
        head.maybe(key, report)
    }?;
    if version::parts(&version.value).is_none() {
        let what = format!(
            "\"{}\" cannot be a version, for versions are put in order; write numbers with points between them: 2026.1",
            version.value
        );
        report.error(version.at, what);
    }
    Some(version)
}

/// A list that is everything where it is missing, and must not be empty where it is there.
fn some_or_all<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    all: &[T],
    report: &mut Report<'_>,
) -> Vec<T>
where
    T: Clone,
    Vec<T>: crate::catalogue::values::Read,
{
    let Some(list) = fields.maybe::<Vec<T>>(key, report) else {
        return all.to_vec();
    };
    if list.value.is_empty() {
        report.error(
            list.at,
            format!("\"{key}\" lets nobody in; leave it out to mean all"),
        );
    }
    list.value
}

/// The national curriculum years from birth to 25, for as long a plan may last.
const ALL_YEARS: (i16, i16) = (-5, 20);

fn scope(head: &mut Fields<'_>, report: &mut Report<'_>) -> Scope {
    let Some(mut scope) = head.table("scope", "a scope", report) else {
        return Scope {
            years: ALL_YEARS,
            settings: Setting::ALL.to_vec(),
            sixth_form: false,
        };
    };
    let years = match scope.maybe::<Vec<i16>>("years", report) {
        None => ALL_YEARS,
        Some(years) => match *years.value.as_slice() {
            [first, last] if first <= last => (first, last),
            _ => {
                report.error(
                    years.at,
                    "\"years\" must be the first and the last year group: years = [0, 11]",
                );
                ALL_YEARS
            }
        },
    };
    let read = Scope {
        years,
        settings: some_or_all(&mut scope, "settings", &Setting::ALL, report),
        sixth_form: scope.or("sixth_form", false, report),
    };
    scope.rest(report);
    read
}

fn year(head: &mut Fields<'_>, report: &mut Report<'_>) -> YearShape {
    let usual = YearShape::default();
    let Some(mut year) = head.table("year", "a school year", report) else {
        return usual;
    };
    let mut count = |key, usual| match year.maybe::<u16>(key, report) {
        Some(count) if count.value == 0 => {
            report.error(
                count.at,
                format!(
                    "a school year without {} has no provision in it",
                    key.replace('_', " ")
                ),
            );
            usual
        }
        found => found.map_or(usual, |count| count.value),
    };
    let read = YearShape {
        weeks: count("weeks", usual.weeks),
        days: count("days", usual.days),
        terms: count("terms", usual.terms),
        half_terms: count("half_terms", usual.half_terms),
    };
    year.rest(report);
    read
}
