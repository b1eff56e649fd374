//! The equality assessment in files: a report to read and print, long comma-separated values, JSON.

mod report;
mod rows;

pub(super) use report::document;
pub use report::{markdown, page};
pub use rows::{csv, json};
