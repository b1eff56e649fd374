//! What the screens ask for and what comes back; the worker answers every request once.

mod asked;
mod people;
mod told;
mod wanted;

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::backup::{Listed, Loss};
use crate::domain::columns::ColumnMap;
use crate::domain::communities::Shared;
use crate::domain::day::Moment;
use crate::domain::distribution::disclosure::Rule;
use crate::domain::distribution::estimate::Ranges;
use crate::domain::distribution::rest::{AuditProspect, Rest};
use crate::domain::distribution::{self, Content, Format, Selection, View, Wanted};
use crate::domain::draft::{Draft, ItemId};
use crate::domain::evidence::Evidence;
use crate::domain::flag::FlagRule;
use crate::domain::framework::Framework;
use crate::domain::identity::{
    AreaId, FrameworkKey, LevelId, PlanId, PupilId, PupilRef, RecordId, Role,
};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::drift::told::Drifted;
use crate::domain::moderation::queue::Bench;
use crate::domain::moderation::readings::{Beside, Decided};
use crate::domain::moderation::review::Decision;
use crate::domain::moderation::ruling::{Carry, Proposal, Ruling};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::prospect::Prospect;
use crate::domain::moderation::stands::Sat;
use crate::domain::movement::{ImportHead, Movement};
use crate::domain::paper::{Fate, Nearest, PaperId, Shown};
use crate::domain::provision::Provision;
use crate::domain::pupil::Newcomer;
use crate::domain::rates::{Filed, Ground, RateSet};
use crate::domain::sufficiency::outcome::Deciding;
use crate::domain::sufficiency::{Recorded, Report};
use crate::domain::survey::Survey;
use crate::domain::verification::Verification;

pub use crate::domain::case::{Case, CellPupil, Opening, Page, Story};

use super::chord::Chord;

pub use self::asked::Asked;
pub use self::told::{Counted, Written};
pub use self::wanted::{Cut, Which, Window};

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
    /// The system ends the program, or its terminal is gone.
    Leave,
    /// Somebody asks the program to sleep.
    Suspend,
    /// The program was asleep, and goes on.
    Continued,
    /// Something is to be said, whatever is on the screen.
    Say(String),
    /// The minutes without a key may be over.
    Idle,
}

/// What the program asks of the world around it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Hand a request to the worker.
    Ask(Ticket, Request),
    /// Let the long work of this ticket end where it is; its answer says that nothing was changed.
    Stop(Ticket),
    /// Give the terminal back and sleep until the system wakes the program.
    Sleep,
    /// Take the terminal again, whatever was done with it meanwhile.
    Retake,
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

