//! The rest and what is done about it: how an audit sample is asked for, what one would show, and how far each is.

use super::super::identity::{PupilRef, RecordId};
use super::audit::AuditHead;
use super::dimension::Dimension;
use super::estimate::{Laid, Moved, Progress, Prospect};

/// How an audit sample is to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditOrder {
    /// How many pupils; nothing where it is only asked what sizes would show.
    pub wanted: Option<u64>,
    /// What to stratify by; setting and phase, or as the sample that is extended, where nothing is said.
    pub by: Option<Vec<Dimension>>,
    /// Whether it takes the place of the samples before.
    pub afresh: bool,
    /// The seed; drawn too where none is given.
    pub seed: Option<u64>,
    /// What somebody notes of it.
    pub note: String,
}

/// What a sample of so many would show.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditSize {
    /// How many are drawn.
    pub pupils: u64,
    /// Half the width of a share's own interval at the worst.
    pub alone: f64,
    /// The same where all shares are to hold together.
    pub together: f64,
    /// The same of the widest interval as shares are known so far, where anything is.
    pub guessed: Option<f64>,
}

/// What a sample would show, before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditProspect {
    /// What it is stratified by.
    pub by: Vec<Dimension>,
    /// The sample that it extends; nothing where it is drawn afresh.
    pub extends: Option<RecordId>,
    /// How many are drawn of each stratum, and what that shows; with the number asked for, or with none.
    pub prospect: Prospect,
    /// How many were drawn before and are in scope.
    pub before: u64,
    /// How many can be drawn at all.
    pub most: u64,
    /// The fewest that can be drawn.
    pub least: u64,
    /// How many have to be drawn so that no share's own interval reaches further than one point to either side.
    pub one_point: u64,
    /// What other sizes would show.
    pub sizes: Vec<AuditSize>,
}

/// A pupil of an audit sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCase {
    /// The pupil's reference; the id where the pupil is not here.
    pub reference: PupilRef,
    /// The place of the stratum.
    pub stratum: usize,
    /// Whether a mapping counts.
    pub is_read: bool,
    /// Whether the pupil is in scope now.
    pub in_scope: bool,
}

/// An audit sample and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditState {
    /// The sample.
    pub head: AuditHead,
    /// Whether it counts, or another was drawn in its place.
    pub counts: bool,
    /// How many it drew, those passed over aside.
    pub drawn: u64,
    /// How many of these are in scope now.
    pub in_scope: u64,
    /// How many of these are read.
    pub read: u64,
}

/// All that a screen shows of the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// What the estimate is made of.
    pub laid: Laid,
    /// What a sample, or more of the one there is, would show; nothing where nobody is left to draw.
    pub prospect: Option<AuditProspect>,
    /// How far each stratum of the samples has come.
    pub progress: Vec<Progress>,
    /// The samples, oldest first.
    pub audits: Vec<AuditState>,
    /// How the estimate moved, at the end of each week.
    pub moved: Vec<Moved>,
}
