//! Whom a reply speaks of: their names are taken in as they come, so that the mask knows them on every screen.

use super::Reply;
use crate::domain::mask::Mask;
use crate::domain::paper::{Nearest, Shown};

impl Reply {
    /// Takes the names and birth dates in that this reply brings to the screens. A reply that names pupils must say so here:
    /// what comes by no reply is hidden by nobody.
    pub fn people(&self, mask: &mut Mask) {
        match self {
            Self::Worklist(page) => page.rows.iter().for_each(|row| mask.name(&row.name)),
            Self::Case(case) => {
                mask.name(&case.row.name);
                mask.born(case.facts.dob);
            }
            Self::Beside(beside) => {
                mask.name(&beside.name);
                mask.born(beside.born);
            }
            Self::Cell(pupils) => pupils.iter().for_each(|pupil| mask.name(&pupil.name)),
            Self::History(story) => {
                mask.name(&story.facts.name());
                mask.born(story.facts.dob);
            }
            Self::Papers(papers) => papers.iter().for_each(|paper| document(paper, mask)),
            Self::Found(pupils) => pupils.iter().for_each(|pupil| near(pupil, mask)),
            // Pupils by their references, if at all.
            Self::NobodyNext
            | Self::Saved(_)
            | Self::Discarded
            | Self::Cut(..)
            | Self::Preview(..)
            | Self::SameWords(..)
            | Self::Recorded(_)
            | Self::Bench(_)
            | Self::Drift(_)
            | Self::Rest(_)
            | Self::AuditProspect(_)
            | Self::Audited(_)
            | Self::Cohorts(_)
            | Self::Drawn(_)
            | Self::Proposal(_)
            | Self::Carried(_)
            | Self::Standing(_)
            | Self::Lifted(_)
            | Self::Decided(_)
            | Self::Harmless(_)
            | Self::Withdrawn(_)
            | Self::Distribution(_)
            | Self::Ranges(_)
            | Self::Views(_)
            | Self::Frameworks(_)
            | Self::Imports(_)
            | Self::MovedBy(..)
            | Self::Undone(_)
            | Self::Validated(_)
            | Self::Evidence(_)
            | Self::Impact(..)
            | Self::Began(_)
            | Self::Restored(..)
            | Self::Exported(_)
            | Self::Reported(_)
            | Self::Surveyed(_)
            | Self::MapKept
            | Self::Fates(_)
            | Self::Taken(_)
            | Self::Ground(_)
            | Self::RatesKept(_)
            | Self::Shortfalls(_)
            | Self::Communities(_)
            | Self::OutcomeKept(_)
            | Self::Backups(_)
            | Self::BackedUp(_)
            | Self::BackupChecked(_)
            | Self::Loss(_)
            | Self::Verified(_)
            | Self::Kept
            | Self::Refused(_) => {}
        }
    }
}

fn document(paper: &Shown, mask: &mut Mask) {
    paper.nearest.iter().for_each(|pupil| near(pupil, mask));
}

fn near(pupil: &Nearest, mask: &mut Mask) {
    mask.name(&pupil.name);
    mask.born(pupil.dob);
}
