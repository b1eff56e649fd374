//! A framework as a booklet in Markdown: what an officer or a school would print.

use std::fmt::Write as _;

use crate::domain::derive::in_sentences;
use crate::domain::framework::{Area, Descriptor, Framework, Tariff};
use crate::domain::place::{Phase, Setting};

/// Writes the whole framework in Markdown.
pub fn booklet(framework: &Framework) -> String {
    let mut page = Page(String::new());
    page.line(&format!("# {}", framework.title));
    let from = framework
        .effective_from
        .map(|day| format!(", in effect from {day}"));
    page.line(&format!("{}{}", framework.key, from.unwrap_or_default()));
    if !framework.notice.is_empty() {
        page.line(&format!("**{}**", framework.notice));
    }
    page.line("## Levels");
    page.list(
        framework
            .levels
            .iter()
            .map(|level| format!("**{}** {}", level.id, level.name)),
    );
    for area in &framework.areas {
        page.area(framework, area);
    }
    page.line("## Tariffs");
    page.list(framework.tariffs.iter().map(tariff));
    page.line("## From levels to a tariff");
    page.list(in_sentences(framework).into_iter());
    page.0.truncate(page.0.trim_end().len());
    page.0.push('\n');
    page.0
}

struct Page(String);

impl Page {
    /// Adds a paragraph.
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push_str("\n\n");
    }

    fn list(&mut self, items: impl Iterator<Item = String>) {
        for item in items {
            // Writing to a String cannot fail.
            let _ = writeln!(self.0, "- {item}");
        }
        self.0.push('\n');
    }

    fn area(&mut self, framework: &Framework, area: &Area) {
        let parent = area
            .parent
            .as_ref()
            .and_then(|parent| framework.area(parent));
        let part = parent.map(|parent| format!(" (part of {})", parent.name));
        self.line(&format!("## {}{}", area.name, part.unwrap_or_default()));
        for level in framework
            .levels
            .iter()
            .filter(|level| area.levels.contains(&level.id))
        {
            let here = |one: &&Descriptor| one.area == area.id && one.level == level.id;
            for descriptor in framework.descriptors.iter().filter(here) {
                let whom = whom(&descriptor.settings, &descriptor.phases);
                self.line(&format!(
                    "### {} {}: {}{whom}",
                    area.name, level.id, level.name
                ));
                // Two spaces keep the labelled lines apart in Markdown.
                self.line(&descriptor.text.replace('\n', "  \n"));
            }
        }
    }
}

fn tariff(tariff: &Tariff) -> String {
    let open = if tariff.open {
        "; open, with a reason"
    } else {
        ""
    };
    let whom = whom(&tariff.settings, &[]);
    format!(
        "**{}** {}: paid by {}{open}{whom}",
        tariff.id,
        tariff.name,
        tariff.route.words()
    )
}

/// Whom a narrowed part is for, in brackets; nothing where it is for all.
fn whom(settings: &[Setting], phases: &[Phase]) -> String {
    let mut words: Vec<String> = phases
        .iter()
        .map(|phase| phase.code().replace('_', " "))
        .collect();
    words.extend(settings.iter().map(|setting| setting.words().to_owned()));
    if words.is_empty() {
        return String::new();
    }
    format!(" ({})", words.join(", "))
}
