//! Cutting a newer version as an officer cut the earlier one, wherever the words stand as they stood.

use std::collections::HashMap;

use super::super::provision::{
    AreaCode, LeftOutWhy, Provision, Reading, Span, placed_words, plain_words,
};

/// The provisions of an earlier version as a reader bounded them.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// The provisions.
    pub provisions: Vec<Provision>,
    /// The places of those that the reader cut otherwise than the text was read, or made of what was left out.
    pub cut: Vec<usize>,
}

/// One stretch of a newer version that is a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// One as the text was read; its place in the reading.
    Read(usize),
    /// One to be read anew: where it stands, with its area and heading.
    Cut(Span, AreaCode, Option<String>),
}

/// Says which stretches of a newer version are its provisions, in the order of the text.
///
/// Where the words of one that an officer cut stand in the text as they stood, and it was read otherwise, it is cut as it
/// was drawn; what is left then of the provisions it reaches into is a provision too, so that nothing vanishes.
pub fn recut(text: &str, reading: &Reading, drawn: &Drawn) -> Vec<Stretch> {
    let read = &reading.provisions;
    let (known, sought) = sorted(read, drawn);
    if sought.is_empty() {
        return (0..read.len()).map(Stretch::Read).collect();
    }
    let mut page = Page {
        words: placed_words(text),
        characters: text.chars().collect(),
        free: free(reading, &known),
        taken: Vec::new(),
    };
    for provision in sought {
        page.find(provision);
    }
    page.stretches(read)
}

/// Where something may be cut: the provisions that nobody drew as they were read, and what was left out of Section F.
fn free(reading: &Reading, known: &[usize]) -> Vec<Span> {
    let read = reading.provisions.iter().enumerate();
    let read = read.filter(|(at, _)| !known.contains(at));
    let left = reading.left_out.iter().filter(|left| match left.why {
        LeftOutWhy::OtherSection | LeftOutWhy::StruckOut => false,
        LeftOutWhy::Heading
        | LeftOutWhy::Need
        | LeftOutWhy::Outcome
        | LeftOutWhy::FundingStatement
        | LeftOutWhy::PageFurniture
        | LeftOutWhy::HomeOrHealth
        | LeftOutWhy::Total
        | LeftOutWhy::Statement => true,
    });
    let read = read.map(|(_, provision)| provision.span);
    read.chain(left.map(|left| left.span)).collect()
}

/// The places of the provisions read that were drawn so too, and what was cut otherwise.
fn sorted<'a>(read: &[Provision], drawn: &'a Drawn) -> (Vec<usize>, Vec<&'a Provision>) {
    let mut left: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, provision) in read.iter().enumerate().rev() {
        let words = plain_words(&provision.text);
        left.entry(words).or_default().push(at);
    }
    let (mut known, mut sought) = (Vec::new(), Vec::new());
    for (at, provision) in drawn.provisions.iter().enumerate() {
        let same = left.get_mut(&plain_words(&provision.text));
        match same.and_then(Vec::pop) {
            Some(same) => known.push(same),
            None if drawn.cut.contains(&at) => sought.push(provision),
            None => {}
        }
    }
    (known, sought)
}

/// The newer version's text, and what of it is spoken for.
struct Page<'a> {
    words: Vec<(String, Span)>,
    characters: Vec<char>,
    free: Vec<Span>,
    /// The stretches found, each with the provision that was drawn so.
    taken: Vec<(Span, &'a Provision)>,
}

impl<'a> Page<'a> {
    /// Takes the first place where the words of a provision stand, within what is still free.
    fn find(&mut self, provision: &'a Provision) {
        let wanted = plain_words(&provision.text);
        if wanted.is_empty() {
            return;
        }
        let place = |place: &[(String, Span)]| {
            let mut pairs = place.iter().zip(&wanted);
            let same = pairs.all(|((word, _), wanted)| word == wanted);
            let (first, last) = (place.first()?, place.last()?);
            same.then_some(Span {
                start: first.1.start,
                end: last.1.end,
            })
        };
        let mut places = self.words.windows(wanted.len()).filter_map(place);
        if let Some(words) = places.find(|span| self.is_free(*span)) {
            let whole = self.with_signs(words, &provision.text);
            let span = if self.is_free(whole) { whole } else { words };
            self.taken.push((span, provision));
        }
    }

    /// Whether a stretch begins and ends in what is free, and nobody has it.
    fn is_free(&self, span: Span) -> bool {
        let inside = |at: usize| {
            let mut free = self.free.iter();
            free.any(|free| free.start <= at && at < free.end)
        };
        let mut taken = self.taken.iter();
        inside(span.start)
            && inside(span.end.saturating_sub(1))
            && !taken.any(|(taken, _)| overlap(*taken, span))
    }

