//! A plan that was laid out, as plain text or as a document.

use super::layout::Piece;

/// Writes pieces as plain text: a blank line before a heading, the cells of a table between tabs.
pub(super) fn as_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Heading(heading) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(heading);
            }
            Piece::Text(line) | Piece::Furniture(line) => text.push_str(line),
            Piece::Item(label, words) => {
                text.push_str(label);
                text.push(' ');
                text.push_str(words);
            }
            Piece::Table(rows) => {
                let rows: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
                text.push_str(&rows.join("\n"));
            }
        }
        text.push('\n');
    }
    text
}
