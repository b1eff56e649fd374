//! Lines to paragraphs: what was wrapped is joined, what its author ended is not.

use super::line::{Segment, begins_item, is_marker, middle};
use super::strike::bare;

/// How much farther apart than the closest lines, as a share, two paragraphs may not stand.
const LOOSE: f64 = 1.3;

/// How far the sizes of one paragraph's lines may differ, as a share.
const UNEVEN: f64 = 0.12;

/// From which room on, in sizes, a line was ended by its author, whatever comes on the next page.
const SHORT: f64 = 20.0;

/// A paragraph: its lines as printed, to be joined.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    /// The lines.
    pub(super) lines: Vec<String>,
    /// How tall its letters are.
    pub(super) size: f64,
    /// How wide its first word is.
    first_word: f64,
    /// What room its last line left.
    room: f64,
}

impl Paragraph {
    fn begun(line: &Segment, edge: f64) -> Self {
        Self {
            lines: vec![line.text.clone()],
            size: line.size,
            first_word: line.first_word,
            room: edge - line.right,
        }
    }

    /// Whether another paragraph, on the next page, goes on with this one.
    pub(super) fn runs_on(&self, next: &Self) -> bool {
        let (Some(line), Some(begun)) = (self.lines.last(), next.lines.first()) else {
            return false;
        };
        parts_word(line, begun)
            || !has_ended(line)
                && !begins_item(begun)
                && alike(self.size, next.size)
                && (fills(self.room, next.first_word, self.size)
                    || begins_small(begun) && self.room < SHORT * self.size)
    }

    /// Takes in what goes on with it.
    pub(super) fn take(&mut self, next: Self) {
        self.lines.extend(next.lines);
        self.room = next.room;
    }
}

/// Whether a line ends on a hyphen within a word that the next goes on with.
fn parts_word(line: &str, next: &str) -> bool {
    let mut back = bare(line).chars().rev();
    let hyphened = matches!(back.next(), Some('-' | '\u{AD}' | '\u{2010}'));
    hyphened && back.next().is_some_and(char::is_alphabetic) && begins_small(next)
}

/// Whether a line begins with a small letter.
pub(super) fn begins_small(line: &str) -> bool {
    bare(line).chars().next().is_some_and(char::is_lowercase)
}

/// Whether a sentence ends here.
fn has_ended(line: &str) -> bool {
    bare(line.trim_end()).ends_with(['.', ';', ':', '!', '?'])
}

/// Whether a line begins with a label: `Outcome 2:`, `By whom:`.
fn begins_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once(':') else {
        return false;
    };
    label.chars().next().is_some_and(char::is_uppercase)
        && label.split(' ').count() <= 5
        && !label.contains(['.', ',', ';'])
}

fn alike(one: f64, other: f64) -> bool {
    (one - other).abs() <= UNEVEN * one.max(other)
}

/// Whether a line had no room left for the next one's first word, so that it was wrapped there.
pub(super) fn fills(room: f64, word: f64, size: f64) -> bool {
    word + 0.25 * size > room - 0.35 * size
}

/// Joins the lines that stand below one another in a column or a cell; `edge` is where it ends.
pub(super) fn paragraphs(lines: &[Segment], edge: f64) -> Vec<Paragraph> {
    let close = closest(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last: Option<&Segment> = None;
    let mut start = 0.0;
    for line in lines {
        let goes_on = last.is_some_and(|last| goes_on(last, line, edge, close, start));
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => {
                paragraph.lines.push(line.text.clone());
                paragraph.room = edge - line.right;
            }
            Some(_) | None => {
                paragraphs.push(Paragraph::begun(line, edge));
                start = line.left;
            }
        }
        last = Some(line);
    }
    paragraphs
}

/// The distance of the closest lines, in sizes: what is one and a half of it is a new paragraph.
fn closest(lines: &[Segment]) -> f64 {
    let distances = lines.windows(2).filter_map(|pair| match pair {
        [above, below] => {
            let distance = (below.base - above.base) / above.size.max(1.0);
            (distance > 0.8 && alike(above.size, below.size)).then_some(distance)
        }
        _ => None,
    });
    let mut distances: Vec<f64> = distances.collect();
    distances.sort_by(f64::total_cmp);
    // One line a hair nearer than the others is no measure.
    let low = distances.len() / 8;
    distances.get(low).copied().unwrap_or(1.2).clamp(0.9, 2.2)
}

