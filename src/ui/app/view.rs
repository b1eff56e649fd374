//! The frame around the screens: what lies over what, the notice, the hint bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::App;
use crate::ui::keymap;
use crate::ui::parts::mask::hide;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::wrap::wrap_text;
use crate::ui::theme::Meaning;

/// The fewest columns and rows that the screens can do with.
const SMALLEST: (u16, u16) = (60, 20);

/// What stands first of the hints while names are hidden.
const MASKED: (&str, &str) = ("ctrl-n", "names hidden");

impl App {
    /// Draws everything.
    pub fn view(&self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if self.blank {
            self.view_blank(area, buf);
            return;
        }
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let words = format!(
                "This window has {} columns and {} rows. Continuum needs at least {} columns and {} rows: make the window larger, or its text smaller.",
                area.width, area.height, SMALLEST.0, SMALLEST.1
            );
            let lines = wrap_text(&words, Meaning::Text, area.width.into());
            Paint::new(self.theme, buf).lines(area, &lines, 0);
            return;
        }
        let working = self.working();
        let body = Rect {
            height: area.height - if working.is_some() { 2 } else { 1 },
            ..area
        };
        let overlays = (self.stack.iter().rev())
            .take_while(|layer| layer.screen.is_overlay())
            .count();
        let from = self.stack.len().saturating_sub(overlays + 1);
        for layer in self.stack.iter().skip(from) {
            layer.screen.view(&self.desk, self.theme, body, buf);
        }
        let foot = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let mut paint = Paint::new(self.theme, buf);
        self.notice(&mut paint, body);
        self.hints(&mut paint, foot);
        if let Some(working) = working {
            let line = Rect {
                y: foot.y - 1,
                ..foot
            };
            self.progress(&mut paint, line, &working);
        }
        if self.desk.is_masked {
            hide(&self.desk.mask, area, buf);
        }
    }

    /// How far long work has come, and how to stop it.
    fn progress(&self, paint: &mut Paint<'_>, line: Rect, words: &str) {
        let stop = if self.can_stop() { "ctrl-x stop " } else { "" };
        let room = line.width.saturating_sub(wide(stop) + 1);
        let left = Rect {
            width: room,
            ..line
        };
        paint.text(left, 0, 1, words, Meaning::Good);
        paint.right(line, 0, stop, Meaning::Hint);
    }

    fn notice(&self, paint: &mut Paint<'_>, body: Rect) {
        let Some(words) = &self.notice else { return };
        let lines = wrap_text(
            words,
            Meaning::Danger,
            usize::from(body.width.saturating_sub(4)),
        );
        let high = u16::try_from(lines.len()).unwrap_or(1).min(9) + 2;
        let lower = Rect {
            y: body.bottom().saturating_sub(high),
            height: high,
            ..body
        };
        let place = paint.over(lower, body.width, high);
        let inside = paint.pane(place, "", "", false);
        paint.lines(inside, &lines, 0);
    }

    fn hints(&self, paint: &mut Paint<'_>, foot: Rect) {
        let digits = (self.stack.last()).and_then(|layer| layer.screen.digits());
        let named = |(key, words)| match &digits {
            Some(digits) if key == "1-9" => (digits.as_str(), words),
            Some(_) | None => (key, words),
        };
        let mut all: Vec<_> = (keymap::hints(self.context()).map(named))
            .filter(|(key, _)| !key.is_empty())
            .collect();
        if self.desk.is_masked {
            all.insert(0, MASKED);
        }
        let (last, others) = match all.split_last() {
            Some((last, others)) if last.0 == "?" => (Some(last), others),
            Some(_) | None => (None, all.as_slice()),
        };
        let room = foot.width - last.map_or(0, |(key, words)| wide(key) + wide(words) + 4);
        let mut column = 1;
        for (key, words) in others {
            if column + wide(key) + wide(words) + 1 > room {
                break;
            }
            column = paint.text(foot, 0, column, key, Meaning::Hint);
            column = paint.text(foot, 0, column, &format!(" {words}"), Meaning::Muted) + 2;
        }
        if let Some((key, words)) = last {
            paint.right(foot, 0, &format!("{key} {words} "), Meaning::Hint);
        }
    }
}
