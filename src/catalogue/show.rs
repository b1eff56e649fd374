//! A framework for people to read and for programs to read.

mod booklet;
mod json;

pub use self::booklet::booklet;
pub use self::json::json;
