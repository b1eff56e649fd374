//! Settings of a workspace that steer its work: dates, order, limits, tolerance, the bar of the set, the rhythm of seeds.

use crate::domain::moderation::tolerance::Tolerance;
use crate::domain::worklist::{Dates, Order};

use super::Workspace;
use super::kept;
use super::problem::{Problem, Result};

impl Workspace {
    /// The dates that deadlines come from.
    pub fn dates(&self) -> Dates {
        self.dates
    }

    /// Keeps the dates that deadlines come from.
    pub fn date_by(&mut self, dates: Dates) -> Result<()> {
        let written = serde_json::to_string(&dates).unwrap_or_default();
        self.store.set_meta(kept::DATES, &written)?;
        self.dates = dates;
        self.forget();
        Ok(())
    }

    /// Keeps which authority's caseload it is, so that other authorities' pupils are kept apart.
    pub fn serve(&mut self, authority: u16) -> Result<()> {
        self.store
            .set_meta(kept::AUTHORITY, &authority.to_string())?;
        self.authority = Some(authority);
        self.forget();
        Ok(())
    }

    /// Keeps from where on a rule flags, by the limit's name.
    pub fn limit(&mut self, name: &str, value: &str) -> Result<()> {
        let mut limits = self.limits;
        limits.set(name, value).map_err(Problem::Limit)?;
        let written = serde_json::to_string(&limits).unwrap_or_default();
        self.store.set_meta(kept::LIMITS, &written)?;
        self.limits = limits;
        // What is flagged of a school's reading that came in later is reckoned as the caseload is read.
        self.forget();
        Ok(())
    }

    /// Keeps how far two readings may lie apart under the framework.
    pub fn tolerate(&mut self, tolerance: Tolerance) -> Result<()> {
        let written = serde_json::to_string(&tolerance).unwrap_or_default();
        let name = [kept::TOLERANCE, &self.framework.key.id].concat();
        self.store.set_meta(&name, &written)?;
        self.tolerance = tolerance;
        self.bar.tolerance = tolerance;
        self.forget();
        Ok(())
    }

    /// Keeps how the standardisation set is passed, by the setting's name.
    pub fn set_standard(&mut self, name: &str, value: &str) -> Result<()> {
        let mut bar = self.bar;
        bar.set(name, value)?;
        let written = serde_json::to_string(&bar).unwrap_or_default();
        self.store.set_meta(kept::STANDARD, &written)?;
        self.bar = bar;
        self.forget();
        Ok(())
    }

    /// Keeps how often seeds come, by the setting's name.
    pub fn set_seeds(&mut self, name: &str, value: &str) -> Result<()> {
        let mut rhythm = self.rhythm;
        rhythm.set(name, value)?;
        let written = serde_json::to_string(&rhythm).unwrap_or_default();
        self.store.set_meta(kept::SEEDS, &written)?;
        self.rhythm = rhythm;
        self.forget();
        Ok(())
    }

    /// Keeps the order of the priorities.
    pub fn rank_by(&mut self, order: Order) -> Result<()> {
        self.store.set_meta(kept::ORDER, &order.to_string())?;
        self.order = order;
        self.forget();
        Ok(())
    }
}
