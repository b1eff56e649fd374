//! Everything that is held of one person, as a document to read.

use serde_json::Value;

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
        let mut table = vec![vec!["what".to_owned(), "says".to_owned()]];
        for (column, value) in &row.0 {
            lay(column, value, &mut table);
        }
        blocks.push(Block::Table(table));
    }
}

/// Lays a value out: a row of the table for each thing that it says, under the names that lead there.
fn lay(name: &str, value: &Value, table: &mut Vec<Vec<String>>) {
    let said = match value {
        Value::Null => return,
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            for (value, at) in values.iter().zip(1..) {
                lay(&format!("{name} {at}"), value, table);
            }
            return;
        }
        Value::Object(values) => {
            for (of, value) in values {
                lay(&format!("{name}, {of}"), value, table);
            }
            return;
        }
    };
    table.push(vec![name.to_owned(), said]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_were_written_as_json_are_laid_out() {
        let mut table = Vec::new();
        let value =
            serde_json::json!({"note": "read", "parts": [{"n": 1, "set": true}, 2], "x": null});
        lay("words", &value, &mut table);
        let expected = [
            ["words, note", "read"],
            ["words, parts 1, n", "1"],
            ["words, parts 1, set", "yes"],
            ["words, parts 2", "2"],
        ];
        assert_eq!(table, expected);
    }
}
