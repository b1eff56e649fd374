//! Word documents as Word makes them, as this program does, and as an enemy would.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::document::{Block, Document};
use super::*;

mod lists;
mod markup;

/// Packs parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const WORDS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A document with this body.
fn bodied(body: &str) -> String {
    format!("<w:document {WORDS}><w:body>{body}</w:body></w:document>")
}

/// The text of a document with this body, and no other part.
fn text(body: &str) -> String {
    let bytes = packed(&[("word/document.xml", &bodied(body))]);
    read(&bytes).unwrap().text()
}

/// A paragraph of one run.
fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[track_caller]
fn case(body: &str, expected: &str) {
    assert_eq!(text(body), expected);
}

#[test]
fn words_are_read_as_a_person_sees_them() {
    case(
        &(p("One &amp; &#8364;1") + &p("  ") + &p("<![CDATA[Two]]>")),
        "One & €1\nTwo\n",
    );
    case(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
        "a\tb\nc\u{2011}d\n",
    );
    case(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "a\n",
    );
    case(
        "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText><w:t>older</w:t></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>",
        "new here\n",
    );
    case(
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        "link\n",
    );
    case(
        &format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("held")),
        "held\n",
    );
    case(
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>one </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>hour</w:t></w:r><w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t> two hours</w:t></w:r></w:p>",
        "~~one hour~~ two hours\n",
    );
    case(
        "<w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t> TA</w:t></w:r></w:p>",
        "• TA\n",
    );
}

#[test]
fn a_text_box_is_read_once() {
    let boxed = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>",
        p("inside"),
        p("inside")
    );
    case(&boxed, "inside\naround\n");
    case(
        &format!(
            "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
            p("old")
        ),
        "old\n",
    );
}

#[test]
fn tables_keep_their_rows_and_columns() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let wide = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>",
        p("CI")
    );
    let nested = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p/>",
        cell(&p("x")),
        cell(&p("y")),
        cell(&p("z")),
        cell("<w:p/>")
    );
    let rows = [
        format!("<w:tr>{wide}</w:tr>"),
        format!(
            "<w:tr>{}{}</w:tr>",
            cell(&(p("one") + &p("two"))),
            cell(&p("TA"))
        ),
        format!(
            "<w:tr>{}{}</w:tr>",
            cell("<w:tcPr><w:vMerge/></w:tcPr><w:p/>"),
            cell(&nested)
        ),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell(&p("gone"))),
    ];
    case(
        &format!("<w:tbl>{}</w:tbl>", rows.concat()),
        "CI\t\none\u{2028}two\tTA\n\tx | y\u{2028}z\n",
    );
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Item"><w:name w:val="Item"/><w:basedOn w:val="Base"/></w:style>
<w:style w:styleId="H"><w:name w:val="Heading 2"/><w:basedOn w:val="H"/></w:style>
</w:styles>"#;

#[test]
fn lists_and_headings_are_read_with_their_numbers() {
    let item = |list: u32, level: u32, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let styled = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        styled("H", "Talk"),
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 1, "c"),
        item(1, 0, "d"),
        item(1, 1, "e"),
        item(3, 0, "f"),
        item(2, 0, "g"),
        styled("Item", "h"),
        item(0, 0, "i"),
        item(9, 0, "j"),
        item(1, 77, "k"),
    ];
    let related = r#"<Relationships><Relationship Type="x/numbering" Target="lists2.xml"/><Relationship Type="x/styles" Target="/word/looks2.xml"/></Relationships>"#;
    let bytes = packed(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="x/officeDocument" Target="word/document2.xml"/></Relationships>"#,
        ),
        ("word/document2.xml", &bodied(&body.concat())),
        ("word/_rels/document2.xml.rels", related),
        ("word/lists2.xml", NUMBERING),
        ("word/looks2.xml", STYLES),
    ]);
    let numbered = |number: &str, words: &str| Block::Numbered(number.into(), words.into());
    let plain = |words: &str| Block::Paragraph(words.into());
    assert_eq!(
        read(&bytes).unwrap().blocks,
        [
            Block::Heading(2, "Talk".into()),
            numbered("1.", "a"),
            numbered("1.a)", "b"),
            numbered("1.b)", "c"),
            numbered("2.", "d"),
            numbered("2.a)", "e"),
            numbered("5.", "f"),
            Block::Bullet("g".into()),
            Block::Bullet("h".into()),
            plain("i"),
            plain("j"),
            plain("k"),
        ]
    );
}

#[track_caller]
fn refused(bytes: &[u8], expected: &NotDocx) {
    assert_eq!(read(bytes).unwrap_err(), *expected);
}

