//! A framework as a booklet that a school could read: a page of the whole, a page an area, the way to a tariff.

use crate::domain::derive::in_sentences;
use crate::domain::difference::{Difference, between};
use crate::domain::framework::{Area, Descriptor, Framework, Level, Tariff, Walk};

use super::document::{Block, Document};

/// Writes the booklet; each heading of the first level begins a page.
pub fn booklet(framework: &Framework) -> Document {
    let mut blocks = title(framework);
    blocks.extend(glance(framework));
    for area in framework.leaves() {
        blocks.extend(page(framework, area));
    }
    blocks.push(heading(1, "From levels to a tariff"));
    blocks.extend(in_sentences(framework).into_iter().map(Block::Bullet));
    blocks.push(heading(2, "Tariffs"));
    blocks.push(Block::Table(tariffs(framework)));
    Document { blocks }
}

fn heading(level: u8, words: impl Into<String>) -> Block {
    Block::Heading(level, words.into())
}

fn title(framework: &Framework) -> Vec<Block> {
    let from = framework
        .effective_from
        .map(|day| format!(", in effect from {}", day.long()));
    let mut blocks = vec![
        heading(1, framework.title.clone()),
        Block::Paragraph(format!("{}{}", framework.key, from.unwrap_or_default())),
    ];
    if !framework.notice.is_empty() {
        blocks.push(Block::Paragraph(framework.notice.trim().to_owned()));
    }
    blocks.push(heading(2, "How it is used"));
    blocks.push(Block::Paragraph(match framework.walk {
        Walk::Provision => "Each provision of the plan's Section F is laid beside the descriptors of its area and given the level whose words cover it; then each area is settled at a level.".to_owned(),
        Walk::Area => "Each area is laid beside the pupil's plan and settled at the level whose words describe the pupil; the provisions of Section F that bear it out are attached.".to_owned(),
    }));
    blocks
}

/// The matrix: areas down, levels across, the descriptors in the cells.
fn glance(framework: &Framework) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Areas and levels at a glance")];
    blocks.extend(framework.levels.iter().map(|level| {
        let words = if level.name == level.id.as_str() {
            level.id.to_string()
        } else {
            format!("{}: {}", level.id, level.name)
        };
        Block::Bullet(words)
    }));
    let levels = framework.levels.iter().map(|level| level.id.to_string());
    let mut rows = vec![std::iter::once("Area".to_owned()).chain(levels).collect()];
    for area in framework.leaves() {
        let cell = |level: &Level| {
            if !area.levels.contains(&level.id) {
                return "not on this scale".to_owned();
            }
            let ids: Vec<&str> = (of_cell(framework, area, level))
                .map(|one| one.id.as_str())
                .collect();
            if ids.is_empty() {
                "no text".to_owned()
            } else {
                ids.join(", ")
            }
        };
        let cells = framework.levels.iter().map(cell);
        rows.push(
            std::iter::once(name(framework, area))
                .chain(cells)
                .collect(),
        );
    }
    blocks.push(Block::Table(rows));
    blocks
}

fn of_cell<'a>(
    framework: &'a Framework,
    area: &'a Area,
    level: &'a Level,
) -> impl Iterator<Item = &'a Descriptor> {
    let here = |one: &&Descriptor| one.area == area.id && one.level == level.id;
    framework.descriptors.iter().filter(here)
}

fn name(framework: &Framework, area: &Area) -> String {
    let parent = area.parent.as_ref().and_then(|id| framework.area(id));
    let part = parent.map(|parent| format!(" (part of {})", parent.name));
    format!("{}{}", area.name, part.unwrap_or_default())
}

/// An area's page: each level's words, and under them what separates it from the level below.
fn page(framework: &Framework, area: &Area) -> Vec<Block> {
    let mut blocks = vec![heading(1, name(framework, area))];
    let mut below: Option<(&Level, Vec<&Descriptor>)> = None;
    let on_scale = |level: &&Level| area.levels.contains(&level.id);
    for level in framework.levels.iter().filter(on_scale) {
        let texts: Vec<&Descriptor> = of_cell(framework, area, level).collect();
        for text in &texts {
            let whom = text.whom().map(|whom| format!(" ({whom})"));
            let words = format!("{} {}{}", level.id, level.name, whom.unwrap_or_default());
            blocks.push(heading(2, words));
            blocks.extend(text.text.lines().map(|line| Block::Bullet(line.to_owned())));
            let lower = below
                .as_ref()
                .and_then(|(lower, others)| Some((*lower, beside(text, others)?)));
            if let Some((lower, other)) = lower {
                blocks.extend(separates(lower, level, &between(&other.text, &text.text)));
            }
        }
        below = Some((level, texts));
    }
    blocks
}

/// The text of the level below that is for the same pupils, else its first.
fn beside<'a>(text: &Descriptor, others: &[&'a Descriptor]) -> Option<&'a Descriptor> {
    let same = |one: &&&Descriptor| one.phases == text.phases && one.settings == text.settings;
    others.iter().find(same).or_else(|| others.first()).copied()
}

fn separates(lower: &Level, higher: &Level, differences: &[Difference]) -> Vec<Block> {
    if differences.is_empty() {
        return Vec::new();
    }
    let words = format!("What separates {} from {}", lower.id, higher.id);
    let head = vec![String::new(), lower.id.to_string(), higher.id.to_string()];
    let row = |one: &Difference| {
        vec![
            one.label.clone().unwrap_or_default(),
            one.lower.clone(),
            one.higher.clone(),
        ]
    };
    let rows = std::iter::once(head).chain(differences.iter().map(row));
    vec![heading(3, words), Block::Table(rows.collect())]
}

fn tariffs(framework: &Framework) -> Vec<Vec<String>> {
    let head = ["Tariff", "Name", "Paid by", "Where"].map(str::to_owned);
    let row = |tariff: &Tariff| {
        let open = if tariff.open {
            "; open, with a reason"
        } else {
            ""
        };
        let settings: Vec<&str> = tariff.settings.iter().map(|one| one.words()).collect();
        let place = if settings.is_empty() {
            "everywhere".to_owned()
        } else {
            settings.join(", ")
        };
        vec![
            tariff.id.to_string(),
            tariff.name.clone(),
            format!("{}{open}", tariff.route.words()),
            place,
        ]
    };
    std::iter::once(head.to_vec())
        .chain(framework.tariffs.iter().map(row))
        .collect()
}
