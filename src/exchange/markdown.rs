//! A document as Markdown.

use crate::domain::printable::printable;

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
        text.push_str(&written(block));
    }
    text
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => {
            let marks = "#".repeat(usize::from(*level).clamp(1, 6));
            format!("{marks} {}\n\n", line(words))
        }
        Block::Paragraph(words) => format!("{}\n\n", line(words)),
        Block::Bullet(words) => format!("- {}\n", line(words)),
        Block::Numbered(number, words) => format!("{number} {}\n", line(words)),
        Block::Table(rows) => table(rows),
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let mut lines: Vec<String> = rows.iter().map(|row| cells(row)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(
        lines.len().min(1),
        ["|", &" --- |".repeat(columns)].concat(),
    );
    lines.join("\n") + "\n\n"
}

fn cells(row: &[String]) -> String {
    let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
    format!("| {} |", cells.join(" | "))
}

/// Words on one line, with nothing in them that Markdown would take for a mark of its own.
fn line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let words = printable(words);
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
