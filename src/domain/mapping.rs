//! Mappings: one reader's complete, recorded judgement of one plan version.

use serde::{Deserialize, Serialize};

use super::day::Moment;
use super::derive::Outcome;
use super::digest::Digest;
use super::flag::Flag;
use super::identity::{AreaId, FrameworkKey, LevelId, Origin, PlanId, PupilId, Reader, RecordId};
use super::judgement::Judged;
use super::place::{Phase, Setting};
use super::provision::Provision;

/// A suggestion that a reader saw, and whether the level given was one of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The provision's number.
    pub n: u32,
    /// The area suggested.
    pub area: AreaId,
    /// The level suggested.
    pub level: LevelId,
    /// Its place among those offered, from 1.
    pub place: u32,
    /// Whether the reader took it.
    pub taken: bool,
}

/// How a reader came to a mapping: what was seen, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// When the walk began.
    pub opened: Moment,
    /// When the tariff was first shown; nothing where it never was before recording.
    pub revealed: Option<Moment>,
    /// Whether a judgement or level changed after that.
    pub changed_after_reveal: bool,
    /// The suggestions shown.
    pub offered: Vec<Offered>,
}

impl Course {
    /// The course of what was recorded as it was opened: judgements that came in a file, say.
    pub fn at_once(now: Moment) -> Self {
        Self {
            opened: now,
            revealed: None,
            changed_after_reveal: false,
            offered: Vec::new(),
        }
    }
}

/// What a mapping took over untouched from an earlier one: of an earlier version of the plan, or of the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// The earlier mapping.
    pub from: RecordId,
    /// The provisions whose judgement stands as it was, each with its number there.
    pub provisions: Vec<(u32, u32)>,
    /// The areas whose level does.
    pub areas: Vec<AreaId>,
}

impl Sheet {
    /// Says what was taken over from an earlier mapping and how: with an amended plan, or with a later version of the
    /// framework; nothing where nothing was.
    pub fn carried_words(&self) -> Option<String> {
        let over = self.taken_over.as_ref();
        match (&self.ruled, over) {
            (Some(ruling), Some(over)) => {
                return Some(format!(
                    "mapping {}, shifted with its whole cohort by the ruling {ruling}",
                    over.from
                ));
            }
            (Some(ruling), None) => {
                return Some(format!(
                    "a moderator's blind reading, which the ruling {ruling} on its cohort put in the officer's place"
                ));
            }
            (None, _) => {}
        }
        let over = over?;
        Some(match &self.adopted_by {
            Some(name) => format!(
                "stands as mapping {} did: {name} adopted {}, which left its words as they were",
                over.from, self.framework
            ),
            None => over.words(),
        })
    }
}

impl TakenOver {
    /// Says what stands as it was, and where: `provisions 1, 4 and the level of cl stand untouched as in mapping …`.
    pub fn words(&self) -> String {
        let listed = |one: &str, several: &str, names: Vec<String>| match names.as_slice() {
            [] => None,
            [only] => Some(format!("{one} {only}")),
            more => Some(format!("{several} {}", more.join(", "))),
        };
        let numbers = self.provisions.iter().map(|(n, _)| n.to_string());
        let areas = self.areas.iter().map(ToString::to_string);
        let parts = [
            listed("provision", "provisions", numbers.collect()),
            listed("the level of", "the levels of", areas.collect()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let stand = if self.provisions.len() + self.areas.len() == 1 {
            "stands"
        } else {
            "stand"
        };
        if parts.is_empty() {
            return format!(
                "begun beside mapping {}, of which nothing stands untouched",
                self.from
            );
        }
        format!(
            "{} {stand} untouched as in mapping {}",
            parts.join(" and "),
            self.from
        )
    }
}

/// What a reader hands in to be recorded; the store adds its id, origin and place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The pupil.
    pub pupil: PupilId,
    /// The plan version that was read; nothing where there was no plan text to read.
    pub plan: Option<PlanId>,
    /// The framework and its version.
    pub framework: FrameworkKey,
    /// The digest of the framework's file.
    pub framework_hash: Digest,
    /// Who read.
    pub reader: Reader,
    /// The pupil's setting as the derivation took it.
    pub setting: Option<Setting>,
    /// The pupil's phase as the derivation took it.
    pub phase: Option<Phase>,
    /// The provisions as the reader bounded them.
    pub provisions: Vec<Provision>,
    /// What the reader made of them.
    pub judged: Judged,
    /// What the rule made of that; nothing where the plan cannot be mapped.
    pub outcome: Option<Outcome>,
    /// What somebody should look at.
    pub flags: Vec<Flag>,
    /// How the reader came to it.
    pub course: Course,
    /// What of it was taken over untouched from a mapping of an earlier version of the plan.
    #[serde(default)]
    pub taken_over: Option<TakenOver>,
    /// Who adopted the framework's version, where the mapping was not read but stands under it as it was.
    #[serde(default)]
    pub adopted_by: Option<String>,
    /// What it was read for, where it does not count by itself.
    #[serde(default)]
    pub purpose: Option<Purpose>,
    /// The ruling that made it, where it was not read but a cohort's outcome was carried out.
    #[serde(default)]
    pub ruled: Option<RecordId>,
}

/// What a mapping was read for, where it does not count by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A moderator's own reading, made without sight of the officer's.
    Blind,
    /// A plan with an agreed answer, dropped in unseen.
    Seed,
    /// A plan of a standardisation set.
    Standard,
}

impl Purpose {
    /// The words for it, after "read as".
    pub fn words(self) -> &'static str {
        match self {
            Self::Blind => "a blind reading",
            Self::Seed => "a seed",
            Self::Standard => "part of a standardisation set",
        }
    }
}

/// A recorded mapping. It never changes: a correction is another mapping, an undo a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Its id.
    pub id: RecordId,
    /// The workspace that made it.
    pub origin: Origin,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was recorded.
    pub sheet: Sheet,
    /// The withdrawal that took it back, if one did.
    pub withdrawn: Option<Withdrawal>,
}

/// A mapping taken back: itself a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Its id.
    pub id: RecordId,
    /// The mapping taken back.
    pub mapping: RecordId,
    /// Who took it back.
    pub reader: Reader,
    /// Why.
    pub reason: String,
    /// When.
    pub recorded: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(provisions: &[(u32, u32)], areas: &[&str], expected: &str) {
        let over = TakenOver {
            from: RecordId::new("m"),
            provisions: provisions.to_vec(),
            areas: areas.iter().map(|area| AreaId::new(*area)).collect(),
        };
        assert_eq!(over.words(), expected);
    }

    #[test]
    fn what_was_taken_over_is_named() {
        let both = "provisions 1, 4 and the level of cl stand untouched as in mapping m";
        case(&[(1, 2), (4, 3)], &["cl"], both);
        case(
            &[(1, 2)],
            &[],
            "provision 1 stands untouched as in mapping m",
        );
        let none = "begun beside mapping m, of which nothing stands untouched";
        case(&[], &[], none);
    }
}
