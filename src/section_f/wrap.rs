//! Whether a text's lines were wrapped at a width, as pages are, or end where their writer ended them.

use super::token::{Line, Sheet};

/// How far below the width wrapped lines end.
const RAGGED: usize = 16;

/// The lines that tell a width, at the least.
const FEWEST: usize = 5;

/// The width at which a text's lines were wrapped; nothing where they were not.
///
/// Wrapped lines but the last of a paragraph all end a word short of the width; lines that are
/// paragraphs or items of their own end anywhere.
pub(crate) fn width(sheet: &Sheet) -> Option<usize> {
    let followed = sheet
        .lines
        .windows(2)
        .filter_map(|pair| pair.first().zip(pair.get(1)))
        .filter(|(line, next)| line.from < line.to && next.from < next.to);
    let mut lengths: Vec<usize> = followed.map(|(line, _)| length(line)).collect();
    lengths.sort_unstable();
    let widest = lengths.get(lengths.len() * 9 / 10).copied()?;
    let near = lengths
        .iter()
        .filter(|length| **length + RAGGED >= widest && **length <= widest + RAGGED);
    (near.count() * 5 >= lengths.len() * 3 && lengths.len() >= FEWEST).then_some(widest)
}

/// Whether a line is so long that the first word of the next had no room on it.
pub(crate) fn is_full(sheet: &Sheet, width: Option<usize>, line: &Line, next: &Line) -> bool {
    let first = sheet
        .tokens
        .get(next.from)
        .map_or(0, |token| token.span.end - token.span.start);
    width.is_some_and(|width| length(line) + 1 + first >= width)
}

fn length(line: &Line) -> usize {
    line.span.end - line.span.start
}

#[cfg(test)]
mod tests {
    use super::super::token::Ids;
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<usize>) {
        assert_eq!(width(&Sheet::new(text, 0, &Ids::new())), expected, "{text}");
    }

    #[test]
    fn wrapped_lines_have_a_width() {
        let wrapped = "A teaching assistant who has been\ntrained in handling of pupils will\nsupport with the care of each one\nthree times a day for ten minutes\nor fifteen on each occasion where\nit is so.";
        case(wrapped, Some(34));
        let listed = "A teaching assistant will help\nSaLT, weekly\nA visual timetable\nAn OT will visit for one hour each and every half term\nELSA\nEnd";
        case(listed, None);
        case("One\nline", None);
    }
}
