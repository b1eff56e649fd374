//! The frameworks that can be read: areas and levels, what separates them, tariffs and the rule; one is adopted.

mod about;
mod changes;
mod descriptor;
mod redraft;
mod state;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use state::Frameworks;
