//! Fuzzy finding, and suggestions for a provision's area and level.

mod bm25;
pub mod fuzzy;
pub mod suggest;
mod terms;
