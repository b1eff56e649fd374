//! Rulings: a cohort's outcome carried out, on record: what, for which mappings, in whose names, why.

use super::super::day::Moment;
use super::super::digest::Digester;
use super::super::framework::Framework;
use super::super::identity::{FrameworkKey, PupilId, PupilRef, Reader, RecordId};
use super::cohort::pattern::{Scope, Step};
use super::ranks::Measure;

/// What is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The cohort's mappings are shifted, in the name of a second moderator too.
    Shift {
        /// Who else answers for it.
        second: String,
        /// What is shifted, and by how much.
        steps: Vec<Step>,
    },
    /// They go back to be mapped again.
    Again(Scope),
}

/// A ruling as it is handed in to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The framework.
    pub framework: FrameworkKey,
    /// The sample whose outcome it carries out.
    pub sample: RecordId,
    /// What.
    pub what: What,
    /// The officers' mappings that it touches.
    pub mappings: Vec<RecordId>,
    /// Who made it.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}

/// A ruling on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Its id.
    pub id: RecordId,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was ruled.
    pub ruled: Ruled,
}

impl Ruling {
    /// Says what was carried out, when, and in whose names.
    pub fn sentence(&self, framework: &Framework) -> String {
        let (ruled, on) = (&self.ruled, self.recorded.day().long());
        let mappings = counted(ruled.mappings.len(), "mapping", "mappings");
        match &ruled.what {
            What::Shift { second, steps } => format!(
                "Carried out on {on} by {} with {second}: {mappings} shifted, {}.",
                ruled.reader.name,
                steps_words(steps, framework)
            ),
            What::Again(scope) => format!(
                "Carried out on {on} by {}: {mappings} sent back to be mapped again{}.",
                ruled.reader.name,
                scope_words(scope, framework)
            ),
        }
    }
}

/// An outcome to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carry {
    /// The sample.
    pub sample: RecordId,
    /// The second name, which a shift needs.
    pub second: Option<String>,
    /// Why.
    pub reason: String,
    /// The mark of the proposal that was looked at, where one was.
    pub shown: Option<String>,
}

/// What would be carried out, mapping by mapping, before it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The sample.
    pub sample: RecordId,
    /// The cohort in words.
    pub cohort: String,
    /// The steps of a shift; empty where mappings are sent back.
    pub steps: Vec<Step>,
    /// What is mapped again; nothing for a shift.
    pub scope: Option<Scope>,
    /// The mappings that it touches, by reference.
    pub moved: Vec<Moved>,
    /// Those of the cohort that stay as they are, and why, where that is not plain.
    pub left: Vec<Left>,
}

/// A mapping that a ruling touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The pupil.
    pub pupil: PupilId,
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The officer's mapping.
    pub mapping: RecordId,
    /// Who mapped.
    pub officer: String,
    /// Whether a moderator read it, whose reading is then taken.
    pub read: bool,
    /// What changes, from which rank to which; nothing where it is mapped again.
    pub sides: Vec<Side>,
}

impl Moved {
    /// Says what becomes of it: `Tariff T2 → T3, as a moderator read it`.
    pub fn words(&self, framework: &Framework) -> String {
        if self.sides.is_empty() {
            return format!("back to {}, to be mapped again", self.officer);
        }
        let sides: Vec<String> = self.sides.iter().map(|one| one.words(framework)).collect();
        let read = if self.read {
            ", as a moderator read it"
        } else {
            ""
        };
        format!("{}{read}", sides.join("; "))
    }
}

/// What changes of a mapping at one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The tariff, or an area.
    pub measure: Measure,
    /// The rank it has; nothing where there is none.
    pub from: Option<usize>,
    /// The rank it gets.
    pub to: Option<usize>,
}

impl Side {
    /// Says it in the framework's words: `Tariff T2 → T3`.
    pub fn words(&self, framework: &Framework) -> String {
        let words = |rank| self.measure.rank_words(framework, rank);
        let measure = self.measure.words(framework);
        format!("{measure} {} → {}", words(self.from), words(self.to))
    }
}

/// A mapping of the cohort that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// Why.
    pub why: String,
}

impl Proposal {
    /// What it is known by: twelve letters that are others as soon as anything of it is.
    pub fn mark(&self) -> String {
        let mut digester = Digester::new("proposal").part(self.sample.as_str().as_bytes());
        for one in &self.moved {
            digester = digester.part(one.mapping.as_str().as_bytes());
            for side in &one.sides {
                let words = format!("{} {:?} {:?}", side.measure, side.from, side.to);
                digester = digester.part(words.as_bytes());
            }
        }
        let digest = digester.finish().to_string();
        digest.chars().take(12).collect()
    }

