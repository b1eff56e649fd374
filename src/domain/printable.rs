//! Text from outside, made harmless for a terminal.

use std::borrow::Cow;

/// What stands for a character that a terminal would obey, or that nobody could see.
const SIGN: char = '\u{fffd}';

/// How many marks may stand on one letter: no script in use needs more, and a heap of them covers the lines above.
const MOST_MARKS: usize = 4;

/// Gives text without the characters that a terminal would obey or hide; each becomes `\u{fffd}`.
///
/// A plan, a name or a file's cell may carry escape sequences, direction overrides, words in characters that cannot be
/// seen, or a heap of accents on one letter. Line ends and tabs stay. Characters are replaced one for one, so that places
/// in the text still hold.
pub fn printable(text: &str) -> Cow<'_, str> {
    // Most text is plain, and looked through at once.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    if !text.chars().any(signed()) {
        return Cow::Borrowed(text);
    }
    let mut signed = signed();
    let shown = |c| if signed(c) { SIGN } else { c };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Says of one character after the other whether a sign stands for it.
fn signed() -> impl FnMut(char) -> bool {
    let mut marks = 0;
    move |c| {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        marks > MOST_MARKS || is_obeyed(c)
    }
}

/// Whether a terminal would obey a character instead of showing it, or would show nothing for it.
///
/// The two selectors that only choose between an emoji in colour and one in black (U+FE0E and U+FE0F) are left: word
/// processors put them behind ticks and arrows, and they can neither hide nor move anything.
pub fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c,
            // Soft hyphen, grapheme joiner, Arabic letter mark, Hangul fillers, Khmer and Mongolian ones.
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            // Zero widths and direction marks; the ends of line and paragraph; overrides and isolates; invisible signs.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            // Musical and shorthand controls, tags and the selectors beyond the first sixteen.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether anything of a text can be seen: a name, a reason or a reference of spaces, of characters that a terminal shows
/// nothing for, or of the empty pattern of Braille is none.
pub fn is_seen(text: &str) -> bool {
    text.chars()
        .any(|c| !c.is_whitespace() && !is_obeyed(c) && c != '\u{2800}')
}

/// Whether a character is drawn on the one before it, in the scripts whose marks are heaped up.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{730}'..='\u{74a}'
        | '\u{900}'..='\u{902}' | '\u{941}'..='\u{948}' | '\u{951}'..='\u{957}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{eb1}' | '\u{eb4}'..='\u{ebc}' | '\u{ec8}'..='\u{ece}' | '\u{f71}'..='\u{f84}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}' | '\u{302a}'..='\u{302f}'
        | '\u{3099}' | '\u{309a}' | '\u{a66f}'..='\u{a672}' | '\u{fe0e}' | '\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, shown: &str) {
        assert_eq!(printable(text), shown);
    }

    #[track_caller]
    fn left(text: &str) {
        assert!(
            matches!(printable(text), Cow::Borrowed(same) if same == text),
            "{text:?}"
        );
    }

    #[test]
    fn a_terminal_obeys_nothing_that_is_shown() {
        case(
            "a\u{1b}[2Jb\u{202e}c\td\n\u{9b}",
            "a\u{fffd}[2Jb\u{fffd}c\td\n\u{fffd}",
        );
        case("\u{7f}\u{0}\r\u{85}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        case("\u{1b}]0;title\u{7}", "\u{fffd}]0;title\u{fffd}");
        left("Siân");
        left("plain\ttext\n");
    }

    #[test]
    fn a_text_of_nothing_that_can_be_seen_is_known() {
        for nothing in [
            "",
            " \t\n",
            "\u{200b}",
            "\u{ad}\u{feff}",
            "\u{2800} \u{3164}",
            "\u{a0}",
        ] {
            assert!(!is_seen(nothing), "{nothing:?}");
        }
        for something in ["a", " \u{200b}.", "\u{5d0}", "Siân"] {
            assert!(is_seen(something), "{something:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown_as_a_sign() {
        for hidden in [
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180e}',
            '\u{200b}',
            '\u{200d}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{206f}',
            '\u{3164}',
            '\u{fe00}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{1d173}',
            '\u{e0001}',
            '\u{e0041}',
            '\u{e0100}',
        ] {
            case(&format!("a{hidden}b"), "a\u{fffd}b");
        }
        left("✔\u{fe0f} done →\u{fe0e} next");
    }

    #[test]
    fn a_heap_of_marks_ends_after_the_fourth() {
        // Vietnamese with its accents apart, pointed Hebrew, vowelled Arabic, Thai.
        left("tie\u{302}\u{301}ng Vie\u{323}\u{302}t");
        left("שָׁלוֹם مُحَمَّدٌ น้ำ นี่");
        let heap = |of: &str, n: usize| format!("a{}b", of.repeat(n));
        left(&heap("\u{301}", 4));
        case(
            &heap("\u{301}", 6),
            &format!("a{}\u{fffd}\u{fffd}b", "\u{301}".repeat(4)),
        );
        for mark in ['\u{489}', '\u{e47}', '\u{6df}', '\u{20dd}', '\u{fe0f}'] {
            let shown = printable(&heap(&mark.to_string(), 100)).into_owned();
            assert_eq!(shown.matches('\u{fffd}').count(), 96, "{mark:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_obeyed_is_left_and_every_place_holds(text in any::<String>()) {
            let shown = printable(&text).into_owned();
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert!(!shown.contains(is_obeyed));
            prop_assert_eq!(printable(&shown), shown.as_str());
        }
    }
}
