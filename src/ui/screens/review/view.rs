//! How it looks: the tariff and the areas in one pane, the provisions in the other, the decision below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::lines;
use super::state::{Phase, Review, Writing};
use crate::domain::moderation::readings::Beside;
use crate::domain::moderation::review::Decision;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 110;

/// Where everything stands.
struct Places {
    head: Rect,
    sides: Rect,
    provisions: Rect,
    foot: Rect,
}

impl Review {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let foot = self.foot_lines(area.width);
        let places = self.places(area, &foot);
        self.foot(&mut paint, places.foot, &foot);
        let Some(beside) = &self.beside else {
            if self.refused.is_none() {
                paint.text(
                    places.head,
                    0,
                    1,
                    "Laying both side by side…",
                    Meaning::Muted,
                );
            }
            return;
        };
        head(&mut paint, places.head, beside);
        sides(&mut paint, places.sides, beside, desk);
        let inside = paint.pane(places.provisions, "Provisions", "officer and you", true);
        let lines = lines::provisions(beside, inside.width.into());
        paint.lines(inside, &lines, self.from);
        let shown = self.from + usize::from(inside.height);
        more(
            &mut paint,
            places.provisions,
            lines.len(),
            shown,
            "more lines: page down",
        );
        if let Phase::Turning(menu) = &self.phase {
            menu.draw(&mut paint, area);
        }
    }

    /// The furthest line that the provisions can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let inside = self.inside(desk);
        let lines = self.beside.as_ref().map_or(0, |beside| {
            lines::provisions(beside, inside.width.into()).len()
        });
        lines.saturating_sub(inside.height.into())
    }

    /// How many lines of the provisions are on the screen, less one.
    pub(super) fn page(&self, desk: &Desk) -> usize {
        usize::from(self.inside(desk).height)
            .saturating_sub(1)
            .max(1)
    }

    fn inside(&self, desk: &Desk) -> Rect {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = self.places(body, &self.foot_lines(body.width)).provisions;
        Rect {
            width: pane.width.saturating_sub(2),
            height: pane.height.saturating_sub(2),
            ..pane
        }
    }

    fn places(&self, area: Rect, foot: &[Line]) -> Places {
        let foot = u16::try_from(foot.len()).unwrap_or(1).clamp(1, 4);
        let rows = [
            Constraint::Length(1),
            Constraint::Min(3),
            Constraint::Length(foot),
        ];
        let [head, middle, foot] = Layout::vertical(rows).areas(area);
        let count = self.beside.as_ref().map_or(0, |one| lines::measures(one));
        let wanted = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(3);
        let (sides, provisions) = if area.width >= SIDE_BY_SIDE {
            let columns = [Constraint::Min(40), Constraint::Length(area.width / 2)];
            let [left, right] = Layout::horizontal(columns).areas(middle);
            let rows = [
                Constraint::Length(wanted.min(middle.height)),
                Constraint::Min(0),
            ];
            let [right, _] = Layout::vertical(rows).areas(right);
            (right, left)
        } else {
            let rows = [
                Constraint::Length(wanted.min(middle.height / 2).max(3)),
                Constraint::Min(3),
            ];
            let [upper, lower] = Layout::vertical(rows).areas(middle);
            (upper, lower)
        };
        Places {
            head,
            sides,
            provisions,
            foot,
        }
    }

    /// What is said under the panes, but for the line being written.
    fn foot_lines(&self, width: u16) -> Vec<Line> {
        let most = usize::from(width).saturating_sub(2);
        if let Some(why) = &self.refused {
            let mut lines = wrap_text(&format!("✗ {why}"), Meaning::Danger, most);
            if matches!(self.phase, Phase::Writing(_)) {
                lines.push(Line::new());
            }
            return lines;
        }
        let (words, meaning) = match (&self.phase, self.closed()) {
            (Phase::Writing(_), _) => (String::new(), Meaning::Text),
            (Phase::Deciding(_), _) => ("Recording the decision…".to_owned(), Meaning::Muted),
            (Phase::GoingOn, _) => ("✓ Recorded. Looking who is next…".to_owned(), Meaning::Good),
            (Phase::Looking | Phase::Turning(_), Some(decision)) => {
                (closed_words(decision), Meaning::Good)
            }
            (Phase::Looking | Phase::Turning(_), None) => (self.open_words(), Meaning::Doubt),
        };
        wrap_text(&words, meaning, most)
    }

    fn open_words(&self) -> String {
        let Some(beside) = &self.beside else {
            return String::new();
        };
        let before = match &beside.last {
            Some(last) => format!("{} ", last.sentence()),
            None => String::new(),
        };
        format!("! {before}What becomes of the officer's mapping is yours to decide.")
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect, lines: &[Line]) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        paint.lines(inside, lines, 0);
        if let Phase::Writing(writing) = &self.phase {
            let last = area.height.saturating_sub(1);
            let column = paint.text(inside, last, 0, question(writing), Meaning::Hint) + 1;
            writing.input.draw(paint, inside, last, column);
        }
    }
}

fn question(writing: &Writing) -> &'static str {
    match writing.decision {
        Decision::Returned => "What do you ask the officer?",
        Decision::CannotMap => "Why can it not be mapped?",
        Decision::Escalated => "What is the board to decide?",
        Decision::Adjusted => "Why is it adjusted?",
        Decision::Agreed | Decision::Within | Decision::Answered | Decision::Harmless => "Why?",
    }
}

fn closed_words(decision: Decision) -> String {
    let stands = match decision {
        Decision::Agreed | Decision::Within => ": the officer's mapping stands",
        Decision::Adjusted => ": your reading counts",
        Decision::Returned
        | Decision::Answered
        | Decision::CannotMap
        | Decision::Escalated
        | Decision::Harmless => "",
    };
    let words = decision.words();
    format!("✓ Decided, {words}{stands}. Enter takes the next case.")
}

fn more(paint: &mut Paint<'_>, area: Rect, all: usize, shown: usize, words: &str) {
    let below = all.saturating_sub(shown);
    if below > 0 {
        paint.lower_edge(area, &format!("{below} {words}"), Meaning::Hint);
    }
}

fn head(paint: &mut Paint<'_>, area: Rect, beside: &Beside) {
    let column = paint.text(area, 0, 1, beside.reference.as_str(), Meaning::Title) + 2;
    let words = format!(
        "mapped by {}, read blind by {}{}",
        beside.officer.sheet.reader.name,
        beside.moderator.sheet.reader.name,
        (beside.school.as_ref()).map_or_else(String::new, |school| {
            format!(", read by {}", school.mapping.sheet.reader.name)
        })
    );
    paint.text(area, 0, column, &words, Meaning::Muted);
}

fn sides(paint: &mut Paint<'_>, area: Rect, beside: &Beside, desk: &Desk) {
    let outside = beside.difference.outside().count();
    let right = match outside {
        0 => "all within tolerance".to_owned(),
        outside => format!("{outside} outside tolerance"),
    };
    let inside = paint.pane(area, "Tariff and areas", &right, false);
    if let Some(framework) = desk.framework() {
        let lines = lines::sides(beside, framework, inside.width.into());
        paint.lines(inside, &lines, 0);
        more(paint, area, lines.len(), inside.height.into(), "more areas");
    }
}
