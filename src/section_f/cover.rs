//! The law of the room: every character is in one provision or left out with a reason.

use crate::domain::provision::{LeftOut, LeftOutWhy, Provision, Span};

use super::page::Page;

type Left = (Span, LeftOutWhy);

/// Puts the pieces in order, and gives what lies between them to a left-out piece.
///
/// White space and joining signs go to the left-out piece beside them, else to one of their own.
/// Furniture that a provision runs over stays inside its span, and leaves its text.
pub(crate) fn whole(
    page: &Page<'_>,
    provisions: &mut [Provision],
    mut left: Vec<Left>,
) -> Vec<LeftOut> {
    left.sort_by_key(|(span, _)| *span);
    let mut sweep = Sweep {
        page,
        at: 0,
        pieces: Vec::with_capacity(left.len()),
        open: None,
    };
    let mut left = left.into_iter().peekable();
    for provision in provisions.iter_mut() {
        while let Some(piece) = left.next_if(|(span, _)| span.start < provision.span.start) {
            sweep.left(piece);
        }
        sweep.gap(provision.span.start);
        let mut holes = Vec::new();
        while let Some((span, why)) = left.next_if(|(span, _)| span.end <= provision.span.end) {
            holes.push(span);
            sweep.pieces.push((span, why));
        }
        if !holes.is_empty() {
            provision.text = text_without(page, provision.span, &holes);
        }
        sweep.at = provision.span.end;
        sweep.open = None;
    }
    left.for_each(|piece| sweep.left(piece));
    sweep.gap(page.length());
    let listed = |(span, why): Left| LeftOut {
        span,
        text: page.piece(span).to_owned(),
        why,
    };
    sweep.pieces.into_iter().map(listed).collect()
}

struct Sweep<'a> {
    page: &'a Page<'a>,
    /// All before it is covered.
    at: usize,
    pieces: Vec<Left>,
    /// The left-out piece that ends here, if one does.
    open: Option<usize>,
}

impl Sweep<'_> {
    fn left(&mut self, (span, why): Left) {
        let end = span.end.min(self.page.length());
        if end <= self.at {
            return;
        }
        // What lies between goes with what follows: the line's end before a list's number.
        self.open = Some(self.pieces.len());
        self.pieces.push((
            Span {
                start: self.at,
                end,
            },
            why,
        ));
        self.at = end;
    }

    fn gap(&mut self, to: usize) {
        if to <= self.at {
            return;
        }
        match self.open.and_then(|open| self.pieces.get_mut(open)) {
            Some((span, _)) => span.end = to,
            None => self.pieces.push((
                Span {
                    start: self.at,
                    end: to,
                },
                LeftOutWhy::PageFurniture,
            )),
        }
        self.at = to;
    }
}

/// The characters of a span without the holes in it.
pub(crate) fn text_without(page: &Page<'_>, span: Span, holes: &[Span]) -> String {
    let mut text = String::new();
    let mut start = span.start;
    for hole in holes {
        text.push_str(page.piece(Span {
            start,
            end: hole.start,
        }));
        start = hole.end;
    }
    text.push_str(page.piece(Span {
        start,
        end: span.end,
    }));
    text
}
