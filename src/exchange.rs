//! Every format in and out, over `Read` and `Write`, with faults at file, row and column.

pub mod encoding;
pub mod table;
