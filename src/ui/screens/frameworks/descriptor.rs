//! The descriptor of a cell, and what separates it from its neighbours.

use crate::domain::difference::{Difference, between};
use crate::domain::framework::{Area, Descriptor, Framework};
use crate::domain::identity::{AreaId, LevelId};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// The descriptors at an area and a level: several where they differ by phase or setting.
pub(super) fn at<'a>(
    framework: &'a Framework,
    area: &'a AreaId,
    level: &'a LevelId,
) -> impl Iterator<Item = &'a Descriptor> {
    (framework.descriptors.iter()).filter(|one| one.area == *area && one.level == *level)
}

/// Writes the descriptor and its neighbours' differences.
pub(super) fn lines(framework: &Framework, area: &Area, rank: usize, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    let Some(level) = framework.levels.get(rank) else {
        return text.lines();
    };
    text.title(format!("{}, level {} {}", area.name, level.id, level.name));
    let here: Vec<&Descriptor> = at(framework, &area.id, &level.id).collect();
    if here.is_empty() {
        text.muted("The framework says nothing of this area at this level.");
        return text.lines();
    }
    for one in &here {
        if let Some(whom) = one.whom() {
            text.muted(format!("For {whom}:"));
        }
        for line in one.text.trim_end().lines() {
            labelled(&mut text, line);
        }
    }
    let below = rank
        .checked_sub(1)
        .and_then(|rank| framework.levels.get(rank));
    let above = framework.levels.get(rank + 1);
    for (lower, higher) in [(below, Some(level)), (Some(level), above)] {
        let (Some(lower), Some(higher)) = (lower, higher) else {
            continue;
        };
        let one = at(framework, &area.id, &lower.id).next();
        let other = at(framework, &area.id, &higher.id).next();
        if let (Some(one), Some(other)) = (one, other) {
            text.title(format!("What separates {} from {}", lower.id, higher.id));
            differences(&mut text, &between(&one.text, &other.text));
        }
    }
    text.lines()
}

fn labelled(text: &mut Prose, line: &str) {
    match line.split_once(": ") {
        // A label is a word or three at the start of a line.
        Some((label, rest)) if label.split(' ').count() <= 3 => {
            text.runs(&[
                Run::new(format!("{label}: "), Meaning::Muted),
                Run::text(rest),
            ]);
        }
        Some(_) | None => text.plain(line),
    }
}

fn differences(text: &mut Prose, differences: &[Difference]) {
    if differences.is_empty() {
        text.muted("Nothing in their words.");
    }
    for one in differences {
        if let Some(label) = &one.label {
            text.runs(&[Run::muted(format!("{label}:"))]);
        }
        for (lower, higher) in &one.steps {
            let said = |words: &str| {
                if words.is_empty() {
                    "–".to_owned()
                } else {
                    words.to_owned()
                }
            };
            text.runs(&[
                Run::text(said(lower)),
                Run::new(" → ", Meaning::Hint),
                Run::new(said(higher), Meaning::Current),
            ]);
        }
    }
}
