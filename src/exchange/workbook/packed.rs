//! The packed file around a workbook, measured before it is read: how much it unpacks to, and what it claims.

use std::io::{BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;

use super::{MOST_COLUMNS, MOST_ROWS, NotWorkbook};

/// The most parts that a workbook may have.
const MOST_PARTS: usize = 10_000;

/// The most bytes that one part may unpack to: a sheet of England's caseload is less.
const MOST: u64 = 2 << 30;

/// The most bytes that the texts, which are kept in memory together, may unpack to.
const MOST_TEXTS: u64 = 512 << 20;

/// The most bytes that pictures and the like may unpack to, each of them.
const MOST_OTHER: u64 = 64 << 20;

/// How many times larger than packed a part may be, once it is larger than [`SMALL`].
const STEEPEST: u64 = 200;

/// A part up to this size may be packed as tightly as it likes.
const SMALL: u64 = 1 << 20;

/// What all parts together may unpack to: so many times the file, what is free, and the most of any file.
const FREE: u64 = 64 << 20;
const MOST_OF_ALL: u64 = 4 << 30;

/// The most bytes up to the end of the next element.
const LONGEST: u64 = 16 << 20;

/// Unpacks every part once and keeps nothing, so that reading it can take no more than is here.
pub(super) fn measure(bytes: &[u8]) -> Result<(), NotWorkbook> {
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| NotWorkbook::Damaged)?;
    if archive.len() > MOST_PARTS {
        let parts = archive.len();
        return Err(NotWorkbook::TooLarge(format!("{parts} parts")));
    }
    let mut has_workbook = false;
    // Entries may point at the same bytes, so that each by itself is within its bounds.
    let mut left = FREE.max(bytes.len() as u64 * STEEPEST).min(MOST_OF_ALL);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| NotWorkbook::Damaged)?;
        let name = part.name().map_err(|_| NotWorkbook::Damaged)?;
        let name = name.to_ascii_lowercase();
        let ending = name.rsplit('.').next().unwrap_or_default();
        has_workbook |= name.starts_with("xl/") && ending == "xml";
        let steep = SMALL.max(part.compressed_size().saturating_mul(STEEPEST));
        let is_text = name.ends_with("sharedstrings.xml");
        let is_xml = matches!(ending, "xml" | "rels");
        let most = match (is_text, is_xml) {
            (true, _) => MOST_TEXTS,
            (false, true) => MOST,
            (false, false) => MOST_OTHER,
        };
        let most = steep.min(most);
        let too_large = || {
            let size = if left < most {
                format!("its parts together, up to {name}")
            } else {
                format!("more than {} MB in its part {name}", most >> 20)
            };
            NotWorkbook::TooLarge(size)
        };
        let most = most.min(left);
        // What a part says of its size may be too little; where it is too much, it need not be unpacked.
        if part.size() > most {
            return Err(too_large());
        }
        let longest = if is_xml { LONGEST } else { MOST_OTHER };
        let part = BufReader::with_capacity(1 << 16, part.take(most + 1));
        let length = walk(part, longest)?;
        if length > most {
            return Err(too_large());
        }
        left -= length;
    }
    if has_workbook {
        Ok(())
    } else {
        Err(NotWorkbook::NoWorkbook)
    }
}

/// Goes through a part element by element; gives its length.
fn walk(mut part: impl BufRead, longest: u64) -> Result<u64, NotWorkbook> {
    let mut length = 0;
    let mut piece = Vec::new();
    loop {
        piece.clear();
        let read = (&mut part).take(longest + 1).read_until(b'>', &mut piece);
        let read = read.map_err(|_| NotWorkbook::Damaged)? as u64;
        if read == 0 {
            return Ok(length);
        }
        if read > longest {
            let size = format!("a single piece of more than {} MB", longest >> 20);
            return Err(NotWorkbook::TooLarge(size));
        }
        length += read;
        let start = piece.iter().rposition(|byte| *byte == b'<');
        if let Some(element) = start.and_then(|start| piece.get(start + 1..)) {
            claim(element)?;
        }
    }
}

