//! Replies that are more than one thing: a count with all that stands beside it, a report that was written.

use std::sync::Arc;

use crate::domain::distribution::{Distribution, Grid, Provenance, Table, View};
use crate::domain::framework::Framework;

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
    /// The framework that was counted under.
    pub framework: Arc<Framework>,
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// The whole caseload.
    pub distribution: Distribution,
    /// Those in scope: the first dimension down, the tariffs across.
    pub table: Table,
    /// The first dimension down, the second across, where there are two.
    pub grid: Option<Grid>,
    /// The views that are kept.
    pub views: Vec<View>,
}
