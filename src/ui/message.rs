//! What the screens ask for and what comes back; the worker answers every request once.

use std::sync::Arc;

use crate::domain::day::Moment;
use crate::domain::distribution::{Dimension, Distribution, Provenance, Selection, Table};
use crate::domain::draft::{Draft, ItemId};
use crate::domain::evidence::Evidence;
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, PupilId, RecordId};
use crate::domain::mapping::Mapping;
use crate::domain::movement::{ImportHead, Movement};
use crate::domain::paper::{Fate, Nearest, PaperId, Shown};
use crate::domain::provision::{AreaCode, Provision, Span};
use crate::domain::pupil::Newcomer;
use crate::domain::worklist::Filter;

pub use crate::domain::case::{Case, CellPupil, Opening, Page, Story};

use super::chord::Chord;

/// What reaches the program from outside.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted as one piece.
    Paste(String),
    /// The mouse: a click at a column and row, or the wheel turned by so many lines.
    Click(u16, u16),
    /// The wheel was turned at a column and row, by so many lines down (negative: up).
    Wheel(u16, u16, i16),
    /// The terminal has so many columns and rows.
    Resize(u16, u16),
    /// The worker answered.
    Reply(Ticket, Reply),
    /// The worker tells how far a long job has come.
    Progress(Progress),
    /// The worker is gone: it failed inside, and answers nothing any more.
    Stopped,
}

/// What the program asks of the world around it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Hand a request to the worker.
    Ask(Ticket, Request),
    /// Leave.
    Quit,
}

/// Ties a reply to its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// How far a long job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub what: String,
    /// How many are done.
    pub done: u64,
    /// Of how many, where that is known.
    pub of: Option<u64>,
}

/// A stretch of the worklist: what is on the screen, and a margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Which rows count.
    pub filter: Filter,
    /// The first row wanted, from 0.
    pub from: usize,
    /// How many.
    pub count: usize,
}

/// Which pupil to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one.
    Pupil(PupilId),
    /// The next to take, after this one where there was one.
    Next(Option<PupilId>),
    /// The one of a reference or UPN.
    Reference(String),
}

/// How provisions are to be drawn anew; positions count characters of the plan's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The provisions that go.
    pub from: Vec<ItemId>,
    /// The stretches that take their place, each with its area and heading.
    pub to: Vec<(Span, AreaCode, Option<String>)>,
}

/// What a screen asks for.
#[derive(Clone, Debug)]
pub enum Request {
    /// A stretch of the worklist.
    Worklist(Window),
    /// A pupil's case, to map it.
    Open(Which),
    /// Keep a draft.
    Save(Box<Draft>),
    /// Throw a draft away.
    Discard(PupilId),
    /// Go on with a draft in the newer version of the plan.
    Renew(PupilId),
    /// Read stretches of the pupil's plan anew.
    Cut(PupilId, Cut),
    /// Read stretches of the pupil's plan as they would be; nothing is drawn anew yet.
    Preview(PupilId, Cut),
    /// How the same words were judged before, by whomever, under this framework.
    SameWords(ItemId, String),
    /// Record the draft as a mapping.
    Record(Box<Draft>),
    /// Take a mapping back.
    Withdraw(RecordId, String),
    /// Make a plan from pasted text, for a known pupil or a new reference.
    PastePlan {
        /// The pupil's reference.
        reference: String,
        /// What is said of a pupil whom no import has named.
        newcomer: Newcomer,
        /// The text.
        text: String,
    },
    /// The distribution, crossed; at least by one dimension.
    Distribution(Vec<Dimension>),
    /// The pupils of a cell.
    Cell(Selection),
    /// All that happened to a pupil's case.
    History(PupilId),
    /// The frameworks that can be read.
    Frameworks,
    /// Every import.
    Imports,
    /// What an import moved.
    MovedBy(ImportHead),
    /// Undo an import as a whole.
    UndoImport(ImportHead),
    /// Check the caseload and write what to mend.
    Validate,
    /// What the readings of a framework version say of its descriptors.
    Evidence(FrameworkKey),
    /// Say what taking a framework version would do to what was mapped; nothing is taken yet.
    Impact(FrameworkKey),
    /// Take a framework version for this workspace.
    Adopt(FrameworkKey),
    /// Write the distribution to a file in the workspace's folder.
    Export(Vec<Dimension>),
    /// Write how the plans are worded to files in the workspace's folder.
    Report,
    /// The documents whose pupil is not sure.
    Papers,
    /// Settle a document, or let it wait again.
    Settle(PaperId, Fate),
    /// Take the texts of settled documents in as plans.
    TakeSettled,
    /// Pupils whose name or reference is like this.
    FindPupils(String),
    /// Write who in scope has no plan text to a file in the workspace's folder.
    Missing,
    /// The first run's three answers.
    Begin {
        /// The reader's name.
        name: String,
        /// The framework to map against.
        framework: FrameworkKey,
        /// The caseload file to import; none for an empty start.
        caseload: Option<String>,
    },
    /// Keep a setting of this workspace (`theme`, `suggestions`).
    Keep(String, String),
}