/// Refuses an element that claims what no spreadsheet has.
fn claim(element: &[u8]) -> Result<(), NotWorkbook> {
    let name = element.split(u8::is_ascii_whitespace).next();
    let name = name.unwrap_or_default();
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    let places: &[u8] = match local {
        b"c" | b"row" => b"r",
        b"dimension" | b"mergeCell" => b"ref",
        b"sst" => b"uniqueCount",
        _ => return Ok(()),
    };
    let rest = element.get(name.len()..).unwrap_or_default();
    let said = attributes(rest).find(|(name, _)| *name == places);
    let Some((_, said)) = said else {
        return Ok(());
    };
    let absurd = || {
        let said = String::from_utf8_lossy(said)
            .chars()
            .take(40)
            .collect::<String>();
        NotWorkbook::Absurd(format!("the place or number \"{said}\""))
    };
    if local == b"sst" {
        let count = number(said).filter(|count| *count <= MOST_TEXTS / 8);
        return count.map(drop).ok_or_else(absurd);
    }
    let mut corners = said.split(|byte| *byte == b':').map(place);
    let (Some(Some(first)), last, None) = (corners.next(), corners.next(), corners.next()) else {
        return Err(absurd());
    };
    let Some(last) = last.unwrap_or(Some(first)) else {
        return Err(absurd());
    };
    if last.0 < first.0 || last.1 < first.1 {
        return Err(absurd());
    }
    Ok(())
}

/// The row and column of a place such as `C12`; a row alone has column nought.
fn place(said: &[u8]) -> Option<(u64, u64)> {
    let letters = said.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let letters = letters.count();
    let (letters, figures) = said.split_at_checked(letters)?;
    if letters.len() > 3 {
        return None;
    }
    let column = letters.iter().fold(0, |column, letter| {
        column * 26 + u64::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = number(figures)?;
    let holds = (1..=u64::from(MOST_ROWS)).contains(&row) && column <= u64::from(MOST_COLUMNS);
    holds.then_some((row, column))
}

fn number(said: &[u8]) -> Option<u64> {
    let figures = !said.is_empty() && said.len() <= 12 && said.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(said).ok().filter(|_| figures)?;
    text.parse().ok()
}

/// The attributes of an element, each with its value.
fn attributes(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (before, after) = parted(rest, b'=')?;
        let name = before.trim_ascii();
        let after = after.trim_ascii_start();
        let (quote, after) = after.split_first()?;
        let (value, after) = parted(after, *quote)?;
        rest = after;
        Some((name, value.trim_ascii()))
    })
}

/// What stands before and after a byte.
fn parted(bytes: &[u8], by: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|byte| *byte == by)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(element: &str, harmless: bool) {
        assert_eq!(claim(element.as_bytes()).is_ok(), harmless, "{element}");
    }

    #[test]
    fn places_beyond_a_sheet_are_absurd() {
        case("c r=\"A1\" s=\"3\">", true);
        case("c s='3' r = 'XFD1048576'/>", true);
        case("x:c r=\"XFE1\">", false);
        case("c r=\"A1048577\">", false);
        case("c r=\"AAAAAAAAAAAA1\">", false);
        case("c r=\"A99999999999999999999\">", false);
        case("c r=\"A0\">", false);
        case("c>", true);
        case("row r=\"7\" spans=\"1:16384\">", true);
        case("row r=\"4294967296\">", false);
        case("dimension ref=\"A1:XFD1048576\"/>", true);
        case("dimension ref=\"A1:XFD999999999\"/>", false);
        case("dimension ref=\"B2:A1\"/>", false);
        case("mergeCell ref=\"A1:B2:C3\"/>", false);
        case("sst count=\"9\" uniqueCount=\"7\">", true);
        case("sst uniqueCount=\"99999999999\">", false);
        case("sst uniqueCount=\"-1\">", false);
        case("font r=\"ZZZZZZ9\">", true);
    }

    #[test]
    fn a_part_is_walked_within_bounds() {
        assert_eq!(walk(&b"<a><c r=\"B2\"/>text"[..], 100), Ok(18));
        let long = [b'x'; 200];
        assert!(matches!(
            walk(&long[..], 100),
            Err(NotWorkbook::TooLarge(_))
        ));
        assert!(matches!(
            walk(&b"<c r=\"B0\"/>"[..], 100),
            Err(NotWorkbook::Absurd(_))
        ));
    }
}
