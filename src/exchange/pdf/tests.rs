//! PDFs as producers make them, and as an enemy would.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::*;

/// Writes a file of these objects, numbered from 1, of which the first is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (object, id) in objects.iter().zip(1..) {
        starts.push(bytes.len());
        bytes.extend(format!("{id} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for start in starts {
        writeln!(end, "{start:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        end,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    bytes.extend(end.into_bytes());
    bytes
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

const FONT: &str =
    "<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";

/// A file with a page for each content.
fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", 3 + 2 * at))
        .collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] /Resources << /Font {FONT} >> >>",
            contents.len(),
            kids.join(" ")
        )
        .into_bytes(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>",
            4 + 2 * at
        );
        objects.push(page.into_bytes());
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects)
}

/// The text of a file of one page.
fn text(content: &str) -> String {
    read(&pages(&[content])).unwrap()
}

#[track_caller]
fn case(content: &str, expected: &str) {
    assert_eq!(text(content), expected);
}

#[test]
fn letters_are_placed_by_every_operator() {
    case(
        "BT /F 10 Tf 14 TL 50 700 Td (one) Tj T* (two) Tj (three) ' 1 0 (four five) \" ET",
        "one\ntwo\nthree\nfour five\n",
    );
    case(
        "BT /F 10 Tf 1 0 0 1 50 700 Tm [(A T) 20 (A) -300 (daily)] TJ 0 -40 TD (and) Tj ET",
        "A TA daily\nand\n",
    );
    case(
        "q 2 0 0 2 0 0 cm BT /F 5 Tf 25 300 Td (in) Tj ET Q BT /F 10 Tf 50 700 Td (first) Tj ET",
        "first\nin\n",
    );
    case(
        "BT /F 10 Tf 50 700 Td (caf\\351 \\223x\\224 \\225) Tj ET",
        "café “x” •\n",
    );
    case(
        "BT /F 10 Tf 50 700 Td <41 42> Tj ET BI /W 1 /H 1 ID \u{1}(no) Tj EI BT /F 10 Tf 50 600 Td (yes) Tj ET",
        "AB\nyes\n",
    );
}

#[test]
fn marks_of_the_producer_are_heeded() {
    case(
        "BT /F 10 Tf 50 700 Td (com) Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC 0 -12 Td (mon) Tj ET",
        "common\n",
    );
    case(
        "/Artifact << /Type /Pagination /Subtype /Header >> BDC BT /F 10 Tf 50 800 Td (Ash County) Tj ET EMC BT /F 10 Tf 50 700 Td (words) Tj ET",
        "␌ Ash County\nwords\n",
    );
}

#[test]
fn headers_are_told_by_their_coming_again() {
    let page = |number: u32, words: &str| {
        format!(
            "BT /F 10 Tf 50 810 Td (Ash County, page {number}) Tj 0 -110 Td ({words}) Tj 0 -670 Td (R-27) Tj ET"
        )
    };
    let contents = [page(1, "one"), page(2, "two"), page(3, "three")];
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    assert_eq!(
        read(&pages(&contents)).unwrap(),
        "␌ Ash County, page 1\none\n␌ R-27\n␌ Ash County, page 2\ntwo\n␌ R-27\n␌ Ash County, page 3\nthree\n␌ R-27\n"
    );
}

#[test]
fn tables_are_told_by_their_lines() {
    let lines = "50 700 m 450 700 l 50 660 m 450 660 l 50 600 m 450 600 l 50 700 m 50 600 l 232 660 m 232 600 l 450 700 m 450 600 l S";
    let words = "BT /F 10 Tf 60 680 Td (Communication) Tj 0 -40 Td (A vocabulary programme each day, as) Tj 0 -12 Td (for ten minutes.) Tj 200 12 Td (TA) Tj ET";
    case(
        &format!("{lines} {words}"),
        "Communication\t\nA vocabulary programme each day, as for ten minutes.\tTA\n",
    );
}

#[test]
fn words_that_stand_askew_are_kept_apart() {
    case(
        "BT /F 10 Tf 50 700 Td (words) Tj ET BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET",
        "␌ DRAFT\nwords\n",
    );
}