    /// The stretch with the signs around its words that the drawn text has too: a full stop, a bracket.
    fn with_signs(&self, span: Span, text: &str) -> Span {
        let is_sign = |c: &char| !c.is_alphanumeric();
        let before: Vec<char> = text.chars().take_while(is_sign).collect();
        let after: Vec<char> = text.chars().rev().take_while(is_sign).collect();
        let ahead = self.characters.get(..span.start).unwrap_or_default();
        let behind = self.characters.get(span.end..).unwrap_or_default();
        let led = ahead.iter().rev().zip(before.iter().rev());
        let led = led.take_while(|(one, other)| one == other).count();
        let trailed = behind.iter().zip(after.iter().rev());
        let trailed = trailed.take_while(|(one, other)| one == other).count();
        Span {
            start: span.start - led,
            end: span.end + trailed,
        }
    }

    /// All stretches in the order of the text.
    fn stretches(mut self, read: &[Provision]) -> Vec<Stretch> {
        self.taken.sort_by_key(|(span, _)| *span);
        let cut = |span: Span, like: &Provision| {
            let stretch = Stretch::Cut(span, like.area, like.heading.clone());
            (span.start, stretch)
        };
        let mut found: Vec<(usize, Stretch)> = Vec::new();
        for (at, provision) in read.iter().enumerate() {
            let taken = self.taken.iter().map(|(span, _)| *span);
            let into: Vec<Span> = taken
                .filter(|taken| overlap(*taken, provision.span))
                .collect();
            if into.is_empty() {
                found.push((provision.span.start, Stretch::Read(at)));
            } else {
                let left = self.left(provision.span, &into).into_iter();
                found.extend(left.map(|span| cut(span, provision)));
            }
        }
        found.extend(self.taken.iter().map(|(span, drawn)| {
            // Where it begins in a provision of today, it stands under the heading of today.
            let today = read.iter().find(|one| overlap(one.span, *span));
            cut(*span, today.unwrap_or(drawn))
        }));
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, stretch)| stretch).collect()
    }

    /// What is left of a stretch beside others in it, as far as words stand there.
    fn left(&self, whole: Span, taken: &[Span]) -> Vec<Span> {
        let ends = taken.iter().map(|span| span.end);
        let starts = taken.iter().map(|span| span.start);
        let from = std::iter::once(whole.start).chain(ends);
        let to = starts.chain([whole.end]);
        let gaps = from.zip(to).filter(|(from, to)| from < to);
        gaps.filter_map(|(from, to)| self.words_between(from, to))
            .collect()
    }

    /// A stretch cut down to its words and the signs after them.
    fn words_between(&self, from: usize, to: usize) -> Option<Span> {
        let inside = |span: &&Span| from <= span.start && span.end <= to;
        let mut words = self.words.iter().map(|(_, span)| span).filter(inside);
        let start = words.next()?.start;
        let text = self.characters.get(start..to).unwrap_or_default();
        let blank = text.iter().rev().take_while(|c| c.is_whitespace()).count();
        Some(Span {
            start,
            end: to - blank,
        })
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::provision::LeftOut;
    use crate::domain::sample;
    use proptest::prelude::*;

    /// Provisions that stand in a text one after the other, by their words.
    fn provisions(text: &str, words: &[&str]) -> Vec<Provision> {
        let mut from = 0;
        let mut found = Vec::new();
        for (words, n) in words.iter().zip(1..) {
            let at = from + text.get(from..).unwrap().find(words).unwrap();
            from = at + words.len();
            let mut provision = sample::provision(n);
            provision.text = (*words).to_owned();
            provision.span = Span {
                start: text.get(..at).unwrap().chars().count(),
                end: text.get(..from).unwrap().chars().count(),
            };
            found.push(provision);
        }
        found
    }

    /// How the provisions read of a text are cut by what was drawn in an earlier one.
    #[track_caller]
    fn case(text: &str, read: &[&str], drawn: &[&str], expected: &[&str]) {
        let before = drawn.join(" ");
        let drawn = drawn_all(provisions(&before, drawn));
        let reading = Reading {
            provisions: provisions(text, read),
            ..Reading::default()
        };
        told(text, &reading, &drawn, expected);
    }

    fn drawn_all(provisions: Vec<Provision>) -> Drawn {
        Drawn {
            cut: (0..provisions.len()).collect(),
            provisions,
        }
    }

    #[track_caller]
    fn told(text: &str, reading: &Reading, drawn: &Drawn, expected: &[&str]) {
        let characters: Vec<char> = text.chars().collect();
        let told: Vec<String> = (recut(text, reading, drawn).into_iter())
            .map(|stretch| match stretch {
                Stretch::Read(at) => reading.provisions[at].text.clone(),
                Stretch::Cut(span, ..) => {
                    let words: String = characters[span.start..span.end].iter().collect();
                    format!("✂{words}")
                }
            })
            .collect();
        assert_eq!(told, expected);
    }

    const TEXT: &str =
        "1. A TA reads. (Every day, alone.) 2. The teacher’s group meets. 3. A rest.";
    const READ: [&str; 3] = [
        "A TA reads. (Every day, alone.)",
        "The teacher’s group meets.",
        "A rest.",
    ];

    #[test]
    fn what_was_drawn_as_it_is_read_is_left_alone() {
        case(TEXT, &READ, &READ, &READ);
        case(TEXT, &READ, &["A TA reads daily.", "A rest."], &READ);
        case(TEXT, &READ, &[], &READ);
    }

    #[test]
    fn a_split_is_cut_again_and_what_changed_beside_it_stays_a_provision() {
        let halves = [
            "A TA reads.",
            "(Every day, alone.)",
            "The teacher's group meets.",
            "A rest.",
        ];
        let cut = ["✂A TA reads.", "✂(Every day, alone.)", READ[1], READ[2]];
        case(TEXT, &READ, &halves, &cut);
        let changed = ["A TA reads.", "(Every week.)", READ[1], READ[2]];
        let rest = ["✂A TA reads.", "✂Every day, alone.)", READ[1], READ[2]];
        case(TEXT, &READ, &changed, &rest);
    }

    #[test]
    fn a_merger_and_a_moved_boundary_are_cut_again() {
        let text = "A TA reads with Cy. The group meets on Monday. A rest.";
        let read = [
            "A TA reads with Cy.",
            "The group meets on Monday.",
            "A rest.",
        ];
        let merged = ["A TA reads with Cy. The group meets on Monday.", "A rest."];
        case(
            text,
            &read,
            &merged,
            &["✂A TA reads with Cy. The group meets on Monday.", "A rest."],
        );
        let moved = ["A TA reads", "with Cy. The group meets on Monday."];
        let cut = [
            "✂A TA reads",
            "✂with Cy. The group meets on Monday.",
            "A rest.",
        ];
        case(text, &read, &moved, &cut);
        let half = ["A TA reads with Cy. The group", "A rest."];
        let cut = [
            "✂A TA reads with Cy. The group",
            "✂meets on Monday.",
            "A rest.",
        ];
        case(text, &read, &half, &cut);
    }

    #[test]
    fn what_was_made_of_text_left_out_is_made_of_it_again() {
        let text = "Note that a quiet room is kept. A TA reads. Section G: a nurse comes.";
        let mut reading = Reading {
            provisions: provisions(text, &["A TA reads."]),
            ..Reading::default()
        };
        let out = |words: &str, why| LeftOut {
            span: provisions(text, &[words])[0].span,
            text: words.to_owned(),
            why,
        };
        reading.left_out = vec![
            out("Note that a quiet room is kept.", LeftOutWhy::Need),
            out("Section G: a nurse comes.", LeftOutWhy::OtherSection),
        ];
        let before = "a quiet room is kept. A TA reads. a nurse comes.";
        let words = ["a quiet room is kept.", "A TA reads.", "a nurse comes."];
        let drawn = drawn_all(provisions(before, &words));
        told(
            text,
            &reading,
            &drawn,
            &["✂a quiet room is kept.", "A TA reads."],
        );
        let read_so = Drawn {
            cut: vec![],
            ..drawn
        };
        told(text, &reading, &read_so, &["A TA reads."]);
    }

    #[test]
    fn words_outside_the_provisions_are_not_cut() {
        let text = "A heading of note. A TA reads.";
        case(
            text,
            &["A TA reads."],
            &["A heading of note."],
            &["A TA reads."],
        );
    }

    proptest! {
        #[test]
        fn nothing_vanishes_and_nothing_stands_twice(
            words in prop::collection::vec("[ab]{1,2}", 1..24),
            read_at in prop::collection::btree_set(1usize..24, 0..5),
            drawn_at in prop::collection::btree_set(1usize..24, 0..5),
        ) {
            let text = words.join(" ");
            let pieces = |at: &std::collections::BTreeSet<usize>| -> Vec<String> {
                let ends = at.iter().copied().filter(|end| *end < words.len()).chain([words.len()]);
                let mut from = 0;
                ends.map(|end| words[std::mem::replace(&mut from, end)..end].join(" ")).collect()
            };
            let (read, drawn) = (pieces(&read_at), pieces(&drawn_at));
            let read: Vec<&str> = read.iter().map(String::as_str).collect();
            let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
            let reading = Reading {
                provisions: provisions(&text, &read),
                ..Reading::default()
            };
            let drawn = drawn_all(provisions(&text, &drawn));
            let mut covered = Vec::new();
            for stretch in recut(&text, &reading, &drawn) {
                let span = match stretch {
                    Stretch::Read(at) => reading.provisions[at].span,
                    Stretch::Cut(span, ..) => span,
                };
                covered.extend(span.start..span.end);
            }
            prop_assert!(covered.is_sorted_by(|one, other| one < other));
            let spaces = text.chars().enumerate().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
            let missing: Vec<usize> = (0..text.chars().count()).filter(|at| !covered.contains(at)).collect();
            let spaces: Vec<usize> = spaces.collect();
            prop_assert!(missing.iter().all(|at| spaces.contains(at)), "{:?}", missing);
        }
    }
}
