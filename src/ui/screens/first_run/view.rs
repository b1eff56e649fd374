//! How it looks: the three questions, one below the other, the one at hand with its help.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::{FirstRun, Phase, Question};
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// The widest the questions get, so that a line stays easy to read.
const WIDEST: u16 = 92;

impl FirstRun {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let place = paint.over(area, WIDEST, area.height);
        let inside = paint.pane(place, "Continuum", "first run", true);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        let intro = "Three questions, then the worklist. What you answer can be changed later. ctrl-c leaves.";
        let mut row = lines(&mut paint, inside, 0, intro, Meaning::Muted) + 1;
        for (number, question) in (1..).zip(Question::ALL) {
            row = self.question(&mut paint, inside, row, number, question) + 1;
        }
        let words = match self.phase {
            Phase::Asking(_) => return,
            Phase::Looking | Phase::Mapping | Phase::Mapped => "Looking at the caseload's columns…",
            Phase::Beginning => "Making the workspace and importing the caseload…",
        };
        lines(&mut paint, inside, row, words, Meaning::Good);
    }

    /// Draws a question; gives the row after it.
    fn question(
        &self,
        paint: &mut Paint<'_>,
        area: Rect,
        row: u16,
        number: u16,
        question: Question,
    ) -> u16 {
        let here = self.phase == Phase::Asking(question);
        let sign = if here { "▸" } else { " " };
        let meaning = if here { Meaning::Title } else { Meaning::Text };
        let words = format!("{sign} {number}  {}", question.words());
        paint.text(area, row, 0, &words, meaning);
        let inner = Rect {
            x: area.x + 5,
            width: area.width.saturating_sub(5),
            ..area
        };
        let mut row = match question {
            Question::Name => self.line(paint, inner, row + 1, &self.name, here),
            Question::Framework => self.frameworks(paint, inner, row + 1, here),
            Question::Caseload => self.line(paint, inner, row + 1, &self.caseload, here),
        };
        if let Some((_, why)) = self.refused.as_ref().filter(|(at, _)| *at == question) {
            row = lines(paint, inner, row, &format!("✗ {why}"), Meaning::Danger);
        } else if here {
            row = lines(paint, inner, row, question.help(), Meaning::Muted);
        }
        row
    }

    fn line(&self, paint: &mut Paint<'_>, area: Rect, row: u16, input: &Input, here: bool) -> u16 {
        if here {
            input.draw(paint, area, row, 0);
        } else {
            let text = input.text();
            let none = self.phase == Phase::Beginning && text.trim().is_empty();
            let text = if none { "none" } else { &text };
            paint.text(area, row, 0, text, Meaning::Text);
        }
        row + 1
    }

    fn frameworks(&self, paint: &mut Paint<'_>, area: Rect, row: u16, here: bool) -> u16 {
        let Some(all) = &self.frameworks else {
            paint.text(area, row, 0, "Reading the frameworks…", Meaning::Muted);
            return row + 1;
        };
        let mut row = row;
        for (at, one) in all.iter().enumerate() {
            let chosen = at == self.framework;
            if !here && !chosen {
                continue;
            }
            let sign = match (here, chosen) {
                (true, true) => "▸ ",
                (true, false) => "  ",
                (false, _) => "",
            };
            let digit = if here {
                format!("{} ", at + 1)
            } else {
                String::new()
            };
            let column = paint.text(area, row, 0, &format!("{sign}{digit}"), Meaning::Hint);
            let column = paint.text(area, row, column, &one.key.to_string(), Meaning::Text) + 1;
            paint.text(area, row, column, &one.notice, Meaning::Muted);
            if here && chosen {
                paint.select(area, row);
            }
            row += 1;
        }
        row
    }
}

/// Writes wrapped words from a row on; gives the row after them.
fn lines(paint: &mut Paint<'_>, area: Rect, row: u16, words: &str, meaning: Meaning) -> u16 {
    let lines: Vec<Line> = wrap_text(words, meaning, area.width.into());
    let rest = Rect {
        y: area.y.saturating_add(row),
        height: area.height.saturating_sub(row),
        ..area
    };
    paint.lines(rest, &lines, 0);
    row.saturating_add(u16::try_from(lines.len()).unwrap_or(u16::MAX))
}
