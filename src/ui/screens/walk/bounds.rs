//! Boundaries: where a provision begins, is cut and ends, moved from word to word of the text.
//!
//! The words around are numbered, and a boundary stands in a gap: before the first word 0, behind
//! the last their count. What is taken goes from the provision beside it or from the words that are
//! in none; what is let go goes to the provision that follows close by, or stands alone.

mod pieces;
mod stops;

use std::collections::BTreeSet;

pub(super) use self::pieces::Role;

use self::stops::{Stop, is_number, stops, words};
use crate::domain::draft::{Item, ItemId};
use crate::domain::provision::{AreaCode, Provision, Span};
use crate::ui::message::Cut;

/// Where a provision to be belongs: its area and heading.
pub(super) type Under = (AreaCode, Option<String>);

/// Which boundary hears the arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Where the provision begins.
    Start,
    /// A cut in it, from 0.
    Cut(usize),
    /// Where it ends.
    End,
}

/// A provision before or after the one at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Neighbour {
    id: ItemId,
    from: usize,
    to: usize,
    under: Under,
    /// Whether no word stands between it and the one at hand.
    close: bool,
}

/// The boundaries of one provision, being moved.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// The provision; nothing where words that were in none become one.
    item: Option<ItemId>,
    under: Under,
    words: Vec<Span>,
    stops: Vec<Stop>,
    /// The gaps behind the numbers and bullets that lines begin with.
    numbers: BTreeSet<usize>,
    before: Option<Neighbour>,
    after: Option<Neighbour>,
    home: (usize, usize),
    start: usize,
    cuts: Vec<usize>,
    end: usize,
    pub(super) held: Edge,
    /// The pieces as the worker read them, and what they were when it was asked.
    pub(super) preview: Option<(Cut, Vec<Provision>)>,
}

