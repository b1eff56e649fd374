//! What became of a framework in a later version: its descriptors one by one, and its other parts.

mod parts;
mod path;

pub use path::Path;

use serde::Serialize;

use super::framework::{Descriptor, Framework, LineageKind};
use super::identity::DescriptorId;

/// What became of descriptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The same words at the same area and level.
    Same,
    /// Other words, or another area or level.
    Reworded,
    /// Another id.
    Renamed,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// It is no more.
    Dropped,
    /// It was not there before.
    New,
}

impl Fate {
    /// Every fate, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Same,
        Self::Reworded,
        Self::Renamed,
        Self::Split,
        Self::Merged,
        Self::Dropped,
        Self::New,
    ];

    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::Renamed => "renamed",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::New => "new",
        }
    }
}

impl From<LineageKind> for Fate {
    fn from(kind: LineageKind) -> Self {
        match kind {
            LineageKind::Same => Self::Same,
            LineageKind::Reworded => Self::Reworded,
            LineageKind::Renamed => Self::Renamed,
            LineageKind::Split => Self::Split,
            LineageKind::Merged => Self::Merged,
            LineageKind::Dropped => Self::Dropped,
        }
    }
}

/// How some descriptors of one version live on in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// What became of them.
    pub fate: Fate,
    /// Those of the earlier version; none where it is new.
    pub from: Vec<DescriptorId>,
    /// Those of the later version; none where it is no more.
    pub to: Vec<DescriptorId>,
    /// Whether judgements made against the earlier ones stand.
    pub carries: bool,
    /// Why, as the later version says it.
    pub reason: Option<String>,
}

impl Passage {
    /// Names the descriptors: `ci-3`, `ci-3 → ci-3a, ci-3b`.
    pub fn way(&self) -> String {
        let ids = |ids: &[DescriptorId]| {
            let ids: Vec<&str> = ids.iter().map(DescriptorId::as_str).collect();
            ids.join(", ")
        };
        match (self.from.is_empty(), self.to.is_empty()) {
            (true, _) => ids(&self.to),
            (_, true) => ids(&self.from),
            (false, false) if self.from == self.to => ids(&self.from),
            (false, false) => format!("{} → {}", ids(&self.from), ids(&self.to)),
        }
    }

    /// Says what becomes of judgements against the earlier ones.
    pub fn stands(&self) -> &'static str {
        match (self.fate, self.carries) {
            (Fate::New, _) => "nobody has judged against it",
            (_, true) => "judgements stand",
            (_, false) => "judgements go back",
        }
    }
}

/// Two versions side by side.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The earlier version.
    pub earlier: &'a Framework,
    /// The later version.
    pub later: &'a Framework,
    /// What became of the descriptors, in the earlier version's order, the new ones last.
    pub passages: Vec<Passage>,
    /// What became of the rest, in sentences: levels, areas, tariffs, scope, year, walk.
    pub parts: Vec<String>,
    /// The rule's sentences that are no more, and those that are new; both empty where it is the same.
    pub rule: (Vec<String>, Vec<String>),
}

impl<'a> Comparison<'a> {
    /// Compares two versions.
    ///
    /// The lineage of the later one counts where it names the earlier one as the version before; ids
    /// say the rest. What is said of a descriptor by a lineage holds whatever its words: a rename
    /// that is not said to carry sends judgements back.
    pub fn of(earlier: &'a Framework, later: &'a Framework) -> Self {
        Self {
            earlier,
            later,
            passages: passages(earlier, later),
            parts: parts::sentences(earlier, later),
            rule: parts::rule(earlier, later),
        }
    }

    /// Whether only the way to a tariff changed, so that every judgement stands and tariffs may not.
    pub fn is_derivation_alone(&self) -> bool {
        let stands = |passage: &Passage| passage.carries || passage.fate == Fate::New;
        parts::is_derived_otherwise(self.earlier, self.later) && self.passages.iter().all(stands)
    }

    /// Whether the way from levels to a tariff changed in any part.
    pub fn is_derived_otherwise(&self) -> bool {
        parts::is_derived_otherwise(self.earlier, self.later)
    }

    /// The text of a descriptor of the earlier version.
    pub fn before(&self, id: &DescriptorId) -> Option<&'a Descriptor> {
        find(self.earlier, id)
    }

    /// The text of a descriptor of the later version.
    pub fn after(&self, id: &DescriptorId) -> Option<&'a Descriptor> {
        find(self.later, id)
    }

    /// How many passages met each fate, in the order of the fates; those that none met are left out.
    pub fn counts(&self) -> Vec<(Fate, usize)> {
        let count = |fate: Fate| {
            let met = self.passages.iter().filter(|passage| passage.fate == fate);
            (fate, met.count())
        };
        (Fate::ALL.into_iter().map(count))
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

fn find<'a>(framework: &'a Framework, id: &DescriptorId) -> Option<&'a Descriptor> {
    framework.descriptors.iter().find(|one| one.id == *id)
}

fn passages(earlier: &Framework, later: &Framework) -> Vec<Passage> {
    let descends =
        later.key.id == earlier.key.id && later.previous.as_ref() == Some(&earlier.key.version);
    let lineage = if descends {
        later.lineage.as_slice()
    } else {
        &[]
    };
    let mut passages: Vec<Passage> = Vec::new();
    for descriptor in &earlier.descriptors {
        let id = &descriptor.id;
        let said = passages.iter().any(|passage| passage.from.contains(id));
        if said {
            continue;
        }
        let line = lineage.iter().find(|line| line.from.contains(id));
        passages.push(match line {
            Some(line) => Passage {
                fate: line.kind.into(),
                from: line.from.clone(),
                to: line.to.clone(),
                carries: line.carries
                    || line.kind == LineageKind::Same && is_same(line, earlier, later),
                reason: line.reason.clone(),
            },
            None => by_id(descriptor, later),
        });
    }
    for descriptor in &later.descriptors {
        let id = &descriptor.id;
        if !passages.iter().any(|passage| passage.to.contains(id)) {
            passages.push(Passage {
                fate: Fate::New,
                from: Vec::new(),
                to: vec![id.clone()],
                carries: false,
                reason: None,
            });
        }
    }
    passages
}

/// Whether every descriptor of a line has the same words, area and level in both versions.
fn is_same(line: &super::framework::Lineage, earlier: &Framework, later: &Framework) -> bool {
    let pairs = line.from.iter().zip(&line.to);
    let mut pairs = pairs.map(|(from, to)| find(earlier, from).zip(find(later, to)));
    pairs.all(|pair| pair.is_some_and(|(before, after)| same_words(before, after)))
}

fn same_words(before: &Descriptor, after: &Descriptor) -> bool {
    before.area == after.area && before.level == after.level && before.text == after.text
}

fn by_id(descriptor: &Descriptor, later: &Framework) -> Passage {
    let found = find(later, &descriptor.id);
    let same = found.is_some_and(|found| same_words(descriptor, found));
    let fate = match found {
        Some(_) if same => Fate::Same,
        Some(_) => Fate::Reworded,
        None => Fate::Dropped,
    };
    Passage {
        fate,
        from: vec![descriptor.id.clone()],
        to: found.map(|found| found.id.clone()).into_iter().collect(),
        carries: same,
        reason: None,
    }
}

#[cfg(test)]
mod tests;
