//! The integration tests, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a failed test should panic"
)]

mod amended;
mod architecture;
mod audit;
mod away;
mod bundles;
mod carrying;
mod commands;
mod counted;
mod distribution;
mod documents;
mod drift;
mod encrypted;
mod ending;
mod erasing;
mod experts;
mod frameworks;
mod fuzz;
mod hostile;
mod imports;
mod keeping;
mod kills;
mod leaving;
mod pack;
mod picture;
mod plans;
mod program;
mod rates;
mod readings;
mod readme;
mod returns;
mod review;
mod schools;
mod section_f;
mod standardising;
mod stopping;
mod sufficiency;
mod tables;
mod terminal;
mod walk;
