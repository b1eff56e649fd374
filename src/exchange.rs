//! Every format in and out, over `Read` and `Write`, with faults at file, row and column.

pub mod caseload;
pub mod encoding;
pub mod fault;
pub mod table;
