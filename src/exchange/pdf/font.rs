//! Fonts: the bytes of a string to glyphs, each with its words and its width.

use std::collections::HashMap;

use super::super::signs::{Signs, private};
use super::cmap::{Map, number};
use super::encoding::{Base, UNKNOWN, glyph, standard_width};
use super::fault::NotPdf;
use super::file::File;
use super::object::{Dict, Object};

/// What a glyph of a simple font takes: a thousandth of the font's size.
const THOUSANDTH: f64 = 0.001;

/// The width of a glyph that a composite font says nothing of.
const USUAL: f64 = 1000.0;

/// A glyph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The letters it stands for.
    pub(super) words: String,
    /// Its width, in sizes of the font.
    pub(super) width: f64,
    /// It is the blank that words are set apart by.
    pub(super) blank: bool,
}

/// A font.
pub(super) enum Font {
    /// A byte a glyph.
    Simple(Vec<Glyph>),
    /// As many bytes a glyph as its map says.
    Composite(Box<Composite>),
}

/// A font whose codes have more than one byte.
pub(super) struct Composite {
    /// From codes to glyphs; none where they are the same.
    glyphs: Option<Map>,
    words: Option<Map>,
    /// Its codes are UTF-16 themselves.
    unicode: bool,
    signs: Option<Signs>,
    widths: HashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    usual: f64,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(file: &mut File<'_>, dict: &Dict) -> Result<Self, NotPdf> {
        let name = file.get(dict, "BaseFont")?;
        let name = String::from_utf8_lossy(name.name().unwrap_or_default()).to_lowercase();
        let name = match name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
            Some(_) | None => name,
        };
        let words = map(file, dict, "ToUnicode")?;
        if file.get(dict, "Subtype")?.name() == Some(b"Type0") {
            return composite(file, dict, &name, words).map(|font| Self::Composite(Box::new(font)));
        }
        simple(file, dict, &name, words.as_ref()).map(Self::Simple)
    }

    /// The glyphs of a string.
    pub(super) fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        match self {
            Self::Simple(glyphs) => {
                let glyph = |byte: &u8| glyphs.get(usize::from(*byte)).cloned();
                bytes.iter().filter_map(glyph).collect()
            }
            Self::Composite(font) => font.glyphs(bytes),
        }
    }
}

/// Reads a map that an entry of a font holds; one that cannot be unpacked is none.
fn map(file: &mut File<'_>, dict: &Dict, key: &str) -> Result<Option<Map>, NotPdf> {
    let Object::Stream(dict, range) = file.get(dict, key)? else {
        return Ok(None);
    };
    match file.stream(&dict, range) {
        Ok(bytes) => Map::read(&bytes, &mut file.budget).map(Some),
        Err(NotPdf::TooLarge) => Err(NotPdf::TooLarge),
        Err(_) => Ok(None),
    }
}

/// The glyphs of a font with a byte a glyph, by their codes.
fn simple(
    file: &mut File<'_>,
    dict: &Dict,
    name: &str,
    words: Option<&Map>,
) -> Result<Vec<Glyph>, NotPdf> {
    let signs = Signs::of_font(name);
    let letters = letters(file, dict, signs)?;
    let first = file.get(dict, "FirstChar")?.whole().unwrap_or(0);
    let widths = file.numbers(dict, "Widths")?;
    let descriptor = file.dict(dict, "FontDescriptor")?;
    let missing = file.get(&descriptor, "MissingWidth")?.number();
    // The glyphs of a drawn font are measured by its own matrix.
    let matrix = file.numbers(dict, "FontMatrix")?;
    let scale = matrix.first().map_or(THOUSANDTH, |scale| scale.abs());
    let glyphs = (0_u8..=255).zip(letters).map(|(code, letter)| {
        let mapped = words.and_then(|map| map.words(u32::from(code)));
        let mapped = mapped.filter(|words| !words.is_empty());
        let words = mapped.map(|words| readable(&words, signs)).or(letter);
        let place = usize::from(code).checked_sub(first);
        let own = place.and_then(|place| widths.get(place)).copied();
        let width = own.or(missing).unwrap_or_else(|| {
            let letter = words.as_ref().and_then(|words| words.chars().next());
            if widths.is_empty() {
                standard_width(name, letter.unwrap_or(UNKNOWN))
            } else {
                0.0
            }
        });
        Glyph {
            words: words.unwrap_or_else(|| UNKNOWN.into()),
            width: width * scale,
            blank: code == 32,
        }
    });
    Ok(glyphs.collect())
}

/// What the codes of a simple font stand for, by its encoding alone.
fn letters(
    file: &mut File<'_>,
    dict: &Dict,
    signs: Option<Signs>,
) -> Result<Vec<Option<String>>, NotPdf> {
    let encoding = file.get(dict, "Encoding")?;
    let differing = match encoding.dict() {
        Some(dict) => {
            let named = file.get(dict, "BaseEncoding")?;
            let differences = file.get(dict, "Differences")?;
            let differences = differences.list().unwrap_or_default().to_vec();
            (named.name().and_then(Base::of), differences)
        }
        None => (encoding.name().and_then(Base::of), Vec::new()),
    };
    let (named, differences) = differing;
    // A font of signs keeps its own meaning, whatever encoding a producer wrote beside it.
    let base = signs.map(Base::Signs).or(named).unwrap_or(Base::Standard);
    let letter = |code: u8| base.letter(code).map(String::from);
    let mut letters: Vec<Option<String>> = (0..=255).map(letter).collect();
    let mut at = 0;
    for item in &differences {
        if let Some(code) = item.whole() {
            at = code;
        } else if let Some(name) = item.name() {
            if let (Some(place), Some(words)) = (letters.get_mut(at), glyph(name)) {
                *place = Some(words);
            }
            at = at.saturating_add(1);
        }
    }
    Ok(letters)
}