    /// Whether it shifts.
    pub fn is_shift(&self) -> bool {
        self.scope.is_none()
    }

    /// Says in one sentence what would be done.
    pub fn sentence(&self, framework: &Framework) -> String {
        let mappings = counted(self.moved.len(), "mapping", "mappings");
        match &self.scope {
            None => format!(
                "{mappings} of {} shifted, {}.",
                self.cohort,
                steps_words(&self.steps, framework)
            ),
            Some(scope) => format!(
                "{mappings} of {} go back to be mapped again{}; each counts until it is.",
                self.cohort,
                scope_words(scope, framework)
            ),
        }
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// What a shift does: it takes off what the officers gave above the moderators.
fn steps_words(steps: &[Step], framework: &Framework) -> String {
    let words: Vec<String> = steps.iter().map(|step| step.words(framework)).collect();
    words.join("; ")
}

/// In what it is mapped again, where that is not everything.
fn scope_words(scope: &Scope, framework: &Framework) -> String {
    match scope {
        Scope::Cohort => String::new(),
        Scope::Area(area) => format!(" for {}", Measure::Area(area.clone()).words(framework)),
        Scope::Descriptor(area, rank) => {
            let measure = Measure::Area(area.clone());
            let level = measure.rank_words(framework, Some(*rank));
            format!(" for {} at level {level}", measure.words(framework))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::{AreaId, Role};
    use crate::domain::sample::framework;

    fn proposal() -> Proposal {
        Proposal {
            sample: RecordId::new("s"),
            cohort: "Ada".to_owned(),
            steps: vec![Step {
                measure: Measure::Tariff,
                by: -1,
            }],
            scope: None,
            moved: vec![Moved {
                pupil: PupilId::new("p"),
                reference: PupilRef::new("K-1"),
                mapping: RecordId::new("m"),
                officer: "Ada".to_owned(),
                read: false,
                sides: vec![Side {
                    measure: Measure::Tariff,
                    from: Some(0),
                    to: Some(1),
                }],
            }],
            left: Vec::new(),
        }
    }

    #[test]
    fn a_mark_is_another_as_soon_as_anything_is() {
        let shown = proposal();
        assert_eq!(shown.mark(), proposal().mark());
        assert_eq!(shown.mark().len(), 12);
        let mut other = proposal();
        other.moved[0].sides[0].to = Some(2);
        assert_ne!(other.mark(), shown.mark());
        other.moved.clear();
        assert_ne!(other.mark(), shown.mark());
    }

    #[test]
    fn what_is_done_and_what_was_done_are_sentences() {
        let framework = framework();
        let said = proposal().sentence(&framework);
        assert_eq!(said, "1 mapping of Ada shifted, Tariff 1 rank up.");
        let area = AreaId::new("ci");
        let again = Proposal {
            scope: Some(Scope::Area(area.clone())),
            ..proposal()
        };
        let name = &framework.areas[0].name;
        let said = again.sentence(&framework);
        assert!(
            said.contains(&format!("mapped again for {name};")),
            "{said}"
        );
        let mut ruling = Ruling {
            id: RecordId::new("r"),
            recorded: Moment::of_day("2026-11-20".parse().unwrap()),
            ruled: Ruled {
                framework: framework.key.clone(),
                sample: RecordId::new("s"),
                what: What::Shift {
                    second: "L. Lead".to_owned(),
                    steps: proposal().steps,
                },
                mappings: vec![RecordId::new("m"), RecordId::new("n")],
                reader: Reader {
                    name: "R. Hale".to_owned(),
                    role: Role::Moderator,
                },
                reason: "a level severe".to_owned(),
            },
        };
        assert_eq!(
            ruling.sentence(&framework),
            "Carried out on 20 Nov 2026 by R. Hale with L. Lead: 2 mappings shifted, Tariff 1 rank up."
        );
        ruling.ruled.what = What::Again(Scope::Descriptor(area, 1));
        let said = ruling.sentence(&framework);
        assert!(said.contains("by R. Hale: 2 mappings sent back"), "{said}");
        assert!(said.contains(&format!("for {name} at level 2.")), "{said}");
    }
}
