//! The reading pane: the whole text, the provision at hand marked, doses, roles and vague words signed.

use ratatui::layout::{Constraint, Layout, Rect};

use super::super::asking::Asking;
use super::super::work::Work;
use super::provisions::saved;
use super::signs::{Runs, Said};
use super::{Bounds, before, inside};
use crate::domain::blind::blind;
use crate::domain::mark::Mark;
use crate::domain::provision::Span;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// Draws the pane.
pub(super) fn draw(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let title = work.item().map_or_else(String::new, |item| {
        format!("{} of {}", item.provision.n, work.working.items.len())
    });
    let heading = (work.item())
        .and_then(|item| item.provision.heading.clone())
        .unwrap_or_default();
    let inside = paint.pane(area, &title, &heading, false);
    let (words, meaning) = saved(&work.saving);
    paint.lower_edge(area, &words, meaning);
    let warnings = work.case.reading.warnings.len();
    if warnings > 0 {
        let noun = if warnings == 1 { "warning" } else { "warnings" };
        let words = format!(" ! {warnings} {noun} (w) ");
        let edge = area.height.saturating_sub(1);
        paint.text(area, edge, 2, &words, Meaning::Doubt);
    }
    let (inside, below) = parts(work, inside);
    let text = Rect {
        x: inside.x + 2.min(inside.width),
        width: inside.width.saturating_sub(2),
        ..inside
    };
    paint.lines(below.0, &below.1, 0);
    let lines = lines(work, inside);
    let marked = marked(&lines);
    let from = unscrolled(&lines, inside).saturating_add_signed(work.scrolled.0);
    let from = from.min(lines.len().saturating_sub(usize::from(inside.height)));
    paint.lines(text, &lines, from);
    for (row, at) in (0..inside.height).zip(from..) {
        if marked.is_some_and(|(first, last)| (first..=last).contains(&at)) {
            paint.text(inside, row, 0, "▌", Meaning::Current);
        } else if lines.get(at).is_some_and(is_left_out) {
            paint.text(inside, row, 0, "·", Meaning::Muted);
        }
    }
}

/// How far the text can be scrolled up and down from where it would be.
pub(super) fn bounds(work: &Work, area: Rect) -> Bounds {
    let (inside, _) = parts(work, inside(area));
    let lines = lines(work, inside);
    Bounds::new(unscrolled(&lines, inside), lines.len(), inside)
}

/// Where the text stands, and below it what was made of the provision before an amendment: at most a half.
fn parts(work: &Work, inside: Rect) -> (Rect, (Rect, Vec<Line>)) {
    let lines = before::lines(work, inside.width.into());
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let rows = [
        Constraint::Min(0),
        Constraint::Length(wanted.min(inside.height / 2)),
    ];
    let [text, below] = Layout::vertical(rows).areas(inside);
    (text, (below, lines))
}

/// The text in lines; the first two columns are the mark's.
fn lines(work: &Work, inside: Rect) -> Vec<Line> {
    wrap(
        &runs(work, &blind(work.text())),
        inside.width.saturating_sub(2).into(),
    )
}

/// Whether all the words of a line are in no provision.
fn is_left_out(line: &Line) -> bool {
    let mut words = line
        .iter()
        .filter(|run| !run.text.trim().is_empty())
        .peekable();
    words.peek().is_some() && words.all(|run| run.meaning == Meaning::Muted)
}

/// The first and the last line with words of the provision at hand.
fn marked(lines: &[Line]) -> Option<(usize, usize)> {
    let is_marked = |line: &Line| line.iter().any(|run| run.meaning == Meaning::Current);
    let first = lines.iter().position(is_marked)?;
    Some((first, lines.iter().rposition(is_marked)?))
}

/// The first line shown where nobody scrolls: what is looked at is in sight, or else the provision
/// at hand.
fn unscrolled(lines: &[Line], inside: Rect) -> usize {
    let height = usize::from(inside.height);
    let is_looked_at = |line: &Line| line.iter().any(|run| run.meaning == Meaning::Focus);
    let provision = marked(lines).map_or(0, |(first, _)| first);
    let top = provision.saturating_sub(height / 4);
    let first = match lines.iter().position(is_looked_at) {
        // What is looked at far down in a long provision comes to the middle.
        Some(at) if at < top || at >= top + height.saturating_sub(height / 4) => {
            at.saturating_sub(height / 2)
        }
        Some(_) | None => top,
    };
    first.min(lines.len().saturating_sub(height))
}