fn goes_on(above: &Segment, line: &Segment, edge: f64, close: f64, start: f64) -> bool {
    let distance = (line.base - above.base) / above.size.max(1.0);
    if distance > close * LOOSE || distance < 0.0 || !alike(above.size, line.size) {
        return false;
    }
    if begins_item(&line.text) || is_marker(&line.text) {
        return false;
    }
    if parts_word(&above.text, &line.text) {
        return true;
    }
    if has_ended(&above.text) && begins_label(&line.text) {
        return false;
    }
    // A first line may stand farther in than the others, and an item's others farther than it.
    let indented = line.left > above.left + above.size && !begins_item(&above.text);
    let undented = line.left < start - 0.7 * above.size;
    !indented && !undented && fills(edge - above.right, line.first_word, above.size)
}

/// Where the lines of a column end: the farthest place that several of them come near.
pub(super) fn edge(lines: &[Segment]) -> f64 {
    let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let mut rights: Vec<f64> = lines.iter().map(|line| line.right).collect();
    rights.sort_by(|one, other| other.total_cmp(one));
    // One line that stands out, such as a date set to the right, is no edge.
    let several = if rights.len() < 5 {
        1
    } else {
        2.max(rights.len() / 12)
    };
    let near = rights.windows(several).find_map(|group| {
        let (first, last) = (group.first()?, group.last()?);
        (first - last < 2.5 * size).then_some(*first)
    });
    near.or(rights.first().copied()).unwrap_or(0.0)
}

/// How far apart lines stand as a rule.
pub(super) fn pitch(bases: &[f64]) -> Option<f64> {
    let distances = bases.windows(2).filter_map(|pair| match pair {
        [above, below] => Some(below - above),
        _ => None,
    });
    let distances: Vec<f64> = distances.filter(|distance| *distance > 1.0).collect();
    let least = distances.iter().copied().reduce(f64::min)?;
    middle(
        distances
            .into_iter()
            .filter(|distance| *distance < least * 1.5),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ten points, letters five wide.
    fn set(lines: &[(&str, f64, f64)]) -> Vec<Segment> {
        let wide = |words: &str| 5.0 * f64::from(u32::try_from(words.chars().count()).unwrap());
        let line = |(words, left, base): &(&str, f64, f64)| Segment {
            text: (*words).into(),
            left: *left,
            right: left + wide(words),
            base: *base,
            size: 10.0,
            first_word: wide(words.split(' ').next().unwrap()),
        };
        lines.iter().map(line).collect()
    }

    #[track_caller]
    fn case(lines: &[(&str, f64, f64)], expected: &[&str]) {
        let lines = set(lines);
        let joined = paragraphs(&lines, 140.0);
        let texts: Vec<String> = joined.iter().map(|part| part.lines.join(" ")).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn wrapped_lines_are_joined_and_ended_ones_are_not() {
        case(
            &[
                ("A teaching assistant will", 0.0, 10.0),
                ("sit with him each day.", 0.0, 22.0),
                ("A review.", 0.0, 34.0),
                ("Another word.", 0.0, 46.0),
            ],
            &[
                "A teaching assistant will sit with him each day.",
                "A review.",
                "Another word.",
            ],
        );
        case(
            &[
                ("• a programme of movement", 0.0, 10.0),
                ("breaks each morning and as", 10.0, 22.0),
                ("• a cushion", 0.0, 34.0),
            ],
            &[
                "• a programme of movement breaks each morning and as",
                "• a cushion",
            ],
        );
        case(
            &[
                ("A teaching assistant will", 0.0, 10.0),
                ("sit with him each day and", 0.0, 30.0),
                ("read with him in the class", 0.0, 42.0),
            ],
            &[
                "A teaching assistant will",
                "sit with him each day and read with him in the class",
            ],
        );
    }

    #[test]
    fn a_paragraph_runs_on_over_a_page() {
        let of = |line| paragraphs(&set(&[(line, 0.0, 10.0)]), 150.0).remove(0);
        let open = of("A teaching assistant will sit");
        assert!(open.runs_on(&of("with him each day.")));
        assert!(!open.runs_on(&of("1. SaLT")));
        assert!(!of("A teaching assistant sat.").runs_on(&of("with him each day.")));
        assert!(!of("Short").runs_on(&of("With him each day.")));
    }
}
