//! State, update and view of the screens.

pub mod action;
pub mod chord;
pub mod keymap;
pub mod theme;
