//! Text from outside, made harmless for a terminal.

use std::borrow::Cow;

/// Gives text without the characters that a terminal would obey; each becomes `\u{fffd}`.
///
/// A plan, a name or a file's cell may carry escape sequences or direction overrides. Line ends and
/// tabs stay. Characters are replaced one for one, so that places in the text still hold.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let shown = |c| if is_obeyed(c) { '\u{fffd}' } else { c };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Whether a terminal would obey a character instead of showing it.
fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_is_shown() {
        let shown = printable("a\u{1b}[2Jb\u{202e}c\td\n\u{9b}");
        assert_eq!(shown, "a\u{fffd}[2Jb\u{fffd}c\td\n\u{fffd}");
        assert!(matches!(printable("Siân"), Cow::Borrowed(_)));
    }
}
