//! What the screens are put together from: paint, wrapped text, lists, bars, the mask, menus, lines, pages, prose.

pub mod bar;
pub mod input;
pub mod mask;
pub mod menu;
pub mod page;
pub mod paint;
pub mod prose;
pub mod window;
pub mod wrap;
