//! The kinds of request.

use super::Request;

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
    /// A blind reading to record.
    ReadBlind,
    /// What waits for a review.
    Bench,
    /// How steadily officers read.
    Drift,
    /// The estimate of the rest.
    Rest,
    /// What an audit sample would show.
    AuditProspect,
    /// An audit sample to draw.
    DrawAudit,
    /// The cohorts.
    Cohorts,
    /// A sample to draw.
    Draw,
    /// What carrying out an outcome would do.
    Proposal,
    /// An outcome to carry out.
    Carry,
    /// Where the reader stands with the set.
    Standing,
    /// A review to lift.
    Lift,
    /// Both readings.
    Beside,
    /// A decision to record.
    Decide,
    /// A rule to put aside.
    Harmless,
    /// A mapping to take back.
    Withdraw,
    /// A plan to make.
    PastePlan,
    /// The distribution.
    Distribution,
    /// The ranges of its tariffs.
    Ranges,
    /// The pupils of a cell.
    Cell,
    /// A view to keep.
    KeepView,
    /// A view to forget.
    ForgetView,
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
    /// The columns of a file.
    Survey,
    /// A column map to keep.
    KeepMap,
    /// A file to import.
    Import,
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
    /// What rates are tried out on.
    Ground,
    /// A rate set to keep.
    KeepRates,
    /// The plans that cost more.
    Shortfalls,
    /// An outcome to record.
    DecideOutcome,
    /// The Communities' budgets.
    Communities,
    /// The backups there are.
    Backups,
    /// A backup to make.
    BackUp,
    /// A backup to read through.
    CheckBackup,
    /// What restoring would lose.
    Loss,
    /// A backup to restore.
    Restore,
    /// The records to walk again.
    Verify,
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
            Self::Discard(..) => Asked::Discard,
            Self::Renew(_) => Asked::Renew,
            Self::Cut(..) => Asked::Cut,
            Self::Preview(..) => Asked::Preview,
            Self::SameWords(..) => Asked::SameWords,
            Self::Record(_) => Asked::Record,
            Self::ReadBlind(_) => Asked::ReadBlind,
            Self::Bench => Asked::Bench,
            Self::Drift => Asked::Drift,
            Self::Rest => Asked::Rest,
            Self::AuditProspect(_) => Asked::AuditProspect,
            Self::DrawAudit(_) => Asked::DrawAudit,
            Self::Cohorts => Asked::Cohorts,
            Self::Draw(..) => Asked::Draw,
            Self::Proposal(_) => Asked::Proposal,
            Self::Carry(_) => Asked::Carry,
            Self::Standing => Asked::Standing,
            Self::Lift(..) => Asked::Lift,
            Self::Beside(_) => Asked::Beside,
            Self::Decide(..) => Asked::Decide,
            Self::Harmless(..) => Asked::Harmless,
            Self::Withdraw(..) => Asked::Withdraw,
            Self::PastePlan { .. } => Asked::PastePlan,
            Self::Distribution(..) => Asked::Distribution,
            Self::Ranges => Asked::Ranges,
            Self::Cell(..) => Asked::Cell,
            Self::KeepView(..) => Asked::KeepView,
            Self::ForgetView(_) => Asked::ForgetView,
            Self::History(_) => Asked::History,
            Self::Frameworks => Asked::Frameworks,
            Self::Imports => Asked::Imports,
            Self::MovedBy(_) => Asked::MovedBy,
            Self::UndoImport(_) => Asked::UndoImport,
            Self::Validate => Asked::Validate,
            Self::Evidence(_) => Asked::Evidence,
            Self::Impact(_) => Asked::Impact,
            Self::Adopt(_) => Asked::Adopt,
            Self::Export(..) => Asked::Export,
            Self::Report => Asked::Report,
            Self::Survey(_) => Asked::Survey,
            Self::KeepMap { .. } => Asked::KeepMap,
            Self::Import(_) => Asked::Import,
            Self::Papers => Asked::Papers,
            Self::Settle(..) => Asked::Settle,
            Self::TakeSettled => Asked::TakeSettled,
            Self::FindPupils(_) => Asked::FindPupils,
            Self::Missing => Asked::Missing,
            Self::Begin { .. } => Asked::Begin,
            Self::Ground => Asked::Ground,
            Self::KeepRates(..) => Asked::KeepRates,
            Self::Shortfalls(_) => Asked::Shortfalls,
            Self::DecideOutcome(_) => Asked::DecideOutcome,
            Self::Communities(_) => Asked::Communities,
            Self::Backups => Asked::Backups,
            Self::BackUp => Asked::BackUp,
            Self::CheckBackup(_) => Asked::CheckBackup,
            Self::Loss(_) => Asked::Loss,
            Self::Restore(_) => Asked::Restore,
            Self::Verify => Asked::Verify,
            Self::Keep(..) => Asked::Keep,
        }
    }
}

