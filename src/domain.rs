//! The field's words as types, and the rules over them; no file, clock, SQL or terminal.

pub mod account;
pub mod adoption;
pub mod agreement;
pub mod amendment;
pub mod blind;
pub mod case;
pub mod caseload;
pub mod day;
pub mod derivation;
pub mod derive;
pub mod difference;
pub mod digest;
pub mod distribution;
pub mod dose;
pub mod draft;
pub mod draw;
pub mod evidence;
pub mod exact;
pub mod filler;
pub mod flag;
pub mod framework;
pub mod identity;
pub mod judgement;
pub mod lineage;
pub mod mapping;
pub mod mark;
pub mod place;
pub mod printable;
pub mod provision;
pub mod pupil;
pub mod quality;
#[cfg(test)]
mod sample;
pub mod school;
pub mod settle;
pub mod summary;
pub mod worklist;
