//! The text as read, from which pieces are cut by character.

use crate::domain::provision::Span;

/// Every so many characters the byte is known, so that a cut walks no farther than this.
const STRIDE: usize = 128;

/// What a line begins with that is a page's header or footer, where what read the file knew it for one.
///
/// It can be seen, and no plan is written with it; a form feed stands in front of every page of some texts.
pub const FURNITURE: char = '␌';

/// A text and where its characters lie.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    text: &'a str,
    bytes: Vec<usize>,
    length: usize,
}

impl<'a> Page<'a> {
    /// Measures a text once.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut bytes = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut length = 0;
        for (byte, _) in text.char_indices() {
            if length % STRIDE == 0 {
                bytes.push(byte);
            }
            length += 1;
        }
        Self {
            text,
            bytes,
            length,
        }
    }

    /// How many characters it has.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    fn byte(&self, at: usize) -> usize {
        let Some(start) = self.bytes.get(at / STRIDE).copied() else {
            return self.text.len();
        };
        // Where every character since then is one byte, there is nothing to count.
        let next = self.bytes.get(at / STRIDE + 1);
        if next.is_some_and(|next| next - start == STRIDE) {
            return start + at % STRIDE;
        }
        let rest = self.text.get(start..).unwrap_or("");
        let found = rest.char_indices().nth(at % STRIDE);
        found.map_or(self.text.len(), |(offset, _)| start + offset)
    }

    /// Whether a line was marked as a page's header or footer by what read the file.
    pub(crate) fn is_marked(&self, line: Span) -> bool {
        self.piece(line).starts_with(FURNITURE)
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
