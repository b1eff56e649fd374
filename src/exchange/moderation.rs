//! What moderation measures, in files: JSON, and the report for a board as a page and as a table.

pub mod json;
mod page;
mod rows;

pub use page::page;
pub use rows::csv;
