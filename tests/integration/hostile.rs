//! Hostile files: a corpus over every format, each with what is said of it, and the bounds of memory that hold.

mod bounds;
pub(crate) mod corpus;
pub(crate) mod forms;
mod kept;
pub(crate) mod readers;
mod shown;
mod whole;
