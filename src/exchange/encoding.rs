//! Bytes to text: UTF-8, UTF-16 with its mark, else Windows-1252; what is no text is refused.

pub mod stream;

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::source::LONGEST;

/// The most bytes a text may have: England's caseload with every Section F is less.
const MOST: usize = 4 << 30;

/// Why bytes are not a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// There is nothing.
    #[error("is empty; nothing was read")]
    Empty,
    /// There is more than any caseload needs.
    #[error("is larger than {most} GB; split it and import the parts", most = MOST >> 30)]
    TooLarge,
    /// There is more than any text of its kind has.
    #[error("is larger than {most} MB, {0}", most = LONGEST >> 20)]
    TooLong(&'static str),
    /// It is another kind of file.
    #[error("is {0}, not a text; {1}")]
    Other(&'static str, &'static str),
    /// Its bytes are those of no writing: a picture, a recording, a program.
    #[error(
        "is not a text, whatever its name says: its bytes are those of a picture, a program or the like; open it in the program it was made with, and save it as .docx, .pdf or .txt, a table as CSV UTF-8"
    )]
    Binary,
    /// It holds a character that no text holds.
    #[error(
        "holds a NUL character in line {0}, which no text does; save it again as UTF-8 and import that"
    )]
    Nul(usize),
    /// Its bytes do not keep to the encoding its mark announces.
    #[error("says that it is {0} but is not, in line {1}; save it again as UTF-8 and import that")]
    Broken(&'static str, usize),
    /// It names an encoding that is not read.
    #[error("says that it is {0}, which is not read here; save it again as UTF-8 and import that")]
    Unknown(String),
    /// Some of its bytes are UTF-8 and some are not, so neither reading is safe.
    #[error(
        "is UTF-8 in some lines and not in line {0}; save it again as UTF-8 and import that, or letters with accents would be wrong"
    )]
    Mixed(usize),
    /// One of its bytes is a letter in none of the encodings that are read.
    #[error(
        "holds in line {0} a byte that is a letter neither in UTF-8 nor in Windows-1252, so its accents would be wrong (it may come from an old DOS or Macintosh program); save it again as UTF-8 and import that"
    )]
    Foreign(usize),
}

/// What the first bytes of other kinds of file are, and what to do with one.
const OTHERS: [(&[u8], &str, &str); 6] = [
    (
        b"PK\x03\x04",
        "a packed file (a Word document or a zip)",
        "save a table as .xlsx or CSV UTF-8",
    ),
    (
        b"PK\x05\x06",
        "a packed file with nothing in it",
        "save the table or the plan again from the program that made it",
    ),
    (b"%PDF", "a PDF", "give its name the ending .pdf"),
    (
        b"\xD0\xCF\x11\xE0",
        "an old or protected Office file",
        "open it, and save a table as .xlsx or CSV UTF-8, a plan as .docx, without a password",
    ),
    (b"{\\rtf", "a rich text file", "save it as .docx or .txt"),
    (b"\x1F\x8B", "a packed file", "unpack it first"),
];

/// Gives the text that bytes hold, of a kind that is never long; one that is longer is refused in these words.
pub fn short<'a>(bytes: &'a [u8], longer: &'static str) -> Result<Cow<'a, str>, NotText> {
    if bytes.len() > LONGEST {
        return Err(NotText::TooLong(longer));
    }
    no_page(bytes)?;
    text(bytes)
}

/// Gives the text that bytes hold.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    if bytes.len() > MOST {
        return Err(NotText::TooLarge);
    }
    other(bytes)?;
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => marked(encoding, bytes.get(mark..).unwrap_or_default())?,
        None => unmarked(bytes)?,
    };
    if let Some(at) = text.find('\0') {
        return Err(NotText::Nul(line(text.as_bytes(), at)));
    }
    if text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    Ok(text)
}

/// How web pages begin; many a system gives one the ending of a table.
const PAGES: [&[u8]; 3] = [b"<!doctype html", b"<html", b"<table"];

/// Refuses a web page.
fn no_page(bytes: &[u8]) -> Result<(), NotText> {
    let remedy = "open it in a spreadsheet or a word processor, and save a table as .xlsx or CSV UTF-8, a plan as .docx";
    if is_page(bytes) {
        return Err(NotText::Other("a web page", remedy));
    }
    Ok(())
}

fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    PAGES.iter().any(|page| {
        let (head, rest) = text.split_at_checked(page.len()).unwrap_or_default();
        let ends = !rest.first().is_some_and(u8::is_ascii_alphanumeric);
        head.eq_ignore_ascii_case(page) && ends
    })
}

