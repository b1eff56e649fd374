//! The whole plan, sections A to I, in which Section F must be found.

use super::page::Page;

/// Every section, F in its place.
pub(super) fn sections(page: &mut Page<'_>) {
    let whole = &page.world.filler.whole;
    let Some(headings) = page.draw.pick(&whole.headings) else {
        return;
    };
    let title = page.any(&whole.title);
    page.section(title);
    one(page, &headings.a, &whole.a);
    page.section(&headings.b);
    for section in &page.plan.sections {
        page.text(&section.heading);
        for need in &section.needs {
            page.text(need);
        }
    }
    one(page, &headings.c, &whole.c);
    one(page, &headings.d, &whole.d);
    page.section(&headings.e);
    for (place, section) in (1..).zip(&page.plan.sections) {
        page.item(format!("{place}."), &section.outcome);
    }
    page.section(&headings.f);
    for section in &page.plan.sections {
        page.heading(&section.heading);
        for line in &section.lines {
            page.item("•", &line.text);
        }
    }
    page.footer();
    one(page, &headings.g, &whole.g);
    one(page, &headings.h1, &whole.h1);
    one(page, &headings.h2, &whole.h2);
    one(page, &headings.i, &whole.i);
}

/// A section that is one paragraph.
fn one(page: &mut Page<'_>, heading: &str, lines: &[String]) {
    page.section(heading);
    let text = page.any(lines);
    page.text(text);
}