/// Words of a map, private signs as what they show.
fn readable(words: &str, signs: Option<Signs>) -> String {
    let shown = |letter| private(signs, letter).unwrap_or(letter);
    words.chars().map(shown).collect()
}

fn composite(
    file: &mut File<'_>,
    dict: &Dict,
    name: &str,
    words: Option<Map>,
) -> Result<Composite, NotPdf> {
    let encoding = file.get(dict, "Encoding")?;
    let named = encoding.name().unwrap_or_default().to_vec();
    let unicode = ["UCS2", "UTF16"]
        .iter()
        .any(|kind| String::from_utf8_lossy(&named).contains(kind));
    let glyphs = map(file, dict, "Encoding")?;
    let below = file.get(dict, "DescendantFonts")?;
    let below = match below.list().and_then(|list| list.first()) {
        Some(font) => file.resolved(font)?,
        None => below,
    };
    let below = below.dict().cloned().unwrap_or_default();
    let usual = file.get(&below, "DW")?.number().unwrap_or(USUAL);
    let mut font = Composite {
        glyphs,
        words,
        unicode,
        signs: Signs::of_font(name),
        widths: HashMap::new(),
        ranges: Vec::new(),
        usual,
    };
    let list = file.get(&below, "W")?;
    let mut flat = Vec::new();
    for item in list.list().unwrap_or_default() {
        flat.push(file.resolved(item)?);
    }
    font.measure(&flat);
    file.budget.entries(font.widths.len() + font.ranges.len())?;
    Ok(font)
}

impl Composite {
    /// Takes in widths: `12 [500 600]` or `12 20 500`.
    fn measure(&mut self, list: &[Object]) {
        let id = |object: &Object| object.whole().and_then(|id| u32::try_from(id).ok());
        let mut rest = list;
        loop {
            match rest {
                [first, Object::List(widths), after @ ..] => {
                    if let Some(first) = id(first) {
                        let widths = widths.iter().filter_map(Object::number);
                        self.widths.extend((first..).zip(widths));
                    }
                    rest = after;
                }
                [first, last, width, after @ ..] => {
                    if let (Some(first), Some(last), Some(width)) =
                        (id(first), id(last), width.number())
                    {
                        self.ranges.push((first, last, width));
                    }
                    rest = after;
                }
                _ => break,
            }
        }
        self.ranges.sort_by_key(|(first, ..)| *first);
    }

    fn width(&self, glyph: u32) -> f64 {
        if let Some(width) = self.widths.get(&glyph) {
            return *width;
        }
        let after = self.ranges.partition_point(|(first, ..)| *first <= glyph);
        let range = after.checked_sub(1).and_then(|at| self.ranges.get(at));
        match range {
            Some((_, last, width)) if glyph <= *last => *width,
            Some(_) | None => self.usual,
        }
    }

    fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(bytes.len() / 2);
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.glyphs.as_ref().and_then(|map| map.length(rest));
            let length = length.unwrap_or(2).min(rest.len());
            let (code, after) = rest.split_at(length);
            rest = after;
            let number = number(code);
            let id = match &self.glyphs {
                Some(map) => map.glyph(number).unwrap_or(number),
                None => number,
            };
            let mapped = self.words.as_ref().and_then(|map| map.words(number));
            let words = match mapped.filter(|words| !words.is_empty()) {
                Some(words) => readable(&words, self.signs),
                None if self.unicode => char::from_u32(number).unwrap_or(UNKNOWN).into(),
                None => UNKNOWN.into(),
            };
            glyphs.push(Glyph {
                words,
                width: self.width(id) * THOUSANDTH,
                blank: length == 1 && number == 32,
            });
        }
        glyphs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(list: &[Object]) -> Composite {
        let mut font = Composite {
            glyphs: None,
            words: None,
            unicode: true,
            signs: None,
            widths: HashMap::new(),
            ranges: Vec::new(),
            usual: 1000.0,
        };
        font.measure(list);
        font
    }

    #[test]
    fn widths_of_composite_fonts_are_found() {
        let n = |number: f64| Object::Number(number);
        let list = [
            n(3.0),
            Object::List(vec![n(250.0), n(300.0)]),
            n(10.0),
            n(20.0),
            n(700.0),
        ];
        let font = font(&list);
        let widths = [3, 4, 5, 10, 20, 21].map(|glyph| font.width(glyph));
        assert_eq!(
            format!("{widths:?}"),
            "[250.0, 300.0, 1000.0, 700.0, 700.0, 1000.0]"
        );
        let glyphs = font.glyphs(b"\0\x04 \x22\0");
        let words: String = glyphs.iter().map(|glyph| glyph.words.as_str()).collect();
        assert_eq!(words, "\u{4}•\0");
    }
}
