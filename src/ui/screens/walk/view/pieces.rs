//! In place of the list of provisions: the pieces that boundaries would give, or what is in none.

use ratatui::layout::Rect;

use super::super::asking::Left;
use super::super::bounds::{Bounds, Role};
use super::super::work::Work;
use super::provisions::{hours, summary};
use crate::domain::blind::blind;
use crate::domain::draft::ItemId;
use crate::domain::provision::{LeftOutWhy, Provision, Span};
use crate::ui::parts::menu::Menu;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::clean;
use crate::ui::theme::Meaning;

/// Draws what the boundaries as they stand would give.
pub(super) fn bounds(work: &Work, bounds: &Bounds, paint: &mut Paint<'_>, area: Rect) {
    let title = if bounds.is_new() {
        "A new provision"
    } else {
        "Boundaries"
    };
    let pieces = bounds.pieces();
    let cut = bounds.cut();
    // What was read for other boundaries is not shown for these.
    let read = (bounds.preview.as_ref())
        .filter(|(asked, _)| *asked == cut)
        .map(|(_, provisions)| provisions.as_slice());
    let right = if read.is_none() { "reading…" } else { "" };
    let inside = paint.pane(area, title, right, true);
    let (left, hand) = bounds.at_hand();
    let from = window::first(hand, pieces.len(), inside.height.into());
    let start = cut.to.first().map_or(0, |(span, ..)| span.start);
    let number = first_number(work, &cut.from, start);
    let shown = (number..).zip(pieces.iter().enumerate()).skip(from);
    for (row, (n, (at, piece))) in (0..inside.height).zip(shown) {
        let provision = read.and_then(|read| read.get(at));
        let words = match provision {
            Some(provision) => summary(provision),
            None => one_line(work, piece.span),
        };
        let beside = match piece.role {
            Role::Before | Role::After => "neighbour",
            Role::Rest => "let go",
            Role::Own => "",
        };
        let near = at == left || at == hand;
        let number = format!("{}{n:>3} ", if near { "▸" } else { " " });
        let hours = provision.map(hours).unwrap_or_default();
        let right = format!("{hours:>8}  {beside:<9}");
        line(
            paint,
            inside,
            row,
            (&number, provision, &words, &right),
            near,
        );
    }
}

fn line(
    paint: &mut Paint<'_>,
    area: Rect,
    row: u16,
    (number, provision, words, right): (&str, Option<&Provision>, &str, &str),
    near: bool,
) {
    let meaning = if near {
        Meaning::Current
    } else {
        Meaning::Text
    };
    let mut column = paint.text(area, row, 0, number, meaning);
    let vague = provision.is_some_and(|one| !one.vague.is_empty() && !one.dose.is_quantified());
    if vague {
        column = paint.text(area, row, column, "! ", Meaning::Doubt);
    }
    let left = Rect {
        width: area.width.saturating_sub(wide(right) + 1),
        ..area
    };
    paint.text(left, row, column, words, meaning);
    paint.right(area, row, right, Meaning::Muted);
}

/// The number that the first piece will have.
fn first_number(work: &Work, from: &[ItemId], start: usize) -> usize {
    let items = &work.working.items;
    let going = items.iter().position(|item| from.contains(&item.id));
    let after = || {
        (items.iter())
            .take_while(|item| item.provision.span.start < start)
            .count()
    };
    going.unwrap_or_else(after) + 1
}

fn one_line(work: &Work, span: Span) -> String {
    let text = blind(work.text());
    let words = text.chars().skip(span.start).take(span.end - span.start);
    words.take(200).map(clean).collect()
}

/// Draws what is in no provision, each piece with its reason.
pub(super) fn left_out(menu: &Menu<Left>, paint: &mut Paint<'_>, area: Rect) {
    let inside = paint.pane(area, &menu.title, "", true);
    let from = window::first(menu.cursor, menu.entries.len(), inside.height.into());
    let entries = menu.entries.iter().enumerate().skip(from);
    for (row, (at, entry)) in (0..inside.height).zip(entries) {
        let here = at == menu.cursor;
        let key = if at < 9 {
            (at + 1).to_string()
        } else {
            " ".to_owned()
        };
        let sign = if here { "▸" } else { " " };
        let column = paint.text(inside, row, 0, &format!("{sign} {key} "), Meaning::Hint);
        let why = (entry.value.why).map_or("not read as provision", LeftOutWhy::words);
        let left = Rect {
            width: inside.width.saturating_sub(wide(why) + 1),
            ..inside
        };
        let words: String = entry.words.chars().take(200).map(clean).collect();
        paint.text(left, row, column, &words, Meaning::Text);
        paint.right(inside, row, why, Meaning::Muted);
        if here {
            paint.select(inside, row);
        }
    }
}
