//! Letters to lines, and lines to the segments that wide gaps part.

use super::ink::Letter;
use super::strike::{STRUCK, bare};
use crate::section_f::is_bullet;

/// How far two letters of one line may stand apart in height, in sizes: a raised "st" belongs to its line.
const LEVEL: f64 = 0.35;

/// From which gap on, in sizes, letters without a blank between them are two words.
const WORD_GAP: f64 = 0.16;

/// From which gap on, in sizes, a line is in two segments.
const WIDE_GAP: f64 = 1.0;

/// A stretch of words without a wide gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    /// The words.
    pub(super) text: String,
    /// Where it begins.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// How far down it stands.
    pub(super) base: f64,
    /// How tall its letters are.
    pub(super) size: f64,
    /// How wide its first word is.
    pub(super) first_word: f64,
}

/// A line across the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Its segments, from left to right.
    pub(super) segments: Vec<Segment>,
    /// How far down it stands.
    pub(super) base: f64,
    /// How tall its letters are.
    pub(super) size: f64,
}

impl Line {
    /// Its words, segments apart by a TAB where the gap is that of a table, else by a blank.
    pub(super) fn text(&self) -> String {
        self.merged().map_or(String::new(), |segment| segment.text)
    }

    /// The whole line as one segment.
    pub(super) fn merged(&self) -> Option<Segment> {
        let mut segments = self.segments.iter();
        let mut whole = segments.next()?.clone();
        for next in segments {
            let wide = next.left - whole.right > 3.0 * self.size;
            whole.text.push(if wide { '\t' } else { ' ' });
            whole.text.push_str(&next.text);
            whole.right = next.right;
        }
        Some(whole)
    }
}

/// Gathers letters into lines, from the top down.
pub(super) fn lines(letters: impl Iterator<Item = Letter>) -> Vec<Line> {
    let mut letters: Vec<Letter> = letters.collect();
    letters.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines = Vec::new();
    let mut level: Vec<Letter> = Vec::new();
    let mut tallest = 0.0_f64;
    for letter in letters {
        let first = level.first().map_or(letter.base, |first| first.base);
        if letter.base - first > LEVEL * tallest.max(letter.size) {
            lines.extend(line(&mut level));
            tallest = 0.0;
        }
        tallest = tallest.max(letter.size);
        level.push(letter);
    }
    lines.extend(line(&mut level));
    lines
}

/// Makes a line of the letters on one level.
fn line(level: &mut Vec<Letter>) -> Option<Line> {
    let mut letters = std::mem::take(level);
    letters.sort_by(|one, other| one.left.total_cmp(&other.left));
    let inked: Vec<&Letter> = letters
        .iter()
        .filter(|letter| !is_blank(**letter))
        .collect();
    let base = middle(inked.iter().map(|letter| letter.base))?;
    let size = middle(inked.iter().map(|letter| letter.size))?;
    let mut line = Line {
        segments: Vec::new(),
        base,
        size,
    };
    let mut blank = false;
    let mut last: Option<Letter> = None;
    for letter in letters {
        if is_blank(letter) {
            blank = true;
            continue;
        }
        match last {
            // Some producers print a letter twice, a hair apart, to make it bold.
            Some(last) if is_shadow(last, letter) => continue,
            Some(last) => {
                let gap = letter.left - last.right;
                let tall = letter.size.max(last.size).max(size * 0.7);
                if gap > WIDE_GAP * tall {
                    close(&mut line, last);
                    line.segments.push(begun(letter));
                } else {
                    let apart = blank && gap > -0.1 * tall || gap > WORD_GAP * tall;
                    add(&mut line, last, letter, apart);
                }
            }
            None => line.segments.push(begun(letter)),
        }
        blank = false;
        last = Some(letter);
    }
    if let Some(last) = last {
        close(&mut line, last);
    }
    line.segments = with_markers(line.segments);
    Some(line)
}

/// Ends the words of a segment whose last letter is this one.
fn close(line: &mut Line, last: Letter) {
    if let Some(segment) = line.segments.last_mut().filter(|_| last.struck) {
        segment.text.push_str(STRUCK);
    }
}

fn is_blank(letter: Letter) -> bool {
    letter.sign.is_whitespace() || letter.sign.is_control() || letter.sign == '\u{200B}'
}

fn is_shadow(last: Letter, letter: Letter) -> bool {
    let wide = (letter.right - letter.left).max(0.1);
    last.sign == letter.sign
        && letter.left - last.left < 0.3 * wide
        && (letter.base - last.base).abs() < 0.2 * letter.size
}

fn begun(letter: Letter) -> Segment {
    let mut text = String::from(if letter.struck { STRUCK } else { "" });
    text.push(letter.sign);
    Segment {
        text,
        left: letter.left,
        right: letter.right,
        base: letter.base,
        size: letter.size,
        first_word: letter.right - letter.left,
    }
}

