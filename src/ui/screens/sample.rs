//! A sample that was drawn: its strata, what became of each member, and what follows for the cohort.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;
mod words;

pub(crate) use state::Sample;
