//! The distribution: how many pupils of the caseload stand at each tariff, and where the others are.

mod dimension;
pub mod disclosure;
mod format;
mod listing;
mod part;
mod provenance;
mod table;
mod tally;

pub use dimension::{Dimension, NOT_RECORDED};
pub use format::Format;
pub use listing::{LISTED, PupilLine};
pub use part::{Part, Selection, Which, part, pupils};
pub use provenance::{ImportSource, Provenance};
pub use table::{Line, Table, table};
pub use tally::{AreaCount, Cell, Distribution, tally};

#[cfg(test)]
mod tests;
