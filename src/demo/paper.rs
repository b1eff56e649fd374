//! A plan that was laid out, as plain text or as a document.

use super::layout::Piece;
use crate::exchange::document::{Block, Document};

/// Writes pieces as plain text: a blank line before a heading, the cells of a table between tabs.
pub(super) fn as_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Heading(_, heading) => {
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

/// Writes pieces as a document. Headers and footers stand outside a document's text and are left out.
pub(super) fn as_document(pieces: &[Piece]) -> Document {
    Document {
        blocks: pieces.iter().filter_map(block).collect(),
    }
}

fn block(piece: &Piece) -> Option<Block> {
    Some(match piece {
        Piece::Heading(level, heading) => Block::Heading(*level, heading.clone()),
        Piece::Text(line) => Block::Paragraph(line.clone()),
        Piece::Item(label, words) if label == "•" => Block::Bullet(words.clone()),
        Piece::Item(label, words) if label.starts_with("Item") => {
            Block::Bullet(format!("{label} {words}"))
        }
        Piece::Item(label, words) if label == "-" => Block::Paragraph(format!("{label} {words}")),
        Piece::Item(label, words) => Block::Numbered(label.clone(), words.clone()),
        Piece::Table(rows) => Block::Table(rows.clone()),
        Piece::Furniture(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_every_piece_but_the_furniture() {
        let item = |label: &str| Piece::Item(label.to_owned(), "words".to_owned());
        let pieces = [
            Piece::Furniture("Page 2".to_owned()),
            Piece::Heading(1, "Section F".to_owned()),
            item("1.1"),
            item("•"),
            item("Item 1:"),
            item("-"),
            Piece::Table(vec![vec!["a".to_owned(), "b".to_owned()]]),
        ];
        assert_eq!(
            as_document(&pieces).text(),
            "Section F\n1.1 words\n• words\n• Item 1: words\n- words\na\tb\n"
        );
        assert_eq!(
            as_text(&pieces),
            "Page 2\n\nSection F\n1.1 words\n• words\nItem 1: words\n- words\na\tb\n"
        );
    }
}
