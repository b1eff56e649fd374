//! The text as read, from which pieces are cut by character.

use crate::domain::provision::Span;

/// Every so many characters the byte is known, so that a cut walks no farther than this.
const STRIDE: usize = 32;

/// What a line begins with that is a page's header or footer, where what read the file knew it for one.
///
/// It can be seen, and no plan is written with it; a form feed stands in front of every page of some texts.
pub const FURNITURE: char = '␌';

/// A text and where its characters lie.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    text: &'a str,
    /// Where every stride begins, and the text's end.
    bytes: Vec<usize>,
    length: usize,
    /// Whether any line is marked as furniture; most texts have none.
    marked: bool,
}

impl<'a> Page<'a> {
    /// Measures a text once.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut bytes = Vec::with_capacity(text.len() / STRIDE + 2);
        let (mut length, mut start, mut rest) = (0, 0, text.as_bytes());
        while !rest.is_empty() {
            bytes.push(start);
            let (characters, end) = stride(rest);
            length += characters;
            start += end;
            rest = rest.get(end..).unwrap_or_default();
        }
        bytes.push(start);
        Self {
            text,
            bytes,
            length,
            marked: text.contains(FURNITURE),
        }
    }

    /// How many characters it has.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    fn byte(&self, at: usize) -> usize {
        if at >= self.length {
            return self.text.len();
        }
        let bounds = self.bytes.get(at / STRIDE..).unwrap_or_default();
        let [start, next, ..] = *bounds else {
            return self.text.len();
        };
        // Where every character from the one to the other is one byte, there is nothing to count.
        let first = at - at % STRIDE;
        if next - start == STRIDE.min(self.length - first) {
            return start + at % STRIDE;
        }
        let stretch = self.text.as_bytes().get(start..next).unwrap_or_default();
        let mut begins = (start..next)
            .zip(stretch)
            .filter(|(_, byte)| begins(**byte));
        begins.nth(at % STRIDE).map_or(next, |(byte, _)| byte)
    }

    /// Whether a line was marked as a page's header or footer by what read the file.
    pub(crate) fn is_marked(&self, line: Span) -> bool {
        self.marked && self.piece(line).starts_with(FURNITURE)
    }

    /// The characters of a span; those beyond the end are not there.
    pub(crate) fn piece(&self, span: Span) -> &'a str {
        if span.start >= span.end {
            return "";
        }
        let (from, to) = (self.byte(span.start), self.byte(span.end));
        self.text.get(from..to).unwrap_or("")
    }
}

/// Whether a byte begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// How many characters the next stride has, and how many bytes.
fn stride(rest: &[u8]) -> (usize, usize) {
    let plain = rest.get(..STRIDE.min(rest.len())).unwrap_or_default();
    // What follows plain letters begins a character.
    if plain.is_ascii() {
        return (plain.len(), plain.len());
    }
    let starts = rest.iter().enumerate().filter(|(_, byte)| begins(**byte));
    let mut starts = starts.map(|(place, _)| place).skip(1);
    let within = starts.by_ref().take(STRIDE - 1).count();
    match starts.next() {
        Some(end) => (STRIDE, end),
        None => (within + 1, rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_cut_by_character() {
        let text = "é–x".repeat(200);
        let page = Page::new(&text);
        assert_eq!(page.length(), 600);
        assert_eq!(
            page.piece(Span {
                start: 598,
                end: 700
            }),
            "–x"
        );
        assert_eq!(
            page.piece(Span {
                start: 128,
                end: 130
            }),
            "xé"
        );
        assert_eq!(page.piece(Span { start: 9, end: 3 }), "");
    }
}