impl Bounds {
    /// Opens on a provision, or on words that are in none, between those before and after.
    pub(super) fn open(
        text: &str,
        item: Option<ItemId>,
        span: Span,
        under: Under,
        before: Option<&Item>,
        after: Option<&Item>,
    ) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let low = before.map_or(0, |item| item.provision.span.start);
        let high = after.map_or(characters.len(), |item| item.provision.span.end);
        let ends = |item: &Item| [item.provision.span.start, item.provision.span.end];
        let breaks: Vec<usize> = (before.into_iter().chain(after).flat_map(ends))
            .chain([span.start, span.end])
            .collect();
        let words = words(
            &characters,
            Span {
                start: low,
                end: high,
            },
            &breaks,
        );
        let stops = stops(&characters, &words);
        let text = |word: &Span| characters.get(word.start..word.end).unwrap_or_default();
        let begun = words.iter().zip(&stops).zip(1..);
        let numbers = (begun
            .filter(|((word, stop), _)| **stop == Stop::Line && is_number(text(word))))
        .map(|(_, gap)| gap)
        .collect();
        let gaps = |span: Span| {
            let from = words.partition_point(|word| word.start < span.start);
            let to = words.partition_point(|word| word.end <= span.end);
            (from, to.max(from))
        };
        let home = gaps(span);
        let says = |word: &Span| {
            let letters = characters.get(word.start..word.end).unwrap_or_default();
            letters.iter().filter(|c| c.is_alphabetic()).count() > 1
        };
        let close = |from: usize, to: usize| {
            let between = words.get(from..to).unwrap_or_default();
            !between.iter().any(says)
        };
        let beside = |item: &Item, is_before: bool| {
            let (from, to) = gaps(item.provision.span);
            Neighbour {
                id: item.id,
                from,
                to,
                under: (item.provision.area, item.provision.heading.clone()),
                close: if is_before {
                    close(to, home.0)
                } else {
                    close(home.1, from)
                },
            }
        };
        Self {
            item,
            under,
            before: before.map(|item| beside(item, true)),
            after: after.map(|item| beside(item, false)),
            numbers,
            stops,
            words,
            home,
            start: home.0,
            cuts: Vec::new(),
            end: home.1,
            held: Edge::End,
            preview: None,
        }
    }

    /// Whether it makes a new provision of words that were in none.
    pub(super) fn is_new(&self) -> bool {
        self.item.is_none()
    }

    /// Every boundary, from the left.
    fn edges(&self) -> Vec<(Edge, usize)> {
        let cuts = self.cuts.iter().enumerate();
        std::iter::once((Edge::Start, self.start))
            .chain(cuts.map(|(at, gap)| (Edge::Cut(at), *gap)))
            .chain([(Edge::End, self.end)])
            .collect()
    }

    fn gap(&self, edge: Edge) -> usize {
        match edge {
            Edge::Start => self.start,
            Edge::Cut(at) => self.cuts.get(at).copied().unwrap_or(self.start),
            Edge::End => self.end,
        }
    }

    /// Where the boundary at hand may stand: from the first gap to the last.
    fn range(&self) -> (usize, usize) {
        let edges = self.edges();
        let here = edges.iter().position(|(edge, _)| *edge == self.held);
        let gap = |at: Option<usize>| Some(edges.get(at?)?.1);
        let left = gap(here.and_then(|here| here.checked_sub(1)));
        let right = gap(here.map(|here| here + 1));
        // A provision beside it keeps a word at least; m merges the two.
        let low = || self.before.as_ref().map_or(0, |before| before.from + 1);
        let high = || {
            let after = self.after.as_ref();
            after.map_or(self.words.len(), |after| after.to.saturating_sub(1))
        };
        let from = left.map_or_else(low, |left| left + 1);
        let to = right.map_or_else(high, |right| right.saturating_sub(1));
        // Something of its own stays, so that no word is taken in on one side and let go on the other.
        match self.held {
            Edge::Start => (from, to.min(self.home.1.saturating_sub(1))),
            Edge::Cut(_) => (from, to),
            Edge::End => (from.max(self.home.0 + 1), to),
        }
    }

    fn place(&mut self, gap: usize) {
        let (from, to) = self.range();
        // Where neighbours leave no room, everything stays.
        if from > to {
            return;
        }
        let gap = gap.clamp(from, to);
        match self.held {
            Edge::Start => self.start = gap,
            Edge::Cut(at) => {
                if let Some(cut) = self.cuts.get_mut(at) {
                    *cut = gap;
                }
            }
            Edge::End => self.end = gap,
        }
    }

    /// Moves the boundary at hand to the word before or after.
    pub(super) fn step(&mut self, forward: bool) {
        let by = if forward { 1 } else { -1 };
        let here = self.gap(self.held);
        let mut gap = here.saturating_add_signed(by);
        // Nothing ends behind the number that an item begins with.
        while self.held == Edge::End && self.numbers.contains(&gap) {
            gap = gap.saturating_add_signed(by);
        }
        self.place(gap);
        // Where the limit stands behind a number, nothing moves.
        if self.held == Edge::End && self.numbers.contains(&self.end) {
            self.end = here;
        }
    }

    /// Moves the boundary at hand to the next sentence, clause or line.
    pub(super) fn leap(&mut self, forward: bool) {
        let (from, to) = self.range();
        let here = self.gap(self.held);
        let is_stop = |gap: &usize| self.stops.get(*gap).is_some_and(|stop| *stop > Stop::Word);
        let found = if forward {
            (here + 1..=to).find(is_stop)
        } else {
            (from..here).rev().find(is_stop)
        };
        self.place(found.unwrap_or(if forward { to } else { from }));
    }

    /// Moves the boundary at hand as far as it goes.
    pub(super) fn end(&mut self, forward: bool) {
        self.place(if forward { usize::MAX } else { 0 });
    }

    /// Takes the next boundary, around the end.
    pub(super) fn next_edge(&mut self) {
        let edges = self.edges();
        let here = edges.iter().position(|(edge, _)| *edge == self.held);
        let next = here.map_or(0, |here| (here + 1) % edges.len().max(1));
        self.held = edges.get(next).map_or(Edge::Start, |(edge, _)| *edge);
    }

    /// Cuts once more, where a sentence or clause ends; says whether there was room.
    pub(super) fn add(&mut self) -> bool {
        let edges = self.edges();
        let pieces: Vec<(usize, usize)> = (edges.windows(2))
            .filter_map(|pair| Some((pair.first()?.1, pair.last()?.1)))
            .collect();
        let here = self.gap(self.held);
        let room = |(from, to): &&(usize, usize)| to - from > 1;
        let next = pieces.iter().filter(room).find(|(from, _)| *from >= here);
        let longest = || (pieces.iter().filter(room)).max_by_key(|(from, to)| to - from);
        let Some((from, to)) = next.or_else(longest) else {
            return false;
        };
        let gap = self.proposed(*from, *to);
        let at = self.cuts.partition_point(|cut| *cut < gap);
        self.cuts.insert(at, gap);
        self.held = Edge::Cut(at);
        true
    }

    /// The gap at which a piece is best cut: behind its first sentence, else at the strongest stop
    /// next to its middle.
    fn proposed(&self, from: usize, to: usize) -> usize {
        let middle = from + (to - from) / 2;
        let stop = |gap: usize| self.stops.get(gap).copied().unwrap_or(Stop::Word);
        let inside = || from + 1..to;
        if let Some(sentence) = inside().find(|gap| stop(*gap) >= Stop::Sentence) {
            return sentence;
        }
        let strongest = inside().map(stop).max();
        let fitting = inside().filter(|gap| Some(stop(*gap)) == strongest);
        let nearest = fitting.min_by_key(|gap| gap.abs_diff(middle));
        nearest.unwrap_or(middle)
    }

    /// Takes the cut at hand away; says whether there was one.
    pub(super) fn take_away(&mut self) -> bool {
        let Edge::Cut(at) = self.held else {
            return false;
        };
        if at < self.cuts.len() {
            self.cuts.remove(at);
        }
        self.held = match at.checked_sub(1) {
            Some(before) => Edge::Cut(before),
            None if self.cuts.is_empty() => Edge::End,
            None => Edge::Cut(0),
        };
        true
    }
}

#[cfg(test)]
mod tests;
