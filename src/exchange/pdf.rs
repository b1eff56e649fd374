//! PDF plans: the text layer, line by line and row by row, as a person sees it on the page.
//!
//! A PDF says where letters stand, not what a paragraph is. So the letters are placed
//! (`content`, `font`), the drawn lines are kept (`ink`), and the layout is read from both:
//! tables by their lines or their gutters, columns one after the other, wrapped lines joined.
//!
//! The file is read lazily and by our own hand: a reader that loads every object first cannot be
//! kept from filling the memory, and one that guesses at a damaged file drops half a plan.

mod cmap;
mod column;
mod content;
mod encoding;
mod fault;
mod file;
mod filter;
mod flow;
mod font;
mod furniture;
mod grid;
mod hyphen;
mod ink;
mod layout;
mod lexer;
mod line;
mod matrix;
mod object;
mod page;
mod path;
mod read;

mod state;
mod stored;
mod table;
mod xref;

pub use fault::NotPdf;
pub use read::read;

#[cfg(test)]
mod tests;
