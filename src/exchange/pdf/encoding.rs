//! What the codes of simple fonts stand for: the encodings of ISO 32000-1, annex D, and glyphs by name.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::encoding::{macintosh, windows};
use super::super::signs::Signs;

/// Names of glyphs and what they are: Adobe's list, as far as the standard encodings go.
const GLYPHS: &str = include_str!("glyphs.txt");

/// Widths of the standard fonts, which a file need not carry: a line a font, codes 32 to 255 of Windows-1252.
const METRICS: &str = include_str!("metrics.txt");

/// What a letter is whose meaning the file does not give.
pub(super) const UNKNOWN: char = '\u{FFFD}';

/// The upper half of Adobe's standard encoding, from 0xA1; a blank where there is nothing.
const STANDARD: &str =
    "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß";

/// An encoding that a file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Adobe's own.
    Standard,
    /// Windows-1252.
    Windows,
    /// The old Macintosh's.
    Macintosh,
    /// A font of signs has its own.
    Signs(Signs),
}

impl Base {
    /// The encoding of this name.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" | b"PDFDocEncoding" => Some(Self::Windows),
            b"MacRomanEncoding" => Some(Self::Macintosh),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// What a code stands for.
    pub(super) fn letter(self, code: u8) -> Option<char> {
        let listed = |list: &str, first: u8| {
            let place = usize::from(code.checked_sub(first)?);
            list.chars().nth(place).filter(|letter| *letter != ' ')
        };
        match (self, code) {
            (_, 0x20) => Some(' '),
            (Self::Signs(signs), _) => signs.sign(code),
            (Self::Standard, 0x27) => Some('’'),
            (Self::Standard, 0x60) => Some('‘'),
            (Self::Standard, 0xA1..) => listed(STANDARD, 0xA1),
            (Self::Macintosh, _) => macintosh(code).filter(|letter| !letter.is_control()),
            (Self::Standard | Self::Windows, _) => {
                windows(code).filter(|letter| !letter.is_control())
            }
        }
    }
}

/// The letters that a joined one is written with.
pub(super) fn loosened(letter: char) -> impl Iterator<Item = char> {
    let joined = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' => "ft",
        'ﬆ' => "st",
        _ => "",
    };
    let own = if joined.is_empty() {
        Some(letter)
    } else {
        None
    };
    joined.chars().chain(own)
}

/// What a glyph of this name is: `eacute`, `uni00E9`, `f_i`, `a.alt`.
pub(super) fn glyph(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|stem| !stem.is_empty())?;
    name.split('_').map(part).collect()
}

fn part(name: &str) -> Option<char> {
    static KNOWN: OnceLock<HashMap<&str, char>> = OnceLock::new();
    let code = |digits: &str| {
        let code = u32::from_str_radix(digits, 16).ok()?;
        char::from_u32(code)
    };
    let known = KNOWN.get_or_init(|| {
        let lines = GLYPHS.lines().filter_map(|line| line.split_once(' '));
        lines
            .filter_map(|(name, digits)| Some((name, code(digits)?)))
            .collect()
    });
    if let Some(letter) = known.get(name) {
        return Some(*letter);
    }
    let digits = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() == 4)
        .or_else(|| {
            let digits = name.strip_prefix('u')?;
            (4..=6).contains(&digits.len()).then_some(digits)
        })?;
    code(digits)
}

/// The width of a letter in the standard font nearest to this name, in thousandths of its size.
pub(super) fn standard_width(font: &str, letter: char) -> f64 {
    const COURIER: f64 = 600.0;
    static KNOWN: OnceLock<HashMap<&str, HashMap<char, f64>>> = OnceLock::new();
    if font.contains("courier") || font.contains("mono") {
        return COURIER;
    }
    let known = KNOWN.get_or_init(|| METRICS.lines().filter_map(metrics).collect());
    let bold = font.contains("bold");
    let italic = font.contains("italic") || font.contains("oblique");
    let name = if font.contains("times") || font.contains("serif") && !font.contains("sans") {
        match (bold, italic) {
            (false, false) => "Times-Roman",
            (true, false) => "Times-Bold",
            (false, true) => "Times-Italic",
            (true, true) => "Times-BoldItalic",
        }
    } else if bold {
        "Helvetica-Bold"
    } else {
        "Helvetica"
    };
    let widths = known.get(name);
    let width = widths.and_then(|widths| widths.get(&letter)).copied();
    width.unwrap_or(556.0)
}

fn metrics(line: &'static str) -> Option<(&'static str, HashMap<char, f64>)> {
    let (name, widths) = line.split_once(' ')?;
    let widths = widths.split(' ').zip(32_u8..=255);
    let widths = widths.filter_map(|(width, code)| Some((windows(code)?, width.parse().ok()?)));
    Some((name, widths.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_glyphs_stand_for_letters() {
        for (base, code, expected) in [
            (Base::Windows, 0x92, Some('’')),
            (Base::Macintosh, 0xD5, Some('’')),
            (Base::Standard, 0x27, Some('’')),
            (Base::Standard, 0xB7, Some('•')),
            (Base::Standard, 0xFB, Some('ß')),
            (Base::Standard, 0xB5, None),
            (Base::Windows, 0x01, None),
        ] {
            assert_eq!(base.letter(code), expected, "{base:?} {code:x}");
        }
        for (name, expected) in [
            ("eacute", Some("é")),
            ("bullet", Some("•")),
            ("fi", Some("ﬁ")),
            ("f_i", Some("fi")),
            ("uni2264", Some("≤")),
            ("u1F600", Some("😀")),
            ("a.alt", Some("a")),
            ("g12", None),
            (".notdef", None),
        ] {
            assert_eq!(glyph(name.as_bytes()).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn standard_fonts_have_their_widths() {
        for (font, letter, expected) in [
            ("helvetica", 'a', 556.0),
            ("arial-boldmt", 'a', 556.0),
            ("helvetica", 'i', 222.0),
            ("helvetica-bold", 'i', 278.0),
            ("timesnewromanps-boldmt", 'a', 500.0),
            ("times-italic", 'W', 833.0),
            ("couriernew", 'i', 600.0),
        ] {
            assert!(
                (standard_width(font, letter) - expected).abs() < 0.1,
                "{font} {letter}"
            );
        }
    }
}
