//! The imports: what each brought and moved, undoing one, and checking the caseload.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Imports;
