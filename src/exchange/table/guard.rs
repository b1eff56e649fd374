//! The guard against formulas: what a spreadsheet would run is written so that it shows instead.

use std::borrow::Cow;

/// Whether a spreadsheet that meets this text at the start of a cell may run it.
fn runs(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a text is a plain number, which no spreadsheet runs.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let points = digits.bytes().filter(|byte| *byte == b'.').count();
    points <= 1
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Gives the text of a cell as it is written: with an apostrophe in front where it would run.
///
/// An apostrophe that stands before such a text already is kept apart by another, so that
/// [`bare`] gives back what was there.
pub(in crate::exchange) fn guarded(text: &str) -> Cow<'_, str> {
    if runs(text.trim_start_matches('\'')) && !is_number(text) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// Takes the guard off a cell that was read.
pub(in crate::exchange) fn bare(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if runs(text.trim_start_matches('\'')) => text,
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, written: &str) {
        assert_eq!(guarded(text), written);
        assert_eq!(bare(written), text);
    }

    #[test]
    fn formulas_are_shown_and_numbers_left() {
        case("=1+1", "'=1+1");
        case("@SUM(A1)", "'@SUM(A1)");
        case("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
        case("- a provision", "'- a provision");
        case("\t=1", "'\t=1");
        case("＝1", "'＝1");
        case("-12.50", "-12.50");
        case("+3", "+3");
        case("-", "'-");
        case("-1-1", "'-1-1");
        case("O'Neill", "O'Neill");
        case("'=1", "''=1");
        case("'-12.50", "''-12.50");
        case("", "");
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(text in "['=+@\t1.a -]{0,6}") {
            let written = guarded(&text);
            prop_assert_eq!(bare(&written), &text);
            prop_assert!(!runs(&written) || is_number(&written));
        }
    }
}
