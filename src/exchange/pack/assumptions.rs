//! What the figures rest on: every parameter with its file, and where the counts come from.

use crate::domain::rates::{Protection, RateSet};
use crate::domain::sufficiency::role;
use crate::exchange::distribution::lines;
use crate::exchange::rates::Cell;

use super::pieces::{Section, capital};
use super::{Contents, Rested};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("assumptions", "Assumptions", "Assumptions");
    section.words("Every figure of money rests on a file that somebody wrote. Here is each, with the day it is from and the digest of its text, so that a copy can be told from the original.");
    files(&mut section, pack);
    notices(&mut section, pack);
    for one in &pack.proposals {
        rates(&mut section, &one.choice.set);
    }
    envelope(&mut section, pack);
    share(&mut section, pack);
    book(&mut section, pack);
    section
}

fn files(section: &mut Section, pack: &Contents) {
    let row =
        |what: &str, title: &str, standing: &str, from: String, source: &str, file: &Rested| {
            vec![
                Cell::text(what),
                Cell::text(title),
                Cell::text(standing),
                Cell::text(from),
                Cell::text(source),
                Cell::text(file.file.as_str()),
                Cell::text(file.hash.to_string()),
            ]
        };
    let mut rows = Vec::new();
    for one in &pack.proposals {
        let set = &one.choice.set;
        let from = set.effective_from.long();
        rows.push(row(
            "Rate set",
            &set.title,
            set.status.code(),
            from,
            &set.source,
            &one.file,
        ));
    }
    if let Ok((envelope, file)) = &pack.envelope {
        let from = envelope.year_from.long();
        rows.push(row(
            "Envelope",
            &envelope.title,
            envelope.status.code(),
            from,
            &envelope.source,
            file,
        ));
    }
    if let Ok((book, file)) = &pack.book {
        rows.push(row(
            "Cost book",
            &book.title,
            "",
            book.effective_from.long(),
            &book.source,
            file,
        ));
    }
    if let Ok(budgeted) = &pack.communities {
        let method = &budgeted.shared.method;
        let year = budgeted.shared.budgets.year.name.clone();
        rows.push(row(
            "Method for Communities",
            &method.title,
            "",
            year.clone(),
            &method.source,
            &budgeted.by,
        ));
        rows.push(row(
            "Figures of the Communities",
            "",
            "",
            year,
            "",
            &budgeted.inputs,
        ));
    }
    let head = [
        "What",
        "Title",
        "Standing",
        "From",
        "Source",
        "File",
        "Digest (sha256)",
    ];
    if rows.is_empty() {
        section.words("No file of rates is given.");
    } else {
        section.table(head, rows);
    }
}

/// What has to be said wherever a file is named.
fn notices(section: &mut Section, pack: &Contents) {
    let mut said: Vec<&str> = vec![pack.framework.notice.as_str()];
    said.extend(
        pack.proposals
            .iter()
            .map(|one| one.choice.set.notice.as_str()),
    );
    if let Ok((envelope, _)) = &pack.envelope {
        said.push(&envelope.notice);
    }
    let mut before: Vec<&str> = Vec::new();
    for notice in said {
        if !notice.is_empty() && !before.contains(&notice) {
            section.words(notice);
            before.push(notice);
        }
    }
}

/// What a rate set says beside its rates, which stand among the options.
fn rates(section: &mut Section, set: &RateSet) {
    if set.factors.is_empty() && set.protections.is_empty() {
        return;
    }
    section.under(format!("{}: factors and protection", set.title));
    for factor in &set.factors {
        let to = factor
            .to
            .map_or_else(|| "or more".to_owned(), |to| format!("to {to}"));
        section.point(format!(
            "Schools of {} {to} pupils ({}): {} % of the rate.",
            factor.from,
            settings(&factor.settings),
            factor.percent
        ));
    }
    for one in &set.protections {
        section.point(protection(one));
    }
}

fn protection(one: &Protection) -> String {
    let from = one
        .from
        .map_or_else(String::new, |day| format!(", from {}", day.long()));
    let until = one
        .until
        .map_or_else(String::new, |day| format!(", until {}", day.long()));
    format!(
        "{} of {} % ({}{from}{until}): the new sum is {} {} % of today's.",
        capital(one.kind.code()),
        one.percent,
        settings(&one.settings),
        match one.kind {
            crate::domain::rates::ProtectionKind::Cap => "at most",
            crate::domain::rates::ProtectionKind::Guarantee
            | crate::domain::rates::ProtectionKind::Floor => "at least",
        },
        one.limit()
    )
}

fn settings(settings: &[crate::domain::place::Setting]) -> String {
    if settings.is_empty() {
        return "every setting".to_owned();
    }
    let words: Vec<&str> = settings.iter().map(|one| one.words()).collect();
    words.join(", ")
}

fn envelope(section: &mut Section, pack: &Contents) {
    let Ok((envelope, _)) = &pack.envelope else {
        return;
    };
    section.under("The envelope");
    let mut rows = vec![
        vec![
            Cell::text("For the whole year"),
            Cell::Money(envelope.pounds),
        ],
        vec![
            Cell::text("of it kept back"),
            Cell::Money(envelope.kept_back),
        ],
        vec![Cell::text("for rates"), Cell::Money(envelope.for_rates())],
    ];
    rows.extend(envelope.parts.iter().map(|part| {
        let words = format!("of this for {} ({})", part.title, settings(&part.settings));
        vec![Cell::Text(words), Cell::Money(part.pounds)]
    }));
    section.table(["Envelope", "Amount"], rows);
    section.words(format!("It covers: {}", envelope.covers));
}

fn share(section: &mut Section, pack: &Contents) {
    section.under("What schools meet themselves");
    let rows = pack.elements.elements.iter().map(|one| {
        vec![
            Cell::Text(settings(&one.settings)),
            Cell::Money(one.pounds),
            Cell::text(one.what.as_str()),
        ]
    });
    section.table(
        ["Settings", "A pupil and year", "What it is"],
        rows.collect(),
    );
    section.words(format!("Source: {}", pack.elements.source));
}

fn book(section: &mut Section, pack: &Contents) {
    let Ok((book, _)) = &pack.book else {
        return;
    };
    section.under("The cost book: what an hour costs");
    let rows = book.prices.iter().map(|(who, price)| {
        vec![
            Cell::text(role(*who).replace('_', " ")),
            Cell::Money(price.per_hour),
            Cell::Number(price.on_costs),
            Cell::Count(price.shared_by.into()),
        ]
    });
    let head = [
        "Role",
        "Pay of an hour",
        "On-costs, %",
        "Shared by, where the plan does not say",
    ];
    section.table(head, rows.collect());
}

/// Where the counts come from, line by line as in every export.
pub(super) fn provenance(pack: &Contents) -> Section {
    let mut section = Section::new("provenance", "Where the numbers come from", "Provenance");
    let lines = lines(&pack.counted, &pack.release, &pack.from).into_iter();
    let rows =
        lines.map(|(what, value)| vec![Cell::text(what.replace('_', " ")), Cell::Text(value)]);
    section.table(["What", "Value"], rows.collect());
    section
}