/// The words that are at hand: a provision's, those between boundaries being moved, or some that
/// are in none.
fn at_hand(work: &Work) -> Option<Span> {
    match &work.asking {
        Asking::Cut(bounds) => bounds.whole(),
        Asking::LeftOut(menu) => menu.entries.get(menu.cursor).map(|entry| entry.value.span),
        Asking::Nothing
        | Asking::Area(..)
        | Asking::Level(_)
        | Asking::Primary(_)
        | Asking::Tariff(_)
        | Asking::SetAside(_)
        | Asking::Source(..)
        | Asking::CannotMap(_)
        | Asking::Line(_) => work.item().map(|item| item.provision.span),
    }
}

/// Where boundaries stand, each with whether it is the one at hand.
fn walls(work: &Work) -> Vec<(usize, bool)> {
    match &work.asking {
        Asking::Cut(bounds) => bounds.marks(),
        Asking::Nothing
        | Asking::LeftOut(_)
        | Asking::Area(..)
        | Asking::Level(_)
        | Asking::Primary(_)
        | Asking::Tariff(_)
        | Asking::SetAside(_)
        | Asking::Source(..)
        | Asking::CannotMap(_)
        | Asking::Line(_) => Vec::new(),
    }
}

/// The text as runs, with a sign around or after what carries one.
fn runs(work: &Work, text: &str) -> Vec<Run> {
    let current = at_hand(work);
    let looked_at = work.vague_at_hand().map(|(vague, ..)| vague.span);
    let spans: Vec<Span> = (work.working.items.iter())
        .map(|item| item.provision.span)
        .collect();
    let mut vague: Vec<Span> = (work.working.items.iter())
        .flat_map(|item| item.provision.vague.iter().map(|vague| vague.span))
        .collect();
    vague.sort();
    let walls = walls(work);
    let mut runs = Runs::default();
    let (mut marks, mut spans, mut vague, mut walls) = (
        work.case.marks.as_slice(),
        spans.as_slice(),
        vague.as_slice(),
        walls.as_slice(),
    );
    let mut new_words = if work.is_blind() {
        &[]
    } else {
        work.new_words.as_slice()
    };
    for (at, character) in text.chars().enumerate() {
        let is_in = |span: &Span| span.start <= at && at < span.end;
        past(&mut spans, at, |span| span.end);
        past(&mut vague, at, |span| span.end);
        past(&mut marks, at, |mark: &Mark| mark.span.end);
        past(&mut new_words, at, |span| span.end);
        let here = current.as_ref().is_some_and(is_in);
        let within = spans.first().is_some_and(is_in);
        let ground = match (here, within) {
            (true, _) => Meaning::Current,
            (false, true) => Meaning::Text,
            (false, false) => Meaning::Muted,
        };
        let mut said = Said::default();
        if here || within {
            said.mark = marks.first().copied().filter(|mark| is_in(&mark.span));
            let span = vague.first().copied().filter(is_in);
            said.vague = span.map(|span| (span, looked_at == Some(span)));
        }
        let new = new_words.first().copied().filter(is_in);
        runs.new_words(new, said);
        runs.close(said);
        // A boundary stands outside the signs of the words that it parts.
        wall(&mut runs, &mut walls, at);
        runs.open(said);
        let ground = new.map_or(ground, |_| Meaning::New);
        runs.character(character, said.meaning(ground));
    }
    runs.new_words(None, Said::default());
    runs.close(Said::default());
    wall(&mut runs, &mut walls, usize::MAX);
    runs.done
}

/// Draws the boundary that stands before a place.
fn wall(runs: &mut Runs, walls: &mut &[(usize, bool)], at: usize) {
    while let Some(((_, held), rest)) = walls.split_first().filter(|((wall, _), _)| *wall <= at) {
        let (sign, meaning) = if *held {
            ("┃", Meaning::Focus)
        } else {
            ("│", Meaning::Hint)
        };
        runs.push(sign, meaning);
        *walls = rest;
    }
}

/// Leaves behind what ends before a place.
fn past<T>(rest: &mut &[T], at: usize, end: impl Fn(&T) -> usize) {
    while rest.first().is_some_and(|one| end(one) <= at) {
        *rest = rest.get(1..).unwrap_or_default();
    }
}
