//! Left out: what of the text is in no provision and why, so that words can be taken back in.

use super::asking::{Asking, Left};
use super::cutting;
use super::work::{Said, Work};
use crate::domain::blind::blind;
use crate::domain::provision::Span;
use crate::ui::desk::Turn;
use crate::ui::parts::menu::Menu;

/// Opens the list.
pub(super) fn open(work: &mut Work) {
    let pieces = pieces(work);
    if pieces.is_empty() {
        work.say("Every word of the text is in a provision.");
        return;
    }
    let text = blind(work.text());
    let entry = |piece: Left| (words(&text, piece.span), piece);
    let near = work.item().map_or(0, |item| item.provision.span.end);
    let cursor = (pieces.iter().enumerate())
        .min_by_key(|(_, piece)| piece.span.start.abs_diff(near))
        .map_or(0, |(at, _)| at);
    let mut menu = Menu::new("In no provision", pieces.into_iter().map(entry));
    menu.cursor = cursor;
    work.scrolled.0 = 0;
    work.asking = Asking::LeftOut(menu);
    work.say("Enter makes a provision of it, whole or in part; Esc leaves it out.");
}

/// Goes on with the piece that was chosen.
pub(super) fn chosen(work: &mut Work, piece: &Left) -> Turn {
    if let Some(n) = piece.inside {
        let words = format!("This stands inside provision {n}; s splits that one.");
        work.said = Some(Said::Refusal(words));
        return Turn::stay();
    }
    cutting::open_new(work, piece.span)
}

/// Every piece with words in it, in the order of the text: headings, needs, outcomes, furniture.
pub(super) fn pieces(work: &Work) -> Vec<Left> {
    let characters: Vec<char> = work.text().chars().collect();
    let items: Vec<(Span, u32)> = (work.working.items.iter())
        .map(|item| (item.provision.span, item.provision.n))
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    for (span, _) in items.iter().copied().chain([(
        Span {
            start: characters.len(),
            end: characters.len(),
        },
        0,
    )]) {
        if span.start > at {
            let gap = Span {
                start: at,
                end: span.start,
            };
            gaps(work, gap, &mut found);
        }
        at = at.max(span.end);
    }
    for left in &work.case.reading.left_out {
        let holds =
            |(span, _): &&(Span, u32)| span.start <= left.span.start && left.span.end <= span.end;
        if let Some((_, n)) = items.iter().find(holds) {
            found.push(Left {
                span: left.span,
                why: Some(left.why),
                inside: Some(*n),
            });
        }
    }
    found.retain_mut(|piece| {
        piece.span = trimmed(&characters, piece.span);
        let text = characters.get(piece.span.start..piece.span.end);
        text.is_some_and(has_words)
    });
    found.sort_by_key(|piece| piece.span);
    found
}

/// Parts a gap between provisions by the reasons for which its words were left out.
fn gaps(work: &Work, gap: Span, found: &mut Vec<Left>) {
    let mut push = |start: usize, end: usize, why| {
        if start < end {
            let span = Span { start, end };
            let inside = None;
            found.push(Left { span, why, inside });
        }
    };
    let mut at = gap.start;
    for left in &work.case.reading.left_out {
        let (start, end) = (left.span.start.max(at), left.span.end.min(gap.end));
        if start < end {
            push(at, start, None);
            push(start, end, Some(left.why));
            at = end;
        }
    }
    push(at, gap.end, None);
}

/// Numbers, bullets, blanks and an "and" that stood between two provisions are no words.
fn has_words(characters: &[char]) -> bool {
    let mut words = characters.split(|c| !c.is_alphabetic());
    let said = words.by_ref().filter(|word| word.len() > 1).take(2);
    let lengths: Vec<usize> = said.map(<[char]>::len).collect();
    lengths.len() > 1 || lengths.first().is_some_and(|only| *only > 3)
}

/// A stretch without the blanks around it.
fn trimmed(characters: &[char], span: Span) -> Span {
    let text = characters.get(span.start..span.end).unwrap_or_default();
    let seen = |c: &char| !c.is_whitespace();
    let first = text.iter().position(seen).unwrap_or(0);
    let last = text.iter().rposition(seen).map_or(0, |last| last + 1);
    Span {
        start: span.start + first,
        end: span.start + last.max(first),
    }
}

/// The words of a stretch on one line.
fn words(text: &str, span: Span) -> String {
    let words: String = text
        .chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
