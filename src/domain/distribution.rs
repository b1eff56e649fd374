//! The distribution: how many pupils of the caseload stand at each tariff, and where the others are.

mod alike;
pub mod audit;
mod dimension;
pub mod disclosure;
pub mod equality;
pub mod estimate;
mod format;
mod grid;
mod listing;
mod part;
mod provenance;
pub mod rest;
mod table;
mod tally;
mod wanted;

pub use dimension::{Dimension, NOT_RECORDED};
pub use format::{Content, Format};
pub use grid::{Grid, GridLine, grid};
pub use listing::{LISTED, PupilLine};
pub use part::{Part, Selection, Which, part, pupils};
pub use provenance::{ImportSource, Provenance, share};
pub use table::{Line, Table, table};
pub use tally::{AreaCount, Cell, Distribution, tally};
pub use wanted::{LONGEST_NAME, SettingOf, Terms, View, Wanted, kept};

#[cfg(test)]
mod tests;
