//! The worklist: who is next, and why.

mod columns;
mod detail;
mod outlook;
mod report;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Worklist;
