//! A file to import: its path, then what its columns are where that is not known.

mod state;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub(crate) use state::Import;
