//! The backups: those there are, making one, restoring one, and verifying the workspace.

mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Backups;
