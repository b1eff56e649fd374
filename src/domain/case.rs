//! What the screens and the commands are shown: a page of the worklist, one pupil's case, one pupil's story.

use std::sync::Arc;

use super::amendment::Changes;
use super::caseload::{Event, Plan};
use super::draft::Draft;
use super::flag::rules::{Limits, Officer};
use super::framework::Framework;
use super::identity::{AreaId, LevelId, PupilId, PupilRef};
use super::mark::Mark;
use super::moderation::standard::Standing;
use super::provision::Reading;
use super::pupil::Facts;
use super::worklist::{OutOfScope, Outlook, Row};

/// What the screens must know when a workspace opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The framework that is mapped to.
    pub framework: Arc<Framework>,
    /// The reader's name.
    pub reader: String,
    /// What the person should be told first, an import's account say.
    pub told: Option<String>,
}

/// A stretch of the worklist, and where the whole stands.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// The place of the first row among those that the filter lets through.
    pub from: usize,
    /// How many the filter lets through.
    pub total: usize,
    /// How many pupils are in scope.
    pub in_scope: u64,
    /// How many are out of scope, by reason.
    pub out_of_scope: Vec<(OutOfScope, u64)>,
    /// How many in scope are taught in other authorities' schools.
    pub elsewhere: u64,
    /// How many in scope are done: recorded, or cannot be mapped.
    pub done: u64,
    /// The officers who have pupils of their own.
    pub officers: Vec<String>,
    /// How many documents wait for somebody to say whose they are.
    pub papers: u64,
    /// Where the reader stands with the standardisation set, where they have not passed it.
    pub standing: Option<Standing>,
    /// How many cases came back to the reader with a question.
    pub came_back: u64,
    /// When each priority group will be done.
    pub outlook: Outlook,
}

/// One pupil's case, with everything that the walk needs.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where the pupil stands in the worklist, and why.
    pub row: Row,
    /// What the import says; the screens of the walk show no need and no money.
    pub facts: Facts,
    /// The plan; nothing where its text has not come in.
    pub plan: Option<Plan>,
    /// The plan as read: what was left out, and warnings.
    pub reading: Reading,
    /// Where the text says how much, how often and by whom.
    pub marks: Vec<Mark>,
    /// The draft as it was left, or a new one.
    pub draft: Draft,
    /// What a newer version of the plan touched of the one that the draft reads, where one has come in.
    pub newer: Option<Changes>,
    /// Levels that moderators gave to provisions before: text, area, level.
    pub judged: Vec<(String, AreaId, LevelId)>,
    /// Who turned suggestions off for everyone, where somebody has.
    pub suggestions_off: Option<String>,
    /// How many of the pupil's group are done, and of how many.
    pub group: (u64, u64),
    /// The day the group will be done by, in words, where the pace tells.
    pub group_done_by: Option<String>,
    /// The mean time a pupil of those recorded today took, in words.
    pub pace: Option<String>,
    /// From where on the rules flag.
    pub limits: Limits,
    /// What the reader may know of themselves that flags what they map.
    pub officer: Officer,
}

/// A pupil of a cell of the distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPupil {
    /// The pupil.
    pub pupil: PupilId,
    /// The reference.
    pub reference: PupilRef,
    /// The name.
    pub name: String,
    /// The tariff, where mapped; where not, why not, in words.
    pub tariff: String,
}

/// A pupil's whole record.
#[derive(Clone, Debug)]
pub struct Story {
    /// What the latest import says.
    pub facts: Facts,
    /// What happened, latest first.
    pub events: Vec<Event>,
}
