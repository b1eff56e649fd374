//! What changed from the adopted version to another, word by word.

use std::sync::Arc;

use crate::domain::difference::{self, Change};
use crate::domain::framework::{Descriptor, Framework};
use crate::domain::lineage::{Comparison, Fate, Passage, Path};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, Run};
use crate::ui::theme::Meaning;

/// The two versions to compare for the one under the cursor: the adopted one and it; for the adopted one itself, the
/// version before and it. Nothing where there is no other.
pub(super) fn pair<'a>(
    all: &'a [Arc<Framework>],
    at: &'a Framework,
    adopted: Option<&'a Framework>,
) -> Option<(&'a Framework, &'a Framework)> {
    let of = |version: &str| {
        let found = all.iter().map(AsRef::as_ref);
        let mut found = found.filter(|one: &&Framework| one.key.id == at.key.id);
        found.find(|one| one.key.version == version)
    };
    match adopted.filter(|adopted| adopted.key.id == at.key.id) {
        Some(adopted) if adopted.key != at.key => Some((adopted, at)),
        Some(_) | None => Some((of(at.previous.as_deref()?)?, at)),
    }
}

/// Writes the comparison, step by step over the versions between.
pub(super) fn lines(
    all: &[Arc<Framework>],
    (earlier, later): (&Framework, &Framework),
    width: usize,
) -> Vec<Line> {
    let known: Vec<Framework> = all.iter().map(|one| one.as_ref().clone()).collect();
    let mut text = Prose::new(width);
    let Some(path) = Path::between(earlier, later, &known) else {
        text.plain("These are two frameworks, not two versions of one.");
        return text.lines();
    };
    for step in path.steps() {
        written(&mut text, step);
    }
    text.lines()
}

fn written(text: &mut Prose, step: &Comparison<'_>) {
    text.title(format!(
        "{} → {}",
        step.earlier.key.version, step.later.key.version
    ));
    let counts: Vec<String> = (step.counts().iter())
        .map(|(fate, count)| format!("{count} {}", fate.word()))
        .collect();
    text.plain(counts.join(", "));
    let changed = step.passages.iter();
    for passage in changed.filter(|passage| passage.fate != Fate::Same) {
        passed(text, step, passage);
    }
    let (gone, new) = &step.rule;
    if !step.parts.is_empty() || !gone.is_empty() || !new.is_empty() {
        text.title("The rest");
    }
    for line in &step.parts {
        text.plain(line.as_str());
    }
    for line in gone {
        text.runs(&[Run::new(format!("- {line}"), Meaning::Doubt)]);
    }
    for line in new {
        text.runs(&[Run::new(format!("+ {line}"), Meaning::New)]);
    }
}

fn passed(text: &mut Prose, step: &Comparison<'_>, passage: &Passage) {
    text.title(format!("{}: {}", passage.way(), passage.fate.word()));
    let reason = passage.reason.as_deref().unwrap_or_default();
    let stands = format!("{}. {}", passage.stands(), reason.trim());
    text.muted(stands.trim());
    let words = |one: Option<&Descriptor>| one.map_or_else(String::new, |one| one.text.clone());
    let (before, after) = (passage.from.first(), passage.to.first());
    let before = words(before.and_then(|id| step.before(id)));
    let after = words(after.and_then(|id| step.after(id)));
    for line in marked(&before, &after) {
        text.runs(&line);
    }
}

/// The lines of two texts in one, what is gone and what is new each in its style and between its signs; a line that is
/// the same in both is left out.
fn marked(before: &str, after: &str) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for change in difference::words(before, after) {
        let (text, meaning, sign) = match &change {
            Change::Same(text) => (text, Meaning::Text, ""),
            Change::Gone(text) => (text, Meaning::Doubt, "-"),
            Change::New(text) => (text, Meaning::New, "+"),
        };
        for (place, part) in text.split('\n').enumerate() {
            if place > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Run::new(format!("{sign}{part}{sign}"), meaning));
            }
        }
    }
    let touched = |line: &Vec<Run>| line.iter().any(|run| run.meaning != Meaning::Text);
    lines.retain(touched);
    lines
}
