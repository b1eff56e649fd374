//! How the walk looks: where the panes stand, and which are shown.

mod ask;
mod before;
mod foot;
mod levels;
mod notes;
mod pieces;
mod provisions;
mod reading;
mod result;
mod signs;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};

use super::asking::Asking;
use super::state::{Phase, Walk};
use super::work::{Pane, Stage, Work};
use crate::domain::mapping::Mapping;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns and rows on there is room for two columns; one row is the hint bar's.
const WIDE: (u16, u16) = (80, 23);

/// Where everything stands.
struct Places {
    header: Rect,
    left: Option<Rect>,
    right: Option<Rect>,
    foot: Rect,
}

impl Walk {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let words = match &self.phase {
            Phase::Opening => "Opening the plan…",
            Phase::Stopped(why) => why.as_str(),
            Phase::Read(_) => "Your reading is recorded. Enter lays it beside the officer's.",
            Phase::Mapping(work) => {
                draw(work, desk, &mut paint, area);
                return;
            }
            Phase::Recorded(mapping, work) => {
                let places = places(area, Pane::Levels, 1);
                foot::header(work, &mut paint, places.header);
                if let Some(left) = places.left {
                    left_column(work, &mut paint, left);
                }
                if let Some(right) = places.right {
                    result::recorded(mapping, work, &mut paint, right);
                }
                foot::recorded(work, &mut paint, places.foot);
                return;
            }
        };
        let inside = paint.pane(area, "Walk", "", true);
        let lines = wrap_text(words, Meaning::Text, inside.width.into());
        paint.lines(inside, &lines, 0);
        let after = u16::try_from(lines.len()).unwrap_or(0) + 1;
        if matches!(self.phase, Phase::Stopped(_)) {
            paint.text(inside, after, 0, "Enter goes back.", Meaning::Hint);
        }
    }
}

fn draw(work: &Work, desk: &Desk, paint: &mut Paint<'_>, area: Rect) {
    let said = foot::lines(work, area.width);
    let places = places(area, work.pane, foot_height(&said));
    foot::header(work, paint, places.header);
    if let Some(left) = places.left {
        left_column(work, paint, left);
    }
    if let Some(right) = places.right {
        match work.stage {
            Stage::Provisions | Stage::Areas => right_column(work, desk, paint, right),
            Stage::Complete | Stage::Revealed | Stage::Recording => {
                result::draw(work, paint, right);
            }
        }
    }
    foot::draw(&said, paint, places.foot);
    ask::draw(work, paint, area);
}

/// The part of the screen that is the walk's: all but the hint bar.
fn whole(desk: &Desk) -> Rect {
    Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1))
}

/// The pane under a column and row of the terminal.
pub(super) fn pane_at(at: (u16, u16), desk: &Desk) -> Pane {
    let right = places(whole(desk), Pane::Levels, 1).right;
    if right.is_some_and(|right| right.contains(at.into())) {
        Pane::Levels
    } else {
        Pane::Text
    }
}

/// The provision in the list under a column and row of the terminal.
pub(super) fn provision_at(work: &Work, at: (u16, u16), desk: &Desk) -> Option<usize> {
    let area = whole(desk);
    let foot = foot_height(&foot::lines(work, area.width));
    let (upper, _) = left_panes(work, places(area, work.pane, foot).left?);
    provisions::at(work, upper, at)
}

/// How far a pane can be scrolled from where it would be: up by the first, down by the second.
pub(super) struct Bounds(pub(super) isize, pub(super) isize);

impl Bounds {
    fn new(unscrolled: usize, lines: usize, inside: Rect) -> Self {
        let most = lines.saturating_sub(usize::from(inside.height));
        let far = |lines: usize| isize::try_from(lines).unwrap_or(isize::MAX);
        Self(-far(unscrolled), far(most.saturating_sub(unscrolled)))
    }
}

