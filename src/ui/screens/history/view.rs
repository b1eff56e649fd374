//! How it looks: the events, and what the one under the cursor says.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::record;
use super::state::{History, Phase, Said};
use crate::ui::desk::Desk;
use crate::ui::message::Story;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// Where everything stands.
struct Places {
    head: Rect,
    events: Rect,
    event: Rect,
    foot: Rect,
}

impl History {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = self.places(area);
        self.foot(&mut paint, places.foot);
        let Some(story) = &self.story else {
            if self.said.is_none() {
                paint.text(places.head, 0, 1, "Reading the record…", Meaning::Muted);
            }
            return;
        };
        head(&mut paint, places.head, story);
        self.list(&mut paint, places.events);
        let inside = paint.pane(places.event, &self.title(), "", false);
        let lines = self.lines(desk, inside.width);
        paint.lines(inside, &lines, self.from);
        let below = lines
            .len()
            .saturating_sub(self.from + usize::from(inside.height));
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.event, &words, Meaning::Hint);
        }
    }

    /// The furthest line that what the event says can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = self.places(body).event;
        let lines = self.lines(desk, pane.width.saturating_sub(2));
        lines
            .len()
            .saturating_sub(pane.height.saturating_sub(2).into())
    }

    fn places(&self, area: Rect) -> Places {
        let rows = [
            Constraint::Length(1),
            Constraint::Min(3),
            Constraint::Length(1),
        ];
        let [head, middle, foot] = Layout::vertical(rows).areas(area);
        let (events, event) = if area.width >= SIDE_BY_SIDE {
            let columns = [Constraint::Length(area.width * 2 / 5), Constraint::Min(40)];
            let [left, right] = Layout::horizontal(columns).areas(middle);
            (left, right)
        } else {
            let wanted = u16::try_from(self.events().len()).unwrap_or(u16::MAX);
            let high = wanted.saturating_add(2).min(middle.height / 3).max(3);
            let rows = [Constraint::Length(high), Constraint::Min(3)];
            let [upper, lower] = Layout::vertical(rows).areas(middle);
            (upper, lower)
        };
        Places {
            head,
            events,
            event,
            foot,
        }
    }

    fn title(&self) -> String {
        (self.event()).map_or_else(String::new, |event| {
            record::head(self, self.cursor, event).text
        })
    }

    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        let framework = desk.framework().map(AsRef::as_ref);
        let Some(event) = self.event() else {
            let words = "Nothing has happened to this pupil's case yet.";
            return wrap_text(words, Meaning::Text, width.into());
        };
        record::lines(self, event, framework, width.into())
    }

    fn list(&self, paint: &mut Paint<'_>, area: Rect) {
        let events = self.events();
        let right = match events.len() {
            1 => "1 event".to_owned(),
            count => format!("{count} events, latest first"),
        };
        let inside = paint.pane(area, "History", &right, true);
        let from = window::first(self.cursor, events.len(), inside.height.into());
        for (row, (at, event)) in (0..inside.height).zip(events.iter().enumerate().skip(from)) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let day = format!("{sign}{:<12} ", event.at().day().long());
            let column = paint.text(inside, row, 0, &day, Meaning::Muted);
            let words = record::head(self, at, event);
            paint.text(inside, row, column, &words.text, words.meaning);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        match (&self.phase, &self.said) {
            (Phase::Reason(_, input), said) => {
                let (label, meaning) = match said {
                    Some(Said::Refused(why)) => (why.as_str(), Meaning::Danger),
                    Some(Said::Withdrawn) | None => ("Why is it taken back?", Meaning::Hint),
                };
                let column = paint.text(inside, 0, 1, label, meaning) + 1;
                input.draw(
                    paint,
                    inside,
                    0,
                    column.min(inside.width.saturating_sub(12)),
                );
            }
            (Phase::Browsing, Some(Said::Refused(why))) => {
                paint.text(inside, 0, 1, why, Meaning::Danger);
            }
            (Phase::Browsing, Some(Said::Withdrawn)) => {
                let words = "✓ Taken back; both stay on the record.";
                paint.text(inside, 0, 1, words, Meaning::Good);
            }
            (Phase::Browsing, None) => {}
        }
    }
}

fn head(paint: &mut Paint<'_>, area: Rect, story: &Story) {
    let facts = &story.facts;
    let column = paint.text(area, 0, 1, &facts.name(), Meaning::Title) + 2;
    let parts = [
        Some(facts.reference.to_string()),
        facts.school.clone(),
        facts.setting.map(|setting| setting.words().to_owned()),
        facts
            .plan_start
            .map(|day| format!("plan first issued {}", day.long())),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    paint.text(area, 0, column, &words.join(" · "), Meaning::Muted);
}
