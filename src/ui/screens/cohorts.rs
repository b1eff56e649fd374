//! Drawing a sample: of which cohort, how many that gives, from which seed.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Cohorts;
