//! Workbooks as spreadsheets save them, and as nobody should.

use std::io::Write as _;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// The parts of a small workbook of one sheet with these rows as XML.
fn parts(sheet: &str) -> Vec<(String, String)> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let own = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let named = |name: &str, text: String| (name.to_owned(), text);
    vec![
        named(
            "_rels/.rels",
            format!("<Relationships {own}><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        named(
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships {own}><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ),
        named(
            "xl/workbook.xml",
            format!("<workbook xmlns:r=\"{relations}\"><sheets><sheet name=\"Pupils\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ),
        named(
            "xl/sharedStrings.xml",
            "<sst count=\"2\" uniqueCount=\"2\"><si><t>ref</t></si><si><r><t>K</t></r><r><t>-1</t></r></si></sst>".to_owned(),
        ),
        named("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>")),
    ]
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The rows of the first sheet: each with its number and its cells.
fn rows(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, NotWorkbook> {
    let mut workbook = Workbook::open(bytes.to_vec())?;
    let sheet = workbook.sheets().remove(0);
    let mut rows = Vec::new();
    workbook.rows(&sheet, 2, &mut |row| {
        rows.push((row.number(), row.cells().map(str::to_owned).collect()));
        true
    })?;
    Ok(rows)
}

#[track_caller]
fn case(sheet: &str, expected: &[(u64, &[&str])]) {
    let owned =
        |(row, cells): &(u64, &[&str])| (*row, cells.iter().map(ToString::to_string).collect());
    let expected: Vec<(u64, Vec<String>)> = expected.iter().map(owned).collect();
    assert_eq!(rows(&packed(&parts(sheet))), Ok(expected), "{sheet}");
}

#[test]
fn rows_have_the_numbers_that_the_spreadsheet_shows() {
    case(
        "<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row><row r=\"5\"><c r=\"B5\" t=\"s\"><v>1</v></c><c r=\"D5\"><v>7</v></c></row></sheetData>",
        &[(2, &["ref", ""]), (5, &["", "K-1", "", "7"])],
    );
    // Some programs leave the places out.
    case(
        "<sheetData><row><c><v>1</v></c><c t=\"inlineStr\"><is><t>a</t></is></c></row><row><c><v>2</v></c></row></sheetData>",
        &[(1, &["1", "a"]), (2, &["2", ""])],
    );
    case("<sheetData/>", &[]);
    case(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>UPPER(\"a\")</f><v>A &amp; B</v></c></row></sheetData>",
        &[(1, &["A & B", ""])],
    );
}

#[test]
fn a_cell_merged_downwards_stands_in_each_of_its_rows() {
    let sheet = |merged: &str| {
        format!(
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
             <row r=\"2\"><c r=\"B2\"><v>3</v></c></row><row r=\"4\"><c r=\"B4\"><v>4</v></c></row></sheetData>\
             <mergeCells>{merged}</mergeCells>"
        )
    };
    case(
        &sheet("<mergeCell ref=\"A1:A3\"/>"),
        &[(1, &["1", "2"]), (2, &["1", "3"]), (4, &["", "4"])],
    );
    // Merged across, a cell says nothing of the column beside it.
    case(
        &sheet("<mergeCell ref=\"A2:B2\"/><mergeCell ref=\"A4:B4\"/>"),
        &[(1, &["1", "2"]), (2, &["", "3"]), (4, &["", "4"])],
    );
    // One that begins in a row without cells holds nothing.
    case(
        &sheet("<mergeCell ref=\"A3:A4\"/>"),
        &[(1, &["1", "2"]), (2, &["", "3"]), (4, &["", "4"])],
    );
}

#[track_caller]
fn refused(bytes: &[u8], words: &str) {
    let why = rows(bytes).unwrap_err().to_string();
    assert!(why.contains(words), "{why}");
}

#[test]
fn what_no_spreadsheet_has_is_refused() {
    let one = |cell: &str| packed(&parts(&format!("<sheetData><row>{cell}</row></sheetData>")));
    refused(
        &one("<c r=\"XFE1\"><v>1</v></c>"),
        "\"XFE1\", which no spreadsheet has",
    );
    refused(&one("<c r=\"A1048577\"><v>1</v></c>"), "A1048577");
    refused(
        &one("<c r=\"A1\" t=\"s\"><v>9</v></c>"),
        "garbled in sheet \"Pupils\" after row 0",
    );
    let sheet = "<dimension ref=\"A1:XFD99999999999\"/><sheetData/>";
    refused(&packed(&parts(sheet)), "A1:XFD99999999999");
    let back = "<sheetData><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
    refused(&packed(&parts(back)), "after row 2");
    let cut = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\">";
    refused(
        &packed(&parts(cut)),
        "breaks off or is garbled in sheet \"Pupils\"",
    );
    let mut texts = parts("<sheetData/>");
    texts[3].1 = "<sst uniqueCount=\"9999999999\"></sst>".to_owned();
    refused(&packed(&texts), "\"9999999999\", which no spreadsheet has");
    // A claim that wide costs nothing: rows are made as they come.
    case("<dimension ref=\"A1:XFD1048576\"/><sheetData/>", &[]);
}

#[test]
fn a_bomb_is_measured_before_it_is_read() {
    let mut bomb = parts("<sheetData/>");
    bomb[3].1 = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(12 << 20));
    refused(&packed(&bomb), "unpacks to more than any caseload holds");
    let mut long = parts("<sheetData/>");
    let noise: Vec<u8> = (0..1_u32 << 16)
        .map(|n| b'a' + n.wrapping_mul(2_654_435_761).to_be_bytes()[0] % 26)
        .collect();
    let noise = String::from_utf8(noise).unwrap().repeat(260);
    long[4].1 = format!("<worksheet><sheetData><row><c t=\"str\"><v>{noise}");
    refused(&packed(&long), "a single piece of more than 16 MB");
}

#[test]
fn other_files_are_refused_with_a_sentence() {
    let whole = packed(&parts("<sheetData/>"));
    refused(&whole[..whole.len() / 2], "is no whole workbook");
    refused(
        &packed(&[("a.txt".to_owned(), "a".to_owned())]),
        "without an Excel workbook",
    );
    refused(&packed(&parts("<sheetData/>")[3..]), "is no whole workbook");
    let mut hidden = parts("<sheetData/>");
    hidden[2].1 = hidden[2].1.replace("sheetId", "state=\"hidden\" sheetId");
    refused(&packed(&hidden), "has no sheet of cells in sight");
}

proptest! {
    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0usize..3000, byte in any::<u8>(), part in 0usize..5, cut in 0usize..400) {
        let good = parts("<dimension ref=\"A1:B2\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>");
        let mut bytes = packed(&good);
        let place = at % bytes.len();
        bytes[place] = byte;
        let _ = rows(&bytes);
        // The same within the parts, where no check sum tells.
        let mut damaged = good;
        let text = &mut damaged[part].1;
        let place = at % text.len();
        text.replace_range(place..=place, &char::from(byte & 0x7F).to_string());
        text.truncate(text.len().saturating_sub(cut % text.len() * usize::from(cut % 7 == 0)));
        let _ = rows(&packed(&damaged));
    }
}