/// What a screen asks for.
#[derive(Clone, Debug)]
pub enum Request {
    /// A stretch of the worklist.
    Worklist(Window),
    /// A pupil's case, to map it.
    Open(Which),
    /// Keep a draft.
    Save(Box<Draft>),
    /// Throw the draft away that the reader has in a role.
    Discard(PupilId, Role),
    /// Go on with a draft in the newer version of the plan.
    Renew(PupilId),
    /// Read stretches of a plan anew.
    Cut(Option<PlanId>, Cut),
    /// Read stretches of a plan as they would be; nothing is drawn anew yet.
    Preview(Option<PlanId>, Cut),
    /// How the same words were judged before, by whomever, under this framework.
    SameWords(ItemId, String),
    /// Record the draft as a mapping.
    Record(Box<Draft>),
    /// Record a moderator's draft as a blind reading, and lay it beside the officer's.
    ReadBlind(Box<Draft>),
    /// What waits for a review, and the samples.
    Bench,
    /// How steadily officers read.
    Drift,
    /// The estimate of the rest, and the samples behind it.
    Rest,
    /// What an audit sample of so many pupils would show.
    AuditProspect(u64),
    /// Draw an audit sample of so many pupils.
    DrawAudit(u64),
    /// The cohorts that have mappings, and what would be drawn of each.
    Cohorts,
    /// What carrying out a sample's outcome would do, mapping by mapping.
    Proposal(RecordId),
    /// Carry out a sample's outcome.
    Carry(Box<Carry>),
    /// Draw a sample of a cohort, from a seed where one is given.
    Draw(Cohort, Option<u64>),
    /// Where the reader stands with the standardisation set.
    Standing,
    /// Lift the review of an officer's new mappings, and why.
    Lift(String, String),
    /// Both readings of a pupil's plan.
    Beside(PupilRef),
    /// Decide what becomes of a pupil's mapping, in a role.
    Decide(PupilRef, Box<Decided>, Role),
    /// Put a rule aside as harmless for these pupils, or for all where none is named, and why.
    Harmless(FlagRule, Vec<PupilRef>, String),
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
    /// The distribution, crossed at least by one dimension, and who is counted where it is crossed by two.
    Distribution(Box<Wanted>, distribution::Which),
    /// From how many to how many of all in scope each tariff has; asked for once the counts are shown.
    Ranges,
    /// The pupils of a cell.
    Cell(Box<Wanted>, Selection),
    /// Keep what is counted as a view of this name.
    KeepView(String, Box<Wanted>),
    /// Forget the view of this name.
    ForgetView(String),
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
    Export(Box<Wanted>, Content, Format, Rule),
    /// Write how the plans are worded to files in the workspace's folder.
    Report,
    /// Look what the columns of a file are, before it comes in.
    Survey(String),
    /// Keep what the headers of a table stand for, under a name.
    KeepMap {
        /// The name.
        name: String,
        /// What each header stands for.
        map: ColumnMap,
        /// The headers, by which it is remembered.
        headers: Vec<String>,
    },
    /// Import a file or a folder.
    Import(String),
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
    /// What rates are tried out on: the pupils, the estimate, the files.
    Ground,
    /// Keep a set as a draft of its own under a name.
    KeepRates(String, Box<RateSet>),
    /// The plans that cost more than a rate set of this file gives.
    Shortfalls(String),
    /// Record what was decided of such a plan.
    DecideOutcome(Box<Deciding>),
    /// The Communities' budgets of a year of the method; of its first where none is named.
    Communities(Option<String>),
    /// The backups there are, by what they say of themselves.
    Backups,
    /// Make a backup.
    BackUp,
    /// Read the backup in a folder through.
    CheckBackup(PathBuf),
    /// What putting the backup in a folder in the workspace's place would lose.
    Loss(PathBuf),
    /// Put the backup in a folder in the workspace's place.
    Restore(PathBuf),
    /// Walk every record again.
    Verify,
    /// Keep a setting of this workspace (`theme`, `suggestions`).
    Keep(String, String),
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
    /// What waits for a review, and the samples.
    Bench(Box<Bench>),
    /// How steadily officers read.
    Drift(Box<Drifted>),
    /// The estimate of the rest, and the samples behind it.
    Rest(Box<Rest>),
    /// What an audit sample would show.
    AuditProspect(Box<AuditProspect>),
    /// So many pupils were drawn.
    Audited(u64),
    /// The cohorts that have mappings, everybody's first.
    Cohorts(Vec<Prospect>),
    /// A sample was drawn.
    Drawn(RecordId),
    /// What carrying out a sample's outcome would do.
    Proposal(Box<Proposal>),
    /// It was carried out.
    Carried(Box<Ruling>),
    /// Where the reader stands with the standardisation set.
    Standing(Box<Sat>),
    /// The review of an officer's new mappings was lifted; whose.
    Lifted(String),
    /// Both readings of a plan side by side.
    Beside(Box<Beside>),
    /// It was decided.
    Decided(Decision),
    /// The rule was put aside for so many mappings.
    Harmless(usize),
    /// The mapping was taken back.
    Withdrawn(RecordId),
    /// The distribution.
    Distribution(Box<Counted>),
    /// The ranges of the tariffs, or in a few words why there are none.
    Ranges(Ranges),
    /// The pupils of a cell.
    Cell(Vec<CellPupil>),
    /// The views that are kept.
    Views(Vec<View>),
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
    /// A backup is in the workspace's place, whatever was asked for: what is to be said of it, and what is to know of it;
    /// nothing where nobody had begun in it.
    Restored(String, Option<Box<Opening>>),
    /// A file was written; its name.
    Exported(String),
    /// The quality report was written.
    Reported(Box<Written>),
    /// What the columns of a file are; nothing where it is no table.
    Surveyed(Option<Box<Survey>>),
    /// The column map is kept.
    MapKept,
    /// The documents whose text is not in as a plan.
    Papers(Vec<Shown>),
    /// What has become of each of them.
    Fates(Vec<(PaperId, Fate)>),
    /// So many texts are in as plans.
    Taken(u64),
    /// The pupils found, best first.
    Found(Vec<Nearest>),
    /// What rates are tried out on.
    Ground(Box<Ground>),
    /// The set is kept, as it is in its file.
    RatesKept(Box<Filed<RateSet>>),
    /// The plans that cost more than they are given.
    Shortfalls(Box<Report>),
    /// What was decided is on the record.
    OutcomeKept(Box<Recorded>),
    /// The Communities' budgets.
    Communities(Box<Shared>),
    /// The backups there are, the latest first.
    Backups(Vec<Listed>),
    /// The backup was made.
    BackedUp(Box<Listed>),
    /// The backup was read through.
    BackupChecked(Box<Listed>),
    /// What restoring would lose.
    Loss(Box<Loss>),
    /// Every record was walked again.
    Verified(Box<Verification>),
    /// The setting is kept.
    Kept,
    /// It could not be done: what was wrong, and what to do next.
    Refused(String),
}