#[test]
fn words_that_a_line_is_drawn_through_are_struck_out() {
    // "10" and "20" are 11.12 points wide, set in ten points; a blank is 2.78.
    let words = "BT /F 10 Tf 50 700 Td (for 10 20 hours) Tj ET";
    case(
        &format!("{words} 63.9 703 m 75.1 703 l S"),
        "for ~~10~~ 20 hours\n",
    );
    // A thin box is a line as well, and tracked changes leave no blank between old and new.
    let close = "BT /F 10 Tf 50 700 Td (for 1020 hours) Tj ET";
    case(
        &format!("{close} 63.9 702.6 11.1 0.5 re f"),
        "for ~~10~~20 hours\n",
    );
    // An underline, a line above and a table's border beyond the words strike nothing.
    case(
        &format!("{words} 63.9 698.8 m 75.1 698.8 l S 63.9 700 m 75.1 700 l S"),
        "for 10 20 hours\n",
    );
    case(
        &format!("{words} 63.9 709 m 75.1 709 l S 20 703 m 400 703 l S"),
        "for 10 20 hours\n",
    );
}

#[test]
fn a_readers_line_through_words_strikes_them() {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [5 0 R] /Resources << /Font {FONT} >> >>"
    );
    let note = "<< /Type /Annot /Subtype /StrikeOut /Rect [63 698 76 708] /AP << /N 6 0 R >> >>";
    let bytes = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        page.into_bytes(),
        stream("", b"BT /F 10 Tf 50 700 Td (for 10 20 hours) Tj ET"),
        note.into(),
        stream(
            "/Type /XObject /Subtype /Form /BBox [63 698 76 708]",
            b"63.9 703 m 75.1 703 l S",
        ),
    ]);
    assert_eq!(read(&bytes).unwrap(), "for ~~10~~ 20 hours\n");
}

#[test]
fn struck_words_run_on_over_lines() {
    let first = "A teaching assistant who knows him well will sit beside him for ten minutes of";
    let words =
        format!("BT /F 10 Tf 50 700 Td ({first}) Tj 0 -12 Td (reading and then go out.) Tj ET");
    case(
        &format!("{words} 50 703 m 391.2 703 l S 50 691 m 83.4 691 l S"),
        &format!("~~{first} reading~~ and then go out.\n"),
    );
}

/// A file whose page is a stream of this kind.
fn paged(content: Vec<u8>) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font {FONT} /XObject << /X 4 0 R >> >> >>"
    );
    file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_vec(),
        page.into_bytes(),
        content,
    ])
}

#[track_caller]
fn refused(bytes: &[u8], expected: &NotPdf) {
    assert_eq!(read(bytes).unwrap_err(), *expected);
}

#[test]
fn what_has_no_text_is_refused() {
    refused(b"", &NotPdf::Other);
    refused(b"just words", &NotPdf::Other);
    refused(&pages(&[""]), &NotPdf::Empty);
    refused(
        &pages(&["BT /F 10 Tf 50 700 Td (  ) Tj ET"]),
        &NotPdf::Empty,
    );
    refused(
        &pages(&["q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q"]),
        &NotPdf::Scanned,
    );
    let stamped =
        "q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q BT /F 10 Tf 50 30 Td (Scanned) Tj ET";
    refused(&pages(&[stamped, stamped]), &NotPdf::Scanned);
    let protected = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] >>".to_vec(),
    ]);
    let protected = String::from_utf8(protected).unwrap();
    let protected = protected.replace("/Size", "/Encrypt 2 0 R /Size");
    refused(protected.as_bytes(), &NotPdf::Protected);
    let unknown = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /DW 500 >>] >>";
    let bytes = pages(&["BT /F 10 Tf 50 700 Td (abcdef) Tj ET"]);
    let bytes = String::from_utf8(bytes).unwrap();
    let start = FONT.find("/F ").unwrap() + 3;
    let known = FONT.get(start..FONT.len() - 3).unwrap();
    refused(
        bytes.replace(known, unknown).as_bytes(),
        &NotPdf::Unreadable,
    );
}

#[test]
fn a_page_without_text_among_others_is_named() {
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 ID x EI Q";
    let words = "BT /F 10 Tf 50 700 Td (A page of words that has more than a picture) Tj ET";
    assert_eq!(
        read(&pages(&[words, picture])).unwrap(),
        "A page of words that has more than a picture\n␌ Page 2 is a picture without text, so it was not read\n"
    );
}

