//! How it looks: the members or the shift's table, and what is said of the whole beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{List, Phase, Sample};
use super::words;
use crate::domain::framework::Framework;
use crate::domain::moderation::queue::SampleCase;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 100;

impl Sample {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let Some(framework) = desk.framework() else {
            return;
        };
        let rows = [Constraint::Min(3), Constraint::Length(2)];
        let [middle, foot] = Layout::vertical(rows).areas(area);
        let (list, about) = parts(middle);
        self.rows(&mut paint, list, framework);
        let title = self.state.kept.drawn.cohort.words();
        let inside = paint.pane(about, &title, "", false);
        let lines = words::lines(self, framework, inside.width.into());
        paint.lines(inside, &lines, 0);
        self.foot(&mut paint, foot);
    }

    fn rows(&self, paint: &mut Paint<'_>, area: Rect, framework: &Framework) {
        let (title, right) = match self.list {
            List::Members => (
                "The sample",
                format!("{} of {} read", self.state.read(), self.state.cases.len()),
            ),
            List::Proposal => (
                "What carrying it out does",
                match self.moved().len() {
                    1 => "1 pupil".to_owned(),
                    count => format!("{count} pupils"),
                },
            ),
        };
        let inside = paint.pane(area, title, &right, true);
        let from = window::first(self.cursor, self.length(), inside.height.into());
        for (line, at) in (0..inside.height).zip(from..self.length()) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let column = paint.text(inside, line, 0, sign, Meaning::Text);
            let room = usize::from(inside.width.saturating_sub(column));
            let (words, meaning) = self.row(at, framework);
            paint.text(inside, line, column, &cut(&words, room), meaning);
            if at == self.cursor {
                paint.select(inside, line);
            }
        }
    }

    fn row(&self, at: usize, framework: &Framework) -> (String, Meaning) {
        match self.list {
            List::Members => (self.state.cases.get(at)).map_or_else(nothing, member),
            List::Proposal => {
                let moved = self.moved().get(at);
                moved.map_or_else(nothing, |one| {
                    let words = one.words(framework);
                    (format!("{:<14} {words}", one.reference), Meaning::Text)
                })
            }
        }
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        if let Some(why) = &self.refused {
            let lines = wrap_text(&format!("✗ {why}"), Meaning::Danger, inside.width.into());
            paint.lines(inside, &lines, 0);
        }
        let (label, input) = match &self.phase {
            Phase::Looking => return,
            Phase::Second(input) => ("Second moderator's name:", input),
            Phase::Reason(_, input) => ("Why is it carried out?", input),
        };
        let column = paint.text(inside, 1, 0, label, Meaning::Hint) + 1;
        input.draw(paint, inside, 1, column);
    }
}

fn nothing() -> (String, Meaning) {
    (String::new(), Meaning::Text)
}

fn member(case: &SampleCase) -> (String, Meaning) {
    let part = if case.first { "first" } else { "later" };
    let words = format!(
        "{:<14} {part}  {}",
        case.reference.as_str(),
        words::fate(case)
    );
    let meaning = if case.moderator.is_some() {
        Meaning::Text
    } else {
        Meaning::Muted
    };
    (words, meaning)
}

fn parts(area: Rect) -> (Rect, Rect) {
    if area.width >= SIDE_BY_SIDE {
        let columns = [Constraint::Percentage(50), Constraint::Percentage(50)];
        let [list, about] = Layout::horizontal(columns).areas(area);
        (list, about)
    } else {
        let rows = [Constraint::Min(3), Constraint::Length(area.height / 2)];
        let [list, about] = Layout::vertical(rows).areas(area);
        (list, about)
    }
}
