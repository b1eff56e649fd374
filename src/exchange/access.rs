//! Everything that is held of one person, as a document to read.

use super::document::{Block, Document};
use crate::domain::access::{Access, Section};

/// Writes it: a heading a section, a short list a row.
pub fn document(access: &Access) -> Document {
    let mut blocks = vec![
        Block::Heading(1, format!("What is held of {}", access.reference)),
        Block::Paragraph(format!("Put together on {}.", access.made.long())),
        Block::Paragraph(match access.readers.as_slice() {
            [] => "Nobody has read, mapped or reviewed their plan.".to_owned(),
            readers => format!(
                "Who has read, mapped, reviewed or decided: {}.",
                readers.join(", ")
            ),
        }),
    ];
    for section in &access.sections {
        write(section, &mut blocks);
    }
    blocks.push(Block::Heading(2, "To know about these pages".to_owned()));
    blocks.extend(
        access
            .notes
            .iter()
            .map(|note| Block::Bullet((*note).to_owned())),
    );
    Document { blocks }
}

fn write(section: &Section, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(2, section.title.to_owned()));
    blocks.push(Block::Paragraph(section.about.to_owned()));
    if section.rows.is_empty() {
        blocks.push(Block::Paragraph("Nothing is held.".to_owned()));
    }
    for (row, number) in section.rows.iter().zip(1..) {
        if section.rows.len() > 1 {
            blocks.push(Block::Heading(
                3,
                format!("{} of {}", number, section.rows.len()),
            ));
        }
        let cell = |(column, value): &(String, String)| vec![column.clone(), value.clone()];
        let mut table = vec![vec!["what".to_owned(), "says".to_owned()]];
        table.extend(row.0.iter().map(cell));
        blocks.push(Block::Table(table));
    }
}
