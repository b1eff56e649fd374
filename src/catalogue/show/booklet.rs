//! A framework as a booklet in Markdown: what an officer or a school would print.

use std::fmt::Write as _;

use crate::domain::derivation::{Adjust, AreaLevelRule, DerivationKind};
use crate::domain::derive::aloud;
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
    page.list(rule(framework).into_iter());
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

/// The derivation in sentences.
fn rule(framework: &Framework) -> Vec<String> {
    let derivation = &framework.derivation;
    let mut lines = vec![match derivation.area_level {
        AreaLevelRule::Highest => "An area stands at the highest level judged for it.".to_owned(),
        AreaLevelRule::Most => {
            "An area stands at the level judged most often for it, ties to the higher.".to_owned()
        }
        AreaLevelRule::Reader => {
            "The reader weighs the evidence and gives each area its level.".to_owned()
        }
    }];
    match &derivation.kind {
        DerivationKind::Reader => lines.push("The reader names the tariff.".to_owned()),
        DerivationKind::Highest(map) => {
            let given = |level| {
                map.get(level).map(|tariff| {
                    format!("If the highest area level is {level}, the tariff is {tariff}.")
                })
            };
            lines.extend(framework.levels.iter().filter_map(|level| given(&level.id)));
        }
        DerivationKind::Rules(rules) => {
            lines.push("The first of these rules that holds gives the tariff.".to_owned());
            for (place, rule) in rules.iter().enumerate() {
                let when = aloud(framework, rule);
                lines.push(format!("Rule {}: {} when {when}.", place + 1, rule.tariff));
            }
        }
    }
    lines.extend(derivation.adjust.iter().map(adjust));
    lines
}

fn adjust(adjust: &Adjust) -> String {
    let way = if adjust.shift < 0 { "down" } else { "up" };
    let whom = whom(&adjust.settings, &adjust.phases);
    format!("Then {} {way}{whom}.", adjust.shift.unsigned_abs())
}
