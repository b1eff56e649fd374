//! The walk tried key by key.

mod frames;
mod journeys;