/// Refuses what its first bytes say to be another kind of file.
fn other(bytes: &[u8]) -> Result<(), NotText> {
    let other = OTHERS.iter().find(|(first, ..)| bytes.starts_with(first));
    other.map_or(Ok(()), |(_, kind, remedy)| {
        Err(NotText::Other(kind, remedy))
    })
}

/// Decodes bytes whose mark says what they are.
fn marked<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, NotText> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|fault| NotText::Broken("UTF-8", line(bytes, fault.valid_up_to())));
    }
    debug_assert!(encoding == UTF_16LE || encoding == UTF_16BE);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let at = text.find('\u{FFFD}').unwrap_or(text.len());
        return Err(NotText::Broken("UTF-16", line(text.as_bytes(), at)));
    }
    Ok(text)
}

/// Decodes bytes without a mark: UTF-8 where all of them are, else Windows-1252.
fn unmarked(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(fault) => fault,
    };
    if is_binary(bytes) {
        return Err(NotText::Binary);
    }
    // One bad byte in a UTF-8 file must not turn every accent of the file into two wrong letters.
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return Err(NotText::Mixed(line(bytes, fault.valid_up_to())));
    }
    if let Some(at) = foreign(bytes) {
        return Err(NotText::Foreign(line(bytes, at)));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(text)
}

/// Where the first of the five bytes is that Windows-1252 leaves empty; a text that has one is of another encoding.
fn foreign(bytes: &[u8]) -> Option<usize> {
    let is_empty = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    bytes.iter().position(is_empty)
}

/// Whether more than one byte in fifty is one that no writing has; of compressed ones it is one in ten.
fn is_binary(bytes: &[u8]) -> bool {
    let is_foreign = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    bytes.iter().filter(is_foreign).count() > bytes.len() / 50
}

/// What a byte is in Windows-1252.
pub(super) fn windows(byte: u8) -> Option<char> {
    one(WINDOWS_1252, byte)
}

/// What a byte is in the encoding of the old Macintosh.
pub(super) fn macintosh(byte: u8) -> Option<char> {
    one(MACINTOSH, byte)
}

fn one(encoding: &'static Encoding, byte: u8) -> Option<char> {
    let bytes = [byte];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next()
}

/// The line in which a byte stands, from 1.
fn line(bytes: &[u8], at: usize) -> usize {
    let before = bytes.iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(bytes: &[u8], expected: &str) {
        assert_eq!(text(bytes).unwrap(), expected);
    }

    fn utf16(mark: [u8; 2], text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect()
    }

    #[test]
    fn every_encoding_of_the_standards_is_read() {
        case("Siân".as_bytes(), "Siân");
        case("\u{FEFF}Siân".as_bytes(), "Siân");
        case(&utf16([0xFF, 0xFE], "Siân 🙂", u16::to_le_bytes), "Siân 🙂");
        case(&utf16([0xFE, 0xFF], "Siân 🙂", u16::to_be_bytes), "Siân 🙂");
        case(b"Si\xE2n \x96 \x80 5", "Siân – € 5");
    }

    #[track_caller]
    fn refused(bytes: &[u8], expected: &NotText) {
        assert_eq!(text(bytes).unwrap_err(), *expected);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        refused(b"", &NotText::Empty);
        refused(b"\xEF\xBB\xBF \r\n", &NotText::Empty);
        refused(b"ref\nK-1\0", &NotText::Nul(2));
        for page in [
            "<TABLE><tr><td>ref",
            "\u{FEFF}\n <!DOCTYPE html>\n<p>ref",
            "<html lang=en>",
        ] {
            let said = short(page.as_bytes(), "").unwrap_err().to_string();
            assert!(
                said.starts_with("is a web page, not a text; open it"),
                "{said}"
            );
        }
        case(b"<tablet> for notes", "<tablet> for notes");
        refused(
            "ref"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .as_slice(),
            &NotText::Nul(1),
        );
        refused(b"\xEF\xBB\xBFa\nb\nSi\xE2n", &NotText::Broken("UTF-8", 3));
        refused(b"\xFF\xFEa\0\x00\xD8b\0", &NotText::Broken("UTF-16", 1));
        refused(b"\xFF\xFEa\0b", &NotText::Broken("UTF-16", 1));
        refused(
            "Siân\nSi"
                .bytes()
                .chain([0xE2, b'n'])
                .collect::<Vec<_>>()
                .as_slice(),
            &NotText::Mixed(2),
        );
        // A name and a year group of a file that a DOS program wrote.
        refused(b"ref,name\nK-1,M\x81ller", &NotText::Foreign(2));
        let noise: Vec<u8> = (0..=255).cycle().take(2_000).collect();
        refused(&noise, &NotText::Binary);
        refused(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", &NotText::Binary);
        for (first, ..) in OTHERS {
            assert!(matches!(text(first), Err(NotText::Other(..))));
        }
    }
}
