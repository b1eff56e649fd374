//! Slips of scanned pages: `l` for 1, `O` for 0, `rn` for `m`.

use super::ids::{Ids, Known};
use super::key::Key;
use super::list::List;

/// A word is mended that has more letters than this.
const SHORTEST: usize = 3;

/// Whether a letter stands for the first digit of a number: `l5 minutes`, `O.5 hours`.
pub(crate) fn begins_number(c: char, rest: &std::str::Chars<'_>) -> bool {
    if !matches!(c, 'l' | 'I' | 'O') {
        return false;
    }
    let mut ahead = rest.clone();
    let next = ahead.next().unwrap_or(' ');
    let after = ahead.next().unwrap_or(' ');
    if c == 'O' {
        return next == '.' && after.is_ascii_digit();
    }
    match next {
        'O' | 'l' => !after.is_alphabetic(),
        '.' => after.is_ascii_digit(),
        ':' => after.is_ascii_digit() || after == 'l',
        next => next.is_ascii_digit(),
    }
}

/// Whether a letter stands for the second figure of a ratio: `1:l`.
pub(crate) fn ends_ratio(c: char, rest: &std::str::Chars<'_>) -> bool {
    matches!(c, 'l' | 'I') && !rest.clone().next().is_some_and(char::is_alphanumeric)
}

/// Whether a letter inside or behind a number is a digit of it: `3O minutes`, `2l0`.
pub(crate) fn goes_on(c: char, next: char) -> bool {
    match c {
        'O' | 'o' => !next.is_alphabetic(),
        'l' | 'I' => next.is_ascii_digit() || matches!(next, '.' | ')'),
        _ => false,
    }
}

/// The digit that was meant.
pub(crate) fn digit(c: char) -> char {
    match c {
        'l' | 'I' => '1',
        'O' | 'o' => '0',
        c => c,
    }
}

/// The letter that was meant.
pub(crate) fn letter(c: char) -> char {
    match c {
        '1' => 'l',
        '0' => 'o',
        c => c,
    }
}

/// Whether a plain word in small letters may be one that a scanner misread, so that it is to be mended.
#[inline]
pub(crate) fn may_be_in(word: &str, known: Known) -> bool {
    let unknown = known.id == 0 || known.lists.holds(List::Misread);
    word.len() > SHORTEST && (word.starts_with("ln") || unknown && has_rn(word))
}

/// Whether `rn` stands in a word; a search for a text would cost more than most words are long.
fn has_rn(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| pair == b"rn")
}

/// Mends the word that begins at a place of the folded letters.
///
/// `rn` is an `m` where that makes a word that the lists know, or a word of doses.
pub(crate) fn mend(folded: &mut String, from: usize, ids: &Ids) {
    let word = folded.get(from..).unwrap_or("");
    // No English word begins with "ln".
    if word.starts_with("ln") && word.len() > SHORTEST {
        let meant = word.replacen('l', "i", 1);
        folded.truncate(from);
        folded.push_str(&meant);
        return;
    }
    if word.len() > SHORTEST && has_rn(word) {
        let meant = word.replace("rn", "m");
        let of = |word: &str| ids.of(Key::of(word), word);
        let known = of(word);
        let misread = known.lists.holds(List::Misread);
        if !misread && (known.id != 0 || of(&meant).id == 0) {
            return;
        }
        folded.truncate(from);
        folded.push_str(&meant);
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tests::case;

    #[test]
    fn slips_of_the_scanner_are_mended() {
        case("l5 minutes", "15 minutes");
        case("lO minutes", "10 minutes");
        case("3O rninutes week1y", "30 minutes weekly");
        case("O.5 hours", "0.5 hours");
        case("I2 sessions per terrn", "12 sessions per term");
        case("sch0ol", "school");
        case("ll. l:l, l.5 hours", "11 . 1 : 1 , 1.5 hours");
        case("lnteraction", "interaction");
    }

    #[test]
    fn words_that_are_right_stay() {
        case("I will", "i will");
        case("lOth", "loth");
        case("a turn, to learn", "a turn , to learn");
        case("K1 and 2x30", "k 1 and 2 x 30");
        case("1:1", "1 : 1");
    }
}
