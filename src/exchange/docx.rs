//! Word documents: any `.docx` to a [`Document`](super::document::Document), and back to a plain one.

mod body;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod part;
mod read;
mod styles;
mod table;
mod write;

pub use part::NotDocx;
pub use read::read;
pub use write::write;

#[cfg(test)]
mod tests;
