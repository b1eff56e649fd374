//! The maps of a font: from codes to words, and from codes to glyphs (Adobe's `CMap`s).

use std::collections::HashMap;

use super::fault::{Budget, NotPdf};
use super::lexer::{Lexer, Token};

/// The most UTF-16 units that a code stands for.
const LONGEST: usize = 32;

/// Codes from one to another, and what the first stands for.
#[derive(Clone, Debug)]
struct Range<T> {
    first: u32,
    last: u32,
    of: T,
}

/// A map.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    /// How many bytes a code has, by where it lies.
    lengths: Vec<(usize, u32, u32)>,
    words: HashMap<u32, String>,
    word_ranges: Vec<Range<Vec<u16>>>,
    glyphs: Vec<Range<u32>>,
}

/// What stands between a `begin…` and its `end…`.
enum Item {
    Code(Vec<u8>),
    Number(f64),
    List(Vec<Vec<u8>>),
}

impl Map {
    /// Reads a map; what is broken in it is passed by.
    pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Self, NotPdf> {
        let mut map = Self::default();
        let mut items: Vec<Item> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        for token in Lexer::new(bytes, 0) {
            budget.token()?;
            match token {
                Token::Text(code) => match &mut list {
                    Some(list) => list.push(code),
                    None => items.push(Item::Code(code)),
                },
                Token::Number(number) => items.push(Item::Number(number)),
                Token::ListOpens => list = Some(Vec::new()),
                Token::ListCloses => items.extend(list.take().map(Item::List)),
                Token::Word(word) => {
                    map.take(word, &items);
                    items.clear();
                }
                Token::Name(_) | Token::DictOpens | Token::DictCloses => {}
            }
        }
        budget.entries(map.words.len() + map.word_ranges.len() + map.glyphs.len())?;
        map.word_ranges.sort_by_key(|range| range.first);
        map.glyphs.sort_by_key(|range| range.first);
        Ok(map)
    }

    fn take(&mut self, word: &[u8], items: &[Item]) {
        match word {
            b"endcodespacerange" => {
                for pair in items.chunks_exact(2) {
                    if let [Item::Code(first), Item::Code(last)] = pair {
                        self.lengths
                            .push((first.len(), number(first), number(last)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in items.chunks_exact(2) {
                    if let [Item::Code(code), Item::Code(word)] = pair {
                        self.words.insert(number(code), text(&units(word)));
                    }
                }
            }
            b"endbfrange" => {
                for three in items.chunks_exact(3) {
                    if let [Item::Code(first), Item::Code(last), of] = three {
                        self.words_of(number(first), number(last), of);
                    }
                }
            }
            b"endcidchar" => {
                for pair in items.chunks_exact(2) {
                    if let [Item::Code(code), Item::Number(glyph)] = pair {
                        self.glyphs_of(number(code), number(code), *glyph);
                    }
                }
            }
            b"endcidrange" => {
                for three in items.chunks_exact(3) {
                    if let [Item::Code(first), Item::Code(last), Item::Number(glyph)] = three {
                        self.glyphs_of(number(first), number(last), *glyph);
                    }
                }
            }
            _ => {}
        }
    }

    fn words_of(&mut self, first: u32, last: u32, of: &Item) {
        match of {
            Item::Code(word) => self.word_ranges.push(Range {
                first,
                last,
                of: units(word),
            }),
            Item::List(words) => {
                for (code, word) in (first..=last).zip(words) {
                    self.words.insert(code, text(&units(word)));
                }
            }
            Item::Number(_) => {}
        }
    }

    fn glyphs_of(&mut self, first: u32, last: u32, glyph: f64) {
        let glyph = super::object::whole(glyph).and_then(|glyph| u32::try_from(glyph).ok());
        self.glyphs
            .extend(glyph.map(|of| Range { first, last, of }));
    }

    /// How many bytes the next code has.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(length, first, last): &&(usize, u32, u32)| {
            let code = bytes.get(..*length).map(number);
            code.is_some_and(|code| (*first..=*last).contains(&code))
        };
        let found = self
            .lengths
            .iter()
            .filter(|(length, ..)| (1..=4).contains(length));
        let found = found.min_by_key(|space| (!fits(space), space.0));
        found.map(|(length, ..)| *length)
    }

    /// The words a code stands for.
    pub(super) fn words(&self, code: u32) -> Option<String> {
        if let Some(word) = self.words.get(&code) {
            return Some(word.clone());
        }
        let range = within(&self.word_ranges, code)?;
        let mut units = range.of.clone();
        let offset = u16::try_from(code - range.first).ok()?;
        let last = units.last_mut()?;
        *last = last.wrapping_add(offset);
        Some(text(&units))
    }

    /// The glyph a code stands for.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let range = within(&self.glyphs, code)?;
        Some(range.of.wrapping_add(code - range.first))
    }
}

fn within<T>(ranges: &[Range<T>], code: u32) -> Option<&Range<T>> {
    let after = ranges.partition_point(|range| range.first <= code);
    let range = ranges.get(after.checked_sub(1)?)?;
    (code <= range.last).then_some(range)
}

/// The number that bytes are, the first the highest.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum: u32, byte| sum.wrapping_shl(8) | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    let pair = |pair: &[u8]| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        [one, ..] => u16::from(*one),
        [] => 0,
    };
    bytes.chunks(2).take(LONGEST).map(pair).collect()
}

/// What UTF-16 says.
fn text(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied().filter(|unit| *unit != 0))
        .map(|letter| letter.unwrap_or(super::encoding::UNKNOWN))
        .collect()
}

/// What a string of a file says: UTF-16 or UTF-8 by its mark, else one byte a letter.
pub(super) fn said(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => text(&units(rest)),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar
3 beginbfrange <0020> <0022> <0041> <0030> <0031> [<2022> <D83DDE00>] <0040> <0041> <00660030> endbfrange
1 begincidrange <0100> <0105> 7 endcidrange endcmap";

    #[test]
    fn maps_give_words_and_glyphs() {
        let map = Map::read(MAP, &mut Budget::new()).unwrap();
        for (code, expected) in [
            (0x03, Some(" ")),
            (0x10, Some("fi")),
            (0x22, Some("C")),
            (0x30, Some("•")),
            (0x31, Some("😀")),
            (0x41, Some("f1")),
            (0x23, None),
        ] {
            assert_eq!(map.words(code).as_deref(), expected);
        }
        assert_eq!(map.glyph(0x102), Some(9));
        assert_eq!(map.glyph(0x106), None);
        assert_eq!(map.length(b"\0\x10\0"), Some(2));
        assert_eq!(map.length(b"\0"), Some(2));
        assert_eq!(Map::default().length(b"\0"), None);
    }

    #[test]
    fn strings_say_what_their_marks_say() {
        assert_eq!(said(b"\xFE\xFF\0S\0\xEE"), "Sî");
        assert_eq!(said(b"\xEF\xBB\xBFSi\xC3\xAEn"), "Siîn");
        assert_eq!(said(b"Si\xEEn"), "Siîn");
    }
}