fn add(line: &mut Line, last: Letter, letter: Letter, apart: bool) {
    if let Some(segment) = line.segments.last_mut() {
        if last.struck && !letter.struck {
            segment.text.push_str(STRUCK);
        }
        if apart {
            segment.text.push(' ');
        } else if !segment.text.contains(' ') {
            segment.first_word = letter.right - segment.left;
        }
        if letter.struck && !last.struck {
            segment.text.push_str(STRUCK);
        }
        segment.text.push(letter.sign);
        segment.right = segment.right.max(letter.right);
        if letter.size > segment.size {
            segment.base = letter.base;
        }
        segment.size = segment.size.max(letter.size);
    }
}

/// The middle one of some numbers.
pub(super) fn middle(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// Joins a list's marker to what it stands in front of, however wide the gap.
fn with_markers(segments: Vec<Segment>) -> Vec<Segment> {
    let mut joined: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        match joined.last_mut() {
            Some(last) if is_marker(&last.text) => {
                last.text.push(' ');
                last.text.push_str(&segment.text);
                last.right = segment.right;
                last.size = last.size.max(segment.size);
            }
            Some(_) | None => joined.push(segment),
        }
    }
    joined
}

/// Whether words are a list's marker alone: a bullet, `1.`, `1.1`, `(iv)`, `a)`.
pub(super) fn is_marker(words: &str) -> bool {
    let words = bare(words);
    let mut letters = words.chars();
    let (Some(first), rest) = (letters.next(), letters.as_str()) else {
        return false;
    };
    if rest.is_empty() {
        return is_bullet(first);
    }
    let bare = words.trim_start_matches('(');
    let inner = bare.trim_end_matches(['.', ')', ':']);
    let closed = inner.len() < bare.len();
    let parts = inner.split('.').collect::<Vec<_>>();
    let figures = |part: &&str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let lettered = (1..=4).contains(&inner.len())
        && (inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic())
            || inner.bytes().all(|byte| b"ivxIVX".contains(&byte)));
    parts.iter().all(figures) && (closed || parts.len() > 1) || closed && lettered
}

/// Whether words begin with a list's marker.
pub(super) fn begins_item(words: &str) -> bool {
    let words = bare(words);
    let first = words.split([' ', '\t']).next().unwrap_or_default();
    let bulleted = first
        .chars()
        .next()
        .is_some_and(|letter| is_bullet(letter) && !matches!(letter, '-' | '–' | '*' | '·'));
    bulleted || is_marker(first) && first.len() < words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of ten points, half as wide, from a place on; `_` is a gap without a blank.
    fn set(words: &str, left: f64, base: f64) -> Vec<Letter> {
        let mut at = left;
        let mut letters = Vec::new();
        for letter in words.chars() {
            let wide = if letter == ' ' { 2.5 } else { 5.0 };
            if letter != '_' {
                letters.push(Letter {
                    sign: letter,
                    left: at,
                    right: at + wide,
                    base,
                    size: 10.0,
                    aside: false,
                    struck: false,
                });
            }
            at += wide;
        }
        letters
    }

    #[track_caller]
    fn case(parts: &[(&str, f64, f64)], expected: &[&[&str]]) {
        let letters = parts.iter().flat_map(|(words, x, y)| set(words, *x, *y));
        let lines = lines(letters);
        let texts: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| {
                line.segments
                    .iter()
                    .map(|part| part.text.as_str())
                    .collect()
            })
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn lines_words_and_segments_are_told_by_their_gaps() {
        case(&[("A TA_helps", 0.0, 10.0)], &[&["A TA helps"]]);
        case(
            &[("lower", 0.0, 30.0), ("upper", 0.0, 10.0)],
            &[&["upper"], &["lower"]],
        );
        case(&[("21", 0.0, 20.0), ("st", 10.0, 17.0)], &[&["21st"]]);
        case(
            &[("TA", 0.0, 10.0), ("daily", 60.0, 10.2)],
            &[&["TA", "daily"]],
        );
        case(&[("1.", 0.0, 10.0), ("TA", 60.0, 10.0)], &[&["1. TA"]]);
        case(&[("•", 0.0, 10.0), ("TA", 60.0, 10.0)], &[&["• TA"]]);
        case(&[("TA", 0.0, 10.0), ("TA", 0.3, 10.0)], &[&["TA"]]);
    }

    #[test]
    fn markers_are_told_from_words() {
        for (words, expected) in [
            ("•", true),
            ("1.", true),
            ("1.1", true),
            ("12)", true),
            ("(a)", true),
            ("iv.", true),
            ("1", false),
            ("2025", false),
            ("TA.", false),
            ("A", false),
            ("", false),
        ] {
            assert_eq!(is_marker(words), expected, "{words}");
        }
        assert!(begins_item("1.1 SaLT"));
        assert!(begins_item("• SaLT"));
        assert!(!begins_item("30 minutes"));
        assert!(!begins_item("I will"));
    }
}
