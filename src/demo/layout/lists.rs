//! Templates that are lists or paragraphs.

use super::page::{Page, Piece};

/// 1. heading, 1.1 sentence.
pub(super) fn numbered(page: &mut Page<'_>) {
    for (place, section) in (1..).zip(&page.plan.sections) {
        page.heading(format!("{place}. {}", section.heading));
        for (item, line) in (1..).zip(&section.lines) {
            page.item(format!("{place}.{item}"), &line.text);
        }
        if place == 2 {
            page.footer();
        }
    }
    page.closing();
}

/// Need, provision, outcome.
pub(super) fn blocks(page: &mut Page<'_>) {
    for section in &page.plan.sections {
        page.heading(&section.heading);
        for need in &section.needs {
            page.text(format!("Need: {need}"));
        }
        page.text("Provision:");
        for line in &section.lines {
            page.item("•", &line.text);
        }
        page.text(format!("Outcome: {}", section.outcome));
    }
    page.closing();
}

/// Outcomes above their items; the first provision of all areas is pasted under each.
pub(super) fn items(page: &mut Page<'_>) {
    let pasted = page
        .plan
        .sections
        .last()
        .and_then(|last| last.lines.first());
    for (place, section) in (1..).zip(&page.plan.sections) {
        page.heading(format!("OUTCOME {place} – {}", section.outcome));
        let again = pasted.filter(|line| !section.lines.iter().any(|own| own.text == line.text));
        for (item, line) in (1..).zip(section.lines.iter().chain(again)) {
            page.item(format!("Item {item}:"), &line.text);
        }
    }
    page.closing();
}

/// A paragraph for each area.
pub(super) fn prose(page: &mut Page<'_>) {
    for section in &page.plan.sections {
        page.heading(&section.heading);
        let sentences: Vec<&str> = section
            .lines
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        page.text(sentences.join(" "));
    }
    page.closing();
}

/// Notes with abbreviations.
pub(super) fn notes(page: &mut Page<'_>) {
    for section in &page.plan.sections {
        page.heading(section.area.code());
        for line in &section.lines {
            page.item("-", &line.note);
        }
    }
}

/// Post-16: each outcome with its lettered provisions.
pub(super) fn outcomes(page: &mut Page<'_>) {
    for (place, section) in (1..).zip(&page.plan.sections) {
        page.heading(format!("{} – outcome {place}", section.heading));
        page.text(format!("Outcome: {}", section.outcome));
        for (letter, line) in ('a'..='z').zip(&section.lines) {
            page.push(Piece::Item(format!("({letter})"), line.text.clone()));
        }
    }
    page.closing();
}
