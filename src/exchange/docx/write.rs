//! A plain Word document: headings, paragraphs, lists with their numbers as words, tables.

use std::io::{self, Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::document::{Block, Document, WITHIN_CELL};

const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATED: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATED: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const PAGE: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>"#;

const GRID: &str = r#"<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>"#;

/// The width of a page's text, in twentieths of a point.
const WIDTH: usize = 9026;

/// The levels of heading that have a style.
const HEADINGS: u8 = 4;

/// Writes a document as `.docx`; the same document gives the same bytes.
pub fn write(document: &Document, mut out: impl Write) -> io::Result<()> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATED),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATED),
        ("word/styles.xml", &styles()),
        ("word/document.xml", &body(document)),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(HEADER.as_bytes())?;
        archive.write_all(text.as_bytes())?;
    }
    out.write_all(archive.finish()?.get_ref())
}

fn styles() -> String {
    let mut text = format!(
        r#"<w:styles xmlns:w="{WORDS}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
    );
    for level in 1..=HEADINGS {
        let size = 36 - 4 * u32::from(level);
        let outline = level - 1;
        text.extend([format!(
            r#"<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{outline}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>"#
        )]);
    }
    text.push_str("</w:styles>");
    text
}

fn body(document: &Document) -> String {
    let mut text = format!(r#"<w:document xmlns:w="{WORDS}"><w:body>"#);
    for block in &document.blocks {
        match block {
            Block::Heading(level, words) => {
                let level = (*level).clamp(1, HEADINGS);
                let style = format!(r#"<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>"#);
                paragraph(&mut text, &style, &[words]);
            }
            Block::Paragraph(words) => paragraph(&mut text, "", &[words]),
            Block::Numbered(number, words) => paragraph(&mut text, "", &[number, " ", words]),
            Block::Bullet(words) => paragraph(&mut text, "", &["• ", words]),
            Block::Table(rows) => table(&mut text, rows),
        }
    }
    text.push_str(PAGE);
    text.push_str("</w:body></w:document>");
    text
}

fn paragraph(text: &mut String, properties: &str, parts: &[&str]) {
    text.push_str("<w:p>");
    text.push_str(properties);
    text.push_str("<w:r>");
    for part in parts {
        run(text, part);
    }
    text.push_str("</w:r></w:p>");
}

/// Writes words; tabs and new lines become Word's own, what XML cannot hold a replacement mark.
fn run(text: &mut String, words: &str) {
    for piece in words.split_inclusive(['\t', '\n', WITHIN_CELL]) {
        let bare = piece.trim_end_matches(['\t', '\n', WITHIN_CELL]);
        if !bare.is_empty() {
            let held: String = bare
                .chars()
                .map(|letter| if is_held(letter) { letter } else { '\u{FFFD}' })
                .collect();
            text.push_str(r#"<w:t xml:space="preserve">"#);
            text.push_str(&escape(held));
            text.push_str("</w:t>");
        }
        if piece.ends_with('\t') {
            text.push_str("<w:tab/>");
        } else if piece.ends_with(['\n', WITHIN_CELL]) {
            text.push_str("<w:br/>");
        }
    }
}

/// Whether XML 1.0 can hold a character (section 2.2 of the recommendation).
fn is_held(letter: char) -> bool {
    !matches!(letter, '\0'..='\x08' | '\x0B'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

fn table(text: &mut String, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let width = WIDTH / columns;
    text.push_str("<w:tbl>");
    text.push_str(GRID);
    text.push_str("<w:tblGrid>");
    let column = format!(r#"<w:gridCol w:w="{width}"/>"#);
    text.push_str(&column.repeat(columns));
    text.push_str("</w:tblGrid>");
    let cell_begins = format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
    for row in rows {
        text.push_str("<w:tr>");
        for column in 0..columns {
            text.push_str(&cell_begins);
            let cell = row.get(column).map_or("", String::as_str);
            for words in cell.split(WITHIN_CELL) {
                paragraph(text, "", &[words]);
            }
            text.push_str("</w:tc>");
        }
        text.push_str("</w:tr>");
    }
    // Word joins tables that touch, and wants a paragraph after the last.
    text.push_str("</w:tbl><w:p/>");
}
