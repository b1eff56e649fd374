//! What the words of a line say by themselves: a bullet, an end, a line that leads on.

use crate::section_f::is_bullet as is_drawn_bullet;

/// Words that the next line goes on from, whatever it begins with.
const LEADING_ON: &str = "a an and at by for from in of on or per the to with";

pub(super) fn get<T: Copy + Default>(line: &[T], side: usize) -> T {
    line.get(side).copied().unwrap_or_default()
}

pub(super) fn filled<S: AsRef<str>>(row: &[S]) -> usize {
    row.iter().filter(|part| !part.as_ref().is_empty()).count()
}

pub(super) fn letters(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

pub(super) fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether a line is so long that the next one's first word had no room on it.
pub(super) fn fills(line: &str, next: &str, width: usize) -> bool {
    let word = next.chars().take_while(|c| !c.is_whitespace()).count();
    word > 0 && !line.is_empty() && (line.chars().count() + 1 + word) * 4 > width * 3
}

/// Whether a line goes on in small letters with the one above.
pub(super) fn goes_on(above: &str, line: &str, width: usize) -> bool {
    line.starts_with(char::is_lowercase) && !is_bullet(line) && fills(above, line, width)
}

/// Whether a line is in the middle of what the one above says.
pub(super) fn is_unfinished(above: &str, line: &str, width: usize) -> bool {
    let is_small = line.starts_with(char::is_lowercase);
    !is_bullet(line) && (is_small || !is_ended(above) && fills(above, line, width))
}

pub(super) fn is_ended(line: &str) -> bool {
    line.ends_with(['.', ';', ':', '!', '?'])
}

pub(super) fn is_leading_on(line: &str) -> bool {
    let is_mark = line.ends_with([',', '(', '&', '/', '-']) && line.chars().nth(1).is_some();
    let word = line.rsplit(' ').next().unwrap_or_default();
    is_mark || word.len() < line.len() && LEADING_ON.split(' ').any(|one| one == word)
}

pub(super) fn is_bullet(line: &str) -> bool {
    let mark = line.split([' ', '\u{a0}']).next().unwrap_or_default();
    let number = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_number = number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = number.chars().all(char::is_alphabetic) && number.chars().nth(1).is_none();
    let is_marked = number.len() < mark.len() && !number.is_empty();
    let mut signs = mark.chars();
    let sign = signs.next().filter(|_| signs.next().is_none());
    let is_sign =
        sign.is_some_and(|sign| is_drawn_bullet(sign) || matches!(sign, 'o' | '\u{fffd}'));
    mark.len() < line.len() && (is_sign || is_marked && (is_number || is_letter))
}
