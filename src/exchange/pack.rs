//! The rate-setting pack: all that a Schools Forum is told before it settles rates, as one page and one workbook made of the
//! same sections.
//!
//! What is for everyone is reckoned from one release of the distribution: every other count that stands beside it is either
//! part of it, rounded, or left out, so that no two can be subtracted from each other (see [`crate::domain::publishing`]).

mod assumptions;
mod book;
mod checked;
mod codes;
mod communities;
mod covered;
mod equality;
mod glossary;
mod headline;
mod json;
mod limits;
mod moves;
mod options;
mod page;
mod pieces;
mod proposal;
mod unmapped;

use crate::domain::communities::Shared;
use crate::domain::digest::Digest;
use crate::domain::distribution::disclosure::Release;
use crate::domain::distribution::equality::Equality;
use crate::domain::distribution::estimate::{Estimate, Refused};
use crate::domain::distribution::{Distribution, Provenance};
use crate::domain::exact::Money;
use crate::domain::framework::Framework;
use crate::domain::moderation::slice::Sliced;
use crate::domain::rates::{Elements, Envelope};
use crate::domain::sufficiency::CostBook;

pub use book::xlsx;
pub use json::json;
pub use page::html;
pub use proposal::Proposal;

use pieces::Section;

/// A file that figures rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rested {
    /// Its name.
    pub file: String,
    /// The digest of its text.
    pub hash: Digest,
}

/// How alike officers and moderators read at the tariff, on the plans that samples drew at random and both read.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// Of all plans read twice; nothing where there is none.
    pub tariff: Option<Sliced>,
    /// How many samples were drawn.
    pub samples: usize,
}

/// The Communities' budgets with the files they rest on; nobody is told of the route where the pack is for everyone.
#[derive(Clone, Debug)]
pub struct Budgeted {
    /// The budgets.
    pub shared: Shared,
    /// The file of the method.
    pub by: Rested,
    /// The file of what is told of each.
    pub inputs: Rested,
}

/// All that a pack is made of; what is left out comes with the sentence that says why.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The framework that is mapped to.
    pub framework: Framework,
    /// Where the counts come from.
    pub from: Provenance,
    /// The distribution by setting, and by phase where the pack is for everyone and rates go by it.
    pub counted: Distribution,
    /// The distribution as it is shown.
    pub release: Release,
    /// How all in scope would stand, or why that is not known.
    pub estimate: Result<Estimate, Refused>,
    /// How alike readers read.
    pub agreement: Agreement,
    /// The rate sets, in the order in which they were named.
    pub proposals: Vec<Proposal>,
    /// Why sets of the workspace's folder are not among them.
    pub passed_over: Vec<String>,
    /// The money there is, with its file.
    pub envelope: Result<(Envelope, Rested), String>,
    /// The cost book with its file.
    pub book: Result<(CostBook, Rested), String>,
    /// What schools meet themselves.
    pub elements: Elements,
    /// The Communities' budgets.
    pub communities: Result<Budgeted, String>,
    /// The equality assessment.
    pub equality: Result<Equality, String>,
}

impl Contents {
    /// Whether it may be published.
    pub fn is_public(&self) -> bool {
        self.release.rule.is_public()
    }

    /// The unit that sums are rounded to where it may be.
    fn unit(&self) -> Money {
        crate::domain::publishing::unit(self.proposals.iter().map(|one| &one.choice.set))
    }

    /// The estimate, where it says more than the counts do.
    fn estimate(&self) -> Option<&Estimate> {
        self.estimate.as_ref().ok().filter(|one| !one.is_count())
    }

    /// The estimate of each tariff, which stands beside the counts in the office alone: for everyone the two together would
    /// say how single pupils were counted.
    fn estimate_by_tariff(&self) -> Option<&Estimate> {
        self.estimate().filter(|_| !self.is_public())
    }

    /// The money there is for rates in a whole year.
    fn for_rates(&self) -> Option<Money> {
        let (envelope, _) = self.envelope.as_ref().ok()?;
        Some(envelope.for_rates())
    }

    /// What a sum may be shown as that does not follow from the counts: itself in the office, rounded elsewhere.
    fn rounded(&self, money: Money) -> Money {
        if self.is_public() {
            money.nearest(self.unit())
        } else {
            money
        }
    }

    /// The sections, in the order of the page.
    fn sections(&self) -> Vec<Section> {
        let mut sections = vec![
            headline::section(self),
            unmapped::section(self),
            checked::section(self),
            options::section(self),
            moves::section(self),
            covered::section(self),
            communities::section(self),
            equality::section(self),
            assumptions::section(self),
            limits::section(self),
        ];
        let provenance = assumptions::provenance(self);
        let glossary = glossary::section(sections.iter().chain([&provenance]));
        sections.extend([glossary, provenance]);
        sections
    }

    /// The title of the whole.
    fn title(&self) -> String {
        let whose = if self.is_public() {
            ""
        } else {
            ", for the office only"
        };
        format!("Rate-setting pack{whose}")
    }
}

#[cfg(test)]
mod tests;