/// The kinds of request; of those that a screen repeats, only the latest answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A stretch of the worklist.
    Worklist,
    /// A case to map.
    Open,
    /// A draft to keep.
    Save,
    /// A draft to throw away.
    Discard,
    /// A draft to go on in a newer version.
    Renew,
    /// Provisions to draw anew.
    Cut,
    /// Provisions as they would be.
    Preview,
    /// The same words elsewhere.
    SameWords,
    /// A mapping to record.
    Record,
    /// A mapping to take back.
    Withdraw,
    /// A plan to make.
    PastePlan,
    /// The distribution.
    Distribution,
    /// The pupils of a cell.
    Cell,
    /// A pupil's record.
    History,
    /// The frameworks.
    Frameworks,
    /// The imports.
    Imports,
    /// What an import moved.
    MovedBy,
    /// An import to undo.
    UndoImport,
    /// A caseload to check.
    Validate,
    /// What readings say of descriptors.
    Evidence,
    /// What taking a framework would do.
    Impact,
    /// A framework to take.
    Adopt,
    /// A file to write.
    Export,
    /// A report to write.
    Report,
    /// The documents that wait.
    Papers,
    /// A document to settle.
    Settle,
    /// Texts to take in.
    TakeSettled,
    /// Pupils to find.
    FindPupils,
    /// A list of missing texts to write.
    Missing,
    /// A workspace to begin.
    Begin,
    /// A setting to keep.
    Keep,
}

impl Request {
    /// Which kind it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Worklist(_) => Asked::Worklist,
            Self::Open(_) => Asked::Open,
            Self::Save(_) => Asked::Save,
            Self::Discard(_) => Asked::Discard,
            Self::Renew(_) => Asked::Renew,
            Self::Cut(..) => Asked::Cut,
            Self::Preview(..) => Asked::Preview,
            Self::SameWords(..) => Asked::SameWords,
            Self::Record(_) => Asked::Record,
            Self::Withdraw(..) => Asked::Withdraw,
            Self::PastePlan { .. } => Asked::PastePlan,
            Self::Distribution(_) => Asked::Distribution,
            Self::Cell(_) => Asked::Cell,
            Self::History(_) => Asked::History,
            Self::Frameworks => Asked::Frameworks,
            Self::Imports => Asked::Imports,
            Self::MovedBy(_) => Asked::MovedBy,
            Self::UndoImport(_) => Asked::UndoImport,
            Self::Validate => Asked::Validate,
            Self::Evidence(_) => Asked::Evidence,
            Self::Impact(_) => Asked::Impact,
            Self::Adopt(_) => Asked::Adopt,
            Self::Export(_) => Asked::Export,
            Self::Report => Asked::Report,
            Self::Papers => Asked::Papers,
            Self::Settle(..) => Asked::Settle,
            Self::TakeSettled => Asked::TakeSettled,
            Self::FindPupils(_) => Asked::FindPupils,
            Self::Missing => Asked::Missing,
            Self::Begin { .. } => Asked::Begin,
            Self::Keep(..) => Asked::Keep,
        }
    }
}

/// What comes back.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A stretch of the worklist.
    Worklist(Box<Page>),
    /// A case, ready to map.
    Case(Box<Case>),
    /// Nobody is left to take.
    NobodyNext,
    /// The draft is kept; the moment it was.
    Saved(Moment),
    /// The draft is gone.
    Discarded,
    /// The provisions read anew, in the order asked for.
    Cut(Cut, Vec<Provision>),
    /// The provisions as they would be.
    Preview(Cut, Vec<Provision>),
    /// How often the same words were given which area and level.
    SameWords(ItemId, Vec<(AreaId, Option<LevelId>, u32)>),
    /// Recorded: what the screen may now call saved.
    Recorded(Box<Mapping>),
    /// The mapping was taken back.
    Withdrawn(RecordId),
    /// The distribution.
    Distribution(Box<Counted>),
    /// The pupils of a cell.
    Cell(Vec<CellPupil>),
    /// All that happened to a pupil's case, latest first.
    History(Box<Story>),
    /// The frameworks that can be read; the adopted one first.
    Frameworks(Vec<Arc<Framework>>),
    /// Every import, the latest first.
    Imports(Vec<ImportHead>),
    /// What an import moved; its id.
    MovedBy(String, Vec<Movement>),
    /// The import was undone; what that did, in words.
    Undone(String),
    /// The caseload was checked; what was found and where it stands, in words.
    Validated(String),
    /// What readings say of descriptors, what to redraft first at the top.
    Evidence(Vec<Evidence>),
    /// What taking a framework version would do, in sentences; none where nothing was mapped before.
    Impact(FrameworkKey, Vec<String>),
    /// The workspace is ready, or another framework was taken for it.
    Began(Box<Opening>),
    /// A file was written; its name.
    Exported(String),
    /// The quality report was written.
    Reported(Box<Written>),
    /// The documents whose text is not in as a plan.
    Papers(Vec<Shown>),
    /// What has become of each of them.
    Fates(Vec<(PaperId, Fate)>),
    /// So many texts are in as plans.
    Taken(u64),
    /// The pupils found, best first.
    Found(Vec<Nearest>),
    /// The setting is kept.
    Kept,
    /// It could not be done: what was wrong, and what to do next.
    Refused(String),
}

/// A quality report that was written, and where its files stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many plans were read.
    pub plans: u64,
    /// How many could not be.
    pub not_read: u64,
    /// The folder.
    pub folder: String,
    /// The name of the page to read and print.
    pub page: String,
    /// The names of the tables: of the plans, and of the vague words.
    pub tables: [String; 2],
}

/// The distribution, and the same crossed by the first dimension that was asked for.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// The whole caseload.
    pub distribution: Distribution,
    /// Those in scope: the first dimension down, the tariffs across.
    pub table: Table,
}