impl Asked {
    /// Whether it is long work: it runs beside all else, tells how far it has come and can be stopped.
    pub fn is_long(self) -> bool {
        self.words().is_some()
    }

    /// Whether it reads the whole caseload for a screen: beside all else, so that no key waits for it.
    pub fn is_aside(self) -> bool {
        matches!(
            self,
            Self::Bench
                | Self::Cohorts
                | Self::Proposal
                | Self::Rest
                | Self::AuditProspect
                | Self::Ranges
                | Self::Ground
                | Self::Shortfalls
                | Self::Communities
        )
    }

    /// Whether it is short and writes to the workspace's file, which one at a time can.
    pub fn writes(self) -> bool {
        matches!(
            self,
            Self::Save
                | Self::Discard
                | Self::Renew
                | Self::Record
                | Self::ReadBlind
                | Self::Decide
                | Self::Harmless
                | Self::Lift
                | Self::Withdraw
                | Self::PastePlan
                | Self::KeepMap
                | Self::Settle
                | Self::TakeSettled
                | Self::DecideOutcome
                | Self::Keep
        )
    }

    /// What long work is called in a sentence; nothing of short work.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Import => Some("the import"),
            Self::Begin => Some("making the workspace"),
            Self::Adopt => Some("taking the framework"),
            Self::Impact => Some("looking what the framework would do"),
            Self::Validate => Some("checking the caseload"),
            Self::Report => Some("the quality report"),
            Self::Evidence => Some("counting the judgements"),
            Self::Papers => Some("matching the documents"),
            Self::UndoImport => Some("undoing the import"),
            Self::Drift => Some("looking how steadily officers read"),
            Self::Draw => Some("drawing the sample"),
            Self::DrawAudit => Some("drawing the audit sample"),
            Self::Carry => Some("carrying the outcome out"),
            Self::BackUp => Some("the backup"),
            Self::CheckBackup => Some("reading the backup through"),
            Self::Restore => Some("the restoring"),
            Self::Verify => Some("verifying the workspace"),
            Self::Worklist
            | Self::Open
            | Self::Save
            | Self::Discard
            | Self::Renew
            | Self::Cut
            | Self::Preview
            | Self::SameWords
            | Self::Record
            | Self::ReadBlind
            | Self::Bench
            | Self::Cohorts
            | Self::Rest
            | Self::AuditProspect
            | Self::Proposal
            | Self::Standing
            | Self::Lift
            | Self::Beside
            | Self::Decide
            | Self::Harmless
            | Self::Withdraw
            | Self::PastePlan
            | Self::Distribution
            | Self::Ranges
            | Self::Cell
            | Self::KeepView
            | Self::ForgetView
            | Self::History
            | Self::Frameworks
            | Self::Imports
            | Self::MovedBy
            | Self::Export
            | Self::Survey
            | Self::KeepMap
            | Self::Settle
            | Self::TakeSettled
            | Self::FindPupils
            | Self::Missing
            | Self::Ground
            | Self::KeepRates
            | Self::Shortfalls
            | Self::DecideOutcome
            | Self::Communities
            | Self::Backups
            | Self::Loss
            | Self::Keep => None,
        }
    }
}
