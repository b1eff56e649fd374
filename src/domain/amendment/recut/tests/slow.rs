//! The cutting as it was first written, every word looked at for every provision: what the fast one is held to.

use std::collections::HashMap;

use crate::domain::amendment::{Drawn, Stretch};
use crate::domain::provision::{LeftOutWhy, Provision, Reading, Span, placed_words, plain_words};

/// Says which stretches of a newer version are its provisions.
pub(super) fn recut(text: &str, reading: &Reading, drawn: &Drawn) -> Vec<Stretch> {
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
