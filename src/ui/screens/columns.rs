//! The columns of a table that is to come in: its headers, first cells, what they may be, and what somebody says they are.

mod choosing;
mod state;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub(crate) use state::Columns;