#[test]
fn bombs_are_refused() {
    let bomb = packed(&vec![b' '; 100 << 20]);
    refused(
        &paged(stream("/Filter /FlateDecode", &bomb)),
        &NotPdf::TooLarge,
    );
    let runs = [129, b' '].repeat(1 << 20);
    refused(
        &paged(stream("/Filter /RunLengthDecode", &runs)),
        &NotPdf::TooLarge,
    );
    let deep = "[".repeat(100_000);
    refused(&paged(stream("", deep.as_bytes())), &NotPdf::TooLarge);
    let nested = format!("<< /A {} >>", "[".repeat(100_000));
    refused(&file(&[nested.into_bytes()]), &NotPdf::Damaged);
    // A form that draws itself, and a page that is its own parent.
    let form = stream("/Type /XObject /Subtype /Form", b"/X Do /X Do");
    refused(&paged(form), &NotPdf::TooLarge);
    let circle = file(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R] >>".to_vec(),
    ]);
    refused(&circle, &NotPdf::Damaged);
    let letters = format!("BT /F 1 Tf ({}) Tj ET", "x".repeat(200_000));
    refused(&pages(&[&letters]), &NotPdf::TooLarge);
    let letters = format!(
        "BT /F 1 Tf {} ET",
        format!("({}) Tj ", "x".repeat(90_000)).repeat(20)
    );
    refused(&pages(&[&letters]), &NotPdf::TooLarge);
    let filters = format!("/Filter [{}]", "/FlateDecode ".repeat(1000));
    refused(&paged(stream(&filters, b"x")), &NotPdf::TooLarge);
}

#[test]
fn every_cut_of_a_file_is_refused() {
    let whole = pages(&["BT /F 10 Tf 50 700 Td (words) Tj ET"]);
    let end = whole.len() - b"\n%%EOF\n".len();
    for cut in 0..end - 12 {
        assert!(read(&whole[..cut]).is_err(), "{cut}");
    }
    assert!(read(&whole).is_ok());
}

#[test]
fn a_file_whose_table_is_wrong_is_walked() {
    let whole = pages(&["BT /F 10 Tf 50 700 Td (words) Tj ET"]);
    let mut shifted = b"%PDF-1.4\n% put in front\n".to_vec();
    shifted.extend(&whole[9..]);
    assert_eq!(read(&shifted).unwrap(), "words\n");
    let mut prefixed = b"\r\n\r\n".to_vec();
    prefixed.extend(&whole);
    assert_eq!(read(&prefixed).unwrap(), "words\n");
}

#[test]
fn a_missing_page_is_a_damaged_file() {
    let bytes = pages(&["BT /F 10 Tf 50 700 Td (words) Tj ET"]);
    let text = String::from_utf8(bytes).unwrap();
    let missing = text.replace("/Kids [3 0 R]", "/Kids [9 0 R]");
    refused(missing.as_bytes(), &NotPdf::Damaged);
}

proptest! {
    #[test]
    fn no_change_of_a_byte_panics(at in 0_usize..2000, byte: u8) {
        let lines = "50 700 m 450 700 l 50 600 m 450 600 l 50 700 m 50 600 l 450 700 m 450 600 l S";
        let words = "BT /F 10 Tf 60 680 Td (Commu-) Tj 0 -12 Td [(nica) 20 (tion)] TJ ET";
        let mut bytes = pages(&[lines, words]);
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = read(&bytes);
    }

    #[test]
    fn no_content_panics(content in "((q|Q|BT|ET|Tj|TJ|Tm|cm|Do|re|f|S|BDC|EMC|\\[|\\]|<<|>>|/F|10|-3|\\(x\\)|<41>|BI|ID|EI|Tf|Td|'|\") ){0,60}") {
        let _ = read(&pages(&[&content]));
    }
}

proptest! {
    // Letters are set against one another, so that a page of forty takes as long as ten others.
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn letters_anywhere_are_all_in_the_text(places in prop::collection::vec((0_u32..560, 20_u32..820), 1..40)) {
        let mut content = String::from("/F 9 Tf ");
        for (x, y) in &places {
            write!(content, "BT /F 9 Tf {x} {y} Td (w) Tj ET ").unwrap();
        }
        let mut places = places;
        places.sort_unstable();
        places.dedup();
        let read = text(&content);
        // Letters that lie on one another are one.
        let count = read.matches('w').count();
        prop_assert!(count <= places.len() && count * 20 >= places.len());
    }
}
