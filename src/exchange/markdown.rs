//! A document as Markdown.

use super::document::{Block, Document};

/// Writes a document as Markdown.
pub fn page(document: &Document) -> String {
    let mut text = String::new();
    let mut listing = false;
    for block in &document.blocks {
        let is_item = matches!(block, Block::Bullet(_) | Block::Numbered(..));
        if listing && !is_item {
            text.push('\n');
        }
        listing = is_item;
        match block {
            Block::Heading(level, words) => {
                let marks = "#".repeat(usize::from(*level).clamp(1, 6));
                text.push_str(&format!("{marks} {}\n\n", line(words)));
            }
            Block::Paragraph(words) => text.push_str(&format!("{}\n\n", line(words))),
            Block::Bullet(words) => text.push_str(&format!("- {}\n", line(words))),
            Block::Numbered(number, words) => text.push_str(&format!("{number} {}\n", line(words))),
            Block::Table(rows) => table(rows, &mut text),
        }
    }
    text
}

fn table(rows: &[Vec<String>], text: &mut String) {
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
        if index == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    text.push('\n');
}

/// Words on one line, with nothing in them that Markdown would take for a mark of its own.
fn line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(c, '|' | '*' | '_' | '`' | '<' | '[' | '\\') {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_table_whatever_the_words() {
        let cell = |text: &str| text.to_owned();
        let document = Document {
            blocks: vec![
                Block::Heading(2, cell("Areas")),
                Block::Bullet(cell("one")),
                Block::Table(vec![
                    vec![cell("No."), cell("Words")],
                    vec![cell("1"), cell("a | b\nc")],
                ]),
            ],
        };
        let expected = "## Areas\n\n- one\n\n| No. | Words |\n| --- | --- |\n| 1 | a \\| b c |\n\n";
        assert_eq!(page(&document), expected);
    }
}
