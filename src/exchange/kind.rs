//! What kind of file it is that comes in: told by what it holds, not by the ending of its name.

use super::encoding;
use super::returns::Module;
use super::table::{Row, Table};

/// How many of a file's first bytes tell its kind.
pub const HEAD: usize = 1 << 14;

/// How many of a packed file's last bytes tell its kind: the list of its parts stands there.
pub const TAIL: usize = 1 << 18;

/// Whether a file is packed, so that its last bytes tell its kind.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// A kind of file that can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The plain caseload table.
    Caseload,
    /// The SEN2 return's XML.
    Sen2,
    /// One of the nine files in which COLLECT exports the SEN2 return.
    Blade,
    /// The schools of GIAS.
    Gias,
    /// The links between the schools of GIAS.
    GiasLinks,
    /// A plan document.
    Plan,
}

impl Kind {
    /// The words in the history of imports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Caseload => "caseload table",
            Self::Sen2 => "SEN2 return (XML)",
            Self::Blade => "SEN2 return (COLLECT)",
            Self::Gias => "register of schools",
            Self::GiasLinks => "links of schools",
            Self::Plan => "plan document",
        }
    }

    /// Gives the kind of a packed file by its last bytes, in which its parts are listed.
    pub fn of_packed(tail: &[u8]) -> Option<Self> {
        let part = |name: &[u8]| match name.split(|byte| *byte == b'/').next() {
            Some(b"xl") => Some(Self::Caseload),
            Some(b"word") => Some(Self::Plan),
            Some(_) | None => None,
        };
        parts(tail).find_map(part)
    }

    /// Gives the kind of a file by its first bytes; nothing where they do not tell.
    pub fn of(head: &[u8]) -> Option<Self> {
        if is_xml(head) {
            return Some(Self::Sen2);
        }
        if is_packed(head) || head.starts_with(b"%PDF") {
            return Some(Self::Plan);
        }
        let text = encoding::text(first_line(head)).ok()?;
        let table = Table::open(&text).ok()?;
        let cells = cells(table.header());
        let has = |name: &str| cells.iter().any(|cell| cell == name);
        if Module::of_header(&cells).is_some() {
            return Some(Self::Blade);
        }
        if has("urn") && has("linkurn") {
            return Some(Self::GiasLinks);
        }
        if has("urn") && has("establishmentname") && has("typeofestablishment (code)") {
            return Some(Self::Gias);
        }
        (cells.len() > 1 && (has("ref") || has("upn"))).then_some(Self::Caseload)
    }
}

/// The names of the parts that the end of a packed file lists.
fn parts(tail: &[u8]) -> impl Iterator<Item = &[u8]> {
    /// How an entry of the list begins, where its name's length stands, and where the name.
    const ENTRY: (&[u8], usize, usize) = (b"PK\x01\x02", 28, 46);
    let starts = tail.windows(ENTRY.0.len()).enumerate();
    let starts = starts.filter(|(_, bytes)| *bytes == ENTRY.0);
    starts.filter_map(|(start, _)| {
        let length = tail.get(start + ENTRY.1..)?.first_chunk::<2>()?;
        let name = tail.get(start + ENTRY.2..)?;
        name.get(..usize::from(u16::from_le_bytes(*length)))
    })
}

/// Whether a file is XML, in whichever encoding: declared as such, or with a return's elements.
fn is_xml(head: &[u8]) -> bool {
    let marks = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"];
    let bare = marks.iter().find_map(|mark| head.strip_prefix(*mark));
    let plain = bare
        .unwrap_or(head)
        .iter()
        .copied()
        .filter(|byte| *byte != 0);
    let mut plain = plain.skip_while(u8::is_ascii_whitespace).peekable();
    if plain.peek() != Some(&b'<') {
        return false;
    }
    let text: Vec<u8> = plain.map(|byte| byte.to_ascii_lowercase()).collect();
    let holds = |word: &[u8]| text.windows(word.len()).any(|part| part == word);
    text.starts_with(b"<?xml") || holds(b"<person") || holds(b"<header>")
}

/// The bytes up to the first line's end, of either width.
fn first_line(head: &[u8]) -> &[u8] {
    let end = head.iter().position(|byte| *byte == b'\n');
    let Some(end) = end else {
        return head;
    };
    // The second byte of a line's end that is two bytes wide goes with it.
    let wide = head.starts_with(b"\xFF\xFE");
    head.get(..=end + usize::from(wide)).unwrap_or(head)
}

/// The header's cells in small letters.
fn cells(header: &Row) -> Vec<String> {
    let cells = (0..header.len()).map(|at| header.cell(at));
    cells.map(str::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn packed(parts: &[&str], expected: Option<Kind>) {
        let mut tail = b"...".to_vec();
        for part in parts {
            let mut entry = [0; 46];
            entry[..4].copy_from_slice(b"PK\x01\x02");
            entry[28] = u8::try_from(part.len()).unwrap();
            tail.extend(entry);
            tail.extend(part.as_bytes());
        }
        assert_eq!(Kind::of_packed(&tail), expected, "{parts:?}");
    }

    #[test]
    fn a_packed_file_is_told_by_its_parts() {
        packed(
            &["[Content_Types].xml", "xl/workbook.xml"],
            Some(Kind::Caseload),
        );
        packed(
            &[
                "[Content_Types].xml",
                "word/document.xml",
                "word/embeddings/xl.xlsx",
            ],
            Some(Kind::Plan),
        );
        packed(&["content.xml", "mimetype"], None);
        packed(&[], None);
        assert_eq!(Kind::of_packed(b"PK\x01\x02"), None);
    }

    #[track_caller]
    fn case(head: &[u8], expected: Option<Kind>) {
        assert_eq!(Kind::of(head), expected);
    }

    #[test]
    fn a_kind_is_told_by_what_the_file_holds() {
        case(
            b"\xEF\xBB\xBF<?xml version=\"1.0\"?><Message>",
            Some(Kind::Sen2),
        );
        case(b"\r\n<Message><Header>", Some(Kind::Sen2));
        let wide: Vec<u8> = "\u{FEFF}<Message><Persons>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        case(&wide, Some(Kind::Sen2));
        case(b"<!DOCTYPE html><html>", None);
        case(b"<5 hours a week", None);
        case(
            b"\"SenneedTableId\",NativeId,senneedorderseqcolumn\r\n1,2,3",
            Some(Kind::Blade),
        );
        case(
            b"URN,\"EstablishmentName\",TypeOfEstablishment (code)\n1,2,3\n",
            Some(Kind::Gias),
        );
        case(b"ref,upn,urn,school\n", Some(Kind::Caseload));
        case(
            b"URN,LinkURN,LinkName\n1,2,Si\xE2n\n",
            Some(Kind::GiasLinks),
        );
        case(b"Ref;dob\nK-1;2015-01-01\n", Some(Kind::Caseload));
        case(b"PK\x03\x04", Some(Kind::Plan));
        assert!(is_packed(b"PK\x03\x04") && !is_packed(b"PK"));
        case(b"A TA will read.", None);
        case(b"", None);
        case(&[0xFF; 40], None);
        let wide: Vec<u8> = "\u{FEFF}ref,dob\nK-1,\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        case(&wide, Some(Kind::Caseload));
    }
}
