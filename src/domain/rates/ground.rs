//! What the rates screen stands on: the pupils, the estimate where there is one, and the files to choose from.

use std::sync::Arc;

use super::super::distribution::Dimension;
use super::super::distribution::estimate::Estimate;
use super::super::framework::Framework;
use super::cohort::Cohort;
use super::crowd::Crowd;
use super::element::Elements;
use super::envelope::Envelope;
use super::expected::{Expected, ExpectedCost};
use super::set::RateSet;

/// What a file of the workspace's folder `rates` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed<T> {
    /// The file's name, without its folder.
    pub file: String,
    /// What it holds.
    pub held: T,
}

/// All that rates are tried out on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The framework that pupils are mapped to.
    pub framework: Arc<Framework>,
    /// The pupils in scope.
    pub cohort: Cohort,
    /// The mapped of them, taken together.
    pub crowd: Crowd,
    /// The estimate of all in scope and what it was drawn by; or the sentence why there is none.
    pub estimate: Result<(Estimate, Vec<Dimension>), String>,
    /// The rate sets, in the order of their files.
    pub sets: Vec<Filed<RateSet>>,
    /// The envelopes, in the order of their files.
    pub envelopes: Vec<Filed<Envelope>>,
    /// The files that cannot be used, and the first thing that is wrong in each.
    pub faults: Vec<Filed<String>>,
    /// What schools meet themselves, where a rate set does not say it.
    pub elements: Elements,
    /// The folder of the files.
    pub folder: String,
}

impl Ground {
    /// The estimate as rates need it.
    ///
    /// # Errors
    ///
    /// The sentence why there is none.
    pub fn expected(&self) -> Result<Expected<'_>, String> {
        let (estimate, by) = self.estimate.as_ref().map_err(Clone::clone)?;
        Ok(Expected::of(estimate, by, &self.framework))
    }

    /// What a set would cost were all mapped.
    ///
    /// # Errors
    ///
    /// The sentence why nobody can say.
    pub fn expected_cost(&self, set: &RateSet) -> Result<ExpectedCost, String> {
        let cost = self.expected()?.cost(set);
        cost.map_err(|why| why.to_string())
    }
}
