//! Every format in and out, over `Read` and `Write`, with faults at file, row and column.

pub mod booklet;
pub mod caseload;
pub mod distribution;
pub mod document;
pub mod docx;
pub mod encoding;
pub mod explanation;
pub mod fault;
pub mod html;
pub mod judgements;
pub mod kind;
pub mod layout;
pub mod maps;
pub mod markdown;
pub mod missing;
pub mod pdf;
pub mod plan;
pub mod quality;
pub mod ratings;
pub mod redrafting;
pub mod returns;
mod runs;
pub mod schools;
mod signs;
pub mod table;
pub mod validation;
pub mod workbook;
