//! What boundaries give: the pieces of the text, and what the worker is to read for them.

use super::{Bounds, Edge, Under};
use crate::domain::provision::Span;
use crate::ui::message::Cut;

/// What a piece of the text will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Role {
    /// The provision before, with other words.
    Before,
    /// Of the provision at hand.
    Own,
    /// What the provision at hand lets go, standing alone.
    Rest,
    /// The provision after, with other words.
    After,
}

/// A piece of the text as it will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Piece {
    pub(in super::super) role: Role,
    pub(in super::super) span: Span,
    under: Under,
}

impl Bounds {
    /// The stretch from a gap to another, without the blanks around.
    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.words.get(from)?;
        let last = self.words.get(to.checked_sub(1)?)?;
        (from < to).then_some(Span {
            start: first.start,
            end: last.end,
        })
    }

    /// The pieces as they will be, in the order of the text; those beside only where they change.
    pub(in super::super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut push = |role, from, to, under: &Under| {
            pieces.extend(self.span(from, to).map(|span| Piece {
                role,
                span,
                under: under.clone(),
            }));
        };
        let (home_start, home_end) = self.home;
        let lets_go = self.start > home_start && !self.is_new();
        match &self.before {
            Some(before) if lets_go && before.close => {
                push(Role::Before, before.from, self.start, &before.under);
            }
            Some(before) if self.start < before.to => {
                push(Role::Before, before.from, self.start, &before.under);
            }
            Some(_) | None if lets_go => push(Role::Rest, home_start, self.start, &self.under),
            Some(_) | None => {}
        }
        let edges = self.edges();
        for pair in edges.windows(2) {
            if let [(_, from), (_, to)] = pair {
                push(Role::Own, *from, *to, &self.under);
            }
        }
        let lets_go = self.end < home_end && !self.is_new();
        match &self.after {
            Some(after) if lets_go && after.close => {
                push(Role::After, self.end, after.to, &after.under);
            }
            Some(after) if self.end > after.from => {
                push(Role::After, self.end, after.to, &after.under);
            }
            Some(_) | None if lets_go => push(Role::Rest, self.end, home_end, &self.under),
            Some(_) | None => {}
        }
        pieces
    }

    /// What the worker is to read: the provisions that go and the stretches in their place.
    pub(in super::super) fn cut(&self) -> Cut {
        let pieces = self.pieces();
        let touched = |role| pieces.iter().any(|piece| piece.role == role);
        let before = (self.before.as_ref()).filter(|_| touched(Role::Before));
        let after = (self.after.as_ref()).filter(|_| touched(Role::After));
        let ids = (before.map(|one| one.id).into_iter())
            .chain(self.item)
            .chain(after.map(|one| one.id));
        Cut {
            from: ids.collect(),
            to: (pieces.into_iter())
                .map(|piece| (piece.span, piece.under.0, piece.under.1))
                .collect(),
        }
    }

    /// Whether nothing was moved and nothing cut.
    pub(in super::super) fn is_as_it_was(&self) -> bool {
        !self.is_new() && self.cuts.is_empty() && (self.start, self.end) == self.home
    }

    /// Where the boundaries stand in the text, each with whether it is the one at hand.
    pub(in super::super) fn marks(&self) -> Vec<(usize, bool)> {
        let start = |gap: usize| self.words.get(gap).map(|word| word.start);
        let end = |gap: usize| Some(self.words.get(gap.checked_sub(1)?)?.end);
        (self.edges().into_iter())
            .filter_map(|(edge, gap)| {
                let at = if edge == Edge::End {
                    end(gap)
                } else {
                    start(gap)
                };
                Some((at?, edge == self.held))
            })
            .collect()
    }

    /// The stretch between the outer boundaries.
    pub(in super::super) fn whole(&self) -> Option<Span> {
        self.span(self.start, self.end)
    }

    /// Which pieces stand beside the boundary at hand: the places in [`Bounds::pieces`].
    pub(in super::super) fn at_hand(&self) -> (usize, usize) {
        let pieces = self.pieces();
        let first = pieces.iter().position(|piece| piece.role == Role::Own);
        let first = first.unwrap_or(0);
        match self.held {
            Edge::Start => (first.saturating_sub(1), first),
            Edge::Cut(at) => (first + at, first + at + 1),
            Edge::End => {
                let last = first + self.cuts.len();
                (last, (last + 1).min(pieces.len().saturating_sub(1)))
            }
        }
    }
}