#[test]
fn hostile_files_are_refused_cleanly() {
    let document = |xml: &str| packed(&[("word/document.xml", xml)]);
    refused(b"", &NotDocx::NotPacked);
    refused(b"just words", &NotDocx::NotPacked);
    refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &NotDocx::Protected);
    refused(b"PK\x03\x04", &NotDocx::Damaged);
    refused(
        &packed(&[("xl/workbook.xml", "<x/>")]),
        &NotDocx::NoDocument,
    );
    refused(&document("<html/>"), &NotDocx::NoDocument);
    let whole = document(&bodied(&p("words")));
    refused(&whole[..whole.len() - 30], &NotDocx::Damaged);
    let bomb = "<!DOCTYPE w:document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>".to_owned();
    refused(&document(&(bomb + &bodied(&p("&b;")))), &NotDocx::Doctype);
    assert!(matches!(
        read(&document(&bodied(&p("&b;")))),
        Err(NotDocx::Garbled(_))
    ));
    assert!(matches!(
        read(&document(&bodied("<w:p><w:r>"))),
        Err(NotDocx::Garbled(_))
    ));
    assert!(matches!(
        read(&document(&bodied(&p("\u{1}&#0;")))),
        Err(NotDocx::Garbled(_))
    ));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    refused(&document(&bodied(&deep)), &NotDocx::TooDeep);
    let steep = " ".repeat(3 << 20);
    refused(&document(&bodied(&steep)), &NotDocx::TooLarge);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("word/document.xml", stored).unwrap();
    archive.write_all(&vec![b' '; (64 << 20) + 1]).unwrap();
    let large = archive.finish().unwrap().into_inner();
    refused(&large, &NotDocx::TooLarge);
}

#[test]
fn a_hostile_table_does_not_swell() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr></w:tc>";
    let row = format!("<w:tr>{}</w:tr>", cell.repeat(5_000));
    let body = format!("<w:tbl>{row}</w:tbl>{}", p("end"));
    assert_eq!(text(&body), "end\n");
}

#[test]
fn every_cut_of_a_file_is_refused_or_read() {
    let whole = packed(&[("word/document.xml", &bodied(&p("words")))]);
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err());
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read(&bytes);
    }
}

fn document(blocks: Vec<Block>) -> Document {
    Document { blocks }
}

fn written(document: &Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(document, &mut bytes).unwrap();
    bytes
}

#[test]
fn what_is_written_is_the_same_each_time_and_read_again() {
    let document = document(vec![
        Block::Heading(1, "Section F & more".into()),
        Block::Paragraph("A <b>\tone\ntwo\u{1}".into()),
        Block::Numbered("1.1".into(), "SaLT".into()),
        Block::Bullet("TA".into()),
        Block::Table(vec![
            vec!["Talk\u{2028}daily".into(), "TA".into()],
            vec!["Read".into()],
        ]),
    ]);
    let bytes = written(&document);
    assert_eq!(bytes, written(&document));
    assert_eq!(
        read(&bytes).unwrap().text(),
        "Section F & more\nA <b>\tone\ntwo\u{FFFD}\n1.1 SaLT\n• TA\nTalk\u{2028}daily\tTA\nRead\t\n"
    );
    assert_eq!(
        read(&bytes).unwrap().blocks[0],
        Block::Heading(1, "Section F & more".into())
    );
}

/// Words without blanks at their ends, which a document does not keep.
fn words() -> impl Strategy<Value = String> {
    "[a-z<>&\"'éñ•\u{e000}]([a-z \t<&é]{0,8}[a-z.;£])?"
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        (1..=4_u8, words()).prop_map(|(level, words)| Block::Heading(level, words)),
        words().prop_map(Block::Paragraph),
        ("[0-9]{1,2}[.)]", words()).prop_map(|(number, words)| Block::Numbered(number, words)),
        words().prop_map(Block::Bullet),
        proptest::collection::vec(
            proptest::collection::vec("[a-z<&\u{2028}]?[a-z]{1,3}", 2),
            1..3
        )
        .prop_map(|rows: Vec<Vec<String>>| rows
            .into_iter()
            .map(|row| row
                .into_iter()
                .map(|cell| cell.trim_start_matches('\u{2028}').to_owned())
                .collect())
            .collect())
        .prop_map(Block::Table),
    ]
}

proptest! {
    #[test]
    fn every_document_reads_as_it_was_written(blocks in proptest::collection::vec(block(), 0..8)) {
        let document = document(blocks);
        prop_assert_eq!(read(&written(&document)).unwrap().text(), document.text());
    }

    #[test]
    fn no_body_panics(body in "(<w:(p|r|t|tbl|tr|tc|del)>|</w:(p|r|t|tbl|tr|tc|del)>|x|&lt;){0,30}") {
        let bytes = packed(&[("word/document.xml", &bodied(&body))]);
        let _ = read(&bytes);
    }
}
