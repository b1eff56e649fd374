//! Where the numbers of an export come from, line by line: the same lines in every format.

use crate::domain::distribution::disclosure::{Release, Shown};
use crate::domain::distribution::{Distribution, ImportSource, Provenance, SettingOf};
use crate::domain::worklist::Mark;

/// The lines of provenance: where the numbers come from, who is not among them, and what is not shown.
pub(in crate::exchange) fn lines(
    counted: &Distribution,
    release: &Release,
    from: &Provenance,
) -> Vec<(&'static str, String)> {
    let account = &release.account;
    let out_of_scope = account.out_of_scope_by.iter();
    let out_of_scope = out_of_scope.map(|(why, count)| (why.code(), *count));
    let cannot_map = account.cannot_map_by.iter();
    let cannot_map = cannot_map.map(|(why, count)| (why.code(), *count));
    let coverage = account.coverage.as_ref();
    let mut lines = vec![
        ("framework", from.framework.clone()),
        ("title", from.title.clone()),
        ("version", from.version.clone()),
        ("hash", from.hash.to_string()),
        ("notice", from.notice.clone()),
        ("date", from.as_of.to_string()),
        ("as_at", as_at(from)),
        ("setting", setting(release, from)),
        ("schools", schools(release, from)),
        ("workspace", from.origin.to_string()),
        ("exported_by", from.exported_by.clone()),
        ("caseload_import", imports(from)),
        ("suppression", release.rule.words().to_owned()),
        (
            "coverage",
            coverage.map_or_else(
                || Shown::Suppressed.to_string(),
                |share| format!("{share} %"),
            ),
        ),
        ("caseload", account.caseload.to_string()),
        ("in_scope", account.in_scope.to_string()),
        ("out_of_scope", listed(account.out_of_scope, out_of_scope)),
        ("mapped", account.mapped.to_string()),
        ("amended_since", account.amended_since.to_string()),
        ("flagged", marked(release, Mark::Flagged).to_string()),
        ("sampled", marked(release, Mark::Sampled).to_string()),
        ("moderated", moderated(release)),
        ("adjusted", marked(release, Mark::Adjusted).to_string()),
        ("not_yet", account.not_yet.to_string()),
        ("cannot_map", listed(account.cannot_map, cannot_map)),
    ];
    lines.extend(
        counted
            .by_area
            .iter()
            .zip(&release.by_area)
            .map(|(own, count)| ("by_area", format!("{} {} {count}", own.area, own.tariff))),
    );
    lines
}

/// How many of the mapped carry a mark.
pub(in crate::exchange) fn marked(release: &Release, mark: Mark) -> Shown {
    let found = release.account.marks.iter().find(|(one, _)| *one == mark);
    found.map_or(Shown::NotAvailable, |(_, count)| *count)
}

/// How many a moderator has seen, and what part of the mapped that is.
fn moderated(release: &Release) -> String {
    let count = marked(release, Mark::Moderated);
    match &release.account.moderated_share {
        Some(share) => format!("{count} ({share} % of the mapped)"),
        None => count.to_string(),
    }
}

fn as_at(from: &Provenance) -> String {
    let day = from.terms.as_at.map(|day| format!("the end of {day}"));
    day.unwrap_or_else(|| "as it stands".to_owned())
}

/// By which setting pupils are counted: `september (moved on 12; not placed, so counted where they are 3)`.
fn setting(release: &Release, from: &Provenance) -> String {
    let code = from.terms.setting.code();
    match from.terms.setting {
        SettingOf::Today => code.to_owned(),
        SettingOf::September => format!(
            "{code} (moved on {}; not placed, so counted where they are {})",
            release.beside(from.moved_on, from.caseload),
            release.beside(from.not_placed, from.caseload),
        ),
    }
}

fn schools(release: &Release, from: &Provenance) -> String {
    if from.terms.schools {
        let alone = marked(release, Mark::School);
        format!("{alone} read by the school alone")
    } else {
        "their own readings are not counted".to_owned()
    }
}

/// The files that the caseload came in by.
pub(in crate::exchange) fn imports(from: &Provenance) -> String {
    let one = |import: &ImportSource| {
        format!(
            "{} ({}, sha256 {})",
            import.file, import.date, import.digest
        )
    };
    let mut all: Vec<String> = from.imports.iter().map(one).collect();
    let more = from.imported.saturating_sub(all.len() as u64);
    if more > 0 {
        all.push(format!("and {more} before"));
    }
    if all.is_empty() {
        return "none".to_owned();
    }
    all.join("; ")
}

/// Writes counts by reason: `3 (age 2; setting 1)`.
fn listed(all: Shown, counts: impl Iterator<Item = (&'static str, Shown)>) -> String {
    let each: Vec<String> = counts
        .map(|(why, count)| format!("{why} {count}"))
        .collect();
    if each.is_empty() {
        return all.to_string();
    }
    format!("{all} ({})", each.join("; "))
}
