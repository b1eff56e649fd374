//! The integration tests, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a failed test should panic"
)]

mod amended;
mod architecture;
mod bundles;
mod carrying;
mod commands;
mod counted;
mod documents;
mod drift;
mod experts;
mod frameworks;
mod imports;
mod picture;
mod plans;
mod program;
mod readings;
mod readme;
mod returns;
mod review;
mod schools;
mod section_f;
mod standardising;
mod stopping;
mod tables;
mod terminal;
mod walk;
