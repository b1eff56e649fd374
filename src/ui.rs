//! State, update and view of the screens.

pub mod action;
pub mod app;
pub mod chord;
pub mod desk;
pub mod keymap;
pub mod message;
pub mod parts;
#[cfg(test)]
mod sample;
mod screens;
#[cfg(test)]
mod stage;
pub mod theme;
pub mod trail;
#[cfg(test)]
pub(crate) mod trial;
