//! Both readings of a plan side by side, and a decision as it is handed in.

use super::super::day::Day;
use super::super::framework::Framework;
use super::super::identity::{AreaId, LevelId, PupilRef};
use super::super::mapping::Mapping;
use super::review::Decision;
use super::tolerance::{self, Difference};

/// A provision as both readers judged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provisioned {
    /// Its words, as the officer bounded them.
    pub text: String,
    /// What the officer took it for.
    pub officer: Vec<String>,
    /// What the moderator took it for; nothing where their provisions do not meet it.
    pub moderator: Vec<String>,
    /// What the school took it for, where it read the plan.
    pub school: Option<Vec<String>>,
}

impl Provisioned {
    /// Whether both took it for the same.
    pub fn is_same(&self) -> bool {
        self.officer == self.moderator
    }

    /// Whether the school took it for the same as the officer.
    pub fn is_schools(&self) -> bool {
        self.school.as_ref() == Some(&self.officer)
    }
}

/// The school's own reading of a plan, and how the officer's differs from it.
#[derive(Clone, Debug)]
pub struct SchoolRead {
    /// The school's reading.
    pub mapping: Mapping,
    /// The officer's reading held against the school's.
    pub difference: Difference,
}

/// The officer's and the school's reading of a plan side by side.
#[derive(Clone, Debug)]
pub struct SchoolBeside {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The officer's mapping.
    pub officer: Mapping,
    /// The school's reading.
    pub school: Mapping,
    /// The officer's reading held against the school's.
    pub difference: Difference,
    /// The provisions, those that were judged differently first.
    pub provisions: Vec<Provisioned>,
}

/// Both readings of a plan side by side.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The pupil's reference.
    pub reference: PupilRef,
    /// The pupil's name, which is hidden among the words of the plan where names are.
    pub name: String,
    /// The birth date, likewise.
    pub born: Option<Day>,
    /// The officer's mapping.
    pub officer: Mapping,
    /// The moderator's blind reading.
    pub moderator: Mapping,
    /// How they differ.
    pub difference: Difference,
    /// The provisions, those that were judged differently first.
    pub provisions: Vec<Provisioned>,
    /// The school's own reading of the same plan version, where it sent one back.
    pub school: Option<SchoolRead>,
    /// The last word on it, where there is one; of readings that are the same or within tolerance it is given at once.
    pub last: Option<Word>,
}

/// What was said of a case last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What was decided.
    pub decision: Decision,
    /// Who said so.
    pub by: String,
    /// Why; of a case that was returned the question, of one that was answered the answer.
    pub reason: Option<String>,
}

impl Word {
    /// What was said, in a sentence.
    pub fn sentence(&self) -> String {
        let by = &self.by;
        let said = match self.decision {
            Decision::Answered => format!("{by} answered"),
            Decision::Returned => format!("{by} asked the officer"),
            Decision::Escalated => format!("{by} brought it to the board"),
            Decision::Agreed
            | Decision::Within
            | Decision::Adjusted
            | Decision::CannotMap
            | Decision::Harmless => format!("{by} decided: {}", self.decision.words()),
        };
        match &self.reason {
            Some(reason) => format!("{said}: “{reason}”"),
            None => said + ".",
        }
    }
}

impl Beside {
    /// The decision that closed the case; nothing where it is still to be decided, or waits for an answer or the board.
    pub fn closed(&self) -> Option<Decision> {
        let last = self.last.as_ref().map(|last| last.decision);
        last.filter(|decision| decision.is_final())
    }
}

/// An area, and where it turned on one its level.
pub type Descriptor = (AreaId, Option<LevelId>);

/// A decision as it is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Why; of a case that is returned, the question.
    pub reason: Option<String>,
    /// The descriptor that it turned on.
    pub descriptor: Option<Descriptor>,
}

/// How two readings lie beside each other at one measure, in words.
pub fn side_words(side: &tolerance::Beside) -> &'static str {
    match (side.by, side.within) {
        (Some(0), _) => "the same",
        (_, true) => "within tolerance",
        (_, false) => "outside tolerance",
    }
}

/// The level of a rank on an area's own scale.
pub fn level_at<'a>(framework: &'a Framework, area: &AreaId, rank: usize) -> Option<&'a LevelId> {
    framework.area(area)?.levels.get(rank)
}
