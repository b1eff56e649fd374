//! The reading pane: the whole text, the provision at hand marked, doses, roles and vague words signed.

use ratatui::layout::{Constraint, Layout, Rect};

use super::super::asking::Asking;
use super::super::marks::{Mark, Says};
use super::super::work::Work;
use super::provisions::saved;
use super::{Bounds, before, inside};
use crate::domain::blind::blind;
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
    if let Some((first, last)) = marked {
        for (row, at) in (0..inside.height).zip(from..) {
            if (first..=last).contains(&at) {
                paint.text(inside, row, 0, "▌", Meaning::Current);
            }
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
    let text = (work.case.plan.as_ref()).map_or("", |plan| plan.text.as_str());
    wrap(
        &runs(work, &blind(text)),
        inside.width.saturating_sub(2).into(),
    )
}

/// The first and the last line with words of the provision at hand.
fn marked(lines: &[Line]) -> Option<(usize, usize)> {
    let is_marked = |line: &Line| line.iter().any(|run| run.meaning == Meaning::Current);
    let first = lines.iter().position(is_marked)?;
    Some((first, lines.iter().rposition(is_marked)?))
}

/// The first line shown where nobody scrolls: the provision at hand is in sight.
fn unscrolled(lines: &[Line], inside: Rect) -> usize {
    let height = usize::from(inside.height);
    let first = marked(lines).map_or(0, |(first, _)| first);
    first
        .saturating_sub(height / 4)
        .min(lines.len().saturating_sub(height))
}

/// The text as runs, with a sign around or after what carries one.
fn runs(work: &Work, text: &str) -> Vec<Run> {
    let current = work.item().map(|item| item.provision.span);
    let spans: Vec<Span> = (work.working.items.iter())
        .map(|item| item.provision.span)
        .collect();
    let mut vague: Vec<Span> = (work.working.items.iter())
        .flat_map(|item| item.provision.vague.iter().map(|vague| vague.span))
        .collect();
    vague.sort();
    let cut = match &work.asking {
        Asking::Cut(blade) => blade.place(),
        Asking::Nothing
        | Asking::Area(..)
        | Asking::Level(_)
        | Asking::SetAside(_)
        | Asking::Source(..)
        | Asking::CannotMap(_)
        | Asking::Line(_) => None,
    };
    let mut runs = Runs::default();
    let (mut marks, mut spans, mut vague) =
        (work.marks.as_slice(), spans.as_slice(), vague.as_slice());
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
        let ground = match (here, spans.iter().any(is_in)) {
            (true, _) => Meaning::Current,
            (false, true) => Meaning::Text,
            (false, false) => Meaning::Muted,
        };
        let mark = marks.first().filter(|mark| is_in(&mark.span));
        let says = match (vague.first().is_some_and(is_in), mark.map(|mark| mark.says)) {
            _ if ground == Meaning::Muted => None,
            (true, _) => Some(Meaning::Vague),
            (false, Some(Says::Dose)) => Some(Meaning::Dose),
            (false, Some(Says::Role)) => Some(Meaning::Role),
            (false, None) => None,
        };
        let is_new = new_words.first().is_some_and(is_in);
        // A sign that ends here ends before that of the new words begins or ends.
        if runs.is_new != is_new && runs.says != says {
            runs.signs(None);
        }
        runs.new_words(is_new);
        runs.signs(says);
        if cut == Some(at) {
            runs.push("┃", Meaning::Focus);
        }
        let ground = if is_new { Meaning::New } else { ground };
        runs.character(character, says.unwrap_or(ground));
    }
    runs.signs(None);
    runs.new_words(false);
    runs.done
}

/// Leaves behind what ends before a place.
fn past<T>(rest: &mut &[T], at: usize, end: impl Fn(&T) -> usize) {
    while rest.first().is_some_and(|one| end(one) <= at) {
        *rest = rest.get(1..).unwrap_or_default();
    }
}

#[derive(Default)]
struct Runs {
    done: Vec<Run>,
    says: Option<Meaning>,
    is_new: bool,
}

impl Runs {
    /// Sets the signs of new words around whatever signs stand within them.
    fn new_words(&mut self, is_new: bool) {
        if self.is_new == is_new {
            return;
        }
        let (before, after) = Meaning::New.signs();
        self.push(if is_new { before } else { after }, Meaning::New);
        self.is_new = is_new;
    }

    /// Closes the sign of what ends here and opens that of what begins.
    fn signs(&mut self, says: Option<Meaning>) {
        if self.says == says {
            return;
        }
        if let Some(ended) = self.says {
            self.push(ended.signs().1, ended);
        }
        if let Some(begun) = says {
            self.push(begun.signs().0, begun);
        }
        self.says = says;
    }

    fn push(&mut self, text: &str, meaning: Meaning) {
        if !text.is_empty() {
            self.done.push(Run::new(text, meaning));
        }
    }

    fn character(&mut self, character: char, meaning: Meaning) {
        match self.done.last_mut() {
            Some(run) if run.meaning == meaning => run.text.push(character),
            Some(_) | None => self.done.push(Run::new(character, meaning)),
        }
    }
}
