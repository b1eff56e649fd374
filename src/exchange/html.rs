//! A document as one self-contained HTML page.

use crate::domain::printable::printable;

use super::document::{Block, Document};

/// How the page looks, on the screen and on paper.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}\
th{background:#eee}h1,h2,h3{line-height:1.2}@media print{body{margin:0;max-width:none}tr{break-inside:avoid}h1:not(:first-of-type){break-before:page}}";

/// Writes a document as a page that needs nothing beside itself.
pub fn page(document: &Document) -> String {
    let title = title(document);
    framed(title.unwrap_or("Continuum"), "", &body(document))
}

/// The words of a document's first heading.
fn title(document: &Document) -> Option<&str> {
    document.blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(words.as_str()),
        Block::Heading(..)
        | Block::Paragraph(_)
        | Block::Bullet(_)
        | Block::Numbered(..)
        | Block::Table(_) => None,
    })
}

/// Writes a document as such a page with a picture in its midst, which is markup already.
pub(super) fn page_around(before: &Document, picture: &str, after: &Document) -> String {
    let title = title(before);
    framed(
        title.unwrap_or("Continuum"),
        "",
        &(body(before) + picture + &body(after)),
    )
}

/// Puts markup into a page, with looks of its own beside those of every page.
pub(super) fn framed(title: &str, looks: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}{looks}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn body(document: &Document) -> String {
    let mut body = String::new();
    let mut list = None;
    for block in &document.blocks {
        let wanted = list_of(block);
        if list != wanted {
            body.extend(list.map(|open| format!("</{open}>\n")));
            body.extend(wanted.map(|open| format!("<{open}>\n")));
            list = wanted;
        }
        body.push_str(&written(block));
    }
    body.extend(list.map(|open| format!("</{open}>\n")));
    body
}

/// The list that a block is an item of.
fn list_of(block: &Block) -> Option<&'static str> {
    match block {
        Block::Bullet(_) => Some("ul"),
        Block::Numbered(..) => Some("ol"),
        Block::Heading(..) | Block::Paragraph(_) | Block::Table(_) => None,
    }
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => {
            let level = level.clamp(&1, &6);
            format!("<h{level}>{}</h{level}>\n", escaped(words))
        }
        Block::Paragraph(words) => format!("<p>{}</p>\n", escaped(words)),
        Block::Bullet(words) | Block::Numbered(_, words) => {
            format!("<li>{}</li>\n", escaped(words))
        }
        Block::Table(rows) => table(rows),
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let row = |(index, row): (usize, &Vec<String>)| {
        let tag = if index == 0 { "th" } else { "td" };
        let cell = |cell: &String| ["<", tag, ">", &escaped(cell), "</", tag, ">"].concat();
        let cells: Vec<String> = row.iter().map(cell).collect();
        ["<tr>", &cells.concat(), "</tr>\n"].concat()
    };
    let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
    ["<table>\n", &rows.concat(), "</table>\n"].concat()
}

/// Text of the plan is text on the page, never markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_plan_are_never_markup() {
        let words = "<script>alert(1)</script> & \"more\"";
        let document = Document {
            blocks: vec![Block::Heading(1, words.into()), Block::Bullet(words.into())],
        };
        let page = page(&document);
        assert!(!page.contains("<script>"));
        assert!(page.contains(
            "<ul>\n<li>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;</li>\n</ul>"
        ));
    }
}
