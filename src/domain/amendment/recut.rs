//! Cutting a newer version as an officer cut the earlier one, wherever the words stand as they stood.

use std::collections::{BTreeMap, HashMap, HashSet};

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
    let words = placed_words(text);
    let mut page = Page {
        places: places(&words),
        words: &words,
        characters: text.chars().collect(),
        free: free(reading, &known),
        taken: BTreeMap::new(),
        tried: HashMap::new(),
    };
    for provision in sought {
        page.find(provision);
    }
    page.stretches(read)
}

/// Where each word stands.
fn places(words: &[(String, Span)]) -> HashMap<&str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (word, _)) in words.iter().enumerate() {
        places.entry(word).or_default().push(at);
    }
    places
}

/// Where something may be cut: the provisions that nobody drew as they were read, and what was left out of Section F.
/// In the order of the text, what touches in one.
fn free(reading: &Reading, known: &HashSet<usize>) -> Vec<Span> {
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
    let mut free: Vec<Span> = read.chain(left.map(|left| left.span)).collect();
    free.sort_unstable();
    free.dedup_by(|next, one| {
        let touches = next.start <= one.end;
        if touches {
            one.end = one.end.max(next.end);
        }
        touches
    });
    free
}

/// The places of the provisions read that were drawn so too, and what was cut otherwise.
fn sorted<'a>(read: &[Provision], drawn: &'a Drawn) -> (HashSet<usize>, Vec<&'a Provision>) {
    let mut left: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, provision) in read.iter().enumerate().rev() {
        let words = plain_words(&provision.text);
        left.entry(words).or_default().push(at);
    }
    let cut: HashSet<usize> = drawn.cut.iter().copied().collect();
    let (mut known, mut sought) = (HashSet::new(), Vec::new());
    for (at, provision) in drawn.provisions.iter().enumerate() {
        let same = left.get_mut(&plain_words(&provision.text));
        match same.and_then(Vec::pop) {
            Some(same) => {
                known.insert(same);
            }
            None if cut.contains(&at) => sought.push(provision),
            None => {}
        }
    }
    (known, sought)
}

/// The newer version's text, and what of it is spoken for.
struct Page<'a> {
    words: &'a [(String, Span)],
    /// Where each word stands among them.
    places: HashMap<&'a str, Vec<usize>>,
    characters: Vec<char>,
    free: Vec<Span>,
    /// The stretches found by where they begin, each with the provision that was drawn so; none reaches into another.
    taken: BTreeMap<usize, (Span, &'a Provision)>,
    /// Up to where words that were sought before need not be sought again: what was not free then is not now.
    tried: HashMap<Vec<String>, usize>,
}

impl<'a> Page<'a> {
    /// Takes the first place where the words of a provision stand, within what is still free.
    fn find(&mut self, provision: &'a Provision) {
        let wanted = plain_words(&provision.text);
        let from = self.tried.get(&wanted).copied().unwrap_or_default();
        let mut places = self.places_of(&wanted, from);
        let found = places.find(|(_, span)| self.is_free(*span));
        drop(places);
        let next = found.map_or(self.words.len(), |(at, _)| at + 1);
        self.tried.insert(wanted, next);
        if let Some((_, words)) = found {
            let whole = self.with_signs(words, &provision.text);
            let span = if self.is_free(whole) { whole } else { words };
            self.taken.insert(span.start, (span, provision));
        }
    }

    /// Where words stand one after the other, from a place on, sought by the rarest of them.
    fn places_of<'b>(
        &'b self,
        wanted: &'b [String],
        from: usize,
    ) -> impl Iterator<Item = (usize, Span)> + 'b {
        let held = |word: &String| {
            self.places
                .get(word.as_str())
                .map_or(&[][..], Vec::as_slice)
        };
        let rarest = wanted.iter().map(held).enumerate();
        let rarest = rarest.min_by_key(|(_, places)| places.len());
        let (before, places) = rarest.unwrap_or_default();
        let near = places.partition_point(|at| *at < from + before);
        places.iter().skip(near).filter_map(move |at| {
            let start = at.checked_sub(before)?;
            let place = self.words.get(start..start + wanted.len())?;
            let mut pairs = place.iter().zip(wanted);
            let same = pairs.all(|((word, _), wanted)| word == wanted);
            let (first, last) = (place.first()?, place.last()?);
            let span = Span {
                start: first.1.start,
                end: last.1.end,
            };
            same.then_some((start, span))
        })
    }

    /// Whether a stretch begins and ends in what is free, and nobody has it.
    fn is_free(&self, span: Span) -> bool {
        let inside = |at: usize| {
            let near = self.free.partition_point(|free| free.end <= at);
            self.free.get(near).is_some_and(|free| free.start <= at)
        };
        let last = self.taken.range(..span.end).next_back();
        let is_taken = last.is_some_and(|(_, (taken, _))| overlap(*taken, span));
        inside(span.start) && inside(span.end.saturating_sub(1)) && !is_taken
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
    fn stretches(self, read: &[Provision]) -> Vec<Stretch> {
        let taken: Vec<Span> = self.taken.values().map(|(span, _)| *span).collect();
        let cut = |span: Span, like: &Provision| {
            let stretch = Stretch::Cut(span, like.area, like.heading.clone());
            (span.start, stretch)
        };
        let mut found: Vec<(usize, Stretch)> = Vec::new();
        for (at, provision) in read.iter().enumerate() {
            let span = provision.span;
            let from = taken.partition_point(|taken| taken.end <= span.start);
            let into = taken.iter().skip(from).copied();
            let into: Vec<Span> = into.take_while(|taken| taken.start < span.end).collect();
            if into.is_empty() {
                found.push((span.start, Stretch::Read(at)));
            } else {
                let left = self.left(span, &into).into_iter();
                found.extend(left.map(|span| cut(span, provision)));
            }
        }
        let today = Today::of(read);
        found.extend(self.taken.values().map(|(span, drawn)| {
            // Where it begins in a provision of today, it stands under the heading of today.
            cut(*span, today.at(*span).unwrap_or(drawn))
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
        let first = self.words.partition_point(|(_, span)| span.start < from);
        let (_, first) = self.words.get(first).filter(|(_, span)| span.end <= to)?;
        let start = first.start;
        let text = self.characters.get(start..to).unwrap_or_default();
        let blank = text.iter().rev().take_while(|c| c.is_whitespace()).count();
        Some(Span {
            start,
            end: to - blank,
        })
    }
}

/// The provisions of today's reading, in the order of the text, to be found by where they stand.
struct Today<'a> {
    read: &'a [Provision],
    /// How far each and those before it reach.
    reach: Vec<usize>,
}

impl<'a> Today<'a> {
    fn of(read: &'a [Provision]) -> Self {
        let reach = read.iter().scan(0, |reach, one| {
            *reach = one.span.end.max(*reach);
            Some(*reach)
        });
        Self {
            reach: reach.collect(),
            read,
        }
    }

    /// The first that a stretch reaches into.
    fn at(&self, span: Span) -> Option<&'a Provision> {
        let near = self.reach.partition_point(|reach| *reach <= span.start);
        self.read.get(near).filter(|one| overlap(one.span, span))
    }
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests;
