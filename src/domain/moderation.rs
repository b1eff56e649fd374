//! Moderation, as exam boards moderate marks: standardise, seed, sample, read blind, compare, watch for drift.
//!
//! The three streams of reviews are never mixed: the random sample, the flagged, the seeds. Only the random one feeds
//! agreement and estimates.

pub mod agreed;
pub mod board;
pub mod cohort;
pub mod drift;
pub mod notice;
pub mod pair;
pub mod queue;
pub mod ranking;
pub mod ranks;
pub mod readings;
pub mod review;
pub mod risk;
pub mod ruling;
pub mod sample;
pub mod schools;
pub mod seeds;
pub mod settings;
pub mod shift;
pub mod slice;
pub mod standard;
pub mod stands;
pub mod stock;
pub mod suggested;
pub mod tolerance;
pub mod touched;
pub mod week;
pub mod worth;
