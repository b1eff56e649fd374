//! A plan as a document: headings, paragraphs, lists and tables, and the one text they read as.

/// What stands between the paragraphs of a table's cell: U+2028, the line separator.
pub const WITHIN_CELL: char = '\u{2028}';

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of this level, 1 the highest.
    Heading(u8, String),
    /// A paragraph; a new line within it is a line break of its author's.
    Paragraph(String),
    /// An item of a numbered list: the number as it is printed (`1.1`, `a)`), and the words.
    Numbered(String, String),
    /// An item of a list with bullets.
    Bullet(String),
    /// A table, row by row; within a cell, [`WITHIN_CELL`] stands between paragraphs.
    Table(Vec<Vec<String>>),
}

/// A document, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The pieces, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The text as read: a paragraph is a line, a list item a line with its number or `•` in
    /// front, a row of a table a line with a TAB between cells.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading(_, words) | Block::Paragraph(words) => line(&mut text, &[words]),
                Block::Numbered(number, words) => line(&mut text, &[number, " ", words]),
                Block::Bullet(words) => line(&mut text, &["• ", words]),
                Block::Table(rows) => {
                    for row in rows {
                        line(&mut text, &[&row.join("\t")]);
                    }
                }
            }
        }
        text
    }
}

fn line(text: &mut String, parts: &[&str]) {
    text.extend(parts.iter().copied());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_reads_as_lines() {
        let document = Document {
            blocks: vec![
                Block::Heading(1, "Section F".into()),
                Block::Paragraph("All of it.".into()),
                Block::Numbered("1.1".into(), "SaLT".into()),
                Block::Bullet("TA".into()),
                Block::Table(vec![
                    vec!["Provision".into(), "Who".into()],
                    vec!["Talk\u{2028}daily".into(), String::new()],
                ]),
            ],
        };
        assert_eq!(
            document.text(),
            "Section F\nAll of it.\n1.1 SaLT\n• TA\nProvision\tWho\nTalk\u{2028}daily\t\n"
        );
    }
}
