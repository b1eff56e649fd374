//! The distribution: how many pupils of the caseload stand at each tariff, and where the others are.

mod alike;
mod dimension;
mod part;
mod provenance;
mod table;
mod tally;

pub use dimension::{Dimension, NOT_RECORDED};
pub use part::{Part, Selection, Which, part, pupils};
pub use provenance::Provenance;
pub use table::{Line, Table, table};
pub use tally::{AreaCount, Cell, Distribution, tally};

#[cfg(test)]
mod tests;