/// How far a pane can be scrolled, where it is on the screen; of a mapping, once it is recorded.
pub(super) fn bounds(
    work: &Work,
    mapping: Option<&Mapping>,
    pane: Pane,
    desk: &Desk,
) -> Option<Bounds> {
    let area = whole(desk);
    let foot = foot_height(&foot::lines(work, area.width));
    let (shown, foot) = mapping.map_or((work.pane, foot), |_| (Pane::Levels, 1));
    let places = places(area, shown, foot);
    match pane {
        Pane::Text => Some(reading::bounds(work, left_panes(work, places.left?).1)),
        Pane::Levels => {
            let right = places.right?;
            let bounds = match work.stage {
                Stage::Provisions | Stage::Areas => {
                    levels::bounds(work, right_panes(work, desk, right).0)
                }
                Stage::Complete | Stage::Revealed | Stage::Recording => {
                    result::bounds(work, mapping, right)
                }
            };
            Some(bounds)
        }
    }
}

/// What is inside a pane's frame.
fn inside(area: Rect) -> Rect {
    area.inner(Margin::new(1, 1))
}

fn foot_height(said: &[Line]) -> u16 {
    u16::try_from(said.len()).unwrap_or(1).clamp(1, 4)
}

fn places(area: Rect, pane: Pane, foot: u16) -> Places {
    let rows = [
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(foot),
    ];
    let [header, body, foot] = Layout::vertical(rows).areas(area);
    let (left, right) = if area.width >= WIDE.0 && area.height >= WIDE.1 {
        let columns = [Constraint::Percentage(57), Constraint::Min(1)];
        let [left, right] = Layout::horizontal(columns).areas(body);
        (Some(left), Some(right))
    } else {
        match pane {
            Pane::Text => (Some(body), None),
            Pane::Levels => (None, Some(body)),
        }
    };
    Places {
        header,
        left,
        right,
        foot,
    }
}

/// Where the list and the text stand in the left column.
fn left_panes(work: &Work, area: Rect) -> (Rect, Rect) {
    let shown = match &work.asking {
        Asking::Cut(bounds) => bounds.pieces().len(),
        Asking::LeftOut(menu) => menu.entries.len(),
        Asking::Nothing
        | Asking::Area(..)
        | Asking::Level(_)
        | Asking::Primary(_)
        | Asking::Tariff(_)
        | Asking::SetAside(_)
        | Asking::Source(..)
        | Asking::CannotMap(_)
        | Asking::Line(_) => work.places().len() + provisions::gone(work).len(),
    };
    let shown = u16::try_from(shown).unwrap_or(u16::MAX);
    let most = area.height / 2;
    let high = shown.saturating_add(2).clamp(3, most.max(3));
    let rows = [Constraint::Length(high), Constraint::Min(3)];
    let [upper, lower] = Layout::vertical(rows).areas(area);
    (upper, lower)
}

fn left_column(work: &Work, paint: &mut Paint<'_>, area: Rect) {
    let (upper, lower) = left_panes(work, area);
    match &work.asking {
        Asking::Cut(bounds) => pieces::bounds(work, bounds, paint, upper),
        Asking::LeftOut(menu) => pieces::left_out(menu, paint, upper),
        Asking::Nothing
        | Asking::Area(..)
        | Asking::Level(_)
        | Asking::Primary(_)
        | Asking::Tariff(_)
        | Asking::SetAside(_)
        | Asking::Source(..)
        | Asking::CannotMap(_)
        | Asking::Line(_) => provisions::draw(work, paint, upper),
    }
    reading::draw(work, paint, lower);
}

fn right_column(work: &Work, desk: &Desk, paint: &mut Paint<'_>, area: Rect) {
    let (upper, lower) = right_panes(work, desk, area);
    let notes = notes::lines(work, desk, area.width.saturating_sub(2));
    levels::draw(work, paint, upper);
    notes::draw(work, &notes, paint, lower);
}

/// Where the levels and what is to say of them stand in the right column.
fn right_panes(work: &Work, desk: &Desk, area: Rect) -> (Rect, Rect) {
    let notes = notes::lines(work, desk, area.width.saturating_sub(2));
    let wanted = u16::try_from(notes.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let high = wanted.clamp(3, (area.height * 2 / 5).max(3));
    let rows = [Constraint::Min(3), Constraint::Length(high)];
    let [upper, lower] = Layout::vertical(rows).areas(area);
    (upper, lower)
}
